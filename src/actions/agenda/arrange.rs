//! What chair and official do with items: add, edit, order, move, put off, make firm, strike.

use chrono::{DateTime, Utc};

use super::expected::tell_of_items;
use super::plans::plan_for;
use super::propose::{blank, titled};
use super::show::{Arranged, Done, shown};
use super::told::{Before, GATHERED, settled};
use super::{ItemRequest, Target, Where, item_for, note, order};
use crate::actions::identity::Visitor;
use crate::actions::registry::read_roster;
use crate::actions::registry::roster::known_to;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{AgendaRefusal, Item, ItemDeed, ItemPlace, placed};
use crate::domain::group::Group;
use crate::domain::id::{ItemId, MeetingId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::ItemNotice;
use crate::domain::permission::Action;
use crate::store::{Store, agenda, meetings};

/// Adds an item to a meeting's agenda, or to what waits.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Typed` and `Agenda` for what cannot be read, and for a
/// meeting that is cancelled or over.
pub async fn add(
    store: &Store,
    caller: Caller,
    (place, at): (Where, ItemPlace),
    request: ItemRequest,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let target = Target::of(&mut work, &visitor, place, Action::PlaceItems).await?;
    target.has_room(&mut work).await?;
    let before = Before::of(&mut work, target.meeting.clone()).await?;
    let roster = known_to(&mut work.db, &visitor, &target.group, now).await?;
    let item = titled(&request, blank(&mut work, &target))?;
    let item = request.applied_to(item, &roster)?;
    agenda::insert(&mut work.db, &item).await?;
    request.attach(&mut work, item.id, &roster).await?;
    put(&mut work, &target.group, &item, at).await?;
    note(&mut work, &item, (ItemDeed::Added, None)).await?;
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (target.group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Added, shown })
}

/// Whether the caller may add to an agenda: asked before a file is fetched for it.
///
/// # Errors
/// As [`add`].
pub async fn may_add(
    store: &Store,
    caller: Caller,
    place: Where,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    Target::of(&mut work, &visitor, place, Action::PlaceItems).await.map(|_| ())
}

/// Whether the caller may change an item: asked before a file is fetched for it.
///
/// # Errors
/// As [`edit`].
pub async fn may_edit(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    begin(store, caller, item, now).await.map(|_| ())
}

/// Adds items to what waits in a group that is being founded.
///
/// # Errors
/// As [`add`].
pub(in crate::actions) async fn found(
    work: &mut Work<'_>,
    group: &Group,
    requests: &[ItemRequest],
) -> Result<(), ActionError> {
    if requests.is_empty() {
        return Ok(());
    }
    let roster = read_roster(&mut work.db, group, group.day_of(work.now)).await?;
    let target = Target { group: group.clone(), meeting: None };
    for (request, position) in requests.iter().zip(1..) {
        let item = titled(request, blank(work, &target))?;
        let item = Item { position, ..request.applied_to(item, &roster)? };
        agenda::insert(&mut work.db, &item).await?;
        request.attach(work, item.id, &roster).await?;
        note(work, &item, (ItemDeed::Added, None)).await?;
    }
    Ok(())
}

/// Puts an item at its place among the others that stand there.
async fn put(
    work: &mut Work<'_>,
    group: &Group,
    item: &Item,
    at: ItemPlace,
) -> Result<(), ActionError> {
    let before = order(work, group.id, item.meeting).await?;
    let after = placed(&before, item.id, at);
    Ok(agenda::put_in_order(&mut work.db, work.organisation, &after).await?)
}

/// Begins something with an item: who does it, its group, the item, and its meeting.
async fn begin<'s>(
    store: &'s Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<(Work<'s>, Visitor, Group, Item, Option<Meeting>), ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let (group, item) = item_for(&mut work, &visitor, item, Action::PlaceItems).await?;
    let meeting = match item.meeting {
        Some(meeting) => meetings::meeting(&mut work.db, work.organisation, meeting).await?,
        None => None,
    };
    Ok((work, visitor, group, item, meeting))
}

