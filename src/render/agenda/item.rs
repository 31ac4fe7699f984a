//! One item with all that belongs to it, and what was done with it.

use super::{attending, clock, dotted, overrun, participant, purpose, titled};
use crate::actions::agenda::arrange::CarriedAll;
use crate::actions::agenda::show::{Arranged, Done, ItemShown, Kept, ListOf};
use crate::actions::agenda::{AgendaItem, Where};
use crate::domain::agenda::{Document, Happened, ItemDeed, ItemState};
use crate::domain::meeting::MeetingState;
use crate::render::button::{ButtonId, ItemStep, Page};
use crate::render::card::{field, listed, shortened};
use crate::render::reader::Reader;
use crate::render::{Button, Card, Field, File, Message, Tone, Weight};

/// How many characters the documents, and the history, may take in a field.
const MOST_IN_FIELD: usize = 900;

/// An item, shown.
pub fn shown(reader: Reader, shown: &ItemShown) -> Message {
    let one = &shown.item;
    let mut body = vec![what(reader, one)];
    body.extend(state(reader, one));
    body.extend(one.item.background.as_ref().map(|text| paragraphs(reader, text.as_str())));
    let card = Card {
        title: reader.label(one.item.title.as_str()),
        body: body.join("\n\n"),
        fields: fields(reader, shown),
        tone: tone(one.item.state),
        ..Card::default()
    };
    Message { card: Some(card), buttons: buttons(reader, shown), ..Message::default() }
}

const fn tone(state: ItemState) -> Tone {
    match state {
        ItemState::Proposed => Tone::Waiting,
        ItemState::Placed => Tone::Calm,
        ItemState::Declined | ItemState::Withdrawn | ItemState::Struck => Tone::Past,
    }
}

/// What somebody wrote, line by line.
pub(in crate::render) fn paragraphs(reader: Reader, text: &str) -> String {
    text.lines().map(|line| reader.words(line)).collect::<Vec<_>>().join("\n")
}

/// "Decision · 30 min · Anna Alm"
pub(in crate::render) fn what(reader: Reader, one: &AgendaItem) -> String {
    let put_off = one.put_off();
    dotted([
        Some(purpose(reader, one.item.purpose)),
        Some(reader.text("agenda-minutes", &[("count", one.item.minutes.into())])),
        one.presenter.as_ref().map(|presenter| participant(reader, presenter)),
        (put_off > 0).then(|| reader.text("agenda-put-off", &[("count", put_off.into())])),
    ])
}

/// How far it has come, where it is not simply on an agenda.
fn state(reader: Reader, one: &AgendaItem) -> Option<String> {
    let key = match one.item.state {
        ItemState::Placed => return None,
        ItemState::Proposed => "item-is-proposed",
        ItemState::Declined => "item-is-declined",
        ItemState::Withdrawn => "item-is-withdrawn",
        ItemState::Struck => "item-is-struck",
    };
    let because = one.declined_because().map(|reason| reader.words(reason.as_str()));
    Some(reader.text(key, &[("reason", because.unwrap_or_default().into())]))
}

/// The appointers that it concerns, where it does not concern all.
pub(super) fn concerns(reader: Reader, one: &AgendaItem) -> Option<String> {
    let names: Vec<String> = one.concerns.iter().map(|(_, name)| reader.label(name)).collect();
    (!names.is_empty())
        .then(|| reader.text("agenda-concerns", &[("what", names.join(", ").into())]))
}

fn fields(reader: Reader, shown: &ItemShown) -> Vec<Field> {
    let one = &shown.item;
    let mut fields = vec![field(reader, "field-when", when(reader, shown))];
    let topics: Vec<String> = one.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    if !topics.is_empty() {
        fields.push(field(reader, "field-topics", topics.join(", ")));
    }
    let names: Vec<String> = one.concerns.iter().map(|(_, name)| reader.label(name)).collect();
    if !names.is_empty() {
        let names = shortened(reader, &names, MOST_IN_FIELD, ", ");
        fields.push(field(reader, "field-concerns", names));
    }
    fields.extend(attending::fields(reader, shown));
    fields.extend(documents(reader, one));
    let proposer = one.proposer.as_ref().map(|person| reader.name(person));
    fields.extend(proposer.map(|name| field(reader, "field-proposed-by", name)));
    // The newest says most.
    let history: Vec<String> =
        one.history.iter().rev().map(|happened| told(reader, shown, happened)).collect();
    fields.extend((!history.is_empty()).then(|| listed(reader, "field-history", &history)));
    fields
}

