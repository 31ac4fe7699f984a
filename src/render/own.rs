//! A person's own list of meetings, and what they can do here.

use crate::actions::choices::{Abilities, OwnMeetings};
use crate::actions::me::written::Written;
use crate::actions::reply::Spoken;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::{Answer, Cover, Standing};
use crate::domain::id::PersonId;

use super::button::ButtonId;
use super::card::shortened_by_name;
use super::reader::{Reader, Surface};
use super::{Button, Card, Field, MOST_IN_LABEL, Message, Weight};

/// The coming meetings of a person, each with what is expected of them.
pub fn meetings(reader: Reader, own: &OwnMeetings) -> Message {
    let OwnMeetings { person, next, more } = own;
    if next.is_empty() {
        return Message::text(reader.text("own-meetings-none", &[]));
    }
    let fields = next.iter().map(|view| field(reader, *person, view)).collect();
    let title = reader.text("own-meetings-title", &[]);
    let args = [("count", next.len().into()), ("command", reader.command("calendar-show").into())];
    let body = if *more > 0 { reader.text("own-meetings-more", &args) } else { String::new() };
    Message { card: Some(Card { title, body, fields, ..Card::default() }), ..Message::default() }
}

/// One meeting of a person's, with what they can answer.
pub fn meeting(reader: Reader, person: PersonId, view: &MeetingView) -> Message {
    let title = reader.text("own-meeting-title", &[]);
    let card = Card { title, fields: vec![field(reader, person, view)], ..Card::default() };
    let buttons = answers(person, view).into_iter();
    let buttons = buttons.map(|(id, label, weight)| Button::new(reader, id, label, weight));
    Message { card: Some(card), buttons: buttons.collect(), ..Message::default() }
}

/// A meeting, and what is expected of a person there.
fn field(reader: Reader, person: PersonId, view: &MeetingView) -> Field {
    let (group, when) = (reader.label(&view.group.name), reader.when(&view.group, &view.meeting));
    let place = reader.words(&view.meeting.place_and_link());
    let text = format!("{place}\n{}", standing(reader, person, view));
    Field { title: format!("{group}, {when}"), text }
}

/// What somebody hears who has written to the bot: their coming meetings, with what they can answer about each.
pub fn written_to(written: &Written) -> Message {
    let reader = Reader::on_discord(written.language);
    if !written.is_known {
        let args = [("command", reader.command("me-link").into())];
        return Message::text(reader.text("written-unknown", &args));
    }
    let Some((_, soonest)) = written.meetings.first() else {
        return Message::text(reader.text("written-none", &[]));
    };
    let several = written.meetings.len() > 1;
    let answers = written.meetings.iter().flat_map(|(person, view)| {
        let about = several.then_some(view);
        answers(*person, view).into_iter().map(move |(id, label, weight)| {
            let label = reader.text(label, &[]);
            // A label has no Markdown.
            let plain = reader.on(Surface::File);
            let label = match about {
                Some(view) => shortened_by_name(&view.group.name, MOST_IN_LABEL, |name| {
                    let meeting = plain.which_named(name, &view.group, &view.meeting);
                    format!("{label}: {meeting}")
                }),
                None => label,
            };
            Button { id, label, weight }
        })
    });
    let buttons: Vec<Button> = answers.collect();
    let fields = written.meetings.iter().map(|(person, view)| field(reader, *person, view));
    let title = reader.text("own-meetings-title", &[]);
    let key = match (buttons.is_empty(), several) {
        (true, _) => "written-no-answers",
        (false, false) => "written-one",
        (false, true) => "written-several",
    };
    let args = [
        ("group", reader.label(&soonest.group.name).into()),
        ("when", reader.shortly(&soonest.group, &soonest.meeting).into()),
    ];
    Message {
        card: Some(Card { title, fields: fields.collect(), ..Card::default() }),
        buttons,
        ..Message::text(reader.text(key, &args))
    }
}

/// What a person can say of a meeting that is to come, by what they are to it and what they have said.
fn answers(person: PersonId, view: &MeetingView) -> Vec<(ButtonId, &'static str, Weight)> {
    if view.meeting.takes_replies(view.now).is_err() {
        return Vec::new();
    }
    let spoken = Spoken::of(&view.meeting);
    let come = (ButtonId::Come(spoken), "button-come", Weight::Main);
    let absent = (ButtonId::Absent(spoken), "button-absent", Weight::Grave);
    if let Some(seat) = view.seat_of(person) {
        let Standing { absence, confirmed, is_asked_anew, .. } = seat.standing;
        return match (absence.is_some(), confirmed) {
            (true, _) if is_asked_anew => vec![come, absent],
            (true, _) => vec![come],
            (false, true) => vec![absent],
            (false, false) => vec![come, absent],
        };
    }
    let Some(seat) = view.seat_as_substitute(person) else { return Vec::new() };
    let id = seat.occupied.seat.id;
    let accept = (ButtonId::Accept(spoken, id), "button-come", Weight::Main);
    let decline = (ButtonId::Decline(spoken, id), "button-cannot", Weight::Plain);
    match (seat.cover, seat.standing.substitute) {
        (Cover::Awaiting, _) => vec![accept, decline],
        (Cover::Substituted, _) => vec![decline],
        (_, Some(Answer::Absent | Answer::Declined)) => Vec::new(),
        _ => vec![absent],
    }
}

/// What is expected of a person at a meeting.
fn standing(reader: Reader, person: PersonId, view: &MeetingView) -> String {
    if let Some(seat) = view.seat_of(person) {
        let away = seat.standing.absence.is_some();
        return reader.text(if away { "own-absent" } else { "own-expected" }, &[]);
    }
    match view.seat_as_substitute(person) {
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
