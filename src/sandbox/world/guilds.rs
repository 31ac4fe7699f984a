//! Guilds with their roles and members, and how they are made.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{Channel, GUILD_TEXT, Made, MadeGuild, ScheduledEvent, World, permissions};

#[derive(Clone, Debug)]
pub struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: u64,
    /// Whether anybody may ping those who have it.
    pub mentionable: bool,
    /// A bot's own.
    pub managed: bool,
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
    pub events: BTreeMap<u64, ScheduledEvent>,
}

#[derive(Clone, Debug)]
pub struct Overwrite {
    pub id: u64,
    pub is_member: bool,
    pub allow: u64,
    pub deny: u64,
}

/// Permissions as Discord writes them: a string of digits.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Permissions(u64);

impl From<u64> for Permissions {
    fn from(bits: u64) -> Self {
        Self(bits)
    }
}

impl TryFrom<String> for Permissions {
    type Error = std::num::ParseIntError;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        digits.parse().map(Self)
    }
}

/// A guild to be made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuildSpec {
    pub name: String,
    #[serde(default)]
    pub channels: Vec<ChannelSpec>,
    #[serde(default)]
    pub users: Vec<UserSpec>,
    /// The guild's own language, `en-US` unless said.
    #[serde(default)]
    pub locale: Option<String>,
    /// The user, by name, who owns it and may do everything; nobody who can act, unless said.
    #[serde(default)]
    pub owner: Option<String>,
    #[serde(default)]
    pub roles: Vec<RoleSpec>,
    /// What the bots' role may do; the usual, when it is left out.
    #[serde(default)]
    pub bot_permissions: Option<Permissions>,
    /// What everybody may do; the usual, when it is left out.
    #[serde(default)]
    pub everyone_permissions: Option<Permissions>,
    /// The bots that join, by their ids; all, when it is left out.
    #[serde(default)]
    pub bots: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSpec {
    pub name: String,
    /// The names of those who see it; all, when it is left out.
    #[serde(default)]
    pub only: Option<Vec<String>>,
    /// Whether bots see it all the same: they do, unless it is said that they do not.
    #[serde(default)]
    pub without_bots: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserSpec {
    pub name: String,
    #[serde(default)]
    pub locale: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleSpec {
    pub name: String,
    #[serde(default)]
    pub permissions: Option<Permissions>,
    #[serde(default)]
    pub mentionable: bool,
    /// The names of those who have it.
    #[serde(default)]
    pub members: Vec<String>,
}

impl World {
    /// Makes a guild and joins bots. A user with a name that is known is the known one.
    pub fn make_guild(
        &mut self,
        spec: &GuildSpec,
        bot_permissions: u64,
        now: DateTime<Utc>,
    ) -> MadeGuild {
        let id = self.next_id(now);
        let users: Vec<u64> = spec.users.iter().map(|user| self.user_named(user, now)).collect();
        let joins =
            |bot: u64| spec.bots.as_ref().is_none_or(|listed| listed.contains(&bot.to_string()));
        let bots: Vec<u64> =
            self.applications.iter().map(|one| one.user).filter(|bot| joins(*bot)).collect();
        let (roles, of_bots) = self.roles_of(id, spec, bot_permissions, now);
        let mut members: BTreeMap<u64, Member> = BTreeMap::new();
        for (user, named) in users.iter().zip(&spec.users) {
            let held = spec.roles.iter().zip(&roles[2..]);
            let held = held.filter(|(role, _)| role.members.contains(&named.name));
            let held = held.map(|(_, role)| role.id).collect();
            members.insert(*user, Member { roles: held, joined: now });
        }
        let own = bots.iter().map(|bot| (*bot, Member { roles: vec![of_bots], joined: now }));
        members.extend(own);
        // Nobody of those asked for should have an owner's rights by accident.
        let owner = spec.owner.as_ref().and_then(|owner| {
            self.users.values().find(|user| user.name == *owner).map(|user| user.id)
        });
        let guild = Guild {
            id,
            name: spec.name.clone(),
            owner: owner.unwrap_or_else(|| self.next_id(now)),
            locale: spec.locale.clone().unwrap_or_else(|| "en-US".into()),
            roles,
            members,
            channels: Vec::new(),
            events: BTreeMap::new(),
        };
        self.guilds.insert(id, guild);
        let make = |channel| self.make_channel(id, channel, &bots, now);
        let channels: Vec<Made> = spec.channels.iter().map(make).collect();
        self.structure += 1;
        for bot in bots {
            self.announce_guild(id, bot);
        }
        let named = users.iter().zip(&spec.users);
        let users = named.map(|(id, user)| Made::new(*id, &user.name)).collect();
        MadeGuild { id: id.to_string(), channels, users }
    }

    /// Everybody's role, the bots' and those asked for; and the id of the bots'.
    fn roles_of(
        &mut self,
        guild: u64,
        spec: &GuildSpec,
        bot_permissions: u64,
        now: DateTime<Utc>,
    ) -> (Vec<Role>, u64) {
        let of_bots = self.next_id(now);
        let role = |id, name: &str, permissions| Role {
            id,
            name: name.to_owned(),
            permissions,
            mentionable: false,
            managed: false,
        };
        let bot_permissions = spec.bot_permissions.as_ref().map_or(bot_permissions, |own| own.0);
        let of_everyone = spec.everyone_permissions.as_ref();
        let of_everyone = of_everyone.map_or(permissions::USUAL_FOR_EVERYONE, |own| own.0);
        let everyone = role(guild, "@everyone", of_everyone);
        let bots = Role { managed: true, ..role(of_bots, "bot", bot_permissions) };
        let mut roles = vec![everyone, bots];
        for asked in &spec.roles {
            let granted = asked.permissions.as_ref().map_or(0, |granted| granted.0);
            let made = role(self.next_id(now), &asked.name, granted);
            roles.push(Role { mentionable: asked.mentionable, ..made });
        }
        (roles, of_bots)
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
            let shut = permissions::VIEW_CHANNEL;
            overwrites.push(Overwrite { id: guild, is_member: false, allow: 0, deny: shut });
            let members = self.guilds.get(&guild).into_iter().flat_map(|one| one.members.keys());
            let members = members.filter_map(|id| self.users.get(id));
            let let_in = members.filter(|user| {
                only.contains(&user.name) || (bots.contains(&user.id) && !spec.without_bots)
            });
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
        Made::new(id, &spec.name)
    }
}
