//! When those who come for an item alone are up, and what they have been told of that.

use chrono::{DateTime, TimeDelta, Utc};

/// By how much an item may shift on its day before those who come for it alone are told anew.
const SHIFT: TimeDelta = TimeDelta::minutes(15);

/// When somebody who comes for an item is up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Up {
    /// They are not to come.
    #[default]
    Nowhere,
    /// The item waits for a meeting.
    Waits,
    At(DateTime<Utc>),
}

impl Up {
    /// Whether it must be told to who knows of the other: a few minutes on the same day need not.
    fn is_other(self, known: Self) -> bool {
        match (self, known) {
            (Self::At(now), Self::At(known)) => (now - known).abs() >= SHIFT,
            (now, known) => now != known,
        }
    }
}

/// What somebody was told of when they are up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced {
    /// As they are told by the newest message.
    pub up: Up,
    /// As they knew before.
    pub before: Up,
    /// Which message is the newest; 0 where there is none.
    pub occasion: i64,
    /// Which was the newest before.
    pub occasion_before: i64,
    /// When it goes out.
    pub due: DateTime<Utc>,
}

impl Announced {
    /// Nothing yet.
    pub const NOTHING: Self = Self {
        up: Up::Nowhere,
        before: Up::Nowhere,
        occasion: 0,
        occasion_before: 0,
        due: DateTime::<Utc>::UNIX_EPOCH,
    };

    /// Whether the newest message has gone out, or is about to this moment.
    pub fn is_out(&self, now: DateTime<Utc>) -> bool {
        now >= self.due
    }

    /// What they are to be told now, by a message of that occasion that goes out at `due`; `None` where they know. The newest
    /// told them nothing unless it `is_told`: what is changed back until then is as it was before that, and needs no message.
    pub fn then(
        self,
        up: Up,
        (occasion, due): (i64, DateTime<Utc>),
        is_told: bool,
    ) -> Option<Self> {
        if !up.is_other(self.up) {
            return None;
        }
        let (before, occasion_before) = match is_told {
            true => (self.up, self.occasion),
            false => (self.before, self.occasion_before),
        };
        if !is_told && !up.is_other(before) {
            return Some(Self { up: before, occasion: occasion_before, ..Self::NOTHING });
        }
        Some(Self { up, before, occasion, occasion_before, due })
    }

    /// The same with another zone, in which the times on the wall stay: `later` by the sun.
    pub fn later(self, later: TimeDelta) -> Self {
        let moved = |up: Up| match up {
            Up::At(at) => Up::At(at + later),
            other => other,
        };
        Self { up: moved(self.up), before: moved(self.before), ..self }
    }

    /// Whether the newest message says anything that they do not know.
    pub fn is_news(&self) -> bool {
        self.up.is_other(self.before)
    }

    /// Whether anything was ever announced.
    pub const fn is_begun(&self) -> bool {
        self.occasion != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minute)
    }

    #[test]
    fn what_is_changed_and_changed_back_before_it_is_told_needs_no_message() {
        let at = |up| Up::At(minute(up));
        let first = Announced::NOTHING.then(at(100), (1, minute(0)), true).expect("it is new");
        assert!(first.is_news());
        let moved = first.then(at(160), (2, minute(20)), true).expect("it is another time");
        assert_eq!(moved.before, at(100));
        assert!(!moved.is_out(minute(15)) && moved.is_out(minute(20)));
        let again = moved.then(at(200), (3, minute(25)), false).expect("and another");
        assert_eq!((again.before, again.occasion), (at(100), 3), "one message for both");
        let back = again.then(at(100), (4, minute(28)), false).expect("it is as it was");
        assert_eq!((back.up, back.occasion), (at(100), 1), "the first says it");
        let late = moved.then(at(100), (3, minute(40)), true).expect("it was told meanwhile");
        assert_eq!((late.before, late.occasion), (at(160), 3));
        let none = first.then(Up::Nowhere, (2, minute(1)), true).expect("it was told");
        assert_eq!(none.before, at(100));
    }

    #[test]
    fn a_few_minutes_are_not_told_until_they_have_become_many() {
        let at = |up| Up::At(minute(up));
        let told = Announced::NOTHING.then(at(100), (1, minute(0)), true).expect("it is new");
        assert_eq!(told.then(at(110), (2, minute(5)), true), None);
        assert!(told.then(at(115), (2, minute(5)), true).is_some());
        assert!(told.then(Up::Waits, (2, minute(5)), true).is_some());
    }
}
