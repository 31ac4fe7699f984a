//! The outbox: messages owed, claimed, sent, edited, or given up.
//!
//! Every statement stands alone and is safe to run from many tasks and machines at once: a claim
//! is one UPDATE that moves `due` to the end of the lease.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::{MeetingId, NoticeId, OrganisationId, PersonId, SeatId};
use crate::domain::notice::{
    Destination, EDIT_PAUSE, LEASE, Notice, NoticeKind, NoticeState, Owed,
};

/// Owes a notice. Returns whether it is new: one with the same logical key is owed once.
pub async fn owe(db: &mut Connection, id: NoticeId, owed: &Owed) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO notice (id, organisation, logical_key, kind, meeting, seat, occasion,
                             destination, person, state, due)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'owed', $10)
         ON CONFLICT (organisation, logical_key) DO NOTHING",
    )
    .bind(id.0)
    .bind(owed.organisation.0)
    .bind(logical_key(owed))
    .bind(owed.kind.word())
    .bind(owed.meeting.0)
    .bind(owed.seat.map(|seat| seat.0))
    .bind(owed.occasion)
    .bind(owed.destination.word())
    .bind(owed.person.map(|person| person.0))
    .bind(owed.due.timestamp())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn logical_key(owed: &Owed) -> String {
    let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
    [
        owed.kind.word().to_owned(),
        owed.meeting.to_string(),
        number(owed.seat.map(|seat| seat.0)),
        owed.occasion.to_string(),
        owed.destination.word().to_owned(),
        number(owed.person.map(|person| person.0)),
    ]
    .join("/")
}

/// Claims the notice that has been due for longest, until the lease ends. What goes into a
/// meeting's thread waits while the post that the thread hangs under is on its way.
pub async fn claim_due(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Option<Notice>, StoreError> {
    let row = sqlx::query(
        "UPDATE notice
         SET state = 'sending', due = $2, attempts = attempts + 1, open_tries = open_tries + 1,
             first_attempt = COALESCE(first_attempt, $1)
         WHERE id = (SELECT n.id FROM notice n
                     WHERE n.state IN ('owed', 'sending') AND n.due <= $1
                       AND (n.destination <> 'thread' OR NOT EXISTS (
                            SELECT 1 FROM notice post
                            WHERE post.meeting = n.meeting AND post.destination = 'channel'
                              AND post.kind IN ('announcement', 'invitation')
                              AND post.state IN ('owed', 'sending')))
                     ORDER BY n.due, n.id LIMIT 1)
           AND state IN ('owed', 'sending') AND due <= $1
         RETURNING *",
    )
    .bind(now.timestamp())
    .bind((now + LEASE).timestamp())
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_notice(&row)).transpose()?)
}

/// Writes down where a notice arrived.
pub async fn sent(
    db: &mut Connection,
    notice: NoticeId,
    (channel, message): (ChannelId, MessageId),
    digest: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET state = 'sent', channel = $2, message = $3, digest = $4, sent = $5,
                           edited = $5, trouble = NULL
         WHERE id = $1 AND state = 'sending'",
    )
    .bind(notice.0)
    .bind(channel.0)
    .bind(message.0)
    .bind(digest)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// What is known of a try that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The message was surely not posted.
    NotPosted,
    /// It may have been posted, and the answer was lost.
    Unknown,
}

/// Puts a notice off until `at`.
pub async fn put_off(
    db: &mut Connection,
    notice: NoticeId,
    outcome: Outcome,
    at: DateTime<Utc>,
    trouble: &str,
) -> Result<(), StoreError> {
    let statement = match outcome {
        Outcome::NotPosted => {
            "UPDATE notice SET state = 'owed', due = $2, trouble = $3, open_tries = open_tries - 1,
                    first_attempt = CASE WHEN open_tries > 1 THEN first_attempt ELSE NULL END
             WHERE id = $1 AND state = 'sending'"
        }
        Outcome::Unknown => {
            "UPDATE notice SET due = $2, trouble = $3 WHERE id = $1 AND state = 'sending'"
        }
    };
    sqlx::query(statement).bind(notice.0).bind(at.timestamp()).bind(trouble).execute(db).await?;
    Ok(())
}

/// Ends a notice without a message: it is moot, or cannot be delivered where it was owed.
pub async fn end(
    db: &mut Connection,
    notice: NoticeId,
    state: NoticeState,
    trouble: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notice SET state = $2, trouble = $3, stale = NULL WHERE id = $1")
        .bind(notice.0)
        .bind(state.word())
        .bind(trouble)
        .execute(db)
        .await?;
    Ok(())
}

