//! Accounts: giving one to a person, and who may.
//!
//! Rights hang on accounts. Therefore whoever has one, has a post or leads a group, gets one only from
//! somebody who administers every group that they belong to.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::ActionError;
use super::identity::Visitor;
use crate::domain::account::UserId;
use crate::domain::group::Group;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::period::Period;
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::domain::seat::Office;
use crate::store::{Connection, appointments, groups, link_codes, officials, people, seats};

/// Why an account or a name cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    /// Somebody else has that name.
    NameTaken(String),
    /// The account is another person's, of this name.
    AccountTaken(String),
    /// The caller's account is linked already, to a person of this name.
    AlreadyLinked(String),
    /// A person belongs to that group too, which the caller does not administer.
    BelongsElsewhere(String, String),
    /// Too many wrong codes were tried.
    TooManyGuesses,
}

impl From<AccountRefusal> for ActionError {
    fn from(refusal: AccountRefusal) -> Self {
        Self::Account(refusal)
    }
}

/// Gives a person an account, the first or another. A code that waits for one is void.
pub(super) async fn give_account(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    account: UserId,
) -> Result<(), ActionError> {
    set_account(db, organisation, person, Some(account)).await
}

/// Takes a person's account away. A code that waits for one is void.
pub(super) async fn take_account(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), ActionError> {
    set_account(db, organisation, person, None).await
}

async fn set_account(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    account: Option<UserId>,
) -> Result<(), ActionError> {
    people::set_account(db, organisation, person, account).await?;
    link_codes::remove(db, organisation, person).await?;
    Ok(())
}

/// Refuses to change the account of somebody who has one, a post or a group to lead, and belongs to a
/// group that the visitor does not administer: or an official could take over what is another group's.
///
/// # Errors
/// `Account` with the group.
pub(super) async fn may_change_account(
    db: &mut Connection,
    visitor: &Visitor,
    person: &Person,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let belongs = belongs(db, visitor.organisation.id, person.id, now).await?;
    if person.account.is_none() && !belongs.holds_post && !belongs.leads {
        return Ok(());
    }
    match belongs.of_others(db, visitor, now).await? {
        Some(group) => {
            let (person, group) = (person.name.clone(), group.name.clone());
            Err(AccountRefusal::BelongsElsewhere(person, group).into())
        }
        None => Ok(()),
    }
}

/// Those who hold posts in groups that the visitor does not administer, or lead them.
pub(super) async fn rulers_of_others(
    db: &mut Connection,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<HashSet<PersonId>, ActionError> {
    let organisation = visitor.organisation.id;
    let mut found = HashSet::new();
    if visitor.caller.administrator {
        return Ok(found);
    }
    for group in groups::groups_of(db, organisation).await? {
        let on = group.day_of(now);
        let lasts = !group.term.is_over(on);
        if lasts && !can(&visitor.actor_in(db, &group, now).await?, Action::Administer) {
            let held = officials::officials_of(db, organisation, group.id, on).await?;
            found.extend(held.into_iter().map(|person| person.id));
            found.extend(leaders(db, &group, on).await?);
        }
    }
    Ok(found)
}

/// Chair and vice chair of a group on a day.
async fn leaders(
    db: &mut Connection,
    group: &Group,
    on: NaiveDate,
) -> Result<Vec<PersonId>, ActionError> {
    let seats = seats::occupied_seats(db, group.organisation, group.id, on).await?;
    let leading = seats.into_iter().filter(|one| one.seat.office != Office::Member);
    Ok(leading.filter_map(|one| one.ordinary).map(|person| person.id).collect())
}

/// Where somebody belongs: the groups that last and in which they hold something or are to, and
/// whether a post is among that, or a group to lead.
pub(super) struct Belongs {
    pub groups: Vec<Group>,
    pub holds_post: bool,
    leads: bool,
}

impl Belongs {
    /// One of the groups that the visitor does not administer; none for the server's administrator.
    async fn of_others(
        &self,
        db: &mut Connection,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Option<&Group>, ActionError> {
        for group in &self.groups {
            if !can(&visitor.actor_in(db, group, now).await?, Action::Administer) {
                return Ok(Some(group));
            }
        }
        Ok(None)
    }

    /// Whether the visitor administers all of them.
    pub async fn are_administered(
        &self,
        db: &mut Connection,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<bool, ActionError> {
        Ok(self.of_others(db, visitor, now).await?.is_none())
    }
}

pub(super) async fn belongs(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Belongs, ActionError> {
    let held = appointments::of_person(db, organisation, person).await?;
    let posts = officials::posts_of_person(db, organisation, person).await?;
    let mut belongs = Belongs { groups: Vec::new(), holds_post: false, leads: false };
    for group in groups::groups_of(db, organisation).await? {
        let on = group.day_of(now);
        let lasts = |period: &Period| !period.is_over(on);
        let seated = held.iter().any(|(id, one)| *id == group.id && lasts(&one.period));
        let posted = posts.iter().any(|one| one.group == group.id && lasts(&one.period));
        if lasts(&group.term) && (seated || posted) {
            belongs.leads |= leaders(db, &group, on).await?.contains(&person);
            belongs.groups.push(group);
            belongs.holds_post |= posted;
        }
    }
    Ok(belongs)
}
