//! A person's own list of meetings, and what they can do here.

use crate::actions::choices::Abilities;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::{Answer, Cover};
use crate::domain::id::PersonId;
use crate::domain::language::Language;

use super::commands::typed;
use super::names::{name_or_nobody, plain};
use super::texts::text;
use super::when::when;
use super::{Card, Field, Message};

/// The coming meetings of a person, each with what is expected of them.
pub fn meetings(language: Language, person: PersonId, meetings: &[MeetingView]) -> Message {
    if meetings.is_empty() {
        return Message::text(text(language, "own-meetings-none", &[]));
    }
    let fields = meetings.iter().map(|view| Field {
        title: format!(
            "{}, {}",
            plain(&view.group.name),
            when(language, &view.group, &view.meeting)
        ),
        text: format!(
            "{}\n{}",
            plain(view.meeting.place.as_str()),
            standing(language, person, view)
        ),
    });
    let title = text(language, "own-meetings-title", &[]);
    Message {
        card: Some(Card { title, fields: fields.collect(), ..Card::default() }),
        ..Message::default()
    }
}

/// What is expected of a person at a meeting.
fn standing(language: Language, person: PersonId, view: &MeetingView) -> String {
    if let Some(seat) = view.seat_of(person) {
        let away = seat.standing.absence.is_some();
        return text(language, if away { "own-absent" } else { "own-expected" }, &[]);
    }
    let as_substitute =
        view.substitute_seats_of(person).max_by_key(|seat| seat.standing.absence.is_some());
    match as_substitute {
        Some(seat) => standing_as_substitute(language, seat),
        None if view.officials.iter().any(|official| official.id == person) => {
            text(language, "own-official", &[])
        }
        None => text(language, "own-no-seat", &[]),
    }
}

fn standing_as_substitute(language: Language, seat: &SeatView) -> String {
    let key = match (seat.cover, seat.standing.substitute) {
        (Cover::Awaiting, _) => "own-summoned",
        (Cover::Substituted, _) => "own-accepted",
        (_, Some(Answer::Absent | Answer::Declined)) => "own-declined",
        _ if seat.occupied.ordinary.is_none() => "own-held-empty",
        _ => "own-held",
    };
    let ordinary = name_or_nobody(language, seat.occupied.ordinary.as_ref());
    text(language, key, &[("ordinary", ordinary.into())])
}

/// What the caller can do here, by their roles.
pub fn help(language: Language, abilities: &Abilities) -> Message {
    let line =
        |key: &str, path: &str| text(language, key, &[("command", typed(language, path).into())]);
    let mut body = Vec::new();
    if abilities.linked {
        body.extend([
            line("help-absence", "absence-report"),
            line("help-withdraw", "absence-withdraw"),
            line("help-list", "absence-list"),
            line("help-show", "meeting-show"),
        ]);
    }
    if abilities.runs_meetings {
        body.extend([
            line("help-for-another", "absence-report"),
            line("help-schedule", "meeting-schedule"),
            line("help-cancel", "meeting-cancel"),
        ]);
    }
    if abilities.administers {
        let args = [
            ("command", typed(language, "group").into()),
            ("check", typed(language, "group-check").into()),
        ];
        body.push(text(language, "help-group", &args));
    }
    if abilities.founds {
        body.push(line("help-create", "group-create"));
    }
    if abilities.linked {
        body.push(line("help-me", "me-show"));
    } else {
        let args = [("organisation", plain(&abilities.organisation).into())];
        body.insert(0, text(language, "help-unlinked", &args));
        body.insert(1, line("help-link", "me-link"));
    }
    let title = text(language, "help-title", &[]);
    Message {
        card: Some(Card { title, body: body.join("\n"), ..Card::default() }),
        ..Message::default()
    }
}
