//! Addresses that open something without an account.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::organisations::read_organisation;
use super::{Connection, StoreError};
use crate::domain::access::{Access, AccessPurpose, AccessTo};
use crate::domain::group::Organisation;
use crate::domain::id::{AccessId, GroupId, MeetingId, OrganisationId, PersonId};
use crate::domain::language::Language;

/// Writes a new address by the digest of its secret.
pub async fn insert(db: &mut Connection, access: &Access, digest: &str) -> Result<(), StoreError> {
    let (object, group, meeting) = match access.object {
        AccessTo::Person => ("person", None, None),
        AccessTo::Group(group) => ("group", Some(group.0), None),
        AccessTo::Organisation => ("organisation", None, None),
        AccessTo::Meeting(meeting) => ("meeting", None, Some(meeting.0)),
    };
    sqlx::query(
        "INSERT INTO access (id, organisation, digest, purpose, holder, object, group_id, language,
                             made, expires, used, meeting)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(access.id.0)
    .bind(access.organisation.0)
    .bind(digest.to_owned())
    .bind(access.purpose.word())
    .bind(access.holder.0)
    .bind(object)
    .bind(group)
    .bind(access.language.tag())
    .bind(access.made.timestamp())
    .bind(access.expires.map(|at| at.timestamp()))
    .bind(access.used.map(day))
    .bind(meeting)
    .execute(db)
    .await?;
    Ok(())
}

/// The address with this digest, with its organisation: there is one in all.
pub async fn by_digest(
    db: &mut Connection,
    purpose: AccessPurpose,
    digest: &str,
) -> Result<Option<(Organisation, Access)>, StoreError> {
    let row = sqlx::query(
        "SELECT a.*, n.id AS its_id, n.guild AS its_guild, n.name AS its_name,
                n.language AS its_language, n.zone AS its_zone
         FROM access a JOIN organisation n ON n.id = a.organisation
         WHERE a.digest = $1 AND a.purpose = $2",
    )
    .bind(digest.to_owned())
    .bind(purpose.word())
    .fetch_optional(db)
    .await?;
    let read = |row: AnyRow| Ok((read_organisation(&row, "its_")?, read_access(&row)?));
    Ok(row.map(read).transpose().map_err(|error: sqlx::Error| error)?)
}

/// What somebody has, oldest first.
pub async fn of_holder(
    db: &mut Connection,
    organisation: OrganisationId,
    holder: PersonId,
) -> Result<Vec<Access>, StoreError> {
    let rows =
        sqlx::query("SELECT * FROM access WHERE organisation = $1 AND holder = $2 ORDER BY id")
            .bind(organisation.0)
            .bind(holder.0)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().map(read_access).collect::<Result<_, _>>()?)
}

/// Removes one of somebody's. Returns whether there was one.
pub async fn revoke(
    db: &mut Connection,
    organisation: OrganisationId,
    (holder, access): (PersonId, AccessId),
) -> Result<bool, StoreError> {
    let done =
        sqlx::query("DELETE FROM access WHERE organisation = $1 AND holder = $2 AND id = $3")
            .bind(organisation.0)
            .bind(holder.0)
            .bind(access.0)
            .execute(db)
            .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes what opens nothing any more, of everybody in an organisation.
pub async fn remove_expired(
    db: &mut Connection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM access WHERE organisation = $1 AND expires <= $2")
        .bind(organisation.0)
        .bind(now.timestamp())
        .execute(db)
        .await?;
    Ok(())
}

/// Removes all that somebody has.
pub async fn revoke_all(
    db: &mut Connection,
    organisation: OrganisationId,
    holder: PersonId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM access WHERE organisation = $1 AND holder = $2")
        .bind(organisation.0)
        .bind(holder.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes the day on which one was used last.
pub async fn note_use(
    db: &mut Connection,
    organisation: OrganisationId,
    (access, on): (AccessId, NaiveDate),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE access SET used = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(access.0)
        .bind(day(on))
        .execute(db)
        .await?;
    Ok(())
}

fn read_access(row: &AnyRow) -> Result<Access, sqlx::Error> {
    let group = row.maybe_int("group_id")?.map(GroupId);
    let meeting = row.maybe_int("meeting")?.map(MeetingId);
    let object = row.parsed_text("object", |word| match (word, group, meeting) {
        ("person", None, None) => Some(AccessTo::Person),
        ("organisation", None, None) => Some(AccessTo::Organisation),
        ("group", Some(group), None) => Some(AccessTo::Group(group)),
        ("meeting", None, Some(meeting)) => Some(AccessTo::Meeting(meeting)),
        _ => None,
    })?;
    Ok(Access {
        id: AccessId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        purpose: row.parsed_text("purpose", AccessPurpose::from_word)?,
        holder: PersonId(row.int("holder")?),
        object,
        language: row.parsed_text("language", Language::from_tag)?,
        made: row.instant("made")?,
        expires: row.maybe_instant("expires")?,
        used: row.maybe_day("used")?,
    })
}
