//! Discord's official OpenAPI description as the referee: of every request that the bot makes, and of
//! every answer that the sandbox gives.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use kallelse::sandbox::{Sandbox, Traffic};
use serde_json::{Value, json};

/// Where the file and the documentation disagree, the documentation holds. Each exception is a field
/// with its reason; nothing else is let through.
const IN_REQUESTS: (&str, &str) = (
    "default_member_permissions",
    "an integer in the file, a string of digits in the documentation and in every library",
);
const IN_ANSWERS: (&str, &str) = (
    "_errors",
    "codes are integers in the file, words such as BASE_TYPE_REQUIRED in the documentation",
);

static DESCRIPTION: OnceLock<Option<Value>> = OnceLock::new();
static VALIDATORS: Mutex<Option<HashMap<String, Arc<jsonschema::Validator>>>> = Mutex::new(None);

fn description() -> Option<&'static Value> {
    let read = || {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/discord-openapi.json");
        let text = std::fs::read_to_string(path).ok()?;
        Some(serde_json::from_str(&text).expect("the description is JSON"))
    };
    DESCRIPTION.get_or_init(read).as_ref()
}

/// Watches a sandbox's answers. When the test ends, each is held against the description.
#[must_use]
pub struct Watch(Arc<Traffic>);

pub fn watch(sandbox: &Sandbox) -> Watch {
    Watch(sandbox.traffic())
}

impl Drop for Watch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let Some(description) = description() else {
            println!("SKIPPED: Discord's OpenAPI description is not at hand");
            return;
        };
        // Each fault once, however often it was made.
        let mut faults = BTreeMap::new();
        for exchange in self.0.since(0) {
            if let Err(why) = judge_answer(description, &exchange) {
                faults.entry(why).or_insert(exchange);
            }
        }
        assert!(faults.is_empty(), "answers that Discord would not give: {faults:#?}");
    }
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

/// The operation that an exchange is about, and its name.
fn operation<'a>(description: &'a Value, exchange: &Value) -> Result<(String, &'a Value), String> {
    let method = exchange["method"].as_str().unwrap_or_default().to_lowercase();
    let path = exchange["path"].as_str().unwrap_or_default().trim_start_matches("/api/v10");
    let path = path.split('?').next().unwrap_or_default();
    let (template, item) = route(description, path).ok_or("there is no such path")?;
    if item[&method].is_null() {
        return Err(format!("{template} has no {method}"));
    }
    Ok((format!("{method} {template}"), &item[&method]))
}

fn judge(description: &Value, request: &Value) -> Result<(), String> {
    let (name, operation) = operation(description, request)?;
    let path = request["path"].as_str().unwrap_or_default();
    check_query(operation, path.split_once('?').map_or("", |(_, query)| query))?;
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let required = operation["requestBody"]["required"] == true;
    match (schema.is_null(), request["body"].is_null()) {
        (false, true) if required => Err("there should be a body".to_owned()),
        (true, true) | (false, true) => Ok(()),
        (true, false) => Err("there should be no body".to_owned()),
        (false, false) => {
            check_body(description, &name, schema, &without(IN_REQUESTS, &request["body"]))
        }
    }
}

fn judge_answer(description: &Value, exchange: &Value) -> Result<(), String> {
    let (status, body) = (exchange["status"].as_u64().unwrap_or_default(), &exchange["response"]);
    let described = operation(description, exchange);
    let (name, operation) = match described {
        _ if status == 0 || status >= 500 => return Ok(()), // A fault that was asked for.
        Ok(described) => described,
        // What Discord does not have, the sandbox has not either.
        Err(_) if status == 404 || status == 405 || status == 429 => return Ok(()),
        Err(why) => return Err(why),
    };
    if status == 404 && body["code"] == 0 || status == 405 {
        return Ok(()); // A path that is not spoken here.
    }
    if status == 429 && body.is_null() {
        return Ok(()); // What stands before Discord does not speak JSON.
    }
    let responses = &operation["responses"];
    let (exact, range) = (status.to_string(), format!("{}XX", status / 100));
    let response =
        [&exact, &range].into_iter().map(|key| &responses[key]).find(|one| !one.is_null());
    let mut response = response.ok_or_else(|| format!("{status} is no answer to this"))?;
    if let Some(pointer) = response["$ref"].as_str() {
        response =
            description.pointer(pointer.trim_start_matches('#')).ok_or("no such reference")?;
    }
    let schema = &response["content"]["application/json"]["schema"];
    match (schema.is_null(), body.is_null()) {
        (true, true) => Ok(()),
        (true, false) => Err(format!("{status} should have no body")),
        (false, true) => Err(format!("{status} should have a body")),
        (false, false) => {
            let body = without(IN_ANSWERS, body);
            check_body(description, &format!("{name} {status}"), schema, &body)
        }
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

fn check_body(description: &Value, name: &str, schema: &Value, body: &Value) -> Result<(), String> {
    let validator = validator(description, name, schema)?;
    let faults: Vec<String> = validator
        .iter_errors(body)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

/// The validator of a schema, made once.
fn validator(
    description: &Value,
    name: &str,
    schema: &Value,
) -> Result<Arc<jsonschema::Validator>, String> {
    let mut validators = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = validators.get_or_insert_default();
    if let Some(known) = known.get(name) {
        return Ok(known.clone());
    }
    let mut document = json!({ "components": description["components"] });
    document["allOf"] = json!([schema]);
    let validator =
        jsonschema::draft202012::options().build(&document).map_err(|error| error.to_string())?;
    let validator = Arc::new(validator);
    known.insert(name.to_owned(), validator.clone());
    Ok(validator)
}

fn without(exception: (&str, &str), value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| *name != exception.0)
            .map(|(name, value)| (name.clone(), without(exception, value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| without(exception, item)).collect(),
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

#[test]
fn the_referee_sees_a_wrong_answer() {
    let answer = |status: u64, response: Value| json!({ "method": "GET", "path": "/api/v10/gateway", "status": status, "response": response });
    let Some(description) = description() else {
        println!("SKIPPED: Discord's OpenAPI description is not at hand");
        return;
    };
    assert_eq!(judge_answer(description, &answer(200, json!({ "url": "ws://x" }))), Ok(()));
    assert!(judge_answer(description, &answer(200, json!({ "uri": "ws://x" }))).is_err());
    assert!(judge_answer(description, &answer(200, Value::Null)).is_err());
    assert!(judge_answer(description, &answer(201, json!({ "url": "ws://x" }))).is_err());
    assert!(judge_answer(description, &answer(403, json!({ "message": 7 }))).is_err());
}
