//! The calendar as pages, as browsers ask for them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::answer::{conditional, tagged};
use super::cache::Written;
use super::{ROBOTS, Web};
use crate::actions::calendar::events::Event;
use crate::actions::calendar::pages::{self, Place, Scope};
use crate::actions::{ActionError, attendance};
use crate::domain::agenda::Document;
use crate::domain::language::Language;
use crate::render::page::address::{Address, What, language_of_browser, short};
use crate::render::page::{self, Visit};
use crate::render::{File, ics};

const HTML: &str = "text/html; charset=utf-8";
/// What everybody may look at, and search engines find.
const FOUND: &str = "index";

/// In which language somebody is answered: as they ask, as their browser does, and else in Swedish, as most read it.
pub(super) fn language(uri: &Uri, headers: &HeaderMap) -> (Language, bool) {
    let asked = Address::language_in(uri.query().unwrap_or_default());
    let of_browser = || {
        let told = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        language_of_browser(told)
    };
    (asked.or_else(of_browser).unwrap_or(Language::Swedish), asked.is_some())
}

impl Web {
    fn visit(&self, (language, is_chosen): (Language, bool)) -> Visit<'_> {
        Visit { language, is_chosen, base: &self.base }
    }
}

/// Which calendars everybody may look at. Where there is one alone, that.
pub(super) async fn front(State(web): State<Arc<Web>>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = language(&uri, &headers);
    let visit = web.visit(asked);
    match pages::public(&web.store).await {
        Ok(organisations) => {
            let body = page::front(visit, &organisations);
            whole(asked.0, StatusCode::OK, body, Some(FOUND))
        }
        Err(error) => failed(&web, asked, &error),
    }
}

/// The accessibility statement.
pub(super) async fn statement(
    State(web): State<Arc<Web>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let asked = language(&uri, &headers);
    let body = page::statement(web.visit(asked), &web.statement);
    whole(asked.0, StatusCode::OK, body, Some(FOUND))
}

/// What makes the pages look as they do.
pub(super) async fn style(headers: HeaderMap) -> Response {
    asset(&headers, page::STYLE, "text/css; charset=utf-8")
}

pub(super) async fn icon(headers: HeaderMap) -> Response {
    asset(&headers, page::ICON, "image/svg+xml")
}

fn asset(headers: &HeaderMap, body: &str, kind: &str) -> Response {
    let said = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=300")];
    conditional(headers, &tagged(body.to_owned()), &said)
}

/// What is at an address; the language as it was asked for, and whether it was.
pub(super) async fn read(
    web: &Arc<Web>,
    address: Address,
    headers: &HeaderMap,
    asked: (Language, bool),
) -> Response {
    let looked_at = match address.what {
        What::Calendar(_) | What::Meeting(_) => shown(web, &address, asked).await,
        What::File(meeting) => file(web, &address, meeting, asked.0).await,
        What::Document(..) => document(web, &address).await,
        What::Attendance => attendance(web, &address, asked).await,
    };
    match looked_at {
        Ok(Some(Found::Page { written, is_public })) => {
            let mut said = vec![
                (header::CONTENT_TYPE, HTML),
                (header::CACHE_CONTROL, if is_public { "no-cache" } else { "private, no-cache" }),
                (header::CONTENT_LANGUAGE, short(asked.0)),
                (header::VARY, "Accept-Language"),
            ];
            said.extend(is_public.then_some((ROBOTS, FOUND)));
            conditional(headers, &written, &said)
        }
        Ok(Some(Found::Passing(body))) => {
            let mut response = whole(asked.0, StatusCode::OK, body, None);
            let never = header::HeaderValue::from_static("no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, never);
            response
        }
        Ok(Some(Found::File { name, kind, bytes })) => {
            let named = format!("attachment; filename*=UTF-8''{}", percent_encoded(&name));
            let said = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, named),
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
            ];
            (said, bytes).into_response()
        }
        Ok(None) => nothing(web, asked),
        Err(error) => failed(web, asked, &error),
    }
}

/// What was found at an address.
enum Found {
    Page {
        written: Written,
        is_public: bool,
    },
    File {
        name: String,
        kind: &'static str,
        bytes: Vec<u8>,
    },
    /// A page that nobody keeps.
    Passing(String),
}

