//! Who sits in a seat, from when to when, and what becomes of that when somebody comes or goes.

use chrono::NaiveDate;

use super::id::{AppointmentId, PersonId, SeatId};
use super::period::{Period, day_before};
use super::seat::Capacity;

/// A person in a seat, from–to. At most one ordinary member and one substitute at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub id: AppointmentId,
    pub seat: SeatId,
    pub person: PersonId,
    pub capacity: Capacity,
    pub period: Period,
}

/// One step in a seat's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Somebody new sits there.
    Begin { seat: SeatId, person: PersonId, capacity: Capacity, period: Period },
    /// An appointment gets other days: it ends, or its dates are corrected.
    Redate { appointment: Appointment, period: Period },
    /// An appointment that had not begun does not come about.
    Withdraw(Appointment),
}

impl Step {
    /// Whether both do the same, so that they may be carried out in one.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Begin { .. }, Self::Begin { .. }) | (Self::Withdraw(_), Self::Withdraw(_)) => {
                true
            }
            (Self::Redate { period, .. }, Self::Redate { period: theirs, .. }) => period == theirs,
            _ => false,
        }
    }

    /// The seat that it is about.
    pub const fn seat(&self) -> SeatId {
        match self {
            Self::Begin { seat, .. } => *seat,
            Self::Redate { appointment, .. } | Self::Withdraw(appointment) => appointment.seat,
        }
    }
}

/// Steps in the order in which they may be carried out one by one: those who go before those who
/// stay on, and those who come last, so that never, not even in between, two sit in a seat without
/// an end. Those that give the same days stand together.
pub fn in_order(steps: &[Step]) -> Vec<Step> {
    let rank = |step: &Step| match step {
        Step::Withdraw(_) => (0, None),
        Step::Redate { period, .. } if period.to.is_some() => (1, Some(*period)),
        Step::Redate { period, .. } => (2, Some(*period)),
        Step::Begin { .. } => (3, None),
    };
    let mut ordered = steps.to_vec();
    ordered.sort_by_key(rank);
    ordered
}

/// Steps as they are entered: an appointment that was over by `today` and is not any more is one anew. Nobody gets
/// what comes of having been somewhere first by opening what had ended.
pub fn as_entered(steps: &[Step], today: NaiveDate) -> Vec<Step> {
    let entered = steps.iter().flat_map(|step| match *step {
        Step::Redate { appointment, period }
            if appointment.period.is_over(today) && !period.is_over(today) =>
        {
            let Appointment { seat, person, capacity, .. } = appointment;
            vec![Step::Withdraw(appointment), Step::Begin { seat, person, capacity, period }]
        }
        step => vec![step],
    });
    entered.collect()
}

/// Why nobody could be appointed or leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatTaken {
    /// Somebody is appointed from or after that day already.
    By(Appointment),
}

/// Appoints somebody from `period.from` on: whoever sits there ends the day before.
///
/// `held` are all appointments to the seat in this capacity.
///
/// # Errors
/// Somebody is appointed to the seat within the period, and did not sit there before it.
pub fn succeed(
    held: &[Appointment],
    (seat, capacity): (SeatId, Capacity),
    person: PersonId,
    period: Period,
) -> Result<Vec<Step>, SeatTaken> {
    let mut steps = Vec::new();
    for appointment in held.iter().filter(|held| held.period.overlaps(&period)) {
        if appointment.period.from >= period.from {
            return Err(SeatTaken::By(*appointment));
        }
        let ended = Period { to: Some(day_before(period.from)), ..appointment.period };
        steps.push(Step::Redate { appointment: *appointment, period: ended });
    }
    steps.push(Step::Begin { seat, person, capacity, period });
    Ok(steps)
}

/// Ends what is held with `last` as its last day: what has begun ends, what had not begun does not
/// come about.
pub fn leave(held: &[Appointment], last: NaiveDate) -> Vec<Step> {
    let going = held.iter().filter(|held| held.period.to.is_none_or(|to| to > last));
    going
        .map(|held| {
            if held.period.from > last {
                Step::Withdraw(*held)
            } else {
                let period = Period { to: Some(last), ..held.period };
                Step::Redate { appointment: *held, period }
            }
        })
        .collect()
}

