//! Answering an interaction: once, in time, in the reader's language, to the reader alone.
//!
//! What can be answered no more is not carried out: whoever pressed has been told that it failed. Where that is
//! doubtful, Discord is asked first, by putting the answer off. What was carried out and could not be answered
//! is told another way.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use poise::serenity_prelude as serenity;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::Edge;
use super::again::{self, Again};
use super::age::Age;
use super::convert::{self, EPHEMERAL};
use super::send::{SendError, Sender, code};
use super::{forms, presence, understood};
use crate::actions::question::Agreed;
use crate::actions::{ActionError, Caller, Missing, reach, registry};
use crate::domain::account::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use crate::domain::id::GroupId;
use crate::domain::language::Language;
use crate::render::form::Form;
use crate::render::reader::Reader;
use crate::render::{File, Message, answers, check, trouble};
use crate::store::interactions;

/// Discord waits 3 s for the first answer; an action that takes longer than this is deferred.
pub const DEFER_AFTER: Duration = Duration::from_millis(1500);
/// How often Discord is asked whether an interaction can be answered.
const MOST_TRIES: usize = 3;
/// When what was done is told another way, where it was not at once: for about ten minutes.
/// In seconds; the same nonce makes one message within a few minutes.
const PAUSES: [u64; 9] = [2, 5, 15, 30, 60, 120, 120, 120, 120];
/// How often the reader is told how far it is.
const TELL_EVERY: Duration = Duration::from_secs(1);

/// Discord's interaction callback types.
const CHANNEL_MESSAGE: u8 = 4;
const DEFERRED_CHANNEL_MESSAGE: u8 = 5;
const DEFERRED_UPDATE: u8 = 6;
const UPDATE: u8 = 7;
const MODAL: u8 = 9;

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
    /// How long it can wait.
    age: Age,
    interaction: InteractionId,
    application: String,
    token: &'a str,
    /// The command that it is, and how it is carried out.
    command: Option<(&'a serenity::CommandInteraction, Again)>,
}

impl<'a> Call<'a> {
    pub fn of_command(
        edge: &'a Edge,
        command: &'a serenity::CommandInteraction,
        again: Again,
    ) -> Self {
        let ids = (command.id, command.application_id, command.token.as_str());
        let member = command.member.as_deref();
        let caller = caller((command.guild_id, command.channel_id), &command.user, member);
        let caller = Caller { agreed: again.agreed, ..caller };
        let call = Self::new(edge, caller, &command.locale, ids);
        Self { command: Some((command, again)), ..call }
    }

    pub fn of_component(edge: &'a Edge, press: &'a serenity::ComponentInteraction) -> Self {
        let ids = (press.id, press.application_id, press.token.as_str());
        let caller = caller((press.guild_id, press.channel_id), &press.user, press.member.as_ref());
        Self::new(edge, caller, &press.locale, ids)
    }

    pub fn of_modal(edge: &'a Edge, form: &'a serenity::ModalInteraction) -> Self {
        let ids = (form.id, form.application_id, form.token.as_str());
        let caller = caller((form.guild_id, form.channel_id), &form.user, form.member.as_ref());
        Self::new(edge, caller, &form.locale, ids)
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
        let (interaction, application) =
            (InteractionId(number(interaction.get())), application.to_string());
        let language = Language::of_reader(locale);
        Self {
            edge,
            caller: Caller { interaction: Some(interaction), language, ..caller },
            age: edge.sender.age_of(interaction, DEFER_AFTER),
            reader: Reader::on_discord(language),
            interaction,
            application,
            token,
            command: None,
        }
    }

    /// Carries an action out and answers with its message, or with what went wrong.
    pub async fn answer(&self, action: impl Future<Output = Result<Message, ActionError>> + Send) {
        self.answer_at(self.place(), None, action.boxed()).await;
    }

    /// Where the answer to a command goes.
    fn place(&self) -> AnswerPlace {
        match self.command {
            Some((_, Again { in_place: true, .. })) => AnswerPlace::InPlace,
            _ => AnswerPlace::Beside,
        }
    }

