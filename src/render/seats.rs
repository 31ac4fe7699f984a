//! Answers about seats: one with its history, and all of a group on a day.

use crate::actions::registry::seat::{SeatChange, SeatShown};
use crate::actions::registry::{Newcomer, roster};
use crate::domain::appointment::Appointment;
use crate::domain::designation::Designation;
use crate::domain::person::Person;
use crate::domain::roster::{SeatHistory, SeatLabel};
use crate::domain::seat::Capacity;

use super::card::{MOST_LISTED, field, listed, shortened};
use super::changes::{capacity, line, period, place};
use super::reader::Reader;
use super::{Card, Message};

/// A seat, who sits in it and who did, and what was done to it just now.
pub fn seat(reader: Reader, shown: &SeatShown) -> Message {
    let history = &shown.history;
    let title = reader.text("seat-title", &[("place", place(reader, &history.place()).into())]);
    let (mut now, other): (Vec<_>, Vec<_>) =
        history.appointments.iter().partition(|(one, _)| one.period.contains(shown.today));
    now.sort_by_key(|(one, _)| one.capacity);
    let lines = |held: Vec<&(Appointment, Person)>| {
        held.into_iter().map(|one| sitting(reader, one)).collect::<Vec<_>>()
    };
    let now = match lines(now) {
        none if none.is_empty() => field(reader, "seat-now", reader.text("seat-nobody", &[])),
        now => listed(reader, "seat-now", &now),
    };
    let other = lines(other);
    let mut fields = vec![now];
    if !other.is_empty() {
        fields.push(listed(reader, "seat-history", &other));
    }
    if history.designations.len() > 1 {
        fields.push(listed(reader, "seat-designations", &designations(reader, history)));
    }
    let body =
        history.to.map(|last| reader.text("seat-gone-on", &[("day", reader.day(last).into())]));
    let card = Card { title, body: body.unwrap_or_default(), fields, ..Card::default() };
    Message { card: Some(card), ..Message::text(done(reader, shown)) }
}

/// What a seat was, is and will be, where that is not one thing.
fn designations(reader: Reader, history: &SeatHistory) -> Vec<String> {
    let line = |one: &Designation| {
        let seat = one.applied_to(&history.seat);
        let label =
            SeatLabel { appointer: seat.appointer_name, office: seat.office, ..history.place() };
        let mut args = vec![("place", place(reader, &label).into())];
        args.extend(one.from.map(|from| ("from", reader.day(from).into())));
        args.extend(one.to.map(|to| ("to", reader.day(to).into())));
        let key = match (one.from, one.to) {
            (None, _) => "seat-designation-until",
            (Some(_), Some(_)) => "seat-designation-from-to",
            (Some(_), None) => "seat-designation-since",
        };
        reader.text(key, &args)
    };
    history.designations.iter().map(line).collect()
}

fn done(reader: Reader, shown: &SeatShown) -> String {
    let mut lines: Vec<String> = shown.changes.iter().map(|change| line(reader, change)).collect();
    lines.extend(shown.renamed.as_ref().map(|(before, after)| {
        let args = [("before", reader.label(before).into()), ("after", reader.label(after).into())];
        reader.text("seat-renamed", &args)
    }));
    lines.extend(newcomers(reader, &shown.newcomers));
    let settled = match (shown.is_done, lines.is_empty()) {
        (false, _) => return String::new(),
        (true, true) => "seat-unchanged",
        (true, false) => "seat-done",
    };
    lines.insert(0, reader.text(settled, &[]));
    shortened(reader, &lines, 1700, "\n")
}

/// Those who have come and whom another group looks after: it is told.
pub fn newcomers(reader: Reader, newcomers: &[Newcomer]) -> Vec<String> {
    let line = |one: &Newcomer| {
        let args = [
            ("person", reader.label(&one.name).into()),
            ("group", reader.label(&one.home.name).into()),
        ];
        reader.text("seat-newcomer", &args)
    };
    newcomers.iter().map(line).collect()
}

fn sitting(reader: Reader, (appointment, person): &(Appointment, Person)) -> String {
    let args = [
        ("person", reader.name(person).into()),
        ("capacity", capacity(reader, appointment.capacity).into()),
        ("period", period(reader, appointment.period).into()),
    ];
    reader.text("seat-line", &args)
}

/// Who sits in a group on a day.
pub fn roster(reader: Reader, shown: &roster::RosterShown) -> Message {
    let on = shown.on;
    let args = [("group", reader.label(&shown.group.name).into()), ("day", reader.day(on).into())];
    let title = reader.text("roster-title", &args);
    let of = |seat: &SeatHistory| {
        let who = |capacity| seat.sitting(capacity, on).map(|person| reader.name(person));
        let nobody = |key| reader.text(key, &[]);
        let substitute =
            |person: String| reader.text("roster-substitute", &[("person", person.into())]);
        let ordinary = who(Capacity::Ordinary).unwrap_or_else(|| nobody("roster-no-ordinary"));
        let beside =
            who(Capacity::Substitute).map_or_else(|| nobody("roster-no-substitute"), substitute);
        let args = [
            ("place", place(reader, &seat.place_on(on)).into()),
            ("ordinary", ordinary.into()),
            ("substitute", beside.into()),
        ];
        reader.text("roster-line", &args)
    };
    let lines: Vec<String> = shown.roster.seats.iter().map(of).collect();
    let body = match shortened(reader, &lines, MOST_LISTED, "\n") {
        none if none.is_empty() => reader.text("roster-empty", &[]),
        some => some,
    };
    let people: Vec<String> = shown.officials.iter().map(|person| reader.mention(person)).collect();
    let words = if people.is_empty() {
        String::new()
    } else {
        reader.text("roster-officials", &[("people", people.join(", ").into())])
    };
    Message { card: Some(Card { title, body, ..Card::default() }), ..Message::text(words) }
}

/// What may happen to a seat, in the words that the command's choices have.
pub fn change_key(change: SeatChange) -> String {
    format!("command-group-seat.change-{}", change.word())
}
