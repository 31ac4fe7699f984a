//! What an official fills in for a change of a seat, read: or told what is missing, or not heeded.

use chrono::{DateTime, NaiveDate, Utc};

use super::is_own;
use super::registrar::period;
use super::seat_change::SeatChange;
use crate::actions::accounts::AccountRefusal;
use crate::actions::typed::{self, Faults, Typed};
use crate::actions::{ActionError, Missing};
use crate::domain::group::Group;
use crate::domain::id::{AppointerId, PersonId, SeatId};
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::roster::{Amendment, Meant, Roster, SeatHistory, SeatRefusal};
use crate::domain::seat::{Appointer, AppointerKind, Capacity, Office};
use crate::domain::wording::Name;

/// A field of the command that changes a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Change,
    Seat,
    Person,
    Appointer,
    Kind,
    Office,
    From,
    Until,
}

/// What an official fills in, as typed.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A seat that was picked, or its number, appointer or member as typed.
    pub seat: Option<String>,
    /// To see the seat only, where there is none.
    pub change: Option<SeatChange>,
    /// A person that was picked, or a name that was typed.
    pub person: Option<String>,
    /// The first day; of who leaves, the last.
    pub from: Option<String>,
    /// The last day, where it is known.
    pub to: Option<String>,
    pub appointer: Option<String>,
    pub kind: Option<AppointerKind>,
    pub office: Option<Office>,
}

impl Request {
    /// Refuses what is filled in and would be left unheeded.
    ///
    /// # Errors
    /// `Typed` with the field.
    pub(super) fn is_heeded(&self) -> Result<(), ActionError> {
        let filled = [
            (Field::Seat, self.seat.is_some()),
            (Field::Person, self.person.is_some()),
            (Field::From, self.from.is_some()),
            (Field::Until, self.to.is_some()),
            (Field::Appointer, self.appointer.is_some()),
            (Field::Kind, self.kind.is_some()),
            (Field::Office, self.office.is_some()),
        ];
        let used = match self.change {
            None => &[Field::Seat][..],
            // A seat has no first day: the days are those of who is to sit there.
            Some(SeatChange::Add) if self.person.is_none() => {
                &[Field::Appointer, Field::Kind, Field::Office]
            }
            Some(change) => change.uses(),
        };
        let unused =
            filled.into_iter().find(|(field, is_filled)| *is_filled && !used.contains(field));
        match (unused, self.change) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(Typed::Lacks(Field::Change).into()),
            (Some((field, _)), Some(_)) => Err(Typed::Unused(field).into()),
        }
    }
}

/// A request about a group, as it is read.
pub(super) struct Read<'a> {
    pub group: &'a Group,
    pub roster: &'a Roster,
    pub request: &'a Request,
    /// The language that it is typed in.
    pub language: Language,
    pub now: DateTime<Utc>,
    /// Gives numbers for ids.
    pub next: &'a mut dyn FnMut() -> i64,
}

