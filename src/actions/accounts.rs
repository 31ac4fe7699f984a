//! Accounts and names: giving them to a person, and who may.
//!
//! Rights hang on accounts. Therefore a person's home looks after their name and account
//! ([`crate::domain::home`]), and where the account gives rights in other groups too, whoever administers those
//! as well.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::ActionError;
use super::identity::Visitor;
use crate::domain::account::UserId;
use crate::domain::group::Group;
use crate::domain::home::{Tie, home, lasting, with_a_say};
use crate::domain::id::{GroupId, OrganisationId, PersonId};
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::store::{Connection, accesses, groups, link_codes, people, ties};

/// Why an account or a name cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountRefusal {
    /// Somebody else has that name.
    NameTaken(String),
    /// What was typed looks like that name, and is not it.
    PassesFor(String, String),
    /// What was typed is one of the program's own words.
    Reserved(String),
    /// The account is another person's: of this name, where the caller may know.
    AccountTaken(Option<String>),
    /// The caller's account is linked already, to a person of this name.
    AlreadyLinked(String),
    /// A person is at home in that group, which the caller does not administer.
    AtHomeElsewhere(String, String),
    /// A person's account gives rights in that group, which the caller does not administer.
    RulesElsewhere(String, String),
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
    // Whoever had the account, or looked after who had none, reads nothing more on the person's rights.
    accesses::revoke_all(db, organisation, person).await?;
    link_codes::remove(db, organisation, person).await?;
    Ok(())
}

/// Whose people are, as seen by somebody: what ties them to groups that last, and which of those the visitor
/// administers.
pub(super) struct Belonging {
    /// Each with whether the visitor administers it.
    groups: HashMap<GroupId, (Group, bool)>,
    by_person: HashMap<PersonId, Vec<Tie>>,
    is_administrator: bool,
}

impl Belonging {
    /// Of everybody in the visitor's organisation.
    pub async fn of_all(
        db: &mut Connection,
        visitor: &Visitor,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let ties = ties::of_all(db, visitor.organisation.id).await?;
        Self::seen_by(db, visitor, ties, now).await
    }

    /// Of one person.
    pub async fn of_person(
        db: &mut Connection,
        visitor: &Visitor,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let ties = ties::of_people(db, visitor.organisation.id, &[person]).await?;
        Self::seen_by(db, visitor, ties, now).await
    }

    async fn seen_by(
        db: &mut Connection,
        visitor: &Visitor,
        ties: Vec<Tie>,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let mut groups = HashMap::new();
        for group in groups::groups_of(db, visitor.organisation.id).await? {
            if ties.iter().any(|tie| tie.group == group.id) {
                let actor = visitor.actor_in(db, &group, now).await?;
                groups.insert(group.id, (group, can(&actor, Action::Administer)));
            }
        }
        let mut by_person: HashMap<PersonId, Vec<Tie>> = HashMap::new();
        for tie in ties {
            by_person.entry(tie.person).or_default().push(tie);
        }
        for ties in by_person.values_mut() {
            *ties = lasting(ties, |group| {
                let (group, _) = groups.get(&group)?;
                Some((group.day_of(now), group.term.is_over(group.day_of(now))))
            });
        }
        Ok(Self { groups, by_person, is_administrator: visitor.caller.administrator })
    }

    fn ties(&self, person: PersonId) -> &[Tie] {
        self.by_person.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The group, where it is one that the visitor does not administer.
    fn of_others(&self, group: GroupId) -> Option<&Group> {
        let (group, is_own) = self.groups.get(&group)?;
        (!is_own && !self.is_administrator).then_some(group)
    }

    /// A person's home, where the visitor does not look after it.
    pub fn home_of_others(&self, person: PersonId) -> Option<&Group> {
        self.of_others(home(self.ties(person))?)
    }

    /// Whether the visitor looks after the person's name: they administer the home, or the server.
    pub fn looks_after(&self, person: PersonId) -> bool {
        let home = home(self.ties(person));
        self.is_administrator || home.is_some_and(|home| self.of_others(home).is_none())
    }

    /// Whether the visitor knows the person: who belongs to a group of theirs.
    pub fn knows(&self, person: PersonId) -> bool {
        let ties = self.ties(person);
        self.is_administrator || ties.iter().any(|tie| self.of_others(tie.group).is_none())
    }

    /// Refuses to change a person's name where another group looks after it.
    ///
    /// # Errors
    /// `Account` with that group.
    pub fn may_rename(&self, person: &Person) -> Result<(), ActionError> {
        match self.home_of_others(person.id) {
            Some(home) => {
                Err(AccountRefusal::AtHomeElsewhere(person.name.clone(), home.name.clone()).into())
            }
            None => Ok(()),
        }
    }

    /// Refuses to change a person's account where another group looks after it, or where it would give rights
    /// or tell secrets that are another group's.
    ///
    /// # Errors
    /// `Account` with that group.
    pub fn may_link(&self, person: &Person) -> Result<(), ActionError> {
        self.may_rename(person)?;
        match self.has_a_say(person.id) {
            Some(group) => {
                let (person, group) = (person.name.clone(), group.name.clone());
                Err(AccountRefusal::RulesElsewhere(person, group).into())
            }
            None => Ok(()),
        }
    }

    fn has_a_say(&self, person: PersonId) -> Option<&Group> {
        with_a_say(self.ties(person)).find_map(|group| self.of_others(group))
    }

    /// Those of some people whom the visitor does not know.
    pub fn strangers(&self, people: &[Person]) -> HashSet<PersonId> {
        people.iter().map(|one| one.id).filter(|one| !self.knows(*one)).collect()
    }

    /// Those whose account is not the visitor's to give.
    pub fn guarded(&self) -> HashSet<PersonId> {
        let people = self.by_person.keys().copied();
        people
            .filter(|one| self.home_of_others(*one).is_some() || self.has_a_say(*one).is_some())
            .collect()
    }
}
