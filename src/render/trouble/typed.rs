//! What was typed and cannot be read.

use super::{limit, shortened};
#[cfg(test)]
use chrono::NaiveDate;

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::registry::Field;
use crate::actions::typed::Typed;
use crate::domain::typed_when::Unread;
#[cfg(test)]
use crate::domain::typed_when::When;
use crate::domain::wording::BadWording;
use crate::render::reader::Reader;

/// Everything that could not be read, a line each.
pub(super) fn all_unread(reader: Reader, faults: &[Typed]) -> String {
    match faults {
        [only] => unread(reader, only),
        _ => faults
            .iter()
            .map(|one| format!("• {}", unread(reader, one)))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

fn unread(reader: Reader, typed: &Typed) -> String {
    let about =
        |key: &str, words: &str| reader.text(key, &[("typed", shortened(reader, words).into())]);
    // One that must not be left empty, and must not be too long.
    let worded = |empty: &str, too_long: &str, why: &BadWording| match why {
        BadWording::Empty => reader.text(empty, &[]),
        BadWording::TooLong(max) => reader.text(too_long, &[limit(*max)]),
    };
    match typed {
        Typed::Date(words, why) => about(no_such(*why).unwrap_or("invalid-date"), words),
        Typed::Time(words, why) => about(no_such(*why).unwrap_or("invalid-time"), words),
        Typed::Ambiguous(words, meanings) => {
            let meanings: Vec<String> =
                meanings.iter().map(|one| reader.understood(*one)).collect();
            let args =
                [("typed", shortened(reader, words).into()), ("what", meanings.join(" / ").into())];
            let many = meanings.len() > MOST_SPELT_OUT;
            reader.text(if many { "invalid-ambiguous-many" } else { "invalid-ambiguous" }, &args)
        }
        Typed::Past(when) => {
            reader.text("invalid-past", &[("when", reader.understood(*when).into())])
        }
        Typed::TooFarAhead(when) => {
            reader.text("invalid-too-far", &[("when", reader.understood(*when).into())])
        }
        Typed::LacksTime => reader.text("invalid-lacks-time", &[]),
        Typed::LacksDay => reader.text("invalid-lacks-date", &[]),
        Typed::Disagree(one, other) => {
            let [one, other] = [one, other].map(|words| shortened(reader, words));
            let args = [("one", one.into()), ("other", other.into())];
            reader.text("invalid-disagree", &args)
        }
        Typed::Minutes(words) => about("invalid-length-words", words),
        Typed::Zone(words) => about("invalid-zone", words),
        Typed::Place(why) => worded("invalid-place-empty", "invalid-place-too-long", why),
        Typed::Link(words) => about("invalid-meeting-link", words),
        Typed::Remark(why) => worded("invalid-remark-empty", "invalid-remark-too-long", why),
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

/// How many things that may be meant are spelt out.
const MOST_SPELT_OUT: usize = 3;

/// That it does not exist, where that is why.
const fn no_such(why: Unread) -> Option<&'static str> {
    match why {
        Unread::Words => None,
        Unread::NoSuchDay => Some("invalid-no-such-day"),
        Unread::NoSuchWeek(_) => Some("invalid-no-such-week"),
        Unread::NoSuchTime => Some("invalid-no-such-time"),
        Unread::EndOfDay => Some("invalid-end-of-day"),
        Unread::EndsFirst => Some("invalid-ends-first"),
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
    let february = |day| When { day: NaiveDate::from_ymd_opt(2027, 2, day), time: None };
    [
        Typed::Date("nästa *år*".into(), Unread::Words),
        Typed::Date("31 februari".into(), Unread::NoSuchDay),
        Typed::Date("v. 54 torsdag".into(), Unread::NoSuchWeek(54)),
        Typed::Time("snart".into(), Unread::Words),
        Typed::Time("25:00".into(), Unread::NoSuchTime),
        Typed::Time("24:00".into(), Unread::EndOfDay),
        Typed::Time("13–10".into(), Unread::EndsFirst),
        Typed::Ambiguous("nästa onsdag".into(), [3, 10].map(february).to_vec()),
        Typed::Ambiguous("nästa vecka".into(), [8, 9, 10, 11, 12].map(february).to_vec()),
        Typed::Past(february(1)),
        Typed::TooFarAhead(february(2)),
        Typed::LacksTime,
        Typed::LacksDay,
        Typed::Disagree("torsdag kl. 9".into(), "10:00".into()),
        Typed::Minutes("en stund".into()),
        Typed::Zone("*fel*".into()),
        Typed::Place(BadWording::Empty),
        Typed::Place(long()),
        Typed::Link("zoom".into()),
        Typed::Remark(BadWording::Empty),
        Typed::Remark(long()),
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
