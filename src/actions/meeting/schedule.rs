//! Scheduling a meeting.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::entry;
use super::overlap::may_overlap;
use super::times::{self, TypedTimes};
use crate::actions::calling::invite;
use crate::actions::notices::meeting::to_the_group;
use crate::actions::registry::refusal::RegisterRefusal;
use crate::actions::typed::{self, Faults, Typed};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId};
use crate::domain::language::Language;
use crate::domain::local_time::ClockChange;
use crate::domain::meeting::{
    Lasts, Meeting, MeetingDraft, MeetingKind, MeetingRefusal, MeetingState,
};
use crate::domain::notice::MeetingNotice;
use crate::domain::permission::Action;
use crate::domain::wording::Reason;
use crate::store::{Store, StoreError, meetings};

/// How long a meeting is unless something else is said, in minutes.
const USUAL_MINUTES: i64 = 180;

/// What a chair fills in to schedule a meeting, as typed.
#[derive(Clone, Debug)]
pub struct Request {
    pub group: GroupId,
    /// The day; or day and time.
    pub date: String,
    pub time: Option<String>,
    pub place: String,
    /// The meeting's length.
    pub length: Option<String>,
    /// Where one takes part at a distance.
    pub link: Option<String>,
    /// A word to those who are called.
    pub remark: Option<String>,
    /// Why they are called late.
    pub because: Option<String>,
}

/// A meeting that was scheduled.
#[derive(Clone, Debug)]
pub struct Scheduled {
    pub view: MeetingView,
    /// When the invitation goes out; `None` when it went out at once, on short notice.
    pub call_at: Option<DateTime<Utc>>,
    /// What the clock does to the time that was typed.
    pub clock_change: Option<ClockChange>,
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
    let Read { draft, wished, because } = read(&group, &request, (caller.language, now))?;
    within_term(&group, draft.starts)?;
    may_overlap(&mut work, &visitor, (&group, None), (draft.starts, draft.ends)).await?;
    let scheduled = new_meeting(MeetingId(work.next_id()), &group, draft);
    let scheduled = Meeting { late_because: because, ..scheduled };
    let is_due = group.rule.is_due(scheduled.starts, now);
    meetings::insert(&mut work.db, &scheduled).await.map_err(|error| match error {
        StoreError::Duplicate(_) => ActionError::Meeting(MeetingRefusal::SameTime),
        other => other.into(),
    })?;
    let meeting = match scheduled.call(now).filter(|_| is_due) {
        Some(called) => {
            meetings::update_state(&mut work.db, &called).await?;
            called
        }
        None => scheduled,
    };
    work.log([entry(&work, &meeting, Deed::MeetingScheduled)]);
    work.calendar_changed(meeting.group);
    let view = MeetingView::load(&mut work.db, group.organisation, meeting.id, now).await?;
    match meeting.state {
        MeetingState::Called => invite(&mut work, &view, &[]).await?,
        _ => work.owe([to_the_group(&meeting, MeetingNotice::Announcement, now)]),
    }
    work.commit().await?;
    let call_at = group.rule.call_at(meeting.starts).filter(|_| !is_due);
    let clock_change = ClockChange::at(group.rule.zone, wished);
    Ok(Scheduled { view, call_at, clock_change })
}

/// Refuses a meeting before the group's first day or after its last.
pub(super) fn within_term(group: &Group, starts: DateTime<Utc>) -> Result<(), ActionError> {
    let day = group.day_of(starts);
    if day < group.term.from {
        return Err(RegisterRefusal::GroupBegins(group.term.from).into());
    }
    match group.term.to {
        Some(last) if day > last => Err(RegisterRefusal::GroupEndsBefore(last).into()),
        _ => Ok(()),
    }
}

/// What was typed, as it was read.
struct Read {
    draft: MeetingDraft,
    /// The start, on the wall.
    wished: NaiveDateTime,
    because: Option<Reason>,
}

/// Reads what was typed; everything that is wrong with it is told at once.
fn read(
    group: &Group,
    request: &Request,
    (language, now): (Language, DateTime<Utc>),
) -> Result<Read, ActionError> {
    let mut faults = Faults::default();
    let typed = TypedTimes {
        date: Some(&request.date),
        time: request.time.as_deref(),
        length: request.length.as_deref(),
    };
    let times = times::read(typed, times::asked(group, (language, now)), &mut faults);
    if times.is_some_and(|times| times.day.is_none()) {
        faults.add(Typed::LacksDay);
    }
    if times.is_some_and(|times| times.time.is_none()) {
        faults.add(Typed::LacksTime);
    }
    let place = faults.take(typed::place(&request.place));
    let link = request.link.as_deref().map(|link| faults.take(typed::link(link)));
    let remark = request.remark.as_deref().map(|remark| faults.take(typed::remark(remark)));
    let because = faults.take(typed::reason(request.because.as_deref()));
    faults.told()?;
    let read = times.and_then(|times| Some((times.day?, times.time?, times.lasts))).zip(place);
    let ((day, time, lasts), place) = read.ok_or(Typed::LacksTime)?;
    let lasts = lasts.unwrap_or(Lasts::For(TimeDelta::minutes(USUAL_MINUTES)));
    let wished = day.and_time(time);
    let told = (place, link.flatten(), remark.flatten());
    let draft = MeetingDraft::parse(group, wished, lasts, told, now);
    let draft = draft.map_err(|refusal| times::refused(refusal, wished))?;
    Ok(Read { draft, wished, because: because.flatten() })
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
        link: draft.link,
        remark: draft.remark,
        late_because: None,
        dated: None,
        datings: 0,
        withdrawn_datings: Vec::new(),
        called: None,
        cancelled: None,
        cancelled_because: None,
        closed: None,
        changed: None,
    }
}
