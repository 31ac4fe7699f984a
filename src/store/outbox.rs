//! The outbox: messages owed, claimed, sent, or given up.
//!
//! Every statement of delivery stands alone and is safe to run from many tasks and machines at once, also
//! beside the transactions of actions: a claim is one UPDATE that moves `due` to the end of the lease, and what
//! an action changes about messages that are still owed, it changes by their rows, so that a claim waits
//! for it and finds the facts as they are then.

use std::collections::HashSet;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_rows};
use super::columns::Columns;
use super::statement::Statement;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::{
    GroupId, ItemId, MeetingId, NoticeId, OrganisationId, PersonId, ReplyId, SeatId,
};
use crate::domain::ladder::UNDO_TIME;
use crate::domain::notice::{
    Destination, EDIT_PAUSE, LEASE, Notice, NoticeKind, NoticeState, Obstacle, Owed, SeatNotice,
    Subject,
};

/// Owes notices. One with the same logical key is owed once.
pub fn owe(notices: &[(NoticeId, Owed)], now: DateTime<Utc>) -> Vec<Statement> {
    const COLUMNS: usize = 19;
    let some = |some: &[(NoticeId, Owed)]| {
        let statement = "INSERT INTO notice (id, organisation, logical_key, kind, group_id, meeting, seat, item,
                                 occasion, again, destination, person, caused_by, state, due, put_off,
                                 follows, is_post, other_meeting)";
        let mut sql = with_rows(statement, COLUMNS, some.len());
        sql.push_str(" ON CONFLICT (organisation, logical_key) DO NOTHING");
        let statement = Statement::new(sql);
        some.iter().fold(statement, |statement, (id, owed)| {
            statement
                .bind(id.0)
                .bind(owed.organisation.0)
                .bind(logical_key(owed))
                .bind(owed.kind.word())
                .bind(owed.subject.group().0)
                .bind(owed.subject.meeting().map(|meeting| meeting.0))
                .bind(owed.subject.seat().map(|seat| seat.0))
                .bind(owed.subject.item().map(|item| item.0))
                .bind(owed.occasion)
                .bind(owed.again)
                .bind(owed.destination.word())
                .bind(owed.person.map(|person| person.0))
                .bind(owed.caused_by.map(|person| person.0))
                .bind(NoticeState::Owed.word())
                .bind(owed.due.timestamp())
                .bind(now.timestamp())
                .bind(owed.kind.follows().word())
                .bind(i64::from(owed.kind.is_post()))
                .bind(owed.kind.other_meeting(owed.occasion).map(|meeting| meeting.0))
        })
    };
    notices.chunks(rows_of(COLUMNS)).map(some).collect()
}

/// Owes notices at once. Returns how many of them are new.
pub async fn owe_at_once(
    db: &mut Connection,
    notices: &[(NoticeId, Owed)],
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let mut new = 0;
    for statement in owe(notices, now) {
        new += statement.execute(db).await?;
    }
    Ok(new)
}

fn logical_key(owed: &Owed) -> String {
    let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
    [
        owed.kind.word().to_owned(),
        match (owed.subject.meeting(), owed.subject.item()) {
            (Some(meeting), _) => meeting.to_string(),
            (None, Some(item)) => format!("item {item}"),
            (None, None) => format!("group {}", owed.subject.group()),
        },
        number(owed.subject.seat().map(|seat| seat.0)),
        owed.occasion.to_string(),
        owed.destination.word().to_owned(),
        number(owed.person.map(|person| person.0)),
    ]
    .into_iter()
    .chain(owed.again.map(|cause| cause.to_string()))
    .collect::<Vec<_>>()
    .join("/")
}

