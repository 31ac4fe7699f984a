//! What `/group check` found, each in words that say what to do.

use crate::actions::registry::check::{Checked, Finding};
use crate::domain::composition::{Breach, Rule};
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::roster::SeatLabel;
use crate::domain::seat::{Capacity, Office};

use super::card::{listed, shortened};
use super::changes::{capacity, period, place};
use super::commands::typed;
use super::groups::{titled, who, whose};
use super::names::{name, plain};
use super::texts::{Arg, text};
use super::when::{day, when};
use super::{Card, Message, Tone};

/// How many characters of names one finding may hold.
const MOST_NAMED: usize = 800;

/// What was found, or that all is well.
pub fn checked(language: Language, checked: &Checked) -> Message {
    let title = titled(language, "check-title", &checked.group);
    if checked.findings.is_empty() {
        let body = text(language, "check-fine", &[("count", checked.seats.into())]);
        return card(Card { body, tone: Tone::Good, ..title });
    }
    let lines: Vec<String> =
        checked.findings.iter().map(|finding| words(language, finding)).collect();
    let (body, files) = listed(language, &lines, "check-whole-file", || lines.clone());
    Message { files, ..card(Card { body, tone: Tone::Waiting, ..title }) }
}

fn card(card: Card) -> Message {
    Message { card: Some(card), ..Message::default() }
}

fn words(language: Language, finding: &Finding) -> String {
    let command = |path: &str| -> Arg<'static> { ("command", typed(language, path).into()) };
    match finding {
        Finding::NoOfficial => text(language, "check-no-official", &[command("group-settings")]),
        Finding::NoDeputy => text(language, "check-no-deputy", &[command("group-settings")]),
        Finding::NoSeats => text(language, "check-no-seats", &[command("group-import")]),
        Finding::Vacant { place: one, capacity, from } => {
            let mut args = vec![
                ("place", place(language, one).into()),
                ("appointer", plain(&one.appointer).into()),
                command("group-seat"),
            ];
            args.extend(from.map(|from| ("day", day(language, from).into())));
            text(language, vacant_key(*capacity, from.is_some()), &args)
        }
        Finding::Gap { place: one, capacity, empty } => {
            let key = match capacity {
                Capacity::Ordinary => "check-gap-ordinary",
                _ => "check-gap-substitute",
            };
            let args = [
                ("place", place(language, one).into()),
                ("appointer", plain(&one.appointer).into()),
                ("period", period(language, *empty).into()),
            ];
            text(language, key, &args)
        }
        Finding::Breach(found) => breach(language, found),
        Finding::Doubled { person, places } => {
            let of = |(one, as_what): &(SeatLabel, Capacity)| {
                format!("{}: {}", place(language, one), capacity(language, *as_what))
            };
            let places = places.iter().map(of).collect::<Vec<_>>().join("; ");
            let person = name(language, person);
            let args =
                [("person", person.into()), ("places", places.into()), command("group-seat")];
            text(language, "check-doubled", &args)
        }
        Finding::Conflict { people, one, other } => {
            let at = |view: &crate::actions::view::MeetingView| {
                format!(
                    "{}, {}",
                    plain(&view.group.name),
                    when(language, &view.group, &view.meeting)
                )
            };
            let args = [
                ("people", names(language, people).into()),
                ("one", at(one).into()),
                ("other", at(other).into()),
            ];
            text(language, "check-conflict", &args)
        }
        Finding::Unlinked(people) => text(
            language,
            "check-unlinked",
            &[("people", names(language, people).into()), command("me-link")],
        ),
        Finding::ClosedDirect(people) => {
            text(language, "check-closed", &[("people", names(language, people).into())])
        }
        Finding::ClosedChannel { officials, channel } => {
            let key = if *officials { "check-closed-officials" } else { "check-closed-channel" };
            let channel = format!("<#{channel}>");
            text(language, key, &[("channel", channel.into()), command("group-settings")])
        }
    }
}

const fn vacant_key(capacity: Capacity, later: bool) -> &'static str {
    match (capacity, later) {
        (Capacity::Substitute, false) => "check-vacant-substitute",
        (Capacity::Substitute, true) => "check-vacant-substitute-from",
        (_, false) => "check-vacant-ordinary",
        (_, true) => "check-vacant-ordinary-from",
    }
}

fn breach(language: Language, breach: &Breach) -> String {
    let command = || typed(language, "group-seat");
    match breach {
        Breach::Count { rule: Rule::Seats(by, expected), seats } => {
            let args = [
                ("who", whose(language, by).into()),
                ("count", (*seats).into()),
                ("expected", i64::from(*expected).into()),
                ("command", command().into()),
            ];
            text(language, "check-count", &args)
        }
        Breach::Count { rule: Rule::Office(office, by), .. } => {
            office_held(language, (*office, by), None)
        }
        Breach::Office { rule: Rule::Office(office, by), held_by } => {
            office_held(language, (*office, by), held_by.as_deref())
        }
        Breach::Office { rule: Rule::Seats(by, _), .. } => who(language, by),
    }
}

fn office_held(
    language: Language,
    (office, by): (Office, &crate::domain::composition::Who),
    held_by: Option<&str>,
) -> String {
    let key =
        if office == Office::Chair { "check-office-chair" } else { "check-office-vice-chair" };
    let held = match held_by {
        Some(appointer) => {
            text(language, "check-held-by", &[("appointer", plain(appointer).into())])
        }
        None => text(language, "check-held-by-none", &[]),
    };
    let args = [
        ("who", who(language, by).into()),
        ("held", held.into()),
        ("command", typed(language, "group-seat").into()),
    ];
    text(language, key, &args)
}

fn names(language: Language, people: &[Person]) -> String {
    let names: Vec<String> = people.iter().map(|person| name(language, person)).collect();
    shortened(language, &names, MOST_NAMED, ", ")
}
