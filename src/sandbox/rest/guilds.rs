//! Guilds, their channels, roles and members.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Api, Bot, asks_for, limit, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::{Guild, Member, User, World, objects};

/// A guild that the bot is in.
pub fn own<'a>(world: &'a World, bot: &Bot, guild: &str) -> Result<&'a Guild, ApiError> {
    let guild = world.guilds.get(&snowflake(guild, "guild_id")?).ok_or(ApiError::UNKNOWN_GUILD)?;
    if guild.members.contains_key(&bot.user) { Ok(guild) } else { Err(ApiError::MISSING_ACCESS) }
}

#[derive(Deserialize)]
pub struct Counts {
    with_counts: Option<String>,
}

pub async fn guild(
    State(shared): State<Api>,
    bot: Bot,
    Path(guild): Path<String>,
    Query(counts): Query<Counts>,
) -> Answer {
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    let mut object = objects::guild(guild);
    if asks_for(counts.with_counts.as_deref()) {
        object["approximate_member_count"] = json!(guild.members.len());
        object["approximate_presence_count"] = json!(guild.members.len());
    }
    Ok(Json(object))
}

pub async fn channels(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    let channels =
        own(&world, &bot, &guild)?.channels.iter().filter_map(|id| world.channels.get(id));
    Ok(Json(channels.map(|channel| objects::channel(&world, channel)).collect()))
}

pub async fn roles(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    Ok(Json(objects::roles(own(&world, &bot, &guild)?)))
}

pub async fn role(
    State(shared): State<Api>,
    bot: Bot,
    Path((guild, role)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    let id = snowflake(&role, "role_id")?;
    let place = guild.roles.iter().position(|role| role.id == id).ok_or(ApiError::UNKNOWN_ROLE)?;
    Ok(Json(objects::role(&guild.roles[place], place)))
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

/// Members with their users, by their ids.
fn members_of<'a>(
    world: &'a World,
    guild: &'a Guild,
) -> impl Iterator<Item = (&'a Member, &'a User)> {
    guild.members.iter().filter_map(|(id, member)| Some((member, world.users.get(id)?)))
}

#[derive(Deserialize)]
pub struct Page {
    limit: Option<String>,
    after: Option<String>,
}

/// All members, from one id on. It needs the privileged intent.
pub async fn members(
    State(shared): State<Api>,
    bot: Bot,
    Path(guild): Path<String>,
    Query(page): Query<Page>,
) -> Answer {
    let limit = limit(page.limit.as_deref(), 1, 1000)?;
    let after = page.after.as_deref().map_or(Ok(0), |text| snowflake(text, "after"))?;
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    if !world.application(bot.application).is_some_and(|one| one.privileged_intents) {
        return Err(ApiError::MISSING_ACCESS);
    }
    let found = members_of(&world, guild).filter(|(_, user)| user.id > after).take(limit);
    Ok(Json(found.map(|(member, user)| objects::member(member, user)).collect()))
}

#[derive(Deserialize)]
pub struct Search {
    query: Option<String>,
    limit: Option<String>,
}

/// Members whose names begin so.
pub async fn search(
    State(shared): State<Api>,
    bot: Bot,
    Path(guild): Path<String>,
    Query(search): Query<Search>,
) -> Answer {
    let limit = limit(search.limit.as_deref(), 1, 1000)?;
    let world = shared.world();
    let guild = own(&world, &bot, &guild)?;
    let Some(wanted) = search.query.filter(|query| !query.is_empty()) else {
        return Err(Form::fault("query", "BASE_TYPE_REQUIRED", "This field is required"));
    };
    let wanted = wanted.to_lowercase();
    let fits = |(_, user): &(&Member, &User)| user.name.to_lowercase().starts_with(&wanted);
    let found = members_of(&world, guild).filter(fits).take(limit);
    Ok(Json(found.map(|(member, user)| objects::member(member, user)).collect()))
}
