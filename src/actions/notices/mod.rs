//! What a notice is made of when its turn comes: the facts as they then are. A family of notices is a
//! file, and a kind in it a variant with just the facts that it needs.

pub mod group;
pub mod guest;
pub mod item;
pub mod meeting;
pub mod notes;
pub mod plan;
pub mod seat;
pub mod undelivered;

use chrono::{DateTime, Utc};

use super::ActionError;
use crate::domain::account::ChannelId;
use crate::domain::group::Group;
use crate::domain::meeting::Meeting;
use crate::domain::meeting_change::MeetingSeen;
use crate::domain::notice::{Destination, Notice, NoticeKind, Obstacle, Owed};
use crate::domain::person::Person;
use crate::domain::reminder::after_quiet_hours;
use crate::store::deliveries::Directly;
use crate::store::{Connection, Store, deliveries, organisations, people};
use group::GroupFacts;
use guest::GuestFacts;
use item::ItemFacts;
use meeting::MeetingFacts;
use notes::NotesFacts;
use plan::PlanFacts;
use seat::SeatFacts;

/// A notice's facts, and to whom they are told.
#[derive(Clone, Debug)]
pub struct Told {
    pub to: Address,
    pub facts: Facts,
}

/// To whom a notice is told.
#[derive(Clone, Debug)]
pub struct Address {
    pub destination: Destination,
    /// Where it is one person.
    pub person: Option<Person>,
    /// The organisation's name, for what goes to one person directly: they may know more than one.
    pub organisation: Option<String>,
    /// Who brought it about: they are not pinged.
    pub caused_by: Option<Person>,
    /// The person has been told directly: what stands in the thread is a line for all to follow.
    pub is_told: bool,
    /// What stood in the way of telling the person directly, where the officials are told instead.
    pub obstacle: Option<Obstacle>,
}

/// The facts of a notice, by what it is about.
#[derive(Clone, Debug)]
pub enum Facts {
    Meeting(MeetingFacts),
    Seat(Box<SeatFacts>),
    Group(Box<GroupFacts>),
    Item(Box<ItemFacts>),
    Guest(Box<GuestFacts>),
    Plan(Box<PlanFacts>),
    Notes(NotesFacts),
}

