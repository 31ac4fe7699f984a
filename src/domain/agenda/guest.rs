//! Guests: who is co-opted for an item or a meeting, and hears of just that.

use chrono::{DateTime, Utc};

use super::announced::Announced;
use super::item::Participant;
use crate::domain::id::{GroupId, GuestId, ItemId, MeetingId, OrganisationId};

/// How many guests an item or a meeting may have.
pub const MOST_GUESTS: usize = 20;

/// What somebody is co-opted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestOf {
    Item(ItemId),
    Meeting(MeetingId),
}

impl GuestOf {
    /// The item, where it is for one.
    pub const fn item(self) -> Option<ItemId> {
        match self {
            Self::Item(item) => Some(item),
            Self::Meeting(_) => None,
        }
    }

    /// The meeting, where it is for a whole one.
    pub const fn meeting(self) -> Option<MeetingId> {
        match self {
            Self::Item(_) => None,
            Self::Meeting(meeting) => Some(meeting),
        }
    }
}

/// Somebody who is co-opted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    pub id: GuestId,
    pub organisation: OrganisationId,
    pub group: GroupId,
    pub of: GuestOf,
    pub who: Participant,
    /// When it ended, where it has.
    pub ended: Option<DateTime<Utc>>,
    pub announced: Announced,
}

impl std::fmt::Display for GuestOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Item(item) => write!(f, "i{item}"),
            Self::Meeting(meeting) => write!(f, "m{meeting}"),
        }
    }
}

impl std::str::FromStr for GuestOf {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let item = text.strip_prefix('i').and_then(|id| id.parse().ok()).map(Self::Item);
        let meeting = || text.strip_prefix('m').and_then(|id| id.parse().ok()).map(Self::Meeting);
        item.or_else(meeting).ok_or(())
    }
}