/// The documents of an item, a line each.
pub(in crate::render) fn documents(reader: Reader, one: &AgendaItem) -> Option<Field> {
    let line = |document: &Document| match &document.link {
        Some(link) => format!("• {}", reader.words(link.as_str())),
        None => {
            let size = [
                ("what", reader.label(&document.name).into()),
                ("count", (document.size + 1023).div_euclid(1024).into()),
            ];
            format!("• {}", reader.text("item-file", &size))
        }
    };
    let lines: Vec<String> = one.documents.iter().map(line).collect();
    (!lines.is_empty()).then(|| listed(reader, "field-documents", &lines))
}

/// At which meeting it is up, and when; or that it waits for one.
fn when(reader: Reader, shown: &ItemShown) -> String {
    let Some((meeting, agenda)) = &shown.at else { return reader.text("item-waits", &[]) };
    let day = reader.when(&shown.group, meeting);
    if meeting.state == MeetingState::Cancelled {
        return reader.text("item-cancelled", &[("when", day.into())]);
    }
    let at = agenda.items.iter().zip(agenda.times(meeting));
    let at = at.zip(1..).find(|((one, _), _)| one.item.id == shown.item.item.id);
    match at {
        Some(((one, at), number)) => {
            let key = match one.item.is_preliminary(Some(meeting)) {
                true => "item-at-preliminary",
                false => "item-at",
            };
            let number: i64 = number;
            let args = [
                ("when", day.into()),
                ("number", number.to_string().into()),
                ("time", clock(&shown.group, at).into()),
            ];
            reader.text(key, &args)
        }
        None => day,
    }
}

/// What was done, when and by whom.
fn told(reader: Reader, shown: &ItemShown, happened: &Happened) -> String {
    let local = reader.by_clock_of(&shown.group);
    let by = happened.by.and_then(|person| shown.people.get(&person));
    let meeting = happened.meeting.and_then(|meeting| shown.meetings.get(&meeting));
    let waits = meeting.is_none();
    let key = match happened.deed {
        ItemDeed::Proposed => "item-deed-proposed",
        ItemDeed::Added if waits => "item-deed-added-waiting",
        ItemDeed::Added => "item-deed-added",
        ItemDeed::Accepted if waits => "item-deed-accepted-waiting",
        ItemDeed::Accepted => "item-deed-accepted",
        ItemDeed::Declined => "item-deed-declined",
        ItemDeed::Withdrawn => "item-deed-withdrawn",
        ItemDeed::Edited => "item-deed-edited",
        ItemDeed::Moved if waits => "item-deed-moved-waiting",
        ItemDeed::Moved => "item-deed-moved",
        ItemDeed::Carried if waits => "item-deed-carried-waiting",
        ItemDeed::Carried => "item-deed-carried",
        ItemDeed::Decided => "item-deed-decided",
        ItemDeed::Struck => "item-deed-struck",
        ItemDeed::CoOpted => "item-deed-co-opted",
        ItemDeed::CoOptionEnded => "item-deed-co-option-ended",
        ItemDeed::Planned => "item-deed-planned",
        ItemDeed::PlanEnded => "item-deed-plan-ended",
    };
    let meeting = meeting.map(|one| reader.shortly(&shown.group, one)).unwrap_or_default();
    let what = reader.text(key, &[("meeting", meeting.into())]);
    let args = [
        ("when", local.stamp(happened.at).into()),
        (
            "by",
            by.map_or_else(|| reader.text("item-by-nobody", &[]), |one| reader.name(one)).into(),
        ),
        ("what", what.into()),
    ];
    reader.text("log-line", &args)
}

fn buttons(reader: Reader, shown: &ItemShown) -> Vec<Button> {
    let (group, item) = (shown.group.id, shown.item.item.id);
    let step =
        |step, key, weight| Button::new(reader, ButtonId::Item(group, item, step), key, weight);
    let mut buttons = Vec::new();
    if shown.item.documents.iter().any(|one| one.link.is_none()) {
        buttons.push(step(ItemStep::Files, "button-files", Weight::Main));
    }
    let takes_items = shown.at.as_ref().is_none_or(|(one, _)| one.takes_items(shown.now).is_ok());
    let is_placed = shown.item.item.state == ItemState::Placed;
    if shown.item.item.state == ItemState::Proposed && shown.may_place {
        buttons.push(step(ItemStep::Accept, "button-accept-item", Weight::Main));
        buttons.push(step(ItemStep::Decline, "button-decline-item", Weight::Plain));
    }
    if shown.item.item.state == ItemState::Proposed && shown.is_own {
        buttons.push(step(ItemStep::Withdraw, "button-withdraw-item", Weight::Plain));
    }
    buttons.extend(attending::buttons(reader, shown));
    if is_placed && shown.may_place {
        if takes_items {
            buttons.push(step(ItemStep::Earlier, "button-earlier", Weight::Plain));
            buttons.push(step(ItemStep::Later, "button-later", Weight::Plain));
        }
        let at = shown.at.as_ref().map(|(meeting, _)| meeting);
        if takes_items && shown.item.item.is_preliminary(at) && at.is_some() {
            buttons.push(step(ItemStep::Decide, "button-decide", Weight::Plain));
        }
        if at.is_some() {
            buttons.push(step(ItemStep::Carry, "button-carry", Weight::Plain));
        }
        let others = shown.others.iter().filter(|_| takes_items);
        buttons.extend(others.map(|meeting| Button {
            id: ButtonId::MoveItem(group, item, meeting.id),
            label:
                reader.text(
                    "button-move-to",
                    &[("when", reader.shortly(&shown.group, meeting).into())],
                ),
            weight: Weight::Plain,
        }));
        buttons.push(step(ItemStep::Strike, "button-strike", Weight::Grave));
    }
    if let Some((meeting, _)) = shown.at.as_ref().filter(|_| shown.sees_agenda) {
        let list = ListOf::Agenda(Where::Meeting(meeting.id));
        let agenda = ButtonId::Agenda(list, Page::Open);
        buttons.push(Button::new(reader, agenda, "button-agenda", Weight::Plain));
    }
    buttons
}

