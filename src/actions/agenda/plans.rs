//! An item for the substitute, who knows it better: planned by who leads the group, or by the pair agreeing.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::expected::{tell_pair, to_person, ups};
use super::show::{Arranged, Done, shown};
use super::{AgendaItem, PlanShown, note};
use crate::actions::identity::{recognise, still_open};
use crate::actions::registry::settings_request::is_none;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{AgendaRefusal, Announced, Item, ItemDeed, Plan, PlanState, Up};
use crate::domain::group::Group;
use crate::domain::id::{ItemId, PersonId, PlanId, SeatId};
use crate::domain::meeting::Meeting;
use crate::domain::notice::PlanNotice;
use crate::domain::permission::{Action, WhoMay, can};
use crate::domain::person::Person;
use crate::domain::seat::Occupied;
use crate::store::{Connection, Store, agenda, groups, meetings, plans, seats};

/// A seat with both who sit there, as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub seat: SeatId,
    pub ordinary: Person,
    pub substitute: Person,
}

impl Pair {
    fn of(occupied: &Occupied) -> Option<Self> {
        let (ordinary, substitute) = (occupied.ordinary.clone()?, occupied.substitute.clone()?);
        Some(Self { seat: occupied.seat.id, ordinary, substitute })
    }

    fn is_of(&self, person: PersonId) -> bool {
        self.ordinary.id == person || self.substitute.id == person
    }
}

/// The day on which an item is dealt with: until there is one, today.
fn day(group: &Group, meeting: Option<&Meeting>, now: DateTime<Utc>) -> NaiveDate {
    group.day_of(meeting.map_or(now, |meeting| meeting.starts))
}

/// The pairs that somebody is one of, and that have not planned an item yet.
pub(super) async fn own_pairs(
    db: &mut Connection,
    (group, meeting): (&Group, Option<&Meeting>),
    (item, person): (&AgendaItem, PersonId),
    now: DateTime<Utc>,
) -> Result<Vec<Pair>, ActionError> {
    let on = day(group, meeting, now);
    let seats = seats::occupied_seats(db, group.organisation, group.id, on).await?;
    let pairs = seats.iter().filter_map(Pair::of).filter(|pair| pair.is_of(person));
    let is_free = |pair: &Pair| item.plans.iter().all(|one| one.plan.seat != pair.seat);
    Ok(pairs.filter(is_free).collect())
}

/// The pairs of a group that may plan an item, for who leads it to pick from.
///
/// # Errors
/// As [`super::arrange::edit`].
pub async fn pairs(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<Vec<Occupied>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let item = agenda::item(&mut db, visitor.organisation.id, item).await?;
    let item = item.ok_or(ActionError::NotFound(Missing::Item))?;
    let group = visitor.open_group(&mut db, item.group, Action::CoOpt, now).await?;
    let meeting = meeting_of(&mut db, &item).await?;
    let on = day(&group, meeting.as_ref(), now);
    let seats = seats::occupied_seats(&mut db, group.organisation, group.id, on).await?;
    Ok(seats.into_iter().filter(|seat| Pair::of(seat).is_some()).collect())
}

async fn meeting_of(db: &mut Connection, item: &Item) -> Result<Option<Meeting>, ActionError> {
    match item.meeting {
        Some(meeting) => Ok(meetings::meeting(db, item.organisation, meeting).await?),
        None => Ok(None),
    }
}

