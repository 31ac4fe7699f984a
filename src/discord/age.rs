//! How old an interaction is, by Discord's clock: whoever pressed has three seconds to be answered, whatever
//! our own clock shows.
//!
//! Discord tells its time in the `Date` of every answer, in whole seconds (RFC 9110, 6.6.1), and its ids tell
//! when they were made (documentation, "Snowflakes").

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::DateTime;
use reqwest::header::{DATE, HeaderMap};

use crate::domain::account::InteractionId;

/// The milliseconds since the Unix epoch at which Discord's ids begin (documentation, "Snowflakes").
pub const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
/// The whole second that a `Date` names.
const SECOND_MS: i64 = 1000;

/// The server's clock, as far as its answers tell.
pub struct ServerClock {
    /// What its time is counted against.
    started: Instant,
    /// Milliseconds from the Unix epoch to `started`, by the server's clock.
    at_start: Mutex<Option<i64>>,
}

impl Default for ServerClock {
    fn default() -> Self {
        Self { started: Instant::now(), at_start: Mutex::new(None) }
    }
}

impl ServerClock {
    /// Learns from an answer to what was asked at `asked` and came at `answered`: in between its `Date` was
    /// written.
    pub fn learn(&self, headers: &HeaderMap, asked: Instant, answered: Instant) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let date = date.and_then(|text| DateTime::parse_from_rfc2822(text).ok());
        let Some(date) = date.map(|date| date.timestamp_millis()) else { return };
        // It was that late at least when the answer had come, and not a second later when it was asked.
        let least = date - self.since_start(answered);
        let most = date + SECOND_MS - self.since_start(asked);
        let mut at_start = self.at_start.lock().unwrap_or_else(PoisonError::into_inner);
        *at_start = Some(at_start.map_or(least, |known| known.max(least).min(most)));
    }

    /// How long ago, by the server's clock, an interaction that has come at `at` was made, where that is known.
    /// Negative where the server's clock is further than is known: ours has stood still.
    pub fn age_ms(&self, interaction: InteractionId, at: Instant) -> Option<i64> {
        let at_start = *self.at_start.lock().unwrap_or_else(PoisonError::into_inner);
        let now = at_start? + self.since_start(at);
        Some(now - made_at_ms(interaction))
    }

    fn since_start(&self, at: Instant) -> i64 {
        let since = at.saturating_duration_since(self.started);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX / 2)
    }
}

/// When an interaction was made, in milliseconds since the Unix epoch.
const fn made_at_ms(interaction: InteractionId) -> i64 {
    (interaction.0 >> 22) + DISCORD_EPOCH_MS
}

/// What is known of how long an interaction may still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// It can be answered, and has to be put off after this long.
    Fresh(Duration),
    /// Discord alone knows.
    Doubtful,
}

impl Age {
    /// How far the server's clock may seem to be behind an interaction: a `Date` names a second, and not what
    /// came after it.
    const ROUNDING_MS: i64 = 1500;

    /// By an age in milliseconds, where one is known; `put_off` is the age at which what takes long is put off.
    pub fn of(known: Option<i64>, put_off: Duration) -> Self {
        let Some(age) = known else { return Self::Fresh(put_off) };
        match u64::try_from(age) {
            Ok(age) if Duration::from_millis(age) < put_off => {
                Self::Fresh(put_off - Duration::from_millis(age))
            }
            Err(_) if age >= -Self::ROUNDING_MS => Self::Fresh(put_off),
            _ => Self::Doubtful,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    const PUT_OFF: Duration = Duration::from_millis(1500);

    fn dated(text: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(DATE, HeaderValue::from_str(text).expect("a header"));
        headers
    }

    /// An interaction that was made at a time.
    fn made(at: &str, ms: i64) -> InteractionId {
        let at = DateTime::parse_from_rfc3339(at).expect("a time").timestamp_millis() + ms;
        InteractionId((at - DISCORD_EPOCH_MS) << 22)
    }

    #[test]
    fn an_interaction_is_as_old_as_the_servers_clock_says() {
        let clock = ServerClock::default();
        let later = |ms: u64| clock.started + Duration::from_millis(ms);
        let noon = "2027-02-01T12:00:00Z";
        assert_eq!(clock.age_ms(made(noon, 0), later(0)), None, "nobody has told the time yet");
        // Asked at 100 ms, answered at 200 ms: it was noon, and not yet a second after.
        clock.learn(&dated("Mon, 01 Feb 2027 12:00:00 GMT"), later(100), later(200));
        assert_eq!(clock.age_ms(made(noon, 0), later(1200)), Some(1000), "at least");
        // At 1,100 ms it was the next second already: it is 100 ms later than was known.
        clock.learn(&dated("Mon, 01 Feb 2027 12:00:01 GMT"), later(1050), later(1100));
        assert_eq!(clock.age_ms(made(noon, 0), later(1200)), Some(1100));
        // A clock that is put right is believed.
        clock.learn(&dated("Mon, 01 Feb 2027 11:50:00 GMT"), later(2000), later(2100));
        let early = clock.age_ms(made("2027-02-01T11:50:00Z", 0), later(2100));
        assert_eq!(early, Some(1100), "not a second later when it was asked");
        // What cannot be read changes nothing.
        clock.learn(&dated("yesterday"), later(2000), later(2100));
        clock.learn(&HeaderMap::new(), later(2000), later(2100));
        assert_eq!(clock.age_ms(made("2027-02-01T11:50:00Z", 0), later(2100)), early);
    }

    #[test]
    fn what_may_be_too_old_is_doubtful_and_so_is_what_comes_from_the_future() {
        let fresh = |ms| Age::Fresh(Duration::from_millis(ms));
        let of = |known| Age::of(known, PUT_OFF);
        assert_eq!(of(None), fresh(1500), "a server that tells no time is trusted");
        assert_eq!([of(Some(0)), of(Some(1400))], [fresh(1500), fresh(100)]);
        assert_eq!([of(Some(1500)), of(Some(600_000))], [Age::Doubtful; 2]);
        assert_eq!(of(Some(-900)), fresh(1500), "a second is told whole");
        assert_eq!(of(Some(-60_000)), Age::Doubtful, "ours has stood still");
    }
}
