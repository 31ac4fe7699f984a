//! A meeting is closed, and its register of attendance with it; nobody closes it, and the officials are asked.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::correct::keep;
use super::{PlaceShown, Register};
use crate::actions::identity::authorise;
use crate::actions::meeting::entry;
use crate::actions::notices::meeting::{TOLD_LATE, to_the_group};
use crate::actions::notices::notes::about_notes;
use crate::actions::timed::{END_OF_TIME, MOST, first_due, latest_beside};
use crate::actions::view::MeetingView;
use crate::actions::work::{InAll, Work};
use crate::actions::{ActionError, Caller, typed};
use crate::domain::account::GuildId;
use crate::domain::audit::Deed;
use crate::domain::id::MeetingId;
use crate::domain::local_time::{instant, wall};
use crate::domain::meeting::Meeting;
use crate::domain::notice::{Destination, MeetingNotice, NotesNotice, Owed};
use crate::domain::permission::Action;
use crate::store::{Store, meetings, presences};

/// Closes a meeting: it was held, and its register stands.
///
/// # Errors
/// `Denied` for others than official, chair and vice chair; `Meeting` for one that has not begun, is closed or cancelled.
pub async fn close(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Register, ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::WriteNotes)?;
    let register = Register::of(&mut work.db, view).await?;
    let register = close_in(&mut work, register).await?;
    work.commit().await?;
    Ok(register)
}

/// Closes a meeting, in the work of whatever closes it. Whoever attended is asked for a word to the other of their pair.
pub(in crate::actions) async fn close_in(
    work: &mut Work<'_>,
    register: Register,
) -> Result<Register, ActionError> {
    let closed = register.view.meeting.close(work.now)?;
    let of_meeting = (work.organisation, closed.id);
    // What was said of somebody who is not expected any more goes.
    presences::clear(&mut work.db, of_meeting).await?;
    for one in &register.places {
        keep(work, closed.id, one.place, &one.lines).await?;
    }
    let frozen: Vec<_> = register.places.iter().map(PlaceShown::to_freeze).collect();
    presences::freeze(&mut work.db, of_meeting, &frozen).await?;
    meetings::update_state(&mut work.db, &closed).await?;
    work.log([entry(work, &closed, Deed::MeetingClosed)]);
    work.meeting_changed(closed.id);
    let view = MeetingView { meeting: closed, ..register.view.clone() };
    work.owe([about_notes(&view, NotesNotice::Ask, Destination::Thread, work.now)]);
    Ok(Register { view, ..register })
}

/// Opens a meeting again that was closed, so that its register can be corrected. What stands in it stays.
///
/// # Errors
/// `Denied`; `Meeting` for one that is not closed; `Typed` without a reason.
pub async fn reopen(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    because: &str,
    now: DateTime<Utc>,
) -> Result<Register, ActionError> {
    let because = typed::words(because)?;
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::WriteNotes)?;
    let open = view.meeting.reopen()?;
    meetings::update_state(&mut work.db, &open).await?;
    presences::thaw(&mut work.db, (work.organisation, meeting)).await?;
    let mut line = entry(&work, &open, Deed::MeetingReopened);
    line.detail.because = Some(because.to_string());
    work.log([line]);
    work.meeting_changed(meeting);
    let register = Register::of(&mut work.db, MeetingView { meeting: open, ..view }).await?;
    work.commit().await?;
    Ok(register)
}

/// May the caller open a meeting again?
///
/// # Errors
/// As [`reopen`].
pub async fn may_reopen(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let register = super::show(store, caller, meeting, now).await?;
    register.view.meeting.reopen()?;
    Ok(())
}

/// At what time of the next day whoever runs a meeting is asked to close it.
const ASKED_AT: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");

/// When the officials are asked to close a meeting: the day after.
fn asked_at(zone: Tz, meeting: &Meeting) -> DateTime<Utc> {
    let day = wall(zone, meeting.ends).date();
    let next = day.succ_opt().unwrap_or(day);
    instant(zone, next.and_time(ASKED_AT))
}

/// Asks the officials to close what was held and nobody has closed. Returns of how many meetings.
pub async fn ask(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let over = {
        let mut db = store.read().await?;
        meetings::to_close(&mut db, (now - TOLD_LATE, now), MOST).await?
    };
    let mut asked = InAll::default();
    for (guild, zone, meeting) in over {
        if asked_at(zone, &meeting) <= now {
            asked.add(ask_for(store, guild, &meeting, now).await);
        }
    }
    asked.done()
}

async fn ask_for(
    store: &Store,
    guild: GuildId,
    meeting: &Meeting,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, (meeting.organisation, guild), now).await?;
    let asked = to_the_group(meeting, MeetingNotice::NotClosed, now);
    work.owe([Owed { destination: Destination::Officials, ..asked }]);
    work.commit().await?;
    Ok(1)
}

/// When the officials are asked next, if a meeting is to be closed.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let since = now - TOLD_LATE;
    let first = meetings::to_close(&mut db, (since, END_OF_TIME), 1).await?;
    let until = latest_beside(&first, |meeting| meeting.ends);
    let soon = meetings::to_close(&mut db, (since, until), MOST).await?;
    Ok(first_due(&soon, asked_at).map(|at| at.max(now)))
}
