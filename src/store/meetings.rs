//! Meetings: when and where, how far they have come, and where they are talked about.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::wording::{Place, Reason};

/// Writes a new meeting. A group has at most one meeting that starts at the same time.
pub async fn insert(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO meeting (id, organisation, group_id, state, revision, starts, ends, place)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(meeting.id.0)
    .bind(meeting.organisation.0)
    .bind(meeting.group.0)
    .bind(meeting.state.word())
    .bind(meeting.revision)
    .bind(meeting.starts.timestamp())
    .bind(meeting.ends.timestamp())
    .bind(meeting.place.as_str())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what changes in a meeting's life: its state, revision, call and cancellation.
pub async fn update_state(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET state = $3, revision = $4, called = $5, cancelled_because = $6
         WHERE organisation = $1 AND id = $2",
    )
    .bind(meeting.organisation.0)
    .bind(meeting.id.0)
    .bind(meeting.state.word())
    .bind(meeting.revision)
    .bind(meeting.called.map(|at| at.timestamp()))
    .bind(meeting.cancelled_because.as_ref().map(Reason::as_str))
    .execute(db)
    .await?;
    Ok(())
}

/// One meeting of an organisation.
pub async fn meeting(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<Meeting>, StoreError> {
    let row = sqlx::query("SELECT * FROM meeting WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_meeting(&row)).transpose()?)
}

/// The coming meetings of a group: not begun and not cancelled, soonest first, at most `limit`.
pub async fn upcoming(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting
         WHERE organisation = $1 AND group_id = $2 AND starts > $3 AND state <> 'cancelled'
         ORDER BY starts LIMIT $4",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(now.timestamp())
    .bind(limit)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// Those of the coming meetings of a group that people have heard from or spoken of: called, or with a
/// reply. Soonest first.
pub async fn upcoming_in_use(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting m
         WHERE m.organisation = $1 AND m.group_id = $2 AND m.starts > $3 AND m.state <> 'cancelled'
           AND (m.state = 'called' OR EXISTS (SELECT 1 FROM reply r WHERE r.meeting = m.id))
         ORDER BY m.starts",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// The scheduled meetings of a group that start after `now` and before `bound`, soonest first.
/// Found by index: the time grows with what is found.
pub async fn meetings_to_call(
    db: &mut Connection,
    group: GroupId,
    now: DateTime<Utc>,
    bound: DateTime<Utc>,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting
         WHERE group_id = $1 AND state = 'scheduled' AND starts > $2 AND starts < $3
         ORDER BY starts",
    )
    .bind(group.0)
    .bind(now.timestamp())
    .bind(bound.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// The scheduled meeting of a group that starts soonest after `now`.
pub async fn soonest_to_call(
    db: &mut Connection,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<Option<Meeting>, StoreError> {
    let row = sqlx::query(
        "SELECT * FROM meeting
         WHERE group_id = $1 AND state = 'scheduled' AND starts > $2
         ORDER BY starts LIMIT 1",
    )
    .bind(group.0)
    .bind(now.timestamp())
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_meeting(&row)).transpose()?)
}

/// The thread in which a meeting is talked about, once it has been opened.
pub async fn thread_of(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<ChannelId>, StoreError> {
    let row = sqlx::query("SELECT thread FROM meeting WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.maybe_int("thread")).transpose()?.flatten().map(ChannelId))
}

/// Remembers a meeting's thread. The first one stays.
pub async fn set_thread(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    thread: ChannelId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET thread = $3 WHERE organisation = $1 AND id = $2 AND thread IS NULL",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(thread.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Where the meeting's newest message in the group's channel stands: its invitation, or before
/// that its announcement.
pub async fn post_of(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Option<(ChannelId, MessageId)>, StoreError> {
    let row = sqlx::query(
        "SELECT channel, message FROM notice
         WHERE organisation = $1 AND meeting = $2 AND state = 'sent' AND destination = 'channel'
           AND is_post = 1
         ORDER BY message DESC LIMIT 1",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_optional(db)
    .await?;
    let post = |row: AnyRow| Ok((ChannelId(row.int("channel")?), MessageId(row.int("message")?)));
    Ok(row.map(post).transpose().map_err(|error: sqlx::Error| error)?)
}

fn read_meeting(row: &AnyRow) -> Result<Meeting, sqlx::Error> {
    Ok(Meeting {
        id: MeetingId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        state: row.parsed_text("state", MeetingState::from_word)?,
        revision: row.int("revision")?,
        starts: row.instant("starts")?,
        ends: row.instant("ends")?,
        place: row.parsed_text("place", |text| Place::parse(text).ok())?,
        called: row.maybe_instant("called")?,
        cancelled_because: row
            .maybe_text("cancelled_because")?
            .and_then(|text| Reason::parse(&text).ok()),
    })
}
