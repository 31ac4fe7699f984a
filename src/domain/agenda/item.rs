//! An item, and its states: `proposed → placed`, or `declined` or `withdrawn`; what is placed may be `struck`.

use chrono::{DateTime, Utc};

use crate::domain::id::{
    DocumentId, GroupId, ItemId, MeetingId, OrganisationId, PersonId, TopicId,
};
use crate::domain::link::Link;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::seat::worded;
use crate::domain::wording::{Background, Name, Reason, Title};

/// The longest that an item may take, in minutes.
pub const MOST_MINUTES: i64 = 600;
/// How long an item takes of which nothing is said, in minutes.
pub const USUAL_MINUTES: i64 = 15;

worded! {
    /// What a group is to do with an item.
    Purpose {
        Information = "information",
        Discussion = "discussion",
        Consultation = "consultation",
        Decision = "decision",
        /// To be settled at home, by those who appoint.
        Home = "home",
    }

    /// How far an item has come.
    ItemState {
        /// Somebody has proposed it, and nobody has said what becomes of it.
        Proposed = "proposed",
        /// It stands on an agenda, or waits for a meeting.
        Placed = "placed",
        Declined = "declined",
        /// Whoever proposed it has taken it back.
        Withdrawn = "withdrawn",
        /// Taken off the agenda for good.
        Struck = "struck",
    }

    /// What was done with an item.
    ItemDeed {
        Proposed = "proposed",
        Added = "added",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Edited = "edited",
        /// It is to be dealt with at another meeting.
        Moved = "moved",
        /// It was not dealt with, and is put off.
        Carried = "carried",
        Decided = "decided",
        Struck = "struck",
        /// Somebody was co-opted for it.
        CoOpted = "co-opted",
        /// Somebody is co-opted for it no longer.
        CoOptionEnded = "co-option-ended",
        /// A substitute is to take it.
        Planned = "planned",
        /// A substitute is to take it no longer.
        PlanEnded = "plan-ended",
    }
}

/// Who takes part in dealing with an item, presents it or is a guest: a person of the organisation, or somebody by
/// their name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Participant {
    Person(PersonId),
    Named(Name),
}

/// A topic of an organisation's own list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
}

/// A document of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub name: String,
    /// Where it lies; `None` for a file that is kept.
    pub link: Option<Link>,
    /// Of a file, in bytes.
    pub size: i64,
}

/// One thing to be dealt with by a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: ItemId,
    pub organisation: OrganisationId,
    pub group: GroupId,
    /// The meeting at which it is to be dealt with; of a proposal, the one that it was made for.
    pub meeting: Option<MeetingId>,
    /// Its place on the agenda, from 1 on.
    pub position: i64,
    pub state: ItemState,
    /// It stands firm, although its meeting has not been called.
    pub decided: bool,
    pub title: Title,
    pub background: Option<Background>,
    pub purpose: Purpose,
    /// How long it takes, 1 to [`MOST_MINUTES`].
    pub minutes: i64,
    pub presenter: Option<Participant>,
    pub proposed_by: Option<PersonId>,
}

/// An item as it stands in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub item: ItemId,
    pub title: Title,
    pub purpose: Purpose,
    /// How long it takes.
    pub minutes: i64,
    /// It stands firm, although its meeting has not been called.
    pub decided: bool,
}

impl Item {
    pub fn outline(&self) -> Outline {
        let (title, purpose, minutes) = (self.title.clone(), self.purpose, self.minutes);
        Outline { item: self.id, title, purpose, minutes, decided: self.decided }
    }
}

/// Something that was done with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    pub at: DateTime<Utc>,
    pub by: Option<PersonId>,
    pub deed: ItemDeed,
    /// Where it stood afterwards.
    pub meeting: Option<MeetingId>,
    pub reason: Option<Reason>,
}

/// Why something could not be done with an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgendaRefusal {
    /// Not between one minute and [`MOST_MINUTES`], or no number: as it was typed.
    BadMinutes(String),
    /// Has been accepted already.
    AlreadyPlaced,
    AlreadyDeclined,
    AlreadyWithdrawn,
    AlreadyStruck,
    /// Is only a proposal as yet.
    OnlyProposed,
    /// Its meeting is cancelled: it can be carried over.
    MeetingCancelled,
    /// Its meeting is over: it can be carried over.
    MeetingOver,
    /// The meeting that was picked is another group's.
    OtherGroup,
    /// It stands there already.
    AlreadyThere,
    /// The agenda is full.
    TooMany(usize),
    TooManyTopics(usize),
    TooManyDocuments(usize),
    /// No address that begins with https or http.
    BadLink(String),
    /// Larger than so many MiB.
    FileTooLarge(usize),
    /// The item's files would be larger together than so many MiB.
    FilesTooLarge(usize),
    /// The file could not be fetched.
    FileUnread,
    /// The document has been removed.
    DocumentGone,
    /// Nobody appoints by that name.
    UnknownAppointer(String),
    /// It is not said where an item is to be moved.
    NothingToMove,
    /// It is not said who is to be co-opted, or both an account and a name are given.
    OneGuest,
    /// The meeting is over, or cancelled: nobody is to come to it.
    NothingToCome,
    /// Nobody of the organisation has the account that was picked, and the caller may not enter them.
    UnknownAccount,
    /// Is co-opted already, by this name.
    AlreadyGuest(String),
    /// Is a member of the group, and is called as it is; by this name.
    IsMember(String),
    /// Is co-opted no longer.
    GuestGone,
    TooManyGuests(usize),
    /// Nobody sits in that seat, or it has no substitute.
    NoPair,
    /// The substitute of the seat takes it already, or has been asked.
    AlreadyPlanned,
    /// An offer has been answered, or a plan given up.
    PlanSettled,
}

