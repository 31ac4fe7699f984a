//! Who looks after a group's administration.

use super::id::{GroupId, OfficialId, PersonId};
use super::period::Period;

/// A person's time as a group's official or deputy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Post {
    pub id: OfficialId,
    pub group: GroupId,
    pub person: PersonId,
    pub deputy: bool,
    pub period: Period,
}
