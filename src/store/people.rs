//! People and their chat accounts.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_rows};
use super::columns::Columns;
use super::organisations::read_organisation;
use super::{Connection, StoreError};
use crate::domain::account::{GuildId, UserId};
use crate::domain::group::Organisation;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::person::Person;

/// Writes new people.
pub async fn insert_people(
    db: &mut Connection,
    organisation: OrganisationId,
    people: &[Person],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 4;
    for some in people.chunks(rows_of(COLUMNS)) {
        let statement = "INSERT INTO person (id, organisation, name, account)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for person in some {
            query = query
                .bind(person.id.0)
                .bind(organisation.0)
                .bind(&person.name)
                .bind(person.account.map(|account| account.0));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Everybody in an organisation who has not erased themselves, by name.
pub async fn people_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<Person>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, account FROM person
         WHERE organisation = $1 AND erased IS NULL ORDER BY name",
    )
    .bind(organisation.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(|row| read_person(row, "")).collect::<Result<_, _>>()?)
}

/// The person of this name.
pub async fn named(
    db: &mut Connection,
    organisation: OrganisationId,
    name: &str,
) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query(
        "SELECT id, name, account FROM person
         WHERE organisation = $1 AND name = $2 AND erased IS NULL",
    )
    .bind(organisation.0)
    .bind(name)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_person(&row, "")).transpose()?)
}

/// Links a person to an account, or to none. An account is one person's in an organisation.
pub async fn set_account(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    account: Option<UserId>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE person SET account = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(person.0)
        .bind(account.map(|account| account.0))
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a person another name.
pub async fn rename(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    name: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE person SET name = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(person.0)
        .bind(name)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes a person's name and account. What they held and said stays, as nobody's.
pub async fn erase(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE person SET name = '', account = NULL, erased = $3
         WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(person.0)
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// The person who is linked to a chat account.
pub async fn person_of_account(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query(
        "SELECT id, name, account FROM person WHERE organisation = $1 AND account = $2",
    )
    .bind(organisation.0)
    .bind(account.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_person(&row, "")).transpose()?)
}

/// The organisation of a guild and, if there is one, the person linked to a chat account.
pub async fn in_guild(
    db: &mut Connection,
    guild: GuildId,
    account: UserId,
) -> Result<Option<(Organisation, Option<Person>)>, StoreError> {
    let row = sqlx::query(
        "SELECT o.id, o.guild, o.name, o.language, o.zone,
                p.id AS person_id, p.name AS person_name, p.account AS person_account
         FROM organisation o
         LEFT JOIN person p ON p.organisation = o.id AND p.account = $2
         WHERE o.guild = $1",
    )
    .bind(guild.0)
    .bind(account.0)
    .fetch_optional(db)
    .await?;
    let read = |row: AnyRow| -> Result<_, sqlx::Error> {
        let person = row.maybe_int("person_id")?.map(|_| read_person(&row, "person_"));
        Ok((read_organisation(&row)?, person.transpose()?))
    };
    Ok(row.map(read).transpose()?)
}

/// One person of an organisation.
pub async fn person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Person>, StoreError> {
    let row =
        sqlx::query("SELECT id, name, account FROM person WHERE organisation = $1 AND id = $2")
            .bind(organisation.0)
            .bind(person.0)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| read_person(&row, "")).transpose()?)
}

/// Reads a person from columns `{prefix}id`, `{prefix}name` and `{prefix}account`.
pub(super) fn read_person(row: &AnyRow, prefix: &str) -> Result<Person, sqlx::Error> {
    Ok(Person {
        id: PersonId(row.int(&format!("{prefix}id"))?),
        name: row.text(&format!("{prefix}name"))?,
        account: row.maybe_int(&format!("{prefix}account"))?.map(UserId),
    })
}
