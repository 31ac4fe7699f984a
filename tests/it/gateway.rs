//! The gateway's connection, when it fails.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use kallelse::app::{Bot, BotConfig};
use kallelse::clock::Clock;
use kallelse::sandbox::{Sandbox, SandboxConfig};
use kallelse::secret::Token;
use kallelse::web::WebConfig;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::referee;

const ANY_PORT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// A bot with little patience, alone with a sandbox.
struct Pair {
    sandbox: Sandbox,
    bot: Bot,
    http: reqwest::Client,
    _watch: referee::Watch,
    _folder: TempDir,
}

impl Pair {
    async fn start(heartbeat: Duration, silence: Duration) -> Self {
        let sandbox = Sandbox::start(SandboxConfig { heartbeat, ..SandboxConfig::default() })
            .await
            .expect("a sandbox");
        let folder = TempDir::new().expect("a folder");
        let config = BotConfig {
            base: sandbox.base(),
            token: Token::new(sandbox.token()),
            silence,
            database_url: format!("sqlite://{}", folder.path().join("bot.db").display()),
            web: WebConfig { health: Some(ANY_PORT), ..WebConfig::default() },
        };
        let mut bot = Bot::start(config, Clock::System).await.expect("a bot");
        bot.ready().await;
        let watch = referee::watch(&sandbox);
        Self { sandbox, bot, http: reqwest::Client::new(), _watch: watch, _folder: folder }
    }

    async fn fault(&self, fault: Value) {
        let address = format!("{}/sandbox/faults", self.sandbox.base());
        self.http.post(address).json(&fault).send().await.expect("a fault");
    }

