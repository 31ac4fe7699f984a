//! What stands in the lists that people pick from, at most 25 lines of at most 100 characters.

use chrono::NaiveDate;

use crate::actions::choices::MOST;
use crate::actions::registry::declaration::AS_NOW;
use crate::actions::registry::settings_request::NONE;
use crate::actions::view::SeatView;
use crate::domain::group::Group;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::roster::Roster;
use crate::domain::schedule::PostingSchedule;
use crate::domain::seat::{Appointer, Capacity};
use crate::domain::typed_word;

use super::card::shortened_by_name;
use super::reader::Reader;

/// How many characters Discord takes of a choice.
const MOST_IN_CHOICE: usize = 100;

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
pub fn meetings(reader: Reader, meetings: &[(Group, Meeting)], typed: &str) -> Vec<Choice> {
    let lines = meetings.iter().map(|(group, meeting)| {
        let at = reader.short(wall(group.rule.zone, meeting.starts));
        (group.name.as_str(), meeting.id.to_string(), move |name: &str| format!("{name}, {at}"))
    });
    matching_named(lines, typed)
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

/// Choices, and none of them, said by a text: while nothing else is typed, or whoever types
/// something long would be offered its opposite alone.
pub fn or_none(reader: Reader, key: &str, typed: &str, choices: Vec<Choice>) -> Vec<Choice> {
    let none = matching([(reader.text(key, &[]), NONE.to_owned())].into_iter(), typed);
    choices.into_iter().take(MOST - 1).chain(none).collect()
}

/// What is typed, as it is, where it fits into a choice.
pub fn as_typed(typed: &str) -> Option<Choice> {
    let typed = Some(typed.trim()).filter(|typed| (1..=100).contains(&typed.chars().count()));
    typed.map(|typed| Choice { name: typed.to_owned(), value: typed.to_owned() })
}

/// Seats by number, appointer and who sits there.
pub fn seats(reader: Reader, roster: &Roster, on: NaiveDate, typed: &str) -> Vec<Choice> {
    let lines = roster.seats.iter().filter(|seat| seat.exists(on)).map(|seat| {
        let who =
            |capacity| seat.sitting(capacity, on).map_or("–", |person| person.name.as_str());
        let (ordinary, substitute) = (who(Capacity::Ordinary), who(Capacity::Substitute));
        let office = typed_word::office(reader.language, seat.seat.office);
        let appointer = &seat.seat.appointer_name;
        let name = format!("{}. {appointer}, {office}: {ordinary} / {substitute}", seat.number);
        (name, seat.seat.id.to_string())
    });
    matching(lines, typed)
}

/// People by name, and whatever name is typed.
pub fn people_or_as_typed(people: &[Person], typed: &str) -> Vec<Choice> {
    let known = self::people(people, typed);
    let own = as_typed(typed).filter(|own| !known.iter().any(|one| one.name == own.name));
    known.into_iter().take(MOST - 1).chain(own).collect()
}

/// People by name; and while nobody is named so, the name that is typed, for somebody new.
pub fn people_or_typed(reader: Reader, people: &[Person], typed: &str) -> Vec<Choice> {
    let names = people.iter().map(|person| person.name.as_str());
    or_new(reader, self::people(people, typed), names, typed)
}

/// What is known; and what is typed, as a new name, unless it is a known one in whatever case.
fn or_new<'a>(
    reader: Reader,
    mut found: Vec<Choice>,
    mut names: impl Iterator<Item = &'a str>,
    typed: &str,
) -> Vec<Choice> {
    let folded = typed.trim().to_lowercase();
    let new = as_typed(typed).filter(|_| !names.any(|name| name.to_lowercase() == folded));
    let new = new.map(|new| Choice {
        name: cut(&reader.text("choice-new-name", &[("typed", new.name.into())])),
        value: new.value,
    });
    found.truncate(MOST - 1);
    found.into_iter().chain(new).collect()
}

/// As much as a choice takes.
fn cut(name: &str) -> String {
    name.chars().take(MOST_IN_CHOICE).collect()
}

/// People by name.
pub fn people(people: &[Person], typed: &str) -> Vec<Choice> {
    matching(people.iter().map(|person| (person.name.clone(), person.id.to_string())), typed)
}

/// Appointers by name; and the name that is typed, for a new one.
pub fn appointers(reader: Reader, appointers: &[Appointer], typed: &str) -> Vec<Choice> {
    let lines = appointers.iter().map(|one| (one.name.clone(), one.id.to_string()));
    let names = appointers.iter().map(|one| one.name.as_str());
    or_new(reader, matching(lines, typed), names, typed)
}

