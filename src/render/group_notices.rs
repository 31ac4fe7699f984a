//! The texts of notices about a group and no single meeting of it.

use crate::actions::group_matters::GroupFacts;
use crate::actions::view::MeetingView;
use crate::domain::language::Language;
use crate::domain::notice::{Destination, NoticeKind};
use crate::domain::seat::Capacity;

use super::card::{MOST_LISTED, accounts, shortened, tally};
use super::changes::capacity_word;
use super::commands::typed;
use super::names::{mention, name, plain, seat_name};
use super::texts::text;
use super::when::{day, when};
use super::{Card, Field, Message, Tone};

/// The message of a notice about a group, in the group's language.
pub fn message(facts: &GroupFacts) -> Option<Message> {
    let language = facts.group.language;
    match facts.kind {
        NoticeKind::Departure => departure(language, facts),
        NoticeKind::Vacated => vacated(language, facts),
        NoticeKind::PostVacated => Some(post_vacated(language, facts)),
        NoticeKind::Handover => handover(language, facts),
        _ => None,
    }
}

/// To somebody who was called and has a seat no longer: which meetings do not concern them.
fn departure(language: Language, facts: &GroupFacts) -> Option<Message> {
    let person = facts.person.as_ref()?;
    let group = plain(&facts.group.name);
    let lines: Vec<String> =
        facts.meetings.iter().map(|view| format!("• {}", at(language, view))).collect();
    let list = shortened(language, &lines, MOST_LISTED, "\n");
    let unreached = facts.destination == Destination::Officials;
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
        args.push(("people", officials(language, facts).into()));
        args.push(("person", name(language, person).into()));
        accounts(&facts.officials)
    } else {
        args.push(("person", mention(language, person).into()));
        accounts([person])
    };
    let words = text(language, key, &args).trim().to_owned();
    Some(Message { text: words, card: Some(card), pings, ..Message::default() })
}

/// A seat is empty because its holder left of their own accord: told to the officials.
fn vacated(language: Language, facts: &GroupFacts) -> Option<Message> {
    let seat = facts.seat.as_ref()?;
    let args = [
        ("people", officials(language, facts).into()),
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
    Some(Message { text: words, pings, ..Message::default() })
}

/// A post is empty because its holder left of their own accord: told to those who are left.
fn post_vacated(language: Language, facts: &GroupFacts) -> Message {
    let (key, command) = match &facts.post {
        Some((post, _)) if post.deputy => ("post-vacated-deputy", "group-settings"),
        Some(_) => ("post-vacated-official", "group-settings"),
        // Held for less than a day, and so not kept.
        None => ("post-vacated-today", "group-check"),
    };
    let args = [
        ("people", officials(language, facts).into()),
        ("group", plain(&facts.group.name).into()),
        ("command", typed(language, command).into()),
    ];
    let pings = accounts(&facts.officials);
    let words = text(language, key, &args).trim().to_owned();
    Message { text: words, pings, ..Message::default() }
}

/// Somebody else is the official: what they have taken over, as it stands.
fn handover(language: Language, facts: &GroupFacts) -> Option<Message> {
    let (person, (post, before)) = (facts.person.as_ref()?, facts.post.as_ref()?);
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
    let fields: Vec<Field> = facts.meetings.iter().take(5).map(field).collect();
    let body = if fields.is_empty() { "handover-none" } else { "handover-meetings" };
    let card = Card {
        title: text(language, "handover-title", &[("group", group.into())]),
        body: text(language, body, &[]),
        fields,
        ..Card::default()
    };
    // Whoever had the post learns that it is another's.
    let pings = accounts([person].into_iter().chain(before));
    Some(Message {
        text: text(language, key, &args),
        card: Some(card),
        pings,
        ..Message::default()
    })
}

fn officials(language: Language, facts: &GroupFacts) -> String {
    let names = facts.officials.iter().map(|person| mention(language, person));
    names.collect::<Vec<_>>().join(" ")
}

/// A meeting by its time and place.
fn at(language: Language, view: &MeetingView) -> String {
    let place = plain(view.meeting.place.as_str());
    format!("{}, {place}", when(language, &view.group, &view.meeting))
}
