//! Agendas as they were: as each reader last saw one, and as it was before a notice tells of its changes.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::agenda::Seen;
use crate::domain::id::{MeetingId, OrganisationId, PersonId};

/// What somebody has seen of a meeting's agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenByPerson {
    /// When they last opened it; `None` for who has not yet.
    pub last: Option<Vec<Seen>>,
    /// When they opened it the time before.
    pub before: Option<Vec<Seen>>,
}

/// What somebody has seen of a meeting's agenda.
pub async fn by_person(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, person): (MeetingId, PersonId),
) -> Result<SeenByPerson, StoreError> {
    let row = sqlx::query(
        "SELECT seen, before FROM agenda_seen
         WHERE organisation = $1 AND meeting = $2 AND person = $3",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(person.0)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(SeenByPerson::default()) };
    let before = row.maybe_text("before")?.map(|_| read(&row, "before")).transpose()?;
    Ok(SeenByPerson { last: Some(read(&row, "seen")?), before })
}

/// Notes that somebody sees an agenda as it is now.
pub async fn note(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, person): (MeetingId, PersonId),
    seen: &[Seen],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO agenda_seen (organisation, meeting, person, seen) VALUES ($1, $2, $3, $4)
         ON CONFLICT (meeting, person) DO UPDATE SET before = agenda_seen.seen, seen = $4",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(person.0)
    .bind(written(seen))
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what a person has seen.
pub async fn forget_of(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM agenda_seen WHERE organisation = $1 AND person = $2")
        .bind(organisation.0)
        .bind(person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets how the agendas of meetings looked that ended before `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let mut forgotten = 0;
    for statement in [
        "DELETE FROM agenda_seen
         WHERE organisation = $1
           AND meeting IN (SELECT id FROM meeting WHERE organisation = $1 AND ends < $2)",
        "DELETE FROM agenda_before
         WHERE organisation = $1
           AND meeting IN (SELECT id FROM meeting WHERE organisation = $1 AND ends < $2)",
    ] {
        let done = sqlx::query(statement).bind(organisation.0).bind(limit.timestamp());
        forgotten += done.execute(&mut *db).await?.rows_affected();
    }
    Ok(forgotten)
}

/// Keeps a meeting's agenda as it was before the changes that a notice of this occasion tells of.
pub async fn keep_before(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, occasion): (MeetingId, i64),
    before: &[Seen],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO agenda_before (organisation, meeting, occasion, before) VALUES ($1, $2, $3, $4)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(occasion)
    .bind(written(before))
    .execute(db)
    .await?;
    Ok(())
}

/// A meeting's agenda as it was before the changes that a notice of this occasion tells of.
pub async fn before(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, occasion): (MeetingId, i64),
) -> Result<Option<Vec<Seen>>, StoreError> {
    let row = sqlx::query(
        "SELECT before FROM agenda_before
         WHERE organisation = $1 AND meeting = $2 AND occasion = $3",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(occasion)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read(&row, "before")).transpose()?)
}

fn written(seen: &[Seen]) -> String {
    serde_json::to_string(seen).unwrap_or_default()
}

fn read(row: &AnyRow, column: &str) -> Result<Vec<Seen>, sqlx::Error> {
    row.parsed_text(column, |text| serde_json::from_str(text).ok())
}
