//! What a seat is, from day to day: by whom it is appointed, and for which office.

use chrono::NaiveDate;

use super::id::AppointerId;
use super::period::day_before;
use super::seat::{Office, Seat};

/// What a seat is from a day to a day. The first of a seat has no first day, the last no last one: it always is
/// something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designation {
    pub appointer: AppointerId,
    pub appointer_name: String,
    pub office: Office,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

impl Designation {
    /// What a seat is, for ever.
    pub fn of(seat: &Seat) -> Self {
        let Seat { appointer, appointer_name, office, .. } = seat.clone();
        Self { appointer, appointer_name, office, from: None, to: None }
    }

    /// The seat as this says.
    pub fn applied_to(&self, seat: &Seat) -> Seat {
        let appointer_name = self.appointer_name.clone();
        Seat { id: seat.id, appointer: self.appointer, appointer_name, office: self.office }
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.appointer, self.office) == (other.appointer, other.office)
    }
}

/// What a seat is when it becomes something else from a day on, until what is planned for later. `all` are in the
/// order of their days.
pub fn becoming(all: &[Designation], seat: &Seat, from: NaiveDate) -> Vec<Designation> {
    let mut parts: Vec<Designation> = Vec::new();
    for one in all {
        let begins_before = one.from.is_none_or(|first| first < from);
        if begins_before {
            let to = one.to.map_or(day_before(from), |to| to.min(day_before(from)));
            parts.push(Designation { to: Some(to), ..one.clone() });
        }
        if one.holds(from) {
            let new = Designation { from: Some(from), to: one.to, ..Designation::of(seat) };
            match parts.last_mut() {
                // It stays what it was. What is planned for later stays by itself, also where it is the same.
                Some(before) if before.is_like(&new) => before.to = new.to,
                _ => parts.push(new),
            }
        } else if !begins_before {
            parts.push(one.clone());
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::SeatId;
    use proptest::prelude::*;

    fn day(number: u64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
        first.checked_add_days(chrono::Days::new(number)).expect("a date")
    }

    fn seat(office: Office, appointer: i64) -> Seat {
        let appointer = AppointerId(appointer);
        Seat { id: SeatId(1), appointer, appointer_name: String::new(), office }
    }

    proptest! {
        /// Whatever is changed from whatever day: on every day a seat is one thing; it is the new one from that day
        /// on until what was planned, and before and after that what it was.
        #[test]
        fn a_seat_is_one_thing_on_every_day(
            changes in prop::collection::vec((0..3usize, 0..2i64, 0..40u64), 1..12)
        ) {
            const OFFICES: [Office; 3] = [Office::Chair, Office::ViceChair, Office::Member];
            let mut all = vec![Designation::of(&seat(Office::Member, 0))];
            for (office, appointer, from) in changes {
                let becomes = seat(OFFICES[office], appointer);
                let planned = all.iter().filter_map(|one| one.from).find(|first| *first > day(from));
                let before = all.clone();
                all = becoming(&before, &becomes, day(from));
                // What was planned for later stays, and so it can be taken back.
                let was = before.iter().find(|one| one.holds(day(from))).expect("something");
                let back = becoming(&all, &was.applied_to(&becomes), day(from));
                for at in 0..50 {
                    let on = |all: &[Designation]| {
                        let held = all.iter().find(|one| one.holds(day(at))).expect("something");
                        (held.appointer, held.office)
                    };
                    prop_assert_eq!(on(&back), on(&before), "day {}", at);
                }
                for at in 0..50 {
                    let holding: Vec<_> = all.iter().filter(|one| one.holds(day(at))).collect();
                    prop_assert_eq!(holding.len(), 1, "day {}: {:?}", at, &all);
                    let is_new = at >= from && planned.is_none_or(|planned| day(at) < planned);
                    let was = before.iter().find(|one| one.holds(day(at))).expect("something");
                    let wanted = if is_new { Designation::of(&becomes) } else { was.clone() };
                    prop_assert!(holding[0].is_like(&wanted), "day {}: {:?}", at, &all);
                }
                prop_assert!(all[0].from.is_none() && all[all.len() - 1].to.is_none());
            }
        }
    }
}