/// Something was done with an item: what, and the item as it stands.
pub fn arranged(reader: Reader, arranged: &Arranged) -> Message {
    let shown = &arranged.shown;
    let waits = shown.at.is_none();
    let key = match arranged.done {
        Done::Added if waits => "done-added-waiting",
        Done::Added => "done-added",
        Done::Proposed => "done-proposed",
        Done::Accepted if waits => "done-accepted-waiting",
        Done::Accepted => "done-accepted",
        Done::Declined => "done-declined",
        Done::Withdrawn => "done-withdrawn",
        Done::Edited => "done-edited",
        Done::Ordered => "done-ordered",
        Done::Moved if waits => "done-moved-waiting",
        Done::Moved => "done-moved",
        Done::Carried if waits => "done-carried-waiting",
        Done::Carried => "done-carried",
        Done::Decided => "done-decided",
        Done::Struck => "done-struck",
        Done::Offered => "done-offered",
        Done::OfferWithdrawn => "done-offer-withdrawn",
        Done::Planned => "done-planned",
        Done::PlanDeclined => "done-plan-declined",
        Done::PlanEnded => "done-plan-ended",
    };
    let meeting = shown.at.as_ref().map(|(one, _)| reader.shortly(&shown.group, one));
    let args = [
        titled(reader, &shown.item),
        ("group", reader.label(&shown.group.name).into()),
        ("meeting", meeting.unwrap_or_default().into()),
    ];
    let mut text = reader.text(key, &args);
    let may_matter = shown.may_place && shown.item.item.state == ItemState::Placed;
    let at = shown.at.as_ref().filter(|_| may_matter);
    if let Some(overrun) = at.and_then(|(meeting, agenda)| overrun(reader, agenda, meeting)) {
        text = format!("{text}\n{overrun}");
    }
    Message { text, ..self::shown(reader, shown) }
}

/// Everything on an agenda was put off.
pub fn carried_all(reader: Reader, carried: &CarriedAll) -> Message {
    let meeting = carried.to.as_ref().map(|one| reader.shortly(&carried.group, one));
    let key = if meeting.is_some() { "done-carried-all" } else { "done-carried-all-waiting" };
    let list =
        carried.to.as_ref().map_or(Where::Waiting(carried.group.id), |one| Where::Meeting(one.id));
    let agenda = ButtonId::Agenda(ListOf::Agenda(list), Page::Open);
    let args = [("count", carried.count.into()), ("meeting", meeting.unwrap_or_default().into())];
    let button = Button::new(reader, agenda, "button-agenda", Weight::Plain);
    Message { buttons: vec![button], ..Message::text(reader.text(key, &args)) }
}

/// Whether an item is really to go: whoever proposed it is told.
pub fn really_strike(reader: Reader, shown: &ItemShown) -> Message {
    let key = match shown.item.proposer {
        Some(_) => "strike-question-told",
        None => "strike-question",
    };
    let (group, item) = (shown.group.id, shown.item.item.id);
    let strike = ButtonId::Item(group, item, ItemStep::ReallyStrike);
    let buttons = vec![
        Button::new(reader, strike, "button-really-strike", Weight::Grave),
        Button::new(reader, ButtonId::Leave, "button-keep", Weight::Plain),
    ];
    let args = [titled(reader, &shown.item)];
    Message { buttons, ..Message::text(reader.text(key, &args)) }
}

/// The files of an item.
pub fn files(reader: Reader, shown: &ItemShown, kept: Vec<Kept>) -> Message {
    let key = if kept.is_empty() { "item-no-files" } else { "item-files" };
    let files = kept.into_iter().map(|one| File { name: one.name, bytes: one.bytes });
    let files = files.collect();
    Message { files, ..Message::text(reader.text(key, &[titled(reader, &shown.item)])) }
}
