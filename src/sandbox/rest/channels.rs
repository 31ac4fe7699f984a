//! What bots ask about channels, and change in them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{Answer, Api, Bot, Done, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::world::{Channel, World, objects, permissions};

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

/// Shows that the bot writes.
pub async fn typing(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Done {
    let mut world = shared.world();
    let id = snowflake(&channel, "channel_id")?;
    let channel = allowed(&world, &bot, id, 0)?;
    let needed = permissions::to_send_in(channel);
    allowed(&world, &bot, id, needed)?;
    world.announce_typing(id, bot.user, shared.time.now().timestamp());
    Ok(StatusCode::NO_CONTENT)
}
