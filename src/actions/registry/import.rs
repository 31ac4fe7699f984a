//! A group from a file: the difference is shown first, and then carried out whole or not at all.

use chrono::{DateTime, TimeDelta, Utc};

use super::Newcomer;
use super::refusal::ImportRefusal;
use super::registrar::{Registrar, read_roster};
use crate::actions::accounts::Belonging;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::progress::Progress;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing, typed};
use crate::domain::audit::{Deed, Detail};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ImportId};
use crate::domain::permission::Action;
use crate::domain::roster::{AsOf, Difference, Reading, Roster, Row, Unread, compare};
use crate::store::pending_imports::{self, PendingImport};
use crate::store::{Connection, Store, StoreError};

/// For how long a file waits to be carried out.
pub const WAITS: TimeDelta = TimeDelta::hours(24);

/// What a file would change.
#[derive(Clone, Debug)]
pub struct Planned {
    pub group: Group,
    pub rows: usize,
    pub difference: Difference,
    /// Those who come and are at home in another group.
    pub newcomers: Vec<Newcomer>,
    /// To carry it out by; `None` where there is nothing to do.
    pub import: Option<ImportId>,
}

/// Compares a file with what is kept, from the day that was typed or today, and keeps it waiting.
/// Nothing has changed yet.
///
/// # Errors
/// `Denied` for others than administrator and official; `Typed` with everything that is wrong
/// with the file, or for a day from which it would strike somebody out who has sat since.
pub async fn plan(
    store: &Store,
    caller: Caller,
    group: GroupId,
    file: Reading,
    from: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Planned, ActionError> {
    let (roster, as_of) = {
        let mut db = store.snapshot().await?;
        let visitor = recognise(&mut db, caller).await?;
        let group = visitor.open_group(&mut db, group, Action::Administer, now).await?;
        let from = typed::day(&group, from, (caller.language, now))?;
        let roster = roster_to_fill(&mut db, &visitor, &group, now).await?;
        (roster, AsOf { on: from, ..as_of_today(&group, now) })
    };
    // Nobody waits for this: what it gives is only shown, and found anew when it is carried out.
    let compared = elsewhere(move || {
        let mut ids = 0..;
        let compared = file.compare(&roster, as_of, &mut || ids.next().unwrap_or_default());
        let shown = compared.as_ref().map(Difference::digest).unwrap_or_default();
        let content = serde_json::to_string(&file.rows).unwrap_or_default();
        (compared, shown, content, file.rows.len())
    });
    let (difference, shown, content, rows) = compared.await;
    let difference = difference.map_err(|faults| ImportRefusal::Unread(Unread::Faults(faults)))?;
    if rows == 0 {
        return Err(ImportRefusal::Unread(Unread::NoRows).into());
    }
    keeps_history(&difference)?;
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.open_group(&visitor, group, Action::Administer).await?;
    if difference.is_empty() {
        return Ok(Planned { group, rows, difference, newcomers: Vec::new(), import: None });
    }
    let import = PendingImport {
        id: ImportId(work.next_id()),
        organisation: group.organisation,
        group: group.id,
        account: caller.account,
        at: now,
        from: as_of.on,
        content,
        shown,
    };
    pending_imports::keep(&mut work.db, &import).await?;
    let mut registrar = Registrar { work: &mut work, group: &group };
    let newcomers = registrar.newcomers(&difference).await?;
    work.commit().await?;
    Ok(Planned { group, rows, difference, newcomers, import: Some(import.id) })
}

/// Does what takes a while on a thread on which nobody waits for answers.
async fn elsewhere<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn as_of_today(group: &Group, now: DateTime<Utc>) -> AsOf {
    AsOf { opens: group.term.from, ..AsOf::day(group.day_of(now)) }
}

/// What has been is history: a file does not strike it out.
fn keeps_history(difference: &Difference) -> Result<(), ActionError> {
    match difference.strikes.clone() {
        Some((name, period)) => Err(ImportRefusal::ErasesHistory(name, period).into()),
        None => Ok(()),
    }
}

/// A group as it is kept, and whose accounts the caller may not give by a file.
async fn roster_to_fill(
    db: &mut Connection,
    visitor: &Visitor,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Roster, ActionError> {
    let roster = read_roster(db, group, group.day_of(now)).await?;
    let belonging = Belonging::of_all(db, visitor, now).await?;
    let (guarded, strangers) = (belonging.guarded(), belonging.strangers(&roster.people));
    Ok(Roster { guarded, strangers, ..roster })
}

/// Whether the caller may import into a group: asked before a long file is read.
///
/// # Errors
/// `Denied` for others than administrator and official.
pub async fn may(
    store: &Store,
    caller: Caller,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    visitor.open_group(&mut db, group, Action::Administer, now).await?;
    Ok(())
}

/// Carries a waiting file out.
///
/// # Errors
/// `NotFound` when it was carried out before, or has waited for too long; `Register` when what it
/// would change is not what was shown any more.
pub async fn carry_out(
    store: &Store,
    caller: Caller,
    import: ImportId,
    progress: &Progress,
    now: DateTime<Utc>,
) -> Result<Planned, ActionError> {
    // It is read before anybody waits for it.
    let content = {
        let mut db = store.read().await?;
        let organisation = recognise(&mut db, caller).await?.organisation.id;
        pending_imports::content(&mut db, organisation, import).await?
    };
    let missing = || ActionError::NotFound(Missing::Import);
    let content = content.ok_or_else(missing)?;
    let rows = elsewhere(move || serde_json::from_str::<Vec<Row>>(&content)).await;
    let rows = rows.map_err(|_| missing())?;
    let count = rows.len();
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let waiting = pending_imports::take(&mut work.db, work.organisation, import).await?;
    let waiting = waiting
        .filter(|one| one.account == caller.account && one.at + WAITS > now)
        .ok_or_else(missing)?;
    let group = work.open_group(&visitor, waiting.group, Action::Administer).await?;
    let roster = roster_to_fill(&mut work.db, &visitor, &group, now).await?;
    let as_of = AsOf { on: waiting.from, ..as_of_today(&group, now) };
    let ids = work.ids();
    let compared = elsewhere(move || {
        let compared = compare(&roster, &rows, as_of, &mut || ids());
        compared.map(|difference| (difference.digest(), difference))
    });
    let (digest, difference) = compared.await.map_err(|_| ImportRefusal::Outdated)?;
    keeps_history(&difference)?;
    if digest != waiting.shown {
        return Err(ImportRefusal::Outdated.into());
    }
    let mut registrar = Registrar { work: &mut work, group: &group };
    let carried_out = registrar.carry_out_counted(&difference, progress).await;
    let newcomers = carried_out.map_err(|error| match error {
        // What the file's own check cannot see, such as an account that was linked a moment ago.
        ActionError::Internal(StoreError::Duplicate(_)) => ImportRefusal::Outdated.into(),
        other => other,
    })?;
    let detail = Detail { from: Some(waiting.from), rows: Some(count), ..Detail::default() };
    registrar.log(registrar.entry(Deed::Imported).with(detail));
    work.commit().await?;
    Ok(Planned { group, rows: count, difference, newcomers, import: None })
}

/// Throws a waiting file away.
///
/// # Errors
/// `NotFound` when it is not there any more.
pub async fn discard(
    store: &Store,
    caller: Caller,
    import: ImportId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let (mut work, _) = Work::of(store, caller, now).await?;
    let waiting = pending_imports::take(&mut work.db, work.organisation, import).await?;
    waiting
        .filter(|one| one.account == caller.account)
        .ok_or(ActionError::NotFound(Missing::Import))?;
    work.commit().await?;
    Ok(())
}
