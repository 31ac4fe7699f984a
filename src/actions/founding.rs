//! Writing down a whole organisation: its groups, appointers, seats, people and officials.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::accounts::AccountRefusal;
use super::accounts::give_account;
use super::agenda::{ItemRequest, arrange};
use super::registry::officials::appoint;
use super::registry::refusal::{ImportRefusal, RegisterRefusal};
use super::registry::{Registrar, declaration, read_roster};
use super::work::Work;
use super::{ActionError, Missing};
use crate::domain::account::{GuildId, UserId};
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::composition;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, OrganisationId, PersonId};
use crate::domain::person::Person;
use crate::domain::roster::{AsOf, Row, Sitting, Unread, compare};
use crate::store::{Store, groups, organisations, people};

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
    pub official: Option<String>,
    pub deputy: Option<String>,
    /// Its seats, and who sits in them from the first day of its term.
    pub rows: Vec<Row>,
    /// What it says of its own composition.
    pub composition: Option<String>,
    /// What it has to deal with, at no meeting yet.
    pub items: Vec<ItemRequest>,
}

/// Writes the organisation down, whole or not at all.
///
/// # Errors
/// `Register` when the guild has its organisation already; `Register` for seats or a composition
/// that contradict themselves.
pub async fn found(
    store: &Store,
    charter: &Charter,
    now: DateTime<Utc>,
) -> Result<OrganisationId, ActionError> {
    let organisation = charter.organisation.clone();
    let (mut work, organisation) = Work::founding(store, organisation, By::Operator, now).await?;
    for paper in &charter.groups {
        found_group(&mut work, paper, &charter.accounts).await?;
    }
    work.commit().await?;
    Ok(organisation.id)
}

async fn found_group(
    work: &mut Work<'_>,
    paper: &GroupCharter,
    accounts: &HashMap<String, UserId>,
) -> Result<(), ActionError> {
    let id = GroupId(work.next_id());
    let group = Group { id, organisation: work.organisation, ..paper.group.clone() };
    groups::insert_group(&mut work.db, &group).await?;
    let roster = read_roster(&mut work.db, &group, group.day_of(work.now)).await?;
    let rows: Vec<Row> = paper.rows.iter().map(|row| with_accounts(row, accounts)).collect();
    let difference = compare(&roster, &rows, AsOf::day(group.term.from), &mut || work.next_id())
        .map_err(|faults| ImportRefusal::Unread(Unread::Faults(faults)))?;
    let mut registrar = Registrar { work, group: &group };
    let period = Detail { from: Some(group.term.from), to: group.term.to, ..Detail::default() };
    registrar.log(registrar.entry(Deed::GroupCreated).with(period));
    registrar.carry_out(&difference).await?;
    for (name, deputy) in [(&paper.official, false), (&paper.deputy, true)] {
        let Some(name) = name else { continue };
        let account = accounts.get(name).copied();
        let person = person(&mut registrar, name, account).await?;
        let from = group.term.from.min(registrar.today());
        appoint(&mut registrar, &person, deputy, from).await?;
    }
    if let Some(text) = &paper.composition {
        let appointers =
            read_roster(&mut registrar.work.db, &group, group.day_of(registrar.work.now))
                .await?
                .appointers;
        let rules = composition::parse(text, &appointers)
            .map_err(|why| RegisterRefusal::Composition(why.0))?;
        declaration::declare_rules(&mut registrar, rules).await?;
    }
    arrange::found(work, &group, &paper.items).await?;
    work.calendar_changed(group.id);
    Ok(())
}

fn with_accounts(row: &Row, accounts: &HashMap<String, UserId>) -> Row {
    let linked = |sitting: &Option<Sitting>| {
        sitting.clone().map(|one| {
            let account = one.account.or_else(|| accounts.get(one.name.as_str()).copied());
            Sitting { account, ..one }
        })
    };
    Row { ordinary: linked(&row.ordinary), substitute: linked(&row.substitute), ..row.clone() }
}

async fn person(
    registrar: &mut Registrar<'_, '_>,
    name: &str,
    account: Option<UserId>,
) -> Result<Person, ActionError> {
    let organisation = registrar.group.organisation;
    if let Some(known) = people::named(&mut registrar.work.db, organisation, name).await? {
        return Ok(known);
    }
    let id = PersonId(registrar.work.next_id());
    let person = Person { id, name: name.to_owned(), account };
    let new = std::slice::from_ref(&person);
    people::insert_people(&mut registrar.work.db, organisation, new).await?;
    Ok(person)
}

/// Links people of an organisation to their chat accounts, by name; whole or not at all. Returns
/// how many links there are to these accounts.
///
/// # Errors
/// `NotFound` when the guild has no organisation, or no person of that name; `Register` when an
/// account is somebody else's.
pub async fn link(
    store: &Store,
    guild: GuildId,
    accounts: &HashMap<String, UserId>,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let found = {
        let mut db = store.read().await?;
        organisations::organisation_of_guild(&mut db, guild).await?
    };
    let organisation = found.ok_or(ActionError::NotFound(Missing::Organisation))?.id;
    let mut work = Work::in_organisation(store, (organisation, guild), now).await?;
    for (name, account) in accounts {
        let person = people::named(&mut work.db, organisation, name).await?;
        let person = person.ok_or(ActionError::NotFound(Missing::Member))?;
        match people::person_of_account(&mut work.db, organisation, *account).await? {
            Some(other) if other.id != person.id => {
                return Err(AccountRefusal::AccountTaken(Some(other.name)).into());
            }
            Some(_) => {}
            None => {
                give_account(&mut work.db, organisation, person.id, *account).await?;
                work.log([work.entry(Deed::Linked).about(person.id)]);
                // Their names stand in the messages of every group that they belong to.
                work.everything_changed();
            }
        }
    }
    work.commit().await?;
    Ok(accounts.len())
}
