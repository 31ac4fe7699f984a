//! Meetings are called when their invitation is due.
//!
//! Due times are never stored: they follow from a meeting's start and its group's rule. The rule
//! is inverted into a bound on the start, so that what is due is found by index.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::actions::{ActionError, meeting};
use crate::domain::account::GuildId;
use crate::domain::id::{MeetingId, OrganisationId};
use crate::store::{Store, groups, meetings};

/// Calls every meeting whose invitation is due at `now`; returns how many it called. Safe to run
/// again, or elsewhere at the same time: a meeting is called once.
pub async fn carry_out(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let mut due: BTreeMap<(OrganisationId, GuildId), Vec<MeetingId>> = BTreeMap::new();
    {
        let mut db = store.read().await?;
        for (group, guild) in groups::groups_with_meetings_to_call(&mut db, now).await? {
            let bound = group.rule.due_before(now);
            let found = meetings::meetings_to_call(&mut db, group.id, now, bound).await?;
            let found = found.into_iter().filter(|meeting| group.rule.is_due(meeting.starts, now));
            let found = found.map(|meeting| meeting.id);
            due.entry((group.organisation, guild)).or_default().extend(found);
        }
    }
    let mut called = 0;
    for (organisation, due) in due.into_iter().filter(|(_, due)| !due.is_empty()) {
        called += meeting::call(store, organisation, &due, now).await?;
    }
    Ok(called)
}

/// When the next invitation is due, if a meeting waits for one.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let mut next = None;
    for (group, _) in groups::groups_with_meetings_to_call(&mut db, now).await? {
        // A later start is never called earlier, so that the soonest meeting decides.
        let soonest = meetings::soonest_to_call(&mut db, group.id, now).await?;
        let call =
            soonest.and_then(|meeting| group.rule.call_at(meeting.starts)).map(|at| at.max(now));
        next = [next, call].into_iter().flatten().min();
    }
    Ok(next)
}
