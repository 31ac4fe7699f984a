//! Where the bot's own pages and calendars are, for whoever is outside.

use super::page::address::Address;
use crate::domain::access::AccessToken;

/// The public address, where there is one: without it no message bears a link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site(Option<String>);

impl Site {
    /// At an address without a path's last stroke.
    pub const fn at(address: Option<String>) -> Self {
        Self(address)
    }

    /// Whether anybody can get there.
    pub const fn is_public(&self) -> bool {
        self.0.is_some()
    }

    /// Where a page is.
    pub fn page(&self, address: &Address) -> Option<String> {
        Some(format!("{}{}", self.0.as_ref()?, address.written()))
    }

    /// Where a program reads a calendar.
    pub fn feed(&self, token: &AccessToken) -> Option<String> {
        let address = self.0.as_ref()?;
        Some(format!("{address}{}", feed_path(token)))
    }
}

const BEFORE: &str = "/calendar/";
const BEHIND: &str = ".ics";

/// The path of a calendar.
fn feed_path(token: &AccessToken) -> String {
    format!("{BEFORE}{}{BEHIND}", token.reveal())
}

/// What stands in a path where a calendar's has its secret; `None` for a path that is no calendar's.
pub fn token_in(path: &str) -> Option<&str> {
    path.strip_prefix(BEFORE)?.strip_suffix(BEHIND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::RANDOM_BYTES;

    #[test]
    fn a_path_is_read_again_as_it_was_written() {
        let token = AccessToken::from_random([200; RANDOM_BYTES]);
        assert_eq!(token_in(&feed_path(&token)), Some(token.reveal()));
        for other in ["/calendar/", "/calendar.ics", "/kalender/a.ics", "/calendar/a.ics/", ""] {
            assert_eq!(token_in(other), None, "{other}");
        }
        let site = Site::at(Some("https://a.example".to_owned()));
        assert!(
            site.feed(&token)
                .is_some_and(|address| address.starts_with("https://a.example/calendar/c8c8"))
        );
        assert_eq!(Site::default().feed(&token), None);
    }
}
