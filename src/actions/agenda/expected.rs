//! Those who come for an item alone, or are co-opted for a meeting, are told when they are up, and of every change of that.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Agenda, plans as pairs};
use crate::actions::ActionError;
use crate::actions::work::Work;
use crate::domain::agenda::{
    Announced, Guest, GuestOf, ItemState, Participant, Plan, PlanState, Up,
};
use crate::domain::id::{ItemId, MeetingId, OrganisationId, PersonId};
use crate::domain::ladder::UNDO_TIME;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, GuestNotice, Owed, PlanNotice, Subject};
use crate::store::{Connection, agenda, guests, meetings, plans};

/// What is up within so long is told of at once when that changes.
const SOON: TimeDelta = TimeDelta::hours(1);

/// Tells those who come for some items when they are up, where that is other than they were told: after `wait`. Where a
/// pair sits together no longer on the day on which its item is up now, that ends.
pub(super) async fn tell_of_items(
    work: &mut Work<'_>,
    items: &[ItemId],
    wait: TimeDelta,
) -> Result<(), ActionError> {
    let organisation = work.organisation;
    let plans = plans::of_items(&mut work.db, organisation, items).await?;
    for plan in plans.into_values().flatten() {
        pairs::end_if_broken(work, plan).await?;
    }
    let guests = guests::of_items(&mut work.db, organisation, items).await?;
    let plans = plans::of_items(&mut work.db, organisation, items).await?;
    let concerned: Vec<ItemId> = items
        .iter()
        .copied()
        .filter(|id| guests.contains_key(id) || plans.contains_key(id))
        .collect();
    let ups = ups(&mut work.db, organisation, &concerned).await?;
    let up = |item: ItemId| ups.get(&item).copied().unwrap_or_default();
    for guest in guests.into_values().flatten() {
        let GuestOf::Item(item) = guest.of else { continue };
        tell_guest(work, guest, up(item), wait).await?;
    }
    for plan in plans.into_values().flatten() {
        let up = up(plan.item);
        tell_pair(work, plan, up, wait).await?;
    }
    Ok(())
}

/// Tells those who are co-opted for a meeting, or for items of it, or are to take one, that it is held or not.
pub(in crate::actions) async fn tell_of_meeting(
    work: &mut Work<'_>,
    meeting: &Meeting,
) -> Result<(), ActionError> {
    for guest in guests::of_meeting(&mut work.db, work.organisation, meeting.id).await? {
        tell_guest(work, guest, of_meeting(meeting), TimeDelta::zero()).await?;
    }
    let items = items_of(work, meeting.id).await?;
    tell_of_items(work, &items, TimeDelta::zero()).await
}

async fn items_of(work: &mut Work<'_>, meeting: MeetingId) -> Result<Vec<ItemId>, ActionError> {
    let items = agenda::of_meetings(&mut work.db, work.organisation, &[meeting]).await?;
    Ok(items.into_values().flatten().map(|item| item.id).collect())
}

/// A meeting keeps its time on the wall in another zone, `later` by the sun: who comes to it alone was told the right time
/// on the wall, and is told nothing.
pub(in crate::actions) async fn keep_on_the_wall(
    work: &mut Work<'_>,
    meeting: MeetingId,
    later: TimeDelta,
) -> Result<(), ActionError> {
    let organisation = work.organisation;
    let items = items_of(work, meeting).await?;
    let of_items = guests::of_items(&mut work.db, organisation, &items).await?;
    let of_meeting = guests::of_meeting(&mut work.db, organisation, meeting).await?;
    for guest in of_items.into_values().flatten().chain(of_meeting) {
        let announced = guest.announced.later(later);
        guests::update(&mut work.db, &Guest { announced, ..guest }).await?;
    }
    for plan in plans::of_items(&mut work.db, organisation, &items).await?.into_values().flatten() {
        let announced = plan.announced.later(later);
        plans::update(&mut work.db, &Plan { announced, ..plan }).await?;
    }
    Ok(())
}

/// When who is co-opted for a whole meeting is up.
pub(in crate::actions) fn of_meeting(meeting: &Meeting) -> Up {
    match meeting.state {
        MeetingState::Cancelled => Up::Nowhere,
        MeetingState::Draft
        | MeetingState::Scheduled
        | MeetingState::Called
        | MeetingState::Held => Up::At(meeting.starts),
    }
}

/// When items are up.
pub(in crate::actions) async fn ups(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Up>, ActionError> {
    let mut of_meetings: HashMap<MeetingId, HashMap<ItemId, Up>> = HashMap::new();
    let mut ups = HashMap::new();
    for id in items {
        let Some(item) = agenda::item(db, organisation, *id).await? else { continue };
        let up = match (item.state, item.meeting) {
            (ItemState::Placed, Some(meeting)) => {
                let known = match of_meetings.entry(meeting) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(ups_at(db, organisation, meeting).await?),
                };
                known.get(id).copied().unwrap_or(Up::Waits)
            }
            (ItemState::Placed, None) => Up::Waits,
            _ => Up::Nowhere,
        };
        ups.insert(*id, up);
    }
    Ok(ups)
}

