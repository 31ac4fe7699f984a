//! What was typed and cannot be read.

use super::{limit, shortened};
#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::typed::Typed;
use crate::domain::language::Language;
use crate::domain::wording::BadWording;
use crate::render::texts::text;

pub(super) fn unread(language: Language, typed: &Typed) -> String {
    let about = |key: &str, words: &str| text(language, key, &[("typed", shortened(words).into())]);
    // One that must not be left empty, and must not be too long.
    let worded = |empty: &str, too_long: &str, why: &BadWording| match why {
        BadWording::Empty => text(language, empty, &[]),
        BadWording::TooLong(max) => text(language, too_long, &[limit(*max)]),
    };
    match typed {
        Typed::Date(words) => about("invalid-date", words),
        Typed::Time(words) => about("invalid-time", words),
        Typed::Zone(words) => about("invalid-zone", words),
        Typed::Place(why) => worded("invalid-place-empty", "invalid-place-too-long", why),
        Typed::Reason(why) => worded("invalid-reason-empty", "invalid-reason-too-long", why),
        Typed::Name(why) => worded("invalid-name-empty", "invalid-name-too-long", why),
        Typed::Mandate(why) => worded("invalid-mandate-empty", "invalid-mandate-too-long", why),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let long = || BadWording::TooLong(200);
    [
        Typed::Date("nästa *vecka*".into()),
        Typed::Time("nio".into()),
        Typed::Zone("*fel*".into()),
        Typed::Place(BadWording::Empty),
        Typed::Place(long()),
        Typed::Reason(BadWording::Empty),
        Typed::Reason(long()),
        Typed::Name(BadWording::Empty),
        Typed::Name(long()),
        Typed::Mandate(BadWording::Empty),
        Typed::Mandate(long()),
    ]
    .map(ActionError::from)
    .into()
}
