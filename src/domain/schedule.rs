//! When an invitation goes out.
//!
//! The posting schedule is a cron expression in local wall-clock time. The `cron` crate parses it
//! and steps over wall-clock time as if that were UTC; the mapping to instants is
//! [`local_time`](super::local_time)'s. Evaluated in a zone directly, the crate loses firings in
//! the spring and doubles them in the autumn.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use cron::Schedule;

use super::local_time::{instant, wall};

/// Why a cron expression was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadSchedule {
    /// Not five fields: minute, hour, day of month, month, day of week.
    FieldCount(usize),
    /// The parser's own words.
    Syntax(String),
    /// A number for a weekday: cron dialects disagree on what 1 means, so names only.
    NumberedWeekday,
    /// Never fires, such as on 31 February.
    Never,
    /// Longer than [`LONGEST`]: nobody could read it in a list of settings.
    TooLong,
}

impl fmt::Display for BadSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount(count) => write!(
                f,
                "five fields are needed (minute hour day month weekday), {count} were given"
            ),
            Self::Syntax(why) => f.write_str(why),
            Self::NumberedWeekday => f.write_str("weekdays are written as names: MON-FRI, not 1-5"),
            Self::Never => f.write_str("it never fires"),
            Self::TooLong => write!(f, "it is longer than {LONGEST} characters"),
        }
    }
}

/// The longest expression, in characters.
pub const LONGEST: usize = 100;

/// The posting schedule of a group that says nothing else: weekdays at nine.
pub const USUAL: &str = "0 9 * * MON-FRI";

/// A cron expression of five fields, in local wall-clock time. It is read when it is first needed: most
/// of what is done in a group needs no more of it than that there is one.
#[derive(Clone, Debug)]
pub struct PostingSchedule {
    source: String,
    schedule: OnceLock<Schedule>,
}

impl PartialEq for PostingSchedule {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl PostingSchedule {
    /// Parses `minute hour day-of-month month day-of-week`, weekdays by name.
    pub fn parse(text: &str) -> Result<Self, BadSchedule> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [_, _, _, _, weekdays] = fields[..] else {
            return Err(BadSchedule::FieldCount(fields.len()));
        };
        let names_only = weekdays.split('/').next().unwrap_or_default();
        if names_only.chars().any(|c| c.is_ascii_digit()) {
            return Err(BadSchedule::NumberedWeekday);
        }
        let source = fields.join(" ");
        if source.chars().count() > LONGEST {
            return Err(BadSchedule::TooLong);
        }
        let schedule = read(&source).map_err(|error| BadSchedule::Syntax(error.to_string()))?;
        let parsed = Self { source, schedule: OnceLock::from(schedule) };
        let from = NaiveDateTime::default();
        parsed.walls_after(from).next().map(|_| parsed.clone()).ok_or(BadSchedule::Never)
    }

    /// An expression that was taken by [`parse`](Self::parse) before. One that cannot be read any more
    /// is as the usual one: that invitations go out matters more than the hour.
    pub const fn kept(source: String) -> Self {
        Self { source, schedule: OnceLock::new() }
    }

    fn schedule(&self) -> Option<&Schedule> {
        if self.schedule.get().is_none() {
            let schedule = read(&self.source).or_else(|_| read(USUAL)).ok()?;
            let _ = self.schedule.set(schedule);
        }
        self.schedule.get()
    }

    /// The expression as it was written, its fields parted by one space.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    fn walls_after(&self, wall: NaiveDateTime) -> impl Iterator<Item = NaiveDateTime> {
        let firings = self.schedule().map(|schedule| schedule.after_owned(wall.and_utc()));
        firings.into_iter().flatten().map(|firing| firing.naive_utc())
    }

    /// The last wall-clock time of a firing at or before `limit`.
    fn wall_at_or_before(&self, limit: NaiveDateTime) -> Option<NaiveDateTime> {
        let just_after = limit + TimeDelta::seconds(1);
        let mut firings = self.schedule()?.after_owned(just_after.and_utc());
        firings.next_back().map(|firing| firing.naive_utc())
    }

    /// The firings after `now`, as instants that rise strictly: two wall-clock times that a
    /// clock change maps to one instant are one firing.
    pub fn firings_after(
        &self,
        zone: Tz,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = DateTime<Utc>> {
        let mut last = now;
        self.walls_after(wall(zone, now)).filter_map(move |firing| {
            let at = instant(zone, firing);
            (at > last).then(|| {
                last = at;
                at
            })
        })
    }
}

