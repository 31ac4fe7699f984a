//! Which meetings are to be called, and when: kept with the meeting, so that what is due is found by an index.
//!
//! `+starts` keeps SQLite from looking through all that is to come by its start (sqlite.org/optoverview.html, 2.1): what is
//! due is few.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::groups::read_group;
use super::meetings::read_meeting;
use super::{Connection, StoreError};
use crate::domain::account::GuildId;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::meeting::Meeting;
use crate::domain::notice::MeetingNotice;

/// The organisations, with their guilds, of scheduled meetings of which it is not known when their
/// invitation goes out.
pub async fn organisations_to_plan(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, GuildId)>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, guild FROM organisation
         WHERE id IN (SELECT organisation FROM meeting
                      WHERE state = 'scheduled' AND call_due IS NULL AND +starts > $1)
         ORDER BY id",
    )
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_organisation_and_guild).collect::<Result<_, _>>()?)
}

/// The scheduled meetings of an organisation of which it is not known when their invitation goes out:
/// when each starts, and its group.
pub async fn unplanned(
    db: &mut Connection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<(MeetingId, DateTime<Utc>, Group)>, StoreError> {
    let rows = sqlx::query(
        "SELECT g.*, m.id AS meeting, m.starts FROM meeting m JOIN groups g ON g.id = m.group_id
         WHERE m.organisation = $1 AND m.state = 'scheduled' AND m.call_due IS NULL
           AND +m.starts > $2",
    )
    .bind(organisation.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    let unplanned = |row: &AnyRow| {
        Ok((MeetingId(row.int("meeting")?), row.instant("starts")?, read_group(row)?))
    };
    Ok(rows.iter().map(unplanned).collect::<Result<_, sqlx::Error>>()?)
}

/// Keeps when a meeting's invitation goes out.
pub async fn set_call_due(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE meeting SET call_due = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .bind(at.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// When the invitations of a group's meetings go out is to be worked out anew: its rule has changed.
pub async fn plan_anew(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET call_due = NULL
         WHERE +organisation = $1 AND group_id = $2 AND state = 'scheduled'",
    )
    .bind(organisation.0)
    .bind(group.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The organisations, with their guilds, of scheduled meetings whose invitation is due. Found by index:
/// the time grows with what is due.
pub async fn organisations_to_call(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, GuildId)>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, guild FROM organisation
         WHERE id IN (SELECT organisation FROM meeting
                      WHERE state = 'scheduled' AND call_due <= $1 AND +starts > $1)
         ORDER BY id",
    )
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_organisation_and_guild).collect::<Result<_, _>>()?)
}

/// The scheduled meetings of an organisation whose invitation is due and that have not begun.
pub async fn due_to_call(
    db: &mut Connection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting
         WHERE organisation = $1 AND state = 'scheduled' AND call_due <= $2 AND +starts > $2
         ORDER BY starts, id",
    )
    .bind(organisation.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// Which meetings began after `since` without having been called, and nobody has been told so; with their
/// organisations and guilds.
pub async fn begun_uncalled(
    db: &mut Connection,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, GuildId, Meeting)>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.*, o.guild FROM meeting m JOIN organisation o ON o.id = m.organisation
         WHERE m.state = 'scheduled' AND m.starts > $1 AND m.starts <= $2
           AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.meeting = m.id AND n.kind = $3)
         ORDER BY m.organisation, m.starts",
    )
    .bind(since.timestamp())
    .bind(now.timestamp())
    .bind(MeetingNotice::Missed.word())
    .fetch_all(db)
    .await?;
    let begun = |row: &AnyRow| {
        let meeting = read_meeting(row)?;
        Ok((meeting.organisation, GuildId(row.int("guild")?), meeting))
    };
    Ok(rows.iter().map(begun).collect::<Result<_, sqlx::Error>>()?)
}

/// When the next invitation is due of those of which that is known.
pub async fn next_call(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = sqlx::query(
        "SELECT call_due FROM meeting
         WHERE state = 'scheduled' AND call_due IS NOT NULL AND +starts > $1
         ORDER BY call_due LIMIT 1",
    )
    .bind(now.timestamp())
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.instant("call_due")).transpose()?)
}

fn read_organisation_and_guild(row: &AnyRow) -> Result<(OrganisationId, GuildId), sqlx::Error> {
    Ok((OrganisationId(row.int("id")?), GuildId(row.int("guild")?)))
}
