//! Answering an interaction: once, in time, in the reader's language, to the reader alone.

use std::time::Duration;

use poise::serenity_prelude as serenity;
use serde_json::{Value, json};

use super::Edge;
use super::convert::{self, EPHEMERAL};
use crate::actions::{ActionError, Caller};
use crate::domain::account::{GuildId, UserId};
use crate::domain::language::Language;
use crate::render::{Message, trouble};

/// Discord waits 3 s for the first answer; an action that takes longer than this is deferred.
const DEFER_AFTER: Duration = Duration::from_millis(1500);

/// Discord's interaction callback types.
const CHANNEL_MESSAGE: u8 = 4;
const DEFERRED_CHANNEL_MESSAGE: u8 = 5;

/// An interaction that waits for its answer.
pub struct Call<'a> {
    pub edge: &'a Edge,
    pub caller: Caller,
    /// The reader's.
    pub language: Language,
    interaction: String,
    application: String,
    token: &'a str,
}

impl<'a> Call<'a> {
    pub fn of_command(edge: &'a Edge, command: &'a serenity::CommandInteraction) -> Self {
        let ids = (command.id, command.application_id, command.token.as_str());
        Self::new(edge, caller(command.guild_id, &command.user), &command.locale, ids)
    }

    pub fn of_component(edge: &'a Edge, press: &'a serenity::ComponentInteraction) -> Self {
        let ids = (press.id, press.application_id, press.token.as_str());
        Self::new(edge, caller(press.guild_id, &press.user), &press.locale, ids)
    }

    fn new(
        edge: &'a Edge,
        caller: Caller,
        locale: &str,
        (interaction, application, token): (
            serenity::InteractionId,
            serenity::ApplicationId,
            &'a str,
        ),
    ) -> Self {
        let (interaction, application) = (interaction.to_string(), application.to_string());
        Self {
            edge,
            caller,
            language: Language::of_reader(locale),
            interaction,
            application,
            token,
        }
    }

    /// Carries an action out and answers with its message, or with what went wrong.
    pub async fn answer(&self, action: impl Future<Output = Result<Message, ActionError>>) {
        let mut action = std::pin::pin!(action);
        let in_time = tokio::time::timeout(DEFER_AFTER, &mut action).await;
        if let Ok(done) = in_time {
            self.first(CHANNEL_MESSAGE, &convert::private(&self.message(done))).await;
            return;
        }
        // The action goes on meanwhile: it may hold what others wait for.
        let deferred = json!({ "flags": EPHEMERAL });
        let ((), done) = tokio::join!(self.first(DEFERRED_CHANNEL_MESSAGE, &deferred), action);
        let mut body = convert::private(&self.message(done));
        // Whether a message is private is settled by the first answer.
        body.as_object_mut().map(|fields| fields.remove("flags"));
        if let Err(error) = self.edge.sender.edit_answer(&self.application, self.token, &body).await
        {
            tracing::warn!(%error, "a deferred answer did not arrive");
        }
    }

    /// The message for an action's outcome. Whatever it owes is due now, so the worker is woken.
    fn message(&self, done: Result<Message, ActionError>) -> Message {
        self.edge.wake.ring();
        done.unwrap_or_else(|error| {
            if let ActionError::Internal(cause) = &error {
                tracing::error!(reference = self.interaction, %cause, "an action failed");
            } else {
                tracing::debug!(%error, "an action was refused");
            }
            trouble::message(self.language, &error, &self.interaction)
        })
    }

    async fn first(&self, kind: u8, data: &Value) {
        let body = json!({ "type": kind, "data": data });
        if let Err(error) = self.edge.sender.answer(&self.interaction, self.token, &body).await {
            tracing::warn!(%error, "an answer did not arrive");
        }
    }

    /// Sends a callback that was made elsewhere.
    pub async fn send(&self, body: &Value) {
        if let Err(error) = self.edge.sender.answer(&self.interaction, self.token, body).await {
            tracing::debug!(%error, "suggestions did not arrive");
        }
    }
}

pub fn caller(guild: Option<serenity::GuildId>, user: &serenity::User) -> Caller {
    let number = |id: u64| i64::try_from(id).unwrap_or(i64::MAX);
    Caller {
        guild: guild.map(|guild| GuildId(number(guild.get()))),
        account: UserId(number(user.id.get())),
    }
}
