//! Organisations and their groups.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::{Connection, StoreError};
use crate::domain::account::{ChannelId, GuildId};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::language::Language;
use crate::domain::schedule::{InvitationRule, PostingSchedule};

/// Writes a new organisation. One a guild.
pub async fn insert_organisation(
    db: &mut Connection,
    organisation: &Organisation,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO organisation (id, guild, name, language, zone, created)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(organisation.id.0)
    .bind(organisation.guild.0)
    .bind(&organisation.name)
    .bind(organisation.language.tag())
    .bind(organisation.zone.name())
    .bind(now.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// The organisation of a guild.
pub async fn organisation_of_guild(
    db: &mut Connection,
    guild: GuildId,
) -> Result<Option<Organisation>, StoreError> {
    let row =
        sqlx::query("SELECT id, guild, name, language, zone FROM organisation WHERE guild = $1")
            .bind(guild.0)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| read_organisation(&row)).transpose()?)
}

/// The organisation that a meeting belongs to.
pub async fn organisation_of_meeting(
    db: &mut Connection,
    meeting: MeetingId,
) -> Result<Option<Organisation>, StoreError> {
    let row = sqlx::query(
        "SELECT o.id, o.guild, o.name, o.language, o.zone
         FROM organisation o JOIN meeting m ON m.organisation = o.id WHERE m.id = $1",
    )
    .bind(meeting.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_organisation(&row)).transpose()?)
}

pub(super) fn read_organisation(row: &AnyRow) -> Result<Organisation, sqlx::Error> {
    Ok(Organisation {
        id: OrganisationId(row.int("id")?),
        guild: GuildId(row.int("guild")?),
        name: row.text("name")?,
        language: row.parsed_text("language", Language::from_tag)?,
        zone: row.parsed_text("zone", |name| name.parse().ok())?,
    })
}

/// Writes a new group with its term.
pub async fn insert_group(
    db: &mut Connection,
    group: &Group,
    (term_from, term_to): (NaiveDate, Option<NaiveDate>),
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO groups (id, organisation, name, channel, officials_channel, language, zone,
                             lead_days, posting_schedule, term_from, term_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
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
    .bind(day(term_from))
    .bind(term_to.map(day))
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

/// The groups, of whatever organisation, that have a meeting waiting to be called.
pub async fn groups_with_meetings_to_call(
    db: &mut Connection,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, StoreError> {
    let rows = sqlx::query(
        "SELECT g.* FROM groups g
         WHERE EXISTS (SELECT 1 FROM meeting m
                       WHERE m.group_id = g.id AND m.state = 'scheduled' AND m.starts > $1)",
    )
    .bind(now.timestamp())
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_group).collect::<Result<_, _>>()?)
}

fn read_group(row: &AnyRow) -> Result<Group, sqlx::Error> {
    Ok(Group {
        id: GroupId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        name: row.text("name")?,
        channel: ChannelId(row.int("channel")?),
        officials_channel: ChannelId(row.int("officials_channel")?),
        language: row.parsed_text("language", Language::from_tag)?,
        rule: InvitationRule {
            lead_days: row.parsed(
                "lead_days",
                |row| row.int("lead_days"),
                |days| days.try_into().ok(),
            )?,
            posting: row
                .parsed_text("posting_schedule", |text| PostingSchedule::parse(text).ok())?,
            zone: row.parsed_text("zone", |name| name.parse().ok())?,
        },
    })
}
