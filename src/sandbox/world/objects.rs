//! Discord's objects as JSON, from what there is.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{
    Answer, Application, Channel, DM, File, Guild, Member, Message, MessageKind, Role,
    ScheduledEvent, User, World,
};

/// A guild with more members is large.
const SMALL: usize = 250;

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
        "primary_guild": null,
    })
}

/// The user that a bot itself is.
pub fn own_user(of: &User) -> Value {
    let mut object = user(of);
    object["mfa_enabled"] = json!(false);
    object["locale"] = json!(of.locale);
    object["verified"] = json!(true);
    object["email"] = Value::Null;
    object
}

pub fn application(world: &World, application: &Application, bot: &User) -> Value {
    let guilds = world.guilds.values().filter(|guild| guild.members.contains_key(&bot.id));
    json!({
        "id": application.id.to_string(),
        "type": null,
        "name": bot.name,
        "icon": null,
        "description": "",
        "bot_public": true,
        "bot_require_code_grant": false,
        "verify_key": "0".repeat(64),
        "flags": 0,
        "flags_new": "0",
        "bot": user(bot),
        "owner": user(bot),
        "team": null,
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "approximate_guild_count": guilds.count(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": ["applications.commands", "bot"],
    })
}

pub fn member(member: &Member, of: &User) -> Value {
    let mut object = member_without_user(member);
    object["user"] = user(of);
    object
}

/// A member where the user stands beside it.
pub fn member_without_user(member: &Member) -> Value {
    json!({
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
    object["last_pin_timestamp"] = json!(channel.pinned.map(timestamp));
    if channel.is_thread() {
        let state = &channel.thread;
        object["owner_id"] = json!(channel.owner.map(|id| id.to_string()));
        object["message_count"] = json!(channel.messages.len());
        object["member_count"] = json!(state.members.len());
        object["total_message_sent"] = json!(channel.messages.len());
        object["thread_metadata"] = json!({
            "archived": state.archived,
            "auto_archive_duration": state.auto_archive,
            "archive_timestamp": timestamp(channel.created),
            "create_timestamp": timestamp(channel.created),
            "locked": state.locked,
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

/// A member of a thread.
pub fn thread_member(thread: &Channel, user: u64, joined: DateTime<Utc>) -> Value {
    json!({
        "id": thread.id.to_string(),
        "user_id": user.to_string(),
        "join_timestamp": timestamp(joined),
        "flags": 1,
    })
}

pub fn role(role: &Role, position: usize) -> Value {
    json!({
        "id": role.id.to_string(),
        "name": role.name,
        "description": null,
        "color": 0,
        "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
        "hoist": false,
        "icon": null,
        "unicode_emoji": null,
        "position": position,
        "permissions": role.permissions.to_string(),
        "managed": role.managed,
        "mentionable": role.mentionable,
        "flags": 0,
    })
}

/// All roles of a guild, everybody's first.
pub fn roles(guild: &Guild) -> Value {
    guild.roles.iter().enumerate().map(|(position, one)| role(one, position)).collect()
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
        "roles": roles(guild),
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
        "incidents_data": null,
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

/// A guild as it is announced to a bot that joins or connects: with all members of a small one to
/// those who asked for presences, and with the bot alone to others (documentation, "Guild Create").
pub fn announced_guild(world: &World, of: &Guild, bot: u64, presences: bool) -> Value {
    let channels = of.channels.iter().filter_map(|id| world.channels.get(id));
    let threads = world.threads_of(of.id);
    let threads = threads.filter(|one| !one.thread.archived && world.sees(one, bot));
    let own = of.members.get(&bot).zip(world.users.get(&bot));
    let is_small = of.members.len() <= SMALL;
    let told = of.members.iter().filter(|(id, _)| **id == bot || (presences && is_small));
    let told = told.filter_map(|(id, member)| Some((member, world.users.get(id)?)));
    let mut object = guild(of);
    object["joined_at"] = json!(own.map(|(member, _)| timestamp(member.joined)));
    object["large"] = json!(!is_small);
    object["unavailable"] = json!(false);
    object["member_count"] = json!(of.members.len());
    object["channels"] = channels.map(|one| channel(world, one)).collect();
    object["threads"] = threads.map(|one| channel(world, one)).collect();
    object["members"] = told.map(|(one, user)| member(one, user)).collect();
    for empty in ["voice_states", "presences", "stage_instances", "soundboard_sounds"] {
        object[empty] = json!([]);
    }
    object["guild_scheduled_events"] = of
        .events
        .values()
        .filter(|event| !event.status.is_over())
        .map(|event| scheduled_event(world, event))
        .collect();
    object
}

pub fn attachment(world: &World, file: &File) -> Value {
    let url = format!("{}{}", world.base, file.path());
    let mut object = json!({
        "id": file.id.to_string(),
        "filename": file.filename,
        "size": file.bytes.len(),
        "url": url,
        "proxy_url": url,
    });
    if let Some(kind) = &file.content_type {
        object["content_type"] = json!(kind);
    }
    if let Some(description) = &file.description {
        object["description"] = json!(description);
    }
    object
}

/// A message, with the one that it replies to.
pub fn message(world: &World, of: &Message) -> Value {
    let mut object = basic_message(world, of);
    if of.kind == MessageKind::Reply {
        let replied = of.reference.and_then(|(channel, id)| world.message(channel, id?));
        object["referenced_message"] = json!(replied.map(|found| basic_message(world, found)));
    }
    object
}

fn basic_message(world: &World, of: &Message) -> Value {
    let mentioned = of.mentions.iter().filter_map(|id| world.users.get(id)).map(user);
    let files = of.attachments.iter().filter_map(|id| world.files.get(id));
    let mut object = json!({
        "id": of.id.to_string(),
        "channel_id": of.channel.to_string(),
        "author": world.users.get(&of.author).map(user),
        "content": of.content,
        "timestamp": timestamp(of.sent),
        "edited_timestamp": of.edited.map(timestamp),
        "tts": false,
        "mention_everyone": of.mention_everyone,
        "mentions": mentioned.collect::<Vec<_>>(),
        "mention_roles": of.mention_roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "attachments": files.map(|file| attachment(world, file)).collect::<Vec<_>>(),
        "embeds": of.embeds,
        "components": of.components,
        "pinned": of.pinned.is_some(),
        "type": of.kind as u8,
        "flags": of.flags,
    });
    if let Some(nonce) = &of.nonce {
        object["nonce"] = nonce.clone();
    }
    if let Some(answer) = &of.answers {
        object["interaction_metadata"] = answered(world, answer);
        object["webhook_id"] = json!(of.author.to_string());
        object["application_id"] = json!(of.author.to_string());
    }
    if let Some((channel, message)) = of.reference {
        object["message_reference"] = reference(world, channel, message);
    }
    if let Some(thread) = world.channels.get(&of.id).filter(|channel| channel.is_thread()) {
        object["thread"] = channel(world, thread);
    }
    object
}

/// What a message tells of the interaction that it answers, by that one's type.
fn answered(world: &World, answer: &Answer) -> Value {
    let about = |id: u64, kind: u8| {
        json!({
            "id": id.to_string(),
            "type": kind,
            "user": world.users.get(&answer.by).map(user),
            "authorizing_integration_owners": {},
        })
    };
    let mut told = about(answer.interaction, answer.kind);
    let on_message = answer.on_message.map(|id| id.to_string());
    match (answer.kind, answer.opened_by) {
        (3, _) => told["interacted_message_id"] = json!(on_message),
        (5, Some(opener)) => {
            let mut opened = about(opener, if on_message.is_some() { 3 } else { 2 });
            if on_message.is_some() {
                opened["interacted_message_id"] = json!(on_message);
            }
            told["triggering_interaction_metadata"] = opened;
        }
        _ => {}
    }
    told
}

/// A message's content, gone: for a bot to which it is not open.
pub fn without_content(message: &Value) -> Value {
    let mut hidden = message.clone();
    hidden["content"] = json!("");
    for part in ["embeds", "components", "attachments"] {
        hidden[part] = json!([]);
    }
    if hidden["referenced_message"].is_object() {
        hidden["referenced_message"] = without_content(&message["referenced_message"]);
    }
    hidden
}

/// A message as a bot reads it over HTTP: its content is open to bots with the privileged intent,
/// and to those who wrote it, whom it mentions, or to whom it was sent (documentation, "Message
/// Content Intent").
pub fn message_for(world: &World, of: &Message, bot: u64) -> Value {
    let object = message(world, of);
    let privileged = world.application(bot).is_some_and(|bot| bot.privileged_intents);
    let direct = world.channels.get(&of.channel).is_some_and(|channel| channel.kind == DM);
    if privileged || direct || of.author == bot || of.mentions.contains(&bot) {
        object
    } else {
        without_content(&object)
    }
}

fn reference(world: &World, channel: u64, message: Option<u64>) -> Value {
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
    let mut object = json!({ "type": 0, "channel_id": channel.to_string() });
    for (key, id) in [("message_id", message), ("guild_id", guild)] {
        if let Some(id) = id {
            object[key] = json!(id.to_string());
        }
    }
    object
}

pub fn scheduled_event(world: &World, event: &ScheduledEvent) -> Value {
    json!({
        "id": event.id.to_string(),
        "guild_id": event.guild.to_string(),
        "channel_id": null,
        "creator_id": event.creator.to_string(),
        "creator": world.users.get(&event.creator).map(user),
        "name": event.name,
        "description": event.description,
        "image": null,
        "scheduled_start_time": timestamp(event.starts),
        "scheduled_end_time": timestamp(event.ends),
        "privacy_level": 2,
        "status": event.status as u8,
        "entity_type": 3,
        "entity_id": null,
        "entity_metadata": { "location": event.location },
        "recurrence_rule": null,
        "guild_scheduled_event_exceptions": [],
        "user_count": 0,
    })
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
