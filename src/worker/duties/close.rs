//! Whoever runs a meeting is asked the day after to close it.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::presence::closing;
use crate::store::Store;

/// Owes what is due at `now`; returns for how many meetings. Safe to run again, or elsewhere at the same time: each is asked
/// for once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    closing::ask(store, now).await
}

/// When somebody is asked next, if a meeting is to be closed.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    closing::next(store, now).await
}
