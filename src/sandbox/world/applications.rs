//! Bots that may log in.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{User, World};

/// A bot and what it has registered.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: u64,
    pub user: u64,
    pub token: String,
    /// Whether the intents for members, presences and message content are switched on.
    pub privileged_intents: bool,
    /// Commands as they were registered, with their ids: global ones, and by guild.
    pub global_commands: Vec<Value>,
    pub guild_commands: HashMap<u64, Vec<Value>>,
}

impl Application {
    /// The commands that there are in a guild, or everywhere.
    pub fn commands(&mut self, guild: Option<u64>) -> &mut Vec<Value> {
        match guild {
            Some(guild) => self.guild_commands.entry(guild).or_default(),
            None => &mut self.global_commands,
        }
    }

    /// The commands that can be used in a guild, or in a direct channel.
    pub fn usable(&self, guild: Option<u64>) -> impl Iterator<Item = &Value> {
        let of_guild = guild.and_then(|id| self.guild_commands.get(&id));
        of_guild.into_iter().flatten().chain(&self.global_commands)
    }
}

impl World {
    /// Makes a bot with a token of its own; returns its application's id.
    pub fn make_bot(&mut self, name: &str, now: DateTime<Utc>) -> u64 {
        let id = self.next_id(now);
        let secret: String = std::iter::repeat_with(fastrand::alphanumeric).take(38).collect();
        let user = User {
            id,
            name: name.to_owned(),
            bot: true,
            locale: "en-US".into(),
            dms_closed: false,
        };
        self.users.insert(id, user);
        self.applications.push(Application {
            id,
            user: id,
            token: format!("sandbox.{id}.{secret}"),
            privileged_intents: true,
            global_commands: Vec::new(),
            guild_commands: HashMap::new(),
        });
        self.structure += 1;
        id
    }

    /// The token of the first bot.
    pub fn token(&self) -> &str {
        self.applications.first().map(|application| application.token.as_str()).unwrap_or_default()
    }

    /// The bot that a token belongs to.
    pub fn application_by_token(&self, token: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.token == token)
    }

    pub fn application(&self, id: u64) -> Option<&Application> {
        self.applications.iter().find(|application| application.id == id)
    }

    pub fn application_mut(&mut self, id: u64) -> Option<&mut Application> {
        self.applications.iter_mut().find(|application| application.id == id)
    }
}
