//! Who sits in which seat, from when to when. What is over is kept.

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_list, with_rows};
use super::columns::{Columns, day};
use super::people::read_person;
use super::{Connection, StoreError};
use crate::domain::appointment::Appointment;
use crate::domain::id::{AppointmentId, GroupId, OrganisationId, PersonId, SeatId};
use crate::domain::period::Period;
use crate::domain::permission::Holding;
use crate::domain::person::Person;
use crate::domain::seat::{Capacity, Office};

/// Writes new appointments. A seat has one current ordinary member and one current substitute.
pub async fn insert_appointments(
    db: &mut Connection,
    organisation: OrganisationId,
    appointments: &[Appointment],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 7;
    for some in appointments.chunks(rows_of(COLUMNS)) {
        let statement =
            "INSERT INTO appointment (id, organisation, seat, person, capacity, from_day, to_day)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for one in some {
            query = query
                .bind(one.id.0)
                .bind(organisation.0)
                .bind(one.seat.0)
                .bind(one.person.0)
                .bind(one.capacity.word())
                .bind(day(one.period.from))
                .bind(one.period.to.map(day));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Gives appointments other days, the same to all.
pub async fn redate(
    db: &mut Connection,
    organisation: OrganisationId,
    appointments: &[AppointmentId],
    period: Period,
) -> Result<(), StoreError> {
    let statement = "UPDATE appointment SET from_day = $2, to_day = $3
                     WHERE organisation = $1 AND id IN";
    for some in appointments.chunks(rows_of(1)) {
        let mut query = sqlx::query(AssertSqlSafe(with_list(statement, 4, some.len())))
            .bind(organisation.0)
            .bind(day(period.from))
            .bind(period.to.map(day));
        for one in some {
            query = query.bind(one.0);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes appointments back that had not begun: they never were.
pub async fn withdraw(
    db: &mut Connection,
    organisation: OrganisationId,
    appointments: &[AppointmentId],
) -> Result<(), StoreError> {
    let statement = "DELETE FROM appointment WHERE organisation = $1 AND id IN";
    for some in appointments.chunks(rows_of(1)) {
        let mut query =
            sqlx::query(AssertSqlSafe(with_list(statement, 2, some.len()))).bind(organisation.0);
        for one in some {
            query = query.bind(one.0);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// All appointments to the seats that a group has and had, by their first day.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<Vec<(Appointment, Person)>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.id, a.seat, a.person, a.capacity, a.from_day, a.to_day,
                p.id AS person_id, p.name AS person_name, c.address AS person_account
         FROM appointment a
         JOIN seat s ON s.id = a.seat
         JOIN person p ON p.id = a.person
         LEFT JOIN contact c ON c.person = p.id AND c.way = 'discord'
         WHERE a.organisation = $1 AND s.group_id = $2
         ORDER BY a.from_day, a.id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((read_appointment(row)?, read_person(row, "person_")?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

/// An appointment of an organisation's, also one that is over.
pub async fn appointment(
    db: &mut Connection,
    organisation: OrganisationId,
    appointment: AppointmentId,
) -> Result<Option<Appointment>, StoreError> {
    let row = sqlx::query(
        "SELECT id, seat, person, capacity, from_day, to_day FROM appointment
         WHERE organisation = $1 AND id = $2",
    )
    .bind(organisation.0)
    .bind(appointment.0)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| read_appointment(&row)).transpose()?)
}

/// All appointments of a person, each with the group that its seat is in, by their first day.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(GroupId, Appointment)>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.group_id, a.id, a.seat, a.person, a.capacity, a.from_day, a.to_day
         FROM appointment a JOIN seat s ON s.id = a.seat
         WHERE a.organisation = $1 AND a.person = $2
         ORDER BY a.from_day, a.id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let both = |row: &AnyRow| Ok((GroupId(row.int("group_id")?), read_appointment(row)?));
    Ok(rows.iter().map(both).collect::<Result<_, sqlx::Error>>()?)
}

fn read_appointment(row: &AnyRow) -> Result<Appointment, sqlx::Error> {
    Ok(Appointment {
        id: AppointmentId(row.int("id")?),
        seat: SeatId(row.int("seat")?),
        person: PersonId(row.int("person")?),
        capacity: row.parsed_text("capacity", Capacity::from_word)?,
        period: Period { from: row.day("from_day")?, to: row.maybe_day("to_day")? },
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
        "SELECT s.id, d.office, p.capacity
         FROM appointment p JOIN seat s ON s.id = p.seat
         JOIN designation d ON d.seat = s.id
              AND (d.from_day IS NULL OR d.from_day <= $4) AND (d.to_day IS NULL OR d.to_day >= $4)
         WHERE p.organisation = $1 AND s.group_id = $2 AND p.person = $3
           AND p.from_day <= $4 AND (p.to_day IS NULL OR p.to_day >= $4)
           AND (s.to_day IS NULL OR s.to_day >= $4)
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