/// The appointment in force on a day.
pub fn on(held: &[Appointment], day: NaiveDate) -> Option<&Appointment> {
    held.iter().find(|held| held.period.contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACE: (SeatId, Capacity) = (SeatId(1), Capacity::Ordinary);

    fn day(number: u64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
        first.checked_add_days(chrono::Days::new(number)).expect("a date")
    }

    fn held(id: i64, from: u64, to: Option<u64>) -> Appointment {
        let period = Period { from: day(from), to: to.map(day) };
        Appointment {
            id: AppointmentId(id),
            seat: PLACE.0,
            person: PersonId(id),
            capacity: PLACE.1,
            period,
        }
    }

    fn carry_out(held: &mut Vec<Appointment>, steps: &[Step], id: i64) {
        for step in steps {
            match *step {
                Step::Begin { seat, person, capacity, period } => {
                    held.push(Appointment { id: AppointmentId(id), seat, person, capacity, period })
                }
                Step::Redate { appointment, period } => {
                    held.iter_mut().filter(|one| one.id == appointment.id).for_each(|one| {
                        one.period = period;
                    });
                }
                Step::Withdraw(appointment) => held.retain(|one| one.id != appointment.id),
            }
        }
    }

    #[test]
    fn a_successor_begins_and_the_predecessor_ends_the_day_before() {
        let anna = held(1, 0, None);
        let steps = succeed(&[anna], PLACE, PersonId(2), Period::since(day(10)));
        let ended = Period { from: day(0), to: Some(day(9)) };
        assert_eq!(
            steps.expect("a succession"),
            [
                Step::Redate { appointment: anna, period: ended },
                Step::Begin {
                    seat: PLACE.0,
                    person: PersonId(2),
                    capacity: PLACE.1,
                    period: Period::since(day(10))
                },
            ]
        );
    }

    #[test]
    fn nobody_is_pushed_aside_who_begins_later_or_the_same_day() {
        for from in [10, 12] {
            let later = held(1, from, None);
            let refused = succeed(&[later], PLACE, PersonId(2), Period::since(day(10)));
            assert_eq!(refused, Err(SeatTaken::By(later)));
        }
        // Somebody for a while, before the one who comes later.
        let period = Period { from: day(1), to: Some(day(9)) };
        assert!(succeed(&[held(1, 10, None)], PLACE, PersonId(2), period).is_ok());
    }

    #[test]
    fn what_had_ended_and_is_opened_again_is_entered_anew() {
        let over = held(1, 0, Some(5));
        let open = Step::Redate { appointment: over, period: Period::since(day(0)) };
        let shorter = Step::Redate { appointment: over, period: held(1, 0, Some(3)).period };
        let (seat, person, capacity) = (over.seat, over.person, over.capacity);
        let begins = Step::Begin { seat, person, capacity, period: Period::since(day(0)) };
        assert_eq!(as_entered(&[open, shorter], day(9)), [Step::Withdraw(over), begins, shorter]);
        assert_eq!(as_entered(&[open], day(4)), [open], "it lasts");
    }

    #[test]
    fn who_had_not_begun_does_not_come_about() {
        let (sitting, later) = (held(1, 0, Some(20)), held(2, 21, None));
        let ended = Period { from: day(0), to: Some(day(5)) };
        assert_eq!(
            leave(&[sitting, later], day(5)),
            [Step::Redate { appointment: sitting, period: ended }, Step::Withdraw(later)]
        );
    }

    proptest! {
        /// Whatever comes and goes: on no day do two people sit in one seat.
        #[test]
        fn a_seat_is_never_taken_twice(
            deeds in prop::collection::vec((any::<bool>(), 0u64..60, prop::option::of(0u64..20)), 1..30)
        ) {
            let mut all = Vec::new();
            for ((comes, from, length), id) in deeds.into_iter().zip(1..) {
                let period = Period { from: day(from), to: length.map(|length| day(from + length)) };
                let steps = if comes {
                    succeed(&all, PLACE, PersonId(id), period).unwrap_or_default()
                } else {
                    leave(&all, day(from))
                };
                carry_out(&mut all, &steps, id);
                for number in 0..100 {
                    let sitting = all.iter().filter(|one| one.period.contains(day(number))).count();
                    prop_assert!(sitting <= 1, "{sitting} sit on day {number}");
                }
                prop_assert!(all.iter().all(|one| one.period.to.is_none_or(|to| to >= one.period.from)));
            }
        }
    }
}
