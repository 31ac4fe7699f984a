//! What is wrong with a file, by row and column.

use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::roster::{Fault, Unread, Wrong, column_name};
use crate::domain::typed_word::kind;
use crate::domain::wording::BadWording;

use super::card::listed;
use super::changes::period;
use super::commands::typed;
use super::names::{Surface, name_or_former};
use super::texts::{Arg, text};
use super::when::day;
use super::{Card, Message, Tone};

/// Why a file was not read.
pub fn message(language: Language, why: &Unread) -> Message {
    match why {
        Unread::Faults(faults) => all(language, faults),
        other => Message::text(lines(language, other).join("\n")),
    }
}

/// Why a file was not read, a line for each reason.
pub fn lines(language: Language, why: &Unread) -> Vec<String> {
    let limit = |most: usize| ("max", most.into());
    match why {
        Unread::Kind => vec![text(language, "unread-kind", &[])],
        Unread::Size(most) => vec![text(language, "unread-size", &[limit(*most)])],
        Unread::NoRows => vec![text(language, "unread-no-rows", &[])],
        Unread::Rows(most) => vec![text(language, "unread-rows", &[limit(*most)])],
        Unread::Columns(most) => vec![text(language, "unread-columns", &[limit(*most)])],
        Unread::Faults(faults) => {
            faults.iter().map(|fault| line(Surface::Message, language, fault)).collect()
        }
    }
}

/// Everything that is wrong, as far as it fits.
fn all(language: Language, faults: &[Fault]) -> Message {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| format!("• {}", line(Surface::Message, language, fault)))
        .collect();
    let count = faults.len();
    let in_file = || faults.iter().map(|fault| line(Surface::File, language, fault)).collect();
    let (listed, files) = listed(language, &lines, "faults-whole-file", in_file);
    let body = format!("{}\n{listed}", text(language, "faults-intro", &[("count", count.into())]));
    let title = text(language, "faults-title", &[]);
    let card = Card { title, body, tone: Tone::Alarming, ..Card::default() };
    Message { card: Some(card), files, ..Message::default() }
}

/// One fault: "rad 4, ordinarie_från: …".
fn line(surface: Surface, language: Language, fault: &Fault) -> String {
    let why = why(surface, language, &fault.wrong);
    let row = ("row", fault.row.to_string().into());
    match fault.column {
        Some(column) => {
            let name = surface.words(column_name(language, column));
            text(language, "fault", &[row, ("column", name.into()), ("why", why.into())])
        }
        None => text(language, "fault-row", &[row, ("why", why.into())]),
    }
}

fn why(surface: Surface, language: Language, wrong: &Wrong) -> String {
    let say = |key: &str| text(language, key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| text(language, key, &[arg]);
    let typed_ =
        |key: &str, words: &str| say_with(key, ("typed", surface.words(&short(words)).into()));
    let sits = |key: &str, name: &str, theirs: Period| {
        let name = match name {
            "" => name_or_former(language, name),
            name => surface.words(name),
        };
        let args = [("person", name.into()), ("period", period(language, theirs).into())];
        text(language, key, &args)
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
        Wrong::Office(words) => typed_("fault-office", words),
        Wrong::Kind(words) => typed_("fault-kind", words),
        Wrong::Account(words) => typed_("fault-account", words),
        Wrong::RoundedAccount(words) => typed_("fault-rounded-account", words),
        Wrong::Formula(words) => typed_("fault-formula", words),
        Wrong::NoName => say("fault-no-name"),
        Wrong::EndsBeforeItBegins => say("fault-ends-before"),
        Wrong::KindNeeded(words) => typed_("fault-kind-needed", words),
        Wrong::KindDiffers(known) => typed_("fault-kind-differs", kind(language, *known)),
        Wrong::SeatDiffers => say("fault-seat-differs"),
        Wrong::SeatAbolished(last) => {
            say_with("fault-seat-abolished", ("day", day(language, *last).into()))
        }
        Wrong::SeatTooEarly => say("fault-seat-too-early"),
        Wrong::SatLater { name, period } => sits("fault-sat-later", name, *period),
        Wrong::Overlap { name, period } => sits("fault-overlap", name, *period),
        Wrong::OwnSubstitute => say("fault-own-substitute"),
        Wrong::AccountTaken(name) => {
            say_with("fault-account-taken", ("person", surface.words(name).into()))
        }
        Wrong::AccountGuarded => say("fault-account-guarded"),
        Wrong::AccountDiffers => {
            say_with("fault-account-differs", ("command", typed(language, "me-link").into()))
        }
    }
}

/// What was typed, no longer than helps to find it.
fn short(words: &str) -> String {
    words.chars().take(40).collect()
}
