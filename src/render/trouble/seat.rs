//! Seats that are not changed.

#[cfg(test)]
use crate::actions::ActionError;
use crate::domain::period::{Period, day_before};
use crate::domain::roster::SeatRefusal;
#[cfg(test)]
use crate::domain::seat::AppointerKind;
use crate::domain::seat::Capacity;
use crate::domain::typed_word::kind;
use crate::render::changes::period;
use crate::render::reader::Reader;
use crate::render::texts::Arg;
#[cfg(test)]
use chrono::NaiveDate;

pub(super) fn refused(reader: Reader, refusal: &SeatRefusal) -> String {
    let say = |key: &str| reader.text(key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| reader.text(key, &[arg]);
    let taken = |key: &str, name: &str, theirs: Period| {
        let args =
            [("person", reader.label(name).into()), ("period", period(reader, theirs).into())];
        reader.text(key, &args)
    };
    match refusal {
        SeatRefusal::NobodySits(Capacity::Substitute) => say("conflict-no-substitute-sits"),
        SeatRefusal::NobodySits(_) => say("conflict-nobody-sits"),
        SeatRefusal::Taken(name, theirs) => taken("conflict-seat-taken", name, *theirs),
        SeatRefusal::TakenLater(name, theirs) => {
            let args = [
                ("person", reader.label(name).into()),
                ("period", period(reader, *theirs).into()),
                ("day", reader.day(day_before(theirs.from)).into()),
            ];
            reader.text("conflict-seat-taken-later", &args)
        }
        SeatRefusal::TakenSince(name, theirs) => taken("conflict-seat-taken-since", name, *theirs),
        SeatRefusal::Gone => say("conflict-seat-gone"),
        SeatRefusal::Ends(last) => {
            reader.text("conflict-seat-ends", &[("day", reader.day(*last).into())])
        }
        SeatRefusal::EndsBeforeItBegins => say("invalid-ends-before"),
        SeatRefusal::PastDay(day) => {
            reader.text("conflict-office-past", &[("day", reader.day(*day).into())])
        }
        SeatRefusal::KindDiffers(known) => {
            say_with("invalid-kind-differs", ("typed", kind(reader.language, *known).into()))
        }
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let from = |day: u32| Period::since(NaiveDate::from_ymd_opt(2027, 3, day).unwrap_or_default());
    let name = || "Anna *Ek*".to_owned();
    [
        SeatRefusal::KindDiffers(AppointerKind::Region),
        SeatRefusal::NobodySits(Capacity::Ordinary),
        SeatRefusal::NobodySits(Capacity::Substitute),
        SeatRefusal::Taken(name(), from(1)),
        SeatRefusal::TakenSince(name(), from(1)),
        SeatRefusal::TakenLater(name(), from(21)),
        SeatRefusal::Gone,
        SeatRefusal::Ends(from(31).from),
        SeatRefusal::EndsBeforeItBegins,
        SeatRefusal::PastDay(from(1).from),
    ]
    .map(ActionError::from)
    .into()
}
