//! The texts of notices, a function a kind.

use crate::actions::notices::{Absence, MeetingFacts};
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::{Answer, Cover};
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::Destination;
use crate::domain::person::Person;

use super::button::ButtonId;
use super::card::{
    accounts, cancelled, covers, field, seat_and_member, shortened, tally, titled, when_and_where,
};
use super::names::{mention, name, name_or_nobody, plain, seat_name};
use super::texts::text;
use super::when::date_and_time;
use super::{Button, Card, Message, Tone, Weight};

/// How many characters of names a message may hold, of Discord's 2,000 in all.
const MOST_NAMED: usize = 1700;

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
pub fn cancellation(language: Language, facts: &MeetingFacts) -> Message {
    let view = &facts.view;
    let asked = view.seats.iter().filter(|seat| seat.cover == Cover::Awaiting);
    let asked = asked.filter_map(|seat| seat.occupied.substitute.as_ref());
    let told: Vec<&Person> = match facts.destination {
        Destination::Officials => view.officials.iter().collect(),
        _ => view.expected().chain(asked).collect(),
    };
    let card = Some(cancelled(language, view));
    Message { card, ..addressed(language, "cancellation-text", view, &told) }
}

/// The invitation, to somebody who has come into a seat since it went out.
pub fn succession(
    language: Language,
    facts: &MeetingFacts,
    seat: &SeatView,
    successor: &Person,
) -> Message {
    let view = &facts.view;
    if view.meeting.state == MeetingState::Cancelled {
        let message = addressed(language, "cancellation-text", view, &[successor]);
        return Message { card: Some(cancelled(language, view)), ..message };
    }
    let args = |person: String| {
        [
            ("person", person.into()),
            ("place", seat_name(language, &seat.occupied.seat).into()),
            ("group", plain(&view.group.name).into()),
        ]
    };
    if facts.destination == Destination::Officials {
        let (key, title, tone) = if facts.sits_there() {
            ("succession-unreachable-text", "succession-unreachable-title", Tone::Alarming)
        } else {
            ("succession-over-unreachable", "invitation-title", Tone::Past)
        };
        let card =
            Card { fields: when_and_where(language, view), ..titled(language, title, view, tone) };
        return to_the_official(language, key, facts, &args(name(language, successor)), card);
    }
    let pings = accounts([successor]);
    let args = args(mention(language, successor));
    if !facts.sits_there() {
        let card = Card {
            fields: when_and_where(language, view),
            ..titled(language, "invitation-title", view, Tone::Past)
        };
        let text = text(language, "succession-over", &args);
        return Message { text, card: Some(card), pings, ..show_only(language, view) };
    }
    let text = text(language, "succession-text", &args);
    Message { text, pings, ..invitation(language, view) }
}

/// A substitute is asked to come, with all that they need to decide; and later, what came of it.
pub fn summons(
    language: Language,
    facts: &MeetingFacts,
    seat: &SeatView,
    substitute: &Person,
) -> Message {
    if facts.destination == Destination::Officials {
        return unreachable_substitute(language, facts, seat, substitute);
    }
    let view = &facts.view;
    if view.meeting.state == MeetingState::Cancelled {
        let message = addressed(language, "cancellation-text", view, &[substitute]);
        return Message { card: Some(cancelled(language, view)), ..message };
    }
    let (key, tone) = match (facts.absence, seat.standing.substitute) {
        (Absence::Withdrawn, _) => ("summons-released", Tone::Past),
        (Absence::Superseded, _) => ("summons-superseded", Tone::Past),
        (Absence::AnothersNow, _) => ("summons-anothers", Tone::Past),
        (Absence::SeatGone, _) => ("summons-seat-gone", Tone::Past),
        (Absence::Left, _) => match (&seat.occupied.ordinary, seat.cover) {
            (None, _) => ("summons-left", Tone::Past),
            (Some(_), Cover::Presumed | Cover::Confirmed) => ("summons-successor", Tone::Past),
            // Whoever came after is away too, and the substitute has been asked about that.
            (Some(_), _) => ("summons-superseded", Tone::Past),
        },
        (Absence::InForce, None) => ("summons-ask", Tone::Waiting),
        (Absence::InForce, Some(Answer::Accepted)) => ("summons-accepted", Tone::Good),
        (Absence::InForce, Some(_)) => ("summons-declined", Tone::Past),
    };
    let ordinary = name_or_nobody(language, seat.occupied.ordinary.as_ref());
    let args = [("person", mention(language, substitute).into()), ("ordinary", ordinary.into())];
    let mut fields = when_and_where(language, view);
    fields.extend(seat_and_member(language, seat));
    let body =
        if key == "summons-ask" { text(language, "summons-answer", &[]) } else { String::new() };
    let (meeting, seat) = (view.meeting.id, seat.occupied.seat.id);
    let buttons = vec![
        Button::new(language, ButtonId::Accept(meeting, seat), "button-come", Weight::Main),
        Button::new(language, ButtonId::Decline(meeting, seat), "button-cannot", Weight::Plain),
    ];
    let open = facts.absence == Absence::InForce;
    Message {
        text: text(language, key, &args),
        card: Some(Card { body, fields, ..titled(language, "summons-title", view, tone) }),
        buttons: if open { buttons } else { show_only(language, view).buttons },
        pings: accounts([substitute]),
        ..Message::default()
    }
}

