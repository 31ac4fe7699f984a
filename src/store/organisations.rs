//! Organisations: a server each, with its language and zone.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::any::AnyRow;

use super::columns::{Columns, Several};
use super::{Connection, StoreError};
use crate::domain::account::GuildId;
use crate::domain::group::Organisation;
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::language::Language;

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

/// Gives an organisation another language and time zone.
pub async fn set_language_and_zone(
    db: &mut Connection,
    organisation: OrganisationId,
    language: Language,
    zone: Tz,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE organisation SET language = $2, zone = $3 WHERE id = $1")
        .bind(organisation.0)
        .bind(language.tag())
        .bind(zone.name())
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
    Ok(row.map(|row| read_organisation(&row, "")).transpose()?)
}

/// Up to when each sort of thing is kept: what is older is forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// When a meeting ended, or was cancelled, for whose absences reasons are kept.
    pub reasons: DateTime<Utc>,
    /// When a code was tried or expired.
    pub guesses: DateTime<Utc>,
    /// When a file was read.
    pub imports: DateTime<Utc>,
    /// When a press or command was carried out.
    pub interactions: DateTime<Utc>,
    /// When a form was refused.
    pub forms: DateTime<Utc>,
}

/// The organisations, with their guilds, in which something is to be forgotten.
pub async fn that_keep_what_is_old(
    db: &mut Connection,
    kept: Kept,
) -> Result<Vec<(OrganisationId, GuildId)>, StoreError> {
    let rows = sqlx::query(
        "SELECT o.id, o.guild FROM organisation o
         WHERE EXISTS (SELECT 1 FROM reply r JOIN meeting m ON m.id = r.meeting
                       WHERE r.organisation = o.id AND r.reason IS NOT NULL
                         AND (m.ends < $1 OR m.cancelled < $1))
            OR EXISTS (SELECT 1 FROM link_guess g WHERE g.organisation = o.id AND g.at < $2)
            OR EXISTS (SELECT 1 FROM link_code c WHERE c.organisation = o.id AND c.expires < $2)
            OR o.id IN (SELECT organisation FROM pending_import WHERE at < $3)
            OR EXISTS (SELECT 1 FROM interaction d WHERE d.organisation = o.id AND d.carried_out < $4)
            OR EXISTS (SELECT 1 FROM refused_form f WHERE f.organisation = o.id AND f.at < $5)
            OR EXISTS (SELECT 1 FROM notes_file n WHERE n.organisation = o.id AND n.at < $5)
            OR EXISTS (SELECT 1 FROM guest u WHERE u.organisation = o.id AND u.ended < $1)
            OR EXISTS (SELECT 1 FROM item_plan p WHERE p.organisation = o.id AND p.settled < $1)
            OR EXISTS (SELECT 1 FROM digest t WHERE t.organisation = o.id AND t.since < $1)
            OR o.id IN (SELECT s.organisation FROM agenda_seen s JOIN meeting m ON m.id = s.meeting
                        WHERE m.ends < $1)
            OR o.id IN (SELECT b.organisation FROM agenda_before b JOIN meeting m ON m.id = b.meeting
                        WHERE m.ends < $1)
            OR o.id IN (SELECT c.organisation FROM meeting_before c JOIN meeting m ON m.id = c.meeting
                        WHERE m.ends < $1)",
    )
    .bind(kept.reasons.timestamp())
    .bind(kept.guesses.timestamp())
    .bind(kept.imports.timestamp())
    .bind(kept.interactions.timestamp())
    .bind(kept.forms.timestamp())
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((OrganisationId(row.int("id")?), GuildId(row.int("guild")?)));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// What an organisation is called.
pub async fn name(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT name FROM organisation WHERE id = $1")
        .bind(organisation.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.text("name")).transpose()?)
}

/// The guild of an organisation.
pub async fn guild_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Option<GuildId>, StoreError> {
    let row = sqlx::query("SELECT guild FROM organisation WHERE id = $1")
        .bind(organisation.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| row.int("guild")).transpose()?.map(GuildId))
}

/// The guild of the organisation that a group belongs to.
pub async fn guild_of_group(
    db: &mut Connection,
    group: GroupId,
) -> Result<Option<GuildId>, StoreError> {
    let row = sqlx::query(
        "SELECT o.guild FROM organisation o JOIN groups g ON g.organisation = o.id WHERE g.id = $1",
    )
    .bind(group.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.int("guild")).transpose()?.map(GuildId))
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
    Ok(row.map(|row| read_organisation(&row, "")).transpose()?)
}

/// The organisations that have groups whose page is public, by name.
pub async fn with_public_pages(db: &mut Connection) -> Result<Vec<Organisation>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, guild, name, language, zone FROM organisation
         WHERE id IN (SELECT organisation FROM groups WHERE page = 'public')
         ORDER BY name, id",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(|row| read_organisation(row, "")).collect::<Result<_, _>>()?)
}

/// An organisation by its id.
pub async fn organisation(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    let row = sqlx::query("SELECT id, guild, name, language, zone FROM organisation WHERE id = $1")
        .bind(organisation.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_organisation(&row, "")).transpose()?)
}

/// Reads an organisation from several values: id, guild, language, zone, and last the name.
pub(super) fn several_of_organisation(several: &mut Several<'_>) -> Option<Organisation> {
    Some(Organisation {
        id: OrganisationId(several.next()?),
        guild: GuildId(several.next()?),
        language: Language::from_tag(several.word()?)?,
        zone: several.next()?,
        name: several.rest().to_owned(),
    })
}

/// Reads an organisation whose columns have a prefix, where it stands in a row with something else.
pub(super) fn read_organisation(row: &AnyRow, prefix: &str) -> Result<Organisation, sqlx::Error> {
    let column = |name: &str| format!("{prefix}{name}");
    Ok(Organisation {
        id: OrganisationId(row.int(&column("id"))?),
        guild: GuildId(row.int(&column("guild"))?),
        name: row.text(&column("name"))?,
        language: row.parsed_text(&column("language"), Language::from_tag)?,
        zone: row.parsed_text(&column("zone"), |name| name.parse().ok())?,
    })
}
