//! Accounts: giving one to a person, and who may.
//!
//! Rights hang on accounts. Therefore whoever has one, or has a post, gets another only from somebody
//! who administers every group that they belong to.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::identity::{Visitor, today};
use super::{ActionError, Conflict};
use crate::domain::account::UserId;
use crate::domain::group::Group;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::period::Period;
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::store::{Connection, appointments, groups, link_codes, officials, people};

/// Gives a person an account, the first or another. A code that waits for one is void.
pub(super) async fn give_account(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
    account: UserId,
) -> Result<(), ActionError> {
    people::set_account(db, organisation, person, Some(account)).await?;
    link_codes::remove(db, organisation, person).await?;
    Ok(())
}

/// Refuses to change the account of somebody who has one, or a post, and belongs to a group that the
/// visitor does not administer: or an official could take over the account of another group's.
///
/// # Errors
/// `Conflict` with the group.
pub(super) async fn may_change_account(
    db: &mut Connection,
    visitor: &Visitor,
    person: &Person,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let belongs = belongs(db, visitor.organisation.id, person.id, now).await?;
    if person.account.is_none() && !belongs.holds_post {
        return Ok(());
    }
    match belongs.of_others(db, visitor, now).await? {
        Some(group) => {
            let (person, group) = (person.name.clone(), group.name.clone());
            Err(ActionError::Conflict(Conflict::BelongsElsewhere(person, group)))
        }
        None => Ok(()),
    }
}

/// Those who hold posts in groups that the visitor does not administer.
pub(super) async fn officials_of_others(
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
        let on = today(&group, now);
        let lasts = !group.term.is_over(on);
        if lasts && !can(&visitor.actor_in(db, &group, now).await?, Action::Administer) {
            let held = officials::officials_of(db, organisation, group.id, on).await?;
            found.extend(held.into_iter().map(|person| person.id));
        }
    }
    Ok(found)
}

/// Where somebody belongs: the groups that last and in which they hold something or are to, and
/// whether a post is among that.
pub(super) struct Belongs {
    pub groups: Vec<Group>,
    pub holds_post: bool,
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
    let mut belongs = Belongs { groups: Vec::new(), holds_post: false };
    for group in groups::groups_of(db, organisation).await? {
        let on = today(&group, now);
        let lasts = |period: &Period| !period.is_over(on);
        let seated = held.iter().any(|(id, one)| *id == group.id && lasts(&one.period));
        let posted = posts.iter().any(|one| one.group == group.id && lasts(&one.period));
        if lasts(&group.term) && (seated || posted) {
            belongs.groups.push(group);
            belongs.holds_post |= posted;
        }
    }
    Ok(belongs)
}