/// A summons that could not reach the substitute, turned to the officials.
fn unreachable_substitute(
    language: Language,
    facts: &MeetingFacts,
    seat: &SeatView,
    substitute: &Person,
) -> Message {
    let view = &facts.view;
    let args = [("person", name(language, substitute).into())];
    let mut fields = when_and_where(language, view);
    fields.extend(seat_and_member(language, seat));
    // Whether to call them still, or what has become of it: the alarm must not outlive its cause.
    let (key, title, body, tone) = match (facts.absence, seat.standing.substitute) {
        (Absence::InForce, None) => {
            let why = match substitute.account {
                None => "summons-unreachable-unlinked",
                Some(_) => "summons-unreachable-closed",
            };
            let why = text(language, why, &args);
            ("summons-unreachable-text", "summons-unreachable-title", why, Tone::Alarming)
        }
        (Absence::InForce, Some(Answer::Accepted)) => {
            ("summons-unreachable-comes", "summons-title", String::new(), Tone::Good)
        }
        (Absence::InForce, Some(_)) => {
            ("summons-unreachable-cannot", "summons-title", String::new(), Tone::Past)
        }
        _ => ("summons-unreachable-over", "summons-title", String::new(), Tone::Past),
    };
    let card = Card { body, fields, ..titled(language, title, view, tone) };
    let card = unless_cancelled(language, view, card);
    to_the_official(language, key, facts, &args, card)
}

/// A substitute who was asked is not needed after all.
pub fn release(
    language: Language,
    facts: &MeetingFacts,
    seat: &SeatView,
    substitute: &Person,
) -> Message {
    let view = &facts.view;
    let ordinary = name_or_nobody(language, seat.occupied.ordinary.as_ref());
    let mut fields = when_and_where(language, view);
    fields.extend(seat_and_member(language, seat));
    let unreached = facts.destination == Destination::Officials;
    let title = if unreached { "release-unreachable-title" } else { "release-title" };
    let card = Card { fields, ..titled(language, title, view, Tone::Past) };
    let (key, unreachable) = match (facts.absence, &seat.occupied.ordinary) {
        (Absence::AnothersNow, _) => ("release-anothers-text", "release-anothers-unreachable-text"),
        (Absence::Left, Some(_)) => {
            ("release-successor-text", "release-successor-unreachable-text")
        }
        (_, Some(_)) => ("release-text", "release-unreachable-text"),
        (_, None) => ("release-left-text", "release-left-unreachable-text"),
    };
    if unreached {
        let args = [("person", name(language, substitute).into()), ("ordinary", ordinary.into())];
        return to_the_official(language, unreachable, facts, &args, card);
    }
    let args = [("person", mention(language, substitute).into()), ("ordinary", ordinary.into())];
    let pings = accounts([substitute]);
    let text = text(language, key, &args);
    Message { text, card: Some(card), pings, ..show_only(language, view) }
}

/// An absence, told to the official, and what has come of it.
pub fn receipt(language: Language, facts: &MeetingFacts, seat: &SeatView) -> Message {
    let view = &facts.view;
    let ordinary = name_or_nobody(language, seat.occupied.ordinary.as_ref());
    let substitute = name_or_nobody(language, seat.occupied.substitute.as_ref());
    let (key, tone) = match (facts.absence, seat.cover) {
        (Absence::Superseded, _) => ("receipt-superseded", Tone::Past),
        (Absence::SeatGone, _) => ("receipt-seat-gone", Tone::Past),
        (Absence::Left, _) if seat.occupied.ordinary.is_none() => {
            ("receipt-left-vacant", Tone::Past)
        }
        (Absence::Left, _) => ("receipt-left", Tone::Past),
        (Absence::Withdrawn | Absence::AnothersNow, _)
        | (_, Cover::Presumed | Cover::Confirmed) => ("receipt-withdrawn", Tone::Past),
        (Absence::InForce, Cover::Substituted | Cover::StandIn) => {
            ("receipt-substituted", Tone::Good)
        }
        (Absence::InForce, Cover::Awaiting) => ("receipt-awaiting", Tone::Waiting),
        (Absence::InForce, Cover::Vacant) => ("receipt-vacant", Tone::Alarming),
    };
    let absent = facts.absent.as_ref().map(|person| name(language, person));
    let absent = absent.unwrap_or_else(|| ordinary.clone());
    let args = [
        ("ordinary", ordinary.into()),
        ("substitute", substitute.into()),
        ("person", absent.clone().into()),
    ];
    let mut fields = when_and_where(language, view);
    fields.extend(seat_and_member(language, seat));
    fields.extend(reason(language, facts));
    let card = Card {
        body: text(language, key, &args),
        fields,
        ..titled(language, "receipt-title", view, tone)
    };
    let card = unless_cancelled(language, view, card);
    to_the_official(language, "receipt-text", facts, &[("person", absent.into())], card)
}

