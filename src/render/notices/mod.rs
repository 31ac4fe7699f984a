//! The texts of notices: a family is a file, and a kind a function. A notice's message is made from the
//! facts as they are when it is sent or edited.

pub mod group;
pub mod meeting;
pub mod seat;
pub mod undelivered;

use std::collections::HashSet;

use crate::actions::notices::{Facts, Told};
use crate::actions::view::MeetingView;
use crate::domain::group::Group;
use crate::domain::meeting::Meeting;
use crate::domain::notice::NoticeKind;
use crate::domain::person::Person;
use crate::render::reader::Reader;

use super::button::ButtonId;
use super::card::{accounts, shortened};
use super::texts::Arg;
use super::{Button, Card, Message, Weight};

/// How many characters of names a message may hold, of Discord's 2,000 in all.
const MOST_NAMED: usize = 1700;

/// The message of a notice, in the group's language, by its clock.
pub fn message(told: &Told) -> Message {
    let reader = Reader::of(told.group());
    let message = match &told.facts {
        Facts::Meeting(facts) => meeting::message(reader, &told.to, facts),
        Facts::Seat(facts) => seat::message(reader, &told.to, facts),
        Facts::Group(facts) => group::message(reader, &told.to, facts),
    };
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

/// A message in the officials' channel that pings the official and the deputy.
fn to_the_official(
    reader: Reader,
    key: &str,
    view: &MeetingView,
    more: &[Arg<'_>],
    card: Card,
) -> Message {
    let people =
        view.officials.iter().map(|person| reader.mention(person)).collect::<Vec<_>>().join(" ");
    let mut args = vec![("people", people.into())];
    args.extend_from_slice(more);
    let text = reader.text(key, &args).trim().to_owned();
    let pings = accounts(&view.officials);
    Message { text, card: Some(card), pings, ..show_only(reader, view) }
}

/// A message in the group's channel that pings those whom it names.
fn addressed(reader: Reader, key: &str, view: &MeetingView, people: &[&Person]) -> Message {
    // Somebody may be expected for more than one seat, and is named where they first stand.
    let mut seen = HashSet::new();
    let named = people.iter().filter(|person| seen.insert(person.id));
    let names: Vec<String> = named.map(|person| reader.mention(person)).collect();
    let named = shortened(reader, &names, MOST_NAMED, " ");
    let args = [("group", reader.label(&view.group.name).into()), ("people", named.into())];
    let pings = accounts(people.iter().copied());
    Message { text: reader.text(key, &args), pings, ..show_only(reader, view) }
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
    let name = format!("{} {date}", group.name);
    name.chars().take(100).collect()
}
