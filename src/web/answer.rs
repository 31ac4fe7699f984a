//! Answering what is asked for again and again: unless it has changed, that alone is said.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::cache::Written;

/// What was written, or that it is as the asker knows it (RFC 9110, 13.1.2), with what is said of it.
pub(super) fn conditional(
    asked: &HeaderMap,
    written: &Written,
    said: &[(HeaderName, &str)],
) -> Response {
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
        written.body.to_string().into_response()
    };
    let headers = response.headers_mut();
    if is_known {
        headers.remove(header::CONTENT_TYPE);
    }
    for (name, value) in said.iter().filter(|(name, _)| !is_known || kept_when_known(name)) {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    if let Ok(tag) = HeaderValue::from_str(&written.tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// What is said of an answer also where its body is left out.
fn kept_when_known(name: &HeaderName) -> bool {
    *name != header::CONTENT_TYPE && *name != header::CONTENT_DISPOSITION
}

/// What was written, with what it is told from anything else by (RFC 9110, 8.8.3).
pub(super) fn tagged(body: String) -> Written {
    let hash = Sha256::digest(body.as_bytes());
    let signs: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Written { tag: format!("\"{signs}\"").into(), body: body.into() }
}
