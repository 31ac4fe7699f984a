//! Whose turn it is to change an organisation, within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::domain::account::GuildId;

/// The right to change one organisation, for as long as it is held.
pub type Turn = OwnedMutexGuard<()>;

/// The turns of all organisations that anybody has changed: one small thing each.
#[derive(Default)]
pub struct Turns {
    of: Mutex<HashMap<GuildId, Arc<tokio::sync::Mutex<()>>>>,
}

impl Turns {
    /// The turn, in the order in which it was asked for.
    pub async fn wait_for(&self, guild: GuildId) -> Turn {
        let turn = {
            let mut all = self.of.lock().unwrap_or_else(PoisonError::into_inner);
            all.entry(guild).or_default().clone()
        };
        turn.lock_owned().await
    }
}