/// When the items of a meeting are up; none of one that is not held.
async fn ups_at(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<HashMap<ItemId, Up>, ActionError> {
    let found = meetings::meeting(db, organisation, meeting).await?;
    let Some(meeting) = found.filter(|one| one.state != MeetingState::Cancelled) else {
        return Ok(HashMap::new());
    };
    let agenda = Agenda::of_meeting(db, organisation, meeting.id).await?;
    let ids = agenda.items.iter().map(|one| one.item.id);
    Ok(ids.zip(agenda.times(&meeting).map(Up::At)).collect())
}

/// When a message goes out by which somebody is told of a change: the first when the time for undoing is over, later ones
/// after `wait`, and at once what is up soon, or was to be.
fn due(work: &Work<'_>, known: &Announced, up: Up, wait: TimeDelta) -> DateTime<Utc> {
    let is_soon = |up: Up| matches!(up, Up::At(at) if at < work.now + SOON);
    match known.is_begun() {
        false => work.now + UNDO_TIME,
        true if is_soon(up) || is_soon(known.up) => work.now,
        true => work.now + wait,
    }
}

/// Whether the newest message has told anything: not what is owed by this same work, or waits.
fn is_told(work: &Work<'_>, known: &Announced) -> bool {
    known.is_out(work.now) && !work.owes_again(known.occasion)
}

/// Tells a guest when they are up, where that is other than they were told. Who never had a time hears nothing as long as
/// there is none; who does it themselves knows.
pub(super) async fn tell_guest(
    work: &mut Work<'_>,
    mut guest: Guest,
    up: Up,
    wait: TimeDelta,
) -> Result<(), ActionError> {
    let up = match up {
        Up::Waits if !guest.announced.is_begun() => Up::Nowhere,
        up => up,
    };
    let newest = (work.next_id(), due(work, &guest.announced, up, wait));
    let is_told = is_told(work, &guest.announced);
    if let Some(announced) = guest.announced.then(up, newest, is_told) {
        guest.announced = announced;
        let own = work.by_person().map(Participant::Person);
        let is_told = announced.occasion == newest.0 && own.as_ref() != Some(&guest.who);
        work.owe(is_told.then(|| to_guest(&guest)));
    }
    Ok(guests::update(&mut work.db, &guest).await?)
}

fn to_guest(guest: &Guest) -> Owed {
    let (kind, subject) = match guest.of {
        GuestOf::Item(item) => (GuestNotice::CoOpted, Subject::Item(guest.group, item)),
        GuestOf::Meeting(meeting) => {
            (GuestNotice::CoOptedToMeeting, Subject::Meeting(guest.group, meeting))
        }
    };
    // Whoever is known by name alone is told by the officials.
    let (destination, person) = match guest.who {
        Participant::Person(person) => (Destination::Direct, Some(person)),
        Participant::Named(_) => (Destination::Officials, None),
    };
    Owed {
        organisation: guest.organisation,
        kind: kind.into(),
        subject,
        occasion: guest.id.0,
        again: Some(guest.announced.occasion),
        destination,
        person,
        caused_by: None,
        due: guest.announced.due,
    }
}

/// Tells a pair when the item is up that its substitute is to take, where that is other than they were told; and that it
/// is not to be so any more. Who does it knows.
pub(super) async fn tell_pair(
    work: &mut Work<'_>,
    mut plan: Plan,
    up: Up,
    wait: TimeDelta,
) -> Result<(), ActionError> {
    let up = if plan.state == PlanState::Agreed { up } else { Up::Nowhere };
    let newest = (work.next_id(), due(work, &plan.announced, up, wait));
    let is_told = is_told(work, &plan.announced);
    if let Some(announced) = plan.announced.then(up, newest, is_told) {
        plan.announced = announced;
        let (own, is_told) = (work.by_person(), announced.occasion == newest.0);
        let told = [plan.ordinary, plan.substitute].into_iter();
        let told = told.filter(|one| is_told && Some(*one) != own);
        let owed = told.map(|person| Owed {
            again: Some(announced.occasion),
            ..to_person(&plan, PlanNotice::Planned, (person, announced.due))
        });
        work.owe(owed.collect::<Vec<_>>());
    }
    Ok(plans::update(&mut work.db, &plan).await?)
}

/// A notice about a plan, to one of the pair.
pub(super) fn to_person(
    plan: &Plan,
    kind: PlanNotice,
    (person, due): (PersonId, DateTime<Utc>),
) -> Owed {
    Owed {
        organisation: plan.organisation,
        kind: kind.into(),
        subject: Subject::Item(plan.group, plan.item),
        occasion: plan.id.0,
        again: None,
        destination: Destination::Direct,
        person: Some(person),
        caused_by: None,
        due,
    }
}
