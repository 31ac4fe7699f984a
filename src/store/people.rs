//! People and their chat accounts.

use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::UserId;
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
