//! What stands in a calendar program: the meetings of a person, of a group, or of all groups, as entries.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::groups_of_person;
use super::pages::MeetingPage;
use crate::actions::identity::identify;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::access::{AccessPurpose, AccessTo, AccessToken};
use crate::domain::agenda::{GuestOf, Outline, PlanState};
use crate::domain::appointment::Appointment;
use crate::domain::engagement::{Engagement, engagement, stays_away};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{
    AccessId, GroupId, ItemId, MeetingId, OrganisationId, PersonId, SeatId, made_at,
};
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::store::{
    Connection, Store, accesses, agenda, appointments, calendar, guests, officials, people, plans,
};

/// For how long what has been stays in a calendar.
pub(super) const PAST: TimeDelta = TimeDelta::days(366);

/// From when on until when a calendar holds what there is.
fn kept(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    (now - PAST, DateTime::<Utc>::MAX_UTC)
}

/// An entry of a calendar (RFC 5545's VEVENT).
#[derive(Clone, Debug)]
pub struct Event {
    pub group: Arc<Group>,
    pub meeting: Meeting,
    /// The meeting's agenda, in its order; none for who comes for an item alone.
    pub agenda: Vec<Outline>,
    /// The item that it is about, with when it is up and what the reader has to do with it; `None` for the meeting.
    pub item: Option<(Outline, DateTime<Utc>, Part)>,
    /// What it is to the reader; `None` where it is not theirs.
    pub engagement: Option<Engagement>,
    /// The newest of what it shows.
    pub changed: DateTime<Utc>,
}

/// What somebody has to do with an item that they come for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Guest,
    /// They take it in the member's place.
    Takes,
}

impl Event {
    /// A meeting as an entry, of which something changed at one of these times.
    fn of(
        (group, meeting): (Arc<Group>, Meeting),
        agenda: Vec<Outline>,
        engagement: Option<Engagement>,
        changes: impl IntoIterator<Item = DateTime<Utc>>,
    ) -> Self {
        let changed = changes.into_iter().chain([meeting.newest()]).max().unwrap_or_default();
        Self { group, meeting, agenda, item: None, engagement, changed }
    }

    /// A meeting, with its agenda, as it is to whoever is told of it.
    ///
    /// `since` is when it came to be that.
    pub fn told(view: &MeetingView, engagement: Engagement, since: Option<DateTime<Utc>>) -> Self {
        let place = (Arc::new(view.group.clone()), view.meeting.clone());
        let agenda = view.agenda.items.iter().map(|one| one.item.outline());
        Self::of(place, agenda.collect(), Some(engagement), since)
    }

    /// A meeting, as a page gives it to whoever looks: they put it into their calendar to come.
    pub fn of_page(page: &MeetingPage) -> Self {
        let agenda = page.agenda.items.iter().map(|one| one.item.outline()).collect();
        let place = (page.group.clone(), page.meeting.clone());
        Self::of(place, agenda, Some(Engagement::Firm), None)
    }

    /// When it begins: the meeting, or the item.
    pub fn starts(&self) -> DateTime<Utc> {
        self.item.as_ref().map_or(self.meeting.starts, |(_, at, _)| *at)
    }

    pub fn ends(&self) -> DateTime<Utc> {
        let item = self.item.as_ref();
        item.map_or(self.meeting.ends, |(one, at, _)| *at + TimeDelta::minutes(one.minutes))
    }

    pub fn is_cancelled(&self) -> bool {
        self.meeting.state == MeetingState::Cancelled
    }
}

/// A calendar, as a program reads it.
#[derive(Clone, Debug)]
pub struct Feed {
    pub organisation: Organisation,
    pub object: AccessTo,
    /// The name of the group or of the organisation that it is of.
    pub name: String,
    pub language: Language,
    /// By when they begin.
    pub events: Vec<Event>,
}

