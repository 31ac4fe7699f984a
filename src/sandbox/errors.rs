//! Discord's error bodies: a code, a message, and for bad forms a tree of what is wrong where.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error as Discord answers it (documentation, "Opcodes and Status Codes", "JSON").
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    code: u64,
    message: &'static str,
    errors: Option<Value>,
    wait: Option<Wait>,
}

/// For how long whoever was limited has to wait, and whether everything of theirs is limited.
#[derive(Clone, Copy, Debug)]
struct Wait {
    seconds: f64,
    global: bool,
}

impl ApiError {
    const fn new(status: StatusCode, code: u64, message: &'static str) -> Self {
        Self { status, code, message, errors: None, wait: None }
    }

    const fn missing(code: u64, message: &'static str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    const fn forbidden(code: u64, message: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    const fn bad(code: u64, message: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub const UNAUTHORIZED: Self = Self::new(StatusCode::UNAUTHORIZED, 0, "401: Unauthorized");
    pub const NO_ROUTE: Self = Self::missing(0, "404: Not Found");
    pub const BAD_METHOD: Self =
        Self::new(StatusCode::METHOD_NOT_ALLOWED, 0, "405: Method Not Allowed");
    pub const TOO_LARGE: Self =
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, 40005, "Request entity too large");
    pub const BAD_JSON: Self = Self::bad(50109, "The request body contains invalid JSON.");
    pub const UNKNOWN_APPLICATION: Self = Self::missing(10002, "Unknown Application");
    pub const UNKNOWN_CHANNEL: Self = Self::missing(10003, "Unknown Channel");
    pub const UNKNOWN_GUILD: Self = Self::missing(10004, "Unknown Guild");
    pub const UNKNOWN_MEMBER: Self = Self::missing(10007, "Unknown Member");
    pub const UNKNOWN_MESSAGE: Self = Self::missing(10008, "Unknown Message");
    pub const UNKNOWN_ROLE: Self = Self::missing(10011, "Unknown Role");
    pub const UNKNOWN_USER: Self = Self::missing(10013, "Unknown User");
    pub const UNKNOWN_WEBHOOK: Self = Self::missing(10015, "Unknown Webhook");
    pub const UNKNOWN_INTERACTION: Self = Self::missing(10062, "Unknown interaction");
    pub const UNKNOWN_COMMAND: Self = Self::missing(10063, "Unknown application command");
    pub const UNKNOWN_EVENT: Self = Self::missing(10070, "Unknown Guild Scheduled Event");
    pub const TOO_MANY_PINS: Self =
        Self::bad(30003, "Maximum number of pins reached for the channel (250)");
    pub const TOO_MANY_EVENTS: Self =
        Self::bad(30038, "Maximum number of uncompleted guild scheduled events reached (100)");
    pub const ALREADY_ANSWERED: Self =
        Self::bad(40060, "Interaction has already been acknowledged.");
    pub const MISSING_ACCESS: Self = Self::forbidden(50001, "Missing Access");
    pub const NOT_IN_A_DM: Self = Self::forbidden(50003, "Cannot execute action on a DM channel");
    pub const NOT_THE_AUTHOR: Self =
        Self::forbidden(50005, "Cannot edit a message authored by another user");
    pub const EMPTY_MESSAGE: Self = Self::bad(50006, "Cannot send an empty message");
    pub const CANNOT_DM: Self = Self::forbidden(50007, "Cannot send messages to this user");
    pub const NO_MUTUAL_GUILD: Self =
        Self::forbidden(50278, "Cannot send messages to this user due to having no mutual guilds");
    pub const MISSING_PERMISSIONS: Self = Self::forbidden(50013, "Missing Permissions");
    pub const TOO_FEW_TO_DELETE: Self =
        Self::bad(50016, "Provided too few or too many messages to delete.");
    pub const SYSTEM_MESSAGE: Self =
        Self::forbidden(50021, "Cannot execute action on a system message");
    pub const WRONG_CHANNEL_TYPE: Self =
        Self::bad(50024, "Cannot execute action on this channel type");
    pub const BAD_WEBHOOK_TOKEN: Self =
        Self::new(StatusCode::UNAUTHORIZED, 50027, "Invalid Webhook Token");
    pub const TOO_OLD_TO_DELETE: Self =
        Self::bad(50034, "You can only bulk delete messages that are under 14 days old.");
    pub const ARCHIVED: Self = Self::bad(50083, "Thread is archived");
    pub const THREAD_EXISTS: Self =
        Self::bad(160_004, "A thread has already been created for this message");
    pub const EVENT_IS_OVER: Self =
        Self::bad(180_000, "Cannot modify a finished or cancelled event");

    /// A status as a fault has it.
    pub fn of_status(status: StatusCode, code: u32) -> Self {
        Self::new(status, code.into(), "The server answers so because it was told to")
    }

    /// Too many requests; to be tried again after so many seconds.
    pub fn rate_limited(seconds: f64, global: bool) -> Self {
        let limited = Self::new(StatusCode::TOO_MANY_REQUESTS, 0, "You are being rate limited.");
        Self { wait: Some(Wait { seconds, global }), ..limited }
    }

    /// A form with this tree of errors.
    pub fn invalid_form(errors: Value) -> Self {
        Self { errors: Some(errors), ..Self::bad(50035, "Invalid Form Body") }
    }

    /// The same, of a form that is part of another: what is wrong stands below this field.
    pub fn within(mut self, field: &str) -> Self {
        self.errors = self.errors.map(|errors| json!({ field: errors }));
        self
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
        let Some(wait) = self.wait else { return (self.status, Json(body)).into_response() };
        body["retry_after"] = json!(wait.seconds);
        body["global"] = json!(wait.global);
        let scope = if wait.global { "global" } else { "user" };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert("x-ratelimit-scope", HeaderValue::from_static(scope));
        if wait.global {
            headers.insert("x-ratelimit-global", HeaderValue::from_static("true"));
        }
        if let Ok(whole) = HeaderValue::from_str(&wait.seconds.ceil().to_string()) {
            headers.insert("retry-after", whole);
        }
        response
    }
}
