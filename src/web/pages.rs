//! The calendar as pages, as browsers ask for them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use sha2::{Digest, Sha256};

use super::answer::{conditional, tagged};
use super::cache::Written;
use super::{ROBOTS, Web};
use crate::actions::calendar::events::Event;
use crate::actions::calendar::pages::{self, PagePlace, Query, Scope};
use crate::actions::{ActionError, attendance};
use crate::domain::id::MeetingId;
use crate::domain::language::Language;
use crate::render::page::address::{Address, What, language_of_browser, short};
use crate::render::page::{self, Visit};
use crate::render::{File, ics};

const HTML: &str = "text/html; charset=utf-8";
/// What everybody may look at, and search engines find.
const FOUND: &str = "index";

/// In which language somebody wants to be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// As they ask, or their browser does.
    language: Option<Language>,
    /// Whether it is they who ask.
    is_chosen: bool,
}

impl Asked {
    pub fn by(query: &str, headers: &HeaderMap) -> Self {
        let asked = Address::language_in(query);
        let of_browser = || {
            let told = headers.get_all(header::ACCEPT_LANGUAGE).iter();
            let told: Vec<&str> = told.filter_map(|one| one.to_str().ok()).collect();
            language_of_browser(&told.join(","))
        };
        Self { language: asked.or_else(of_browser), is_chosen: asked.is_some() }
    }
}

impl Web {
    /// Somebody who looks at what is written in a language for whoever asks for none.
    fn visit(&self, asked: Asked, otherwise: Language) -> Visit<'_> {
        let language = asked.language.unwrap_or(otherwise);
        Visit { language, is_chosen: asked.is_chosen, base: &self.base }
    }

    /// Somebody who looks at what is nobody's: most read Swedish.
    fn visit_to_all(&self, asked: Asked) -> Visit<'_> {
        self.visit(asked, Language::Swedish)
    }
}

