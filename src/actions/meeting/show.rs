//! Showing a meeting to somebody of its group.

use chrono::{DateTime, Utc};

use crate::actions::identity::{authorise, identify, recognise};
use crate::actions::notes::approve::approved_at;
use crate::actions::presence::{Count, Register};
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller};
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::MeetingState;
use crate::domain::notes::PriorApproval;
use crate::domain::permission::{Action, Actor, can};
use crate::store::{Store, notes};

/// A meeting, as it is shown to somebody.
#[derive(Clone, Debug)]
pub struct Shown {
    pub view: MeetingView,
    /// Whether they see it in their own right, and not by where they ask or what they are on the server.
    pub is_theirs: bool,
    /// Who was there, of one that is closed.
    pub attended: Option<Count>,
    /// Whether they may correct who was there: it has begun.
    pub may_correct: bool,
    /// Whether its notes can be read.
    pub has_notes: bool,
    /// Notes of earlier meetings that were approved at it, and by whom.
    pub approved_here: Vec<PriorApproval>,
    /// Who asks, where they are known.
    pub asker: Option<PersonId>,
}

/// Shows a meeting to somebody of its group.
pub async fn show(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Shown, ActionError> {
    let mut db = store.snapshot().await?;
    // In a direct message there is no guild to look around in: one must be known by the meeting.
    let visitor = match caller.guild {
        Some(_) => recognise(&mut db, caller).await?,
        None => identify(&mut db, caller, Some(meeting)).await?.visitor(caller),
    };
    let view = MeetingView::load(&mut db, visitor.organisation.id, meeting, now).await?;
    let view = view.with_reach(&mut db).await?.with_agenda(&mut db).await?;
    let actor = visitor.actor_in(&mut db, &view.group, now).await?;
    may_see(&view, &actor)?;
    let by_themselves = Actor { administrator: false, in_channel: false, ..actor.clone() };
    let is_theirs = visitor.person.is_some() && may_see(&view, &by_themselves).is_ok();
    let may = can(&actor, Action::ReportForAnother) && visitor.person.is_some();
    let is_closed = view.meeting.state == MeetingState::Held;
    let may_correct = may && (is_closed || view.meeting.takes_attendance(now).is_ok());
    let attended = match is_closed {
        true => Some(Register::of(&mut db, view.clone()).await?.count()),
        false => None,
    };
    let place = (view.group.organisation, view.meeting.id);
    let has_notes = notes::head(&mut db, place).await?.is_some_and(|head| head.number.is_some());
    let approved_here = approved_at(&mut db, place).await?;
    let asker = actor.person;
    Ok(Shown { view, is_theirs, attended, may_correct, has_notes, approved_here, asker })
}

/// Refuses whoever may not see a meeting: those of its group may, also who will sit there on the meeting's day.
pub fn may_see(view: &MeetingView, actor: &Actor) -> Result<(), ActionError> {
    let sits_then = actor.person.is_some_and(|person| can(&view.actor(person), Action::SeeGroup));
    if sits_then { Ok(()) } else { authorise(actor, Action::SeeGroup) }
}
