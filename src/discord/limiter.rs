//! Staying within Discord's limits.
//!
//! Buckets and the global 50 requests a second are `twilight-http-ratelimiting`'s, which is told 45: its
//! window is a second to the millisecond, and Discord's is not (discord-api-docs#5144); this adds what
//! it leaves to its user: a global 429 holds everything back, and answers that count as invalid
//! (401, 403, 429; 10,000 in ten minutes block the address) are spaced out.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

/// Between two answers that count as invalid: 16 a second are below 10,000 in ten minutes.
const INVALID_PAUSE: Duration = Duration::from_millis(63);
/// Of the 50 requests a second that Discord takes over all.
const A_SECOND: u16 = 45;
/// After this it is tried again whatever was said: Discord has asked for most of a day
/// (discord-api-docs#8570).
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
/// What says more than this cannot be meant.
const SENSELESS: Duration = Duration::from_hours(7 * 24);
/// For as long as this everything is held back at most: the time by which invalid answers are counted.
const LONGEST_HOLD: Duration = Duration::from_mins(10);

/// Says when a request may go.
pub struct Limiter {
    buckets: RateLimiter,
    /// Nothing goes before this, answers to interactions excepted.
    held_until: Mutex<Instant>,
}

impl Default for Limiter {
    fn default() -> Self {
        Self { buckets: RateLimiter::new(A_SECOND), held_until: Mutex::new(Instant::now()) }
    }
}

impl Limiter {
    /// Waits until a request to `path` (without leading slash or query) may go. Answers to
    /// interactions go at once: they are outside the global limit, people wait for them, and in
    /// the limiter they would all stand in one queue behind the slowest.
    pub async fn acquire(&self, method: Method, path: &str) -> Option<Permit> {
        if path.starts_with("interactions/") || path.starts_with("webhooks/") {
            return None;
        }
        let until = *self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        tokio::time::sleep_until(until.into()).await;
        Some(self.buckets.acquire(Endpoint { method, path: path.to_owned() }).await)
    }

    /// Learns from an answer's status and headers.
    pub fn learn(&self, permit: Option<Permit>, status: u16, headers: &HeaderMap) {
        if let Some(permit) = permit {
            permit.complete(bucket(headers));
        }
        if status == 429 && headers.contains_key("x-ratelimit-global") {
            self.hold_for(retry_after(headers).min(LONGEST_HOLD));
        }
        if matches!(status, 401 | 403 | 429) {
            self.space_out();
        }
    }

    fn hold_for(&self, pause: Duration) {
        let mut until = self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = (*until).max(Instant::now() + pause);
    }

    /// One answer more that counts as invalid: the pauses add up.
    fn space_out(&self) {
        let mut until = self.held_until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = Instant::now().max(*until) + INVALID_PAUSE;
    }
}

/// The `Retry-After` of a 429, one second where it says nothing, or nothing that can be meant.
pub fn retry_after(headers: &HeaderMap) -> Duration {
    let said = pause(headers, "retry-after").map(|pause| pause.min(LONGEST_PAUSE));
    said.unwrap_or(Duration::from_secs(1))
}

/// How long a header says to wait, in seconds, if that can be meant.
fn pause(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let seconds: f64 = headers.get(name)?.to_str().ok()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok().filter(|pause| *pause <= SENSELESS)
}

fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    // Buckets are filled anew within seconds: nothing waits for one for longer than all are held.
    let reset_after = pause(headers, RateLimitHeaders::RESET_AFTER)?.min(LONGEST_HOLD);
    Some(RateLimitHeaders {
        bucket: headers.get(RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: count(headers, RateLimitHeaders::LIMIT)?,
        remaining: count(headers, RateLimitHeaders::REMAINING)?,
        reset_at: Instant::now() + reset_after,
    })
}