/// Marks the live messages about a meeting as out of date: those about the whole meeting, and
/// those about `seat` (about every seat, when it is `None`). Messages on their way are marked too,
/// since they may carry what was true a moment ago.
pub async fn mark_stale(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    seat: Option<SeatId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $5 > $4 THEN edited + $5 ELSE $4 END)
         WHERE organisation = $1 AND meeting = $2 AND state IN ('sending', 'sent')
           AND kind IN ('announcement', 'invitation', 'summons', 'receipt', 'vacancy')
           AND (seat IS NULL OR $3 = 0 OR seat = $3)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seat.map_or(0, |seat| seat.0))
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
    .execute(db)
    .await?;
    Ok(())
}

/// A live message claimed for an edit, with the count of changes that the edit will show.
#[derive(Clone, Debug)]
pub struct Stale {
    pub notice: Notice,
    pub changes: i64,
}

/// Claims the live message that has been out of date for longest.
pub async fn claim_stale(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Option<Stale>, StoreError> {
    let row = sqlx::query(
        "UPDATE notice SET stale = $2
         WHERE id = (SELECT id FROM notice WHERE stale <= $1 AND state = 'sent' ORDER BY stale, id LIMIT 1)
           AND stale <= $1 AND state = 'sent'
         RETURNING *",
    )
    .bind(now.timestamp())
    .bind((now + LEASE).timestamp())
    .fetch_optional(db)
    .await?;
    let stale = |row: AnyRow| -> Result<Stale, sqlx::Error> {
        Ok(Stale { notice: read_notice(&row)?, changes: row.int("changes")? })
    };
    Ok(row.map(stale).transpose()?)
}

/// Writes down that a live message shows `digest`. If more has changed meanwhile it stays stale
/// and is edited again after a pause.
pub async fn edited(
    db: &mut Connection,
    stale: &Stale,
    digest: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET edited = $2, digest = $3, stale = CASE WHEN changes = $4 THEN NULL ELSE $5 END
         WHERE id = $1",
    )
    .bind(stale.notice.id.0)
    .bind(now.timestamp())
    .bind(digest)
    .bind(stale.changes)
    .bind((now + EDIT_PAUSE).timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Tries an edit again at `at`.
pub async fn put_off_edit(
    db: &mut Connection,
    notice: NoticeId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notice SET stale = $2 WHERE id = $1")
        .bind(notice.0)
        .bind(at.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// Ends all leases at once. For the start of a process that has the database to itself: whoever
/// held them is gone.
pub async fn end_leases(db: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE notice SET due = $1 WHERE state = 'sending' AND due > $1")
        .bind(now.timestamp())
        .execute(&mut *db)
        .await?;
    sqlx::query("UPDATE notice SET stale = $1 WHERE stale > $1")
        .bind(now.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// When the outbox next has something to do, if ever.
pub async fn next_due(db: &mut Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT MIN(n.due) FROM notice n
                 WHERE n.state IN ('owed', 'sending')
                   AND (n.destination <> 'thread' OR NOT EXISTS (
                        SELECT 1 FROM notice post
                        WHERE post.meeting = n.meeting AND post.destination = 'channel'
                          AND post.kind IN ('announcement', 'invitation')
                          AND post.state IN ('owed', 'sending')))) AS due,
                (SELECT MIN(stale) FROM notice WHERE stale IS NOT NULL AND state = 'sent') AS stale",
    )
    .fetch_one(db)
    .await?;
    let both = [row.maybe_int("due")?, row.maybe_int("stale")?];
    Ok(both.into_iter().flatten().min().and_then(|second| DateTime::from_timestamp(second, 0)))
}

/// Whether a substitute has been, or may have been, told of an absence: a summons with this
/// occasion has left the outbox.
pub async fn summons_left(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, seat): (MeetingId, SeatId),
    occasion: i64,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS left_outbox FROM notice
         WHERE organisation = $1 AND meeting = $2 AND seat = $3 AND occasion = $4
           AND kind = 'summons' AND state IN ('sending', 'sent')",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seat.0)
    .bind(occasion)
    .fetch_one(db)
    .await?;
    Ok(row.int("left_outbox")? > 0)
}

fn read_notice(row: &AnyRow) -> Result<Notice, sqlx::Error> {
    Ok(Notice {
        id: NoticeId(row.int("id")?),
        owed: Owed {
            organisation: OrganisationId(row.int("organisation")?),
            kind: row.parsed_text("kind", NoticeKind::from_word)?,
            meeting: MeetingId(row.int("meeting")?),
            seat: row.maybe_int("seat")?.map(SeatId),
            occasion: row.int("occasion")?,
            destination: row.parsed_text("destination", Destination::from_word)?,
            person: row.maybe_int("person")?.map(PersonId),
            due: row.instant("due")?,
        },
        state: row.parsed_text("state", NoticeState::from_word)?,
        attempts: row.int("attempts")?,
        open_tries: row.int("open_tries")?,
        first_attempt: row.maybe_instant("first_attempt")?,
        channel: row.maybe_int("channel")?.map(ChannelId),
        message: row.maybe_int("message")?.map(MessageId),
        digest: row.maybe_text("digest")?,
    })
}
