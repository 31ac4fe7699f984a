//! What has been kept for long enough is forgotten.

use chrono::{DateTime, TimeDelta, Utc};

use crate::actions::{ActionError, forgetting};
use crate::store::Store;

/// How often one looks: what is kept for days need not go to the second.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Forgets all that is old at `now`; returns how much that was.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    forgetting::forget(store, now).await
}

/// When to look again.
pub fn next(now: DateTime<Utc>) -> DateTime<Utc> {
    now + PAUSE
}
