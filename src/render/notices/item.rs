//! The texts of notices about an agenda item.

use super::group::to_officials;
use super::to_one;
use crate::actions::agenda::Where;
use crate::actions::agenda::show::ListOf;
use crate::actions::notices::Address;
use crate::actions::notices::item::ItemFacts;
use crate::domain::agenda::ItemState;
use crate::domain::notice::ItemNotice;
use crate::render::agenda::{documents, paragraphs, what};
use crate::render::button::{ButtonId, ItemStep, Page};
use crate::render::card::field;
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Button, Card, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(kind: ItemNotice) -> &'static str {
    match kind {
        ItemNotice::Proposal => "own-message-proposal",
        ItemNotice::Accepted | ItemNotice::Declined | ItemNotice::Struck => {
            "own-message-proposal-settled"
        }
    }
}

pub(super) fn message(reader: Reader, to: &Address, facts: &ItemFacts) -> Message {
    match facts.kind {
        ItemNotice::Proposal => proposal(reader, to, facts),
        ItemNotice::Accepted => settled(reader, to, facts, "proposal-accepted"),
        ItemNotice::Declined => settled(reader, to, facts, "proposal-declined"),
        ItemNotice::Struck => settled(reader, to, facts, "proposal-struck"),
    }
}

/// Somebody proposes an item: what it is, and buttons to accept or decline it.
fn proposal(reader: Reader, to: &Address, facts: &ItemFacts) -> Message {
    let one = &facts.item;
    let (key, tone) = match one.item.state {
        ItemState::Proposed => ("proposal-open", Tone::Waiting),
        ItemState::Placed => ("proposal-is-accepted", Tone::Good),
        ItemState::Declined => ("proposal-is-declined", Tone::Past),
        ItemState::Withdrawn => ("proposal-is-withdrawn", Tone::Past),
        ItemState::Struck => ("proposal-is-struck", Tone::Past),
    };
    let mut body = vec![what(reader, one)];
    body.extend(one.item.background.as_ref().map(|text| paragraphs(reader, text.as_str())));
    if one.item.state != ItemState::Proposed {
        let because = one.declined_because().map(|reason| reader.words(reason.as_str()));
        body.push(reader.text(key, &[("reason", because.unwrap_or_default().into())]));
    }
    let mut fields = Vec::new();
    let topics: Vec<String> = one.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    if !topics.is_empty() {
        fields.push(field(reader, "field-topics", topics.join(", ")));
    }
    fields.extend(documents(reader, one));
    let title = reader.label(one.item.title.as_str());
    let card = Card { title, body: body.join("\n\n"), fields, tone, ..Card::default() };
    let said = reader.text("proposal-text", &args(reader, facts));
    let said = match &to.person {
        Some(person) => to_one(reader, to, person, said),
        None => to_officials(reader, &facts.officials, said),
    };
    let step = |step, key, weight| {
        let id = ButtonId::Item(facts.group.id, one.item.id, step);
        Button::new(reader, id, key, weight)
    };
    let show = step(ItemStep::Show, "button-show-item", Weight::Plain);
    let buttons = match one.item.state {
        ItemState::Proposed => vec![
            step(ItemStep::Accept, "button-accept-item", Weight::Main),
            step(ItemStep::Decline, "button-decline-item", Weight::Plain),
            show,
        ],
        _ => vec![show],
    };
    Message { card: Some(card), buttons, ..said }
}

/// What has become of a proposal, to who made it.
fn settled(reader: Reader, to: &Address, facts: &ItemFacts, key: &str) -> Message {
    let said = match (facts.kind, &facts.meeting) {
        (ItemNotice::Accepted, None) => {
            reader.text("proposal-accepted-waiting", &args(reader, facts))
        }
        _ => reader.text(key, &args(reader, facts)),
    };
    let said = match (&to.person, to.is_officials()) {
        (Some(person), true) => {
            let args = [("person", reader.name(person).into()), ("what", said.into())];
            to_officials(reader, &facts.officials, reader.text("told-unreachable", &args))
        }
        (Some(person), false) => to_one(reader, to, person, said),
        (None, _) => Message::text(said),
    };
    let item = facts.item.item.id;
    let show = ButtonId::Item(facts.group.id, item, ItemStep::Show);
    let mut buttons = vec![Button::new(reader, show, "button-show-item", Weight::Plain)];
    if let Some(meeting) = facts.meeting.as_ref().filter(|_| facts.kind == ItemNotice::Accepted) {
        let list = ListOf::Agenda(Where::Meeting(meeting.id));
        let agenda = ButtonId::Agenda(list, Page::Open);
        buttons.push(Button::new(reader, agenda, "button-agenda", Weight::Plain));
    }
    Message { buttons, ..said }
}

fn args(reader: Reader, facts: &ItemFacts) -> Vec<Arg<'static>> {
    let because = facts.item.declined_because().map(|reason| reader.words(reason.as_str()));
    let meeting = facts.meeting.as_ref().map(|one| reader.shortly(&facts.group, one));
    let proposer = reader.name_or_nobody(facts.item.proposer.as_ref());
    vec![
        ("title", reader.label(facts.item.item.title.as_str()).into()),
        ("group", reader.label(&facts.group.name).into()),
        ("person", proposer.into()),
        ("meeting", meeting.unwrap_or_else(|| reader.text("item-no-meeting", &[])).into()),
        ("reason", because.unwrap_or_default().into()),
    ]
}
