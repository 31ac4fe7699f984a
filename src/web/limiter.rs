//! How much one client may ask for: a bucket each, that fills again with time, and no more buckets than fit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::client::Client;

/// How many requests a client may make at once: a program that reads all calendars of an organisation.
const BURST: f64 = 200.0;
/// And from then on, each second.
const RATE: f64 = 20.0;
/// How many clients are remembered. When there are more, those are forgotten whose buckets are full; and where none is,
/// strangers wait.
const MOST_CLIENTS: usize = 20_000;

/// Who has asked for how much of late.
#[derive(Default)]
pub(super) struct Limiter {
    buckets: Mutex<HashMap<Client, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn filled(self, now: Instant) -> f64 {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        (self.left + passed * RATE).min(BURST)
    }
}

impl Limiter {
    /// Lets a request in, or says how long to wait.
    pub fn admit(&self, client: Client) -> Result<(), Duration> {
        self.admit_at(client, Instant::now())
    }

    fn admit_at(&self, client: Client, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_CLIENTS && !buckets.contains_key(&client) {
            buckets.retain(|_, bucket| bucket.filled(now) < BURST);
            if buckets.len() >= MOST_CLIENTS {
                return Err(Duration::from_secs(1));
            }
        }
        let bucket = buckets.entry(client).or_insert(Bucket { left: BURST, at: now });
        let left = bucket.filled(now);
        if left < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - left) / RATE));
        }
        *bucket = Bucket { left: left - 1.0, at: now };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::client::tests::client;

    #[test]
    fn whoever_asks_for_too_much_waits_and_nobody_else_does() {
        let limiter = Limiter::default();
        let begun = Instant::now();
        let asked = |who: u32, after: Duration| limiter.admit_at(client(who), begun + after);
        let at_once = (0..400).filter(|_| asked(1, Duration::ZERO).is_ok()).count();
        assert_eq!(at_once, 200);
        assert!(asked(2, Duration::ZERO).is_ok());
        let wait = asked(1, Duration::ZERO).expect_err("too much");
        assert!(asked(1, wait).is_ok(), "as it was told");
        let in_a_second = Duration::from_secs(2);
        assert_eq!((0..400).filter(|_| asked(1, in_a_second).is_ok()).count(), 39);
    }

    #[test]
    fn no_crowd_fills_the_memory() {
        let limiter = Limiter::default();
        let begun = Instant::now();
        for who in 0..30_000 {
            let _ = limiter.admit_at(client(who), begun);
        }
        assert!(limiter.buckets.lock().expect("buckets").len() <= MOST_CLIENTS);
        assert!(limiter.admit_at(client(40_000), begun).is_err());
        assert!(limiter.admit_at(client(40_000), begun + Duration::from_secs(1)).is_ok());
    }
}
