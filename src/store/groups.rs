//! Groups and their settings.

use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::{Connection, StoreError};
use crate::domain::account::ChannelId;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, OrganisationId};
use crate::domain::language::Language;
use crate::domain::period::Period;
use crate::domain::schedule::{InvitationRule, PostingSchedule};
use crate::domain::wording::Mandate;

/// Writes a new group.
pub async fn insert_group(db: &mut Connection, group: &Group) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO groups (id, organisation, name, channel, officials_channel, language, zone,
                             lead_days, posting_schedule, term_from, term_to, mandate)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(group.id.0)
    .bind(group.organisation.0)
    .bind(&group.name)
    .bind(group.channel.0)
    .bind(group.officials_channel.0)
    .bind(group.language.tag())
    .bind(group.rule.zone.name())
    .bind(i64::from(group.rule.lead_days))
    .bind(group.rule.posting.as_str())
    .bind(day(group.term.from))
    .bind(group.term.to.map(day))
    .bind(group.mandate.as_ref().map(Mandate::as_str))
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a group's settings anew.
pub async fn update_group(db: &mut Connection, group: &Group) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE groups
         SET name = $3, channel = $4,
             channel_open = CASE WHEN channel = $4 THEN channel_open ELSE NULL END, officials_channel = $5, language = $6, zone = $7,
             lead_days = $8, posting_schedule = $9, term_from = $10, term_to = $11, mandate = $12
         WHERE organisation = $1 AND id = $2",
    )
    .bind(group.organisation.0)
    .bind(group.id.0)
    .bind(&group.name)
    .bind(group.channel.0)
    .bind(group.officials_channel.0)
    .bind(group.language.tag())
    .bind(group.rule.zone.name())
    .bind(i64::from(group.rule.lead_days))
    .bind(group.rule.posting.as_str())
    .bind(day(group.term.from))
    .bind(group.term.to.map(day))
    .bind(group.mandate.as_ref().map(Mandate::as_str))
    .execute(db)
    .await?;
    Ok(())
}

/// The groups of an organisation, by name.
pub async fn groups_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<Group>, StoreError> {
    let rows = sqlx::query("SELECT * FROM groups WHERE organisation = $1 ORDER BY name")
        .bind(organisation.0)
        .fetch_all(db)
        .await?;
    Ok(rows.iter().map(read_group).collect::<Result<_, _>>()?)
}

/// The groups of all organisations whose page is public, by organisation.
pub async fn with_public_pages(db: &mut Connection) -> Result<Vec<Group>, StoreError> {
    let rows = sqlx::query("SELECT * FROM groups WHERE page = 'public' ORDER BY organisation, id")
        .fetch_all(db)
        .await?;
    Ok(rows.iter().map(read_group).collect::<Result<_, _>>()?)
}

/// One group of an organisation.
pub async fn group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Option<Group>, StoreError> {
    let row = sqlx::query("SELECT * FROM groups WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_group(&row)).transpose()?)
}

pub(super) fn read_group(row: &AnyRow) -> Result<Group, sqlx::Error> {
    read_group_as(row, GroupId(row.int("id")?))
}

/// Reads a group that stands in a row with something else.
pub(super) fn read_group_as(row: &AnyRow, id: GroupId) -> Result<Group, sqlx::Error> {
    Ok(Group {
        id,
        organisation: OrganisationId(row.int("organisation")?),
        name: row.text("name")?,
        channel: ChannelId(row.int("channel")?),
        officials_channel: ChannelId(row.int("officials_channel")?),
        language: row.parsed_text("language", Language::from_tag)?,
        rule: InvitationRule {
            lead_days: row.number("lead_days")?,
            posting: PostingSchedule::kept(row.text("posting_schedule")?),
            zone: row.parsed_text("zone", |name| name.parse().ok())?,
        },
        term: Period { from: row.day("term_from")?, to: row.maybe_day("term_to")? },
        mandate: row.maybe_text("mandate")?.map(Mandate::kept),
    })
}
