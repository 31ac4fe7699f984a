//! Calling: when the invitation to each meeting goes out, and that it does.
//!
//! When it goes out follows from a meeting's start and its group's rule. It is kept with the meeting,
//! so that what is due is found by index, and worked out here alone: whoever schedules a meeting or
//! changes a rule leaves it open.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::meeting::{ask_which, expected};
use super::notices::meeting::{TOLD_LATE, to_all, to_the_group};
use super::view::MeetingView;
use super::work::{InAll, Work};
use crate::domain::account::GuildId;
use crate::domain::group::Group;
use crate::domain::id::OrganisationId;
use crate::domain::meeting::Meeting;
use crate::domain::notice::{Destination, MeetingNotice, Owed};
use crate::store::{Store, calling, meetings};

/// When an invitation goes out for which no firing comes before the deadline: at once.
const AT_ONCE: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn call_due(group: &Group, starts: DateTime<Utc>) -> DateTime<Utc> {
    group.rule.call_at(starts).unwrap_or(AT_ONCE)
}

/// Works out when invitations go out, where that is open. Returns for how many meetings.
pub async fn plan(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let organisations = {
        let mut db = store.read().await?;
        calling::organisations_to_plan(&mut db, now).await?
    };
    let mut planned = InAll::default();
    for organisation in organisations {
        planned.add(plan_in(store, organisation, now).await);
    }
    planned.done()
}

async fn plan_in(
    store: &Store,
    organisation: (OrganisationId, GuildId),
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, organisation, now).await?;
    let open = calling::unplanned(&mut work.db, organisation.0, now).await?;
    for (meeting, starts, group) in &open {
        let due = call_due(group, *starts);
        calling::set_call_due(&mut work.db, organisation.0, *meeting, due).await?;
    }
    work.commit().await?;
    Ok(open.len())
}

/// Calls the meetings whose invitation is due, an organisation at a time. Returns how many: calling
/// twice, from wherever, does nothing more.
pub async fn call(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let organisations = {
        let mut db = store.read().await?;
        calling::organisations_to_call(&mut db, now).await?
    };
    let mut called = InAll::default();
    for organisation in organisations {
        called.add(call_in(store, organisation, now).await);
    }
    called.done()
}

async fn call_in(
    store: &Store,
    organisation: (OrganisationId, GuildId),
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut count = 0;
    let mut views: Vec<MeetingView> = Vec::new();
    let mut work = Work::in_organisation(store, organisation, now).await?;
    for due in calling::due_to_call(&mut work.db, organisation.0, now).await? {
        let Some(called) = due.call(now) else { continue };
        meetings::update_state(&mut work.db, &called).await?;
        let view = MeetingView::load(&mut work.db, organisation.0, called.id, now).await?;
        invite(&mut work, &view, &views).await?;
        work.meeting_changed(called.id);
        work.calendar_changed(called.group);
        count += 1;
        // They come in the order in which they begin: what is over by then is at nobody's time any more.
        views.retain(|before| before.meeting.ends > view.meeting.starts);
        views.push(view);
    }
    work.commit().await?;
    Ok(count)
}

/// Owes the invitation to a meeting that has just been called, and asks whoever is called to another at the same time.
/// What is at hand of others need not be read.
pub(super) async fn invite(
    work: &mut Work<'_>,
    view: &MeetingView,
    at_hand: &[MeetingView],
) -> Result<(), ActionError> {
    let now = work.now;
    work.owe(to_all(view, MeetingNotice::Invitation, now));
    ask_which(work, (view, &expected(view)), at_hand, now).await
}

/// Tells the officials of meetings that began without having been called, because the bot was not there when
/// they were due. Returns of how many.
pub async fn tell_missed(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let begun = {
        let mut db = store.read().await?;
        calling::begun_uncalled(&mut db, now - TOLD_LATE, now).await?
    };
    let mut told = InAll::default();
    for (organisation, guild, meeting) in begun {
        told.add(tell_of_missed(store, (organisation, guild), &meeting, now).await);
    }
    told.done()
}

async fn tell_of_missed(
    store: &Store,
    organisation: (OrganisationId, GuildId),
    meeting: &Meeting,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, organisation, now).await?;
    let told = to_the_group(meeting, MeetingNotice::Missed, now);
    work.owe([Owed { destination: Destination::Officials, ..told }]);
    // The announcement says when it goes out.
    work.meeting_changed(meeting.id);
    work.commit().await?;
    Ok(1)
}

/// When the next invitation is due, if a meeting waits for one: not before `now`.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let mut next = calling::next_call(&mut db, now).await?;
    for (organisation, _) in calling::organisations_to_plan(&mut db, now).await? {
        let open = calling::unplanned(&mut db, organisation, now).await?;
        let open = open.iter().map(|(_, starts, group)| call_due(group, *starts));
        next = next.into_iter().chain(open).min();
    }
    Ok(next.map(|at| at.max(now)))
}