impl<'a> Read<'a> {
    /// What is to happen to a seat, where it is more than a name that is put right.
    ///
    /// # Errors
    /// `Typed` for what is missing or cannot be read; `NotFound` for what was picked and is no more; `Seat`
    /// for a seat that is gone.
    pub fn amendment(&mut self, change: SeatChange) -> Result<Amendment<'a>, ActionError> {
        if change == SeatChange::Add {
            return self.add();
        }
        let seat = self.seat()?;
        let (ordinary, substitute) = (Capacity::Ordinary, Capacity::Substitute);
        match change {
            SeatChange::Ordinary => self.appoint(seat, ordinary),
            SeatChange::Substitute => self.appoint(seat, substitute),
            SeatChange::OrdinaryLeaves => self.leave(seat, ordinary),
            SeatChange::SubstituteLeaves => self.leave(seat, substitute),
            SeatChange::Promote => Ok(Amendment::Promote { seat, period: self.period()? }),
            SeatChange::Office => {
                let office = lacks(Field::Office, self.request.office)?;
                Ok(Amendment::Office { seat, office, from: self.from()? })
            }
            _ => {
                let last = self.last()?.unwrap_or_else(|| self.today());
                Ok(Amendment::Abolish { seat, last })
            }
        }
    }

    /// Whose name is put right, and into what.
    ///
    /// # Errors
    /// As [`amendment`](Self::amendment); `Seat` where nobody sits; `Account` for another's name.
    pub fn rename(&self, change: SeatChange) -> Result<(SeatId, Person, String), ActionError> {
        let typed = lacks(Field::Person, self.request.person.as_deref())?;
        let name = typed::name(typed)?;
        let seat = self.seat()?;
        let capacity = match change {
            SeatChange::RenameOrdinary => Capacity::Ordinary,
            _ => Capacity::Substitute,
        };
        let person = seat.sitting(capacity, self.from()?).filter(|person| !person.is_erased());
        let person = person.ok_or(SeatRefusal::NobodySits(capacity))?;
        // Somebody who was picked has that name already.
        let picked = self.roster.picked(name.as_str());
        let name = match picked {
            Some(same) if same.id == person.id => same.name.clone(),
            Some(other) => return Err(AccountRefusal::NameTaken(other.name.clone()).into()),
            None if is_number(&name) => return Err(ActionError::NotFound(Missing::Person)),
            None => name.to_string(),
        };
        Ok((seat.seat.id, person.clone(), name))
    }

    fn today(&self) -> NaiveDate {
        self.group.day_of(self.now)
    }

    fn from(&self) -> Result<NaiveDate, ActionError> {
        Ok(self.day(self.request.from.as_deref())?)
    }

    fn day(&self, typed: Option<&str>) -> Result<NaiveDate, Typed> {
        typed::day(self.group, typed, (self.language, self.now))
    }

    fn period(&self) -> Result<Period, ActionError> {
        let mut faults = Faults::default();
        let from = faults.take(self.day(self.request.from.as_deref()));
        let to = self.request.to.as_deref().map(|to| faults.take(self.day(Some(to))));
        faults.told()?;
        period(from.unwrap_or_else(|| self.today()), to.flatten())
    }

    /// The last day of who leaves, or of a seat, however it is called.
    fn last(&self) -> Result<Option<NaiveDate>, ActionError> {
        let typed = match (&self.request.from, &self.request.to) {
            (Some(_), Some(_)) => return Err(Typed::TwoDays.into()),
            (from, to) => from.as_ref().or(to.as_ref()),
        };
        Ok(typed.map(|typed| self.day(Some(typed))).transpose()?)
    }

    fn seat(&self) -> Result<&'a SeatHistory, ActionError> {
        let seat = seat_named(self.roster, self.request.seat.as_deref(), self.today())?;
        if seat.exists(self.today()) { Ok(seat) } else { Err(SeatRefusal::Gone.into()) }
    }

    fn appoint(
        &mut self,
        seat: &'a SeatHistory,
        capacity: Capacity,
    ) -> Result<Amendment<'a>, ActionError> {
        let (who, period) = (self.person()?, self.period()?);
        Ok(Amendment::Appoint { seat, capacity, who, period })
    }

    fn leave(
        &self,
        seat: &'a SeatHistory,
        capacity: Capacity,
    ) -> Result<Amendment<'a>, ActionError> {
        let last = self.last()?;
        let meant = |typed: &String| {
            let person = self.roster.person_meant(typed);
            person.map(|person| person.id).ok_or(ActionError::NotFound(Missing::Person))
        };
        let who = self.request.person.as_ref().map(meant).transpose()?;
        Ok(Amendment::Leave { seat, capacity, who, last })
    }

    fn add(&mut self) -> Result<Amendment<'a>, ActionError> {
        let appointer = self.appointer()?;
        let office = self.request.office.unwrap_or(Office::Member);
        let ordinary = match self.request.person {
            Some(_) => Some((self.person()?, self.period()?)),
            None => None,
        };
        Ok(Amendment::Add { appointer, office, ordinary })
    }

    /// The person who was picked, or one of the name that was typed.
    fn person(&mut self) -> Result<Meant<Person>, ActionError> {
        let typed = lacks(Field::Person, self.request.person.as_deref())?;
        let name = typed::name(typed)?;
        if let Some(known) = self.roster.person_meant(name.as_str()) {
            return Ok(Meant { one: known.clone(), is_new: false });
        }
        if is_number(&name) {
            return Err(ActionError::NotFound(Missing::Person));
        }
        is_own(&name, self.roster.people.iter().map(|one| one.name.as_str()))?;
        let id = PersonId((self.next)());
        let person = Person { id, name: name.to_string(), account: None };
        Ok(Meant { one: person, is_new: true })
    }

    fn appointer(&mut self) -> Result<Meant<Appointer>, ActionError> {
        let typed = lacks(Field::Appointer, self.request.appointer.as_deref())?;
        let name = typed::name(typed)?;
        match self.roster.appointer_meant(name.as_str()).cloned() {
            Some(known) if self.request.kind.is_some_and(|kind| kind != known.kind) => {
                Err(SeatRefusal::KindDiffers(known.kind).into())
            }
            Some(known) => Ok(Meant { one: known, is_new: false }),
            None if is_number(&name) => Err(ActionError::NotFound(Missing::Appointer)),
            None => {
                is_own(&name, self.roster.appointers.iter().map(|one| one.name.as_str()))?;
                let kind = lacks(Field::Kind, self.request.kind)?;
                let id = AppointerId((self.next)());
                Ok(Meant { one: Appointer { id, name: name.to_string(), kind }, is_new: true })
            }
        }
    }
}

fn lacks<T>(field: Field, given: Option<T>) -> Result<T, ActionError> {
    given.ok_or(Typed::Lacks(field).into())
}

/// The seat that was picked, or is meant by what was typed.
pub(super) fn seat_named<'a>(
    roster: &'a Roster,
    typed: Option<&str>,
    today: NaiveDate,
) -> Result<&'a SeatHistory, ActionError> {
    let typed = lacks(Field::Seat, typed)?;
    roster.seat_meant(typed, today).ok_or(ActionError::NotFound(Missing::Seat))
}

/// What a list offers is picked by its number; nobody is called so.
fn is_number(name: &Name) -> bool {
    name.as_str().chars().all(|one| one.is_ascii_digit())
}
