//! What is wrong with a file, by row and column.

use crate::domain::period::Period;
use crate::domain::roster::{Fault, Unread, Wrong, column_name};
use crate::domain::typed_word::kind;
use crate::domain::wording::BadWording;

use super::card::listed_with_file;
use super::changes::period;
use super::reader::{Reader, Surface};
use super::texts::Arg;
use super::{Card, Message, Tone};

/// Why a file was not read.
pub fn message(reader: Reader, why: &Unread) -> Message {
    match why {
        Unread::Faults(faults) => all(reader, faults),
        other => Message::text(lines(reader, other).join("\n")),
    }
}

/// Why a file was not read, a line for each reason.
pub fn lines(reader: Reader, why: &Unread) -> Vec<String> {
    let limit = |most: usize| ("max", most.into());
    match why {
        Unread::Kind => vec![reader.text("unread-kind", &[])],
        Unread::Size(most) => vec![reader.text("unread-size", &[limit(*most)])],
        Unread::NoRows => vec![reader.text("unread-no-rows", &[])],
        Unread::Rows(most) => vec![reader.text("unread-rows", &[limit(*most)])],
        Unread::Columns(most) => vec![reader.text("unread-columns", &[limit(*most)])],
        Unread::Faults(faults) => faults.iter().map(|fault| line(reader, fault)).collect(),
    }
}

/// Everything that is wrong, as far as it fits.
fn all(reader: Reader, faults: &[Fault]) -> Message {
    let count = faults.len();
    let told = |reader: Reader, fault: &Fault| match reader.surface {
        Surface::File => line(reader, fault),
        Surface::Discord | Surface::Page | Surface::Ics => format!("• {}", line(reader, fault)),
    };
    let (listed, files) = listed_with_file(reader, faults, "faults-whole-file", told);
    let body = format!("{}\n{listed}", reader.text("faults-intro", &[("count", count.into())]));
    let title = reader.text("faults-title", &[]);
    let card = Card { title, body, tone: Tone::Alarming, ..Card::default() };
    Message { card: Some(card), files, ..Message::default() }
}

/// One fault: "rad 4, ordinarie_från: …".
fn line(reader: Reader, fault: &Fault) -> String {
    let why = why(reader, &fault.wrong);
    let row = ("row", fault.row.to_string().into());
    match fault.column {
        Some(column) => {
            let name = reader.label(column_name(reader.language, column));
            reader.text("fault", &[row, ("column", name.into()), ("why", why.into())])
        }
        None => reader.text("fault-row", &[row, ("why", why.into())]),
    }
}

fn why(reader: Reader, wrong: &Wrong) -> String {
    let say = |key: &str| reader.text(key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| reader.text(key, &[arg]);
    let typed_ =
        |key: &str, words: &str| say_with(key, ("typed", reader.label(&short(words)).into()));
    let sits = |key: &str, name: &str, theirs: Period| {
        let name = reader.name_or_former(name);
        let args = [("person", name.into()), ("period", period(reader, theirs).into())];
        reader.text(key, &args)
    };
    match wrong {
        Wrong::NoColumn => say("fault-no-column"),
        Wrong::UnknownColumn(words) => typed_("fault-unknown-column", words),
        Wrong::ColumnTwice => say("fault-column-twice"),
        Wrong::Wording(BadWording::Empty) => say("fault-empty"),
        Wrong::Wording(BadWording::TooLong(max)) => {
            say_with("fault-too-long", ("max", (*max).into()))
        }
        Wrong::Number(words) => typed_("fault-number", words),
        Wrong::Date(words) => typed_("fault-date", words),
        Wrong::AmbiguousDate(words, days) => {
            let days: Vec<String> = days.iter().map(|day| reader.date(*day)).collect();
            let typed = reader.label(&short(words));
            let args = [("typed", typed.into()), ("days", days.join(" / ").into())];
            reader.text("fault-ambiguous-date", &args)
        }
        Wrong::Office(words) => typed_("fault-office", words),
        Wrong::Kind(words) => typed_("fault-kind", words),
        Wrong::Account(words) => typed_("fault-account", words),
        Wrong::RoundedAccount(words) => typed_("fault-rounded-account", words),
        Wrong::Formula(words) => typed_("fault-formula", words),
        Wrong::NoName => say("fault-no-name"),
        Wrong::EndsBeforeItBegins => say("fault-ends-before"),
        Wrong::KindNeeded(words) => typed_("fault-kind-needed", words),
        Wrong::KindDiffers(known) => typed_("fault-kind-differs", kind(reader.language, *known)),
        Wrong::SeatDiffers => say("fault-seat-differs"),
        Wrong::SeatAbolished(last) => {
            say_with("fault-seat-abolished", ("day", reader.day(*last).into()))
        }
        Wrong::SeatTooEarly => say("fault-seat-too-early"),
        Wrong::SatLater { name, period } => sits("fault-sat-later", name, *period),
        Wrong::SatUntil { name, period } => sits("fault-sat-until", name, *period),
        Wrong::Overlap { name, period } => sits("fault-overlap", name, *period),
        Wrong::OwnSubstitute => say("fault-own-substitute"),
        Wrong::PassesFor(other) => {
            say_with("fault-passes-for", ("person", reader.label(other).into()))
        }
        Wrong::Reserved(name) => typed_("fault-reserved", name),
        Wrong::AccountTaken(None) => say("fault-account-taken-unnamed"),
        Wrong::AccountTaken(Some(name)) => {
            say_with("fault-account-taken", ("person", reader.label(name).into()))
        }
        Wrong::AccountGuarded => say("fault-account-guarded"),
        Wrong::AccountDiffers => {
            say_with("fault-account-differs", ("command", reader.command("me-link").into()))
        }
    }
}

/// What was typed, no longer than helps to find it.
fn short(words: &str) -> String {
    words.chars().take(40).collect()
}
