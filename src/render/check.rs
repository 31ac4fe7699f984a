//! What `/group check` found, each in words that say what to do.

use chrono::NaiveDate;

use crate::actions::registry::check::{Checked, Finding};
use crate::actions::view::MeetingView;
use crate::domain::composition::{Breach, Rule};
use crate::domain::notice::Destination;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::roster::SeatLabel;
use crate::domain::seat::{Capacity, Office};

use super::card::{listed_with_file, shortened};
use super::changes::{capacity, period, place};
use super::groups::{titled, who, whose};
use super::notices::undelivered::what_is_missing;
use super::reader::Reader;
use super::site::Site;
use super::texts::Arg;
use super::{Card, Message, Tone};

/// How many characters of names one finding may hold.
const MOST_NAMED: usize = 800;

/// What was found, or that all is well.
pub fn checked(reader: Reader, checked: &Checked, site: &Site) -> Message {
    let title = titled(reader, "check-title", &checked.group);
    let footer = if site.is_public() { String::new() } else { reader.text("check-no-site", &[]) };
    let title = Card { footer, ..title };
    if checked.findings.is_empty() {
        let body = reader.text("check-fine", &[("count", checked.seats.into())]);
        return card(Card { body, tone: Tone::Good, ..title });
    }
    let (body, files) = listed_with_file(reader, &checked.findings, "check-whole-file", words);
    Message { files, ..card(Card { body, tone: Tone::Waiting, ..title }) }
}

fn card(card: Card) -> Message {
    Message { card: Some(card), ..Message::default() }
}

fn words(reader: Reader, finding: &Finding) -> String {
    let command = |path: &str| -> Arg<'static> { ("command", reader.command(path).into()) };
    let people = |people: &[Person]| -> Arg<'static> { ("people", names(reader, people).into()) };
    match finding {
        Finding::NoOfficial => reader.text("check-no-official", &[command("group-settings")]),
        Finding::NoDeputy => reader.text("check-no-deputy", &[command("group-settings")]),
        Finding::NoSeats => reader.text("check-no-seats", &[command("group-import")]),
        Finding::Vacant { place, capacity, from } => vacant(reader, place, *capacity, *from),
        Finding::Gap { place, capacity, empty } => gap(reader, place, *capacity, *empty),
        Finding::Breach(found, None) => breach(reader, found),
        Finding::Breach(found, Some(day)) => {
            let args = [("day", reader.day(*day).into()), ("what", breach(reader, found).into())];
            reader.text("check-breach-later", &args)
        }
        Finding::Doubled { person, places } => doubled(reader, person, places),
        Finding::Conflict { people, one, other } => conflict(reader, people, [one, other]),
        Finding::Unlinked(unlinked) => {
            reader.text("check-unlinked", &[people(unlinked), command("me-link")])
        }
        Finding::ClosedDirect(closed) => reader.text("check-closed", &[people(closed)]),
        Finding::NotMembers(gone) => {
            reader.text("check-not-members", &[people(gone), command("me-link")])
        }
        Finding::CannotSee { channel, people: blind } => {
            let channel = reader.channel(*channel);
            reader.text("check-cannot-see", &[people(blind), ("channel", channel.into())])
        }
        Finding::NotAsked => reader.text("check-not-asked", &[]),
        Finding::NoFiles(channel) => {
            reader.text("check-no-files", &[("channel", reader.channel(*channel).into())])
        }
        Finding::Unpinned(channel) => {
            let channel = ("channel", reader.channel(*channel).into());
            reader.text("check-unpinned", &[channel])
        }
        Finding::ClosedPlace { place, channel, obstacle } => {
            let key = match place {
                Destination::Officials => "check-closed-officials",
                Destination::Thread => "check-closed-thread",
                Destination::Channel
                | Destination::Direct
                | Destination::Calendar
                | Destination::Notes => "check-closed-channel",
            };
            let why = what_is_missing(reader, (*place, *channel), *obstacle);
            let channel = reader.channel(*channel);
            format!("{} {why}", reader.text(key, &[("channel", channel.into())]))
        }
    }
}

/// A seat in which nobody sits, today or from a day on.
fn vacant(reader: Reader, seat: &SeatLabel, capacity: Capacity, from: Option<NaiveDate>) -> String {
    let mut args = vec![
        ("place", place(reader, seat).into()),
        ("appointer", reader.label(&seat.appointer).into()),
        ("command", reader.command("group-seat").into()),
    ];
    args.extend(from.map(|from| ("day", reader.day(from).into())));
    reader.text(vacant_key(capacity, from.is_some()), &args)
}

/// A seat in which nobody sits for a while.
fn gap(reader: Reader, seat: &SeatLabel, capacity: Capacity, empty: Period) -> String {
    let key = match capacity {
        Capacity::Ordinary => "check-gap-ordinary",
        _ => "check-gap-substitute",
    };
    let args = [
        ("place", place(reader, seat).into()),
        ("appointer", reader.label(&seat.appointer).into()),
        ("period", period(reader, empty).into()),
    ];
    reader.text(key, &args)
}

/// Somebody with several seats of one group.
fn doubled(reader: Reader, person: &Person, places: &[(SeatLabel, Capacity)]) -> String {
    let of = |(seat, as_what): &(SeatLabel, Capacity)| {
        format!("{}: {}", place(reader, seat), capacity(reader, *as_what))
    };
    let places = places.iter().map(of).collect::<Vec<_>>().join("; ");
    let args = [
        ("person", reader.name(person).into()),
        ("places", places.into()),
        ("command", reader.command("group-seat").into()),
    ];
    reader.text("check-doubled", &args)
}

/// Two meetings at one hour to which the same people are called.
fn conflict(reader: Reader, people: &[Person], meetings: [&MeetingView; 2]) -> String {
    let [one, other] = meetings.map(|view| {
        let when = reader.when(&view.group, &view.meeting);
        format!("{}, {when}", reader.label(&view.group.name))
    });
    let people = names(reader, people);
    let args = [("people", people.into()), ("one", one.into()), ("other", other.into())];
    reader.text("check-conflict", &args)
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
