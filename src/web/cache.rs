//! Calendars as they were last written: programs ask again and again for what has not changed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// For how long one is taken for true while nothing is written: some of it follows from the clock, such as that the time
/// for undoing an absence is over.
const FRESH: TimeDelta = TimeDelta::seconds(5);
/// How many bytes are kept in all. When there are more, all are written anew as they are asked for.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A calendar, and what it is told from another by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub tag: Arc<str>,
    pub body: Arc<str>,
}

#[derive(Debug)]
struct Kept {
    written: Written,
    /// How much had been written into the facts before it was read.
    changes: u64,
    at: DateTime<Utc>,
}

/// What was written, by the digest of the address.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<(HashMap<String, Kept>, usize)>);

impl Cache {
    /// The calendar at an address, where nothing has changed since it was written.
    pub fn get(&self, digest: &str, changes: u64, now: DateTime<Utc>) -> Option<Written> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.0.get(digest)?;
        let is_fresh = kept.changes == changes && kept.at <= now && now < kept.at + FRESH;
        is_fresh.then(|| kept.written.clone())
    }

    /// Keeps one as it is by the facts after so many changes.
    pub fn keep(&self, digest: String, written: Written, (changes, at): (u64, DateTime<Utc>)) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (calendars, bytes) = &mut *kept;
        let size = |one: &Written| one.body.len() + 256;
        if *bytes + size(&written) > MOST_BYTES {
            calendars.clear();
            *bytes = 0;
        }
        *bytes += size(&written);
        if let Some(before) = calendars.insert(digest, Kept { written, changes, at }) {
            *bytes -= size(&before.written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(body: &str) -> Written {
        Written { tag: "\"1\"".into(), body: body.into() }
    }

    #[test]
    fn what_was_written_counts_until_something_changes_or_time_passes() {
        let (cache, noon) = (Cache::default(), DateTime::<Utc>::default());
        cache.keep("a".to_owned(), written("x"), (7, noon));
        assert_eq!(cache.get("a", 7, noon), Some(written("x")));
        assert_eq!(cache.get("a", 8, noon), None, "something was written");
        assert_eq!(cache.get("b", 7, noon), None);
        assert_eq!(cache.get("a", 7, noon + TimeDelta::seconds(5)), None, "time has passed");
        assert_eq!(cache.get("a", 7, noon - TimeDelta::seconds(1)), None, "a clock was set back");
    }

    #[test]
    fn no_crowd_of_calendars_fills_the_memory() {
        let (cache, noon) = (Cache::default(), DateTime::<Utc>::default());
        let large = "x".repeat(1024 * 1024);
        for number in 0..100 {
            cache.keep(number.to_string(), written(&large), (1, noon));
            let kept = cache.0.lock().expect("kept");
            let held: usize = kept.0.values().map(|one| one.written.body.len() + 256).sum();
            assert_eq!(held, kept.1);
            assert!(held <= MOST_BYTES);
        }
        // The same one again and again takes the place of one.
        for _ in 0..100 {
            cache.keep("same".to_owned(), written(&large), (1, noon));
        }
        assert!(cache.get("same", 1, noon).is_some() && cache.get("99", 1, noon).is_some());
    }
}
