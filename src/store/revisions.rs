//! Notes as they were published and approved: they are added to, and never changed.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_list};
use super::columns::Columns;
use super::meetings::read_meeting;
use super::notes::{OfMeeting, read_head};
use super::{Connection, StoreError};
use crate::domain::id::{GroupId, MeetingId, OrganisationId, PersonId, SeatId};
use crate::domain::meeting::Meeting;
use crate::domain::notes::{Approval, Content, NotesHead, Revision};
use crate::domain::wording::Reason;

/// Writes a revision, which is the newest from now on. `words` is what is looked through.
pub async fn insert(
    db: &mut Connection,
    organisation: OrganisationId,
    (id, revision, words): (i64, &Revision, &str),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notes_revision SET newest = 0 WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(revision.meeting.0)
        .execute(&mut *db)
        .await?;
    let corrupt = |error: serde_json::Error| StoreError::Corrupt(error.to_string());
    let content = serde_json::to_string(&revision.content).map_err(corrupt)?;
    let writers = serde_json::to_string(&revision.writers).map_err(corrupt)?;
    sqlx::query(
        "INSERT INTO notes_revision (id, organisation, meeting, number, content, words, newest,
                                     published, published_by, writers)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9)",
    )
    .bind(id)
    .bind(organisation.0)
    .bind(revision.meeting.0)
    .bind(revision.number)
    .bind(content)
    .bind(words)
    .bind(revision.published.timestamp())
    .bind(revision.by.map(|person| person.0))
    .bind(writers)
    .execute(db)
    .await?;
    Ok(())
}

