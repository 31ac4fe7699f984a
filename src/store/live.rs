//! Live messages: those that were sent and are kept true. A change marks them as out of date, and they are
//! claimed one by one to be edited.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::outbox::read_notice;
use super::statement::Statement;
use super::{Connection, StoreError};
use crate::domain::id::{GroupId, ItemId, MeetingId, NoticeId, OrganisationId, SeatId};
use crate::domain::notice::{EDIT_PAUSE, LEASE, Notice};

/// Marks the live messages about a meeting as out of date: those about the whole meeting, and
/// those about `seat` (about every seat, when it is `None`). Messages on their way and those that may be
/// taken up this moment are marked too, since they may carry what was true a moment ago.
pub fn mark_stale(
    organisation: OrganisationId,
    meeting: MeetingId,
    seat: Option<SeatId>,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $5 > $4 AND edited <= $4 THEN edited + $5 ELSE $4 END)
         WHERE +organisation = $1 AND (meeting = $2 OR other_meeting = $2)
           AND state IN ('owed', 'sending', 'sent')
           AND (follows = 'meeting' OR (follows = 'seat' AND ($3 = 0 OR seat = $3)))",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seat.map_or(0, |seat| seat.0))
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Marks the messages about all coming meetings of a group; of every group, when it is `None`.
pub fn mark_all_stale(
    organisation: OrganisationId,
    group: Option<GroupId>,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END)
         WHERE state IN ('owed', 'sending', 'sent') AND follows IN ('meeting', 'seat')
           AND meeting IN (SELECT id FROM meeting
                           WHERE organisation = $1 AND ($2 = 0 OR group_id = $2) AND starts > $3
                             AND state <> 'cancelled')",
    )
    .bind(organisation.0)
    .bind(group.map_or(0, |group| group.0))
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Marks the live messages about an agenda item.
pub fn mark_item_stale(
    organisation: OrganisationId,
    item: ItemId,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END)
         WHERE organisation = $1 AND item = $2 AND follows = 'item'
           AND state IN ('owed', 'sending', 'sent')",
    )
    .bind(organisation.0)
    .bind(item.0)
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Marks the live messages about the items of a meeting: when they are up may have changed, or whether they are firm.
pub fn mark_items_of_meeting_stale(
    organisation: OrganisationId,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END)
         WHERE +organisation = $1 AND follows = 'item' AND state IN ('owed', 'sending', 'sent')
           AND item IN (SELECT id FROM item WHERE +organisation = $1 AND meeting = $2)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Marks the live messages about all items of a group that are still to be dealt with; of every group, when it is
/// `None`.
pub fn mark_all_items_stale(
    organisation: OrganisationId,
    group: Option<GroupId>,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END)
         WHERE +organisation = $1 AND follows = 'item' AND state IN ('owed', 'sending', 'sent')
           AND item IN (SELECT i.id FROM item i LEFT JOIN meeting m ON m.id = i.meeting
                        WHERE i.organisation = $1 AND ($2 = 0 OR i.group_id = $2)
                          AND i.state IN ('proposed', 'placed') AND (m.id IS NULL OR m.ends > $3))",
    )
    .bind(organisation.0)
    .bind(group.map_or(0, |group| group.0))
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Marks what shows what is to come in a group, and takes up again what was not needed for a while.
pub fn mark_calendar_stale(
    organisation: OrganisationId,
    group: GroupId,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new(
        "UPDATE notice
         SET changes = changes + 1,
             state = CASE WHEN state = 'moot' THEN 'owed' ELSE state END,
             due = CASE WHEN state = 'moot' THEN $3 ELSE due END,
             attempts = CASE WHEN state = 'moot' THEN 0 ELSE attempts END,
             open_tries = CASE WHEN state = 'moot' THEN 0 ELSE open_tries END,
             first_attempt = CASE WHEN state = 'moot' THEN NULL ELSE first_attempt END,
             stale = CASE WHEN state = 'moot' THEN NULL
                          ELSE COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3
                                                    THEN edited + $4 ELSE $3 END) END
         WHERE organisation = $1 AND group_id = $2 AND follows = 'group'
           AND state IN ('owed', 'sending', 'sent', 'moot')",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
}