fn read(source: &str) -> Result<Schedule, cron::error::Error> {
    Schedule::from_str(&format!("0 {source}"))
}

/// How long before a meeting, and on which firings, a group's invitations go out.
#[derive(Clone, Debug, PartialEq)]
pub struct InvitationRule {
    /// Local calendar days before the start; 7 by the mandate ("som regel en vecka före mötet").
    pub lead_days: u16,
    pub posting: PostingSchedule,
    pub zone: Tz,
}

impl InvitationRule {
    /// The wall-clock time by which the invitation must have gone out. Calendar days are counted,
    /// so 10:00 stays 10:00 across a clock change.
    fn deadline(&self, starts: DateTime<Utc>) -> NaiveDateTime {
        let start = wall(self.zone, starts);
        start.checked_sub_days(Days::new(self.lead_days.into())).unwrap_or(start)
    }

    /// When the invitation to a meeting goes out: the last firing that is at least the lead time
    /// before its start. `None` where no firing comes before that (the crate's calendar begins
    /// in 1970).
    pub fn call_at(&self, starts: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.posting
            .wall_at_or_before(self.deadline(starts))
            .map(|firing| instant(self.zone, firing))
    }

    /// Whether the invitation to a meeting that starts at `starts` is due at `now`.
    pub fn is_due(&self, starts: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.call_at(starts).is_none_or(|call| call <= now)
    }

    /// The next firing after `now`.
    pub fn next_firing(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.posting.firings_after(self.zone, now).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, TimeZone};
    use chrono_tz::America::New_York;
    use chrono_tz::Australia::Lord_Howe;
    use chrono_tz::Europe::Stockholm;
    use proptest::prelude::*;

    fn rule(cron: &str) -> InvitationRule {
        let posting = PostingSchedule::parse(cron).expect("a schedule");
        InvitationRule { lead_days: 7, posting, zone: Stockholm }
    }

    fn at(text: &str) -> DateTime<Utc> {
        instant(Stockholm, NaiveDateTime::parse_from_str(text, "%F %H:%M").expect("a time"))
    }

    fn called(cron: &str, start: &str) -> String {
        let call = rule(cron).call_at(at(start)).expect("a firing");
        wall(Stockholm, call).format("%F %H:%M").to_string()
    }

    #[test]
    fn a_thursday_meeting_is_called_the_thursday_before() {
        assert_eq!(called("0 9 * * MON-FRI", "2027-03-11 09:00"), "2027-03-04 09:00");
    }

    #[test]
    fn a_meeting_before_the_posting_hour_is_called_the_day_before_that() {
        assert_eq!(called("0 9 * * MON-FRI", "2027-03-11 08:59"), "2027-03-03 09:00");
    }

    #[test]
    fn a_sunday_deadline_means_the_friday_before() {
        assert_eq!(called("0 9 * * MON-FRI", "2027-03-14 13:00"), "2027-03-05 09:00");
    }

    #[test]
    fn ten_o_clock_stays_ten_o_clock_across_the_clock_change() {
        assert_eq!(called("0 10 * * *", "2027-03-29 10:00"), "2027-03-22 10:00");
        assert_eq!(called("0 10 * * *", "2027-11-02 10:00"), "2027-10-26 10:00");
    }

