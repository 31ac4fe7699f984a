//! Officials and their deputies, from when to when.

use chrono::NaiveDate;
use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::people::read_person;
use super::{Connection, StoreError};
use crate::domain::id::{GroupId, OfficialId, OrganisationId, PersonId};
use crate::domain::official::Post;
use crate::domain::period::{Period, day_before};
use crate::domain::person::Person;

/// Makes a person a group's official, or the official's deputy, from a day onwards.
pub async fn insert_official(
    db: &mut Connection,
    organisation: OrganisationId,
    id: OfficialId,
    (group, person, deputy): (GroupId, PersonId, bool),
    from: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO official (id, organisation, group_id, person, deputy, from_day)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.0)
    .bind(organisation.0)
    .bind(group.0)
    .bind(person.0)
    .bind(i64::from(deputy))
    .bind(day(from))
    .execute(db)
    .await?;
    Ok(())
}

/// The official of a group on a day and then the deputy, those that there are.
pub async fn officials_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<Person>, StoreError> {
    let held = held_posts(db, organisation, group, on).await?;
    Ok(held.into_iter().map(|(_, person)| person).collect())
}

/// The posts of a group that are held on a day, the official's first, each with its holder.
pub async fn held_posts(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<(Post, Person)>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.id, o.group_id, o.person, o.deputy, o.from_day, o.to_day,
                p.id AS person_id, p.name AS person_name, c.address AS person_account
         FROM official o JOIN person p ON p.id = o.person
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE o.organisation = $1 AND o.group_id = $2
           AND o.from_day <= $3 AND (o.to_day IS NULL OR o.to_day >= $3)
         ORDER BY o.deputy",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((read_post(row)?, read_person(row, "person_")?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// The posts of an organisation that are held on a day.
pub async fn posts_on(
    db: &mut Connection,
    organisation: OrganisationId,
    on: NaiveDate,
) -> Result<Vec<Post>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.id, o.group_id, o.person, o.deputy, o.from_day, o.to_day
         FROM groups g JOIN official o ON o.group_id = g.id
         WHERE g.organisation = $1 AND o.from_day <= $2 AND (o.to_day IS NULL OR o.to_day >= $2)
         ORDER BY o.group_id, o.deputy",
    )
    .bind(organisation.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_post).collect::<Result<_, _>>()?)
}

/// All posts that a person holds and held.
pub async fn posts_of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Post>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, group_id, person, deputy, from_day, to_day FROM official
         WHERE organisation = $1 AND person = $2 ORDER BY from_day, id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_post).collect::<Result<_, _>>()?)
}

/// A post of an organisation's, also one that is over.
pub async fn post(
    db: &mut Connection,
    organisation: OrganisationId,
    post: OfficialId,
) -> Result<Option<Post>, StoreError> {
    let row = sqlx::query(
        "SELECT id, group_id, person, deputy, from_day, to_day FROM official
         WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(post.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_post(&row)).transpose()?)
}

/// Who held a post until its holder began, if anybody did.
pub async fn predecessor(
    db: &mut Connection,
    organisation: OrganisationId,
    post: OfficialId,
) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query(
        "SELECT p.id, p.name, c.address AS account, o.to_day, now.from_day
         FROM official now
         JOIN official o ON o.group_id = now.group_id AND o.deputy = now.deputy AND o.id < now.id
              AND o.person <> now.person
         JOIN person p ON p.id = o.person
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE now.organisation = $1 AND now.id = $2
         ORDER BY o.id DESC LIMIT 1",
    )
    .bind(organisation.0)
    .bind(post.0)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (ended, began) = (row.maybe_day("to_day")?, row.day("from_day")?);
    if ended != Some(day_before(began)) {
        return Ok(None);
    }
    Ok(Some(read_person(&row, "")?))
}

/// Ends a post: `last` is its last day. One that would end before it began never was.
pub async fn end_post(
    db: &mut Connection,
    organisation: OrganisationId,
    post: &Post,
    last: NaiveDate,
) -> Result<(), StoreError> {
    let statement = if post.period.from > last {
        "DELETE FROM official WHERE organisation = $1 AND id = $2 AND from_day > $3"
    } else {
        "UPDATE official SET to_day = $3 WHERE organisation = $1 AND id = $2"
    };
    sqlx::query(statement).bind(organisation.0).bind(post.id.0).bind(day(last)).execute(db).await?;
    Ok(())
}

fn read_post(row: &AnyRow) -> Result<Post, sqlx::Error> {
    Ok(Post {
        id: OfficialId(row.int("id")?),
        group: GroupId(row.int("group_id")?),
        person: PersonId(row.int("person")?),
        deputy: row.int("deputy")? == 1,
        period: Period { from: row.day("from_day")?, to: row.maybe_day("to_day")? },
    })
}
