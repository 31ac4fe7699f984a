//! People, who exist before they have a chat account.

use super::account::UserId;
use super::id::PersonId;

/// A person of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    /// Empty for who has erased themselves.
    pub name: String,
    /// The linked chat account, if there is one.
    pub account: Option<UserId>,
}

impl Person {
    /// Whether the person has had their name and account removed.
    pub fn is_erased(&self) -> bool {
        self.name.is_empty()
    }
}