/// Writes down that a message of ours is pinned.
pub async fn pinned(db: &mut Connection, notice: NoticeId) -> Result<(), StoreError> {
    sqlx::query("UPDATE notice SET pinned = 1 WHERE id = $1").bind(notice.0).execute(db).await?;
    Ok(())
}

/// Marks calendars as out of date that show a meeting which is over.
pub async fn mark_what_is_over(db: &mut Connection, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE notice SET changes = changes + 1, stale = $1
         WHERE follows = 'group' AND state = 'sent' AND stale IS NULL
           AND EXISTS (SELECT 1 FROM meeting m
                       WHERE +m.organisation = notice.organisation AND m.group_id = notice.group_id
                         AND m.ends <= $1 AND m.ends > notice.edited)",
    )
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Marks up to so many calendars as out of date that were not edited since then, whatever they show: one may be
/// gone. Returns how many.
pub async fn look_after_calendars(
    db: &mut Connection,
    (since, most): (DateTime<Utc>, i64),
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE notice SET changes = changes + 1, stale = $2, digest = ''
         WHERE id IN (SELECT n.id FROM notice n
                      JOIN groups g ON g.organisation = n.organisation AND g.id = n.group_id
                      JOIN organisation o ON o.id = n.organisation
                      WHERE n.channel IN (g.channel, COALESCE(o.calendar_channel, 0))
                        AND n.follows = 'group' AND n.state = 'sent' AND n.edited <= $1
                        AND n.stale IS NULL
                      LIMIT $3)",
    )
    .bind(since.timestamp())
    .bind(now.timestamp())
    .bind(most)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Marks what the officials were told about a message that waited as out of date: it has arrived, or is needed
/// no more.
pub async fn mark_told_of(
    db: &mut Connection,
    organisation: OrganisationId,
    waited: NoticeId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END)
         WHERE +organisation = $1 AND kind = 'undelivered' AND occasion = $2
           AND state IN ('owed', 'sending', 'sent')",
    )
    .bind(organisation.0)
    .bind(waited.0)
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
    .execute(db)
    .await?;
    Ok(())
}

/// Marks the other posts of a meeting as out of date: one of them, `posted`, stands in the channel now.
pub async fn mark_posts_stale(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    posted: NoticeId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET changes = changes + 1,
             stale = COALESCE(stale, CASE WHEN edited + $5 > $4 AND edited <= $4 THEN edited + $5 ELSE $4 END)
         WHERE organisation = $1 AND meeting = $2 AND is_post = 1 AND state = 'sent' AND id <> $3",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(posted.0)
    .bind(now.timestamp())
    .bind(EDIT_PAUSE.num_seconds())
    .execute(db)
    .await?;
    Ok(())
}

/// Marks up to so many posts of coming meetings as out of date that were not edited since then, whatever they
/// show. Returns how many.
pub async fn look_after_posts(
    db: &mut Connection,
    (since, most): (DateTime<Utc>, i64),
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "UPDATE notice SET changes = changes + 1, stale = $2, digest = ''
         WHERE id IN (SELECT n.id FROM notice n
                      WHERE n.meeting IN (SELECT id FROM meeting
                                          WHERE starts > $2 AND state IN ('scheduled', 'called'))
                        AND n.is_post = 1 AND n.state = 'sent' AND n.edited <= $1
                        AND n.stale IS NULL
                      LIMIT $3)",
    )
    .bind(since.timestamp())
    .bind(now.timestamp())
    .bind(most)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Marks the posts of a meeting as out of date, whatever they show: one of them may be gone.
pub async fn look_after_posts_of(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice SET changes = changes + 1, stale = $3, digest = ''
         WHERE organisation = $1 AND meeting = $2 AND is_post = 1 AND state = 'sent'",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Owes a post anew that was taken away from where it stood. It pings nobody any more.
pub async fn put_up_again(
    db: &mut Connection,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notice
         SET state = 'owed', due = $2, put_up_again = put_up_again + 1, channel = NULL, message = NULL,
             digest = NULL, stale = NULL, edited = NULL, attempts = 0, open_tries = 0,
             first_attempt = NULL, pinned = 0
         WHERE id = $1 AND message = $3 AND state = 'sent'",
    )
    .bind(notice.id.0)
    .bind(now.timestamp())
    .bind(notice.message.map_or(0, |message| message.0))
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
