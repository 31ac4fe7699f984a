//! A person's own list of meetings, and what they can do here.

use crate::actions::choices::Abilities;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::{Answer, Cover};
use crate::domain::id::PersonId;

use super::reader::Reader;
use super::{Card, Field, Message};

/// The coming meetings of a person, each with what is expected of them.
pub fn meetings(reader: Reader, person: PersonId, meetings: &[MeetingView]) -> Message {
    if meetings.is_empty() {
        return Message::text(reader.text("own-meetings-none", &[]));
    }
    let fields = meetings.iter().map(|view| Field {
        title: format!(
            "{}, {}",
            reader.label(&view.group.name),
            reader.when(&view.group, &view.meeting)
        ),
        text: format!(
            "{}\n{}",
            reader.words(&view.meeting.place_and_link()),
            standing(reader, person, view)
        ),
    });
    let title = reader.text("own-meetings-title", &[]);
    Message {
        card: Some(Card { title, fields: fields.collect(), ..Card::default() }),
        ..Message::default()
    }
}

/// What is expected of a person at a meeting.
fn standing(reader: Reader, person: PersonId, view: &MeetingView) -> String {
    if let Some(seat) = view.seat_of(person) {
        let away = seat.standing.absence.is_some();
        return reader.text(if away { "own-absent" } else { "own-expected" }, &[]);
    }
    let as_substitute =
        view.substitute_seats_of(person).max_by_key(|seat| seat.standing.absence.is_some());
    match as_substitute {
        Some(seat) => standing_as_substitute(reader, seat),
        None if view.officials.iter().any(|official| official.id == person) => {
            reader.text("own-official", &[])
        }
        None => reader.text("own-no-seat", &[]),
    }
}

fn standing_as_substitute(reader: Reader, seat: &SeatView) -> String {
    let key = match (seat.cover, seat.standing.substitute) {
        (Cover::Awaiting, _) => "own-summoned",
        (Cover::Substituted, _) => "own-accepted",
        (_, Some(Answer::Absent | Answer::Declined)) => "own-declined",
        _ if seat.occupied.ordinary.is_none() => "own-held-empty",
        _ => "own-held",
    };
    let ordinary = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
    reader.text(key, &[("ordinary", ordinary.into())])
}

/// What the caller can do here, by their roles.
pub fn help(reader: Reader, abilities: &Abilities) -> Message {
    let line =
        |key: &str, path: &str| reader.text(key, &[("command", reader.command(path).into())]);
    let mut body = Vec::new();
    if abilities.linked {
        body.extend([
            line("help-absence", "absence-report"),
            line("help-withdraw", "absence-withdraw"),
            line("help-list", "absence-list"),
            line("help-show", "meeting-show"),
            line("help-agenda", "agenda-list"),
            line("help-propose", "agenda-propose"),
            line("help-calendar", "calendar-show"),
            line("help-follow", "calendar-follow"),
            line("help-feed", "calendar-feed"),
        ]);
    }
    if abilities.runs_meetings {
        body.extend([
            line("help-for-another", "absence-report"),
            line("help-schedule", "meeting-schedule"),
            line("help-cancel", "meeting-cancel"),
            line("help-agenda-run", "agenda-add"),
            line("help-guest", "agenda-guest"),
        ]);
    }
    if abilities.administers {
        let args = [
            ("command", reader.command("group").into()),
            ("check", reader.command("group-check").into()),
        ];
        body.push(reader.text("help-group", &args));
    }
    if abilities.founds {
        body.push(line("help-create", "group-create"));
    }
    if abilities.linked {
        body.push(line("help-me", "me-show"));
    } else {
        let args = [("organisation", reader.label(&abilities.organisation).into())];
        body.insert(0, reader.text("help-unlinked", &args));
        body.insert(1, line("help-link", "me-link"));
    }
    let title = reader.text("help-title", &[]);
    Message {
        card: Some(Card { title, body: body.join("\n"), ..Card::default() }),
        ..Message::default()
    }
}