/// Claims the notice that has been due for longest, until the lease ends. What goes into a
/// meeting's thread waits while the post that the thread hangs under is on its way, and while it is not
/// known whether the direct message of the same arrives; and a part of a calendar waits for those before it. Whoever is quicker
/// may leave nothing to somebody who claims at the same time, although more is due: ask [`next_due`].
///
/// What has not been tried yet is made from facts that are read after the claim: it is not out of date.
pub async fn claim_due(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Option<Notice>, StoreError> {
    let rows = sqlx::query(
        "UPDATE notice
         SET state = 'sending', due = $2, put_off = $1, attempts = attempts + 1, open_tries = open_tries + 1,
             first_attempt = COALESCE(first_attempt, $1),
             stale = CASE WHEN open_tries = 0 THEN NULL ELSE stale END
         WHERE id = (SELECT n.id FROM notice n
                     WHERE n.state IN ('owed', 'sending') AND n.due <= $1
                       AND (n.destination <> 'thread' OR NOT EXISTS (
                            SELECT 1 FROM notice first
                            WHERE first.meeting = n.meeting AND first.state IN ('owed', 'sending')
                              AND ((first.destination = 'channel' AND first.is_post = 1
                                    AND first.obstacle IS NULL)
                                   OR (first.destination = 'direct' AND first.kind = n.kind
                                       AND first.seat = n.seat AND first.person = n.person
                                       AND first.occasion = n.occasion))))
                       AND (n.follows <> 'group' OR NOT EXISTS (
                            SELECT 1 FROM notice part
                            WHERE part.organisation = n.organisation AND part.group_id = n.group_id
                              AND part.follows = 'group' AND part.destination = n.destination
                              AND part.again = n.again AND part.occasion < n.occasion
                              AND part.state IN ('owed', 'sending')))
                     ORDER BY n.due, n.id LIMIT 1)
           AND state IN ('owed', 'sending') AND due <= $1
         RETURNING *",
    )
    .bind(now.timestamp())
    .bind((now + LEASE).timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.first().map(read_notice).transpose()?)
}

/// Writes down where a notice arrived, and what it shows. Where that is not known, because it was found
/// there, `digest` is empty, and a live one is edited.
pub async fn sent(
    db: &mut Connection,
    notice: NoticeId,
    (channel, message): (ChannelId, MessageId),
    digest: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET state = 'sent', channel = $2, message = $3, digest = $4, sent = $5, edited = $5,
             trouble = NULL, obstacle = NULL,
             stale = CASE WHEN $4 = '' AND follows <> 'nothing' THEN $6 ELSE stale END
         WHERE id = $1 AND state = 'sending'",
    )
    .bind(notice.0)
    .bind(channel.0)
    .bind(message.0)
    .bind(digest)
    .bind(now.timestamp())
    .bind((now + EDIT_PAUSE).timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// What is known of a try that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The message was surely not posted.
    NotPosted,
    /// Nor by any try before: it has been looked for.
    NoneArrived,
    /// It was not even tried: others go first.
    NotTried,
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
    // Only of a way to somebody it is of use to know since when it has been tried.
    let statement = match outcome {
        Outcome::NotPosted => {
            "UPDATE notice SET state = 'owed', due = $2, trouble = $3, open_tries = open_tries - 1,
                    first_attempt = CASE WHEN open_tries > 1 OR destination IN ('direct', 'thread')
                                         THEN first_attempt ELSE NULL END
             WHERE id = $1 AND state = 'sending'"
        }
        Outcome::NoneArrived => {
            "UPDATE notice SET state = 'owed', due = $2, trouble = $3, open_tries = 0,
                    first_attempt = CASE WHEN destination IN ('direct', 'thread')
                                         THEN first_attempt ELSE NULL END
             WHERE id = $1 AND state = 'sending'"
        }
        Outcome::NotTried => {
            "UPDATE notice SET state = 'owed', due = $2, trouble = $3, open_tries = open_tries - 1,
                    attempts = attempts - 1,
                    first_attempt = CASE WHEN attempts > 1 THEN first_attempt ELSE NULL END
             WHERE id = $1 AND state = 'sending'"
        }
        Outcome::Unknown => {
            "UPDATE notice SET due = $2, trouble = $3 WHERE id = $1 AND state = 'sending'"
        }
    };
    sqlx::query(statement).bind(notice.0).bind(at.timestamp()).bind(trouble).execute(db).await?;
    Ok(())
}

/// Puts a notice off until `at`, because its place does not take it: nothing was posted.
pub async fn wait_for_place(
    db: &mut Connection,
    notice: NoticeId,
    at: DateTime<Utc>,
    (trouble, obstacle): (&str, Obstacle),
) -> Result<(), StoreError> {
    put_off(db, notice, Outcome::NotPosted, at, trouble).await?;
    sqlx::query("UPDATE notice SET obstacle = $2 WHERE id = $1 AND state = 'owed'")
        .bind(notice.0)
        .bind(obstacle.word())
        .execute(db)
        .await?;
    Ok(())
}

/// What waits for a group's channels is tried now: they may be others.
pub async fn try_places_now(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET due = $3
         WHERE organisation = $1 AND group_id = $2 AND state = 'owed' AND obstacle IS NOT NULL
           AND due > $3",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a notice of this kind about a meeting waits, and has not been tried.
pub async fn is_owed(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    kind: NoticeKind,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT id FROM notice
         WHERE organisation = $1 AND meeting = $2 AND kind = $3 AND state = 'owed' AND open_tries = 0
         LIMIT 1",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(kind.word())
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}

/// Whether the officials have been told of another notice that waits for a place of a group.
pub async fn is_told_of_waiting(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, place): (GroupId, Destination),
    but: NoticeId,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT u.id FROM notice w
         JOIN notice u ON +u.organisation = w.organisation AND u.kind = 'undelivered' AND u.occasion = w.id
              AND u.state IN ('owed', 'sending', 'sent')
         WHERE w.organisation = $1 AND w.group_id = $2 AND w.destination = $3
           AND w.obstacle IS NOT NULL AND w.state IN ('owed', 'sending') AND w.id <> $4
         LIMIT 1",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(place.word())
    .bind(but.0)
    .fetch_optional(db)
    .await?;
    Ok(row.is_some())
}

/// A notice, whatever has become of it.
pub async fn notice(
    db: &mut Connection,
    organisation: OrganisationId,
    notice: NoticeId,
) -> Result<Option<Notice>, StoreError> {
    let row = sqlx::query("SELECT * FROM notice WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(notice.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_notice(&row)).transpose()?)
}

/// Ends a notice without a message: it is moot, or cannot be delivered where it was owed. One that
/// somebody else has settled meanwhile stays as it is; a part of a calendar that has changed since its facts were read is
/// looked at once more. Returns whether it was ended.
pub async fn end(
    db: &mut Connection,
    notice: NoticeId,
    state: NoticeState,
    (trouble, obstacle): (&str, Option<Obstacle>),
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE notice
         SET state = CASE WHEN follows = 'group' AND stale IS NOT NULL AND $5 = 1 THEN 'owed' ELSE $2 END,
             due = CASE WHEN follows = 'group' AND stale IS NOT NULL AND $5 = 1 THEN stale ELSE due END,
             open_tries = CASE WHEN follows = 'group' AND $5 = 1 THEN 0 ELSE open_tries END,
             trouble = $3, obstacle = $4, stale = NULL
         WHERE id = $1 AND state = 'sending'",
    )
    .bind(notice.0)
    .bind(state.word())
    .bind(trouble)
    .bind(obstacle.map(Obstacle::word))
    .bind(i64::from(state == NoticeState::Moot))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all leases at once. For the start of a process, which has the database to itself: whoever held them
/// is gone. A try that was cut off by that says nothing about the way to whoever is to be told, and does not count.
pub async fn end_leases(db: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE notice
               SET due = CASE WHEN due > $1 THEN $1 ELSE due END,
                   attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END
               WHERE state IN ('owed', 'sending') AND state = 'sending'";
    sqlx::query(sql).bind(now.timestamp()).execute(db).await?;
    Ok(())
}

/// What was put off by a clock that ran ahead is due now, when the time for undoing is over. For a clock that has
/// been put right.
pub async fn put_right(db: &mut Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET due = CASE WHEN due - put_off BETWEEN 0 AND $2 THEN $1 + due - put_off ELSE $1 END,
             put_off = $1
         WHERE state IN ('owed', 'sending') AND put_off > $1 AND due > $1",
    )
    .bind(now.timestamp())
    .bind(UNDO_TIME.num_seconds())
    .execute(&mut *db)
    .await?;
    sqlx::query("UPDATE notice SET stale = $1 WHERE stale > $1")
        .bind(now.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// How many messages are owed that were due by `now`, and since when the oldest has been. Nothing that may not go yet,
/// because of another that goes first, is told apart.
pub async fn overdue(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<(i64, Option<DateTime<Utc>>), StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS overdue, MIN(due) AS since FROM notice
         WHERE state IN ('owed', 'sending') AND due <= $1",
    )
    .bind(now.timestamp())
    .fetch_one(db)
    .await?;
    Ok((row.int("overdue")?, row.maybe_instant("since")?))
}

/// When the outbox next has something to do, if ever.
pub async fn next_due(db: &mut Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT MIN(n.due) FROM notice n
                 WHERE n.state IN ('owed', 'sending')
                   AND (n.destination <> 'thread' OR NOT EXISTS (
                        SELECT 1 FROM notice first
                        WHERE first.meeting = n.meeting AND first.state IN ('owed', 'sending')
                          AND ((first.destination = 'channel' AND first.is_post = 1
                                    AND first.obstacle IS NULL)
                               OR (first.destination = 'direct' AND first.kind = n.kind
                                   AND first.seat = n.seat AND first.person = n.person
                                   AND first.occasion = n.occasion))))
                   AND (n.follows <> 'group' OR NOT EXISTS (
                        SELECT 1 FROM notice part
                        WHERE part.organisation = n.organisation AND part.group_id = n.group_id
                          AND part.follows = 'group' AND part.destination = n.destination
                          AND part.again = n.again AND part.occasion < n.occasion
                          AND part.state IN ('owed', 'sending')))) AS due,
                (SELECT MIN(stale) FROM notice WHERE stale IS NOT NULL AND state = 'sent') AS stale",
    )
    .fetch_one(db)
    .await?;
    let both = [row.maybe_int("due")?, row.maybe_int("stale")?];
    Ok(both.into_iter().flatten().min().and_then(|second| DateTime::from_timestamp(second, 0)))
}

