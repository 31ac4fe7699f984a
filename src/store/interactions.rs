//! The presses and commands that have been carried out.

use chrono::{DateTime, Utc};

use super::{Connection, StoreError, Transaction};
use crate::domain::account::InteractionId;
use crate::domain::id::OrganisationId;

/// Keeps what a press or command did, together with its number: once. Both are one message to the server, since
/// there may be a network in between.
///
/// # Errors
/// `Duplicate` where it has been carried out before: then nothing is kept. As [`Transaction::commit`].
pub async fn commit_once(
    db: Transaction,
    organisation: OrganisationId,
    interaction: InteractionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let noted = "INSERT INTO interaction (id, organisation, carried_out)";
    let row = format!("VALUES ({interaction}, {organisation}, {})", now.timestamp());
    db.commit_with(&format!("{noted} {row}")).await
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
