//! Notes of meetings: as they are written, as they are read, and as a file.

pub mod document;
pub mod draft;
pub mod reading;

use super::reader::Reader;
use crate::actions::notes::approve::Approved;
use crate::actions::view::MeetingView;
use crate::domain::local_time::wall;
use crate::domain::notes::{NotesNumber, Revision};

/// "Minnesanteckningar 3/2027: Äldre".
pub(super) fn title(reader: Reader, number: Option<NotesNumber>, view: &MeetingView) -> String {
    let group = ("group", reader.label(&view.group.name).into());
    match number {
        Some(number) => reader.text("notes-title", &[group, ("number", number.to_string().into())]),
        None => reader.text("notes-title-unnumbered", &[group]),
    }
}

/// Which revision it is, and whether it is approved.
pub(super) fn footer(
    reader: Reader,
    view: &MeetingView,
    (revision, by): (&Revision, Option<&Approved>),
) -> String {
    let day = wall(view.group.rule.zone, revision.published).date();
    let args = [("number", revision.number.into()), ("day", reader.day(day).into())];
    let key = if revision.number == 1 { "notes-published-on" } else { "notes-revised-on" };
    let approved = match by {
        Some(one) => approved(reader, view, one),
        None => reader.text("notes-not-approved", &[]),
    };
    format!("{} · {approved}", reader.text(key, &args))
}

/// That notes were approved: when, at which meeting, by whom.
fn approved(reader: Reader, view: &MeetingView, approved: &Approved) -> String {
    let Approved { approval, by, at } = approved;
    let zone = view.group.rule.zone;
    let on = at.as_ref().map_or(approval.at, |meeting| meeting.starts);
    let by = by.as_ref().map_or_else(|| reader.text("former", &[]), |person| reader.name(person));
    let args = [("day", reader.day(wall(zone, on).date()).into()), ("person", by.into())];
    reader.text("notes-approved", &args)
}
