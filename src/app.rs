//! The bot, put together: start, readiness, orderly stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinHandle, JoinSet};

use crate::clock::Clock;
use crate::discord::Edge;
use crate::discord::gateway::{Gateway, GatewayConfig};
use crate::discord::register::register;
use crate::discord::send::{SendError, Sender};
use crate::metrics::Metrics;
use crate::secret::Token;
use crate::store::lead::Lead;
use crate::store::{Store, StoreError, outbox};
use crate::wake::Wake;
use crate::web::health::{Health, router};
use crate::web::{self, PublicAddress, Served, WebConfig};
use crate::worker::Worker;
use crate::worker::deliver::Deliverer;

/// How long to wait before registering the commands is tried again.
const REGISTER_PAUSE: Duration = Duration::from_secs(5);

/// How long to wait before an address that is taken is tried again.
const LISTEN_PAUSE: Duration = Duration::from_secs(10);

/// What a bot is started with. It holds secrets, and is shown nowhere.
#[derive(Clone)]
pub struct BotConfig {
    /// `https://discord.com` or a compatible server.
    pub base: String,
    pub token: Token,
    /// After this long without a word from the gateway the connection is replaced.
    pub silence: Duration,
    pub database_url: String,
    pub web: WebConfig,
}

/// Why a bot could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the token cannot be used: {0}")]
    BadToken(String),
    #[error("{0} cannot be listened on: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error(
        "the server at {0} does not know this token: copy it anew from the developer portal (Bot → Reset Token)"
    )]
    TokenRefused(String),
}

/// A running bot.
pub struct Bot {
    pub store: Arc<Store>,
    pub sender: Arc<Sender>,
    pub worker: Arc<Worker>,
    pub gateway: Arc<Gateway>,
    /// Its pages and calendars, where they are served.
    pub served: Option<Served>,
    /// Where whoever runs it asks how it is.
    pub health: Option<Served>,
    /// Whether another process works on the facts.
    superseded: watch::Receiver<bool>,
    leading: JoinHandle<()>,
    ready: watch::Receiver<u64>,
    registered: watch::Receiver<bool>,
    listening: AbortHandle,
    tasks: JoinSet<()>,
}

/// Opens the facts. Whoever had them before is gone, and may have had another clock.
async fn taken_over(url: &str, clock: &Clock) -> Result<Arc<Store>, StoreError> {
    let store = Store::open(url).await?;
    let mut db = store.writer().await?;
    outbox::end_leases(&mut db, clock.now()).await?;
    outbox::put_right(&mut db, clock.now()).await?;
    drop(db);
    Ok(Arc::new(store))
}

/// Who sends, unless the server refuses the token.
async fn known_sender(config: &BotConfig) -> Result<Arc<Sender>, StartError> {
    let sender = Sender::new(&config.base, config.token.reveal()).map_err(StartError::BadToken)?;
    match sender.get("applications/@me").await {
        Err(SendError::Refused { status: 401, .. }) => {
            Err(StartError::TokenRefused(config.base.clone()))
        }
        _ => Ok(Arc::new(sender)),
    }
}

/// Looks whether the facts are still ours to lead; says when they are not.
fn watch_lead(mut lead: Lead) -> (JoinHandle<()>, watch::Receiver<bool>) {
    let (superseded_now, superseded) = watch::channel(false);
    let leading = tokio::spawn(async move {
        lead.lost().await;
        superseded_now.send_replace(true);
    });
    (leading, superseded)
}

