//! Somebody is called to two meetings at one hour, and is asked which.

use super::{Concern, show_only, to_one, to_the_official_while_it_is_on};
use crate::actions::notices::Address;
use crate::actions::notices::meeting::TwoAtOnce;
use crate::actions::reply::Spoken;
use crate::actions::view::MeetingView;
use crate::render::button::ButtonId;
use crate::render::card::{shortened_by_name, titled, when_and_where};
use crate::render::reader::{Reader, Surface};
use crate::render::{Button, Card, Field, MOST_IN_LABEL, Message, Tone, Weight};

pub(super) fn message(reader: Reader, to: &Address, facts: &TwoAtOnce) -> Message {
    let TwoAtOnce { view, other, person, .. } = facts;
    // Which other meeting it is, the officials of this one need not know.
    if to.is_officials() {
        let card = Card {
            fields: when_and_where(reader, view),
            ..titled(reader, "two-at-once-title", view, Tone::Alarming)
        };
        let key = ("two-at-once-unreachable-text", Concern::Word);
        let who = [("person", reader.name(person).into())];
        return to_the_official_while_it_is_on(reader, key, view, &who, card);
    }
    let both: [&MeetingView; 2] = [view, other];
    let which = |reader: Reader, one: &MeetingView| reader.which(&one.group, &one.meeting);
    let is_open =
        facts.is_asked() && both.iter().all(|one| one.meeting.takes_replies(view.now).is_ok());
    let args = [
        ("group", reader.label(&view.group.name).into()),
        ("when", reader.shortly(&view.group, &view.meeting).into()),
        ("other", reader.label(&other.group.name).into()),
    ];
    let text = match facts.chosen() {
        _ if is_open => reader.text("two-at-once-text", &args),
        Some(chosen) => {
            let meeting = [("meeting", which(reader, chosen).into())];
            reader.text("two-at-once-chosen", &meeting)
        }
        None => reader.text("two-at-once-over", &args),
    };
    let fields = both.iter().map(|one| {
        let place = reader.words(&one.meeting.place_and_link());
        Field { title: which(reader, one), text: place }
    });
    let title = reader.text("two-at-once-heading", &[]);
    let tone = if is_open { Tone::Waiting } else { Tone::Past };
    let card = Card { title, fields: fields.collect(), tone, ..Card::default() };
    // Whoever goes to one is away from the other.
    let goes_to = |goes: &MeetingView, not: &MeetingView| {
        // A label has no Markdown.
        let plain = reader.on(Surface::File);
        let label = shortened_by_name(&goes.group.name, MOST_IN_LABEL, |name| {
            let meeting = plain.which_named(name, &goes.group, &goes.meeting);
            reader.text("button-goes-to", &[("meeting", meeting.into())])
        });
        let id = ButtonId::Absent(Spoken::of(&not.meeting));
        Button { id, label, weight: Weight::Main }
    };
    let buttons = match is_open {
        true => vec![goes_to(view, other), goes_to(other, view)],
        false => show_only(reader, view).buttons,
    };
    Message { card: Some(card), buttons, ..to_one(reader, to, person, text) }
}
