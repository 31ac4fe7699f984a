//! The log of changes: who did what, when, for whom. People stand in it by their ids, so that it
//! holds no name of anybody who has erased themselves.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::account::UserId;
use super::cover::Answer;
use super::id::{AuditId, GroupId, OrganisationId, PersonId, SeatId};
use super::seat::worded;

worded! {
    /// What was done.
    Deed {
        GroupCreated = "group-created",
        GroupEnded = "group-ended",
        /// One setting of a group got another value.
        Set = "set",
        SeatAdded = "seat-added",
        SeatChanged = "seat-changed",
        SeatAbolished = "seat-abolished",
        Appointed = "appointed",
        /// An appointment got other days; most often its last one.
        Redated = "redated",
        /// An appointment that had not begun was taken back.
        Withdrawn = "withdrawn",
        /// Another group has given a seat to somebody whom this one looks after.
        SeatedElsewhere = "seated-elsewhere",
        Renamed = "renamed",
        OfficialAppointed = "official-appointed",
        OfficialEnded = "official-ended",
        CodeMade = "code-made",
        Linked = "linked",
        Unlinked = "unlinked",
        Imported = "imported",
        Exported = "exported",
        /// An address was made at which somebody without an account has their calendar.
        AddressMade = "address-made",
        AddressRevoked = "address-revoked",
        Erased = "erased",
        MeetingScheduled = "meeting-scheduled",
        MeetingCancelled = "meeting-cancelled",
        MeetingMoved = "meeting-moved",
        /// Something else about a meeting than when it begins was changed.
        MeetingEdited = "meeting-edited",
        /// Somebody sent an invitation out before its time.
        MeetingCalled = "meeting-called",
        MeetingClosed = "meeting-closed",
        /// A meeting that was closed can be corrected again.
        MeetingReopened = "meeting-reopened",
        /// Somebody said who was at a meeting.
        AttendanceCorrected = "attendance-corrected",
        NotesPublished = "notes-published",
        NotesApproved = "notes-approved",
        /// Somebody may approve notes beside those who always may.
        AdjusterNamed = "adjuster-named",
        AdjusterEnded = "adjuster-ended",
        /// Somebody was co-opted for a whole meeting.
        CoOpted = "co-opted",
        CoOptionEnded = "co-option-ended",
        /// Somebody said for somebody else whether they come.
        Answered = "answered",
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Person(PersonId),
    /// Somebody who is no person of the organisation, such as the server's administrator.
    Account(UserId),
    /// Such an account, whose holder has erased themselves since.
    Former,
    /// Whoever runs the bot, on its own machine.
    Operator,
}

/// What more there is to say, as it stands in the log and in its export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    /// `ordinary`, `substitute`, `official` or `deputy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// When the meeting that it is about begins, as it then was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<DateTime<Utc>>,
    /// When it begins after it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<DateTime<Utc>>,
    /// What was answered for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Why, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The change of which it is a part, where several things were done at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<i64>,
    /// How many rows a file had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<usize>,
    /// The setting's key, and what it was and is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setting: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A line of the log about to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: AuditId,
    pub organisation: OrganisationId,
    /// `None` for what concerns no single group, such as a person's account.
    pub group: Option<GroupId>,
    pub at: DateTime<Utc>,
    pub by: By,
    pub deed: Deed,
    /// For whom.
    pub about: Option<PersonId>,
    pub seat: Option<SeatId>,
    pub detail: Detail,
}

impl Entry {
    /// A line that says nothing yet but who did what.
    pub fn new(
        id: AuditId,
        organisation: OrganisationId,
        (by, at): (By, DateTime<Utc>),
        deed: Deed,
    ) -> Self {
        let detail = Detail::default();
        Self { id, organisation, group: None, at, by, deed, about: None, seat: None, detail }
    }

    pub fn in_group(self, group: GroupId) -> Self {
        Self { group: Some(group), ..self }
    }

    /// About a person's account, which is the same in all groups of theirs.
    pub fn of_no_group(self) -> Self {
        Self { group: None, ..self }
    }

    pub fn about(self, person: PersonId) -> Self {
        Self { about: Some(person), ..self }
    }

    pub fn at_seat(self, seat: SeatId) -> Self {
        Self { seat: Some(seat), ..self }
    }

    pub fn with(self, detail: Detail) -> Self {
        Self { detail, ..self }
    }
}
