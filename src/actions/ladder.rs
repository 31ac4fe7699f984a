//! The substitution ladder: what is owed to whom when the cover of a seat changes.

use super::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, ReplyId};
use crate::domain::notice::{Destination, Owed, SeatNotice, Subject};
use crate::domain::seat::Office;

/// How a seat's cover came to change.
#[derive(Clone, Copy, Debug)]
pub struct CoverChange {
    /// The cover until now.
    pub before: Cover,
    pub absence: ReplyId,
    /// The reply that changed it.
    pub cause: ReplyId,
    /// Whether the substitute may have heard of the absence.
    pub summoned: bool,
}

/// The notices that follow from a seat's cover having become what it is in `view`.
///
/// `change.absence` is the absence that the change is about: the one in force, or the one just
/// withdrawn. Each reply that empties the seat is an alert of its own.
pub fn consequences(view: &MeetingView, seat: &SeatView, change: CoverChange) -> Vec<Owed> {
    let CoverChange { before, absence, cause, summoned } = change;
    let owe = |kind, destination, person| {
        let occasion = if kind == SeatNotice::Vacancy { cause } else { absence };
        owed(view, seat, kind, occasion.0, destination, person)
    };
    let substitute = seat.occupied.substitute.as_ref().map(|person| person.id);
    match (before, seat.cover) {
        (before, after) if before == after => Vec::new(),
        (Cover::Presumed | Cover::Confirmed, Cover::Awaiting) => vec![
            owe(SeatNotice::Summons, Destination::Thread, substitute),
            owe(SeatNotice::Summons, Destination::Direct, substitute),
            owe(SeatNotice::Receipt, Destination::Officials, None),
        ],
        // The substitute takes back an absence of their own while the seat is open, or is free again.
        // They may have been asked about this very absence before, and are asked anew.
        (Cover::Vacant, Cover::Awaiting) => [Destination::Thread, Destination::Direct]
            .map(|place| Owed {
                again: Some(cause.0),
                ..owe(SeatNotice::Summons, place, substitute)
            })
            .into(),
        (_, Cover::Vacant) => {
            let mut alerts = vec![owe(SeatNotice::Vacancy, Destination::Officials, None)];
            alerts.extend(
                leader_to_alert(view, seat)
                    .map(|leader| owe(SeatNotice::Vacancy, Destination::Direct, Some(leader))),
            );
            alerts
        }
        (Cover::Awaiting | Cover::Substituted, Cover::Presumed | Cover::Confirmed) if summoned => {
            vec![
                owe(SeatNotice::Release, Destination::Thread, substitute),
                owe(SeatNotice::Release, Destination::Direct, substitute),
            ]
        }
        _ => Vec::new(),
    }
}

/// Who was to stand in for a seat, and for which absence, and does not any more, because somebody else
/// comes or nobody is to be replaced.
fn stand_in_released(before: &SeatView, after: &SeatView) -> Option<(PersonId, ReplyId)> {
    let stood_in = |seat: &SeatView| {
        let person = seat.stand_in.as_ref().filter(|_| seat.cover == Cover::StandIn)?;
        Some((person.id, seat.standing.absence?))
    };
    let (person, absence) = stood_in(before)?;
    // While the absence lasts and nobody else comes it was their own word, and they know it.
    let lasts = after.standing.absence == Some(absence);
    let is_released = !lasts || after.cover == Cover::Substituted;
    is_released.then_some((person, absence))
}

/// Tells a stand-in who is not needed any more, unless they are expected all the same: as the seat's new
/// member, or for another. `cause` is the reply or change because of which.
pub fn release_of_stand_in(
    view: &MeetingView,
    (before, after): (&SeatView, &SeatView),
    cause: i64,
) -> Vec<Owed> {
    let released = stand_in_released(before, after).filter(|(person, _)| !view.expects(*person));
    let Some((person, absence)) = released else { return Vec::new() };
    [Destination::Thread, Destination::Direct]
        .map(|place| Owed {
            again: Some(cause),
            ..owed(view, after, SeatNotice::Release, absence.0, place, Some(person))
        })
        .into()
}

/// The chair; the vice chair where it is the chair's own seat that is empty.
pub fn leader_to_alert(view: &MeetingView, seat: &SeatView) -> Option<PersonId> {
    [Office::Chair, Office::ViceChair]
        .into_iter()
        .filter_map(|office| view.holder_of(office))
        .find(|(held, _)| held.occupied.seat.id != seat.occupied.seat.id)
        .map(|(_, person)| person.id)
}

/// A notice about a seat at a meeting. `occasion` is what caused it.
pub fn owed(
    view: &MeetingView,
    seat: &SeatView,
    kind: SeatNotice,
    occasion: i64,
    destination: Destination,
    person: Option<PersonId>,
) -> Owed {
    Owed {
        organisation: view.meeting.organisation,
        kind: kind.into(),
        subject: Subject::Seat(view.group.id, view.meeting.id, seat.occupied.seat.id),
        occasion,
        again: None,
        destination,
        person,
        due: view.now,
    }
}
