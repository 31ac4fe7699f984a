//! A server that speaks Discord's API v10 as far as a bot needs it: for trying out, and for tests.
//!
//! Written from Discord's public documentation, not from any library's types, so that a bot and
//! this server do not share one misunderstanding. It knows nothing of the rest of the product.
//! Under `/api` it is Discord; under `/sandbox` it is controlled; at `/` people use it.
//!
//! Windows of the protocol (3 s to answer, nonces, tokens, rate limits) run on real time; only what
//! messages carry as their time comes from the `TimeSource`.

mod commands;
mod control;
mod errors;
mod faults;
mod form;
mod gateway;
mod guide;
mod interactions;
mod limits;
mod page;
mod rest;
mod time;
mod traffic;
mod validate;
mod world;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::ServiceExt;
use axum::extract::Request;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::Layer as _;
use tower::util::MapRequestLayer;

use faults::Faults;
pub use guide::{Guidance, Guide, GuideLink, GuideStep, Happening};
use limits::Limits;
pub use limits::{BucketSpec, LimitSettings};
pub use time::{SystemTimeSource, TimeSource};
pub use traffic::Traffic;
use world::World;
pub use world::{ChannelSpec, GuildSpec, MadeGuild, RoleSpec, UserSpec};

/// What a sandbox is started with.
#[derive(Clone)]
pub struct SandboxConfig {
    /// The loopback address, unless others are to reach it.
    pub bind: IpAddr,
    /// 0 for any free one.
    pub port: u16,
    pub time: Arc<dyn TimeSource>,
    /// The permissions of the bot's role in new guilds.
    pub bot_permissions: u64,
    /// For how long the same nonce gives the same message.
    pub nonce_window: Duration,
    /// How often a bot is told to say that it lives.
    pub heartbeat: Duration,
    pub limits: LimitSettings,
    /// How many requests are remembered for whoever asks what a bot did.
    pub traffic_kept: usize,
    /// What the page leads a newcomer through.
    pub guide: Option<Arc<dyn Guide>>,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            bind: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            time: Arc::new(SystemTimeSource),
            bot_permissions: world::permissions::USUAL_FOR_A_BOT,
            nonce_window: Duration::from_secs(300),
            heartbeat: Duration::from_millis(41_250),
            limits: LimitSettings::default(),
            traffic_kept: 10_000,
            guide: None,
        }
    }
}

/// A running sandbox. It stops when it is dropped.
pub struct Sandbox {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

/// What every handler works on.
struct Shared {
    world: Mutex<World>,
    faults: Mutex<Faults>,
    limits: Mutex<Limits>,
    nonce_window: Mutex<Duration>,
    traffic: Arc<Traffic>,
    time: Arc<dyn TimeSource>,
    /// Counts the changes that a page may want to show.
    changes: watch::Sender<u64>,
    config: SandboxConfig,
    address: SocketAddr,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        lock(&self.limits)
    }

    fn nonce_window(&self) -> Duration {
        *lock(&self.nonce_window)
    }

    fn set_nonce_window(&self, window: Duration) {
        *lock(&self.nonce_window) = window;
    }

    /// Tells pages that something can be seen that could not before.
    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

impl Sandbox {
    /// Starts a server with one bot that may log in.
    ///
    /// # Errors
    /// The port is taken, or the address is none of this machine's.
    pub async fn start(config: SandboxConfig) -> std::io::Result<Self> {
        let listener = TcpListener::bind((config.bind, config.port)).await?;
        let address = reachable(listener.local_addr()?);
        let base = format!("http://{address}");
        let mut world = World::new(base, config.time.now());
        world.guide.clone_from(&config.guide);
        let shared = Arc::new(Shared {
            world: Mutex::new(world),
            faults: Mutex::default(),
            limits: Mutex::new(Limits::new(config.limits.clone())),
            nonce_window: Mutex::new(config.nonce_window),
            traffic: Arc::new(Traffic::keeping(config.traffic_kept)),
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
        let service = MapRequestLayer::new(with_plain_signs).layer(router);
        let service = ServiceExt::<Request>::into_make_service(service);
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).await {
                tracing::error!(%error, "the sandbox has stopped");
            }
        });
        Ok(Self { shared, server })
    }

    /// Where it is reached from this machine: `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        format!("http://{}", self.shared.address)
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

    /// The requests and their answers, as far as they are remembered. They outlive the sandbox.
    pub fn traffic(&self) -> Arc<Traffic> {
        self.shared.traffic.clone()
    }
}

/// Some libraries escape the sign in `@me` and `@original`, which routes are told by.
fn with_plain_signs(mut request: Request) -> Request {
    let plain = request.uri().path().replace("%40", "@");
    if plain != request.uri().path() {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(uri) = format!("{plain}{query}").parse() {
            *request.uri_mut() = uri;
        }
    }
    request
}

/// The address under which this machine reaches what listens on all of its addresses.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    address
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}