    /// As [`answer`](Self::answer), in place of the message whose button was pressed: a question is
    /// answered once. If it takes long, the reader sees what `meanwhile` makes, again and again.
    pub async fn answer_in_place(
        &self,
        meanwhile: Option<&(dyn Fn() -> Option<Message> + Sync)>,
        action: impl Future<Output = Result<Message, ActionError>> + Send,
    ) {
        self.answer_at(AnswerPlace::InPlace, meanwhile, action.boxed()).await;
    }

    /// As [`answer`](Self::answer); if it takes long, the reader sees what `meanwhile` makes.
    pub async fn answer_with_progress(
        &self,
        meanwhile: &(dyn Fn() -> Option<Message> + Sync),
        action: impl Future<Output = Result<Message, ActionError>> + Send,
    ) {
        self.answer_at(self.place(), Some(meanwhile), action.boxed()).await;
    }

    /// Opens a form, or says why not. A form cannot be put off: where it is too late, nothing was done.
    pub async fn open(&self, form: impl Future<Output = Result<Form, ActionError>>) {
        match form.await {
            Ok(form) => {
                if let Err(error) = self.first(MODAL, forms::data(&form), &[]).await {
                    tracing::info!(%error, "a form came too late");
                }
            }
            Err(error) => self.answer(async { Err(error) }).await,
        }
    }

    async fn answer_at(
        &self,
        place: AnswerPlace,
        meanwhile: Option<&(dyn Fn() -> Option<Message> + Sync)>,
        mut action: BoxFuture<'_, Result<Message, ActionError>>,
    ) {
        let _afterwards = Afterwards(self.edge);
        let (at_once, deferred) = match place {
            AnswerPlace::Beside => (CHANNEL_MESSAGE, DEFERRED_CHANNEL_MESSAGE),
            AnswerPlace::InPlace => (UPDATE, DEFERRED_UPDATE),
        };
        match self.age {
            Age::Fresh(wait) => {
                if let Ok(done) = tokio::time::timeout(wait, &mut action).await {
                    // The first press of two is answered where the question stood.
                    let at_once = if is_done_already(&done) { CHANNEL_MESSAGE } else { at_once };
                    let is_news = !matches!(done, Err(ActionError::Repeated));
                    let message = self.message(done).await;
                    let sent = self.first(at_once, convert::private(&message), &message.files);
                    return self.has_arrived(sent.await, &message, is_news).await;
                }
            }
            Age::Doubtful if !self.can_be_answered(deferred).await => return,
            Age::Doubtful => {}
        }
        // The action goes on meanwhile: it may hold what others wait for.
        let (finished, is_finished) = watch::channel(false);
        let put_off = async {
            if self.age != Age::Doubtful
                && let Err(error) = self.first(deferred, put_off(), &[]).await
            {
                tracing::warn!(%error, "an answer could not be put off");
            }
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
        let is_news = !matches!(done, Err(ActionError::Repeated));
        let message = self.message(done).await;
        let sent = self.later(&message).await;
        self.has_arrived(sent, &message, is_news).await;
    }

    /// Puts the answer off, by which Discord says whether there can be one. An interaction that was answered
    /// before, or whose time is over, is not carried out.
    async fn can_be_answered(&self, deferred: u8) -> bool {
        let mut may_have_arrived = false;
        for _ in 0..MOST_TRIES {
            match self.first(deferred, put_off(), &[]).await {
                Ok(()) => return true,
                // By ourselves, just now.
                Err(error) if error.has_code(&[code::ALREADY_ACKNOWLEDGED]) && may_have_arrived => {
                    return true;
                }
                Err(SendError::Ambiguous(_)) => may_have_arrived = true,
                Err(SendError::NotSent(_) | SendError::RateLimited(_)) => {}
                Err(error) => {
                    tracing::info!(%error, "an interaction came too late, and is not carried out");
                    return false;
                }
            }
        }
        tracing::warn!("nobody says whether an interaction can be answered: it is not carried out");
        false
    }

    /// Sees to it that whoever pressed hears what was done, if it `is_news`.
    async fn has_arrived(&self, sent: Result<(), SendError>, message: &Message, is_news: bool) {
        let Err(error) = sent else { return };
        // That there is no answer is one: they see that it failed, and it did, unless something was kept.
        let arrived_after_all =
            matches!(error, SendError::Ambiguous(_)) && self.later(message).await.is_ok();
        if arrived_after_all || !is_news || self.is_carried_out().await != Some(true) {
            tracing::warn!(%error, "an answer did not arrive");
            return;
        }
        tracing::warn!(%error, "an answer did not arrive: what was done is told another way");
        // What is owed to others does not wait for that.
        self.edge.ring_if_owed();
        let otherwise = Otherwise {
            sender: self.edge.sender.clone(),
            account: self.caller.account,
            channel: self.caller.channel,
            directly: convert::plain(&answers::late(self.reader, message)),
            for_all: convert::plain(&answers::late_for_all(self.reader, self.caller.account)),
            nonce: self.interaction.to_string(),
        };
        // Others are not kept waiting by more than the first try.
        if !otherwise.tell().await {
            tokio::spawn(otherwise.tell_later());
        }
    }

    /// Whether something is kept of what was pressed, if that can be found out.
    async fn is_carried_out(&self) -> Option<bool> {
        let store = &self.edge.store;
        let Some(guild) = self.caller.guild else {
            let mut db = store.read().await.ok()?;
            return interactions::is_carried_out(&mut db, self.interaction).await.ok();
        };
        // What may still be being kept is waited for.
        let mut db = store.begin_for(guild).await.ok()?;
        interactions::is_carried_out(&mut db, self.interaction).await.ok()
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
            if let Some(message) = message.as_ref().filter(|_| message != shown)
                && let Err(error) = self.later(message).await
            {
                tracing::debug!(%error, "how far it is could not be told");
            }
            shown = message.or(shown);
            // Whether the action is dropped or done, there is nothing to wait for any more.
            let _ = tokio::time::timeout(TELL_EVERY, finished.wait_for(|done| *done)).await;
        }
    }

