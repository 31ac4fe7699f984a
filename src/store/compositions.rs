//! What groups say of their own composition.

use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::composition::{Rule, Who};
use crate::domain::id::{AppointerId, GroupId, OrganisationId};
use crate::domain::seat::{Appointer, AppointerKind, Office};

/// The rules of a group, in the order in which they were said.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<Rule>, StoreError> {
    let rows = sqlx::query(
        "SELECT c.office, c.kind, c.seats,
                a.id AS appointer, a.name AS appointer_name, a.kind AS appointer_kind
         FROM composition c LEFT JOIN appointer a ON a.id = c.appointer
         WHERE c.organisation = $1 AND c.group_id = $2 ORDER BY c.id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_rule).collect::<Result<_, _>>()?)
}

/// Writes a group's rules in place of those before, with an id for each.
pub async fn replace(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    rules: &[(i64, Rule)],
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM composition WHERE organisation = $1 AND group_id = $2")
        .bind(organisation.0)
        .bind(group.0)
        .execute(&mut *db)
        .await?;
    for (id, rule) in rules {
        let (office, who, seats) = match rule {
            Rule::Seats(who, count) => (None, who, i64::from(*count)),
            Rule::Office(office, who) => (Some(office.word()), who, 1),
        };
        let (appointer, kind) = match who {
            Who::Appointer(appointer) => (Some(appointer.id.0), None),
            Who::Kind(kind) => (None, Some(kind.word())),
        };
        sqlx::query(
            "INSERT INTO composition (id, organisation, group_id, office, appointer, kind, seats)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(organisation.0)
        .bind(group.0)
        .bind(office)
        .bind(appointer)
        .bind(kind)
        .bind(seats)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

fn read_rule(row: &AnyRow) -> Result<Rule, sqlx::Error> {
    let who = match row.maybe_int("appointer")? {
        Some(id) => Who::Appointer(Appointer {
            id: AppointerId(id),
            name: row.text("appointer_name")?,
            kind: row.parsed_text("appointer_kind", AppointerKind::from_word)?,
        }),
        None => Who::Kind(row.parsed_text("kind", AppointerKind::from_word)?),
    };
    match row.maybe_text("office")? {
        Some(_) => Ok(Rule::Office(row.parsed_text("office", Office::from_word)?, who)),
        None => {
            let count = row.number("seats")?;
            Ok(Rule::Seats(who, count))
        }
    }
}
