//! People who get a seat in a group and are at home in another: that group is told, and its log has it.

use std::collections::{BTreeMap, HashMap};

use super::registrar::Registrar;
use crate::actions::ActionError;
use crate::actions::notices::group::about_group;
use crate::domain::appointment::{Step, as_entered};
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::group::Group;
use crate::domain::home::{Tie, TieKind, home, lasting};
use crate::domain::id::{GroupId, PersonId, SeatId};
use crate::domain::notice::{Destination, GroupNotice};
use crate::domain::period::Period;
use crate::domain::roster::Difference;
use crate::domain::seat::Capacity;
use crate::store::{groups, officials, people, ties};

/// Somebody who comes into a group, and is at home in another.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub person: PersonId,
    pub name: String,
    pub home: Group,
    pub seat: SeatId,
    pub capacity: Capacity,
    pub period: Period,
}

impl Registrar<'_, '_> {
    /// Those who are at home in another group and get their first seat in this one, before that is done.
    pub async fn newcomers(
        &mut self,
        difference: &Difference,
    ) -> Result<Vec<Newcomer>, ActionError> {
        let mut begun = BTreeMap::new();
        for step in as_entered(&difference.steps, self.today()) {
            if let Step::Begin { seat, person, capacity, period } = step {
                begun.entry(person).or_insert((seat, capacity, period));
            }
        }
        // Whoever is new with the change is nobody's yet.
        difference.people.iter().for_each(|new| {
            begun.remove(&new.id);
        });
        let known: Vec<PersonId> = begun.keys().copied().collect();
        let organisation = self.group.organisation;
        let mut by_person: HashMap<PersonId, Vec<Tie>> = HashMap::new();
        for tie in ties::of_people(&mut self.work.db, organisation, &known).await? {
            by_person.entry(tie.person).or_default().push(tie);
        }
        if by_person.is_empty() {
            return Ok(Vec::new());
        }
        let groups = groups::groups_of(&mut self.work.db, organisation).await?;
        let groups: HashMap<GroupId, Group> = groups.into_iter().map(|one| (one.id, one)).collect();
        let people = people::people_of(&mut self.work.db, organisation).await?;
        let names: HashMap<PersonId, String> =
            people.into_iter().map(|person| (person.id, person.name)).collect();
        let mut newcomers = Vec::new();
        for (person, ties) in by_person {
            let ties = lasting(&ties, |group| {
                let group = groups.get(&group)?;
                let on = group.day_of(self.work.now);
                Some((on, group.term.is_over(on)))
            });
            let sits_here =
                |tie: &Tie| matches!(tie.kind, TieKind::Seated(_)) && tie.group == self.group.id;
            let is_new = !ties.iter().any(sits_here);
            let home = home(&ties).filter(|home| *home != self.group.id);
            let home = home.and_then(|home| groups.get(&home)).filter(|_| is_new);
            let (Some(home), Some((seat, capacity, period))) = (home, begun.get(&person)) else {
                continue;
            };
            let name = names.get(&person).cloned().unwrap_or_default();
            let (seat, capacity, period) = (*seat, *capacity, *period);
            newcomers.push(Newcomer { person, name, home: home.clone(), seat, capacity, period });
        }
        newcomers.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(newcomers)
    }

    /// Tells the homes of newcomers, once each, and notes it in their logs.
    pub(super) async fn tell_homes(&mut self, newcomers: &[Newcomer]) -> Result<(), ActionError> {
        // Whoever runs the bot has laid out all groups at once.
        if self.work.by == By::Operator {
            return Ok(());
        }
        let mut homes: BTreeMap<GroupId, (&Group, i64)> = BTreeMap::new();
        for one in newcomers {
            let (home, change) =
                *homes.entry(one.home.id).or_insert_with(|| (&one.home, self.work.next_id()));
            let detail = Detail {
                capacity: Some(one.capacity.word().to_owned()),
                from: Some(one.period.from),
                to: one.period.to,
                change: Some(change),
                ..Detail::default()
            };
            let entry = self.work.entry(Deed::SeatedElsewhere).in_group(home.id);
            self.work.log([entry.about(one.person).at_seat(one.seat).with(detail)]);
        }
        for (home, change) in homes.into_values() {
            let (now, on) = (self.work.now, home.day_of(self.work.now));
            let db = &mut self.work.db;
            let held = officials::officials_of(db, home.organisation, home.id, on).await?;
            // Whoever looks after both knows.
            if !held.iter().any(|official| self.work.by == By::Person(official.id)) {
                let kind = GroupNotice::SeatedElsewhere;
                self.work.owe([about_group(home, kind, Destination::Officials, change, now)]);
            }
        }
        Ok(())
    }
}
