//! A whole group as rows, one a seat, and the difference between such rows and what is kept.
//!
//! A seat has more than one row when somebody else sits in it at another time: the rows of a seat
//! bear the same number.

mod amend;
mod compare;
mod comparison;
mod fault;
mod header;
#[cfg(test)]
mod laws;
mod names;
mod rows;
mod sittings;

pub use amend::{Amendment, Meant, SeatRefusal, amend};
pub use compare::compare;
pub use fault::{Column, Fault, Unread, Wrong};
pub use header::{column_language, column_meant, column_name};
pub use names::{passed_for, person_meant};

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::account::UserId;
use super::appointment::{Appointment, Step};
use super::designation::{Designation, becoming};
use super::id::{PersonId, SeatId};
use super::period::Period;
use super::person::Person;
use super::seat::{Appointer, AppointerKind, Capacity, Office, Seat};
use super::wording::Name;

/// What a row says of the last day of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Until {
    /// The file does not speak of it.
    AsItIs,
    Open,
    Day(NaiveDate),
}

/// From when on a file holds, and the day that it is: what was over by then is history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    pub on: NaiveDate,
    pub today: NaiveDate,
    /// The group's first day: until then its seats are nobody's concern.
    pub opens: NaiveDate,
}

impl AsOf {
    /// A file that holds from the day that it is.
    pub const fn day(today: NaiveDate) -> Self {
        Self { on: today, today, opens: today }
    }
}

/// One row of a group's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the file, the header being row 1.
    pub number: usize,
    /// The seat's number in the group; found by appointer and office where there is none.
    pub seat: Option<i64>,
    /// The last day on which the seat exists.
    pub seat_to: Until,
    pub appointer: Name,
    /// Needed for an appointer that is new.
    pub kind: Option<AppointerKind>,
    pub office: Office,
    pub ordinary: Option<Sitting>,
    pub substitute: Option<Sitting>,
}

/// A person in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    pub name: Name,
    /// The day of the import, where there is none.
    pub from: Option<NaiveDate>,
    pub to: Until,
    pub account: Option<UserId>,
    /// The account stood in the file as a number of which a spreadsheet may have lost digits.
    #[serde(default)]
    pub may_be_rounded: bool,
}

impl Row {
    fn sitting(&self, capacity: Capacity) -> Option<&Sitting> {
        match capacity {
            Capacity::Ordinary => self.ordinary.as_ref(),
            Capacity::Substitute => self.substitute.as_ref(),
            Capacity::StandIn => None,
        }
    }
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The rows, as far as they can be read: a person with a fault is left out of theirs.
    pub rows: Vec<Row>,
    pub faults: Vec<Fault>,
}

impl Reading {
    /// As [`compare()`], with what could not be read told together with what contradicts what is kept.
    ///
    /// # Errors
    /// Every fault, by row and column.
    pub fn compare(
        &self,
        roster: &Roster,
        as_of: AsOf,
        next: &mut dyn FnMut() -> i64,
    ) -> Result<Difference, Vec<Fault>> {
        let compared = compare(roster, &self.rows, as_of, next);
        if self.faults.is_empty() {
            return compared;
        }
        // A cell is told of once: what it should be is known only when it can be read.
        let read: HashSet<(usize, Option<Column>)> =
            self.faults.iter().map(|fault| (fault.row, fault.column)).collect();
        let told = |fault: &Fault| read.contains(&(fault.row, fault.column));
        let mut more = compared.err().unwrap_or_default();
        more.retain(|fault| !told(fault));
        let mut all = [self.faults.clone(), more].concat();
        all.sort_by_key(|fault| (fault.row, fault.column));
        Err(all)
    }
}

/// A seat as it is kept, with all who have sat, sit and will sit in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatHistory {
    /// As it is on the day that the roster was read for.
    pub seat: Seat,
    /// What it was, is and is planned to be, in the order of the days.
    pub designations: Vec<Designation>,
    /// Its number in the group.
    pub number: i64,
    /// The last day on which it exists.
    pub to: Option<NaiveDate>,
    pub appointments: Vec<(Appointment, Person)>,
}

impl SeatHistory {
    /// The appointments in a capacity, by their first day.
    pub fn held(&self, capacity: Capacity) -> Vec<Appointment> {
        let mut held: Vec<Appointment> = self
            .appointments
            .iter()
            .map(|(appointment, _)| *appointment)
            .filter(|appointment| appointment.capacity == capacity)
            .collect();
        held.sort_by_key(|appointment| appointment.period.from);
        held
    }

    /// Who sits in it on a day.
    pub fn sitting(&self, capacity: Capacity, day: NaiveDate) -> Option<&Person> {
        let mut all = self.appointments.iter();
        all.find(|(one, _)| one.capacity == capacity && one.period.contains(day))
            .map(|(_, person)| person)
    }

    /// The seat as it is on a day.
    pub fn seat_on(&self, day: NaiveDate) -> Seat {
        let held = self.designations.iter().find(|one| one.holds(day));
        held.map_or_else(|| self.seat.clone(), |one| one.applied_to(&self.seat))
    }

