//! The texts to a pair whose substitute is to take an item.

use super::group::to_officials;
use super::to_one;
use crate::actions::notices::Address;
use crate::actions::notices::plan::PlanFacts;
use crate::domain::agenda::{ItemState, PlanState, Up};
use crate::domain::notice::PlanNotice;
use crate::domain::person::Person;
use crate::render::agenda::{answers, documents, paragraphs, what};
use crate::render::button::{ButtonId, ItemStep, PlanWord};
use crate::render::card::field;
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Button, Card, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(_kind: PlanNotice) -> &'static str {
    "own-message-plan"
}

pub(super) fn message(reader: Reader, to: &Address, facts: &PlanFacts) -> Message {
    let Some(told) = &to.person else { return Message::default() };
    let is_substitute = told.id == facts.plan.substitute.id;
    let (key, tone) = match facts.kind {
        PlanNotice::Offered => offered(facts, is_substitute),
        PlanNotice::Declined => ("plan-declined-text", Tone::Past),
        PlanNotice::Planned => planned(facts, is_substitute),
    };
    let said = reader.text(key, &args(reader, facts, told));
    let (is_open, is_on) = (
        facts.kind == PlanNotice::Offered && facts.is_open(),
        facts.kind == PlanNotice::Planned && tone == Tone::Good,
    );
    let card = card(reader, facts, (is_open || is_on, tone));
    let said = if to.is_officials() {
        let args = [("person", reader.name(told).into()), ("what", said.into())];
        to_officials(reader, &facts.officials, reader.text("told-unreachable", &args))
    } else {
        to_one(reader, to, told, said)
    };
    let id = |word| ButtonId::Plan(facts.group.id, facts.plan.plan.id, word);
    let mut buttons = Vec::new();
    if is_open && !to.is_officials() {
        buttons.extend(answers(reader, &facts.plan, id, Some(told.id)));
    }
    if is_on && !to.is_officials() {
        let key = if is_substitute { "button-cannot" } else { "button-plan-self" };
        buttons.push(Button::new(reader, id(PlanWord::End), key, Weight::Plain));
    }
    let show = ButtonId::Item(facts.group.id, facts.item.item.id, ItemStep::Show);
    buttons.push(Button::new(reader, show, "button-show-item", Weight::Plain));
    Message { card: Some(card), buttons, ..said }
}

/// One of the pair asks the other, and what came of it.
fn offered(facts: &PlanFacts, is_substitute: bool) -> (&'static str, Tone) {
    match facts.plan.plan.state {
        PlanState::Offered if !facts.is_open() => ("plan-offer-over", Tone::Past),
        PlanState::Offered if is_substitute => ("plan-asks-substitute", Tone::Waiting),
        PlanState::Offered => ("plan-asks-ordinary", Tone::Waiting),
        PlanState::Agreed => ("plan-offer-agreed", Tone::Good),
        PlanState::Declined => ("plan-offer-declined", Tone::Past),
        PlanState::Ended | PlanState::Parted => ("plan-offer-over", Tone::Past),
    }
}

/// It is planned, is up at another time, or is planned no longer.
fn planned(facts: &PlanFacts, is_substitute: bool) -> (&'static str, Tone) {
    let announced = &facts.plan.plan.announced;
    let was_at = matches!(announced.before, Up::At(_));
    match facts.up {
        Up::At(_) if facts.is_over() && is_substitute => ("plan-substitute", Tone::Past),
        Up::At(_) if facts.is_over() => ("plan-ordinary", Tone::Past),
        Up::At(_) if was_at && is_substitute => ("plan-moved-substitute", Tone::Good),
        Up::At(_) if was_at => ("plan-moved-ordinary", Tone::Good),
        Up::Waits if was_at && facts.is_cancelled() => ("plan-cancelled-waits", Tone::Past),
        Up::Waits if was_at => ("plan-waits", Tone::Past),
        Up::At(_) | Up::Waits if is_substitute => ("plan-substitute", Tone::Good),
        Up::At(_) | Up::Waits => ("plan-ordinary", Tone::Good),
        Up::Nowhere => match (facts.plan.plan.state, facts.item.item.state) {
            (PlanState::Ended, _) => ("plan-over", Tone::Past),
            (_, ItemState::Struck) => ("plan-struck", Tone::Past),
            _ => ("plan-parted", Tone::Past),
        },
    }
}

fn card(reader: Reader, facts: &PlanFacts, (is_on, tone): (bool, Tone)) -> Card {
    let one = &facts.item;
    let title = reader.label(one.item.title.as_str());
    if !is_on {
        return Card { title, tone, ..Card::default() };
    }
    let mut body = vec![what(reader, one)];
    body.extend(one.item.background.as_ref().map(|text| paragraphs(reader, text.as_str())));
    let mut fields = Vec::new();
    if let (Up::At(at), Some(meeting)) = (facts.up, &facts.meeting) {
        fields.push(field(reader, "field-when", reader.shortly_at(&facts.group, at)));
        fields.push(field(reader, "field-where", reader.words(&meeting.place_and_link())));
    }
    fields.extend(documents(reader, one));
    Card { title, body: body.join("\n\n"), fields, tone, ..Card::default() }
}

fn args(reader: Reader, facts: &PlanFacts, told: &Person) -> Vec<Arg<'static>> {
    let at = |up: Up| match up {
        Up::At(at) => reader.shortly_at(&facts.group, at),
        Up::Waits | Up::Nowhere => reader.text("item-no-meeting", &[]),
    };
    vec![
        ("title", reader.label(facts.item.item.title.as_str()).into()),
        ("group", reader.label(&facts.group.name).into()),
        ("person", reader.name(facts.other(told)).into()),
        ("substitute", reader.name(&facts.plan.substitute).into()),
        ("ordinary", reader.name(&facts.plan.ordinary).into()),
        ("when", at(facts.up).into()),
        ("before", at(facts.plan.plan.announced.before).into()),
    ]
}
