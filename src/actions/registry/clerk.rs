//! Reads what is to happen to a seat, and says what it consists of.

use chrono::{DateTime, NaiveDate, Utc};

use super::refusal::{Field, RegisterRefusal, SeatRefusal};
use super::registrar::period;
use super::seat_change::{Request, SeatChange};
use crate::actions::accounts::AccountRefusal;
use crate::actions::{ActionError, Missing, typed};
use crate::domain::appointment::{Appointment, SeatTaken, Step, leave, on, succeed};
use crate::domain::group::Group;
use crate::domain::id::{AppointerId, PersonId, SeatId};
use crate::domain::period::{Period, day_before};
use crate::domain::person::Person;
use crate::domain::roster::{
    Change, Difference, Roster, SeatAs, SeatHistory, SeatLabel, person_meant,
};
use crate::domain::seat::{Appointer, Capacity, Office, Seat};
use crate::domain::wording::Name;

/// Reads a request, on behalf of whoever made it.
pub(super) struct Clerk<'a> {
    pub group: &'a Group,
    pub roster: &'a Roster,
    pub request: &'a Request,
    pub now: DateTime<Utc>,
    pub next: &'a mut dyn FnMut() -> i64,
}

impl Clerk<'_> {
    fn lacks<T>(field: Field, given: Option<T>) -> Result<T, ActionError> {
        given.ok_or(SeatRefusal::Lacks(field).into())
    }

    fn from(&self) -> Result<NaiveDate, ActionError> {
        typed::day(self.group, self.request.from.as_deref(), self.now)
    }

    fn period(&self) -> Result<Period, ActionError> {
        let typed = self.request.to.as_deref();
        let to = typed.map(|typed| typed::day(self.group, Some(typed), self.now)).transpose()?;
        period(self.from()?, to)
    }

    /// From when to when somebody is to sit in a seat: not for longer than there is the seat.
    fn period_in(&self, history: &SeatHistory) -> Result<Period, ActionError> {
        let period = self.period()?;
        match history.to {
            Some(last) if period.from > last => Err(SeatRefusal::Ends(last).into()),
            Some(last) => Ok(Period { to: period.to.min(Some(last)).or(Some(last)), ..period }),
            None => Ok(period),
        }
    }

    /// The last day of who leaves, or of a seat.
    fn last(&self) -> Result<NaiveDate, ActionError> {
        match (&self.request.from, &self.request.to) {
            (Some(_), Some(_)) => Err(SeatRefusal::TwoDays.into()),
            (None, Some(last)) => typed::day(self.group, Some(last), self.now),
            _ => self.from(),
        }
    }

    fn seat(&self) -> Result<&SeatHistory, ActionError> {
        let today = self.group.day_of(self.now);
        let seat = seat_named(self.roster, self.request.seat.as_deref(), today)?;
        if seat.exists(today) { Ok(seat) } else { Err(SeatRefusal::Gone.into()) }
    }

    /// The person who was picked, or one of the name that was typed, with whether they are new.
    fn person(&mut self) -> Result<(Person, bool), ActionError> {
        let typed = Self::lacks(Field::Person, self.request.person.as_deref())?;
        let name = typed::name(typed)?;
        if let Some(known) = self.roster.person_meant(name.as_str()) {
            return Ok((known.clone(), false));
        }
        if is_number(&name) {
            return Err(ActionError::NotFound(Missing::Person));
        }
        let id = PersonId((self.next)());
        Ok((Person { id, name: name.to_string(), account: None }, true))
    }

    /// Ends what is held with a last day. What has begun is history: it cannot end before it began.
    fn ending(&self, held: &[Appointment], last: NaiveDate) -> Result<Vec<Step>, ActionError> {
        let today = self.group.day_of(self.now);
        let steps = leave(held, last);
        let erases = |step: &Step| matches!(step, Step::Withdraw(held) if held.period.from < today);
        match steps.iter().any(erases) {
            true => Err(RegisterRefusal::EndsBeforeItBegins.into()),
            false => Ok(steps),
        }
    }

    /// A change and the seat that it is about.
    pub fn difference(&mut self, change: SeatChange) -> Result<(SeatId, Difference), ActionError> {
        if change == SeatChange::Add {
            return self.add();
        }
        let history = self.seat()?.clone();
        let seat = history.seat.id;
        let difference = match change {
            SeatChange::Ordinary => self.appoint(&history, Capacity::Ordinary)?,
            SeatChange::Substitute => self.appoint(&history, Capacity::Substitute)?,
            SeatChange::OrdinaryLeaves => self.leave(&history, Capacity::Ordinary)?,
            SeatChange::SubstituteLeaves => self.leave(&history, Capacity::Substitute)?,
            SeatChange::Promote => self.promote(&history)?,
            SeatChange::Office => self.office(&history)?,
            _ => self.abolish(&history)?,
        };
        Ok((seat, difference))
    }

    /// Appoints somebody.
    fn appoint(
        &mut self,
        history: &SeatHistory,
        capacity: Capacity,
    ) -> Result<Difference, ActionError> {
        let (person, is_new) = self.person()?;
        let period = self.period_in(history)?;
        let mut steps = self.own_ends(history, capacity, person.id, period)?;
        let held = history.held(capacity);
        steps.extend(succeed(&held, (history.seat.id, capacity), person.id, period).map_err(
            |taken| seat_taken(history, &taken, (self.group.day_of(self.now), period.from)),
        )?);
        let mut names = Vec::from(&*self.roster.people);
        names.push(person.clone());
        let changes = told(history, &steps, &names);
        let people = if is_new { vec![person] } else { Vec::new() };
        Ok(Difference { people, steps, changes, ..Difference::default() })
    }

    /// Ends who sits there on the last day; where nobody does, who is to come next does not. Whoever
    /// is appointed for later stays so, unless it is they who are named.
    fn leave(&self, history: &SeatHistory, capacity: Capacity) -> Result<Difference, ActionError> {
        let (mut last, today) = (self.last()?, self.group.day_of(self.now));
        let mut held = history.held(capacity);
        if let Some(typed) = &self.request.person {
            let named = person_meant(&self.roster.people, typed);
            let named = named.ok_or(ActionError::NotFound(Missing::Person))?.id;
            held.retain(|one| one.person == named && !one.period.is_over(day_before(today)));
            // Who was to begin, or began today by mistake, and of whom no day is said, never does.
            let no_day = self.request.from.is_none() && self.request.to.is_none();
            if let Some(begins) = held.iter().find(|one| one.period.from >= today)
                && no_day
                && on(&held, day_before(begins.period.from)).is_none()
            {
                last = day_before(begins.period.from);
            }
        }
        let sits = on(&held, last);
        let comes = held.iter().find(|one| one.period.from > last);
        let leaving = match (sits, comes) {
            (Some(sits), _) if sits.period.to != Some(last) => sits,
            // That day has passed and they have left: it is about who sits there since.
            (Some(_), Some(since)) if since.period.from <= today => since,
            (Some(_), _) => return Ok(Difference::default()),
            (None, Some(comes)) => comes,
            (None, None) => return self.stay(history, capacity, &held, last),
        };
        let steps = self.ending(&[*leaving], last)?;
        let changes = told(history, &steps, &self.roster.people);
        Ok(Difference { steps, changes, ..Difference::default() })
    }

    /// Whoever was to leave sooner stays until the last day: a day that was wrong is put right.
    fn stay(
        &self,
        history: &SeatHistory,
        capacity: Capacity,
        held: &[Appointment],
        last: NaiveDate,
    ) -> Result<Difference, ActionError> {
        let today = self.group.day_of(self.now);
        let said = self.request.from.is_some() || self.request.to.is_some();
        let is_known = |one: &&Appointment| {
            let mut all = history.appointments.iter();
            all.any(|(kept, person)| kept.id == one.id && !person.is_erased())
        };
        let stays = held.last().filter(|one| said && !one.period.is_over(day_before(today)));
        let stays = stays.filter(is_known).ok_or(SeatRefusal::NobodySits(capacity))?;
        let to = history.to.map_or(last, |gone| gone.min(last));
        let period = Period { to: Some(to), ..stays.period };
        if period == stays.period {
            return Ok(Difference::default());
        }
        let all = history.held(capacity);
        let other = all.iter().find(|one| one.id != stays.id && one.period.overlaps(&period));
        if let Some(other) = other {
            return Err(seat_taken(history, &SeatTaken::By(*other), (today, stays.period.from)));
        }
        let mut difference = Difference::default();
        // Nobody is their own substitute: what they are to be afterwards begins afterwards.
        for own in history.held(other_than(capacity)) {
            if own.person != stays.person || !own.period.overlaps(&period) {
                continue;
            }
            match to.succ_opt().map(|from| Period { from, ..own.period }) {
                Some(rest) if !own.period.is_over(rest.from) => {
                    self.redate(history, own, rest, &mut difference);
                }
                _ => {
                    let steps = vec![Step::Withdraw(own)];
                    difference.changes.extend(told(history, &steps, &self.roster.people));
                    difference.steps.extend(steps);
                }
            }
        }
        self.redate(history, *stays, period, &mut difference);
        Ok(difference)
    }

    fn redate(
        &self,
        history: &SeatHistory,
        appointment: Appointment,
        period: Period,
        difference: &mut Difference,
    ) {
        let person = self.roster.people.iter().find(|person| person.id == appointment.person);
        difference.steps.push(Step::Redate { appointment, period });
        difference.changes.push(Change::Redated {
            place: history.place(),
            capacity: appointment.capacity,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            before: appointment.period,
            after: period,
        });
    }

    /// Nobody is their own substitute: what somebody holds of the seat in the other capacity ends
    /// before the period.
    fn own_ends(
        &self,
        history: &SeatHistory,
        capacity: Capacity,
        person: PersonId,
        period: Period,
    ) -> Result<Vec<Step>, ActionError> {
        let mut own = history.held(other_than(capacity));
        own.retain(|held| held.person == person && held.period.overlaps(&period));
        self.ending(&own, day_before(period.from))
    }

    fn promote(&self, history: &SeatHistory) -> Result<Difference, ActionError> {
        let period = self.period_in(history)?;
        let substitutes = history.held(Capacity::Substitute);
        let day_before = day_before(period.from);
        let promoted = on(&substitutes, period.from).or_else(|| on(&substitutes, day_before));
        let promoted = promoted.ok_or(SeatRefusal::NobodySits(Capacity::Substitute))?;
        let place = (history.seat.id, Capacity::Ordinary);
        let held = history.held(Capacity::Ordinary);
        let mut steps = self.ending(&[*promoted], day_before)?;
        steps.extend(succeed(&held, place, promoted.person, period).map_err(|taken| {
            seat_taken(history, &taken, (self.group.day_of(self.now), period.from))
        })?);
        let changes = told(history, &steps, &self.roster.people);
        Ok(Difference { steps, changes, ..Difference::default() })
    }

    fn office(&self, history: &SeatHistory) -> Result<Difference, ActionError> {
        let office = Self::lacks(Field::Office, self.request.office)?;
        let before = history.place();
        let after = SeatLabel { office, ..before.clone() };
        if before == after {
            return Ok(Difference::default());
        }
        let seat = Seat { office, ..history.seat.clone() };
        let kept = history.as_kept();
        let changed = SeatAs { seat, ..kept.clone() };
        Ok(Difference {
            seats_changed: vec![(kept, changed)],
            changes: vec![Change::SeatBecomes(before, after)],
            ..Difference::default()
        })
    }

    fn abolish(&self, history: &SeatHistory) -> Result<Difference, ActionError> {
        let last = self.last()?;
        let held: Vec<Appointment> = history.appointments.iter().map(|(one, _)| *one).collect();
        let steps = self.ending(&held, last)?;
        let mut changes = vec![Change::SeatGone(history.place(), last)];
        changes.extend(told(history, &steps, &self.roster.people));
        let abolished = vec![(history.seat.id, last)];
        Ok(Difference { abolished, steps, changes, ..Difference::default() })
    }

    fn add(&mut self) -> Result<(SeatId, Difference), ActionError> {
        let typed = Self::lacks(Field::Appointer, self.request.appointer.as_deref())?;
        let name = typed::name(typed)?;
        let (appointer, appointers) = match self.roster.appointer_meant(name.as_str()).cloned() {
            Some(known) if self.request.kind.is_some_and(|kind| kind != known.kind) => {
                return Err(SeatRefusal::KindDiffers(known.kind).into());
            }
            Some(known) => (known, Vec::new()),
            None if is_number(&name) => return Err(ActionError::NotFound(Missing::Appointer)),
            None => {
                let kind = Self::lacks(Field::Kind, self.request.kind)?;
                let id = AppointerId((self.next)());
                let new = Appointer { id, name: name.to_string(), kind };
                (new.clone(), vec![new])
            }
        };
        let id = SeatId((self.next)());
        let office = self.request.office.unwrap_or(Office::Member);
        let seat = Seat { id, appointer: appointer.id, appointer_name: appointer.name, office };
        let number = self.roster.seats.iter().map(|one| one.number).max().unwrap_or(0) + 1;
        let added = SeatAs { seat, number, to: None };
        let history =
            SeatHistory { seat: added.seat.clone(), number, to: None, appointments: Vec::new() };
        let mut difference = match &self.request.person {
            Some(_) => self.appoint(&history, Capacity::Ordinary)?,
            None => Difference::default(),
        };
        difference.changes.insert(0, Change::NewSeat(history.place()));
        difference.appointers = appointers;
        difference.seats_added = vec![added];
        Ok((id, difference))
    }

    /// Whose name is corrected, and into what.
    pub fn rename(&mut self, change: SeatChange) -> Result<(SeatId, Person, String), ActionError> {
        let typed = Self::lacks(Field::Person, self.request.person.as_deref())?;
        let name = typed::name(typed)?;
        let history = self.seat()?;
        let capacity = match change {
            SeatChange::RenameOrdinary => Capacity::Ordinary,
            _ => Capacity::Substitute,
        };
        let day = self.from()?;
        let person = history.sitting(capacity, day).filter(|person| !person.is_erased());
        let person = person.ok_or(SeatRefusal::NobodySits(capacity))?;
        // Somebody who was picked has that name already.
        let picked = self.roster.people.iter().find(|one| one.id.to_string() == name.as_str());
        let name = match picked {
            Some(same) if same.id == person.id => same.name.clone(),
            Some(other) => {
                return Err(AccountRefusal::NameTaken(other.name.clone()).into());
            }
            None if is_number(&name) => return Err(ActionError::NotFound(Missing::Person)),
            None => name.to_string(),
        };
        Ok((history.seat.id, person.clone(), name))
    }
}

