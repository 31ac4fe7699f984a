//! The texts to those who are co-opted: of just what they are to come for.

use super::group::to_officials;
use super::to_one;
use crate::actions::agenda::Where;
use crate::actions::agenda::show::ListOf;
use crate::actions::notices::Address;
use crate::actions::notices::guest::GuestFacts;
use crate::domain::agenda::Up;
use crate::domain::notice::GuestNotice;
use crate::render::agenda::{agenda_field, documents, paragraphs, participant, what};
use crate::render::button::{ButtonId, ItemStep, Page};
use crate::render::card::field;
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Button, Card, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(_kind: GuestNotice) -> &'static str {
    "own-message-guest"
}

pub(super) fn message(reader: Reader, to: &Address, facts: &GuestFacts) -> Message {
    let args = args(reader, facts);
    let said = reader.text(key(facts), &args);
    let (is_on, card) = card(reader, facts);
    let files = files(reader, facts, is_on);
    let said = match &to.person {
        Some(person) if !to.is_officials() => to_one(reader, to, person, said),
        _ => forward(reader, facts, (said, is_on)),
    };
    Message { card: Some(card), buttons: files, ..said }
}

/// What belongs to it: the files of an item, the agenda of a meeting.
fn files(reader: Reader, facts: &GuestFacts, is_on: bool) -> Vec<Button> {
    let files = facts.item.as_ref().filter(|one| one.documents.iter().any(|it| it.link.is_none()));
    let files = files.filter(|_| is_on).map(|one| {
        let id = ButtonId::Item(facts.group.id, one.item.id, ItemStep::Files);
        Button::new(reader, id, "button-files", Weight::Main)
    });
    let meeting = facts.meeting.as_ref().filter(|_| is_on && facts.item.is_none());
    let agenda = meeting.map(|(meeting, _)| {
        let list = ListOf::Agenda(Where::Meeting(meeting.id));
        let id = ButtonId::Agenda(list, Page::Open);
        Button::new(reader, id, "button-agenda", Weight::Plain)
    });
    files.into_iter().chain(agenda).collect()
}

/// What has become of it, in a line.
fn key(facts: &GuestFacts) -> &'static str {
    let announced = &facts.guest.guest.announced;
    let is_moved = matches!(announced.before, Up::At(_));
    match (&facts.item, facts.up) {
        (Some(_), Up::At(_)) if is_moved => "guest-moved-text",
        (Some(_), Up::At(_)) => "guest-text",
        (Some(_), Up::Waits) if facts.is_cancelled() => "guest-cancelled-waits-text",
        (Some(_), Up::Waits) => "guest-waits-text",
        (Some(_), Up::Nowhere) if is_moved => "guest-over-text",
        (Some(_), Up::Nowhere) => "guest-no-longer-text",
        (None, Up::At(_)) if is_moved => "guest-moved-to-meeting-text",
        (None, Up::At(_)) => "guest-to-meeting-text",
        (None, _) if facts.is_cancelled() => "guest-cancelled-text",
        (None, _) => "guest-meeting-over-text",
    }
}

/// What they need to know of it, and whether they are to come.
fn card(reader: Reader, facts: &GuestFacts) -> (bool, Card) {
    let group = reader.label(&facts.group.name);
    let is_on = matches!(facts.up, Up::At(_)) && !facts.is_over();
    let title = match &facts.item {
        Some(one) => reader.label(one.item.title.as_str()),
        None => reader.text("guest-meeting-title", &[("group", group.clone().into())]),
    };
    if !is_on {
        return (false, Card { title, tone: Tone::Past, ..Card::default() });
    }
    let (mut body, mut fields) = (Vec::new(), Vec::new());
    let meeting = facts.meeting.as_ref();
    if let (Some((meeting, _)), Up::At(at)) = (meeting, facts.up) {
        let when = match facts.item {
            Some(_) => reader.shortly_at(&facts.group, at),
            None => reader.when(&facts.group, meeting),
        };
        fields.push(field(reader, "field-when", when));
        fields.push(field(reader, "field-where", reader.words(&meeting.place_and_link())));
    }
    if let Some(one) = &facts.item {
        body.push(what(reader, one));
        body.extend(one.item.background.as_ref().map(|text| paragraphs(reader, text.as_str())));
        body.extend(is_preliminary(facts).then(|| reader.text("guest-preliminary", &[])));
        fields.extend(documents(reader, one));
    } else if let Some((meeting, agenda)) = meeting {
        fields.extend(agenda_field(reader, &facts.group, meeting, agenda));
    }
    body.extend(contact(reader, facts));
    (true, Card { title, body: body.join("\n\n"), fields, tone: Tone::Calm, ..Card::default() })
}

/// Whether the time may change still.
fn is_preliminary(facts: &GuestFacts) -> bool {
    let meeting = facts.meeting.as_ref().map(|(meeting, _)| meeting);
    facts.item.as_ref().is_some_and(|one| one.item.is_preliminary(meeting))
}

/// Whom to ask.
fn contact(reader: Reader, facts: &GuestFacts) -> Option<String> {
    let official = facts.officials.first()?;
    Some(reader.text("guest-contact", &[("person", reader.name(official).into())]))
}

/// The same for who cannot be reached here, as a text that the officials can forward.
fn forward(reader: Reader, facts: &GuestFacts, (said, is_on): (String, bool)) -> Message {
    let mut letter = match facts.meeting.as_ref().filter(|_| is_on) {
        Some((meeting, _)) => {
            let place = reader.words(&meeting.place_and_link());
            vec![reader.text("guest-letter", &[("what", said.into()), ("place", place.into())])]
        }
        None => vec![said],
    };
    if let Some(one) = facts.item.as_ref().filter(|_| is_on) {
        letter.extend(one.item.background.as_ref().map(|text| paragraphs(reader, text.as_str())));
        let minutes = [("count", one.item.minutes.into())];
        letter.push(
            reader.text("guest-takes", &[("what", reader.text("agenda-minutes", &minutes).into())]),
        );
        letter.extend(is_preliminary(facts).then(|| reader.text("guest-preliminary", &[])));
        let links = one.documents.iter().filter_map(|document| document.link.as_ref());
        letter.extend(links.map(|link| reader.words(link.as_str())));
    }
    letter.extend(contact(reader, facts).filter(|_| is_on));
    let args = [("person", participant(reader, &facts.guest.who).into())];
    let letter = letter.join("\n");
    let quoted: Vec<String> = letter.lines().map(|line| format!("> {line}")).collect();
    let text = format!("{}\n{}", reader.text("guest-forward", &args), quoted.join("\n"));
    to_officials(reader, &facts.officials, text)
}

fn args(reader: Reader, facts: &GuestFacts) -> Vec<Arg<'static>> {
    let at = |up: Up| match up {
        Up::At(at) => reader.shortly_at(&facts.group, at),
        Up::Waits | Up::Nowhere => reader.text("item-no-meeting", &[]),
    };
    let title = facts.item.as_ref().map(|one| reader.label(one.item.title.as_str()));
    vec![
        ("title", title.unwrap_or_default().into()),
        ("group", reader.label(&facts.group.name).into()),
        ("when", at(facts.up).into()),
        ("before", at(facts.guest.guest.announced.before).into()),
    ]
}
