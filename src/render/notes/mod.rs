//! Notes of meetings: as they are written, as they are read, and as a file.

pub mod document;
pub mod draft;
pub mod reading;

use super::reader::Reader;
use crate::actions::view::MeetingView;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;
use crate::domain::notes::{Approval, NotesNumber};
use crate::domain::person::Person;

/// "Minnesanteckningar 3/2027: Äldre".
pub(super) fn title(reader: Reader, number: Option<NotesNumber>, view: &MeetingView) -> String {
    let group = ("group", reader.label(&view.group.name).into());
    match number {
        Some(number) => reader.text("notes-title", &[group, ("number", number.to_string().into())]),
        None => reader.text("notes-title-unnumbered", &[group]),
    }
}

/// That notes were approved: when, at which meeting, by whom.
pub(super) fn approved(
    reader: Reader,
    view: &MeetingView,
    (approval, by, at): &(Approval, Option<Person>, Option<Meeting>),
) -> String {
    let zone = view.group.rule.zone;
    let on = at.as_ref().map_or(approval.at, |meeting| meeting.starts);
    let by = by.as_ref().map_or_else(|| reader.text("former", &[]), |person| reader.name(person));
    let args = [("day", reader.day(wall(zone, on).date()).into()), ("person", by.into())];
    reader.text("notes-approved", &args)
}