/// A composition: as the seats are now, none, or what is typed.
pub fn compositions(reader: Reader, typed: &str) -> Vec<Choice> {
    let as_now = (reader.text("composition-as-now", &[]), AS_NOW.to_owned());
    let as_now = matching([as_now].into_iter(), typed);
    let offered = as_typed(typed).into_iter().chain(as_now).collect();
    or_none(reader, "composition-none", typed, offered)
}

/// Posting schedules: weekdays at the hours that groups use, or what is typed.
pub fn posting_schedules(reader: Reader, typed: &str) -> Vec<Choice> {
    let usual = [8, 9, 10, 12, 15].map(|hour| {
        let at = format!("{hour:02}:00");
        let name = reader.text("posting-weekdays", &[("time", at.into())]);
        (name, format!("0 {hour} * * MON-FRI"))
    });
    let own = as_typed(typed).filter(|own| PostingSchedule::parse(&own.value).is_ok());
    matching(usual.into_iter(), typed).into_iter().chain(own).collect()
}

/// Time zones that hold what was typed; Sweden's first while nothing is.
pub fn zones(typed: &str) -> Vec<Choice> {
    let typed = if typed.trim().is_empty() { "europe/sto" } else { typed };
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned());
    matching(names.map(|name| (name.clone(), name)), typed)
}

/// As [`matching`], of lines with a name in them, of which the name is cut short where it is too long.
pub(super) fn matching_named<'a, F: Fn(&str) -> String>(
    lines: impl Iterator<Item = (&'a str, String, F)>,
    typed: &str,
) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    let fits = |(name, value, line): &(&str, String, F)| {
        line(name).to_lowercase().contains(&typed) || *value == typed
    };
    let choice = |(name, value, line): (&str, String, F)| Choice {
        name: shortened_by_name(name, MOST_IN_CHOICE, line),
        value,
    };
    lines.filter(fits).take(MOST).map(choice).collect()
}

/// The lines that hold what was typed, in any case.
pub(super) fn matching(lines: impl Iterator<Item = (String, String)>, typed: &str) -> Vec<Choice> {
    let typed = typed.trim().to_lowercase();
    lines
        .filter(|(name, value)| name.to_lowercase().contains(&typed) || *value == typed)
        .take(MOST)
        .map(|(name, value)| Choice { name: cut(&name), value })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn meetings_of_a_group_with_a_long_name_are_told_apart() {
        let day = "1 april 2027";
        let long = "Regional samverkansgrupp för kultur och civilsamhälle ".repeat(3);
        let line = |name: &str| format!("{name}, {day}");
        let offered = matching_named([(long.as_str(), "7".to_owned(), line)].into_iter(), "");
        assert!(offered[0].name.ends_with("…, 1 april 2027"), "{offered:?}");
        assert_eq!(offered[0].name.chars().count(), 100);
        // What is cut off is found all the same.
        let cut_off = "civilsamhälle Regional";
        let offered = matching_named([(long.as_str(), "7".to_owned(), line)].into_iter(), cut_off);
        assert_eq!(offered.len(), 1);
    }

    #[test]
    fn what_is_typed_is_never_answered_with_its_opposite_alone() {
        let long = "Gruppen samverkar om äldres hälsa. ".repeat(5);
        assert_eq!(
            or_none(Reader::on_discord(Language::Swedish), "mandate-none", &long, Vec::new()),
            []
        );
        let rules = "Arboga 1, Fagersta 1, Hallstahammar 1, Kungsör 1, Köping 1, Norberg 1, Sala 1, \
                     Skinnskatteberg 1, Surahammar 1, Västerås 1";
        assert_eq!(compositions(Reader::on_discord(Language::Swedish), rules), []);
        assert_eq!(compositions(Reader::on_discord(Language::Swedish), "").len(), 2);
    }

    #[test]
    fn a_new_name_is_told_from_a_known_one_in_another_case() {
        let anna =
            Person { id: crate::domain::id::PersonId(7), name: "Anna Berg".into(), account: None };
        let offered = people_or_typed(Reader::on_discord(Language::Swedish), &[anna], "anna berg");
        assert_eq!(offered, [Choice { name: "Anna Berg".into(), value: "7".into() }]);
        let [new] = &people_or_typed(Reader::on_discord(Language::Swedish), &[], "Bo Ek")[..]
        else {
            panic!("one")
        };
        assert_eq!((new.name.as_str(), new.value.as_str()), ("Nytt namn: Bo Ek", "Bo Ek"));
        let longest = people_or_typed(Reader::on_discord(Language::Swedish), &[], &"å".repeat(100));
        assert_eq!((longest[0].name.chars().count(), longest[0].value.chars().count()), (100, 100));
    }
}
