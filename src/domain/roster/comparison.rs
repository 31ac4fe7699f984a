//! A comparison under way: whom and what a file means, what is wrong, and what is found to change.

use chrono::NaiveDate;

use super::names::Names;
use super::{Change, Column, Difference, Fault, Row, Sitting, Wrong};
use crate::domain::appointment::Step;
use crate::domain::id::{AppointerId, PersonId};
use crate::domain::look::is_reserved;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::seat::{Appointer, AppointerKind, Capacity};

/// A comparison under way.
pub(super) struct Comparison<'a> {
    pub(super) names: Names,
    pub(super) on: NaiveDate,
    pub(super) today: NaiveDate,
    /// Seats that are new are there from that day on at the latest.
    pub(super) seats_by: NaiveDate,
    /// From when on seats are what the file says.
    pub(super) seats_from: NaiveDate,
    pub(super) next: &'a mut dyn FnMut() -> i64,
    pub(super) faults: Vec<Fault>,
    pub(super) difference: Difference,
}

impl Comparison<'_> {
    pub(super) fn fault(&mut self, row: usize, column: Column, wrong: Wrong) {
        self.faults.push(Fault { row, column: Some(column), wrong });
    }

    pub(super) fn push(&mut self, step: Step, change: Change) {
        self.difference.steps.push(step);
        self.difference.changes.push(change);
    }

    /// Somebody's history would be struck out.
    pub(super) fn strike(&mut self, name: &str, period: Period) {
        self.difference.strikes.get_or_insert_with(|| (name.to_owned(), period));
    }

    /// The appointer of a row, known or new. Whoever is new and of no kind is told of once.
    pub(super) fn appointer(&mut self, row: &Row) -> Appointer {
        let name = row.appointer.as_str();
        if let Some(known) = self.names.appointers.meant(name).cloned() {
            if row.kind.is_some_and(|said| said != known.kind) {
                self.fault(row.number, Column::Kind, Wrong::KindDiffers(known.kind));
            }
            return known;
        }
        if let Some(other) = self.names.appointers.passed_for(name).map(str::to_owned) {
            self.fault(row.number, Column::Appointer, Wrong::PassesFor(other));
        } else if is_reserved(name) {
            self.fault(row.number, Column::Appointer, Wrong::Reserved(name.to_owned()));
        }
        let name = name.to_owned();
        let kind = self.names.kind_said(&name).unwrap_or_else(|| {
            self.fault(row.number, Column::Kind, Wrong::KindNeeded(name.clone()));
            AppointerKind::Other
        });
        let new = Appointer { id: AppointerId((self.next)()), name: name.clone(), kind };
        self.difference.appointers.push(new.clone());
        self.names.appointers.learn(name, new.clone());
        new
    }

    /// The person of a cell, known or new, linked to the account that stands beside.
    pub(super) fn person(&mut self, row: usize, capacity: Capacity, sitting: &Sitting) -> Person {
        let known = self.names.people.meant(sitting.name.as_str()).cloned();
        let is_known = known.is_some();
        if !is_known {
            self.new_name(row, capacity, sitting.name.as_str());
        }
        let mut person = known.unwrap_or_else(|| Person {
            id: PersonId((self.next)()),
            name: sitting.name.to_string(),
            account: None,
        });
        let linked = self.link(row, capacity, (&mut person, sitting));
        if linked {
            let doubtful = person.account.filter(|_| sitting.may_be_rounded);
            self.difference.changes.push(Change::Linked { name: person.name.clone(), doubtful });
        }
        if !is_known {
            self.difference.people.push(person.clone());
        } else if linked {
            self.relink(&person);
        }
        self.names.people.learn(person.name.clone(), person.clone());
        person
    }

    /// Whoever is new is called like nobody else, nor as the program calls others.
    fn new_name(&mut self, row: usize, capacity: Capacity, name: &str) {
        let [column, ..] = Column::of(capacity);
        if let Some(other) = self.names.people.passed_for(name).map(str::to_owned) {
            self.fault(row, column, Wrong::PassesFor(other));
        } else if is_reserved(name) {
            self.fault(row, column, Wrong::Reserved(name.to_owned()));
        }
    }

    /// Gives a person the account of their cell. Returns whether that is new.
    fn link(
        &mut self,
        row: usize,
        capacity: Capacity,
        (person, sitting): (&mut Person, &Sitting),
    ) -> bool {
        let [.., column] = Column::of(capacity);
        let new = sitting.account.filter(|account| person.account != Some(*account));
        let Some(account) = new else { return false };
        if let Some(other) = self.names.accounts.get(&account).cloned() {
            self.fault(row, column, Wrong::AccountTaken(other));
            return false;
        }
        if person.account.is_some() {
            self.fault(row, column, Wrong::AccountDiffers);
            return false;
        }
        if self.names.guarded.contains(&person.id) {
            self.fault(row, column, Wrong::AccountGuarded);
            return false;
        }
        person.account = Some(account);
        self.names.accounts.insert(account, Some(person.name.clone()));
        true
    }

    /// Somebody who is kept, or stands in an earlier row, gets an account.
    fn relink(&mut self, person: &Person) {
        match self.difference.people.iter_mut().find(|new| new.id == person.id) {
            Some(new) => new.account = person.account,
            None => self.difference.links.push(person.clone()),
        }
    }
}
