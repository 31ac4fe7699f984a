//! Agenda items that substitutes are to take.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::agenda::by_item;
use super::columns::Columns;
use super::guests::{read_announced, up};
use super::{Connection, StoreError};
use crate::domain::agenda::{Plan, PlanState};
use crate::domain::id::{GroupId, ItemId, OrganisationId, PersonId, PlanId, SeatId};

/// Writes a new plan.
pub async fn insert(db: &mut Connection, plan: &Plan) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO item_plan (id, organisation, group_id, item, seat, ordinary, substitute, state, offered_by,
                                settled, up, up_before, occasion, occasion_before, due)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    )
    .bind(plan.id.0)
    .bind(plan.organisation.0)
    .bind(plan.group.0)
    .bind(plan.item.0)
    .bind(plan.seat.0)
    .bind(plan.ordinary.0)
    .bind(plan.substitute.0)
    .bind(plan.state.word())
    .bind(plan.offered_by.map(|person| person.0))
    .bind(plan.settled.map(|at| at.timestamp()))
    .bind(up(plan.announced.up))
    .bind(up(plan.announced.before))
    .bind(plan.announced.occasion)
    .bind(plan.announced.occasion_before)
    .bind(plan.announced.due.timestamp())
    .execute(db)
    .await?;
    Ok(())
}

/// Writes how far a plan has come, and what the pair was told.
pub async fn update(db: &mut Connection, plan: &Plan) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE item_plan
         SET state = $3, up = $4, up_before = $5, occasion = $6, occasion_before = $7, due = $8, settled = $9
         WHERE organisation = $1 AND id = $2",
    )
    .bind(plan.organisation.0)
    .bind(plan.id.0)
    .bind(plan.state.word())
    .bind(up(plan.announced.up))
    .bind(up(plan.announced.before))
    .bind(plan.announced.occasion)
    .bind(plan.announced.occasion_before)
    .bind(plan.announced.due.timestamp())
    .bind(plan.settled.map(|at| at.timestamp()))
    .execute(db)
    .await?;
    Ok(())
}

/// One plan of an organisation, however far it has come.
pub async fn plan(
    db: &mut Connection,
    organisation: OrganisationId,
    plan: PlanId,
) -> Result<Option<Plan>, StoreError> {
    let row = sqlx::query("SELECT * FROM item_plan WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(plan.0)
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| read_plan(&row)).transpose()?)
}

/// What is planned of items, or offered, by item.
pub async fn of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Plan>>, StoreError> {
    let statement = "SELECT p.* FROM item_plan p
         WHERE p.organisation = $1 AND p.state IN ('offered', 'agreed') AND p.item IN";
    by_item(db, organisation, (statement, "p.id"), items, read_plan).await
}

/// What is planned in a group, or offered.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Plan>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM item_plan
         WHERE organisation = $1 AND group_id = $2 AND state IN ('offered', 'agreed') ORDER BY id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_plan).collect::<Result<_, _>>()?)
}

/// What is or was planned for somebody, or offered, oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<Plan>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM item_plan
         WHERE organisation = $1 AND (ordinary = $2 OR substitute = $2) ORDER BY id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_plan).collect::<Result<_, _>>()?)
}

/// Forgets what was declined or given up before `limit`. Returns how much there was.
pub async fn forget(
    db: &mut Connection,
    organisation: OrganisationId,
    limit: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM item_plan WHERE organisation = $1 AND settled < $2")
        .bind(organisation.0)
        .bind(limit.timestamp())
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

fn read_plan(row: &AnyRow) -> Result<Plan, sqlx::Error> {
    Ok(Plan {
        id: PlanId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: GroupId(row.int("group_id")?),
        item: ItemId(row.int("item")?),
        seat: SeatId(row.int("seat")?),
        ordinary: PersonId(row.int("ordinary")?),
        substitute: PersonId(row.int("substitute")?),
        state: row.parsed_text("state", PlanState::from_word)?,
        offered_by: row.maybe_int("offered_by")?.map(PersonId),
        settled: row.maybe_instant("settled")?,
        announced: read_announced(row)?,
    })
}
