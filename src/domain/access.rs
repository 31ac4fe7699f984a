//! Addresses that open something without an account, such as a calendar's: each is made for one purpose and held by
//! one person, opens one thing and nothing else, and is revoked by itself.
//!
//! Whoever knows one can use it, and calendar providers keep it. Therefore it is long enough not to be guessed, and what is
//! kept of it is a digest.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::id::{AccessId, GroupId, MeetingId, OrganisationId, PersonId};
use super::language::Language;
use super::seat::worded;

/// How many random bytes a secret is made of: 192 bits.
pub const RANDOM_BYTES: usize = 24;
/// How many addresses of one calendar somebody may have, so that each of their devices has its own.
pub const MOST_FEEDS: usize = 5;
/// For how long one opens that shows who comes to a meeting.
pub const ATTENDANCE_OPENS_FOR: TimeDelta = TimeDelta::hours(24);
/// How many they may have in all: a list that is read on a phone, with a button each.
pub const MOST_ADDRESSES: usize = 20;

worded! {
    /// What an address may be used for.
    AccessPurpose {
        /// To read a calendar in a program.
        Feed = "feed",
        /// To look at it as pages.
        Page = "page",
        /// To see who comes to a meeting, for a day.
        Attendance = "attendance",
    }
}

/// What an address opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessTo {
    /// The calendar of the holder's own meetings.
    Person,
    /// That of a group.
    Group(GroupId),
    /// That of all groups of the organisation that the holder may see.
    Organisation,
    /// A meeting.
    Meeting(MeetingId),
}

impl std::fmt::Display for AccessTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person => f.write_str("p"),
            Self::Group(group) => write!(f, "g{group}"),
            Self::Organisation => f.write_str("o"),
            Self::Meeting(meeting) => write!(f, "m{meeting}"),
        }
    }
}

/// Reads whose calendar a button is about: of a meeting there is none.
impl std::str::FromStr for AccessTo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "p" => Ok(Self::Person),
            "o" => Ok(Self::Organisation),
            group => {
                let id = group.strip_prefix('g').and_then(|id| id.parse().ok());
                id.map(|id| Self::Group(GroupId(id))).ok_or(())
            }
        }
    }
}

/// What is known of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub id: AccessId,
    pub organisation: OrganisationId,
    pub purpose: AccessPurpose,
    /// On whose rights it stands.
    pub holder: PersonId,
    pub object: AccessTo,
    /// In which what it opens is written.
    pub language: Language,
    pub made: DateTime<Utc>,
    /// From when on it opens nothing more; `None` for one that lasts until it is revoked.
    pub expires: Option<DateTime<Utc>>,
    /// The last day on which it was used, on the organisation's clock.
    pub used: Option<NaiveDate>,
}

impl Access {
    /// Whether it opens anything at an instant.
    pub fn is_valid(&self, now: DateTime<Utc>) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

/// The part of an address that nobody else knows, as it stands there.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(String);

impl AccessToken {
    /// A new one from random bytes.
    pub fn from_random(bytes: [u8; RANDOM_BYTES]) -> Self {
        Self(hexadecimal(&bytes))
    }

    /// What stands where one is wanted, whatever it is: nothing tells apart what never was one, and one that is
    /// revoked.
    pub fn given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What is kept of it.
    pub fn digest(&self) -> String {
        hexadecimal(&Sha256::digest(self.0.as_bytes()))
    }

    /// As it stands in an address: shown to its holder once.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// It stands in no log.
impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_log_shows_it_and_what_is_kept_does_not_tell_it() {
        let token = AccessToken::from_random([7; RANDOM_BYTES]);
        assert_eq!(token.reveal(), "07".repeat(RANDOM_BYTES));
        assert!(!format!("{token:?}").contains("07"));
        assert_eq!(token.digest().len(), 64);
        assert!(!token.digest().contains(&token.reveal()[..8]));
    }

    proptest! {
        #[test]
        fn whatever_is_given_has_a_digest_and_only_the_same_has_the_same(
            bytes: [u8; RANDOM_BYTES], other in ".{0,80}"
        ) {
            let token = AccessToken::from_random(bytes);
            prop_assert_eq!(AccessToken::given(token.reveal()).digest(), token.digest());
            let other = AccessToken::given(&other);
            prop_assert_eq!(other == token, other.digest() == token.digest());
        }
    }
}
