//! Discord's objects as JSON, from what there is.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::permissions;
use super::world::{Application, Channel, DM, Guild, Member, Message, PUBLIC_THREAD, User, World};

/// ISO 8601 as Discord writes it.
pub fn timestamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, false)
}

pub fn user(user: &User) -> Value {
    json!({
        "id": user.id.to_string(),
        "username": user.name,
        "discriminator": if user.bot { "0001" } else { "0" },
        "global_name": if user.bot { Value::Null } else { json!(user.name) },
        "avatar": null,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
        "accent_color": null,
        "banner": null,
    })
}

pub fn application(application: &Application, bot: &User) -> Value {
    json!({
        "id": application.id.to_string(),
        "name": bot.name,
        "icon": null,
        "description": "",
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "flags": 0,
        "bot": user(bot),
    })
}

pub fn member(member: &Member, of: &User) -> Value {
    json!({
        "user": user(of),
        "nick": null,
        "avatar": null,
        "banner": null,
        "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "joined_at": timestamp(member.joined),
        "premium_since": null,
        "communication_disabled_until": null,
        "deaf": false,
        "mute": false,
        "pending": false,
        "flags": 0,
    })
}

pub fn channel(world: &World, channel: &Channel) -> Value {
    let last = channel.messages.keys().next_back().map(ToString::to_string);
    let mut object = json!({
        "id": channel.id.to_string(),
        "type": channel.kind,
        "last_message_id": last,
        "flags": 0,
    });
    if channel.kind == DM {
        let others =
            channel.recipients.iter().filter_map(|id| world.users.get(id)).filter(|user| !user.bot);
        object["recipients"] = others.map(user).collect();
        return object;
    }
    object["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
    object["name"] = json!(channel.name);
    object["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
    object["rate_limit_per_user"] = json!(0);
    if channel.kind == PUBLIC_THREAD {
        object["owner_id"] = json!(channel.owner.map(|id| id.to_string()));
        object["message_count"] = json!(channel.messages.len());
        object["member_count"] = json!(1);
        object["total_message_sent"] = json!(channel.messages.len());
        object["thread_metadata"] = json!({
            "archived": false,
            "auto_archive_duration": 10080,
            "archive_timestamp": timestamp(channel.created),
            "create_timestamp": timestamp(channel.created),
            "locked": false,
        });
    } else {
        object["position"] = json!(0);
        object["topic"] = Value::Null;
        object["nsfw"] = json!(false);
        object["permission_overwrites"] = channel
            .overwrites
            .iter()
            .map(|one| {
                json!({
                    "id": one.id.to_string(),
                    "type": u8::from(one.is_member),
                    "allow": one.allow.to_string(),
                    "deny": one.deny.to_string(),
                })
            })
            .collect();
    }
    object
}

pub fn role(guild: &Guild, index: usize) -> Value {
    let role = &guild.roles[index];
    json!({
        "id": role.id.to_string(),
        "name": role.name,
        "description": null,
        "color": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false,
        "icon": null,
        "unicode_emoji": null,
        "position": index,
        "permissions": role.permissions.to_string(),
        "managed": index > 0,
        "mentionable": false,
        "flags": 0,
    })
}

/// A guild without its channels and members.
pub fn guild(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "icon": null,
        "splash": null,
        "discovery_splash": null,
        "home_header": null,
        "banner": null,
        "description": null,
        "owner_id": guild.owner.to_string(),
        "region": "deprecated",
        "afk_channel_id": null,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "roles": (0..guild.roles.len()).map(|index| role(guild, index)).collect::<Vec<_>>(),
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": null,
        "system_channel_id": null,
        "system_channel_flags": 0,
        "rules_channel_id": null,
        "vanity_url_code": null,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "public_updates_channel_id": null,
        "safety_alerts_channel_id": null,
        "max_members": 500_000,
        "max_presences": null,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "nsfw": false,
        "nsfw_level": 0,
        "premium_progress_bar_enabled": false,
        "widget_enabled": false,
        "widget_channel_id": null,
    })
}

/// A guild as it is announced to a bot that joins or connects. Without the privileged intent a bot
/// is told of no member but itself.
pub fn announced_guild(world: &World, of: &Guild, bot: u64) -> Value {
    let channels = of.channels.iter().filter_map(|id| world.channels.get(id));
    let threads =
        world.channels.values().filter(|c| c.kind == PUBLIC_THREAD && c.guild == Some(of.id));
    let own = of.members.get(&bot).zip(world.users.get(&bot));
    let mut object = guild(of);
    object["joined_at"] = json!(own.map(|(member, _)| timestamp(member.joined)));
    object["large"] = json!(false);
    object["unavailable"] = json!(false);
    object["member_count"] = json!(of.members.len());
    object["channels"] = channels.map(|one| channel(world, one)).collect();
    object["threads"] = threads.map(|one| channel(world, one)).collect();
    object["members"] = own.into_iter().map(|(one, user)| member(one, user)).collect();
    for empty in [
        "voice_states",
        "presences",
        "stage_instances",
        "guild_scheduled_events",
        "soundboard_sounds",
    ] {
        object[empty] = json!([]);
    }
    object
}

pub fn message(world: &World, of: &Message) -> Value {
    let mentioned =
        of.pinged.iter().filter_map(|id| world.users.get(id)).map(user).collect::<Vec<_>>();
    let mut object = json!({
        "id": of.id.to_string(),
        "channel_id": of.channel.to_string(),
        "author": world.users.get(&of.author).map(user),
        "content": of.content,
        "timestamp": timestamp(of.sent),
        "edited_timestamp": of.edited.map(timestamp),
        "tts": false,
        "mention_everyone": of.pings_everyone,
        "mentions": mentioned,
        "mention_roles": [],
        "attachments": [],
        "embeds": of.embeds,
        "components": of.components,
        "pinned": false,
        "type": if of.answers.is_some() { 20 } else { 0 },
        "flags": of.flags,
    });
    if let Some(nonce) = &of.nonce {
        object["nonce"] = nonce.clone();
    }
    if let Some((interaction, by)) = of.answers {
        object["interaction_metadata"] = json!({
            "id": interaction.to_string(),
            "type": 2,
            "user": world.users.get(&by).map(user),
            "authorizing_integration_owners": {},
        });
        object["webhook_id"] = json!(of.author.to_string());
        object["application_id"] = json!(of.author.to_string());
    }
    if let Some(thread) = world.channels.get(&of.id).filter(|channel| channel.kind == PUBLIC_THREAD)
    {
        object["thread"] = channel(world, thread);
    }
    object
}

/// A channel as part of an interaction.
pub fn partial_channel(world: &World, of: &Channel, user: u64) -> Value {
    let mut object = channel(world, of);
    if of.kind != DM {
        object["permissions"] = json!(world.permissions(of, user).to_string());
    }
    object
}

/// A member as part of an interaction, with what they may do in the channel.
pub fn member_in(world: &World, guild: &Guild, of: &Channel, id: u64) -> Option<Value> {
    let mut object = member(guild.members.get(&id)?, world.users.get(&id)?);
    object["permissions"] = json!(world.permissions(of, id).to_string());
    Some(object)
}

/// What a member may do in the guild, as Discord writes it.
pub fn guild_permissions(guild: &Guild, user: u64) -> String {
    permissions::in_guild(guild, user).to_string()
}
