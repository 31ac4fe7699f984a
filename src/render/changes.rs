//! Changes of seats and people, a line each, and the words that they share.

use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::roster::{Change, SeatLabel};
use crate::domain::seat::{Capacity, Office};

use super::names::Surface;
use super::texts::text;
use super::when::day;

/// "Arboga, ordförande (plats 4)".
pub fn place(language: Language, place: &SeatLabel) -> String {
    place_on(Surface::Message, language, place)
}

/// As [`place`], wherever it is read.
pub fn place_on(surface: Surface, language: Language, place: &SeatLabel) -> String {
    let key = match place.office {
        Office::Chair => "place-chair",
        Office::ViceChair => "place-vice-chair",
        Office::Member => "place",
    };
    let args = [
        ("appointer", surface.words(&place.appointer).into()),
        ("number", place.number.to_string().into()),
    ];
    text(language, key, &args)
}

/// As what somebody sits: "ordinarie", "ersättare".
pub fn capacity(language: Language, capacity: Capacity) -> String {
    capacity_word(language, capacity.word())
}

/// As what somebody sits or serves, by the word that stands in the log.
pub fn capacity_word(language: Language, word: &str) -> String {
    let key = match word {
        "ordinary" => "capacity-ordinary",
        "substitute" => "capacity-substitute",
        "official" => "capacity-official",
        _ => "capacity-deputy",
    };
    text(language, key, &[])
}

/// "från 1 maj 2027", "från 1 maj 2027 till och med 30 juni 2027".
pub fn period(language: Language, period: Period) -> String {
    let from = day(language, period.from);
    match period.to {
        None => text(language, "period-since", &[("from", from.into())]),
        Some(to) => {
            let args = [("from", from.into()), ("to", day(language, to).into())];
            text(language, "period-from-to", &args)
        }
    }
}

/// A change in words.
pub fn line(language: Language, change: &Change) -> String {
    line_on(Surface::Message, language, change)
}

/// As [`line()`], wherever it is read.
pub fn line_on(surface: Surface, language: Language, change: &Change) -> String {
    let seat = |one: &SeatLabel| place_on(surface, language, one);
    let at = |of: Period| period(language, of);
    match change {
        Change::NewSeat(one) => text(language, "change-new-seat", &[("place", seat(one).into())]),
        Change::SeatBecomes(before, after) => {
            let args = [("before", seat(before).into()), ("after", seat(after).into())];
            text(language, "change-seat-becomes", &args)
        }
        Change::SeatUntil(one, Some(last)) => {
            let args = [("place", seat(one).into()), ("day", day(language, *last).into())];
            text(language, "change-seat-until", &args)
        }
        Change::SeatUntil(one, None) => {
            text(language, "change-seat-open", &[("place", seat(one).into())])
        }
        Change::SeatGone(one, last) => {
            let args = [("place", seat(one).into()), ("day", day(language, *last).into())];
            text(language, "change-seat-gone", &args)
        }
        Change::Comes { place, capacity, name, period } => about(
            (surface, language),
            "change-comes",
            (place, *capacity, name),
            ("period", at(*period)),
        ),
        Change::Goes { place, capacity, name, last } => {
            let last = day(language, *last);
            about((surface, language), "change-goes", (place, *capacity, name), ("day", last))
        }
        Change::ComesNot { place, capacity, name, period } => about(
            (surface, language),
            "change-comes-not",
            (place, *capacity, name),
            ("period", at(*period)),
        ),
        Change::Redated { place: one, capacity: as_what, name, before, after } => {
            let args = [
                ("person", surface.words(name).into()),
                ("capacity", capacity(language, *as_what).into()),
                ("place", seat(one).into()),
                ("before", at(*before).into()),
                ("period", at(*after).into()),
            ];
            text(language, "change-redated", &args)
        }
        Change::Linked { name, doubtful: None } => {
            text(language, "change-linked", &[("person", surface.words(name).into())])
        }
        Change::Linked { name, doubtful: Some(account) } => {
            let args =
                [("person", surface.words(name).into()), ("account", account.to_string().into())];
            text(language, "change-linked-doubtful", &args)
        }
    }
}

fn about(
    (surface, language): (Surface, Language),
    key: &str,
    (one, as_what, name): (&SeatLabel, Capacity, &str),
    (more, value): (&'static str, String),
) -> String {
    let args = [
        ("person", surface.words(name).into()),
        ("capacity", capacity(language, as_what).into()),
        ("place", place_on(surface, language, one).into()),
        (more, value.into()),
    ];
    text(language, key, &args)
}
