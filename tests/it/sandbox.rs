//! The sandbox as a bot meets it, over plain HTTP and with nothing of ours in between.

use std::time::Duration;

use kallelse::sandbox::{ChannelSpec, GuildSpec, Sandbox, SandboxConfig, UserSpec};
use serde_json::{Value, json};

use crate::harness::referee;

/// A guild with a channel for all, one for the chair alone, and two people.
struct House {
    sandbox: Sandbox,
    http: reqwest::Client,
    token: String,
    hall: String,
    closed: String,
    anna: String,
    _watch: referee::Watch,
}

impl House {
    async fn with(config: SandboxConfig) -> Self {
        let sandbox = Sandbox::start(config).await.expect("a sandbox");
        let channel = |name: &str, only| ChannelSpec { name: name.into(), only };
        let user = |name: &str| UserSpec { name: name.into(), locale: None };
        let made = sandbox.make_guild(&GuildSpec {
            name: "House".into(),
            channels: vec![channel("hall", None), channel("closed", Some(vec!["Anna".into()]))],
            users: vec![user("Anna"), user("Bo")],
            ..GuildSpec::default()
        });
        let token = format!("Bot {}", sandbox.token());
        let (hall, closed) = (made.channels[0].id.clone(), made.channels[1].id.clone());
        Self {
            _watch: referee::watch(&sandbox),
            sandbox,
            http: reqwest::Client::new(),
            token,
            hall,
            closed,
            anna: made.users[0].id.clone(),
        }
    }

    async fn api(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let address = format!("{}/api/v10{path}", self.sandbox.base());
        let request = self
            .http
            .request(method.parse().expect("a method"), address)
            .header("authorization", &self.token);
        let request = if body.is_null() { request } else { request.json(&body) };
        let response = request.send().await.expect("an answer");
        let kind = response.headers().get("content-type").cloned();
        let status = response.status().as_u16();
        let text = response.text().await.expect("text");
        if !text.is_empty() {
            assert_eq!(kind.expect("a type"), "application/json", "exactly so");
        }
        (status, serde_json::from_str(&text).unwrap_or_default())
    }
}

#[tokio::test]
async fn errors_are_discords() {
    let house = House::with(SandboxConfig::default()).await;
    let hall = &house.hall;
    let messages = format!("/channels/{hall}/messages");
    let long = json!({ "content": "x".repeat(2001) });
    let cases = [
        ("POST", "/channels/1/messages".to_owned(), json!({ "content": "x" }), 404, 10003),
        ("POST", messages.clone(), json!({ "content": "" }), 400, 50006),
        ("POST", messages.clone(), long, 400, 50035),
        ("GET", format!("{messages}/1"), Value::Null, 404, 10008),
        ("POST", "/interactions/1/x/callback".to_owned(), json!({ "type": 4 }), 404, 10062),
        ("GET", "/nowhere".to_owned(), Value::Null, 404, 0),
        ("DELETE", "/gateway".to_owned(), Value::Null, 405, 0),
        ("GET", format!("{messages}?limit=101"), Value::Null, 400, 50035),
        ("GET", "/channels/abc".to_owned(), Value::Null, 400, 50035),
    ];
    for (method, path, body, status, code) in cases {
        let (got, error) = house.api(method, &path, body).await;
        assert_eq!((got, error["code"].as_u64()), (status, Some(code)), "{method} {path}: {error}");
    }
    let (_, error) = house.api("POST", &messages, json!({ "content": "x".repeat(2001) })).await;
    assert_eq!(error["errors"]["content"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    let wrong = House { token: "Bot wrong".into(), ..house };
    assert_eq!(wrong.api("GET", "/users/@me", Value::Null).await.0, 401);
}

#[tokio::test]
async fn the_same_nonce_gives_the_same_message_within_its_window() {
    for (window, expected) in [(300, 1), (0, 2)] {
        let config =
            SandboxConfig { nonce_window: Duration::from_secs(window), ..SandboxConfig::default() };
        let house = House::with(config).await;
        let path = format!("/channels/{}/messages", house.hall);
        let body = json!({ "content": "x", "nonce": "abc", "enforce_nonce": true });
        let (_, first) = house.api("POST", &path, body.clone()).await;
        let (_, second) = house.api("POST", &path, body).await;
        assert_eq!(first["id"] == second["id"], expected == 1);
        let (_, all) = house.api("GET", &path, Value::Null).await;
        assert_eq!(all.as_array().map(Vec::len), Some(expected));
    }
}

#[tokio::test]
async fn who_may_not_see_a_channel_does_not() {
    let house =
        House::with(SandboxConfig { bot_permissions: 1 << 10, ..SandboxConfig::default() }).await;
    let (status, error) = house
        .api("POST", &format!("/channels/{}/messages", house.hall), json!({ "content": "x" }))
        .await;
    // Everybody may write in the hall, the bot among them.
    assert_eq!(status, 200, "{error}");
    let state: Value = house
        .http
        .get(format!("{}/sandbox/state", house.sandbox.base()))
        .send()
        .await
        .expect("state")
        .json()
        .await
        .expect("JSON");
    let bo = state["users"]
        .as_array()
        .expect("users")
        .iter()
        .find(|user| user["name"] == "Bo")
        .expect("Bo")["id"]
        .clone();
    let see = |who: String| {
        let address =
            format!("{}/sandbox/channels/{}/messages?as={who}", house.sandbox.base(), house.closed);
        let http = house.http.clone();
        async move { http.get(address).send().await.expect("an answer").status().as_u16() }
    };
    assert_eq!(see(house.anna.clone()).await, 200);
    assert_eq!(see(bo.as_str().expect("an id").to_owned()).await, 403);
}

#[tokio::test]
async fn a_thread_takes_its_messages_id_and_is_opened_once() {
    let house = House::with(SandboxConfig::default()).await;
    let path = format!("/channels/{}/messages", house.hall);
    let (_, message) = house.api("POST", &path, json!({ "content": "x" })).await;
    let threads = format!("{path}/{}/threads", message["id"].as_str().expect("an id"));
    let (status, thread) = house.api("POST", &threads, json!({ "name": "T" })).await;
    assert_eq!((status, &thread["id"]), (201, &message["id"]));
    let (status, error) = house.api("POST", &threads, json!({ "name": "T" })).await;
    assert_eq!((status, error["code"].as_u64()), (400, Some(160_004)));
}

#[tokio::test]
async fn rubbish_is_answered_and_never_brings_the_server_down() {
    let house = House::with(SandboxConfig::default()).await;
    let address = |path: &str| format!("{}{path}", house.sandbox.base());
    let hall = &house.hall;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{\"content\":{}}",
        "{\"embeds\":[7]}",
        "\u{0}",
        "{\"components\":[[]]}",
        "{\"embeds\":{\"a\":1}}",
    ] {
        for path in [
            format!("/api/v10/channels/{hall}/messages"),
            "/api/v10/users/@me/channels".into(),
            "/sandbox/faults".into(),
            "/sandbox/guilds".into(),
            format!("/sandbox/users/{}/press", house.anna),
        ] {
            let request = house
                .http
                .post(address(&path))
                .header("authorization", &house.token)
                .header("content-type", "application/json")
                .body(body.to_owned());
            let status = request.send().await.expect("an answer").status().as_u16();
            assert!((200..500).contains(&status), "{path} with {body:?}: {status}");
        }
    }
    assert_eq!(house.api("GET", "/users/@me", Value::Null).await.0, 200, "it still stands");
}
