//! Interactions from being made to being answered (documentation, "Receiving and Responding").

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::errors::{ApiError, FormErrors};
use super::world::{EPHEMERAL, LOADING, Message, World};
use super::{mentions, validate};

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
    /// The modal that was opened, waiting to be submitted.
    pub modal: Option<Value>,
    pub waiter: Option<oneshot::Sender<Outcome>>,
}

/// Callback types.
const PONG: u64 = 1;
const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const MODAL: u64 = 9;

impl World {
    /// Takes a bot's first answer to an interaction.
    pub fn answer(
        &mut self,
        id: u64,
        token: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let interaction = self
            .interactions
            .get(&id)
            .filter(|found| {
                found.token == token && (found.answered || found.made.elapsed() <= ANSWER_WITHIN)
            })
            .ok_or(ApiError::UNKNOWN_INTERACTION)?;
        if interaction.answered {
            return Err(ApiError::ALREADY_ANSWERED);
        }
        let (kind, on_message) = (interaction.kind, interaction.on_message);
        let data = &body["data"];
        let is_component = on_message.is_some();
        let outcome = match (body["type"].as_u64(), kind) {
            (Some(MESSAGE), kind) if kind != Kind::Autocomplete => {
                validate::message(data, true)?;
                Outcome::Replied(self.post_answer(id, data, 0, now)?)
            }
            (Some(DEFERRED_MESSAGE), kind) if kind != Kind::Autocomplete => {
                // Only whether it will be private can be said yet.
                let still_to_come = json!({ "flags": data["flags"] });
                Outcome::Deferred(Some(self.post_answer(id, &still_to_come, LOADING, now)?))
            }
            (Some(DEFERRED_UPDATE), _) if is_component => Outcome::Deferred(None),
            (Some(UPDATE), _) if is_component => {
                validate::message(data, false)?;
                let message = on_message.ok_or(ApiError::UNKNOWN_MESSAGE)?;
                self.edit_anywhere(message, data, now)?;
                Outcome::Replied(message)
            }
            (Some(CHOICES), Kind::Autocomplete) => Outcome::Choices(checked_choices(data)?),
            (Some(MODAL), Kind::Command | Kind::Component) => Outcome::Modal(checked_modal(data)?),
            (Some(PONG), _) | (None | Some(_), _) => return Err(bad_type()),
        };
        let interaction = self.interactions.get_mut(&id).ok_or(ApiError::UNKNOWN_INTERACTION)?;
        interaction.answered = true;
        interaction.original = match &outcome {
            Outcome::Replied(message) => Some(*message),
            Outcome::Deferred(message) => message.or(on_message),
            Outcome::Modal(_) | Outcome::Choices(_) => None,
        };
        if let Outcome::Modal(modal) = &outcome {
            interaction.modal = Some(modal.clone());
        }
        if let Some(waiter) = interaction.waiter.take() {
            // Whoever asked may have stopped waiting.
            let _ = waiter.send(outcome);
        }
        Ok(())
    }

    /// Posts an answer or a follow-up to an interaction.
    pub fn post_answer(
        &mut self,
        id: u64,
        data: &Value,
        flags: u64,
        now: DateTime<Utc>,
    ) -> Result<u64, ApiError> {
        let interaction = self.interactions.get(&id).ok_or(ApiError::UNKNOWN_INTERACTION)?;
        let (channel, user, application) =
            (interaction.channel, interaction.user, interaction.application);
        let author = self.application(application).ok_or(ApiError::UNKNOWN_APPLICATION)?.user;
        let asked = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
        let mut message = self.new_message(channel, author, data, now);
        message.flags |= asked | flags;
        message.only_for = (asked != 0).then_some(user);
        message.answers = Some((id, user));
        Ok(self.post(message))
    }

    /// The interaction whose token is used after its first answer.
    pub fn by_token(&self, application: u64, token: &str) -> Result<&Interaction, ApiError> {
        let found = self
            .interactions
            .values()
            .find(|one| one.token == token && one.application == application);
        let found = found.ok_or(ApiError::UNKNOWN_WEBHOOK)?;
        if found.made.elapsed() > TOKEN_LIFE {
            return Err(ApiError::BAD_WEBHOOK_TOKEN);
        }
        Ok(found)
    }

