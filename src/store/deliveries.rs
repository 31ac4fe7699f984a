//! What is known of deliveries that have been tried: who and what was reached, and with what.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::account::ChannelId;
use crate::domain::id::{GroupId, MeetingId, OrganisationId, PersonId};
use crate::domain::notice::{Destination, NoticeKind, NoticeState, Obstacle, Owed};

/// Those whose newest direct message could not be delivered because they take none, and who have had
/// no other account since.
pub async fn closed_to_us(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.person FROM notice n
         WHERE n.organisation = $1 AND n.destination = 'direct' AND n.obstacle = 'closed-direct'
           AND NOT EXISTS (SELECT 1 FROM notice later
                           WHERE later.person = n.person AND later.destination = 'direct'
                             AND later.id > n.id AND later.state = 'sent')
           AND NOT EXISTS (SELECT 1 FROM audit a
                           WHERE a.about = n.person AND a.deed = 'linked' AND a.id > n.id)
         GROUP BY n.person",
    )
    .bind(organisation.0)
    .fetch_all(db)
    .await?;
    let person = |row: &AnyRow| Ok(PersonId(row.int("person")?));
    Ok(rows.iter().map(person).collect::<Result<_, sqlx::Error>>()?)
}

/// What became of telling a person directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directly {
    Arrived,
    /// What stood in the way.
    Failed(Obstacle),
}

/// What became of telling a person directly what `owed` tells them elsewhere, or tells others of them. `None` where
/// it is about nobody in particular, or not known yet.
pub async fn directly(db: &mut Connection, owed: &Owed) -> Result<Option<Directly>, StoreError> {
    let Some(person) = owed.person else { return Ok(None) };
    let row = sqlx::query(
        "SELECT state, obstacle FROM notice
         WHERE organisation = $1 AND person = $2 AND destination = 'direct'
           AND state IN ('sent', 'undeliverable') AND kind = $3 AND COALESCE(meeting, 0) = $4
           AND COALESCE(seat, 0) = $5 AND occasion = $6 AND COALESCE(again, 0) = $7
           AND COALESCE(item, 0) = $8
         ORDER BY state LIMIT 1",
    )
    .bind(owed.organisation.0)
    .bind(person.0)
    .bind(owed.kind.word())
    .bind(owed.subject.meeting().map_or(0, |meeting| meeting.0))
    .bind(owed.subject.seat().map_or(0, |seat| seat.0))
    .bind(owed.occasion)
    .bind(owed.again.unwrap_or(0))
    .bind(owed.subject.item().map_or(0, |item| item.0))
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(match row.parsed_text("state", NoticeState::from_word)? {
        NoticeState::Sent => Some(Directly::Arrived),
        _ => row
            .maybe_text("obstacle")?
            .and_then(|word| Obstacle::from_word(&word))
            .map(Directly::Failed),
    })
}

/// The places of a group, of its channels and its meetings' threads, whose newest message was refused, with what
/// stood in the way.
pub async fn places_closed_to_us(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<BTreeMap<Destination, Obstacle>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.destination, n.obstacle FROM notice n
         WHERE n.organisation = $1 AND n.group_id = $2 AND n.obstacle IS NOT NULL
           AND n.state IN ('owed', 'sending', 'undeliverable')
           AND n.destination IN ('channel', 'thread', 'officials') AND n.obstacle <> 'too-late'
           AND NOT EXISTS (SELECT 1 FROM notice later
                           WHERE +later.organisation = n.organisation AND later.group_id = n.group_id
                             AND later.destination = n.destination AND later.id > n.id
                             AND later.state = 'sent')
         ORDER BY n.id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let place = |row: &AnyRow| {
        let destination = row.parsed_text("destination", Destination::from_word)?;
        Ok((destination, row.parsed_text("obstacle", Obstacle::from_word)?))
    };
    let places: Vec<_> = rows.iter().map(place).collect::<Result<_, sqlx::Error>>()?;
    Ok(places.into_iter().filter(|(_, obstacle)| obstacle.is_of_the_place()).collect())
}

/// The channels in which a group's calendar stands and could not be pinned.
pub async fn unpinned(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<ChannelId>, StoreError> {
    let channels: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT n.channel FROM notice n
         JOIN groups g ON g.organisation = n.organisation AND g.id = n.group_id
         JOIN organisation o ON o.id = n.organisation
         WHERE n.organisation = $1 AND n.group_id = $2 AND n.follows = 'group' AND n.state = 'sent'
           AND n.pinned = 0 AND n.channel IN (g.channel, COALESCE(o.calendar_channel, 0))",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(channels.into_iter().map(ChannelId).collect())
}

/// What was not told of a meeting before it was of no use any more: of what kind, and whom it was for where it was one person;
/// each once, however many ways to them there were.
pub async fn too_late(
    db: &mut Connection,
    (organisation, meeting): (OrganisationId, MeetingId),
) -> Result<Vec<(NoticeKind, Option<PersonId>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, person, MIN(id) AS first FROM notice
         WHERE organisation = $1 AND meeting = $2 AND state = 'undeliverable' AND obstacle = $3
         GROUP BY kind, person ORDER BY first",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(Obstacle::TooLate.word())
    .fetch_all(db)
    .await?;
    let missed = |row: &AnyRow| {
        let kind = row.parsed_text("kind", NoticeKind::from_word)?;
        Ok((kind, row.maybe_int("person")?.map(PersonId)))
    };
    Ok(rows.iter().map(missed).collect::<Result<_, sqlx::Error>>()?)
}

/// The kinds of messages that a person was sent, each with when, oldest first.
pub async fn sent_to(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(NoticeKind, DateTime<Utc>)>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, sent FROM notice
         WHERE organisation = $1 AND person = $2 AND state = 'sent' ORDER BY sent, id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let both =
        |row: &AnyRow| Ok((row.parsed_text("kind", NoticeKind::from_word)?, row.instant("sent")?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}
