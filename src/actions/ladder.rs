//! What follows from a change of who comes to a meeting, as messages that are owed.

use std::collections::BTreeSet;

use super::ActionError;
use super::view::MeetingView;
use super::work::Work;
use crate::domain::cover::Cover;
use crate::domain::id::PersonId;
use crate::domain::ladder::{Cause, Consequences, Told, consequences};
use crate::domain::notice::{Destination, Owed, SeatNotice, Subject};
use crate::store::outbox;

/// Who does not come, or is not asked to, any more.
#[derive(Debug, Default)]
pub struct Dismissed {
    /// Substitutes and stand-ins who are told that they are not needed.
    pub released: Vec<PersonId>,
    /// Those whom the meeting's call does not concern any more; they have not been told yet.
    pub gone: BTreeSet<PersonId>,
}

/// Owes what follows for a meeting that stood as `before` and stands as `after`.
pub async fn owe_consequences(
    work: &mut Work<'_>,
    (before, after): (&MeetingView, &MeetingView),
    cause: Cause,
) -> Result<Dismissed, ActionError> {
    let Consequences { told, gone } = consequences(&before.roll(), &after.roll(), cause);
    let mut released = Vec::new();
    for told in told {
        if told.kind == SeatNotice::Release {
            if !has_heard(work, before, &told).await? {
                continue;
            }
            released.extend(told.person);
        }
        work.owe(owed(after, &told));
    }
    Ok(Dismissed { released, gone })
}

/// Whether whoever is released may have heard that they were needed. A summons that has not left yet is
/// taken back.
async fn has_heard(
    work: &mut Work<'_>,
    before: &MeetingView,
    released: &Told,
) -> Result<bool, ActionError> {
    // Whoever has answered has heard.
    let is_silent = before.seat(released.seat)?.cover == Cover::Awaiting;
    let Some(person) = released.person.filter(|_| is_silent) else { return Ok(true) };
    let place = (before.meeting.id, released.seat, person);
    let absence = released.occasion;
    Ok(outbox::take_back_summons(&mut work.db, work.organisation, place, absence).await?)
}

/// The messages by which it is told. Who is called in somebody's place hears of it where the group can
/// follow it as well; what concerns one alone goes to them.
fn owed(view: &MeetingView, told: &Told) -> Vec<Owed> {
    let destinations: &[Destination] = match (told.person, told.kind) {
        (None, _) => &[Destination::Officials],
        (Some(_), SeatNotice::Summons | SeatNotice::Release) => {
            &[Destination::Thread, Destination::Direct]
        }
        (Some(_), SeatNotice::Receipt | SeatNotice::Vacancy | SeatNotice::Succession) => {
            &[Destination::Direct]
        }
    };
    let owed = |destination: &Destination| Owed {
        organisation: view.meeting.organisation,
        kind: told.kind.into(),
        subject: Subject::Seat(view.group.id, view.meeting.id, told.seat),
        occasion: told.occasion,
        again: told.again,
        destination: *destination,
        person: told.person,
        due: view.now,
    };
    destinations.iter().map(owed).collect()
}