/// Plans an item for the substitute of a seat that was picked, or is meant by a name or an appointer: both are told.
pub(super) async fn plan_for(
    work: &mut Work<'_>,
    (group, item): (&Group, &Item),
    typed: &str,
) -> Result<(), ActionError> {
    item.is_placed()?;
    if is_none(typed) {
        return end_all_of(work, item).await;
    }
    let meeting = meeting_of(&mut work.db, item).await?;
    let on = day(group, meeting.as_ref(), work.now);
    let seats = seats::occupied_seats(&mut work.db, group.organisation, group.id, on).await?;
    let typed = typed.trim();
    let is_called = |person: &Option<Person>| {
        person.as_ref().is_some_and(|person| person.name.to_lowercase() == typed.to_lowercase())
    };
    let meant = seats.iter().find(|one| one.seat.id.to_string() == typed).or_else(|| {
        let mut named = seats.iter().filter(|one| {
            is_called(&one.ordinary)
                || is_called(&one.substitute)
                || one.seat.appointer_name.to_lowercase() == typed.to_lowercase()
        });
        // An appointer of several seats means none of them.
        named.next().filter(|_| named.next().is_none())
    });
    let meant = meant.ok_or(ActionError::NotFound(Missing::Seat))?;
    let pair = Pair::of(meant).ok_or(AgendaRefusal::NoPair)?;
    is_to_come(work, item, meeting.as_ref()).await?;
    let known = open_at(work, item.id, pair.seat).await?;
    let plan = match known {
        Some(plan) if plan.state == PlanState::Agreed => {
            return Err(AgendaRefusal::AlreadyPlanned.into());
        }
        // Whoever leads has said what the pair had not yet.
        Some(plan) => plan.answer(true, work.now)?,
        None => {
            let plan = new(work, (group, item), (&pair, None, PlanState::Agreed));
            plans::insert(&mut work.db, &plan).await?;
            plan
        }
    };
    changed(work, item, ItemDeed::Planned).await?;
    tell(work, plan).await
}

/// No substitute is to take an item any more.
async fn end_all_of(work: &mut Work<'_>, item: &Item) -> Result<(), ActionError> {
    let mut open = plans::of_items(&mut work.db, work.organisation, &[item.id]).await?;
    for plan in open.remove(&item.id).into_iter().flatten() {
        let plan = plan.end(PlanState::Ended, work.now)?;
        changed(work, item, ItemDeed::PlanEnded).await?;
        tell(work, plan).await?;
    }
    Ok(())
}

/// Whether an item is still to be dealt with: what has been needs nobody to take it.
async fn is_to_come(
    work: &mut Work<'_>,
    item: &Item,
    meeting: Option<&Meeting>,
) -> Result<(), ActionError> {
    let up = ups(&mut work.db, work.organisation, &[item.id]).await?.remove(&item.id);
    let is_over = match up {
        Some(Up::At(at)) => at + TimeDelta::minutes(item.minutes) <= work.now,
        _ => meeting.is_some_and(|meeting| meeting.takes_items(work.now).is_err()),
    };
    if is_over { Err(AgendaRefusal::NothingToCome.into()) } else { Ok(()) }
}

fn new(
    work: &Work<'_>,
    (group, item): (&Group, &Item),
    (pair, offered_by, state): (&Pair, Option<PersonId>, PlanState),
) -> Plan {
    Plan {
        id: PlanId(work.next_id()),
        organisation: work.organisation,
        group: group.id,
        item: item.id,
        seat: pair.seat,
        ordinary: pair.ordinary.id,
        substitute: pair.substitute.id,
        state,
        offered_by,
        settled: None,
        announced: Announced::NOTHING,
    }
}

async fn open_at(
    work: &mut Work<'_>,
    item: ItemId,
    seat: SeatId,
) -> Result<Option<Plan>, ActionError> {
    let mut open = plans::of_items(&mut work.db, work.organisation, &[item]).await?;
    Ok(open.remove(&item).into_iter().flatten().find(|plan| plan.seat == seat))
}

/// Notes what was done with an item, and that what shows it is out of date.
async fn changed(work: &mut Work<'_>, item: &Item, deed: ItemDeed) -> Result<(), ActionError> {
    if let Some(meeting) = item.meeting {
        work.meeting_changed(meeting);
    }
    note(work, item, (deed, None)).await
}

/// Tells a pair how a plan of theirs stands now.
async fn tell(work: &mut Work<'_>, plan: Plan) -> Result<(), ActionError> {
    let up = ups(&mut work.db, work.organisation, &[plan.item]).await?;
    let up = up.get(&plan.item).copied().unwrap_or_default();
    tell_pair(work, plan, up, TimeDelta::zero()).await
}

