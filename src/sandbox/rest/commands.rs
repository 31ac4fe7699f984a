//! Registering commands.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::{Answer, Api, Bot, json, snowflake};
use crate::sandbox::commands as rules;
use crate::sandbox::errors::ApiError;
use crate::sandbox::world::{Application, World};

/// Discord takes at most so many chat commands.
const MOST_COMMANDS: usize = 100;

#[derive(Deserialize)]
pub struct Listing {
    #[serde(default)]
    with_localizations: Option<String>,
}

/// The bot's own application: no other may be touched.
fn own(bot: &Bot, application: &str) -> Result<u64, ApiError> {
    let id = snowflake(application, "application_id")?;
    if id == bot.application { Ok(id) } else { Err(ApiError::MISSING_ACCESS) }
}

fn guild(world: &World, bot: &Bot, guild: &str) -> Result<u64, ApiError> {
    let id = snowflake(guild, "guild_id")?;
    let member = world.guilds.get(&id).is_some_and(|guild| guild.members.contains_key(&bot.user));
    if member { Ok(id) } else { Err(ApiError::MISSING_ACCESS) }
}

fn registered(application: &mut Application, guild: Option<u64>) -> &mut Vec<Value> {
    match guild {
        Some(guild) => application.guild_commands.entry(guild).or_default(),
        None => &mut application.global_commands,
    }
}

fn listed(shared: &Api, application: u64, guild: Option<u64>, listing: &Listing) -> Answer {
    let mut world = shared.world();
    let application = world.application_mut(application).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let all = Value::Array(registered(application, guild).clone());
    let localised = listing.with_localizations.as_deref() == Some("true");
    Ok(Json(if localised { all } else { rules::without_localisations(&all) }))
}

/// Registers commands in place of those with the same name, or of all.
fn register(
    shared: &Api,
    application: u64,
    guild: Option<u64>,
    new: &[Value],
    all: bool,
) -> Result<Vec<Value>, ApiError> {
    new.iter().try_for_each(rules::check)?;
    let mut world = shared.world();
    let fresh: Vec<u64> = new.iter().map(|_| world.next_id(shared.time.now())).collect();
    let application = world.application_mut(application).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let id = application.id;
    let kept = registered(application, guild);
    let same = |one: &Value, other: &Value| {
        one["name"] == other["name"]
            && one["type"].as_u64().unwrap_or(1) == other["type"].as_u64().unwrap_or(1)
    };
    let made: Vec<Value> = new
        .iter()
        .zip(fresh)
        .map(|(command, fresh)| {
            let known = kept.iter().find(|known| same(known, command));
            let known = known.and_then(|known| known["id"].as_str()?.parse().ok());
            rules::kept(command, (known.unwrap_or(fresh), id), guild)
        })
        .collect();
    if all {
        kept.clear();
    }
    kept.retain(|old| !made.iter().any(|new| same(old, new)));
    if kept.len() + made.len() > MOST_COMMANDS {
        let mut errors = crate::sandbox::errors::FormErrors::default();
        errors.add(
            "_",
            "APPLICATION_COMMANDS_EXCEEDED",
            "Maximum number of application commands reached (100).",
        );
        return Err(ApiError::invalid_form(errors));
    }
    kept.extend(made.clone());
    Ok(made)
}

fn as_list(bytes: &Bytes) -> Result<Vec<Value>, ApiError> {
    json(bytes)?.as_array().cloned().ok_or(ApiError::BAD_JSON)
}

fn created(made: Vec<Value>) -> Result<(StatusCode, Json<Value>), ApiError> {
    let made = made.into_iter().next().ok_or(ApiError::UNKNOWN_COMMAND)?;
    Ok((StatusCode::CREATED, Json(made)))
}

pub async fn list(
    State(shared): State<Api>,
    bot: Bot,
    Path(app): Path<String>,
    Query(listing): Query<Listing>,
) -> Answer {
    listed(&shared, own(&bot, &app)?, None, &listing)
}

pub async fn replace(
    State(shared): State<Api>,
    bot: Bot,
    Path(app): Path<String>,
    body: Bytes,
) -> Answer {
    Ok(Json(Value::Array(register(&shared, own(&bot, &app)?, None, &as_list(&body)?, true)?)))
}

pub async fn create(
    State(shared): State<Api>,
    bot: Bot,
    Path(app): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    created(register(&shared, own(&bot, &app)?, None, &[json(&body)?], false)?)
}

pub async fn list_in_guild(
    State(shared): State<Api>,
    bot: Bot,
    Path((app, in_guild)): Path<(String, String)>,
    Query(listing): Query<Listing>,
) -> Answer {
    let id = guild(&shared.world(), &bot, &in_guild)?;
    listed(&shared, own(&bot, &app)?, Some(id), &listing)
}

pub async fn replace_in_guild(
    State(shared): State<Api>,
    bot: Bot,
    Path((app, in_guild)): Path<(String, String)>,
    body: Bytes,
) -> Answer {
    let id = guild(&shared.world(), &bot, &in_guild)?;
    Ok(Json(Value::Array(register(&shared, own(&bot, &app)?, Some(id), &as_list(&body)?, true)?)))
}

pub async fn create_in_guild(
    State(shared): State<Api>,
    bot: Bot,
    Path((app, in_guild)): Path<(String, String)>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let id = guild(&shared.world(), &bot, &in_guild)?;
    created(register(&shared, own(&bot, &app)?, Some(id), &[json(&body)?], false)?)
}

pub async fn one(
    State(shared): State<Api>,
    bot: Bot,
    Path((app, command)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let application =
        world.application_mut(own(&bot, &app)?).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let found = application.global_commands.iter().find(|known| known["id"] == command.as_str());
    Ok(Json(found.cloned().ok_or(ApiError::UNKNOWN_COMMAND)?))
}

pub async fn delete(
    State(shared): State<Api>,
    bot: Bot,
    Path((app, command)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let mut world = shared.world();
    let application =
        world.application_mut(own(&bot, &app)?).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let before = application.global_commands.len();
    application.global_commands.retain(|known| known["id"] != command.as_str());
    if application.global_commands.len() == before {
        Err(ApiError::UNKNOWN_COMMAND)
    } else {
        Ok(StatusCode::NO_CONTENT)
    }
}
