//! Appointers and seats, and who sits in the seats on a day.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Error};

use super::bulk::{rows_of, with_list, with_rows};
use super::columns::{Columns, LINE_END, Several, TEXT_END, day};
use super::people::{several_of_person, several_values_of_person};
use super::{Connection, Store, StoreError};
use crate::domain::cover::{Answer, Said};
use crate::domain::designation::Designation;
use crate::domain::id::{
    AppointerId, DesignationId, GroupId, MeetingId, OrganisationId, PersonId, ReplyId, SeatId,
};
use crate::domain::meeting::Meeting;
use crate::domain::roster::SeatAs;
use crate::domain::seat::{Appointer, AppointerKind, Capacity, Occupied, Office, Seat};

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
    const COLUMNS: usize = 5;
    for some in seats.chunks(rows_of(COLUMNS)) {
        let statement = "INSERT INTO seat (id, organisation, group_id, position, to_day)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for one in some {
            query = query
                .bind(one.seat.id.0)
                .bind(organisation.0)
                .bind(group.0)
                .bind(one.number)
                .bind(one.to.map(day));
        }
        query.execute(&mut *db).await?;
    }
    // What it is from its first day on has the seat's own number.
    let first = seats
        .iter()
        .map(|one| (DesignationId(one.seat.id.0), one.seat.id, Designation::of(&one.seat)));
    insert_designations(db, organisation, &first.collect::<Vec<_>>()).await
}