/// One of a pair asks the other that the substitute take an item. Where the other has asked already, they agree.
///
/// # Errors
/// `NotFound` for who is not linked and for an item that they may not see; `Denied` for who is not of that pair; `Agenda`
/// for what is over, and what is planned already.
pub async fn offer(
    store: &Store,
    caller: Caller,
    (item, seat): (ItemId, SeatId),
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let person = known.person.id;
    let (group, item, meeting) = open_item(&mut work, item).await?;
    let on = day(&group, meeting.as_ref(), now);
    let seats = seats::occupied_seats(&mut work.db, group.organisation, group.id, on).await?;
    let pair = seats.iter().filter_map(Pair::of).find(|pair| pair.seat == seat);
    let pair =
        pair.filter(|pair| pair.is_of(person)).ok_or(ActionError::Denied(WhoMay::ThePair))?;
    let visitor = known.visitor(caller);
    let done = match open_at(&mut work, item.id, seat).await? {
        Some(plan) if plan.waits_for(person) => {
            let plan = plan.answer(true, now)?;
            changed(&mut work, &item, ItemDeed::Planned).await?;
            tell(&mut work, plan).await?;
            Done::Planned
        }
        Some(_) => return Err(AgendaRefusal::AlreadyPlanned.into()),
        None => {
            let plan = new(&work, (&group, &item), (&pair, Some(person), PlanState::Offered));
            plans::insert(&mut work.db, &plan).await?;
            let other = if pair.ordinary.id == person { &pair.substitute } else { &pair.ordinary };
            work.owe([to_person(&plan, PlanNotice::Offered, (other.id, now))]);
            work.item_changed(item.id);
            Done::Offered
        }
    };
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done, shown })
}

/// An item that may still be planned, with its group and meeting.
async fn open_item(
    work: &mut Work<'_>,
    item: ItemId,
) -> Result<(Group, Item, Option<Meeting>), ActionError> {
    let missing = || ActionError::NotFound(Missing::Item);
    let item = agenda::item(&mut work.db, work.organisation, item).await?.ok_or_else(missing)?;
    let group = groups::group(&mut work.db, work.organisation, item.group).await?;
    let group = group.ok_or_else(missing)?;
    still_open(&group, work.now)?;
    item.is_placed()?;
    let meeting = meeting_of(&mut work.db, &item).await?;
    is_to_come(work, &item, meeting.as_ref()).await?;
    Ok((group, item, meeting))
}

/// What somebody says of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Yes,
    No,
    /// It is given up.
    End,
}

/// Agrees to a plan, or not; or gives it up.
///
/// # Errors
/// `Denied` for who is neither of the pair nor leads the group, or answers their own question; `Agenda` where that has
/// been said already, and for what is over.
pub async fn settle(
    store: &Store,
    caller: Caller,
    (plan, word): (PlanId, Word),
    now: DateTime<Utc>,
) -> Result<Arranged, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let found = plans::plan(&mut work.db, work.organisation, plan).await?;
    let plan = found.ok_or(ActionError::NotFound(Missing::Plan))?;
    let (group, item, _) = open_item(&mut work, plan.item).await?;
    let actor = visitor.actor_in(&mut work.db, &group, now).await?;
    let person = visitor.person.as_ref().map(|person| person.id);
    let is_of = person.is_some_and(|person| plan.is_of(person));
    let may = match word {
        Word::End => is_of || can(&actor, Action::CoOpt),
        // A settled one is told as that.
        Word::Yes | Word::No => {
            is_of && (person != plan.offered_by || plan.state != PlanState::Offered)
        }
    };
    if !may {
        return Err(ActionError::Denied(WhoMay::ThePair));
    }
    let (offered_by, was_offered) = (plan.offered_by, plan.state == PlanState::Offered);
    let (plan, done) = match word {
        Word::Yes => (plan.answer(true, now)?, Done::Planned),
        Word::No => (plan.answer(false, now)?, Done::PlanDeclined),
        Word::End if was_offered => (plan.end(PlanState::Ended, now)?, Done::OfferWithdrawn),
        Word::End => (plan.end(PlanState::Ended, now)?, Done::PlanEnded),
    };
    match (word, offered_by) {
        (Word::Yes, _) => changed(&mut work, &item, ItemDeed::Planned).await?,
        (Word::No, Some(asked)) => {
            work.item_changed(item.id);
            work.owe([to_person(&plan, PlanNotice::Declined, (asked, now))]);
        }
        (Word::No, None) => work.item_changed(item.id),
        (Word::End, _) if was_offered => work.item_changed(item.id),
        (Word::End, _) => changed(&mut work, &item, ItemDeed::PlanEnded).await?,
    }
    tell(&mut work, plan).await?;
    let shown = shown(&mut work, &visitor, (group, item.id)).await?;
    work.commit().await?;
    Ok(Arranged { done, shown })
}

