//! Moving a meeting, and changing what else was told of it.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::overlap::may_overlap;
use super::schedule::within_term;
use super::times::{self, Times, TypedTimes};
use super::{ask_which, entry, expected, run_by};
use crate::actions::agenda::expected::tell_of_meeting;
use crate::actions::calling::invite;
use crate::actions::ladder::owe_consequences;
use crate::actions::notices::meeting::changed;
use crate::actions::question::Question;
use crate::actions::registry::settings_request::is_none;
use crate::actions::typed::{self, Faults};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::cover::Cover;
use crate::domain::group::Group;
use crate::domain::id::{MeetingId, made_at};
use crate::domain::ladder::Cause;
use crate::domain::language::Language;
use crate::domain::local_time::{ClockChange, wall};
use crate::domain::meeting::{Lasts, Meeting, MeetingDraft, MeetingRefusal};
use crate::domain::meeting_change::{GATHERED, MeetingChange, MeetingSeen, meeting_changes};
use crate::store::{Store, StoreError, meeting_changes as kept, meetings, outbox};

/// What a chair fills in to change a meeting, as typed; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ChangeRequest {
    /// The day; or day and time.
    pub date: Option<String>,
    pub time: Option<String>,
    pub length: Option<String>,
    pub place: Option<String>,
    /// Where one takes part at a distance; or that there is no such place.
    pub link: Option<String>,
    /// A word to those who are called; or none.
    pub remark: Option<String>,
}

/// A meeting that was changed.
#[derive(Clone, Debug)]
pub struct Changed {
    pub view: MeetingView,
    pub before: MeetingSeen,
    pub changes: Vec<MeetingChange>,
    /// Whether whoever had answered is asked anew.
    pub asks_anew: bool,
    /// It is as people know it: what was changed within the minute is changed back.
    pub is_as_told: bool,
    /// Whether the invitation goes out at once, on short notice.
    pub is_called_now: bool,
    /// What the clock does to the time that was typed.
    pub clock_change: Option<ClockChange>,
}

/// Changes a meeting. Those who know of it are told within a minute, once for all that is changed until then.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Typed` for what cannot be read; `Meeting` for one that is
/// cancelled or has begun, a time that has passed or at which the group meets already, and where nothing would change.
pub async fn change(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    request: ChangeRequest,
    now: DateTime<Utc>,
) -> Result<Changed, ActionError> {
    let (mut work, known, before) = run_by(store, caller, meeting, now).await?;
    before.meeting.takes_replies(now)?;
    let (draft, wished) = draft(&before, &request, (caller.language, now))?;
    within_term(&before.group, draft.starts)?;
    if (draft.starts, draft.ends) != (before.meeting.starts, before.meeting.ends) {
        let visitor = known.clone().visitor(caller);
        let about = (&before.group, Some(&before));
        may_overlap(&mut work, &visitor, about, (draft.starts, draft.ends)).await?;
    }
    let untold = untold(&mut work, &before.meeting).await?;
    let told = untold.as_ref().map_or_else(|| before.meeting.seen(), |(_, told)| told.clone());
    let was_untold = untold.is_some();
    let revised = before.meeting.revise(draft, &told, now)?;
    let occasion = match untold {
        // What is changed within a minute is told as one.
        Some((occasion, _)) => occasion,
        None => {
            let (place, occasion) = ((work.organisation, meeting), work.next_id());
            kept::keep_before(&mut work.db, place, (occasion, &told)).await?;
            occasion
        }
    };
    let is_called_now = write(&mut work, caller, (&before.group, &revised)).await?;
    let after = MeetingView::load(&mut work.db, work.organisation, meeting, now).await?;
    let asks_anew = told.dating != after.meeting.dating;
    let is_as_told = after.meeting.seen() == told;
    if is_as_told {
        take_back(&mut work, &after, occasion).await?;
    } else {
        let cause = Cause { id: occasion, last: occasion, word_of: None, asks_anew };
        let gone = owe_consequences(&mut work, (&before, &after), cause).await?.gone;
        // An invitation that goes out now says it all.
        work.owe(changed(&after, occasion, &gone).filter(|_| !is_called_now));
    }
    if is_called_now {
        invite(&mut work, &after, &[]).await?;
    } else if (before.meeting.starts, before.meeting.ends)
        != (after.meeting.starts, after.meeting.ends)
    {
        ask_which(&mut work, (&after, &expected(&after)), &[], now + GATHERED).await?;
    }
    work.meeting_changed(meeting);
    work.calendar_changed(after.group.id);
    tell_of_meeting(&mut work, &after.meeting).await?;
    log(&mut work, (&before.meeting, &after.meeting));
    let asks_anew = asks_anew && (has_words(&before) || was_untold);
    let changes = meeting_changes(&before.meeting.seen(), &after.meeting.seen());
    let clock_change = wished.and_then(|wished| ClockChange::at(before.group.rule.zone, wished));
    // For whether there is time enough for it.
    let (view, before) = (after.with_agenda(&mut work.db).await?, before.meeting.seen());
    work.commit().await?;
    Ok(Changed { view, before, changes, asks_anew, is_as_told, is_called_now, clock_change })
}

/// Whether somebody has said anything, or is asked.
fn has_words(view: &MeetingView) -> bool {
    let mut seats = view.seats.iter();
    seats.any(|seat| {
        seat.standing.absence.is_some() || seat.standing.confirmed || seat.asked().is_some()
    })
}

