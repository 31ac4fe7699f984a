//! A substitute's answer to a summons: by themselves, or as the official was told on the telephone.

use chrono::{DateTime, Utc};

use super::identity::authorise;
use super::reply::{Replied, ReplyRefusal, Spoken, SpokenFor};
use super::view::MeetingView;
use super::work::Work;
use super::{ActionError, Caller, Missing};
use crate::domain::cover::Answer;
use crate::domain::id::{PersonId, SeatId};
use crate::domain::notice::{Destination, Owed, SeatNotice, Subject};
use crate::domain::permission::{Action, Actor};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::store::Store;

/// Accepts or declines a summons. The answer may be changed until the meeting begins: a mistaken
/// acceptance can be undone. What is to be answered is made while it is being kept.
///
/// # Errors
/// `Denied` for others than the seat's substitute; `Reply` when the member comes after all, or the meeting has moved;
/// `Meeting` when it is cancelled or has begun.
pub async fn answer<T>(
    store: &Store,
    caller: Caller,
    (spoken, seat): (Spoken, SeatId),
    accepts: bool,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    let own = |known: &Person, _: &MeetingView, actor: &Actor| {
        authorise(actor, Action::AnswerFor(seat, Capacity::Substitute))?;
        Ok(known.clone())
    };
    say(store, caller, (spoken, seat), accepts, own, now, make).await
}

/// Writes down what a substitute said who was asked by somebody: they need no account.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `NotFound` where the seat has no substitute; otherwise as
/// [`answer`].
pub async fn record<T>(
    store: &Store,
    caller: Caller,
    (spoken, seat): (Spoken, SeatId),
    accepts: bool,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    let substitutes = |_: &Person, view: &MeetingView, actor: &Actor| {
        authorise(actor, Action::ReportForAnother)?;
        let substitute = view.seat(seat)?.occupied.substitute.clone();
        substitute.ok_or(ActionError::NotFound(Missing::Member))
    };
    say(store, caller, (spoken, seat), accepts, substitutes, now, make).await
}

async fn say<T>(
    store: &Store,
    caller: Caller,
    (spoken, seat): (Spoken, SeatId),
    accepts: bool,
    whose: impl FnOnce(&Person, &MeetingView, &Actor) -> Result<Person, ActionError>,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, spoken.meeting, now).await?;
    let caller: PersonId = known.person.id;
    let person = whose(&known.person, &view, &view.actor(caller))?;
    view.meeting.takes_replies(now)?;
    spoken.is_of(&view.meeting)?;

    let is_own = person.id == caller;
    let standing = view.seat(seat)?.standing;
    if standing.absence.is_none() {
        let refusal = if is_own { ReplyRefusal::NotSummoned } else { ReplyRefusal::NotNeeded };
        return Err(refusal.into());
    }
    if accepts && view.seat(seat)?.substitute_is_elsewhere {
        let other = ReplyRefusal::OtherFillsAnother;
        return Err(if is_own { ReplyRefusal::FillsAnother } else { other }.into());
    }
    let answer = if accepts { Answer::Accepted } else { Answer::Declined };
    let spoken_for = SpokenFor { seat, person, capacity: Capacity::Substitute };
    if standing.substitute == Some(answer) {
        drop(work);
        return Ok(make(&spoken_for.already(view, caller)));
    }
    let person = spoken_for.person.id;
    let replied = spoken_for.say(&mut work, &view, &known, (answer, None)).await?;
    // Whoever has said something else themselves hears that it counts no longer.
    if let Some(absence) = standing.absence.filter(|_| !is_own && standing.substitute.is_some()) {
        let again = Some(work.next_id());
        work.owe([Owed {
            organisation: view.meeting.organisation,
            kind: SeatNotice::Noted.into(),
            subject: Subject::Seat(view.group.id, view.meeting.id, seat),
            occasion: absence.0,
            again,
            destination: Destination::Direct,
            person: Some(person),
            caused_by: None,
            due: now,
        }]);
    }
    work.keep_word(|| make(&replied)).await
}
