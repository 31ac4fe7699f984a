//! That a meeting is another than was told: as a difference, once.

use super::addressees::addressed_with;
use super::{Concern, show_only, to_one, to_the_official};
use crate::actions::notices::Address;
use crate::actions::notices::meeting::Changed;
use crate::actions::view::SeatView;
use crate::domain::cover::Cover;
use crate::domain::group::Group;
use crate::domain::local_time::wall;
use crate::domain::meeting::MeetingState;
use crate::domain::meeting_change::{MeetingChange, MeetingSeen};
use crate::domain::person::Person;
use crate::render::card::{titled, when_and_where};
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Card, Message, Tone};

pub(super) fn message(reader: Reader, to: &Address, facts: &Changed) -> Message {
    let Changed { view, part, .. } = facts;
    match (&to.person, to.is_officials()) {
        (Some(person), true) => {
            let fields = when_and_where(reader, view);
            let body = difference(reader, facts);
            let card =
                Card { body, fields, ..titled(reader, "changed-title", view, Tone::Alarming) };
            let who = [("person", reader.name(person).into())];
            to_the_official(reader, ("changed-unreachable-text", Concern::Alarm), view, &who, card)
        }
        (Some(person), false) => {
            let substitute = |seat: &&SeatView| {
                seat.occupied.substitute.as_ref().is_some_and(|one| one.id == person.id)
            };
            let mut seats = view.seats.iter().filter(substitute);
            let more = if !facts.concerns(person.id) {
                Some("changed-not-called")
            } else if seats.any(|seat| seat.cover == Cover::Substituted) {
                Some("changed-words-hold")
            } else {
                None
            };
            let more = more.map(|key| format!("\n{}", reader.text(key, &[])));
            let said = difference(reader, facts) + &more.unwrap_or_default();
            Message { buttons: show_only(reader, view).buttons, ..to_one(reader, to, person, said) }
        }
        (None, _) => {
            let is_called = view.meeting.state == MeetingState::Called;
            let asks = (is_called && facts.asks_anew())
                .then(|| format!("\n{}", reader.text("changed-asks-anew", &[])));
            let said = difference(reader, facts) + &asks.unwrap_or_default();
            // Before it is called nobody is pinged.
            let told: fn(&SeatView) -> Option<&Person> =
                if is_called { told_in_channel } else { told_to_nobody };
            addressed_with(reader, (&said, *part), view, told)
        }
    }
}

/// Who comes for a seat; whoever was asked to is told directly.
fn told_in_channel(seat: &SeatView) -> Option<&Person> {
    let directly = seat.asked().map(|person| person.id);
    seat.expected().filter(|person| Some(person.id) != directly)
}

const fn told_to_nobody(_seat: &SeatView) -> Option<&Person> {
    None
}

/// What is another, what weighs most first: all that a lock screen shows is that.
pub fn difference(reader: Reader, facts: &Changed) -> String {
    let Changed { view, before, .. } = facts;
    lines(reader, (&view.group, &facts.changes()), (before, &view.meeting.seen())).join("\n")
}

/// The lines of a difference: the first with which meeting it is.
fn lines(
    reader: Reader,
    (group, changes): (&Group, &[MeetingChange]),
    (before, now): (&MeetingSeen, &MeetingSeen),
) -> Vec<String> {
    let short = |at| reader.by_clock_of(group).short(wall(group.rule.zone, at));
    let hours = |seen: &MeetingSeen| {
        let [from, to] = [seen.starts, seen.ends].map(|at| wall(group.rule.zone, at));
        format!("{}–{}", from.format("%H:%M"), to.format("%H:%M"))
    };
    let text = |words: Option<&str>| reader.words(words.unwrap_or_default());
    let place = |seen: &MeetingSeen| reader.words(seen.place.as_str());
    let link = |seen: &MeetingSeen| text(seen.link.as_ref().map(|link| link.as_str()));
    let remark = |seen: &MeetingSeen| text(seen.remark.as_ref().map(|remark| remark.as_str()));
    let line = |(number, change): (usize, &MeetingChange)| {
        let is_first = number == 0;
        let (first, also, was, is) = match change {
            MeetingChange::Moved => {
                ("changed-moved", "changed-moved", short(before.starts), short(now.starts))
            }
            MeetingChange::Length => ("changed-length", "also-length", hours(before), hours(now)),
            MeetingChange::Place => ("changed-place", "also-place", place(before), place(now)),
            MeetingChange::Link if now.link.is_none() => {
                ("changed-link-gone", "also-link-gone", link(before), String::new())
            }
            MeetingChange::Link => ("changed-link", "also-link", link(before), link(now)),
            MeetingChange::Remark if now.remark.is_none() => {
                ("changed-remark-gone", "also-remark-gone", String::new(), String::new())
            }
            MeetingChange::Remark => ("changed-remark", "also-remark", remark(before), remark(now)),
        };
        let args: [Arg<'_>; 5] = [
            ("group", reader.label(&group.name).into()),
            ("when", short(now.starts).into()),
            ("place", place(now).into()),
            ("before", was.into()),
            ("after", is.into()),
        ];
        reader.text(if is_first { first } else { also }, &args)
    };
    changes.iter().enumerate().map(line).collect()
}
