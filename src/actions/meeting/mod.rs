//! What is done with meetings, a file each.

mod call;
mod cancel;
mod change;
mod overlap;
mod overtaken;
mod schedule;
mod show;
mod times;
mod two_at_once;

pub use self::call::{call, say_why_late};
pub use self::cancel::cancel;
pub(super) use self::cancel::cancel_in;
pub use self::change::{ChangeRequest, Changed, change};
pub use self::overtaken::{next_overtaken, overtake};
pub use self::schedule::{Request, Scheduled, schedule};
pub(super) use self::show::may_see;
pub use self::show::{Shown, show};
pub(super) use self::two_at_once::{ask_which, ask_which_but, expected};

use chrono::{DateTime, Utc};

use super::identity::{Known, authorise};
use super::view::MeetingView;
use super::work::Work;
use super::{ActionError, Caller};
use crate::domain::audit::{Deed, Detail, Entry};
use crate::domain::id::MeetingId;
use crate::domain::meeting::Meeting;
use crate::domain::permission::Action;
use crate::store::Store;

/// Begins what is done with a meeting by those who run it.
///
/// # Errors
/// As [`Work::about_meeting`]; `Denied` for others than chair, vice chair and official.
async fn run_by(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(Work<'_>, Known, MeetingView), ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::RunMeetings)?;
    Ok((work, known, view))
}

/// A line for the log about a meeting.
pub(super) fn entry(work: &Work<'_>, meeting: &Meeting, deed: Deed) -> Entry {
    let detail = Detail { meeting: Some(meeting.starts), ..Detail::default() };
    work.entry(deed).in_group(meeting.group).with(detail)
}
