//! Agenda items: what is to be dealt with, where, in which order, and what has happened to it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_list, with_rows};
use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::agenda::{
    Happened, Item, ItemDeed, ItemState, Outline, Participant, Purpose, Topic,
};
use crate::domain::id::{
    AppointerId, GroupId, ItemId, MeetingId, OrganisationId, PersonId, TopicId,
};
use crate::domain::wording::{Background, Name, Reason, Title};

/// Writes a new item.
pub async fn insert(db: &mut Connection, item: &Item) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO item (id, organisation, group_id, meeting, position, state, decided, title, background,
                           purpose, minutes, presenter, presenter_name, proposed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(item.id.0)
    .bind(item.organisation.0)
    .bind(item.group.0)
    .bind(item.meeting.map(|meeting| meeting.0))
    .bind(item.position)
    .bind(item.state.word())
    .bind(i64::from(item.decided))
    .bind(item.title.as_str())
    .bind(item.background.as_ref().map(Background::as_str))
    .bind(item.purpose.word())
    .bind(item.minutes)
    .bind(presenting(item))
    .bind(presenting_by_name(item))
    .bind(item.proposed_by.map(|person| person.0))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes an item anew, but for whose it is and who proposed it.
pub async fn update(db: &mut Connection, item: &Item) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE item
         SET meeting = $3, position = $4, state = $5, decided = $6, title = $7, background = $8,
             purpose = $9, minutes = $10, presenter = $11, presenter_name = $12
         WHERE organisation = $1 AND id = $2",
    )
    .bind(item.organisation.0)
    .bind(item.id.0)
    .bind(item.meeting.map(|meeting| meeting.0))
    .bind(item.position)
    .bind(item.state.word())
    .bind(i64::from(item.decided))
    .bind(item.title.as_str())
    .bind(item.background.as_ref().map(Background::as_str))
    .bind(item.purpose.word())
    .bind(item.minutes)
    .bind(presenting(item))
    .bind(presenting_by_name(item))
    .execute(db)
    .await?;
    Ok(())
}

fn presenting(item: &Item) -> Option<i64> {
    match item.presenter {
        Some(Participant::Person(person)) => Some(person.0),
        Some(Participant::Named(_)) | None => None,
    }
}

fn presenting_by_name(item: &Item) -> Option<&str> {
    match &item.presenter {
        Some(Participant::Named(name)) => Some(name.as_str()),
        Some(Participant::Person(_)) | None => None,
    }
}

