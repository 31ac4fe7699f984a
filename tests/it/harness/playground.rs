//! A sandbox with a guild and two people, for bots that are not ours.

use kallelse::sandbox::{ChannelSpec, GuildSpec, Sandbox, SandboxConfig, UserSpec};
use serde_json::{Value, json};

use super::referee;

/// A guild with a channel for all, one for Anna alone, and two people.
pub struct Playground {
    pub sandbox: Sandbox,
    pub http: reqwest::Client,
    pub token: String,
    pub guild: String,
    pub hall: String,
    pub closed: String,
    pub anna: String,
    pub bo: String,
    _watch: referee::Watch,
}

impl Playground {
    pub async fn open() -> Self {
        Self::with(SandboxConfig::default()).await
    }

    pub async fn with(config: SandboxConfig) -> Self {
        let sandbox = Sandbox::start(config).await.expect("a sandbox");
        let channel =
            |name: &str, only| ChannelSpec { name: name.into(), only, ..ChannelSpec::default() };
        let user = |name: &str| UserSpec { name: name.into(), locale: None };
        let made = sandbox.make_guild(&GuildSpec {
            name: "House".into(),
            channels: vec![channel("hall", None), channel("closed", Some(vec!["Anna".into()]))],
            users: vec![user("Anna"), user("Bo")],
            ..GuildSpec::default()
        });
        Self {
            token: sandbox.token(),
            http: reqwest::Client::new(),
            guild: made.id,
            hall: made.channels[0].id.clone(),
            closed: made.channels[1].id.clone(),
            anna: made.users[0].id.clone(),
            bo: made.users[1].id.clone(),
            _watch: referee::watch(&sandbox),
            sandbox,
        }
    }

    /// `127.0.0.1:PORT`.
    pub fn host(&self) -> String {
        self.sandbox.base().trim_start_matches("http://").to_owned()
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base())
    }

    /// A request of the bot.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = method.parse().expect("a method");
        let request = self.http.request(method, self.url(&format!("/api/v10{path}")));
        request.header("authorization", format!("Bot {}", self.token))
    }

    /// Makes a request of the bot, with a body unless it is null.
    pub async fn api(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let request = self.request(method, path);
        let request = if body.is_null() { request } else { request.json(&body) };
        answer_of(request).await
    }

    /// Posts in the hall.
    pub async fn post(&self, body: Value) -> (u16, Value) {
        self.api("POST", &format!("/channels/{}/messages", self.hall), body).await
    }

    /// Something that a person does, or that controls the sandbox.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(self.url(&format!("/sandbox{path}"))).json(&body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    pub async fn look(&self, path: &str) -> Value {
        let request = self.http.get(self.url(&format!("/sandbox{path}")));
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// What somebody sees in the hall, oldest first.
    pub async fn hall_as(&self, user: &str) -> Vec<Value> {
        let seen = self.look(&format!("/channels/{}/messages?as={user}", self.hall)).await;
        seen.as_array().expect("messages").clone()
    }

    /// Anna does something in the hall.
    pub async fn anna_does(&self, what: &str, mut body: Value) -> Value {
        body["channel_id"] = json!(self.hall);
        self.control(&format!("/users/{}/{what}", self.anna), body).await
    }
}

/// The status and JSON of an answer, which says that it is JSON and nothing else.
pub async fn answer_of(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.expect("an answer");
    let kind = response.headers().get("content-type").cloned();
    let status = response.status().as_u16();
    let text = response.text().await.expect("text");
    if !text.is_empty() {
        assert_eq!(kind.expect("a type"), "application/json", "exactly so");
    }
    (status, serde_json::from_str(&text).unwrap_or_default())
}