    /// Puts a message where the first answer stands.
    async fn later(&self, message: &Message) -> Result<(), SendError> {
        let mut body = convert::private(message);
        // Whether a message is private is settled by the first answer.
        body.as_object_mut().map(|fields| fields.remove("flags"));
        without_old_files(&mut body, &message.files);
        let (sender, files) = (&self.edge.sender, &message.files);
        sender.edit_answer(&self.application, self.token, &body, files).await
    }

    /// The message for an action's outcome.
    async fn message(&self, done: Result<Message, ActionError>) -> Message {
        let error = match done {
            Ok(message) => return self.with_what_was_understood(message).await,
            Err(error) => error,
        };
        let is_ours = matches!(
            error,
            ActionError::Internal(_) | ActionError::Uncertain(_) | ActionError::NoRandomness(_)
        );
        if is_ours {
            tracing::error!(reference = self.interaction.0, %error, "an action failed");
        } else {
            tracing::debug!(why = error.kind(), "an action was refused");
        }
        // Whether it was kept can be looked for, once the database answers.
        let error = match error {
            ActionError::Uncertain(why) => match self.is_carried_out().await {
                Some(true) => ActionError::Unanswered,
                Some(false) => ActionError::Internal(why),
                None => ActionError::Uncertain(why),
            },
            other => other,
        };
        match self.command {
            Some((command, _)) => again::offered(self, command, &error).await,
            None => self.told(&error),
        }
    }

    /// An answer, and what was understood of the days that were typed.
    async fn with_what_was_understood(&self, message: Message) -> Message {
        let Some((command, _)) = self.command else { return message };
        match understood::days(self, command).await {
            Some(line) => answers::with_line(message, &line),
            None => message,
        }
    }