/// Puts items into an order, from 1 on.
pub async fn put_in_order(
    db: &mut Connection,
    organisation: OrganisationId,
    order: &[ItemId],
) -> Result<(), StoreError> {
    for (item, position) in order.iter().zip(1i64..) {
        sqlx::query(
            "UPDATE item SET position = $3 WHERE organisation = $1 AND id = $2 AND position <> $3",
        )
        .bind(organisation.0)
        .bind(item.0)
        .bind(position)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// One item of an organisation.
pub async fn item(
    db: &mut Connection,
    organisation: OrganisationId,
    item: ItemId,
) -> Result<Option<Item>, StoreError> {
    let row = sqlx::query("SELECT * FROM item WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(item.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_item(&row)).transpose()?)
}

/// The items on the agendas of meetings, by meeting, each in its order.
pub async fn of_meetings(
    db: &mut Connection,
    organisation: OrganisationId,
    meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<Item>>, StoreError> {
    let mut found: HashMap<MeetingId, Vec<Item>> = HashMap::new();
    for some in meetings.chunks(rows_of(1)) {
        let sql = "SELECT * FROM item WHERE +organisation = $1 AND state = 'placed' AND meeting IN";
        let sql = with_list(sql, 2, some.len()) + " ORDER BY position, id";
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        let query = some.iter().fold(query, |query, meeting| query.bind(meeting.0));
        for row in query.fetch_all(&mut *db).await? {
            let item = read_item(&row)?;
            if let Some(meeting) = item.meeting {
                found.entry(meeting).or_default().push(item);
            }
        }
    }
    Ok(found)
}

/// What a calendar says of the agendas of all meetings that were not over at an instant, by meeting, each in its order.
pub async fn outlines_since(
    db: &mut Connection,
    organisation: OrganisationId,
    since: DateTime<Utc>,
) -> Result<HashMap<MeetingId, Vec<Outline>>, StoreError> {
    let rows = sqlx::query(
        "SELECT i.id, i.meeting, i.title, i.purpose, i.minutes, i.decided
         FROM meeting m JOIN item i ON i.meeting = m.id
         WHERE m.organisation = $1 AND i.state = 'placed' AND m.state <> 'draft' AND m.ends > $2
         ORDER BY i.position, i.id",
    )
    .bind(organisation.0)
    .bind(since.timestamp())
    .fetch_all(db)
    .await?;
    let mut found: HashMap<MeetingId, Vec<Outline>> = HashMap::new();
    for row in &rows {
        found.entry(MeetingId(row.int("meeting")?)).or_default().push(read_outline(row)?);
    }
    Ok(found)
}

/// What a calendar says of the agendas of some meetings, by meeting, each in its order, and of each item its topics
/// by name.
pub async fn outlines_of_meetings(
    db: &mut Connection,
    organisation: OrganisationId,
    meetings: &[MeetingId],
) -> Result<HashMap<MeetingId, Vec<(Outline, Vec<Topic>)>>, StoreError> {
    let mut found: HashMap<MeetingId, Vec<(Outline, Vec<Topic>)>> = HashMap::new();
    for some in meetings.chunks(rows_of(1)) {
        // In one statement: whoever looks at a page waits for each row.
        let sql = "SELECT i.id, i.meeting, i.title, i.purpose, i.minutes, i.decided,
                t.id AS topic, t.name
         FROM item i LEFT JOIN item_topic it ON it.item = i.id LEFT JOIN topic t ON t.id = it.topic
         WHERE +i.organisation = $1 AND i.state = 'placed' AND i.meeting IN";
        let sql = with_list(sql, 2, some.len()) + " ORDER BY i.position, i.id, t.folded";
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        let query = some.iter().fold(query, |query, meeting| query.bind(meeting.0));
        for row in query.fetch_all(&mut *db).await? {
            let of_meeting = found.entry(MeetingId(row.int("meeting")?)).or_default();
            let item = ItemId(row.int("id")?);
            if of_meeting.last().is_none_or(|(last, _)| last.item != item) {
                of_meeting.push((read_outline(&row)?, Vec::new()));
            }
            let topic = row.maybe_int("topic")?.map(TopicId);
            if let (Some((_, topics)), Some(id)) = (of_meeting.last_mut(), topic) {
                topics.push(Topic { id, name: row.text("name")? });
            }
        }
    }
    Ok(found)
}

fn read_outline(row: &AnyRow) -> Result<Outline, sqlx::Error> {
    Ok(Outline {
        item: ItemId(row.int("id")?),
        title: Title::kept(row.text("title")?),
        purpose: row.parsed_text("purpose", Purpose::from_word)?,
        minutes: row.int("minutes")?,
        decided: row.int("decided")? != 0,
    })
}

/// What a group has in this state and no meeting yet, in its order.
pub async fn without_meeting(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Item>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM item
         WHERE +organisation = $1 AND group_id = $2 AND state = 'placed' AND meeting IS NULL
         ORDER BY position, id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_item).collect::<Result<_, _>>()?)
}

/// What a group's people have proposed and nobody has settled, oldest first.
pub async fn proposals_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Item>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM item WHERE +organisation = $1 AND group_id = $2 AND state = 'proposed' ORDER BY id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_item).collect::<Result<_, _>>()?)
}

/// What of a group may still be worked with: what is proposed, what waits, and what stands on the agenda of a
/// meeting that ends after `since`, in the order of the meetings.
pub async fn open_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    since: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<Item>, StoreError> {
    let rows = sqlx::query(
        "SELECT i.* FROM item i LEFT JOIN meeting m ON m.id = i.meeting
         WHERE +i.organisation = $1 AND i.group_id = $2 AND i.state IN ('proposed', 'placed')
           AND (i.state = 'proposed' OR i.meeting IS NULL OR m.ends > $3)
         ORDER BY COALESCE(m.starts, 0), i.position, i.id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(since.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_item).collect::<Result<_, _>>()?)
}