/// Writes how a meeting is from now on, and calls it where its invitation is due by that, which is asked first. Returns whether it is.
async fn write(
    work: &mut Work<'_>,
    caller: Caller,
    (group, revised): (&Group, &Meeting),
) -> Result<bool, ActionError> {
    let is_due = group.rule.is_due(revised.starts, work.now);
    let called = revised.call(work.now).filter(|_| is_due);
    if called.is_some() {
        caller.asked(|| Question::CallsNow(group.clone(), vec![revised.clone()]))?;
    }
    kept::update_told(&mut work.db, revised).await.map_err(|error| match error {
        StoreError::Duplicate(_) => ActionError::Meeting(MeetingRefusal::SameTime),
        other => other.into(),
    })?;
    if let Some(called) = &called {
        meetings::update_state(&mut work.db, called).await?;
    }
    Ok(called.is_some())
}

/// A meeting is again as people know it: nobody has heard of anything, and nobody will. But whoever is asked about an absence, and
/// has not heard of that either, does.
async fn take_back(
    work: &mut Work<'_>,
    view: &MeetingView,
    occasion: i64,
) -> Result<(), ActionError> {
    let place = (work.organisation, view.meeting.id);
    kept::take_back(&mut work.db, place, occasion).await?;
    for seat in view.seats.iter().filter(|seat| seat.cover == Cover::Awaiting) {
        let Some((person, absence)) = seat.asked().zip(seat.standing.absence) else { continue };
        let asked = (seat.occupied.seat.id, person.id, absence);
        outbox::revive_summons(&mut work.db, place, asked, work.now).await?;
    }
    Ok(())
}

/// Changes of which nobody has heard: by their occasion, with how the meeting was before. An invitation that has gone out
/// since has told all.
pub(super) async fn untold(
    work: &mut Work<'_>,
    meeting: &Meeting,
) -> Result<Option<(i64, MeetingSeen)>, ActionError> {
    let untold = kept::untold(&mut work.db, (work.organisation, meeting.id)).await?;
    let is_told = |occasion: i64| {
        meeting.called.zip(made_at(occasion)).is_some_and(|(called, since)| called > since)
    };
    Ok(untold.filter(|(occasion, _)| !is_told(*occasion)))
}

/// Reads what was typed; everything that is wrong with it is told at once. Also the time on the wall, where one was typed.
fn draft(
    view: &MeetingView,
    request: &ChangeRequest,
    (language, now): (Language, DateTime<Utc>),
) -> Result<(MeetingDraft, Option<NaiveDateTime>), ActionError> {
    let (group, meeting) = (&view.group, &view.meeting);
    let mut faults = Faults::default();
    let typed = TypedTimes {
        date: request.date.as_deref(),
        time: request.time.as_deref(),
        length: request.length.as_deref(),
    };
    let times = times::read(typed, times::asked(group, (language, now)), &mut faults);
    let place = request.place.as_deref().map(|place| faults.take(typed::place(place)));
    let given = |text: &Option<String>| text.clone().filter(|text| !is_none(text));
    let link = given(&request.link).map(|link| faults.take(typed::link(&link)));
    let remark = given(&request.remark).map(|remark| faults.take(typed::remark(&remark)));
    faults.told()?;
    let kept = |is_given: bool| !is_given;
    let told = (
        place.flatten().unwrap_or_else(|| meeting.place.clone()),
        link.flatten().or_else(|| meeting.link.clone().filter(|_| kept(request.link.is_some()))),
        remark
            .flatten()
            .or_else(|| meeting.remark.clone().filter(|_| kept(request.remark.is_some()))),
    );
    let Times { day, time, lasts } = times.unwrap_or_default();
    let was = wall(group.rule.zone, meeting.starts);
    let starts = day.unwrap_or(was.date()).and_time(time.unwrap_or(was.time()));
    let wished = Some(starts).filter(|_| day.is_some() || time.is_some());
    let draft = match (wished, lasts) {
        (None, None) => {
            let (starts, ends) = (meeting.starts, meeting.ends);
            let (place, link, remark) = told;
            MeetingDraft { starts, ends, place, link, remark }
        }
        (_, lasts) => {
            let lasts = lasts.unwrap_or(as_long_as(group, meeting));
            let draft = MeetingDraft::parse(group, starts, lasts, told, now);
            draft.map_err(|refusal| times::refused(refusal, starts))?
        }
    };
    Ok((draft, wished))
}

/// As long as a meeting is, by the clock on the wall.
fn as_long_as(group: &Group, meeting: &Meeting) -> Lasts {
    let [starts, ends] = [meeting.starts, meeting.ends].map(|at| wall(group.rule.zone, at));
    match ends > starts {
        true => Lasts::ByTheClock(ends - starts),
        false => Lasts::For(meeting.ends - meeting.starts),
    }
}

/// The log has when a meeting was and is, and else that it was changed.
fn log(work: &mut Work<'_>, (before, after): (&Meeting, &Meeting)) {
    let deed = match before.starts == after.starts {
        true => Deed::MeetingEdited,
        false => Deed::MeetingMoved,
    };
    let mut line = entry(work, before, deed);
    line.detail.moved_to = (deed == Deed::MeetingMoved).then_some(after.starts);
    work.log([line]);
}
