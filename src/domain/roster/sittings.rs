//! Who sits in a seat, by a file and as it is kept.

use chrono::NaiveDate;

use super::comparison::Comparison;
use super::{Change, Column, Row, SeatHistory, SeatLabel, Sitting, Until, Wrong};
use crate::domain::appointment::{Appointment, Step, leave};
use crate::domain::id::{PersonId, SeatId};
use crate::domain::period::{Period, day_before};
use crate::domain::seat::Capacity;

/// What is wanted of a seat in one capacity: a period of somebody, from the file or as it is kept.
pub(super) struct Wanted {
    person: PersonId,
    period: Period,
    name: String,
    /// The row that says so.
    row: Option<usize>,
}

/// An appointment that is kept, and whose it is.
type Held<'a> = (Appointment, &'a str);

/// Where somebody sits: the seat, as what, and the seat's own last day.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub seat: SeatId,
    pub capacity: Capacity,
    pub place: &'a SeatLabel,
    pub last: Option<NaiveDate>,
}

impl Comparison<'_> {
    /// Compares who sits in a seat in one capacity. Returns who is to sit there.
    pub(super) fn sittings(
        &mut self,
        spot: Spot<'_>,
        kept: Option<&SeatHistory>,
        rows: &[&Row],
    ) -> Vec<Wanted> {
        let held = kept.into_iter().flat_map(|kept| &kept.appointments);
        let mut unmatched: Vec<Held<'_>> = held
            .filter(|(one, _)| one.capacity == spot.capacity)
            .map(|(one, person)| (*one, person.name.as_str()))
            .collect();
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut first_to_come: Option<NaiveDate> = None;
        for row in rows {
            let Some(sitting) = row.sitting(spot.capacity) else { continue };
            let person = self.person(row.number, spot.capacity, sitting);
            let same = matching(&unmatched, person.id, sitting, self.on);
            let same = same.map(|at| unmatched.remove(at).0);
            let Some(period) = self.period(row.number, spot, sitting, same) else { continue };
            if same.is_none() {
                first_to_come = [first_to_come, Some(period.from)].into_iter().flatten().min();
            }
            let (row, name) = (Some(row.number), person.name);
            let one = Wanted { person: person.id, period, name, row };
            self.come_or_stay(spot, same, &one);
            wanted.push(one);
        }
        let leaving = day_before(first_to_come.filter(|day| *day > self.on).unwrap_or(self.on));
        wanted.extend(self.leave(spot, rows, &unmatched, leaving));
        wanted.sort_by_key(|one| one.period.from);
        self.overlaps(spot.capacity, &wanted);
        wanted
    }

    /// Whoever stands in the file comes, or sits there already, if on other days.
    fn come_or_stay(&mut self, spot: Spot<'_>, same: Option<Appointment>, wanted: &Wanted) {
        let Spot { seat, capacity, .. } = spot;
        let (place, name) = (spot.place.clone(), wanted.name.clone());
        let Wanted { person, period, .. } = *wanted;
        match same {
            None => self.push(
                Step::Begin { seat, person, capacity, period },
                Change::Comes { place, capacity, name, period },
            ),
            Some(appointment) if appointment.period != period => {
                let before = appointment.period;
                self.push(
                    Step::Redate { appointment, period },
                    Change::Redated { place, capacity, name, before, after: period },
                );
            }
            Some(_) => {}
        }
    }

    /// Whoever does not stand in the file leaves. Returns who is left, and when.
    fn leave(
        &mut self,
        spot: Spot<'_>,
        rows: &[&Row],
        leaving: &[Held<'_>],
        last: NaiveDate,
    ) -> Vec<Wanted> {
        let mut left = Vec::new();
        let last = spot.last.map_or(last, |gone| gone.min(last));
        for (appointment, name) in leaving {
            // What was over is history, and the seat cannot have ended before.
            let over = appointment.period.is_over(self.today);
            let ends = appointment.period.to.filter(|_| over).unwrap_or(appointment.period.from);
            let has_sat = over || appointment.period.from < self.today;
            if has_sat
                && spot.last.is_some_and(|last| ends > last)
                && let Some(row) = rows.first()
            {
                let (name, period) = ((*name).to_owned(), appointment.period);
                self.fault(row.number, Column::SeatTo, Wrong::SatLater { name, period });
                continue;
            }
            let period = self.go(*appointment, name, spot.place, last);
            let (person, name) = (appointment.person, (*name).to_owned());
            left.extend(period.map(|period| Wanted { person, period, name, row: None }));
        }
        left
    }

    /// Refuses somebody who would be their own substitute.
    pub(super) fn own_substitutes(&mut self, ordinary: &[Wanted], substitutes: &[Wanted]) {
        for one in substitutes {
            let same =
                |other: &&Wanted| other.person == one.person && other.period.overlaps(&one.period);
            let other = ordinary.iter().find(same);
            if let Some(row) = other.and_then(|other| one.row.or(other.row)) {
                self.fault(row, Column::Substitute, Wrong::OwnSubstitute);
            }
        }
    }

    /// From when to when somebody is to sit there: what the cells do not say is as it is kept, and
    /// for somebody new from the day of the file. Nobody outlasts their seat.
    fn period(
        &mut self,
        row: usize,
        spot: Spot<'_>,
        sitting: &Sitting,
        same: Option<Appointment>,
    ) -> Option<Period> {
        let before = same.map(|appointment| appointment.period);
        let from = sitting.from.or(before.map(|period| period.from)).unwrap_or(self.on);
        let to = match sitting.to {
            Until::AsItIs => before.and_then(|period| period.to),
            Until::Open => None,
            Until::Day(day) => Some(day),
        };
        let to = [to, spot.last].into_iter().flatten().min();
        let [_, from_column, to_column, _] = Column::of(spot.capacity);
        // What is over is opened again by no empty cell: who has come back has a first day.
        if let Some(over) = before.filter(|period| period.is_over(self.today))
            && sitting.from.is_none()
            && sitting.to == Until::Open
            && to != over.to
        {
            let name = sitting.name.as_str().to_owned();
            self.fault(row, from_column, Wrong::SatUntil { name, period: over });
            return None;
        }
        let period = Period::new(from, to).ok();
        if period.is_none() {
            let says_when = matches!(sitting.to, Until::Day(_));
            let column = if says_when { to_column } else { from_column };
            self.fault(row, column, Wrong::EndsBeforeItBegins);
        }
        period
    }

    /// Ends what does not stand in the file with `last`. Returns the days that are left of it.
    pub(super) fn go(
        &mut self,
        appointment: Appointment,
        name: &str,
        place: &SeatLabel,
        last: NaiveDate,
    ) -> Option<Period> {
        if appointment.period.is_over(self.today) {
            return Some(appointment.period);
        }
        if appointment.period.from > last && appointment.period.from < self.today {
            self.strike(name, appointment.period);
        }
        let (capacity, name, place) = (appointment.capacity, name.to_owned(), place.clone());
        match leave(&[appointment], last)[..] {
            [step @ Step::Redate { period, .. }] => {
                self.push(step, Change::Goes { place, capacity, name, last });
                Some(period)
            }
            [step @ Step::Withdraw(_)] => {
                let period = appointment.period;
                self.push(step, Change::ComesNot { place, capacity, name, period });
                None
            }
            // It ended before, or ends of itself before anybody comes.
            _ => Some(appointment.period),
        }
    }

    /// Refuses a seat that two people would sit in.
    fn overlaps(&mut self, capacity: Capacity, wanted: &[Wanted]) {
        let [name_column, from_column, ..] = Column::of(capacity);
        // Of those before, the one who stays longest.
        let mut before: Option<&Wanted> = None;
        for one in wanted {
            if let Some(other) = before.filter(|other| other.period.overlaps(&one.period)) {
                let (told, against) = if one.row.is_some() { (one, other) } else { (other, one) };
                let same_day = one.period.from == other.period.from;
                let column = if same_day { name_column } else { from_column };
                let overlap = Wrong::Overlap { name: against.name.clone(), period: against.period };
                if let Some(row) = told.row {
                    self.fault(row, column, overlap);
                }
            }
            let outlasts = |other: &Wanted| match (other.period.to, one.period.to) {
                (None, _) => false,
                (Some(_), None) => true,
                (Some(theirs), Some(own)) => own > theirs,
            };
            if before.is_none_or(outlasts) {
                before = Some(one);
            }
        }
    }
}

/// Which of the appointments a cell means: the same person with the same first day, or else one
/// that is not over.
fn matching(
    held: &[Held<'_>],
    person: PersonId,
    sitting: &Sitting,
    on: NaiveDate,
) -> Option<usize> {
    let exact = |(one, _): &Held<'_>| one.person == person && Some(one.period.from) == sitting.from;
    let alike = |(one, _): &Held<'_>| {
        let reaches = match (sitting.from, sitting.to) {
            (None, Until::Day(to)) => one.period.contains(to),
            (None, _) => !one.period.is_over(on),
            (Some(from), to) => {
                let to = if let Until::Day(day) = to { Some(day) } else { None };
                !one.period.is_over(on) && one.period.overlaps(&Period { from, to })
            }
        };
        one.person == person && reaches
    };
    held.iter().position(exact).or_else(|| held.iter().position(alike))
}