fn count(headers: &HeaderMap, name: &str) -> Option<u16> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    const MESSAGES: &str = "channels/1/messages";

    #[tokio::test]
    async fn an_exhausted_bucket_makes_the_next_request_wait() {
        let limiter = Limiter::default();
        let spent = headers(&[
            ("x-ratelimit-bucket", "abc"),
            ("x-ratelimit-limit", "5"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset-after", "0.4"),
        ]);
        let started = Instant::now();
        let permit = limiter.acquire(Method::Post, MESSAGES).await;
        limiter.learn(permit, 200, &spent);
        let _elsewhere = limiter.acquire(Method::Post, "channels/2/messages").await;
        assert!(
            started.elapsed() < Duration::from_millis(300),
            "another channel has a bucket of its own"
        );
        let _permit = limiter.acquire(Method::Post, MESSAGES).await;
        assert!(started.elapsed() >= Duration::from_millis(390), "{:?}", started.elapsed());
    }

    #[tokio::test]
    async fn a_global_429_holds_everything_back_but_answers_to_people() {
        let limiter = Limiter::default();
        let global = headers(&[("x-ratelimit-global", "true"), ("retry-after", "0.4")]);
        let started = Instant::now();
        let permit = limiter.acquire(Method::Post, MESSAGES).await;
        limiter.learn(permit, 429, &global);
        let answer = limiter.acquire(Method::Post, "interactions/1/token/callback").await;
        assert!(answer.is_none());
        assert!(started.elapsed() < Duration::from_millis(300), "an answer has three seconds");
        let _permit = limiter.acquire(Method::Get, "users/1").await;
        assert!(started.elapsed() >= Duration::from_millis(390), "{:?}", started.elapsed());
    }

    #[tokio::test]
    async fn refusals_are_spaced_out() {
        let limiter = Limiter::default();
        let started = Instant::now();
        for user in 0..5 {
            let permit = limiter.acquire(Method::Post, &format!("channels/{user}/messages")).await;
            limiter.learn(permit, 403, &HeaderMap::new());
        }
        let _permit = limiter.acquire(Method::Get, "users/1").await;
        assert!(started.elapsed() >= INVALID_PAUSE * 5, "{:?}", started.elapsed());
    }

    #[tokio::test]
    async fn a_pause_that_nobody_can_mean_holds_nothing_back() {
        for nonsense in ["1e19", "1e300", "inf", "NaN", "-5", "604801", "soon"] {
            let limiter = Limiter::default();
            let mut said = headers(&[
                ("x-ratelimit-bucket", "abc"),
                ("x-ratelimit-limit", "5"),
                ("x-ratelimit-remaining", "0"),
            ]);
            let value = HeaderValue::from_str(nonsense).expect("a header");
            said.insert("retry-after", value.clone());
            said.insert("x-ratelimit-reset-after", value);
            let started = Instant::now();
            for _ in 0..4 {
                let permit = limiter.acquire(Method::Post, MESSAGES).await;
                limiter.learn(permit, 429, &said);
            }
            assert_eq!(retry_after(&said), Duration::from_secs(1), "{nonsense}");
            let _permit = limiter.acquire(Method::Post, MESSAGES).await;
            assert!(started.elapsed() < Duration::from_secs(30), "{nonsense}");
        }
    }

    #[tokio::test]
    async fn who_is_told_to_wait_several_times_waits_once() {
        let limiter = Limiter::default();
        let global = headers(&[("x-ratelimit-global", "true"), ("retry-after", "2")]);
        let started = Instant::now();
        let permits = [
            limiter.acquire(Method::Get, "users/1").await,
            limiter.acquire(Method::Get, "guilds/1").await,
            limiter.acquire(Method::Get, "channels/1").await,
        ];
        for permit in permits {
            limiter.learn(permit, 429, &global);
        }
        let _permit = limiter.acquire(Method::Get, "users/1").await;
        let waited = started.elapsed();
        assert!(waited >= Duration::from_millis(1990), "{waited:?}");
        assert!(waited < Duration::from_millis(5900), "{waited:?}");
    }

    #[test]
    fn a_429_that_says_nothing_means_a_second() {
        assert_eq!(retry_after(&HeaderMap::new()), Duration::from_secs(1));
        assert_eq!(retry_after(&headers(&[("retry-after", "2.5")])), Duration::from_millis(2500));
        assert_eq!(retry_after(&headers(&[("retry-after", "46263")])), LONGEST_PAUSE);
    }
}
