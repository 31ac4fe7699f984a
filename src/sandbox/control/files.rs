//! Files: uploaded for a command's option, and served to whoever has their address.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Control, Refused, id};
use crate::sandbox::world::{File, objects};

/// What a page shows of itself; everything else is taken home.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

/// Keeps a file, to be named by its id in a command's option.
pub(super) async fn upload(
    State(shared): State<Control>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Answer {
    let content_type = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let file = File {
        id: 0,
        channel: 0,
        filename: named.name,
        description: None,
        content_type: content_type.map(str::to_owned),
        bytes,
    };
    let mut world = shared.world();
    let kept = world.keep_upload(file, shared.time.now());
    let file = world.files.get(&kept).ok_or_else(|| Refused::missing("file"))?;
    Ok(Json(json!(objects::attachment(&world, file))))
}

/// Serves a file. Nothing in it runs: pictures are shown, all else is saved.
pub(super) async fn serve(
    State(shared): State<Control>,
    Path((_, file, _)): Path<(String, String, String)>,
) -> Result<Response, Refused> {
    let world = shared.world();
    let file = world.files.get(&id(&file, "file")?).ok_or_else(|| Refused::missing("file"))?;
    let kind = file.content_type.as_deref().filter(|kind| SHOWN.contains(kind));
    let mut response = file.bytes.clone().into_response();
    let headers = response.headers_mut();
    let saved = HeaderValue::from_static("attachment");
    if let Some(kind) = kind.and_then(|kind| HeaderValue::from_str(kind).ok()) {
        headers.insert(CONTENT_TYPE, kind);
    } else {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        headers.insert(CONTENT_DISPOSITION, saved);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    Ok(response)
}
