//! What bots are told of what happens, each by its intents and by what it sees.

use serde_json::{Value, json};

use super::protocol::{
    DIRECT_MESSAGE_TYPING, DIRECT_MESSAGES, GUILD_MEMBERS, GUILD_MESSAGE_TYPING, GUILD_MESSAGES,
    GUILD_PRESENCES, GUILD_SCHEDULED_EVENTS, GUILDS, MESSAGE_CONTENT,
};
use super::sessions::Event;
use crate::sandbox::world::{Channel, DM, World, objects};

impl World {
    /// Tells a bot that it is in a guild.
    pub fn announce_guild(&mut self, guild: u64, bot: u64) {
        let Some(found) = self.guilds.get(&guild) else { return };
        let [alone, all] = [false, true].map(|all| objects::announced_guild(self, found, bot, all));
        let event = Event { name: "GUILD_CREATE", intents: GUILDS, guild: Some(guild) };
        self.sessions.dispatch(bot, &event, |intents| {
            if intents & GUILD_PRESENCES == 0 { alone.clone() } else { all.clone() }
        });
    }

    /// The bots that see a channel: their applications' and users' ids.
    fn bots_that_see(&self, channel: &Channel) -> Vec<(u64, u64)> {
        let bots = self.applications.iter().filter(|one| self.sees(channel, one.user));
        bots.map(|one| (one.id, one.user)).collect()
    }

    /// Tells every bot that sees a channel, by the intent for guilds or that for direct channels.
    fn announce_in(&mut self, channel: u64, name: &str, intents: (u64, u64), data: &Value) {
        let Some(found) = self.channels.get(&channel) else { return };
        let intents = if found.kind == DM { intents.1 } else { intents.0 };
        let (bots, guild) = (self.bots_that_see(found), found.guild);
        let mut data = data.clone();
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
        }
        for (application, _) in bots {
            let event = Event { name, intents, guild };
            self.sessions.dispatch(application, &event, |_| data.clone());
        }
    }

    /// Tells bots of a message that was posted or edited. Ephemeral ones are between bot and user.
    pub fn announce_message(&mut self, name: &str, channel: u64, message: u64) {
        let Some(of) = self.channels.get(&channel) else { return };
        let found = of.messages.get(&message).filter(|found| found.only_for.is_none());
        let Some(found) = found else { return };
        let mut object = objects::message(self, found);
        let guild = of.guild;
        if let Some(guild) = guild.and_then(|id| self.guilds.get(&id)) {
            object["guild_id"] = json!(guild.id.to_string());
            if let Some(member) = guild.members.get(&found.author) {
                object["member"] = objects::member_without_user(member);
            }
        }
        let intents = if of.kind == DM { DIRECT_MESSAGES } else { GUILD_MESSAGES };
        let (author, mentioned) = (found.author, found.mentions.clone());
        for (application, bot) in self.bots_that_see(of) {
            let sees_all = guild.is_none() || author == bot || mentioned.contains(&bot);
            self.sessions.dispatch(application, &Event { name, intents, guild }, |intents| {
                if sees_all || intents & MESSAGE_CONTENT != 0 {
                    return object.clone();
                }
                objects::without_content(&object)
            });
        }
    }

    /// Tells bots that a message is gone.
    pub fn announce_deleted(&mut self, channel: u64, message: u64) {
        let data = json!({ "id": message.to_string(), "channel_id": channel.to_string() });
        let intents = (GUILD_MESSAGES, DIRECT_MESSAGES);
        self.announce_in(channel, "MESSAGE_DELETE", intents, &data);
    }

    /// Tells bots that messages are gone together.
    pub fn announce_deleted_together(&mut self, channel: u64, messages: &[u64]) {
        if messages.is_empty() {
            return;
        }
        let intents = (GUILD_MESSAGES, DIRECT_MESSAGES);
        let ids: Vec<String> = messages.iter().map(ToString::to_string).collect();
        let data = json!({ "ids": ids, "channel_id": channel.to_string() });
        self.announce_in(channel, "MESSAGE_DELETE_BULK", intents, &data);
    }

    /// Tells bots that a channel's pins are others than before.
    pub fn announce_pins(&mut self, channel: u64) {
        let pinned = self.channels.get(&channel).and_then(|found| found.pinned);
        let data = json!({
            "channel_id": channel.to_string(),
            "last_pin_timestamp": pinned.map(objects::timestamp),
        });
        self.announce_in(channel, "CHANNEL_PINS_UPDATE", (GUILDS, DIRECT_MESSAGES), &data);
    }

    /// Tells bots that somebody writes. `at` in Unix seconds.
    pub fn announce_typing(&mut self, channel: u64, user: u64, at: i64) {
        let data = json!({
            "channel_id": channel.to_string(), "user_id": user.to_string(), "timestamp": at,
        });
        let intents = (GUILD_MESSAGE_TYPING, DIRECT_MESSAGE_TYPING);
        self.announce_in(channel, "TYPING_START", intents, &data);
    }

    /// Tells bots of a thread that was opened or changed.
    pub fn announce_thread(&mut self, name: &str, thread: u64, is_new: bool) {
        let Some(channel) = self.channels.get(&thread) else { return };
        let mut object = objects::channel(self, channel);
        if is_new {
            object["newly_created"] = json!(true);
        }
        self.announce_in(thread, name, (GUILDS, 0), &object);
    }

    /// Tells bots that somebody has joined a thread or left it.
    pub fn announce_thread_members(&mut self, thread: u64, user: u64, inside: bool) {
        let Some(channel) = self.channels.get(&thread) else { return };
        let mut data = json!({
            "id": thread.to_string(), "member_count": channel.thread.members.len(),
        });
        if let Some(since) = channel.thread.members.get(&user).filter(|_| inside) {
            data["added_members"] = json!([objects::thread_member(channel, user, *since)]);
        } else {
            data["removed_member_ids"] = json!([user.to_string()]);
        }
        let own = self.users.get(&user).is_some_and(|user| user.bot);
        let intents = if own { GUILDS | GUILD_MEMBERS } else { GUILD_MEMBERS };
        self.announce_in(thread, "THREAD_MEMBERS_UPDATE", (intents, 0), &data);
    }

    /// Tells bots of a scheduled event that was made, changed or taken away.
    pub fn announce_event(&mut self, name: &str, guild: u64, object: &Value) {
        let Some(found) = self.guilds.get(&guild) else { return };
        let bots = self.applications.iter().filter(|one| found.members.contains_key(&one.user));
        let bots: Vec<u64> = bots.map(|one| one.id).collect();
        for application in bots {
            let event = Event { name, intents: GUILD_SCHEDULED_EVENTS, guild: Some(guild) };
            self.sessions.dispatch(application, &event, |_| object.clone());
        }
    }

    /// Tells a bot of an interaction. It needs no intent.
    pub fn announce_interaction(&mut self, application: u64, guild: Option<u64>, data: &Value) {
        let event = Event { name: "INTERACTION_CREATE", intents: 0, guild };
        self.sessions.dispatch(application, &event, |_| data.clone());
    }
}
