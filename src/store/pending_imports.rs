//! Files that were read and shown as a difference, and wait to be carried out.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::{Connection, StoreError};
use crate::domain::account::UserId;
use crate::domain::id::{GroupId, ImportId, OrganisationId};

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingImport {
    pub id: ImportId,
    pub organisation: OrganisationId,
    pub group: GroupId,
    /// Who read it in, and alone may carry it out.
    pub account: UserId,
    pub at: DateTime<Utc>,
    /// From when on it holds.
    pub from: NaiveDate,
    /// The rows, in whatever form the reader of files gave them.
    pub content: String,
    /// A digest of the difference that was shown.
    pub shown: String,
}

/// Keeps a file, in place of the one that the same account had waiting for the group.
pub async fn keep(db: &mut Connection, import: &PendingImport) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM pending_import WHERE organisation = $1 AND group_id = $2 AND account = $3",
    )
    .bind(import.organisation.0)
    .bind(import.group.0)
    .bind(import.account.0)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO pending_import (id, organisation, group_id, account, at, from_day, content, shown)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(import.id.0)
    .bind(import.organisation.0)
    .bind(import.group.0)
    .bind(import.account.0)
    .bind(import.at.timestamp())
    .bind(day(import.from))
    .bind(&import.content)
    .bind(&import.shown)
    .execute(db)
    .await?;
    Ok(())
}

/// The rows of a file that waits, as they were kept. What is kept of a file does not change.
pub async fn content(
    db: &mut Connection,
    organisation: OrganisationId,
    import: ImportId,
) -> Result<Option<String>, StoreError> {
    let content = sqlx::query_scalar(
        "SELECT content FROM pending_import WHERE organisation = $1 AND id = $2",
    );
    Ok(content.bind(organisation.0).bind(import.0).fetch_optional(db).await?)
}

/// Takes a file out of waiting.
pub async fn take(
    db: &mut Connection,
    organisation: OrganisationId,
    import: ImportId,
) -> Result<Option<PendingImport>, StoreError> {
    let row =
        sqlx::query("DELETE FROM pending_import WHERE organisation = $1 AND id = $2 RETURNING *")
            .bind(organisation.0)
            .bind(import.0)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| read_import(&row)).transpose()?)
}

/// Forgets all files of an organisation that wait.
pub async fn forget_all(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM pending_import WHERE organisation = $1")
        .bind(organisation.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets files that nobody carried out since `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM pending_import WHERE organisation = $1 AND at < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

fn read_import(row: &AnyRow) -> Result<PendingImport, sqlx::Error> {
    Ok(PendingImport {
        id: ImportId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        account: UserId(row.int("account")?),
        at: row.instant("at")?,
        from: row.day("from_day")?,
        content: row.text("content")?,
        shown: row.text("shown")?,
    })
}