/// Which calendars everybody may look at.
pub(super) async fn front(State(web): State<Arc<Web>>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = Asked::by(uri.query().unwrap_or_default(), &headers);
    let visit = web.visit_to_all(asked);
    match pages::public(&web.store, web.clock.now()).await {
        Ok(organisations) => {
            let body = page::front(visit, &organisations);
            whole(StatusCode::OK, body, Some(FOUND))
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
    let asked = Asked::by(uri.query().unwrap_or_default(), &headers);
    let body = page::statement(web.visit_to_all(asked), &web.statement);
    whole(StatusCode::OK, body, Some(FOUND))
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

/// What is at an address.
pub(super) async fn read(
    web: &Arc<Web>,
    address: Address,
    headers: &HeaderMap,
    asked: Asked,
) -> Response {
    let looked_at = match address.what {
        What::Calendar(_) | What::Meeting(_) => shown(web, &address, asked).await,
        What::File(meeting) => file(web, &address, meeting, asked).await,
        What::Document(..) => document(web, &address).await,
        What::Attendance => attendance(web, &address, asked).await,
    };
    match looked_at {
        Ok(Some(Found::Page { written, is_public })) => {
            let mut said = vec![
                (header::CONTENT_TYPE, HTML),
                (header::CACHE_CONTROL, if is_public { "no-cache" } else { "private, no-cache" }),
                (header::VARY, "Accept-Language"),
            ];
            said.extend((is_public && is_for_search(&address.what)).then_some((ROBOTS, FOUND)));
            conditional(headers, &written, &said)
        }
        Ok(Some(Found::Passing(body))) => {
            let mut response = whole(StatusCode::OK, body, None);
            let never = header::HeaderValue::from_static("no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, never);
            response
        }
        Ok(Some(Found::File { name, kind, size, body })) => {
            let named = format!("attachment; filename*=UTF-8''{}", percent_encoded(&name));
            let said = [
                (header::CONTENT_TYPE, kind.to_owned()),
                (header::CONTENT_DISPOSITION, named),
                (header::CONTENT_LENGTH, size.to_string()),
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
            ];
            (said, body).into_response()
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
        size: usize,
        body: Body,
    },
    /// A page that nobody keeps.
    Passing(String),
}

/// Whether search engines are to know it: not each filter of each month.
fn is_for_search(what: &What) -> bool {
    matches!(what, What::Meeting(_)) || *what == What::Calendar(Query::default())
}

async fn shown(
    web: &Arc<Web>,
    address: &Address,
    asked: Asked,
) -> Result<Option<Found>, ActionError> {
    // Before the facts are read: what is written meanwhile makes it out of date.
    let (changes, now) = (web.store.changes(), web.clock.now());
    let key = cache_key(address, asked);
    let is_public = matches!(address.place, PagePlace::Public(..));
    if let Some(written) = web.cache.get(&key, changes, now) {
        return Ok(Some(Found::Page { written, is_public }));
    }
    let place = &address.place;
    let (body, scope, is_known) = match address.what {
        What::Calendar(query) => {
            let found = pages::calendar(&web.store, place, query, now).await?;
            let Some(found) = found else { return Ok(None) };
            let visit = web.visit(asked, found.scope.language);
            let is_known =
                found.knows_what_is_asked() && address.what == What::Calendar(found.query);
            (page::calendar(visit, address, &found), found.scope, is_known)
        }
        What::Meeting(meeting) => {
            let found = pages::meeting(&web.store, place, meeting, now).await?;
            let Some(found) = found else { return Ok(None) };
            let visit = web.visit(asked, found.scope.language);
            (page::meeting(visit, address, &found), found.scope, true)
        }
        What::File(_) | What::Document(..) | What::Attendance => return Ok(None),
    };
    let written = tagged(body);
    // Whoever makes numbers up fills no memory.
    if is_known {
        web.cache.keep(key, written.clone(), (changes, now));
    }
    note_use(web, &scope);
    Ok(Some(Found::Page { written, is_public }))
}

async fn file(
    web: &Arc<Web>,
    address: &Address,
    meeting: MeetingId,
    asked: Asked,
) -> Result<Option<Found>, ActionError> {
    let found = pages::meeting(&web.store, &address.place, meeting, web.clock.now()).await?;
    let Some(found) = found else { return Ok(None) };
    note_use(web, &found.scope);
    let language = asked.language.unwrap_or(found.scope.language);
    let event = Event::of_page(&found);
    let File { name, bytes } = match found.scope.is_public {
        true => ics::file_for_everybody(language, &event),
        false => ics::file(language, &[event]),
    };
    Ok(Some(Found::File { name, kind: ics::MEDIA_TYPE, size: bytes.len(), body: bytes.into() }))
}

async fn document(web: &Arc<Web>, address: &Address) -> Result<Option<Found>, ActionError> {
    let What::Document(meeting, document) = address.what else { return Ok(None) };
    let wanted = (meeting, document);
    let found = pages::document(&web.store, &address.place, wanted, web.clock.now()).await?;
    let Some((scope, found)) = found else { return Ok(None) };
    note_use(web, &scope);
    let (web, organisation) = (web.clone(), scope.organisation.id);
    // One part after the other, as they are taken.
    let parts = stream::try_unfold(0, move |part| {
        let web = web.clone();
        async move {
            let bytes = pages::part(&web.store, (organisation, document), part).await;
            let bytes = bytes.map_err(|error| {
                tracing::error!(%error, "a document could not be read to its end");
                std::io::Error::other(error)
            })?;
            Ok::<_, std::io::Error>(bytes.map(|bytes| (bytes, part + 1)))
        }
    });
    // Whatever it is: a browser stores it, and opens nothing in our name.
    let (kind, size) = ("application/octet-stream", usize::try_from(found.size).unwrap_or(0));
    Ok(Some(Found::File { name: found.name, kind, size, body: Body::from_stream(parts) }))
}

async fn attendance(
    web: &Arc<Web>,
    address: &Address,
    asked: Asked,
) -> Result<Option<Found>, ActionError> {
    let PagePlace::Secret(token) = &address.place else { return Ok(None) };
    let found = attendance::opened(&web.store, token, web.clock.now()).await?;
    let Some(found) = found else { return Ok(None) };
    web.note_use(found.organisation.id, found.access, found.first_use);
    let visit = web.visit(asked, found.language);
    Ok(Some(Found::Passing(page::attendance(visit, address, &found))))
}

fn note_use(web: &Arc<Web>, scope: &Scope) {
    if let Some((access, first_use)) = scope.used {
        web.note_use(scope.organisation.id, access, first_use);
    }
}

/// What is kept of an address in memory: nothing that opens it.
fn cache_key(address: &Address, asked: Asked) -> String {
    let language = asked.language.map_or("", short);
    let written = format!("{} {language}", address.written());
    Sha256::digest(written.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said of every page that is not there, and of every one that was.
pub(super) fn nothing(web: &Web, asked: Asked) -> Response {
    whole(StatusCode::NOT_FOUND, page::nothing(web.visit_to_all(asked)), None)
}

/// That somebody asks for too much.
pub(super) fn too_many(web: &Web, asked: Asked) -> Response {
    whole(StatusCode::TOO_MANY_REQUESTS, page::too_many(web.visit_to_all(asked)), None)
}

fn failed(web: &Web, asked: Asked, error: &ActionError) -> Response {
    tracing::error!(%error, "a page could not be read");
    let mut response =
        whole(StatusCode::SERVICE_UNAVAILABLE, page::later(web.visit_to_all(asked)), None);
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
    response
}

fn whole(status: StatusCode, body: String, robots: Option<&'static str>) -> Response {
    let said: [(HeaderName, &str); 3] = [
        (header::CONTENT_TYPE, HTML),
        (header::CACHE_CONTROL, "no-cache"),
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
