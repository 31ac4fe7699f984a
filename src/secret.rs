//! What is shown nowhere, and how to tell that something else may be such a thing.

use std::fmt;

/// The bot's token. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }

    /// The token itself, for the one header that it belongs into.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Where the facts are kept. It may hold a password: never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    pub const fn new(url: String) -> Self {
        Self(url)
    }

    /// The address itself, for who opens the database.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// What of a value can be shown. One that may be a token, or an address that may hold a password, cannot: it stood
/// where it does not belong.
pub fn harmless(value: &str) -> &str {
    // Discord's tokens have three parts of Base64 with points between, 70 signs and more in all.
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '=');
    let is_like_a_token =
        value.split('.').any(|part| part.len() >= 20 && part.chars().all(is_sign));
    if value.contains('@') || is_like_a_token { "…" } else { value }
}
