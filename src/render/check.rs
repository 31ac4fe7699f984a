//! What `/group check` found, each in words that say what to do.

use crate::actions::registry::check::{Checked, Finding};
use crate::domain::composition::{Breach, Rule};
use crate::domain::person::Person;
use crate::domain::roster::SeatLabel;
use crate::domain::seat::{Capacity, Office};
use crate::render::reader::Reader;

use super::card::{listed, shortened};
use super::changes::{capacity, period, place};
use super::groups::{titled, who, whose};
use super::texts::Arg;
use super::{Card, Message, Tone};

/// How many characters of names one finding may hold.
const MOST_NAMED: usize = 800;

/// What was found, or that all is well.
pub fn checked(reader: Reader, checked: &Checked) -> Message {
    let title = titled(reader, "check-title", &checked.group);
    if checked.findings.is_empty() {
        let body = reader.text("check-fine", &[("count", checked.seats.into())]);
        return card(Card { body, tone: Tone::Good, ..title });
    }
    let lines: Vec<String> =
        checked.findings.iter().map(|finding| words(reader, finding)).collect();
    let (body, files) = listed(reader, &lines, "check-whole-file", || lines.clone());
    Message { files, ..card(Card { body, tone: Tone::Waiting, ..title }) }
}

fn card(card: Card) -> Message {
    Message { card: Some(card), ..Message::default() }
}

fn words(reader: Reader, finding: &Finding) -> String {
    let command = |path: &str| -> Arg<'static> { ("command", reader.command(path).into()) };
    match finding {
        Finding::NoOfficial => reader.text("check-no-official", &[command("group-settings")]),
        Finding::NoDeputy => reader.text("check-no-deputy", &[command("group-settings")]),
        Finding::NoSeats => reader.text("check-no-seats", &[command("group-import")]),
        Finding::Vacant { place: one, capacity, from } => {
            let mut args = vec![
                ("place", place(reader, one).into()),
                ("appointer", reader.label(&one.appointer).into()),
                command("group-seat"),
            ];
            args.extend(from.map(|from| ("day", reader.day(from).into())));
            reader.text(vacant_key(*capacity, from.is_some()), &args)
        }
        Finding::Gap { place: one, capacity, empty } => {
            let key = match capacity {
                Capacity::Ordinary => "check-gap-ordinary",
                _ => "check-gap-substitute",
            };
            let args = [
                ("place", place(reader, one).into()),
                ("appointer", reader.label(&one.appointer).into()),
                ("period", period(reader, *empty).into()),
            ];
            reader.text(key, &args)
        }
        Finding::Breach(found) => breach(reader, found),
        Finding::Doubled { person, places } => {
            let of = |(one, as_what): &(SeatLabel, Capacity)| {
                format!("{}: {}", place(reader, one), capacity(reader, *as_what))
            };
            let places = places.iter().map(of).collect::<Vec<_>>().join("; ");
            let person = reader.name(person);
            let args =
                [("person", person.into()), ("places", places.into()), command("group-seat")];
            reader.text("check-doubled", &args)
        }
        Finding::Conflict { people, one, other } => {
            let at = |view: &crate::actions::view::MeetingView| {
                format!(
                    "{}, {}",
                    reader.label(&view.group.name),
                    reader.when(&view.group, &view.meeting)
                )
            };
            let args = [
                ("people", names(reader, people).into()),
                ("one", at(one).into()),
                ("other", at(other).into()),
            ];
            reader.text("check-conflict", &args)
        }
        Finding::Unlinked(people) => reader.text(
            "check-unlinked",
            &[("people", names(reader, people).into()), command("me-link")],
        ),
        Finding::ClosedDirect(people) => {
            reader.text("check-closed", &[("people", names(reader, people).into())])
        }
        Finding::ClosedChannel { officials, channel } => {
            let key = if *officials { "check-closed-officials" } else { "check-closed-channel" };
            let channel = format!("<#{channel}>");
            reader.text(key, &[("channel", channel.into()), command("group-settings")])
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

fn breach(reader: Reader, breach: &Breach) -> String {
    let command = || reader.command("group-seat");
    match breach {
        Breach::Count { rule: Rule::Seats(by, expected), seats } => {
            let args = [
                ("who", whose(reader, by).into()),
                ("count", (*seats).into()),
                ("expected", i64::from(*expected).into()),
                ("command", command().into()),
            ];
            reader.text("check-count", &args)
        }
        Breach::Count { rule: Rule::Office(office, by), .. } => {
            office_held(reader, (*office, by), None)
        }
        Breach::Office { rule: Rule::Office(office, by), held_by } => {
            office_held(reader, (*office, by), held_by.as_deref())
        }
        Breach::Office { rule: Rule::Seats(by, _), .. } => who(reader, by),
    }
}

fn office_held(
    reader: Reader,
    (office, by): (Office, &crate::domain::composition::Who),
    held_by: Option<&str>,
) -> String {
    let key =
        if office == Office::Chair { "check-office-chair" } else { "check-office-vice-chair" };
    let held = match held_by {
        Some(appointer) => {
            reader.text("check-held-by", &[("appointer", reader.label(appointer).into())])
        }
        None => reader.text("check-held-by-none", &[]),
    };
    let args = [
        ("who", who(reader, by).into()),
        ("held", held.into()),
        ("command", reader.command("group-seat").into()),
    ];
    reader.text(key, &args)
}

fn names(reader: Reader, people: &[Person]) -> String {
    let names: Vec<String> = people.iter().map(|person| reader.name(person)).collect();
    shortened(reader, &names, MOST_NAMED, ", ")
}
