//! Messages in channels.

use std::time::Instant;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::channels::allowed;
use super::{Answer, Api, Bot, json, snowflake};
use crate::sandbox::errors::{ApiError, FormErrors};
use crate::sandbox::world::{DM, Message, PUBLIC_THREAD, World};
use crate::sandbox::{objects, permissions, validate};

#[derive(Deserialize)]
pub struct Page {
    before: Option<String>,
    after: Option<String>,
    around: Option<String>,
    limit: Option<String>,
}

/// Messages, newest first, as everybody sees them.
pub async fn list(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Query(page): Query<Page>,
) -> Answer {
    let limit: usize = match page.limit.as_deref().map(str::parse) {
        None => 50,
        Some(Ok(limit @ 1..=100)) => limit,
        Some(_) => {
            let mut errors = FormErrors::default();
            errors.add("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
            return Err(ApiError::invalid_form(errors));
        }
    };
    let id =
        |text: &Option<String>, at| text.as_deref().map(|text| snowflake(text, at)).transpose();
    let (before, after, around) =
        (id(&page.before, "before")?, id(&page.after, "after")?, id(&page.around, "around")?);
    let world = shared.world();
    let channel = allowed(&world, &bot, snowflake(&channel, "channel_id")?, 0)?;
    if world.permissions(channel, bot.user) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Ok(Json(Value::Array(Vec::new())));
    }
    let public = channel.messages.values().filter(|message| message.only_for.is_none());
    let mut found: Vec<&Message> = match (before, after, around) {
        (Some(before), ..) => {
            public.rev().filter(|message| message.id < before).take(limit).collect()
        }
        (_, Some(after), _) => public.filter(|message| message.id > after).take(limit).collect(),
        (_, _, Some(around)) => {
            let mut near: Vec<&Message> = public.collect();
            near.sort_by_key(|message| message.id.abs_diff(around));
            near.truncate(limit);
            near
        }
        _ => public.rev().take(limit).collect(),
    };
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    Ok(Json(found.into_iter().map(|message| objects::message(&world, message)).collect()))
}

pub async fn one(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let channel = allowed(
        &world,
        &bot,
        snowflake(&channel, "channel_id")?,
        permissions::READ_MESSAGE_HISTORY,
    )?;
    let found = channel
        .messages
        .get(&snowflake(&message, "message_id")?)
        .filter(|message| message.only_for.is_none());
    Ok(Json(objects::message(&world, found.ok_or(ApiError::UNKNOWN_MESSAGE)?)))
}

pub async fn create(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    body: Bytes,
) -> Answer {
    let body = json(&body)?;
    let id = snowflake(&channel, "channel_id")?;
    let mut world = shared.world();
    may_post(&world, &bot, id)?;
    validate::message(&body, true)?;
    let nonce = nonce_of(&body).map(|nonce| (id, bot.user, nonce));
    if let Some(nonce) = nonce.as_ref().filter(|_| body["enforce_nonce"] == true) {
        let known =
            world.nonces.get(nonce).filter(|(_, at)| at.elapsed() < shared.config.nonce_window);
        if let Some((message, _)) = known {
            let message = world.message(id, *message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
            return Ok(Json(objects::message(&world, message)));
        }
    }
    let mut message = world.new_message(id, bot.user, &body, shared.time.now());
    let held = world.channels.get(&id).map_or(0, |channel| world.permissions(channel, bot.user));
    if held & permissions::EMBED_LINKS == 0 {
        // Discord posts the message and leaves the embeds out.
        message.embeds = Value::Array(Vec::new());
    }
    let message = world.post(message);
    if let Some(nonce) = nonce {
        world.nonces.insert(nonce, (message, Instant::now()));
    }
    let message = world.message(id, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message(&world, message)))
}

fn nonce_of(body: &Value) -> Option<String> {
    match &body["nonce"] {
        Value::String(nonce) => Some(nonce.clone()),
        Value::Number(nonce) => Some(nonce.to_string()),
        _ => None,
    }
}

fn may_post(world: &World, bot: &Bot, channel: u64) -> Result<(), ApiError> {
    let kind = world.channels.get(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?.kind;
    let needed = if kind == PUBLIC_THREAD {
        permissions::SEND_MESSAGES_IN_THREADS
    } else {
        permissions::SEND_MESSAGES
    };
    let channel = allowed(world, bot, channel, needed)?;
    let humans = channel.recipients.iter().filter_map(|id| world.users.get(id));
    if channel.kind == DM && humans.into_iter().any(|user| user.dms_closed) {
        return Err(ApiError::CANNOT_DM);
    }
    Ok(())
}

/// The ids of a message of the bot's own.
fn own(
    world: &World,
    bot: &Bot,
    channel: &str,
    message: &str,
    refusal: ApiError,
) -> Result<(u64, u64), ApiError> {
    let channel = allowed(world, bot, snowflake(channel, "channel_id")?, 0)?;
    let message = channel
        .messages
        .get(&snowflake(message, "message_id")?)
        .ok_or(ApiError::UNKNOWN_MESSAGE)?;
    if message.author == bot.user { Ok((channel.id, message.id)) } else { Err(refusal) }
}

pub async fn edit(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
    body: Bytes,
) -> Answer {
    let body = json(&body)?;
    validate::message(&body, false)?;
    let mut world = shared.world();
    let (channel, message) = own(&world, &bot, &channel, &message, ApiError::NOT_THE_AUTHOR)?;
    world.edit(channel, message, &body, shared.time.now())?;
    let message = world.message(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message(&world, message)))
}

pub async fn delete(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let mut world = shared.world();
    let (channel, message) = own(&world, &bot, &channel, &message, ApiError::MISSING_PERMISSIONS)?;
    if let Some(channel) = world.channels.get_mut(&channel) {
        channel.messages.remove(&message);
    }
    Ok(StatusCode::NO_CONTENT)
}
