//! Following topics and groups, and when one is told of them.

use chrono::{DateTime, Utc};

use super::seen_groups;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::Topic;
use crate::domain::calendar::{Follower, USUAL_HOUR, next_at_hour};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, PersonId, TopicId};
use crate::domain::local_time::wall;
use crate::domain::reminder::{QUIET_FROM, QUIET_UNTIL};
use crate::store::{Store, agenda, calendar, groups};

/// What is to be followed, or no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    Topic(TopicId),
    Group(GroupId),
}

/// What somebody follows, and when they are told.
#[derive(Clone, Debug)]
pub struct Follows {
    pub topics: Vec<Topic>,
    pub groups: Vec<Group>,
    /// Of the day, on the organisation's clock.
    pub hour: u32,
    /// Whether they hear of notes of meetings to which they were not called.
    pub notes: bool,
}

/// Follows something, or no more; where nothing is named, what is followed is shown.
///
/// # Errors
/// `NotFound` for who is not linked, and for a group that they may not see.
pub async fn follow(
    store: &Store,
    caller: Caller,
    changes: &[(Followed, bool)],
    now: DateTime<Utc>,
) -> Result<Follows, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let (organisation, person) = (known.organisation.clone(), known.person.id);
    let visitor = known.visitor(caller);
    for (what, follows) in changes {
        match *what {
            Followed::Topic(topic) => {
                let place = (person, topic);
                calendar::follow_topic(&mut work.db, organisation.id, place, *follows).await?;
            }
            Followed::Group(group) => {
                let seen = seen_groups(&mut work.db, &visitor, now).await?;
                if *follows && !seen.iter().any(|one| one.id == group) {
                    return Err(ActionError::NotFound(Missing::Group));
                }
                let place = (person, group);
                calendar::follow_group(&mut work.db, organisation.id, place, *follows).await?;
            }
        }
    }
    if !changes.is_empty() {
        let before = calendar::following(&mut work.db, organisation.id, person).await?.follower;
        if before.is_none() {
            let follower = new_follower(&organisation, person, USUAL_HOUR, now);
            calendar::set_follower(&mut work.db, organisation.id, &follower).await?;
        }
    }
    let shown = shown(&mut work, &organisation, person).await?;
    work.commit().await?;
    Ok(shown)
}

/// Says at which hour one is told, outside of quiet hours, and whether of notes of meetings to which one was not called.
///
/// # Errors
/// As [`follow`].
pub async fn set(
    store: &Store,
    caller: Caller,
    (hour, notes): (Option<u32>, Option<bool>),
    now: DateTime<Utc>,
) -> Result<Follows, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let (organisation, person) = (known.organisation.clone(), known.person.id);
    if let Some(hour) = hour {
        let before = calendar::following(&mut work.db, organisation.id, person).await?.follower;
        let since = before.map_or(now, |follower| follower.since);
        let new = new_follower(&organisation, person, hour.clamp(QUIET_UNTIL, QUIET_FROM - 1), now);
        // Whoever has been told today is told tomorrow.
        let day = |at| wall(organisation.zone, at).date();
        let is_told = before.is_some_and(|one| day(one.since) == day(new.due) && one.since < now);
        let due =
            if is_told { next_at_hour(organisation.zone, new.hour, new.due) } else { new.due };
        let notes = before.is_none_or(|follower| follower.notes);
        let follower = Follower { since, due, notes, ..new };
        calendar::set_follower(&mut work.db, organisation.id, &follower).await?;
    }
    if let Some(notes) = notes {
        let before = calendar::following(&mut work.db, organisation.id, person).await?.follower;
        let new = new_follower(&organisation, person, USUAL_HOUR, now);
        let follower = Follower { notes, ..before.unwrap_or(new) };
        calendar::set_follower(&mut work.db, organisation.id, &follower).await?;
    }
    let shown = shown(&mut work, &organisation, person).await?;
    work.commit().await?;
    Ok(shown)
}

pub(in crate::actions) fn new_follower(
    organisation: &Organisation,
    person: PersonId,
    hour: u32,
    now: DateTime<Utc>,
) -> Follower {
    let due = next_at_hour(organisation.zone, hour, now);
    Follower { person, hour, since: now, due, notes: true }
}

async fn shown(
    work: &mut Work<'_>,
    organisation: &Organisation,
    person: PersonId,
) -> Result<Follows, ActionError> {
    let following = calendar::following(&mut work.db, organisation.id, person).await?;
    let mut topics = agenda::topics_of(&mut work.db, organisation.id).await?;
    topics.retain(|topic| following.topics.contains(&topic.id));
    let mut groups = groups::groups_of(&mut work.db, organisation.id).await?;
    groups.retain(|group| following.groups.contains(&group.id));
    let hour = following.follower.map_or(USUAL_HOUR, |follower| follower.hour);
    let notes = following.follower.is_none_or(|follower| follower.notes);
    Ok(Follows { topics, groups, hour, notes })
}
