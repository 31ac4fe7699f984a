//! What a person may pick from: only what they may act on.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::identity::{Visitor, identify, recognise, still_open};
use super::view::{MeetingView, SeatView};
use super::{ActionError, Caller};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId, PersonId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::period::Period;
use crate::domain::permission::{Action, Actor, can};
use crate::store::{Connection, Store, appointments, groups as stored, meetings, officials};

/// Discord shows at most this many.
pub const MOST: usize = 25;
const LIMIT: i64 = MOST as i64;
/// A list of meetings with what is expected at each stays readable on a phone.
const MOST_SHOWN: usize = 10;

/// The groups in which the caller may do `action`: those that have ended can only be looked at.
pub async fn groups(
    store: &Store,
    caller: Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let mut found = groups_where(&mut db, &visitor, |actor| can(actor, action), now).await?;
    if matches!(action, Action::ManageGroups | Action::RunMeetings) {
        found.retain(|group| still_open(group, now).is_ok());
    }
    Ok(found)
}

/// The groups of the organisation in which the visitor is what is wanted.
pub(super) async fn groups_where(
    db: &mut Connection,
    visitor: &Visitor,
    wanted: impl Fn(&Actor) -> bool,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut found = Vec::new();
    for group in stored::groups_of(db, visitor.organisation.id).await? {
        if wanted(&visitor.actor_in(db, &group, now).await?) {
            found.push(group);
        }
    }
    Ok(found)
}

/// The group that a person meant by what they picked or typed: an id, or a name. Whoever may not see it does not
/// learn that it is there.
pub async fn group_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Option<GroupId>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let groups = stored::groups_of(&mut db, visitor.organisation.id).await?;
    let typed = typed.trim();
    let picked = groups.iter().find(|group| group.id.to_string() == typed);
    let alike = || groups.iter().find(|group| group.name.to_lowercase() == typed.to_lowercase());
    let Some(group) = picked.or_else(alike) else { return Ok(None) };
    let sees = can(&visitor.actor_in(&mut db, group, now).await?, Action::SeeGroup);
    Ok(sees.then_some(group.id))
}

