//! What is told by the clock: those expected are reminded, the officials see how a meeting stands, and of whoever was asked and is
//! silent they hear (product rules, "Calling a meeting" and "Absence and the substitution ladder").
//!
//! What is due is owed, once for each dating of a meeting and each question; whether anybody is helped by it is looked at when
//! it is told.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::notices::meeting::{TOLD_LATE, reminder, summary};
use super::timed::{END_OF_TIME, MOST, first_due, latest_beside};
use super::view::MeetingView;
use super::work::{InAll, Work};
use crate::domain::account::GuildId;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, MeetingNotice, Owed, SeatNotice};
use crate::domain::reminder::{Ahead, after_quiet_hours, alarmed_at, reminded_at};
use crate::store::Store;
use crate::store::reminders::{self, Asked};

/// Owes what is due at `now`. Returns how much that was.
pub async fn remind(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let is_to_begin = {
        let mut db = store.read().await?;
        reminders::is_to_begin(&mut db).await?
    };
    if is_to_begin {
        let mut db = store.writer().await?;
        reminders::begin(&mut db, now).await?;
    }
    let mut owed = InAll::default();
    for ahead in [Ahead::Summary, Ahead::Reminder] {
        let meetings = {
            let mut db = store.read().await?;
            let starting = (now - TOLD_LATE, now + ahead.longest());
            reminders::meetings_to_tell(&mut db, kind(ahead), starting, MOST).await?
        };
        for (guild, zone, meeting) in meetings {
            if ahead.due(zone, meeting.starts) <= now {
                owed.add(tell(store, (guild, &meeting), ahead, now).await);
            }
        }
    }
    let asked = {
        let mut db = store.read().await?;
        reminders::asked(&mut db, now - TOLD_LATE).await?
    };
    for one in asked {
        if let Some((_, told)) = follow_up(&one).filter(|(at, _)| *at <= now) {
            owed.add(tell_of_silence(store, &one, told, now).await);
        }
    }
    owed.done()
}

/// When something is due next, if that is known.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let mut due = Vec::new();
    for ahead in [Ahead::Summary, Ahead::Reminder] {
        let (kind, since) = (kind(ahead), now - TOLD_LATE);
        let first = reminders::meetings_to_tell(&mut db, kind, (since, END_OF_TIME), 1).await?;
        let until = latest_beside(&first, |meeting| meeting.starts);
        let soon = reminders::meetings_to_tell(&mut db, kind, (since, until), MOST).await?;
        due.extend(first_due(&soon, |zone, meeting| ahead.due(zone, meeting.starts)));
    }
    let asked = reminders::asked(&mut db, now - TOLD_LATE).await?;
    due.extend(asked.iter().filter_map(follow_up).map(|(at, _)| at));
    Ok(due.into_iter().min().map(|at| at.max(now)))
}

const fn kind(ahead: Ahead) -> MeetingNotice {
    match ahead {
        Ahead::Reminder => MeetingNotice::Reminder,
        Ahead::Summary => MeetingNotice::Summary,
    }
}

async fn tell(
    store: &Store,
    (guild, meeting): (GuildId, &Meeting),
    ahead: Ahead,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, (meeting.organisation, guild), now).await?;
    let view = MeetingView::load(&mut work.db, meeting.organisation, meeting.id, now).await?;
    // It may have been moved since.
    let is_due = ahead.due(view.group.rule.zone, view.meeting.starts) <= now;
    if !is_due || view.meeting.state != MeetingState::Called {
        return Ok(0);
    }
    match ahead {
        Ahead::Reminder => work.owe(reminder(&view)),
        Ahead::Summary => work.owe([summary(&view)]),
    }
    work.commit().await?;
    Ok(1)
}

/// What follows next if a substitute stays silent, and when. Whoever could not be asked is not reminded.
fn follow_up(asked: &Asked) -> Option<(DateTime<Utc>, (SeatNotice, Destination))> {
    let at = reminded_at(asked.zone, asked.at, asked.starts);
    // In a night before the meeting there is no time to be reminded, and to be waited for.
    if asked.is_reached && asked.reminded.is_none() && at < asked.starts {
        return Some((at, (SeatNotice::SummonsReminder, Destination::Direct)));
    }
    // Nobody is silent who has not been reminded yet.
    if asked.is_being_reminded {
        return None;
    }
    // A reminder that was late gives as much time to answer as one that was not, also one that waits for the morning.
    let late = asked.reminded.map(|reminded| after_quiet_hours(asked.zone, reminded));
    let reminded = late.map_or(at, |reminded| reminded.max(at));
    let at = alarmed_at(asked.at, reminded, asked.starts);
    Some((at, (SeatNotice::Silence, Destination::Officials)))
}

async fn tell_of_silence(
    store: &Store,
    asked: &Asked,
    (kind, destination): (SeatNotice, Destination),
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let organisation = (asked.organisation, asked.guild);
    let mut work = Work::in_organisation(store, organisation, now).await?;
    work.owe([Owed {
        organisation: asked.organisation,
        kind: kind.into(),
        subject: asked.subject,
        occasion: asked.occasion,
        again: asked.again,
        destination,
        person: Some(asked.substitute),
        caused_by: None,
        due: now,
    }]);
    work.commit().await?;
    Ok(1)
}
