//! A calendar as programs read it, again and again: unless it has changed, they are told that alone.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::{Web, nothing_here};
use crate::actions::calendar::events;
use crate::domain::access::AccessToken;
use crate::render::ics;

/// Longer than this is no address of ours.
const LONGEST: usize = 200;

/// The calendar at an address.
pub(super) async fn read(
    State(web): State<Arc<Web>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(token) = file.strip_suffix(".ics").filter(|token| token.len() <= LONGEST) else {
        return nothing_here().await;
    };
    let opened = events::opened(&web.store, &AccessToken::given(token), web.clock.now()).await;
    match opened {
        Ok(Some(feed)) => answer(&headers, ics::feed(&feed)),
        Ok(None) => nothing_here().await,
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "Försök igen senare. / Try again later.\n")
                .into_response()
        }
    }
}

fn answer(asked: &HeaderMap, body: String) -> Response {
    let tag = tag(&body);
    let is_known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == "*" || known == tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [
            (header::CONTENT_TYPE, ics::MEDIA_TYPE),
            (header::CONTENT_DISPOSITION, "inline; filename=\"kallelse.ics\""),
        ];
        (kind, body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// What a body is told from another by (RFC 9110, 8.8.3).
fn tag(body: &str) -> String {
    let hash = Sha256::digest(body.as_bytes());
    let signs: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{signs}\"")
}
