//! Lists of items, a page at a time.

use super::{clock, dotted, overrun, participant, purpose};
use crate::actions::agenda::show::{ListOf, Opened};
use crate::actions::agenda::{AgendaItem, Where};
use crate::domain::meeting::MeetingState;
use crate::render::button::{ButtonId, ItemStep, Page};
use crate::render::card::fitting;
use crate::render::reader::Reader;
use crate::render::{Button, Card, Message, Tone, Weight};

/// How many items stand on a page: each has a button, five in a row.
const ON_A_PAGE: usize = 10;
/// How many characters the items of a page may take.
const MOST_ON_A_PAGE: usize = 3200;

/// A page of a list of items, from its `first` on.
pub fn opened(reader: Reader, opened: &Opened, first: usize) -> Message {
    let all = &opened.agenda.items;
    let first = if first < all.len() { first } else { 0 };
    // Nothing is up at a meeting that is cancelled.
    let held = opened.meeting.as_ref().filter(|_| !is_cancelled(opened));
    let mut up = held.into_iter().flat_map(|meeting| opened.agenda.times(meeting));
    let blocks: Vec<String> = all
        .iter()
        .zip(1..)
        .map(|(one, number)| {
            let at = up.next().map(|at| clock(&opened.group, at));
            block(reader, opened, (one, number), at)
        })
        .skip(first)
        .take(ON_A_PAGE)
        .collect();
    let count = fitting(&blocks, MOST_ON_A_PAGE, "\n\n").max(1).min(blocks.len());
    let mut body: Vec<String> = head(reader, opened).into_iter().collect();
    body.extend(blocks.into_iter().take(count));
    if all.is_empty() {
        body.push(reader.text("agenda-none", &[]));
    }
    body.extend(foot(reader, opened));
    let footer = if all.is_empty() { String::new() } else { reader.text("agenda-footer", &[]) };
    let (key, tone) = match is_cancelled(opened) {
        true => ("cancelled-title", Tone::Past),
        false => (title(opened.list), Tone::default()),
    };
    let group = reader.label(&opened.group.name);
    let card = Card {
        title: reader.text(key, &[("group", group.into())]),
        body: body.join("\n\n"),
        footer,
        tone,
        ..Card::default()
    };
    let buttons = buttons(reader, opened, (first, count));
    Message { card: Some(card), buttons, ..Message::default() }
}

fn is_cancelled(opened: &Opened) -> bool {
    opened.meeting.as_ref().is_some_and(|meeting| meeting.state == MeetingState::Cancelled)
}

const fn title(list: ListOf) -> &'static str {
    match list {
        ListOf::Agenda(Where::Meeting(_)) => "agenda-title",
        ListOf::Agenda(Where::Waiting(_)) => "agenda-waiting-title",
        ListOf::Proposals(_) => "agenda-proposals-title",
    }
}

/// When the meeting is.
fn head(reader: Reader, opened: &Opened) -> Option<String> {
    let meeting = opened.meeting.as_ref()?;
    let when = reader.when(&opened.group, meeting);
    Some(format!("{when}, {}", reader.words(meeting.place.as_str())))
}

