//! What happens without anybody pressing anything: meetings are called when they are due, and
//! what is owed is delivered.
//!
//! Steps are plain functions that tests call; the loops around them are short. Any number of
//! processes may run them: unique keys and leases make every step safe to repeat.

pub mod deliver;
pub mod duties;
mod failure;
mod place;
mod reach;
mod refresh;
mod supervisor;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::JoinSet;

use crate::actions::ActionError;
use crate::clock::Clock;
use crate::store::{Store, outbox};
use crate::wake::Wake;
use deliver::{Claimed, Deliverer, Delivery};
use duties::Duty;
use supervisor::Supervisor;

/// How many deliveries may be under way at once.
const DELIVERIES: usize = 4;
/// However quiet it is, look again after this long: another process may have written.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// By how many seconds a clock has to be earlier than it was to have been set back: others may have asked it a
/// moment before.
const SET_BACK: i64 = 2;
/// How long to wait when a round has failed.
const FAILURE_PAUSE: Duration = Duration::from_secs(2);

/// How a round of a loop ended.
enum Round {
    /// Something was done: there may be more.
    Busy,
    /// Nothing was due; the next will be then, where that is known.
    Quiet(Option<DateTime<Utc>>),
}

/// Carries the duties out, and delivers.
pub struct Worker {
    store: Arc<Store>,
    clock: Clock,
    deliverer: Deliverer,
    wake: Wake,
    duties: [(Duty, Supervisor); Duty::ALL.len()],
    delivery: Supervisor,
    steps: Steps,
    /// The latest time that the clock has shown, in Unix seconds.
    latest: AtomicI64,
}

/// The steps of delivery, of whatever loop.
#[derive(Default)]
struct Steps {
    begun: AtomicU64,
    under_way: AtomicU64,
}

/// A step that is under way until it is dropped.
struct StepUnderWay<'a>(&'a AtomicU64);

impl Steps {
    fn begin(&self) -> StepUnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        self.begun.fetch_add(1, Ordering::SeqCst);
        StepUnderWay(&self.under_way)
    }

    /// How many have been begun, if none is under way.
    fn at_rest(&self) -> Option<u64> {
        let begun = self.begun.load(Ordering::SeqCst);
        (self.under_way.load(Ordering::SeqCst) == 0).then_some(begun)
    }
}

impl Drop for StepUnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Worker {
    pub fn new(store: Arc<Store>, clock: Clock, deliverer: Deliverer, wake: Wake) -> Arc<Self> {
        let duties = Duty::ALL.map(|duty| (duty, Supervisor::new(duty.name())));
        let delivery = Supervisor::new("delivery");
        let steps = Steps::default();
        let latest = AtomicI64::new(i64::MIN);
        Arc::new(Self { store, clock, deliverer, wake, duties, delivery, steps, latest })
    }

    /// How many rounds of any loop have failed or panicked since the start.
    pub fn failures(&self) -> u64 {
        let duties = self.duties.iter().map(|(_, supervisor)| supervisor.failures());
        duties.sum::<u64>() + self.delivery.failures()
    }

    /// Starts the loops, which run until the set is dropped.
    pub fn start(self: &Arc<Self>, tasks: &mut JoinSet<()>) {
        for at in 0..self.duties.len() {
            let worker = self.clone();
            tasks.spawn(async move { worker.attend_to(&worker.duties[at]).await });
        }
        for _ in 0..DELIVERIES {
            let worker = self.clone();
            tasks.spawn(async move { worker.deliver_for_ever().await });
        }
    }

    async fn attend_to(&self, (duty, supervisor): &(Duty, Supervisor)) {
        let mut plans = self.wake.plans();
        loop {
            plans.attend();
            let now = self.clock.now();
            let round = async {
                Ok(match duty.carry_out(&self.store, now).await? {
                    0 => Round::Quiet(duty.next(&self.store, now).await?),
                    _ => Round::Busy,
                })
            };
            match supervisor.watch(round).await {
                Some(Round::Quiet(next)) if duty.is_woken() => {
                    self.wait(plans.changed(), next).await
                }
                Some(Round::Quiet(next)) => self.until(next).await,
                Some(Round::Busy) => self.wake.ring_for_plans(),
                None => tokio::time::sleep(FAILURE_PAUSE).await,
            }
        }
    }

