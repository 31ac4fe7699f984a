//! The page on which people try a bot: embedded, no build step.

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Each part of the page: where it is served, what it is, and itself.
const PARTS: [(&str, &str, &str); 16] = [
    ("/", HTML, include_str!("page/index.html")),
    ("/page.css", CSS, include_str!("page/page.css")),
    ("/channels.js", SCRIPT, include_str!("page/channels.js")),
    ("/clock.js", SCRIPT, include_str!("page/clock.js")),
    ("/combobox.js", SCRIPT, include_str!("page/combobox.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/fields.js", SCRIPT, include_str!("page/fields.js")),
    ("/guide.js", SCRIPT, include_str!("page/guide.js")),
    ("/log.js", SCRIPT, include_str!("page/log.js")),
    ("/markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("/messages.js", SCRIPT, include_str!("page/messages.js")),
    ("/modal.js", SCRIPT, include_str!("page/modal.js")),
    ("/people.js", SCRIPT, include_str!("page/people.js")),
    ("/page.js", SCRIPT, include_str!("page/page.js")),
    ("/texts.js", SCRIPT, include_str!("page/texts.js")),
];

/// No script but the page's own ever runs, whatever a message says.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn router() -> Router {
    let parts = PARTS.into_iter().fold(Router::new(), |router, (path, kind, text)| {
        router.route(path, get(move || async move { served(kind, text) }))
    });
    parts.route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
}

fn served(kind: &'static str, text: &'static str) -> impl IntoResponse {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache"), (CONTENT_SECURITY_POLICY, POLICY)], text)
}