    /// What an error is told as.
    pub fn told(&self, error: &ActionError) -> Message {
        trouble::message(self.reader, error, &self.interaction.to_string())
    }

    async fn first(&self, kind: u8, mut data: Value, files: &[File]) -> Result<(), SendError> {
        if kind == UPDATE {
            data.as_object_mut().map(|fields| fields.remove("flags"));
            without_old_files(&mut data, files);
        }
        let body = json!({ "type": kind, "data": data });
        self.edge.sender.answer(self.interaction, self.token, &body, files).await
    }

    /// Looks a group through, and asks Discord who of its people is there.
    pub async fn look_through(
        &self,
        caller: Caller,
        group: GroupId,
        now: DateTime<Utc>,
    ) -> Result<Message, ActionError> {
        let store = &self.edge.store;
        let lookout = reach::lookout_of_caller(store, caller, group, now).await?;
        let [channel, _] = lookout.channels();
        let looked = async {
            let seen = presence::look(&self.edge.sender, &lookout).await?;
            let may_attach =
                presence::may_attach(&self.edge.sender, lookout.guild, channel).await?;
            Ok::<_, SendError>(reach::Seen { may_attach, ..seen })
        };
        let seen = match looked.await {
            Ok(seen) => Some(seen),
            Err(error) => {
                tracing::warn!(%error, "Discord does not say who is on the server");
                None
            }
        };
        if let Some(seen) = &seen {
            reach::note(store, &lookout, seen, now).await?;
        }
        let checked = registry::check::check(store, caller, group, seen.as_ref(), now).await?;
        Ok(check::checked(self.reader, &checked, &self.edge.site))
    }

    /// Sends a callback that was made elsewhere.
    pub async fn send(&self, body: &Value) {
        if let Err(error) = self.edge.sender.answer(self.interaction, self.token, body, &[]).await {
            tracing::debug!(%error, "suggestions did not arrive");
        }
    }
}

/// What was done and could not be answered.
struct Otherwise {
    sender: Arc<Sender>,
    account: UserId,
    /// Where they pressed.
    channel: Option<ChannelId>,
    directly: Value,
    for_all: Value,
    nonce: String,
}

impl Otherwise {
    /// Tells it as soon as Discord takes it.
    async fn tell_later(self) {
        for pause in PAUSES {
            tokio::time::sleep(Duration::from_secs(pause)).await;
            if self.tell().await {
                return;
            }
        }
    }

    /// Tells directly what was done, or that something was where they pressed. Whether Discord has taken it.
    async fn tell(&self) -> bool {
        let sent = match (self.tell_directly().await, self.channel) {
            (Err(error), Some(channel))
                if error.has_code(&[code::CANNOT_DM, code::NO_MUTUAL_GUILD]) =>
            {
                self.sender.post_message(channel, (&self.for_all, &[]), &self.nonce).await
            }
            (sent, _) => sent,
        };
        if let Err(error) = &sent {
            tracing::warn!(%error, "what was done could not be told yet");
        }
        sent.is_ok()
    }

    async fn tell_directly(&self) -> Result<MessageId, SendError> {
        let channel = self.sender.open_direct(self.account).await?;
        self.sender.post_message(channel, (&self.directly, &[]), &self.nonce).await
    }
}

/// The data of an answer that is put off: it will be private.
fn put_off() -> Value {
    json!({ "flags": EPHEMERAL })
}

/// Wakes the worker once the answer has left, if anything is owed: whoever pressed goes first. However
/// the answering ends.
struct Afterwards<'a>(&'a Edge);

impl Drop for Afterwards<'_> {
    fn drop(&mut self) {
        self.0.ring_if_owed();
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
        interaction: None,
        language: Language::English,
        agreed: Agreed::default(),
    }
}

/// A chat id as we keep it.
pub fn number(id: u64) -> i64 {
    i64::try_from(id).unwrap_or(i64::MAX)
}
