//! Listening to Discord, and a watch that starts the connection anew when it has died silently.
//!
//! serenity keeps a healthy connection: it heartbeats and resumes. What it does not notice is a
//! handshake that hangs (measured: for ever). So whatever is heard from the server is noted, and
//! after a silence of two heartbeat intervals and 15 s the whole client is replaced. serenity's
//! tasks go on by themselves and cannot be called back, so every client has a small runtime of its
//! own that ends with it; commands and buttons are carried out on the bot's. That runtime has one thread, on
//! which tasks begin in the order in which they were made: serenity makes one of every event.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use poise::serenity_prelude as serenity;
use tokio::runtime::Handle;
use tokio::sync::{oneshot, watch};

use super::Edge;
use super::desk::Desk;
use super::send::Sender;

/// How long to wait before connecting anew; doubles while it does not help.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// The same while the server is not even reached: asking costs it nothing, whereas a bot may introduce itself a
/// thousand times a day (documentation, "Gateway", "Session Start Limits").
const LONGEST_PAUSE_UNREACHED: Duration = Duration::from_secs(10);
/// How long a connection may be silent until it is ready: a handshake that hangs is not waited for like a quiet night.
const LONGEST_HANDSHAKE: Duration = Duration::from_secs(12);
/// What is heard besides interactions, which need none: what people write to the bot directly. It is no privileged
/// intent (documentation, "Gateway", "List of Intents").
const INTENTS: serenity::GatewayIntents = serenity::GatewayIntents::DIRECT_MESSAGES;
/// How many times the watch looks within one silence.
const LOOKS: u32 = 10;

/// Where to connect, and what to think of silence. It holds the token, and is shown nowhere.
#[derive(Clone)]
pub struct GatewayConfig {
    /// `https://discord.com` or a compatible server.
    pub base: String,
    pub token: String,
    /// After this long without a word from the server the connection is replaced.
    pub silence: Duration,
}

/// Listens until it is dropped, and tells how it goes.
pub struct Gateway {
    config: GatewayConfig,
    sender: Arc<Sender>,
    desk: Arc<Desk>,
    ready: watch::Sender<u64>,
    restarts: AtomicU64,
}

impl Gateway {
    /// A gateway whose interactions are carried out on the runtime that this is called on.
    pub fn new(config: GatewayConfig, edge: Edge) -> Arc<Self> {
        let (ready, restarts) = (watch::Sender::new(0), AtomicU64::new(0));
        let sender = edge.sender.clone();
        Arc::new(Self { config, sender, desk: Desk::new(edge), ready, restarts })
    }

    /// Counts the times that the connection became ready.
    pub fn ready(&self) -> watch::Receiver<u64> {
        self.ready.subscribe()
    }

    /// How often the watch has replaced a silent connection.
    pub fn restarts(&self) -> u64 {
        self.restarts.load(Ordering::Relaxed)
    }

    /// Connects, and connects anew whenever the connection ends or falls silent.
    pub async fn listen(&self) {
        let mut pause = FIRST_PAUSE;
        loop {
            let before = *self.ready.borrow();
            let ended = self.one_client().await;
            self.desk.metrics().disconnected();
            match &ended {
                Ended::Silent => {
                    let restarts = self.restarts.fetch_add(1, Ordering::Relaxed) + 1;
                    tracing::warn!(
                        restarts,
                        "the gateway has been silent for too long: connecting anew"
                    );
                }
                Ended::Closed => tracing::warn!("the gateway closed: connecting anew"),
                Ended::Unreached(why) | Ended::Failed(why) => {
                    tracing::error!(%why, "no connection to the gateway: trying again");
                }
            }
            let was_ready = *self.ready.borrow() > before;
            pause = if was_ready { FIRST_PAUSE } else { ended.pause_after(pause) };
            tokio::time::sleep(pause).await;
        }
    }

    /// Returns when the interactions that were under way have been answered, or after a while.
    pub async fn finish(&self) {
        self.desk.close().await;
    }

    async fn one_client(&self) -> Ended {
        let own = match OwnRuntime::new() {
            Ok(own) => own,
            Err(why) => return Ended::Failed(why),
        };
        let handler = Arc::new(Handler {
            desk: self.desk.clone(),
            heard: Mutex::new(Instant::now()),
            bot: OnceLock::new(),
            shards: OnceLock::new(),
            ready: self.ready.clone(),
        });
        let (config, listening) = (self.config.clone(), handler.clone());
        let sender = self.sender.clone();
        let client = own.spawn(async move {
            let mut client = match build_client(&config, &sender, listening.clone()).await {
                Ok(client) => client,
                Err(why) => return Ended::Unreached(why),
            };
            let _ = listening.shards.set(client.shard_manager.clone());
            match client.start().await {
                Ok(()) => Ended::Closed,
                Err(error) => Ended::Failed(error.to_string()),
            }
        });
        tokio::select! {
            ended = client => ended.unwrap_or_else(|error| Ended::Failed(error.to_string())),
            () = silence(&handler, self.config.silence) => Ended::Silent,
        }
    }
}

