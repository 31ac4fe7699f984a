//! Seats that are not changed.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::registry::refusal::{Field, SeatRefusal};
use crate::domain::language::Language;
use crate::domain::period::{Period, day_before};
#[cfg(test)]
use crate::domain::seat::AppointerKind;
use crate::domain::seat::Capacity;
use crate::domain::typed_word::kind;
use crate::render::changes::period;
use crate::render::names::plain;
use crate::render::texts::{Arg, text};
use crate::render::when::day;
#[cfg(test)]
use chrono::NaiveDate;

pub(super) fn refused(language: Language, refusal: &SeatRefusal) -> String {
    let say = |key: &str| text(language, key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| text(language, key, &[arg]);
    let taken = |key: &str, name: &str, theirs: Period| {
        let args = [("person", plain(name).into()), ("period", period(language, theirs).into())];
        text(language, key, &args)
    };
    match refusal {
        SeatRefusal::NobodySits(Capacity::Substitute) => say("conflict-no-substitute-sits"),
        SeatRefusal::NobodySits(_) => say("conflict-nobody-sits"),
        SeatRefusal::Taken(name, theirs) => taken("conflict-seat-taken", name, *theirs),
        SeatRefusal::TakenLater(name, theirs) => {
            let args = [
                ("person", plain(name).into()),
                ("period", period(language, *theirs).into()),
                ("day", day(language, day_before(theirs.from)).into()),
            ];
            text(language, "conflict-seat-taken-later", &args)
        }
        SeatRefusal::TakenSince(name, theirs) => taken("conflict-seat-taken-since", name, *theirs),
        SeatRefusal::Gone => say("conflict-seat-gone"),
        SeatRefusal::Ends(last) => {
            text(language, "conflict-seat-ends", &[("day", day(language, *last).into())])
        }
        SeatRefusal::Lacks(field) => say(lacks(*field)),
        SeatRefusal::TwoDays => say("invalid-two-days"),
        SeatRefusal::KindDiffers(known) => {
            say_with("invalid-kind-differs", ("typed", kind(language, *known).into()))
        }
        SeatRefusal::Unused(field) => {
            let option = say(&format!("command-group-seat.{}", word(*field)));
            say_with("invalid-unused", ("field", option.into()))
        }
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
    let from = |day: u32| Period::since(NaiveDate::from_ymd_opt(2027, 3, day).unwrap_or_default());
    let name = || "Anna *Ek*".to_owned();
    let fields = [Field::Change, Field::Seat, Field::Person, Field::Appointer, Field::Kind];
    let fields = fields.into_iter().chain([Field::Office, Field::From]);
    let lacks = fields.map(|field| SeatRefusal::Lacks(field).into());
    [
        SeatRefusal::Unused(Field::Until),
        SeatRefusal::TwoDays,
        SeatRefusal::KindDiffers(AppointerKind::Region),
        SeatRefusal::NobodySits(Capacity::Ordinary),
        SeatRefusal::NobodySits(Capacity::Substitute),
        SeatRefusal::Taken(name(), from(1)),
        SeatRefusal::TakenSince(name(), from(1)),
        SeatRefusal::TakenLater(name(), from(21)),
        SeatRefusal::Gone,
        SeatRefusal::Ends(from(31).from),
    ]
    .map(ActionError::from)
    .into_iter()
    .chain(lacks)
    .collect()
}
