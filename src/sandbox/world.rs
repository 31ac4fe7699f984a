//! What there is in the sandbox: users, guilds, channels, messages, commands, sessions.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::gateway::Sessions;
use super::interactions::Interaction;
use super::permissions;

/// Discord's epoch, 2015-01-01, in Unix milliseconds.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// Channel types (documentation, "Channel Types").
pub const GUILD_TEXT: u8 = 0;
pub const DM: u8 = 1;
pub const PUBLIC_THREAD: u8 = 11;

/// A message only its addressee sees; and one whose content is still to come.
pub const EPHEMERAL: u64 = 1 << 6;
pub const LOADING: u64 = 1 << 7;
/// A message under which a thread hangs.
pub const HAS_THREAD: u64 = 1 << 5;

#[derive(Clone, Debug)]
pub struct User {
    pub id: u64,
    pub name: String,
    pub bot: bool,
    /// The language that the user's client is set to.
    pub locale: String,
    /// Takes no direct messages from bots.
    pub dms_closed: bool,
}

#[derive(Clone, Debug)]
pub struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: u64,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub roles: Vec<u64>,
    pub joined: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Guild {
    pub id: u64,
    pub name: String,
    pub owner: u64,
    pub locale: String,
    pub roles: Vec<Role>,
    pub members: BTreeMap<u64, Member>,
    pub channels: Vec<u64>,
}

#[derive(Clone, Debug)]
pub struct Overwrite {
    pub id: u64,
    pub is_member: bool,
    pub allow: u64,
    pub deny: u64,
}

#[derive(Clone, Debug)]
pub struct Channel {
    pub id: u64,
    pub kind: u8,
    pub guild: Option<u64>,
    pub name: String,
    pub parent: Option<u64>,
    /// Of a direct-message channel: the human and the bot.
    pub recipients: Vec<u64>,
    pub overwrites: Vec<Overwrite>,
    pub owner: Option<u64>,
    pub created: DateTime<Utc>,
    /// Oldest first: ids rise.
    pub messages: BTreeMap<u64, Message>,
}

#[derive(Clone, Debug)]
pub struct Message {
    pub id: u64,
    pub channel: u64,
    pub author: u64,
    pub content: String,
    pub embeds: Value,
    pub components: Value,
    pub flags: u64,
    pub sent: DateTime<Utc>,
    pub edited: Option<DateTime<Utc>>,
    /// Who was pinged.
    pub pinged: Vec<u64>,
    pub pings_everyone: bool,
    pub nonce: Option<Value>,
    /// The one who sees it, where it is ephemeral.
    pub only_for: Option<u64>,
    /// The interaction that it answers, and who made that.
    pub answers: Option<(u64, u64)>,
}

/// A bot that may log in.
#[derive(Clone, Debug)]
pub struct Application {
    pub id: u64,
    pub user: u64,
    pub token: String,
    /// Commands as they were registered, with their ids: global ones, and by guild.
    pub global_commands: Vec<Value>,
    pub guild_commands: HashMap<u64, Vec<Value>>,
}

/// Everything.
pub struct World {
    pub users: BTreeMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: BTreeMap<u64, Channel>,
    pub applications: Vec<Application>,
    pub interactions: HashMap<u64, Interaction>,
    pub sessions: Sessions,
    /// The message that a channel's nonce made, and when.
    pub nonces: HashMap<(u64, u64, String), (u64, Instant)>,
    last_id: u64,
}

