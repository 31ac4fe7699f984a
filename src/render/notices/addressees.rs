//! Posts in a group's channel that ping those whom they name: as few as there can be, and nobody left out.

use std::collections::HashSet;

use super::{above, at_a_glance, show_only};
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::person::Person;
use crate::render::Message;
use crate::render::card::{accounts, shortened};
use crate::render::reader::Reader;

/// How many characters a message may hold (Discord's documentation, "Create Message").
const MOST: usize = 2000;
/// How many stand between what it says and the names: a new line and the sign for small print.
const BETWEEN: usize = 4;
/// One of the messages in which those who are told are named. Who has an account and is pinged stands first;
/// names that ping nobody fill what is left of the first message.
pub fn addressed(
    reader: Reader,
    (key, part): (&str, usize),
    view: &MeetingView,
    told: impl Fn(&SeatView) -> Option<&Person>,
) -> Message {
    let said = reader.text(key, &at_a_glance(reader, view));
    addressed_with(reader, (&said, part), view, told)
}

/// As [`addressed`], with what it says.
pub fn addressed_with(
    reader: Reader,
    (said, part): (&str, usize),
    view: &MeetingView,
    told: impl Fn(&SeatView) -> Option<&Person>,
) -> Message {
    let mut seen = HashSet::new();
    // Somebody may be expected for more than one seat, and is named where they first stand.
    let mut once = |seat| told(seat).filter(|person| seen.insert(person.id));
    let all: Vec<(usize, &Person)> = view
        .seats
        .iter()
        .zip(view.parts())
        .filter_map(|(seat, in_part)| Some((in_part, once(seat)?)))
        .collect();
    let pinged: Vec<&Person> = all
        .iter()
        .filter(|(in_part, person)| *in_part == part && person.account.is_some())
        .map(|(_, person)| *person)
        .collect();
    let others = all.iter().filter(|(_, person)| part == 0 && person.account.is_none());
    let mentions: Vec<String> = pinged.iter().map(|person| reader.mention(person)).collect();
    let others: Vec<String> = others.map(|(_, person)| reader.name(person)).collect();
    // Where there are many names, a lock screen's line is enough: all of it stands in the card.
    let said = within(said, MOST.saturating_sub(length(&mentions) + BETWEEN).max(1));
    let mut names = mentions.join(" ");
    let left = MOST.saturating_sub(length(&mentions) + said.chars().count() + BETWEEN + 40);
    if !others.is_empty() && left > 0 {
        let others = shortened(reader, &others, left, ", ");
        names = if names.is_empty() { others } else { format!("{names} {others}") };
    }
    Message { text: above(&said, &names), pings: accounts(pinged), ..show_only(reader, view) }
}

fn length(names: &[String]) -> usize {
    names.iter().map(|name| name.chars().count() + 1).sum()
}

/// A text of at most so many characters.
fn within(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