/// What an address opens, and which address that is.
pub struct Opened {
    pub feed: Feed,
    pub organisation: OrganisationId,
    pub access: AccessId,
    /// The day that it is, where it was not used today before.
    pub first_use: Option<NaiveDate>,
}

/// The calendar that an address opens. `None` for one that opens nothing (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn opened(
    store: &Store,
    token: &AccessToken,
    now: DateTime<Utc>,
) -> Result<Option<Opened>, ActionError> {
    let mut db = store.snapshot().await?;
    let found = accesses::by_digest(&mut db, AccessPurpose::Feed, &token.digest()).await?;
    let Some((organisation, access)) = found.filter(|(_, access)| access.is_valid(now)) else {
        return Ok(None);
    };
    let holder = people::person(&mut db, organisation.id, access.holder).await?;
    let Some(holder) = holder else { return Ok(None) };
    let place = (organisation.id, holder.id);
    let (name, events) = match access.object {
        AccessTo::Person => {
            (holder.name.clone(), own_events(&mut db, (&organisation, &holder), now).await?)
        }
        AccessTo::Organisation => {
            let groups = groups_of_person(&mut db, place, now - PAST, now).await?;
            (organisation.name.clone(), events_of(&mut db, &organisation, groups, now).await?)
        }
        AccessTo::Meeting(_) => return Ok(None),
        AccessTo::Group(id) => {
            // Whoever may not see the group any more, to them its address is as if it were revoked.
            let mut seen = groups_of_person(&mut db, place, now - PAST, now).await?.into_iter();
            let Some(group) = seen.find(|group| group.id == id) else {
                return Ok(None);
            };
            (group.name.clone(), events_of(&mut db, &organisation, vec![group], now).await?)
        }
    };
    let today = wall(organisation.zone, now).date();
    let (object, language) = (access.object, access.language);
    Ok(Some(Opened {
        organisation: organisation.id,
        access: access.id,
        first_use: (access.used != Some(today)).then_some(today),
        feed: Feed { organisation, object, name, language, events },
    }))
}

/// Notes that an address was used on a day. Nobody waits for it.
///
/// # Errors
/// It cannot be written down.
pub async fn note_use(
    store: &Store,
    (organisation, access): (OrganisationId, AccessId),
    on: NaiveDate,
) -> Result<(), ActionError> {
    let mut db = store.writer().await?;
    Ok(accesses::note_use(&mut db, organisation, (access, on)).await?)
}

/// One meeting, as the caller has it in their calendar: it, and what of it they come for alone. And whose it is.
///
/// # Errors
/// `NotFound` for who is not linked, and for a meeting of a group that they may not see and that is not theirs.
pub async fn of_meeting(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(GroupId, Vec<Event>), ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, Some(meeting)).await?;
    let (organisation, person) = (known.organisation, known.person);
    let own = own_events(&mut db, (&organisation, &person), now).await?;
    let own: Vec<Event> = own.into_iter().filter(|event| event.meeting.id == meeting).collect();
    if let Some(first) = own.first() {
        return Ok((first.group.id, own));
    }
    let view = MeetingView::load(&mut db, organisation.id, meeting, now).await?;
    let place = (organisation.id, person.id);
    let mut seen = groups_of_person(&mut db, place, now - PAST, now).await?;
    seen.retain(|group| group.id == view.group.id);
    let is_there = caller.channel == Some(view.group.channel);
    if seen.is_empty() && !is_there {
        return Err(ActionError::NotFound(Missing::Meeting));
    }
    let view = view.with_agenda(&mut db).await?;
    let event = Event::told(&view, Engagement::Firm, None);
    Ok((view.group.id, vec![Event { engagement: None, ..event }]))
}

