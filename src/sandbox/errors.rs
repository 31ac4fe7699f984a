//! Discord's error bodies: a code, a message, and for bad forms a tree of what is wrong where.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// An error as Discord answers it (documentation, "Opcodes and Status Codes", "JSON").
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    code: u64,
    message: &'static str,
    errors: Option<Value>,
    retry_after: Option<f64>,
}

impl ApiError {
    const fn new(status: StatusCode, code: u64, message: &'static str) -> Self {
        Self { status, code, message, errors: None, retry_after: None }
    }

    pub const UNAUTHORIZED: Self = Self::new(StatusCode::UNAUTHORIZED, 0, "401: Unauthorized");
    pub const NO_ROUTE: Self = Self::new(StatusCode::NOT_FOUND, 0, "404: Not Found");
    pub const BAD_METHOD: Self =
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 0, "405: Method Not Allowed");
    pub const BAD_JSON: Self =
        Self::new(StatusCode::BAD_REQUEST, 50109, "The request body contains invalid JSON.");
    pub const UNKNOWN_APPLICATION: Self =
        Self::new(StatusCode::NOT_FOUND, 10002, "Unknown Application");
    pub const UNKNOWN_CHANNEL: Self = Self::new(StatusCode::NOT_FOUND, 10003, "Unknown Channel");
    pub const UNKNOWN_GUILD: Self = Self::new(StatusCode::NOT_FOUND, 10004, "Unknown Guild");
    pub const UNKNOWN_MEMBER: Self = Self::new(StatusCode::NOT_FOUND, 10007, "Unknown Member");
    pub const UNKNOWN_MESSAGE: Self = Self::new(StatusCode::NOT_FOUND, 10008, "Unknown Message");
    pub const UNKNOWN_USER: Self = Self::new(StatusCode::NOT_FOUND, 10013, "Unknown User");
    pub const UNKNOWN_WEBHOOK: Self = Self::new(StatusCode::NOT_FOUND, 10015, "Unknown Webhook");
    pub const UNKNOWN_INTERACTION: Self =
        Self::new(StatusCode::NOT_FOUND, 10062, "Unknown interaction");
    pub const UNKNOWN_COMMAND: Self =
        Self::new(StatusCode::NOT_FOUND, 10063, "Unknown application command");
    pub const ALREADY_ANSWERED: Self =
        Self::new(StatusCode::BAD_REQUEST, 40060, "Interaction has already been acknowledged.");
    pub const MISSING_ACCESS: Self = Self::new(StatusCode::FORBIDDEN, 50001, "Missing Access");
    pub const NOT_THE_AUTHOR: Self =
        Self::new(StatusCode::FORBIDDEN, 50005, "Cannot edit a message authored by another user");
    pub const EMPTY_MESSAGE: Self =
        Self::new(StatusCode::BAD_REQUEST, 50006, "Cannot send an empty message");
    pub const CANNOT_DM: Self =
        Self::new(StatusCode::FORBIDDEN, 50007, "Cannot send messages to this user");
    pub const MISSING_PERMISSIONS: Self =
        Self::new(StatusCode::FORBIDDEN, 50013, "Missing Permissions");
    pub const BAD_WEBHOOK_TOKEN: Self =
        Self::new(StatusCode::UNAUTHORIZED, 50027, "Invalid Webhook Token");
    pub const THREAD_EXISTS: Self = Self::new(
        StatusCode::BAD_REQUEST,
        160_004,
        "A thread has already been created for this message",
    );

    /// A 5xx, as a fault has it.
    pub fn of_status(status: StatusCode) -> Self {
        Self::new(status, 0, "The server answers so because it was told to")
    }

    /// Too many requests; to be tried again after so many seconds.
    pub fn rate_limited(retry_after: f64) -> Self {
        let limited = Self::new(StatusCode::TOO_MANY_REQUESTS, 0, "You are being rate limited.");
        Self { retry_after: Some(retry_after), ..limited }
    }

    pub fn invalid_form(errors: FormErrors) -> Self {
        let invalid = Self::new(StatusCode::BAD_REQUEST, 50035, "Invalid Form Body");
        Self { errors: Some(errors.into_tree()), ..invalid }
    }

    /// The message and, for a bad form, what is wrong with it: for people who control the sandbox.
    pub fn describe(&self) -> String {
        match &self.errors {
            Some(errors) => format!("{}: {errors}", self.message),
            None => self.message.to_owned(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({ "message": self.message, "code": self.code });
        if let Some(errors) = self.errors {
            body["errors"] = errors;
        }
        if let Some(seconds) = self.retry_after {
            body["retry_after"] = json!(seconds);
            body["global"] = json!(false);
        }
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            let whole = seconds.ceil().to_string();
            if let Ok(value) = HeaderValue::from_str(&whole) {
                response.headers_mut().insert("retry-after", value);
            }
            response.headers_mut().insert("x-ratelimit-scope", HeaderValue::from_static("user"));
        }
        response
    }
}

/// What is wrong with a form, by the path of the field.
#[derive(Clone, Debug, Default)]
pub struct FormErrors(Vec<(String, &'static str, String)>);

impl FormErrors {
    /// Notes a fault at a path such as `embeds.0.title`.
    pub fn add(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push((path.into(), code, message.into()));
    }

    /// Notes a text outside its length.
    pub fn length(&mut self, path: impl Into<String>, text: &str, least: usize, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else if length < least {
            self.add(path, "BASE_TYPE_MIN_LENGTH", format!("Must be {least} or more in length."));
        }
    }

    /// The error, if there is any.
    pub fn check(self) -> Result<(), ApiError> {
        if self.0.is_empty() { Ok(()) } else { Err(ApiError::invalid_form(self)) }
    }

    fn into_tree(self) -> Value {
        let mut tree = Value::Object(Map::new());
        for (path, code, message) in self.0 {
            let mut place = &mut tree;
            for step in path.split('.') {
                place = &mut place[step];
            }
            match place["_errors"].as_array_mut() {
                Some(list) => list.push(json!({ "code": code, "message": message })),
                None => place["_errors"] = json!([{ "code": code, "message": message }]),
            }
        }
        tree
    }
}