fn seat_taken(
    history: &SeatHistory,
    SeatTaken::By(other): &SeatTaken,
    (today, first): (NaiveDate, NaiveDate),
) -> ActionError {
    let mut all = history.appointments.iter();
    let name = all.find(|(one, _)| one.id == other.id).map(|(_, person)| person.name.clone());
    let name = name.unwrap_or_default();
    let refusal = match other.period {
        period if period.from > first => SeatRefusal::TakenLater(name, period),
        period if period.from < today => SeatRefusal::Taken(name, period),
        period => SeatRefusal::TakenSince(name, period),
    };
    refusal.into()
}

/// Steps in words.
fn told(history: &SeatHistory, steps: &[Step], people: &[Person]) -> Vec<Change> {
    let name = |id: PersonId| {
        let mut known = people.iter().chain(history.appointments.iter().map(|(_, person)| person));
        known.find(|person| person.id == id).map(|person| person.name.clone()).unwrap_or_default()
    };
    let place = history.place();
    let change = |step: &Step| match *step {
        Step::Begin { person, capacity, period, .. } => {
            Change::Comes { place: place.clone(), capacity, name: name(person), period }
        }
        Step::Redate { appointment, period } => Change::Goes {
            place: place.clone(),
            capacity: appointment.capacity,
            name: name(appointment.person),
            last: period.to.unwrap_or(period.from),
        },
        Step::Withdraw(appointment) => Change::ComesNot {
            place: place.clone(),
            capacity: appointment.capacity,
            name: name(appointment.person),
            period: appointment.period,
        },
    };
    steps.iter().map(change).collect()
}

const fn other_than(capacity: Capacity) -> Capacity {
    match capacity {
        Capacity::Ordinary => Capacity::Substitute,
        _ => Capacity::Ordinary,
    }
}

/// The seat that was picked, or is meant by what was typed.
pub(super) fn seat_named<'a>(
    roster: &'a Roster,
    typed: Option<&str>,
    today: NaiveDate,
) -> Result<&'a SeatHistory, ActionError> {
    let typed = typed.ok_or(SeatRefusal::Lacks(Field::Seat))?;
    roster.seat_meant(typed, today).ok_or(ActionError::NotFound(Missing::Seat))
}

/// What a list offers is picked by its number; nobody is called so.
fn is_number(name: &Name) -> bool {
    name.as_str().chars().all(|one| one.is_ascii_digit())
}
