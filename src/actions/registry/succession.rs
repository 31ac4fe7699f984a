//! What a change of people means for meetings that are called already: the successor is invited,
//! a new substitute is asked, whoever was called and has no seat any more is told once.

use std::collections::{BTreeSet, HashMap};

use crate::actions::ladder::{leader_to_alert, owed, release_of_stand_in};
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, ReplyId, SeatId};
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Destination, Owed, SeatNotice};
use crate::domain::person::Person;

/// What is owed because of a change, and who was called and has no seat at the meeting any more.
#[derive(Debug, Default)]
pub struct Reached {
    pub owed: Vec<Owed>,
    pub gone: BTreeSet<PersonId>,
}

/// Compares a meeting before and after a change. `cause` is the change's own number.
pub fn reach(before: &MeetingView, after: &MeetingView, cause: i64) -> Reached {
    let old: HashMap<SeatId, &SeatView> = by_seat(before);
    let is_called = after.meeting.state == MeetingState::Called;
    let gone = if is_called { gone(before, after) } else { BTreeSet::new() };
    let mut reached = Reached { owed: Vec::new(), gone };
    for seat in &after.seats {
        let was = old.get(&seat.occupied.seat.id).copied();
        // Whoever comes into one seat may be missed in another.
        let as_before =
            was.is_some_and(|was| was.occupied == seat.occupied && was.cover == seat.cover);
        if as_before {
            continue;
        }
        let newcomer = id_of(seat.occupied.ordinary.as_ref());
        let predecessor = was.and_then(|was| id_of(was.occupied.ordinary.as_ref()));
        if is_called && newcomer != predecessor {
            let invited = newcomer
                .filter(|person| !was_called(before, *person) || was_absent(before, *person));
            reached.owed.extend(invited.map(|person| {
                owed(after, seat, SeatNotice::Succession, cause, Destination::Direct, Some(person))
            }));
        }
        reached.owed.extend(covers(after, was, seat, cause));
        let stood_in = was.map(|was| release_of_stand_in(after, (was, seat), cause));
        reached.owed.extend(stood_in.into_iter().flatten());
        let replaced = was.and_then(|was| replaced(was, seat));
        // Whoever is expected for another seat comes all the same.
        let replaced =
            replaced.filter(|(old, _)| !reached.gone.contains(old) && !after.expects(*old));
        let released =
            replaced.map(|(old, absence)| release(after, seat, absence, Some(old), cause));
        reached.owed.extend(released.into_iter().flatten());
    }
    reached
}

/// Those whom the meeting's call had reached and does not concern any more: who has no seat left, and
/// who was its member and is at most a substitute now. A substitute who is not needed is released.
fn gone(before: &MeetingView, after: &MeetingView) -> BTreeSet<PersonId> {
    let members = before.seats.iter().filter_map(|seat| id_of(seat.occupied.ordinary.as_ref()));
    let members = members.filter(|person| !after.calls(*person));
    let left = before.called().filter(|person| after.actor(*person).holdings.is_empty());
    members.chain(left).collect()
}

/// The substitute who was asked about an absence, or had accepted, and is the seat's no longer.
fn replaced(was: &SeatView, seat: &SeatView) -> Option<(PersonId, ReplyId)> {
    let old = id_of(was.occupied.substitute.as_ref())?;
    let is_asked = matches!(was.cover, Cover::Awaiting | Cover::Substituted);
    let is_other = id_of(seat.occupied.substitute.as_ref()) != Some(old);
    // Whoever becomes the member is invited as that.
    let is_member = id_of(seat.occupied.ordinary.as_ref()) == Some(old);
    (is_asked && is_other && !is_member).then_some((old, was.standing.absence?))
}

/// Whether somebody had reported absence, for whatever seat they had: what they said does not follow
/// them to another, so that they are asked anew.
fn was_absent(before: &MeetingView, person: PersonId) -> bool {
    let theirs = |seat: &&SeatView| id_of(seat.occupied.ordinary.as_ref()) == Some(person);
    before.seats.iter().filter(theirs).any(|seat| seat.standing.absence.is_some())
}

fn by_seat(view: &MeetingView) -> HashMap<SeatId, &SeatView> {
    view.seats.iter().map(|seat| (seat.occupied.seat.id, seat)).collect()
}

fn id_of(person: Option<&Person>) -> Option<PersonId> {
    person.map(|person| person.id)
}

fn was_called(before: &MeetingView, person: PersonId) -> bool {
    before.seats.iter().any(|seat| id_of(seat.occupied.ordinary.as_ref()) == Some(person))
}

/// Tells a substitute who was asked about an absence that they are not needed.
fn release(
    view: &MeetingView,
    seat: &SeatView,
    absence: ReplyId,
    substitute: Option<PersonId>,
    cause: i64,
) -> [Owed; 2] {
    [Destination::Thread, Destination::Direct].map(|place| Owed {
        again: Some(cause),
        ..owed(view, seat, SeatNotice::Release, absence.0, place, substitute)
    })
}

/// What the new cover of a seat asks for.
fn covers(view: &MeetingView, was: Option<&SeatView>, seat: &SeatView, cause: i64) -> Vec<Owed> {
    let substitute = id_of(seat.occupied.substitute.as_ref());
    let before = was.map(|was| was.cover);
    let same_substitute =
        was.is_some_and(|was| id_of(was.occupied.substitute.as_ref()) == substitute);
    // Who was put back may have been away before: what is asked then is asked once more.
    let owe = |kind, occasion, destination, person| Owed {
        again: Some(cause),
        ..owed(view, seat, kind, occasion, destination, person)
    };
    let released = || {
        let asked = was.filter(|was| {
            same_substitute
                && matches!(was.cover, Cover::Awaiting | Cover::Substituted)
                && substitute.is_none_or(|substitute| !view.expects(substitute))
        });
        let absence = asked.and_then(|was| was.standing.absence)?;
        Some(release(view, seat, absence, substitute, cause))
    };
    match (seat.cover, seat.standing.absence) {
        // A new substitute is asked about the absence that is in force.
        (Cover::Awaiting, Some(absence)) if before != Some(Cover::Awaiting) || !same_substitute => {
            [Destination::Thread, Destination::Direct]
                .map(|place| owe(SeatNotice::Summons, absence.0, place, substitute))
                .into()
        }
        (Cover::Vacant, _) if before.is_some_and(|cover| cover != Cover::Vacant) => {
            let leader = leader_to_alert(view, seat);
            let to_leader = leader
                .map(|leader| owe(SeatNotice::Vacancy, cause, Destination::Direct, Some(leader)));
            let to_officials = owe(SeatNotice::Vacancy, cause, Destination::Officials, None);
            // Nobody is a substitute for nobody.
            let released = released().filter(|_| seat.occupied.ordinary.is_none());
            let alerts = [Some(to_officials), to_leader].into_iter().flatten();
            alerts.chain(released.into_iter().flatten()).collect()
        }
        // The member who was away is not the member any more: whoever was asked is released.
        (Cover::Presumed | Cover::Confirmed, _) => released().into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}
