//! The log of changes, for those who administer a group.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::actions::identity::recognise;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::{By, Deed, Entry};
use crate::domain::group::Group;
use crate::domain::id::{AuditId, GroupId, OrganisationId, PersonId, SeatId};
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::roster::{SeatAs, SeatLabel};
use crate::store::{Connection, Store, audit, groups, people, seats};

/// How many lines are shown.
const MOST_SHOWN: i64 = 15;

/// A line of the log with the names that its ids stand for. Who has erased themselves has none.
#[derive(Clone, Debug)]
pub struct Line {
    pub entry: Entry,
    /// The person who did it, where it was a person of the organisation.
    pub by: Option<Named>,
    pub about: Option<Named>,
    pub seat: Option<SeatLabel>,
    /// The group of the seat, where it is another.
    pub elsewhere: Option<String>,
}

/// A person in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Known(Person),
    /// Has had their name removed.
    Former,
}

/// Some of a group's changes, newest first.
#[derive(Clone, Debug)]
pub struct LogPage {
    pub group: Group,
    pub lines: Vec<Line>,
    /// The oldest of them, where there are earlier ones.
    pub earlier: Option<AuditId>,
}

/// The newest changes of a group, or those before a line of its log.
///
/// # Errors
/// `Denied` for others than administrator and official.
pub async fn show(
    store: &Store,
    caller: Caller,
    group: GroupId,
    before: Option<AuditId>,
    now: DateTime<Utc>,
) -> Result<LogPage, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, Action::Administer, now).await?;
    let today = group.day_of(now);
    let mut lines = lines(&mut db, (&group, today), before, MOST_SHOWN + 1).await?;
    let shown = usize::try_from(MOST_SHOWN).unwrap_or(usize::MAX);
    let more = lines.len() > shown;
    lines.truncate(shown);
    let earlier = lines.last().filter(|_| more).map(|line| line.entry.id);
    Ok(LogPage { group, lines, earlier })
}

/// At most `limit` lines of a group's log, newest first, with its seats as they are called on a day; those before a line, where one is named.
pub(super) async fn lines(
    db: &mut Connection,
    (group, on): (&Group, NaiveDate),
    before: Option<AuditId>,
    limit: i64,
) -> Result<Vec<Line>, ActionError> {
    let organisation = group.organisation;
    let people: HashMap<PersonId, Person> = people::people_of(db, organisation)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let places: HashMap<SeatId, SeatLabel> = seats::seats_of(db, organisation, group.id, on)
        .await?
        .into_iter()
        .map(|one| (one.seat.id, one.place()))
        .collect();
    let entries = audit::of_group(db, organisation, group.id, before, limit).await?;
    let elsewhere = seats_elsewhere(db, organisation, &entries, on).await?;
    let named = |id: PersonId| people.get(&id).cloned().map_or(Named::Former, Named::Known);
    let lines = entries.into_iter().map(|entry| Line {
        by: match entry.by {
            By::Person(person) => Some(named(person)),
            By::Account(_) | By::Former | By::Operator => None,
        },
        about: entry.about.map(named),
        seat: entry.seat.and_then(|seat| {
            let other = || elsewhere.get(&seat).map(|(_, place)| place);
            places.get(&seat).or_else(other).cloned()
        }),
        elsewhere: entry.seat.and_then(|seat| elsewhere.get(&seat)).map(|(name, _)| name.clone()),
        entry,
    });
    Ok(lines.collect())
}

/// The seats that other groups have given to people whom this one looks after, with the names of those groups.
async fn seats_elsewhere(
    db: &mut Connection,
    organisation: OrganisationId,
    entries: &[Entry],
    on: NaiveDate,
) -> Result<HashMap<SeatId, (String, SeatLabel)>, ActionError> {
    let given = entries.iter().filter(|entry| entry.deed == Deed::SeatedElsewhere);
    let given: Vec<SeatId> = given.filter_map(|entry| entry.seat).collect();
    Ok(seats_of_groups(db, organisation, &given, on)
        .await?
        .into_iter()
        .map(|(group, seat)| (seat.seat.id, (group.name, seat.place())))
        .collect())
}

/// Seats of whatever groups as they are on a day, each with its group.
pub(in crate::actions) async fn seats_of_groups(
    db: &mut Connection,
    organisation: OrganisationId,
    seats: &[SeatId],
    on: NaiveDate,
) -> Result<Vec<(Group, SeatAs)>, ActionError> {
    if seats.is_empty() {
        return Ok(Vec::new());
    }
    let groups = groups::groups_of(db, organisation).await?;
    let found = seats::some(db, organisation, seats, on).await?.into_iter();
    let with_group = found.filter_map(|(id, seat)| {
        let group = groups.iter().find(|group| group.id == id)?;
        Some((group.clone(), seat))
    });
    Ok(with_group.collect())
}