/// All meetings of groups: nobody's own.
async fn events_of(
    db: &mut Connection,
    organisation: &Organisation,
    groups: Vec<Group>,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, ActionError> {
    let groups: HashMap<GroupId, Arc<Group>> =
        groups.into_iter().map(|group| (group.id, Arc::new(group))).collect();
    let mut meetings = calendar::meetings_between(db, (organisation.id, None), kept(now)).await?;
    meetings.retain(|meeting| groups.contains_key(&meeting.group));
    let mut agendas = agenda::outlines_since(db, organisation.id, now - PAST).await?;
    let events = meetings.into_iter().map(|meeting| {
        let agenda = agendas.remove(&meeting.id).unwrap_or_default();
        let group = groups[&meeting.group].clone();
        Event::of((group, meeting), agenda, None, None)
    });
    Ok(events.collect())
}

/// A person's own: what they are expected at, what they may be called to, what they run, and what they are co-opted
/// for.
async fn own_events(
    db: &mut Connection,
    (organisation, person): (&Organisation, &Person),
    now: DateTime<Utc>,
) -> Result<Vec<Event>, ActionError> {
    let (organisation, person) = (organisation.id, person.id);
    let held = appointments::of_person(db, organisation, person).await?;
    let posts = officials::posts_of_person(db, organisation, person).await?;
    let parts = Parts::of(db, organisation, person).await?;
    let groups: HashSet<GroupId> =
        held.iter().map(|(group, _)| *group).chain(posts.iter().map(|post| post.group)).collect();
    let mut agendas = agenda::outlines_since(db, organisation, now - PAST).await?;
    let mut meetings = calendar::meetings_between(db, (organisation, None), kept(now)).await?;
    meetings.retain(|one| {
        let items = agendas.get(&one.id).into_iter().flatten();
        groups.contains(&one.group) || parts.has_any(one.id, items.map(|one| one.item))
    });
    let ids: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id).collect();
    let mut events = Vec::new();
    for view in MeetingView::load_all(db, organisation, &ids, now).await? {
        let agenda = agendas.remove(&view.meeting.id).unwrap_or_default();
        let on = view.group.day_of(view.meeting.starts);
        let in_group = |group: GroupId| group == view.group.id;
        let entered = held.iter().filter(|(group, _)| in_group(*group)).map(|(_, one)| one.id.0);
        let made = posts.iter().filter(|post| in_group(post.group)).map(|post| post.id.0);
        let own = Own {
            person,
            parts: &parts,
            runs: posts.iter().any(|post| in_group(post.group) && post.period.contains(on)),
            sits: &held,
            entered: entered.chain(made).filter_map(made_at).max(),
        };
        events.extend(own.at(&view, agenda, now));
    }
    Ok(events)
}

/// What somebody comes for alone: items and meetings that they are co-opted for, items that they take in a member's
/// place.
struct Parts {
    meetings: HashSet<MeetingId>,
    items: HashMap<ItemId, Part>,
    /// When they were co-opted for a whole meeting, or were so no longer.
    changes: Vec<(MeetingId, DateTime<Utc>)>,
}

impl Parts {
    async fn of(
        db: &mut Connection,
        organisation: OrganisationId,
        person: PersonId,
    ) -> Result<Self, ActionError> {
        let guest = guests::of_person(db, organisation, person).await?;
        let of_meetings = guest.iter().filter_map(|one| Some((one.of.meeting()?, one)));
        let changes = of_meetings.flat_map(|(meeting, one)| {
            let at = [made_at(one.id.0), one.ended].into_iter().flatten();
            at.map(move |at| (meeting, at))
        });
        let changes = changes.collect();
        let invited = guest.iter().filter(|one| one.ended.is_none()).map(|one| one.of);
        let (mut meetings, mut items) = (HashSet::new(), HashMap::new());
        for of in invited {
            match of {
                GuestOf::Meeting(meeting) => drop(meetings.insert(meeting)),
                GuestOf::Item(item) => drop(items.insert(item, Part::Guest)),
            }
        }
        let plans = plans::of_person(db, organisation, person).await?;
        let agreed = plans.iter().filter(|plan| plan.state == PlanState::Agreed);
        let taken = agreed.filter(|plan| plan.substitute == person);
        items.extend(taken.map(|plan| (plan.item, Part::Takes)));
        Ok(Self { meetings, items, changes })
    }

