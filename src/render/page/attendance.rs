//! Who comes to a meeting, to be looked at and printed.

use askama::Template;

use super::address::Address;
use super::calendar::{instant, place, state, zone};
use super::text::Piece;
use super::{Frame, Visit, written};
use crate::actions::attendance::AttendancePage;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::render::agenda::attending::names;
use crate::render::card::tally;
use crate::render::reader::Reader;

#[derive(Template)]
#[template(path = "attendance.html", config = "src/render/page/askama.toml")]
struct AttendanceHtml<'a> {
    frame: Frame<'a>,
    group: String,
    state: Option<String>,
    when: String,
    starts: String,
    zone: Option<String>,
    place: Vec<Piece>,
    /// How many come, a line each.
    tally: Vec<String>,
    rows: Vec<Row>,
    /// Whose page it is, and for how long.
    whose: String,
}

struct Row {
    seat: String,
    comes: String,
    how: String,
}

/// Who comes, at an address, as a page.
pub fn attendance(visit: Visit<'_>, address: &Address, page: &AttendancePage) -> String {
    let (reader, view) = (visit.reader(), &page.view);
    let group = reader.label(&view.group.name);
    let when = reader.when(&view.group, &view.meeting);
    let title = reader.text("attendance-title", &[("group", group.into())]);
    let whose = [
        ("person", reader.name(&page.holder).into()),
        ("until-date", reader.shortly_at(&view.group, page.expires).into()),
    ];
    let in_language =
        |language: Language| Address { language: Some(language), ..address.clone() }.written();
    // Nobody comes to what is cancelled.
    let is_on = view.meeting.state != MeetingState::Cancelled;
    let coming = if is_on { &view.seats[..] } else { &[] };
    let guests = if is_on { &view.agenda.guests[..] } else { &[] };
    let guests = names(reader, guests).into_iter().map(|comes| Row {
        seat: reader.text("attendance-guest", &[]),
        comes,
        how: String::new(),
    });
    let told = tally(reader, view);
    let counted = told.lines().filter(|_| is_on && view.now < view.meeting.ends);
    let frame = Frame {
        other: Some(visit.in_other(in_language)),
        ..Frame::of_all(visit, format!("{title} – {when}"), None)
    };
    written(&AttendanceHtml {
        frame,
        group: title,
        state: state(reader, &view.meeting),
        starts: instant(&view.group, view.meeting.starts),
        zone: zone(&page.organisation, &view.group),
        when,
        place: place(None, &view.meeting),
        tally: counted.map(str::to_owned).collect(),
        rows: coming.iter().map(|seat| row(reader, view, seat)).chain(guests).collect(),
        whose: reader.text("attendance-whose", &whose),
    })
}

fn row(reader: Reader, view: &MeetingView, seat: &SeatView) -> Row {
    let of = |key: &str| {
        let member = reader.name_or_nobody(seat.occupied.ordinary.as_ref());
        let substitute = reader.name_or_nobody(seat.occupied.substitute.as_ref());
        reader.text(key, &[("person", member.into()), ("substitute", substitute.into())])
    };
    let how = match seat.cover {
        // Whoever presses nothing is counted on, and nobody has said so.
        Cover::Presumed if view.meeting.ends <= view.now => of("attendance-was-expected"),
        Cover::Presumed if view.meeting.called.is_some() => of("attendance-expected"),
        Cover::Presumed => of("attendance-not-called"),
        Cover::Confirmed => of("attendance-confirmed"),
        Cover::Substituted | Cover::StandIn => of("attendance-instead"),
        Cover::Awaiting => of("attendance-asked"),
        Cover::Vacant => of("attendance-nobody"),
    };
    let comes = seat.expected().map_or_else(|| "–".to_owned(), |person| reader.name(person));
    Row { seat: reader.seat(&seat.occupied.seat), comes, how }
}
