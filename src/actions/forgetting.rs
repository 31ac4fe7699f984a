//! What is kept no longer than it is needed: reasons for absence, codes and wrong tries, files that
//! nobody carried out, which presses have been.

use chrono::{DateTime, TimeDelta, Utc};

use super::ActionError;
use super::forms;
use super::registry::import;
use super::work::{InAll, Work};
use crate::domain::account::GuildId;
use crate::domain::id::OrganisationId;
use crate::domain::link_code::GUESSES_KEPT;
use crate::store::organisations::{self, Kept};
use crate::store::{
    Store, agenda_seen, calendar, guests, interactions, link_codes, meeting_changes, notes,
    pending_imports, plans, refused_forms, replies,
};

/// For how long after the meeting, or after it was cancelled, a reason is kept; how its agenda looked to whom; and who was
/// a guest and is one no longer, or was to take an item.
const REASONS_KEPT: TimeDelta = TimeDelta::days(30);
/// For how long it is known which presses have been carried out. A gateway sends nothing again that is older
/// than its session.
const INTERACTIONS_KEPT: TimeDelta = TimeDelta::days(1);

/// Has the messages edited that may still show what is forgotten.
pub(super) fn show_no_longer(work: &mut Work<'_>, forgotten: &[replies::SeatAtMeeting]) {
    for (meeting, seat) in forgotten {
        work.seat_changed(*meeting, *seat);
    }
}

/// Forgets what has been kept for long enough, an organisation at a time, and has the messages that
/// show it edited. Returns how much there was.
pub async fn forget(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let kept = Kept {
        reasons: now - REASONS_KEPT,
        guesses: now - GUESSES_KEPT,
        imports: now - import::WAITS,
        interactions: now - INTERACTIONS_KEPT,
        forms: now - forms::KEPT,
    };
    let with_something_old = {
        let mut db = store.read().await?;
        organisations::that_keep_what_is_old(&mut db, kept).await?
    };
    let mut forgotten = InAll::default();
    for organisation in with_something_old {
        forgotten.add(forget_in(store, organisation, kept, now).await);
    }
    // Also what was forgotten before while somebody was reading.
    store.leave_no_remains().await?;
    forgotten.done()
}

async fn forget_in(
    store: &Store,
    organisation: (OrganisationId, GuildId),
    kept: Kept,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, organisation, now).await?;
    let reasons = replies::forget_reasons(&mut work.db, organisation.0, kept.reasons).await?;
    show_no_longer(&mut work, &reasons);
    let codes = link_codes::forget(&mut work.db, organisation.0, kept.guesses).await?;
    let files = pending_imports::forget(&mut work.db, organisation.0, kept.imports).await?;
    let presses = interactions::forget(&mut work.db, organisation.0, kept.interactions).await?;
    let forms = refused_forms::forget(&mut work.db, organisation.0, kept.forms).await?;
    let agendas = agenda_seen::forget(&mut work.db, organisation.0, kept.reasons).await?;
    let changes = meeting_changes::forget(&mut work.db, organisation.0, kept.reasons).await?;
    let digests = calendar::forget_digests(&mut work.db, organisation.0, kept.reasons).await?;
    let notes = notes::forget_files(&mut work.db, organisation.0, kept.forms).await?;
    let guests = guests::forget(&mut work.db, organisation.0, kept.reasons).await?;
    let plans = plans::forget(&mut work.db, organisation.0, kept.reasons).await?;
    work.commit().await?;
    let kept_a_day = codes + files + presses + forms + notes;
    let all = kept_a_day + agendas + changes + digests + guests + plans;
    Ok(reasons.len() + usize::try_from(all).unwrap_or(usize::MAX))
}
