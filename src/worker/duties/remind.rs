//! People are reminded, and hear how things stand, when it is time for it.

use chrono::{DateTime, Utc};

use crate::actions::{ActionError, reminding};
use crate::store::Store;

/// Owes what is due at `now`; returns how much that was. Safe to run again, or elsewhere at the same time: each is owed once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    reminding::remind(store, now).await
}

/// When something is due next.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    reminding::next(store, now).await
}