/// How a client came to its end.
enum Ended {
    Closed,
    Silent,
    /// The server did not say where its gateway is.
    Unreached(String),
    Failed(String),
}

impl Ended {
    /// How long to wait where it did not even become ready, after a pause before.
    fn pause_after(&self, pause: Duration) -> Duration {
        let longest = match self {
            Self::Unreached(_) => LONGEST_PAUSE_UNREACHED,
            Self::Closed | Self::Silent | Self::Failed(_) => LONGEST_PAUSE,
        };
        (pause * 2).min(longest)
    }
}

/// A runtime on a thread of its own that ends, with all that runs on it, when it is dropped.
struct OwnRuntime {
    handle: Handle,
    _until_dropped: oneshot::Sender<()>,
}

impl OwnRuntime {
    fn new() -> Result<Self, String> {
        let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = built.map_err(|error| error.to_string())?;
        let handle = runtime.handle().clone();
        let (until_dropped, dropped) = oneshot::channel::<()>();
        let runs = move || {
            // That the other end is dropped is an error to the channel, and what is waited for.
            let _ = runtime.block_on(dropped);
            runtime.shutdown_background();
        };
        let thread = std::thread::Builder::new().name("gateway".to_owned()).spawn(runs);
        thread.map_err(|error| error.to_string())?;
        Ok(Self { handle, _until_dropped: until_dropped })
    }

    fn spawn<T: Send + 'static>(
        &self,
        task: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.handle.spawn(task)
    }
}

async fn build_client(
    config: &GatewayConfig,
    sender: &Sender,
    handler: Arc<Handler>,
) -> Result<serenity::Client, String> {
    // Asked for by our own sender, with its time-outs and bounds. serenity would ask without any, and turn to Discord's
    // own gateway where it got no answer.
    let told = sender.get("gateway").await.map_err(|error| error.to_string())?;
    let gateway = told["url"].as_str().ok_or("the server does not say where its gateway is")?;
    refuse_foreign_gateway(&config.base, gateway)?;
    let http = serenity::HttpBuilder::new(&config.token)
        .client(nobody()?)
        .proxy("http://localhost")
        // With its own limiter on, serenity ignores the address and goes to discord.com.
        .ratelimiter_disabled(true)
        .build();
    let client = serenity::ClientBuilder::new_with_http(http, INTENTS)
        .event_handler_arc(handler.clone())
        .raw_event_handler(Ears(handler))
        .await
        .map_err(|error| error.to_string())?;
    gateway.clone_into(&mut *client.ws_url.lock().await);
    Ok(client)
}

/// A client that reaches nobody: it takes no plain addresses, and is given such a one. serenity asks for the gateway
/// whatever one has told it, and for nothing else.
fn nobody() -> Result<reqwest::Client, String> {
    let built = reqwest::Client::builder().https_only(true).build();
    built.map_err(|error| error.to_string())
}

/// The token must not go to another house than the one that was configured, to no other door of it, and not in the
/// clear where that is spoken to in secret.
fn refuse_foreign_gateway(base: &str, gateway: &str) -> Result<(), String> {
    let is_own = reqwest::Url::parse(base).is_ok_and(|base| {
        reqwest::Url::parse(gateway).is_ok_and(|gateway| is_gateway_of(&base, &gateway))
    });
    if is_own {
        return Ok(());
    }
    Err(format!("the server at {base} named a gateway that is not its own"))
}

fn is_gateway_of(base: &reqwest::Url, gateway: &reqwest::Url) -> bool {
    let (Some(ours), Some(theirs)) = (base.host_str(), gateway.host_str()) else { return false };
    let is_discords =
        ours == "discord.com" && (theirs == "discord.gg" || theirs.ends_with(".discord.gg"));
    let is_as_secret = match base.scheme() {
        "https" => gateway.scheme() == "wss",
        _ => matches!(gateway.scheme(), "ws" | "wss"),
    };
    let door = reqwest::Url::port_or_known_default;
    is_as_secret && (is_discords || ours == theirs) && door(base) == door(gateway)
}

