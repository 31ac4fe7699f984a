//! Answers about seats: one with its history, and all of a group on a day.

use crate::actions::registry::roster;
use crate::actions::registry::seat::{SeatChange, SeatShown};
use crate::domain::appointment::Appointment;
use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::roster::SeatHistory;
use crate::domain::seat::Capacity;

use super::card::{MOST_LISTED, field, shortened};
use super::changes::{capacity, line, period, place};
use super::groups::listed;
use super::names::{mention, name, plain};
use super::texts::text;
use super::when::day;
use super::{Card, Message};

/// A seat, who sits in it and who did, and what was done to it just now.
pub fn seat(language: Language, shown: &SeatShown) -> Message {
    let history = &shown.history;
    let title =
        text(language, "seat-title", &[("place", place(language, &history.place()).into())]);
    let (mut now, other): (Vec<_>, Vec<_>) =
        history.appointments.iter().partition(|(one, _)| one.period.contains(shown.today));
    now.sort_by_key(|(one, _)| one.capacity);
    let lines = |held: Vec<&(Appointment, Person)>| {
        held.into_iter().map(|one| sitting(language, one)).collect::<Vec<_>>()
    };
    let now = match lines(now) {
        none if none.is_empty() => field(language, "seat-now", text(language, "seat-nobody", &[])),
        now => listed(language, "seat-now", &now),
    };
    let other = lines(other);
    let mut fields = vec![now];
    if !other.is_empty() {
        fields.push(listed(language, "seat-history", &other));
    }
    let body = history
        .to
        .map(|last| text(language, "seat-gone-on", &[("day", day(language, last).into())]));
    let card = Card { title, body: body.unwrap_or_default(), fields, ..Card::default() };
    Message { card: Some(card), ..Message::text(done(language, shown)) }
}

fn done(language: Language, shown: &SeatShown) -> String {
    let mut lines: Vec<String> =
        shown.changes.iter().map(|change| line(language, change)).collect();
    lines.extend(shown.renamed.as_ref().map(|(before, after)| {
        let args = [("before", plain(before).into()), ("after", plain(after).into())];
        text(language, "seat-renamed", &args)
    }));
    let settled = match (shown.is_done, lines.is_empty()) {
        (false, _) => return String::new(),
        (true, true) => "seat-unchanged",
        (true, false) => "seat-done",
    };
    lines.insert(0, text(language, settled, &[]));
    shortened(language, &lines, 1700, "\n")
}

fn sitting(language: Language, (appointment, person): &(Appointment, Person)) -> String {
    let args = [
        ("person", name(language, person).into()),
        ("capacity", capacity(language, appointment.capacity).into()),
        ("period", period(language, appointment.period).into()),
    ];
    text(language, "seat-line", &args)
}

/// Who sits in a group on a day.
pub fn roster(language: Language, shown: &roster::RosterShown) -> Message {
    let on = shown.on;
    let args = [("group", plain(&shown.group.name).into()), ("day", day(language, on).into())];
    let title = text(language, "roster-title", &args);
    let of = |seat: &SeatHistory| {
        let who = |capacity| seat.sitting(capacity, on).map(|person| name(language, person));
        let nobody = |key| text(language, key, &[]);
        let substitute =
            |person: String| text(language, "roster-substitute", &[("person", person.into())]);
        let ordinary = who(Capacity::Ordinary).unwrap_or_else(|| nobody("roster-no-ordinary"));
        let beside =
            who(Capacity::Substitute).map_or_else(|| nobody("roster-no-substitute"), substitute);
        let args = [
            ("place", place(language, &seat.place()).into()),
            ("ordinary", ordinary.into()),
            ("substitute", beside.into()),
        ];
        text(language, "roster-line", &args)
    };
    let lines: Vec<String> = shown.roster.seats.iter().map(of).collect();
    let body = match shortened(language, &lines, MOST_LISTED, "\n") {
        none if none.is_empty() => text(language, "roster-empty", &[]),
        some => some,
    };
    let people: Vec<String> =
        shown.officials.iter().map(|person| mention(language, person)).collect();
    let words = if people.is_empty() {
        String::new()
    } else {
        text(language, "roster-officials", &[("people", people.join(", ").into())])
    };
    Message { card: Some(Card { title, body, ..Card::default() }), ..Message::text(words) }
}

/// What may happen to a seat, in the words that the command's choices have.
pub fn change_key(change: SeatChange) -> String {
    format!("command-group-seat.change-{}", change.word())
}