/// Whether the meeting that an item stands at may still be changed.
fn is_open(meeting: Option<&Meeting>, now: DateTime<Utc>) -> Result<(), AgendaRefusal> {
    meeting.map_or(Ok(()), |meeting| meeting.takes_items(now))
}

/// Changes an item; where nothing is to be changed, it is shown.
///
/// # Errors
/// As [`add`], and `Agenda` for an item that is no more.
pub async fn edit(
    store: &Store,
    caller: Caller,
    item: ItemId,
    request: ItemRequest,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    // What is only proposed may be put right before it is accepted.
    if item.is_proposed().is_err() {
        item.is_placed()?;
        is_open(meeting.as_ref(), now)?;
    }
    let before = Before::of(&mut work, meeting.clone()).await?;
    let roster = known_to(&mut work.db, &visitor, &group, now).await?;
    let planned = request.substitute.clone();
    let is_edited = ItemRequest { substitute: None, ..request.clone() } != ItemRequest::default();
    let item = if is_edited { request.edit(&mut work, item, &roster).await? } else { item };
    if let Some(typed) = planned {
        plan_for(&mut work, (&group, &item), &typed).await?;
    }
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    let done = if is_edited { Done::Edited } else { Done::Planned };
    Ok(Arranged { done, shown })
}

/// Puts an item at another place of the same agenda.
///
/// # Errors
/// As [`edit`].
pub async fn reorder(
    store: &Store,
    caller: Caller,
    item: ItemId,
    at: ItemPlace,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    item.is_placed()?;
    is_open(meeting.as_ref(), now)?;
    let before = Before::of(&mut work, meeting.clone()).await?;
    put(&mut work, &group, &item, at).await?;
    work.item_changed(item.id);
    work.calendar_changed(group.id);
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Ordered, shown })
}

/// Makes an item firm, although its meeting has not been called.
///
/// # Errors
/// As [`edit`].
pub async fn decide(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    is_open(meeting.as_ref(), now)?;
    let before = Before::of(&mut work, meeting.clone()).await?;
    let item = item.decide()?;
    agenda::update(&mut work.db, &item).await?;
    note(&mut work, &item, (ItemDeed::Decided, None)).await?;
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Decided, shown })
}

/// Takes an item off the agenda for good. Whoever proposed it is told.
///
/// # Errors
/// As [`edit`].
pub async fn strike(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    // What stands on the agenda of a meeting that has been is history.
    let is_history = meeting
        .as_ref()
        .is_some_and(|one| one.state != MeetingState::Cancelled && one.takes_items(now).is_err());
    if is_history {
        return Err(AgendaRefusal::MeetingOver.into());
    }
    let before = Before::of(&mut work, meeting.clone()).await?;
    let item = item.strike()?;
    agenda::update(&mut work.db, &item).await?;
    note(&mut work, &item, (ItemDeed::Struck, None)).await?;
    settled(&mut work, &item, ItemNotice::Struck);
    before.told(&mut work).await?;
    // Also those who wait with it for a meeting.
    tell_of_items(&mut work, &[item.id], GATHERED).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Struck, shown })
}

/// How an item comes to another meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// It is to be dealt with there; nothing is put off.
    Move,
    /// It was not dealt with, and is put off.
    Carry,
}

/// Brings an item to another meeting of its group, or lets it wait; with all that belongs to it. What stood at a
/// meeting that is over or cancelled can be put off, and not moved.
///
/// # Errors
/// As [`edit`]; `Agenda` for another group's meeting, and where it stands there already.
pub async fn transfer(
    store: &Store,
    caller: Caller,
    (item, how): (ItemId, Transfer),
    (to, at): (Where, ItemPlace),
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    if how == Transfer::Move {
        is_open(meeting.as_ref(), now)?;
    }
    let target = Target::of(&mut work, &visitor, to, Action::PlaceItems).await?;
    if target.group.id != group.id {
        return Err(AgendaRefusal::OtherGroup.into());
    }
    let both = meeting.into_iter().chain(target.meeting.clone());
    let before = Before::of(&mut work, both).await?;
    let item = bring(&mut work, (item, how), &target, at).await?;
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    let done = match how {
        Transfer::Move => Done::Moved,
        Transfer::Carry => Done::Carried,
    };
    Ok(Arranged { done, shown })
}