    /// Around each change of the clock in three zones, one of which changes it by half an hour: when the meeting
    /// begins on the wall, and when its invitation goes out on the wall and in UTC.
    #[rustfmt::skip]
    const AROUND_CHANGES: [(Tz, &str, &str, &str, &str); 12] = [
        // Nine o'clock stays nine o'clock.
        (Stockholm, USUAL, "2027-04-01 09:00", "2027-03-25 09:00", "2027-03-25 08:00"),
        (Stockholm, USUAL, "2027-11-04 09:00", "2027-10-28 09:00", "2027-10-28 07:00"),
        (New_York, USUAL, "2027-03-18 09:00", "2027-03-11 09:00", "2027-03-11 14:00"),
        (New_York, USUAL, "2027-11-11 09:00", "2027-11-04 09:00", "2027-11-04 13:00"),
        (Lord_Howe, USUAL, "2027-04-08 09:00", "2027-04-01 09:00", "2027-03-31 22:00"),
        (Lord_Howe, USUAL, "2027-10-07 09:00", "2027-09-30 09:00", "2027-09-29 22:30"),
        // A time that does not exist is the first after the gap.
        (Stockholm, "30 2 * * *", "2027-04-04 10:00", "2027-03-28 03:00", "2027-03-28 01:00"),
        (New_York, "30 2 * * *", "2027-03-21 10:00", "2027-03-14 03:00", "2027-03-14 07:00"),
        (Lord_Howe, "15 2 * * *", "2027-10-10 10:00", "2027-10-03 02:30", "2027-10-02 15:30"),
        // A time that exists twice is the earlier.
        (Stockholm, "30 2 * * *", "2027-11-07 10:00", "2027-10-31 02:30", "2027-10-31 00:30"),
        (New_York, "30 1 * * *", "2027-11-14 10:00", "2027-11-07 01:30", "2027-11-07 05:30"),
        (Lord_Howe, "45 1 * * *", "2027-04-11 10:00", "2027-04-04 01:45", "2027-04-03 14:45"),
    ];

    #[test]
    fn around_every_change_of_the_clock_the_invitation_goes_out_once_when_the_wall_says_so() {
        let read = |text| NaiveDateTime::parse_from_str(text, "%F %H:%M").expect("a time");
        for (zone, cron, starts, on_the_wall, in_utc) in AROUND_CHANGES {
            let rule = InvitationRule { zone, ..rule(cron) };
            let starts = instant(zone, read(starts));
            let call = rule.call_at(starts).expect("a firing");
            let told = (zone, cron, starts);
            assert_eq!(wall(zone, call), read(on_the_wall), "{told:?}");
            assert_eq!(call.naive_utc(), read(in_utc), "{told:?}");
            assert!(!rule.is_due(starts, call - TimeDelta::seconds(1)), "{told:?}");
            assert!(rule.is_due(starts, call), "{told:?}");
            // The hour that comes twice brings it once.
            let next = rule.next_firing(call).expect("another firing");
            assert!(next - call > TimeDelta::hours(20), "{told:?}: {next}");
        }
    }

    #[test]
    fn a_firing_in_the_spring_gap_is_not_lost() {
        let firings: Vec<_> = rule("30 2 * * SUN")
            .posting
            .firings_after(Stockholm, at("2027-03-27 12:00"))
            .take(2)
            .collect();
        assert_eq!(firings, [at("2027-03-28 03:00"), at("2027-04-04 02:30")]);
    }

    #[test]
    fn a_firing_in_the_autumn_comes_once() {
        let firings: Vec<_> = rule("30 2 * * *")
            .posting
            .firings_after(Stockholm, at("2027-10-30 12:00"))
            .take(2)
            .collect();
        assert_eq!(
            firings[0],
            Utc.with_ymd_and_hms(2027, 10, 31, 0, 30, 0).single().expect("a time")
        );
        assert_eq!(firings[1], at("2027-11-01 02:30"));
    }

    #[test]
    fn what_people_get_wrong_is_named() {
        let wrong = |text| PostingSchedule::parse(text).expect_err("refused");
        assert_eq!(wrong("0 9 * *"), BadSchedule::FieldCount(4));
        assert_eq!(wrong("0 9 * * 1-5"), BadSchedule::NumberedWeekday);
        assert_eq!(wrong("0 9 31 2 *"), BadSchedule::Never);
        let long = format!("0 9 {} * *", vec!["1"; 50].join(","));
        assert_eq!(wrong(&long), BadSchedule::TooLong);
        assert!(matches!(wrong("0 25 * * MON"), BadSchedule::Syntax(_)));
    }

    #[test]
    fn what_is_kept_and_cannot_be_read_is_as_the_usual_one() {
        let of = |text: &str| {
            let posting = PostingSchedule::kept(text.to_owned());
            InvitationRule { posting, ..rule(USUAL) }.call_at(at("2027-03-14 13:00"))
        };
        assert_eq!(of("no cron at all"), of(USUAL));
        assert_eq!(of("0 8 * * MON"), Some(at("2027-03-01 08:00")));
    }

