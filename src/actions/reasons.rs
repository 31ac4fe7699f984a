//! Reasons for absence are kept no longer than they are needed.

use chrono::{DateTime, TimeDelta, Utc};

use super::ActionError;
use crate::store::{Store, outbox, replies};

/// For how long after the meeting a reason is kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Forgets the reasons whose time is over, and has the messages that show them edited. Returns how
/// many there were.
pub async fn forget(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let mut tx = store.write().await?;
    let forgotten = replies::forget_reasons(&mut tx, now - KEPT).await?;
    for (organisation, meeting, seat) in &forgotten {
        outbox::mark_stale(&mut tx, *organisation, *meeting, Some(*seat), now).await?;
    }
    store.commit(tx).await?;
    Ok(forgotten.len())
}
