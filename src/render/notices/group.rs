//! The texts of notices about a group and no single meeting of it.

use super::{to_one, undelivered, with_names};
use crate::actions::calendar::show::Filter;
use crate::actions::notices::Address;
use crate::actions::notices::group::{
    Departure, Digest, GroupFacts, Handover, PostVacated, Seated, SeatedElsewhere, Vacated,
};
use crate::actions::view::MeetingView;
use crate::domain::group::Group;
use crate::domain::notice::GroupNotice;
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::render::button::{ButtonId, Page};
use crate::render::calendar;
use crate::render::card::{MOST_LISTED, shortened, tally};
use crate::render::changes::{capacity_word, place};
use crate::render::reader::Reader;
use crate::render::{Button, Card, Field, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(kind: GroupNotice) -> &'static str {
    match kind {
        GroupNotice::Departure => "own-message-departure",
        GroupNotice::Vacated | GroupNotice::PostVacated => "own-message-vacancy",
        GroupNotice::Handover => "own-message-handover",
        GroupNotice::SeatedElsewhere => "own-message-seated-elsewhere",
        GroupNotice::Undelivered => "own-message-undelivered",
        GroupNotice::Digest => "own-message-digest",
        GroupNotice::Calendar => "own-message-calendar",
    }
}

pub(super) fn message(reader: Reader, to: &Address, facts: &GroupFacts) -> Message {
    match facts {
        GroupFacts::Departure(facts) => departure(reader, to, facts),
        GroupFacts::Vacated(facts) => vacated(reader, facts),
        GroupFacts::PostVacated(facts) => post_vacated(reader, facts),
        GroupFacts::Handover(facts) => handover(reader, to, facts),
        GroupFacts::SeatedElsewhere(facts) => seated_elsewhere(reader, facts),
        GroupFacts::Undelivered(facts) => undelivered::message(reader, facts),
        GroupFacts::Digest(facts) => digest(reader, to, facts),
        GroupFacts::Calendar(part, _) => calendar::posted(reader, part),
    }
}

/// What is new of what somebody follows.
fn digest(reader: Reader, to: &Address, facts: &Digest) -> Message {
    let (text, card) = calendar::digest(reader, &facts.news);
    let own = Filter { mine: true, ..Filter::default() };
    let own = ButtonId::Calendar(facts.group.id, own, Page::Open);
    let buttons = vec![Button::new(reader, own, "button-my-calendar", Weight::Plain)];
    Message { card: Some(card), buttons, ..to_one(reader, to, &facts.person, text) }
}

/// To somebody who was called and has a seat no longer: which meetings do not concern them.
fn departure(reader: Reader, to: &Address, facts: &Departure) -> Message {
    let person = &facts.person;
    let group = reader.label(&facts.group.name);
    let lines: Vec<String> =
        facts.meetings.iter().map(|view| format!("• {}", at(reader, view))).collect();
    let list = shortened(reader, &lines, MOST_LISTED, "\n");
    let unreached = to.is_officials();
    let (title, body) = if unreached {
        ("departure-unreachable-title", list)
    } else {
        ("departure-title", format!("{}\n{list}", reader.text("departure-body", &[])))
    };
    let title = reader.text(title, &[("group", group.clone().into())]);
    let card = Card { title, body, tone: Tone::Past, ..Card::default() };
    let mut args = vec![("group", group.into())];
    let stays = |view: &MeetingView| !view.actor(person.id).holdings.is_empty();
    let stays = facts.meetings.iter().any(stays);
    args.extend(facts.from.map(|from| ("day", reader.day(from).into())));
    let key = match (unreached, stays, facts.from.is_some()) {
        (false, false, false) => "departure-text",
        (false, false, true) => "departure-later",
        (false, true, false) => "departure-substitute",
        (false, true, true) => "departure-substitute-later",
        (true, false, false) => "departure-unreachable-text",
        (true, false, true) => "departure-unreachable-later",
        (true, true, false) => "departure-substitute-unreachable",
        (true, true, true) => "departure-substitute-unreachable-later",
    };
    args.push(("person", reader.name(person).into()));
    let said = reader.text(key, &args);
    let (said, button) = if unreached {
        (to_officials(reader, &facts.officials, said), check(reader, &facts.group))
    } else {
        (to_one(reader, to, person, said), meetings(reader, &facts.group))
    };
    Message { card: Some(card), buttons: vec![button], ..said }
}

/// A seat is empty because its holder left of their own accord: told to the officials.
fn vacated(reader: Reader, facts: &Vacated) -> Message {
    let seat = &facts.seat;
    let args = [
        ("place", reader.seat(seat).into()),
        ("group", reader.label(&facts.group.name).into()),
        ("command", reader.command("group-seat").into()),
        ("appointer", reader.label(&seat.appointer_name).into()),
    ];
    let key = match facts.left {
        Some(Capacity::Ordinary) => "vacated-ordinary",
        Some(_) => "vacated-substitute",
        None => "vacated-to-come",
    };
    let said = to_officials(reader, &facts.officials, reader.text(key, &args));
    Message { buttons: vec![check(reader, &facts.group)], ..said }
}

