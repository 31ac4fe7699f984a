//! Interactions: made by what people do, answered by bots (documentation, "Receiving and
//! Responding to Interactions").

mod callback;
mod invoke;
mod modal;
mod options;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chrono::Utc;
use serde_json::Value;
use tokio::sync::oneshot;

use super::errors::ApiError;
use super::world::id_of;
pub use invoke::{Deed, Done, invoke};

/// Why nothing was sent to the bot: told to whoever controls the sandbox.
pub type Refused = String;

/// How long a bot has for its first answer.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How long the token serves after that.
const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

/// Interaction types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// What a bot's first answer was.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A message: a new one, or the one the component stands on.
    Replied(u64),
    /// Something is still to come; the message that says so, if there is one.
    Deferred(Option<u64>),
    Modal(Value),
    Choices(Value),
}

/// One interaction.
#[derive(Debug)]
pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub application: u64,
    pub kind: Kind,
    pub user: u64,
    pub channel: u64,
    pub made: Instant,
    pub answered: bool,
    /// `@original`: where the first answer stands.
    pub original: Option<u64>,
    /// The message that a component stands on.
    pub on_message: Option<u64>,
    /// The interaction that opened the modal that this one submits.
    pub opened_by: Option<u64>,
    /// The modal that was opened, waiting to be submitted.
    pub modal: Option<Value>,
    pub waiter: Option<oneshot::Sender<Outcome>>,
}

/// The interactions whose tokens still serve, or served until lately.
#[derive(Default)]
pub struct Interactions {
    by_id: HashMap<u64, Interaction>,
    by_token: HashMap<String, u64>,
    last_id: u64,
}

impl Interactions {
    /// Those that are long past are looked for when there are more than so many.
    const MANY: usize = 10_000;

    /// A new id, by the time that passes here and by which answers are dated: what bots have for answering
    /// is counted by it, whatever the world's clock shows.
    fn next_id(&mut self) -> u64 {
        self.last_id = id_of(Utc::now()).max(self.last_id + 1);
        self.last_id
    }

    fn insert(&mut self, interaction: Interaction) {
        if self.by_id.len() > Self::MANY {
            self.by_id.retain(|_, old| old.made.elapsed() < TOKEN_LIFE * 2);
            let by_id = &self.by_id;
            self.by_token.retain(|_, id| by_id.contains_key(id));
        }
        self.by_token.insert(interaction.token.clone(), interaction.id);
        self.by_id.insert(interaction.id, interaction);
    }

    pub fn get(&self, id: u64) -> Option<&Interaction> {
        self.by_id.get(&id)
    }

    fn get_mut(&mut self, id: u64) -> Option<&mut Interaction> {
        self.by_id.get_mut(&id)
    }

    /// The interaction whose token is used after its first answer.
    ///
    /// # Errors
    /// Nobody knows the token, or its time is over.
    pub fn by_token(&self, application: u64, token: &str) -> Result<&Interaction, ApiError> {
        let found = self.by_token.get(token).and_then(|id| self.by_id.get(id));
        let found = found.filter(|one| one.application == application);
        let found = found.ok_or(ApiError::UNKNOWN_WEBHOOK)?;
        if found.made.elapsed() > TOKEN_LIFE {
            return Err(ApiError::BAD_WEBHOOK_TOKEN);
        }
        Ok(found)
    }
}
