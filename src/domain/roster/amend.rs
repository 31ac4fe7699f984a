//! What happens to one seat in the course of a term, planned: the difference that a change makes, or why
//! it is not made.
//!
//! Pure, as the comparison with a file is, and held to the same laws.

use chrono::NaiveDate;

use super::{Change, Difference, Roster, SeatAs, SeatChanged, SeatHistory, SeatLabel};
use crate::domain::appointment::{Appointment, SeatTaken, Step, leave, on, succeed};
use crate::domain::designation::Designation;
use crate::domain::id::{PersonId, SeatId};
use crate::domain::period::{Period, day_before};
use crate::domain::person::Person;
use crate::domain::seat::{Appointer, AppointerKind, Capacity, Office, Seat};

/// What is to happen to a seat.
#[derive(Clone, Debug)]
pub enum Amendment<'a> {
    /// Somebody is appointed; whoever sits there ends the day before.
    Appoint { seat: &'a SeatHistory, capacity: Capacity, who: Meant<Person>, period: Period },
    /// Somebody leaves: whoever sits there or comes next, or `who`. The last day is today where none is
    /// said.
    Leave {
        seat: &'a SeatHistory,
        capacity: Capacity,
        who: Option<PersonId>,
        last: Option<NaiveDate>,
    },
    /// The substitute becomes the ordinary member.
    Promote { seat: &'a SeatHistory, period: Period },
    /// The seat is for something else, from a day on.
    Office { seat: &'a SeatHistory, office: Office, from: NaiveDate },
    /// The seat exists no longer.
    Abolish { seat: &'a SeatHistory, last: NaiveDate },
    /// A new seat, and its first member.
    Add { appointer: Meant<Appointer>, office: Office, ordinary: Option<(Meant<Person>, Period)> },
}

/// Somebody or something that is meant: known to the organisation, or new with the change.
#[derive(Clone, Debug)]
pub struct Meant<T> {
    pub one: T,
    pub is_new: bool,
}

impl<T> Meant<T> {
    /// What there is to write.
    fn into_new(self) -> Vec<T> {
        if self.is_new { vec![self.one] } else { Vec::new() }
    }
}

/// Why a seat is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeatRefusal {
    /// The appointer is known, as another kind.
    KindDiffers(AppointerKind),
    /// Nobody sits there who could leave, be renamed or become ordinary.
    NobodySits(Capacity),
    /// Somebody is appointed within that time: who, and from when to when.
    Taken(String, Period),
    /// The same, of somebody who begins after the first day that was asked for.
    TakenLater(String, Period),
    /// The same, of somebody who begins today or later, and may be let go before.
    TakenSince(String, Period),
    /// The seat has been abolished.
    Gone,
    /// The seat ends with that day.
    Ends(NaiveDate),
    /// What has begun cannot end before it began.
    EndsBeforeItBegins,
    /// What a seat is for is not changed for a day that has passed.
    PastDay(NaiveDate),
}

/// Plans a change. `today` is the group's own day, `next` gives numbers for ids.
///
/// # Errors
/// Why it is not made; then nothing may be carried out.
pub fn amend(
    roster: &Roster,
    amendment: Amendment<'_>,
    today: NaiveDate,
    next: &mut dyn FnMut() -> i64,
) -> Result<(SeatId, Difference), SeatRefusal> {
    let plan = |seat| Plan { roster, seat, today };
    let (seat, difference) = match amendment {
        Amendment::Add { appointer, office, ordinary } => {
            return add(roster, (appointer, office), ordinary, today, next);
        }
        Amendment::Appoint { seat, capacity, who, period } => {
            (seat, plan(seat).appoint(capacity, who, period)?)
        }
        Amendment::Leave { seat, capacity, who, last } => {
            (seat, plan(seat).leave(capacity, who, last)?)
        }
        Amendment::Promote { seat, period } => (seat, plan(seat).promote(period)?),
        Amendment::Office { seat, office, from } => (seat, plan(seat).office(office, from)?),
        Amendment::Abolish { seat, last } => (seat, plan(seat).abolish(last)?),
    };
    Ok((seat.seat.id, difference))
}

fn add(
    roster: &Roster,
    (appointer, office): (Meant<Appointer>, Office),
    ordinary: Option<(Meant<Person>, Period)>,
    today: NaiveDate,
    next: &mut dyn FnMut() -> i64,
) -> Result<(SeatId, Difference), SeatRefusal> {
    let id = SeatId(next());
    let (appointer_id, appointer_name) = (appointer.one.id, appointer.one.name.clone());
    let seat = Seat { id, appointer: appointer_id, appointer_name, office };
    let number = roster.seats.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let designations = vec![Designation::of(&seat)];
    let history = SeatHistory { seat, designations, number, to: None, appointments: Vec::new() };
    let plan = Plan { roster, seat: &history, today };
    let first = ordinary.map(|(who, period)| plan.appoint(Capacity::Ordinary, who, period));
    let mut difference = first.transpose()?.unwrap_or_default();
    difference.changes.insert(0, Change::NewSeat(history.place()));
    difference.appointers = appointer.into_new();
    difference.seats_added = vec![history.as_on(today)];
    Ok((id, difference))
}

/// A seat that there is, and the day.
struct Plan<'a> {
    roster: &'a Roster,
    seat: &'a SeatHistory,
    today: NaiveDate,
}

impl Plan<'_> {
    /// Within a period, nobody sits for longer than there is the seat.
    fn within(&self, period: Period) -> Result<Period, SeatRefusal> {
        match self.seat.to {
            Some(last) if period.from > last => Err(SeatRefusal::Ends(last)),
            Some(last) => Ok(Period { to: period.to.min(Some(last)).or(Some(last)), ..period }),
            None => Ok(period),
        }
    }

    /// Ends what is held with a last day. What has begun is history: it cannot end before it began.
    fn ending(&self, held: &[Appointment], last: NaiveDate) -> Result<Vec<Step>, SeatRefusal> {
        let steps = leave(held, last);
        let erases =
            |step: &Step| matches!(step, Step::Withdraw(held) if held.period.from < self.today);
        if steps.iter().any(erases) { Err(SeatRefusal::EndsBeforeItBegins) } else { Ok(steps) }
    }

    fn appoint(
        &self,
        capacity: Capacity,
        who: Meant<Person>,
        period: Period,
    ) -> Result<Difference, SeatRefusal> {
        let (person, period) = (who.one.id, self.within(period)?);
        let mut steps = self.own_ends(capacity, person, period)?;
        let held = self.seat.held(capacity);
        let comes = succeed(&held, (self.seat.seat.id, capacity), person, period);
        steps.extend(comes.map_err(|taken| self.taken(&taken, period.from))?);
        let changes = self.told(&steps, Some(&who.one));
        Ok(Difference { people: who.into_new(), steps, changes, ..Difference::default() })
    }

    /// Ends who sits there on the last day; where nobody does, who is to come next does not. Whoever
    /// is appointed for later stays so, unless it is they who are named.
    fn leave(
        &self,
        capacity: Capacity,
        who: Option<PersonId>,
        said: Option<NaiveDate>,
    ) -> Result<Difference, SeatRefusal> {
        let mut held = self.seat.held(capacity);
        let mut last = said.unwrap_or(self.today);
        if let Some(named) = who {
            let yesterday = day_before(self.today);
            held.retain(|one| one.person == named && !one.period.is_over(yesterday));
            last = self.last_of(&held, said);
        }
        let sits = on(&held, last);
        let comes = held.iter().find(|one| one.period.from > last);
        let leaving = match (sits, comes) {
            (Some(sits), _) if sits.period.to != Some(last) => sits,
            // That day has passed and they have left: it is about who sits there since.
            (Some(_), Some(since)) if since.period.from <= self.today => since,
            (Some(_), _) => return Ok(Difference::default()),
            (None, Some(comes)) => comes,
            (None, None) => return self.stay(capacity, &held, said),
        };
        let steps = self.ending(&[*leaving], last)?;
        let changes = self.told(&steps, None);
        Ok(Difference { steps, changes, ..Difference::default() })
    }

    /// The last day of somebody who is named. Who was to begin, or began today by mistake, and of whom no day
    /// is said, never does.
    fn last_of(&self, held: &[Appointment], said: Option<NaiveDate>) -> NaiveDate {
        let begins = held.iter().find(|one| one.period.from >= self.today);
        let never = begins.map(|one| day_before(one.period.from));
        let never = never.filter(|last| said.is_none() && on(held, *last).is_none());
        never.or(said).unwrap_or(self.today)
    }

    /// Whoever was to leave sooner stays until the last day: a day that was wrong is put right.
    fn stay(
        &self,
        capacity: Capacity,
        held: &[Appointment],
        said: Option<NaiveDate>,
    ) -> Result<Difference, SeatRefusal> {
        let is_known = |one: &&Appointment| {
            let mut all = self.seat.appointments.iter();
            all.any(|(kept, person)| kept.id == one.id && !person.is_erased())
        };
        let is_over = |one: &&Appointment| one.period.is_over(day_before(self.today));
        let stays = held.last().filter(|one| !is_over(one)).filter(is_known);
        let (stays, last) = stays.zip(said).ok_or(SeatRefusal::NobodySits(capacity))?;
        let to = self.seat.to.map_or(last, |gone| gone.min(last));
        let period = Period { to: Some(to), ..stays.period };
        if period == stays.period {
            return Ok(Difference::default());
        }
        let all = self.seat.held(capacity);
        let other = all.iter().find(|one| one.id != stays.id && one.period.overlaps(&period));
        if let Some(other) = other {
            return Err(self.taken(&SeatTaken::By(*other), stays.period.from));
        }
        let mut difference = Difference::default();
        // Nobody is their own substitute: what they are to be afterwards begins afterwards.
        for own in self.seat.held(other_than(capacity)) {
            if own.person != stays.person || !own.period.overlaps(&period) {
                continue;
            }
            match to.succ_opt().map(|from| Period { from, ..own.period }) {
                Some(rest) if !own.period.is_over(rest.from) => {
                    self.redate(own, rest, &mut difference);
                }
                _ => {
                    let steps = vec![Step::Withdraw(own)];
                    difference.changes.extend(self.told(&steps, None));
                    difference.steps.extend(steps);
                }
            }
        }
        self.redate(*stays, period, &mut difference);
        Ok(difference)
    }

    fn redate(&self, appointment: Appointment, period: Period, difference: &mut Difference) {
        difference.steps.push(Step::Redate { appointment, period });
        difference.changes.push(Change::Redated {
            place: self.seat.place_on(self.today.max(period.from)),
            capacity: appointment.capacity,
            name: self.name(appointment.person, None),
            before: appointment.period,
            after: period,
        });
    }

    /// Nobody is their own substitute: what somebody holds of the seat in the other capacity ends
    /// before the period.
    fn own_ends(
        &self,
        capacity: Capacity,
        person: PersonId,
        period: Period,
    ) -> Result<Vec<Step>, SeatRefusal> {
        let mut own = self.seat.held(other_than(capacity));
        own.retain(|held| held.person == person && held.period.overlaps(&period));
        self.ending(&own, day_before(period.from))
    }

    fn promote(&self, period: Period) -> Result<Difference, SeatRefusal> {
        let period = self.within(period)?;
        let substitutes = self.seat.held(Capacity::Substitute);
        let day_before = day_before(period.from);
        let promoted = on(&substitutes, period.from).or_else(|| on(&substitutes, day_before));
        let promoted = promoted.ok_or(SeatRefusal::NobodySits(Capacity::Substitute))?;
        let place = (self.seat.seat.id, Capacity::Ordinary);
        let held = self.seat.held(Capacity::Ordinary);
        let mut steps = self.own_ends(Capacity::Ordinary, promoted.person, period)?;
        let comes = succeed(&held, place, promoted.person, period);
        steps.extend(comes.map_err(|taken| self.taken(&taken, period.from))?);
        let changes = self.told(&steps, None);
        Ok(Difference { steps, changes, ..Difference::default() })
    }

    /// Another office from a day on. Who led when is history: it is not made to have been otherwise.
    fn office(&self, office: Office, from: NaiveDate) -> Result<Difference, SeatRefusal> {
        if from < self.today {
            return Err(SeatRefusal::PastDay(from));
        }
        if let Some(last) = self.seat.to.filter(|last| *last < from) {
            return Err(SeatRefusal::Ends(last));
        }
        let before = self.seat.place_on(from);
        let after = SeatLabel { office, ..before.clone() };
        if before == after {
            return Ok(Difference::default());
        }
        let kept = self.seat.as_on(from);
        let is = SeatAs { seat: Seat { office, ..kept.seat.clone() }, ..kept };
        let changed = SeatChanged::of(self.seat, is, from);
        let changes = vec![changed.in_words(self.today)];
        Ok(Difference { seats_changed: vec![changed], changes, ..Difference::default() })
    }

    fn abolish(&self, last: NaiveDate) -> Result<Difference, SeatRefusal> {
        let held: Vec<Appointment> = self.seat.appointments.iter().map(|(one, _)| *one).collect();
        let steps = self.ending(&held, last)?;
        let mut changes = vec![Change::SeatGone(self.seat.place_on(last), last)];
        changes.extend(self.told(&steps, None));
        let abolished = vec![(self.seat.seat.id, last)];
        Ok(Difference { abolished, steps, changes, ..Difference::default() })
    }

    /// Who is appointed already, by whether they may be let go before `first`.
    fn taken(&self, SeatTaken::By(other): &SeatTaken, first: NaiveDate) -> SeatRefusal {
        let name = self.name(other.person, None);
        match other.period {
            period if period.from > first => SeatRefusal::TakenLater(name, period),
            period if period.from < self.today => SeatRefusal::Taken(name, period),
            period => SeatRefusal::TakenSince(name, period),
        }
    }

    /// What somebody is called who sits in the seat, is known, or is new with the change.
    fn name(&self, id: PersonId, new: Option<&Person>) -> String {
        let sitting = self.seat.appointments.iter().map(|(_, person)| person);
        let mut known = self.roster.people.iter().chain(sitting).chain(new);
        known.find(|person| person.id == id).map(|person| person.name.clone()).unwrap_or_default()
    }

    /// Steps in words.
    fn told(&self, steps: &[Step], new: Option<&Person>) -> Vec<Change> {
        // By what it is when it comes about; what has been is told by what it is today.
        let place = |day: NaiveDate| self.seat.place_on(day.max(self.today));
        let change = |step: &Step| match *step {
            Step::Begin { person, capacity, period, .. } => {
                let name = self.name(person, new);
                Change::Comes { place: place(period.from), capacity, name, period }
            }
            Step::Redate { appointment, period } => {
                let last = period.to.unwrap_or(period.from);
                let name = self.name(appointment.person, new);
                Change::Goes { place: place(last), capacity: appointment.capacity, name, last }
            }
            Step::Withdraw(appointment) => Change::ComesNot {
                place: place(appointment.period.from),
                capacity: appointment.capacity,
                name: self.name(appointment.person, new),
                period: appointment.period,
            },
        };
        steps.iter().map(change).collect()
    }
}

const fn other_than(capacity: Capacity) -> Capacity {
    match capacity {
        Capacity::Ordinary => Capacity::Substitute,
        _ => Capacity::Ordinary,
    }
}
