//! Futures that lie apart from whoever waits for them. Whoever hands on does one thing of many: kept within, each of them would
//! take its room on the thread's stack at every step, of which there are several one in the other.

use futures_util::future::BoxFuture;

/// A future apart. It is made in here, so that whoever asks for it never holds it themselves.
pub fn apart<'a, F: Future + Send + 'a>(make: impl FnOnce() -> F) -> BoxFuture<'a, F::Output> {
    Box::pin(make())
}
