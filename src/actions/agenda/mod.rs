//! The agenda: items are proposed, accepted, placed, ordered, put off, and shown with all that belongs to them.

pub mod arrange;
pub mod choices;
pub(in crate::actions) mod expected;
pub mod guests;
pub mod plans;
pub mod propose;
mod request;
pub mod show;
mod told;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

pub use request::{Attached, ItemRequest};

use super::identity::{Visitor, still_open};
use super::work::Work;
use super::{ActionError, Missing};
use crate::domain::agenda::{
    AgendaRefusal, Document, Guest, Happened, Item, ItemDeed, ItemState, MOST_ITEMS, Participant,
    Plan, PlanState, Seen, Topic,
};
use crate::domain::group::Group;
use crate::domain::id::{AppointerId, GroupId, ItemId, MeetingId, OrganisationId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::wording::{Name, Reason};
use crate::store::{
    Connection, agenda, documents, guests as co_opted, meetings, people, plans as planned,
};

/// Where an item is dealt with: at a meeting, or it waits for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Meeting(MeetingId),
    Waiting(GroupId),
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meeting(meeting) => write!(f, "{meeting}"),
            Self::Waiting(group) => write!(f, "w{group}"),
        }
    }
}

impl FromStr for Where {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix('w') {
            Some(group) => group.parse().map(Self::Waiting),
            None => text.parse().map(Self::Meeting),
        }
    }
}

/// Who takes part in dealing with an item, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParticipantShown {
    Person(Person),
    Named(Name),
}

/// Somebody who is co-opted, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestShown {
    pub guest: Guest,
    pub who: ParticipantShown,
}

/// That a substitute is to take an item, or one of the pair has asked the other, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanShown {
    pub plan: Plan,
    pub ordinary: Person,
    pub substitute: Person,
}

/// An item with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub item: Item,
    pub presenter: Option<ParticipantShown>,
    /// Who proposed it.
    pub proposer: Option<Person>,
    pub topics: Vec<Topic>,
    /// The appointers that it concerns; all, where there is none.
    pub concerns: Vec<(AppointerId, String)>,
    pub documents: Vec<Document>,
    /// Who is co-opted for it.
    pub guests: Vec<GuestShown>,
    /// Which substitutes are to take it, or may be.
    pub plans: Vec<PlanShown>,
    /// What has happened to it, oldest first.
    pub history: Vec<Happened>,
}

impl AgendaItem {
    /// How often it was put off.
    pub fn put_off(&self) -> usize {
        self.history.iter().filter(|one| one.deed == ItemDeed::Carried).count()
    }

    /// Which substitutes are to take it.
    pub fn planned(&self) -> impl Iterator<Item = &PlanShown> {
        self.plans.iter().filter(|one| one.plan.state == PlanState::Agreed)
    }

    /// The same as guests see it: what it is about, and nothing of what happens in the group.
    pub fn to_guests(self) -> Self {
        Self { proposer: None, guests: Vec::new(), plans: Vec::new(), history: Vec::new(), ..self }
    }

    /// Why it was declined.
    pub fn declined_because(&self) -> Option<&Reason> {
        let declined = self.history.iter().rfind(|one| one.deed == ItemDeed::Declined);
        declined.and_then(|one| one.reason.as_ref())
    }
}

/// What is to be dealt with at a meeting, or waits for one, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    pub items: Vec<AgendaItem>,
    /// Who is co-opted for the whole meeting.
    pub guests: Vec<GuestShown>,
}

impl Agenda {
    /// The agenda of a meeting.
    pub async fn of_meeting(
        db: &mut Connection,
        organisation: OrganisationId,
        meeting: MeetingId,
    ) -> Result<Self, ActionError> {
        let mut items = agenda::of_meetings(db, organisation, &[meeting]).await?;
        let items = items.remove(&meeting).unwrap_or_default();
        let guests = co_opted::of_meeting(db, organisation, meeting).await?;
        let people = people_by_id(db, organisation, guests.iter().filter_map(of_guest).collect());
        let people = people.await?;
        let guests = guests.into_iter().filter_map(|guest| guest_shown(guest, &people)).collect();
        Ok(Self { guests, ..Self::of_items(db, organisation, items).await? })
    }

    /// The agendas of meetings, by meeting; none of those that have none.
    pub async fn of_meetings(
        db: &mut Connection,
        organisation: OrganisationId,
        meetings: &[MeetingId],
    ) -> Result<HashMap<MeetingId, Self>, ActionError> {
        let found = agenda::of_meetings(db, organisation, meetings).await?;
        let items: Vec<Item> = found.into_values().flatten().collect();
        let mut agendas: HashMap<MeetingId, Self> = HashMap::new();
        // In their order still, at each meeting.
        for one in Self::of_items(db, organisation, items).await?.items {
            if let Some(meeting) = one.item.meeting {
                agendas.entry(meeting).or_default().items.push(one);
            }
        }
        Ok(agendas)
    }

