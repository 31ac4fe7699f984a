//! Appointers and seats, and who sits in the seats on a day.

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_rows};
use super::columns::{Columns, day};
use super::people::read_person;
use super::{Connection, StoreError};
use crate::domain::id::{AppointerId, GroupId, OrganisationId, SeatId};
use crate::domain::person::Person;
use crate::domain::roster::SeatAs;
use crate::domain::seat::{Appointer, AppointerKind, Occupied, Office, Seat};

/// Writes new appointers.
pub async fn insert_appointers(
    db: &mut Connection,
    organisation: OrganisationId,
    appointers: &[Appointer],
) -> Result<(), StoreError> {
    for appointer in appointers {
        sqlx::query("INSERT INTO appointer (id, organisation, name, kind) VALUES ($1, $2, $3, $4)")
            .bind(appointer.id.0)
            .bind(organisation.0)
            .bind(&appointer.name)
            .bind(appointer.kind.word())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// The appointers of an organisation, by name.
pub async fn appointers_of(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<Appointer>, StoreError> {
    let rows =
        sqlx::query("SELECT id, name, kind FROM appointer WHERE organisation = $1 ORDER BY name")
            .bind(organisation.0)
            .fetch_all(db)
            .await?;
    let appointer = |row: &AnyRow| {
        Ok(Appointer {
            id: AppointerId(row.int("id")?),
            name: row.text("name")?,
            kind: row.parsed_text("kind", AppointerKind::from_word)?,
        })
    };
    Ok(rows.iter().map(appointer).collect::<Result<_, sqlx::Error>>()?)
}

/// Writes new seats. A seat's number is its place in the group's list, and is given once.
pub async fn insert_seats(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    seats: &[SeatAs],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 7;
    for some in seats.chunks(rows_of(COLUMNS)) {
        let statement =
            "INSERT INTO seat (id, organisation, group_id, appointer, office, position, to_day)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for one in some {
            query = query
                .bind(one.seat.id.0)
                .bind(organisation.0)
                .bind(group.0)
                .bind(one.seat.appointer.0)
                .bind(one.seat.office.word())
                .bind(one.number)
                .bind(one.to.map(day));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Gives a seat another appointer, office or last day.
pub async fn update_seat(
    db: &mut Connection,
    organisation: OrganisationId,
    changed: &SeatAs,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE seat SET appointer = $3, office = $4, to_day = $5
         WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(changed.seat.id.0)
    .bind(changed.seat.appointer.0)
    .bind(changed.seat.office.word())
    .bind(changed.to.map(day))
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a seat: `last` is the last day on which it exists.
pub async fn abolish_seat(
    db: &mut Connection,
    organisation: OrganisationId,
    seat: SeatId,
    last: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE seat SET to_day = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(seat.0)
        .bind(day(last))
        .execute(db)
        .await?;
    Ok(())
}

/// All seats that a group has and had, in its order, with their numbers and last days.
pub async fn seats_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<SeatAs>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.id, s.office, s.position, s.to_day, a.id AS appointer, a.name AS appointer_name
         FROM seat s JOIN appointer a ON a.id = s.appointer
         WHERE s.organisation = $1 AND s.group_id = $2 ORDER BY s.position",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let seat = |row: &AnyRow| {
        let (number, to) = (row.int("position")?, row.maybe_day("to_day")?);
        Ok(SeatAs { seat: read_seat(row)?, number, to })
    };
    Ok(rows.iter().map(seat).collect::<Result<_, sqlx::Error>>()?)
}

/// The seats of a group with the people appointed to them on a day, in the group's order.
pub async fn occupied_seats(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<Occupied>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.id, s.office, a.id AS appointer, a.name AS appointer_name,
                op.id AS ordinary_id, op.name AS ordinary_name, op.account AS ordinary_account,
                sp.id AS substitute_id, sp.name AS substitute_name, sp.account AS substitute_account
         FROM seat s
         JOIN appointer a ON a.id = s.appointer
         LEFT JOIN appointment o ON o.seat = s.id AND o.capacity = 'ordinary'
              AND o.from_day <= $3 AND (o.to_day IS NULL OR o.to_day >= $3)
         LEFT JOIN person op ON op.id = o.person
         LEFT JOIN appointment b ON b.seat = s.id AND b.capacity = 'substitute'
              AND b.from_day <= $3 AND (b.to_day IS NULL OR b.to_day >= $3)
         LEFT JOIN person sp ON sp.id = b.person
         WHERE s.organisation = $1 AND s.group_id = $2 AND (s.to_day IS NULL OR s.to_day >= $3)
         ORDER BY s.position",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_occupied).collect::<Result<_, _>>()?)
}

fn read_seat(row: &AnyRow) -> Result<Seat, sqlx::Error> {
    Ok(Seat {
        id: SeatId(row.int("id")?),
        appointer: AppointerId(row.int("appointer")?),
        appointer_name: row.text("appointer_name")?,
        office: row.parsed_text("office", Office::from_word)?,
    })
}

fn read_occupied(row: &AnyRow) -> Result<Occupied, sqlx::Error> {
    let sitting = |prefix: &str| -> Result<Option<Person>, sqlx::Error> {
        row.maybe_int(&format!("{prefix}id"))?.map(|_| read_person(row, prefix)).transpose()
    };
    Ok(Occupied {
        seat: read_seat(row)?,
        ordinary: sitting("ordinary_")?,
        substitute: sitting("substitute_")?,
    })
}
