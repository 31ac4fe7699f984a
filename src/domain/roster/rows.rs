//! A group as it is kept, written as rows.

use chrono::NaiveDate;

use super::{Roster, Row, SeatHistory, Sitting, Until};
use crate::domain::appointment::Appointment;
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Capacity};
use crate::domain::wording::Name;

impl Roster {
    /// The roster as rows, numbered as below a header: a seat has as many as people follow each other
    /// in it. What was over before `since` is left out, and so is who has erased themselves.
    pub fn rows(&self, since: Option<NaiveDate>) -> Vec<Row> {
        let seats = self.seats.iter().filter(|seat| !is_over(since, seat.to));
        let rows = seats.flat_map(|seat| {
            let appointer = self.appointers.iter().find(|one| one.id == seat.seat.appointer);
            rows_of(seat, appointer.map(|one| one.kind), since)
        });
        rows.zip(2..).map(|(row, number)| Row { number, ..row }).collect()
    }
}

fn is_over(since: Option<NaiveDate>, last: Option<NaiveDate>) -> bool {
    since.zip(last).is_some_and(|(since, last)| last < since)
}

fn rows_of(seat: &SeatHistory, kind: Option<AppointerKind>, since: Option<NaiveDate>) -> Vec<Row> {
    let Ok(appointer) = Name::parse(&seat.seat.appointer_name) else { return Vec::new() };
    let (ordinary, substitute) =
        (sittings(seat, Capacity::Ordinary, since), sittings(seat, Capacity::Substitute, since));
    let row = |at: usize| Row {
        number: 0,
        seat: Some(seat.number),
        seat_to: until(seat.to),
        appointer: appointer.clone(),
        kind,
        office: seat.seat.office,
        ordinary: ordinary.get(at).cloned(),
        substitute: substitute.get(at).cloned(),
    };
    (0..ordinary.len().max(substitute.len()).max(1)).map(row).collect()
}

fn sittings(seat: &SeatHistory, capacity: Capacity, since: Option<NaiveDate>) -> Vec<Sitting> {
    let held = seat.appointments.iter();
    held.filter(|(one, _)| one.capacity == capacity && !is_over(since, one.period.to))
        .filter_map(|(one, person)| sitting(one, person))
        .collect()
}

fn sitting(appointment: &Appointment, person: &Person) -> Option<Sitting> {
    Some(Sitting {
        // Who has erased themselves has none.
        name: Name::parse(&person.name).ok()?,
        from: Some(appointment.period.from),
        to: until(appointment.period.to),
        account: person.account,
        may_be_rounded: false,
    })
}

fn until(last: Option<NaiveDate>) -> Until {
    last.map_or(Until::Open, Until::Day)
}