    /// What a group has that waits for a meeting.
    pub async fn waiting(
        db: &mut Connection,
        organisation: OrganisationId,
        group: GroupId,
    ) -> Result<Self, ActionError> {
        let items = agenda::without_meeting(db, organisation, group).await?;
        Self::of_items(db, organisation, items).await
    }

    /// Items with all that belongs to them.
    pub async fn of_items(
        db: &mut Connection,
        organisation: OrganisationId,
        items: Vec<Item>,
    ) -> Result<Self, ActionError> {
        if items.is_empty() {
            return Ok(Self::default());
        }
        let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
        let mut topics = agenda::topics_of_items(db, organisation, &ids).await?;
        let mut concerns = agenda::appointers_of_items(db, organisation, &ids).await?;
        let mut documents = documents::of_items(db, organisation, &ids).await?;
        let mut history = agenda::history_of_items(db, organisation, &ids).await?;
        let mut guests = co_opted::of_items(db, organisation, &ids).await?;
        let mut plans = planned::of_items(db, organisation, &ids).await?;
        let named = items.iter().flat_map(|item| [presenting(item), item.proposed_by]).flatten();
        let named = named.chain(guests.values().flatten().filter_map(of_guest));
        let pairs = plans.values().flatten().flat_map(|plan| [plan.ordinary, plan.substitute]);
        let named: Vec<PersonId> = named.chain(pairs).collect();
        let people = people_by_id(db, organisation, named).await?;
        let items = items.into_iter().map(|item| AgendaItem {
            presenter: item.presenter.as_ref().and_then(|one| participant_shown(one, &people)),
            proposer: item.proposed_by.and_then(|id| people.get(&id).cloned()),
            topics: topics.remove(&item.id).unwrap_or_default(),
            concerns: concerns.remove(&item.id).unwrap_or_default(),
            documents: documents.remove(&item.id).unwrap_or_default(),
            guests: guests
                .remove(&item.id)
                .into_iter()
                .flatten()
                .filter_map(|guest| guest_shown(guest, &people))
                .collect(),
            plans: plans
                .remove(&item.id)
                .into_iter()
                .flatten()
                .filter_map(|plan| plan_shown(plan, &people))
                .collect(),
            history: history.remove(&item.id).unwrap_or_default(),
            item,
        });
        Ok(Self { items: items.collect(), guests: Vec::new() })
    }

    /// The same as guests see it.
    pub fn to_guests(self) -> Self {
        let items = self.items.into_iter().map(AgendaItem::to_guests);
        Self { items: items.collect(), guests: Vec::new() }
    }

    /// How long all of it takes, in minutes.
    pub fn minutes(&self) -> i64 {
        self.items.iter().map(|one| one.item.minutes).sum()
    }

    /// By how many minutes it takes longer than the meeting; 0 where there is time enough.
    pub fn overrun(&self, meeting: &Meeting) -> i64 {
        (self.minutes() - (meeting.ends - meeting.starts).num_minutes()).max(0)
    }

    /// When each item is up at a meeting, by the order and the minutes of those before it.
    pub fn times(&self, meeting: &Meeting) -> impl Iterator<Item = DateTime<Utc>> {
        let mut up = meeting.starts;
        self.items.iter().map(move |one| {
            let begins = up;
            up += TimeDelta::minutes(one.item.minutes);
            begins
        })
    }

    /// As it is seen now.
    pub fn seen(&self) -> Vec<Seen> {
        self.items.iter().map(|one| Seen::of(&one.item, &one.documents)).collect()
    }
}

const fn presenting(item: &Item) -> Option<PersonId> {
    match item.presenter {
        Some(Participant::Person(person)) => Some(person),
        Some(Participant::Named(_)) | None => None,
    }
}

const fn of_guest(guest: &Guest) -> Option<PersonId> {
    match guest.who {
        Participant::Person(person) => Some(person),
        Participant::Named(_) => None,
    }
}

fn participant_shown(
    one: &Participant,
    people: &HashMap<PersonId, Person>,
) -> Option<ParticipantShown> {
    match one {
        Participant::Person(id) => people.get(id).cloned().map(ParticipantShown::Person),
        Participant::Named(name) => Some(ParticipantShown::Named(name.clone())),
    }
}

