//! A loop goes on whatever happens in one of its rounds: what fails or panics is logged, counted, and
//! tried again.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt as _;

use crate::actions::ActionError;

/// Watches over the rounds of a loop.
#[derive(Debug)]
pub struct Supervisor {
    name: &'static str,
    failures: AtomicU64,
}

impl Supervisor {
    pub const fn new(name: &'static str) -> Self {
        Self { name, failures: AtomicU64::new(0) }
    }

    /// How many rounds have failed or panicked.
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    /// What a round gives; nothing where it failed or panicked. A transaction that a panic cuts off is
    /// dropped with it, and so rolled back.
    pub async fn watch<T>(&self, round: impl Future<Output = Result<T, ActionError>>) -> Option<T> {
        let why = match AssertUnwindSafe(round).catch_unwind().await {
            Ok(Ok(done)) => return Some(done),
            Ok(Err(error)) => error.to_string(),
            Err(panic) => {
                let words = panic.downcast_ref::<String>().map(String::as_str);
                let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
                format!("a panic: {}", words.unwrap_or("without words"))
            }
        };
        let failures = self.failures.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::error!(of = self.name, failures, why, "a round failed: it is tried again");
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[tokio::test]
    async fn what_fails_or_panics_is_counted_and_the_next_round_goes_on() {
        let supervisor = Supervisor::new("a test");
        let broken = async { Err::<u8, _>(StoreError::Corrupt("no".into()).into()) };
        assert_eq!(supervisor.watch(broken).await, None);
        let worse = async { if supervisor.failures() < 9 { panic!("at {}", 1) } else { Ok(0) } };
        assert_eq!(supervisor.watch(worse).await, None);
        assert_eq!(supervisor.failures(), 2);
        assert_eq!(supervisor.watch(async { Ok(5) }).await, Some(5));
        assert_eq!(supervisor.failures(), 2, "what succeeds is no failure");
    }
}
