//! Where the bot's own pages and calendars are, for whoever is outside.

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

    /// Where a program reads a calendar.
    pub fn feed(&self, token: &AccessToken) -> Option<String> {
        let address = self.0.as_ref()?;
        Some(format!("{address}{}", feed_path(token)))
    }
}

/// The path of a calendar.
pub fn feed_path(token: &AccessToken) -> String {
    format!("/calendar/{}.ics", token.reveal())
}