/// Reads the facts of a notice at `now`, all of one moment. `None` where whom or what it is about is no
/// more: then there is nothing to tell.
pub async fn facts(
    store: &Store,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Option<Told>, ActionError> {
    let mut db = store.snapshot().await?;
    let owed = &notice.owed;
    let to = address(&mut db, owed).await?;
    let facts = match owed.kind {
        NoticeKind::Meeting(kind) => {
            MeetingFacts::read(&mut db, kind, (owed, &to), now).await?.map(Facts::Meeting)
        }
        NoticeKind::Seat(kind) => {
            let facts = SeatFacts::read(&mut db, kind, (owed, &to), now).await?;
            facts.map(|facts| Facts::Seat(Box::new(facts)))
        }
        NoticeKind::Group(kind) => {
            let facts = GroupFacts::read(&mut db, kind, (owed, &to), now).await?;
            facts.map(|facts| Facts::Group(Box::new(facts)))
        }
        NoticeKind::Item(kind) => {
            let facts = ItemFacts::read(&mut db, kind, owed, now).await?;
            facts.map(|facts| Facts::Item(Box::new(facts)))
        }
        NoticeKind::Guest(_) => {
            let facts = GuestFacts::read(&mut db, owed, now).await?;
            facts.map(|facts| Facts::Guest(Box::new(facts)))
        }
        NoticeKind::Plan(kind) => {
            let facts = PlanFacts::read(&mut db, kind, owed, now).await?;
            facts.map(|facts| Facts::Plan(Box::new(facts)))
        }
        NoticeKind::Notes(kind) => {
            NotesFacts::read(&mut db, kind, owed, now).await?.map(Facts::Notes)
        }
    };
    Ok(facts.map(|facts| Told { to, facts }))
}

async fn address(db: &mut Connection, owed: &Owed) -> Result<Address, ActionError> {
    let person = match owed.person {
        Some(person) => people::person(db, owed.organisation, person).await?,
        None => None,
    };
    let caused_by = match owed.caused_by.filter(|_| owed.destination != Destination::Direct) {
        Some(person) => people::person(db, owed.organisation, person).await?,
        None => None,
    };
    let organisation = match owed.destination {
        Destination::Direct => organisations::name(db, owed.organisation).await?,
        Destination::Channel
        | Destination::Thread
        | Destination::Officials
        | Destination::Calendar
        | Destination::Notes => None,
    };
    let directly = match owed.destination {
        Destination::Thread | Destination::Officials => deliveries::directly(db, owed).await?,
        Destination::Channel | Destination::Direct | Destination::Calendar | Destination::Notes => {
            None
        }
    };
    let is_told = directly == Some(Directly::Arrived);
    let obstacle = match directly {
        Some(Directly::Failed(obstacle)) => Some(obstacle),
        Some(Directly::Arrived) | None => None,
    };
    let destination = owed.destination;
    Ok(Address { destination, person, organisation, caused_by, is_told, obstacle })
}

impl Address {
    /// Whether it is the officials who read it, in their channel.
    pub fn is_officials(&self) -> bool {
        self.destination == Destination::Officials
    }
}

impl Told {
    pub fn group(&self) -> &Group {
        match &self.facts {
            Facts::Meeting(facts) => &facts.view().group,
            Facts::Seat(facts) => &facts.at().view.group,
            Facts::Group(facts) => facts.group(),
            Facts::Item(facts) => &facts.group,
            Facts::Guest(facts) => &facts.group,
            Facts::Plan(facts) => &facts.group,
            Facts::Notes(facts) => facts.group(),
        }
    }

    /// The channel of the whole organisation's calendar, for what stands there.
    pub fn calendar_channel(&self) -> Option<ChannelId> {
        match &self.facts {
            Facts::Group(facts) => match &**facts {
                GroupFacts::Calendar(part, _) => part.channel,
                _ => None,
            },
            Facts::Meeting(_)
            | Facts::Seat(_)
            | Facts::Item(_)
            | Facts::Guest(_)
            | Facts::Plan(_)
            | Facts::Notes(_) => None,
        }
    }

    /// The channel of the group's notes, where they have one of their own.
    pub fn notes_channel(&self) -> Option<ChannelId> {
        match &self.facts {
            Facts::Notes(facts) => facts.channel(),
            Facts::Meeting(_)
            | Facts::Seat(_)
            | Facts::Group(_)
            | Facts::Item(_)
            | Facts::Guest(_)
            | Facts::Plan(_) => None,
        }
    }

    /// The meeting, for what is about one.
    pub fn meeting(&self) -> Option<&Meeting> {
        match &self.facts {
            Facts::Meeting(facts) => Some(&facts.view().meeting),
            Facts::Seat(facts) => Some(&facts.at().view.meeting),
            Facts::Notes(facts) => Some(&facts.view().meeting),
            Facts::Group(_) | Facts::Item(_) | Facts::Guest(_) | Facts::Plan(_) => None,
        }
    }

    /// The meeting as it was before it moved, for what tells the group of that.
    pub fn moved_from(&self) -> Option<Meeting> {
        match &self.facts {
            Facts::Meeting(MeetingFacts::Changed(changed)) => {
                let MeetingSeen { starts, ends, .. } = changed.before;
                Some(Meeting { starts, ends, ..changed.view.meeting.clone() })
            }
            _ => None,
        }
    }

    /// What is owed instead of a notice that is not sent: of an invitation that never got out, and of what else was not told
    /// in time, the officials hear.
    pub fn owed_instead(&self, notice: &Notice) -> Option<Owed> {
        let told_before = notice.has_pinged();
        match &self.facts {
            _ if told_before => None,
            Facts::Meeting(MeetingFacts::Invitation(view)) => meeting::missed(view),
            Facts::Meeting(facts) if self.is_missed(notice) => {
                Some(meeting::told_too_late(facts.view()))
            }
            Facts::Seat(facts) if self.is_missed(notice) => {
                Some(meeting::told_too_late(&facts.at().view))
            }
            Facts::Meeting(_)
            | Facts::Seat(_)
            | Facts::Group(_)
            | Facts::Item(_)
            | Facts::Guest(_)
            | Facts::Plan(_)
            | Facts::Notes(_) => None,
        }
    }

    /// Whether a notice that is not sent is one that somebody has missed: it was too late for it.
    pub fn is_missed(&self, notice: &Notice) -> bool {
        // A line for others about what somebody has been told is not missed by them.
        notice.owed.kind.is_missed() && !self.to.is_told && self.weighed() == Weighed::TooLate
    }

    /// Whether anybody is still helped by a notice that has not been sent yet.
    pub fn is_wanted(&self) -> bool {
        self.weighed() == Weighed::Wanted
    }

    fn weighed(&self) -> Weighed {
        let of_use = |is_so, until, now| match (is_so, now < until) {
            (false, _) => Weighed::Moot,
            (true, false) => Weighed::TooLate,
            (true, true) => Weighed::Wanted,
        };
        let wanted = |is_wanted| if is_wanted { Weighed::Wanted } else { Weighed::Moot };
        match &self.facts {
            Facts::Meeting(facts) => {
                of_use(facts.is_so(&self.to), facts.is_of_use_until(), facts.view().now)
            }
            Facts::Seat(facts) => {
                of_use(facts.is_so(&self.to), facts.is_of_use_until(), facts.at().view.now)
            }
            Facts::Group(facts) => wanted(facts.is_wanted()),
            Facts::Item(facts) => wanted(facts.is_wanted(&self.to)),
            Facts::Guest(facts) => wanted(facts.is_wanted(&self.to)),
            Facts::Plan(facts) => wanted(facts.is_wanted(&self.to)),
            Facts::Notes(facts) => wanted(facts.is_wanted()),
        }
    }

    /// Until when a notice waits that may not be told at this hour.
    pub fn quiet_until(&self, notice: &Notice, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let morning = after_quiet_hours(self.group().rule.zone, now);
        (notice.owed.kind.keeps_quiet_hours() && morning > now).then_some(morning)
    }
}

/// What a notice that has not been sent is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weighed {
    Wanted,
    /// It is so still, and helps nobody any more.
    TooLate,
    /// It is not so any more, or told by something else.
    Moot,
}