impl Item {
    /// The item as it is accepted, for the meeting that it was proposed for.
    pub fn accept(self) -> Result<Self, AgendaRefusal> {
        self.is_proposed()?;
        Ok(Self { state: ItemState::Placed, ..self })
    }

    /// The item declined.
    pub fn decline(self) -> Result<Self, AgendaRefusal> {
        self.is_proposed()?;
        Ok(Self { state: ItemState::Declined, ..self })
    }

    /// The item taken back by who proposed it.
    pub fn withdraw(self) -> Result<Self, AgendaRefusal> {
        self.is_proposed()?;
        Ok(Self { state: ItemState::Withdrawn, ..self })
    }

    /// The item taken off the agenda for good.
    pub fn strike(self) -> Result<Self, AgendaRefusal> {
        self.is_placed()?;
        Ok(Self { state: ItemState::Struck, ..self })
    }

    /// The item made firm.
    pub fn decide(self) -> Result<Self, AgendaRefusal> {
        self.is_placed()?;
        Ok(Self { decided: true, ..self })
    }

    /// The item at another meeting, or waiting for one. What is put off is preliminary again.
    pub fn at(self, meeting: Option<MeetingId>) -> Result<Self, AgendaRefusal> {
        self.is_placed()?;
        if self.meeting == meeting {
            return Err(AgendaRefusal::AlreadyThere);
        }
        Ok(Self { meeting, decided: false, ..self })
    }

    /// Whether it waits to be accepted.
    pub fn is_proposed(&self) -> Result<(), AgendaRefusal> {
        match self.state {
            ItemState::Proposed => Ok(()),
            ItemState::Placed => Err(AgendaRefusal::AlreadyPlaced),
            other => Err(over(other)),
        }
    }

    /// Whether it stands on an agenda, or waits for a meeting.
    pub fn is_placed(&self) -> Result<(), AgendaRefusal> {
        match self.state {
            ItemState::Placed => Ok(()),
            ItemState::Proposed => Err(AgendaRefusal::OnlyProposed),
            other => Err(over(other)),
        }
    }

    /// Whether what is told of it may still change: the meeting that calls it is not called yet.
    pub fn is_preliminary(&self, meeting: Option<&Meeting>) -> bool {
        let is_called = meeting
            .is_some_and(|one| matches!(one.state, MeetingState::Called | MeetingState::Held));
        !self.decided && !is_called
    }
}

const fn over(state: ItemState) -> AgendaRefusal {
    match state {
        ItemState::Declined => AgendaRefusal::AlreadyDeclined,
        ItemState::Withdrawn => AgendaRefusal::AlreadyWithdrawn,
        ItemState::Struck => AgendaRefusal::AlreadyStruck,
        ItemState::Proposed | ItemState::Placed => AgendaRefusal::AlreadyPlaced,
    }
}

impl Meeting {
    /// Whether its agenda may still be changed: until it is over.
    ///
    /// # Errors
    /// Why not.
    pub fn takes_items(&self, now: DateTime<Utc>) -> Result<(), AgendaRefusal> {
        match self.state {
            MeetingState::Cancelled => Err(AgendaRefusal::MeetingCancelled),
            MeetingState::Held => Err(AgendaRefusal::MeetingOver),
            _ if self.ends <= now => Err(AgendaRefusal::MeetingOver),
            MeetingState::Draft | MeetingState::Scheduled | MeetingState::Called => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(state: ItemState) -> Item {
        Item {
            id: ItemId(1),
            organisation: OrganisationId(1),
            group: GroupId(1),
            meeting: Some(MeetingId(1)),
            position: 1,
            state,
            decided: true,
            title: Title::parse("Kulturplanen").expect("a title"),
            background: None,
            purpose: Purpose::Decision,
            minutes: 30,
            presenter: None,
            proposed_by: None,
        }
    }

    #[test]
    fn a_proposal_is_settled_once() {
        let settle = [Item::accept, Item::decline, Item::withdraw];
        for one in settle {
            assert!(one(item(ItemState::Proposed)).is_ok());
            for over in [ItemState::Placed, ItemState::Declined, ItemState::Withdrawn] {
                assert!(one(item(over)).is_err(), "{over:?}");
            }
        }
        let declined = item(ItemState::Declined).accept();
        assert_eq!(declined, Err(AgendaRefusal::AlreadyDeclined));
        assert_eq!(item(ItemState::Proposed).strike(), Err(AgendaRefusal::OnlyProposed));
    }

    #[test]
    fn what_is_put_off_is_preliminary_again() {
        let item = item(ItemState::Placed);
        assert!(!item.is_preliminary(None), "it was decided");
        assert_eq!(item.clone().at(Some(MeetingId(1))), Err(AgendaRefusal::AlreadyThere));
        let carried = item.at(None).expect("it waits");
        assert!(carried.is_preliminary(None) && carried.meeting.is_none());
    }
}
