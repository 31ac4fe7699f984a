//! What a member says of their own seat: absence, taking it back, confirming.

use chrono::{DateTime, Utc};

use super::identity::{Known, authorise};
use super::reply::{Replied, ReplyRefusal, Spoken, SpokenFor};
use super::view::{MeetingView, SeatView};
use super::work::Work;
use super::{ActionError, Caller, Missing, typed};
use crate::domain::cover::{Answer, Standing};
use crate::domain::id::SeatId;
use crate::domain::permission::{Action, Actor, WhoMay};
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;
use crate::store::Store;

/// About which meeting and seat a person speaks.
#[derive(Clone, Copy, Debug)]
pub struct About {
    pub spoken: Spoken,
    /// The seat of somebody else; `None` for the caller's own.
    pub seat: Option<SeatId>,
}

/// Reports absence: of the caller, or on behalf of somebody with the right to. The substitute is
/// summoned in the same transaction. What is to be answered is made while it is being kept.
///
/// # Errors
/// `Denied` for who holds no seat in the group or speaks for another without the right; `Meeting`
/// when it is cancelled or has begun; `Reply` when it has moved since; `Typed` for a reason that is too long.
pub async fn report<T>(
    store: &Store,
    caller: Caller,
    about: About,
    reason: Option<String>,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    let reason = typed::reason(reason.as_deref())?;
    speak(store, caller, about, (Word::Absent, reason), now, make).await
}

/// Takes an absence back. A substitute who was called is released and told so.
///
/// # Errors
/// As [`report`], and `Reply` when there is no absence to take back.
pub async fn withdraw<T>(
    store: &Store,
    caller: Caller,
    about: About,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    speak(store, caller, about, (Word::Withdrawn, None), now, make).await
}

/// Says that the caller comes: a member confirms, which takes an absence back, too; a substitute
/// who has been asked accepts.
///
/// # Errors
/// As [`report`], and `Reply` for a substitute who has not been asked.
pub async fn confirm<T>(
    store: &Store,
    caller: Caller,
    about: About,
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    speak(store, caller, about, (Word::Coming, None), now, make).await
}

#[derive(Clone, Copy)]
enum Word {
    Absent,
    Withdrawn,
    Coming,
}

async fn speak<T>(
    store: &Store,
    caller: Caller,
    about: About,
    (word, reason): (Word, Option<Reason>),
    now: DateTime<Utc>,
    make: impl FnOnce(&Replied) -> T,
) -> Result<T, ActionError> {
    let (mut work, known, view) =
        Work::about_meeting(store, caller, about.spoken.meeting, now).await?;
    let actor = view.actor(known.person.id);
    let spoken_for = spoken_for(&view, &known, &actor, (about.seat, word))?;
    view.meeting.takes_replies(now)?;
    about.spoken.is_of(&view.meeting)?;

    let seat = view.seat(spoken_for.seat)?;
    let as_substitute = spoken_for.capacity == Capacity::Substitute;
    if as_substitute && matches!(word, Word::Coming) && seat.substitute_is_elsewhere {
        return Err(ReplyRefusal::FillsAnother.into());
    }
    let standing = seat.standing;
    let (answer, already) = match answer(word, spoken_for.capacity, standing)? {
        Some(answer) => (answer, false),
        // Said once more with a reason: a reply of its own, so that it stays known who gave which.
        None if reason.is_some() => (Answer::Absent, true),
        None => {
            drop(work);
            return Ok(make(&spoken_for.already(view, known.person.id)));
        }
    };
    let replied = spoken_for.say(&mut work, &view, &known, (answer, reason)).await?;
    let replied = Replied { already, ..replied };
    work.keep_word(|| make(&replied)).await
}

