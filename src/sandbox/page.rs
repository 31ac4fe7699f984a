//! The page on which people try a bot: embedded, no build step.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

const INDEX: &str = include_str!("page/index.html");
const STYLE: &str = include_str!("page/page.css");
const TEXTS: &str = include_str!("page/texts.js");
const MARKDOWN: &str = include_str!("page/markdown.js");
const COMPOSER: &str = include_str!("page/composer.js");
const MESSAGES: &str = include_str!("page/messages.js");
const SCRIPT: &str = include_str!("page/page.js");

/// No script but the page's own ever runs, whatever a message says.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn router() -> Router {
    Router::new()
        .route("/", get(|| async { served("text/html; charset=utf-8", INDEX) }))
        .route("/page.css", get(|| async { served("text/css; charset=utf-8", STYLE) }))
        .route("/texts.js", get(|| async { served(SCRIPT_TYPE, TEXTS) }))
        .route("/markdown.js", get(|| async { served(SCRIPT_TYPE, MARKDOWN) }))
        .route("/composer.js", get(|| async { served(SCRIPT_TYPE, COMPOSER) }))
        .route("/messages.js", get(|| async { served(SCRIPT_TYPE, MESSAGES) }))
        .route("/page.js", get(|| async { served(SCRIPT_TYPE, SCRIPT) }))
        .route("/favicon.ico", get(|| async { axum::http::StatusCode::NO_CONTENT }))
}

const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";

fn served(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache"), (CONTENT_SECURITY_POLICY, POLICY)], text)
}
