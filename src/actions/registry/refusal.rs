//! Why something cannot be done with a group, its seats and its people.

use chrono::NaiveDate;

use crate::actions::ActionError;
use crate::domain::period::Period;
use crate::domain::roster::Unread;
use crate::domain::seat::{AppointerKind, Capacity};

/// Why something is not done with a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterRefusal {
    /// The guild has its organisation already.
    AlreadyFounded,
    /// Another group has that name, in whatever case.
    GroupNameTaken(String),
    /// The group has ended, on that day: it is read-only.
    GroupEnded(NaiveDate),
    /// The group has not begun on the day of the meeting; that is its first day.
    GroupBegins(NaiveDate),
    /// The group meets after that day.
    MeetingsAfter(NaiveDate),
    /// A last day that has passed already.
    PastDay(NaiveDate),
    EndsBeforeItBegins,
    /// The officials' channel is the group's own.
    SameChannel,
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

/// Why a seat is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatRefusal {
    /// A change of a seat needs this to be filled in.
    Lacks(Field),
    /// The change does not heed this field, which is filled in.
    Unused(Field),
    /// Who leaves has one day, and two are filled in.
    TwoDays,
    /// The appointer is known, as another kind.
    KindDiffers(AppointerKind),
    /// Nobody sits there who could leave, be renamed or become ordinary.
    NobodySits(Capacity),
    /// Somebody is appointed within that time: who, and from when to when.
    Taken(String, Period),
    /// The same, of somebody who begins after the first day that was asked for.
    TakenLater(String, Period),
    /// The same, of somebody who begins today or later, and may be let go before.
    TakenSince(String, Period),
    /// The seat has been abolished.
    Gone,
    /// The seat ends with that day.
    Ends(NaiveDate),
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

/// A field of the command that changes a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Change,
    Seat,
    Person,
    Appointer,
    Kind,
    Office,
    From,
    Until,
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