    fn has_any(&self, meeting: MeetingId, mut items: impl Iterator<Item = ItemId>) -> bool {
        self.meetings.contains(&meeting) || items.any(|item| self.items.contains_key(&item))
    }
}

/// What somebody is at a meeting.
struct Own<'a> {
    person: PersonId,
    parts: &'a Parts,
    /// They are responsible for the group's administration.
    runs: bool,
    /// Where they sit, have sat and will, by group.
    sits: &'a [(GroupId, Appointment)],
    /// When the newest of their seats and posts in the group was entered.
    entered: Option<DateTime<Utc>>,
}

impl Own<'_> {
    fn at(&self, view: &MeetingView, agenda: Vec<Outline>, now: DateTime<Utc>) -> Vec<Event> {
        let (roll, meeting) = (view.roll(), &view.meeting);
        let sits_since = |seat: SeatId| {
            let own = self.sits.iter().filter(|(_, one)| one.seat == seat);
            own.filter_map(|(_, one)| made_at(one.id.0)).max()
        };
        let engaged = engagement(&roll, self.person, sits_since, (meeting.starts, now));
        // A hold that nobody needed is no part of what has been.
        let has_begun = meeting.starts <= now;
        let engaged = engaged.filter(|one| !has_begun || one.how == Engagement::Firm);
        let is_guest = self.parts.meetings.contains(&meeting.id);
        let comes_anyway = is_guest || (self.runs && !stays_away(&roll, self.person));
        let how = engaged.map(|one| one.how).max(comes_anyway.then_some(Engagement::Firm));
        let how = how.or_else(|| self.would_have_been(view));
        let since = engaged.and_then(|one| one.since);
        let invited = self.parts.changes.iter().filter(|(of, _)| *of == meeting.id);
        let invited = invited.map(|(_, at)| *at);
        let changes: Vec<DateTime<Utc>> =
            since.into_iter().chain(self.entered).chain(invited).collect();
        let place = (Arc::new(view.group.clone()), meeting.clone());
        if how == Some(Engagement::Firm) {
            return vec![Event::of(place, agenda, how, changes)];
        }
        // Whoever does not come for the meeting may come for some of it.
        let items = self.items(&place, &agenda);
        let whole = how.is_some().then(|| Event::of(place, agenda, how, changes));
        whole.into_iter().chain(items).collect()
    }

    /// What a meeting would have been that was cancelled because its group has ended, by who sat there at last.
    fn would_have_been(&self, view: &MeetingView) -> Option<Engagement> {
        let last = view.group.term.to?;
        let is_after = view.group.day_of(view.meeting.starts) > last;
        if view.meeting.state != MeetingState::Cancelled || !is_after {
            return None;
        }
        let sat =
            self.sits.iter().filter(|(of, one)| *of == view.group.id && one.period.contains(last));
        let as_what = sat.map(|(_, one)| match one.capacity {
            Capacity::Ordinary => Engagement::Firm,
            Capacity::Substitute | Capacity::StandIn => Engagement::Held,
        });
        as_what.max()
    }

    fn items(&self, place: &(Arc<Group>, Meeting), agenda: &[Outline]) -> Vec<Event> {
        let own = times(&place.1, agenda).zip(agenda).filter_map(|(at, one)| {
            let part = *self.parts.items.get(&one.item)?;
            let event = Event::of(place.clone(), Vec::new(), Some(Engagement::Firm), None);
            Some(Event { item: Some((one.clone(), at, part)), ..event })
        });
        own.collect()
    }
}

/// When each item is up at a meeting, by the order and the minutes of those before it.
pub fn times(meeting: &Meeting, agenda: &[Outline]) -> impl Iterator<Item = DateTime<Utc>> {
    let mut up = meeting.starts;
    agenda.iter().map(move |one| {
        let begins = up;
        up += TimeDelta::minutes(one.minutes);
        begins
    })
}
