//! The texts of notices about a group and no single meeting of it.

use crate::actions::notices::Address;
use crate::actions::notices::group::{Departure, GroupFacts, Handover, PostVacated, Vacated};
use crate::actions::view::MeetingView;
use crate::domain::language::Language;
use crate::domain::notice::GroupNotice;
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::render::card::{MOST_LISTED, accounts, shortened, tally};
use crate::render::changes::capacity_word;
use crate::render::commands::typed;
use crate::render::names::{mention, name, plain, seat_name};
use crate::render::texts::text;
use crate::render::when::{day, when};
use crate::render::{Card, Field, Message, Tone};

/// What such a message was about, in a word or two.
pub const fn word(kind: GroupNotice) -> &'static str {
    match kind {
        GroupNotice::Departure => "own-message-departure",
        GroupNotice::Vacated | GroupNotice::PostVacated => "own-message-vacancy",
        GroupNotice::Handover => "own-message-handover",
    }
}

pub(super) fn message(language: Language, to: &Address, facts: &GroupFacts) -> Message {
    match facts {
        GroupFacts::Departure(facts) => departure(language, to, facts),
        GroupFacts::Vacated(facts) => vacated(language, facts),
        GroupFacts::PostVacated(facts) => post_vacated(language, facts),
        GroupFacts::Handover(facts) => handover(language, facts),
    }
}

/// To somebody who was called and has a seat no longer: which meetings do not concern them.
fn departure(language: Language, to: &Address, facts: &Departure) -> Message {
    let person = &facts.person;
    let group = plain(&facts.group.name);
    let lines: Vec<String> =
        facts.meetings.iter().map(|view| format!("• {}", at(language, view))).collect();
    let list = shortened(language, &lines, MOST_LISTED, "\n");
    let unreached = to.is_officials();
    let (title, body) = if unreached {
        ("departure-unreachable-title", list)
    } else {
        ("departure-title", format!("{}\n{list}", text(language, "departure-body", &[])))
    };
    let title = text(language, title, &[("group", group.clone().into())]);
    let card = Card { title, body, tone: Tone::Past, ..Card::default() };
    let mut args = vec![("group", group.into())];
    let stays = |view: &MeetingView| !view.actor(person.id).holdings.is_empty();
    let stays = facts.meetings.iter().any(stays);
    args.extend(facts.from.map(|from| ("day", day(language, from).into())));
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
    let pings = if unreached {
        args.push(("people", officials(language, &facts.officials).into()));
        args.push(("person", name(language, person).into()));
        accounts(&facts.officials)
    } else {
        args.push(("person", mention(language, person).into()));
        accounts([person])
    };
    let words = text(language, key, &args).trim().to_owned();
    Message { text: words, card: Some(card), pings, ..Message::default() }
}

/// A seat is empty because its holder left of their own accord: told to the officials.
fn vacated(language: Language, facts: &Vacated) -> Message {
    let seat = &facts.seat;
    let args = [
        ("people", officials(language, &facts.officials).into()),
        ("place", seat_name(language, seat).into()),
        ("group", plain(&facts.group.name).into()),
        ("command", typed(language, "group-seat").into()),
        ("appointer", plain(&seat.appointer_name).into()),
    ];
    let pings = accounts(&facts.officials);
    let key = match facts.left {
        Some(Capacity::Ordinary) => "vacated-ordinary",
        Some(_) => "vacated-substitute",
        None => "vacated-to-come",
    };
    let words = text(language, key, &args).trim().to_owned();
    Message { text: words, pings, ..Message::default() }
}

/// A post is empty because its holder left of their own accord: told to those who are left.
fn post_vacated(language: Language, facts: &PostVacated) -> Message {
    let (key, command) = match &facts.post {
        Some(post) if post.deputy => ("post-vacated-deputy", "group-settings"),
        Some(_) => ("post-vacated-official", "group-settings"),
        // Held for less than a day, and so not kept.
        None => ("post-vacated-today", "group-check"),
    };
    let args = [
        ("people", officials(language, &facts.officials).into()),
        ("group", plain(&facts.group.name).into()),
        ("command", typed(language, command).into()),
    ];
    let pings = accounts(&facts.officials);
    let words = text(language, key, &args).trim().to_owned();
    Message { text: words, pings, ..Message::default() }
}

/// Somebody else is the official: what they have taken over, as it stands.
fn handover(language: Language, facts: &Handover) -> Message {
    let Handover { person, post, before, .. } = facts;
    let group = plain(&facts.group.name);
    let word = if post.deputy { "deputy" } else { "official" };
    let mut args = vec![
        ("person", mention(language, person).into()),
        ("capacity", capacity_word(language, word).into()),
        ("group", group.clone().into()),
    ];
    let key = match before {
        Some(before) => {
            args.push(("from", mention(language, before).into()));
            "handover-after"
        }
        None => "handover-text",
    };
    let field = |view: &MeetingView| Field {
        title: at(language, view),
        text: tally(language, view.tally()),
    };
    let fields: Vec<Field> = facts.meetings.iter().map(field).collect();
    let body = if fields.is_empty() { "handover-none" } else { "handover-meetings" };
    let card = Card {
        title: text(language, "handover-title", &[("group", group.into())]),
        body: text(language, body, &[]),
        fields,
        ..Card::default()
    };
    // Whoever had the post learns that it is another's.
    let pings = accounts([person].into_iter().chain(before));
    Message { text: text(language, key, &args), card: Some(card), pings, ..Message::default() }
}

fn officials(language: Language, people: &[Person]) -> String {
    let names = people.iter().map(|person| mention(language, person));
    names.collect::<Vec<_>>().join(" ")
}

/// A meeting by its time and place.
fn at(language: Language, view: &MeetingView) -> String {
    let place = plain(view.meeting.place.as_str());
    format!("{}, {place}", when(language, &view.group, &view.meeting))
}
