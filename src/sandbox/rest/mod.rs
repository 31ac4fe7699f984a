//! Discord's HTTP API v10, as far as it goes here.

mod channels;
mod commands;
mod events;
mod guilds;
mod messages;
mod observe;
mod payload;
mod pins;
mod threads;
mod users;
mod webhooks;

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post, put};
use axum::{Json, Router};
use serde_json::Value;

use super::errors::ApiError;
use super::form::Form;
use super::{Shared, gateway};

type Api = Arc<Shared>;
type Answer = Result<Json<Value>, ApiError>;
/// The answer to what leaves nothing to tell.
type Done = Result<StatusCode, ApiError>;

/// All routes under `/api/v10`, and the gateway.
pub fn router(shared: &Arc<Shared>) -> Router {
    let api = Router::new()
        .merge(about_the_bot())
        .merge(about_commands())
        .merge(about_guilds())
        .merge(about_channels())
        .merge(about_interactions())
        .fallback(|| async { ApiError::NO_ROUTE })
        .method_not_allowed_fallback(|| async { ApiError::BAD_METHOD })
        .layer(from_fn_with_state(shared.clone(), observe::observe))
        .with_state(shared.clone());
    Router::new()
        .nest("/api/v10", api)
        .route("/api/{*elsewhere}", any(|| async { ApiError::NO_ROUTE }))
        .route("/gateway", any(gateway::connect))
        .route("/gateway/", any(gateway::connect))
        .with_state(shared.clone())
}

fn about_the_bot() -> Router<Api> {
    Router::new()
        .route("/gateway", get(users::gateway))
        .route("/gateway/bot", get(users::gateway_bot))
        .route("/users/@me", get(users::me))
        .route("/users/@me/guilds", get(users::my_guilds))
        .route("/users/@me/channels", post(users::open_direct))
        .route("/users/{user}", get(users::user))
        .route("/applications/@me", get(users::application))
        .route("/oauth2/applications/@me", get(users::application))
}

fn about_commands() -> Router<Api> {
    let all = get(commands::list).put(commands::replace).post(commands::create);
    let one = get(commands::one).patch(commands::edit).delete(commands::delete);
    Router::new()
        .route("/applications/{app}/commands", all.clone())
        .route("/applications/{app}/commands/{command}", one.clone())
        .route("/applications/{app}/guilds/{guild}/commands", all)
        .route("/applications/{app}/guilds/{guild}/commands/{command}", one)
}

fn about_guilds() -> Router<Api> {
    Router::new()
        .route("/guilds/{guild}", get(guilds::guild))
        .route("/guilds/{guild}/roles/{role}", get(guilds::role))
        .route("/guilds/{guild}/channels", get(guilds::channels))
        .route("/guilds/{guild}/roles", get(guilds::roles))
        .route("/guilds/{guild}/members", get(guilds::members))
        .route("/guilds/{guild}/members/search", get(guilds::search))
        .route("/guilds/{guild}/members/{user}", get(guilds::member))
        .route("/guilds/{guild}/threads/active", get(threads::active))
        .route("/guilds/{guild}/scheduled-events", get(events::list).post(events::create))
        .route(
            "/guilds/{guild}/scheduled-events/{event}",
            get(events::one).patch(events::edit).delete(events::delete),
        )
}

fn about_channels() -> Router<Api> {
    let pin = put(pins::pin).delete(pins::unpin);
    Router::new()
        .route(
            "/channels/{channel}",
            get(channels::channel).patch(threads::edit).delete(threads::delete),
        )
        .route("/channels/{channel}/typing", post(channels::typing))
        .route("/channels/{channel}/messages", get(messages::list).post(messages::create))
        .route("/channels/{channel}/messages/bulk-delete", post(messages::delete_many))
        .route(
            "/channels/{channel}/messages/{message}",
            get(messages::one).patch(messages::edit).delete(messages::delete),
        )
        .route("/channels/{channel}/messages/pins", get(pins::list))
        .route("/channels/{channel}/messages/pins/{message}", pin.clone())
        .route("/channels/{channel}/pins", get(pins::list_as_before))
        .route("/channels/{channel}/pins/{message}", pin)
        .route("/channels/{channel}/threads", post(threads::open))
        .route("/channels/{channel}/messages/{message}/threads", post(threads::open_under))
        .route("/channels/{channel}/thread-members", get(threads::members))
        .route("/channels/{channel}/thread-members/@me", put(threads::join).delete(threads::leave))
        .route(
            "/channels/{channel}/thread-members/{user}",
            get(threads::member).put(threads::add).delete(threads::remove),
        )
}

fn about_interactions() -> Router<Api> {
    Router::new()
        .route("/interactions/{interaction}/{token}/callback", post(webhooks::callback))
        .route("/webhooks/{app}/{token}", post(webhooks::follow_up))
        .route(
            "/webhooks/{app}/{token}/messages/{message}",
            get(webhooks::one).patch(webhooks::edit).delete(webhooks::delete),
        )
}

/// The token that a request bears, or nothing.
fn token_of(headers: &HeaderMap) -> &str {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    header.and_then(|value| value.strip_prefix("Bot ")).unwrap_or_default()
}

/// The bot that makes a request, known by its token.
struct Bot {
    application: u64,
    user: u64,
}

impl FromRequestParts<Api> for Bot {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, shared: &Api) -> Result<Self, ApiError> {
        let world = shared.world();
        let known = world.application_by_token(token_of(&parts.headers));
        let application = known.ok_or(ApiError::UNAUTHORIZED)?;
        Ok(Self { application: application.id, user: application.user })
    }
}

/// An id in a path.
fn snowflake(text: &str, at: &str) -> Result<u64, ApiError> {
    let refusal =
        || Form::fault(at, "NUMBER_TYPE_COERCE", format!("Value {text:?} is not snowflake."));
    text.parse().map_err(|_| refusal())
}

/// Whether a query asks for something: libraries write it in several ways.
fn asks_for(value: Option<&str>) -> bool {
    matches!(value, Some("true" | "True" | "1"))
}

/// How many items a listing may have, from its query.
fn limit(asked: Option<&str>, usual: usize, most: usize) -> Result<usize, ApiError> {
    match asked.map(str::parse) {
        None => Ok(usual),
        Some(Ok(limit)) if (1..=most).contains(&limit) => Ok(limit),
        Some(_) => {
            let message = format!("int value should be between 1 and {most}.");
            Err(Form::fault("limit", "NUMBER_TYPE_MAX", message))
        }
    }
}
