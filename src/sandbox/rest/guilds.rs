//! Guilds, their channels, roles and members.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::Value;

use super::{Answer, Api, Bot, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::objects;
use crate::sandbox::world::{Guild, World};

/// A guild that the bot is in.
fn own<'a>(world: &'a World, bot: &Bot, guild: &str) -> Result<&'a Guild, ApiError> {
    let guild = world.guilds.get(&snowflake(guild, "guild_id")?).ok_or(ApiError::UNKNOWN_GUILD)?;
    if guild.members.contains_key(&bot.user) { Ok(guild) } else { Err(ApiError::MISSING_ACCESS) }
}

pub async fn guild(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    Ok(Json(objects::guild(own(&world, &bot, &guild)?)))
}

pub async fn channels(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    let channels =
        own(&world, &bot, &guild)?.channels.iter().filter_map(|id| world.channels.get(id));
    Ok(Json(channels.map(|channel| objects::channel(&world, channel)).collect()))
}

pub async fn roles(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    Ok(Json((0..guild.roles.len()).map(|index| objects::role(guild, index)).collect()))
}

pub async fn member(
    State(shared): State<Api>,
    bot: Bot,
    Path((guild, user)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    let id = snowflake(&user, "user_id")?;
    let found = guild.members.get(&id).zip(world.users.get(&id)).ok_or(ApiError::UNKNOWN_MEMBER)?;
    Ok(Json(objects::member(found.0, found.1)))
}

#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    query: String,
    #[serde(default)]
    limit: Option<usize>,
}

pub async fn search(
    State(shared): State<Api>,
    bot: Bot,
    Path(guild): Path<String>,
    Query(search): Query<Search>,
) -> Answer {
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    let wanted = search.query.to_lowercase();
    let found =
        guild.members.iter().filter_map(|(id, member)| Some((member, world.users.get(id)?)));
    let found = found.filter(|(_, user)| user.name.to_lowercase().starts_with(&wanted));
    let listed: Vec<Value> = found
        .take(search.limit.unwrap_or(1).clamp(1, 1000))
        .map(|(member, user)| objects::member(member, user))
        .collect();
    Ok(Json(Value::Array(listed)))
}
