//! Every request to the API, for whoever wants to see what a bot does.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::Value;

/// Older requests are forgotten.
const KEPT: usize = 50_000;

/// One request and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Counts from 1.
    pub n: u64,
    pub method: String,
    /// With `/api/v10` and query.
    pub path: String,
    /// The request's JSON; null where there was none.
    pub body: Value,
    /// 0 where the connection was dropped instead.
    pub status: u16,
    /// How long the answer took, in milliseconds.
    pub ms: f64,
}

/// The requests, newest last.
#[derive(Default)]
pub struct Traffic(Mutex<Log>);

#[derive(Default)]
struct Log {
    count: u64,
    entries: VecDeque<Entry>,
}

impl Traffic {
    pub fn record(&self, mut entry: Entry) {
        let mut log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        log.count += 1;
        entry.n = log.count;
        log.entries.push_back(entry);
        if log.entries.len() > KEPT {
            log.entries.pop_front();
        }
    }

    /// The requests after number `since`, as JSON lines.
    pub fn lines_since(&self, since: u64) -> String {
        let log = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = log.entries.iter().filter(|entry| entry.n > since);
        lines
            .filter_map(|entry| serde_json::to_string(entry).ok())
            .map(|line| line + "\n")
            .collect()
    }
}
