//! Control, for tests and for the page: what people do and see, faults, traffic, the clock. Never
//! under `/api`. Ids are strings.

mod bots;
mod deeds;
mod files;
mod settings;
mod surroundings;
mod views;

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Shared;
use super::world::World;

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
        .merge(what_people_do())
        .merge(what_people_see())
        .route("/sandbox/guilds", post(surroundings::make_guild))
        .route("/sandbox/guilds/{guild}/members/{user}", delete(surroundings::leave))
        .route("/sandbox/channels/{channel}/hidden", post(surroundings::hide))
        .route("/sandbox/bots", post(bots::make))
        .route("/sandbox/bots/{bot}", post(bots::change))
        .route("/sandbox/users/{user}/locale", post(surroundings::set_locale))
        .route("/sandbox/users/{user}/dm-policy", post(surroundings::dm_policy))
        .route("/sandbox/settings", get(settings::settings).post(settings::change))
        .route("/sandbox/faults", post(surroundings::add_fault).delete(surroundings::clear_faults))
        .route("/sandbox/traffic", get(surroundings::traffic))
        .route("/sandbox/clock", get(surroundings::clock).post(surroundings::set_clock))
        .route("/sandbox/changes", get(surroundings::changes))
        .fallback(|| async { Refused::missing("page") })
        .layer(from_fn_with_state(shared.clone(), only_from_here))
        .with_state(shared.clone())
}

/// A page of somebody else's may not steer a sandbox that listens to this machine alone, by giving
/// its own name this machine's address.
async fn only_from_here(State(shared): State<Control>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_address = name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    if !shared.config.bind.is_loopback() || is_address || name == "localhost" || name.is_empty() {
        return next.run(request).await;
    }
    Refused(StatusCode::FORBIDDEN, format!("{name:?} is no name of this machine")).into_response()
}

fn what_people_do() -> Router<Control> {
    Router::new()
        .route("/sandbox/users/{user}/command", post(deeds::command))
        .route("/sandbox/users/{user}/autocomplete", post(deeds::autocomplete))
        .route("/sandbox/users/{user}/press", post(deeds::press))
        .route("/sandbox/users/{user}/submit", post(deeds::submit))
        .route("/sandbox/users/{user}/say", post(deeds::say))
        .route("/sandbox/users/{user}/read", post(deeds::read))
        .route("/sandbox/files", post(files::upload))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

fn what_people_see() -> Router<Control> {
    Router::new()
        .route("/sandbox/state", get(views::state))
        .route("/sandbox/news", get(views::news))
        .route("/sandbox/guide", get(views::guide))
        .route("/sandbox/guide/restart", post(views::restart_guide))
        .route("/sandbox/channels/{channel}/messages", get(views::messages))
        .route("/sandbox/users/{user}/dms", get(views::dms).post(deeds::open_direct))
        .route("/sandbox/users/{user}/channels", get(views::channels))
        .route("/sandbox/users/{user}/commands", get(views::commands))
        .route("/attachments/{channel}/{file}/{name}", get(files::serve))
}

/// What a file may weigh.
const MOST_BYTES: usize = 26 * 1024 * 1024;

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
