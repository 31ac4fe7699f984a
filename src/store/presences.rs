//! The register of attendance: lines that were corrected, or frozen when their meeting was closed.

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;

use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::agenda::Participant;
use crate::domain::id::{GuestId, ItemId, MeetingId, OrganisationId, PersonId, PresenceId, SeatId};
use crate::domain::presence::{
    Absence, Bound, FrozenPlace, Mode, Part, Presence, RegisterPlace, Spell, Was,
};
use crate::domain::wording::Name;

/// A meeting of an organisation.
type OfMeeting = (OrganisationId, MeetingId);

/// Writes the lines of a place, in their order.
pub async fn insert(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    place: RegisterPlace,
    lines: &[(PresenceId, Presence)],
) -> Result<(), StoreError> {
    let (seat, guest) = match place {
        RegisterPlace::Seat(seat) => (Some(seat.0), None),
        RegisterPlace::Guest(guest) => (None, Some(guest.0)),
        RegisterPlace::Added(_) => (None, None),
    };
    for (id, line) in lines {
        let (person, name) = match &line.who {
            Participant::Person(person) => (Some(person.0), None),
            Participant::Named(name) => (None, Some(name.as_str())),
        };
        let (spell, absence) = match line.was {
            Was::There(spell) => (Some(spell), None),
            Was::Away(how) => (None, Some(how.word())),
        };
        let (from_at, from_item) = columns(spell.and_then(|spell| spell.from));
        let (to_at, to_item) = columns(spell.and_then(|spell| spell.to));
        sqlx::query(
            "INSERT INTO presence (id, organisation, meeting, seat, guest, person, name, from_at, from_item,
                                   to_at, to_item, mode, part, absence)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(id.0)
        .bind(organisation.0)
        .bind(meeting.0)
        .bind(seat)
        .bind(guest)
        .bind(person)
        .bind(name)
        .bind(from_at)
        .bind(from_item)
        .bind(to_at)
        .bind(to_item)
        .bind(spell.map(|spell| spell.mode.word()))
        .bind(spell.map(|spell| spell.part.word()))
        .bind(absence)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Takes away the lines of a place.
pub async fn remove(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    place: RegisterPlace,
) -> Result<(), StoreError> {
    let (column, id) = match place {
        RegisterPlace::Seat(seat) => {
            ("DELETE FROM presence WHERE organisation = $1 AND meeting = $2 AND seat = $3", seat.0)
        }
        RegisterPlace::Guest(guest) => (
            "DELETE FROM presence WHERE organisation = $1 AND meeting = $2 AND guest = $3",
            guest.0,
        ),
        RegisterPlace::Added(line) => {
            ("DELETE FROM presence WHERE organisation = $1 AND meeting = $2 AND id = $3", line.0)
        }
    };
    sqlx::query(column).bind(organisation.0).bind(meeting.0).bind(id).execute(db).await?;
    Ok(())
}

/// Takes away all lines of a meeting.
pub async fn clear(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM presence WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps the places of a meeting's register as they are, in their order.
pub async fn freeze(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    places: &[FrozenPlace],
) -> Result<(), StoreError> {
    let places =
        serde_json::to_string(places).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    sqlx::query("INSERT INTO register (meeting, organisation, places) VALUES ($1, $2, $3)")
        .bind(meeting.0)
        .bind(organisation.0)
        .bind(places)
        .execute(db)
        .await?;
    Ok(())
}

/// Lets a meeting's register follow its seats again.
pub async fn thaw(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM register WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .execute(db)
        .await?;
    Ok(())
}

/// The places of a register that was frozen.
pub async fn frozen(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Option<Vec<FrozenPlace>>, StoreError> {
    let row = sqlx::query("SELECT places FROM register WHERE organisation = $1 AND meeting = $2")
        .bind(organisation.0)
        .bind(meeting.0)
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let places = serde_json::from_str(&row.text("places")?);
    places.map(Some).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// The lines of a meeting that are kept, each with its place, in the order in which they were written.
pub async fn of_meeting(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
) -> Result<Vec<(RegisterPlace, Presence)>, StoreError> {
    let rows =
        sqlx::query("SELECT * FROM presence WHERE organisation = $1 AND meeting = $2 ORDER BY id")
            .bind(organisation.0)
            .bind(meeting.0)
            .fetch_all(db)
            .await?;
    Ok(rows.iter().map(read_line).collect::<Result<_, _>>()?)
}

/// Moves the times in a meeting's register by so many seconds, as the meeting itself was moved.
pub async fn shift(
    db: &mut Connection,
    (organisation, meeting): OfMeeting,
    seconds: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE presence SET from_at = from_at + $3, to_at = to_at + $3
         WHERE organisation = $1 AND meeting = $2",
    )
    .bind(organisation.0)
    .bind(meeting.0)
    .bind(seconds)
    .execute(db)
    .await?;
    Ok(())
}

/// Where a person stands in registers: the group's name, when the meeting began, and the line; oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<(String, DateTime<Utc>, Presence)>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.*, g.name AS group_name, m.starts FROM presence p
         JOIN meeting m ON m.id = p.meeting JOIN groups g ON g.id = m.group_id
         WHERE p.organisation = $1 AND p.person = $2 ORDER BY m.starts, p.id",
    )
    .bind(organisation.0)
    .bind(person.0)
    .fetch_all(db)
    .await?;
    let one =
        |row: &AnyRow| Ok((row.text("group_name")?, row.instant("starts")?, read_line(row)?.1));
    Ok(rows.iter().map(one).collect::<Result<_, sqlx::Error>>()?)
}

fn columns(bound: Option<Bound>) -> (Option<i64>, Option<i64>) {
    match bound {
        None => (None, None),
        Some(Bound::At(at)) => (Some(at.timestamp()), None),
        Some(Bound::Item(item)) => (None, Some(item.0)),
    }
}

fn read_line(row: &AnyRow) -> Result<(RegisterPlace, Presence), sqlx::Error> {
    let place = match (row.maybe_int("seat")?, row.maybe_int("guest")?) {
        (Some(seat), _) => RegisterPlace::Seat(SeatId(seat)),
        (None, Some(guest)) => RegisterPlace::Guest(GuestId(guest)),
        (None, None) => RegisterPlace::Added(PresenceId(row.int("id")?)),
    };
    let who = match row.maybe_int("person")? {
        Some(person) => Participant::Person(PersonId(person)),
        None => Participant::Named(Name::kept(row.text("name")?)),
    };
    let bound = |at: &str, item: &str| {
        let at = row.maybe_instant(at)?.map(Bound::At);
        let item = row.maybe_int(item)?.map(|item| Bound::Item(ItemId(item)));
        Ok::<_, sqlx::Error>(at.or(item))
    };
    let was = match row.maybe_text("absence")? {
        Some(_) => Was::Away(row.parsed_text("absence", Absence::from_word)?),
        None => Was::There(Spell {
            from: bound("from_at", "from_item")?,
            to: bound("to_at", "to_item")?,
            mode: row.parsed_text("mode", Mode::from_word)?,
            part: row.parsed_text("part", Part::from_word)?,
        }),
    };
    Ok((place, Presence { who, was }))
}
