//! The text that tells the officials that a message waits because its channel does not take it.

use super::group::{check, to_officials};
use super::show_only;
use crate::actions::notices::undelivered::{Fate, Undelivered};
use crate::domain::account::ChannelId;
use crate::domain::notice::{Destination, Obstacle};
use crate::render::reader::Reader;
use crate::render::{Card, Message, Tone};

pub(super) fn message(reader: Reader, facts: &Undelivered) -> Message {
    let Undelivered { group, place, channel, .. } = facts;
    let (key, tone) = match facts.fate {
        Fate::Waits(_) => ("undelivered", Tone::Alarming),
        Fate::Arrived => ("undelivered-arrived", Tone::Good),
        Fate::Over => ("undelivered-over", Tone::Past),
    };
    let what = what(reader, facts);
    let args = [("group", reader.label(&group.name).into()), ("what", what.clone().into())];
    let title = reader.text(key, &args);
    let body = match facts.fate {
        Fate::Waits(obstacle) => {
            let missing = what_is_missing(reader, (*place, *channel), obstacle);
            format!("{missing} {}", reader.text("undelivered-by-itself", &[]))
        }
        Fate::Arrived | Fate::Over => String::new(),
    };
    let card = Card { title: reader.text("undelivered-title", &[]), body, tone, ..Card::default() };
    let buttons = match &facts.view {
        Some(view) => show_only(reader, view).buttons,
        None => vec![check(reader, group)],
    };
    let said = to_officials(reader, &facts.officials, title);
    Message { card: Some(card), buttons, ..said }
}

/// What waits, as the beginning of a sentence.
fn what(reader: Reader, facts: &Undelivered) -> String {
    let key = match facts.place {
        Destination::Officials => "undelivered-what-officials",
        _ => "undelivered-what",
    };
    let when = facts.view.as_ref().map(|view| reader.when(&view.group, &view.meeting));
    let when = when.unwrap_or_default();
    let group = reader.label(&facts.group.name);
    let kind = facts.kind.word();
    reader.text(key, &[("kind", kind.into()), ("group", group.into()), ("when", when.into())])
}

/// What stands in the way at a place of a group's, and what to do about it.
pub fn what_is_missing(
    reader: Reader,
    (place, channel): (Destination, ChannelId),
    obstacle: Obstacle,
) -> String {
    let key = match (obstacle, place) {
        (Obstacle::Forbidden, Destination::Thread) => "missing-rights-in-threads",
        (Obstacle::Forbidden, _) => "missing-rights",
        (Obstacle::Hidden, _) => "missing-sight",
        (Obstacle::Gone, Destination::Thread) => "missing-thread",
        (Obstacle::Gone, _) => "missing-channel",
        (Obstacle::Locked, _) => "missing-unlocked",
        (
            Obstacle::NoAccount
            | Obstacle::ClosedDirect
            | Obstacle::NotMember
            | Obstacle::TooLate
            | Obstacle::Other,
            _,
        ) => "missing-something",
    };
    let args = [
        ("channel", reader.channel(channel).into()),
        ("command", reader.command("group-settings").into()),
    ];
    reader.text(key, &args)
}
