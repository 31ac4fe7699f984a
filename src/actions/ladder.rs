//! The substitution ladder: what is owed to whom when the cover of a seat changes.

use super::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, ReplyId};
use crate::domain::notice::{Destination, NoticeKind, Owed};
use crate::domain::seat::Office;

/// The notices that follow from a seat's cover having become what it is in `view`.
///
/// `absence` is the absence that the change is about: the one in force, or the one just withdrawn.
/// `summoned` says whether the substitute may have heard of that absence.
pub fn consequences(
    view: &MeetingView,
    seat: &SeatView,
    before: Cover,
    absence: ReplyId,
    summoned: bool,
) -> Vec<Owed> {
    let owe = |kind, destination, person| owed(view, seat, kind, absence, destination, person);
    let substitute = seat.occupied.substitute.as_ref().map(|person| person.id);
    match (before, seat.cover) {
        (before, after) if before == after => Vec::new(),
        (Cover::Presumed | Cover::Confirmed, Cover::Awaiting) => vec![
            owe(NoticeKind::Summons, Destination::Thread, substitute),
            owe(NoticeKind::Summons, Destination::Direct, substitute),
            owe(NoticeKind::Receipt, Destination::Officials, None),
        ],
        // The substitute takes back an absence of their own while the seat is open.
        (Cover::Vacant, Cover::Awaiting) => vec![
            owe(NoticeKind::Summons, Destination::Thread, substitute),
            owe(NoticeKind::Summons, Destination::Direct, substitute),
        ],
        (_, Cover::Vacant) => {
            let mut alerts = vec![owe(NoticeKind::Vacancy, Destination::Officials, None)];
            alerts.extend(
                leader_to_alert(view, seat)
                    .map(|leader| owe(NoticeKind::Vacancy, Destination::Direct, Some(leader))),
            );
            alerts
        }
        (Cover::Awaiting | Cover::Substituted, Cover::Presumed | Cover::Confirmed) if summoned => {
            vec![
                owe(NoticeKind::Release, Destination::Thread, substitute),
                owe(NoticeKind::Release, Destination::Direct, substitute),
            ]
        }
        _ => Vec::new(),
    }
}

/// The chair; the vice chair where it is the chair's own seat that is empty.
fn leader_to_alert(view: &MeetingView, seat: &SeatView) -> Option<PersonId> {
    [Office::Chair, Office::ViceChair]
        .into_iter()
        .filter_map(|office| view.holder_of(office))
        .find(|(held, _)| held.occupied.seat.id != seat.occupied.seat.id)
        .map(|(_, person)| person.id)
}

fn owed(
    view: &MeetingView,
    seat: &SeatView,
    kind: NoticeKind,
    absence: ReplyId,
    destination: Destination,
    person: Option<PersonId>,
) -> Owed {
    Owed {
        organisation: view.meeting.organisation,
        kind,
        meeting: view.meeting.id,
        seat: Some(seat.occupied.seat.id),
        occasion: absence.0,
        destination,
        person,
        due: view.now,
        expires: kind.expires(view.meeting.starts),
    }
}
