//! A server that speaks Discord's API v10 as far as a bot needs it: for trying out, and for tests.
//!
//! Written from Discord's public documentation, not from any library's types, so that a bot and
//! this server do not share one misunderstanding. It knows nothing of the rest of the product.
//! Under `/api` it is Discord; under `/sandbox` it is controlled; at `/` people use it.
//!
//! Windows of the protocol (3 s to answer, nonces, tokens) run on real time; only what messages
//! carry as their time comes from the `TimeSource`.

mod commands;
mod control;
mod errors;
mod faults;
mod gateway;
mod interactions;
mod invoke;
mod mentions;
mod objects;
mod page;
mod permissions;
mod rest;
mod time;
mod traffic;
mod validate;
mod world;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use faults::Faults;
pub use time::{SystemTimeSource, TimeSource};
use traffic::Traffic;
use world::World;
pub use world::{ChannelSpec, GuildSpec, MadeGuild, UserSpec};

/// What a sandbox is started with.
#[derive(Clone)]
pub struct SandboxConfig {
    /// 0 for any free one.
    pub port: u16,
    pub time: Arc<dyn TimeSource>,
    /// The permissions of the bot's role in new guilds.
    pub bot_permissions: u64,
    /// For how long the same nonce gives the same message.
    pub nonce_window: Duration,
    /// How often a bot is told to say that it lives.
    pub heartbeat: Duration,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            port: 0,
            time: Arc::new(SystemTimeSource),
            bot_permissions: permissions::USUAL_FOR_A_BOT,
            nonce_window: Duration::from_secs(300),
            heartbeat: Duration::from_millis(41_250),
        }
    }
}

/// A running sandbox. It stops when it is dropped.
pub struct Sandbox {
    shared: Arc<Shared>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

/// What every handler works on.
struct Shared {
    world: Mutex<World>,
    faults: Mutex<Faults>,
    traffic: Traffic,
    time: Arc<dyn TimeSource>,
    /// Counts the changes that a page may want to show.
    changes: watch::Sender<u64>,
    config: SandboxConfig,
    address: SocketAddr,
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells pages that something can be seen that could not before.
    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

impl Sandbox {
    /// Starts a server on the loopback address, with one bot that may log in.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn start(config: SandboxConfig) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            world: Mutex::new(World::new(config.time.now())),
            faults: Mutex::default(),
            traffic: Traffic::default(),
            time: config.time.clone(),
            changes: watch::Sender::new(0),
            config,
            address,
        });
        let router = rest::router(&shared).merge(control::router(&shared)).merge(page::router());
        // Without this, small frames wait for each other's acknowledgement.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection sends in its own time");
            }
        });
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the sandbox has stopped");
            }
        });
        Ok(Self { shared, address, server })
    }

    /// Where it is reached: `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The token with which the bot logs in.
    pub fn token(&self) -> String {
        self.shared.world().token().to_owned()
    }

    /// Makes a guild with channels and members, and joins the bot.
    pub fn make_guild(&self, spec: &GuildSpec) -> MadeGuild {
        let now = self.shared.time.now();
        let made = self.shared.world().make_guild(spec, self.shared.config.bot_permissions, now);
        self.shared.changed();
        made
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}
