//! Whatever is sent, Discord's error is the answer, and the server stands. Bodies are made from
//! good ones by putting something else in some place, so that every parser is reached.

use std::time::Duration;

use kallelse::sandbox::{LimitSettings, SandboxConfig};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::harness::playground::{Playground, answer_of};
use crate::sockets::Socket;

const REQUESTS: u32 = 5000;
const PAYLOADS: u32 = 300;

/// Something that may stand where something else should.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![
            Just(""),
            Just("\u{0}"),
            Just("<@1>@everyone"),
            Just("../.."),
            Just("18446744073709551616"),
            Just("-1")
        ]
        .prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
        (1900_usize..4200).prop_map(|length| Value::from("ö".repeat(length))),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,12}", inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// All places in a value.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, inner)| places(inner, &format!("{at}/{key}"), found))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, inner)| places(inner, &format!("{at}/{index}"), found)),
        _ => {}
    }
}

/// A good body with something else in one place of it.
fn spoilt(good: &Value, at: prop::sample::Index, with: Value) -> Value {
    let mut found = Vec::new();
    places(good, "", &mut found);
    let mut spoilt = good.clone();
    let at: &String = at.get(&found);
    if let Some(place) = spoilt.pointer_mut(at) {
        *place = with;
    }
    spoilt
}

/// Every route with a good body: `{hall}` and the like are filled in.
fn requests() -> Vec<(&'static str, &'static str, Value)> {
    let button =
        json!({ "type": 2, "style": 1, "label": "a", "custom_id": "a", "disabled": false });
    let select = json!({ "type": 3, "custom_id": "s", "options": [{ "label": "l", "value": "v" }], "min_values": 0 });
    let message = json!({
        "content": "x", "tts": false, "flags": 4, "nonce": "1", "enforce_nonce": true,
        "embeds": [{ "title": "t", "color": 1, "timestamp": "2027-01-01T00:00:00Z", "fields": [{ "name": "n", "value": "v", "inline": true }], "footer": { "text": "f" }, "image": { "url": "https://x" } }],
        "components": [{ "type": 1, "components": [button] }, { "type": 1, "components": [select] }],
        "allowed_mentions": { "parse": ["roles"], "users": ["1"], "replied_user": true },
        "message_reference": { "message_id": "1", "fail_if_not_exists": false },
        "attachments": [{ "id": "1", "filename": "x" }],
    });
    let section =
        json!({ "type": 9, "components": [{ "type": 10, "content": "x" }], "accessory": button });
    let of_components = json!({ "flags": 1 << 15, "components": [{ "type": 17, "components": [section, { "type": 14, "spacing": 1 }, { "type": 12, "items": [{ "media": { "url": "https://x" } }] }] }] });
    let command = json!({ "name": "a", "description": "x", "type": 1, "name_localizations": { "sv-SE": "b" }, "default_member_permissions": "8", "options": [{ "type": 1, "name": "s", "description": "x", "options": [{ "type": 3, "name": "o", "description": "x", "required": true, "choices": [{ "name": "n", "value": "v" }] }] }] });
    let event = json!({ "name": "e", "privacy_level": 2, "entity_type": 3, "entity_metadata": { "location": "l" }, "scheduled_start_time": "2099-01-01T00:00:00Z", "scheduled_end_time": "2099-01-02T00:00:00Z" });
    let modal = json!({ "type": 9, "data": { "title": "t", "custom_id": "c", "components": [{ "type": 18, "label": "l", "component": { "type": 4, "custom_id": "i", "style": 1 } }] } });
    let guild = json!({ "name": "g", "channels": [{ "name": "c", "only": ["a"] }], "users": [{ "name": "a", "locale": "sv-SE" }], "roles": [{ "name": "r", "permissions": "8", "members": ["a"] }] });
    let fault = json!({ "route": "POST /nowhere/*", "every": 3, "count": 1, "probability": 0.5, "seed": 1, "kind": "status", "status": 503 });
    vec![
        ("POST", "/api/v10/channels/{hall}/messages", message.clone()),
        ("POST", "/api/v10/channels/{hall}/messages", of_components),
        ("PATCH", "/api/v10/channels/{hall}/messages/{message}", message.clone()),
        (
            "POST",
            "/api/v10/channels/{hall}/messages/bulk-delete",
            json!({ "messages": ["1", "2"] }),
        ),
        (
            "POST",
            "/api/v10/channels/{hall}/threads",
            json!({ "name": "t", "type": 11, "auto_archive_duration": 60 }),
        ),
        ("PATCH", "/api/v10/channels/{hall}", json!({ "name": "t", "archived": true })),
        ("PUT", "/api/v10/applications/{bot}/commands", json!([command])),
        ("POST", "/api/v10/applications/{bot}/guilds/{guild}/commands", command),
        ("POST", "/api/v10/guilds/{guild}/scheduled-events", event),
        ("POST", "/api/v10/users/@me/channels", json!({ "recipient_id": "{anna}" })),
        ("POST", "/api/v10/interactions/1/x/callback", modal),
        ("POST", "/api/v10/webhooks/{bot}/x", message),
        ("POST", "/sandbox/guilds", guild),
        ("POST", "/sandbox/bots", json!({ "name": "b", "privileged_intents": true })),
        ("POST", "/sandbox/faults", fault),
        (
            "POST",
            "/sandbox/settings",
            json!({ "nonce_window_s": 60, "rate_limits": { "enabled": false } }),
        ),
        (
            "POST",
            "/sandbox/users/{anna}/command",
            json!({ "channel_id": "{hall}", "command": "none", "options": { "a": "b" } }),
        ),
        (
            "POST",
            "/sandbox/users/{anna}/press",
            json!({ "message_id": "{message}", "custom_id": "a", "values": ["b"] }),
        ),
        (
            "POST",
            "/sandbox/users/{anna}/submit",
            json!({ "interaction_id": "1", "fields": { "a": "b" } }),
        ),
        ("POST", "/sandbox/users/{anna}/say", json!({ "channel_id": "{hall}", "content": "x" })),
        ("POST", "/sandbox/users/{anna}/read", json!({ "channel_id": "{hall}" })),
        ("POST", "/sandbox/clock", json!({ "advance_s": 1 })),
    ]
}

