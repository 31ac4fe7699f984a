//! What is changed about meetings, and how they were before notices tell of it.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::meetings::update_times;
use super::{Connection, StoreError};
use crate::domain::account::GuildId;
use crate::domain::id::{MeetingId, OrganisationId, made_at};
use crate::domain::link::Link;
use crate::domain::meeting::Meeting;
use crate::domain::meeting_change::MeetingSeen;
use crate::domain::wording::{Reason, Remark};

/// Writes what people are told of a meeting, and leaves open when it is called.
pub async fn update_told(db: &mut Connection, meeting: &Meeting) -> Result<(), StoreError> {
    update_times(&mut *db, meeting).await?;
    sqlx::query(
        "UPDATE meeting SET place = $3, link = $4, remark = $5, call_due = NULL
         WHERE organisation = $1 AND id = $2",
    )
    .bind(meeting.organisation.0)
    .bind(meeting.id.0)
    .bind(meeting.place.as_str())
    .bind(meeting.link.as_ref().map(Link::as_str))
    .bind(meeting.remark.as_ref().map(Remark::as_str))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes why those who are called are called late.
pub async fn set_late_because(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    because: Option<&Reason>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE meeting SET late_because = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .bind(because.map(Reason::as_str))
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps a meeting as it was before the changes that a notice of this occasion tells of.
pub async fn keep_before(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    (occasion, before): (i64, &MeetingSeen),
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO meeting_before (organisation, meeting, occasion, before) VALUES ($1, $2, $3, $4)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(occasion)
    .bind(serde_json::to_string(before).unwrap_or_default())
    .execute(db)
    .await?;
    Ok(())
}

/// A meeting as it was before the changes that a notice of this occasion tells of.
pub async fn before(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    occasion: i64,
) -> Result<Option<MeetingSeen>, StoreError> {
    let row = sqlx::query(
        "SELECT before FROM meeting_before
         WHERE organisation = $1 AND meeting = $2 AND occasion = $3",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(occasion)
    .fetch_optional(db)
    .await?;
    let read = |row: AnyRow| row.parsed_text("before", |text| serde_json::from_str(text).ok());
    Ok(row.map(read).transpose()?)
}

/// When the last change of a meeting was made that people are told of, if there was one.
pub async fn last(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = sqlx::query(
        "SELECT MAX(occasion) AS last FROM notice
         WHERE organisation = $1 AND meeting = $2 AND kind = 'meeting-changed' AND state <> 'moot'",
    );
    let row = row.bind(organisation.0).bind(meeting.0).fetch_one(db).await?;
    Ok(row.maybe_int("last")?.and_then(made_at))
}

/// Changes of a meeting that are still to be told: by their occasion, with how it was before. What is owed of them stays
/// as it is until this is done: nobody claims it meanwhile.
pub async fn untold(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
) -> Result<Option<(i64, MeetingSeen)>, StoreError> {
    let owed = sqlx::query(
        "UPDATE notice SET due = due
         WHERE organisation = $1 AND meeting = $2 AND kind = 'meeting-changed' AND state = 'owed'
           AND open_tries = 0 RETURNING occasion",
    );
    let rows = owed.bind(organisation.0).bind(meeting.0).fetch_all(&mut *db).await?;
    let occasions = rows.iter().map(|row| row.int("occasion")).collect::<Result<Vec<_>, _>>()?;
    let Some(occasion) = occasions.into_iter().max() else { return Ok(None) };
    let told = sqlx::query(
        "SELECT COUNT(*) AS told FROM notice
         WHERE organisation = $1 AND meeting = $2 AND kind = 'meeting-changed' AND occasion = $3
           AND (state <> 'owed' OR open_tries > 0)",
    );
    let told = told.bind(organisation.0).bind(meeting.0).bind(occasion).fetch_one(&mut *db).await?;
    if told.int("told")? > 0 {
        return Ok(None);
    }
    let before = before(db, (organisation, meeting), occasion).await?;
    Ok(before.map(|before| (occasion, before)))
}

/// Meetings of which something is shown that time has overtaken: they have begun, or are over; at most `most`, with the
/// guild of each.
pub async fn overtaken(
    db: &mut Connection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(OrganisationId, GuildId, MeetingId)>, StoreError> {
    let mut found = Vec::new();
    for sql in [
        "SELECT m.id, m.organisation, o.guild FROM meeting m JOIN organisation o ON o.id = m.organisation
         WHERE m.shown = 0 AND m.starts <= $1 ORDER BY m.starts LIMIT $2",
        "SELECT m.id, m.organisation, o.guild FROM meeting m JOIN organisation o ON o.id = m.organisation
         WHERE m.shown = 1 AND m.ends <= $1 ORDER BY m.ends LIMIT $2",
    ] {
        let rows = sqlx::query(sql).bind(now.timestamp()).bind(most).fetch_all(&mut *db).await?;
        for row in &rows {
            let organisation = OrganisationId(row.int("organisation")?);
            found.push((organisation, GuildId(row.int("guild")?), MeetingId(row.int("id")?)));
        }
    }
    Ok(found)
}

/// Writes down that a meeting's messages show that it has begun by `now`, or is over; time changes nothing about one that
/// is cancelled.
pub async fn note_shown(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE meeting SET shown = CASE WHEN ends <= $3 OR state = 'cancelled' THEN 2
                                       WHEN starts <= $3 THEN 1 ELSE 0 END
         WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// When time overtakes what is shown of a meeting next.
pub async fn next_overtaken(db: &mut Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let mut next = Vec::new();
    for sql in [
        "SELECT starts AS at FROM meeting WHERE shown = 0 ORDER BY starts LIMIT 1",
        "SELECT ends AS at FROM meeting WHERE shown = 1 ORDER BY ends LIMIT 1",
    ] {
        let row = sqlx::query(sql).fetch_optional(&mut *db).await?;
        next.extend(row.map(|row| row.instant("at")).transpose()?);
    }
    Ok(next.into_iter().min())
}

/// Takes back what is owed because of changes that are changed back: nobody has heard of them.
pub async fn take_back(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    occasion: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET state = 'moot', stale = NULL
         WHERE organisation = $1 AND meeting = $2 AND (occasion = $3 OR again = $3)
           AND state = 'owed' AND open_tries = 0",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(occasion)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets how meetings were before changes, of those that ended before `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "DELETE FROM meeting_before
         WHERE organisation = $1
           AND meeting IN (SELECT id FROM meeting WHERE organisation = $1 AND ends < $2)",
    )
    .bind(organisation.0)
    .bind(limit.timestamp())
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
