//! The coming meetings of a group.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::view::MeetingView;
use crate::domain::group::Group;
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
    views(db, &meetings, now).await
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
    views(db, &meetings, now).await
}

async fn views(
    db: &mut Connection,
    meetings: &[Meeting],
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let mut views = Vec::new();
    for meeting in meetings {
        views.push(MeetingView::load(db, meeting.organisation, meeting.id, now).await?);
    }
    Ok(views)
}
