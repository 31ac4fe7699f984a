//! A whole group as rows, with the log of its changes.

use chrono::{DateTime, NaiveDate, Utc};

use super::log::{Line, lines};
use super::registrar::read_roster;
use crate::actions::progress::Progress;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::group::Group;
use crate::domain::id::GroupId;
use crate::domain::permission::Action;
use crate::domain::roster::Row;
use crate::store::Store;

/// How many lines of the log go out with a group.
const MOST_LINES: i64 = 100_000;

/// A group as it leaves.
#[derive(Clone, Debug)]
pub struct Exported {
    pub group: Group,
    pub on: NaiveDate,
    pub rows: Vec<Row>,
    /// Oldest first.
    pub log: Vec<Line>,
}

/// A group as rows: those who sit and will sit; with `history` also those who sat.
///
/// # Errors
/// `Denied` for others than administrator and official.
pub async fn export(
    store: &Store,
    caller: Caller,
    group: GroupId,
    history: bool,
    now: DateTime<Utc>,
) -> Result<Exported, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.group(&visitor, group, Action::Administer).await?;
    let on = group.day_of(now);
    let roster = read_roster(&mut work.db, &group, on).await?;
    let rows = roster.rows((!history).then_some(on));
    work.log([work.entry(Deed::Exported).in_group(group.id)]);
    // It says that it went out.
    work.write_log(&Progress::default()).await?;
    let mut log = lines(&mut work.db, (&group, on), None, MOST_LINES).await?;
    log.reverse();
    work.commit().await?;
    Ok(Exported { group, on, rows, log })
}
