//! What people see: guilds, channels, messages, and who was pinged where.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Control, Refused, id, known_user};
use crate::sandbox::world::{Channel, DM, Message, PUBLIC_THREAD, World};
use crate::sandbox::{objects, permissions};

pub(super) async fn state(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let users = world.users.values().map(|user| {
        json!({ "id": user.id.to_string(), "name": user.name, "bot": user.bot, "locale": user.locale, "dms_closed": user.dms_closed })
    });
    let guilds = world.guilds.values().map(|guild| {
        let threads = world
            .channels
            .values()
            .filter(|one| one.kind == PUBLIC_THREAD && one.guild == Some(guild.id));
        let channels = guild.channels.iter().filter_map(|id| world.channels.get(id)).chain(threads);
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "channels": channels.map(brief).collect::<Vec<_>>(),
            "members": guild.members.iter().map(|(id, member)| json!({
                "user_id": id.to_string(),
                "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    });
    let commands = world.applications.iter().flat_map(|application| {
        let of_guilds = application.guild_commands.values().flatten();
        application.global_commands.iter().chain(of_guilds).cloned()
    });
    let connected =
        world.applications.iter().any(|application| world.sessions.is_connected(application.id));
    Json(json!({
        "now": shared.time.now().to_rfc3339(),
        "users": users.collect::<Vec<_>>(),
        "guilds": guilds.collect::<Vec<_>>(),
        "commands": commands.collect::<Vec<_>>(),
        "bot_connected": connected,
    }))
}

pub(super) fn brief(channel: &Channel) -> Value {
    json!({
        "id": channel.id.to_string(),
        "name": channel.name,
        "type": channel.kind,
        "parent_id": channel.parent.map(|id| id.to_string()),
    })
}

#[derive(Deserialize)]
pub(super) struct As {
    r#as: String,
}

/// A message as a user sees it: with who was pinged, whatever the reader.
pub(super) fn seen(world: &World, message: &Message) -> Value {
    let mut object = objects::message(world, message);
    object["pinged"] = message.pinged.iter().map(ToString::to_string).collect();
    object
}

pub(super) fn messages_for(world: &World, channel: &Channel, user: u64) -> Vec<Value> {
    let visible = channel
        .messages
        .values()
        .filter(|message| message.only_for.is_none_or(|only| only == user));
    visible.map(|message| seen(world, message)).collect()
}

pub(super) async fn messages(
    State(shared): State<Control>,
    Path(channel): Path<String>,
    Query(who): Query<As>,
) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &who.r#as)?;
    let channel =
        world.channels.get(&id(&channel, "channel")?).ok_or_else(|| Refused::missing("channel"))?;
    if world.permissions(channel, user) & permissions::VIEW_CHANNEL == 0 {
        return Err(Refused(StatusCode::FORBIDDEN, "the user does not see that channel".into()));
    }
    Ok(Json(Value::Array(messages_for(&world, channel, user))))
}

pub(super) async fn dms(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let own = world
        .channels
        .values()
        .filter(|channel| channel.kind == DM && channel.recipients.contains(&user));
    let listed = own.map(|channel| {
        let mut object = objects::channel(&world, channel);
        object["messages"] = Value::Array(messages_for(&world, channel, user));
        object
    });
    Ok(Json(listed.collect()))
}

/// The channels that a user sees, with their newest message that the user sees.
pub(super) async fn channels(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let visible = world
        .channels
        .values()
        .filter(|channel| world.permissions(channel, user) & permissions::VIEW_CHANNEL != 0);
    let listed = visible.map(|channel| {
        let newest = channel
            .messages
            .values()
            .rfind(|message| message.only_for.is_none_or(|only| only == user));
        let mut object = brief(channel);
        object["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
        object["last_message_id"] = json!(newest.map(|message| message.id.to_string()));
        object["can_send"] = json!(can_say(&world, channel, user));
        object
    });
    Ok(Json(listed.collect()))
}

/// Who was pinged where: `{user: {channel: [message]}}`. Every direct message is for the one who
/// gets it. What the page's marks are made of.
pub(super) async fn pings(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let mut pings = json!({});
    for channel in world.channels.values() {
        for message in channel.messages.values() {
            let direct = channel.recipients.iter().filter(|_| channel.kind == DM);
            let told = message.pinged.iter().chain(direct).filter(|user| **user != message.author);
            for user in told.collect::<BTreeSet<_>>() {
                let list = &mut pings[user.to_string()][channel.id.to_string()];
                match list.as_array_mut() {
                    Some(list) => list.push(json!(message.id.to_string())),
                    None => *list = json!([message.id.to_string()]),
                }
            }
        }
    }
    Json(pings)
}

pub(super) fn can_say(world: &World, channel: &Channel, user: u64) -> bool {
    let needed = if channel.kind == PUBLIC_THREAD {
        permissions::SEND_MESSAGES_IN_THREADS
    } else {
        permissions::SEND_MESSAGES
    };
    world.permissions(channel, user) & needed != 0
}
