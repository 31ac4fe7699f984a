//! What a person does, made into the interaction that Discord's client would send.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{ANSWER_WITHIN, Interaction, Kind, Outcome, Refused, modal, options};
use crate::sandbox::Shared;
use crate::sandbox::commands::{self, SUB_COMMAND, SUB_COMMAND_GROUP};
use crate::sandbox::world::{Application, Channel, DM, World, objects, permissions};

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

/// Sends a person's deed to the bot and waits for its first answer; not at all where no bot is
/// there to hear of it.
pub async fn invoke(shared: &Shared, user: u64, deed: Deed<'_>) -> Result<Done, Refused> {
    let started = Instant::now();
    let (send, answer) = oneshot::channel();
    let (interaction, heard) = {
        let mut world = shared.world();
        let id = world.make(user, &deed, send)?;
        let bot = world.interactions.get(id).map(|made| made.application);
        (id, bot.is_some_and(|bot| world.sessions.may_hear(bot)))
    };
    shared.changed();
    let patience = if heard { ANSWER_WITHIN } else { Duration::ZERO };
    let outcome = tokio::time::timeout(patience, answer).await.ok().and_then(Result::ok);
    Ok(Done { interaction, outcome, elapsed: started.elapsed() })
}

impl World {
    fn make(
        &mut self,
        user: u64,
        deed: &Deed<'_>,
        waiter: oneshot::Sender<Outcome>,
    ) -> Result<u64, Refused> {
        let made = self.data_of(user, deed)?;
        let id = self.interactions.next_id();
        let token: String = std::iter::repeat_with(fastrand::alphanumeric).take(60).collect();
        let mut payload = self.surroundings(user, made.channel, made.application)?;
        payload["id"] = json!(id.to_string());
        payload["token"] = json!(token);
        payload["type"] = json!(made.kind as u8);
        payload["data"] = made.data;
        if let Some(message) = made.on_message.and_then(|message| self.find_message(message)) {
            payload["message"] = objects::message(self, message);
        }
        let guild = self.channels.get(&made.channel).and_then(|channel| channel.guild);
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
            opened_by: made.opened_by,
            modal: None,
            waiter: Some(waiter),
        };
        self.interactions.insert(interaction);
        self.announce_interaction(made.application, guild, &payload);
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
                self.command(user, *channel, words, options, None)
            }
            Deed::Typing { channel, words, options, focused } => {
                self.command(user, *channel, words, options, Some(focused))
            }
            Deed::Press { message, custom_id, values } => {
                self.press(user, *message, custom_id, values)
            }
            Deed::Submit { interaction, fields } => self.submit(user, *interaction, fields),
        }
    }

    /// The commands that a user is offered in a channel, each with its application: those that
    /// exist there and that the user's permissions let through.
    pub fn commands_for(&self, channel: &Channel, user: u64) -> Vec<(u64, &Value)> {
        let held = self.permissions(channel, user);
        let direct = channel.kind == DM;
        if held & permissions::USE_APPLICATION_COMMANDS == 0 {
            return Vec::new();
        }
        let is_there = |one: &&Application| match channel.guild {
            Some(guild) => {
                self.guilds.get(&guild).is_some_and(|g| g.members.contains_key(&one.user))
            }
            None => channel.recipients.contains(&one.user),
        };
        let there = self.applications.iter().filter(is_there);
        let usable = there.flat_map(|one| one.usable(channel.guild).map(move |it| (one.id, it)));
        // Slash commands alone are typed; those on users and messages need one to be pointed at.
        usable
            .filter(|(_, command)| command["type"] == 1)
            .filter(|(_, command)| commands::is_offered(command, held, direct))
            .collect()
    }

    fn command(
        &self,
        user: u64,
        channel: u64,
        words: &str,
        given: &Value,
        focused: Option<&str>,
    ) -> Result<Prepared, Refused> {
        let place = self.channels.get(&channel).ok_or("there is no such channel")?;
        let offered = self.commands_for(place, user);
        let found = offered.iter().find_map(|(application, command)| {
            commands::find(std::slice::from_ref(*command), words).map(|found| (*application, found))
        });
        let Some((application, (command, chain))) = found else {
            return Err(format!("there is no command {words:?} for this user in this channel"));
        };
        let bottom = chain.last().copied().unwrap_or(command);
        let mut filled = options::fill(bottom, given, focused)?;
        let ids = if focused.is_some() { Vec::new() } else { options::ids_in(&filled) };
        let resolved = self.resolved(place, user, &ids)?;
        for option in chain.iter().rev() {
            let below = option["options"].as_array().into_iter().flatten();
            let is_group = below.into_iter().any(|option| option["type"] == SUB_COMMAND);
            let kind = if is_group { SUB_COMMAND_GROUP } else { SUB_COMMAND };
            filled = json!([{ "name": option["name"], "type": kind, "options": filled }]);
        }
        let mut data = json!({
            "id": command["id"], "name": command["name"], "type": command["type"], "options": filled,
        });
        put_resolved(&mut data, resolved);
        if let Some(guild) = command.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        let kind = if focused.is_some() { Kind::Autocomplete } else { Kind::Command };
        Ok(Prepared { kind, application, channel, data, on_message: None, opened_by: None })
    }

    fn press(
        &self,
        user: u64,
        message: u64,
        custom_id: &str,
        values: &Value,
    ) -> Result<Prepared, Refused> {
        let found = self.find_message(message).ok_or("there is no such message")?;
        if !found.is_for(user) {
            return Err("the user does not see that message".into());
        }
        let part = part_with(&found.components, custom_id)
            .ok_or("there is no such button on that message")?;
        if part["disabled"] == true {
            return Err("that button is disabled".into());
        }
        let kind = part["type"].as_u64().unwrap_or_default();
        let mut data = json!({ "custom_id": custom_id, "component_type": kind, "id": part["id"] });
        if kind != BUTTON {
            data["values"] = options::chosen(part, values)?;
            let place = self.channels.get(&found.channel).ok_or("there is no such channel")?;
            let resolved = self.resolved(place, user, &options::ids_chosen(kind, values))?;
            put_resolved(&mut data, resolved);
        }
        let application = self.applications.iter().find(|one| one.user == found.author);
        Ok(Prepared {
            kind: Kind::Component,
            application: application.ok_or("no bot posted that message")?.id,
            channel: found.channel,
            data,
            on_message: Some(message),
            opened_by: None,
        })
    }

    fn submit(&self, user: u64, interaction: u64, fields: &Value) -> Result<Prepared, Refused> {
        let opened = self.interactions.get(interaction).ok_or("there is no such interaction")?;
        let modal = opened
            .modal
            .as_ref()
            .filter(|_| opened.user == user)
            .ok_or("that interaction opened no modal")?;
        let components = modal::filled(modal, fields)?;
        let place = self.channels.get(&opened.channel).ok_or("there is no such channel")?;
        let resolved = self.resolved(place, user, &modal::ids_in(&components))?;
        let mut data = json!({ "custom_id": modal["custom_id"], "components": components });
        put_resolved(&mut data, resolved);
        Ok(Prepared {
            kind: Kind::Modal,
            application: opened.application,
            channel: opened.channel,
            data,
            on_message: opened.on_message,
            opened_by: Some(interaction),
        })
    }
}

/// Says what the ids in an interaction mean, if it has any: libraries take an empty list for all.
fn put_resolved(data: &mut Value, resolved: Value) {
    if resolved.as_object().is_some_and(|kinds| !kinds.is_empty()) {
        data["resolved"] = resolved;
    }
}

const BUTTON: u64 = 2;

/// The component with this id, however deep it stands.
fn part_with<'a>(components: &'a Value, custom_id: &str) -> Option<&'a Value> {
    components.as_array()?.iter().find_map(|part| {
        if part["custom_id"] == custom_id {
            return Some(part);
        }
        let beside = Some(&part["accessory"]).filter(|beside| beside["custom_id"] == custom_id);
        beside.or_else(|| part_with(&part["components"], custom_id))
    })
}

/// An interaction's own part.
struct Prepared {
    kind: Kind,
    application: u64,
    channel: u64,
    data: Value,
    on_message: Option<u64>,
    opened_by: Option<u64>,
}
