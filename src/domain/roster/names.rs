//! Who and what a file means by a name.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Roster, Row, SeatHistory};
use crate::domain::account::UserId;
use crate::domain::id::PersonId;
use crate::domain::look::looks;
use crate::domain::person::Person;
use crate::domain::seat::{Appointer, AppointerKind, Capacity};

/// What is known by its name, in whatever case it is written; as it is written first.
pub struct ByName<T> {
    exact: HashMap<String, T>,
    folded: HashMap<String, String>,
    /// By what they look like.
    looks: HashMap<String, String>,
}

impl<T> ByName<T> {
    fn new(named: impl Iterator<Item = (String, T)>) -> Self {
        let (exact, folded, looks) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut all = Self { exact, folded, looks };
        named.for_each(|(name, one)| all.learn(name, one));
        all
    }

    pub fn learn(&mut self, name: String, one: T) {
        self.folded.entry(name.to_lowercase()).or_insert_with(|| name.clone());
        for look in looks(&name) {
            self.looks.entry(look).or_insert_with(|| name.clone());
        }
        self.exact.insert(name, one);
    }

    /// Another name that this one, which is new, would pass for.
    pub fn passed_for(&self, name: &str) -> Option<&str> {
        looks(name).iter().find_map(|look| self.looks.get(look)).map(String::as_str)
    }

    pub fn meant(&self, name: &str) -> Option<&T> {
        let alike = || self.exact.get(self.folded.get(&name.to_lowercase())?);
        self.exact.get(name).or_else(alike)
    }
}

/// The person of an id that was picked, or of a name that was typed.
pub fn person_meant<'a>(people: &'a [Person], typed: &str) -> Option<&'a Person> {
    let typed = typed.trim();
    let picked = people.iter().find(|one| one.id.to_string() == typed);
    let named = || ByName::new(people.iter().map(|one| (one.name.clone(), one)));
    picked.or_else(|| named().meant(typed).copied())
}

/// One of some names that a new one would pass for.
pub fn passed_for<'a>(names: impl IntoIterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let own = looks(name);
    names.into_iter().find(|other| looks(other).iter().any(|look| own.contains(look)))
}

impl Roster {
    /// Those who sit in the group's seats, did, or are to.
    pub fn seated(&self) -> HashSet<PersonId> {
        let held = self.seats.iter().flat_map(|seat| &seat.appointments);
        held.map(|(held, _)| held.person).collect()
    }

    /// As [`person_meant()`], of the organisation's people. Nobody picks whom they are not offered: strangers are
    /// named.
    pub fn person_meant(&self, typed: &str) -> Option<&Person> {
        person_meant(&self.people, typed)
            .filter(|one| !self.strangers.contains(&one.id) || one.id.to_string() != typed.trim())
    }

    /// Somebody who was picked, by their id.
    pub fn picked(&self, typed: &str) -> Option<&Person> {
        let mut known = self.people.iter().filter(|one| !self.strangers.contains(&one.id));
        known.find(|one| one.id.to_string() == typed.trim())
    }

    /// The appointer of an id that was picked, or of a name that was typed.
    pub fn appointer_meant(&self, typed: &str) -> Option<&Appointer> {
        let picked = self.appointers.iter().find(|one| one.id.to_string() == typed);
        let named = || ByName::new(self.appointers.iter().map(|one| (one.name.clone(), one)));
        picked.or_else(|| named().meant(typed).copied())
    }

    /// The seat of an id that was picked; or of what was typed: its number, or the appointer or
    /// person that no other seat of the day has.
    pub fn seat_meant(&self, typed: &str, on: NaiveDate) -> Option<&SeatHistory> {
        let typed = typed.trim().trim_end_matches('.').to_lowercase();
        let picked = self.seats.iter().find(|one| one.seat.id.to_string() == typed);
        let numbered = || self.seats.iter().find(|one| one.number.to_string() == typed);
        let alone = || {
            let named = |seat: &&SeatHistory| {
                let sits = |capacity| {
                    seat.sitting(capacity, on).is_some_and(|one| one.name.to_lowercase() == typed)
                };
                seat.exists(on)
                    && (seat.seat.appointer_name.to_lowercase() == typed
                        || sits(Capacity::Ordinary)
                        || sits(Capacity::Substitute))
            };
            let mut named = self.seats.iter().filter(named);
            named.next().filter(|_| named.next().is_none())
        };
        picked.or_else(numbered).or_else(alone)
    }
}

/// The people, accounts and appointers that an organisation and a file know.
pub struct Names {
    pub people: ByName<Person>,
    /// Whose an account is; without a name where that is not this group's to know.
    pub accounts: HashMap<UserId, Option<String>>,
    pub appointers: ByName<Appointer>,
    /// People whose account is not the file's to give.
    pub guarded: HashSet<PersonId>,
    /// What a file says of its appointers, in whatever row it says so first; by folded name.
    kinds: HashMap<String, AppointerKind>,
}

impl Names {
    pub fn of(roster: &Roster, rows: &[Row]) -> Self {
        let people = || roster.people.iter();
        let named = |person: &Person| (person.name.clone(), person.clone());
        let seated = roster.seated();
        let may_be_named = |id: PersonId| !roster.strangers.contains(&id) || seated.contains(&id);
        let linked = people().filter_map(|person| {
            let name = may_be_named(person.id).then(|| person.name.clone());
            Some((person.account?, name))
        });
        let appointers = roster.appointers.iter().map(|one| (one.name.clone(), one.clone()));
        let mut kinds = HashMap::new();
        for row in rows {
            let folded = row.appointer.as_str().to_lowercase();
            row.kind.map(|kind| *kinds.entry(folded).or_insert(kind));
        }
        Self {
            people: ByName::new(people().map(named)),
            accounts: linked.collect(),
            appointers: ByName::new(appointers),
            guarded: roster.guarded.clone(),
            kinds,
        }
    }

    /// The kind of a new appointer, from whichever row of the file says it.
    pub fn kind_said(&self, appointer: &str) -> Option<AppointerKind> {
        self.kinds.get(&appointer.to_lowercase()).copied()
    }
}
