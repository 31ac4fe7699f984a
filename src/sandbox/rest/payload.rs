//! What a request carries: JSON, or a form of several parts with files beside it (documentation,
//! "Uploading Files").

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use futures_util::stream;
use serde_json::Value;

use super::Api;
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::Upload;

/// A request's body, read once and handed on with the request.
pub struct Received {
    pub json: Bytes,
    pub files: Vec<Upload>,
    refused: Option<ApiError>,
}

impl Received {
    /// Takes a body apart.
    pub async fn read(headers: &HeaderMap, bytes: Bytes) -> Self {
        let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        match kind.map(multer::parse_boundary) {
            Some(Ok(boundary)) => match parts(&boundary, bytes).await {
                Ok((json, files)) => Self { json, files, refused: None },
                Err(_) => Self::refused(ApiError::BAD_JSON),
            },
            Some(Err(_)) if !bytes.is_empty() && !is_json(kind) => Self::refused(Form::fault(
                "_misc",
                "CONTENT_TYPE_INVALID",
                "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.",
            )),
            _ => Self { json: bytes, files: Vec::new(), refused: None },
        }
    }

    fn refused(error: ApiError) -> Self {
        Self { json: Bytes::new(), files: Vec::new(), refused: Some(error) }
    }
}

fn is_json(kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| kind.trim_start().starts_with("application/json"))
}

async fn parts(boundary: &str, bytes: Bytes) -> Result<(Bytes, Vec<Upload>), multer::Error> {
    let body = stream::once(async { Ok::<_, Infallible>(bytes) });
    let mut form = multer::Multipart::new(body, boundary);
    let (mut json, mut files) = (Bytes::from_static(b"{}"), Vec::new());
    while let Some(part) = form.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "payload_json" {
            json = part.bytes().await?;
        } else if let Some(filename) = part.file_name().map(str::to_owned) {
            let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
            let content_type = part.content_type().map(ToString::to_string);
            let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
            files.push(Upload { number, filename, content_type, bytes: part.bytes().await? });
        }
    }
    Ok((json, files))
}

/// A request's JSON, and the files beside it.
pub struct Payload {
    pub body: Value,
    pub files: Vec<Upload>,
}

impl FromRequestParts<Api> for Payload {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Api) -> Result<Self, ApiError> {
        let received = parts.extensions.get::<Arc<Received>>().ok_or(ApiError::BAD_JSON)?;
        if let Some(error) = &received.refused {
            return Err(error.clone());
        }
        let body = serde_json::from_slice(&received.json).map_err(|_| ApiError::BAD_JSON)?;
        Ok(Self { body, files: received.files.clone() })
    }
}
