//! Answers to interactions, and what follows them.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{Answer, Api, json, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::world::World;
use crate::sandbox::{objects, validate};

pub async fn callback(
    State(shared): State<Api>,
    Path((interaction, token)): Path<(String, String)>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let body = json(&body)?;
    let id = snowflake(&interaction, "interaction_id")?;
    shared.world().answer(id, &token, &body, shared.time.now())?;
    Ok(StatusCode::NO_CONTENT)
}

/// The message that a path names: `@original`, or one by its id that answers this interaction.
fn message(world: &World, app: &str, token: &str, message: &str) -> Result<u64, ApiError> {
    let interaction = world.by_token(snowflake(app, "application_id")?, token)?;
    if message == "@original" {
        return interaction.original.ok_or(ApiError::UNKNOWN_MESSAGE);
    }
    let id = snowflake(message, "message_id")?;
    let found = world
        .find_message(id)
        .filter(|found| found.answers.is_some_and(|(of, _)| of == interaction.id));
    found.map(|found| found.id).ok_or(ApiError::UNKNOWN_MESSAGE)
}

fn shown(world: &World, message: u64) -> Answer {
    let found = world.find_message(message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message(world, found)))
}

pub async fn follow_up(
    State(shared): State<Api>,
    Path((app, token)): Path<(String, String)>,
    body: Bytes,
) -> Answer {
    let body = json(&body)?;
    validate::message(&body, true)?;
    let mut world = shared.world();
    let interaction = world.by_token(snowflake(&app, "application_id")?, &token)?;
    if !interaction.answered {
        return Err(ApiError::UNKNOWN_WEBHOOK);
    }
    let id = interaction.id;
    let posted = world.post_answer(id, &body, 0, shared.time.now())?;
    shown(&world, posted)
}

pub async fn one(
    State(shared): State<Api>,
    Path((app, token, wanted)): Path<(String, String, String)>,
) -> Answer {
    let world = shared.world();
    let id = message(&world, &app, &token, &wanted)?;
    shown(&world, id)
}

pub async fn edit(
    State(shared): State<Api>,
    Path((app, token, wanted)): Path<(String, String, String)>,
    body: Bytes,
) -> Answer {
    let body = json(&body)?;
    validate::message(&body, false)?;
    let mut world = shared.world();
    let id = message(&world, &app, &token, &wanted)?;
    world.edit_anywhere(id, &body, shared.time.now())?;
    shown(&world, id)
}

pub async fn delete(
    State(shared): State<Api>,
    Path((app, token, wanted)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    let mut world = shared.world();
    let id = message(&world, &app, &token, &wanted)?;
    let channel = world.find_message(id).ok_or(ApiError::UNKNOWN_MESSAGE)?.channel;
    if let Some(channel) = world.channels.get_mut(&channel) {
        channel.messages.remove(&id);
    }
    Ok(StatusCode::NO_CONTENT)
}