/// Nobody comes for a seat: who is missing, for which appointer, and what to do.
pub fn vacancy(language: Language, facts: &MeetingFacts, seat: &SeatView) -> Message {
    let view = &facts.view;
    let ordinary = name_or_nobody(language, seat.occupied.ordinary.as_ref());
    let solved = facts.absence != Absence::InForce || seat.cover != Cover::Vacant;
    let why = match &seat.occupied.substitute {
        _ if facts.absence == Absence::SeatGone => text(language, "receipt-seat-gone", &[]),
        _ if solved => text(language, "vacancy-solved", &[]),
        _ if seat.occupied.ordinary.is_none() => text(language, "vacancy-unoccupied", &[]),
        Some(substitute) => {
            let args =
                [("ordinary", ordinary.into()), ("substitute", name(language, substitute).into())];
            text(language, "vacancy-declined", &args)
        }
        None => text(language, "vacancy-no-substitute", &[("ordinary", ordinary.into())]),
    };
    let appointer = plain(&seat.occupied.seat.appointer_name);
    let what_to_do =
        if is_unrepresented(view, seat) { "vacancy-unrepresented" } else { "vacancy-what-to-do" };
    let what_to_do = text(language, what_to_do, &[("appointer", appointer.into())]);
    let body = if solved { why } else { format!("{why}\n{what_to_do}") };
    let mut fields = when_and_where(language, view);
    fields.extend(seat_and_member(language, seat));
    fields.extend(reason(language, facts));
    let (title, tone) = if solved {
        ("vacancy-solved-title", Tone::Past)
    } else {
        ("vacancy-title", Tone::Alarming)
    };
    let card = Card { body, fields, ..titled(language, title, view, tone) };
    let card = unless_cancelled(language, view, card);
    let name = seat_name(language, &seat.occupied.seat);
    match &facts.person {
        Some(leader) if facts.destination != Destination::Officials => {
            let args = [("people", mention(language, leader).into()), ("seat", name.into())];
            let words = text(language, "vacancy-text", &args);
            Message {
                text: words,
                card: Some(card),
                pings: accounts([leader]),
                ..show_only(language, view)
            }
        }
        _ => to_the_official(language, "vacancy-text", facts, &[("seat", name.into())], card),
    }
}

/// Whether nobody at all comes from the appointer of a seat.
fn is_unrepresented(view: &MeetingView, seat: &SeatView) -> bool {
    let appointer = seat.occupied.seat.appointer;
    !view
        .seats
        .iter()
        .any(|other| other.occupied.seat.appointer == appointer && other.cover.is_covered())
}

fn reason(language: Language, facts: &MeetingFacts) -> Option<super::Field> {
    facts.reason.as_ref().map(|why| field(language, "field-reason", plain(why)))
}

/// The card of a notice about a seat, or of the meeting's cancellation where that has come since.
fn unless_cancelled(language: Language, view: &MeetingView, card: Card) -> Card {
    if view.meeting.state == MeetingState::Cancelled { cancelled(language, view) } else { card }
}

/// A message in the officials' channel that pings the official and the deputy.
fn to_the_official(
    language: Language,
    key: &str,
    facts: &MeetingFacts,
    more: &[super::texts::Arg<'_>],
    card: Card,
) -> Message {
    let people = facts
        .view
        .officials
        .iter()
        .map(|person| mention(language, person))
        .collect::<Vec<_>>()
        .join(" ");
    let mut args = vec![("people", people.into())];
    args.extend_from_slice(more);
    let text = text(language, key, &args).trim().to_owned();
    let pings = accounts(&facts.view.officials);
    Message { text, card: Some(card), pings, ..show_only(language, &facts.view) }
}

/// A message in the group's channel that pings those whom it names.
fn addressed(language: Language, key: &str, view: &MeetingView, people: &[&Person]) -> Message {
    let mut names: Vec<String> = people.iter().map(|person| mention(language, person)).collect();
    names.dedup();
    let named = shortened(language, &names, MOST_NAMED, " ");
    let args = [("group", plain(&view.group.name).into()), ("people", named.into())];
    let pings = accounts(people.iter().copied());
    Message { text: text(language, key, &args), pings, ..show_only(language, view) }
}

/// A message whose one button shows the meeting as it stands.
fn show_only(language: Language, view: &MeetingView) -> Message {
    let show = ButtonId::Show(view.meeting.id);
    let show = Button::new(language, show, "button-show", Weight::Plain);
    Message { buttons: vec![show], ..Message::default() }
}

/// The name of the thread in which a meeting is talked about, at most 100 characters.
pub fn thread_name(language: Language, view: &MeetingView) -> String {
    let (date, _) = date_and_time(language, view.group.rule.zone, view.meeting.starts);
    let name = format!("{} {date}", view.group.name);
    name.chars().take(100).collect()
}
