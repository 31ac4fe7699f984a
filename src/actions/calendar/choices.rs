//! Groups and topics of the calendar, to be picked.

use chrono::{DateTime, Utc};

use super::seen_groups;
use crate::actions::identity::recognise;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::Topic;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, TopicId};
use crate::store::{Store, agenda, calendar, groups};

/// The groups whose calendar the caller may see, and those that they follow.
pub async fn groups(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let mut seen = seen_groups(&mut db, &visitor, now).await?;
    // What is followed can be followed no more, also when it is not seen any more.
    if let Some(person) = &visitor.person {
        let organisation = visitor.organisation.id;
        let following = calendar::following(&mut db, organisation, person.id).await?;
        let all = groups::groups_of(&mut db, organisation).await?.into_iter();
        let followed = all.filter(|group| following.groups.contains(&group.id));
        let known: Vec<GroupId> = seen.iter().map(|group| group.id).collect();
        seen.extend(followed.filter(|group| !known.contains(&group.id)));
    }
    Ok(seen)
}

/// The one that was picked or typed.
///
/// # Errors
/// `NotFound` for one that they may not see.
pub async fn group_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<GroupId, ActionError> {
    let typed = typed.trim().to_lowercase();
    let groups = groups(store, caller, now).await?;
    let meant =
        |group: &&Group| group.id.to_string() == typed || group.name.to_lowercase() == typed;
    groups.iter().find(meant).map(|group| group.id).ok_or(ActionError::NotFound(Missing::Group))
}

/// The topics that the groups deal with whose calendar the caller may see.
pub async fn topics(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Topic>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let seen = seen_groups(&mut db, &visitor, now).await?;
    let ids: Vec<GroupId> = seen.iter().map(|group| group.id).collect();
    let organisation = visitor.organisation.id;
    let mut topics = agenda::topics_of_groups(&mut db, organisation, &ids).await?;
    // What is followed can be followed no more, also when nobody deals with it any more.
    if let Some(person) = &visitor.person {
        let following = calendar::following(&mut db, organisation, person.id).await?;
        let all = agenda::topics_of(&mut db, organisation).await?.into_iter();
        let followed = all.filter(|one| following.topics.contains(&one.id));
        let known: Vec<TopicId> = topics.iter().map(|one| one.id).collect();
        topics.extend(followed.filter(|one| !known.contains(&one.id)));
    }
    Ok(topics)
}

/// The topic that was picked or typed.
///
/// # Errors
/// `NotFound` for one that nobody has used.
pub async fn topic_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<TopicId, ActionError> {
    let topics = topics(store, caller, now).await?;
    let typed = typed.trim().to_lowercase();
    let meant =
        |topic: &&Topic| topic.id.to_string() == typed || topic.name.to_lowercase() == typed;
    topics.iter().find(meant).map(|topic| topic.id).ok_or(ActionError::NotFound(Missing::Topic))
}
