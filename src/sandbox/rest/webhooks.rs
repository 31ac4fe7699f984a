//! Answers to interactions, and what follows them.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::payload::Payload;
use super::{Answer, Api, Done, asks_for, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::validate;
use crate::sandbox::world::{World, objects};

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    with_response: Option<String>,
}

pub async fn callback(
    State(shared): State<Api>,
    Path((interaction, token)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
    Payload { body, files }: Payload,
) -> Result<Response, ApiError> {
    let id = snowflake(&interaction, "interaction_id")?;
    let mut world = shared.world();
    let answered = world.answer(id, &token, &body, &files, shared.time.now())?;
    if asks_for(wanted.with_response.as_deref()) {
        return Ok(Json(world.shown_answer(&answered)).into_response());
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The message that a path names: `@original`, or one by its id that answers this interaction.
fn message(world: &World, app: &str, token: &str, message: &str) -> Result<u64, ApiError> {
    let interaction = world.interactions.by_token(snowflake(app, "application_id")?, token)?;
    if message == "@original" {
        return interaction.original.ok_or(ApiError::UNKNOWN_MESSAGE);
    }
    let id = snowflake(message, "message_id")?;
    let found = world.message(interaction.channel, id);
    let found =
        found.filter(|one| one.answers.is_some_and(|answer| answer.interaction == interaction.id));
    found.map(|found| found.id).ok_or(ApiError::UNKNOWN_MESSAGE)
}

fn shown(world: &World, message: u64) -> Answer {
    let found = world.find_message(message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
    Ok(Json(objects::message(world, found)))
}

/// Posts after the first answer. Without `wait` Discord does not wait for the message; to a bot's
/// own token it always answers with it.
pub async fn follow_up(
    State(shared): State<Api>,
    Path((app, token)): Path<(String, String)>,
    Payload { body, files }: Payload,
) -> Answer {
    validate::message(&body, &files, true)?;
    let mut world = shared.world();
    let interaction = world.interactions.by_token(snowflake(&app, "application_id")?, &token)?;
    if !interaction.answered {
        return Err(ApiError::UNKNOWN_WEBHOOK);
    }
    let id = interaction.id;
    let posted = world.follow_up(id, &body, &files, shared.time.now())?;
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
    Payload { body, files }: Payload,
) -> Answer {
    validate::message(&body, &files, false)?;
    let mut world = shared.world();
    let id = message(&world, &app, &token, &wanted)?;
    world.edit_anywhere(id, &body, &files, shared.time.now())?;
    shown(&world, id)
}

pub async fn delete(
    State(shared): State<Api>,
    Path((app, token, wanted)): Path<(String, String, String)>,
) -> Done {
    let mut world = shared.world();
    let id = message(&world, &app, &token, &wanted)?;
    let channel = world.find_message(id).ok_or(ApiError::UNKNOWN_MESSAGE)?.channel;
    world.delete(channel, id)?;
    Ok(StatusCode::NO_CONTENT)
}
