//! Why something cannot be done with a group, its seats and its people.

use chrono::NaiveDate;

use crate::actions::ActionError;
use crate::domain::account::ChannelId;
use crate::domain::period::Period;
use crate::domain::roster::{SeatRefusal, Unread};

/// Why something is not done with a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterRefusal {
    /// The guild has its organisation already.
    AlreadyFounded,
    /// Another group has that name, in whatever case.
    GroupNameTaken(String),
    /// The group has ended, on that day: it is read-only.
    GroupEnded(NaiveDate),
    /// The group's last day is before that.
    GroupEndsBefore(NaiveDate),
    /// The group has not begun on the day of the meeting; that is its first day.
    GroupBegins(NaiveDate),
    /// The group meets after that day.
    MeetingsAfter(NaiveDate),
    /// A last day that has passed already.
    PastDay(NaiveDate),
    EndsBeforeItBegins,
    /// The officials' channel is the group's own.
    SameChannel,
    /// Whoever chose the channel does not see it.
    ChannelUnseen(ChannelId),
    /// The bot cannot write in the channel.
    ChannelClosed(ChannelId),
    /// The channel is that of a group that the caller does not administer.
    ChannelOfOthers(ChannelId),
    /// The channel is a group's, and not the organisation's.
    ChannelOfAGroup(ChannelId),
    LeadTime,
    PostingSchedule(String),
    /// The part that cannot be read.
    Composition(String),
    /// Handing over goes alone: what else is set would be somebody else's settings.
    HandOverAlone,
    /// The two are one person.
    SamePerson,
    /// Somebody of this name is the group's official, and cannot be their own deputy.
    IsOfficial(String),
    /// An official is that of this group too, which the caller does not administer.
    HoldsElsewhere(String, String),
}

/// Why a file is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// A file that was not read.
    Unread(Unread),
    /// A file, from a day in the past, that leaves out somebody who sat since: who, from when to when.
    ErasesHistory(String, Period),
    /// What was shown is not true any more.
    Outdated,
}

impl From<RegisterRefusal> for ActionError {
    fn from(refusal: RegisterRefusal) -> Self {
        Self::Register(refusal)
    }
}

impl From<SeatRefusal> for ActionError {
    fn from(refusal: SeatRefusal) -> Self {
        Self::Seat(refusal)
    }
}

impl From<ImportRefusal> for ActionError {
    fn from(refusal: ImportRefusal) -> Self {
        Self::Import(refusal)
    }
}
