//! Messages in channels.

use std::time::Instant;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;

use super::channels::allowed;
use super::payload::Payload;
use super::{Answer, Api, Bot, Done, limit, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::{Form, id_of};
use crate::sandbox::validate;
use crate::sandbox::world::{Message, World, objects, permissions};

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
    let limit = limit(page.limit.as_deref(), 50, 100)?;
    let id =
        |text: &Option<String>, at| text.as_deref().map(|text| snowflake(text, at)).transpose();
    let (before, after, around) =
        (id(&page.before, "before")?, id(&page.after, "after")?, id(&page.around, "around")?);
    let world = shared.world();
    let channel = allowed(&world, &bot, snowflake(&channel, "channel_id")?, 0)?;
    if world.permissions(channel, bot.user) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Ok(Json(Value::Array(Vec::new())));
    }
    let public = |message: &&Message| message.only_for.is_none();
    let older = |before: u64| channel.messages.range(..before).rev().map(|(_, one)| one);
    let newer = |from: u64| channel.messages.range(from..).map(|(_, one)| one);
    let mut found: Vec<&Message> = match (before, after, around) {
        (Some(before), ..) => older(before).filter(public).take(limit).collect(),
        (_, Some(after), _) => newer(after.saturating_add(1)).filter(public).take(limit).collect(),
        (_, _, Some(around)) => {
            let from = older(around).filter(public).take(limit / 2);
            let to = newer(around).filter(public).take(limit - limit / 2);
            from.chain(to).collect()
        }
        _ => older(u64::MAX).filter(public).take(limit).collect(),
    };
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    Ok(Json(found.into_iter().map(|one| objects::message_for(&world, one, bot.user)).collect()))
}

fn shown(world: &World, channel: u64, message: u64) -> Answer {
    let message = world.message(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message(world, message)))
}

pub async fn one(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let id = snowflake(&channel, "channel_id")?;
    let channel = allowed(&world, &bot, id, permissions::READ_MESSAGE_HISTORY)?;
    let found = channel.messages.get(&snowflake(&message, "message_id")?);
    let found = found.filter(|message| message.only_for.is_none());
    let found = found.ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message_for(&world, found, bot.user)))
}

pub async fn create(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Payload { body, files }: Payload,
) -> Answer {
    let id = snowflake(&channel, "channel_id")?;
    validate::message(&body, &files, true)?;
    let window = shared.nonce_window();
    let mut world = shared.world();
    may_post(&world, &bot, id, !files.is_empty())?;
    check_reference(&world, id, &body)?;
    let nonce = nonce_of(&body).map(|nonce| (id, bot.user, nonce));
    if let Some(nonce) = nonce.as_ref().filter(|_| body["enforce_nonce"] == true) {
        let known = world.nonces.get(nonce).filter(|(_, at)| at.elapsed() < window);
        if let Some(&(message, _)) = known {
            return shown(&world, id, message);
        }
    }
    let mut message = world.new_message(id, bot.user, &body, &files, shared.time.now());
    world.strip_embeds(&mut message);
    let message = world.post(message);
    if let Some(nonce) = nonce {
        if world.nonces.len() > MANY_NONCES {
            world.nonces.retain(|_, (_, at)| at.elapsed() < window);
        }
        world.nonces.insert(nonce, (message, Instant::now()));
    }
    shown(&world, id, message)
}

/// Old nonces are looked for when there are more than so many.
const MANY_NONCES: usize = 100_000;

fn nonce_of(body: &Value) -> Option<String> {
    match &body["nonce"] {
        Value::String(nonce) => Some(nonce.clone()),
        Value::Number(nonce) => Some(nonce.to_string()),
        _ => None,
    }
}

