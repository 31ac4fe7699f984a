//! A calendar as programs read it, again and again: unless it has changed, they are told that alone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::cache::Written;
use super::{Web, nothing_here};
use crate::actions::ActionError;
use crate::actions::calendar::events::{self, Opened};
use crate::domain::access::AccessToken;
use crate::render::{ics, site};

/// Longer than this is no address of ours.
const LONGEST: usize = 200;

/// The calendar at an address.
pub(super) async fn read(
    State(web): State<Arc<Web>>,
    // As it came: what is no address of ours is not even read.
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let given = site::token_in(uri.path()).filter(|token| token.len() <= LONGEST);
    let Some(token) = given.map(AccessToken::given) else { return nothing_here().await };
    match written(&web, &token).await {
        Ok(Some(written)) => answer(&headers, &written),
        Ok(None) => nothing_here().await,
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "Försök igen senare. / Try again later.\n")
                .into_response()
        }
    }
}

async fn written(web: &Arc<Web>, token: &AccessToken) -> Result<Option<Written>, ActionError> {
    // Before the facts are read: what is written meanwhile makes it out of date.
    let (changes, now) = (web.store.changes(), web.clock.now());
    let digest = token.digest();
    if let Some(written) = web.cache.get(&digest, changes, now) {
        return Ok(Some(written));
    }
    let Some(opened) = events::opened(&web.store, token, now).await? else { return Ok(None) };
    let body = ics::feed(&opened.feed);
    let written = Written { tag: tag(&body).into(), body: body.into() };
    web.cache.keep(digest, written.clone(), (changes, now));
    note_use(web, opened);
    Ok(Some(written))
}

/// Notes that it was used, once a day. Nobody waits for it, and whoever reads is answered also where it cannot be.
fn note_use(web: &Arc<Web>, opened: Opened) {
    let Opened { organisation, access, first_use, .. } = opened;
    let Some(today) = first_use else { return };
    let web = web.clone();
    tokio::spawn(async move {
        if let Err(error) = events::note_use(&web.store, (organisation, access), today).await {
            tracing::warn!(%error, "it could not be noted that a calendar was used");
        }
    });
}

fn answer(asked: &HeaderMap, written: &Written) -> Response {
    let is_known = asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|known| known.trim().trim_start_matches("W/"))
        .any(|known| known == "*" || known == &*written.tag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [
            (header::CONTENT_TYPE, ics::MEDIA_TYPE),
            (header::CONTENT_DISPOSITION, "inline; filename=\"kallelse.ics\""),
        ];
        (kind, written.body.to_string()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&written.tag) {
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
