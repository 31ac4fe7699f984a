//! Cancelling a meeting.

use chrono::{DateTime, Utc};

use super::change::untold;
use super::{entry, run_by};
use crate::actions::agenda::expected::tell_of_meeting;
use crate::actions::notices::meeting::{to_all, to_the_group};
use crate::actions::question::Question;
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, typed};
use crate::domain::audit::Deed;
use crate::domain::id::MeetingId;
use crate::domain::meeting::MeetingDraft;
use crate::domain::meeting_change::MeetingSeen;
use crate::domain::notice::{Destination, MeetingNotice, Owed};
use crate::domain::wording::Reason;
use crate::store::{Store, meeting_changes, meetings};

/// Cancels a meeting and tells the group.
pub async fn cancel(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    because: Option<String>,
    now: DateTime<Utc>,
) -> Result<MeetingView, ActionError> {
    let because = typed::reason(because.as_deref())?;
    let (mut work, _, view) = run_by(store, caller, meeting, now).await?;
    view.meeting.takes_replies(now)?;
    caller.asked(|| Question::Cancel(view.clone()))?;
    let cancelled = cancel_in(&mut work, view, because).await?;
    let cancelled = cancelled.with_agenda(&mut work.db).await?;
    work.commit().await?;
    Ok(cancelled)
}

/// Cancels a meeting and tells the group, in the work of whatever cancels it.
pub async fn cancel_in(
    work: &mut Work<'_>,
    view: MeetingView,
    because: Option<Reason>,
) -> Result<MeetingView, ActionError> {
    let view = as_people_know_it(work, view).await?;
    let meeting = view.meeting.cancel(because, work.now)?;
    meetings::update_state(&mut work.db, &meeting).await?;
    let place = (work.organisation, meeting.id);
    meeting_changes::note_shown(&mut work.db, place, work.now).await?;
    let cancelled = MeetingView { meeting, ..view };
    work.owe(to_all(&cancelled, MeetingNotice::Cancellation, work.now));
    let to_group = to_the_group(&cancelled.meeting, MeetingNotice::Cancellation, work.now);
    work.owe([Owed { destination: Destination::Officials, ..to_group }]);
    work.log([entry(work, &cancelled.meeting, Deed::MeetingCancelled)]);
    work.meeting_changed(cancelled.meeting.id);
    work.calendar_changed(cancelled.meeting.group);
    tell_of_meeting(work, &cancelled.meeting).await?;
    Ok(cancelled)
}

/// A meeting without the changes of which nobody has heard: its cancellation names the day that people know.
async fn as_people_know_it(
    work: &mut Work<'_>,
    mut view: MeetingView,
) -> Result<MeetingView, ActionError> {
    let Some((_, told)) = untold(work, &view.meeting).await? else { return Ok(view) };
    let MeetingSeen { starts, ends, place, link, remark, .. } = told.clone();
    let draft = MeetingDraft { starts, ends, place, link, remark };
    if let Ok(back) = view.meeting.revise(draft, &told, work.now) {
        meeting_changes::update_told(&mut work.db, &back).await?;
        view.meeting = back;
    }
    Ok(view)
}