/// Returns when nothing has been heard for `limit`, or for less until the connection is ready.
async fn silence(handler: &Handler, limit: Duration) {
    let mut last_latency = None;
    loop {
        let is_ready = handler.bot.get().is_some();
        let limit = if is_ready { limit } else { limit.min(LONGEST_HANDSHAKE) };
        tokio::time::sleep(limit / LOOKS).await;
        // Acknowledged heartbeats are seen only in what they say about the latency.
        let latency = match handler.shards.get() {
            Some(shards) => shards.runners.lock().await.values().find_map(|runner| runner.latency),
            None => None,
        };
        if latency != last_latency {
            last_latency = latency;
            handler.hear();
        }
        let heard = *handler.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.elapsed() >= limit {
            return;
        }
    }
}

/// Takes events to the desk.
struct Handler {
    desk: Arc<Desk>,
    heard: Mutex<Instant>,
    bot: OnceLock<serenity::UserId>,
    shards: OnceLock<Arc<serenity::ShardManager>>,
    ready: watch::Sender<u64>,
}

impl Handler {
    fn hear(&self) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

#[serenity::async_trait]
impl serenity::EventHandler for Handler {
    async fn ready(&self, _: serenity::Context, ready: serenity::Ready) {
        let _ = self.bot.set(ready.user.id);
        self.ready.send_modify(|times| *times += 1);
        self.desk.metrics().connected();
        tracing::info!(bot = ready.user.name, guilds = ready.guilds.len(), "connected");
    }

    /// A connection that ends is made anew by the library, without a word of its own.
    async fn shard_stage_update(
        &self,
        _: serenity::Context,
        stage: serenity::ShardStageUpdateEvent,
    ) {
        let is_connected = stage.new == serenity::ConnectionStage::Connected;
        let was_connected = stage.old == serenity::ConnectionStage::Connected;
        match (was_connected, is_connected) {
            (true, false) => self.desk.metrics().disconnected(),
            // The first time it is ready only when it says so.
            (false, true) if self.bot.get().is_some() => self.desk.metrics().connected(),
            _ => {}
        }
    }

    async fn interaction_create(&self, ctx: serenity::Context, interaction: serenity::Interaction) {
        let (Some(bot), Some(shards)) = (self.bot.get().copied(), self.shards.get().cloned())
        else {
            return;
        };
        // Nothing is waited for before this: events come here in their order.
        self.desk.take((ctx, bot, shards), interaction);
    }

    async fn message(&self, _: serenity::Context, message: serenity::Message) {
        // Whoever answers a message of ours on a phone replies to it.
        let is_written = matches!(
            message.kind,
            serenity::MessageType::Regular | serenity::MessageType::InlineReply
        );
        if message.guild_id.is_none() && is_written && !message.author.bot {
            self.desk.take_written(&message);
        }
    }
}

/// Notes that something was heard, whatever it was.
struct Ears(Arc<Handler>);

#[serenity::async_trait]
impl serenity::RawEventHandler for Ears {
    async fn raw_event(&self, _: serenity::Context, _: serenity::Event) {
        self.0.hear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_away_is_asked_often_and_one_that_hangs_up_seldom() {
        let pauses = |ended: &Ended| {
            std::iter::successors(Some(FIRST_PAUSE), |pause| Some(ended.pause_after(*pause)))
                .take(12)
                .map(|pause| pause.as_secs())
                .collect::<Vec<_>>()
        };
        let away = pauses(&Ended::Unreached(String::new()));
        assert_eq!(away[..5], [2, 4, 8, 10, 10]);
        // A whole day of it stays below the thousand introductions that a bot may make.
        let silent = pauses(&Ended::Silent);
        assert_eq!(silent[11], 300);
        assert!(86_400 / silent[11] < 1000);
    }

    #[test]
    fn the_token_goes_to_no_other_house() {
        assert!(refuse_foreign_gateway("https://discord.com", "wss://gateway.discord.gg").is_ok());
        assert!(
            refuse_foreign_gateway("http://127.0.0.1:8080", "ws://127.0.0.1:8080/gateway").is_ok()
        );
        assert!(
            refuse_foreign_gateway("http://127.0.0.1:8080", "wss://gateway.discord.gg").is_err()
        );
        assert!(
            refuse_foreign_gateway("https://discord.com", "wss://discord.gg.example.org").is_err()
        );
        assert!(refuse_foreign_gateway("https://discord.com", "").is_err());
        let own = "http://127.0.0.1:8080";
        assert!(
            refuse_foreign_gateway(own, "ws://127.0.0.1:9090/gateway").is_err(),
            "another door"
        );
        assert!(
            refuse_foreign_gateway("https://chat.example.org", "wss://chat.example.org").is_ok()
        );
        for (base, gateway) in [
            ("https://chat.example.org", "ws://chat.example.org:443"),
            ("https://discord.com", "ws://gateway.discord.gg:443"),
            ("https://discord.com", "wss://gateway.discord.gg:8443"),
        ] {
            assert!(refuse_foreign_gateway(base, gateway).is_err(), "{gateway} in the clear");
        }
    }
}
