//! What is to be told by the clock and has not been: reminders and summaries of meetings, and of substitutes who are silent.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::meetings::{InGuild, read_in_guild};
use super::{Connection, StoreError};
use crate::domain::account::GuildId;
use crate::domain::id::{GroupId, MeetingId, OrganisationId, PersonId, SeatId, made_at};
use crate::domain::notice::{MeetingNotice, Owed, SeatNotice, Subject};

/// Notes that organisations of which it is not known since when they are reminded are so from `now` on: a new one, and all
/// where an earlier version did not remind anybody.
pub async fn begin(db: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE organisation SET reminded_since = $1 WHERE reminded_since IS NULL")
        .bind(now.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// Whether there are such.
pub async fn is_to_begin(db: &mut Connection) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM organisation WHERE reminded_since IS NULL LIMIT 1";
    Ok(sqlx::query(sql).fetch_optional(db).await?.is_some())
}

/// The first called meetings that begin after the one and not after the other time, of whose dating a notice of this kind is
/// not owed yet.
pub async fn meetings_to_tell(
    db: &mut Connection,
    kind: MeetingNotice,
    (after, until): (DateTime<Utc>, DateTime<Utc>),
    most: i64,
) -> Result<Vec<InGuild>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.*, o.guild, g.zone FROM meeting m
         JOIN organisation o ON o.id = m.organisation JOIN groups g ON g.id = m.group_id
         WHERE m.state = 'called' AND m.starts > $1 AND m.starts <= $4 AND m.starts > o.reminded_since
           AND NOT EXISTS (SELECT 1 FROM notice n
                           WHERE n.meeting = m.id AND n.kind = $2 AND n.occasion = m.dating)
         ORDER BY m.starts LIMIT $3",
    )
    .bind(after.timestamp())
    .bind(kind.word())
    .bind(most)
    .bind(until.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_in_guild).collect::<Result<_, sqlx::Error>>()?)
}

/// A substitute who was asked to come.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub organisation: OrganisationId,
    pub guild: GuildId,
    pub zone: Tz,
    /// The seat at the meeting.
    pub subject: Subject,
    pub starts: DateTime<Utc>,
    pub substitute: PersonId,
    /// As of the summons: the absence, and because of what it was asked once more.
    pub occasion: i64,
    pub again: Option<i64>,
    /// When they were asked first.
    pub at: DateTime<Utc>,
    /// They were asked themselves, and not only those who are to do it.
    pub is_reached: bool,
    /// When they were reminded: when that was sent, or else owed.
    pub reminded: Option<DateTime<Utc>>,
    /// A reminder is on its way.
    pub is_being_reminded: bool,
}

/// Substitutes who have been asked since `since` to come to a meeting that begins after it, and of whom the officials have not been
/// told that they are silent: whether they are is not looked at. Of several questions about one absence the newest.
pub async fn asked(db: &mut Connection, since: DateTime<Utc>) -> Result<Vec<Asked>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.organisation, o.guild, g.zone, n.group_id, n.meeting, n.seat, m.starts, n.person, n.occasion,
                n.again, MIN(n.sent) AS asked,
                CAST(MAX(CASE WHEN n.destination = 'officials' THEN 0 ELSE 1 END) AS BIGINT) AS reached,
                MIN(r.id) AS reminder, MIN(r.sent) AS reminded,
                CAST(MAX(CASE WHEN r.state IN ('owed', 'sending') THEN 1 ELSE 0 END) AS BIGINT) AS waits
         FROM notice n
         JOIN meeting m ON m.id = n.meeting JOIN organisation o ON o.id = n.organisation
         JOIN groups g ON g.id = n.group_id
         LEFT JOIN notice r ON r.meeting = n.meeting AND r.kind = $3 AND r.seat = n.seat
              AND r.person = n.person AND r.occasion = n.occasion
              AND COALESCE(r.again, 0) = COALESCE(n.again, 0)
         WHERE n.kind = $2 AND n.state = 'sent' AND n.sent > $1 AND m.starts > $1
           AND m.starts > o.reminded_since AND m.state IN ('scheduled', 'called')
           AND NOT EXISTS (SELECT 1 FROM notice t
                           WHERE t.meeting = n.meeting AND t.kind = $4 AND t.seat = n.seat
                             AND t.person = n.person AND t.occasion = n.occasion
                             AND COALESCE(t.again, 0) = COALESCE(n.again, 0))
           AND NOT EXISTS (SELECT 1 FROM notice later
                           WHERE later.meeting = n.meeting AND later.kind = $2 AND later.seat = n.seat
                             AND later.person = n.person AND later.occasion = n.occasion
                             AND COALESCE(later.again, 0) > COALESCE(n.again, 0)
                             AND later.state <> 'moot')
         GROUP BY n.organisation, o.guild, g.zone, n.group_id, n.meeting, n.seat, m.starts, n.person, n.occasion,
                  n.again
         ORDER BY n.organisation, n.meeting, n.seat",
    )
    .bind(since.timestamp())
    .bind(SeatNotice::Summons.word())
    .bind(SeatNotice::SummonsReminder.word())
    .bind(SeatNotice::Silence.word())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_asked).collect::<Result<_, _>>()?)
}

