//! What happens without anybody pressing anything: meetings are called when they are due, and
//! what is owed is delivered.
//!
//! Steps are plain functions that tests call; the loops around them are short. Any number of
//! processes may run them: unique keys and leases make every step safe to repeat.

pub mod deliver;
pub mod plan;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::JoinSet;

use crate::actions::{ActionError, keeping};
use crate::clock::Clock;
use crate::store::{Store, outbox};
use crate::wake::{Listener, Wake};
use deliver::{Deliverer, Step};

/// How many deliveries may be under way at once.
const DELIVERIES: usize = 4;
/// However quiet it is, look again after this long: another process may have written.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// How long to wait when the facts cannot be read or written.
const STORE_PAUSE: Duration = Duration::from_secs(2);

/// Plans and delivers.
pub struct Worker {
    store: Arc<Store>,
    clock: Clock,
    deliverer: Deliverer,
    wake: Wake,
}

impl Worker {
    pub fn new(store: Arc<Store>, clock: Clock, deliverer: Deliverer, wake: Wake) -> Arc<Self> {
        Arc::new(Self { store, clock, deliverer, wake })
    }

    /// Starts the loops, which run until the set is dropped.
    pub fn start(self: &Arc<Self>, tasks: &mut JoinSet<()>) {
        let planner = self.clone();
        tasks.spawn(async move { planner.plan_for_ever().await });
        for _ in 0..DELIVERIES {
            let deliverer = self.clone();
            tasks.spawn(async move { deliverer.deliver_for_ever().await });
        }
    }

    async fn plan_for_ever(&self) {
        let mut woken = self.wake.listen();
        loop {
            woken.attend();
            let now = self.clock.now();
            match self.plan(now).await {
                Ok(0) => {
                    let next = plan::next_call(&self.store, now).await.ok().flatten();
                    self.wait(&mut woken, next).await;
                }
                Ok(_) => self.wake.ring(),
                Err(error) => self.troubled(&error).await,
            }
        }
    }

    /// Calls what is due and forgets what is to be forgotten; returns how much of both there was.
    async fn plan(&self, now: DateTime<Utc>) -> Result<usize, ActionError> {
        Ok(plan::tick(&self.store, now).await? + keeping::forget(&self.store, now).await?)
    }

    async fn deliver_for_ever(&self) {
        let mut woken = self.wake.listen();
        loop {
            woken.attend();
            match self.step().await {
                Ok(Step::Idle) => {
                    let next = self.next_delivery().await.ok().flatten();
                    self.wait(&mut woken, next).await;
                }
                Ok(step) => tracing::debug!(?step, "a delivery step"),
                Err(error) => self.troubled(&error).await,
            }
        }
    }

    async fn troubled(&self, error: &ActionError) {
        tracing::error!(%error, "the worker cannot go on for now");
        tokio::time::sleep(STORE_PAUSE).await;
    }

    /// Waits until woken, until `next`, or until it is time to look again.
    async fn wait(&self, woken: &mut Listener, next: Option<DateTime<Utc>>) {
        let due = async {
            match next {
                Some(at) => self.clock.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = woken.rung() => {}
            () = due => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }

    /// One step of delivery: a message owed, or else a message to bring up to date.
    async fn step(&self) -> Result<Step, ActionError> {
        let now = self.clock.now();
        match self.deliverer.deliver_one(now).await? {
            Step::Idle => self.deliverer.refresh_one(now).await,
            done => Ok(done),
        }
    }

    async fn next_delivery(&self) -> Result<Option<DateTime<Utc>>, ActionError> {
        let mut db = self.store.read().await?;
        Ok(outbox::next_due(&mut db).await?)
    }

    /// When something is due next: an invitation, a message, an edit.
    pub async fn next_event(&self) -> Result<Option<DateTime<Utc>>, ActionError> {
        let call = plan::next_call(&self.store, self.clock.now()).await?;
        Ok([call, self.next_delivery().await?].into_iter().flatten().min())
    }

    /// Plans and delivers all that is due now, and returns when nothing is under way any more.
    pub async fn settle(&self) -> Result<(), ActionError> {
        loop {
            let now = self.clock.now();
            let planned = self.plan(now).await?;
            let mut steps = 0;
            while self.step().await? != Step::Idle {
                steps += 1;
            }
            let quiet = planned == 0 && steps == 0 && !self.deliverer.is_under_way();
            if quiet && self.next_delivery().await?.is_none_or(|at| at > self.clock.now()) {
                return Ok(());
            }
            // Others are at work: let them.
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}
