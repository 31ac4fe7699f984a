//! Private answers to commands and buttons, in the language of whoever reads them.

use crate::actions::meeting::Scheduled;
use crate::actions::reply::Replied;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::language::Language;
use crate::domain::seat::Capacity;

use super::button::ButtonId;
use super::names::{name, plain};
use super::texts::{Arg, text};
use super::when::{date_and_time, when};
use super::{Button, Message, Weight, notices};

/// A meeting was scheduled.
pub fn scheduled(language: Language, scheduled: &Scheduled) -> Message {
    let view = &scheduled.view;
    let mut args = about(language, view);
    args.push(("channel", format!("<#{}>", view.group.channel).into()));
    let follows = match scheduled.call_at {
        Some(at) => {
            let (date, time) = date_and_time(language, view.group.rule.zone, at);
            text(language, "scheduled-call-at", &[("date", date.into()), ("time", time.into())])
        }
        None if !view.meeting.is_short_notice(&view.group.rule, view.now) => {
            text(language, "scheduled-called-now", &[])
        }
        None => {
            let days = i64::from(view.group.rule.lead_days);
            text(language, "scheduled-short-notice", &[("days", days.into())])
        }
    };
    Message::text(lines([text(language, "scheduled", &args), follows]))
}

/// A meeting was cancelled.
pub fn cancelled(language: Language, view: &MeetingView) -> Message {
    Message::text(text(language, "cancelled", &about(language, view)))
}

/// A meeting, shown to somebody of its group.
pub fn meeting(language: Language, view: &MeetingView) -> Message {
    notices::meeting::shown(language, view)
}

/// An absence was reported: who will be called, and how to undo it.
pub fn absence_reported(language: Language, replied: &Replied) -> Message {
    let view = &replied.view;
    let key = match (replied.capacity, replied.for_another, replied.already) {
        (Capacity::Ordinary, false, false) => "absence-reported",
        (Capacity::Ordinary, true, false) => "absence-reported-for",
        (Capacity::Ordinary, false, true) => "absence-already",
        (Capacity::Ordinary, true, true) => "absence-already-for",
        (_, _, false) => "absence-as-substitute",
        (_, _, true) => "absence-as-substitute-already",
    };
    let mut args = about(language, view);
    args.push(("person", name(language, &replied.person).into()));
    let mut said = vec![text(language, key, &args)];
    if replied.capacity == Capacity::Ordinary {
        said.extend(seat(replied).map(|seat| what_follows(language, seat, replied.already)));
        let vacant = seat(replied).is_some_and(|seat| seat.cover == Cover::Vacant);
        said.extend(
            (vacant && !replied.already).then(|| text(language, "absence-leaders-told", &[])),
        );
    }
    let undo = ButtonId::Withdraw(view.meeting.id, replied.seat);
    let undo = Button::new(language, undo, "button-undo", Weight::Plain);
    let buttons = if replied.capacity == Capacity::Ordinary { vec![undo] } else { Vec::new() };
    Message { buttons, ..Message::text(lines(said)) }
}

/// Who is called for a seat whose member is away.
fn what_follows(language: Language, seat: &SeatView, already: bool) -> String {
    let appointer = plain(&seat.occupied.seat.appointer_name);
    let Some(substitute) = &seat.occupied.substitute else {
        return text(language, "absence-no-substitute", &[("appointer", appointer.into())]);
    };
    let key = match (seat.cover, substitute.account) {
        (Cover::Substituted, _) => "absence-substitute-comes",
        (Cover::Vacant, _) if seat.lacks_substitute_elsewhere() => "absence-substitute-elsewhere",
        (Cover::Vacant, _) => "absence-substitute-cannot",
        (_, None) => "absence-substitute-unlinked",
        (_, Some(_)) if already => "absence-substitute-asked",
        (_, Some(_)) => "absence-substitute-called",
    };
    text(language, key, &[("substitute", name(language, substitute).into())])
}

/// An absence was taken back.
pub fn absence_withdrawn(language: Language, replied: &Replied) -> Message {
    let key = match (replied.capacity, replied.for_another) {
        (Capacity::Ordinary, false) => "absence-withdrawn",
        (Capacity::Ordinary, true) => "absence-withdrawn-for",
        _ => "absence-withdrawn-as-substitute",
    };
    let mut args = about(language, &replied.view);
    args.push(("person", name(language, &replied.person).into()));
    let mut said = vec![text(language, key, &args)];
    said.extend(replied.released.as_ref().map(|released| {
        text(language, "absence-released", &[("substitute", name(language, released).into())])
    }));
    Message::text(lines(said))
}

/// Somebody said that they come.
pub fn coming(language: Language, replied: &Replied) -> Message {
    let key = match (replied.capacity, replied.already) {
        (_, true) => "already-answered",
        (Capacity::Ordinary, false) => "confirmed",
        (_, false) => "accepted",
    };
    Message::text(text(language, key, &about(language, &replied.view)))
}

/// A substitute declined.
pub fn declined(language: Language, replied: &Replied) -> Message {
    let key = if replied.already { "already-answered" } else { "declined" };
    Message::text(text(language, key, &about(language, &replied.view)))
}

fn seat(replied: &Replied) -> Option<&SeatView> {
    replied.view.seat(replied.seat).ok()
}

fn about(language: Language, view: &MeetingView) -> Vec<Arg<'static>> {
    vec![
        ("group", plain(&view.group.name).into()),
        ("when", when(language, &view.group, &view.meeting).into()),
        ("place", plain(view.meeting.place.as_str()).into()),
    ]
}

fn lines(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("\n")
}
