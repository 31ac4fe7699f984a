//! What Discord checks of a message's body (documentation, "Create Message", "Embed Limits",
//! "Component Reference").

use std::collections::HashSet;

use serde_json::Value;

use super::errors::{ApiError, FormErrors};

const MAX_CONTENT: usize = 2000;
const MAX_EMBEDS: usize = 10;
const MAX_EMBED_TEXT: usize = 6000;
const MAX_ROWS: usize = 5;
const MAX_NONCE: usize = 25;
const MAX_ALLOWED_USERS: usize = 100;

/// Checks a message's body. `must_say_something` is for new messages: an edit may change less.
pub fn message(body: &Value, must_say_something: bool) -> Result<(), ApiError> {
    if !body.is_object() {
        return Err(ApiError::BAD_JSON);
    }
    let mut errors = FormErrors::default();
    content(&body["content"], &mut errors);
    embeds(&body["embeds"], &mut errors);
    components(&body["components"], &mut errors);
    nonce(&body["nonce"], &mut errors);
    allowed_mentions(&body["allowed_mentions"], &mut errors);
    errors.check()?;
    if must_say_something && says_nothing(body) {
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

fn content(value: &Value, errors: &mut FormErrors) {
    match value {
        Value::Null => {}
        Value::String(text) => errors.length("content", text, 0, MAX_CONTENT),
        _ => errors.add("content", "BASE_TYPE_BAD_TYPE", "Could not interpret as string."),
    }
}

fn nonce(value: &Value, errors: &mut FormErrors) {
    match value {
        Value::Null | Value::Number(_) => {}
        Value::String(text) => errors.length("nonce", text, 0, MAX_NONCE),
        _ => errors.add("nonce", "BASE_TYPE_BAD_TYPE", "Could not interpret as string or number."),
    }
}

/// The items of a list of at most `most`, with their paths.
fn items<'a>(
    value: &'a Value,
    path: &str,
    (least, most): (usize, usize),
    errors: &mut FormErrors,
) -> Vec<(String, &'a Value)> {
    let list = match value {
        Value::Null => return Vec::new(),
        Value::Array(list) => list,
        _ => {
            errors.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return Vec::new();
        }
    };
    if !(least..=most).contains(&list.len()) {
        errors.add(
            path,
            "BASE_TYPE_BAD_LENGTH",
            format!("Must be between {least} and {most} in length."),
        );
    }
    list.iter().enumerate().map(|(index, item)| (format!("{path}.{index}"), item)).collect()
}

/// As [`items`], of objects alone.
fn objects<'a>(
    value: &'a Value,
    path: &str,
    bounds: (usize, usize),
    errors: &mut FormErrors,
) -> Vec<(String, &'a Value)> {
    let (objects, others): (Vec<_>, Vec<_>) =
        items(value, path, bounds, errors).into_iter().partition(|(_, item)| item.is_object());
    for (at, _) in others {
        errors.add(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
    }
    objects
}

fn embeds(value: &Value, errors: &mut FormErrors) {
    let mut total = 0;
    for (path, embed) in objects(value, "embeds", (0, MAX_EMBEDS), errors) {
        let mut text = |key: &str, at: &Value, most: usize, errors: &mut FormErrors| {
            if let Some(text) = at.as_str() {
                errors.length(format!("{path}.{key}"), text, 0, most);
                total += text.chars().count();
            }
        };
        text("title", &embed["title"], 256, errors);
        text("description", &embed["description"], 4096, errors);
        text("footer.text", &embed["footer"]["text"], 2048, errors);
        text("author.name", &embed["author"]["name"], 256, errors);
        for (at, field) in objects(&embed["fields"], &format!("{path}.fields"), (0, 25), errors) {
            for (key, most) in [("name", 256), ("value", 1024)] {
                match field[key].as_str().filter(|text| !text.trim().is_empty()) {
                    Some(text) => {
                        errors.length(format!("{at}.{key}"), text, 1, most);
                        total += text.chars().count();
                    }
                    None => errors.add(
                        format!("{at}.{key}"),
                        "BASE_TYPE_REQUIRED",
                        "This field is required",
                    ),
                }
            }
        }
    }
    if total > MAX_EMBED_TEXT {
        errors.add(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            format!("Embed size exceeds maximum size of {MAX_EMBED_TEXT}"),
        );
    }
}

fn components(value: &Value, errors: &mut FormErrors) {
    let mut ids = HashSet::new();
    for (path, row) in objects(value, "components", (0, MAX_ROWS), errors) {
        if row["type"] != 1 {
            errors.add(format!("{path}.type"), "BASE_TYPE_CHOICES", "Value must be one of {1}.");
            continue;
        }
        for (at, part) in objects(&row["components"], &format!("{path}.components"), (1, 5), errors)
        {
            let id = component(part, &at, errors);
            if id.is_some_and(|id| !ids.insert(id.to_owned())) {
                errors.add(
                    format!("{at}.custom_id"),
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated",
                );
            }
        }
    }
}

fn component<'a>(part: &'a Value, at: &str, errors: &mut FormErrors) -> Option<&'a str> {
    let id = part["custom_id"].as_str();
    match part["type"].as_u64() {
        Some(2) => {
            let style = part["style"].as_u64();
            if !style.is_some_and(|style| (1..=6).contains(&style)) {
                errors.add(
                    format!("{at}.style"),
                    "BASE_TYPE_CHOICES",
                    "Value must be one of {1, 2, 3, 4, 5, 6}.",
                );
            }
            errors.length(format!("{at}.label"), part["label"].as_str().unwrap_or_default(), 0, 80);
            if matches!(style, Some(5)) {
                return None;
            }
        }
        Some(3 | 5..=8) => {
            items(&part["options"], &format!("{at}.options"), (0, 25), errors);
            errors.length(
                format!("{at}.placeholder"),
                part["placeholder"].as_str().unwrap_or_default(),
                0,
                150,
            );
        }
        _ => {
            errors.add(
                format!("{at}.type"),
                "BASE_TYPE_CHOICES",
                "Value must be one of {2, 3, 5, 6, 7, 8}.",
            );
            return None;
        }
    }
    match id {
        Some(id) => errors.length(format!("{at}.custom_id"), id, 1, 100),
        None => {
            errors.add(format!("{at}.custom_id"), "BASE_TYPE_REQUIRED", "This field is required")
        }
    }
    id
}

