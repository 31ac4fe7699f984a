//! Whoever follows something is told once a day at most what is new of it.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::calendar::digest;
use crate::store::Store;

/// Owes what is due at `now`; returns of how many one has looked. Safe to run again, or elsewhere at the same time: each is looked
/// at once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    digest::owe_digests(store, now).await
}

/// When somebody's hour comes next, if anybody follows anything.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    digest::next(store, now).await
}
