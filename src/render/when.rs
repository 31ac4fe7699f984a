//! Dates and times in words.

use chrono::{DateTime, Locale, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;

use super::texts::text;

/// "torsdag 11 mars 2027", "Thursday 11 March 2027".
pub fn date(language: Language, day: NaiveDate) -> String {
    let locale = match language {
        Language::Swedish => Locale::sv_SE,
        Language::English => Locale::en_GB,
    };
    day.format_localized("%A %-d %B %Y", locale).to_string()
}

/// "tor 11 mars 09:00", short enough for a list of choices.
pub fn short(language: Language, at: NaiveDateTime) -> String {
    let locale = match language {
        Language::Swedish => Locale::sv_SE,
        Language::English => Locale::en_GB,
    };
    let day = at.date().format_localized("%a %-d %B %Y", locale);
    format!("{day} {}", at.format("%H:%M"))
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