fn allowed_mentions(value: &Value, errors: &mut FormErrors) {
    let users = items(&value["users"], "allowed_mentions.users", (0, MAX_ALLOWED_USERS), errors);
    let mut seen = HashSet::new();
    if users.iter().any(|(_, id)| !seen.insert(id.to_string())) {
        errors.add(
            "allowed_mentions.users",
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
            "The set already contains that value",
        );
    }
    let parse = items(&value["parse"], "allowed_mentions.parse", (0, 3), errors);
    for (path, kind) in &parse {
        if !["users", "roles", "everyone"].iter().any(|known| kind == known) {
            errors.add(
                path,
                "BASE_TYPE_CHOICES",
                "Value must be one of {'users', 'roles', 'everyone'}.",
            );
        }
    }
    if !users.is_empty() && parse.iter().any(|(_, kind)| *kind == "users") {
        errors.add(
            "allowed_mentions",
            "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            "parse:[\"users\"] and users: [ids...] are mutually exclusive.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;
    use serde_json::json;

    fn status(body: &Value) -> u16 {
        message(body, true).err().map_or(200, |error| error.into_response().status().as_u16())
    }

    #[test]
    fn limits_are_discords() {
        assert_eq!(status(&json!({ "content": "å".repeat(2000) })), 200);
        assert_eq!(status(&json!({ "content": "å".repeat(2001) })), 400);
        assert_eq!(status(&json!({ "content": "  " })), 400);
        assert_eq!(status(&json!({ "content": 7 })), 400);
        assert_eq!(status(&json!({ "content": "x", "nonce": "1".repeat(26) })), 400);
        assert_eq!(
            status(
                &json!({ "embeds": [{ "title": "t", "fields": [{ "name": "n", "value": "" }] }] })
            ),
            400
        );
        let long = json!({ "description": "x".repeat(3001) });
        assert_eq!(status(&json!({ "embeds": [long, long] })), 400);
        let button = json!({ "type": 2, "style": 1, "label": "a", "custom_id": "same" });
        let row = |buttons: Vec<Value>| json!({ "content": "x", "components": [{ "type": 1, "components": buttons }] });
        assert_eq!(status(&row(vec![button.clone()])), 200);
        assert_eq!(status(&row(vec![button.clone(), button])), 400);
        assert_eq!(status(&row(vec![])), 400);
    }

    #[test]
    fn faults_are_told_where_they_are() {
        let error = message(&json!({ "embeds": [{ "title": "x".repeat(257) }] }), true)
            .expect_err("too long");
        assert!(
            error
                .describe()
                .contains(r#"{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH""#)
        );
    }
}
