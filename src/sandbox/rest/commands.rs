//! Registering commands, everywhere or in one guild.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde_json::Value;

use super::payload::Payload;
use super::{Answer, Api, Bot, Done, asks_for, snowflake};
use crate::sandbox::commands as rules;
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::{Application, World};

/// Discord takes at most so many commands of a kind.
const MOST_COMMANDS: usize = 100;

/// Where commands are registered: whose, and in which guild, if in one. Read from the path.
struct Place {
    application: u64,
    guild: Option<u64>,
}

type Names = Path<HashMap<String, String>>;

/// The bot's own place: no other application may be touched, and no guild that it is not in.
fn place(world: &World, bot: &Bot, names: &Names) -> Result<Place, ApiError> {
    let named = |name: &str| names.get(name).map(String::as_str);
    let application = snowflake(named("app").unwrap_or_default(), "application_id")?;
    if application != bot.application {
        return Err(ApiError::MISSING_ACCESS);
    }
    let guild = named("guild").map(|guild| snowflake(guild, "guild_id")).transpose()?;
    let is_in = |id| world.guilds.get(&id).is_some_and(|one| one.members.contains_key(&bot.user));
    match guild {
        Some(guild) if !is_in(guild) => Err(ApiError::MISSING_ACCESS),
        _ => Ok(Place { application, guild }),
    }
}

/// The commands that are registered in the place that a path names.
fn registered<'a>(
    world: &'a mut World,
    bot: &Bot,
    names: &Names,
) -> Result<&'a mut Vec<Value>, ApiError> {
    let place = place(world, bot, names)?;
    let application = world.application_mut(place.application);
    Ok(application.ok_or(ApiError::UNKNOWN_APPLICATION)?.commands(place.guild))
}

/// Registers commands in place of those with the same name, or of all.
fn register(
    shared: &Api,
    bot: &Bot,
    names: &Names,
    new: &[Value],
    all: bool,
) -> Result<Vec<(Value, bool)>, ApiError> {
    if all {
        rules::check_all(new)?;
    } else {
        new.iter().try_for_each(rules::check)?;
    }
    let mut world = shared.world();
    let place = place(&world, bot, names)?;
    let fresh: Vec<u64> = new.iter().map(|_| world.next_id(shared.time.now())).collect();
    let application =
        world.application_mut(place.application).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let made = put(application, &place, new, &fresh, all)?;
    world.structure += 1;
    Ok(made)
}

/// Each command as it is kept, and whether there was none of its name.
fn put(
    application: &mut Application,
    place: &Place,
    new: &[Value],
    fresh: &[u64],
    all: bool,
) -> Result<Vec<(Value, bool)>, ApiError> {
    let id = application.id;
    let kept = application.commands(place.guild);
    let same = |one: &Value, other: &Value| {
        one["name"] == other["name"]
            && one["type"].as_u64().unwrap_or(1) == other["type"].as_u64().unwrap_or(1)
    };
    let made = new.iter().zip(fresh).map(|(command, fresh)| {
        let known = kept.iter().find(|known| same(known, command));
        let known = known.and_then(|known| known["id"].as_str()?.parse().ok());
        let ids = (known.unwrap_or(*fresh), id);
        (rules::kept(command, ids, *fresh, place.guild), known.is_none())
    });
    let made: Vec<(Value, bool)> = made.collect();
    let stays = |old: &&Value| !all && !made.iter().any(|(new, _)| same(old, new));
    let mut listed: Vec<Value> = kept.iter().filter(stays).cloned().collect();
    listed.extend(made.iter().map(|(command, _)| command.clone()));
    let of_a_kind =
        |kind: u64| listed.iter().filter(|one| one["type"].as_u64().unwrap_or(1) == kind).count();
    if (1..=4).any(|kind| of_a_kind(kind) > MOST_COMMANDS) {
        let message = "Maximum number of application commands reached (100).";
        return Err(Form::fault("_", "APPLICATION_COMMANDS_EXCEEDED", message));
    }
    *kept = listed;
    Ok(made)
}

pub async fn list(
    State(shared): State<Api>,
    bot: Bot,
    names: Names,
    Query(asked): Query<HashMap<String, String>>,
) -> Answer {
    let mut world = shared.world();
    let all = Value::Array(registered(&mut world, &bot, &names)?.clone());
    let localised = asks_for(asked.get("with_localizations").map(String::as_str));
    Ok(Json(if localised { all } else { rules::without_localisations(&all) }))
}

/// Registers these commands and no others.
pub async fn replace(
    State(shared): State<Api>,
    bot: Bot,
    names: Names,
    Payload { body, .. }: Payload,
) -> Answer {
    let listed = body.as_array().ok_or(ApiError::BAD_JSON)?;
    let made = register(&shared, &bot, &names, listed, true)?;
    Ok(Json(made.into_iter().map(|(command, _)| command).collect()))
}

/// Registers a command, or a new one in place of that with its name.
pub async fn create(
    State(shared): State<Api>,
    bot: Bot,
    names: Names,
    Payload { body, .. }: Payload,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let made = register(&shared, &bot, &names, &[body], false)?;
    let (command, is_new) = made.into_iter().next().ok_or(ApiError::UNKNOWN_COMMAND)?;
    Ok((if is_new { StatusCode::CREATED } else { StatusCode::OK }, Json(command)))
}

fn is_named(names: &Names) -> impl Fn(&Value) -> bool {
    let id = names.get("command").cloned().unwrap_or_default();
    move |command| command["id"] == id.as_str()
}

pub async fn one(State(shared): State<Api>, bot: Bot, names: Names) -> Answer {
    let mut world = shared.world();
    let is_wanted = is_named(&names);
    let found = registered(&mut world, &bot, &names)?.iter().find(|one| is_wanted(one)).cloned();
    Ok(Json(found.ok_or(ApiError::UNKNOWN_COMMAND)?))
}

/// Changes what the body names of a command. Its type stays what it is.
pub async fn edit(
    State(shared): State<Api>,
    bot: Bot,
    names: Names,
    Payload { body, .. }: Payload,
) -> Answer {
    let fields = body.as_object().ok_or(ApiError::BAD_JSON)?;
    let mut world = shared.world();
    let place = place(&world, &bot, &names)?;
    let version = world.next_id(shared.time.now());
    let is_wanted = is_named(&names);
    let listed = registered(&mut world, &bot, &names)?;
    let known = listed.iter().find(|one| is_wanted(one)).ok_or(ApiError::UNKNOWN_COMMAND)?;
    let mut changed = known.clone();
    for (key, value) in fields.iter().filter(|(key, _)| *key != "type") {
        changed[key] = value.clone();
    }
    rules::check(&changed)?;
    let taken = |one: &Value| {
        one["name"] == changed["name"] && one["type"] == changed["type"] && !is_wanted(one)
    };
    if listed.iter().any(taken) {
        let message = "Application command names must be unique";
        return Err(Form::fault("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message));
    }
    let id = known["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(version);
    let kept = rules::kept(&changed, (id, place.application), version, place.guild);
    if let Some(known) = listed.iter_mut().find(|one| is_wanted(one)) {
        *known = kept.clone();
    }
    world.structure += 1;
    Ok(Json(kept))
}

pub async fn delete(State(shared): State<Api>, bot: Bot, names: Names) -> Done {
    let mut world = shared.world();
    let is_wanted = is_named(&names);
    let kept = registered(&mut world, &bot, &names)?;
    let before = kept.len();
    kept.retain(|known| !is_wanted(known));
    let gone = kept.len() < before;
    world.structure += 1;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::UNKNOWN_COMMAND) }
}
