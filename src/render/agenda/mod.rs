//! Agendas and their items, as people read them.

mod choices;
mod item;
mod list;

pub use choices::{
    FIRST, appointers, document_choices, items, lengths, one_topic, placed_behind, places, topics,
};
pub use item::{arranged, carried_all, files, really_strike, shown};
pub(in crate::render) use item::{documents, paragraphs, what};
pub use list::opened;

use chrono::{DateTime, Utc};

use super::card::{field, shortened};
use super::reader::Reader;
use super::{Field, texts::Arg};
use crate::actions::agenda::{AgendaItem, Presented};
use crate::actions::view::MeetingView;
use crate::domain::agenda::Purpose;
use crate::domain::group::Group;
use crate::domain::local_time::wall;

/// How many characters of a meeting's card its agenda may take: the whole is behind a button.
const MOST_IN_CARD: usize = 700;

/// "Agenda" of a meeting, shortened; `None` where there is none.
pub fn field_of(reader: Reader, view: &MeetingView) -> Option<Field> {
    let lines = view.agenda.items.iter().zip(view.agenda.times(&view.meeting));
    let lines: Vec<String> = lines
        .map(|(one, at)| {
            let is_preliminary = one.item.is_preliminary(Some(&view.meeting));
            line(reader, &view.group, (one, at), is_preliminary)
        })
        .collect();
    let shown = || shortened(reader, &lines, MOST_IN_CARD, "\n");
    (!lines.is_empty()).then(|| field(reader, "field-agenda", shown()))
}

/// "09:00 Title – decision"
fn line(
    reader: Reader,
    group: &Group,
    (one, at): (&AgendaItem, DateTime<Utc>),
    is_preliminary: bool,
) -> String {
    let key = if is_preliminary { "agenda-line-preliminary" } else { "agenda-line" };
    let args = [
        ("time", clock(group, at).into()),
        ("title", reader.label(one.item.title.as_str()).into()),
        ("what", purpose(reader, one.item.purpose).into()),
    ];
    reader.text(key, &args)
}

/// What the clock shows in a group at an instant.
fn clock(group: &Group, at: DateTime<Utc>) -> String {
    wall(group.rule.zone, at).format("%H:%M").to_string()
}

/// The word for a purpose.
pub fn purpose(reader: Reader, purpose: Purpose) -> String {
    let key = match purpose {
        Purpose::Information => "purpose-information",
        Purpose::Discussion => "purpose-discussion",
        Purpose::Consultation => "purpose-consultation",
        Purpose::Decision => "purpose-decision",
        Purpose::Home => "purpose-home",
    };
    reader.text(key, &[])
}

/// The title of an item, as what a text tells of.
fn titled(reader: Reader, one: &AgendaItem) -> Arg<'static> {
    ("title", reader.label(one.item.title.as_str()).into())
}

/// Who presents an item.
fn presented(reader: Reader, presenter: &Presented) -> String {
    match presenter {
        Presented::Person(person) => reader.name(person),
        Presented::Named(name) => reader.label(name.as_str()),
    }
}

/// Parts of a line, with dots between those that say something.
fn dotted(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