impl Bot {
    /// Waits until no other process works on the facts, opens them, starts the worker, connects. What is due goes out over HTTP whether or
    /// not the gateway is up.
    ///
    /// # Errors
    /// The database cannot be used, or the server refuses the token. That the server cannot be
    /// reached right now is no error: it is tried again.
    pub async fn start(config: BotConfig, clock: Clock) -> Result<Self, StartError> {
        let metrics = Arc::new(Metrics::default());
        let health = Health::new(metrics.clone(), clock.clone());
        let mut tasks = JoinSet::new();
        let asked = ("health.listen", config.web.health);
        let health_served = serve(asked, router(health.clone()), false, &mut tasks).await?;
        let lead = Lead::take(&config.database_url).await?;
        let store = taken_over(&config.database_url, &clock).await?;
        health.looks_at(&store);
        let pages = web::router(&config.web, (store.clone(), clock.clone()));
        let must = config.web.address == PublicAddress::AsServed;
        let listen = ("web.listen", config.web.listen);
        let served = serve(listen, pages, must, &mut tasks).await?;
        let sender = known_sender(&config).await?;
        let wake = Wake::default();
        let deliverer = Deliverer::new(store.clone(), sender.clone(), metrics.clone());
        let worker = Worker::new(store.clone(), clock.clone(), deliverer, wake.clone());
        let site = config.web.address.site(served.as_ref());
        let edge =
            Edge { store: store.clone(), clock, sender: sender.clone(), site, metrics, wake };
        let gateway_config = GatewayConfig {
            base: config.base,
            token: config.token.reveal().to_owned(),
            silence: config.silence,
        };
        let gateway = Gateway::new(gateway_config, edge);
        let ready = gateway.ready();
        let (registered_now, registered) = watch::channel(false);
        let (leading, superseded) = watch_lead(lead);
        worker.start(&mut tasks);
        let listener = gateway.clone();
        let listening = tasks.spawn(async move { listener.listen().await });
        let registering = sender.clone();
        tasks.spawn(async move {
            register_commands(&registering).await;
            registered_now.send_replace(true);
        });
        Ok(Self {
            store,
            sender,
            worker,
            gateway,
            served,
            health: health_served,
            superseded,
            leading,
            ready,
            registered,
            listening,
            tasks,
        })
    }

    /// Returns when the bot is connected and its commands are registered.
    pub async fn ready(&mut self) {
        // The senders live as long as the tasks, which live as long as the bot.
        let _ = self.ready.wait_for(|times| *times > 0).await;
        let _ = self.registered.wait_for(|done| *done).await;
    }

    /// Hangs up, answers what has been asked, stops the loops, and closes the facts. A delivery
    /// that is cut off is looked for at the next start.
    pub async fn stop(mut self) {
        self.listening.abort();
        drop(self.served);
        self.gateway.finish().await;
        self.tasks.shutdown().await;
        self.store.close().await;
        // Only now may another process take over: with the connection the lead is given up.
        self.leading.abort();
        let _ = self.leading.await;
    }

    /// Whether another process works on the facts: then this one has to end.
    pub fn superseded(&self) -> watch::Receiver<bool> {
        self.superseded.clone()
    }
}

/// Serves at an address of the settings. That somebody else has it keeps no meeting from being called: it is tried
/// again, unless links would lead there (`must`).
async fn serve(
    (setting, listen): (&'static str, Option<SocketAddr>),
    router: Router,
    must: bool,
    tasks: &mut JoinSet<()>,
) -> Result<Option<Served>, StartError> {
    let Some(listen) = listen else { return Ok(None) };
    match Served::start(listen, router.clone()).await {
        Ok(served) => Ok(Some(served)),
        Err(error) if must => Err(StartError::Listen(listen, error)),
        Err(error) => {
            tracing::error!(%error, %listen, "{setting} cannot be listened on: trying again");
            tasks.spawn(async move {
                let _served = loop {
                    tokio::time::sleep(LISTEN_PAUSE).await;
                    if let Ok(served) = Served::start(listen, router.clone()).await {
                        break served;
                    }
                };
                tracing::info!(%listen, "{setting} is listened on");
                std::future::pending::<()>().await;
            });
            Ok(None)
        }
    }
}

/// Registers the commands, however long it takes until the server can be reached.
async fn register_commands(sender: &Sender) {
    loop {
        match try_register(sender).await {
            Ok(changed) => {
                tracing::info!(changed, "commands are registered");
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "commands could not be registered: trying again");
                tokio::time::sleep(REGISTER_PAUSE).await;
            }
        }
    }
}

async fn try_register(sender: &Sender) -> Result<bool, SendError> {
    let application = sender.get("applications/@me").await?;
    let unreadable = || SendError::Ambiguous("the application has no id".to_owned());
    register(sender, application["id"].as_str().ok_or_else(unreadable)?).await
}
