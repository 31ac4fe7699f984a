//! Groups, seats and people, through a term and its changes.
//!
//! Whatever changes a seat is a [`Difference`](crate::domain::roster::Difference) that the
//! registrar carries out: a command's single step as well as a file of ten thousand rows.

pub mod channels;
pub mod check;
pub mod declaration;
mod entries;
pub mod export;
pub mod groups;
mod homes;
pub mod import;
pub mod log;
pub mod officials;
mod readers;
pub mod refusal;
mod registrar;
pub mod roster;
pub mod seat;
mod seat_change;
mod seat_request;
pub mod settings;
pub mod settings_request;

pub use homes::Newcomer;
pub(super) use registrar::{Registrar, read_roster};
pub use seat_request::Field;

use super::accounts::{AccountRefusal, Belonging, give_account};
use super::identity::Visitor;
use super::work::Work;
use super::{ActionError, typed};
use crate::domain::account::UserId;
use crate::domain::audit::Deed;
use crate::domain::id::PersonId;
use crate::domain::look::is_reserved;
use crate::domain::person::Person;
use crate::domain::roster::{passed_for, person_meant};
use crate::domain::wording::Name;
use crate::store::{StoreError, people};

/// Somebody who was picked among the members of the chat server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    pub account: UserId,
    /// What they are called there: their name, if they are nobody's yet.
    pub name: String,
    /// What nobody else is called there: added to the name, where somebody else has that.
    pub username: String,
}

/// Somebody who was picked, as a person of the organisation.
#[derive(Clone, Debug)]
pub(super) struct PickedPerson {
    pub person: Person,
    /// Whether they were known by their name alone, and are linked only now.
    pub by_name: bool,
}

/// The person behind an account; or of that name, if they have none and the visitor may give them
/// one; or else somebody new.
pub(super) async fn person_picked(
    registrar: &mut Registrar<'_, '_>,
    visitor: &Visitor,
    picked: &Picked,
) -> Result<PickedPerson, ActionError> {
    let organisation = registrar.group.organisation;
    let Work { db, now, .. } = &mut *registrar.work;
    let known = people::person_of_account(db, organisation, picked.account).await?;
    if let Some(person) = known {
        return Ok(PickedPerson { person, by_name: false });
    }
    let name = typed::name(&picked.name)?;
    let account = Some(picked.account);
    let all = people::people_of(db, organisation).await?;
    let namesake = person_meant(&all, name.as_str()).cloned();
    let is_confusing = is_own(&name, all.iter().map(|one| one.name.as_str())).is_err();
    let by_name = match &namesake {
        // Whoever is others' to look after is not known by what somebody calls themselves.
        Some(person) if person.account.is_none() => {
            let belonging = Belonging::of_person(db, visitor, person.id, *now).await?;
            belonging.looks_after(person.id) && belonging.may_link(person).is_ok()
        }
        _ => false,
    };
    let person = match namesake {
        Some(person) if by_name => {
            give_account(db, organisation, person.id, picked.account).await?;
            registrar.work.everything_changed();
            Person { account, ..person }
        }
        namesake => {
            // Two of one name are told apart; the name can be corrected.
            let name = match namesake {
                None if !is_confusing => name,
                _ => typed::name(&format!("{} ({})", picked.name, picked.username))?,
            };
            let id = PersonId(registrar.work.next_id());
            let person = Person { id, name: name.to_string(), account };
            let new = std::slice::from_ref(&person);
            let inserted = people::insert_people(&mut registrar.work.db, organisation, new).await;
            inserted.map_err(|error| taken_by(error, &person.name))?;
            person
        }
    };
    registrar.log(registrar.entry(Deed::Linked).of_no_group().about(person.id));
    Ok(PickedPerson { person, by_name })
}

/// Refuses a new name that passes for one of others, or for the program's own words.
///
/// # Errors
/// `Account` with what it passes for.
pub(super) fn is_own<'a>(
    name: &Name,
    others: impl IntoIterator<Item = &'a str>,
) -> Result<(), AccountRefusal> {
    let typed = || name.to_string();
    match passed_for(others, name.as_str()) {
        Some(other) => Err(AccountRefusal::PassesFor(typed(), other.to_owned())),
        None if is_reserved(name.as_str()) => Err(AccountRefusal::Reserved(typed())),
        None => Ok(()),
    }
}

/// Gives a person another name, also in what has been sent.
///
/// # Errors
/// `Register` when it is another's.
pub(super) async fn give_name(
    work: &mut Work<'_>,
    person: PersonId,
    name: &Name,
) -> Result<(), ActionError> {
    let organisation = work.organisation;
    // Names that differ in case alone are one name to whoever types them.
    let people = people::people_of(&mut work.db, organisation).await?;
    let folded = name.as_str().to_lowercase();
    let others = || people.iter().filter(|one| one.id != person).map(|one| one.name.as_str());
    if others().any(|other| other.to_lowercase() == folded) {
        return Err(AccountRefusal::NameTaken(name.to_string()).into());
    }
    is_own(name, others())?;
    let renamed = people::rename(&mut work.db, organisation, person, name.as_str()).await;
    renamed.map_err(|error| taken_by(error, name.as_str()))?;
    work.everything_changed();
    Ok(())
}

/// A name that stands already, told as what it is.
fn taken_by(error: StoreError, name: &str) -> ActionError {
    match error {
        StoreError::Duplicate(_) => AccountRefusal::NameTaken(name.to_owned()).into(),
        other => other.into(),
    }
}
