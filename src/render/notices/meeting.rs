//! The texts of notices about a meeting as a whole.

use super::{addressed, show_only};
use crate::actions::notices::Address;
use crate::actions::notices::meeting::MeetingFacts;
use crate::actions::view::MeetingView;
use crate::domain::cover::Cover;
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::MeetingNotice;
use crate::domain::person::Person;
use crate::render::button::ButtonId;
use crate::render::card::{cancelled, covers, field, tally, titled, when_and_where};
use crate::render::texts::text;
use crate::render::when::date_and_time;
use crate::render::{Button, Card, Message, Tone, Weight};

/// What such a message was about, in a word or two.
pub const fn word(kind: MeetingNotice) -> &'static str {
    match kind {
        MeetingNotice::Announcement => "own-message-announcement",
        MeetingNotice::Invitation => "own-message-invitation",
        MeetingNotice::Cancellation => "own-message-cancellation",
    }
}

pub(super) fn message(language: Language, to: &Address, facts: &MeetingFacts) -> Message {
    match facts {
        MeetingFacts::Announcement(view) => announcement(language, view),
        MeetingFacts::Invitation(view) => invitation(language, view),
        MeetingFacts::Cancellation(view) => cancellation(language, to, view),
    }
}

/// A meeting has been scheduled.
pub fn announcement(language: Language, view: &MeetingView) -> Message {
    if view.meeting.state == MeetingState::Cancelled {
        return Message { card: Some(cancelled(language, view)), ..show_only(language, view) };
    }
    let mut fields = when_and_where(language, view);
    let goes_out = match view.meeting.state {
        MeetingState::Scheduled => view.group.rule.call_at(view.meeting.starts).map(|at| {
            let (date, time) = date_and_time(language, view.group.rule.zone, at);
            text(language, "invitation-goes-out", &[("date", date.into()), ("time", time.into())])
        }),
        _ => Some(text(language, "invitation-called", &[])),
    };
    fields.extend(goes_out.map(|words| field(language, "field-invitation", words)));
    fields.extend(covers(language, view));
    let footer = text(language, "announcement-footer", &[]);
    let card = Card { fields, footer, ..titled(language, "announcement-title", view, Tone::Calm) };
    Message { card: Some(card), ..show_only(language, view) }
}

/// The formal summons to a meeting: one post that pings those expected.
pub fn invitation(language: Language, view: &MeetingView) -> Message {
    let called: Vec<&Person> = view.expected().collect();
    if view.meeting.state == MeetingState::Cancelled {
        let message = addressed(language, "cancellation-text", view, &called);
        return Message { card: Some(cancelled(language, view)), ..message };
    }
    let meeting = view.meeting.id;
    Message {
        card: Some(invitation_card(language, view)),
        buttons: vec![
            Button::new(language, ButtonId::Come(meeting), "button-come", Weight::Main),
            Button::new(language, ButtonId::Absent(meeting), "button-absent", Weight::Grave),
        ],
        ..addressed(language, "invitation-text", view, &called)
    }
}

fn invitation_card(language: Language, view: &MeetingView) -> Card {
    let mut fields = when_and_where(language, view);
    fields.push(field(language, "field-tally", tally(language, view.tally())));
    fields.extend(covers(language, view));
    if view.meeting.is_short_notice(&view.group.rule, view.now) {
        let days = i64::from(view.group.rule.lead_days);
        let words = text(language, "invitation-short-notice", &[("days", days.into())]);
        fields.push(field(language, "field-short-notice", words));
    }
    let footer = text(language, "invitation-presumed", &[]);
    Card { fields, footer, ..titled(language, "invitation-title", view, Tone::Calm) }
}

/// A meeting as it stands, for whoever asks to see it: to be answered as long as that helps.
pub fn shown(language: Language, view: &MeetingView) -> Message {
    let answers = view.meeting.takes_replies(view.now).is_ok();
    let called = view.meeting.state == MeetingState::Called;
    let message = if called { invitation(language, view) } else { announcement(language, view) };
    let buttons = if called && answers { message.buttons } else { Vec::new() };
    Message { card: message.card, buttons, ..Message::default() }
}

/// A meeting has been cancelled: pings those who were expected, and those who had been asked; in
/// their own channel, the officials.
fn cancellation(language: Language, to: &Address, view: &MeetingView) -> Message {
    let asked = view.seats.iter().filter(|seat| seat.cover == Cover::Awaiting);
    let asked = asked.filter_map(|seat| seat.occupied.substitute.as_ref());
    let told: Vec<&Person> = if to.is_officials() {
        view.officials.iter().collect()
    } else {
        view.expected().chain(asked).collect()
    };
    let card = Some(cancelled(language, view));
    Message { card, ..addressed(language, "cancellation-text", view, &told) }
}
