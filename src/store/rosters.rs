//! Who sits in the seats of groups on a day, as it was last read: what most of those who press ask for is the same as a moment
//! before.
//!
//! Whatever a transaction may change of that, it changes in its organisation's turn, and has all of it forgotten before it is
//! kept; and what is read in a turn nobody else changes. So it is on SQLite, whose file one process has. On a server another may
//! have taken over, and nothing is remembered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use crate::domain::id::GroupId;
use crate::domain::seat::Occupied;

/// How many are remembered.
const MOST: usize = 1000;

/// The seats of groups, each as they are on a day.
type Remembered = HashMap<(GroupId, NaiveDate), Arc<[Occupied]>>;

#[derive(Default)]
pub struct Rosters(Mutex<Remembered>);

impl Rosters {
    /// The seats of a group as they are on a day, with the people appointed to them, where that is known.
    pub fn of(&self, group: GroupId, on: NaiveDate) -> Option<Arc<[Occupied]>> {
        self.known(|known| known.get(&(group, on)).cloned())
    }

    /// Remembers what was read in the turn of the group's organisation.
    pub fn learn(&self, group: GroupId, on: NaiveDate, seats: &Arc<[Occupied]>) {
        self.known(|known| {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert((group, on), seats.clone());
        });
    }

    /// It may all be otherwise.
    pub fn forget(&self) {
        self.known(Remembered::clear);
    }

    fn known<T>(&self, ask: impl FnOnce(&mut Remembered) -> T) -> T {
        ask(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sits_where_is_remembered_by_the_day_until_it_is_forgotten_and_no_more_than_so_many() {
        let (rosters, nobody) = (Rosters::default(), Arc::from([]));
        let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).expect("a day");
        rosters.learn(GroupId(1), day(1), &nobody);
        assert_eq!(rosters.of(GroupId(1), day(1)), Some(nobody.clone()));
        assert_eq!(rosters.of(GroupId(1), day(2)), None, "of another day");
        rosters.forget();
        assert_eq!(rosters.of(GroupId(1), day(1)), None);
        for group in 0..=1000 {
            rosters.learn(GroupId(group), day(1), &nobody);
        }
        assert!(rosters.known(|known| known.len()) <= MOST);
    }
}
