//! What is done because of the clock alone. A duty is a small module that says what is due and when next;
//! the loops around them stand in [`super::Worker`].

pub mod call;
pub mod close;
pub mod digest;
pub mod forget;
pub mod look;
pub mod overtake;
pub mod remind;

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::store::Store;

/// One of the duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// To call the meetings whose invitation is due.
    Call,
    /// To ask for what nobody has closed.
    Close,
    /// To tell what is new of what people follow.
    Digest,
    /// To forget what has been kept for long enough.
    Forget,
    /// To look after what stands in channels.
    Look,
    /// To let what is over look over.
    Overtake,
    /// To remind people, and to tell how things stand.
    Remind,
}

impl Duty {
    pub const ALL: [Self; 7] = [
        Self::Call,
        Self::Close,
        Self::Digest,
        Self::Forget,
        Self::Look,
        Self::Overtake,
        Self::Remind,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Close => "close",
            Self::Digest => "digest",
            Self::Forget => "forget",
            Self::Look => "look",
            Self::Overtake => "overtake",
            Self::Remind => "remind",
        }
    }

    /// Does all that is due at `now`; returns how much that was. Safe to run again, or elsewhere at the
    /// same time.
    pub async fn carry_out(self, store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
        match self {
            Self::Call => call::carry_out(store, now).await,
            Self::Close => close::carry_out(store, now).await,
            Self::Digest => digest::carry_out(store, now).await,
            Self::Forget => forget::carry_out(store, now).await,
            Self::Look => look::carry_out(store, now).await,
            Self::Overtake => overtake::carry_out(store, now).await,
            Self::Remind => remind::carry_out(store, now).await,
        }
    }

    /// When there is something to do next, if that is known.
    pub async fn next(
        self,
        store: &Store,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, ActionError> {
        match self {
            Self::Call => call::next(store, now).await,
            Self::Close => close::next(store, now).await,
            Self::Digest => digest::next(store, now).await,
            Self::Forget => Ok(Some(forget::next(now))),
            Self::Look => Ok(Some(look::next(now))),
            Self::Overtake => overtake::next(store).await,
            Self::Remind => remind::next(store, now).await,
        }
    }

    /// Whether what people do may make it due at once.
    pub const fn is_woken(self) -> bool {
        match self {
            Self::Call | Self::Close | Self::Digest | Self::Overtake | Self::Remind => true,
            Self::Forget | Self::Look => false,
        }
    }
}
