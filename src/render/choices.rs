//! What stands in the lists that people pick from, at most 25 lines of at most 100 characters.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::actions::choices::MOST;
use crate::actions::view::SeatView;
use crate::domain::group::Group;
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;
use crate::domain::typed_date::{parse_date, parse_time};

use super::when::{date, short};

/// A line to pick, and what picking it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub name: String,
    pub value: String,
}

/// Groups by name.
pub fn groups(groups: &[Group], typed: &str) -> Vec<Choice> {
    matching(groups.iter().map(|group| (group.name.clone(), group.id.to_string())), typed)
}

/// Meetings by group and time.
pub fn meetings(language: Language, meetings: &[(Group, Meeting)], typed: &str) -> Vec<Choice> {
    let lines = meetings.iter().map(|(group, meeting)| {
        let at = wall(group.rule.zone, meeting.starts);
        (format!("{}, {}", group.name, short(language, at)), meeting.id.to_string())
    });
    matching(lines, typed)
}

/// Members by seat and name.
pub fn members(seats: &[SeatView], typed: &str) -> Vec<Choice> {
    let lines = seats.iter().filter_map(|seat| {
        let member = seat.occupied.ordinary.as_ref()?;
        let name = format!("{} ({})", member.name, seat.occupied.seat.appointer_name);
        Some((name, seat.occupied.seat.id.to_string()))
    });
    matching(lines, typed)
}

/// The day that was typed, spelt out; or while nothing is typed, the coming working days.
pub fn dates(language: Language, typed: &str, today: NaiveDate) -> Vec<Choice> {
    let choice = |day: NaiveDate| Choice {
        name: date(language, day),
        value: day.format("%Y-%m-%d").to_string(),
    };
    if typed.trim().is_empty() {
        return (7..)
            .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
            .take(15)
            .map(choice)
            .collect();
    }
    parse_date(typed, today).map(choice).into_iter().collect()
}

/// The time that was typed; or the hours and half hours of a working day that begin like it.
pub fn times(typed: &str) -> Vec<Choice> {
    let choice = |name: String| Choice { value: name.clone(), name };
    let typed = typed.trim();
    let hours = (8..=19).flat_map(|hour| [format!("{hour:02}:00"), format!("{hour:02}:30")]);
    let exact = parse_time(typed).map(|time| time.format("%H:%M").to_string());
    let alike = hours.filter(|time| {
        Some(time) != exact.as_ref() && (time.starts_with(typed) || time[1..].starts_with(typed))
    });
    exact.clone().into_iter().chain(alike).take(MOST).map(choice).collect()
}

/// The lines that hold what was typed, in any case.
fn matching(lines: impl Iterator<Item = (String, String)>, typed: &str) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    lines
        .filter(|(name, value)| name.to_lowercase().contains(&typed) || *value == typed)
        .take(MOST)
        .map(|(name, value)| Choice { name: name.chars().take(100).collect(), value })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_day_is_spelt_out_so_that_its_weekday_is_seen() {
        let today = NaiveDate::from_ymd_opt(2027, 2, 1).expect("a date");
        let [choice] = &dates(Language::Swedish, "11/3", today)[..] else { panic!("one choice") };
        assert_eq!(
            (choice.name.as_str(), choice.value.as_str()),
            ("torsdag 11 mars 2027", "2027-03-11")
        );
        assert_eq!(dates(Language::English, "", today).len(), 15);
        assert_eq!(dates(Language::English, "soon", today), []);
    }

    #[test]
    fn times_are_offered_as_they_are_typed() {
        let names = |typed| times(typed).into_iter().map(|choice| choice.name).collect::<Vec<_>>();
        assert_eq!(names("9")[..2], ["09:00", "09:30"]);
        assert_eq!(names("9:15"), ["09:15"]);
        assert_eq!(names("").len(), 24);
    }
}
