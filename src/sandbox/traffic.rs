//! Every request to the API and its answer, for whoever wants to see what a bot does.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use serde_json::{Value, json};

/// One request and how it was answered.
#[derive(Clone, Debug)]
pub(super) struct Exchange {
    pub method: String,
    /// With `/api/v10` and query.
    pub path: String,
    /// The request's JSON, as it came; empty where there was none.
    pub request: Bytes,
    /// 0 where the connection was dropped instead.
    pub status: u16,
    /// The answer's JSON; empty where there was none.
    pub response: Bytes,
    /// How long the answer took, in milliseconds.
    pub ms: f64,
}

/// The newest requests.
pub struct Traffic {
    /// How many are kept.
    kept: usize,
    log: Mutex<Log>,
}

/// However few they are, requests and answers take no more than this, in bytes.
const MOST_BYTES: usize = 64 << 20;

#[derive(Default)]
struct Log {
    /// How many there have been; the newest bears this number.
    count: u64,
    /// What is kept of bodies.
    bytes: usize,
    exchanges: VecDeque<Exchange>,
}

impl Traffic {
    pub(super) fn keeping(kept: usize) -> Self {
        Self { kept, log: Mutex::default() }
    }

    pub(super) fn record(&self, exchange: Exchange) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.count += 1;
        let size = |one: &Exchange| one.request.len() + one.response.len();
        log.bytes += size(&exchange);
        log.exchanges.push_back(exchange);
        while log.exchanges.len() > self.kept || log.bytes > MOST_BYTES {
            let Some(old) = log.exchanges.pop_front() else { break };
            log.bytes -= size(&old);
        }
    }

    /// The requests after number `since`, oldest first: `{n, method, path, body, status, response, ms}`.
    pub fn since(&self, since: u64) -> Vec<Value> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let first = log.count - u64::try_from(log.exchanges.len()).unwrap_or(log.count) + 1;
        let numbered = (first..).zip(&log.exchanges).filter(|(n, _)| *n > since);
        let json_of = |bytes: &Bytes| serde_json::from_slice(bytes).unwrap_or(Value::Null);
        numbered
            .map(|(n, one)| {
                json!({
                    "n": n,
                    "method": one.method,
                    "path": one.path,
                    "body": json_of(&one.request),
                    "status": one.status,
                    "response": json_of(&one.response),
                    "ms": one.ms,
                })
            })
            .collect()
    }
}
