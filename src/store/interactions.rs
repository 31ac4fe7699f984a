//! The presses and commands that have been carried out.

use chrono::{DateTime, Utc};

use super::statement::Statement;
use super::{Connection, StoreError};
use crate::domain::account::InteractionId;
use crate::domain::id::OrganisationId;

/// Notes the number of a press or command with what it did: once. Where it has been carried out before it is a duplicate, and
/// nothing is kept.
pub fn carried_out(
    organisation: OrganisationId,
    interaction: InteractionId,
    now: DateTime<Utc>,
) -> Statement {
    Statement::new("INSERT INTO interaction (id, organisation, carried_out) VALUES ($1, $2, $3)")
        .bind(interaction.0)
        .bind(organisation.0)
        .bind(now.timestamp())
}

/// Whether nothing was kept because it was carried out before.
pub fn is_repeated(error: &StoreError) -> bool {
    matches!(error, StoreError::Duplicate(what) if what.contains("interaction"))
}

/// Whether a press or command has been carried out, in whatever organisation: Discord gives each its own
/// number.
pub async fn is_carried_out(
    db: &mut Connection,
    interaction: InteractionId,
) -> Result<bool, StoreError> {
    let found: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM interaction WHERE id = $1")
        .bind(interaction.0)
        .fetch_one(db)
        .await?;
    Ok(found > 0)
}

/// Forgets what was carried out before `until`. Returns how many there were.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    until: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM interaction WHERE organisation = $1 AND carried_out < $2")
        .bind(organisation.0)
        .bind(until.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}
