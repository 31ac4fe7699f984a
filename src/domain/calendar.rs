//! The calendar of what comes: who follows what, when they are told, and how it is parted over messages.
//!
//! Pure. Never reads the clock or the database.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::id::{GroupId, PersonId, TopicId};
use super::local_time::{instant, wall};
use super::seat::worded;

/// The hour at which whoever says nothing else is told of what they follow.
pub const USUAL_HOUR: u32 = 8;

worded! {
    /// Who may open the page of a group's meetings.
    PageVisibility {
        /// Nobody.
        Off = "off",
        /// Whoever has a secret address.
        Link = "link",
        /// Everybody, and search engines find it.
        Public = "public",
    }
}

/// Who is told of what they follow, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    pub person: PersonId,
    /// Of the day, on the organisation's clock, 0 to 23.
    pub hour: u32,
    /// Up to when they have been told.
    pub since: DateTime<Utc>,
    /// When to look next.
    pub due: DateTime<Utc>,
    /// Whether they want to hear of notes of meetings to which they were not called.
    pub notes: bool,
}

/// What somebody follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    pub topics: Vec<TopicId>,
    pub groups: Vec<GroupId>,
    /// `None` for who has never followed anything, nor said at which hour.
    pub follower: Option<Follower>,
}

impl Following {
    pub const fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.groups.is_empty()
    }
}

/// When it is next that hour on the wall of a zone, after an instant. One that the clock leaps over is the first
/// instant after the leap.
pub fn next_at_hour(zone: Tz, hour: u32, after: DateTime<Utc>) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour.min(23), 0, 0).unwrap_or_default();
    let today = wall(zone, after).date();
    let days = (0..4).filter_map(|ahead| today.checked_add_signed(TimeDelta::days(ahead)));
    let mut at = days.map(|day| instant(zone, day.and_time(time)));
    at.find(|at| *at > after).unwrap_or(after + TimeDelta::days(1))
}

/// How many characters a text may take at the most, whatever is done to make its signs harmless.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { 1 } else { 3 }).sum()
}

/// Parts lines into as few messages as hold them, in their order; a line has its width, and none is wider than a
/// message. `most` is how much a message holds.
pub fn parted<T>(lines: Vec<(T, usize)>, most: usize) -> Vec<Vec<T>> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    let mut left = 0;
    for (line, width) in lines {
        if parts.is_empty() || width > left {
            parts.push(Vec::new());
            left = most;
        }
        left = left.saturating_sub(width);
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Stockholm;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_hour_is_that_of_the_wall_also_over_the_clocks_change() {
        let next = |hour, after| next_at_hour(Stockholm, hour, at(after));
        assert_eq!(next(8, "2027-03-01T06:59:59Z"), at("2027-03-01T07:00:00Z"));
        assert_eq!(next(8, "2027-03-01T07:00:00Z"), at("2027-03-02T07:00:00Z"));
        // The night of 28 March leaps from two to three.
        assert_eq!(next(8, "2027-03-27T20:00:00Z"), at("2027-03-28T06:00:00Z"));
        assert_eq!(next(2, "2027-03-27T20:00:00Z"), at("2027-03-28T01:00:00Z"));
    }

    proptest! {
        #[test]
        fn it_is_always_later_and_at_most_two_days(
            zone in 0..chrono_tz::TZ_VARIANTS.len(), hour in 0..24u32, second in 0..4_000_000_000i64
        ) {
            let after = DateTime::from_timestamp(second, 0).expect("an instant");
            let next = next_at_hour(chrono_tz::TZ_VARIANTS[zone], hour, after);
            prop_assert!(next > after && next - after <= TimeDelta::hours(50));
        }

        #[test]
        fn nothing_is_lost_when_lines_are_parted_and_no_part_is_too_wide(
            widths in prop::collection::vec(1..400usize, 0..80)
        ) {
            let lines: Vec<(usize, usize)> = widths.iter().copied().enumerate().collect();
            let parts = parted(lines, 1000);
            let order: Vec<usize> = parts.iter().flatten().copied().collect();
            prop_assert_eq!(order, (0..widths.len()).collect::<Vec<_>>());
            for part in &parts {
                prop_assert!(!part.is_empty());
                prop_assert!(part.iter().map(|line| widths[*line]).sum::<usize>() <= 1000);
            }
        }
    }
}
