//! A calendar as programs read it, again and again.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::answer::{conditional, tagged};
use super::cache::Written;
use crate::actions::ActionError;
use crate::actions::calendar::events::{self, Opened};
use crate::domain::access::AccessToken;
use crate::render::ics;

/// The calendar at an address with this secret.
pub(super) async fn read(web: &Arc<Web>, token: &AccessToken, headers: &HeaderMap) -> Response {
    match written(web, token).await {
        Ok(Some(written)) => {
            let said = [
                (header::CONTENT_TYPE, ics::MEDIA_TYPE),
                (header::CONTENT_DISPOSITION, "inline; filename=\"kallelse.ics\""),
                (header::CACHE_CONTROL, "private, no-cache"),
            ];
            conditional(headers, &written, &said)
        }
        Ok(None) => nothing_here(),
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            let later = [(header::RETRY_AFTER, "60")];
            (StatusCode::SERVICE_UNAVAILABLE, later, "Försök igen senare. / Try again later.\n")
                .into_response()
        }
    }
}

/// What programs are told of every address that opens nothing, and of every one that did once.
pub(super) fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, "Här finns inget. / There is nothing here.\n").into_response()
}

async fn written(web: &Arc<Web>, token: &AccessToken) -> Result<Option<Written>, ActionError> {
    // Before the facts are read: what is written meanwhile makes it out of date.
    let (changes, now) = (web.store.changes(), web.clock.now());
    let digest = token.digest();
    if let Some(written) = web.cache.get(&digest, changes, now) {
        return Ok(Some(written));
    }
    let Some(opened) = events::opened(&web.store, token, now).await? else { return Ok(None) };
    let written = tagged(ics::feed(&opened.feed));
    web.cache.keep(digest, written.clone(), (changes, now));
    note_use(web, opened);
    Ok(Some(written))
}

/// Notes that it was used, once a day. Nobody waits for it, and whoever reads is answered also where it cannot be.
fn note_use(web: &Arc<Web>, opened: Opened) {
    let Opened { organisation, access, first_use, .. } = opened;
    web.note_use(organisation, access, first_use);
}