/// A revision of a meeting's notes: that one, or the newest.
pub async fn revision(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    number: Option<i64>,
) -> Result<Option<Revision>, StoreError> {
    let row = sqlx::query(
        "SELECT * FROM notes_revision
         WHERE organisation = $1 AND meeting = $2 AND (number = $3 OR ($3 = 0 AND newest = 1))",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(number.unwrap_or(0))
    .fetch_optional(db)
    .await?;
    row.map(|row| read_revision(&row)).transpose()
}

/// Approves a revision.
pub async fn approve(
    db: &mut Connection,
    organisation: OrganisationId,
    (id, approval): (i64, &Approval),
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO notes_approval (id, organisation, meeting, revision, at_meeting, approved_by, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(organisation.0)
    .bind(approval.meeting.0)
    .bind(approval.revision)
    .bind(approval.at_meeting.0)
    .bind(approval.by.0)
    .bind(approval.at.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// The approvals of a meeting's notes, the last first.
pub async fn approvals(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<Approval>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM notes_approval WHERE organisation = $1 AND meeting = $2 ORDER BY id DESC",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_approval).collect::<Result<_, _>>()?)
}

/// What was approved at a meeting, with what is known of those notes.
pub async fn approved_at(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<(Approval, NotesHead)>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.*, n.year, n.number, n.adjuster FROM notes_approval a
         JOIN notes n ON n.organisation = a.organisation AND n.meeting = a.meeting
         WHERE a.organisation = $1 AND a.at_meeting = $2 ORDER BY a.id",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((read_approval(row)?, read_head(row)?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// Notes that somebody may pick: the meeting, what is known of them, and whether the newest revision is approved.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedNotes {
    pub meeting: Meeting,
    pub head: NotesHead,
    pub is_approved: bool,
}

/// Published notes of groups, those of the last meeting first.
pub async fn published(
    db: &mut Connection,
    organisation: OrganisationId,
    groups: &[GroupId],
    most: i64,
) -> Result<Vec<ListedNotes>, StoreError> {
    let mut found = Vec::new();
    for some in groups.chunks(rows_of(1)) {
        let sql = "SELECT m.*, n.year, n.number, n.adjuster,
                          (SELECT COUNT(*) FROM notes_approval a
                           WHERE a.meeting = r.meeting AND a.revision = r.number) AS approvals
                   FROM notes_revision r
                   JOIN notes n ON n.organisation = r.organisation AND n.meeting = r.meeting
                   JOIN meeting m ON m.id = r.meeting
                   WHERE r.organisation = $1 AND r.newest = 1 AND n.group_id IN";
        let sql = with_list(sql, 3, some.len()) + " ORDER BY m.starts DESC LIMIT $2";
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0).bind(most);
        let query = some.iter().fold(query, |query, one| query.bind(one.0));
        for row in query.fetch_all(&mut *db).await? {
            found.push(read_listed(&row)?);
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.meeting.starts));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

/// Notes in which something was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub meeting: Meeting,
    pub head: NotesHead,
    pub content: Content,
}

/// How many words are looked for at once.
pub const MOST_WORDS: usize = 8;

/// The newest revisions of groups' notes in which all of some words are found, those of the last meeting first: so many from
/// one on, and how many there are in all. The words are folded, and stand for themselves.
pub async fn search(
    db: &mut Connection,
    organisation: OrganisationId,
    (groups, words): (&[GroupId], &[String]),
    (first, most): (usize, usize),
) -> Result<(Vec<Found>, usize), StoreError> {
    if groups.is_empty() || words.is_empty() {
        return Ok((Vec::new(), 0));
    }
    // A group more than a statement can name is nobody's.
    let groups = &groups[..groups.len().min(rows_of(2))];
    // Which they are is found without what stands in them, which is long. PostgreSQL keeps a long text compressed, and
    // unpacks it wherever it is named: so it is named once, in a subquery whose LIMIT keeps it from being merged.
    let sql = "SELECT r.id, COUNT(*) OVER () AS in_all
               FROM notes_revision r
               JOIN notes n ON n.organisation = r.organisation AND n.meeting = r.meeting
               JOIN meeting m ON m.id = r.meeting
               WHERE r.organisation = $1 AND r.newest = 1
                 AND (SELECT w LIKE $2 ESCAPE '!'
                         AND ($3 = '%' OR w LIKE $3 ESCAPE '!')
                         AND ($4 = '%' OR w LIKE $4 ESCAPE '!')
                         AND ($5 = '%' OR w LIKE $5 ESCAPE '!')
                         AND ($6 = '%' OR w LIKE $6 ESCAPE '!')
                         AND ($7 = '%' OR w LIKE $7 ESCAPE '!')
                         AND ($8 = '%' OR w LIKE $8 ESCAPE '!')
                         AND ($9 = '%' OR w LIKE $9 ESCAPE '!')
                      FROM (SELECT r.words || '' AS w LIMIT 1) unpacked)
                 AND n.group_id IN";
    let after = MOST_WORDS + 2 + groups.len();
    let sql = with_list(sql, MOST_WORDS + 2, groups.len());
    let end = format!(" ORDER BY m.starts DESC, m.id DESC LIMIT ${after} OFFSET ${}", after + 1);
    let sql = sql + &end;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
    // What is not looked for is found everywhere.
    let patterns = words.iter().map(|word| pattern(word)).chain(std::iter::repeat("%".to_owned()));
    let query = patterns.take(MOST_WORDS).fold(query, |query, one| query.bind(one));
    let query = groups.iter().fold(query, |query, one| query.bind(one.0));
    let rows = query.bind(number(most)).bind(number(first)).fetch_all(&mut *db).await?;
    let in_all = rows.first().map(|row| row.int("in_all")).transpose()?.unwrap_or(0);
    let mut found = Vec::new();
    for row in &rows {
        found.extend(found_in(db, organisation, row.int("id")?).await?);
    }
    Ok((found, usize::try_from(in_all).unwrap_or(0)))
}

async fn found_in(
    db: &mut Connection,
    organisation: OrganisationId,
    revision: i64,
) -> Result<Option<Found>, StoreError> {
    let row = sqlx::query(
        "SELECT m.*, n.year, n.number, n.adjuster, r.content FROM notes_revision r
         JOIN notes n ON n.organisation = r.organisation AND n.meeting = r.meeting
         JOIN meeting m ON m.id = r.meeting
         WHERE r.organisation = $1 AND r.id = $2",
    )
    .bind(organisation.0)
    .bind(revision)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (meeting, head) = (read_meeting(&row)?, read_head(&row)?);
    Ok(Some(Found { meeting, head, content: read_content(&row)? }))
}

/// What makes the sign behind it stand for itself: a backslash is written otherwise on each engine.
const ESCAPE: char = '!';

/// A word as a pattern, in which nothing stands for anything else.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// The notes of groups that were first published after `since` and up to `until`.
pub async fn published_between(
    db: &mut Connection,
    organisation: OrganisationId,
    groups: &[GroupId],
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<ListedNotes>, StoreError> {
    let mut found = Vec::new();
    for some in groups.chunks(rows_of(1)) {
        let sql = "SELECT m.*, n.year, n.number, n.adjuster, 0 AS approvals
                   FROM notes_revision r
                   JOIN notes n ON n.organisation = r.organisation AND n.meeting = r.meeting
                   JOIN meeting m ON m.id = r.meeting
                   WHERE r.organisation = $1 AND r.number = 1 AND r.published > $2 AND r.published <= $3
                     AND n.group_id IN";
        let sql = with_list(sql, 4, some.len()) + " ORDER BY m.starts";
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        let query = query.bind(since.timestamp()).bind(until.timestamp());
        let query = some.iter().fold(query, |query, one| query.bind(one.0));
        for row in query.fetch_all(&mut *db).await? {
            found.push(read_listed(&row)?);
        }
    }
    Ok(found)
}

/// A word that somebody leaves to the other of their pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    pub id: i64,
    pub seat: SeatId,
    pub from: PersonId,
    pub to: PersonId,
    pub words: Reason,
}

/// Keeps a word; what was left before for the same seat it replaces.
pub async fn leave_word(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    word: &HandOver,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO hand_over (id, organisation, meeting, seat, from_person, to_person, words, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (meeting, seat, from_person)
         DO UPDATE SET id = excluded.id, to_person = excluded.to_person, words = excluded.words, at = excluded.at",
    )
    .bind(word.id)
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(word.seat.0)
    .bind(word.from.0)
    .bind(word.to.0)
    .bind(word.words.as_str())
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// The words that were left after a meeting.
pub async fn words_of(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<HandOver>, StoreError> {
    let rows =
        sqlx::query("SELECT * FROM hand_over WHERE organisation = $1 AND meeting = $2 ORDER BY id")
            .bind(organisation.0)
            .bind(meeting.0)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().map(read_word).collect::<Result<_, _>>()?)
}

/// The words that somebody has left, and those that were left to them: the group's name, when the meeting began, and the
/// word; oldest first.
pub async fn words_of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(String, DateTime<Utc>, HandOver)>, StoreError> {
    let rows = sqlx::query(
        "SELECT h.*, g.name AS group_name, m.starts FROM hand_over h
         JOIN meeting m ON m.id = h.meeting JOIN groups g ON g.id = m.group_id
         WHERE +h.organisation = $1 AND (h.from_person = $2 OR h.to_person = $2) ORDER BY h.id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let one = |row: &AnyRow| Ok((row.text("group_name")?, row.instant("starts")?, read_word(row)?));
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// Forgets the words that somebody has left, and those that were left to them.
pub async fn forget_words_of(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM hand_over WHERE +organisation = $1 AND (from_person = $2 OR to_person = $2)",
    )
    .bind(organisation.0)
    .bind(person.0)
    .execute(db)
    .await?;
    Ok(())
}

fn read_word(row: &AnyRow) -> Result<HandOver, sqlx::Error> {
    Ok(HandOver {
        id: row.int("id")?,
        seat: SeatId(row.int("seat")?),
        from: PersonId(row.int("from_person")?),
        to: PersonId(row.int("to_person")?),
        words: Reason::kept(row.text("words")?),
    })
}

fn read_content(row: &AnyRow) -> Result<Content, StoreError> {
    serde_json::from_str(&row.text("content")?)
        .map_err(|error| StoreError::Corrupt(format!("notes: {error}")))
}

fn read_listed(row: &AnyRow) -> Result<ListedNotes, StoreError> {
    let is_approved = row.int("approvals")? > 0;
    Ok(ListedNotes { meeting: read_meeting(row)?, head: read_head(row)?, is_approved })
}

fn read_revision(row: &AnyRow) -> Result<Revision, StoreError> {
    Ok(Revision {
        meeting: MeetingId(row.int("meeting")?),
        number: row.int("number")?,
        content: read_content(row)?,
        published: row.instant("published")?,
        by: row.maybe_int("published_by")?.map(PersonId),
        writers: serde_json::from_str(&row.text("writers")?)
            .map_err(|error| StoreError::Corrupt(error.to_string()))?,
    })
}

fn read_approval(row: &AnyRow) -> Result<Approval, sqlx::Error> {
    Ok(Approval {
        meeting: MeetingId(row.int("meeting")?),
        revision: row.int("revision")?,
        at_meeting: MeetingId(row.int("at_meeting")?),
        by: PersonId(row.int("approved_by")?),
        at: row.instant("at")?,
    })
}
