//! What a person does, made into the interaction that Discord's client would send.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::commands::{self, SUB_COMMAND, SUB_COMMAND_GROUP};
use super::interactions::{ANSWER_WITHIN, Interaction, Kind, Outcome};
use super::objects;
use super::world::{DM, World};
use super::{Shared, permissions};

/// Why nothing was sent to the bot: told to whoever controls the sandbox.
pub type Refused = String;

/// Something that a person does.
pub enum Deed<'a> {
    Command { channel: u64, words: &'a str, options: &'a Value },
    Typing { channel: u64, words: &'a str, options: &'a Value, focused: &'a str },
    Press { message: u64, custom_id: &'a str, values: &'a Value },
    Submit { interaction: u64, fields: &'a Value },
}

/// What came of it.
pub struct Done {
    pub interaction: u64,
    /// `None` where the bot did not answer in time.
    pub outcome: Option<Outcome>,
    pub elapsed: Duration,
}

/// Sends a person's deed to the bot and waits for its first answer.
pub async fn invoke(shared: &Shared, user: u64, deed: Deed<'_>) -> Result<Done, Refused> {
    let started = Instant::now();
    let (interaction, answer) = {
        let mut world = shared.world();
        let (send, receive) = oneshot::channel();
        let id = world.make(user, &deed, send, shared.time.now())?;
        (id, receive)
    };
    shared.changed();
    let outcome = tokio::time::timeout(ANSWER_WITHIN, answer).await.ok().and_then(Result::ok);
    Ok(Done { interaction, outcome, elapsed: started.elapsed() })
}

impl World {
    fn make(
        &mut self,
        user: u64,
        deed: &Deed<'_>,
        waiter: oneshot::Sender<Outcome>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<u64, Refused> {
        let made = self.data_of(user, deed)?;
        let id = self.next_id(now);
        let token: String = std::iter::repeat_with(fastrand::alphanumeric).take(60).collect();
        let mut payload = self.surroundings(user, made.channel, made.application)?;
        payload["id"] = json!(id.to_string());
        payload["token"] = json!(token);
        payload["type"] = json!(made.kind as u8);
        payload["data"] = made.data;
        if let Some(message) = made.on_message.and_then(|message| self.find_message(message)) {
            payload["message"] = objects::message(self, message);
        }
        let interaction = Interaction {
            id,
            token,
            application: made.application,
            kind: made.kind,
            user,
            channel: made.channel,
            made: Instant::now(),
            answered: false,
            original: None,
            on_message: made.on_message,
            modal: None,
            waiter: Some(waiter),
        };
        self.interactions.insert(id, interaction);
        self.sessions.dispatch(made.application, "INTERACTION_CREATE", &payload);
        Ok(id)
    }

    /// Who, where and in which language: what every interaction carries.
    fn surroundings(&self, user: u64, channel: u64, application: u64) -> Result<Value, Refused> {
        let who = self.users.get(&user).ok_or("there is no such user")?;
        let channel = self.channels.get(&channel).ok_or("there is no such channel")?;
        if self.permissions(channel, user) & permissions::VIEW_CHANNEL == 0 {
            return Err("the user does not see that channel".into());
        }
        let bot = self.application(application).map(|one| one.user).unwrap_or_default();
        let mut payload = json!({
            "application_id": application.to_string(),
            "channel_id": channel.id.to_string(),
            "channel": objects::partial_channel(self, channel, user),
            "version": 1,
            "locale": who.locale,
            "app_permissions": self.permissions(channel, bot).to_string(),
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 10_485_760,
            "context": if channel.kind == DM { 1 } else { 0 },
        });
        match channel.guild.and_then(|id| self.guilds.get(&id)) {
            Some(guild) => {
                payload["guild_id"] = json!(guild.id.to_string());
                payload["guild_locale"] = json!(guild.locale);
                payload["guild"] =
                    json!({ "id": guild.id.to_string(), "locale": guild.locale, "features": [] });
                payload["authorizing_integration_owners"] = json!({ "0": guild.id.to_string() });
                payload["member"] = objects::member_in(self, guild, channel, user)
                    .ok_or("the user is not in that guild")?;
            }
            None => payload["user"] = objects::user(who),
        }
        Ok(payload)
    }

    fn data_of(&self, user: u64, deed: &Deed<'_>) -> Result<Prepared, Refused> {
        match deed {
            Deed::Command { channel, words, options } => {
                self.command(*channel, words, options, None)
            }
            Deed::Typing { channel, words, options, focused } => {
                self.command(*channel, words, options, Some(focused))
            }
            Deed::Press { message, custom_id, values } => {
                self.press(user, *message, custom_id, values)
            }
            Deed::Submit { interaction, fields } => self.submit(user, *interaction, fields),
        }
    }

    fn command(
        &self,
        channel: u64,
        words: &str,
        options: &Value,
        focused: Option<&str>,
    ) -> Result<Prepared, Refused> {
        let guild = self.channels.get(&channel).ok_or("there is no such channel")?.guild;
        let listed = self.applications.iter().map(|application| {
            let of_guild = guild.and_then(|id| application.guild_commands.get(&id));
            (
                application.id,
                of_guild
                    .into_iter()
                    .flatten()
                    .chain(&application.global_commands)
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        for (application, listed) in listed {
            let Some((command, chain)) = commands::find(&listed, words) else { continue };
            let bottom = chain.last().copied().unwrap_or(command);
            let mut filled = fill(bottom, options, focused)?;
            for option in chain.iter().rev() {
                let kind = if option["options"]
                    .as_array()
                    .is_some_and(|o| o.iter().any(|o| o["type"] == SUB_COMMAND))
                {
                    SUB_COMMAND_GROUP
                } else {
                    SUB_COMMAND
                };
                filled = json!([{ "name": option["name"], "type": kind, "options": filled }]);
            }
            let data = json!({
                "id": command["id"], "name": command["name"], "type": command["type"], "options": filled,
            });
            let kind = if focused.is_some() { Kind::Autocomplete } else { Kind::Command };
            return Ok(Prepared { kind, application, channel, data, on_message: None });
        }
        Err(format!("there is no command {words:?}"))
    }

    fn press(
        &self,
        user: u64,
        message: u64,
        custom_id: &str,
        values: &Value,
    ) -> Result<Prepared, Refused> {
        let found = self.find_message(message).ok_or("there is no such message")?;
        if found.only_for.is_some_and(|only| only != user) {
            return Err("the user does not see that message".into());
        }
        let rows = found.components.as_array().into_iter().flatten();
        let part = rows
            .flat_map(|row| row["components"].as_array().into_iter().flatten())
            .find(|part| part["custom_id"] == custom_id)
            .ok_or("there is no such button on that message")?;
        if part["disabled"] == true {
            return Err("that button is disabled".into());
        }
        let mut data =
            json!({ "custom_id": custom_id, "component_type": part["type"], "id": part["id"] });
        if part["type"] != 2 {
            data["values"] = values.clone();
        }
        let application = self.applications.iter().find(|one| one.user == found.author);
        let application = application.ok_or("no bot posted that message")?.id;
        Ok(Prepared {
            kind: Kind::Component,
            application,
            channel: found.channel,
            data,
            on_message: Some(message),
        })
    }

    fn submit(&self, user: u64, interaction: u64, fields: &Value) -> Result<Prepared, Refused> {
        let opened = self.interactions.get(&interaction).ok_or("there is no such interaction")?;
        let modal = opened
            .modal
            .as_ref()
            .filter(|_| opened.user == user)
            .ok_or("that interaction opened no modal")?;
        let filled = |part: &Value| {
            let id = part["custom_id"].as_str().unwrap_or_default();
            json!({ "type": part["type"], "custom_id": id, "value": fields[id].as_str().unwrap_or_default() })
        };
        let rows =
            modal["components"].as_array().into_iter().flatten().map(|row| match row["component"]
                .as_object()
            {
                Some(_) => json!({ "type": row["type"], "component": filled(&row["component"]) }),
                None => {
                    let parts: Vec<Value> =
                        row["components"].as_array().into_iter().flatten().map(filled).collect();
                    json!({ "type": 1, "components": parts })
                }
            });
        let data =
            json!({ "custom_id": modal["custom_id"], "components": rows.collect::<Vec<_>>() });
        Ok(Prepared {
            kind: Kind::Modal,
            application: opened.application,
            channel: opened.channel,
            data,
            on_message: opened.on_message,
        })
    }
}

/// An interaction's own part.
struct Prepared {
    kind: Kind,
    application: u64,
    channel: u64,
    data: Value,
    on_message: Option<u64>,
}

/// A command's options as the client would send them, checked against what was registered. While
/// somebody types, what is missing is not missed.
fn fill(command: &Value, given: &Value, focused: Option<&str>) -> Result<Value, Refused> {
    let empty = Map::new();
    let given = given.as_object().unwrap_or(&empty);
    let registered = command["options"].as_array().cloned().unwrap_or_default();
    for name in given.keys() {
        if !registered.iter().any(|option| commands::is_called(option, name)) {
            return Err(format!("the command has no option {name:?}"));
        }
    }
    let mut filled = Vec::new();
    for option in &registered {
        let value = given
            .iter()
            .find(|(name, _)| commands::is_called(option, name))
            .map(|(_, value)| value);
        let is_focused = focused.is_some_and(|name| commands::is_called(option, name));
        match value {
            _ if is_focused => {
                let typed = value.and_then(Value::as_str).unwrap_or_default();
                filled.push(json!({ "name": option["name"], "type": option["type"], "value": typed, "focused": true }));
            }
            Some(value) => {
                let value = if focused.is_some() { value.clone() } else { checked(option, value)? };
                filled.push(
                    json!({ "name": option["name"], "type": option["type"], "value": value }),
                );
            }
            None if option["required"] == true && focused.is_none() => {
                return Err(format!("the option {} is required", option["name"]));
            }
            None => {}
        }
    }
    Ok(Value::Array(filled))
}

/// A value as the option takes it.
fn checked(option: &Value, value: &Value) -> Result<Value, Refused> {
    let name = &option["name"];
    let wrong = |what: &str| Err(format!("the option {name} must be {what}"));
    let number = || value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    let value = match option["type"].as_u64() {
        Some(4) => match number().filter(|number| number.fract() == 0.0) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a whole number within what JSON keeps exactly"
            )]
            Some(number) => json!(number as i64),
            None => return wrong("a whole number"),
        },
        Some(10) => match number() {
            Some(number) => json!(number),
            None => return wrong("a number"),
        },
        Some(5) => match value {
            Value::Bool(_) => value.clone(),
            _ => return wrong("true or false"),
        },
        _ => match value.as_str() {
            Some(text) => json!(text),
            None => return wrong("a text"),
        },
    };
    let size = value.as_f64().or_else(|| {
        value.as_str().and_then(|text| u32::try_from(text.chars().count()).ok()).map(f64::from)
    });
    let bounds =
        if value.is_string() { ("min_length", "max_length") } else { ("min_value", "max_value") };
    let size = size.unwrap_or_default();
    if option[bounds.0].as_f64().is_some_and(|least| size < least)
        || option[bounds.1].as_f64().is_some_and(|most| size > most)
    {
        return wrong("within its limits");
    }
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    if choices.is_some_and(|choices| !choices.iter().any(|choice| choice["value"] == value)) {
        return wrong("one of its choices");
    }
    Ok(value)
}
