//! What is over looks over (product rules, "Telling people"): what is shown of a meeting is edited when it begins, and
//! when it has been.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::work::{InAll, Work};
use crate::domain::account::GuildId;
use crate::domain::id::{MeetingId, OrganisationId};
use crate::store::{Store, meeting_changes};

/// How many are looked at at a time.
const MOST: i64 = 100;

/// Has what is shown of meetings edited that time has overtaken. Returns of how many.
pub async fn overtake(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let overtaken = {
        let mut db = store.read().await?;
        meeting_changes::overtaken(&mut db, now, MOST).await?
    };
    let mut shown = InAll::default();
    for (organisation, guild, meeting) in overtaken {
        shown.add(show_past(store, (organisation, guild), meeting, now).await);
    }
    shown.done()
}

async fn show_past(
    store: &Store,
    organisation: (OrganisationId, GuildId),
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, organisation, now).await?;
    work.meeting_changed(meeting);
    meeting_changes::note_shown(&mut work.db, (organisation.0, meeting), now).await?;
    work.commit().await?;
    Ok(1)
}

/// When time overtakes something next.
pub async fn next_overtaken(store: &Store) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    Ok(meeting_changes::next_overtaken(&mut db).await?)
}
