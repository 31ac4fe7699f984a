//! Whose account and name somebody may change: those of the people of their groups.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use crate::actions::accounts::{belongs, may_change_account};
use crate::actions::choices::groups_where;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::group::Group;
use crate::domain::permission::{Action, Actor, WhoMay, can};
use crate::domain::person::Person;
use crate::domain::roster::person_meant;
use crate::store::{Connection, Store, appointments, officials, people};

/// The people whom the caller may link: those of the groups that they administer, and for the
/// server's administrator everybody.
///
/// # Errors
/// `NotFound` where there is no organisation.
pub async fn people_to_link(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Person>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let organisation = visitor.organisation.id;
    let mut all = people::people_of(&mut db, organisation).await?;
    if !caller.administrator {
        let mut own = HashSet::new();
        for group in groups_where(&mut db, &visitor, administers, now).await? {
            let on = group.day_of(now);
            let held = appointments::of_group(&mut db, organisation, group.id).await?;
            let held = held.into_iter().filter(|(one, _)| !one.period.is_over(on));
            own.extend(held.map(|(one, _)| one.person));
            let officials = officials::officials_of(&mut db, organisation, group.id, on).await?;
            own.extend(officials.into_iter().map(|person| person.id));
        }
        all.retain(|person| own.contains(&person.id));
    }
    // Those without an account are those who wait.
    all.sort_by_key(|person| person.account.is_some());
    Ok(all)
}

/// A person whose account the visitor may change.
pub(super) async fn with_account(
    db: &mut Connection,
    visitor: &Visitor,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Person, ActionError> {
    let person = administered(db, visitor, person, now).await?;
    may_change_account(db, visitor, &person, now).await?;
    Ok(person)
}

/// A person whom the visitor administers: one of a group of theirs, or anybody for the server's
/// administrator.
pub(super) async fn administered(
    db: &mut Connection,
    visitor: &Visitor,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Person, ActionError> {
    let (organisation, is_administrator) = (visitor.organisation.id, visitor.caller.administrator);
    let own = groups_where(db, visitor, administers, now).await?;
    let refused = || ActionError::Denied(WhoMay::AdministratorAndOfficial);
    if own.is_empty() && !is_administrator {
        return Err(refused());
    }
    let people = people::people_of(db, organisation).await?;
    let person = person_meant(&people, person).ok_or(ActionError::NotFound(Missing::Person))?;
    let belongs = belongs(db, organisation, person.id, now).await?;
    let is_own = |group: &Group| own.iter().any(|one| one.id == group.id);
    if is_administrator || belongs.groups.iter().any(is_own) {
        Ok(person.clone())
    } else {
        Err(refused())
    }
}

fn administers(actor: &Actor) -> bool {
    can(actor, Action::Administer)
}
