//! What surrounds people and bot: guilds and settings, faults, traffic, the clock.

use std::convert::Infallible;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Control, Refused, id, id_in, known_user};
use crate::sandbox::faults::{self, Kind};
use crate::sandbox::gateway::CloseCode;
use crate::sandbox::world::{GuildSpec, Overwrite, permissions};

pub(super) async fn make_guild(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let spec: GuildSpec =
        serde_json::from_value(body).map_err(|error| Refused::from(error.to_string()))?;
    let made = shared.world().make_guild(&spec, shared.config.bot_permissions, shared.time.now());
    shared.changed();
    serde_json::to_value(made).map(Json).map_err(|error| Refused::from(error.to_string()))
}

pub(super) async fn set_locale(
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
    world.structure += 1;
    Ok(Json(json!({ "locale": locale })))
}

pub(super) async fn dm_policy(
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

/// Somebody leaves a guild, or is shown the door.
pub(super) async fn leave(
    State(shared): State<Control>,
    Path((guild, user)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let user = known_user(&world, &user)?;
    let guild = id(&guild, "guild")?;
    let found = world.guilds.get_mut(&guild).ok_or_else(|| Refused::missing("guild"))?;
    if found.members.remove(&user).is_none() {
        return Err(Refused::missing("member"));
    }
    world.structure += 1;
    drop(world);
    shared.changed();
    Ok(Json(json!({})))
}

/// Somebody may not see a channel any more, or again.
pub(super) async fn hide(
    State(shared): State<Control>,
    Path(channel): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let mut world = shared.world();
    let user = id_in(&body, "user_id")?;
    let channel = id(&channel, "channel")?;
    let found = world.channels.get_mut(&channel).ok_or_else(|| Refused::missing("channel"))?;
    let hidden = body["hidden"].as_bool().unwrap_or(true);
    let view = permissions::VIEW_CHANNEL;
    let (allow, deny) = if hidden { (0, view) } else { (view, 0) };
    found.overwrites.retain(|one| one.id != user);
    found.overwrites.push(Overwrite { id: user, is_member: true, allow, deny });
    world.structure += 1;
    drop(world);
    shared.changed();
    Ok(Json(json!({ "hidden": hidden })))
}

pub(super) async fn add_fault(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let spec = faults::parse(body)?;
    match spec.kind {
        Kind::GatewayClose => {
            let code = spec.code.and_then(|code| u16::try_from(code).ok()).unwrap_or(4000);
            shared.world().sessions.close_all(CloseCode(code));
        }
        Kind::GatewayReconnect => shared.world().sessions.reconnect_all(),
        _ => shared.faults().add(spec),
    }
    Ok(Json(json!({})))
}

pub(super) async fn clear_faults(State(shared): State<Control>) -> Json<Value> {
    shared.faults().clear();
    Json(json!({}))
}

#[derive(Deserialize)]
pub(super) struct Since {
    #[serde(default)]
    since: u64,
}

pub(super) async fn traffic(State(shared): State<Control>, Query(from): Query<Since>) -> Response {
    let exchanges = shared.traffic.since(from.since);
    let lines: String = exchanges.iter().map(|exchange| format!("{exchange}\n")).collect();
    ([(CONTENT_TYPE, "application/x-ndjson")], lines).into_response()
}

pub(super) async fn clock(State(shared): State<Control>) -> Json<Value> {
    let next = shared.time.next_event().await;
    Json(json!({
        "now": shared.time.now().to_rfc3339(),
        "simulated": shared.time.is_simulated(),
        "zone": shared.time.zone(),
        "next_event": next.map(|at| at.to_rfc3339()),
    }))
}

/// How far the clock is set at once, and where it ends: ids hold the time for no longer.
const FARTHEST: TimeDelta = TimeDelta::days(3653);
const LAST: DateTime<Utc> = DateTime::from_timestamp_nanos(4_133_980_800_000_000_000);

pub(super) async fn set_clock(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    if !shared.time.is_simulated() {
        return Err(Refused(
            StatusCode::CONFLICT,
            "this sandbox runs on the system's clock".into(),
        ));
    }
    let to = match (body["advance_s"].as_i64(), body["to"].as_str()) {
        (Some(seconds), None) => TimeDelta::try_seconds(seconds)
            .and_then(|time| shared.time.now().checked_add_signed(time)),
        (None, Some(text)) => text.parse::<DateTime<Utc>>().ok(),
        _ => None,
    };
    let to = to.ok_or_else(|| {
        Refused::from("advance_s (whole seconds) or to (RFC 3339) is needed".to_owned())
    })?;
    if to < shared.time.now() {
        return Err(Refused::from("the clock is not set back".to_owned()));
    }
    if to - shared.time.now() > FARTHEST {
        return Err(Refused::from("the clock is set at most ten years forward at once".to_owned()));
    }
    if to > LAST {
        return Err(Refused::from("the clock ends with the year 2100".to_owned()));
    }
    shared.time.advance(to).await;
    shared.changed();
    Ok(clock(State(shared)).await)
}

/// Says "look again" whenever something can be seen that could not before, with a number that
/// changes when users, guilds, channels or commands did.
pub(super) async fn changes(
    State(shared): State<Control>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = shared.changes.subscribe();
    let stream = futures_util::stream::unfold((shared, changes), |(shared, mut changes)| async {
        changes.changed().await.ok()?;
        let structure = shared.world().structure;
        Some((structure, (shared, changes)))
    });
    Sse::new(stream.map(|structure| Ok(Event::default().data(structure.to_string()))))
        .keep_alive(KeepAlive::default())
}