/// What a word means as an answer, given what has been said before; `None` where it has been
/// said and stands.
fn answer(
    word: Word,
    capacity: Capacity,
    standing: Standing,
) -> Result<Option<Answer>, ActionError> {
    let (ordinary, away) = (capacity == Capacity::Ordinary, standing.is_away(capacity));
    match word {
        // What was said of another time is to be said of this one.
        Word::Absent if away && !standing.is_asked_anew => Ok(None),
        Word::Absent => Ok(Some(Answer::Absent)),
        Word::Withdrawn if away => Ok(Some(Answer::Withdrawn)),
        Word::Withdrawn => Err(ReplyRefusal::NotAbsent.into()),
        Word::Coming if ordinary => Ok(Some(Answer::Confirmed).filter(|_| !standing.confirmed)),
        Word::Coming if standing.absence.is_none() => Err(ReplyRefusal::NotSummoned.into()),
        Word::Coming => {
            Ok(Some(Answer::Accepted).filter(|_| standing.substitute != Some(Answer::Accepted)))
        }
    }
}

/// Whom a caller speaks for: the member of the seat that they name, or else themselves, as
/// ordinary member or as substitute.
fn spoken_for(
    view: &MeetingView,
    known: &Known,
    actor: &Actor,
    (named, word): (Option<SeatId>, Word),
) -> Result<SpokenFor, ActionError> {
    let seat = match named {
        Some(seat) => Some(view.seat(seat)?),
        // Of several the first of which it is news.
        None => {
            let own = || view.seats_of(known.person.id, Capacity::Ordinary);
            let is_news = |seat: &&SeatView| {
                let Standing { absence, is_asked_anew, .. } = seat.standing;
                match word {
                    Word::Absent => absence.is_none() || is_asked_anew,
                    Word::Withdrawn | Word::Coming => absence.is_some(),
                }
            };
            own().find(is_news).or_else(|| own().next())
        }
    };
    let Some(seat) = seat else {
        let substitute = as_substitute(view, known, word);
        // An official speaks for others: which one is what is missing.
        let unnamed = substitute.is_err() && actor.official;
        return if unnamed { Err(ActionError::NotFound(Missing::Member)) } else { substitute };
    };
    let member = seat.occupied.ordinary.clone().ok_or(ActionError::NotFound(Missing::Member))?;
    let id = seat.occupied.seat.id;
    let own = member.id == known.person.id;
    let action =
        if own { Action::AnswerFor(id, Capacity::Ordinary) } else { Action::ReportForAnother };
    authorise(actor, action)?;
    Ok(SpokenFor { seat: id, person: member, capacity: Capacity::Ordinary })
}

/// The seat for which the caller is substitute, of several the one that they mean: whose absence they
/// take back; or that they fill, or else are asked for, or else whose member is away.
fn as_substitute(view: &MeetingView, known: &Known, word: Word) -> Result<SpokenFor, ActionError> {
    let meant = |seat: &&SeatView| {
        let away = seat.standing.substitute == Some(Answer::Absent);
        let taken_back = matches!(word, Word::Withdrawn) && away;
        (taken_back, seat.concerns_substitute())
    };
    let seat = view
        .seats_of(known.person.id, Capacity::Substitute)
        .max_by_key(meant)
        .ok_or(ActionError::Denied(WhoMay::TheGroup))?;
    let person = known.person.clone();
    Ok(SpokenFor { seat: seat.occupied.seat.id, person, capacity: Capacity::Substitute })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ReplyId;

    #[test]
    fn a_substitute_who_was_not_asked_cannot_say_that_they_come() {
        let refused = answer(Word::Coming, Capacity::Substitute, Standing::default());
        assert!(matches!(refused, Err(ActionError::Reply(ReplyRefusal::NotSummoned))));
    }

    #[test]
    fn a_substitute_who_was_asked_accepts_by_the_invitations_button_too() {
        let asked = Standing { absence: Some(ReplyId(1)), ..Standing::default() };
        assert_eq!(
            answer(Word::Coming, Capacity::Substitute, asked).ok(),
            Some(Some(Answer::Accepted))
        );
        let accepted = Standing { substitute: Some(Answer::Accepted), ..asked };
        assert_eq!(answer(Word::Coming, Capacity::Substitute, accepted).ok(), Some(None));
    }
}
