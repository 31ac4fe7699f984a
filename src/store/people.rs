//! People and their chat accounts.

use sqlx::any::AnyRow;

use super::columns::Columns;
use super::organisations::read_organisation;
use super::{Connection, StoreError};
use crate::domain::account::{GuildId, UserId};
use crate::domain::group::Organisation;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::person::Person;

/// Writes a new person.
pub async fn insert_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: &Person,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO person (id, organisation, name, account) VALUES ($1, $2, $3, $4)")
        .bind(person.id.0)
        .bind(organisation.0)
        .bind(&person.name)
        .bind(person.account.map(|account| account.0))
        .execute(db)
        .await?;
    Ok(())
}

/// Links the people of this name to an account. Returns how many there are.
pub async fn link(
    db: &mut Connection,
    organisation: OrganisationId,
    name: &str,
    account: UserId,
) -> Result<u64, StoreError> {
    let done = sqlx::query("UPDATE person SET account = $3 WHERE organisation = $1 AND name = $2")
        .bind(organisation.0)
        .bind(name)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
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
