//! What is to come in all groups, and who follows which topics and groups.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::meetings::read_meeting;
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, GuildId};
use crate::domain::calendar::{Follower, Following, PageVisibility};
use crate::domain::id::{GroupId, OrganisationId, PersonId, TopicId};
use crate::domain::meeting::Meeting;

/// The meetings of an organisation that are not over at `now`, by group, soonest first.
pub async fn meetings_to_come(
    db: &mut Connection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<HashMap<GroupId, Vec<Meeting>>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting
         WHERE organisation = $1 AND state IN ('scheduled', 'called') AND ends > $2
         ORDER BY starts, id",
    )
    .bind(organisation.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    let mut found: HashMap<GroupId, Vec<Meeting>> = HashMap::new();
    for row in &rows {
        let meeting = read_meeting(row)?;
        found.entry(meeting.group).or_default().push(meeting);
    }
    Ok(found)
}

/// The meetings of an organisation, or of one of its groups, that were not over at the first instant and begin before the
/// other, whatever became of them, soonest first. A draft is nobody's yet.
pub async fn meetings_between(
    db: &mut Connection,
    (organisation, only): (OrganisationId, Option<GroupId>),
    (since, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Meeting>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM meeting
         WHERE organisation = $1 AND state <> 'draft' AND ends > $2 AND starts < $3
           AND ($4 = 0 OR group_id = $4)
         ORDER BY starts, id",
    )
    .bind(organisation.0)
    .bind(since.timestamp())
    .bind(until.timestamp())
    .bind(only.map_or(0, |group| group.0))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_meeting).collect::<Result<_, _>>()?)
}

/// The groups of an organisation whose calendar everybody on the server may see.
pub async fn public_groups(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<GroupId>, StoreError> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM groups
         WHERE organisation = $1 AND COALESCE(calendar_public, channel_open, 0) = 1",
    )
    .bind(organisation.0)
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(GroupId).collect())
}

