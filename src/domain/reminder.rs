//! When people are reminded by the clock, and the hours in which nobody is (product rules, "Calling a meeting" and "Absence
//! and the substitution ladder").

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::local_time::{instant, wall};

/// At what time of the day a meeting is spoken of before it is held.
const AT: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");
/// The hours in which reminders and digests wait: from the first in the evening until the second in the morning.
pub const QUIET_FROM: u32 = 21;
pub const QUIET_UNTIL: u32 = 7;

/// What is told of every meeting by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// Those expected are reminded, the day before.
    Reminder,
    /// The officials are told how the meeting stands, two days before.
    Summary,
}

impl Ahead {
    const fn days(self) -> u64 {
        match self {
            Self::Reminder => 1,
            Self::Summary => 2,
        }
    }

    /// Of a meeting that begins later than so long after now nothing is due yet, in any zone.
    pub fn longest(self) -> TimeDelta {
        // At nine on the first of the days, of a meeting at the end of the last; and a clock is put back on the way.
        TimeDelta::days(i64::try_from(self.days()).unwrap_or(i64::MAX) + 1)
    }

    /// When it is told of a meeting that `starts` then: so many days before by the calendar, at nine by the wall.
    pub fn due(self, zone: Tz, starts: DateTime<Utc>) -> DateTime<Utc> {
        let day = wall(zone, starts).date();
        let day = day.checked_sub_days(Days::new(self.days())).unwrap_or(day);
        instant(zone, day.and_time(AT))
    }

    /// Whether it says something to those who were told of the meeting at `told`, when it was called or changed: on the
    /// day itself they have just heard.
    pub fn is_news(self, zone: Tz, starts: DateTime<Utc>, told: DateTime<Utc>) -> bool {
        wall(zone, told).date() < wall(zone, self.due(zone, starts)).date()
    }
}

/// The first instant at or after `at` at which somebody may be reminded.
pub fn after_quiet_hours(zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
    let shown = wall(zone, at);
    let day = match shown.hour() {
        QUIET_FROM.. => shown.date().succ_opt(),
        0..QUIET_UNTIL => Some(shown.date()),
        _ => None,
    };
    let morning = day.and_then(|day| day.and_hms_opt(QUIET_UNTIL, 0, 0));
    // Where the clock is put forward over the morning it is the first instant after that.
    morning.map_or(at, |morning| instant(zone, morning).max(at))
}

/// A meeting that begins within this is near: whoever is silent is not waited for as long.
const NEAR: TimeDelta = TimeDelta::hours(48);
/// How long a silent substitute is waited for: usually, and where the meeting is near.
const UNTIL_REMINDED: (TimeDelta, TimeDelta) = (TimeDelta::hours(24), TimeDelta::hours(3));
const UNTIL_ALARMED: (TimeDelta, TimeDelta) = (TimeDelta::hours(24), TimeDelta::hours(1));

/// When a substitute who was asked at `asked` and is silent is reminded: after a day; within two days of the meeting after
/// three hours. In the hours in which nobody is reminded, in the morning.
pub fn reminded_at(zone: Tz, asked: DateTime<Utc>, starts: DateTime<Utc>) -> DateTime<Utc> {
    after_quiet_hours(zone, waited(asked, UNTIL_REMINDED, starts))
}

/// When the officials hear of it that a substitute is silent who was asked at `asked` and reminded at `reminded`, or was to be: a
/// day later; within two days of the meeting an hour later. Whoever the morning is too late for is not waited for.
pub fn alarmed_at(
    asked: DateTime<Utc>,
    reminded: DateTime<Utc>,
    starts: DateTime<Utc>,
) -> DateTime<Utc> {
    let is_too_late = reminded >= starts;
    let since = if is_too_late { waited(asked, UNTIL_REMINDED, starts) } else { reminded };
    waited(since, UNTIL_ALARMED, starts)
}

