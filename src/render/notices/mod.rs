//! The texts of notices: a family is a file, and a kind a function. A notice's message is made from the
//! facts as they are when it is sent or edited.

mod addressees;
mod ahead;
mod changed;
pub mod group;
pub mod guest;
pub mod item;
pub mod meeting;
pub mod notes;
pub mod plan;
pub mod seat;
mod two_at_once;
pub mod undelivered;

use crate::actions::notices::{Address, Facts, Told};
use crate::actions::view::MeetingView;
use crate::domain::group::Group;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, NoticeKind};
use crate::domain::person::Person;
use crate::render::reader::Reader;

use super::button::ButtonId;
use super::card::{accounts, cancelled, shortened_by_name};
use super::texts::Arg;
use super::{Button, Card, Message, Weight};

/// The message of a notice, in the group's language, by its clock.
pub fn message(told: &Told) -> Message {
    let reader = Reader::of(told.group());
    let message = match &told.facts {
        Facts::Meeting(facts) => meeting::message(reader, &told.to, facts),
        Facts::Seat(facts) => seat::message(reader, &told.to, facts),
        Facts::Group(facts) => group::message(reader, &told.to, facts),
        Facts::Item(facts) => item::message(reader, &told.to, facts),
        Facts::Guest(facts) => guest::message(reader, &told.to, facts),
        Facts::Plan(facts) => plan::message(reader, &told.to, facts),
        Facts::Notes(facts) => notes::message(reader, &told.to, facts),
    };
    let own = told.to.caused_by.as_ref().and_then(|person| person.account);
    let pings = message.pings.iter().copied().filter(|account| Some(*account) != own).collect();
    let message = Message { pings, ..message };
    match &told.to.organisation {
        Some(organisation) => signed(message, organisation),
        None => message,
    }
}

/// What a message was about, in a word or two: the key of that text.
pub const fn word(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Meeting(kind) => meeting::word(kind),
        NoticeKind::Seat(kind) => seat::word(kind),
        NoticeKind::Group(kind) => group::word(kind),
        NoticeKind::Item(kind) => item::word(kind),
        NoticeKind::Guest(kind) => guest::word(kind),
        NoticeKind::Plan(kind) => plan::word(kind),
        NoticeKind::Notes(kind) => notes::word(kind),
    }
}

/// With the organisation's name at its foot, where the message has a card.
fn signed(message: Message, organisation: &str) -> Message {
    let card = message.card.map(|card| {
        let parts = [card.footer.as_str(), organisation];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Card { footer: parts.join(" · "), ..card }
    });
    Message { card, ..message }
}

/// Which of a group's officials a message in their channel pings: the deputy for alarms alone, unless there is
/// no other (product rules, "Telling people").
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concern {
    Alarm,
    Word,
}

/// A message in the officials' channel.
fn to_the_official(
    reader: Reader,
    (key, concern): (&str, Concern),
    view: &MeetingView,
    more: &[Arg<'_>],
    card: Card,
) -> Message {
    let reached = view.officials.iter().find(|person| person.account.is_some());
    let told: Vec<&Person> = match concern {
        Concern::Alarm => view.officials.iter().collect(),
        Concern::Word => reached.or(view.officials.first()).into_iter().collect(),
    };
    let mut args = at_a_glance(reader, view);
    args.extend_from_slice(more);
    let message = with_names(reader, reader.text(key, &args), &told);
    Message { card: Some(card), ..Message { buttons: show_only(reader, view).buttons, ..message } }
}

/// As [`to_the_official`]; once the meeting is cancelled, that it is: whatever it was about, there is nothing to be done about it
/// any more.
fn to_the_official_while_it_is_on(
    reader: Reader,
    (key, concern): (&str, Concern),
    view: &MeetingView,
    more: &[Arg<'_>],
    card: Card,
) -> Message {
    match view.meeting.state {
        MeetingState::Cancelled => {
            let off = ("cancellation-text", concern);
            to_the_official(reader, off, view, &[], cancelled(reader, view))
        }
        _ => to_the_official(reader, (key, concern), view, more, card),
    }
}

/// What a lock screen shows of a meeting: which, when and where.
fn at_a_glance(reader: Reader, view: &MeetingView) -> Vec<Arg<'static>> {
    vec![
        ("group", reader.label(&view.group.name).into()),
        ("when", reader.shortly(&view.group, &view.meeting).into()),
        ("place", reader.words(view.meeting.place.as_str()).into()),
    ]
}

/// A text that pings people. What it says stands first, and their names below, small.
fn with_names(reader: Reader, text: String, people: &[&Person]) -> Message {
    let names: Vec<String> = people.iter().map(|person| reader.mention(person)).collect();
    let pings = accounts(people.iter().copied());
    Message { text: above(&text, &names.join(" ")), pings, ..Message::default() }
}

/// A text to one person. Told directly, they need no name.
fn to_one(reader: Reader, to: &Address, person: &Person, text: String) -> Message {
    match to.destination {
        Destination::Direct => Message { pings: accounts([person]), ..Message::text(text) },
        Destination::Channel
        | Destination::Thread
        | Destination::Officials
        | Destination::Calendar
        | Destination::Notes => with_names(reader, text, &[person]),
    }
}

/// A text with names below, in Discord's small print.
fn above(text: &str, names: &str) -> String {
    if names.is_empty() { text.to_owned() } else { format!("{text}\n-# {names}") }
}

/// A message whose one button shows the meeting as it stands.
fn show_only(reader: Reader, view: &MeetingView) -> Message {
    let show = ButtonId::Show(view.meeting.id);
    let show = Button::new(reader, show, "button-show", Weight::Plain);
    Message { buttons: vec![show], ..Message::default() }
}

/// The name of the thread in which a meeting is talked about, at most 100 characters.
pub fn thread_name(group: &Group, meeting: &Meeting) -> String {
    let (date, _) = Reader::of(group).date_and_time(meeting.starts);
    shortened_by_name(&group.name, 100, |name| format!("{name} {date}"))
}
