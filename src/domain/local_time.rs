//! From wall-clock time to an instant, also where the clock is changed.
//!
//! A local time that does not exist means the first instant after the gap; one that exists twice
//! means the earlier. So the mapping never goes backwards within one reading of the clock.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::{GapInfo, Tz};

/// The instant at which a clock on the wall in `zone` shows `wall`.
pub fn instant(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Single(only) => only.to_utc(),
        LocalResult::Ambiguous(one, other) => one.min(other).to_utc(),
        LocalResult::None => GapInfo::new(&wall, &zone)
            .and_then(|gap| gap.end)
            .map_or_else(|| zone.from_utc_datetime(&wall).to_utc(), |end| end.to_utc()),
    }
}

/// The last instant at which a clock on the wall in `zone` shows `wall`: an hour after
/// [`instant`] where a clock change makes the time exist twice, otherwise the same.
pub fn latest_instant(zone: Tz, wall: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&wall) {
        LocalResult::Ambiguous(one, other) => one.max(other).to_utc(),
        _ => instant(zone, wall),
    }
}

/// What a change of the clock does to a time on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockChange {
    /// It does not exist: the clock is put forward over it.
    Skipped(NaiveDateTime),
    /// It exists twice, and means the earlier.
    Twice(NaiveDateTime),
}

impl ClockChange {
    /// `None` for a time that exists once.
    pub fn at(zone: Tz, shown: NaiveDateTime) -> Option<Self> {
        match zone.from_local_datetime(&shown) {
            LocalResult::Single(_) => None,
            LocalResult::Ambiguous(..) => Some(Self::Twice(shown)),
            LocalResult::None => Some(Self::Skipped(shown)),
        }
    }
}

/// What a clock on the wall in `zone` shows at `at`.
pub fn wall(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use chrono_tz::Europe::Stockholm;
    use chrono_tz::Pacific::Apia;

    fn at(y: i32, mo: u32, d: u32, h: u32, mi: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(y, mo, d).and_then(|day| day.and_hms_opt(h, mi, 0)).expect("a time")
    }

    fn utc(zone: Tz, wall: NaiveDateTime) -> String {
        instant(zone, wall).format("%F %H:%M").to_string()
    }

    #[test]
    fn an_ordinary_time_is_itself() {
        assert_eq!(utc(Stockholm, at(2027, 3, 11, 9, 0)), "2027-03-11 08:00");
    }

    #[test]
    fn a_time_in_the_spring_gap_is_the_first_instant_after_it() {
        assert_eq!(utc(Stockholm, at(2027, 3, 28, 2, 30)), "2027-03-28 01:00");
    }

    #[test]
    fn a_time_that_exists_twice_is_the_earlier() {
        assert_eq!(utc(Stockholm, at(2027, 10, 31, 2, 30)), "2027-10-31 00:30");
    }

    #[test]
    fn a_day_that_a_country_skipped_is_the_next_midnight() {
        assert_eq!(utc(Apia, at(2011, 12, 30, 12, 0)), "2011-12-30 10:00");
    }
}
