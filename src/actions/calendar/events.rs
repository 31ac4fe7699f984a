//! What stands in a calendar program: the meetings of a person, of a group, or of all groups, as entries.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::groups_of_person;
use crate::actions::agenda::{Agenda, AgendaItem};
use crate::actions::identity::identify;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::access::{AccessPurpose, AccessToken, FeedOf};
use crate::domain::agenda::{GuestOf, Participant};
use crate::domain::engagement::{Engagement, engagement};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{AccessId, GroupId, MeetingId, ReplyId, made_at};
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::person::Person;
use crate::store::{
    Connection, Store, accesses, agenda, appointments, calendar, guests, officials, people,
};

/// For how long what has been stays in a calendar.
const PAST: TimeDelta = TimeDelta::days(366);

/// An entry of a calendar (RFC 5545's VEVENT).
#[derive(Clone, Debug)]
pub struct Event {
    pub group: Group,
    pub meeting: Meeting,
    /// The meeting's agenda; for who is co-opted for an item, that item alone.
    pub agenda: Agenda,
    /// The item that it is about, with when it is up; `None` for the meeting.
    pub item: Option<(AgendaItem, DateTime<Utc>)>,
    /// What it is to the reader; `None` where it is not theirs.
    pub engagement: Option<Engagement>,
    /// The newest of what it shows.
    pub changed: DateTime<Utc>,
}

impl Event {
    /// A meeting as an entry.
    fn of(view: Seen, agenda: Agenda, engagement: Option<Engagement>) -> Self {
        let Seen { group, meeting, word } = view;
        let said = word.and_then(|word| made_at(word.0));
        let happened = agenda.items.iter().flat_map(|one| &one.history).map(|one| one.at);
        let changed = happened.chain(said).chain([meeting.newest()]).max().unwrap_or_default();
        Self { group, meeting, agenda, item: None, engagement, changed }
    }

    /// When it begins: the meeting, or the item.
    pub fn starts(&self) -> DateTime<Utc> {
        self.item.as_ref().map_or(self.meeting.starts, |(_, at)| *at)
    }

    pub fn ends(&self) -> DateTime<Utc> {
        let item = self.item.as_ref();
        item.map_or(self.meeting.ends, |(one, at)| *at + TimeDelta::minutes(one.item.minutes))
    }

    pub fn is_cancelled(&self) -> bool {
        self.meeting.state == MeetingState::Cancelled
    }
}

/// A meeting with its group, and the last word that says what it is to somebody.
struct Seen {
    group: Group,
    meeting: Meeting,
    word: Option<ReplyId>,
}

/// A calendar, as a program reads it.
#[derive(Clone, Debug)]
pub struct Feed {
    pub organisation: Organisation,
    pub object: FeedOf,
    /// The name of the group or of the organisation that it is of.
    pub name: String,
    pub language: Language,
    /// By when they begin.
    pub events: Vec<Event>,
}

/// The calendar that an address opens. `None` for one that opens nothing (any more), whatever the reason. That it was
/// used is noted once a day.
///
/// # Errors
/// The facts cannot be read.
pub async fn opened(
    store: &Store,
    token: &AccessToken,
    now: DateTime<Utc>,
) -> Result<Option<Feed>, ActionError> {
    let mut db = store.snapshot().await?;
    let found = accesses::by_digest(&mut db, AccessPurpose::Feed, &token.digest()).await?;
    let Some((organisation, access)) = found.filter(|(_, access)| access.is_valid(now)) else {
        return Ok(None);
    };
    let holder = people::person(&mut db, organisation.id, access.holder).await?;
    let Some(holder) = holder else { return Ok(None) };
    let (name, events) = match access.object {
        FeedOf::Person => {
            (holder.name.clone(), own_events(&mut db, (&organisation, &holder), now).await?)
        }
        FeedOf::Organisation => {
            let groups = groups_of_person(&mut db, &organisation, &holder, now).await?;
            (organisation.name.clone(), events_of(&mut db, &organisation, groups, now).await?)
        }
        FeedOf::Group(id) => {
            let groups = groups_of_person(&mut db, &organisation, &holder, now).await?;
            // Whoever may not see the group any more, to them its address is as if it were revoked.
            let Some(group) = groups.into_iter().find(|group| group.id == id) else {
                return Ok(None);
            };
            (group.name.clone(), events_of(&mut db, &organisation, vec![group], now).await?)
        }
    };
    drop(db);
    let today = wall(organisation.zone, now).date();
    if access.used != Some(today) {
        note_use(store, &organisation, access.id, now).await?;
    }
    let (object, language) = (access.object, access.language);
    Ok(Some(Feed { organisation, object, name, language, events }))
}

async fn note_use(
    store: &Store,
    organisation: &Organisation,
    access: AccessId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let today = wall(organisation.zone, now).date();
    let mut db = store.begin_for(organisation.guild).await?;
    accesses::note_use(&mut db, organisation.id, (access, today)).await?;
    Ok(db.commit().await?)
}

