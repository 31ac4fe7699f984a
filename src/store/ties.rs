//! What ties people to groups, of whatever sort it is.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

use super::bulk::{rows_of, with_list};
use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::home::{Tie, TieKind};
use crate::domain::id::{GroupId, OrganisationId, PersonId};
use crate::domain::period::Period;
use crate::domain::seat::{Capacity, Office};

/// Everybody's appointments and posts, those that are over too, and the reasons that are kept of them.
pub async fn of_all(
    db: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<Tie>, StoreError> {
    read(db, organisation, &[]).await
}

/// As [`of_all`], of some.
pub async fn of_people(
    db: &mut Connection,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<Vec<Tie>, StoreError> {
    let mut ties = Vec::new();
    for some in people.chunks(rows_of(1)) {
        ties.extend(read(db, organisation, some).await?);
    }
    Ok(ties)
}

const APPOINTMENTS: &str = "SELECT a.person, s.group_id, a.id, a.capacity, a.from_day, a.to_day,
        d.office, d.from_day AS office_from, d.to_day AS office_to
 FROM seat s JOIN appointment a ON a.seat = s.id JOIN designation d ON d.seat = s.id
 WHERE s.organisation = $1";

const POSTS: &str = "SELECT o.person, o.group_id, o.id, o.from_day, o.to_day FROM groups g JOIN official o ON o.group_id = g.id
 WHERE g.organisation = $1";

const REASONS: &str = "SELECT r.person, m.group_id FROM reply r JOIN meeting m ON m.id = r.meeting
 WHERE r.organisation = $1 AND r.reason IS NOT NULL";

async fn read(
    db: &mut Connection,
    organisation: OrganisationId,
    people: &[PersonId],
) -> Result<Vec<Tie>, StoreError> {
    let [appointments, posts, reasons] =
        [(APPOINTMENTS, "a"), (POSTS, "o"), (REASONS, "r")].map(|(sql, table)| match people {
            [] => sql.to_owned(),
            some => with_list(&format!("{sql} AND {table}.person IN"), 2, some.len()),
        });
    let of = |sql: String| -> Query<'_, Any, AnyArguments> {
        let query = sqlx::query(AssertSqlSafe(sql)).bind(organisation.0);
        people.iter().fold(query, |query, person| query.bind(person.0))
    };
    let mut ties = Vec::new();
    for row in of(appointments).fetch_all(&mut *db).await? {
        let held = held(&row, TieKind::Seated)?;
        ties.extend(leading(&row, held)?);
        ties.push(held);
    }
    for row in of(posts).fetch_all(&mut *db).await? {
        let held = held(&row, TieKind::Posted)?;
        ties.extend([held, Tie { kind: TieKind::Rules, ..held }]);
    }
    for row in of(reasons).fetch_all(db).await? {
        // A reason has no days: it is there until it is forgotten.
        let period = Period::since(chrono::NaiveDate::MIN);
        let (person, group) = whose(&row)?;
        ties.push(Tie { person, group, kind: TieKind::Confided, period });
    }
    Ok(ties)
}

fn whose(row: &AnyRow) -> Result<(PersonId, GroupId), sqlx::Error> {
    Ok((PersonId(row.int("person")?), GroupId(row.int("group_id")?)))
}

fn held(row: &AnyRow, kind: fn(i64) -> TieKind) -> Result<Tie, sqlx::Error> {
    let (person, group) = whose(row)?;
    let period = Period { from: row.day("from_day")?, to: row.maybe_day("to_day")? };
    Ok(Tie { person, group, kind: kind(row.int("id")?), period })
}

/// When an ordinary member leads, by what their seat is from day to day.
fn leading(row: &AnyRow, held: Tie) -> Result<Option<Tie>, sqlx::Error> {
    let capacity = row.parsed_text("capacity", Capacity::from_word)?;
    let office = row.parsed_text("office", Office::from_word)?;
    let from = row.maybe_day("office_from")?.unwrap_or(held.period.from);
    let office_lasts = Period { from, to: row.maybe_day("office_to")? };
    let leads = capacity == Capacity::Ordinary && office.leads();
    let both = leads.then(|| held.period.within(&office_lasts)).flatten();
    Ok(both.map(|period| Tie { kind: TieKind::Rules, period, ..held }))
}
