//! From a chat account to the person behind it, and to what they are in a group.

use chrono::{DateTime, Utc};

use super::registry::refusal::RegisterRefusal;
use super::{ActionError, Caller, Missing};
use crate::domain::audit::By;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId, PersonId};
use crate::domain::permission::{Action, Actor, can, who_may};
use crate::domain::person::Person;
use crate::store::{Connection, Store, appointments, groups, officials, organisations, people};

/// A caller who is known: the person and their organisation.
#[derive(Clone, Debug)]
pub struct Known {
    pub organisation: Organisation,
    pub person: Person,
}

/// A caller in an organisation, whether or not their account is linked to a person.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub organisation: Organisation,
    pub person: Option<Person>,
    pub caller: Caller,
}

impl Visitor {
    /// Who they are in the log of changes.
    pub fn by(&self) -> By {
        match &self.person {
            Some(person) => By::Person(person.id),
            None => By::Account(self.caller.account),
        }
    }

    /// What they are in a group today.
    pub async fn actor_in(
        &self,
        db: &mut Connection,
        group: &Group,
        now: DateTime<Utc>,
    ) -> Result<Actor, ActionError> {
        let at_the_door = Actor {
            administrator: self.caller.administrator,
            in_channel: self.caller.channel == Some(group.channel),
            ..Actor::default()
        };
        match &self.person {
            None => Ok(at_the_door),
            Some(person) => {
                let seated = seated(db, person.id, group, now).await?;
                let Actor { administrator, in_channel, .. } = at_the_door;
                Ok(Actor { administrator, in_channel, ..seated })
            }
        }
    }

    /// A group of the organisation in which they may do `action`. Whoever may not even see it does not learn that
    /// it is there.
    pub async fn group(
        &self,
        db: &mut Connection,
        group: GroupId,
        action: Action,
        now: DateTime<Utc>,
    ) -> Result<Group, ActionError> {
        let found = groups::group(db, self.organisation.id, group).await?;
        let group = found.ok_or(ActionError::NotFound(Missing::Group))?;
        let actor = self.actor_in(db, &group, now).await?;
        if !can(&actor, Action::SeeGroup) {
            return Err(ActionError::NotFound(Missing::Group));
        }
        authorise(&actor, action)?;
        Ok(group)
    }

    /// As [`group`](Self::group), of a group that has not ended: what has is read-only.
    pub async fn open_group(
        &self,
        db: &mut Connection,
        group: GroupId,
        action: Action,
        now: DateTime<Utc>,
    ) -> Result<Group, ActionError> {
        let group = self.group(db, group, action, now).await?;
        still_open(&group, now)?;
        Ok(group)
    }
}

/// Refuses a group that has ended.
pub fn still_open(group: &Group, now: DateTime<Utc>) -> Result<(), ActionError> {
    match group.term.to.filter(|_| group.term.is_over(group.day_of(now))) {
        Some(last) => Err(RegisterRefusal::GroupEnded(last).into()),
        None => Ok(()),
    }
}

/// The caller in the organisation of their guild.
pub async fn recognise(db: &mut Connection, caller: Caller) -> Result<Visitor, ActionError> {
    let guild = caller.guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
    let found = people::in_guild(db, guild, caller.account).await?;
    let (organisation, person) = found.ok_or(ActionError::NotFound(Missing::Organisation))?;
    Ok(Visitor { organisation, person, caller })
}

impl Caller {
    /// The caller in the guild of a group: in a direct message there is none.
    ///
    /// # Errors
    /// `NotFound` where there is no such group.
    pub async fn at_home(self, store: &Store, group: GroupId) -> Result<Self, ActionError> {
        if self.guild.is_some() {
            return Ok(self);
        }
        let mut db = store.read().await?;
        let guild = organisations::guild_of_group(&mut db, group).await?;
        Ok(Self { guild: Some(guild.ok_or(ActionError::NotFound(Missing::Group))?), ..self })
    }
}

impl Caller {
    /// As [`at_home`](Self::at_home), in the guild of a meeting.
    ///
    /// # Errors
    /// `NotFound` where there is no such meeting.
    pub async fn at_home_of_meeting(
        self,
        store: &Store,
        meeting: MeetingId,
    ) -> Result<Self, ActionError> {
        if self.guild.is_some() {
            return Ok(self);
        }
        let mut db = store.read().await?;
        let found = organisations::organisation_of_meeting(&mut db, meeting).await?;
        let found = found.ok_or(ActionError::NotFound(Missing::Meeting))?;
        Ok(Self { guild: Some(found.guild), ..self })
    }
}

/// The person behind a chat account. In a direct message, which has no guild, the organisation is
/// that of the meeting it is about.
pub async fn identify(
    db: &mut Connection,
    caller: Caller,
    about: Option<MeetingId>,
) -> Result<Known, ActionError> {
    let found = match (caller.guild, about) {
        (Some(guild), _) => people::in_guild(db, guild, caller.account).await?,
        (None, Some(meeting)) => match organisations::organisation_of_meeting(db, meeting).await? {
            Some(organisation) => {
                let person = people::person_of_account(db, organisation.id, caller.account).await?;
                Some((organisation, person))
            }
            None => None,
        },
        (None, None) => None,
    };
    let (organisation, person) = found.ok_or(ActionError::NotFound(Missing::Organisation))?;
    let person = person.ok_or(ActionError::NotFound(Missing::Link))?;
    Ok(Known { organisation, person })
}

impl Known {
    /// The person as somebody who calls.
    pub fn visitor(self, caller: Caller) -> Visitor {
        Visitor { organisation: self.organisation, person: Some(self.person), caller }
    }

    /// What the person is in a group today.
    pub async fn actor_in(
        &self,
        db: &mut Connection,
        group: &Group,
        now: DateTime<Utc>,
    ) -> Result<Actor, ActionError> {
        seated(db, self.person.id, group, now).await
    }
}

/// A person by the seats and posts that they hold in a group today.
async fn seated(
    db: &mut Connection,
    person: PersonId,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Actor, ActionError> {
    let today = group.day_of(now);
    let place = (group.id, person);
    let holdings = appointments::holdings_of(db, group.organisation, place, today).await?;
    let officials = officials::officials_of(db, group.organisation, group.id, today).await?;
    Ok(Actor {
        person: Some(person),
        official: officials.iter().any(|official| official.id == person),
        holdings,
        ..Actor::default()
    })
}

/// Refuses what the actor may not do, naming who may.
pub fn authorise(actor: &Actor, action: Action) -> Result<(), ActionError> {
    if can(actor, action) { Ok(()) } else { Err(ActionError::Denied(who_may(action))) }
}
