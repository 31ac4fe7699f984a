//! Discord's official OpenAPI description as the referee of every request that the bot makes.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::{Value, json};

/// Where the file and the documentation disagree, the documentation holds. Each exception has its
/// reason; nothing else is let through.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "default_member_permissions",
    "an integer in the file, a string of digits in the documentation and in every library",
)];

static DESCRIPTION: OnceLock<Option<Value>> = OnceLock::new();
static VALIDATORS: Mutex<Option<HashMap<String, jsonschema::Validator>>> = Mutex::new(None);

fn description() -> Option<&'static Value> {
    let read = || {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/discord-openapi.json");
        let text = std::fs::read_to_string(path).ok()?;
        Some(serde_json::from_str(&text).expect("the description is JSON"))
    };
    DESCRIPTION.get_or_init(read).as_ref()
}

/// Holds requests against the description. Panics with the first that does not satisfy it.
#[track_caller]
pub fn check(traffic: &[Value]) {
    let Some(description) = description() else {
        println!("SKIPPED: Discord's OpenAPI description is not at hand");
        return;
    };
    assert!(!traffic.is_empty(), "there was nothing to referee");
    for request in traffic {
        if let Err(why) = judge(description, request) {
            panic!("{} {}: {why}\n{:#}", request["method"], request["path"], request["body"]);
        }
    }
}

fn judge(description: &Value, request: &Value) -> Result<(), String> {
    let method = request["method"].as_str().unwrap_or_default().to_lowercase();
    let path = request["path"].as_str().unwrap_or_default().trim_start_matches("/api/v10");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let (template, item) = route(description, path).ok_or("there is no such path")?;
    let operation = &item[&method];
    if operation.is_null() {
        return Err(format!("{template} has no {method}"));
    }
    check_query(operation, query)?;
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    match (schema.is_null(), request["body"].is_null()) {
        (true, true) | (false, true) => Ok(()),
        (true, false) => Err("there should be no body".to_owned()),
        (false, false) => check_body(
            description,
            &format!("{method} {template}"),
            schema,
            &without_exceptions(&request["body"]),
        ),
    }
}

/// The template that a path matches: the one with the fewest places to fill in.
fn route<'a>(description: &'a Value, path: &str) -> Option<(&'a str, &'a Value)> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &str| {
        let wanted: Vec<&str> = template.split('/').collect();
        wanted.len() == parts.len()
            && wanted.iter().zip(&parts).all(|(w, p)| w.starts_with('{') || w == p)
    };
    let templates = description["paths"].as_object()?.iter().filter(|(template, _)| fits(template));
    templates
        .min_by_key(|(template, _)| template.matches('{').count())
        .map(|(template, item)| (template.as_str(), item))
}

fn check_query(operation: &Value, query: &str) -> Result<(), String> {
    let known: Vec<&str> = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| parameter["name"].as_str())
        .collect();
    let given = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split('=').next().unwrap_or_default());
    let unknown: Vec<&str> = given.filter(|name| !known.contains(name)).collect();
    if unknown.is_empty() {
        Ok(())
    } else {
        Err(format!("unknown query parameters {unknown:?}, known are {known:?}"))
    }
}

fn check_body(
    description: &Value,
    operation: &str,
    schema: &Value,
    body: &Value,
) -> Result<(), String> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = validators.get_or_insert_default();
    if !known.contains_key(operation) {
        let mut document = json!({ "components": description["components"] });
        document["allOf"] = json!([schema]);
        let validator = jsonschema::draft202012::options()
            .build(&document)
            .map_err(|error| error.to_string())?;
        known.insert(operation.to_owned(), validator);
    }
    let faults: Vec<String> = known[operation]
        .iter_errors(body)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

fn without_exceptions(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !EXCEPTIONS.iter().any(|(exception, _)| exception == name))
            .map(|(name, value)| (name.clone(), without_exceptions(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(without_exceptions).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_referee_sees_a_foul() {
    let request = |body: Value| json!({ "method": "POST", "path": "/api/v10/channels/1/messages", "body": body });
    let Some(description) = description() else {
        println!("SKIPPED: Discord's OpenAPI description is not at hand");
        return;
    };
    assert_eq!(judge(description, &request(json!({ "content": "x", "nonce": "1" }))), Ok(()));
    assert!(judge(description, &request(json!({ "content": 7 }))).is_err());
    assert!(
        judge(description, &request(json!({ "content": "x", "nonce": "1".repeat(26) }))).is_err()
    );
    let nowhere = json!({ "method": "POST", "path": "/api/v10/nowhere", "body": null });
    assert!(judge(description, &nowhere).is_err());
}
