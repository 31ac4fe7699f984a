//! What people said about their seats at meetings: added to, never changed.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::statement::Statement;
use super::{Connection, StoreError};
use crate::domain::cover::Answer;
use crate::domain::id::{MeetingId, OrganisationId, PersonId, ReplyId, SeatId};
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;

/// A reply about to be written.
#[derive(Clone, Debug)]
pub struct NewReply {
    pub id: ReplyId,
    pub organisation: OrganisationId,
    pub meeting: MeetingId,
    /// The meeting's, that it is said of.
    pub dating: i64,
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
pub fn insert(reply: &NewReply) -> Statement {
    Statement::new(
        "INSERT INTO reply (id, organisation, meeting, seat, person, capacity, answer, reason,
                            reported_by, at, dating)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
    .bind(reply.dating)
}

/// Empties the reasons of all replies about meetings that ended or were cancelled before `limit`. Returns where
/// they may still be shown.
pub async fn forget_reasons(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<Vec<SeatAtMeeting>, StoreError> {
    let rows = sqlx::query(
        "UPDATE reply SET reason = NULL
         WHERE organisation = $1 AND reason IS NOT NULL
           AND meeting IN (SELECT m.id FROM meeting m
                           WHERE m.id = reply.meeting AND (m.ends < $2 OR m.cancelled < $2))
         RETURNING meeting, seat",
    )
    .bind(organisation.0)
    .bind(limit.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_seat_at_meeting).collect::<Result<_, _>>()?)
}

/// What a reply is about: the meeting and the seat.
pub type SeatAtMeeting = (MeetingId, SeatId);

fn read_seat_at_meeting(row: &AnyRow) -> Result<SeatAtMeeting, sqlx::Error> {
    Ok((MeetingId(row.int("meeting")?), SeatId(row.int("seat")?)))
}

/// Whose a reply is.
pub async fn person_of(
    db: &mut Connection,
    organisation: OrganisationId,
    reply: ReplyId,
) -> Result<Option<PersonId>, StoreError> {
    let row = sqlx::query("SELECT person FROM reply WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(reply.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.int("person")).transpose()?.map(PersonId))
}

/// Whether a person was named to stand in for a seat at a meeting, whatever became of it.
pub async fn stood_in(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, seat): SeatAtMeeting,
    person: PersonId,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT 1 AS stood_in FROM reply
         WHERE organisation = $1 AND meeting = $2 AND seat = $3 AND person = $4
           AND capacity = 'stand-in' LIMIT 1",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seat.0)
    .bind(person.0)
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}

/// The reason of an absence, given when it was reported or later, until it was taken back: the last that
/// the person gave themselves, or else that somebody gave for them. For the officials alone.
pub async fn reason_of(
    db: &mut Connection,
    organisation: OrganisationId,
    reply: ReplyId,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT given.reason FROM reply absence
         JOIN reply given ON given.organisation = absence.organisation
              AND given.meeting = absence.meeting AND given.seat = absence.seat
              AND given.person = absence.person AND given.capacity = absence.capacity
         WHERE absence.organisation = $1 AND absence.id = $2 AND given.id >= absence.id
           AND given.reason IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM reply other
                           WHERE other.organisation = absence.organisation
                             AND other.meeting = absence.meeting AND other.seat = absence.seat
                             AND other.person = absence.person
                             AND other.capacity = absence.capacity AND other.id > absence.id
                             AND other.id < given.id AND other.answer <> absence.answer)
         ORDER BY CASE WHEN given.reported_by = given.person THEN 0 ELSE 1 END, given.id DESC
         LIMIT 1",
    )
    .bind(organisation.0)
    .bind(reply.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.maybe_text("reason")).transpose()?.flatten())
}

/// A reply of a person with the meeting that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReply {
    /// The name of the meeting's group.
    pub group: String,
    /// When the meeting starts.
    pub starts: DateTime<Utc>,
    pub capacity: Capacity,
    pub answer: Answer,
    pub reason: Option<String>,
    pub reported_by: PersonId,
    pub at: DateTime<Utc>,
}

/// All that a person said, or that was said for them, oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<OwnReply>, StoreError> {
    let rows = sqlx::query(
        "SELECT r.capacity, r.answer, r.reason, r.reported_by, r.at, m.starts, g.name AS group_name
         FROM reply r
         JOIN meeting m ON m.id = r.meeting
         JOIN groups g ON g.id = m.group_id
         WHERE r.organisation = $1 AND r.person = $2 ORDER BY r.id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let own = |row: &AnyRow| {
        Ok(OwnReply {
            group: row.text("group_name")?,
            starts: row.instant("starts")?,
            capacity: row.parsed_text("capacity", Capacity::from_word)?,
            answer: row.parsed_text("answer", Answer::from_word)?,
            reason: row.maybe_text("reason")?,
            reported_by: PersonId(row.int("reported_by")?),
            at: row.instant("at")?,
        })
    };
    Ok(rows.iter().map(own).collect::<Result<_, sqlx::Error>>()?)
}

/// For which seats at meetings to come a person has been asked to stand in.
pub async fn to_stand_in(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<SeatAtMeeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT r.meeting, r.seat FROM reply r JOIN meeting m ON m.id = r.meeting
         WHERE +r.organisation = $1 AND r.person = $2 AND r.capacity = 'stand-in'
           AND m.starts > $3 AND m.state IN ('scheduled', 'called')
         ORDER BY r.meeting, r.seat",
    )
    .bind(organisation.0)
    .bind(person.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_seat_at_meeting).collect::<Result<_, _>>()?)
}

/// Empties the reasons that were given for a person's absences. Returns where they may still be shown.
pub async fn forget_reasons_of(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<SeatAtMeeting>, StoreError> {
    let rows = sqlx::query(
        "UPDATE reply SET reason = NULL
         WHERE +organisation = $1 AND person = $2 AND reason IS NOT NULL
         RETURNING meeting, seat",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_seat_at_meeting).collect::<Result<_, _>>()?)
}