/// A plan as it is shown; `None` where one of the pair is nobody of the organisation's.
pub(in crate::actions) async fn shown_plan(
    db: &mut Connection,
    plan: Plan,
) -> Result<Option<PlanShown>, ActionError> {
    let pair = vec![plan.ordinary, plan.substitute];
    let people = super::people_by_id(db, plan.organisation, pair).await?;
    Ok(super::plan_shown(plan, &people))
}

/// Ends the plans of a group whose pair sits together no longer on the item's day, and tells them.
pub(in crate::actions) async fn end_broken(
    work: &mut Work<'_>,
    group: &Group,
) -> Result<(), ActionError> {
    for plan in plans::of_group(&mut work.db, group.organisation, group.id).await? {
        end_if_broken(work, plan).await?;
    }
    Ok(())
}

/// Ends a plan whose pair sits together no longer on the day on which its item is up. What has been stays.
pub(super) async fn end_if_broken(work: &mut Work<'_>, plan: Plan) -> Result<(), ActionError> {
    let item = agenda::item(&mut work.db, work.organisation, plan.item).await?;
    let group = groups::group(&mut work.db, work.organisation, plan.group).await?;
    let (Some(item), Some(group)) = (item, group) else { return Ok(()) };
    let meeting = meeting_of(&mut work.db, &item).await?;
    if meeting.as_ref().is_some_and(|meeting| meeting.ends <= work.now) {
        return Ok(());
    }
    let on = day(&group, meeting.as_ref(), work.now);
    let seats = seats::occupied_seats(&mut work.db, group.organisation, group.id, on).await?;
    let pair = seats.iter().filter_map(Pair::of).find(|pair| pair.seat == plan.seat);
    let sits = pair.is_some_and(|pair| {
        pair.ordinary.id == plan.ordinary && pair.substitute.id == plan.substitute
    });
    if sits { Ok(()) } else { part(work, &item, plan).await }
}

/// A plan holds no longer, through nobody's word about it.
async fn part(work: &mut Work<'_>, item: &Item, plan: Plan) -> Result<(), ActionError> {
    let was_agreed = plan.state == PlanState::Agreed;
    let plan = plan.end(PlanState::Parted, work.now)?;
    match was_agreed {
        true => changed(work, item, ItemDeed::PlanEnded).await?,
        // An offer that nobody has answered was no plan.
        false => work.item_changed(item.id),
    }
    tell(work, plan).await
}

/// Ends what is planned in a group of items that will not be up any more.
pub(in crate::actions) async fn end_all_without_a_time(
    work: &mut Work<'_>,
    group: &Group,
) -> Result<(), ActionError> {
    for plan in plans::of_group(&mut work.db, group.organisation, group.id).await? {
        let up = ups(&mut work.db, work.organisation, &[plan.item]).await?.remove(&plan.item);
        let item = agenda::item(&mut work.db, work.organisation, plan.item).await?;
        if let (Some(item), Up::Nowhere | Up::Waits) = (item, up.unwrap_or_default()) {
            part(work, &item, plan).await?;
        }
    }
    Ok(())
}
