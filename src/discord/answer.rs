//! Answering an interaction: once, in time, in the reader's language, to the reader alone.

use std::time::Duration;

use poise::serenity_prelude as serenity;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::Edge;
use super::convert::{self, EPHEMERAL};
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::language::Language;
use crate::render::reader::Reader;
use crate::render::{File, Message, trouble};

/// Discord waits 3 s for the first answer; an action that takes longer than this is deferred.
const DEFER_AFTER: Duration = Duration::from_millis(1500);
/// How often the reader is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// Discord's interaction callback types.
const CHANNEL_MESSAGE: u8 = 4;
const DEFERRED_CHANNEL_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;
const UPDATE: u8 = 7;

/// Where an answer goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AnswerPlace {
    /// A new message, to the reader alone.
    Beside,
    /// In place of the message whose button was pressed.
    InPlace,
}

/// An interaction that waits for its answer.
pub struct Call<'a> {
    pub edge: &'a Edge,
    pub caller: Caller,
    /// The reader's.
    pub reader: Reader,
    interaction: String,
    application: String,
    token: &'a str,
}

impl<'a> Call<'a> {
    pub fn of_command(edge: &'a Edge, command: &'a serenity::CommandInteraction) -> Self {
        let ids = (command.id, command.application_id, command.token.as_str());
        let member = command.member.as_deref();
        let caller = caller((command.guild_id, command.channel_id), &command.user, member);
        Self::new(edge, caller, &command.locale, ids)
    }

    pub fn of_component(edge: &'a Edge, press: &'a serenity::ComponentInteraction) -> Self {
        let ids = (press.id, press.application_id, press.token.as_str());
        let caller = caller((press.guild_id, press.channel_id), &press.user, press.member.as_ref());
        Self::new(edge, caller, &press.locale, ids)
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
            reader: Reader::on_discord(Language::of_reader(locale)),
            interaction,
            application,
            token,
        }
    }

    /// Carries an action out and answers with its message, or with what went wrong.
    pub async fn answer(&self, action: impl Future<Output = Result<Message, ActionError>>) {
        self.answer_at(AnswerPlace::Beside, None, action).await;
    }

    /// As [`answer`](Self::answer), in place of the message whose button was pressed: a question is
    /// answered once. If it takes long, the reader sees what `meanwhile` makes, again and again.
    pub async fn answer_in_place(
        &self,
        meanwhile: Option<&(dyn Fn() -> Option<Message> + Sync)>,
        action: impl Future<Output = Result<Message, ActionError>>,
    ) {
        self.answer_at(AnswerPlace::InPlace, meanwhile, action).await;
    }

    /// As [`answer`](Self::answer); if it takes long, the reader sees what `meanwhile` makes.
    pub async fn answer_with_progress(
        &self,
        meanwhile: &(dyn Fn() -> Option<Message> + Sync),
        action: impl Future<Output = Result<Message, ActionError>>,
    ) {
        self.answer_at(AnswerPlace::Beside, Some(meanwhile), action).await;
    }

    async fn answer_at(
        &self,
        place: AnswerPlace,
        meanwhile: Option<&(dyn Fn() -> Option<Message> + Sync)>,
        action: impl Future<Output = Result<Message, ActionError>>,
    ) {
        let _afterwards = Afterwards(self.edge);
        let mut action = std::pin::pin!(action);
        let in_time = tokio::time::timeout(DEFER_AFTER, &mut action).await;
        let (at_once, deferred) = match place {
            AnswerPlace::Beside => (CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE),
            AnswerPlace::InPlace => (UPDATE, DEFERRED_UPDATE),
        };
        if let Ok(done) = in_time {
            // The first press of two is answered where the question stood.
            let at_once = if is_done_already(&done) { CHANNEL_MESSAGE } else { at_once };
            let message = self.message(done);
            self.first(at_once, convert::private(&message), &message.files).await;
            return;
        }
        // The action goes on meanwhile: it may hold what others wait for.
        let (finished, is_finished) = watch::channel(false);
        let put_off = async {
            self.first(deferred, json!({ "flags": EPHEMERAL }), &[]).await;
            if let Some(meanwhile) = meanwhile {
                self.tell_meanwhile(meanwhile, is_finished).await;
            }
        };
        let action = async {
            let done = action.await;
            finished.send_replace(true);
            done
        };
        let ((), done) = tokio::join!(put_off, action);
        // Nothing was shown meanwhile, and the question, or the first press's answer, stands as it is:
        // whoever presses once more is told.
        if place == AnswerPlace::InPlace && is_done_already(&done) {
            return;
        }
        self.later(&self.message(done)).await;
    }

    /// Shows what `meanwhile` makes, whenever it is something else, until the action has finished.
    async fn tell_meanwhile(
        &self,
        meanwhile: &(dyn Fn() -> Option<Message> + Sync),
        mut finished: watch::Receiver<bool>,
    ) {
        let mut shown = None;
        while !*finished.borrow() {
            let message = meanwhile();
            if let Some(message) = message.as_ref().filter(|_| message != shown) {
                self.later(message).await;
            }
            shown = message.or(shown);
            // Whether the action is dropped or done, there is nothing to wait for any more.
            let _ = tokio::time::timeout(TELL_EVERY, finished.wait_for(|done| *done)).await;
        }
    }

    /// Puts a message where the first answer stands.
    async fn later(&self, message: &Message) {
        let mut body = convert::private(message);
        // Whether a message is private is settled by the first answer.
        body.as_object_mut().map(|fields| fields.remove("flags"));
        without_old_files(&mut body, &message.files);
        let sent =
            self.edge.sender.edit_answer(&self.application, self.token, &body, &message.files);
        if let Err(error) = sent.await {
            tracing::warn!(%error, "a deferred answer did not arrive");
        }
    }

    /// The message for an action's outcome.
    fn message(&self, done: Result<Message, ActionError>) -> Message {
        done.unwrap_or_else(|error| {
            let is_ours = matches!(
                error,
                ActionError::Internal(_) | ActionError::Uncertain(_) | ActionError::NoRandomness(_)
            );
            if is_ours {
                tracing::error!(reference = self.interaction, %error, "an action failed");
            } else {
                tracing::debug!(why = error.kind(), "an action was refused");
            }
            trouble::message(self.reader, &error, &self.interaction)
        })
    }

    async fn first(&self, kind: u8, mut data: Value, files: &[File]) {
        if kind == UPDATE {
            data.as_object_mut().map(|fields| fields.remove("flags"));
            without_old_files(&mut data, files);
        }
        let body = json!({ "type": kind, "data": data });
        let sent = self.edge.sender.answer(&self.interaction, self.token, &body, files).await;
        if let Err(error) = sent {
            tracing::warn!(%error, "an answer did not arrive");
        }
    }

    /// Sends a callback that was made elsewhere.
    pub async fn send(&self, body: &Value) {
        if let Err(error) = self.edge.sender.answer(&self.interaction, self.token, body, &[]).await
        {
            tracing::debug!(%error, "suggestions did not arrive");
        }
    }
}

