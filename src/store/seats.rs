//! Appointers, seats, appointments and officials. Whoever is asked for is asked for on a day.

use chrono::NaiveDate;
use sqlx::any::AnyRow;

use super::columns::{Columns, day};
use super::people::read_person;
use super::{Connection, StoreError};
use crate::domain::id::{
    AppointerId, AppointmentId, GroupId, OfficialId, OrganisationId, PersonId, SeatId,
};
use crate::domain::permission::Holding;
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Capacity, Occupied, Office, Seat};

/// Writes a new appointer.
pub async fn insert_appointer(
    db: &mut Connection,
    organisation: OrganisationId,
    (id, name, kind): (AppointerId, &str, AppointerKind),
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO appointer (id, organisation, name, kind) VALUES ($1, $2, $3, $4)")
        .bind(id.0)
        .bind(organisation.0)
        .bind(name)
        .bind(kind.word())
        .execute(db)
        .await?;
    Ok(())
}

/// Writes a new seat. `position` is its place in the group's list.
pub async fn insert_seat(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    seat: &Seat,
    position: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO seat (id, organisation, group_id, appointer, office, position)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(seat.id.0)
    .bind(organisation.0)
    .bind(group.0)
    .bind(seat.appointer.0)
    .bind(seat.office.word())
    .bind(position)
    .execute(db)
    .await?;
    Ok(())
}

/// Appoints a person to a seat from a day onwards. One current ordinary and one current
/// substitute a seat.
pub async fn insert_appointment(
    db: &mut Connection,
    organisation: OrganisationId,
    id: AppointmentId,
    (seat, person, capacity): (SeatId, PersonId, Capacity),
    from: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO appointment (id, organisation, seat, person, capacity, from_day)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.0)
    .bind(organisation.0)
    .bind(seat.0)
    .bind(person.0)
    .bind(capacity.word())
    .bind(day(from))
    .execute(db)
    .await?;
    Ok(())
}

/// Makes a person a group's official, or the official's deputy, from a day onwards.
pub async fn insert_official(
    db: &mut Connection,
    organisation: OrganisationId,
    id: OfficialId,
    (group, person, deputy): (GroupId, PersonId, bool),
    from: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO official (id, organisation, group_id, person, deputy, from_day)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.0)
    .bind(organisation.0)
    .bind(group.0)
    .bind(person.0)
    .bind(i64::from(deputy))
    .bind(day(from))
    .execute(db)
    .await?;
    Ok(())
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
         WHERE s.organisation = $1 AND s.group_id = $2
         ORDER BY s.position",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_occupied).collect::<Result<_, _>>()?)
}

fn read_occupied(row: &AnyRow) -> Result<Occupied, sqlx::Error> {
    let sitting = |prefix: &str| -> Result<Option<Person>, sqlx::Error> {
        row.maybe_int(&format!("{prefix}id"))?.map(|_| read_person(row, prefix)).transpose()
    };
    Ok(Occupied {
        seat: Seat {
            id: SeatId(row.int("id")?),
            appointer: AppointerId(row.int("appointer")?),
            appointer_name: row.text("appointer_name")?,
            office: row.parsed_text("office", Office::from_word)?,
        },
        ordinary: sitting("ordinary_")?,
        substitute: sitting("substitute_")?,
    })
}

/// The seats of a group that a person holds on a day, as ordinary or as substitute.
pub async fn holdings_of(
    db: &mut Connection,
    organisation: OrganisationId,
    (group, person): (GroupId, PersonId),
    on: NaiveDate,
) -> Result<Vec<Holding>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.id, s.office, p.capacity
         FROM appointment p JOIN seat s ON s.id = p.seat
         WHERE p.organisation = $1 AND s.group_id = $2 AND p.person = $3
           AND p.from_day <= $4 AND (p.to_day IS NULL OR p.to_day >= $4)
         ORDER BY p.capacity, s.position",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(person.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    let holding = |row: &AnyRow| {
        Ok(Holding {
            seat: SeatId(row.int("id")?),
            office: row.parsed_text("office", Office::from_word)?,
            capacity: row.parsed_text("capacity", Capacity::from_word)?,
        })
    };
    Ok(rows.iter().map(holding).collect::<Result<_, sqlx::Error>>()?)
}

/// The official of a group on a day and then the deputy, those that there are.
pub async fn officials_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<Person>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.id, p.name, p.account
         FROM official o JOIN person p ON p.id = o.person
         WHERE o.organisation = $1 AND o.group_id = $2
           AND o.from_day <= $3 AND (o.to_day IS NULL OR o.to_day >= $3)
         ORDER BY o.deputy",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(day(on))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(|row| read_person(row, "")).collect::<Result<_, _>>()?)
}
