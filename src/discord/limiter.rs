//! Staying within Discord's limits.
//!
//! Buckets and the global 50 requests a second are `twilight-http-ratelimiting`'s; this adds what
//! it leaves to its user: a global 429 holds everything back, and answers that count as invalid
//! (401, 403, 429; 10,000 in ten minutes block the address) are spaced out.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

/// Between two answers that count as invalid: 16 a second are below 10,000 in ten minutes.
const INVALID_PAUSE: Duration = Duration::from_millis(63);

/// Says when a request may go.
pub struct Limiter {
    buckets: RateLimiter,
    /// Nothing goes before this, interaction endpoints excepted.
    held_until: Mutex<Instant>,
}

impl Default for Limiter {
    fn default() -> Self {
        Self { buckets: RateLimiter::default(), held_until: Mutex::new(Instant::now()) }
    }
}

impl Limiter {
    /// Waits until a request to `path` (without leading slash or query) may go.
    pub async fn acquire(&self, method: Method, path: &str) -> Permit {
        // Interaction endpoints are outside the global limit.
        if !path.starts_with("interactions/") && !path.starts_with("webhooks/") {
            let until = *self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
            tokio::time::sleep_until(until.into()).await;
        }
        self.buckets.acquire(Endpoint { method, path: path.to_owned() }).await
    }

    /// Learns from an answer's status and headers.
    pub fn learn(&self, permit: Permit, status: u16, headers: &HeaderMap) {
        permit.complete(bucket(headers));
        if status == 429 && headers.contains_key("x-ratelimit-global") {
            self.hold(retry_after(headers));
        }
        if matches!(status, 401 | 403 | 429) {
            self.hold(INVALID_PAUSE);
        }
    }

    fn hold(&self, pause: Duration) {
        let mut until = self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = Instant::now().max(*until) + pause;
    }
}

/// The `Retry-After` of a 429, one second where it says nothing.
pub fn retry_after(headers: &HeaderMap) -> Duration {
    number(headers, "retry-after")
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .unwrap_or(Duration::from_secs(1))
}

fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let reset_after =
        Duration::try_from_secs_f64(number(headers, RateLimitHeaders::RESET_AFTER)?).ok()?;
    Some(RateLimitHeaders {
        bucket: headers.get(RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: count(headers, RateLimitHeaders::LIMIT)?,
        remaining: count(headers, RateLimitHeaders::REMAINING)?,
        reset_at: Instant::now() + reset_after,
    })
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn count(headers: &HeaderMap, name: &str) -> Option<u16> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}
