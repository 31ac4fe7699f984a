//! Channels and threads.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::{Answer, Api, Bot, json, snowflake};
use crate::sandbox::errors::{ApiError, FormErrors};
use crate::sandbox::world::{Channel, GUILD_TEXT, HAS_THREAD, PUBLIC_THREAD, World};
use crate::sandbox::{objects, permissions};

/// A channel in which the bot has these permissions.
pub fn allowed<'a>(
    world: &'a World,
    bot: &Bot,
    channel: u64,
    needed: u64,
) -> Result<&'a Channel, ApiError> {
    let channel = world.channels.get(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    let held = world.permissions(channel, bot.user);
    if held & permissions::VIEW_CHANNEL == 0 {
        return Err(ApiError::MISSING_ACCESS);
    }
    if held & needed == needed { Ok(channel) } else { Err(ApiError::MISSING_PERMISSIONS) }
}

pub async fn channel(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Answer {
    let world = shared.world();
    let channel = allowed(&world, &bot, snowflake(&channel, "channel_id")?, 0)?;
    Ok(Json(objects::channel(&world, channel)))
}

/// Opens a thread under a message; it takes the message's id.
pub async fn open_thread(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let body = json(&body)?;
    let (channel, message) =
        (snowflake(&channel, "channel_id")?, snowflake(&message, "message_id")?);
    let name = body["name"].as_str().unwrap_or_default();
    let mut errors = FormErrors::default();
    errors.length("name", name, 1, 100);
    errors.check()?;
    let mut world = shared.world();
    let parent = allowed(&world, &bot, channel, permissions::CREATE_PUBLIC_THREADS)?;
    let guild =
        parent.guild.filter(|_| parent.kind == GUILD_TEXT).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    if world.channels.contains_key(&message) {
        return Err(ApiError::THREAD_EXISTS);
    }
    let under = world.message_mut(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    under.flags |= HAS_THREAD;
    let thread = Channel {
        guild: Some(guild),
        parent: Some(channel),
        owner: Some(bot.user),
        ..Channel::new(message, PUBLIC_THREAD, name, shared.time.now())
    };
    world.channels.insert(message, thread);
    world.announce_thread(message);
    let thread = world.channels.get(&message).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    Ok((StatusCode::CREATED, Json(objects::channel(&world, thread))))
}
