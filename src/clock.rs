//! What time it is: the system's clock, or a simulated one.
//!
//! The simulated clock flows like a real one, or stands still for tests, and can be set forward.
//! Whoever sleeps on it wakes when it has been set past their time.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// A source of the time.
#[derive(Clone)]
pub enum Clock {
    System,
    Simulated(Arc<SimulatedClock>),
}

impl Clock {
    /// The time, in whole seconds: what is stored is what was decided upon.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => Utc::now(),
            Self::Simulated(clock) => clock.now(),
        };
        DateTime::from_timestamp(now.timestamp(), 0).unwrap_or(now)
    }

    /// Returns when the clock has reached `at`.
    pub async fn sleep_until(&self, at: DateTime<Utc>) {
        match self {
            Self::System => {
                let wait = (at - Utc::now()).to_std().unwrap_or_default();
                tokio::time::sleep(wait).await;
            }
            Self::Simulated(clock) => clock.sleep_until(at).await,
        }
    }
}

/// A clock that is set by hand.
pub struct SimulatedClock {
    reading: Mutex<Reading>,
    changed: watch::Sender<()>,
}

/// What the clock showed when it was last set, and when that was.
struct Reading {
    shown: DateTime<Utc>,
    since: Instant,
    flows: bool,
}

impl Reading {
    fn turn(&mut self, to: DateTime<Utc>) {
        self.shown = to;
        self.since = Instant::now();
    }

    fn now(&self) -> DateTime<Utc> {
        let passed = if self.flows { self.since.elapsed() } else { Duration::ZERO };
        self.shown + TimeDelta::from_std(passed).unwrap_or_default()
    }
}

impl SimulatedClock {
    /// A clock that stands at `shown` until it is set.
    pub fn standing(shown: DateTime<Utc>) -> Arc<Self> {
        Self::new(shown, false)
    }

    /// A clock that starts at `shown` and flows.
    pub fn flowing(shown: DateTime<Utc>) -> Arc<Self> {
        Self::new(shown, true)
    }

    fn new(shown: DateTime<Utc>, flows: bool) -> Arc<Self> {
        let reading = Mutex::new(Reading { shown, since: Instant::now(), flows });
        Arc::new(Self { reading, changed: watch::Sender::new(()) })
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.lock().now()
    }

    /// Sets the clock forward to `to`. It is never set back by this.
    pub fn set(&self, to: DateTime<Utc>) {
        let mut reading = self.lock();
        if to > reading.now() {
            reading.turn(to);
        }
        drop(reading);
        self.changed.send_replace(());
    }

    /// Sets the clock to `to`, be it earlier or later: as somebody does whose clock was wrong.
    pub fn put_right(&self, to: DateTime<Utc>) {
        self.lock().turn(to);
        self.changed.send_replace(());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        let mut changed = self.changed.subscribe();
        loop {
            let (now, flows) = {
                let reading = self.lock();
                (reading.now(), reading.flows)
            };
            if now >= at {
                return;
            }
            let wait = if flows {
                (at - now).to_std().unwrap_or_default()
            } else {
                Duration::from_secs(3600)
            };
            // A clock that is gone will not change any more: then only the waiting is left.
            let _ = tokio::time::timeout(wait, changed.changed()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).expect("a date")
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_clock_is_set_past_their_time() {
        let simulated = SimulatedClock::standing(noon());
        let clock = Clock::Simulated(simulated.clone());
        let until = noon() + TimeDelta::days(7);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(until).await }
        });
        simulated.set(noon() + TimeDelta::days(6));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        simulated.set(until);
        sleeper.await.expect("woken");
        assert_eq!(clock.now(), until);
    }

    #[test]
    fn the_clock_is_not_set_back_but_by_who_puts_it_right() {
        let simulated = SimulatedClock::standing(noon());
        simulated.set(noon() - TimeDelta::days(1));
        assert_eq!(simulated.now(), noon());
        simulated.put_right(noon() - TimeDelta::days(1));
        assert_eq!(simulated.now(), noon() - TimeDelta::days(1));
    }
}