/// Wakes the worker once the answer has left, if anything is owed: whoever pressed goes first. However
/// the answering ends.
struct Afterwards<'a>(&'a Edge);

impl Drop for Afterwards<'_> {
    fn drop(&mut self) {
        if self.0.store.take_news() {
            self.0.wake.ring();
        }
    }
}

/// What is edited keeps its files, unless it says that it has none.
fn without_old_files(body: &mut Value, files: &[File]) {
    if files.is_empty() {
        body["attachments"] = json!([]);
    }
}

/// Whether a question has been answered already: by a press just before, or long ago.
const fn is_done_already(done: &Result<Message, ActionError>) -> bool {
    matches!(done, Err(ActionError::NotFound(Missing::Import)))
}

/// Who calls. Whether they administer the server is what Discord says of them in the interaction
/// itself: the permission to manage the server, which administrators and owners have too.
fn caller(
    (guild, channel): (Option<serenity::GuildId>, serenity::ChannelId),
    user: &serenity::User,
    member: Option<&serenity::Member>,
) -> Caller {
    let permissions = member.and_then(|member| member.permissions).unwrap_or_default();
    let manages = serenity::Permissions::ADMINISTRATOR | serenity::Permissions::MANAGE_GUILD;
    Caller {
        guild: guild.map(|guild| GuildId(number(guild.get()))),
        account: UserId(number(user.id.get())),
        administrator: permissions.intersects(manages),
        channel: Some(ChannelId(number(channel.get()))),
    }
}

/// A chat id as we keep it.
pub fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}
