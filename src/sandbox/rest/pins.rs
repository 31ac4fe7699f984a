//! Pinned messages (documentation, "Message Pin Object"): by the routes of today and of before.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::channels::allowed;
use super::{Answer, Api, Bot, Done, limit, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::{Channel, Message, World, objects, permissions};

fn readable<'a>(world: &'a World, bot: &Bot, channel: &str) -> Result<&'a Channel, ApiError> {
    let id = snowflake(channel, "channel_id")?;
    allowed(world, bot, id, permissions::READ_MESSAGE_HISTORY)
}

/// The pinned messages, those pinned last first.
fn pinned(channel: &Channel) -> Vec<&Message> {
    let mut pinned: Vec<&Message> =
        channel.messages.values().filter(|message| message.pinned.is_some()).collect();
    pinned.sort_by_key(|message| std::cmp::Reverse((message.pinned, message.id)));
    pinned
}

#[derive(Deserialize)]
pub struct Page {
    before: Option<String>,
    limit: Option<String>,
}

pub async fn list(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Query(page): Query<Page>,
) -> Answer {
    let limit = limit(page.limit.as_deref(), 50, 50)?;
    let mut form = Form::default();
    let before = form.instant("before", &json!(page.before));
    form.check()?;
    let world = shared.world();
    let mut found = pinned(readable(&world, &bot, &channel)?);
    found.retain(|message| before.is_none_or(|before| message.pinned < Some(before)));
    let items: Vec<Value> = found
        .iter()
        .take(limit)
        .map(|message| {
            let pinned = message.pinned.map(objects::timestamp);
            json!({ "pinned_at": pinned, "message": objects::message_for(&world, message, bot.user) })
        })
        .collect();
    Ok(Json(json!({ "items": items, "has_more": found.len() > limit })))
}

/// As Discord listed them before 2025.
pub async fn list_as_before(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
) -> Answer {
    let world = shared.world();
    let found = pinned(readable(&world, &bot, &channel)?);
    Ok(Json(
        found.into_iter().take(50).map(|one| objects::message_for(&world, one, bot.user)).collect(),
    ))
}

/// The ids of a message in a channel where the bot may pin.
fn pinnable(
    world: &World,
    bot: &Bot,
    channel: &str,
    message: &str,
) -> Result<(u64, u64), ApiError> {
    let id = snowflake(channel, "channel_id")?;
    let channel = allowed(world, bot, id, permissions::PIN_MESSAGES)?;
    Ok((channel.id, snowflake(message, "message_id")?))
}

pub async fn pin(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Done {
    let mut world = shared.world();
    let (channel, message) = pinnable(&world, &bot, &channel, &message)?;
    world.pin(channel, message, bot.user, shared.time.now())?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn unpin(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Done {
    let mut world = shared.world();
    let (channel, message) = pinnable(&world, &bot, &channel, &message)?;
    world.unpin(channel, message)?;
    Ok(StatusCode::NO_CONTENT)
}