    async fn deliver_for_ever(&self) {
        loop {
            let round = async {
                // There may be more than one can deliver at a time.
                Ok(match self.step(|| self.wake.ring_for_messages()).await? {
                    Delivery::Idle => Round::Quiet(self.next_delivery().await?),
                    step => {
                        tracing::debug!(?step, "a delivery step");
                        Round::Busy
                    }
                })
            };
            match self.delivery.watch(round).await {
                Some(Round::Quiet(next)) => self.wait(self.wake.message(), next).await,
                Some(Round::Busy) => {}
                None => tokio::time::sleep(FAILURE_PAUSE).await,
            }
        }
    }

    /// Waits until woken, until `next`, or until it is time to look again.
    async fn wait(&self, woken: impl Future<Output = ()>, next: Option<DateTime<Utc>>) {
        tokio::select! {
            () = woken => {}
            () = self.until(next) => {}
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }

    /// Waits until `next` by the clock; for ever, where that is not known.
    async fn until(&self, next: Option<DateTime<Utc>>) {
        match next {
            Some(at) => self.clock.sleep_until(at).await,
            None => std::future::pending().await,
        }
    }

    /// One step of delivery: a message owed, or else a message to bring up to date. Before it takes its time, it is told
    /// that there was one.
    async fn step(&self, there_was_one: impl FnOnce()) -> Result<Delivery, ActionError> {
        let _step = self.steps.begin();
        let now = self.clock.now();
        self.heed_a_clock_put_right(now).await?;
        let Some(claimed) = self.deliverer.claim(now).await? else { return Ok(Delivery::Idle) };
        there_was_one();
        match claimed {
            Claimed::Owed(notice) => self.deliverer.deliver_claimed(&notice, now).await,
            Claimed::Stale(stale) => self.deliverer.refresh_claimed(&stale, now).await,
        }
    }

    /// What a clock that ran ahead has put off does not wait until it would have been so late.
    async fn heed_a_clock_put_right(&self, now: DateTime<Utc>) -> Result<(), ActionError> {
        let latest = self.latest.fetch_max(now.timestamp(), Ordering::Relaxed);
        if now.timestamp() >= latest.saturating_sub(SET_BACK) {
            return Ok(());
        }
        tracing::warn!(%now, "the clock was set back: what was put off is tried now");
        let mut db = self.store.writer().await?;
        outbox::put_right(&mut db, now).await?;
        self.latest.store(now.timestamp(), Ordering::Relaxed);
        Ok(())
    }

    async fn next_delivery(&self) -> Result<Option<DateTime<Utc>>, ActionError> {
        let mut db = self.store.read().await?;
        Ok(outbox::next_due(&mut db).await?)
    }

    /// When something is due next that people see: an invitation, a message, an edit.
    pub async fn next_event(&self) -> Result<Option<DateTime<Utc>>, ActionError> {
        let mut next = self.next_delivery().await?;
        for duty in Duty::ALL.into_iter().filter(|duty| duty.is_woken()) {
            let due = duty.next(&self.store, self.clock.now()).await?;
            next = next.into_iter().chain(due).min();
        }
        Ok(next)
    }

    /// Does and delivers all that is due now, and returns when nothing is under way any more.
    pub async fn settle(&self) -> Result<(), ActionError> {
        loop {
            let at_rest = self.steps.at_rest();
            let now = self.clock.now();
            let mut planned = 0;
            for duty in Duty::ALL {
                planned += duty.carry_out(&self.store, now).await?;
            }
            let mut steps = 0;
            while self.step(|| ()).await? != Delivery::Idle {
                steps += 1;
            }
            let next = self.next_delivery().await?;
            // Nobody else has begun anything meanwhile, of which it could not be seen yet what follows.
            let alone = at_rest.map(|begun| begun + steps + 1) == self.steps.at_rest();
            let is_due = next.is_some_and(|at| at <= self.clock.now());
            if alone && at_rest.is_some() && planned == 0 && steps == 0 && !is_due {
                return Ok(());
            }
            // Others are at work: let them.
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}