/// Whether everybody on the server may see a group's calendar: as somebody has said, and as follows from its channel.
pub async fn publicity(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<(Option<bool>, Option<bool>), StoreError> {
    let row = sqlx::query(
        "SELECT calendar_public, channel_open FROM groups WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok((None, None)) };
    let yes = |name: &str| Ok::<_, sqlx::Error>(row.maybe_int(name)?.map(|one| one == 1));
    Ok((yes("calendar_public")?, yes("channel_open")?))
}

/// Says whether everybody on the server may see a group's calendar; `None` where its channel is to decide.
pub async fn set_public(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, is_public): (GroupId, Option<bool>),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE groups SET calendar_public = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .bind(is_public.map(i64::from))
        .execute(db)
        .await?;
    Ok(())
}

/// Who may open the pages of an organisation's groups.
pub async fn pages(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<HashMap<GroupId, PageVisibility>, StoreError> {
    let rows = sqlx::query("SELECT id, page FROM groups WHERE organisation = $1")
        .bind(organisation.0)
        .fetch_all(db)
        .await?;
    let one = |row: &AnyRow| {
        let visibility = row.parsed_text("page", PageVisibility::from_word)?;
        Ok((GroupId(row.int("id")?), visibility))
    };
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// Who may open a group's page; of a group that there is not, nobody.
pub async fn page(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<PageVisibility, StoreError> {
    let row = sqlx::query("SELECT page FROM groups WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .fetch_optional(db)
        .await?;
    let read = |row: AnyRow| row.parsed_text("page", PageVisibility::from_word);
    Ok(row.map(read).transpose()?.unwrap_or(PageVisibility::Off))
}

/// Says who may open a group's page.
pub async fn set_page(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, visibility): (GroupId, PageVisibility),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE groups SET page = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .bind(visibility.word())
        .execute(db)
        .await?;
    Ok(())
}

/// Notes whether everybody on the server sees a group's channel.
pub async fn note_channel(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, is_open): (GroupId, bool),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE groups SET channel_open = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .bind(i64::from(is_open))
        .execute(db)
        .await?;
    Ok(())
}

/// Where the calendar of the whole organisation stands, if anywhere.
pub async fn channel_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Option<ChannelId>, StoreError> {
    let row = sqlx::query("SELECT calendar_channel FROM organisation WHERE id = $1")
        .bind(organisation.0)
        .fetch_optional(db)
        .await?;
    let channel = row.map(|row| row.maybe_int("calendar_channel")).transpose()?.flatten();
    Ok(channel.map(ChannelId))
}

/// Lets the calendar of the whole organisation stand in a channel, or nowhere.
pub async fn set_channel(
    db: &mut Connection,
    organisation: OrganisationId,
    channel: Option<ChannelId>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE organisation SET calendar_channel = $2 WHERE id = $1")
        .bind(organisation.0)
        .bind(channel.map(|channel| channel.0))
        .execute(db)
        .await?;
    Ok(())
}

/// What somebody follows.
pub async fn following(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Following, StoreError> {
    let topics: Vec<i64> = sqlx::query_scalar(
        "SELECT topic FROM followed_topic WHERE organisation = $1 AND person = $2 ORDER BY topic",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(&mut *db)
    .await?;
    let groups: Vec<i64> = sqlx::query_scalar(
        "SELECT group_id FROM followed_group WHERE organisation = $1 AND person = $2 ORDER BY group_id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(&mut *db)
    .await?;
    let row = sqlx::query("SELECT * FROM follower WHERE organisation = $1 AND person = $2")
        .bind(organisation.0)
        .bind(person.0)
        .fetch_optional(db)
        .await?;
    let follower = row.map(|row| read_follower(&row)).transpose()?;
    Ok(Following {
        topics: topics.into_iter().map(TopicId).collect(),
        groups: groups.into_iter().map(GroupId).collect(),
        follower,
    })
}

/// Follows a topic, or no more.
pub async fn follow_topic(
    db: &mut Connection,
    organisation: OrganisationId,
    (person, topic): (PersonId, TopicId),
    follows: bool,
) -> Result<(), StoreError> {
    let statement = if follows {
        "INSERT INTO followed_topic (organisation, person, topic) VALUES ($1, $2, $3)
         ON CONFLICT (person, topic) DO NOTHING"
    } else {
        "DELETE FROM followed_topic WHERE organisation = $1 AND person = $2 AND topic = $3"
    };
    let query = sqlx::query(statement).bind(organisation.0).bind(person.0).bind(topic.0);
    query.execute(db).await?;
    Ok(())
}

/// Follows a group, or no more.
pub async fn follow_group(
    db: &mut Connection,
    organisation: OrganisationId,
    (person, group): (PersonId, GroupId),
    follows: bool,
) -> Result<(), StoreError> {
    let statement = if follows {
        "INSERT INTO followed_group (organisation, person, group_id) VALUES ($1, $2, $3)
         ON CONFLICT (person, group_id) DO NOTHING"
    } else {
        "DELETE FROM followed_group WHERE organisation = $1 AND person = $2 AND group_id = $3"
    };
    let query = sqlx::query(statement).bind(organisation.0).bind(person.0).bind(group.0);
    query.execute(db).await?;
    Ok(())
}

/// Writes when somebody is told of what they follow.
pub async fn set_follower(
    db: &mut Connection,
    organisation: OrganisationId,
    follower: &Follower,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO follower (organisation, person, hour, since, due, notes)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person) DO UPDATE SET hour = $3, since = $4, due = $5, notes = $6",
    )
    .bind(organisation.0)
    .bind(follower.person.0)
    .bind(i64::from(follower.hour))
    .bind(follower.since.timestamp())
    .bind(follower.due.timestamp())
    .bind(i64::from(follower.notes))
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what somebody follows.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    for statement in [
        "DELETE FROM followed_topic WHERE organisation = $1 AND person = $2",
        "DELETE FROM followed_group WHERE organisation = $1 AND person = $2",
        "DELETE FROM follower WHERE organisation = $1 AND person = $2",
        "DELETE FROM digest WHERE organisation = $1 AND person = $2",
    ] {
        sqlx::query(statement).bind(organisation.0).bind(person.0).execute(&mut *db).await?;
    }
    Ok(())
}

/// The organisations, with their guilds, in which somebody is to be told of what they follow.
pub async fn organisations_with_followers_due(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Vec<(OrganisationId, GuildId)>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, guild FROM organisation
         WHERE id IN (SELECT organisation FROM follower WHERE due <= $1) ORDER BY id",
    )
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((OrganisationId(row.int("id")?), GuildId(row.int("guild")?)));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// Some of those of an organisation who are to be told of what they follow: others do not wait for all of them.
pub async fn followers_due(
    db: &mut Connection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<Follower>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM follower WHERE organisation = $1 AND due <= $2 ORDER BY due LIMIT 20",
    )
    .bind(organisation.0)
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_follower).collect::<Result<_, _>>()?)
}

/// When somebody is to be told next, if anybody follows anything.
pub async fn next_follower_due(db: &mut Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let due: Option<i64> =
        sqlx::query_scalar("SELECT MIN(due) FROM follower").fetch_one(db).await?;
    Ok(due.and_then(|second| DateTime::from_timestamp(second, 0)))
}

/// Keeps since when a digest tells.
pub async fn keep_digest(
    db: &mut Connection,
    organisation: OrganisationId,
    (person, occasion): (PersonId, i64),
    since: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO digest (organisation, person, occasion, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person, occasion) DO NOTHING",
    )
    .bind(organisation.0)
    .bind(person.0)
    .bind(occasion)
    .bind(since.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets since when digests told that told up to before `limit`. Returns how many there were.
pub async fn forget_digests(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM digest WHERE organisation = $1 AND since < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// Since when a digest tells.
pub async fn digest_since(
    db: &mut Connection,
    organisation: OrganisationId,
    (person, occasion): (PersonId, i64),
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let row = sqlx::query(
        "SELECT since FROM digest WHERE organisation = $1 AND person = $2 AND occasion = $3",
    )
    .bind(organisation.0)
    .bind(person.0)
    .bind(occasion)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.instant("since")).transpose()?)
}

fn read_follower(row: &AnyRow) -> Result<Follower, sqlx::Error> {
    Ok(Follower {
        person: PersonId(row.int("person")?),
        hour: row.number("hour")?,
        since: row.instant("since")?,
        due: row.instant("due")?,
        notes: row.int("notes")? == 1,
    })
}
