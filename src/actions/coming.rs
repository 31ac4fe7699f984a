//! The coming meetings of a group.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::view::MeetingView;
use crate::domain::group::Group;
use crate::domain::id::MeetingId;
use crate::domain::meeting::Meeting;
use crate::store::{Connection, meetings};

/// Those that a change of people may reach, as they stand: that are called, or of which something has
/// been said.
pub(super) async fn in_use(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let meetings = meetings::upcoming_in_use(db, group.organisation, group.id, now).await?;
    views(db, group, &meetings, now).await
}

/// All of them.
pub(super) async fn all(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, ActionError> {
    Ok(meetings::upcoming(db, group.organisation, group.id, now, i64::MAX).await?)
}

/// The soonest so many, as they stand.
pub(super) async fn soonest(
    db: &mut Connection,
    group: &Group,
    most: i64,
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let meetings = meetings::upcoming(db, group.organisation, group.id, now, most).await?;
    views(db, group, &meetings, now).await
}

async fn views(
    db: &mut Connection,
    group: &Group,
    meetings: &[Meeting],
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let ids: Vec<MeetingId> = meetings.iter().map(|meeting| meeting.id).collect();
    MeetingView::load_all(db, group.organisation, &ids, now).await
}