fn generator() -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..Config::default() })
}

fn unlimited() -> SandboxConfig {
    SandboxConfig { limits: LimitSettings::off(), ..SandboxConfig::default() }
}

#[tokio::test]
async fn spoilt_requests_are_answered_with_discords_errors() {
    let ground = Playground::with(unlimited()).await;
    let (_, message) = ground.post(json!({ "content": "x" })).await;
    let bot = ground.api("GET", "/users/@me", Value::Null).await.1["id"].clone();
    let fill = |text: &str| {
        text.replace("{hall}", &ground.hall)
            .replace("{guild}", &ground.guild)
            .replace("{anna}", &ground.anna)
            .replace("{bot}", bot.as_str().expect("an id"))
            .replace("{message}", message["id"].as_str().expect("an id"))
    };
    let requests = requests();
    let case = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), anything());
    let mut runner = generator();
    let mut good = 0;
    for _ in 0..REQUESTS {
        let (which, place, with) = case.new_tree(&mut runner).expect("a case").current();
        let (method, path, body) = which.get(&requests);
        let body: Value = serde_json::from_str(&fill(&body.to_string())).expect("JSON");
        let body = spoilt(&body, place, with);
        let request =
            ground.http.request(method.parse().expect("a method"), ground.url(&fill(path)));
        let request = request.header("authorization", format!("Bot {}", ground.token)).json(&body);
        let (status, answer) = answer_of(request).await;
        assert!((200..500).contains(&status), "{method} {path} with {body}: {status} {answer}");
        // What was taken into force is not what the next ones are judged by.
        if path.ends_with("/faults") {
            ground.http.delete(ground.url(path)).send().await.expect("cleared");
        } else if path.ends_with("/settings") {
            ground.control("/settings", json!({ "rate_limits": false })).await;
        }
        good += u32::from(status < 300);
        if status >= 400 && path.starts_with("/api") {
            assert!(
                answer["code"].is_u64() && answer["message"].is_string(),
                "{path} with {body}: {answer}"
            );
        }
    }
    println!("{good} of {REQUESTS} were good enough");
    assert!(
        (REQUESTS / 20..REQUESTS * 19 / 20).contains(&good),
        "{good}: nothing is reached, or nothing checked"
    );
    assert_eq!(ground.api("GET", "/users/@me", Value::Null).await.0, 200, "it still stands");
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused() {
    let ground = Playground::with(unlimited()).await;
    let path = format!("/channels/{}/messages", ground.hall);
    for body in ["", "{", "nul", "\u{0}", "{\"content\":\"x\"", "[1,", "\"\\ud800\""] {
        let request = ground.request("POST", &path).header("content-type", "application/json");
        let (status, answer) = answer_of(request.body(body)).await;
        assert_eq!((status, answer["code"].as_u64()), (400, Some(50109)), "{body:?}");
    }
    let deep = "[".repeat(100_000);
    let request = ground.request("POST", &path).header("content-type", "application/json");
    assert_eq!(answer_of(request.body(deep)).await.0, 400);
    for (kind, body) in [("text/plain", "x"), ("multipart/form-data; boundary=b", "--b\r\nrubbish")]
    {
        let request = ground.request("POST", &path).header("content-type", kind);
        assert_eq!(answer_of(request.body(body)).await.0, 400, "{kind}");
    }
}

#[tokio::test]
async fn spoilt_payloads_close_the_connection_or_pass_by() {
    let ground = Playground::with(unlimited()).await;
    let payloads = [
        json!({ "op": 1, "d": 1 }),
        json!({ "op": 2, "d": { "token": ground.token, "intents": 513, "properties": {}, "shard": [0, 1], "compress": false } }),
        json!({ "op": 6, "d": { "token": ground.token, "session_id": "x", "seq": 1 } }),
        json!({ "op": 8, "d": { "guild_id": ground.guild, "query": "", "limit": 0, "user_ids": ["1"], "nonce": "x" } }),
        json!({ "op": 3, "d": { "status": "online" } }),
    ];
    let case =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), anything(), any::<bool>());
    let mut runner = generator();
    for _ in 0..PAYLOADS {
        let (which, place, with, logged_in) = case.new_tree(&mut runner).expect("a case").current();
        let payload = spoilt(which.get(&payloads), place, with);
        let mut socket = if logged_in {
            Socket::ready(&ground, 513).await
        } else {
            Socket::open(&ground, "").await
        };
        socket.send(payload.clone()).await;
        // Another heartbeat is answered, or a code tells why not.
        socket.send(json!({ "op": 1, "d": null })).await;
        let end =
            tokio::time::timeout(Duration::from_secs(10), socket.acknowledged_or_closed()).await;
        let end = end.unwrap_or_else(|_| panic!("no answer to {payload}"));
        assert!(end.is_none_or(|code| (4000..=4014).contains(&code)), "{payload}: {end:?}");
    }
    let mut socket = Socket::open(&ground, "").await;
    socket.send_raw(Message::binary(vec![0xFF; 3000])).await;
    assert_eq!(socket.close_code().await, 4002);
    Socket::ready(&ground, 0).await;
}
