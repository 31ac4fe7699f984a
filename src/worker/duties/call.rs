//! Meetings are called when their invitation is due.

use chrono::{DateTime, Utc};

use crate::actions::{ActionError, calling};
use crate::store::Store;

/// Works out what is due when, calls every meeting whose invitation is due at `now`, and tells of those that
/// began uncalled; returns how many it was. Safe to run again, or elsewhere at the same time: a meeting is called once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    calling::plan(store, now).await?;
    let called = calling::call(store, now).await?;
    Ok(called + calling::tell_missed(store, now).await?)
}

/// When the next invitation is due, if a meeting waits for one.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    calling::next(store, now).await
}
