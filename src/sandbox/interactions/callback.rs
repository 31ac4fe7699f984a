//! A bot's answers to an interaction: the first, and what follows it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{ANSWER_WITHIN, Kind, Outcome, modal};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::validate;
use crate::sandbox::world::{
    Answer, EPHEMERAL, LOADING, MessageKind, Upload, World, objects, shown_components,
};

/// Callback types (documentation, "Interaction Callback Type").
const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const MODAL: u64 = 9;

/// What became of an answer.
pub struct Answered {
    interaction: u64,
    kind: u64,
    outcome: Outcome,
}

impl World {
    /// Takes a bot's first answer to an interaction.
    pub fn answer(
        &mut self,
        id: u64,
        token: &str,
        body: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Result<Answered, ApiError> {
        let found = self.interactions.get(id).filter(|found| {
            found.token == token && (found.answered || found.made.elapsed() <= ANSWER_WITHIN)
        });
        let interaction = found.ok_or(ApiError::UNKNOWN_INTERACTION)?;
        if interaction.answered {
            return Err(ApiError::ALREADY_ANSWERED);
        }
        let (asked, on_message) = (interaction.kind, interaction.on_message);
        let mut form = Form::default();
        let kind = form.integer("type", &body["type"], 1..=12);
        form.check()?;
        let data = &body["data"];
        let outcome = match (kind, asked) {
            (Some(MESSAGE), Kind::Command | Kind::Component | Kind::Modal) => {
                checked_message(data, files, true)?;
                Outcome::Replied(self.post_answer(id, data, files, 0, now)?)
            }
            (Some(DEFERRED_MESSAGE), Kind::Command | Kind::Component | Kind::Modal) => {
                // Only whether it will be private can be said yet.
                let still_to_come = json!({ "flags": data["flags"] });
                Outcome::Deferred(Some(self.post_answer(id, &still_to_come, &[], LOADING, now)?))
            }
            (Some(DEFERRED_UPDATE), _) if on_message.is_some() => Outcome::Deferred(None),
            (Some(UPDATE), _) if on_message.is_some() => {
                checked_message(data, files, false)?;
                let message = on_message.ok_or(ApiError::UNKNOWN_MESSAGE)?;
                self.edit_anywhere(message, data, files, now)?;
                Outcome::Replied(message)
            }
            (Some(CHOICES), Kind::Autocomplete) => Outcome::Choices(checked_choices(data)?),
            (Some(MODAL), Kind::Command | Kind::Component) => {
                modal::check(data)?;
                let mut modal = data.clone();
                modal["components"] = shown_components(&data["components"]);
                Outcome::Modal(modal)
            }
            _ => return Err(unfitting()),
        };
        self.settle(id, &outcome);
        Ok(Answered { interaction: id, kind: kind.unwrap_or_default(), outcome })
    }

    /// Notes the first answer, and tells whoever waits for it.
    fn settle(&mut self, id: u64, outcome: &Outcome) {
        let Some(interaction) = self.interactions.get_mut(id) else { return };
        interaction.answered = true;
        interaction.original = match outcome {
            Outcome::Replied(message) => Some(*message),
            Outcome::Deferred(message) => message.or(interaction.on_message),
            Outcome::Modal(_) | Outcome::Choices(_) => None,
        };
        if let Outcome::Modal(modal) = outcome {
            interaction.modal = Some(modal.clone());
        }
        if let Some(waiter) = interaction.waiter.take() {
            // Whoever asked may have stopped waiting.
            let _ = waiter.send(outcome.clone());
        }
    }

    /// An answered interaction as Discord shows it to a bot that asks (`with_response`).
    pub fn shown_answer(&self, answered: &Answered) -> Value {
        let mut interaction = json!({ "id": answered.interaction.to_string() });
        let found = self.interactions.get(answered.interaction);
        interaction["type"] = json!(found.map(|one| one.kind as u8));
        let message = match &answered.outcome {
            Outcome::Replied(id) | Outcome::Deferred(Some(id)) => self.find_message(*id),
            _ => None,
        };
        let mut shown = json!({});
        if let Some(message) = message {
            interaction["response_message_id"] = json!(message.id.to_string());
            interaction["response_message_loading"] = json!(message.flags & LOADING != 0);
            interaction["response_message_ephemeral"] = json!(message.only_for.is_some());
            // A deferred answer has no message to show yet but the one that says so.
            shown["resource"] =
                json!({ "type": answered.kind, "message": objects::message(self, message) });
        }
        shown["interaction"] = interaction;
        shown
    }

    /// Posts an answer to an interaction.
    fn post_answer(
        &mut self,
        id: u64,
        data: &Value,
        files: &[Upload],
        flags: u64,
        now: DateTime<Utc>,
    ) -> Result<u64, ApiError> {
        let interaction = self.interactions.get(id).ok_or(ApiError::UNKNOWN_INTERACTION)?;
        let (channel, user) = (interaction.channel, interaction.user);
        let first_of_command = interaction.kind == Kind::Command && !interaction.answered;
        let answers = Answer {
            interaction: id,
            by: user,
            kind: interaction.kind as u8,
            on_message: interaction.on_message,
            opened_by: interaction.opened_by,
        };
        let author = self.application(interaction.application);
        let author = author.ok_or(ApiError::UNKNOWN_APPLICATION)?.user;
        let asked = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL;
        let mut message = self.new_message(channel, author, data, files, now);
        message.flags |= asked | flags;
        message.only_for = (asked != 0).then_some(user);
        message.answers = Some(answers);
        if first_of_command {
            message.kind = MessageKind::Command;
        }
        self.strip_embeds(&mut message);
        Ok(self.post(message))
    }

    /// Posts a follow-up. The first after a deferred answer takes that answer's place (documentation,
    /// "Create Followup Message").
    pub fn follow_up(
        &mut self,
        id: u64,
        data: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Result<u64, ApiError> {
        let original = self.interactions.get(id).and_then(|interaction| interaction.original);
        let waiting = original.filter(|original| {
            self.find_message(*original).is_some_and(|found| found.flags & LOADING != 0)
        });
        match waiting {
            Some(message) => {
                self.edit_anywhere(message, data, files, now)?;
                Ok(message)
            }
            None => self.post_answer(id, data, files, 0, now),
        }
    }

    /// Changes a message wherever it stands.
    pub fn edit_anywhere(
        &mut self,
        message: u64,
        body: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let channel = self.find_message(message).ok_or(ApiError::UNKNOWN_MESSAGE)?.channel;
        self.edit(channel, message, body, files, now)
    }
}

/// A message in an answer: what is wrong with it stands below `data`.
fn checked_message(data: &Value, files: &[Upload], is_new: bool) -> Result<(), ApiError> {
    if data.is_null() && is_new {
        return Err(Form::fault("data", "BASE_TYPE_REQUIRED", "This field is required"));
    }
    let data = if data.is_null() { &json!({}) } else { data };
    validate::message(data, files, is_new).map_err(|error| error.within("data"))
}

fn unfitting() -> ApiError {
    Form::fault("type", "BASE_TYPE_CHOICES", "This answer does not fit the interaction.")
}

fn checked_choices(data: &Value) -> Result<Value, ApiError> {
    let mut form = Form::default();
    let listed = form.objects("data.choices", &data["choices"], 0..=25);
    for (at, choice) in &listed {
        form.required_text(&format!("{at}.name"), &choice["name"], 1..=100);
        match &choice["value"] {
            Value::String(text) => form.length(format!("{at}.value"), text, 0..=100),
            Value::Number(_) => {}
            _ => form.required(format!("{at}.value")),
        }
    }
    form.check()?;
    Ok(listed.into_iter().map(|(_, choice)| choice.clone()).collect())
}
