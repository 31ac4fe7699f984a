//! What people do: commands, presses, forms, words.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::views::{can_say, seen};
use super::{Answer, Control, Refused, id_in, known_user};
use crate::sandbox::guide::Happening;
use crate::sandbox::interactions::{Deed, Done, Outcome, invoke};
use crate::sandbox::{Shared, validate};

/// What came of a person's deed, as tests and the page read it.
pub(super) fn told(shared: &Shared, user: u64, done: Done) -> Value {
    let world = shared.world();
    let message = |message: u64| {
        world
            .find_message(message)
            .filter(|found| found.is_for(user))
            .map(|found| seen(&world, found))
    };
    let mut told = match done.outcome {
        Some(Outcome::Replied(id)) => json!({ "status": "replied", "message": message(id) }),
        Some(Outcome::Deferred(id)) => {
            json!({ "status": "deferred", "message": id.and_then(message) })
        }
        Some(Outcome::Modal(modal)) => json!({ "status": "modal", "modal": modal }),
        Some(Outcome::Choices(choices)) => json!({ "choices": choices }),
        None => json!({ "status": "timeout" }),
    };
    told["interaction_id"] = json!(done.interaction.to_string());
    told["elapsed_ms"] = json!(done.elapsed.as_secs_f64() * 1000.0);
    told
}

pub(super) async fn carry_out(shared: &Shared, user: &str, deed: Deed<'_>) -> Answer {
    let user = known_user(&shared.world(), user)?;
    match invoke(shared, user, deed).await {
        Ok(done) => Ok(Json(told(shared, user, done))),
        Err(why) => Ok(Json(json!({ "status": "failed", "error": why }))),
    }
}

pub(super) async fn command(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let words = body["command"].as_str().unwrap_or_default();
    let deed =
        Deed::Command { channel: id_in(&body, "channel_id")?, words, options: &body["options"] };
    carry_out(&shared, &user, deed).await
}

pub(super) async fn autocomplete(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let words = body["command"].as_str().unwrap_or_default();
    let focused = body["focused"].as_str().unwrap_or_default();
    let channel = id_in(&body, "channel_id")?;
    let Json(mut told) = carry_out(
        &shared,
        &user,
        Deed::Typing { channel, words, options: &body["options"], focused },
    )
    .await?;
    if told["choices"].is_null() {
        told["choices"] = json!([]);
    }
    Ok(Json(told))
}

pub(super) async fn press(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let custom_id = body["custom_id"].as_str().unwrap_or_default();
    let deed =
        Deed::Press { message: id_in(&body, "message_id")?, custom_id, values: &body["values"] };
    let told = carry_out(&shared, &user, deed).await?;
    if told["status"] == "replied" || told["status"] == "deferred" {
        let picked = body["values"][0].as_str();
        shared.world().tell_guide(&Happening::Pressed { custom_id, picked });
        shared.changed();
    }
    Ok(told)
}

pub(super) async fn submit(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let deed =
        Deed::Submit { interaction: id_in(&body, "interaction_id")?, fields: &body["fields"] };
    carry_out(&shared, &user, deed).await
}

pub(super) async fn say(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let channel = id_in(&body, "channel_id")?;
    validate::message(&body, &[], true).map_err(|error| Refused::from(error.describe()))?;
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    let known = world.channels.get(&channel).ok_or_else(|| Refused::missing("channel"))?;
    if !can_say(&world, known, user) {
        return Err(Refused(StatusCode::FORBIDDEN, "the user may not write there".into()));
    }
    let mut content = json!({ "content": body["content"] });
    // A reply to what stands there.
    if !body["message_reference"].is_null() {
        content["message_reference"] = body["message_reference"].clone();
    }
    let message = world.new_message(channel, user, &content, &[], shared.time.now());
    let message = world.post(message);
    let told = world.find_message(message).map(|found| seen(&world, found));
    drop(world);
    shared.changed();
    Ok(Json(json!(told)))
}

/// The person turns to somebody directly: the channel with them, opened where there is none.
pub(super) async fn open_direct(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    let other = id_in(&body, "recipient_id")?;
    if !world.users.contains_key(&other) || other == user {
        return Err(Refused::missing("user"));
    }
    let channel = world.direct_channel(user, other, shared.time.now());
    drop(world);
    shared.changed();
    Ok(Json(json!({ "id": channel.to_string() })))
}

/// The person has read a channel to its end.
pub(super) async fn read(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let channel = id_in(&body, "channel_id")?;
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    let known = world.channels.get(&channel).ok_or_else(|| Refused::missing("channel"))?;
    if !world.sees(known, user) {
        return Err(Refused(StatusCode::FORBIDDEN, "the user does not see that channel".into()));
    }
    world.mark_read(user, channel);
    drop(world);
    shared.changed();
    Ok(Json(json!({})))
}
