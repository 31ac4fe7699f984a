//! The difference between a group's file and what is kept.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use chrono::NaiveDate;

use super::comparison::Comparison;
use super::names::Names;
use super::sittings::Spot;
use super::{
    AsOf, Change, Column, Difference, Fault, Roster, Row, SeatAs, SeatChanged, SeatHistory,
    SeatLabel, Until, Wrong,
};
use crate::domain::id::SeatId;
use crate::domain::period::day_before;
use crate::domain::seat::{Capacity, Office, Seat};

/// Compares a file with what is kept: what the file says holds from a day on.
///
/// Who stands in the file and not in the seat comes: on the row's first day, or on `on`. Who sits
/// there and does not stand in the file goes: the day before a successor comes, or before `on`. A
/// seat that does not stand in the file is abolished. What was over before `on`, or before today, is
/// left as it is.
/// The same name, in whatever case, is the same person. `next` gives numbers for ids.
///
/// # Errors
/// Every fault, by row and column; then nothing may be carried out.
pub fn compare(
    roster: &Roster,
    rows: &[Row],
    as_of: AsOf,
    next: &mut dyn FnMut() -> i64,
) -> Result<Difference, Vec<Fault>> {
    let seats_by = as_of.today.max(as_of.opens);
    // What a seat was on a day that has passed stays so.
    let seats_from = as_of.on.max(as_of.today);
    let mut comparison = Comparison {
        names: Names::of(roster, rows),
        on: as_of.on,
        today: as_of.today,
        seats_by,
        seats_from,
        next,
        faults: Vec::new(),
        difference: Difference::default(),
    };
    let by_number: HashMap<i64, &SeatHistory> =
        roster.seats.iter().map(|kept| (kept.number, kept)).collect();
    let numbered = numbered(roster, rows, (as_of.on, seats_from));
    for (number, rows) in &numbered {
        comparison.seat(*number, by_number.get(number).copied(), rows);
    }
    for kept in roster.seats.iter().filter(|kept| !numbered.contains_key(&kept.number)) {
        comparison.abolish(kept);
    }
    let Comparison { mut faults, difference, .. } = comparison;
    faults.sort_by_key(|fault| (fault.row, fault.column));
    if faults.is_empty() { Ok(difference) } else { Err(faults) }
}

/// The rows by seat. A row without a number means the first seat of its appointer and office that
/// no other row means, or else a new one.
fn numbered<'a>(
    roster: &Roster,
    rows: &'a [Row],
    (on, seats_from): (NaiveDate, NaiveDate),
) -> BTreeMap<i64, Vec<&'a Row>> {
    let key = |appointer: &str, office: Office| (appointer.to_lowercase(), office);
    let named: HashSet<i64> = rows.iter().filter_map(|row| row.seat).collect();
    let mut free: HashMap<(String, Office), VecDeque<i64>> = HashMap::new();
    for kept in roster.seats.iter().filter(|kept| kept.exists(on)) {
        if !named.contains(&kept.number) {
            let seat = kept.seat_on(seats_from);
            let key = key(&seat.appointer_name, seat.office);
            free.entry(key).or_default().push_back(kept.number);
        }
    }
    let greatest = roster.seats.iter().map(|kept| kept.number).chain(named).max();
    let mut unused = greatest.unwrap_or(0) + 1..;
    let mut numbered: BTreeMap<i64, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let like = free.get_mut(&key(row.appointer.as_str(), row.office));
        let found = row.seat.or_else(|| like.and_then(VecDeque::pop_front));
        if let Some(number) = found.or_else(|| unused.next()) {
            numbered.entry(number).or_default().push(row);
        }
    }
    numbered
}

impl Comparison<'_> {
    fn seat(&mut self, number: i64, kept: Option<&SeatHistory>, rows: &[&Row]) {
        let Some(first) = rows.first() else { return };
        for row in &rows[1..] {
            if row.appointer.as_str().to_lowercase() != first.appointer.as_str().to_lowercase() {
                self.fault(row.number, Column::Appointer, Wrong::SeatDiffers);
            }
            if row.office != first.office {
                self.fault(row.number, Column::Office, Wrong::SeatDiffers);
            }
            if row.seat_to != first.seat_to {
                self.fault(row.number, Column::SeatTo, Wrong::SeatDiffers);
            }
        }
        let to = match (first.seat_to, kept) {
            (Until::Day(day), _) => Some(day),
            (Until::AsItIs, Some(kept)) => kept.to,
            _ => None,
        };
        // What is over is opened again by no empty cell; another day is a correction.
        let has_gone = |gone: &NaiveDate| *gone < self.on || (*gone < self.today && to.is_none());
        if let Some(gone) = kept.and_then(|kept| kept.to).filter(has_gone)
            && to != Some(gone)
        {
            self.fault(first.number, Column::Seat, Wrong::SeatAbolished(gone));
            return;
        }
        let appointer = self.appointer(first);
        let id = kept.map_or_else(|| SeatId((self.next)()), |kept| kept.seat.id);
        let (appointer, appointer_name) = (appointer.id, appointer.name);
        let seat = Seat { id, appointer, appointer_name, office: first.office };
        let place = SeatLabel::of(&seat, number);
        // A seat has no first day of its own: it would be there too early.
        if self.on > self.seats_by && kept.is_none() {
            self.fault(first.number, Column::Seat, Wrong::SeatTooEarly);
            return;
        }
        self.compare_seat(SeatAs { seat, number, to }, kept, &place);
        let spot = |capacity| Spot { seat: id, capacity, place: &place, last: to };
        let ordinary = self.sittings(spot(Capacity::Ordinary), kept, rows);
        let substitutes = self.sittings(spot(Capacity::Substitute), kept, rows);
        self.own_substitutes(&ordinary, &substitutes);
    }

    fn compare_seat(&mut self, wanted: SeatAs, kept: Option<&SeatHistory>, place: &SeatLabel) {
        let Some(kept) = kept else {
            self.difference.changes.push(Change::NewSeat(place.clone()));
            self.difference.seats_added.push(wanted);
            return;
        };
        let changed = SeatChanged::of(kept, wanted, self.seats_from);
        if changed.was.seat != changed.is.seat {
            self.difference.changes.push(changed.in_words(self.today));
        }
        if changed.was.to != changed.is.to {
            self.difference.changes.push(Change::SeatUntil(place.clone(), changed.is.to));
        }
        if changed.was != changed.is {
            self.difference.seats_changed.push(changed);
        }
    }

    /// A seat that does not stand in the file exists no longer.
    fn abolish(&mut self, kept: &SeatHistory) {
        // What was gone by then, or by today, is left as it is.
        if !kept.exists(self.on) || !kept.exists(self.today) {
            return;
        }
        let last = day_before(self.on);
        self.difference.changes.push(Change::SeatGone(kept.place(), last));
        self.difference.abolished.push((kept.seat.id, last));
        for (appointment, person) in &kept.appointments {
            self.go(*appointment, &person.name, &kept.place(), last);
            // They have sat there since: the seat cannot have been gone.
            if appointment.period.is_over(self.today)
                && appointment.period.to.is_some_and(|to| to > last)
            {
                self.strike(&person.name, appointment.period);
            }
        }
    }
}
