//! Whether the bot lives, whether it works, and what it has counted: for whoever runs it, at an address of its own.

use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::clock::Clock;
use crate::metrics::{Metrics, Sight};
use crate::store::{Store, StoreError, outbox};

/// A database that has not answered by then does not work.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is looked at.
pub struct Health {
    pub metrics: Arc<Metrics>,
    clock: Clock,
    /// Once it is open: until then another process may have the lead.
    store: OnceLock<Weak<Store>>,
}

impl Health {
    pub fn new(metrics: Arc<Metrics>, clock: Clock) -> Arc<Self> {
        Arc::new(Self { metrics, clock, store: OnceLock::new() })
    }

    /// The facts are open.
    pub fn looks_at(&self, store: &Arc<Store>) {
        let _ = self.store.set(Arc::downgrade(store));
    }

    /// How things are, as far as the database says within a while.
    async fn sight(&self) -> Result<Sight, &'static str> {
        let store = self.store.get().and_then(Weak::upgrade).ok_or("database: not open yet")?;
        match tokio::time::timeout(PATIENCE, look(&store, &self.clock)).await {
            Ok(Ok(sight)) => Ok(sight),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the database does not answer whoever looks after it");
                Err("database: an error")
            }
            Err(_) => Err("database: no answer"),
        }
    }
}

async fn look(store: &Store, clock: &Clock) -> Result<Sight, StoreError> {
    let (read, write) = store.times().await?;
    let mut db = store.read().await?;
    let now = clock.now();
    let (overdue, since) = outbox::overdue(&mut db, now).await?;
    let oldest = since.map_or(0, |since| (now - since).num_seconds().max(0));
    let oldest = u32::try_from(oldest).unwrap_or(u32::MAX).into();
    Ok(Sight { overdue, oldest, read, write })
}

/// The pages of health.
pub fn router(health: Arc<Health>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(health)
}

/// Whether the bot can do its work now: the database answers, and the gateway is connected.
async fn ready(State(health): State<Arc<Health>>) -> Response {
    let database = health.sight().await.err();
    let gateway = (!health.metrics.is_connected()).then_some("gateway: not connected");
    let missing: Vec<&str> = database.into_iter().chain(gateway).collect();
    if missing.is_empty() {
        return "ok\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, missing.join("\n") + "\n").into_response()
}

async fn metrics(State(health): State<Arc<Health>>) -> Response {
    match health.sight().await {
        Ok(sight) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], health.metrics.text(sight)).into_response()
        }
        Err(missing) => (StatusCode::SERVICE_UNAVAILABLE, format!("{missing}\n")).into_response(),
    }
}
