//! The outbox: messages owed, claimed, sent, edited, or given up.
//!
//! Every statement of delivery stands alone and is safe to run from many tasks and machines at once, also
//! beside the transactions of actions: a claim is one UPDATE that moves `due` to the end of the lease, and what
//! an action changes about messages that are still owed, it changes by their rows, so that a claim waits
//! for it and finds the facts as they are then.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_rows};
use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::{GroupId, MeetingId, NoticeId, OrganisationId, PersonId, SeatId};
use crate::domain::notice::{
    Destination, EDIT_PAUSE, LEASE, Notice, NoticeKind, NoticeState, Obstacle, Owed, SeatNotice,
    Subject,
};

/// Owes notices. Returns how many of them are new: one with the same logical key is owed once.
pub async fn owe(db: &mut Connection, notices: &[(NoticeId, Owed)]) -> Result<u64, StoreError> {
    const COLUMNS: usize = 15;
    let mut new = 0;
    for some in notices.chunks(rows_of(COLUMNS)) {
        let statement = "INSERT INTO notice (id, organisation, logical_key, kind, group_id, meeting, seat, occasion,
                                 again, destination, person, state, due, follows, is_post)";
        let mut sql = with_rows(statement, COLUMNS, some.len());
        sql.push_str(" ON CONFLICT (organisation, logical_key) DO NOTHING");
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (id, owed) in some {
            query = query
                .bind(id.0)
                .bind(owed.organisation.0)
                .bind(logical_key(owed))
                .bind(owed.kind.word())
                .bind(owed.subject.group().0)
                .bind(owed.subject.meeting().map(|meeting| meeting.0))
                .bind(owed.subject.seat().map(|seat| seat.0))
                .bind(owed.occasion)
                .bind(owed.again)
                .bind(owed.destination.word())
                .bind(owed.person.map(|person| person.0))
                .bind(NoticeState::Owed.word())
                .bind(owed.due.timestamp())
                .bind(owed.kind.follows().word())
                .bind(i64::from(owed.kind.is_post()));
        }
        new += query.execute(&mut *db).await?.rows_affected();
    }
    Ok(new)
}

fn logical_key(owed: &Owed) -> String {
    let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
    [
        owed.kind.word().to_owned(),
        owed.subject.meeting().map_or_else(
            || format!("group {}", owed.subject.group()),
            |meeting| meeting.to_string(),
        ),
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
/// meeting's thread waits while the post that the thread hangs under is on its way. Whoever is quicker
/// may leave nothing to somebody who claims at the same time, although more is due: ask [`next_due`].
///
/// What has not been tried yet is made from facts that are read after the claim: it is not out of date.
pub async fn claim_due(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Option<Notice>, StoreError> {
    let rows = sqlx::query(
        "UPDATE notice
         SET state = 'sending', due = $2, attempts = attempts + 1, open_tries = open_tries + 1,
             first_attempt = COALESCE(first_attempt, $1),
             stale = CASE WHEN open_tries = 0 THEN NULL ELSE stale END
         WHERE id = (SELECT n.id FROM notice n
                     WHERE n.state IN ('owed', 'sending') AND n.due <= $1
                       AND (n.destination <> 'thread' OR NOT EXISTS (
                            SELECT 1 FROM notice post
                            WHERE post.meeting = n.meeting AND post.destination = 'channel'
                              AND post.is_post = 1
                              AND post.state IN ('owed', 'sending')))
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
             trouble = NULL,
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

/// Ends a notice without a message: it is moot, or cannot be delivered where it was owed. One that
/// somebody else has settled meanwhile stays as it is. Returns whether it was ended.
pub async fn end(
    db: &mut Connection,
    notice: NoticeId,
    state: NoticeState,
    (trouble, obstacle): (&str, Option<Obstacle>),
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE notice SET state = $2, trouble = $3, obstacle = $4, stale = NULL
         WHERE id = $1 AND state = 'sending'",
    )
    .bind(notice.0)
    .bind(state.word())
    .bind(trouble)
    .bind(obstacle.map(Obstacle::word))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Marks the live messages about a meeting as out of date: those about the whole meeting, and
/// those about `seat` (about every seat, when it is `None`). Messages on their way and those that may be
/// taken up this moment are marked too, since they may carry what was true a moment ago.
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
         WHERE organisation = $1 AND meeting = $2 AND state IN ('owed', 'sending', 'sent')
           AND (follows = 'meeting' OR (follows = 'seat' AND ($3 = 0 OR seat = $3)))",
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

/// Marks the messages about all coming meetings of a group; of every group, when it is `None`.
pub async fn mark_all_stale(
    db: &mut Connection,
    organisation: OrganisationId,
    group: Option<GroupId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 THEN edited + $4 ELSE $3 END)
         WHERE state IN ('owed', 'sending', 'sent') AND follows IN ('meeting', 'seat')
           AND meeting IN (SELECT id FROM meeting
                           WHERE organisation = $1 AND ($2 = 0 OR group_id = $2) AND starts > $3
                             AND state <> 'cancelled')",
    )
    .bind(organisation.0)
    .bind(group.map_or(0, |group| group.0))
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
    let rows = sqlx::query(
        "UPDATE notice SET stale = $2
         WHERE id = (SELECT id FROM notice WHERE stale <= $1 AND state = 'sent' ORDER BY stale, id LIMIT 1)
           AND stale <= $1 AND state = 'sent'
         RETURNING *",
    )
    .bind(now.timestamp())
    .bind((now + LEASE).timestamp())
    .fetch_all(db)
    .await?;
    let stale = |row: &AnyRow| -> Result<Stale, sqlx::Error> {
        Ok(Stale { notice: read_notice(row)?, changes: row.int("changes")? })
    };
    Ok(rows.first().map(stale).transpose()?)
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
         SET edited = $2, digest = $3, stale = CASE WHEN changes = $4 THEN NULL ELSE CAST($5 AS BIGINT) END
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
                          AND post.is_post = 1
                          AND post.state IN ('owed', 'sending')))) AS due,
                (SELECT MIN(stale) FROM notice WHERE stale IS NOT NULL AND state = 'sent') AS stale",
    )
    .fetch_one(db)
    .await?;
    let both = [row.maybe_int("due")?, row.maybe_int("stale")?];
    Ok(both.into_iter().flatten().min().and_then(|second| DateTime::from_timestamp(second, 0)))
}

