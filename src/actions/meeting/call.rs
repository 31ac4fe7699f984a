//! Calling a meeting before its time, and why one is called late.

use chrono::{DateTime, Utc};

use super::{entry, run_by};
use crate::actions::calling::invite;
use crate::actions::question::Question;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller, typed};
use crate::domain::audit::Deed;
use crate::domain::id::MeetingId;
use crate::domain::meeting::{MeetingRefusal, MeetingState};
use crate::store::{Store, meeting_changes, meetings};

/// Sends a meeting's invitation out at once.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Meeting` for one that is cancelled, has begun or has been
/// called; `Asks` first.
pub async fn call(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    because: Option<String>,
    now: DateTime<Utc>,
) -> Result<MeetingView, ActionError> {
    let because = typed::reason(because.as_deref())?;
    let (mut work, _, view) = run_by(store, caller, meeting, now).await?;
    view.meeting.takes_replies(now)?;
    let called = view.meeting.call(now).ok_or(MeetingRefusal::AlreadyCalled)?;
    caller.asked(|| Question::Call(view.clone()))?;
    meetings::update_state(&mut work.db, &called).await?;
    if because.is_some() {
        let place = (work.organisation, meeting);
        meeting_changes::set_late_because(&mut work.db, place, because.as_ref()).await?;
    }
    let view = MeetingView::load(&mut work.db, work.organisation, meeting, now).await?;
    invite(&mut work, &view, &[]).await?;
    work.log([entry(&work, &view.meeting, Deed::MeetingCalled)]);
    work.meeting_changed(meeting);
    work.calendar_changed(view.group.id);
    work.commit().await?;
    Ok(view)
}

/// Says why a meeting is called late, which its invitation shows.
///
/// # Errors
/// As [`call`]; `Typed` for words that are missing or too long.
pub async fn say_why_late(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    because: &str,
    now: DateTime<Utc>,
) -> Result<MeetingView, ActionError> {
    let because = typed::words(because)?;
    let (mut work, _, view) = run_by(store, caller, meeting, now).await?;
    view.meeting.takes_replies(now)?;
    let place = (work.organisation, meeting);
    meeting_changes::set_late_because(&mut work.db, place, Some(&because)).await?;
    work.meeting_changed(meeting);
    work.commit().await?;
    let mut view = view;
    view.meeting.late_because = Some(because);
    Ok(view)
}

impl MeetingView {
    /// Whether whoever calls it now is asked why it is so late.
    pub fn asks_why_late(&self) -> bool {
        self.meeting.state == MeetingState::Called
            && self.meeting.late_because.is_none()
            && self.meeting.is_short_notice(&self.group.rule, self.now)
    }
}
