//! Whom Discord does not let read what stands in their group's channel, as it said when it was last asked.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::people::DISCORD;
use super::{Connection, StoreError};
use crate::domain::account::UserId;
use crate::domain::id::{GroupId, OrganisationId, PersonId};
use crate::domain::reach::Unreached;

/// Writes down who is out of reach of a group's channel for one reason, in place of what was known of that before.
/// Who has another account meanwhile is left out.
pub async fn replace(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    (why, found): (Unreached, &[UserId]),
) -> Result<(), StoreError> {
    forget_why(db, organisation, group, why).await?;
    for account in found {
        sqlx::query(
            "INSERT INTO out_of_reach (organisation, group_id, person, why)
             SELECT c.organisation, $2, c.person, $5 FROM contact c
             WHERE c.organisation = $1 AND c.way = $3 AND c.address = $4
             ON CONFLICT (organisation, group_id, person) DO UPDATE SET why = $5",
        )
        .bind(organisation.0)
        .bind(group.0)
        .bind(DISCORD)
        .bind(account.to_string())
        .bind(why.word())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Who is out of reach of a group's channel.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<BTreeMap<PersonId, Unreached>, StoreError> {
    let rows = sqlx::query(
        "SELECT person, why FROM out_of_reach WHERE organisation = $1 AND group_id = $2",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let one = |row: &sqlx::any::AnyRow| {
        Ok((PersonId(row.int("person")?), row.parsed_text("why", Unreached::from_word)?))
    };
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// The groups, by name, whose channel a person does not read.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(String, Unreached)>, StoreError> {
    let rows = sqlx::query(
        "SELECT g.name, r.why FROM out_of_reach r JOIN groups g ON g.id = r.group_id
         WHERE r.organisation = $1 AND r.person = $2 ORDER BY g.name",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let one = |row: &sqlx::any::AnyRow| {
        Ok((row.text("name")?, row.parsed_text("why", Unreached::from_word)?))
    };
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

/// Forgets it of somebody who has another account from now on, or none.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM out_of_reach WHERE organisation = $1 AND person = $2")
        .bind(organisation.0)
        .bind(person.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets who was out of reach of a group's channel for one reason.
pub async fn forget_why(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    why: Unreached,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM out_of_reach WHERE organisation = $1 AND group_id = $2 AND why = $3")
        .bind(organisation.0)
        .bind(group.0)
        .bind(why.word())
        .execute(db)
        .await?;
    Ok(())
}
