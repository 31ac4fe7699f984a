//! The log of changes: added to, never changed, but for an account whose holder erases themselves.

use sqlx::any::AnyRow;

use super::bulk::{rows_of, with_rows};
use super::columns::Columns;
use super::statement::Statement;
use super::{Connection, StoreError};
use crate::domain::account::UserId;
use crate::domain::audit::{By, Deed, Detail, Entry};
use crate::domain::id::{AuditId, GroupId, OrganisationId, PersonId, SeatId};
use crate::domain::person::Person;

/// Stands for an account whose holder has erased themselves; no account of Discord's is 0.
const FORMER: i64 = 0;

/// Adds to the log.
pub fn append(entries: &[Entry]) -> Vec<Statement> {
    const COLUMNS: usize = 10;
    let some = |some: &[Entry]| {
        let statement = "INSERT INTO audit (id, organisation, group_id, at, by_person, by_account,
                                            deed, about, seat, detail)";
        let statement = Statement::new(with_rows(statement, COLUMNS, some.len()));
        some.iter().fold(statement, |statement, entry| {
            let (person, account) = match entry.by {
                By::Person(person) => (Some(person.0), None),
                By::Account(account) => (None, Some(account.0)),
                By::Former => (None, Some(FORMER)),
                By::Operator => (None, None),
            };
            statement
                .bind(entry.id.0)
                .bind(entry.organisation.0)
                .bind(entry.group.map(|group| group.0))
                .bind(entry.at.timestamp())
                .bind(person)
                .bind(account)
                .bind(entry.deed.word())
                .bind(entry.about.map(|person| person.0))
                .bind(entry.seat.map(|seat| seat.0))
                .bind(serde_json::to_string(&entry.detail).unwrap_or_default())
        })
    };
    entries.chunks(rows_of(COLUMNS)).map(some).collect()
}

/// What was done in a group, newest first, at most `limit`, `before` a line where one is named; with
/// what concerns no single group and was done for its people.
pub async fn of_group(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    before: Option<AuditId>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM audit
         WHERE organisation = $1 AND id < $4
           AND (group_id = $2
                OR (group_id IS NULL AND about IN (
                    SELECT a.person FROM appointment a JOIN seat s ON s.id = a.seat
                    WHERE s.group_id = $2
                    UNION SELECT o.person FROM official o WHERE o.group_id = $2)))
         ORDER BY id DESC LIMIT $3",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(limit)
    .bind(before.map_or(i64::MAX, |line| line.0))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_entry).collect::<Result<_, _>>()?)
}

/// The lines of a group's log that are parts of one change, oldest first. `change` is older than all of them.
pub async fn of_change(
    db: &mut Connection,
    organisation: OrganisationId,
    group: GroupId,
    (deed, change): (Deed, i64),
) -> Result<Vec<Entry>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM audit WHERE organisation = $1 AND group_id = $2 AND id > $3 AND deed = $4
         ORDER BY id",
    )
    .bind(organisation.0)
    .bind(group.0)
    .bind(change)
    .bind(deed.word())
    .fetch_all(db)
    .await?;
    let mut entries = rows.iter().map(read_entry).collect::<Result<Vec<_>, _>>()?;
    entries.retain(|entry| entry.detail.change == Some(change));
    Ok(entries)
}

/// What a person did, also with their account before it was theirs here, and what was done for
/// them; oldest first.
pub async fn of_person(
    db: &mut Connection,
    organisation: OrganisationId,
    person: &Person,
) -> Result<Vec<Entry>, StoreError> {
    let rows = sqlx::query(
        "SELECT * FROM audit
         WHERE +organisation = $1 AND (about = $2 OR by_person = $2 OR by_account = $3) ORDER BY id",
    )
    .bind(organisation.0)
    .bind(person.id.0)
    .bind(person.account.map(|account| account.0))
    .fetch_all(db)
    .await?;
    Ok(rows.iter().map(read_entry).collect::<Result<_, _>>()?)
}

/// Blanks an account in the log: its holder has erased themselves.
pub async fn forget_account(
    db: &mut Connection,
    organisation: OrganisationId,
    account: UserId,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE audit SET by_account = 0 WHERE +organisation = $1 AND by_account = $2")
        .bind(organisation.0)
        .bind(account.0)
        .execute(db)
        .await?;
    Ok(())
}

fn read_entry(row: &AnyRow) -> Result<Entry, sqlx::Error> {
    let person = row.maybe_int("by_person")?.map(|id| By::Person(PersonId(id)));
    let account = row.maybe_int("by_account")?.map(|id| match id {
        FORMER => By::Former,
        id => By::Account(UserId(id)),
    });
    Ok(Entry {
        id: AuditId(row.int("id")?),
        organisation: OrganisationId(row.int("organisation")?),
        group: row.maybe_int("group_id")?.map(GroupId),
        at: row.instant("at")?,
        by: person.or(account).unwrap_or(By::Operator),
        deed: row.parsed_text("deed", Deed::from_word)?,
        about: row.maybe_int("about")?.map(PersonId),
        seat: row.maybe_int("seat")?.map(SeatId),
        detail: row.parsed_text("detail", |text| serde_json::from_str::<Detail>(text).ok())?,
    })
}
