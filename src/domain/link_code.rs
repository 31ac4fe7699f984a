//! One-time codes with which a person links their own chat account.
//!
//! Twelve signs of an alphabet of 32 that leaves out what looks alike (Crockford's base 32), shown as
//! `ABCD-EFGH-JKMN`. Two of them are kept as they are, to tell whose code is guessed at; the other ten, 50 bits, as a
//! digest alone.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::id::OrganisationId;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SIGNS: usize = 12;
/// How many codes of an earlier version have: those are valid for their week.
const SIGNS_BEFORE: usize = 10;
/// How many of the signs are no secret.
const IN_THE_CLEAR: usize = 2;
/// How many random bytes a code is made of.
pub const RANDOM_BYTES: usize = SIGNS;

/// For how long a code may be used.
pub const VALID: TimeDelta = TimeDelta::days(7);
/// How many wrong codes one account may try within [`GUESS_WINDOW`].
pub const MOST_GUESSES: i64 = 5;
/// How many wrong codes that begin as one of the organisation's may be tried, by whomever: then that one is void. One
/// in a thousand that is tried at random begins as a given one.
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
        signs.filter(|signs| [SIGNS, SIGNS_BEFORE].contains(&signs.len())).map(Self)
    }

    /// What is kept of it: a digest, another one in each organisation.
    pub fn digest(&self, organisation: OrganisationId) -> String {
        let hash = Sha256::digest(format!("{organisation}/{}", self.0));
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Its first signs: by those a wrong try is known to be at this code.
    pub fn selector(&self) -> &str {
        &self.0[..IN_THE_CLEAR]
    }
}

impl std::fmt::Display for LinkCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<&str> = self
            .0
            .as_bytes()
            .chunks(4)
            .map(|part| std::str::from_utf8(part).unwrap_or_default())
            .collect();
        f.write_str(&parts.join("-"))
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
        let code = LinkCode::from_random([0, 1, 31, 10, 18, 33, 64, 255, 20, 7, 8, 9]);
        assert_eq!(code.to_string(), "01ZA-J10Z-M789");
        for typed in ["01ZA-J10Z-M789", "01zaj10zm789", " OIza - jl0z-m789 "] {
            assert_eq!(LinkCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for rubbish in [
            "",
            "01ZA-J10Z-M",
            "01ZA-J10Z-M78",
            "01ZA-J10Z-M7890",
            "01ZA-J10Z-M78U",
            "åäö",
            "01ZAJ10ZM7\u{1F600}",
        ] {
            assert_eq!(LinkCode::parse(rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn the_same_code_is_another_digest_in_another_organisation_and_no_log_shows_it() {
        let code = LinkCode::from_random([9; RANDOM_BYTES]);
        assert_ne!(code.digest(OrganisationId(1)), code.digest(OrganisationId(2)));
        assert!(!format!("{code:?}").contains('9'));
        let other = LinkCode::parse("99AB-CDEF-GHJK").expect("a code");
        assert_eq!(code.selector(), other.selector(), "they begin alike");
        assert!(LinkCode::parse("99999-ABCDE").is_some(), "as it was before");
    }
}
