//! Discord's HTTP API v10, as far as it goes here.

mod channels;
mod commands;
mod guilds;
mod messages;
mod users;
mod webhooks;

use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::Value;

use super::errors::{ApiError, FormErrors};
use super::faults::Effect;
use super::traffic::Entry;
use super::{Shared, gateway};

/// Discord's limit on a request, attachments included.
const MOST_BYTES: usize = 26 * 1024 * 1024;

type Api = Arc<Shared>;
type Answer = Result<Json<Value>, ApiError>;

/// All routes under `/api/v10`, and the gateway.
pub fn router(shared: &Arc<Shared>) -> Router {
    let api = Router::new()
        .route("/gateway", get(users::gateway))
        .route("/gateway/bot", get(users::gateway_bot))
        .route("/users/@me", get(users::me))
        .route("/users/@me/guilds", get(users::my_guilds))
        .route("/users/@me/channels", post(users::open_direct))
        .route("/users/{user}", get(users::user))
        .route("/applications/@me", get(users::application))
        .route("/oauth2/applications/@me", get(users::application))
        .route(
            "/applications/{app}/commands",
            get(commands::list).put(commands::replace).post(commands::create),
        )
        .route(
            "/applications/{app}/commands/{command}",
            get(commands::one).delete(commands::delete),
        )
        .route(
            "/applications/{app}/guilds/{guild}/commands",
            get(commands::list_in_guild)
                .put(commands::replace_in_guild)
                .post(commands::create_in_guild),
        )
        .route("/guilds/{guild}", get(guilds::guild))
        .route("/guilds/{guild}/channels", get(guilds::channels))
        .route("/guilds/{guild}/roles", get(guilds::roles))
        .route("/guilds/{guild}/members/search", get(guilds::search))
        .route("/guilds/{guild}/members/{user}", get(guilds::member))
        .route("/channels/{channel}", get(channels::channel))
        .route("/channels/{channel}/messages", get(messages::list).post(messages::create))
        .route(
            "/channels/{channel}/messages/{message}",
            get(messages::one).patch(messages::edit).delete(messages::delete),
        )
        .route("/channels/{channel}/messages/{message}/threads", post(channels::open_thread))
        .route("/interactions/{interaction}/{token}/callback", post(webhooks::callback))
        .route("/webhooks/{app}/{token}", post(webhooks::follow_up))
        .route(
            "/webhooks/{app}/{token}/messages/{message}",
            get(webhooks::one).patch(webhooks::edit).delete(webhooks::delete),
        )
        .fallback(|| async { ApiError::NO_ROUTE })
        .method_not_allowed_fallback(|| async { ApiError::BAD_METHOD })
        .layer(from_fn_with_state(shared.clone(), observe))
        .with_state(shared.clone());
    Router::new()
        .nest("/api/v10", api)
        .route("/gateway", any(gateway::connect))
        .route("/gateway/", any(gateway::connect))
        .with_state(shared.clone())
}

/// Notes every request, and lets faults strike.
async fn observe(State(shared): State<Api>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return ApiError::of_status(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    };
    let method = parts.method.to_string();
    let route = parts.uri.path().to_owned();
    let path = format!(
        "/api/v10{}",
        parts.uri.path_and_query().map_or(route.as_str(), |path| path.as_str())
    );
    let seen = serde_json::from_slice(&bytes).unwrap_or_default();
    let effect = shared.faults().on_request(&method, &route);
    let record = |status: u16| {
        let ms = started.elapsed().as_secs_f64() * 1000.0;
        shared.traffic.record(Entry {
            n: 0,
            method: method.clone(),
            path: path.clone(),
            body: seen,
            status,
            ms,
        });
    };
    match effect {
        Some(Effect::DropBefore) => {
            record(0);
            drop_connection();
        }
        Some(Effect::Status(status)) => {
            record(status.as_u16());
            return ApiError::of_status(status).into_response();
        }
        Some(Effect::RateLimit(seconds)) => {
            record(429);
            return ApiError::rate_limited(seconds).into_response();
        }
        Some(Effect::Delay(pause)) => tokio::time::sleep(pause).await,
        Some(Effect::DropAfter) | None => {}
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    shared.changed();
    if effect == Some(Effect::DropAfter) {
        record(0);
        drop_connection();
    }
    record(response.status().as_u16());
    response
}

/// Ends the connection without an answer. Unwinding the connection's task is the one way out of
/// the server below that sends nothing at all; no panic hook runs.
fn drop_connection() -> ! {
    std::panic::resume_unwind(Box::new("the connection is dropped on demand"))
}

/// The bot that makes a request, known by its token.
struct Bot {
    application: u64,
    user: u64,
}

impl FromRequestParts<Api> for Bot {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, shared: &Api) -> Result<Self, ApiError> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            header.and_then(|value| value.strip_prefix("Bot ")).ok_or(ApiError::UNAUTHORIZED)?;
        let world = shared.world();
        let application = world.application_by_token(token).ok_or(ApiError::UNAUTHORIZED)?;
        Ok(Self { application: application.id, user: application.user })
    }
}

/// A request's JSON.
fn json(bytes: &Bytes) -> Result<Value, ApiError> {
    serde_json::from_slice(bytes).map_err(|_| ApiError::BAD_JSON)
}

/// An id in a path or body.
fn snowflake(text: &str, at: &str) -> Result<u64, ApiError> {
    text.parse().map_err(|_| {
        let mut errors = FormErrors::default();
        errors.add(at, "NUMBER_TYPE_COERCE", format!("Value {text:?} is not snowflake."));
        ApiError::invalid_form(errors)
    })
}
