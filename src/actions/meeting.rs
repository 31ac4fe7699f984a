//! Scheduling, showing and cancelling meetings.

use chrono::{DateTime, NaiveDate, Utc};

use super::agenda::expected::tell_of_meeting;
use super::identity::{authorise, identify, recognise};
use super::notes::approve::approved_at;
use super::notices::meeting::{to_all, to_the_group};
use super::presence::{Count, Register};
use super::registry::refusal::RegisterRefusal;
use super::view::MeetingView;
use super::work::Work;
use super::{ActionError, Caller, typed};
use crate::domain::audit::{Deed, Detail, Entry};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId};
use crate::domain::meeting::{Meeting, MeetingDraft, MeetingKind, MeetingRefusal, MeetingState};
use crate::domain::notes::PriorApproval;
use crate::domain::notice::{Destination, MeetingNotice, Owed};
use crate::domain::permission::{Action, Actor, can};
use crate::domain::wording::Reason;
use crate::store::{Store, StoreError, meetings, notes};

/// What a chair fills in to schedule a meeting, as typed.
#[derive(Clone, Debug)]
pub struct Request {
    pub group: GroupId,
    pub date: String,
    pub time: String,
    pub place: String,
    /// The meeting's length.
    pub minutes: i64,
}

/// A meeting that was scheduled.
#[derive(Clone, Debug)]
pub struct Scheduled {
    pub view: MeetingView,
    /// When the invitation goes out; `None` when it went out at once, on short notice.
    pub call_at: Option<DateTime<Utc>>,
}

/// Schedules a meeting. The group is told at once; the invitation follows at its time, or at once
/// where that has passed.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Typed` for what cannot be read or
/// lies in the past; `Meeting` when the group meets at that time already.
pub async fn schedule(
    store: &Store,
    caller: Caller,
    request: Request,
    now: DateTime<Utc>,
) -> Result<Scheduled, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.open_group(&visitor, request.group, Action::RunMeetings).await?;
    let draft = draft(&group, &request, now)?;
    let after = |last: &NaiveDate| group.day_of(draft.starts) > *last;
    if group.day_of(draft.starts) < group.term.from {
        return Err(RegisterRefusal::GroupBegins(group.term.from).into());
    }
    if let Some(last) = group.term.to.filter(after) {
        return Err(RegisterRefusal::GroupEnded(last).into());
    }
    let scheduled = new_meeting(MeetingId(work.next_id()), &group, draft);
    let is_due = group.rule.is_due(scheduled.starts, now);
    meetings::insert(&mut work.db, &scheduled).await.map_err(|error| match error {
        StoreError::Duplicate(_) => ActionError::Meeting(MeetingRefusal::SameTime),
        other => other.into(),
    })?;
    let (meeting, kind) = match scheduled.call(now).filter(|_| is_due) {
        Some(called) => {
            meetings::update_state(&mut work.db, &called).await?;
            (called, MeetingNotice::Invitation)
        }
        None => (scheduled, MeetingNotice::Announcement),
    };
    work.log([entry(&work, &meeting, Deed::MeetingScheduled)]);
    work.calendar_changed(meeting.group);
    let view = MeetingView::load(&mut work.db, group.organisation, meeting.id, now).await?;
    match kind {
        MeetingNotice::Invitation => work.owe(to_all(&view, kind, now)),
        _ => work.owe([to_the_group(&meeting, kind, now)]),
    }
    work.commit().await?;
    let call_at = group.rule.call_at(meeting.starts).filter(|_| !is_due);
    Ok(Scheduled { view, call_at })
}

fn draft(
    group: &Group,
    request: &Request,
    now: DateTime<Utc>,
) -> Result<MeetingDraft, ActionError> {
    let date = typed::date(&request.date, group.day_of(now))?;
    let time = typed::time(&request.time)?;
    let place = typed::place(&request.place)?;
    Ok(MeetingDraft::parse(group, (date, time), request.minutes, place, now)?)
}

fn new_meeting(id: MeetingId, group: &Group, draft: MeetingDraft) -> Meeting {
    Meeting {
        id,
        organisation: group.organisation,
        group: group.id,
        kind: MeetingKind::Ordinary,
        state: MeetingState::Scheduled,
        revision: 0,
        dating: 0,
        starts: draft.starts,
        ends: draft.ends,
        place: draft.place,
        called: None,
        cancelled: None,
        cancelled_because: None,
        closed: None,
        changed: None,
    }
}

/// A line for the log about a meeting.
pub(super) fn entry(work: &Work<'_>, meeting: &Meeting, deed: Deed) -> Entry {
    let detail = Detail { meeting: Some(meeting.starts), ..Detail::default() };
    work.entry(deed).in_group(meeting.group).with(detail)
}

/// Cancels a meeting and tells the group.
pub async fn cancel(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    because: Option<String>,
    now: DateTime<Utc>,
) -> Result<MeetingView, ActionError> {
    let because = typed::reason(because.as_deref())?;
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::RunMeetings)?;
    let cancelled = cancel_in(&mut work, view, because).await?;
    let cancelled = cancelled.with_agenda(&mut work.db).await?;
    work.commit().await?;
    Ok(cancelled)
}

/// Cancels a meeting and tells the group, in the work of whatever cancels it.
pub(super) async fn cancel_in(
    work: &mut Work<'_>,
    view: MeetingView,
    because: Option<Reason>,
) -> Result<MeetingView, ActionError> {
    let meeting = view.meeting.cancel(because, work.now)?;
    meetings::update_state(&mut work.db, &meeting).await?;
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
}

/// Shows a meeting to somebody of its group.
pub async fn show(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Shown, ActionError> {
    let mut db = store.read().await?;
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
    Ok(Shown { view, is_theirs, attended, may_correct, has_notes, approved_here })
}

/// Refuses whoever may not see a meeting: those of its group may, also who will sit there on the meeting's day.
pub(super) fn may_see(view: &MeetingView, actor: &Actor) -> Result<(), ActionError> {
    let sits_then = actor.person.is_some_and(|person| can(&view.actor(person), Action::SeeGroup));
    if sits_then { Ok(()) } else { authorise(actor, Action::SeeGroup) }
}
