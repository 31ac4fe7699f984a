//! Ids of our own facts: one type each, so that a seat is never taken for a meeting.
//!
//! An id is made by the application and ordered by time: 41 bits of milliseconds since
//! 2020-01-01, then 22 bits at random. A later id made by one process is always the greater one; of
//! two processes that share a database, ids of the same millisecond are in no order, and may, once in
//! millions, be the same, which the schema refuses.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// Milliseconds from the Unix epoch to 2020-01-01T00:00:00Z.
const EPOCH_MS: i64 = 1_577_836_800_000;
const TAIL_BITS: u32 = 22;

/// Declares newtypes over `i64` that read and print as plain numbers.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}
pub(crate) use ids;

ids! {
    /// An organisation: one server ("guild") with its groups.
    OrganisationId;
    /// A standing or temporary body.
    GroupId;
    /// Who appoints to a seat.
    AppointerId;
    /// One place in a group.
    SeatId;
    /// A human being, with or without a chat account.
    PersonId;
    /// A person in a seat, from–to.
    AppointmentId;
    /// A person responsible for a group's administration, from–to.
    OfficialId;
    /// One meeting of one group.
    MeetingId;
    /// One reply of one person about one seat at one meeting.
    ReplyId;
    /// What a seat is, from a day on.
    DesignationId;
    /// One message owed to one place.
    NoticeId;
    /// One line of the log of changes.
    AuditId;
    /// A file that was read and waits to be carried out.
    ImportId;
}

/// Makes the numbers behind the ids.
pub struct Mint {
    last: AtomicI64,
}

impl Default for Mint {
    fn default() -> Self {
        Self { last: AtomicI64::new(0) }
    }
}

impl Mint {
    /// Makes every further number greater than `known`.
    pub fn start_above(&self, known: i64) {
        self.last.fetch_max(known, Ordering::Relaxed);
    }

    /// The next number: greater than every one that this mint gave before, even when the clock
    /// stands still or is set back.
    pub fn next(&self, now: DateTime<Utc>) -> i64 {
        let milliseconds = (now.timestamp_millis() - EPOCH_MS).max(0);
        let tail = RandomState::new().build_hasher().finish() >> (64 - TAIL_BITS + 1);
        let fresh = (milliseconds << TAIL_BITS) | i64::try_from(tail).unwrap_or(0);
        let step = |last: i64| Some(fresh.max(last + 1));
        match self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            Ok(last) | Err(last) => fresh.max(last + 1),
        }
    }
}

/// When a number was made, as the clock then said.
pub fn made_at(id: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis((id >> TAIL_BITS) + EPOCH_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_when_it_was_made() {
        let now = DateTime::from_timestamp(1_804_752_000, 0).expect("an instant");
        assert_eq!(made_at(Mint::default().next(now)), Some(now));
    }

    #[test]
    fn ids_rise_while_the_clock_stands_or_goes_back() {
        let mint = Mint::default();
        let noon = DateTime::from_timestamp(1_800_000_000, 0).expect("a date");
        let made: Vec<i64> = [0, 0, -3600, 0, 5]
            .iter()
            .map(|offset| mint.next(noon + chrono::Duration::seconds(*offset)))
            .collect();
        assert!(made.is_sorted_by(|a, b| a < b), "{made:?}");
    }
}
