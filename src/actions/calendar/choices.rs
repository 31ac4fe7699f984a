//! Groups and topics of the calendar, to be picked.

use chrono::{DateTime, Utc};

use super::seen_groups;
use crate::actions::identity::recognise;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::Topic;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, TopicId};
use crate::store::{Store, agenda};

/// The groups whose calendar the caller may see.
pub async fn groups(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    seen_groups(&mut db, &visitor, now).await
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

/// The topic that was picked or typed.
///
/// # Errors
/// `NotFound` for one that nobody has used.
pub async fn topic_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
) -> Result<TopicId, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let topics = agenda::topics_of(&mut db, visitor.organisation.id).await?;
    let typed = typed.trim().to_lowercase();
    let meant =
        |topic: &&Topic| topic.id.to_string() == typed || topic.name.to_lowercase() == typed;
    topics.iter().find(meant).map(|topic| topic.id).ok_or(ActionError::NotFound(Missing::Topic))
}
