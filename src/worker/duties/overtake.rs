//! Messages about meetings that have begun, or are over, are edited to look so.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::meeting;
use crate::store::Store;

/// Has what is due at `now` edited; returns of how many meetings. Safe to run again, or elsewhere at the same time.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    meeting::overtake(store, now).await
}

/// When the next meeting begins or ends.
pub async fn next(store: &Store) -> Result<Option<DateTime<Utc>>, ActionError> {
    meeting::next_overtaken(store).await
}
