//! Meetings at the same time: the group's own, and others' that call the same people.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::identity::Visitor;
use crate::actions::question::{Overlap, Question};
use crate::actions::view::{MeetingView, SeatView};
use crate::actions::work::Work;
use crate::domain::cover::Cover;
use crate::domain::group::Group;
use crate::domain::id::PersonId;
use crate::domain::meeting::{MeetingKind, MeetingRefusal};
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::domain::seat::{Capacity, Occupied};
use crate::store::{meetings, seats};

/// Asks whether a meeting is meant that overlaps with others, unless whoever calls has agreed.
///
/// # Errors
/// `Asks` with them.
pub async fn may_overlap(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (group, moved): (&Group, Option<&MeetingView>),
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), ActionError> {
    let (db, organisation) = (&mut work.db, work.organisation);
    let own = moved.map(|view| view.meeting.id);
    let ids = meetings::overlapping(db, organisation, (starts, ends), (own, false)).await?;
    if ids.is_empty() {
        return Ok(());
    }
    let on = group.day_of(starts);
    let seats = seats::occupied_seats(db, organisation, group.id, on).await?;
    let kind = moved.map_or(MeetingKind::Ordinary, |view| view.meeting.kind);
    let called = seats.iter().flat_map(|seat| called_by_seat(kind, seat));
    // Also those who come in somebody's place.
    let instead = moved.into_iter().flat_map(|view| view.seats.iter().filter_map(in_place_of));
    let called = called.chain(instead);
    let people: BTreeMap<PersonId, String> =
        called.map(|person| (person.id, person.name.clone())).collect();
    let mut found = Vec::new();
    for view in MeetingView::load_all(db, organisation, &ids, work.now).await? {
        let roll = view.roll();
        let same = people.iter().filter(|(person, _)| roll.calls(**person));
        let same: Vec<String> = same.map(|(_, name)| name.clone()).collect();
        let is_own = view.group.id == group.id;
        if is_own && view.meeting.starts == starts {
            return Err(MeetingRefusal::SameTime.into());
        }
        if !is_own && same.is_empty() {
            continue;
        }
        let actor = visitor.actor_in(&mut *db, &view.group, work.now).await?;
        let may_know = is_own || can(&actor, Action::SeeGroup);
        found.push(Overlap {
            zone: group.rule.zone,
            starts: view.meeting.starts,
            ends: view.meeting.ends,
            group: Some(view.group).filter(|_| may_know),
            is_own,
            people: same,
        });
    }
    if found.is_empty() {
        Ok(())
    } else {
        visitor.caller.asked(|| Question::Overlap(group.clone(), found))
    }
}

/// Who comes in the member's place.
fn in_place_of(seat: &SeatView) -> Option<&Person> {
    let comes_another = matches!(seat.cover, Cover::Substituted | Cover::StandIn);
    seat.expected().filter(|_| comes_another)
}

/// Those whom a meeting of a kind calls because of a seat.
fn called_by_seat(kind: MeetingKind, seat: &Occupied) -> impl Iterator<Item = &Person> {
    let calls = |capacity| kind.calls(seat.seat.office, capacity);
    let ordinary = seat.ordinary.as_ref().filter(|_| calls(Capacity::Ordinary));
    let substitute = seat.substitute.as_ref().filter(|_| calls(Capacity::Substitute));
    [ordinary, substitute].into_iter().flatten()
}