    /// The seat in words, as it is on a day.
    pub fn place_on(&self, day: NaiveDate) -> SeatLabel {
        SeatLabel::of(&self.seat_on(day), self.number)
    }

    /// The seat without who sits in it, as it is on a day.
    pub fn as_on(&self, day: NaiveDate) -> SeatAs {
        SeatAs { seat: self.seat_on(day), number: self.number, to: self.to }
    }

    /// Whether the seat exists on a day.
    pub fn exists(&self, day: NaiveDate) -> bool {
        self.to.is_none_or(|to| day <= to)
    }

    /// Whether anybody has sat in it by a day: of a seat's first day nothing else is known.
    pub fn has_been_taken(&self, day: NaiveDate) -> bool {
        self.appointments.iter().any(|(one, _)| one.period.from <= day)
    }

    /// The seat in the words of a difference.
    pub fn place(&self) -> SeatLabel {
        SeatLabel::of(&self.seat, self.number)
    }
}

/// A group as it is kept, and whom and what its organisation knows.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    pub seats: Vec<SeatHistory>,
    /// Everybody in the organisation who has not erased themselves.
    pub people: Vec<Person>,
    pub appointers: Vec<Appointer>,
    /// People whose account is not a file's to give: they are others' to look after.
    pub guarded: HashSet<PersonId>,
    /// People whom whoever asks does not know: of no group of theirs.
    pub strangers: HashSet<PersonId>,
}

/// A seat in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SeatLabel {
    pub number: i64,
    pub appointer: String,
    pub office: Office,
}

impl SeatLabel {
    fn of(seat: &Seat, number: i64) -> Self {
        Self { number, appointer: seat.appointer_name.clone(), office: seat.office }
    }
}

/// A seat that is new, or has become another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatAs {
    pub seat: Seat,
    pub number: i64,
    pub to: Option<NaiveDate>,
}

impl SeatAs {
    /// The seat in the words of a difference.
    pub fn place(&self) -> SeatLabel {
        SeatLabel::of(&self.seat, self.number)
    }
}

/// A seat that becomes something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatChanged {
    /// What it is on that day, and what it becomes.
    pub was: SeatAs,
    pub is: SeatAs,
    pub from: NaiveDate,
    /// The last day, where something else is planned for after it.
    pub to: Option<NaiveDate>,
    /// What it is from day to day when that is done.
    pub designations: Vec<Designation>,
}

impl SeatChanged {
    /// A kept seat that becomes another from a day on, until what is planned for later.
    fn of(kept: &SeatHistory, is: SeatAs, from: NaiveDate) -> Self {
        let designations = becoming(&kept.designations, &is.seat, from);
        let to = designations.iter().find(|one| one.holds(from)).and_then(|one| one.to);
        Self { was: kept.as_on(from), is, from, to, designations }
    }

    /// The same in words.
    fn in_words(&self, today: NaiveDate) -> Change {
        let (before, after) = (self.was.place(), self.is.place());
        Change::SeatBecomes {
            before,
            after,
            from: Some(self.from).filter(|from| *from > today),
            to: self.to,
        }
    }
}

/// What would change: the steps to carry out, with ids already given to what is new, and the same
/// in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub appointers: Vec<Appointer>,
    pub people: Vec<Person>,
    /// People who are known and get an account.
    pub links: Vec<Person>,
    pub seats_added: Vec<SeatAs>,
    pub seats_changed: Vec<SeatChanged>,
    pub abolished: Vec<(SeatId, NaiveDate)>,
    pub steps: Vec<Step>,
    pub changes: Vec<Change>,
    /// Somebody who has sat, and when, whom nothing would be left of, or less than was. Then it may
    /// not be carried out.
    pub strikes: Option<(String, Period)>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Tells one difference from another, whatever ids it gives.
    pub fn digest(&self) -> String {
        use sha2::{Digest, Sha256};
        let hash = Sha256::digest(format!("{:?}", self.changes));
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// One change in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    NewSeat(SeatLabel),
    /// What the seat is, and what it becomes.
    SeatBecomes {
        before: SeatLabel,
        after: SeatLabel,
        /// Where that is a later day than today.
        from: Option<NaiveDate>,
        /// Where something else is planned for after that day.
        to: Option<NaiveDate>,
    },
    SeatUntil(SeatLabel, Option<NaiveDate>),
    SeatGone(SeatLabel, NaiveDate),
    Comes {
        place: SeatLabel,
        capacity: Capacity,
        name: String,
        period: Period,
    },
    Goes {
        place: SeatLabel,
        capacity: Capacity,
        name: String,
        last: NaiveDate,
    },
    Redated {
        place: SeatLabel,
        capacity: Capacity,
        name: String,
        before: Period,
        after: Period,
    },
    /// Somebody who was to come later does not.
    ComesNot {
        place: SeatLabel,
        capacity: Capacity,
        name: String,
        period: Period,
    },
    Linked {
        name: String,
        /// The account, where a spreadsheet may have lost digits of it: whoever reads this knows.
        doubtful: Option<UserId>,
    },
}