/// An item of a list: its title, and what one must know of it.
fn block(
    reader: Reader,
    opened: &Opened,
    (one, number): (&AgendaItem, usize),
    at: Option<String>,
) -> String {
    let item = &one.item;
    let mark = opened.since.as_ref().and_then(|since| {
        let key = if since.is_new(item.id) {
            "agenda-new"
        } else if since.is_changed(item.id) {
            "agenda-changed"
        } else {
            return None;
        };
        Some(format!(" {}", reader.text(key, &[])))
    });
    let args = [
        ("number", number.to_string().into()),
        ("title", reader.label(item.title.as_str()).into()),
    ];
    let title = reader.text("agenda-item", &args);
    let preliminary = at.is_some()
        && matches!(opened.list, ListOf::Agenda(Where::Meeting(_)))
        && item.is_preliminary(opened.meeting.as_ref());
    let put_off = one.put_off();
    let documents = one.documents.len();
    let what = dotted([
        at,
        Some(purpose(reader, item.purpose)),
        Some(reader.text("agenda-minutes", &[("count", item.minutes.into())])),
        one.presenter.as_ref().map(|presenter| participant(reader, presenter)),
        preliminary.then(|| reader.text("agenda-preliminary", &[])),
        (put_off > 0).then(|| reader.text("agenda-put-off", &[("count", put_off.into())])),
        (documents > 0).then(|| reader.text("agenda-documents", &[("count", documents.into())])),
    ]);
    let topics: Vec<String> = one.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    let topics = (!topics.is_empty())
        .then(|| reader.text("agenda-topics", &[("what", topics.join(", ").into())]));
    let concerns = super::item::concerns(reader, one);
    let who = super::attending::who_comes(reader, one);
    let also = dotted([topics, concerns, who]);
    let also = if also.is_empty() { also } else { format!("\n{also}") };
    format!("{title}{}\n{what}{also}", mark.unwrap_or_default())
}

/// What is gone, and whether there is time enough.
fn foot(reader: Reader, opened: &Opened) -> Vec<String> {
    let mut lines = Vec::new();
    let removed = opened.since.iter().flat_map(|since| &since.removed);
    let removed: Vec<String> = removed.map(|one| reader.label(&one.title)).collect();
    if !removed.is_empty() {
        lines.push(reader.text("agenda-removed", &[("what", removed.join(", ").into())]));
    }
    if opened.since.as_ref().is_some_and(|since| since.reordered) {
        lines.push(reader.text("agenda-reordered", &[]));
    }
    let held = opened.meeting.as_ref().filter(|_| opened.may_place && !is_cancelled(opened));
    lines.extend(held.and_then(|meeting| overrun(reader, &opened.agenda, meeting)));
    lines
}

fn buttons(reader: Reader, opened: &Opened, (first, count): (usize, usize)) -> Vec<Button> {
    let group = opened.group.id;
    let all = &opened.agenda.items;
    let mut buttons: Vec<Button> = all
        .iter()
        .enumerate()
        .skip(first)
        .take(count)
        .map(|(at, one)| {
            let id = ButtonId::Item(group, one.item.id, ItemStep::Show);
            Button { id, label: (at + 1).to_string(), weight: Weight::Plain }
        })
        .collect();
    let cancelled = opened.meeting.as_ref().filter(|_| is_cancelled(opened) && opened.may_place);
    if let Some(meeting) = cancelled.filter(|_| !all.is_empty()) {
        let carry = ButtonId::CarryAll(meeting.id);
        buttons.push(Button::new(reader, carry, "button-carry-all", Weight::Main));
    }
    let page = |first| ButtonId::Agenda(opened.list, Page::At(first));
    if first > 0 {
        let before = page(first.saturating_sub(ON_A_PAGE));
        buttons.push(Button::new(reader, before, "button-previous-page", Weight::Plain));
    }
    if first + count < all.len() {
        buttons.push(Button::new(reader, page(first + count), "button-next-page", Weight::Plain));
    }
    let place = match opened.list {
        ListOf::Agenda(place) => place,
        ListOf::Proposals(group) => Where::Waiting(group),
    };
    let counted = |list: ListOf, key: &str, count: usize| Button {
        id: ButtonId::Agenda(list, Page::Open),
        label: reader.text(key, &[("count", count.into())]),
        weight: Weight::Plain,
    };
    let proposals = ListOf::Proposals(group);
    if opened.proposals > 0 && opened.list != proposals {
        buttons.push(counted(proposals, "button-proposals", opened.proposals));
    }
    let waiting = ListOf::Agenda(Where::Waiting(group));
    if opened.waiting > 0 && opened.list != waiting {
        buttons.push(counted(waiting, "button-waiting", opened.waiting));
    }
    let takes_items = opened.meeting.as_ref().is_none_or(|one| one.takes_items(opened.now).is_ok());
    if opened.may_propose && takes_items {
        let propose = ButtonId::Propose(place);
        buttons.push(Button::new(reader, propose, "button-propose", Weight::Plain));
    }
    buttons
}
