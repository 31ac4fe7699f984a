//! What is told of a meeting by the clock: that it is tomorrow, how it stands; and what came too late.

use super::addressees::addressed;
use super::meeting::with_package;
use super::{Concern, to_the_official, to_the_official_while_it_is_on, word};
use crate::actions::notices::Address;
use crate::actions::notices::meeting::{Ahead, TooLate};
use crate::actions::reply::Spoken;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::meeting::MeetingState;
use crate::render::button::ButtonId;
use crate::render::card::{
    MOST_LISTED, cancelled, covers, listed, not_reached, shortened, tally, titled, when_and_where,
};
use crate::render::reader::Reader;
use crate::render::{Button, Card, Message, Tone, Weight};

/// Those expected are reminded of a meeting, in its thread; where that is not to be written in, the officials hear of it.
pub(super) fn reminder(reader: Reader, to: &Address, facts: &Ahead) -> Message {
    let Ahead { view, part, .. } = facts;
    let fields = when_and_where(reader, view);
    if to.is_officials() && (!facts.is_of_this_time || view.has_begun()) {
        let card = Card { fields, ..titled(reader, "reminder-title", view, Tone::Past) };
        let key = ("reminder-unreachable-over", Concern::Word);
        return to_the_official_while_it_is_on(reader, key, view, &[], card);
    }
    if to.is_officials() {
        let body = reader.text("reminder-unreachable-body", &[]);
        let card = Card { body, fields, ..titled(reader, "reminder-title", view, Tone::Alarming) };
        let key = ("reminder-unreachable-text", Concern::Word);
        return to_the_official_while_it_is_on(reader, key, view, &[], card);
    }
    if view.meeting.state == MeetingState::Cancelled {
        let message = addressed(reader, ("cancellation-text", *part), view, SeatView::expected);
        return Message { card: Some(cancelled(reader, view)).filter(|_| *part == 0), ..message };
    }
    let key = if facts.is_of_this_time { "reminder-text" } else { "reminder-moved" };
    let message = addressed(reader, (key, *part), view, SeatView::expected);
    // The names go on below; what it is about has been said.
    if *part > 0 {
        return message;
    }
    let takes_replies = facts.is_of_this_time && view.meeting.takes_replies(view.now).is_ok();
    let (body, tone) = match takes_replies {
        true => (reader.text("reminder-body", &[]), Tone::Calm),
        false => (String::new(), Tone::Past),
    };
    let spoken = Spoken::of(&view.meeting);
    let buttons = vec![
        Button::new(reader, ButtonId::Come(spoken), "button-come", Weight::Main),
        Button::new(reader, ButtonId::Absent(spoken), "button-absent", Weight::Grave),
    ];
    let buttons = if takes_replies { buttons } else { message.buttons };
    let card = Card { body, fields, ..titled(reader, "reminder-title", view, tone) };
    with_package(reader, view, Message { card: Some(card), buttons, ..message })
}

/// How a meeting stands, to the officials: who comes for whom, for which seats nobody does, which appointers nobody comes
/// from, and whom the call has not reached.
pub(super) fn summary(reader: Reader, view: &MeetingView) -> Message {
    let counted = view.tally();
    let count = [("expected", counted.expected.into()), ("seats", counted.seats.into())];
    let mut fields = when_and_where(reader, view);
    if view.has_begun() {
        let body = tally(reader, view);
        let card = Card { body, fields, ..titled(reader, "summary-title", view, Tone::Past) };
        return to_the_official_while_it_is_on(
            reader,
            ("summary-over", Concern::Word),
            view,
            &count,
            card,
        );
    }
    fields.extend(covers(reader, view));
    let appointers = view.unrepresented();
    let appointers: Vec<String> =
        appointers.iter().map(|seat| reader.label(&seat.appointer_name)).collect();
    fields.extend(
        (!appointers.is_empty()).then(|| listed(reader, "field-unrepresented", &appointers)),
    );
    fields.extend(not_reached(reader, view));
    let is_open = |seat: &SeatView| matches!(seat.cover, Cover::Awaiting | Cover::Vacant);
    let is_lacking = view.seats.iter().any(is_open) || view.unreached().next().is_some();
    let tone = match is_lacking {
        true => Tone::Waiting,
        false => Tone::Good,
    };
    let body = tally(reader, view);
    let card = Card { body, fields, ..titled(reader, "summary-title", view, tone) };
    to_the_official_while_it_is_on(reader, ("summary-text", Concern::Word), view, &count, card)
}

/// What was not told of a meeting before it was of no use any more: the officials hear what it was, and whom it was for.
pub(super) fn too_late(reader: Reader, facts: &TooLate) -> Message {
    let TooLate { view, missed } = facts;
    let line = |(kind, person): &(_, Option<_>)| {
        let what = reader.text(word(*kind), &[]);
        match person {
            Some(person) => format!("• {what}: {}", reader.name(person)),
            None => format!("• {what}"),
        }
    };
    let lines: Vec<String> = missed.iter().map(line).collect();
    let list = shortened(reader, &lines, MOST_LISTED, "\n");
    let body = format!("{list}\n\n{}", reader.text("too-late-body", &[]));
    let card = Card { body, ..titled(reader, "too-late-title", view, Tone::Alarming) };
    let count = [("count", missed.len().into())];
    to_the_official(reader, ("too-late-text", Concern::Alarm), view, &count, card)
}
