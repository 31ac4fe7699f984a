//! What people said about their seats at meetings: added to, never changed.

use chrono::{DateTime, Utc};

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::cover::{Answer, Said};
use crate::domain::id::{MeetingId, OrganisationId, PersonId, ReplyId, SeatId};
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;

/// A reply about to be written.
#[derive(Clone, Debug)]
pub struct NewReply {
    pub id: ReplyId,
    pub organisation: OrganisationId,
    pub meeting: MeetingId,
    pub seat: SeatId,
    /// Whose reply it is.
    pub person: PersonId,
    pub capacity: Capacity,
    pub answer: Answer,
    pub reason: Option<Reason>,
    /// Who made it: the person, or somebody on their behalf.
    pub reported_by: PersonId,
    pub at: DateTime<Utc>,
}

/// Writes a reply.
pub async fn insert(db: &mut Connection, reply: &NewReply) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO reply (id, organisation, meeting, seat, person, capacity, answer, reason,
                            reported_by, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(reply.id.0)
    .bind(reply.organisation.0)
    .bind(reply.meeting.0)
    .bind(reply.seat.0)
    .bind(reply.person.0)
    .bind(reply.capacity.word())
    .bind(reply.answer.word())
    .bind(reply.reason.as_ref().map(Reason::as_str))
    .bind(reply.reported_by.0)
    .bind(reply.at.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// All that was said about a meeting's seats, oldest first.
pub async fn of_meeting(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Vec<(SeatId, Said)>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, seat, capacity, answer FROM reply
         WHERE organisation = $1 AND meeting = $2 ORDER BY id",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    let said = |row: &sqlx::any::AnyRow| {
        let said = Said {
            id: ReplyId(row.int("id")?),
            capacity: row.parsed_text("capacity", Capacity::from_word)?,
            answer: row.parsed_text("answer", Answer::from_word)?,
        };
        Ok((SeatId(row.int("seat")?), said))
    };
    Ok(rows.iter().map(said).collect::<Result<_, sqlx::Error>>()?)
}

/// Gives a reply its reason, or another one.
pub async fn set_reason(
    db: &mut Connection,
    organisation: OrganisationId,
    reply: ReplyId,
    reason: &Reason,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE reply SET reason = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(reply.0)
        .bind(reason.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Empties the reasons of all replies about meetings that ended before `limit`. Returns the
/// meetings and seats whose messages may still show one.
pub async fn forget_reasons(
    db: &mut Connection,
    limit: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, MeetingId, SeatId)>, StoreError> {
    let rows = sqlx::query(
        "UPDATE reply SET reason = NULL
         WHERE reason IS NOT NULL AND at < $1
           AND meeting IN (SELECT m.id FROM meeting m WHERE m.id = reply.meeting AND m.ends < $1)
         RETURNING organisation, meeting, seat",
    )
    .bind(limit.timestamp())
    .fetch_all(db)
    .await?;
    let forgotten = |row: &sqlx::any::AnyRow| {
        Ok((
            OrganisationId(row.int("organisation")?),
            MeetingId(row.int("meeting")?),
            SeatId(row.int("seat")?),
        ))
    };
    Ok(rows.iter().map(forgotten).collect::<Result<_, sqlx::Error>>()?)
}

/// The reason that was given with a reply, if there was one. For the officials alone.
pub async fn reason_of(
    db: &mut Connection,
    organisation: OrganisationId,
    reply: ReplyId,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT reason FROM reply WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(reply.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.maybe_text("reason")).transpose()?.flatten())
}