async fn shown(
    web: &Arc<Web>,
    address: &Address,
    asked: (Language, bool),
) -> Result<Option<Found>, ActionError> {
    // Before the facts are read: what is written meanwhile makes it out of date.
    let (changes, now) = (web.store.changes(), web.clock.now());
    let visit = web.visit(asked);
    let key = cache_key(address, asked.0);
    let is_public = matches!(address.place, Place::Public(..));
    if let Some(written) = web.cache.get(&key, changes, now) {
        return Ok(Some(Found::Page { written, is_public }));
    }
    let place = &address.place;
    let (body, scope) = match address.what {
        What::Calendar(query) => {
            let found = pages::calendar(&web.store, place, query, now).await?;
            let Some(found) = found else { return Ok(None) };
            (page::calendar(visit, address, &found), found.scope)
        }
        What::Meeting(meeting) => {
            let found = pages::meeting(&web.store, place, meeting, now).await?;
            let Some(found) = found else { return Ok(None) };
            (page::meeting(visit, address, &found), found.scope)
        }
        What::File(_) | What::Document(..) | What::Attendance => return Ok(None),
    };
    let written = tagged(body);
    web.cache.keep(key, written.clone(), (changes, now));
    note_use(web, &scope);
    Ok(Some(Found::Page { written, is_public }))
}

async fn file(
    web: &Arc<Web>,
    address: &Address,
    meeting: crate::domain::id::MeetingId,
    language: Language,
) -> Result<Option<Found>, ActionError> {
    let found = pages::meeting(&web.store, &address.place, meeting, web.clock.now()).await?;
    let Some(found) = found else { return Ok(None) };
    note_use(web, &found.scope);
    let File { name, bytes } = ics::file(language, &[Event::of_page(&found)]);
    Ok(Some(Found::File { name, kind: ics::MEDIA_TYPE, bytes }))
}

async fn document(web: &Arc<Web>, address: &Address) -> Result<Option<Found>, ActionError> {
    let What::Document(meeting, document) = address.what else { return Ok(None) };
    let wanted = (meeting, document);
    let found = pages::document(&web.store, &address.place, wanted, web.clock.now()).await?;
    let to_found = |(Document { name, .. }, bytes)| {
        // Whatever it is: a browser stores it, and opens nothing in our name.
        Found::File { name, kind: "application/octet-stream", bytes }
    };
    Ok(found.map(to_found))
}

async fn attendance(
    web: &Arc<Web>,
    address: &Address,
    asked: (Language, bool),
) -> Result<Option<Found>, ActionError> {
    let Place::Secret(token) = &address.place else { return Ok(None) };
    let found = attendance::opened(&web.store, token, web.clock.now()).await?;
    Ok(found.map(|found| Found::Passing(page::attendance(web.visit(asked), address, &found))))
}

fn note_use(web: &Arc<Web>, scope: &Scope) {
    if let Some((access, first_use)) = scope.used {
        web.note_use(scope.organisation.id, access, first_use);
    }
}

/// What is kept of an address in memory: nothing that opens it.
fn cache_key(address: &Address, language: Language) -> String {
    let written = format!("{} {}", address.written(), short(language));
    Sha256::digest(written.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said of every page that is not there, and of every one that was.
pub(super) fn nothing(web: &Web, asked: (Language, bool)) -> Response {
    whole(asked.0, StatusCode::NOT_FOUND, page::nothing(web.visit(asked)), None)
}

/// That somebody asks for too much.
pub(super) fn too_many(web: &Web, asked: (Language, bool)) -> Response {
    whole(asked.0, StatusCode::TOO_MANY_REQUESTS, page::too_many(web.visit(asked)), None)
}

fn failed(web: &Web, asked: (Language, bool), error: &ActionError) -> Response {
    tracing::error!(%error, "a page could not be read");
    let mut response =
        whole(asked.0, StatusCode::SERVICE_UNAVAILABLE, page::later(web.visit(asked)), None);
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
    response
}

fn whole(
    language: Language,
    status: StatusCode,
    body: String,
    robots: Option<&'static str>,
) -> Response {
    let said: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, HTML),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_LANGUAGE, short(language)),
        (header::VARY, "Accept-Language"),
    ];
    let mut response = (status, said, body).into_response();
    if let Some(robots) = robots {
        response.headers_mut().insert(ROBOTS, header::HeaderValue::from_static(robots));
    }
    response
}

/// A name as a header bears it (RFC 8187).
fn percent_encoded(name: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    name.bytes().map(one).collect()
}