/// A guild to be made.
#[derive(Clone, Debug, Deserialize)]
pub struct GuildSpec {
    pub name: String,
    #[serde(default)]
    pub channels: Vec<ChannelSpec>,
    #[serde(default)]
    pub users: Vec<UserSpec>,
    /// The guild's own language, `en-US` unless said.
    #[serde(default)]
    pub locale: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ChannelSpec {
    pub name: String,
    /// The names of those who see it; all, when it is left out.
    #[serde(default)]
    pub only: Option<Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct UserSpec {
    pub name: String,
    #[serde(default)]
    pub locale: Option<String>,
}

/// The ids of what was made, in the order in which it was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct MadeGuild {
    pub id: String,
    pub channels: Vec<Made>,
    pub users: Vec<Made>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Made {
    pub id: String,
    pub name: String,
}

impl World {
    /// A world with one bot and nothing else.
    pub fn new(now: DateTime<Utc>) -> Self {
        let mut world = Self {
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            applications: Vec::new(),
            interactions: HashMap::new(),
            sessions: Sessions::default(),
            nonces: HashMap::new(),
            last_id: 0,
        };
        let id = world.next_id(now);
        let secret: String = std::iter::repeat_with(fastrand::alphanumeric).take(38).collect();
        let name = "Kallelse".to_owned();
        world
            .users
            .insert(id, User { id, name, bot: true, locale: "en-US".into(), dms_closed: false });
        world.applications.push(Application {
            id,
            user: id,
            token: format!("sandbox.{id}.{secret}"),
            global_commands: Vec::new(),
            guild_commands: HashMap::new(),
        });
        world
    }

    /// A new id: time-ordered as Discord's, and always greater than the one before.
    pub fn next_id(&mut self, now: DateTime<Utc>) -> u64 {
        let since = (now.timestamp_millis() - DISCORD_EPOCH_MS).max(1);
        let fresh = u64::try_from(since).unwrap_or(1) << 22;
        self.last_id = fresh.max(self.last_id + 1);
        self.last_id
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

    /// Makes a guild and joins every bot. A user with a name that is known is the known one.
    pub fn make_guild(
        &mut self,
        spec: &GuildSpec,
        bot_permissions: u64,
        now: DateTime<Utc>,
    ) -> MadeGuild {
        let id = self.next_id(now);
        let users: Vec<u64> = spec.users.iter().map(|user| self.user_named(user, now)).collect();
        let bots: Vec<u64> = self.applications.iter().map(|application| application.user).collect();
        let bot_role = self.next_id(now);
        let roles = vec![
            Role { id, name: "@everyone".into(), permissions: permissions::USUAL_FOR_EVERYONE },
            Role { id: bot_role, name: "bot".into(), permissions: bot_permissions },
        ];
        let human = users.iter().map(|user| (*user, Member { roles: Vec::new(), joined: now }));
        let bot = bots.iter().map(|bot| (*bot, Member { roles: vec![bot_role], joined: now }));
        let members = human.chain(bot).collect();
        let locale = spec.locale.clone().unwrap_or_else(|| "en-US".into());
        // Nobody of those asked for should have an owner's rights by accident.
        let owner = self.next_id(now);
        let guild = Guild {
            id,
            name: spec.name.clone(),
            owner,
            locale,
            roles,
            members,
            channels: Vec::new(),
        };
        self.guilds.insert(id, guild);
        let channels: Vec<Made> = spec
            .channels
            .iter()
            .map(|channel| self.make_channel(id, channel, &bots, now))
            .collect();
        for bot in bots {
            self.announce_guild(id, bot);
        }
        let made = |(id, name): (&u64, &String)| Made { id: id.to_string(), name: name.clone() };
        let names = spec.users.iter().map(|user| &user.name);
        MadeGuild {
            id: id.to_string(),
            channels,
            users: users.iter().zip(names).map(made).collect(),
        }
    }

    fn user_named(&mut self, spec: &UserSpec, now: DateTime<Utc>) -> u64 {
        if let Some(known) = self.users.values().find(|user| user.name == spec.name) {
            return known.id;
        }
        let id = self.next_id(now);
        let locale = spec.locale.clone().unwrap_or_else(|| "en-US".into());
        self.users.insert(
            id,
            User { id, name: spec.name.clone(), bot: false, locale, dms_closed: false },
        );
        id
    }

    fn make_channel(
        &mut self,
        guild: u64,
        spec: &ChannelSpec,
        bots: &[u64],
        now: DateTime<Utc>,
    ) -> Made {
        let id = self.next_id(now);
        let mut overwrites = Vec::new();
        if let Some(only) = &spec.only {
            overwrites.push(Overwrite {
                id: guild,
                is_member: false,
                allow: 0,
                deny: permissions::VIEW_CHANNEL,
            });
            let let_in = self
                .users
                .values()
                .filter(|user| only.contains(&user.name) || bots.contains(&user.id));
            overwrites.extend(let_in.map(|user| Overwrite {
                id: user.id,
                is_member: true,
                allow: permissions::VIEW_CHANNEL,
                deny: 0,
            }));
        }
        let channel = Channel {
            guild: Some(guild),
            overwrites,
            ..Channel::new(id, GUILD_TEXT, &spec.name, now)
        };
        self.channels.insert(id, channel);
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.channels.push(id);
        }
        Made { id: id.to_string(), name: spec.name.clone() }
    }

    /// The direct-message channel of two users, made if there is none.
    pub fn direct_channel(&mut self, one: u64, other: u64, now: DateTime<Utc>) -> u64 {
        let known = self.channels.values().find(|channel| {
            channel.kind == DM
                && channel.recipients.contains(&one)
                && channel.recipients.contains(&other)
        });
        if let Some(channel) = known {
            return channel.id;
        }
        let id = self.next_id(now);
        let recipients = vec![other, one];
        self.channels.insert(id, Channel { recipients, ..Channel::new(id, DM, "", now) });
        id
    }

    /// What a user may do in a channel; nothing where they have no access.
    pub fn permissions(&self, channel: &Channel, user: u64) -> u64 {
        if channel.kind == DM {
            return if channel.recipients.contains(&user) {
                permissions::USUAL_FOR_A_BOT
            } else {
                0
            };
        }
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else { return 0 };
        let ruling = channel.parent.and_then(|id| self.channels.get(&id)).unwrap_or(channel);
        permissions::in_channel(guild, ruling, user)
    }

    pub fn message(&self, channel: u64, message: u64) -> Option<&Message> {
        self.channels.get(&channel)?.messages.get(&message)
    }

    pub fn message_mut(&mut self, channel: u64, message: u64) -> Option<&mut Message> {
        self.channels.get_mut(&channel)?.messages.get_mut(&message)
    }

    /// A message wherever it stands.
    pub fn find_message(&self, message: u64) -> Option<&Message> {
        self.channels.values().find_map(|channel| channel.messages.get(&message))
    }
}

impl Channel {
    pub fn new(id: u64, kind: u8, name: &str, created: DateTime<Utc>) -> Self {
        Self {
            id,
            kind,
            guild: None,
            name: name.to_owned(),
            parent: None,
            recipients: Vec::new(),
            overwrites: Vec::new(),
            owner: None,
            created,
            messages: BTreeMap::new(),
        }
    }
}
