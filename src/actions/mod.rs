//! What a person, or the clock, does: authorise, decide, write; in one transaction together with
//! the notices that are owed because of it.
//!
//! Never talks to Discord and never reads the clock: `now` comes in as a value. Reads go through
//! here too, so that nobody sees what they may not.

pub mod absence;
pub mod choices;
pub mod founding;
mod identity;
mod ladder;
pub mod meeting;
pub mod notices;
pub mod reasons;
pub mod speaking;
pub mod summons;
pub mod view;

use chrono::{DateTime, Utc};

use crate::domain::account::{GuildId, UserId};
use crate::domain::id::NoticeId;
use crate::domain::meeting::Refusal;
use crate::domain::notice::Owed;
use crate::domain::permission::WhoMay;
use crate::domain::wording::BadWording;
use crate::store::{Connection, Store, StoreError, outbox};

/// Who calls an action: a chat account, in a guild. In a direct message there is no guild.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    pub guild: Option<GuildId>,
    pub account: UserId,
}

/// Why an action was not carried out. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    #[error("only {0:?} may")]
    Denied(WhoMay),
    #[error("{0:?} not found")]
    NotFound(Missing),
    #[error("not valid: {0:?}")]
    Invalid(Invalid),
    #[error("not possible now: {0:?}")]
    Conflict(Conflict),
    #[error(transparent)]
    Internal(#[from] StoreError),
}

/// What could not be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The guild has no organisation yet.
    Organisation,
    /// The chat account is not linked to a person.
    Link,
    Group,
    Meeting,
    /// The person or seat that was named.
    Member,
}

/// What was typed and cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    Date(String),
    Time(String),
    Place(BadWording),
    Reason(BadWording),
    InThePast,
    TooFarAhead,
    Length,
}

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    MeetingCancelled,
    MeetingBegun,
    /// The group has a meeting at that time already.
    SameTime,
    /// There is no absence to take back.
    NotAbsent,
    /// The substitute is not, or no longer, asked to come.
    NotSummoned,
    /// The guild has its organisation already.
    AlreadyFounded,
}

impl From<Refusal> for ActionError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InThePast => Self::Invalid(Invalid::InThePast),
            Refusal::TooFarAhead => Self::Invalid(Invalid::TooFarAhead),
            Refusal::BadLength => Self::Invalid(Invalid::Length),
            Refusal::AlreadyCancelled => Self::Conflict(Conflict::MeetingCancelled),
            Refusal::AlreadyBegun => Self::Conflict(Conflict::MeetingBegun),
        }
    }
}

/// Owes notices, in the transaction of the fact that causes them.
async fn owe_all(
    store: &Store,
    db: &mut Connection,
    notices: &[Owed],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for owed in notices {
        outbox::owe(db, NoticeId(store.next_id(now)), owed).await?;
    }
    Ok(())
}