async fn bring(
    work: &mut Work<'_>,
    (item, how): (Item, Transfer),
    target: &Target,
    at: ItemPlace,
) -> Result<Item, ActionError> {
    target.has_room(work).await?;
    let item = item.at(target.meeting_id())?;
    let item = Item { position: i64::MAX, ..item };
    agenda::update(&mut work.db, &item).await?;
    put(work, &target.group, &item, at).await?;
    let deed = match how {
        Transfer::Move => ItemDeed::Moved,
        Transfer::Carry => ItemDeed::Carried,
    };
    note(work, &item, (deed, None)).await?;
    Ok(item)
}

/// What was put off at once.
#[derive(Clone, Debug)]
pub struct CarriedAll {
    pub group: Group,
    /// Where it stands now; nowhere yet, where there is none.
    pub to: Option<Meeting>,
    pub count: usize,
}

/// Puts off everything on a meeting's agenda: to the group's next meeting after it, or it waits.
///
/// # Errors
/// As [`transfer`].
pub async fn carry_all(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<CarriedAll, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let from = meetings::meeting(&mut work.db, work.organisation, meeting).await?;
    let from = from.ok_or(ActionError::NotFound(Missing::Meeting))?;
    let group = work.open_group(&visitor, from.group, Action::PlaceItems).await?;
    let to = next_after(&mut work, &group, &from).await?;
    let target = Target { group, meeting: to };
    let mut items = agenda::of_meetings(&mut work.db, work.organisation, &[meeting]).await?;
    let items = items.remove(&meeting).unwrap_or_default();
    let count = items.len();
    let both = [from].into_iter().chain(target.meeting.clone());
    let before = Before::of(&mut work, both).await?;
    for item in items {
        bring(&mut work, (item, Transfer::Carry), &target, ItemPlace::Last).await?;
    }
    before.told(&mut work).await?;
    work.commit().await?;
    Ok(CarriedAll { group: target.group, to: target.meeting, count })
}

/// The group's next meeting after another, of its kind; of one that is not held, the next that there is.
async fn next_after(
    work: &mut Work<'_>,
    group: &Group,
    after: &Meeting,
) -> Result<Option<Meeting>, ActionError> {
    let is_cancelled = after.state == MeetingState::Cancelled;
    let since = if is_cancelled { work.now } else { after.starts.max(work.now) };
    let (db, organisation) = (&mut work.db, group.organisation);
    let next = meetings::upcoming(db, organisation, group.id, since, i64::MAX).await?;
    let of_its_kind = |one: &Meeting| one.kind.is_of_the_group() || !after.kind.is_of_the_group();
    Ok(next.into_iter().find(|one| one.id != after.id && of_its_kind(one)))
}

/// Puts an item off to the group's next meeting after its own, or lets it wait.
///
/// # Errors
/// As [`transfer`].
pub async fn carry_on(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor, group, item, meeting) = begin(store, caller, item, now).await?;
    let to = match &meeting {
        Some(from) => next_after(&mut work, &group, from).await?,
        // What waits comes to the next meeting that there is.
        None => meetings::upcoming(&mut work.db, group.organisation, group.id, now, 1)
            .await?
            .into_iter()
            .next(),
    };
    let target = Target { group, meeting: to };
    let how = if meeting.is_some() { Transfer::Carry } else { Transfer::Move };
    let both = meeting.into_iter().chain(target.meeting.clone());
    let before = Before::of(&mut work, both).await?;
    let item = bring(&mut work, (item, how), &target, ItemPlace::Last).await?;
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (target.group, item.id)).await?;
    work.commit().await?;
    let done = if how == Transfer::Carry { Done::Carried } else { Done::Moved };
    Ok(Arranged { done, shown })
}
