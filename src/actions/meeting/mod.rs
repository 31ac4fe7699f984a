//! What is done with meetings, a file each.

mod call;
mod cancel;
mod change;
mod overlap;
mod overtaken;
mod schedule;
mod show;
mod times;

pub use self::call::{call, say_why_late};
pub use self::cancel::cancel;
pub(super) use self::cancel::cancel_in;
pub use self::change::{ChangeRequest, Changed, change};
pub use self::overtaken::{next_overtaken, overtake};
pub use self::schedule::{Request, Scheduled, schedule};
pub(super) use self::show::may_see;
pub use self::show::{Shown, show};

use super::work::Work;
use crate::domain::audit::{Deed, Detail, Entry};
use crate::domain::meeting::Meeting;

/// A line for the log about a meeting.
pub(super) fn entry(work: &Work<'_>, meeting: &Meeting, deed: Deed) -> Entry {
    let detail = Detail { meeting: Some(meeting.starts), ..Detail::default() };
    work.entry(deed).in_group(meeting.group).with(detail)
}
