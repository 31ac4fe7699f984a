//! Whatever is sent, Discord's error is the answer, and the server stands. Bodies are made from
//! good ones by putting something else in some place, so that every parser is reached.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use kallelse::sandbox::{LimitSettings, SandboxConfig};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::harness::playground::{Playground, answer_of};
use crate::sockets::Socket;

const REQUESTS: usize = 5000;
const SOON: Duration = Duration::from_millis(60);
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

/// A good body with something else in one place of it, or under a name that nobody expects.
fn spoilt(good: &Value, at: prop::sample::Index, with: Value, name: &str) -> Value {
    let mut found = Vec::new();
    places(good, "", &mut found);
    let mut spoilt = good.clone();
    let at: &String = at.get(&found);
    let Some(place) = spoilt.pointer_mut(at) else { return spoilt };
    match place.as_object_mut().filter(|_| !name.is_empty()) {
        Some(fields) => drop(fields.insert(name.to_owned(), with)),
        None => *place = with,
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
        ("PUT", "/api/v10/applications/{bot}/commands", json!([command])),
        ("POST", "/api/v10/applications/{bot}/guilds/{guild}/commands", command),
        ("POST", "/api/v10/guilds/{guild}/scheduled-events", event),
        ("POST", "/api/v10/users/@me/channels", json!({ "recipient_id": "{anna}" })),
        ("POST", "/api/v10/interactions/{interaction}/callback", modal),
        (
            "POST",
            "/api/v10/interactions/{interaction}/callback",
            json!({ "type": 4, "data": { "content": "x", "flags": 64 } }),
        ),
        (
            "PATCH",
            "/api/v10/channels/{thread}",
            json!({ "name": "t", "archived": false, "auto_archive_duration": 60 }),
        ),
        (
            "PATCH",
            "/api/v10/guilds/{guild}/scheduled-events/{event}",
            json!({ "name": "e", "description": null, "scheduled_end_time": "2099-02-01T00:00:00Z" }),
        ),
        (
            "PATCH",
            "/api/v10/applications/{bot}/commands/{command}",
            json!({ "description": "y", "name_localizations": { "sv-SE": "c" }, "options": [] }),
        ),
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

/// A playground with everything in it that the requests are about.
struct Furnished {
    ground: Playground,
    ids: HashMap<&'static str, String>,
    socket: Socket,
}

impl Furnished {
    async fn open() -> Self {
        // The bot says nothing but what it is made to say.
        let heartbeat = Duration::from_secs(600);
        let ground = Playground::with(SandboxConfig { heartbeat, ..unlimited() }).await;
        let socket = Socket::ready(&ground, 0).await;
        let me = ground.api("GET", "/users/@me", Value::Null).await.1;
        let ids = HashMap::from([
            ("hall", ground.hall.clone()),
            ("guild", ground.guild.clone()),
            ("anna", ground.anna.clone()),
            ("bot", id(&me)),
        ]);
        let mut furnished = Self { ground, ids, socket };
        furnished.make("message", "/channels/{hall}/messages", json!({ "content": "x" })).await;
        let thread = json!({ "name": "t", "type": 11 });
        furnished.make("thread", "/channels/{hall}/threads", thread).await;
        let all = requests();
        let event = all.iter().find(|(_, path, _)| path.ends_with("/scheduled-events"));
        let event = event.expect("one").2.clone();
        furnished.make("event", "/guilds/{guild}/scheduled-events", event).await;
        furnished.register().await;
        let modal =
            all.iter().find(|(_, path, body)| path.ends_with("/callback") && body["type"] == 9);
        let (interaction, opened) = (furnished.interaction().await, modal.expect("one").2.clone());
        let path = format!("/interactions/{interaction}/callback");
        assert_eq!(furnished.ground.api("POST", &path, opened).await.0, 204);
        let modal = interaction.split('/').next().expect("an id").to_owned();
        furnished.ids.insert("modal", modal);
        furnished
    }

    async fn make(&mut self, name: &'static str, path: &str, body: Value) {
        let made = self.ground.api("POST", &self.fill(path), body).await.1;
        self.ids.insert(name, id(&made));
    }

    /// The command that interactions are made with, whatever became of the others.
    async fn register(&mut self) {
        let option = json!({ "type": 3, "name": "a", "description": "x" });
        let go = json!({ "name": "go", "description": "x", "options": [option] });
        self.make("command", "/applications/{bot}/commands", go).await;
    }

    /// A new interaction that nobody has answered: its id and token as a path.
    async fn interaction(&mut self) -> String {
        let address = self.ground.url(&format!("/sandbox/users/{}/command", self.ground.anna));
        let deed = json!({ "channel_id": self.ground.hall, "command": "go" });
        let asked = self.ground.http.post(address).json(&deed).send();
        let waiting = tokio::spawn(asked);
        let made = self.socket.event("INTERACTION_CREATE").await;
        // Nobody waits for an answer that may never come.
        waiting.abort();
        format!("{}/{}", id(&made), made["token"].as_str().expect("a token"))
    }

    fn fill(&self, text: &str) -> String {
        let put =
            |text: String, (name, id): (&&str, &String)| text.replace(&format!("{{{name}}}"), id);
        self.ids.iter().fold(text.to_owned(), put)
    }
}

fn id(made: &Value) -> String {
    made["id"].as_str().unwrap_or_else(|| panic!("no id in {made}")).to_owned()
}

#[tokio::test]
async fn spoilt_requests_are_answered_with_discords_errors() {
    let mut place = Furnished::open().await;
    let requests = requests();
    let index = any::<prop::sample::Index>;
    let name = prop_oneof![6 => Just(String::new()), 1 => "[a-z_.]{1,9}", 1 => Just("flags._errors".into())];
    let case = (index(), index(), anything(), name);
    let mut runner = generator();
    let mut taken: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for number in 0..REQUESTS {
        let (which, at, with, name) = case.new_tree(&mut runner).expect("a case").current();
        // Each once as it should be, so that no route's end is reached by luck alone.
        let good = requests.get(number);
        let (method, path, body) = good.unwrap_or_else(|| which.get(&requests));
        if path.contains("{interaction}") {
            place.register().await;
            let fresh = place.interaction().await;
            place.ids.insert("interaction", fresh);
        }
        let body: Value = serde_json::from_str(&place.fill(&body.to_string())).expect("JSON");
        let body = if good.is_some() { body } else { spoilt(&body, at, with, &name) };
        let method = method.parse().expect("a method");
        let request = place.ground.http.request(method, place.ground.url(&place.fill(path)));
        let request = request.header("authorization", format!("Bot {}", place.ground.token));
        // A deed that was taken waits for the bot, which has nothing to say to it.
        let is_deed = path.starts_with("/sandbox/users/");
        let patience = if is_deed { SOON } else { Duration::from_secs(20) };
        let answer = tokio::time::timeout(patience, answer_of(request.json(&body))).await;
        assert!(answer.is_ok() || is_deed, "{path} with {body}: no answer");
        let (status, answer) = answer.unwrap_or((200, Value::Null));
        assert!((200..500).contains(&status), "{path} with {body}: {status} {answer}");
        // What was taken into force is not what the next ones are judged by.
        if path.ends_with("/faults") {
            place.ground.http.delete(place.ground.url(path)).send().await.expect("cleared");
        } else if path.ends_with("/settings") {
            place.ground.control("/settings", json!({ "rate_limits": false })).await;
        }
        let (good, all) = taken.entry(path).or_default();
        *good += u32::from(status < 300);
        *all += 1;
        if status >= 400 && path.starts_with("/api") {
            let is_discords = answer["code"].is_u64() && answer["message"].is_string();
            assert!(is_discords, "{path} with {body}: {answer}");
        }
    }
    println!("taken, of all: {taken:#?}");
    // Those that cannot succeed here: too few messages, nobody's token, the system's clock.
    let hopeless = ["bulk-delete", "/webhooks/", "/clock"];
    for (path, (good, all)) in taken {
        let can = !hopeless.iter().any(|part| path.contains(part));
        assert!(good > 0 || !can, "{path}: none of {all} was good enough to reach its end");
    }
    assert_eq!(place.ground.api("GET", "/users/@me", Value::Null).await.0, 200, "it still stands");
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
    let index = any::<prop::sample::Index>;
    let case = (index(), index(), anything(), any::<bool>());
    let mut runner = generator();
    for _ in 0..PAYLOADS {
        let (which, place, with, logged_in) = case.new_tree(&mut runner).expect("a case").current();
        let payload = spoilt(which.get(&payloads), place, with, "");
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