fn guest_shown(guest: Guest, people: &HashMap<PersonId, Person>) -> Option<GuestShown> {
    let who = participant_shown(&guest.who, people)?;
    Some(GuestShown { guest, who })
}

fn plan_shown(plan: Plan, people: &HashMap<PersonId, Person>) -> Option<PlanShown> {
    let ordinary = people.get(&plan.ordinary).cloned()?;
    let substitute = people.get(&plan.substitute).cloned()?;
    Some(PlanShown { plan, ordinary, substitute })
}

pub(in crate::actions) async fn people_by_id(
    db: &mut Connection,
    organisation: OrganisationId,
    mut ids: Vec<PersonId>,
) -> Result<HashMap<PersonId, Person>, ActionError> {
    ids.sort_unstable();
    ids.dedup();
    let found = people::some(db, organisation, &ids).await?;
    Ok(found.into_iter().map(|person| (person.id, person)).collect())
}

/// A group, and one of its meetings whose agenda may be changed, or none.
struct Target {
    group: Group,
    meeting: Option<Meeting>,
}

impl Target {
    /// What was picked.
    ///
    /// # Errors
    /// `NotFound`, `Denied`, and `Agenda` for a meeting that is cancelled or over.
    async fn of(
        work: &mut Work<'_>,
        visitor: &Visitor,
        place: Where,
        action: Action,
    ) -> Result<Self, ActionError> {
        let (group, meeting) = match place {
            Where::Waiting(group) => (group, None),
            Where::Meeting(id) => {
                let found = meetings::meeting(&mut work.db, work.organisation, id).await?;
                let found = found.ok_or(ActionError::NotFound(Missing::Meeting))?;
                (found.group, Some(found))
            }
        };
        let group = work.open_group(visitor, group, action).await?;
        if let Some(meeting) = &meeting {
            meeting.takes_items(work.now)?;
        }
        Ok(Self { group, meeting })
    }

    fn meeting_id(&self) -> Option<MeetingId> {
        self.meeting.as_ref().map(|meeting| meeting.id)
    }

    /// The items that stand there, in their order.
    async fn order(&self, work: &mut Work<'_>) -> Result<Vec<ItemId>, ActionError> {
        order(work, self.group.id, self.meeting_id()).await
    }

    /// Whether one more has room there.
    async fn has_room(&self, work: &mut Work<'_>) -> Result<(), ActionError> {
        match self.order(work).await?.len() {
            full if full >= MOST_ITEMS => Err(AgendaRefusal::TooMany(MOST_ITEMS).into()),
            _ => Ok(()),
        }
    }
}

/// The items that stand on a meeting's agenda, or wait, in their order.
async fn order(
    work: &mut Work<'_>,
    group: GroupId,
    meeting: Option<MeetingId>,
) -> Result<Vec<ItemId>, ActionError> {
    let organisation = work.organisation;
    let items = match meeting {
        Some(meeting) => {
            let mut found = agenda::of_meetings(&mut work.db, organisation, &[meeting]).await?;
            found.remove(&meeting).unwrap_or_default()
        }
        None => agenda::without_meeting(&mut work.db, organisation, group).await?,
    };
    Ok(items.into_iter().map(|item| item.id).collect())
}

/// An item with its group, in which the visitor may do `action`.
async fn item_for(
    work: &mut Work<'_>,
    visitor: &Visitor,
    item: ItemId,
    action: Action,
) -> Result<(Group, Item), ActionError> {
    let found = agenda::item(&mut work.db, work.organisation, item).await?;
    let missing = || ActionError::NotFound(Missing::Item);
    let item = found.ok_or_else(missing)?;
    let group = visitor.group(&mut work.db, item.group, action, work.now).await;
    // Whoever may not see the group does not learn that the item is there.
    let group = group.map_err(|error| match error {
        ActionError::NotFound(Missing::Group) => missing(),
        other => other,
    })?;
    still_open(&group, work.now)?;
    Ok((group, item))
}

/// Notes what was done with an item, by whoever does it.
async fn note(
    work: &mut Work<'_>,
    item: &Item,
    (deed, reason): (ItemDeed, Option<Reason>),
) -> Result<(), ActionError> {
    let (id, by) = (work.next_id(), work.by_person());
    let happened = Happened { at: work.now, by, deed, meeting: item.meeting, reason };
    agenda::note(&mut work.db, work.organisation, (id, item.id), &happened).await?;
    work.item_changed(item.id);
    // What is only proposed, and what became of that, shows in no calendar.
    if item.state != ItemState::Proposed {
        work.calendar_changed(item.group);
    }
    Ok(())
}
