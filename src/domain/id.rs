//! Ids of our own facts: one type each, so that a seat is never taken for a meeting.
//!
//! An id is made by the application and ordered by time: 41 bits of milliseconds since
//! 2020-01-01, then 12 bits at random, then 10 that tell apart who has opened the database. A later id made by one
//! process is always the greater one; no two processes make the same, whatever their clocks show.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// Milliseconds from the Unix epoch to 2020-01-01T00:00:00Z.
const EPOCH_MS: i64 = EPOCH_SECONDS * 1000;
/// 2020-01-01T00:00:00Z in Unix seconds: nothing of ours is older.
pub const EPOCH_SECONDS: i64 = 1_577_836_800;
const TAIL_BITS: u32 = 22;
/// Of those, the lowest tell apart who makes ids.
const MAKER_BITS: u32 = 10;
/// How many there can be at once who make ids for one database.
pub const MAKERS: i64 = 1 << MAKER_BITS;

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
    /// Something to be dealt with at a meeting.
    ItemId;
    /// A topic of an organisation's list.
    TopicId;
    /// A document of an agenda item.
    DocumentId;
    /// A form that was refused.
    FormId;
    /// Somebody who is co-opted for an agenda item or a meeting.
    GuestId;
    /// An agenda item that a substitute is to take.
    PlanId;
    /// An address that opens something without an account.
    AccessId;
    /// A line of the register of attendance.
    PresenceId;
    /// A section of notes that stands on no agenda.
    SectionId;
    /// A file with notes that waits.
    NotesFileId;
}

/// Makes the numbers behind the ids.
#[derive(Default)]
pub struct Mint {
    /// Without the maker's bits.
    last: AtomicI64,
    maker: i64,
}

impl Mint {
    /// One of those who make ids for the same database.
    pub fn of(maker: i64) -> Self {
        Self { last: AtomicI64::new(0), maker: maker.rem_euclid(MAKERS) }
    }

    /// Makes every further number greater than `known`.
    pub fn start_above(&self, known: i64) {
        self.last.fetch_max(known >> MAKER_BITS, Ordering::Relaxed);
    }

    /// The next number: greater than every one that this mint gave before, even when the clock
    /// stands still or is set back.
    pub fn next(&self, now: DateTime<Utc>) -> i64 {
        let milliseconds = (now.timestamp_millis() - EPOCH_MS).max(0);
        let random = TAIL_BITS - MAKER_BITS;
        // Not all of it: there is room above for those of the same millisecond.
        let tail = RandomState::new().build_hasher().finish() >> (64 - random + 1);
        let fresh = (milliseconds << random) | i64::try_from(tail).unwrap_or(0);
        let step = |last: i64| Some(fresh.max(last + 1));
        let next = match self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            Ok(last) | Err(last) => fresh.max(last + 1),
        };
        (next << MAKER_BITS) | self.maker
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
    fn two_who_make_ids_at_once_never_make_the_same() {
        let noon = DateTime::from_timestamp(1_800_000_000, 0).expect("a date");
        let (one, other) = (Mint::of(7), Mint::of(8));
        // A file of thousands in the same second, and a restart that goes on above.
        let mut made: Vec<i64> = (0..20_000).map(|_| one.next(noon)).collect();
        made.extend((0..20_000).map(|_| other.next(noon)));
        let again = Mint::of(9);
        again.start_above(made.iter().copied().max().unwrap_or(0));
        made.extend((0..20_000).map(|_| again.next(noon)));
        assert!(made[40_000..].iter().all(|id| made[..40_000].iter().all(|before| before < id)));
        made.sort_unstable();
        assert!(made.is_sorted_by(|a, b| a < b), "no two are the same");
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
