//! What there is in the sandbox: users, guilds, channels, messages, commands, sessions.

mod applications;
mod channels;
mod events;
mod files;
mod guilds;
mod mentions;
mod messages;
pub mod objects;
pub mod permissions;
mod reads;
mod shown;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use serde::Serialize;

pub use applications::Application;
pub use channels::{Channel, DM, GUILD_TEXT, PUBLIC_THREAD};
pub use events::{EventStatus, ScheduledEvent};
pub use files::{File, Upload};
pub use guilds::{ChannelSpec, Guild, GuildSpec, Member, Overwrite, Role, RoleSpec, UserSpec};
pub use messages::{
    Answer, EPHEMERAL, HAS_THREAD, IS_COMPONENTS_V2, LOADING, Message, MessageKind,
};
pub use reads::ReadState;
pub use shown::shown_components;

use super::gateway::Sessions;
use super::guide::{Guide, Happening};
use super::interactions::Interactions;

/// Discord's epoch, 2015-01-01, in Unix milliseconds.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

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

/// All that the sandbox's server knows: users, guilds with their channels and messages, and what has been registered.
pub struct World {
    pub users: BTreeMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: BTreeMap<u64, Channel>,
    pub applications: Vec<Application>,
    pub interactions: Interactions,
    pub sessions: Sessions,
    pub files: HashMap<u64, File>,
    /// Those of the files that belong to no message, oldest first.
    uploads: VecDeque<u64>,
    /// How far each user has read, by channel.
    pub reads: HashMap<u64, HashMap<u64, ReadState>>,
    /// The message that a channel's nonce made, and when.
    pub nonces: HashMap<(u64, u64, String), (u64, Instant)>,
    /// What the page leads a newcomer through.
    pub guide: Option<Arc<dyn Guide>>,
    /// Where the sandbox is reached: what the addresses of files begin with.
    pub base: String,
    /// Counts the changes to users, guilds, channels and commands: what is seldom read anew.
    pub structure: u64,
    last_id: u64,
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

impl Made {
    fn new(id: u64, name: &str) -> Self {
        Self { id: id.to_string(), name: name.to_owned() }
    }
}

/// The least id of what is made at a time (documentation, "Snowflakes").
pub fn id_of(at: DateTime<Utc>) -> u64 {
    let since = (at.timestamp_millis() - DISCORD_EPOCH_MS).max(1);
    u64::try_from(since).unwrap_or(1) << 22
}

impl World {
    /// A world with one bot and nothing else.
    pub fn new(base: String, now: DateTime<Utc>) -> Self {
        let mut world = Self {
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            applications: Vec::new(),
            interactions: Interactions::default(),
            sessions: Sessions::default(),
            files: HashMap::new(),
            uploads: VecDeque::new(),
            reads: HashMap::new(),
            nonces: HashMap::new(),
            guide: None,
            base,
            structure: 0,
            last_id: 0,
        };
        world.make_bot("Kallelse", now);
        world
    }

    /// Tells the guide what happened, if there is one.
    pub fn tell_guide(&self, happening: &Happening<'_>) {
        if let Some(guide) = &self.guide {
            guide.note(happening);
        }
    }

    /// A new id: time-ordered as Discord's, and always greater than the one before.
    pub fn next_id(&mut self, now: DateTime<Utc>) -> u64 {
        self.last_id = id_of(now).max(self.last_id + 1);
        self.last_id
    }

    /// The id of the user with this name, made if there is none.
    fn user_named(&mut self, spec: &UserSpec, now: DateTime<Utc>) -> u64 {
        if let Some(known) = self.users.values().find(|user| user.name == spec.name && !user.bot) {
            return known.id;
        }
        let id = self.next_id(now);
        let locale = spec.locale.clone().unwrap_or_else(|| "en-US".into());
        let user = User { id, name: spec.name.clone(), bot: false, locale, dms_closed: false };
        self.users.insert(id, user);
        id
    }

    /// What a user may do in a channel; nothing where they have no access.
    pub fn permissions(&self, channel: &Channel, user: u64) -> u64 {
        if channel.kind == DM {
            let own = channel.recipients.contains(&user);
            return if own { permissions::IN_A_DIRECT_CHANNEL } else { 0 };
        }
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else { return 0 };
        let ruling = channel.parent.and_then(|id| self.channels.get(&id)).unwrap_or(channel);
        permissions::in_channel(guild, ruling, user)
    }

    /// The threads of a guild.
    pub fn threads_of(&self, guild: u64) -> impl Iterator<Item = &Channel> {
        let threads = self.channels.values().filter(|channel| channel.is_thread());
        threads.filter(move |thread| thread.guild == Some(guild))
    }

    /// Whether a user sees a channel.
    pub fn sees(&self, channel: &Channel, user: u64) -> bool {
        self.permissions(channel, user) & permissions::VIEW_CHANNEL != 0
    }
}
