//! How far something long has come, for whoever waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// So many of so many; counted by who works, looked at by who waits.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// There is so much to do.
    pub fn expect(&self, of: usize) {
        self.of.store(of, Ordering::Relaxed);
    }

    /// So much more is done.
    pub fn add(&self, more: usize) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    /// How much is done, in percent; `None` while it is not known how much there is.
    pub fn percent(&self) -> Option<usize> {
        let (done, of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        (of > 0).then(|| (done * 100 / of).min(100))
    }
}