    /// Cron expressions of the kinds that groups use, and some that they should not.
    fn expressions() -> impl Strategy<Value = String> {
        let minute = prop_oneof![
            Just("0".into()),
            Just("*/30".into()),
            (0..60u8).prop_map(|m| m.to_string())
        ];
        let hour = prop_oneof![
            Just("*".into()),
            Just("1-3".into()),
            (0..24u8).prop_map(|h| h.to_string())
        ];
        let day = prop_oneof![3 => Just("* * MON-FRI"), 3 => Just("* * *"), 2 => Just("* * SUN"), 1 => Just("1,15 * *")];
        (minute, hour, day).prop_map(|(m, h, d): (String, String, &str)| format!("{m} {h} {d}"))
    }

    fn zones() -> impl Strategy<Value = Tz> {
        proptest::sample::select(chrono_tz::TZ_VARIANTS.to_vec())
    }

    /// Half of the samples anywhere, half near a change of the zone's clock.
    fn instants() -> impl Strategy<Value = DateTime<Utc>> {
        let first = Utc.with_ymd_and_hms(1970, 3, 1, 0, 0, 0).single().expect("a time").timestamp();
        let last = Utc.with_ymd_and_hms(2099, 11, 1, 0, 0, 0).single().expect("a time").timestamp();
        (first..last).prop_map(|second| DateTime::from_timestamp(second, 0).expect("in range"))
    }

    /// Moves an instant to within a day and a half of the zone's next change, if one comes soon.
    fn near_a_change(zone: Tz, at: DateTime<Utc>) -> DateTime<Utc> {
        use chrono::Offset;
        let offset = |t: DateTime<Utc>| zone.offset_from_utc_datetime(&t.naive_utc()).fix();
        let here = offset(at);
        (1..400)
            .map(|day| at + TimeDelta::days(day))
            .find(|later| offset(*later) != here)
            .map_or(at, |changed| changed - TimeDelta::hours(at.timestamp() % 36))
    }

    /// The promises of the schedule, for one case.
    fn keeps_its_promises(cron: &str, zone: Tz, from: DateTime<Utc>) -> Result<(), TestCaseError> {
        let rule = InvitationRule {
            lead_days: 7,
            posting: PostingSchedule::parse(cron).expect("a schedule"),
            zone,
        };
        let firings: Vec<_> = rule.posting.firings_after(zone, from).take(6).collect();
        prop_assert!(firings.iter().all(|at| *at > from), "a firing lies in the past");
        prop_assert!(firings.is_sorted_by(|a, b| a < b), "firings do not rise: {firings:?}");

        // Once per local date and time: no wall-clock time is shown by two firings.
        let mut walls: Vec<_> = firings.iter().map(|at| wall(zone, *at)).collect();
        walls.dedup();
        prop_assert_eq!(walls.len(), firings.len());

        // The invitation is never later than the lead time before the start.
        let starts = if from.timestamp() % 2 == 0 { from } else { from + TimeDelta::days(30) };
        let call = rule.call_at(starts).expect("a firing before a start after 1970");
        let deadline = instant(zone, rule.deadline(starts));
        prop_assert!(call <= deadline, "called {call}, deadline {deadline}");
        // It is the last such firing: the next one comes after the deadline.
        let next = rule.next_firing(call).expect("another firing");
        prop_assert!(
            next > deadline || wall(zone, next) > rule.deadline(starts),
            "{next} would have done"
        );

        for now in [call - TimeDelta::seconds(1), call, call + TimeDelta::minutes(7)] {
            prop_assert_eq!(rule.is_due(starts, now), call <= now);
        }
        Ok(())
    }

    fn check(cases: u32) {
        let config =
            ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let strategy = (expressions(), zones(), instants(), any::<bool>());
        proptest::test_runner::TestRunner::new(config)
            .run(&strategy, |(cron, zone, at, near)| {
                let from = if near { near_a_change(zone, at) } else { at };
                keeps_its_promises(&cron, zone, from)
            })
            .unwrap_or_else(|failure| panic!("{failure}"));
    }

    #[test]
    fn over_every_zone_and_1970_to_2099_the_schedule_keeps_its_promises() {
        check(100_000);
    }

    #[test]
    #[ignore = "a million cases take minutes; the ordinary run samples 100,000"]
    fn over_a_million_cases_the_schedule_keeps_its_promises() {
        check(1_000_000);
    }

    #[test]
    fn the_year_of_the_first_firing_is_the_calendars_first() {
        let first = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date");
        let rule = rule("0 9 * * *");
        assert_eq!(rule.call_at(first.and_hms_opt(0, 0, 0).expect("midnight").and_utc()), None);
    }
}
