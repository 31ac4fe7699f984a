//! What is asked before it is done: what is grave, and what may not be meant (product rules, "Telling people").

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::view::MeetingView;
use super::{ActionError, Caller};
use crate::domain::group::Group;
use crate::domain::meeting::Meeting;
use crate::domain::roster::SeatLabel;

/// What somebody is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// Whether a meeting is to be cancelled.
    Cancel(MeetingView),
    /// Whether a meeting is to be called before its time.
    Call(MeetingView),
    /// Whether a meeting is to be held though others are at the same time.
    Overlap(Group, Vec<Overlap>),
    /// Whether a seat is to be removed, called so, with those who sit there, by name.
    Abolish(Group, Box<SeatLabel>, Vec<String>),
    /// Whether everything of an official's is to be somebody else's: from whom, to whom.
    HandOver(Group, String, String),
    /// Whether meetings are to be called at once because a group's rule changes.
    CallsNow(Group, Vec<Meeting>),
}

/// A meeting at the same time.
#[derive(Clone, Debug)]
pub struct Overlap {
    /// `None` where whoever asks may not know of the group.
    pub group: Option<Group>,
    /// By whose clock it is told.
    pub zone: Tz,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    /// Whether it is the same group's.
    pub is_own: bool,
    /// Those whom both meetings are for, by name.
    pub people: Vec<String>,
}

impl Caller {
    /// Asks, unless whoever calls has agreed.
    pub(super) fn asked(self, question: impl FnOnce() -> Question) -> Result<(), ActionError> {
        if self.agreed { Ok(()) } else { Err(ActionError::Asks(Box::new(question()))) }
    }
}
