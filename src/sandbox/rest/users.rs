//! Users, the bot itself, and where the gateway is.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::{Value, json as object};

use super::{Answer, Api, Bot, json, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::gateway::gateway_url;
use crate::sandbox::objects;

pub async fn gateway(State(shared): State<Api>) -> Json<Value> {
    Json(object!({ "url": gateway_url(&shared) }))
}

pub async fn gateway_bot(State(shared): State<Api>, _: Bot) -> Json<Value> {
    Json(object!({
        "url": gateway_url(&shared),
        "shards": 1,
        "session_start_limit": { "total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1 },
    }))
}

pub async fn me(State(shared): State<Api>, bot: Bot) -> Answer {
    let world = shared.world();
    let mut user = objects::user(world.users.get(&bot.user).ok_or(ApiError::UNKNOWN_USER)?);
    user["mfa_enabled"] = object!(false);
    user["locale"] = object!("en-US");
    Ok(Json(user))
}

pub async fn user(State(shared): State<Api>, _: Bot, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = world.users.get(&snowflake(&user, "user_id")?).ok_or(ApiError::UNKNOWN_USER)?;
    Ok(Json(objects::user(user)))
}

pub async fn my_guilds(State(shared): State<Api>, bot: Bot) -> Json<Value> {
    let world = shared.world();
    let guilds = world.guilds.values().filter(|guild| guild.members.contains_key(&bot.user));
    let partial = guilds.map(|guild| {
        object!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner == bot.user,
            "permissions": objects::guild_permissions(guild, bot.user),
            "features": [],
        })
    });
    Json(partial.collect())
}

pub async fn application(State(shared): State<Api>, bot: Bot) -> Answer {
    let world = shared.world();
    let application = world.application(bot.application).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let user = world.users.get(&bot.user).ok_or(ApiError::UNKNOWN_USER)?;
    Ok(Json(objects::application(application, user)))
}

pub async fn open_direct(State(shared): State<Api>, bot: Bot, body: Bytes) -> Answer {
    let body = json(&body)?;
    let recipient = snowflake(body["recipient_id"].as_str().unwrap_or_default(), "recipient_id")?;
    let mut world = shared.world();
    let known = world.users.get(&recipient).is_some_and(|user| !user.bot);
    if !known {
        return Err(ApiError::UNKNOWN_USER);
    }
    let id = world.direct_channel(bot.user, recipient, shared.time.now());
    let channel = world.channels.get(&id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    Ok(Json(objects::channel(&world, channel)))
}
