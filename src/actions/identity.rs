//! From a chat account to the person behind it, and to what they are in a group.

use chrono::{DateTime, Utc};

use super::{ActionError, Caller, Missing};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::MeetingId;
use crate::domain::local_time::wall;
use crate::domain::permission::{Action, Actor, can, who_may};
use crate::domain::person::Person;
use crate::store::{Connection, organisations, people, seats};

/// A caller who is known: the person and their organisation.
#[derive(Clone, Debug)]
pub struct Known {
    pub organisation: Organisation,
    pub person: Person,
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

/// What a known person is in a group today.
pub async fn actor_in(
    db: &mut Connection,
    known: &Known,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Actor, ActionError> {
    let today = wall(group.rule.zone, now).date();
    let place = (group.id, known.person.id);
    let holdings = seats::holdings_of(db, group.organisation, place, today).await?;
    let officials = seats::officials_of(db, group.organisation, group.id, today).await?;
    Ok(Actor {
        person: Some(known.person.id),
        official: officials.iter().any(|official| official.id == known.person.id),
        holdings,
    })
}

/// Refuses what the actor may not do, naming who may.
pub fn authorise(actor: &Actor, action: Action) -> Result<(), ActionError> {
    if can(actor, action) { Ok(()) } else { Err(ActionError::Denied(who_may(action))) }
}
