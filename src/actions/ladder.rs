//! What follows from a change of who comes to a meeting, as messages that are owed.

use std::collections::{BTreeSet, HashSet};

use super::ActionError;
use super::meeting::{ask_which, expected};
use super::view::MeetingView;
use super::work::Work;
use crate::domain::audit::By;
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, ReplyId, SeatId};
use crate::domain::ladder::{Cause, Consequences, Roll, Told, consequences, told_at};
use crate::domain::meeting_change::GATHERED;
use crate::domain::notice::{Destination, Owed, SeatNotice, Subject};
use crate::store::outbox::{self, Asked};

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
    let roll = before.roll();
    let Consequences { mut told, gone } = consequences(&roll, &after.roll(), cause);
    let silent = silent(&roll, &told);
    if !silent.is_empty() {
        // A summons that has not left yet is taken back, and then there is nobody to be told.
        let (organisation, meeting) = (work.organisation, before.meeting.id);
        let heard =
            outbox::take_back_summonses(&mut work.db, organisation, meeting, &silent).await?;
        let unheard: HashSet<Asked> =
            silent.into_iter().filter(|asked| !heard.contains(asked)).collect();
        told.retain(|one| released(one).is_none_or(|asked| !unheard.contains(&asked)));
    }
    if cause.asks_anew {
        // A summons that has not left yet would ask the same question: this one asks it.
        let summons = told.iter().filter(|one| one.kind == SeatNotice::Summons);
        for one in summons {
            let Some(person) = one.person else { continue };
            let asked = (one.seat, person, ReplyId(one.occasion));
            let meeting = (work.organisation, before.meeting.id);
            outbox::take_back_other_summonses(&mut work.db, meeting, asked, cause.id).await?;
        }
    }
    // Whoever empties a seat knows.
    let by = work.by;
    told.retain(|told| {
        told.kind != SeatNotice::Vacancy || told.person.is_none_or(|one| by != By::Person(one))
    });
    work.owe(told.iter().flat_map(|told| owed(after, told, cause)));
    let released = told.iter().filter_map(released).map(|(_, person, _)| person).collect();
    // Whoever comes here now may be called elsewhere at the same time.
    let came = expected(before);
    let comes = expected(after).into_iter().filter(|person| !came.contains(person)).collect();
    ask_which(work, (after, &comes), &[], work.now).await?;
    Ok(Dismissed { released, gone })
}

/// Those of the released who were asked and have not answered: it may be that they never heard of it.
fn silent(before: &Roll, told: &[Told]) -> Vec<Asked> {
    let awaited = before.seats.iter().filter(|seat| seat.cover == Cover::Awaiting);
    let awaited: HashSet<SeatId> = awaited.map(|seat| seat.seat).collect();
    told.iter().filter_map(released).filter(|(seat, ..)| awaited.contains(seat)).collect()
}

fn released(told: &Told) -> Option<Asked> {
    let person = told.person.filter(|_| told.kind == SeatNotice::Release)?;
    Some((told.seat, person, ReplyId(told.occasion)))
}

/// The messages by which it is told: to one person directly. That somebody is asked to come in another's
/// place, the group can follow in the meeting's thread.
fn owed(view: &MeetingView, told: &Told, cause: Cause) -> Vec<Owed> {
    // The group sees in the line that says so that the meeting has moved.
    let is_followed = told.kind.is_followed() && !cause.asks_anew;
    let destinations: &[Destination] = match told.person {
        None => &[Destination::Officials],
        Some(_) if is_followed => &[Destination::Direct, Destination::Thread],
        Some(_) => &[Destination::Direct],
    };
    let due = match told.kind.waits_for_undo() && cause.word_of.is_some() {
        true => told_at(view.meeting.starts, view.now),
        false if cause.asks_anew => view.now + GATHERED,
        false => view.now,
    };
    let owed = |destination: &Destination| Owed {
        organisation: view.meeting.organisation,
        kind: told.kind.into(),
        subject: Subject::Seat(view.group.id, view.meeting.id, told.seat),
        occasion: told.occasion,
        again: told.again,
        destination: *destination,
        person: told.person,
        caused_by: None,
        due,
    };
    destinations.iter().map(owed).collect()
}
