//! One-time codes for linking an account, and the wrong ones that were tried.

use chrono::{DateTime, Utc};

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::UserId;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::link_code::LinkCode;

/// A code that waits to be used, and on whose right it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub person: PersonId,
    /// The official who made it; `None` for the server's administrator.
    pub maker: Option<UserId>,
}

/// Keeps a person's code, in place of the one before.
pub async fn set(
    db: &mut Connection,
    organisation: OrganisationId,
    Waiting { person, maker }: Waiting,
    code: &LinkCode,
    expires: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO link_code (organisation, person, digest, expires, maker, selector, tries)
         VALUES ($1, $2, $3, $4, $5, $6, 0)
         ON CONFLICT (organisation, person)
         DO UPDATE SET digest = $3, expires = $4, maker = $5, selector = $6, tries = 0",
    )
    .bind(organisation.0)
    .bind(person.0)
    .bind(code.digest(organisation))
    .bind(expires.timestamp())
    .bind(maker.map(|maker| maker.0))
    .bind(code.selector().to_owned())
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a code that is valid at `now`: it is valid once. Returns whose it was.
pub async fn take(
    db: &mut Connection,
    organisation: OrganisationId,
    code: &LinkCode,
    now: DateTime<Utc>,
) -> Result<Option<Waiting>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM link_code WHERE organisation = $1 AND digest = $2 AND expires > $3
         RETURNING person, maker",
    )
    .bind(organisation.0)
    .bind(code.digest(organisation))
    .bind(now.timestamp())
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let maker = row.maybe_int("maker")?.map(UserId);
    Ok(Some(Waiting { person: PersonId(row.int("person")?), maker }))
}

/// Removes a person's code, if there is one.
pub async fn remove(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM link_code WHERE organisation = $1 AND person = $2")
        .bind(organisation.0)
        .bind(person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Remembers that a wrong code was tried.
pub async fn note_guess(
    db: &mut Connection,
    id: i64,
    organisation: OrganisationId,
    account: UserId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO link_guess (id, organisation, account, at) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(organisation.0)
        .bind(account.0)
        .bind(now.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// Counts a wrong try with codes that begin as this one. At the `most`th they are void.
pub async fn count_try(
    db: &mut Connection,
    organisation: OrganisationId,
    code: &LinkCode,
    most: i64,
) -> Result<(), StoreError> {
    let selector = code.selector().to_owned();
    sqlx::query("UPDATE link_code SET tries = tries + 1 WHERE organisation = $1 AND selector = $2")
        .bind(organisation.0)
        .bind(&selector)
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM link_code WHERE organisation = $1 AND selector = $2 AND tries >= $3")
        .bind(organisation.0)
        .bind(selector)
        .bind(most)
        .execute(db)
        .await?;
    Ok(())
}

/// How many wrong codes an account has tried after `since`.
pub async fn guesses(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar(
        "SELECT COUNT(*) FROM link_guess WHERE organisation = $1 AND account = $2 AND at > $3",
    )
    .bind(organisation.0)
    .bind(account.0)
    .bind(since.timestamp())
    .fetch_one(db)
    .await?;
    Ok(count)
}

/// Forgets wrong tries, and codes that expired, before `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let guesses = sqlx::query("DELETE FROM link_guess WHERE organisation = $1 AND at < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(&mut *db)
        .await?;
    let codes = sqlx::query("DELETE FROM link_code WHERE organisation = $1 AND expires < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(guesses.rows_affected() + codes.rows_affected())
}

/// Forgets the wrong tries of an account, and the codes that stood on its right.
pub async fn forget_account(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM link_guess WHERE organisation = $1 AND account = $2")
        .bind(organisation.0)
        .bind(account.0)
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM link_code WHERE organisation = $1 AND maker = $2")
        .bind(organisation.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(())
}
