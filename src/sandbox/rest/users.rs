//! Users, the bot itself, and where the gateway is.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::payload::Payload;
use super::{Answer, Api, Bot, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::gateway::{self, IDENTIFIES_A_DAY};
use crate::sandbox::world::{objects, permissions};

pub async fn gateway(State(shared): State<Api>, headers: HeaderMap) -> Json<Value> {
    Json(json!({ "url": gateway::url(&shared, &headers) }))
}

pub async fn gateway_bot(State(shared): State<Api>, headers: HeaderMap, bot: Bot) -> Json<Value> {
    let left = shared.world().sessions.identifies_left(bot.application);
    Json(json!({
        "url": gateway::url(&shared, &headers),
        "shards": 1,
        "session_start_limit": {
            "total": IDENTIFIES_A_DAY, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1,
        },
    }))
}

pub async fn me(State(shared): State<Api>, bot: Bot) -> Answer {
    let world = shared.world();
    Ok(Json(objects::own_user(world.users.get(&bot.user).ok_or(ApiError::UNKNOWN_USER)?)))
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
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner == bot.user,
            "permissions": permissions::in_guild(guild, bot.user).to_string(),
            "features": [],
        })
    });
    Json(partial.collect())
}

pub async fn application(State(shared): State<Api>, bot: Bot) -> Answer {
    let world = shared.world();
    let application = world.application(bot.application).ok_or(ApiError::UNKNOWN_APPLICATION)?;
    let user = world.users.get(&bot.user).ok_or(ApiError::UNKNOWN_USER)?;
    Ok(Json(objects::application(&world, application, user)))
}

pub async fn open_direct(
    State(shared): State<Api>,
    bot: Bot,
    Payload { body, .. }: Payload,
) -> Answer {
    let mut form = Form::default();
    if body["recipient_id"].is_null() {
        form.required("recipient_id");
    }
    let recipient = form.snowflake("recipient_id", &body["recipient_id"]);
    form.check()?;
    let mut world = shared.world();
    let known = recipient.filter(|id| world.users.get(id).is_some_and(|user| !user.bot));
    let recipient = known.ok_or(ApiError::UNKNOWN_USER)?;
    let id = world.direct_channel(bot.user, recipient, shared.time.now());
    let channel = world.channels.get(&id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    Ok(Json(objects::channel(&world, channel)))
}
