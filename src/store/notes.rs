//! Drafts of notes: their sections, who writes, and files that wait for a yes.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, UserId};
use crate::domain::id::{
    GroupId, ItemId, MeetingId, NotesFileId, OrganisationId, PersonId, SectionId,
};
use crate::domain::notes::{NotesHead, NotesNumber, NotesPlaces, Section, SectionOf};
use crate::domain::wording::{Prose, Title};

/// A meeting of an organisation.
pub type OfMeeting = (OrganisationId, MeetingId);

/// What is known of a meeting's notes; nothing as long as nobody has begun them.
pub async fn head(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Option<NotesHead>, StoreError> {
    let row = sqlx::query("SELECT * FROM notes WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_head(&row)).transpose()?)
}

/// Begins the notes of a meeting, if nobody has.
pub async fn begin(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    group: GroupId,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO notes (meeting, organisation, group_id) VALUES ($1, $2, $3)
         ON CONFLICT (meeting) DO NOTHING",
    )
    .bind(meeting.0)
    .bind(organisation.0)
    .bind(group.0)
    .execute(db)
    .await?;
    Ok(())
}

/// The next number of a group's notes in a year.
pub async fn next_number(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, year): (GroupId, i32),
) -> Result<NotesNumber, StoreError> {
    let greatest: Option<i64> = sqlx::query_scalar(
        "SELECT MAX(number) FROM notes
         WHERE +organisation = $1 AND group_id = $2 AND year = $3 AND number IS NOT NULL",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(i64::from(year))
    .fetch_one(db)
    .await?;
    Ok(NotesNumber { year, number: greatest.unwrap_or(0) + 1 })
}

/// Gives notes the number by which they are known from now on.
pub async fn give_number(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    number: NotesNumber,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notes SET year = $3, number = $4 WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .bind(i64::from(number.year))
        .bind(number.number)
        .execute(db)
        .await?;
    Ok(())
}

/// Says who may approve notes beside those who always may.
pub async fn set_adjuster(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    adjuster: Option<PersonId>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE notes SET adjuster = $3 WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .bind(adjuster.map(|person| person.0))
        .execute(db)
        .await?;
    Ok(())
}

/// The sections of a draft, in the order in which they were begun.
pub async fn sections(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<Section>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM notes_section WHERE organisation = $1 AND meeting = $2 ORDER BY id",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_section).collect::<Result<_, _>>()?)
}

/// Writes a section that was at `section.version`, and is one further now. `false` where it is not that any more: then
/// nothing is written. `id` is for a section that nobody has written yet.
pub async fn write(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (id, section): (SectionId, &Section),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let is_written = match section.version {
        0 => insert_section(db, (organisation, meeting), (id, section), now).await?,
        _ => update_section(db, (organisation, meeting), (id, section), now).await?,
    };
    if let Some(by) = section.by.filter(|_| is_written) {
        note_writer(db, (organisation, meeting), by).await?;
    }
    Ok(is_written)
}

/// `false` where somebody else has written of the item meanwhile.
async fn insert_section(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (id, section): (SectionId, &Section),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO notes_section (id, organisation, meeting, item, heading, said, agreed, version,
                                    changed_by, changed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)
         ON CONFLICT (meeting, item) DO NOTHING",
    )
    .bind(id.0)
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(item_of(section))
    .bind(section.heading.as_str())
    .bind(section.said.as_ref().map(Prose::as_str))
    .bind(section.agreed.as_ref().map(Prose::as_str))
    .bind(section.by.map(|person| person.0))
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `false` where it has another version by now.
async fn update_section(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (id, section): (SectionId, &Section),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE notes_section SET heading = $5, said = $6, agreed = $7, version = version + 1,
                                  changed_by = $8, changed = $9
         WHERE organisation = $1 AND meeting = $2 AND version = $4
           AND (id = $3 OR item = $10)",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(id.0)
    .bind(section.version)
    .bind(section.heading.as_str())
    .bind(section.said.as_ref().map(Prose::as_str))
    .bind(section.agreed.as_ref().map(Prose::as_str))
    .bind(section.by.map(|person| person.0))
    .bind(now.timestamp())
    .bind(item_of(section))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

const fn item_of(section: &Section) -> Option<i64> {
    match section.of {
        SectionOf::Item(item) => Some(item.0),
        SectionOf::Own(_) => None,
    }
}

async fn note_writer(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO notes_writer (organisation, meeting, person) VALUES ($1, $2, $3)
         ON CONFLICT (meeting, person) DO NOTHING",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(person.0)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a section of its own away that was at that version. `false` where it is not that any more.
pub async fn remove(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (section, version): (SectionId, i64),
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "DELETE FROM notes_section
         WHERE organisation = $1 AND meeting = $2 AND id = $3 AND version = $4 AND item IS NULL",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(section.0)
    .bind(version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Who has written anything of a draft.
pub async fn writers(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = sqlx::query(
        "SELECT person FROM notes_writer WHERE organisation = $1 AND meeting = $2 ORDER BY person",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    let one = |row: &AnyRow| Ok(PersonId(row.int("person")?));
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// The meetings whose notes somebody has written of: the group's name, and when it began; oldest first.
pub async fn written_by(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT g.name AS group_name, m.starts FROM notes_writer w
         JOIN meeting m ON m.id = w.meeting JOIN groups g ON g.id = m.group_id
         WHERE w.organisation = $1 AND w.person = $2 ORDER BY m.starts",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let one = |row: &AnyRow| Ok((row.text("group_name")?, row.instant("starts")?));
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// Keeps a file that waits for a yes.
pub async fn keep_file(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (file, account, content): (NotesFileId, UserId, &str),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO notes_file (id, organisation, meeting, account, at, content)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(file.0)
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(account.0)
    .bind(now.timestamp())
    .bind(content)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a file that waits, which then waits no longer.
pub async fn take_file(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    (file, account): (NotesFileId, UserId),
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM notes_file WHERE organisation = $1 AND meeting = $2 AND id = $3 AND account = $4
         RETURNING content",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(file.0)
    .bind(account.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.text("content")).transpose()?)
}

/// Forgets files that nobody has said yes to since before `limit`. Returns how many there were.
pub async fn forget_files(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM notes_file WHERE organisation = $1 AND at < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Forgets the files of an account.
pub async fn forget_files_of(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM notes_file WHERE organisation = $1 AND account = $2")
        .bind(organisation.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Where a group's notes go.
pub async fn places(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<NotesPlaces, StoreError> {
    let row = sqlx::query(
        "SELECT notes_channel, notes_on_page FROM groups WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(NotesPlaces::default()) };
    let channel = row.maybe_int("notes_channel")?.map(ChannelId);
    Ok(NotesPlaces { channel, on_page: row.int("notes_on_page")? == 1 })
}

/// Says where a group's notes go.
pub async fn set_places(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, places): (GroupId, NotesPlaces),
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE groups SET notes_channel = $3, notes_on_page = $4 WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(places.channel.map(|channel| channel.0))
    .bind(i64::from(places.on_page))
    .execute(db)
    .await?;
    Ok(())
}

pub(super) fn read_head(row: &AnyRow) -> Result<NotesHead, sqlx::Error> {
    let number = match row.maybe_int("number")? {
        Some(number) => {
            let year = row.number("year")?;
            Some(NotesNumber { year, number })
        }
        None => None,
    };
    Ok(NotesHead { number, adjuster: row.maybe_int("adjuster")?.map(PersonId) })
}

fn read_section(row: &AnyRow) -> Result<Section, sqlx::Error> {
    let of = match row.maybe_int("item")? {
        Some(item) => SectionOf::Item(ItemId(item)),
        None => SectionOf::Own(SectionId(row.int("id")?)),
    };
    let prose = |name| Ok::<_, sqlx::Error>(row.maybe_text(name)?.map(Prose::kept));
    Ok(Section {
        of,
        heading: Title::kept(row.text("heading")?),
        said: prose("said")?,
        agreed: prose("agreed")?,
        version: row.int("version")?,
        by: row.maybe_int("changed_by")?.map(PersonId),
        changed: Some(row.instant("changed")?),
    })
}
