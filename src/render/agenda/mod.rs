//! Agendas and their items, as people read them.

pub(in crate::render) mod attending;
mod choices;
pub(in crate::render) mod item;
mod list;

pub(in crate::render) use attending::answers;
pub use attending::co_opted;
pub use choices::{
    FIRST, appointers, attended, document_choices, guests, items, one_topic, pairs, placed_behind,
    places, topics,
};
pub use item::{arranged, carried_all, files, really_strike, shown};
pub(in crate::render) use item::{documents, paragraphs, what};
pub use list::opened;

use chrono::{DateTime, Utc};

use super::card::{field, shortened};
use super::reader::Reader;
use super::{Field, texts::Arg};
use crate::actions::agenda::{Agenda, AgendaItem, ParticipantShown};
use crate::actions::view::MeetingView;
use crate::domain::agenda::Purpose;
use crate::domain::group::Group;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;

/// How many characters of a meeting's card its agenda may take: the whole is behind a button.
const MOST_IN_CARD: usize = 700;

/// The agenda of a meeting, shortened, and who is co-opted for all of it.
pub fn fields_of(reader: Reader, view: &MeetingView) -> impl Iterator<Item = Field> {
    let agenda = agenda_field(reader, &view.group, &view.meeting, &view.agenda);
    agenda.into_iter().chain(attending::guests(reader, &view.agenda.guests))
}

/// "Agenda" of a meeting, shortened; `None` where there is none.
pub(in crate::render) fn agenda_field(
    reader: Reader,
    group: &Group,
    meeting: &Meeting,
    agenda: &Agenda,
) -> Option<Field> {
    let lines = agenda.items.iter().zip(agenda.times(meeting));
    let lines: Vec<String> = lines
        .map(|(one, at)| {
            let is_preliminary = one.item.is_preliminary(Some(meeting));
            let line = line(reader, group, (one, at), is_preliminary);
            dotted([Some(line), attending::who_comes(reader, one)])
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
pub(in crate::render) fn clock(group: &Group, at: DateTime<Utc>) -> String {
    wall(group.rule.zone, at).format("%H:%M").to_string()
}

/// That the items take longer than the meeting, where they do.
pub(in crate::render) fn overrun(
    reader: Reader,
    agenda: &Agenda,
    meeting: &Meeting,
) -> Option<String> {
    let minutes = agenda.overrun(meeting);
    (minutes > 0).then(|| reader.text("agenda-overrun", &[("count", minutes.into())]))
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

/// Who takes part in dealing with an item.
pub(in crate::render) fn participant(reader: Reader, shown: &ParticipantShown) -> String {
    match shown {
        ParticipantShown::Person(person) => reader.name(person),
        ParticipantShown::Named(name) => reader.label(name.as_str()),
    }
}

/// Parts of a line, with dots between those that say something.
fn dotted(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
