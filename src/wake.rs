//! Telling those who wait that something may have become due.

use std::sync::Arc;

use tokio::sync::watch;

/// Rung by whoever has written something that is owed; heard by the worker's loops. A ring that
/// comes while somebody is busy is heard when they next wait.
#[derive(Clone, Default)]
pub struct Wake(Arc<watch::Sender<()>>);

impl Wake {
    pub fn ring(&self) {
        self.0.send_replace(());
    }

    pub fn listen(&self) -> Listener {
        Listener(self.0.subscribe())
    }
}

/// One who waits.
pub struct Listener(watch::Receiver<()>);

impl Listener {
    /// Takes what was rung so far as heard.
    pub fn attend(&mut self) {
        self.0.borrow_and_update();
    }

    /// Returns at the next ring after [`attend`](Self::attend).
    pub async fn rung(&mut self) {
        if self.0.changed().await.is_err() {
            std::future::pending().await
        }
    }
}
