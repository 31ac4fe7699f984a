//! What Discord checks of a message's body (documentation, "Create Message", "Embed Limits",
//! "Allowed Mentions Object").

mod components;

use std::collections::HashSet;

use serde_json::Value;

use super::errors::ApiError;
use super::form::Form;
use super::world::{IS_COMPONENTS_V2, Upload};
pub use components::select;

const MAX_CONTENT: usize = 2000;
const MAX_EMBEDS: usize = 10;
const MAX_EMBED_TEXT: usize = 6000;
const MAX_NONCE: usize = 25;
const MAX_ALLOWED: usize = 100;
const MAX_FILES: usize = 10;
/// A file's size, in bytes, where nobody has paid for more.
const MAX_FILE: usize = 10 * 1024 * 1024;

/// Checks a message's body and the files beside it. `must_say_something` is for new messages: an
/// edit may change less.
pub fn message(body: &Value, files: &[Upload], must_say_something: bool) -> Result<(), ApiError> {
    if !body.is_object() {
        return Err(ApiError::BAD_JSON);
    }
    if files.iter().any(|file| file.bytes.len() > MAX_FILE) {
        return Err(ApiError::TOO_LARGE);
    }
    let mut form = Form::default();
    form.text("content", &body["content"], 0..=MAX_CONTENT);
    form.truth("tts", &body["tts"]);
    let flags = form.integer("flags", &body["flags"], 0..=u64::from(u32::MAX)).unwrap_or(0);
    let of_components = flags & IS_COMPONENTS_V2 != 0;
    if of_components {
        for (key, given) in [("content", &body["content"]), ("embeds", &body["embeds"])] {
            let empty = given.as_str().is_none_or(str::is_empty)
                && given.as_array().is_none_or(Vec::is_empty);
            if !empty {
                let message = "The field cannot be used with the flag IS_COMPONENTS_V2";
                form.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
    }
    embeds(&body["embeds"], &mut form);
    components::check(&body["components"], of_components, &mut form);
    nonce(&body["nonce"], &mut form);
    allowed_mentions(&body["allowed_mentions"], &mut form);
    attachments(&body["attachments"], files, &mut form);
    reference(&body["message_reference"], &mut form);
    form.check()?;
    if must_say_something && files.is_empty() && says_nothing(body) {
        return Err(ApiError::EMPTY_MESSAGE);
    }
    Ok(())
}

fn says_nothing(body: &Value) -> bool {
    let empty = |key: &str| body[key].as_array().is_none_or(Vec::is_empty);
    body["content"].as_str().is_none_or(|text| text.trim().is_empty())
        && empty("embeds")
        && empty("components")
}

fn nonce(value: &Value, form: &mut Form) {
    match value {
        Value::Null => {}
        Value::Number(number) if number.is_i64() || number.is_u64() => {}
        Value::String(text) => form.length("nonce", text, 0..=MAX_NONCE),
        _ => form.add("nonce", "BASE_TYPE_BAD_TYPE", "Could not interpret as string or number."),
    }
}

fn attachments(value: &Value, files: &[Upload], form: &mut Form) {
    let listed = form.objects("attachments", value, 0..=MAX_FILES);
    for (at, one) in listed {
        form.snowflake(format!("{at}.id"), &one["id"]);
        form.text(format!("{at}.filename"), &one["filename"], 1..=1024);
        form.text(format!("{at}.description"), &one["description"], 0..=1024);
    }
    if files.len() > MAX_FILES {
        let message = format!("Must be between 0 and {MAX_FILES} in length.");
        form.add("files", "BASE_TYPE_BAD_LENGTH", message);
    }
}

fn reference(value: &Value, form: &mut Form) {
    if value.is_null() || !form.is_object("message_reference", value) {
        return;
    }
    form.snowflake("message_reference.message_id", &value["message_id"]);
    form.snowflake("message_reference.channel_id", &value["channel_id"]);
    form.truth("message_reference.fail_if_not_exists", &value["fail_if_not_exists"]);
}

fn embeds(value: &Value, form: &mut Form) {
    let mut total = 0;
    for (path, embed) in form.objects("embeds", value, 0..=MAX_EMBEDS) {
        let mut text = |key: &str, at: &Value, most: usize, form: &mut Form| {
            let text = form.text(format!("{path}.{key}"), at, 0..=most);
            total += text.map_or(0, |text| text.chars().count());
        };
        text("title", &embed["title"], 256, form);
        text("description", &embed["description"], 4096, form);
        for (part, key, most) in [("footer", "text", 2048), ("author", "name", 256)] {
            let inner = &embed[part];
            if inner.is_null() || !form.is_object(&format!("{path}.{part}"), inner) {
                continue;
            }
            if inner[key].is_null() {
                form.required(format!("{path}.{part}.{key}"));
            }
            text(&format!("{part}.{key}"), &inner[key], most, form);
            for key in ["icon_url", "url"] {
                web_address(&inner[key], &format!("{path}.{part}.{key}"), true, form);
            }
        }
        form.integer(format!("{path}.color"), &embed["color"], 0..=0xFF_FF_FF);
        form.instant(format!("{path}.timestamp"), &embed["timestamp"]);
        web_address(&embed["url"], &format!("{path}.url"), false, form);
        for part in ["image", "thumbnail"] {
            let picture = &embed[part];
            if !picture.is_null() && form.is_object(&format!("{path}.{part}"), picture) {
                if picture["url"].is_null() {
                    form.required(format!("{path}.{part}.url"));
                }
                web_address(&picture["url"], &format!("{path}.{part}.url"), true, form);
            }
        }
        for (at, field) in form.objects(&format!("{path}.fields"), &embed["fields"], 0..=25) {
            form.truth(format!("{at}.inline"), &field["inline"]);
            for (key, most) in [("name", 256), ("value", 1024)] {
                let at = format!("{at}.{key}");
                match form.text(&at, &field[key], 0..=most) {
                    Some(text) if !text.trim().is_empty() => total += text.chars().count(),
                    _ => form.required(at),
                }
            }
        }
    }
    if total > MAX_EMBED_TEXT {
        let message = format!("Embed size exceeds maximum size of {MAX_EMBED_TEXT}");
        form.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

/// An address on the web, or, where that is allowed, of a file beside the message.
pub fn web_address(value: &Value, at: &str, attachment: bool, form: &mut Form) {
    let Some(url) = form.text(at, value, 0..=2048) else { return };
    let known = ["http://", "https://", "discord://"].iter().any(|scheme| url.starts_with(scheme));
    let beside = attachment && url.starts_with("attachment://");
    if !known && !beside {
        form.add(at, "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').");
    }
}

fn allowed_mentions(value: &Value, form: &mut Form) {
    if value.is_null() || !form.is_object("allowed_mentions", value) {
        return;
    }
    form.truth("allowed_mentions.replied_user", &value["replied_user"]);
    let parse = form.items("allowed_mentions.parse", &value["parse"], 0..=3);
    for (path, kind) in &parse {
        if !["users", "roles", "everyone"].iter().any(|known| *kind == known) {
            form.choice(path, "'users', 'roles', 'everyone'");
        }
    }
    for key in ["users", "roles"] {
        let at = format!("allowed_mentions.{key}");
        let listed = form.items(&at, &value[key], 0..=MAX_ALLOWED);
        let mut seen = HashSet::new();
        for (path, id) in &listed {
            form.snowflake(path, id);
        }
        if listed.iter().any(|(_, id)| !seen.insert(id.to_string())) {
            let message = "The set already contains that value";
            form.add(&at, "SET_TYPE_ALREADY_CONTAINS_VALUE", message);
        }
        if !listed.is_empty() && parse.iter().any(|(_, kind)| *kind == key) {
            let message = format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive.");
            form.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use serde_json::json;

    fn status(body: &Value) -> u16 {
        message(body, &[], true).err().map_or(200, |error| error.into_response().status().as_u16())
    }

    #[test]
    fn limits_are_discords() {
        assert_eq!(status(&json!({ "content": "å".repeat(2000) })), 200);
        assert_eq!(status(&json!({ "content": "å".repeat(2001) })), 400);
        assert_eq!(status(&json!({ "content": "  " })), 400);
        assert_eq!(status(&json!({ "content": 7 })), 400);
        assert_eq!(status(&json!({ "content": "x", "flags": "many" })), 400);
        assert_eq!(status(&json!({ "content": "x", "nonce": "1".repeat(26) })), 400);
        let field = json!({ "name": "n", "value": "" });
        assert_eq!(status(&json!({ "embeds": [{ "title": "t", "fields": [field] }] })), 400);
        assert_eq!(status(&json!({ "embeds": [{ "title": "t", "url": "javascript:x" }] })), 400);
        let long = json!({ "description": "x".repeat(3001) });
        assert_eq!(status(&json!({ "embeds": [long, long] })), 400);
    }

    #[test]
    fn faults_are_told_where_they_are_all_at_once() {
        let body = json!({ "tts": "x", "embeds": [{ "title": "x".repeat(257) }] });
        let told = message(&body, &[], true).expect_err("too long").describe();
        let title = r#""embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH""#;
        assert!(told.contains(title), "{told}");
        assert!(told.contains(r#""tts":{"_errors":[{"code":"BOOLEAN_TYPE_CONVERT""#), "{told}");
    }
}
