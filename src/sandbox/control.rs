//! Control, for tests and for the page: what people do and see, faults, traffic, the clock. Never
//! under `/api`. Ids are strings.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::{self, Kind};
use super::interactions::Outcome;
use super::invoke::{Deed, Done, invoke};
use super::world::{Channel, DM, GuildSpec, Message, PUBLIC_THREAD, World};
use super::{Shared, objects, permissions};

/// What cannot be done, and why.
struct Refused(StatusCode, String);

impl Refused {
    fn missing(what: &str) -> Self {
        Self(StatusCode::NOT_FOUND, format!("there is no such {what}"))
    }
}

impl From<String> for Refused {
    fn from(why: String) -> Self {
        Self(StatusCode::BAD_REQUEST, why)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

type Control = Arc<Shared>;
type Answer = Result<Json<Value>, Refused>;

pub fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/sandbox/state", get(state))
        .route("/sandbox/guilds", post(make_guild))
        .route("/sandbox/channels/{channel}/messages", get(messages))
        .route("/sandbox/users/{user}/dms", get(dms))
        .route("/sandbox/users/{user}/channels", get(channels))
        .route("/sandbox/users/{user}/locale", post(set_locale))
        .route("/sandbox/pings", get(pings))
        .route("/sandbox/users/{user}/command", post(command))
        .route("/sandbox/users/{user}/autocomplete", post(autocomplete))
        .route("/sandbox/users/{user}/press", post(press))
        .route("/sandbox/users/{user}/submit", post(submit))
        .route("/sandbox/users/{user}/say", post(say))
        .route("/sandbox/users/{user}/dm-policy", post(dm_policy))
        .route("/sandbox/faults", post(add_fault).delete(clear_faults))
        .route("/sandbox/traffic", get(traffic))
        .route("/sandbox/clock", get(clock).post(set_clock))
        .route("/sandbox/changes", get(changes))
        .fallback(|| async { Refused::missing("page") })
        .with_state(shared.clone())
}

fn id(text: &str, what: &str) -> Result<u64, Refused> {
    text.parse().map_err(|_| Refused::from(format!("{text:?} is not the id of a {what}")))
}

/// An id in a body: a string, or a number for whoever forgot that.
fn id_in(body: &Value, key: &str) -> Result<u64, Refused> {
    let text = body[key].as_str().map_or_else(|| body[key].to_string(), str::to_owned);
    id(&text, key)
}

fn known_user(world: &World, user: &str) -> Result<u64, Refused> {
    let id = id(user, "user")?;
    if world.users.contains_key(&id) { Ok(id) } else { Err(Refused::missing("user")) }
}

async fn state(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let users = world.users.values().map(|user| {
        json!({ "id": user.id.to_string(), "name": user.name, "bot": user.bot, "locale": user.locale, "dms_closed": user.dms_closed })
    });
    let guilds = world.guilds.values().map(|guild| {
        let threads = world
            .channels
            .values()
            .filter(|one| one.kind == PUBLIC_THREAD && one.guild == Some(guild.id));
        let channels = guild.channels.iter().filter_map(|id| world.channels.get(id)).chain(threads);
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "channels": channels.map(brief).collect::<Vec<_>>(),
            "members": guild.members.iter().map(|(id, member)| json!({
                "user_id": id.to_string(),
                "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
        })
    });
    let commands = world.applications.iter().flat_map(|application| {
        let of_guilds = application.guild_commands.values().flatten();
        application.global_commands.iter().chain(of_guilds).cloned()
    });
    let connected =
        world.applications.iter().any(|application| world.sessions.is_connected(application.id));
    Json(json!({
        "now": shared.time.now().to_rfc3339(),
        "users": users.collect::<Vec<_>>(),
        "guilds": guilds.collect::<Vec<_>>(),
        "commands": commands.collect::<Vec<_>>(),
        "bot_connected": connected,
    }))
}

fn brief(channel: &Channel) -> Value {
    json!({
        "id": channel.id.to_string(),
        "name": channel.name,
        "type": channel.kind,
        "parent_id": channel.parent.map(|id| id.to_string()),
    })
}

async fn make_guild(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let spec: GuildSpec =
        serde_json::from_value(body).map_err(|error| Refused::from(error.to_string()))?;
    let made = shared.world().make_guild(&spec, shared.config.bot_permissions, shared.time.now());
    shared.changed();
    serde_json::to_value(made).map(Json).map_err(|error| Refused::from(error.to_string()))
}

#[derive(Deserialize)]
struct As {
    r#as: String,
}

/// A message as a user sees it: with who was pinged, whatever the reader.
fn seen(world: &World, message: &Message) -> Value {
    let mut object = objects::message(world, message);
    object["pinged"] = message.pinged.iter().map(ToString::to_string).collect();
    object
}

fn messages_for(world: &World, channel: &Channel, user: u64) -> Vec<Value> {
    let visible = channel
        .messages
        .values()
        .filter(|message| message.only_for.is_none_or(|only| only == user));
    visible.map(|message| seen(world, message)).collect()
}

async fn messages(
    State(shared): State<Control>,
    Path(channel): Path<String>,
    Query(who): Query<As>,
) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &who.r#as)?;
    let channel =
        world.channels.get(&id(&channel, "channel")?).ok_or_else(|| Refused::missing("channel"))?;
    if world.permissions(channel, user) & permissions::VIEW_CHANNEL == 0 {
        return Err(Refused(StatusCode::FORBIDDEN, "the user does not see that channel".into()));
    }
    Ok(Json(Value::Array(messages_for(&world, channel, user))))
}

async fn dms(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let own = world
        .channels
        .values()
        .filter(|channel| channel.kind == DM && channel.recipients.contains(&user));
    let listed = own.map(|channel| {
        let mut object = objects::channel(&world, channel);
        object["messages"] = Value::Array(messages_for(&world, channel, user));
        object
    });
    Ok(Json(listed.collect()))
}

/// The channels that a user sees, with their newest message that the user sees.
async fn channels(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let visible = world
        .channels
        .values()
        .filter(|channel| world.permissions(channel, user) & permissions::VIEW_CHANNEL != 0);
    let listed = visible.map(|channel| {
        let newest = channel
            .messages
            .values()
            .rfind(|message| message.only_for.is_none_or(|only| only == user));
        let mut object = brief(channel);
        object["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
        object["last_message_id"] = json!(newest.map(|message| message.id.to_string()));
        object["can_send"] = json!(can_say(&world, channel, user));
        object
    });
    Ok(Json(listed.collect()))
}

/// Who was pinged where: `{user: {channel: [message]}}`. Every direct message is for the one who
/// gets it. What the page's marks are made of.
async fn pings(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let mut pings = json!({});
    for channel in world.channels.values() {
        for message in channel.messages.values() {
            let direct = channel.recipients.iter().filter(|_| channel.kind == DM);
            let told = message.pinged.iter().chain(direct).filter(|user| **user != message.author);
            for user in told.collect::<BTreeSet<_>>() {
                let list = &mut pings[user.to_string()][channel.id.to_string()];
                match list.as_array_mut() {
                    Some(list) => list.push(json!(message.id.to_string())),
                    None => *list = json!([message.id.to_string()]),
                }
            }
        }
    }
    Json(pings)
}

async fn set_locale(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let locale =
        body["locale"].as_str().ok_or_else(|| Refused::from("a locale is needed".to_owned()))?;
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    if let Some(user) = world.users.get_mut(&user) {
        user.locale = locale.to_owned();
    }
    Ok(Json(json!({ "locale": locale })))
}

fn can_say(world: &World, channel: &Channel, user: u64) -> bool {
    let needed = if channel.kind == PUBLIC_THREAD {
        permissions::SEND_MESSAGES_IN_THREADS
    } else {
        permissions::SEND_MESSAGES
    };
    world.permissions(channel, user) & needed != 0
}

/// What came of a person's deed, as tests and the page read it.
fn told(shared: &Shared, user: u64, done: Done) -> Value {
    let world = shared.world();
    let message = |message: u64| {
        world
            .find_message(message)
            .filter(|found| found.only_for.is_none_or(|only| only == user))
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

async fn carry_out(shared: &Shared, user: &str, deed: Deed<'_>) -> Answer {
    let user = known_user(&shared.world(), user)?;
    match invoke(shared, user, deed).await {
        Ok(done) => Ok(Json(told(shared, user, done))),
        Err(why) => Ok(Json(json!({ "status": "failed", "error": why }))),
    }
}

async fn command(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let words = body["command"].as_str().unwrap_or_default();
    let deed =
        Deed::Command { channel: id_in(&body, "channel_id")?, words, options: &body["options"] };
    carry_out(&shared, &user, deed).await
}

async fn autocomplete(
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

async fn press(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let custom_id = body["custom_id"].as_str().unwrap_or_default();
    let deed =
        Deed::Press { message: id_in(&body, "message_id")?, custom_id, values: &body["values"] };
    carry_out(&shared, &user, deed).await
}

async fn submit(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let deed =
        Deed::Submit { interaction: id_in(&body, "interaction_id")?, fields: &body["fields"] };
    carry_out(&shared, &user, deed).await
}

async fn say(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let channel = id_in(&body, "channel_id")?;
    super::validate::message(&body, true).map_err(|error| Refused::from(error.describe()))?;
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    let known = world.channels.get(&channel).ok_or_else(|| Refused::missing("channel"))?;
    if !can_say(&world, known, user) {
        return Err(Refused(StatusCode::FORBIDDEN, "the user may not write there".into()));
    }
    let content = json!({ "content": body["content"] });
    let message = world.new_message(channel, user, &content, shared.time.now());
    let message = world.post(message);
    let told = world.find_message(message).map(|found| seen(&world, found));
    drop(world);
    shared.changed();
    Ok(Json(json!(told)))
}

async fn dm_policy(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    if let Some(user) = world.users.get_mut(&user) {
        user.dms_closed = body["closed"].as_bool().unwrap_or(false);
    }
    Ok(Json(json!({ "closed": body["closed"] })))
}

async fn add_fault(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let spec = faults::parse(body)?;
    if spec.kind == Kind::GatewayClose {
        shared.world().sessions.close_all(spec.code.unwrap_or(4000));
    } else {
        shared.faults().add(spec);
    }
    Ok(Json(json!({})))
}

async fn clear_faults(State(shared): State<Control>) -> Json<Value> {
    shared.faults().clear();
    Json(json!({}))
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    since: u64,
}

async fn traffic(State(shared): State<Control>, Query(from): Query<Since>) -> Response {
    ([(CONTENT_TYPE, "application/x-ndjson")], shared.traffic.lines_since(from.since))
        .into_response()
}

async fn clock(State(shared): State<Control>) -> Json<Value> {
    let next = shared.time.next_event().await;
    Json(json!({
        "now": shared.time.now().to_rfc3339(),
        "simulated": shared.time.is_simulated(),
        "zone": shared.time.zone(),
        "next_event": next.map(|at| at.to_rfc3339()),
    }))
}

async fn set_clock(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    if !shared.time.is_simulated() {
        return Err(Refused(
            StatusCode::CONFLICT,
            "this sandbox runs on the system's clock".into(),
        ));
    }
    let to = match (body["advance_s"].as_i64(), body["to"].as_str()) {
        (Some(seconds), None) => shared
            .time
            .now()
            .checked_add_signed(TimeDelta::try_seconds(seconds).unwrap_or_default()),
        (None, Some(text)) => text.parse::<DateTime<Utc>>().ok(),
        _ => None,
    };
    let to = to.ok_or_else(|| {
        Refused::from("advance_s (whole seconds) or to (RFC 3339) is needed".to_owned())
    })?;
    if to < shared.time.now() {
        return Err(Refused::from("the clock is not set back".to_owned()));
    }
    shared.time.advance(to).await;
    shared.changed();
    Ok(clock(State(shared)).await)
}

/// Says "look again" whenever something can be seen that could not before.
async fn changes(
    State(shared): State<Control>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = shared.changes.subscribe();
    let stream = futures_util::stream::unfold(changes, |mut changes| async {
        changes.changed().await.ok()?;
        let count = *changes.borrow_and_update();
        Some((count, changes))
    });
    Sse::new(stream.map(|count| Ok(Event::default().data(count.to_string()))))
        .keep_alive(KeepAlive::default())
}