/// What somebody has proposed, or presents, oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Item>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM item WHERE +organisation = $1 AND (proposed_by = $2 OR presenter = $2) ORDER BY id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_item).collect::<Result<_, _>>()?)
}

/// What somebody has done with items, oldest first: the item's title, what, and when.
pub async fn deeds_of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(String, Happened)>, StoreError> {
    let rows = sqlx::query(
        "SELECT i.title, e.at, e.by_person, e.deed, e.meeting, e.reason
         FROM item_event e JOIN item i ON i.id = e.item
         WHERE +e.organisation = $1 AND e.by_person = $2 ORDER BY e.id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((row.text("title")?, read_happened(row)?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// The topics of an organisation, by name.
pub async fn topics_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<Topic>, StoreError> {
    let rows = sqlx::query("SELECT id, name FROM topic WHERE organisation = $1 ORDER BY folded")
        .bind(organisation.0)
        .fetch_all(db)
        .await?;
    Ok(rows.iter().map(read_topic).collect::<Result<_, _>>()?)
}

/// The topics of what stands on the agendas of some groups, or waits there, by name.
pub async fn topics_of_groups(
    db: &mut Connection,
    organisation: OrganisationId,
    groups: &[GroupId],
) -> Result<Vec<Topic>, StoreError> {
    let mut found: Vec<Topic> = Vec::new();
    for some in groups.chunks(rows_of(1)) {
        let sql = "SELECT DISTINCT t.id, t.name, t.folded FROM topic t
         JOIN item_topic i ON i.topic = t.id JOIN item n ON n.id = i.item
         WHERE t.organisation = $1 AND n.state = 'placed' AND n.group_id IN";
        let sql = with_list(sql, 2, some.len()) + " ORDER BY t.folded";
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        let query = some.iter().fold(query, |query, group| query.bind(group.0));
        for row in query.fetch_all(&mut *db).await? {
            let topic = read_topic(&row)?;
            if !found.contains(&topic) {
                found.push(topic);
            }
        }
    }
    Ok(found)
}

/// Adds a topic to an organisation's list. `folded` is its name as names are compared.
pub async fn insert_topic(
    db: &mut Connection,
    organisation: OrganisationId,
    topic: &Topic,
    folded: &str,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO topic (id, organisation, name, folded) VALUES ($1, $2, $3, $4)")
        .bind(topic.id.0)
        .bind(organisation.0)
        .bind(&topic.name)
        .bind(folded)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes these an item's topics.
pub async fn set_topics(
    db: &mut Connection,
    organisation: OrganisationId,
    item: ItemId,
    topics: &[TopicId],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM item_topic WHERE organisation = $1 AND item = $2")
        .bind(organisation.0)
        .bind(item.0)
        .execute(&mut *db)
        .await?;
    if topics.is_empty() {
        return Ok(());
    }
    let statement = "INSERT INTO item_topic (organisation, item, topic)";
    let query = sqlx::query(AssertSqlSafe(with_rows(statement, 3, topics.len())));
    let bound = topics
        .iter()
        .fold(query, |query, topic| query.bind(organisation.0).bind(item.0).bind(topic.0));
    bound.execute(db).await?;
    Ok(())
}

/// Makes these the appointers that an item concerns; all, where there is none.
pub async fn set_appointers(
    db: &mut Connection,
    organisation: OrganisationId,
    item: ItemId,
    appointers: &[AppointerId],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM item_appointer WHERE organisation = $1 AND item = $2")
        .bind(organisation.0)
        .bind(item.0)
        .execute(&mut *db)
        .await?;
    if appointers.is_empty() {
        return Ok(());
    }
    let statement = "INSERT INTO item_appointer (organisation, item, appointer)";
    let query = sqlx::query(AssertSqlSafe(with_rows(statement, 3, appointers.len())));
    let bound = appointers
        .iter()
        .fold(query, |query, appointer| query.bind(organisation.0).bind(item.0).bind(appointer.0));
    bound.execute(db).await?;
    Ok(())
}

/// The topics of items, by item, each by name.
pub async fn topics_of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Topic>>, StoreError> {
    let statement = "SELECT i.item, t.id, t.name FROM item_topic i JOIN topic t ON t.id = i.topic
         WHERE i.organisation = $1 AND i.item IN";
    by_item(db, organisation, (statement, "t.folded"), items, read_topic).await
}

/// The appointers that items concern, by item, each with its name.
pub async fn appointers_of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<(AppointerId, String)>>, StoreError> {
    let statement =
        "SELECT i.item, a.id, a.name FROM item_appointer i JOIN appointer a ON a.id = i.appointer
         WHERE i.organisation = $1 AND i.item IN";
    let read: fn(&AnyRow) -> Result<_, _> =
        |row| Ok((AppointerId(row.int("id")?), row.text("name")?));
    by_item(db, organisation, (statement, "a.name"), items, read).await
}

/// What has happened to items, by item, oldest first.
pub async fn history_of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Happened>>, StoreError> {
    let statement =
        "SELECT e.item, e.at, e.by_person, e.deed, e.meeting, e.reason FROM item_event e
         WHERE e.organisation = $1 AND e.item IN";
    by_item(db, organisation, (statement, "e.id"), items, read_happened).await
}

/// What belongs to items, by item. `statement` ends with `IN`.
pub(super) async fn by_item<T>(
    db: &mut Connection,
    organisation: OrganisationId,
    (statement, order): (&str, &str),
    items: &[ItemId],
    read: fn(&AnyRow) -> Result<T, sqlx::Error>,
) -> Result<HashMap<ItemId, Vec<T>>, StoreError> {
    let mut found: HashMap<ItemId, Vec<T>> = HashMap::new();
    for some in items.chunks(rows_of(1)) {
        let sql = format!("{} ORDER BY {order}", with_list(statement, 2, some.len()));
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        let query = some.iter().fold(query, |query, item| query.bind(item.0));
        for row in query.fetch_all(&mut *db).await? {
            found.entry(ItemId(row.int("item")?)).or_default().push(read(&row)?);
        }
    }
    Ok(found)
}

/// Notes what was done with an item.
pub async fn note(
    db: &mut Connection,
    organisation: OrganisationId,
    (id, item): (i64, ItemId),
    happened: &Happened,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO item_event (id, organisation, item, at, by_person, deed, meeting, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(organisation.0)
    .bind(item.0)
    .bind(happened.at.timestamp())
    .bind(happened.by.map(|person| person.0))
    .bind(happened.deed.word())
    .bind(happened.meeting.map(|meeting| meeting.0))
    .bind(happened.reason.as_ref().map(Reason::as_str))
    .execute(db)
    .await?;
    Ok(())
}

fn read_happened(row: &AnyRow) -> Result<Happened, sqlx::Error> {
    Ok(Happened {
        at: row.instant("at")?,
        by: row.maybe_int("by_person")?.map(PersonId),
        deed: row.parsed_text("deed", ItemDeed::from_word)?,
        meeting: row.maybe_int("meeting")?.map(MeetingId),
        reason: row.maybe_text("reason")?.map(Reason::kept),
    })
}

fn read_topic(row: &AnyRow) -> Result<Topic, sqlx::Error> {
    Ok(Topic { id: TopicId(row.int("id")?), name: row.text("name")? })
}

fn read_item(row: &AnyRow) -> Result<Item, sqlx::Error> {
    let person = row.maybe_int("presenter")?.map(|person| Participant::Person(PersonId(person)));
    let named = row.maybe_text("presenter_name")?.map(|name| Participant::Named(Name::kept(name)));
    Ok(Item {
        id: ItemId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        meeting: row.maybe_int("meeting")?.map(MeetingId),
        position: row.int("position")?,
        state: row.parsed_text("state", ItemState::from_word)?,
        decided: row.int("decided")? != 0,
        title: Title::kept(row.text("title")?),
        background: row.maybe_text("background")?.map(Background::kept),
        purpose: row.parsed_text("purpose", Purpose::from_word)?,
        minutes: row.int("minutes")?,
        presenter: person.or(named),
        proposed_by: row.maybe_int("proposed_by")?.map(PersonId),
    })
}
