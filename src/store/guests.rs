//! Who is co-opted for an agenda item or a meeting.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::agenda::by_item;
use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::agenda::{Announced, Guest, GuestOf, Participant, Up};
use crate::domain::id::{GroupId, GuestId, ItemId, MeetingId, OrganisationId, PersonId};
use crate::domain::wording::Name;

/// What stands in a table instead of an instant, of an item that waits for a meeting.
const WAITS: i64 = 0;

/// Writes a new guest.
pub async fn insert(db: &mut Connection, guest: &Guest) -> Result<(), StoreError> {
    let (item, meeting) = match guest.of {
        GuestOf::Item(item) => (Some(item.0), None),
        GuestOf::Meeting(meeting) => (None, Some(meeting.0)),
    };
    let (person, name) = match &guest.who {
        Participant::Person(person) => (Some(person.0), None),
        Participant::Named(name) => (None, Some(name.as_str())),
    };
    sqlx::query(
        "INSERT INTO guest (id, organisation, group_id, item, meeting, person, name, ended,
                            up, up_before, occasion, occasion_before, due)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(guest.id.0)
    .bind(guest.organisation.0)
    .bind(guest.group.0)
    .bind(item)
    .bind(meeting)
    .bind(person)
    .bind(name)
    .bind(guest.ended.map(|at| at.timestamp()))
    .bind(up(guest.announced.up))
    .bind(up(guest.announced.before))
    .bind(guest.announced.occasion)
    .bind(guest.announced.occasion_before)
    .bind(guest.announced.due.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes whether a guest is one still, and what they were told.
pub async fn update(db: &mut Connection, guest: &Guest) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE guest SET ended = $3, up = $4, up_before = $5, occasion = $6, occasion_before = $7, due = $8
         WHERE organisation = $1 AND id = $2",
    )
    .bind(guest.organisation.0)
    .bind(guest.id.0)
    .bind(guest.ended.map(|at| at.timestamp()))
    .bind(up(guest.announced.up))
    .bind(up(guest.announced.before))
    .bind(guest.announced.occasion)
    .bind(guest.announced.occasion_before)
    .bind(guest.announced.due.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// One guest of an organisation, also one that is one no more.
pub async fn guest(
    db: &mut Connection,
    organisation: OrganisationId,
    guest: GuestId,
) -> Result<Option<Guest>, StoreError> {
    let row = sqlx::query("SELECT * FROM guest WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(guest.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_guest(&row)).transpose()?)
}

/// The guests of items, by item, in the order in which they were co-opted.
pub async fn of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Guest>>, StoreError> {
    let statement =
        "SELECT g.* FROM guest g WHERE g.organisation = $1 AND g.ended IS NULL AND g.item IN";
    by_item(db, organisation, (statement, "g.id"), items, read_guest).await
}

/// The guests of a whole meeting, in the order in which they were co-opted.
pub async fn of_meeting(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: MeetingId,
) -> Result<Vec<Guest>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM guest WHERE organisation = $1 AND meeting = $2 AND ended IS NULL ORDER BY id",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_guest).collect::<Result<_, _>>()?)
}

/// All who are co-opted in a group.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Guest>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM guest
         WHERE organisation = $1 AND group_id = $2 AND ended IS NULL ORDER BY id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_guest).collect::<Result<_, _>>()?)
}

/// What somebody is or was co-opted for, oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Guest>, StoreError> {
    let rows =
        sqlx::query("SELECT * FROM guest WHERE organisation = $1 AND person = $2 ORDER BY id")
            .bind(organisation.0)
            .bind(person.0)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().map(read_guest).collect::<Result<_, _>>()?)
}

/// Forgets those who have been guests no longer since before `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM guest WHERE organisation = $1 AND ended < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

fn read_guest(row: &AnyRow) -> Result<Guest, sqlx::Error> {
    let item = row.maybe_int("item")?.map(|item| GuestOf::Item(ItemId(item)));
    let of = match item {
        Some(item) => item,
        None => GuestOf::Meeting(MeetingId(row.int("meeting")?)),
    };
    let who = match row.maybe_int("person")? {
        Some(person) => Participant::Person(PersonId(person)),
        None => Participant::Named(Name::kept(row.text("name")?)),
    };
    Ok(Guest {
        id: GuestId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        of,
        who,
        ended: row.maybe_instant("ended")?,
        announced: read_announced(row)?,
    })
}

/// When somebody is up, as it stands in a table.
pub(super) fn up(up: Up) -> Option<i64> {
    match up {
        Up::Nowhere => None,
        Up::Waits => Some(WAITS),
        Up::At(at) => Some(at.timestamp()),
    }
}

/// What somebody was told of when they are up.
pub(super) fn read_announced(row: &AnyRow) -> Result<Announced, sqlx::Error> {
    let read = |name: &str| match row.maybe_int(name)? {
        None => Ok(Up::Nowhere),
        Some(WAITS) => Ok(Up::Waits),
        Some(_) => row.instant(name).map(Up::At),
    };
    Ok(Announced {
        up: read("up")?,
        before: read("up_before")?,
        occasion: row.int("occasion")?,
        occasion_before: row.int("occasion_before")?,
        due: row.instant("due")?,
    })
}