fn may_post(world: &World, bot: &Bot, channel: u64, files: bool) -> Result<(), ApiError> {
    let found = world.channels.get(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    let mut needed = permissions::to_send_in(found);
    if files {
        needed |= permissions::ATTACH_FILES;
    }
    let channel = allowed(world, bot, channel, needed)?;
    let manages = world.permissions(channel, bot.user) & permissions::MANAGE_THREADS != 0;
    if channel.thread.locked && !manages {
        return Err(ApiError::ARCHIVED);
    }
    world.takes_messages(channel)
}

/// A reply needs the message that it answers, unless it says that it can do without.
fn check_reference(world: &World, channel: u64, body: &Value) -> Result<(), ApiError> {
    let id = id_of(&body["message_reference"]["message_id"]);
    let is_there = |id| world.message(channel, id).is_some_and(|found| found.only_for.is_none());
    let missing = id.is_some_and(|id| !is_there(id));
    if missing && body["message_reference"]["fail_if_not_exists"] != false {
        let code = "REPLIES_UNKNOWN_MESSAGE";
        return Err(Form::fault("message_reference", code, "Unknown message"));
    }
    Ok(())
}

/// The ids of a message that the bot wrote, or of anybody's where it has the permission.
fn own(
    world: &World,
    bot: &Bot,
    (channel, message): (&str, &str),
    else_needed: Option<u64>,
    refusal: ApiError,
) -> Result<(u64, u64), ApiError> {
    let channel = allowed(world, bot, snowflake(channel, "channel_id")?, 0)?;
    let message = channel.messages.get(&snowflake(message, "message_id")?);
    let message = message.filter(|found| found.only_for.is_none());
    let message = message.ok_or(ApiError::UNKNOWN_MESSAGE)?;
    let held = world.permissions(channel, bot.user);
    let may = else_needed.is_some_and(|needed| held & needed != 0);
    if message.author == bot.user || may { Ok((channel.id, message.id)) } else { Err(refusal) }
}

pub async fn edit(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
    Payload { body, files }: Payload,
) -> Answer {
    validate::message(&body, &files, false)?;
    let mut world = shared.world();
    let refusal = ApiError::NOT_THE_AUTHOR;
    let (channel, message) = own(&world, &bot, (&channel, &message), None, refusal)?;
    let place = world.channels.get(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    if place.thread.archived {
        return Err(ApiError::ARCHIVED);
    }
    if !files.is_empty() && world.permissions(place, bot.user) & permissions::ATTACH_FILES == 0 {
        return Err(ApiError::MISSING_PERMISSIONS);
    }
    world.edit(channel, message, &body, &files, shared.time.now())?;
    shown(&world, channel, message)
}

pub async fn delete(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
) -> Done {
    let mut world = shared.world();
    let (refusal, manage) = (ApiError::MISSING_PERMISSIONS, Some(permissions::MANAGE_MESSAGES));
    let (channel, message) = own(&world, &bot, (&channel, &message), manage, refusal)?;
    world.delete(channel, message)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes 2 to 100 messages away at once, none of them older than two weeks.
pub async fn delete_many(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Payload { body, .. }: Payload,
) -> Done {
    if body["messages"].as_array().is_some_and(|listed| !(2..=100).contains(&listed.len())) {
        return Err(ApiError::TOO_FEW_TO_DELETE);
    }
    let mut form = Form::default();
    let listed = form.items("messages", &body["messages"], 2..=100);
    let ids: Vec<u64> = listed.iter().filter_map(|(at, id)| form.snowflake(at, id)).collect();
    form.check()?;
    let mut world = shared.world();
    let id = snowflake(&channel, "channel_id")?;
    let channel = allowed(&world, &bot, id, permissions::MANAGE_MESSAGES)?;
    let known: Vec<u64> = ids.into_iter().filter(|id| channel.messages.contains_key(id)).collect();
    let oldest = shared.time.now() - TimeDelta::days(14);
    if known.iter().any(|id| channel.messages[id].sent < oldest) {
        return Err(ApiError::TOO_OLD_TO_DELETE);
    }
    world.delete_all(id, &known);
    Ok(StatusCode::NO_CONTENT)
}
