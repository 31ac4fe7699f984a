//! Telling those who wait that something may have become due.

use std::sync::Arc;

use tokio::sync::{Notify, watch};

/// Rung by whoever has written something that is owed; heard by the worker's loops. A ring that comes
/// while everybody is busy is heard when one of them next waits.
#[derive(Clone, Default)]
pub struct Wake(Arc<Bells>);

#[derive(Default)]
struct Bells {
    /// For those who deliver, of whom any can.
    messages: Notify,
    /// For the duties, each of which has to look for itself.
    plans: watch::Sender<()>,
}

impl Wake {
    /// A message may be due. One who delivers is woken, and wakes the next where there was one: most of what
    /// people do owes one message or none, and all would look in vain.
    pub fn ring_for_messages(&self) {
        self.0.messages.notify_one();
    }

    /// What is done by the clock may be due, and messages with it.
    pub fn ring_for_plans(&self) {
        self.0.plans.send_replace(());
        self.ring_for_messages();
    }

    /// Returns at a ring for messages that nobody else has heard.
    pub async fn message(&self) {
        self.0.messages.notified().await;
    }

    pub fn plans(&self) -> Plans {
        Plans(self.0.plans.subscribe())
    }
}

/// One who waits for plans to change.
pub struct Plans(watch::Receiver<()>);

impl Plans {
    /// Takes what was rung so far as heard.
    pub fn attend(&mut self) {
        self.0.borrow_and_update();
    }

    /// Returns at the next ring after [`attend`](Self::attend).
    pub async fn changed(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending().await
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn a_message_wakes_one_who_delivers_and_changed_plans_wake_every_duty() {
        let wake = Wake::default();
        let (mut one, mut other) = (wake.plans(), wake.plans());
        wake.ring_for_messages();
        assert!(wake.message().now_or_never().is_some(), "rung before anybody waited");
        assert!(wake.message().now_or_never().is_none(), "one heard it");
        assert!(one.changed().now_or_never().is_none(), "it is no plan");
        wake.ring_for_plans();
        assert!(one.changed().now_or_never().is_some());
        assert!(other.changed().now_or_never().is_some(), "each looks for itself");
        assert!(wake.message().now_or_never().is_some(), "with messages, it may be");
    }
}