fn read_asked(row: &AnyRow) -> Result<Asked, sqlx::Error> {
    let group = GroupId(row.int("group_id")?);
    let (meeting, seat) = (MeetingId(row.int("meeting")?), SeatId(row.int("seat")?));
    Ok(Asked {
        organisation: OrganisationId(row.int("organisation")?),
        guild: GuildId(row.int("guild")?),
        zone: row.parsed_text("zone", |name| name.parse().ok())?,
        subject: Subject::Seat(group, meeting, seat),
        starts: row.instant("starts")?,
        substitute: PersonId(row.int("person")?),
        occasion: row.int("occasion")?,
        again: row.maybe_int("again")?,
        at: row.instant("asked")?,
        is_reached: row.int("reached")? != 0,
        is_being_reminded: row.int("waits")? != 0,
        reminded: row.maybe_instant("reminded")?.or(row.maybe_int("reminder")?.and_then(made_at)),
    })
}

/// A question that was put to somebody about a seat, as it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question {
    /// When it was put first, to them or to those who are to ask them.
    pub at: Option<DateTime<Utc>>,
    /// They were asked themselves.
    pub is_reached: bool,
    /// They are being asked once more about the same absence, or have been.
    pub is_superseded: bool,
    /// That has arrived where this one went: with the officials no question is that a person has of their own.
    pub is_replaced: bool,
}

/// The question that a notice is, reminds of, or says that nobody answers: of this kind.
pub async fn question(
    db: &mut Connection,
    kind: SeatNotice,
    owed: &Owed,
) -> Result<Question, StoreError> {
    let row = sqlx::query(
        "SELECT MIN(CASE WHEN COALESCE(again, 0) = $6 THEN sent END) AS asked,
                CAST(MAX(CASE WHEN COALESCE(again, 0) = $6 AND destination <> 'officials' AND state = 'sent'
                              THEN 1 ELSE 0 END) AS BIGINT) AS reached,
                CAST(MAX(CASE WHEN COALESCE(again, 0) > $6 AND state <> 'moot' THEN 1 ELSE 0 END) AS BIGINT)
                    AS superseded,
                CAST(MAX(CASE WHEN COALESCE(again, 0) > $6 AND state = 'sent'
                                   AND (destination <> 'officials' OR $8 = 'officials')
                              THEN 1 ELSE 0 END) AS BIGINT) AS replaced
         FROM notice
         WHERE organisation = $1 AND meeting = $2 AND kind = $3 AND seat = $4 AND occasion = $5 AND person = $7",
    )
    .bind(owed.organisation.0)
    .bind(owed.subject.meeting().map_or(0, |meeting| meeting.0))
    .bind(kind.word())
    .bind(owed.subject.seat().map_or(0, |seat| seat.0))
    .bind(owed.occasion)
    .bind(owed.again.unwrap_or(0))
    .bind(owed.person.map_or(0, |person| person.0))
    .bind(owed.destination.word())
    .fetch_one(db)
    .await?;
    Ok(Question {
        at: row.maybe_instant("asked")?,
        is_reached: row.maybe_int("reached")? == Some(1),
        is_superseded: row.maybe_int("superseded")? == Some(1),
        is_replaced: row.maybe_int("replaced")? == Some(1),
    })
}
