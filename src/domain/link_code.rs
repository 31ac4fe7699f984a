//! One-time codes with which a person links their own chat account.
//!
//! Ten signs of an alphabet of 32 that leaves out what looks alike (Crockford's base 32), shown as
//! `ABCDE-FGHJK`: 50 bits. Kept as a digest alone.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::id::OrganisationId;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS: usize = 10;
/// How many random bytes a code is made of.
pub const RANDOM_BYTES: usize = SIGNS;

/// For how long a code may be used.
pub const VALID: TimeDelta = TimeDelta::days(7);
/// How many wrong codes one account may try within [`GUESS_WINDOW`].
pub const MOST_GUESSES: i64 = 5;
/// How many wrong codes that begin as one of the organisation's may be tried, by whomever: then that one is void.
/// The other half has 25 bits.
pub const MOST_TRIES: i64 = 10;
pub const GUESS_WINDOW: TimeDelta = TimeDelta::hours(1);
/// For how long a wrong try is remembered.
pub const GUESSES_KEPT: TimeDelta = TimeDelta::days(1);

/// A code as its owner reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkCode(String);

impl LinkCode {
    /// A code from random bytes, five bits of each.
    pub fn from_random(bytes: [u8; RANDOM_BYTES]) -> Self {
        Self(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
    }

    /// Reads a code as people type it: in any case, with or without the hyphen, with O for 0 and
    /// I or L for 1.
    pub fn parse(typed: &str) -> Option<Self> {
        let signs: Option<String> = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => Some('0'),
                'I' | 'L' => Some('1'),
                sign => {
                    Some(sign).filter(|sign| ALPHABET.contains(&u8::try_from(*sign).unwrap_or(0)))
                }
            })
            .collect();
        signs.filter(|signs| signs.len() == SIGNS).map(Self)
    }

    /// What is kept of it: a digest, another one in each organisation.
    pub fn digest(&self, organisation: OrganisationId) -> String {
        digest(organisation, &self.0)
    }

    /// A digest of its first half: by that a wrong try is known to be at this code.
    pub fn selector(&self, organisation: OrganisationId) -> String {
        digest(organisation, &self.0[..SIGNS / 2])
    }
}

fn digest(organisation: OrganisationId, signs: &str) -> String {
    let hash = Sha256::digest(format!("{organisation}/{signs}"));
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl std::fmt::Display for LinkCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (one, other) = self.0.split_at(SIGNS / 2);
        write!(f, "{one}-{other}")
    }
}

/// A code is a secret until it is used: it stands in no log.
impl std::fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = LinkCode::from_random([0, 1, 31, 10, 18, 33, 64, 255, 20, 7]);
        assert_eq!(code.to_string(), "01ZAJ-10ZM7");
        for typed in ["01ZAJ-10ZM7", "01zaj10zm7", " OIzaj - l0zm7 "] {
            assert_eq!(LinkCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for rubbish in
            ["", "01ZAJ-10ZM", "01ZAJ-10ZM77", "01ZAJ-10ZMU", "åäö", "01ZAJ-10ZM\u{1F600}"]
        {
            assert_eq!(LinkCode::parse(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn the_same_code_is_another_digest_in_another_organisation_and_no_log_shows_it() {
        let code = LinkCode::from_random([9; RANDOM_BYTES]);
        assert_ne!(code.digest(OrganisationId(1)), code.digest(OrganisationId(2)));
        assert!(!format!("{code:?}").contains('9'));
        let other = LinkCode::parse("99999-ABCDE").expect("a code");
        let organisation = OrganisationId(1);
        assert_eq!(code.selector(organisation), other.selector(organisation), "they begin alike");
        assert_ne!(code.selector(organisation), code.selector(OrganisationId(2)));
    }
}
