//! Whose an account is, wherever it is somebody's: in a direct message nothing says in which organisation.

use sqlx::any::AnyRow;

use super::columns::Columns;
use super::organisations::read_organisation;
use super::people::read_person;
use super::{Connection, StoreError};
use crate::domain::account::UserId;
use crate::domain::group::Organisation;
use crate::domain::language::Language;
use crate::domain::person::Person;

/// Somebody's account, in one of the organisations that know it.
#[derive(Clone, Debug)]
pub struct Contact {
    pub organisation: Organisation,
    pub person: Person,
    /// In which they last used the bot, as far as is known.
    pub language: Option<Language>,
}

/// Those whose account it is: in each organisation at most one.
pub async fn of_account(db: &mut Connection, account: UserId) -> Result<Vec<Contact>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.id, o.guild, o.name, o.language, o.zone, c.language AS spoken,
                p.id AS person_id, p.name AS person_name, c.address AS person_account
         FROM organisation o
         JOIN contact c ON c.organisation = o.id AND c.way = 'discord' AND c.address = $1
         JOIN person p ON p.id = c.person
         ORDER BY o.id",
    )
    .bind(account.to_string())
    .fetch_all(db)
    .await?;
    let contact = |row: &AnyRow| {
        Ok(Contact {
            organisation: read_organisation(row, "")?,
            person: read_person(row, "person_")?,
            language: row.maybe_text("spoken")?.and_then(|tag| Language::from_tag(&tag)),
        })
    };
    Ok(rows.iter().map(contact).collect::<Result<_, sqlx::Error>>()?)
}

/// Writes down in which language whoever has an account uses the bot, wherever the account is somebody's.
pub async fn set_language(
    db: &mut Connection,
    account: UserId,
    language: Language,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE contact SET language = $2
         WHERE organisation IN (SELECT id FROM organisation) AND way = 'discord' AND address = $1",
    )
    .bind(account.to_string())
    .bind(language.tag())
    .execute(db)
    .await?;
    Ok(())
}

/// The languages that the organisations speak, each once.
pub async fn languages(db: &mut Connection) -> Result<Vec<Language>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT language FROM organisation").fetch_all(db).await?;
    let language = |row: &AnyRow| row.parsed_text("language", Language::from_tag);
    Ok(rows.iter().map(language).collect::<Result<_, sqlx::Error>>()?)
}
