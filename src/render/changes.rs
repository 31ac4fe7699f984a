//! Changes of seats and people, a line each, and the words that they share.

use chrono::NaiveDate;

use crate::domain::period::Period;
use crate::domain::roster::{Change, SeatLabel};
use crate::domain::seat::{Capacity, Office};

use super::reader::Reader;
use super::texts::Arg;

/// "Arboga, ordförande (plats 4)".
pub fn place(reader: Reader, place: &SeatLabel) -> String {
    let key = match place.office {
        Office::Chair => "place-chair",
        Office::ViceChair => "place-vice-chair",
        Office::Member => "place",
    };
    let args = [
        ("appointer", reader.label(&place.appointer).into()),
        ("number", place.number.to_string().into()),
    ];
    reader.text(key, &args)
}

/// As what somebody sits: "ordinarie", "ersättare".
pub fn capacity(reader: Reader, capacity: Capacity) -> String {
    capacity_word(reader, capacity.word())
}

/// As what somebody sits or serves, by the word that stands in the log.
pub fn capacity_word(reader: Reader, word: &str) -> String {
    let key = match word {
        "ordinary" => "capacity-ordinary",
        "substitute" => "capacity-substitute",
        "official" => "capacity-official",
        _ => "capacity-deputy",
    };
    reader.text(key, &[])
}

/// "från 1 maj 2027", "från 1 maj 2027 till och med 30 juni 2027".
pub fn period(reader: Reader, period: Period) -> String {
    let from = reader.day(period.from);
    match period.to {
        None => reader.text("period-since", &[("from", from.into())]),
        Some(to) => {
            let args = [("from", from.into()), ("to", reader.day(to).into())];
            reader.text("period-from-to", &args)
        }
    }
}

/// A change in words.
pub fn line(reader: Reader, change: &Change) -> String {
    let seat = |one: &SeatLabel| ("place", place(reader, one).into());
    let day = |day: NaiveDate| ("day", reader.day(day).into());
    match change {
        Change::NewSeat(one) => reader.text("change-new-seat", &[seat(one)]),
        Change::SeatBecomes { before, after, from, to } => {
            let mut args = vec![
                ("before", place(reader, before).into()),
                ("after", place(reader, after).into()),
            ];
            args.extend(from.map(|from| ("from", reader.day(from).into())));
            args.extend(to.map(|to| ("to", reader.day(to).into())));
            let key = match (from, to) {
                (None, None) => "change-seat-becomes",
                (Some(_), None) => "change-seat-becomes-later",
                (None, Some(_)) => "change-seat-becomes-until",
                (Some(_), Some(_)) => "change-seat-becomes-from-to",
            };
            reader.text(key, &args)
        }
        Change::SeatUntil(one, Some(last)) => {
            reader.text("change-seat-until", &[seat(one), day(*last)])
        }
        Change::SeatUntil(one, None) => reader.text("change-seat-open", &[seat(one)]),
        Change::SeatGone(one, last) => reader.text("change-seat-gone", &[seat(one), day(*last)]),
        Change::Comes { .. }
        | Change::Goes { .. }
        | Change::ComesNot { .. }
        | Change::Redated { .. }
        | Change::Linked { .. } => of_a_person(reader, change),
    }
}

fn of_a_person(reader: Reader, change: &Change) -> String {
    let named = |name: &str| ("person", reader.label(name).into());
    let period = |name, of| (name, period(reader, of).into());
    let about =
        |key: &str, (one, as_what, name): (&SeatLabel, Capacity, &str), more: &[Arg<'_>]| {
            let place = ("place", place(reader, one).into());
            let as_what = ("capacity", capacity(reader, as_what).into());
            reader.text(key, &[&[named(name), as_what, place], more].concat())
        };
    match change {
        Change::Comes { place, capacity, name, period: of } => {
            about("change-comes", (place, *capacity, name), &[period("period", *of)])
        }
        Change::Goes { place, capacity, name, last } => {
            let last = ("day", reader.day(*last).into());
            about("change-goes", (place, *capacity, name), &[last])
        }
        Change::ComesNot { place, capacity, name, period: of } => {
            about("change-comes-not", (place, *capacity, name), &[period("period", *of)])
        }
        Change::Redated { place, capacity, name, before, after } => {
            let days = [period("before", *before), period("period", *after)];
            about("change-redated", (place, *capacity, name), &days)
        }
        Change::Linked { name, doubtful: None } => reader.text("change-linked", &[named(name)]),
        Change::Linked { name, doubtful: Some(account) } => {
            let account = ("account", account.to_string().into());
            reader.text("change-linked-doubtful", &[named(name), account])
        }
        Change::NewSeat(_)
        | Change::SeatBecomes { .. }
        | Change::SeatUntil(..)
        | Change::SeatGone(..) => line(reader, change),
    }
}
