//! What is asked before it is done: what is grave, and what may not be meant (product rules, "Telling people").

use std::fmt;

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

/// The kinds of questions to which somebody has said yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed(u8);

impl Agreed {
    /// To whatever is asked.
    pub const ALL: Self = Self(u8::MAX);

    /// As it was written by [`Display`](fmt::Display).
    pub fn read(text: &str) -> Self {
        Self(text.parse().unwrap_or_default())
    }

    /// And to this.
    #[must_use]
    pub const fn and(self, question: &Question) -> Self {
        Self(self.0 | question.bit())
    }

    const fn holds(self, question: &Question) -> bool {
        self.0 & question.bit() != 0
    }
}

impl fmt::Display for Agreed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Question {
    const fn bit(&self) -> u8 {
        match self {
            Self::Cancel(_) => 1,
            Self::Call(_) => 2,
            Self::Overlap(..) => 4,
            Self::Abolish(..) => 8,
            Self::HandOver(..) => 16,
            Self::CallsNow(..) => 32,
        }
    }
}

impl Caller {
    /// Asks, unless whoever calls has agreed to such a thing.
    ///
    /// # Errors
    /// `Asks` with the question.
    pub(super) fn asked(self, question: impl FnOnce() -> Question) -> Result<(), ActionError> {
        let question = question();
        match self.agreed.holds(&question) {
            true => Ok(()),
            false => Err(ActionError::Asks(Box::new(question))),
        }
    }
}
