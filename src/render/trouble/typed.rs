//! What was typed and cannot be read.

use super::{limit, shortened};
#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::registry::Field;
use crate::actions::typed::Typed;
use crate::domain::wording::BadWording;
use crate::render::reader::Reader;

pub(super) fn unread(reader: Reader, typed: &Typed) -> String {
    let about =
        |key: &str, words: &str| reader.text(key, &[("typed", shortened(reader, words).into())]);
    // One that must not be left empty, and must not be too long.
    let worded = |empty: &str, too_long: &str, why: &BadWording| match why {
        BadWording::Empty => reader.text(empty, &[]),
        BadWording::TooLong(max) => reader.text(too_long, &[limit(*max)]),
    };
    match typed {
        Typed::Date(words) => about("invalid-date", words),
        Typed::Time(words) => about("invalid-time", words),
        Typed::Zone(words) => about("invalid-zone", words),
        Typed::Place(why) => worded("invalid-place-empty", "invalid-place-too-long", why),
        Typed::Words(why) => worded("invalid-words-empty", "invalid-words-too-long", why),
        Typed::Reason(why) => worded("invalid-reason-empty", "invalid-reason-too-long", why),
        Typed::Name(why) => worded("invalid-name-empty", "invalid-name-too-long", why),
        Typed::Title(why) => worded("invalid-title-empty", "invalid-title-too-long", why),
        // What is empty is no background at all.
        Typed::Background(why) => worded("invalid-title-empty", "invalid-background-too-long", why),
        Typed::Prose(why) => worded("invalid-title-empty", "invalid-prose-too-long", why),
        Typed::Topic(why) => worded("invalid-topic-empty", "invalid-topic-too-long", why),
        Typed::LacksReason => reader.text("invalid-lacks-reason", &[]),
        Typed::Mandate(why) => worded("invalid-mandate-empty", "invalid-mandate-too-long", why),
        Typed::Lacks(field) => reader.text(lacks(*field), &[]),
        Typed::Unused(field) => {
            let option = reader.text(&format!("command-group-seat.{}", word(*field)), &[]);
            reader.text("invalid-unused", &[("field", option.into())])
        }
        Typed::TwoDays => reader.text("invalid-two-days", &[]),
    }
}

const fn lacks(field: Field) -> &'static str {
    match field {
        Field::Change => "invalid-lacks-change",
        Field::Seat => "invalid-lacks-seat",
        Field::Person => "invalid-lacks-person",
        Field::Appointer => "invalid-lacks-appointer",
        Field::Kind => "invalid-lacks-kind",
        Field::Office => "invalid-lacks-office",
        Field::From | Field::Until => "invalid-lacks-day",
    }
}

/// A field, as the command's own texts call it.
const fn word(field: Field) -> &'static str {
    match field {
        Field::Change => "change",
        Field::Seat => "seat",
        Field::Person => "person",
        Field::Appointer => "appointer",
        Field::Kind => "kind",
        Field::Office => "office",
        Field::From => "from",
        Field::Until => "until",
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let fields = [Field::Change, Field::Seat, Field::Person, Field::Appointer, Field::Kind];
    let fields = fields.into_iter().chain([Field::Office, Field::From]);
    let lacks = fields.map(|field| Typed::Lacks(field).into());
    let long = || BadWording::TooLong(200);
    [
        Typed::Date("nästa *vecka*".into()),
        Typed::Time("nio".into()),
        Typed::Zone("*fel*".into()),
        Typed::Place(BadWording::Empty),
        Typed::Place(long()),
        Typed::Words(BadWording::Empty),
        Typed::Words(long()),
        Typed::Reason(BadWording::Empty),
        Typed::Reason(long()),
        Typed::Name(BadWording::Empty),
        Typed::Name(long()),
        Typed::Title(BadWording::Empty),
        Typed::Title(long()),
        Typed::Background(long()),
        Typed::Prose(long()),
        Typed::Topic(BadWording::Empty),
        Typed::Topic(long()),
        Typed::LacksReason,
        Typed::Mandate(BadWording::Empty),
        Typed::Mandate(long()),
        Typed::Unused(Field::Until),
        Typed::TwoDays,
    ]
    .map(ActionError::from)
    .into_iter()
    .chain(lacks)
    .collect()
}
