//! Dates and times in words.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;

use super::texts::{Arg, text};

/// "torsdag 11 mars 2027", "Thursday 11 March 2027".
pub fn date(language: Language, day: NaiveDate) -> String {
    text(language, "date", &parts(language, "weekday", day))
}

/// "tor 11 mars 2027 09:00", short enough for a list of choices.
pub fn short(language: Language, at: NaiveDateTime) -> String {
    let mut args = parts(language, "weekday-short", at.date());
    args.push(("time", at.format("%H:%M").to_string().into()));
    text(language, "date-short", &args)
}

/// A day's parts in words; `weekday` names the kind of weekday that is wanted. The year is a text,
/// so that no thousands are parted in it.
fn parts(language: Language, weekday: &str, day: NaiveDate) -> Vec<Arg<'static>> {
    let weekday_number = day.weekday().number_from_monday();
    let named = |key: &str, number: u32| text(language, key, &[("number", number.into())]);
    vec![
        ("weekday", named(weekday, weekday_number).into()),
        ("day", day.day().into()),
        ("month", named("month", day.month()).into()),
        ("year", day.year().to_string().into()),
    ]
}

/// "11 mars 2027", "11 March 2027".
pub fn day(language: Language, day: NaiveDate) -> String {
    text(language, "day", &parts(language, "weekday", day))
}

/// Date and time of an instant, apart.
pub fn date_and_time(language: Language, zone: Tz, at: DateTime<Utc>) -> (String, String) {
    let local = wall(zone, at);
    (date(language, local.date()), local.format("%H:%M").to_string())
}

/// When a meeting is, in the local time of its group.
pub fn when(language: Language, group: &Group, meeting: &Meeting) -> String {
    let zone = group.rule.zone;
    let (day, from) = date_and_time(language, zone, meeting.starts);
    let (last_day, to) = date_and_time(language, zone, meeting.ends);
    let args = [
        ("date", day.clone().into()),
        ("from", from.into()),
        ("to", to.into()),
        ("until-date", last_day.clone().into()),
    ];
    let key = if day == last_day { "when" } else { "when-over-midnight" };
    text(language, key, &args)
}