    /// What whoever runs the bot is told.
    async fn health(&self, path: &str) -> (u16, String) {
        let served = self.bot.health.as_ref().expect("health is served");
        let address = format!("http://{}{path}", served.address);
        let response = self.http.get(address).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.expect("a text"))
    }

    async fn connections(&self) -> u64 {
        *self.bot.gateway.ready().borrow()
    }

    /// Whether a command is answered.
    async fn answers(&self) -> bool {
        let made = json!({ "name": "G", "channels": [{ "name": "c" }], "users": [{ "name": "Somebody" }] });
        let address = format!("{}/sandbox/guilds", self.sandbox.base());
        let made: Value = self
            .http
            .post(address)
            .json(&made)
            .send()
            .await
            .expect("a guild")
            .json()
            .await
            .expect("JSON");
        let user = made["users"][0]["id"].as_str().expect("an id");
        let body = json!({ "channel_id": made["channels"][0]["id"], "command": "help" });
        let address = format!("{}/sandbox/users/{user}/command", self.sandbox.base());
        let reply: Value = self
            .http
            .post(address)
            .json(&body)
            .send()
            .await
            .expect("an answer")
            .json()
            .await
            .expect("JSON");
        reply["status"] == "replied"
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_falls_silent_is_replaced() {
    let pair = Pair::start(Duration::from_secs(1), Duration::from_secs(3)).await;
    assert!(pair.answers().await);
    let mut ready = pair.bot.gateway.ready();
    let before = pair.connections().await;
    // Open connections fall silent, and the next handshake hangs for good.
    pair.fault(json!({ "kind": "gateway-hang", "count": 1 })).await;
    let back = ready.wait_for(|times| *times > before);
    tokio::time::timeout(Duration::from_secs(40), back)
        .await
        .expect("in time")
        .expect("a connection");
    assert!(pair.bot.gateway.restarts() >= 1, "the watch replaced it");
    assert!(pair.answers().await);
    pair.bot.stop().await;
}

/// With the patience that is the default: a handshake that hangs is not waited for like a quiet night.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handshake_that_hangs_at_the_start_is_soon_begun_anew() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let fault = json!({ "kind": "gateway-hang", "count": 1 });
    let address = format!("{}/sandbox/faults", sandbox.base());
    reqwest::Client::new().post(address).json(&fault).send().await.expect("a fault");
    let folder = TempDir::new().expect("a folder");
    let config = BotConfig {
        base: sandbox.base(),
        token: Token::new(sandbox.token()),
        silence: Duration::from_secs(98),
        database_url: format!("sqlite://{}", folder.path().join("bot.db").display()),
        web: WebConfig::default(),
    };
    let mut bot = Bot::start(config, Clock::System).await.expect("a bot");
    // Measured: 16 s. Under load it may be more, but never a silence of the night.
    tokio::time::timeout(Duration::from_secs(60), bot.ready()).await.expect("in time");
    assert_eq!(bot.gateway.restarts(), 1, "the watch replaced it");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_quiet_connection_that_lives_is_left_alone() {
    let pair = Pair::start(Duration::from_millis(300), Duration::from_secs(2)).await;
    // Nothing happens but heartbeats, for longer than the watch's patience.
    let clock = std::time::Instant::now();
    while clock.elapsed() < Duration::from_secs(5) {
        let _ =
            tokio::time::timeout(Duration::from_secs(1), pair.bot.gateway.ready().changed()).await;
    }
    assert_eq!((pair.bot.gateway.restarts(), pair.connections().await), (0, 1));
    assert!(pair.answers().await);
    pair.bot.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_connection_is_resumed_and_misses_nothing() {
    let pair = Pair::start(Duration::from_secs(10), Duration::from_secs(60)).await;
    pair.fault(json!({ "kind": "gateway-close", "code": 4000 })).await;
    let patience = std::time::Instant::now() + Duration::from_secs(30);
    while !pair.answers().await {
        assert!(std::time::Instant::now() < patience, "the bot did not come back");
    }
    assert_eq!(pair.bot.gateway.restarts(), 0, "serenity came back by itself");
    pair.bot.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_nobody_knows_is_refused_at_the_start() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let folder = TempDir::new().expect("a folder");
    let config = BotConfig {
        base: sandbox.base(),
        token: Token::new("wrong"),
        silence: Duration::from_secs(60),
        database_url: format!("sqlite://{}", folder.path().join("bot.db").display()),
        web: WebConfig::default(),
    };
    let refused = Bot::start(config, Clock::System).await.err().expect("refused").to_string();
    assert!(refused.contains("does not know this token"), "{refused}");
}

/// Whether it lives, whether it works, and what it has done: also while the gateway is away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_runs_the_bot_can_ask_how_it_is() {
    let pair = Pair::start(Duration::from_secs(1), Duration::from_secs(3)).await;
    assert_eq!(pair.health("/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(pair.health("/readyz").await, (200, "ok\n".to_owned()));
    assert!(pair.answers().await);
    // The command is counted when its answer has gone out, which is a moment before it is seen.
    let patience = std::time::Instant::now() + Duration::from_secs(30);
    let told = loop {
        let (status, told) = pair.health("/metrics").await;
        assert_eq!(status, 200);
        if told.contains("kallelse_command_seconds_count{command=\"help\"} 1") {
            break told;
        }
        assert!(std::time::Instant::now() < patience, "{told}");
    };
    for line in [
        "kallelse_gateway_connected 1",
        "kallelse_gateway_connections_total 1",
        "kallelse_notices_overdue 0",
    ] {
        assert!(told.lines().any(|one| one == line), "{line} is not in {told}");
    }
    assert!(told.ends_with("# EOF\n"), "{told}");

    // Connections fall silent, and no new one comes about.
    pair.fault(json!({ "kind": "gateway-hang", "count": 100 })).await;
    let patience = std::time::Instant::now() + Duration::from_secs(40);
    loop {
        let (status, told) = pair.health("/readyz").await;
        if status == 503 {
            assert_eq!(told, "gateway: not connected\n");
            break;
        }
        assert!(std::time::Instant::now() < patience, "it says that it is ready");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(pair.health("/healthz").await.0, 200, "it lives");
    assert_eq!(pair.health("/nothing").await.0, 404);
    pair.bot.stop().await;
}
