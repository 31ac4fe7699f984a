//! A substitute's answer to a summons.

use chrono::{DateTime, Utc};

use super::identity::authorise;
use super::reply::{Replied, ReplyRefusal, SpokenFor};
use super::work::Work;
use super::{ActionError, Caller};
use crate::domain::cover::Answer;
use crate::domain::id::{MeetingId, SeatId};
use crate::domain::permission::Action;
use crate::domain::seat::Capacity;
use crate::store::Store;

/// Accepts or declines a summons. The answer may be changed until the meeting begins: a mistaken
/// acceptance can be undone.
///
/// # Errors
/// `Denied` for others than the seat's substitute; `Reply` when the member comes after all, or
/// the meeting is cancelled or has begun.
pub async fn answer(
    store: &Store,
    caller: Caller,
    (meeting, seat): (MeetingId, SeatId),
    accepts: bool,
    now: DateTime<Utc>,
) -> Result<Replied, ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = view.actor(known.person.id);
    authorise(&actor, Action::AnswerFor(seat, Capacity::Substitute))?;
    view.meeting.takes_replies(now)?;

    let standing = view.seat(seat)?.standing;
    if standing.absence.is_none() {
        return Err(ReplyRefusal::NotSummoned.into());
    }
    if accepts && view.seat(seat)?.substitute_is_elsewhere {
        return Err(ReplyRefusal::FillsAnother.into());
    }
    let answer = if accepts { Answer::Accepted } else { Answer::Declined };
    let spoken_for =
        SpokenFor { seat, person: known.person.clone(), capacity: Capacity::Substitute };
    if standing.substitute == Some(answer) {
        return Ok(spoken_for.already(view, known.person.id));
    }
    let replied = spoken_for.say(&mut work, &view, &known, (answer, None)).await?;
    work.commit().await?;
    Ok(replied)
}