/// A post is empty because its holder left of their own accord: told to those who are left.
fn post_vacated(reader: Reader, facts: &PostVacated) -> Message {
    let (key, command) = match &facts.post {
        Some(post) if post.deputy => ("post-vacated-deputy", "group-settings"),
        Some(_) => ("post-vacated-official", "group-settings"),
        // Held for less than a day, and so not kept.
        None => ("post-vacated-today", "group-check"),
    };
    let args = [
        ("group", reader.label(&facts.group.name).into()),
        ("command", reader.command(command).into()),
    ];
    let said = to_officials(reader, &facts.officials, reader.text(key, &args));
    Message { buttons: vec![check(reader, &facts.group)], ..said }
}

/// Somebody else is the official: what they have taken over, as it stands. Whoever had the post learns that it is
/// another's.
fn handover(reader: Reader, to: &Address, facts: &Handover) -> Message {
    let Handover { person, post, before, to_predecessor, .. } = facts;
    let group = reader.label(&facts.group.name);
    let word = if post.deputy { "deputy" } else { "official" };
    let mut args = vec![
        ("person", reader.name(person).into()),
        ("capacity", capacity_word(reader, word).into()),
        ("group", group.clone().into()),
    ];
    args.extend(before.as_ref().map(|before| ("from", reader.name(before).into())));
    args.push(("count", facts.taken_over.len().into()));
    let is_many = facts.taken_over.len() > 1;
    let key = match (to.is_officials(), to_predecessor, before) {
        (true, true, _) => "handover-before-unreachable",
        (true, false, _) => "handover-unreachable",
        (false, true, _) if is_many => "handover-before-many",
        (false, true, _) => "handover-before",
        (false, false, Some(_)) if is_many => "handover-many",
        (false, false, Some(_)) => "handover-after",
        (false, false, None) => "handover-text",
    };
    let said = reader.text(key, &args);
    let told = before.as_ref().filter(|_| *to_predecessor).unwrap_or(person);
    let (said, button) = if to.is_officials() {
        (to_officials(reader, &facts.officials, said), check(reader, &facts.group))
    } else if *to_predecessor {
        (to_one(reader, to, told, said), meetings(reader, &facts.group))
    } else {
        (to_one(reader, to, told, said), check(reader, &facts.group))
    };
    let card = match (is_many, to_predecessor) {
        (true, _) => Some(all_taken_over(reader, facts)),
        (false, false) => Some(as_it_stands(reader, facts)),
        (false, true) => None,
    };
    Message { card, buttons: vec![button], ..said }
}

/// Another group has given seats to people whom this one looks after.
fn seated_elsewhere(reader: Reader, facts: &SeatedElsewhere) -> Message {
    let args = |one: &Seated| {
        [
            ("person", reader.name(&one.person).into()),
            ("group", reader.label(&one.group.name).into()),
            ("place", place(reader, &one.place).into()),
        ]
    };
    let home = ("home", reader.label(&facts.group.name).into());
    let (text, card) = match &facts.seated[..] {
        [one] => {
            let args: Vec<_> = args(one).into_iter().chain([home]).collect();
            (reader.text("seated-elsewhere-text", &args), None)
        }
        many => {
            let lines = many.iter().map(|one| reader.text("seated-elsewhere-line", &args(one)));
            let body = shortened(reader, &lines.collect::<Vec<_>>(), MOST_LISTED, "\n");
            let title = reader.text("seated-elsewhere-title", &[]);
            let text = [("count", many.len().into()), home];
            let text = reader.text("seated-elsewhere-many", &text);
            (text, Some(Card { title, body, ..Card::default() }))
        }
    };
    let buttons = vec![check(reader, &facts.group)];
    Message { card, buttons, ..to_officials(reader, &facts.officials, text) }
}

/// What somebody has taken over in several groups.
fn all_taken_over(reader: Reader, facts: &Handover) -> Card {
    let line = |(group, deputy): &(Group, bool)| {
        let word = if *deputy { "deputy" } else { "official" };
        format!("• {}: {}", reader.label(&group.name), capacity_word(reader, word))
    };
    let lines: Vec<String> = facts.taken_over.iter().map(line).collect();
    let body = shortened(reader, &lines, MOST_LISTED, "\n");
    Card { title: reader.text("handover-many-title", &[]), body, ..Card::default() }
}

/// A group that somebody has taken over, with its coming meetings.
fn as_it_stands(reader: Reader, facts: &Handover) -> Card {
    let field = |view: &MeetingView| Field { title: at(reader, view), text: tally(reader, view) };
    let fields: Vec<Field> = facts.meetings.iter().map(field).collect();
    let body = if fields.is_empty() { "handover-none" } else { "handover-meetings" };
    let group = reader.label(&facts.group.name);
    Card {
        title: reader.text("handover-title", &[("group", group.into())]),
        body: reader.text(body, &[]),
        fields,
        ..Card::default()
    }
}

/// What whoever looks after a group may want to look at.
pub(super) fn check(reader: Reader, group: &Group) -> Button {
    Button::new(reader, ButtonId::Check(group.id), "button-check", Weight::Plain)
}

fn meetings(reader: Reader, group: &Group) -> Button {
    Button::new(reader, ButtonId::Meetings(group.id), "button-meetings", Weight::Plain)
}

/// What all who look after a group are to know.
pub(super) fn to_officials(reader: Reader, officials: &[Person], text: String) -> Message {
    with_names(reader, text, &officials.iter().collect::<Vec<_>>())
}

/// A meeting by its time and place.
fn at(reader: Reader, view: &MeetingView) -> String {
    let place = reader.words(view.meeting.place.as_str());
    format!("{}, {place}", reader.when(&view.group, &view.meeting))
}