/// Takes back the summonses of a substitute about an absence that have not left the outbox. Returns whether
/// they have, or may have, heard of it all the same: one has left, or a try to send one may have arrived.
pub async fn take_back_summons(
    db: &mut Connection,
    organisation: OrganisationId,
    (meeting, seat, substitute): (MeetingId, SeatId, PersonId),
    occasion: i64,
) -> Result<bool, StoreError> {
    let rows = sqlx::query(
        "UPDATE notice
         SET state = CASE WHEN state = 'owed' AND open_tries = 0 THEN 'moot' ELSE state END,
             stale = CASE WHEN state = 'owed' AND open_tries = 0 THEN NULL ELSE stale END
         WHERE organisation = $1 AND meeting = $2 AND seat = $3 AND occasion = $4 AND kind = $5
           AND person = $6
         RETURNING state, open_tries",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seat.0)
    .bind(occasion)
    .bind(SeatNotice::Summons.word())
    .bind(substitute.0)
    .fetch_all(db)
    .await?;
    let left = |row: &AnyRow| {
        Ok(match row.parsed_text("state", NoticeState::from_word)? {
            NoticeState::Sending | NoticeState::Sent => true,
            NoticeState::Owed => row.int("open_tries")? > 0,
            NoticeState::Undeliverable => row.int("open_tries")? > 1,
            NoticeState::Moot => false,
        })
    };
    let left = rows.iter().map(left).collect::<Result<Vec<bool>, sqlx::Error>>()?;
    Ok(left.contains(&true))
}

/// Those whose newest direct message could not be delivered because they take none, and who have had
/// no other account since.
pub async fn closed_to_us(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.person FROM notice n
         WHERE n.organisation = $1 AND n.destination = 'direct' AND n.obstacle = 'closed-direct'
           AND NOT EXISTS (SELECT 1 FROM notice later
                           WHERE later.person = n.person AND later.destination = 'direct'
                             AND later.id > n.id AND later.state = 'sent')
           AND NOT EXISTS (SELECT 1 FROM audit a
                           WHERE a.about = n.person AND a.deed = 'linked' AND a.id > n.id)
         GROUP BY n.person",
    )
    .bind(organisation.0)
    .fetch_all(db)
    .await?;
    let person = |row: &AnyRow| Ok(PersonId(row.int("person")?));
    Ok(rows.iter().map(person).collect::<Result<_, sqlx::Error>>()?)
}

/// The group's own channels, of those for all and for its officials, whose newest message could not be
/// delivered.
pub async fn channels_closed_to_us(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Destination>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.destination FROM notice n
         WHERE n.organisation = $1 AND n.group_id = $2 AND n.state = 'undeliverable'
           AND n.destination IN ('channel', 'officials')
           AND NOT EXISTS (SELECT 1 FROM notice later
                           WHERE later.organisation = $1 AND later.group_id = $2
                             AND later.destination = n.destination
                             AND later.id > n.id AND later.state = 'sent')
         GROUP BY n.destination ORDER BY n.destination",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let destination = |row: &AnyRow| row.parsed_text("destination", Destination::from_word);
    Ok(rows.iter().map(destination).collect::<Result<_, sqlx::Error>>()?)
}

/// The kinds of messages that a person was sent, each with when, oldest first.
pub async fn sent_to(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(NoticeKind, DateTime<Utc>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, sent FROM notice
         WHERE organisation = $1 AND person = $2 AND state = 'sent' ORDER BY sent, id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let both =
        |row: &AnyRow| Ok((row.parsed_text("kind", NoticeKind::from_word)?, row.instant("sent")?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
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

fn read_notice(row: &AnyRow) -> Result<Notice, sqlx::Error> {
    Ok(Notice {
        id: NoticeId(row.int("id")?),
        owed: Owed {
            organisation: OrganisationId(row.int("organisation")?),
            kind: row.parsed_text("kind", NoticeKind::from_word)?,
            subject: Subject::of(
                GroupId(row.int("group_id")?),
                row.maybe_int("meeting")?.map(MeetingId),
                row.maybe_int("seat")?.map(SeatId),
            ),
            occasion: row.int("occasion")?,
            destination: row.parsed_text("destination", Destination::from_word)?,
            person: row.maybe_int("person")?.map(PersonId),
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
    })
}
