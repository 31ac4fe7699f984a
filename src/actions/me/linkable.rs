//! Whose account and name somebody may change.

use chrono::{DateTime, Utc};

use crate::actions::accounts::Belonging;
use crate::actions::choices::groups_where;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::permission::{Action, Actor, WhoMay, can};
use crate::domain::person::Person;
use crate::domain::roster::person_meant;
use crate::store::{Connection, Store, people};

/// The people whom the caller may link: those who are at home in a group that they administer, and for the
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
    let mut all = people::people_of(&mut db, visitor.organisation.id).await?;
    if !caller.administrator {
        let belonging = Belonging::of_all(&mut db, &visitor, now).await?;
        all.retain(|person| belonging.looks_after(person.id));
    }
    // Those without an account are those who wait.
    all.sort_by_key(|person| person.account.is_some());
    Ok(all)
}

/// A person whose account the visitor may change.
pub(in crate::actions) async fn with_account(
    db: &mut Connection,
    visitor: &Visitor,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Person, ActionError> {
    let (person, belonging) = known(db, visitor, person, now).await?;
    belonging.may_link(&person)?;
    Ok(person)
}

/// A person whose name the visitor may put right.
pub(super) async fn with_name(
    db: &mut Connection,
    visitor: &Visitor,
    person: &str,
    now: DateTime<Utc>,
) -> Result<Person, ActionError> {
    let (person, belonging) = known(db, visitor, person, now).await?;
    belonging.may_rename(&person)?;
    Ok(person)
}

/// A person whom the visitor knows: one of a group of theirs, or anybody for the server's administrator. Of
/// others nobody learns whether there are any of that name.
async fn known(
    db: &mut Connection,
    visitor: &Visitor,
    person: &str,
    now: DateTime<Utc>,
) -> Result<(Person, Belonging), ActionError> {
    let administers = |actor: &Actor| can(actor, Action::Administer);
    let is_administrator = visitor.caller.administrator;
    if !is_administrator && groups_where(db, visitor, administers, now).await?.is_empty() {
        return Err(ActionError::Denied(WhoMay::AdministratorAndOfficial));
    }
    let people = people::people_of(db, visitor.organisation.id).await?;
    let missing = || match is_administrator {
        true => ActionError::NotFound(Missing::Person),
        false => ActionError::NotFound(Missing::PersonOfTheirs),
    };
    let person = person_meant(&people, person).ok_or_else(missing)?;
    let belonging = Belonging::of_person(db, visitor, person.id, now).await?;
    if !belonging.knows(person.id) {
        return Err(missing());
    }
    Ok((person.clone(), belonging))
}