async fn insert_designations(
    db: &mut Connection,
    organisation: OrganisationId,
    designations: &[(DesignationId, SeatId, Designation)],
) -> Result<(), StoreError> {
    const COLUMNS: usize = 7;
    for some in designations.chunks(rows_of(COLUMNS)) {
        let statement =
            "INSERT INTO designation (id, organisation, seat, appointer, office, from_day, to_day)";
        let mut query = sqlx::query(AssertSqlSafe(with_rows(statement, COLUMNS, some.len())));
        for (id, seat, one) in some {
            query = query
                .bind(id.0)
                .bind(organisation.0)
                .bind(seat.0)
                .bind(one.appointer.0)
                .bind(one.office.word())
                .bind(one.from.map(day))
                .bind(one.to.map(day));
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Gives a seat another last day, and makes it from day to day what `designations` say, which have these ids.
pub async fn update_seat(
    db: &mut Connection,
    organisation: OrganisationId,
    changed: &SeatAs,
    designations: &[(DesignationId, Designation)],
) -> Result<(), StoreError> {
    let seat = changed.seat.id;
    sqlx::query("UPDATE seat SET to_day = $3 WHERE organisation = $1 AND id = $2")
        .bind(organisation.0)
        .bind(seat.0)
        .bind(changed.to.map(day))
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM designation WHERE organisation = $1 AND seat = $2")
        .bind(organisation.0)
        .bind(seat.0)
        .execute(&mut *db)
        .await?;
    let of_seat = designations.iter().map(|(id, one)| (*id, seat, one.clone()));
    insert_designations(db, organisation, &of_seat.collect::<Vec<_>>()).await
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

/// All seats that a group has and had, as they are on a day, in its order, with their numbers and last days.
pub async fn seats_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<SeatAs>, StoreError> {
    let rows =
        sqlx::query(AssertSqlSafe(format!("{SEATS} AND s.group_id = $3 ORDER BY s.position")))
            .bind(organisation.0)
            .bind(day(on))
            .bind(group.0)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().map(read_seat_as).collect::<Result<_, sqlx::Error>>()?)
}

/// Some seats of whatever groups of an organisation, each with its group, as [`seats_of`].
pub async fn some(
    db: &mut Connection,
    organisation: OrganisationId,
    seats: &[SeatId],
    on: NaiveDate,
) -> Result<Vec<(GroupId, SeatAs)>, StoreError> {
    let mut found = Vec::new();
    for some in seats.chunks(rows_of(1)) {
        let sql = with_list(&format!("{SEATS} AND s.id IN"), 3, some.len());
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0).bind(day(on));
        let query = some.iter().fold(query, |query, seat| query.bind(seat.0));
        for row in query.fetch_all(&mut *db).await? {
            found.push((GroupId(row.int("group_id")?), read_seat_as(&row)?));
        }
    }
    Ok(found)
}

const SEATS: &str =
    "SELECT s.id, s.group_id, d.office, s.position, s.to_day, a.id AS appointer, a.name AS appointer_name
 FROM seat s
 JOIN designation d ON d.seat = s.id AND (d.from_day IS NULL OR d.from_day <= $2)
      AND (d.to_day IS NULL OR d.to_day >= $2)
 JOIN appointer a ON a.id = d.appointer
 WHERE s.organisation = $1";

/// What the seats of a group were, are and are planned to be, by seat, in the order of the days.
pub async fn designations_of(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
) -> Result<HashMap<SeatId, Vec<Designation>>, StoreError> {
    let rows = sqlx::query(
        "SELECT d.seat, d.office, d.from_day, d.to_day, a.id AS appointer, a.name AS appointer_name
         FROM designation d
         JOIN seat s ON s.id = d.seat
         JOIN appointer a ON a.id = d.appointer
         WHERE d.organisation = $1 AND s.group_id = $2
         ORDER BY d.seat, COALESCE(d.from_day, ''), d.id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .fetch_all(db)
    .await?;
    let mut found: HashMap<SeatId, Vec<Designation>> = HashMap::new();
    for row in &rows {
        found.entry(SeatId(row.int("seat")?)).or_default().push(Designation {
            appointer: AppointerId(row.int("appointer")?),
            appointer_name: row.text("appointer_name")?,
            office: row.parsed_text("office", Office::from_word)?,
            from: row.maybe_day("from_day")?,
            to: row.maybe_day("to_day")?,
        });
    }
    Ok(found)
}

fn read_seat_as(row: &AnyRow) -> Result<SeatAs, sqlx::Error> {
    let (number, to) = (row.int("position")?, row.maybe_day("to_day")?);
    Ok(SeatAs { seat: read_seat(row)?, number, to })
}

/// The seats of a group as they are on a day, with the people appointed to them, in the group's order.
pub async fn occupied_seats(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    on: NaiveDate,
) -> Result<Vec<Occupied>, StoreError> {
    let no_meeting = MeetingId(0);
    let mut seats = said_of_seats(db, organisation, &[(no_meeting, group, on)]).await?;
    let occupied = seats.remove(&no_meeting).unwrap_or_default().into_iter();
    Ok(occupied.map(|(occupied, _)| occupied).collect())
}

/// As [`occupied_seats`], in the organisation's turn: where it was asked for a moment ago and nobody has changed it since, nobody is
/// asked.
pub(super) async fn known_seats(
    store: &Store,
    db: &mut Connection,
    organisation: OrganisationId,
    (group, on): (GroupId, NaiveDate),
) -> Result<Arc<[Occupied]>, StoreError> {
    let known = store.rosters.as_ref().and_then(|rosters| rosters.of(group, on));
    if let Some(known) = known.as_ref().filter(|_| !cfg!(debug_assertions)) {
        return Ok(known.clone());
    }
    let read: Arc<[Occupied]> = occupied_seats(db, organisation, group, on).await?.into();
    if let Some(known) = known {
        assert_eq!(known, read, "who sits where has changed, and it was not forgotten");
    }
    if let Some(rosters) = &store.rosters {
        rosters.learn(group, on, &read);
    }
    Ok(read)
}

/// A seat with who sits there, and what has been said of it at a meeting, oldest first, each with the dating that it
/// was said of.
pub type SaidOfSeat = (Occupied, Vec<(i64, Said)>);

/// By meeting, the seats of its group as they are on a day, with the people appointed to them and what has
/// been said of each; in the group's order. All are of one organisation.
pub async fn with_replies(
    db: &mut Connection,
    organisation: OrganisationId,
    meetings: impl Iterator<Item = (&Meeting, NaiveDate)>,
) -> Result<HashMap<MeetingId, Vec<SaidOfSeat>>, StoreError> {
    let at = meetings.map(|(meeting, on)| (meeting.id, meeting.group, on));
    said_of_seats(db, organisation, &at.collect::<Vec<_>>()).await
}

/// Of each meeting, by its id and its group, on a day.
async fn said_of_seats(
    db: &mut Connection,
    organisation: OrganisationId,
    meetings: &[(MeetingId, GroupId, NaiveDate)],
) -> Result<HashMap<MeetingId, Vec<SaidOfSeat>>, StoreError> {
    const COLUMNS: usize = 3;
    let mut found: HashMap<MeetingId, Vec<SaidOfSeat>> = HashMap::new();
    for some in meetings.chunks(rows_of(COLUMNS)) {
        let statement = "WITH at (meeting, group_id, on_day) AS (";
        let mut sql = with_rows(statement, COLUMNS, some.len());
        let seats = said_of_seats_at(["at.meeting", "at.group_id", "at.on_day"]);
        let _ = write!(
            sql,
            ") SELECT at.meeting, {seats} AS seats FROM at
             WHERE EXISTS (SELECT 1 FROM groups g WHERE g.organisation = ${} AND g.id = at.group_id)",
            some.len() * COLUMNS + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (meeting, group, on) in some {
            query = query.bind(meeting.0).bind(group.0).bind(day(*on));
        }
        for row in query.bind(organisation.0).fetch_all(&mut *db).await? {
            found.insert(MeetingId(row.int("meeting")?), read_said_of_seats(&row)?);
        }
    }
    Ok(found)
}

/// An SQL expression for a reply `r`, which [`several_of_reply`] reads.
pub(super) const SAID: &str =
    "r.dating || ' ' || r.id || ' ' || r.person || ' ' || r.capacity || ' ' || r.answer";

/// An SQL expression for the seats of a group as they are on a day, with the people appointed to them and what has been
/// said of each at a meeting: a line a reply, or one for a seat of which nothing has been said.
fn said_of_seats_at([meeting, group, on_day]: [&str; 3]) -> String {
    let [ordinary, substitute] = [("op", "oc"), ("sp", "sc")]
        .map(|(person, contact)| several_values_of_person(person, contact));
    format!(
        "(SELECT string_agg(
            s.id || ' ' || d.office || ' ' || a.id || ' ' || a.name || '{TEXT_END}'
            || COALESCE({ordinary}, '') || '{TEXT_END}' || COALESCE({substitute}, '') || '{TEXT_END}'
            || COALESCE({SAID}, ''),
            '{LINE_END}' ORDER BY s.position, r.id)
         FROM seat s
         JOIN designation d ON d.seat = s.id AND (d.from_day IS NULL OR d.from_day <= {on_day})
              AND (d.to_day IS NULL OR d.to_day >= {on_day})
         JOIN appointer a ON a.id = d.appointer
         LEFT JOIN appointment o ON o.seat = s.id AND o.capacity = 'ordinary'
              AND o.from_day <= {on_day} AND (o.to_day IS NULL OR o.to_day >= {on_day})
         LEFT JOIN person op ON op.id = o.person
         LEFT JOIN contact oc ON oc.person = op.id AND oc.way = 'discord'
         LEFT JOIN appointment b ON b.seat = s.id AND b.capacity = 'substitute'
              AND b.from_day <= {on_day} AND (b.to_day IS NULL OR b.to_day >= {on_day})
         LEFT JOIN person sp ON sp.id = b.person
         LEFT JOIN contact sc ON sc.person = sp.id AND sc.way = 'discord'
         LEFT JOIN reply r ON r.meeting = {meeting} AND r.seat = s.id
         WHERE s.group_id = {group} AND (s.to_day IS NULL OR s.to_day >= {on_day}))"
    )
}

/// Reads [`said_of_seats_at`] from a column `seats`.
fn read_said_of_seats(row: &AnyRow) -> Result<Vec<SaidOfSeat>, Error> {
    let mut seats: Vec<SaidOfSeat> = Vec::new();
    for (occupied, said) in row.lines("seats", several_of_line)? {
        if seats.last().is_none_or(|(last, _)| last.seat.id != occupied.seat.id) {
            seats.push((occupied, Vec::new()));
        }
        if let Some((_, all)) = seats.last_mut() {
            all.extend(said);
        }
    }
    Ok(seats)
}

fn several_of_line(line: &mut Several<'_>) -> Option<(Occupied, Option<(i64, Said)>)> {
    let occupied = Occupied {
        seat: line.maybe_several(several_of_seat)??,
        ordinary: line.maybe_several(several_of_person)?,
        substitute: line.maybe_several(several_of_person)?,
    };
    Some((occupied, line.maybe_several(several_of_reply)?))
}

fn read_seat(row: &AnyRow) -> Result<Seat, sqlx::Error> {
    Ok(Seat {
        id: SeatId(row.int("id")?),
        appointer: AppointerId(row.int("appointer")?),
        appointer_name: row.text("appointer_name")?,
        office: row.parsed_text("office", Office::from_word)?,
    })
}

fn several_of_seat(several: &mut Several<'_>) -> Option<Seat> {
    Some(Seat {
        id: SeatId(several.next()?),
        office: Office::from_word(several.word()?)?,
        appointer: AppointerId(several.next()?),
        appointer_name: several.rest().to_owned(),
    })
}

/// A seat, and a reply about it.
pub(super) fn several_of_said(several: &mut Several<'_>) -> Option<(SeatId, (i64, Said))> {
    Some((SeatId(several.next()?), several_of_reply(several)?))
}

/// A reply, with the dating that it was said of.
fn several_of_reply(several: &mut Several<'_>) -> Option<(i64, Said)> {
    let dating = several.next()?;
    let (id, person) = (ReplyId(several.next()?), PersonId(several.next()?));
    let capacity = Capacity::from_word(several.word()?)?;
    let answer = Answer::from_word(several.rest())?;
    Some((dating, Said { id, person, capacity, answer }))
}
