//! Forms that were refused, as they were filled in: whoever typed them gets them back.

use chrono::{DateTime, Utc};

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::{GuildId, UserId};
use crate::domain::id::{FormId, OrganisationId};

/// A form that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedForm {
    pub id: FormId,
    pub organisation: OrganisationId,
    /// Who filled it in, and alone gets it back.
    pub account: UserId,
    pub at: DateTime<Utc>,
    /// Which form it was, as it names itself.
    pub form: String,
    /// What was typed, by field, as JSON.
    pub fields: String,
}

/// Keeps a form.
pub async fn keep(db: &mut Connection, form: &RefusedForm) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO refused_form (id, organisation, account, at, form, fields)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(form.id.0)
    .bind(form.organisation.0)
    .bind(form.account.0)
    .bind(form.at.timestamp())
    .bind(&form.form)
    .bind(&form.fields)
    .execute(db)
    .await?;
    Ok(())
}

/// A form of an account's. It stays: it may be refused once more.
pub async fn form(
    db: &mut Connection,
    organisation: OrganisationId,
    (form, account): (FormId, UserId),
) -> Result<Option<RefusedForm>, StoreError> {
    let row = sqlx::query(
        "SELECT * FROM refused_form WHERE organisation = $1 AND id = $2 AND account = $3",
    )
    .bind(organisation.0)
    .bind(form.0)
    .bind(account.0)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (at, kind, fields) = (row.instant("at")?, row.text("form")?, row.text("fields")?);
    Ok(Some(RefusedForm { id: form, organisation, account, at, form: kind, fields }))
}

/// Takes up a form of an account's that is kept as `kind`: once, whoever asks at the same time. It is known afterwards
/// that it was there.
pub async fn take(
    db: &mut Connection,
    organisation: OrganisationId,
    (form, account): (FormId, UserId),
    kind: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "UPDATE refused_form SET form = 'taken'
         WHERE organisation = $1 AND id = $2 AND account = $3 AND form = $4 RETURNING fields",
    )
    .bind(organisation.0)
    .bind(form.0)
    .bind(account.0)
    .bind(kind)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.text("fields")).transpose()?)
}

/// The guild in whose organisation an account filled a form in: in a direct message there is none.
pub async fn guild_of(
    db: &mut Connection,
    (form, account): (FormId, UserId),
) -> Result<Option<GuildId>, StoreError> {
    let guild: Option<i64> = sqlx::query_scalar(
        "SELECT o.guild FROM refused_form f JOIN organisation o ON o.id = f.organisation
         WHERE f.id = $1 AND f.account = $2",
    )
    .bind(form.0)
    .bind(account.0)
    .fetch_optional(db)
    .await?;
    Ok(guild.map(GuildId))
}

/// Forgets forms that were refused before `limit`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM refused_form WHERE organisation = $1 AND at < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Forgets what an account has typed.
pub async fn forget_of(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM refused_form WHERE organisation = $1 AND account = $2")
        .bind(organisation.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(())
}
