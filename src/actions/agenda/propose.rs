//! Proposals: anybody of the group makes one; chair or official accept it or say no, with a word why.

use chrono::{DateTime, Utc};

use super::show::{Arranged, Done, shown};
use super::told::{Before, proposed, settled};
use super::{ItemRequest, Target, Where, item_for, note, order};
use crate::actions::identity::{authorise, recognise, still_open};
use crate::actions::registry::roster::known_to;
use crate::actions::typed::{self, Typed};
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{
    AgendaRefusal, Item, ItemDeed, ItemPlace, ItemState, MOST_ITEMS, Purpose, USUAL_MINUTES, placed,
};
use crate::domain::group::Group;
use crate::domain::id::ItemId;
use crate::domain::meeting::Meeting;
use crate::domain::notice::ItemNotice;
use crate::domain::permission::{Action, WhoMay};
use crate::domain::wording::Title;
use crate::store::{Store, agenda, groups, meetings};

/// Whether the caller may propose something there: asked before they are given a form to fill in.
///
/// # Errors
/// As [`propose`].
pub async fn may(
    store: &Store,
    caller: Caller,
    place: Where,
    now: DateTime<Utc>,
) -> Result<(Group, Option<Meeting>), ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    if visitor.person.is_none() {
        return Err(ActionError::NotFound(Missing::Link));
    }
    let (group, meeting) = match place {
        Where::Waiting(group) => (group, None),
        Where::Meeting(id) => {
            let found = meetings::meeting(&mut db, visitor.organisation.id, id).await?;
            let found = found.ok_or(ActionError::NotFound(Missing::Meeting))?;
            found.takes_items(now)?;
            (found.group, Some(found))
        }
    };
    let group = groups::group(&mut db, visitor.organisation.id, group).await?;
    let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
    let actor = visitor.actor_in(&mut db, &group, now).await?;
    authorise(&actor, Action::ProposeItem)?;
    still_open(&group, now)?;
    Ok((group, meeting))
}

/// Proposes an item for a meeting, or for none yet. Those who may accept it are told.
///
/// # Errors
/// `NotFound` for who is not linked, `Denied` for who is not of the group; `Typed` and `Agenda` for what cannot be
/// read, and for a meeting that is cancelled or over.
pub async fn propose(
    store: &Store,
    caller: Caller,
    place: Where,
    request: ItemRequest,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let person = known.person.id;
    let visitor = known.visitor(caller);
    let target = Target::of(&mut work, &visitor, place, Action::ProposeItem).await?;
    let waiting =
        agenda::proposals_of(&mut work.db, work.organisation, target.group.id).await?.len();
    if waiting >= MOST_ITEMS {
        return Err(AgendaRefusal::TooMany(MOST_ITEMS).into());
    }
    let roster = known_to(&mut work.db, &visitor, &target.group, now).await?;
    let blank =
        Item { state: ItemState::Proposed, proposed_by: Some(person), ..blank(&mut work, &target) };
    let item = titled(&request, blank)?;
    let item = request.applied_to(item, &roster)?;
    agenda::insert(&mut work.db, &item).await?;
    request.attach(&mut work, item.id, &roster).await?;
    note(&mut work, &item, (ItemDeed::Proposed, None)).await?;
    proposed(&mut work, &target.group, &item).await?;
    let shown = shown(&mut work, &visitor, (target.group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Proposed, shown })
}

/// An item of which nothing is said yet.
pub(super) fn blank(work: &mut Work<'_>, target: &Target) -> Item {
    Item {
        id: ItemId(work.next_id()),
        organisation: work.organisation,
        group: target.group.id,
        meeting: target.meeting_id(),
        position: i64::MAX,
        state: ItemState::Placed,
        decided: false,
        title: Title::kept(String::new()),
        background: None,
        purpose: Purpose::Discussion,
        minutes: USUAL_MINUTES,
        presenter: None,
        proposed_by: None,
    }
}

/// Whether a new item has what it must have: a title.
pub(super) fn titled(request: &ItemRequest, item: Item) -> Result<Item, ActionError> {
    let title = typed::title(request.title.as_deref().unwrap_or_default())?;
    Ok(Item { title, ..item })
}

/// Accepts a proposal: it stands last on the agenda of the meeting that it was made for, or waits where that is no more to be
/// held.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Agenda` when it is settled already.
pub async fn accept(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let (group, item) = item_for(&mut work, &visitor, item, Action::PlaceItems).await?;
    let item = item.accept()?;
    let meeting = match item.meeting {
        Some(meeting) => meetings::meeting(&mut work.db, work.organisation, meeting).await?,
        None => None,
    };
    let meeting = meeting.filter(|one| one.takes_items(now).is_ok());
    let item = Item { meeting: meeting.as_ref().map(|one| one.id), ..item };
    let before = Before::of(&mut work, meeting.clone()).await?;
    let target = Target { group, meeting };
    target.has_room(&mut work).await?;
    agenda::update(&mut work.db, &item).await?;
    let order = order(&mut work, target.group.id, item.meeting).await?;
    let order = placed(&order, item.id, ItemPlace::Last);
    agenda::put_in_order(&mut work.db, work.organisation, &order).await?;
    note(&mut work, &item, (ItemDeed::Accepted, None)).await?;
    settled(&mut work, &item, ItemNotice::Accepted);
    before.told(&mut work).await?;
    let shown = shown(&mut work, &visitor, (target.group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Accepted, shown })
}

/// Declines a proposal, and tells whoever made it why.
///
/// # Errors
/// As [`accept`], and `Typed` without a word why.
pub async fn decline(
    store: &Store,
    caller: Caller,
    item: ItemId,
    because: &str,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    if because.trim().is_empty() {
        return Err(Typed::LacksReason.into());
    }
    let because = typed::reason(Some(because))?;
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let (group, item) = item_for(&mut work, &visitor, item, Action::PlaceItems).await?;
    let item = item.decline()?;
    agenda::update(&mut work.db, &item).await?;
    note(&mut work, &item, (ItemDeed::Declined, because)).await?;
    settled(&mut work, &item, ItemNotice::Declined);
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Declined, shown })
}

/// Whether the caller may decline a proposal: asked before they are given a form.
///
/// # Errors
/// As [`decline`].
pub async fn may_decline(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Item, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let found = agenda::item(&mut db, visitor.organisation.id, item).await?;
    let item = found.ok_or(ActionError::NotFound(Missing::Item))?;
    visitor.open_group(&mut db, item.group, Action::PlaceItems, now).await?;
    item.is_proposed()?;
    Ok(item)
}

/// Takes a proposal back, as long as nobody has settled it.
///
/// # Errors
/// `Denied` for others than who made it; `Agenda` when it is settled.
pub async fn withdraw(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let found = agenda::item(&mut work.db, work.organisation, item).await?;
    let item = found.ok_or(ActionError::NotFound(Missing::Item))?;
    if item.proposed_by != Some(known.person.id) {
        return Err(ActionError::Denied(WhoMay::TheProposer));
    }
    let visitor = known.visitor(caller);
    let group = groups::group(&mut work.db, work.organisation, item.group).await?;
    let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
    let item = item.withdraw()?;
    agenda::update(&mut work.db, &item).await?;
    note(&mut work, &item, (ItemDeed::Withdrawn, None)).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done: Done::Withdrawn, shown })
}
