//! What may be picked for an agenda: meetings and what waits, items, topics, appointers.

use chrono::{DateTime, TimeDelta, Utc};

use super::Where;
use crate::actions::choices::{group_meant, groups};
use crate::actions::identity::recognise;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{Document, Item, Topic};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ItemId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::Action;
use crate::store::{Store, agenda, meetings};

/// For how long after a meeting what was not dealt with there is offered to be put off.
const OFFERED_AFTER: TimeDelta = TimeDelta::days(60);

/// A group with its coming meetings.
pub type GroupWithMeetings = (Group, Vec<Meeting>);

/// The groups in which the caller may do `action`, each with its coming meetings.
pub async fn places(
    store: &Store,
    caller: Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<GroupWithMeetings>, ActionError> {
    let groups = groups(store, caller, action, now).await?;
    let mut db = store.read().await?;
    let mut found = Vec::new();
    for group in groups {
        let coming =
            meetings::upcoming(&mut db, group.organisation, group.id, now, i64::MAX).await?;
        found.push((group, coming));
    }
    Ok(found)
}

/// Where a person meant by what they picked or typed: a meeting, or a group's list of what waits.
///
/// # Errors
/// `NotFound` for what is neither.
pub async fn place_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Where, ActionError> {
    if let Ok(place) = typed.trim().parse() {
        return Ok(place);
    }
    let group = group_meant(store, caller, typed, now).await?;
    group.map(Where::Waiting).ok_or(ActionError::NotFound(Missing::Meeting))
}

/// An item with its group and meeting.
pub type ItemAt = (Group, Option<Meeting>, Item);

/// The items that the caller may place.
pub async fn items(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<ItemAt>, ActionError> {
    let groups = groups(store, caller, Action::PlaceItems, now).await?;
    let mut db = store.read().await?;
    let mut found = Vec::new();
    for group in groups {
        let since = now - OFFERED_AFTER;
        let items = agenda::open_of(&mut db, group.organisation, group.id, since).await?;
        let meetings = meetings::of_group(&mut db, group.organisation, group.id).await?;
        found.extend(items.into_iter().map(|item| {
            let at = meetings.iter().find(|one| Some(one.id) == item.meeting).cloned();
            (group.clone(), at, item)
        }));
    }
    // What is to come first, soonest first; then what has been.
    found.sort_by_key(|(_, at, item)| {
        let has_been = at.as_ref().is_some_and(|one| one.takes_items(now).is_err());
        (has_been, at.as_ref().map_or(now, |one| one.starts), item.position)
    });
    Ok(found)
}

/// What somebody may be co-opted for by the caller: coming meetings, each with its items, and what waits.
pub struct Attendable {
    pub meetings: Vec<(Group, Meeting, Vec<Item>)>,
    pub waiting: Vec<(Group, Item)>,
}

/// What the caller may co-opt somebody for, soonest first.
pub async fn attended(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Attendable, ActionError> {
    let groups = groups(store, caller, Action::CoOpt, now).await?;
    let mut db = store.read().await?;
    let (mut meetings, mut waiting) = (Vec::new(), Vec::new());
    for group in groups {
        let (organisation, id) = (group.organisation, group.id);
        let coming = meetings::upcoming(&mut db, organisation, id, now, i64::MAX).await?;
        let ids: Vec<_> = coming.iter().map(|meeting| meeting.id).collect();
        let mut items = agenda::of_meetings(&mut db, organisation, &ids).await?;
        let waits = agenda::without_meeting(&mut db, organisation, id).await?;
        waiting.extend(waits.into_iter().map(|item| (group.clone(), item)));
        meetings.extend(coming.into_iter().map(|meeting| {
            let items = items.remove(&meeting.id).unwrap_or_default();
            (group.clone(), meeting, items)
        }));
    }
    meetings.sort_by_key(|(_, meeting, _)| meeting.starts);
    Ok(Attendable { meetings, waiting })
}

/// The group of the agenda that was picked.
///
/// # Errors
/// As [`place_meant`].
pub async fn group_of(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<GroupId, ActionError> {
    match place_meant(store, caller, typed, now).await? {
        Where::Waiting(group) => Ok(group),
        Where::Meeting(meeting) => {
            let mut db = store.read().await?;
            let visitor = recognise(&mut db, caller).await?;
            let found = meetings::meeting(&mut db, visitor.organisation.id, meeting).await?;
            found.map(|one| one.group).ok_or(ActionError::NotFound(Missing::Meeting))
        }
    }
}

/// The documents of an item that the caller may place.
///
/// # Errors
/// As [`show::item`](super::show::item).
pub async fn documents(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Vec<Document>, ActionError> {
    let shown = super::show::item(store, caller, item, now).await?;
    Ok(if shown.may_place { shown.item.documents } else { Vec::new() })
}

/// The topics that the groups in which the caller may place items deal with.
pub async fn topics(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Topic>, ActionError> {
    let groups = groups(store, caller, Action::PlaceItems, now).await?;
    let Some(organisation) = groups.first().map(|group| group.organisation) else {
        return Ok(Vec::new());
    };
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut db = store.read().await?;
    Ok(agenda::topics_of_groups(&mut db, organisation, &ids).await?)
}
