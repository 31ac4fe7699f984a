//! Listening to Discord, and a watch that starts the connection anew when it has died silently.
//!
//! serenity keeps a healthy connection: it heartbeats and resumes. What it does not notice is a
//! handshake that hangs (measured: for ever). So whatever is heard from the server is noted, and
//! after a silence of two heartbeat intervals and 15 s the whole client is replaced. Every client
//! has a generation, and one that comes back from the dead is not listened to.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use poise::serenity_prelude as serenity;
use tokio::sync::watch;

use super::{Edge, buttons, commands};
use crate::actions::ActionError;

/// How long to wait before connecting anew after a client has failed.
const RECONNECT_PAUSE: Duration = Duration::from_secs(2);
/// How long a client that is given up may take to say goodbye.
const FAREWELL: Duration = Duration::from_secs(1);
/// How many times the watch looks within one silence.
const LOOKS: u32 = 10;

/// Where to connect, and what to think of silence.
#[derive(Clone, Debug)]
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
    edge: Arc<Edge>,
    options: Arc<poise::FrameworkOptions<Edge, ActionError>>,
    generation: Arc<AtomicU64>,
    ready: watch::Sender<u64>,
    restarts: AtomicU64,
}

impl Gateway {
    pub fn new(config: GatewayConfig, edge: Arc<Edge>) -> Arc<Self> {
        Arc::new(Self {
            config,
            edge,
            options: Arc::new(commands::options()),
            generation: Arc::new(AtomicU64::new(0)),
            ready: watch::Sender::new(0),
            restarts: AtomicU64::new(0),
        })
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
        loop {
            match self.one_client().await {
                Ok(Ended::Silent) => {
                    let restarts = self.restarts.fetch_add(1, Ordering::Relaxed) + 1;
                    tracing::warn!(
                        restarts,
                        "the gateway has been silent for too long: connecting anew"
                    );
                }
                Ok(Ended::Closed) => tracing::warn!("the gateway closed: connecting anew"),
                Err(why) => tracing::error!(%why, "no connection to the gateway"),
            }
            tokio::time::sleep(RECONNECT_PAUSE).await;
        }
    }

    async fn one_client(&self) -> Result<Ended, String> {
        let handler = Arc::new(Handler {
            edge: self.edge.clone(),
            options: self.options.clone(),
            own: self.generation.fetch_add(1, Ordering::SeqCst) + 1,
            current: self.generation.clone(),
            heard: Mutex::new(Instant::now()),
            bot: OnceLock::new(),
            shards: OnceLock::new(),
            ready: self.ready.clone(),
        });
        let build = build_client(&self.config, handler.clone());
        let mut client = match tokio::time::timeout(self.config.silence, build).await {
            Ok(client) => client?,
            Err(_) => return Ok(Ended::Silent),
        };
        let shards = client.shard_manager.clone();
        let _ = handler.shards.set(shards.clone());
        let ended = tokio::select! {
            ended = client.start() => {
                ended.map(|()| Ended::Closed).map_err(|error| error.to_string())
            }
            () = silence(&handler, &shards, self.config.silence) => Ok(Ended::Silent),
        };
        // Whatever it still hears is not listened to from here on.
        self.generation.fetch_add(1, Ordering::SeqCst);
        let _ = tokio::time::timeout(FAREWELL, shards.shutdown_all()).await;
        ended
    }
}

/// How a client came to its end.
enum Ended {
    Closed,
    Silent,
}

async fn build_client(
    config: &GatewayConfig,
    handler: Arc<Handler>,
) -> Result<serenity::Client, String> {
    let http_client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(15))
        .build()
        .map_err(|error| error.to_string())?;
    let http = serenity::HttpBuilder::new(&config.token)
        .client(http_client)
        .proxy(&config.base)
        // With its own limiter on, serenity ignores the address and goes to discord.com.
        .ratelimiter_disabled(true)
        .build();
    let client = serenity::ClientBuilder::new_with_http(http, serenity::GatewayIntents::empty())
        .event_handler_arc(handler.clone())
        .raw_event_handler(Ears(handler))
        .await
        .map_err(|error| error.to_string())?;
    let gateway = client.ws_url.lock().await.clone();
    refuse_foreign_gateway(&config.base, &gateway)?;
    Ok(client)
}

/// serenity turns to Discord's own gateway when asking for the address failed. The token must not
/// go to another house than the one that was configured.
fn refuse_foreign_gateway(base: &str, gateway: &str) -> Result<(), String> {
    let host = |address: &str| {
        reqwest::Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned))
    };
    let (ours, theirs) = (host(base), host(gateway));
    let is_discord = ours.as_deref() == Some("discord.com")
        && theirs
            .as_deref()
            .is_some_and(|name| name == "discord.gg" || name.ends_with(".discord.gg"));
    let same = ours.is_some() && ours == theirs;
    if is_discord || same {
        return Ok(());
    }
    Err(format!("the server at {base} did not name a gateway of its own (got {gateway})"))
}

/// Returns when nothing has been heard for `limit`.
async fn silence(handler: &Handler, shards: &serenity::ShardManager, limit: Duration) {
    let mut last_latency = None;
    loop {
        tokio::time::sleep(limit / LOOKS).await;
        // Acknowledged heartbeats are seen only in what they say about the latency.
        let runners = shards.runners.lock().await;
        let latency = runners.values().find_map(|runner| runner.latency);
        drop(runners);
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

/// Takes events to commands and buttons.
struct Handler {
    edge: Arc<Edge>,
    options: Arc<poise::FrameworkOptions<Edge, ActionError>>,
    own: u64,
    current: Arc<AtomicU64>,
    heard: Mutex<Instant>,
    bot: OnceLock<serenity::UserId>,
    shards: OnceLock<Arc<serenity::ShardManager>>,
    ready: watch::Sender<u64>,
}

impl Handler {
    fn hear(&self) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_current(&self) -> bool {
        self.own == self.current.load(Ordering::SeqCst)
    }
}

#[serenity::async_trait]
impl serenity::EventHandler for Handler {
    async fn ready(&self, ctx: serenity::Context, ready: serenity::Ready) {
        if !self.is_current() {
            ctx.shard.shutdown_clean();
            return;
        }
        let _ = self.bot.set(ready.user.id);
        self.ready.send_modify(|times| *times += 1);
        tracing::info!(bot = ready.user.name, guilds = ready.guilds.len(), "connected");
    }

    async fn interaction_create(&self, ctx: serenity::Context, interaction: serenity::Interaction) {
        let (Some(bot), Some(shards)) = (self.bot.get(), self.shards.get()) else { return };
        if !self.is_current() {
            return;
        }
        let framework = poise::FrameworkContext {
            serenity_context: &ctx,
            bot_id: *bot,
            options: &self.options,
            user_data: &self.edge,
            shard_manager: shards,
        };
        match &interaction {
            serenity::Interaction::Command(command) => commands::run(framework, command).await,
            serenity::Interaction::Autocomplete(typing) => {
                commands::suggest(framework, typing).await
            }
            serenity::Interaction::Component(press) => buttons::pressed(&self.edge, press).await,
            _ => tracing::debug!("an interaction of a kind that is not ours"),
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
    }
}