/// So long after `since`, or so much sooner where the meeting is near; and where it is nearer than that, when half of the time
/// that is left has passed, so that it is of use.
fn waited(
    since: DateTime<Utc>,
    (usually, near): (TimeDelta, TimeDelta),
    starts: DateTime<Utc>,
) -> DateTime<Utc> {
    let soon = (since + near).max(starts - NEAR);
    let at = (since + usually).min(soon);
    if at < starts { at } else { since + (starts - since).max(TimeDelta::zero()) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;
    use chrono_tz::America::New_York;
    use chrono_tz::Australia::Lord_Howe;
    use chrono_tz::Europe::Stockholm;
    use proptest::prelude::*;

    fn at(zone: Tz, shown: &str) -> DateTime<Utc> {
        instant(zone, NaiveDateTime::parse_from_str(shown, "%F %H:%M").expect("a time"))
    }

    fn utc(at: DateTime<Utc>) -> String {
        at.format("%F %H:%M").to_string()
    }

    #[test]
    fn it_is_nine_on_the_wall_on_both_sides_of_every_change_of_the_clock() {
        // The zone, the meeting by its wall; the reminder and the summary by UTC.
        let rows = [
            (Stockholm, "2027-03-27 10:00", "2027-03-26 08:00", "2027-03-25 08:00"),
            (Stockholm, "2027-03-28 10:00", "2027-03-27 08:00", "2027-03-26 08:00"),
            (Stockholm, "2027-03-29 10:00", "2027-03-28 07:00", "2027-03-27 08:00"),
            (Stockholm, "2027-03-30 10:00", "2027-03-29 07:00", "2027-03-28 07:00"),
            (Stockholm, "2027-10-31 02:30", "2027-10-30 07:00", "2027-10-29 07:00"),
            (Stockholm, "2027-11-01 10:00", "2027-10-31 08:00", "2027-10-30 07:00"),
            (New_York, "2027-03-14 10:00", "2027-03-13 14:00", "2027-03-12 14:00"),
            (New_York, "2027-03-15 10:00", "2027-03-14 13:00", "2027-03-13 14:00"),
            (New_York, "2027-11-08 10:00", "2027-11-07 14:00", "2027-11-06 13:00"),
            (Lord_Howe, "2027-04-05 10:00", "2027-04-03 22:30", "2027-04-02 22:00"),
            (Lord_Howe, "2027-04-04 00:30", "2027-04-02 22:00", "2027-04-01 22:00"),
            (Lord_Howe, "2027-10-04 10:00", "2027-10-02 22:00", "2027-10-01 22:30"),
        ];
        for (zone, meeting, reminder, summary) in rows {
            let due = |ahead: Ahead| utc(ahead.due(zone, at(zone, meeting)));
            assert_eq!(due(Ahead::Reminder), reminder, "{zone} {meeting}");
            assert_eq!(due(Ahead::Summary), summary, "{zone} {meeting}");
        }
    }

    #[test]
    fn the_night_ends_at_seven_on_the_wall_also_in_one_that_is_longer() {
        let rows = [
            ("2027-03-10 20:59", "2027-03-10 20:59"),
            ("2027-03-10 21:00", "2027-03-11 07:00"),
            ("2027-03-11 06:59", "2027-03-11 07:00"),
            ("2027-03-11 07:00", "2027-03-11 07:00"),
            ("2027-03-27 23:00", "2027-03-28 07:00"),
            ("2027-10-31 02:30", "2027-10-31 07:00"),
        ];
        for (from, to) in rows {
            let held = after_quiet_hours(Stockholm, at(Stockholm, from));
            assert_eq!(held, at(Stockholm, to), "{from}");
        }
    }

    #[test]
    fn whoever_is_silent_is_reminded_and_then_told_of_sooner_the_nearer_the_meeting_is() {
        // Asked, the meeting; reminded, told to the officials.
        let rows = [
            ("2027-03-04 09:00", "2027-03-11 10:00", "2027-03-05 09:00", "2027-03-06 09:00"),
            // The day after the meeting is near, before a day is over.
            ("2027-03-08 14:00", "2027-03-11 10:00", "2027-03-09 10:00", "2027-03-09 11:00"),
            // It is near when they are asked, or soon after.
            ("2027-03-09 08:00", "2027-03-11 10:00", "2027-03-09 11:00", "2027-03-09 12:00"),
            ("2027-03-10 09:00", "2027-03-11 10:00", "2027-03-10 12:00", "2027-03-10 13:00"),
            // Nobody is reminded at night, and an hour after that the officials hear of it.
            ("2027-03-10 19:00", "2027-03-11 10:00", "2027-03-11 07:00", "2027-03-11 08:00"),
            // Before the meeting there is no morning.
            ("2027-03-10 22:00", "2027-03-11 07:00", "2027-03-11 07:00", "2027-03-11 02:00"),
            // There is no time for that: they hear of it while it is of use.
            ("2027-03-11 07:00", "2027-03-11 10:00", "2027-03-11 08:30", "2027-03-11 09:30"),
            ("2027-03-11 09:00", "2027-03-11 10:00", "2027-03-11 09:30", "2027-03-11 09:45"),
        ];
        for (asked, starts, reminded, alarmed) in rows {
            let (asked, starts) = (at(Stockholm, asked), at(Stockholm, starts));
            let first = reminded_at(Stockholm, asked, starts);
            assert_eq!(first, at(Stockholm, reminded), "asked {asked}");
            assert_eq!(alarmed_at(asked, first, starts), at(Stockholm, alarmed), "asked {asked}");
        }
    }

    #[test]
    fn who_was_called_or_told_of_another_time_on_the_day_itself_is_not_reminded() {
        let starts = at(Stockholm, "2027-03-11 10:00");
        let is_news = |told| Ahead::Reminder.is_news(Stockholm, starts, at(Stockholm, told));
        assert!(is_news("2027-03-09 23:59"));
        assert!(!is_news("2027-03-10 00:00"));
        assert!(!is_news("2027-03-11 08:00"));
    }

    proptest! {
        #[test]
        fn everything_is_told_in_order_and_while_it_is_of_use(
            zone in 0..chrono_tz::TZ_VARIANTS.len(), asked in 0..4_000_000_000i64, ahead in 1..3_000_000i64
        ) {
            let zone = chrono_tz::TZ_VARIANTS[zone];
            let asked = DateTime::from_timestamp(asked, 0).expect("a time");
            let starts = asked + TimeDelta::seconds(ahead);
            let reminded = reminded_at(zone, asked, starts);
            prop_assert!(reminded >= asked);
            prop_assert_eq!(after_quiet_hours(zone, reminded), reminded);
            let alarmed = alarmed_at(asked, reminded, starts);
            prop_assert!(alarmed >= asked && alarmed < starts);
            prop_assert!(alarmed >= reminded || reminded >= starts);
            let [summary, reminder] = [Ahead::Summary, Ahead::Reminder].map(|one| one.due(zone, starts));
            prop_assert!(summary < reminder || wall(zone, starts).date().pred_opt().is_none());
            prop_assert!(reminder < starts);
            for ahead in [Ahead::Summary, Ahead::Reminder] {
                prop_assert!(starts - ahead.due(zone, starts) <= ahead.longest());
            }
        }
    }
}