/// One meeting, as the caller has it in their calendar.
///
/// # Errors
/// `NotFound` for who is not linked, and for a meeting of a group that they may not see and that is not theirs.
pub async fn of_meeting(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(Organisation, Event), ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, Some(meeting)).await?;
    let (organisation, person) = (known.organisation, known.person);
    let own = own_events(&mut db, (&organisation, &person), now).await?;
    if let Some(event) = own.into_iter().find(|event| event.meeting.id == meeting) {
        return Ok((organisation, event));
    }
    let view = MeetingView::load(&mut db, organisation.id, meeting, now).await?;
    let mut seen = groups_of_person(&mut db, &organisation, &person, now).await?;
    seen.retain(|group| group.id == view.group.id);
    let is_there = caller.channel == Some(view.group.channel);
    if seen.is_empty() && !is_there {
        return Err(ActionError::NotFound(Missing::Meeting));
    }
    let agenda = Agenda::of_meeting(&mut db, organisation.id, meeting).await?;
    let seen = Seen { group: view.group, meeting: view.meeting, word: None };
    Ok((organisation, Event::of(seen, agenda, None)))
}

/// All meetings of groups: nobody's own.
async fn events_of(
    db: &mut Connection,
    organisation: &Organisation,
    groups: Vec<Group>,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, ActionError> {
    let groups: HashMap<GroupId, Group> =
        groups.into_iter().map(|group| (group.id, group)).collect();
    let mut meetings = calendar::meetings_since(db, organisation.id, now - PAST).await?;
    meetings.retain(|meeting| groups.contains_key(&meeting.group));
    let ids: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id).collect();
    let mut agendas = Agenda::of_meetings(db, organisation.id, &ids).await?;
    let events = meetings.into_iter().map(|meeting| {
        let agenda = agendas.remove(&meeting.id).unwrap_or_default();
        let group = groups[&meeting.group].clone();
        Event::of(Seen { group, meeting, word: None }, agenda, None)
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
    let held = appointments::of_person(db, organisation.id, person.id).await?;
    let posts = officials::posts_of_person(db, organisation.id, person.id).await?;
    let invited = guests::of_person(db, organisation.id, person.id).await?;
    let invited: Vec<GuestOf> =
        invited.iter().filter(|one| one.ended.is_none()).map(|one| one.of).collect();
    let mut as_guest: HashSet<MeetingId> = invited.iter().filter_map(|one| one.meeting()).collect();
    for item in invited.iter().filter_map(|one| one.item()) {
        let item = agenda::item(db, organisation.id, item).await?;
        as_guest.extend(item.and_then(|item| item.meeting));
    }
    let groups: HashSet<GroupId> =
        held.iter().map(|(group, _)| *group).chain(posts.iter().map(|post| post.group)).collect();
    let mut meetings = calendar::meetings_since(db, organisation.id, now - PAST).await?;
    meetings.retain(|one| groups.contains(&one.group) || as_guest.contains(&one.id));
    let ids: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id).collect();
    let mut agendas = Agenda::of_meetings(db, organisation.id, &ids).await?;
    let mut events = Vec::new();
    for view in MeetingView::load_all(db, organisation.id, &ids, now).await? {
        let (meeting, group) = (&view.meeting, &view.group);
        let agenda = agendas.remove(&meeting.id).unwrap_or_default();
        let on = group.day_of(meeting.starts);
        let runs = posts.iter().any(|post| post.group == group.id && post.period.contains(on));
        let (by_seat, word) = engagement(&view.roll(), person.id, (meeting.starts, now));
        let is_past = meeting.ends <= now;
        let by_seat = by_seat.filter(|one| !is_past || *one == Engagement::Firm);
        let seen = Seen { group: group.clone(), meeting: meeting.clone(), word };
        if let Some(engagement) = runs.then_some(Engagement::Firm).max(by_seat) {
            events.push(Event::of(seen, agenda, Some(engagement)));
        } else if invited.contains(&GuestOf::Meeting(meeting.id)) {
            events.push(Event::of(seen, agenda.to_guests(), Some(Engagement::Firm)));
        } else {
            let times: Vec<DateTime<Utc>> = agenda.times(meeting).collect();
            for (one, at) in agenda.items.into_iter().zip(times) {
                let is_guest = one
                    .guests
                    .iter()
                    .any(|guest| guest.guest.who == Participant::Person(person.id));
                if is_guest {
                    let seen = Seen { group: group.clone(), meeting: meeting.clone(), word: None };
                    events.push(item_event(seen, (one, at)));
                }
            }
        }
    }
    Ok(events)
}

/// An item that somebody is co-opted for, as they see it.
fn item_event(seen: Seen, (one, at): (AgendaItem, DateTime<Utc>)) -> Event {
    let agenda = Agenda { items: vec![one.clone()], guests: Vec::new() };
    let event = Event::of(seen, agenda, Some(Engagement::Firm));
    let one = one.to_guests();
    let agenda = Agenda { items: vec![one.clone()], guests: Vec::new() };
    Event { agenda, item: Some((one, at)), ..event }
}