    /// A message that is about to be posted.
    pub fn new_message(
        &mut self,
        channel: u64,
        author: u64,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Message {
        let content = body["content"].as_str().unwrap_or_default().to_owned();
        let allowed = &body["allowed_mentions"];
        Message {
            id: self.next_id(now),
            channel,
            author,
            pinged: mentions::pinged(&content, allowed),
            pings_everyone: mentions::pings_everyone(&content, allowed),
            content,
            embeds: shown_embeds(&body["embeds"]),
            components: shown_components(&body["components"]),
            flags: 0,
            sent: now,
            edited: None,
            nonce: body.get("nonce").filter(|nonce| !nonce.is_null()).cloned(),
            only_for: None,
            answers: None,
        }
    }

    /// Posts a message and tells who listens.
    pub fn post(&mut self, message: Message) -> u64 {
        let (id, channel) = (message.id, message.channel);
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.messages.insert(id, message);
        }
        self.announce_message("MESSAGE_CREATE", channel, id);
        id
    }

    /// Changes what the body names of a message. An edit pings nobody.
    pub fn edit(
        &mut self,
        channel: u64,
        message: u64,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let found = self.message_mut(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
        if let Some(content) = body.get("content") {
            found.content = content.as_str().unwrap_or_default().to_owned();
        }
        if let Some(embeds) = body.get("embeds") {
            found.embeds = shown_embeds(embeds);
        }
        if let Some(components) = body.get("components") {
            found.components = shown_components(components);
        }
        let was_loading = found.flags & LOADING != 0;
        found.flags &= !LOADING;
        found.edited = if was_loading { None } else { Some(now) };
        self.announce_message("MESSAGE_UPDATE", channel, message);
        Ok(())
    }

    /// As [`edit`](Self::edit), wherever the message stands.
    pub fn edit_anywhere(
        &mut self,
        message: u64,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let channel = self.find_message(message).ok_or(ApiError::UNKNOWN_MESSAGE)?.channel;
        self.edit(channel, message, body, now)
    }
}

/// Embeds as Discord shows them: with their type.
fn shown_embeds(embeds: &Value) -> Value {
    let list = embeds.as_array().cloned().unwrap_or_default();
    list.into_iter()
        .map(|mut embed| {
            embed["type"] = json!("rich");
            embed
        })
        .collect()
}

/// Components as Discord shows them: numbered.
fn shown_components(components: &Value) -> Value {
    let mut list = components.as_array().cloned().unwrap_or_default();
    let mut number = 0;
    for row in &mut list {
        number += 1;
        row["id"] = json!(number);
        for part in row["components"].as_array_mut().into_iter().flatten() {
            number += 1;
            part["id"] = json!(number);
        }
    }
    Value::Array(list)
}

fn bad_type() -> ApiError {
    let mut errors = FormErrors::default();
    errors.add("type", "BASE_TYPE_CHOICES", "This answer does not fit the interaction.");
    ApiError::invalid_form(errors)
}

fn checked_choices(data: &Value) -> Result<Value, ApiError> {
    let mut errors = FormErrors::default();
    let choices = data["choices"].as_array().cloned().unwrap_or_default();
    if choices.len() > 25 {
        errors.add("data.choices", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 25 in length.");
    }
    for (index, choice) in choices.iter().enumerate() {
        let name = choice["name"].as_str().unwrap_or_default();
        errors.length(format!("data.choices.{index}.name"), name, 1, 100);
        if let Some(text) = choice["value"].as_str() {
            errors.length(format!("data.choices.{index}.value"), text, 0, 100);
        }
    }
    errors.check()?;
    Ok(Value::Array(choices))
}

fn checked_modal(data: &Value) -> Result<Value, ApiError> {
    let mut errors = FormErrors::default();
    errors.length("data.title", data["title"].as_str().unwrap_or_default(), 1, 45);
    errors.length("data.custom_id", data["custom_id"].as_str().unwrap_or_default(), 1, 100);
    let parts = data["components"].as_array().map_or(0, Vec::len);
    if !(1..=5).contains(&parts) {
        errors.add("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    errors.check()?;
    Ok(data.clone())
}
