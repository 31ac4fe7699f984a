//! What the clock asks for of meetings, by the clock of each one's group.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::meeting::Meeting;
use crate::store::meetings::InGuild;

/// How many meetings are looked at at a time: when something has been done for those, the next come.
pub const MOST: i64 = 200;
/// How much later or earlier it is somewhere else: of meetings within it the later one may be due sooner.
const WORLD: TimeDelta = TimeDelta::hours(48);
pub const END_OF_TIME: DateTime<Utc> = DateTime::<Utc>::MAX_UTC;

/// The latest time of a meeting that may be due before the `first`, each `at` a time of its own; where there is none, of none.
pub fn latest_beside(first: &[InGuild], at: fn(&Meeting) -> DateTime<Utc>) -> DateTime<Utc> {
    first.first().map_or(DateTime::<Utc>::MIN_UTC, |(.., first)| at(first) + WORLD)
}

/// When the first is `due`.
pub fn first_due(
    soon: &[InGuild],
    due: impl Fn(Tz, &Meeting) -> DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    soon.iter().map(|(_, zone, meeting)| due(*zone, meeting)).min()
}
