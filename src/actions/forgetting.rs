//! What is kept no longer than it is needed: reasons for absence, codes and wrong tries, files that
//! nobody carried out.

use chrono::{DateTime, TimeDelta, Utc};

use super::ActionError;
use super::registry::import;
use crate::domain::link_code::GUESSES_KEPT;
use crate::store::{Connection, Store, StoreError, link_codes, outbox, pending_imports, replies};

/// For how long after the meeting a reason is kept.
const REASONS_KEPT: TimeDelta = TimeDelta::days(30);

/// Has the messages edited that may still show what is forgotten.
pub(super) async fn show_no_longer(
    db: &mut Connection,
    forgotten: &[replies::Shown],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (organisation, meeting, seat) in forgotten {
        outbox::mark_stale(db, *organisation, *meeting, Some(*seat), now).await?;
    }
    Ok(())
}

/// Forgets what has been kept for long enough, and has the messages that show it edited. Returns
/// how much there was.
pub async fn forget(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let mut tx = store.write().await?;
    let forgotten = replies::forget_reasons(&mut tx, now - REASONS_KEPT).await?;
    show_no_longer(&mut tx, &forgotten, now).await?;
    let codes = link_codes::forget(&mut tx, now - GUESSES_KEPT).await?;
    let files = pending_imports::forget(&mut tx, now - import::WAITS).await?;
    store.commit(tx).await?;
    Ok(forgotten.len() + usize::try_from(codes + files).unwrap_or(usize::MAX))
}
