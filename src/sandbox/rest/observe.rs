//! What every request passes on its way in and out: faults, limits, and the record of traffic.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, VIA};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::payload::Received;
use super::{Api, token_of};
use crate::sandbox::Shared;
use crate::sandbox::errors::ApiError;
use crate::sandbox::faults::Effect;
use crate::sandbox::form::Form;
use crate::sandbox::limits::{Asked, BucketState, Verdict};
use crate::sandbox::traffic::Exchange;

/// Discord's limit on a request, attachments included.
const MOST_BYTES: usize = 26 * 1024 * 1024;

/// Takes a request in, lets faults and limits have their way with it, and writes it down.
pub async fn observe(State(shared): State<Api>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (mut parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return ApiError::TOO_LARGE.into_response();
    };
    let received = Arc::new(Received::read(&parts.headers, bytes).await);
    let path = parts.uri.path_and_query().map_or(parts.uri.path(), |path| path.as_str());
    let exchange = Exchange {
        method: parts.method.to_string(),
        path: format!("/api/v10{path}"),
        request: received.json.clone(),
        status: 0,
        response: Bytes::new(),
        ms: 0.0,
    };
    let token = token_of(&parts.headers);
    let known = shared.world().application_by_token(token).map(|one| one.token.clone());
    let token = known.unwrap_or_default();
    parts.extensions.insert(received);
    let route = parts.uri.path().to_owned();
    let effect = shared.faults().on_request(&exchange.method, &route);
    let template = parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let template = template.unwrap_or_default();
    let asked = Asked { by: &token, method: &exchange.method, path: &route, template: &template };
    let response = match effect {
        Some(Effect::DropBefore) => None,
        Some(Effect::Status(status, code)) => {
            Some(ApiError::of_status(status, code).into_response())
        }
        Some(Effect::RateLimit { seconds, global }) => {
            Some(ApiError::rate_limited(seconds, global).into_response())
        }
        Some(Effect::Delay(_) | Effect::DropAfter) | None => {
            if let Some(Effect::Delay(pause)) = effect {
                tokio::time::sleep(pause).await;
            }
            let request = Request::from_parts(parts, Body::empty());
            let response = within_limits(&shared, &asked, request, next).await;
            shared.changed();
            Some(response).filter(|_| effect != Some(Effect::DropAfter))
        }
    };
    let Some(response) = response else {
        shared.traffic.record(Exchange { ms: ms_since(started), ..exchange });
        drop_connection();
    };
    let mut response = response;
    // What stands before Discord leaves its mark; libraries know by it that Discord answers.
    if response.headers().get(CONTENT_TYPE) != Some(&HeaderValue::from_static("text/plain")) {
        response.headers_mut().insert(VIA, HeaderValue::from_static("1.1 sandbox"));
    }
    shared.limits().answered(&token, response.status(), Instant::now());
    written_down(&shared, exchange, response, started).await
}

fn ms_since(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}

/// Records an exchange, and passes the answer on.
async fn written_down(
    shared: &Shared,
    exchange: Exchange,
    response: Response,
    started: Instant,
) -> Response {
    let (parts, body) = response.into_parts();
    let response = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let status = parts.status.as_u16();
    let ms = ms_since(started);
    shared.traffic.record(Exchange { status, response: response.clone(), ms, ..exchange });
    Response::from_parts(parts, Body::from(response))
}

async fn within_limits(
    shared: &Shared,
    asked: &Asked<'_>,
    request: Request,
    next: Next,
) -> Response {
    let verdict = shared.limits().ask(asked, Instant::now());
    match verdict {
        Verdict::Goes(bucket) => {
            let response = in_discords_words(next.run(request).await);
            with_bucket(response, bucket.as_ref())
        }
        Verdict::BucketEmpty(bucket) => {
            let refused = ApiError::rate_limited(bucket.reset_after.as_secs_f64(), false);
            with_bucket(refused.into_response(), Some(&bucket))
        }
        Verdict::Global(wait) => ApiError::rate_limited(wait.as_secs_f64(), true).into_response(),
        Verdict::ShutOut(wait) => shut_out(wait),
    }
}

/// Refusals of the server below, of paths and queries that it cannot read, as Discord has them.
fn in_discords_words(response: Response) -> Response {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let foreign = kind.is_some_and(|kind| !kind.starts_with("application/json"));
    if !response.status().is_client_error() || !foreign {
        return response;
    }
    let message = "The path or the query could not be read.";
    Form::fault("_misc", "BASE_TYPE_BAD_TYPE", message).into_response()
}

fn with_bucket(mut response: Response, bucket: Option<&BucketState>) -> Response {
    if let Some(bucket) = bucket {
        bucket.write(response.headers_mut());
    }
    response
}

/// The answer of what stands before Discord, and not Discord's own: it is no JSON.
fn shut_out(wait: Duration) -> Response {
    let mut response = (StatusCode::TOO_MANY_REQUESTS, "error code: 1015").into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    if let Ok(seconds) = HeaderValue::from_str(&wait.as_secs().max(1).to_string()) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// Ends the connection without an answer. Unwinding the connection's task is the one way out of
/// the server below that sends nothing at all; no panic hook runs.
fn drop_connection() -> ! {
    std::panic::resume_unwind(Box::new("the connection is dropped on demand"))
}
