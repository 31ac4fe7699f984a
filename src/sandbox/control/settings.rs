//! What can be set while the sandbox runs: the nonce window and the rate limits.

use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::{Answer, Control, Refused};
use crate::sandbox::Shared;
use crate::sandbox::limits::LimitSettings;

/// A day, in seconds: longer windows are a slip of the pen.
const LONGEST_WINDOW: u64 = 86_400;

pub(super) async fn settings(State(shared): State<Control>) -> Json<Value> {
    Json(told(&shared))
}

fn told(shared: &Shared) -> Value {
    // The world is let go before the limits are held: no two locks at once.
    let tokens: Vec<(u64, String)> =
        shared.world().applications.iter().map(|one| (one.id, one.token.clone())).collect();
    let mut limits = shared.limits();
    let invalid: serde_json::Map<String, Value> = tokens
        .iter()
        .map(|(id, token)| (id.to_string(), json!(limits.invalid_of(token, Instant::now()))))
        .collect();
    json!({
        "nonce_window_s": shared.nonce_window().as_secs(),
        "rate_limits": limits.settings,
        "invalid_requests": invalid,
    })
}

/// Takes what the body names and leaves the rest; all or nothing.
pub(super) async fn change(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let fields = body.as_object().ok_or_else(|| Refused::from("an object is needed".to_owned()))?;
    if let Some(unknown) = fields.keys().find(|key| !KNOWN.contains(&key.as_str())) {
        return Err(Refused::from(format!("there is no setting {unknown:?}; known are {KNOWN:?}")));
    }
    let window = fields.get("nonce_window_s").map(|value| {
        value.as_u64().filter(|seconds| *seconds <= LONGEST_WINDOW).ok_or_else(|| {
            Refused::from(format!("nonce_window_s is a whole number from 0 to {LONGEST_WINDOW}"))
        })
    });
    let window = window.transpose()?;
    let limits = fields.get("rate_limits").map(|wanted| merged(&shared, wanted)).transpose()?;
    if let Some(seconds) = window {
        shared.set_nonce_window(Duration::from_secs(seconds));
    }
    if let Some(limits) = limits {
        shared.limits().change(limits);
    }
    Ok(Json(told(&shared)))
}

const KNOWN: [&str; 2] = ["nonce_window_s", "rate_limits"];

/// The limits in force, with those in place of them that are wanted.
fn merged(shared: &Shared, wanted: &Value) -> Result<LimitSettings, Refused> {
    let wanted = match wanted {
        Value::Bool(enabled) => json!({ "enabled": enabled }),
        other => other.clone(),
    };
    let fields = wanted.as_object();
    let fields = fields.ok_or_else(|| Refused::from("rate_limits is an object".to_owned()))?;
    let current = serde_json::to_value(&shared.limits().settings);
    let mut merged = current.map_err(|error| Refused::from(error.to_string()))?;
    for (key, value) in fields {
        merged[key] = value.clone();
    }
    let limits: LimitSettings = serde_json::from_value(merged)
        .map_err(|error| Refused::from(format!("rate_limits: {error}")))?;
    limits.check().map_err(|why| Refused::from(format!("rate_limits: {why}")))?;
    Ok(limits)
}
