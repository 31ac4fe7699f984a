//! Writing down a whole organisation: its groups, appointers, seats, people and officials.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{ActionError, Conflict, Missing};
use crate::domain::account::{GuildId, UserId};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{
    AppointerId, AppointmentId, GroupId, OfficialId, OrganisationId, PersonId, SeatId,
};
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Capacity, Office, Seat};
use crate::store::{Connection, Store, StoreError, organisations, people, seats};

/// An organisation on paper. People are known by their names: the same name is the same person.
#[derive(Clone, Debug)]
pub struct Charter {
    pub organisation: Organisation,
    pub groups: Vec<GroupCharter>,
    /// The chat accounts of those who have one, by name.
    pub accounts: HashMap<String, UserId>,
}

/// A group on paper.
#[derive(Clone, Debug)]
pub struct GroupCharter {
    /// Its ids are given when it is founded.
    pub group: Group,
    pub term: (NaiveDate, Option<NaiveDate>),
    pub official: Option<String>,
    pub deputy: Option<String>,
    pub seats: Vec<SeatCharter>,
}

/// A seat on paper, with the names of those who sit in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatCharter {
    pub appointer: String,
    pub appointer_kind: AppointerKind,
    pub office: Office,
    pub ordinary: Option<String>,
    pub substitute: Option<String>,
}

/// Writes the organisation down, whole or not at all.
///
/// # Errors
/// `Conflict` when the guild has its organisation already.
pub async fn found(
    store: &Store,
    charter: &Charter,
    now: DateTime<Utc>,
) -> Result<OrganisationId, ActionError> {
    let mut tx = store.write().await?;
    let guild: GuildId = charter.organisation.guild;
    if organisations::organisation_of_guild(&mut tx, guild).await?.is_some() {
        return Err(ActionError::Conflict(Conflict::AlreadyFounded));
    }
    let id = OrganisationId(store.next_id(now));
    let organisation = Organisation { id, ..charter.organisation.clone() };
    organisations::insert_organisation(&mut tx, &organisation, now).await?;
    let mut scribe = Scribe {
        store,
        db: &mut tx,
        now,
        id,
        accounts: &charter.accounts,
        people: HashMap::new(),
        appointers: HashMap::new(),
    };
    for group in &charter.groups {
        scribe.write_group(group).await?;
    }
    store.commit(tx).await?;
    Ok(id)
}

/// Links people of an organisation to their chat accounts, by name; whole or not at all. Returns
/// how many links there are to these accounts.
///
/// # Errors
/// `NotFound` when the guild has no organisation, or no person of that name.
pub async fn link(
    store: &Store,
    guild: GuildId,
    accounts: &HashMap<String, UserId>,
) -> Result<usize, ActionError> {
    let mut tx = store.write().await?;
    let organisation = organisations::organisation_of_guild(&mut tx, guild)
        .await?
        .ok_or(ActionError::NotFound(Missing::Organisation))?;
    for (name, account) in accounts {
        if people::link(&mut tx, organisation.id, name, *account).await? == 0 {
            return Err(ActionError::NotFound(Missing::Member));
        }
    }
    store.commit(tx).await?;
    Ok(accounts.len())
}

/// Writes a charter down, giving each name one id.
struct Scribe<'a> {
    store: &'a Store,
    db: &'a mut Connection,
    now: DateTime<Utc>,
    id: OrganisationId,
    accounts: &'a HashMap<String, UserId>,
    people: HashMap<String, PersonId>,
    appointers: HashMap<String, AppointerId>,
}

impl Scribe<'_> {
    fn next(&self) -> i64 {
        self.store.next_id(self.now)
    }

    async fn write_group(&mut self, paper: &GroupCharter) -> Result<(), StoreError> {
        let group =
            Group { id: GroupId(self.next()), organisation: self.id, ..paper.group.clone() };
        organisations::insert_group(self.db, &group, paper.term).await?;
        let from = paper.term.0;
        for (name, deputy) in [(&paper.official, false), (&paper.deputy, true)] {
            if let Some(name) = name {
                let person = self.person(name).await?;
                let id = OfficialId(self.next());
                seats::insert_official(self.db, self.id, id, (group.id, person, deputy), from)
                    .await?;
            }
        }
        for (seat, position) in paper.seats.iter().zip(1..) {
            self.write_seat(group.id, seat, position, from).await?;
        }
        Ok(())
    }

    async fn write_seat(
        &mut self,
        group: GroupId,
        paper: &SeatCharter,
        position: i64,
        from: NaiveDate,
    ) -> Result<(), StoreError> {
        let seat = Seat {
            id: SeatId(self.next()),
            appointer: self.appointer(&paper.appointer, paper.appointer_kind).await?,
            appointer_name: paper.appointer.clone(),
            office: paper.office,
        };
        seats::insert_seat(self.db, self.id, group, &seat, position).await?;
        for (name, capacity) in
            [(&paper.ordinary, Capacity::Ordinary), (&paper.substitute, Capacity::Substitute)]
        {
            if let Some(name) = name {
                let person = self.person(name).await?;
                let id = AppointmentId(self.next());
                seats::insert_appointment(self.db, self.id, id, (seat.id, person, capacity), from)
                    .await?;
            }
        }
        Ok(())
    }

    async fn person(&mut self, name: &str) -> Result<PersonId, StoreError> {
        if let Some(known) = self.people.get(name) {
            return Ok(*known);
        }
        let account = self.accounts.get(name).copied();
        let person = Person { id: PersonId(self.next()), name: name.to_owned(), account };
        people::insert_person(self.db, self.id, &person).await?;
        self.people.insert(person.name, person.id);
        Ok(person.id)
    }

    async fn appointer(
        &mut self,
        name: &str,
        kind: AppointerKind,
    ) -> Result<AppointerId, StoreError> {
        if let Some(known) = self.appointers.get(name) {
            return Ok(*known);
        }
        let id = AppointerId(self.next());
        seats::insert_appointer(self.db, self.id, (id, name, kind)).await?;
        self.appointers.insert(name.to_owned(), id);
        Ok(id)
    }
}
