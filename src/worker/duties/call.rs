//! Meetings are called when their invitation is due.
//!
//! Due times are never stored: they follow from a meeting's start and its group's rule. The rule
//! is inverted into a bound on the start, so that what is due is found by index.

use chrono::{DateTime, Utc};

use crate::actions::{ActionError, meeting};
use crate::store::{Store, groups, meetings};

/// Calls every meeting whose invitation is due at `now`; returns how many it called. Safe to run
/// again, or elsewhere at the same time: a meeting is called once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let mut due = Vec::new();
    {
        let mut db = store.read().await?;
        for group in groups::groups_with_meetings_to_call(&mut db, now).await? {
            let bound = group.rule.due_before(now);
            let found = meetings::meetings_to_call(&mut db, group.id, now, bound).await?;
            let found = found.into_iter().filter(|meeting| group.rule.is_due(meeting.starts, now));
            due.extend(found.map(|meeting| (meeting.organisation, meeting.id)));
        }
    }
    if due.is_empty() { Ok(0) } else { meeting::call(store, &due, now).await }
}

/// When the next invitation is due, if a meeting waits for one.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let mut next = None;
    for group in groups::groups_with_meetings_to_call(&mut db, now).await? {
        // A later start is never called earlier, so that the soonest meeting decides.
        let soonest = meetings::soonest_to_call(&mut db, group.id, now).await?;
        let call =
            soonest.and_then(|meeting| group.rule.call_at(meeting.starts)).map(|at| at.max(now));
        next = [next, call].into_iter().flatten().min();
    }
    Ok(next)
}