/// An absence of which a substitute was to be told: the seat, the substitute, the absence.
pub type Asked = (SeatId, PersonId, ReplyId);

/// Takes back the summonses about absences at a meeting that have not left the outbox. Returns those of which
/// the substitutes have heard, or may have, all the same: a summons has left, or a try to send one may have
/// arrived.
pub async fn take_back_summonses(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    asked: &[Asked],
) -> Result<HashSet<Asked>, StoreError> {
    const COLUMNS: usize = 3;
    let mut heard = HashSet::new();
    for some in asked.chunks(rows_of(COLUMNS)) {
        let statement = "WITH asked (seat, person, absence) AS (";
        let mut sql = with_rows(statement, COLUMNS, some.len());
        let first = some.len() * COLUMNS + 1;
        let _ = write!(
            sql,
            ")
             UPDATE notice
             SET state = CASE WHEN state = 'owed' AND open_tries = 0 THEN 'moot' ELSE state END,
                 stale = CASE WHEN state = 'owed' AND open_tries = 0 THEN NULL ELSE stale END
             WHERE organisation = ${first} AND meeting = ${} AND kind = ${}
               AND EXISTS (SELECT 1 FROM asked
                           WHERE asked.seat = notice.seat AND asked.person = notice.person
                             AND asked.absence = notice.occasion)
             RETURNING seat, person, occasion, state, open_tries",
            first + 1,
            first + 2
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (seat, person, absence) in some {
            query = query.bind(seat.0).bind(person.0).bind(absence.0);
        }
        let query = query.bind(organisation.0).bind(meeting.0).bind(SeatNotice::Summons.word());
        for row in query.fetch_all(&mut *db).await? {
            if has_left(&row)? {
                let (seat, person) = (SeatId(row.int("seat")?), PersonId(row.int("person")?));
                heard.insert((seat, person, ReplyId(row.int("occasion")?)));
            }
        }
    }
    Ok(heard)
}

/// Takes back the summonses of somebody about an absence that nobody has tried to send, but for those of a cause.
pub async fn take_back_other_summonses(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    (seat, person, absence): Asked,
    cause: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET state = 'moot', stale = NULL
         WHERE organisation = $1 AND meeting = $2 AND kind = $3 AND seat = $4 AND person = $5
           AND occasion = $6 AND (again IS NULL OR again <> $7) AND state = 'owed' AND open_tries = 0",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(SeatNotice::Summons.word())
    .bind(seat.0)
    .bind(person.0)
    .bind(absence.0)
    .bind(cause)
    .execute(db)
    .await?;
    Ok(())
}

/// Owes a summons again that was taken back in favour of one that is taken back itself, if there is no other: to whoever is asked, and
/// to those who read of it in the thread.
pub async fn revive_summons(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
    (seat, person, absence): Asked,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET state = 'owed', due = $7, attempts = 0, first_attempt = NULL
         WHERE id IN (SELECT MIN(n.id) FROM notice n
                      WHERE n.organisation = $1 AND n.meeting = $2 AND n.kind = $3 AND n.seat = $4
                        AND n.person = $5 AND n.occasion = $6 AND n.destination IN ('direct', 'thread')
                        AND n.state = 'moot' AND n.message IS NULL
                      GROUP BY n.destination)
           AND NOT EXISTS (SELECT 1 FROM notice o
                           WHERE o.organisation = $1 AND o.meeting = $2 AND o.kind = $3 AND o.seat = $4
                             AND o.person = $5 AND o.occasion = $6 AND o.destination = notice.destination
                             AND o.state IN ('owed', 'sending', 'sent'))",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(SeatNotice::Summons.word())
    .bind(seat.0)
    .bind(person.0)
    .bind(absence.0)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Whether a message has been, or may have been, sent.
fn has_left(row: &AnyRow) -> Result<bool, sqlx::Error> {
    Ok(match row.parsed_text("state", NoticeState::from_word)? {
        NoticeState::Sending | NoticeState::Sent => true,
        NoticeState::Owed => row.int("open_tries")? > 0,
        NoticeState::Undeliverable => row.int("open_tries")? > 1,
        NoticeState::Moot => false,
    })
}

/// Ends what is still owed to a person: there is nobody to be told any more.
pub async fn end_owed_to(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET state = 'moot', stale = NULL, trouble = 'the person has erased themselves'
         WHERE organisation = $1 AND person = $2 AND state = 'owed'",
    )
    .bind(organisation.0)
    .bind(person.0)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) fn read_notice(row: &AnyRow) -> Result<Notice, sqlx::Error> {
    Ok(Notice {
        id: NoticeId(row.int("id")?),
        owed: Owed {
            organisation: OrganisationId(row.int("organisation")?),
            kind: row.parsed_text("kind", NoticeKind::from_word)?,
            subject: Subject::of(
                GroupId(row.int("group_id")?),
                (row.maybe_int("meeting")?.map(MeetingId), row.maybe_int("seat")?.map(SeatId)),
                row.maybe_int("item")?.map(ItemId),
            ),
            occasion: row.int("occasion")?,
            destination: row.parsed_text("destination", Destination::from_word)?,
            person: row.maybe_int("person")?.map(PersonId),
            caused_by: row.maybe_int("caused_by")?.map(PersonId),
            again: row.maybe_int("again")?,
            due: row.instant("due")?,
        },
        state: row.parsed_text("state", NoticeState::from_word)?,
        attempts: row.int("attempts")?,
        open_tries: row.int("open_tries")?,
        first_attempt: row.maybe_instant("first_attempt")?,
        channel: row.maybe_int("channel")?.map(ChannelId),
        message: row.maybe_int("message")?.map(MessageId),
        digest: row.maybe_text("digest")?,
        obstacle: row.maybe_text("obstacle")?.and_then(|word| Obstacle::from_word(&word)),
        put_up_again: row.int("put_up_again")?,
        pinned: row.int("pinned")? != 0,
    })
}
