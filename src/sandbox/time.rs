//! The time that messages carry: the system's, or one that whoever starts the sandbox shares.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, Utc};

type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A clock that may be simulated.
pub trait TimeSource: Send + Sync {
    fn now(&self) -> DateTime<Utc>;

    /// The zone, by the IANA's name, in which the page shows times; the reader's own where `None`.
    fn zone(&self) -> Option<String> {
        None
    }

    /// Whether [`advance`](Self::advance) does anything.
    fn is_simulated(&self) -> bool {
        false
    }

    /// Sets the clock forward, and returns when all that became due on the way has been done.
    fn advance(&self, _to: DateTime<Utc>) -> Later<'_, ()> {
        Box::pin(async {})
    }

    /// When something is due next, as far as is known.
    fn next_event(&self) -> Later<'_, Option<DateTime<Utc>>> {
        Box::pin(async { None })
    }
}

/// The system's clock.
pub struct SystemTimeSource;

impl TimeSource for SystemTimeSource {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
