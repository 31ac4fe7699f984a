//! People, and the ways in which they can be reached.

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_list, with_rows};
use super::columns::{Columns, Several};
use super::organisations::read_organisation;
use super::{Connection, StoreError, reach};
use crate::domain::account::{GuildId, UserId};
use crate::domain::group::Organisation;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::person::Person;

/// The way to a chat account, whose number is the address.
pub(super) const DISCORD: &str = "discord";

/// Writes new people.
pub async fn insert_people(
    db: &mut Connection,
    organisation: OrganisationId,
    people: &[Person],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 3;
    for some in people.chunks(rows_of(COLUMNS)) {
        let statement = "INSERT INTO person (id, organisation, name)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for person in some {
            query = query.bind(person.id.0).bind(organisation.0).bind(&person.name);
        }
        query.execute(&mut *db).await?;
    }
    let with_account = people.iter().filter_map(|one| Some((one.id, one.account?)));
    insert_accounts(db, organisation, &with_account.collect::<Vec<_>>()).await
}

async fn insert_accounts(
    db: &mut Connection,
    organisation: OrganisationId,
    accounts: &[(PersonId, UserId)],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 4;
    for some in accounts.chunks(rows_of(COLUMNS)) {
        let statement = "INSERT INTO contact (organisation, person, way, address)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for (person, account) in some {
            query =
                query.bind(organisation.0).bind(person.0).bind(DISCORD).bind(account.to_string());
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
        "SELECT p.id, p.name, c.address AS account FROM person p
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE p.organisation = $1 AND p.erased IS NULL ORDER BY p.name",
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
        "SELECT p.id, p.name, c.address AS account FROM person p
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE p.organisation = $1 AND p.name = $2 AND p.erased IS NULL",
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
    sqlx::query("DELETE FROM contact WHERE organisation = $1 AND person = $2 AND way = $3")
        .bind(organisation.0)
        .bind(person.0)
        .bind(DISCORD)
        .execute(&mut *db)
        .await?;
    reach::forget(db, organisation, person).await?;
    let account: Vec<_> = account.map(|account| (person, account)).into_iter().collect();
    insert_accounts(db, organisation, &account).await
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

/// Removes a person's name and the ways to reach them. What they held and said stays, as nobody's.
pub async fn erase(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE person SET name = '', erased = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(person.0)
        .bind(now.timestamp())
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM contact WHERE organisation = $1 AND person = $2")
        .bind(organisation.0)
        .bind(person.0)
        .execute(&mut *db)
        .await?;
    reach::forget(db, organisation, person).await
}

/// The person who is linked to a chat account.
pub async fn person_of_account(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query(
        "SELECT p.id, p.name, c.address AS account
         FROM contact c JOIN person p ON p.id = c.person
         WHERE c.organisation = $1 AND c.way = 'discord' AND c.address = $2",
    )
    .bind(organisation.0)
    .bind(account.to_string())
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
                p.id AS person_id, p.name AS person_name, c.address AS person_account
         FROM organisation o
         LEFT JOIN contact c ON c.organisation = o.id AND c.way = 'discord' AND c.address = $2
         LEFT JOIN person p ON p.id = c.person
         WHERE o.guild = $1",
    )
    .bind(guild.0)
    .bind(account.to_string())
    .fetch_optional(db)
    .await?;
    let read = |row: AnyRow| -> Result<_, sqlx::Error> {
        let person = row.maybe_int("person_id")?.map(|_| read_person(&row, "person_"));
        Ok((read_organisation(&row, "")?, person.transpose()?))
    };
    Ok(row.map(read).transpose()?)
}

/// One person of an organisation.
pub async fn person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query(
        "SELECT p.id, p.name, c.address AS account FROM person p
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE p.organisation = $1 AND p.id = $2",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_person(&row, "")).transpose()?)
}

/// Some people of an organisation, in any order.
pub async fn some(
    db: &mut Connection,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<Vec<Person>, StoreError> {
    let mut found = Vec::new();
    for some in people.chunks(rows_of(1)) {
        let sql = "SELECT p.id, p.name, c.address AS account FROM person p
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE p.organisation = $1 AND p.id IN";
        let query = sqlx::query(AssertSqlSafe(with_list(sql, 2, some.len())));
        let query = some.iter().fold(query.bind(organisation.0), |query, one| query.bind(one.0));
        for row in query.fetch_all(&mut *db).await? {
            found.push(read_person(&row, "")?);
        }
    }
    Ok(found)
}

/// Reads a person from columns `{prefix}id`, `{prefix}name` and `{prefix}account`.
pub(super) fn read_person(row: &AnyRow, prefix: &str) -> Result<Person, sqlx::Error> {
    Ok(Person {
        id: PersonId(row.int(&format!("{prefix}id"))?),
        name: row.text(&format!("{prefix}name"))?,
        account: row
            .maybe_text(&format!("{prefix}account"))?
            .and_then(|address| address.parse().ok()),
    })
}

/// An SQL expression for a person and their way of contact, by what they are called in the statement: several values, which
/// [`several_of_person`] reads.
pub(super) fn several_values_of_person(person: &str, contact: &str) -> String {
    format!("{person}.id || ' ' || COALESCE({contact}.address, '') || ' ' || {person}.name")
}

/// Reads a person from several values: id, account, and last the name.
pub(super) fn several_of_person(several: &mut Several<'_>) -> Option<Person> {
    let (id, account) = (PersonId(several.next()?), several.word()?.parse().ok());
    Some(Person { id, account, name: several.rest().to_owned() })
}