/// The time zone of the group that was picked or typed, or else of the organisation.
pub async fn zone(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Tz, ActionError> {
    let group = group_meant(store, caller, typed, now).await?;
    let mut db = store.read().await?;
    let organisation = recognise(&mut db, caller).await?.organisation;
    let group = match group {
        Some(group) => stored::group(&mut db, organisation.id, group).await?,
        None => None,
    };
    Ok(group.map_or(organisation.zone, |group| group.rule.zone))
}

/// The coming meetings of the groups in which the caller may do `action`, soonest first.
pub async fn upcoming_meetings(
    store: &Store,
    caller: Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    upcoming_where(store, caller, |actor| can(actor, action), now).await
}

/// The meetings that have begun, of the groups in which the caller may correct the register of attendance: first
/// those that nobody has closed, the last first.
pub async fn begun_meetings(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let may = |actor: &Actor| can(actor, Action::ReportForAnother);
    let mut found = Vec::new();
    for group in groups_where(&mut db, &visitor, may, now).await? {
        let begun = meetings::begun(&mut db, group.organisation, group.id, now, LIMIT).await?;
        found.extend(begun.into_iter().map(|meeting| (group.clone(), meeting)));
    }
    found.sort_by_key(|(_, one)| (one.state == MeetingState::Held, Reverse(one.starts)));
    Ok(found)
}

/// The coming meetings of the groups that the caller belongs to, soonest first; and those on whose
/// day they will sit in the group.
pub async fn upcoming_own_meetings(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut own = own_meetings_of(store, caller, Span::ToCome, now).await?;
    own.sort_by_key(|(_, meeting)| meeting.starts);
    Ok(own)
}

/// The caller's own meetings: one that is under way, those to come, soonest first, and then those that have been, the last
/// first.
pub async fn shown_meetings(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut own = own_meetings_of(store, caller, Span::NotOver, now).await?;
    own.sort_by_key(|(_, meeting)| meeting.starts);
    let mut begun = own_meetings_of(store, caller, Span::Begun, now).await?;
    begun.retain(|(_, meeting)| own.iter().all(|(_, other)| other.id != meeting.id));
    begun.sort_by_key(|(_, meeting)| Reverse(meeting.starts));
    own.extend(begun);
    Ok(own)
}

/// Which of a group's meetings.
#[derive(Clone, Copy)]
enum Span {
    ToCome,
    NotOver,
    Begun,
}

/// The meetings of the groups that the caller belongs to; and those on whose day they sit in the group.
async fn own_meetings_of(
    store: &Store,
    caller: Caller,
    span: Span,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let organisation = visitor.organisation.id;
    let Some(person) = &visitor.person else { return Ok(Vec::new()) };
    let held = appointments::of_person(&mut db, organisation, person.id).await?;
    let posts = officials::posts_of_person(&mut db, organisation, person.id).await?;
    let mut found = Vec::new();
    for group in stored::groups_of(&mut db, organisation).await? {
        let held: Vec<Period> =
            held.iter().filter(|(id, _)| *id == group.id).map(|(_, one)| one.period).collect();
        let posts = posts.iter().filter(|post| post.group == group.id).map(|post| post.period);
        let today = group.day_of(now);
        let belongs_now = held.iter().copied().chain(posts).any(|period| period.contains(today));
        if belongs_now || !held.is_empty() {
            let of = (group.organisation, group.id);
            let mut meetings = match span {
                Span::ToCome => meetings::upcoming(&mut db, of.0, of.1, now, LIMIT).await?,
                Span::NotOver => meetings::not_over(&mut db, of.0, of.1, now, LIMIT).await?,
                Span::Begun => meetings::begun(&mut db, of.0, of.1, now, LIMIT).await?,
            };
            meetings.retain(|meeting| {
                let on = group.day_of(meeting.starts);
                belongs_now || held.iter().any(|period| period.contains(on))
            });
            found.extend(meetings.into_iter().map(|meeting| (group.clone(), meeting)));
        }
    }
    Ok(found)
}

async fn upcoming_where(
    store: &Store,
    caller: Caller,
    wanted: impl Fn(&Actor) -> bool,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let mut found = Vec::new();
    for group in groups_where(&mut db, &visitor, wanted, now).await? {
        found.extend(upcoming(&mut db, &group, now).await?);
    }
    found.sort_by_key(|(_, meeting)| meeting.starts);
    Ok(found)
}

/// As many of a group's coming meetings as a list may offer.
async fn upcoming(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let upcoming = meetings::upcoming(db, group.organisation, group.id, now, LIMIT).await?;
    Ok(upcoming.into_iter().map(|meeting| (group.clone(), meeting)).collect())
}

/// The seats of a meeting whose members the caller may report absent.
pub async fn members(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Vec<SeatView>, ActionError> {
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let view = MeetingView::load(&mut db, known.organisation.id, meeting, now).await?;
    let actor = known.actor_in(&mut db, &view.group, now).await?;
    let may = can(&actor, Action::ReportForAnother);
    let own =
        |seat: &SeatView| seat.occupied.ordinary.as_ref().is_some_and(|p| p.id == known.person.id);
    Ok(view.seats.into_iter().filter(|seat| may || own(seat)).collect())
}

/// The meetings to come of somebody.
#[derive(Clone, Debug)]
pub struct OwnMeetings {
    pub person: PersonId,
    /// The next ones, as they stand.
    pub next: Vec<MeetingView>,
    /// How many there are beside those, as far as was looked.
    pub more: usize,
}

/// The caller's coming meetings: as member, as substitute or as official.
pub async fn own_meetings(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<OwnMeetings, ActionError> {
    let mut meetings = upcoming_own_meetings(store, caller, now).await?;
    let more = meetings.len().saturating_sub(MOST_SHOWN);
    meetings.truncate(MOST_SHOWN);
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let ids: Vec<MeetingId> = meetings.iter().map(|(_, meeting)| meeting.id).collect();
    let next = MeetingView::load_all(&mut db, known.organisation.id, &ids, now).await?;
    Ok(OwnMeetings { person: known.person.id, next, more })
}

/// What a caller can do.
#[derive(Clone, Debug)]
pub struct Abilities {
    /// The organisation's name.
    pub organisation: String,
    /// Whether the account is linked to a person.
    pub linked: bool,
    /// May schedule and cancel meetings of some group.
    pub runs_meetings: bool,
    /// May change seats, people and settings of some group.
    pub administers: bool,
    /// May create and end groups.
    pub founds: bool,
}

/// What the caller can do here, by their roles.
pub async fn abilities(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Abilities, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let run = |actor: &Actor| can(actor, Action::RunMeetings);
    let administer = |actor: &Actor| can(actor, Action::Administer);
    Ok(Abilities {
        linked: visitor.person.is_some(),
        runs_meetings: !groups_where(&mut db, &visitor, run, now).await?.is_empty(),
        administers: !groups_where(&mut db, &visitor, administer, now).await?.is_empty(),
        founds: caller.administrator,
        organisation: visitor.organisation.name,
    })
}
