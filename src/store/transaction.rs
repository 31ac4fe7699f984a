//! Connections that are lent, and transactions on them.
//!
//! A connection on which a transaction could not be begun, kept or undone is thrown away: nobody knows what
//! state it is in, and on SQLite, where there is one writer, everybody after would find out.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, AssertSqlSafe, Executor as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::turns::Turn;
use super::{Connection, StoreError};

/// For how long somebody waits for others who write: a file of ten thousand rows takes its time, and an
/// interaction that was deferred can be answered for fifteen minutes.
const PATIENCE: Duration = Duration::from_mins(10);

/// The connections for writing. Whoever waits for others does so here, in order; the pool's own patience is
/// for a database that does not answer.
pub struct Writers {
    pool: AnyPool,
    free: Arc<Semaphore>,
}

impl Writers {
    pub fn new(pool: AnyPool) -> Self {
        let most = usize::try_from(pool.options().get_max_connections()).unwrap_or(1);
        Self { pool, free: Arc::new(Semaphore::new(most)) }
    }

    /// A connection, when it is one's turn.
    ///
    /// # Errors
    /// `Other` when nobody gives one back within ten minutes, or the database does not answer.
    pub async fn lend(&self) -> Result<Lent, StoreError> {
        let free = tokio::time::timeout(PATIENCE, self.free.clone().acquire_owned()).await;
        let Ok(Ok(permit)) = free else { return Err(sqlx::Error::PoolTimedOut.into()) };
        let connection = self.pool.acquire().await?;
        Ok(Lent { connection, _permit: Some(permit) })
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A connection, until it is dropped.
pub struct Lent {
    connection: PoolConnection<Any>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl From<PoolConnection<Any>> for Lent {
    fn from(connection: PoolConnection<Any>) -> Self {
        Self { connection, _permit: None }
    }
}

impl Deref for Lent {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// Statements of which nothing is kept unless it is committed.
pub struct Transaction {
    /// `None` once it is over.
    lent: Option<Lent>,
    turn: Option<Turn>,
    /// Where it is counted that something may have been kept.
    changes: Option<Arc<AtomicU64>>,
}

impl Transaction {
    /// Begins with `statement`, in somebody's turn where it is about one organisation.
    pub async fn begin(
        lent: Lent,
        statement: String,
        turn: Option<Turn>,
    ) -> Result<Self, StoreError> {
        // Whoever stops waiting for it leaves one that may have begun: it is undone.
        let mut begun = Self { lent: Some(lent), turn, changes: None };
        match begun.execute(AssertSqlSafe(statement)).await {
            Ok(_) => Ok(begun),
            // It may have begun and then been refused a lock.
            Err(error) => {
                begun.throw_away();
                Err(error.into())
            }
        }
    }

    /// As one that is counted when it is kept, or may have been.
    pub fn counted(self, changes: Arc<AtomicU64>) -> Self {
        // It is undone where it is dropped, and so is never taken apart.
        let mut counted = self;
        counted.changes = Some(changes);
        counted
    }

    /// Keeps what was written. Until this has returned, nothing is.
    ///
    /// # Errors
    /// `Uncertain` where nobody knows whether it was kept.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.end("COMMIT".to_owned()).await
    }

    /// As [`commit`](Self::commit), with a last statement, whose values stand in its text.
    ///
    /// # Errors
    /// As [`commit`](Self::commit), and what the statement says; then nothing is kept.
    pub async fn commit_with(self, last: &str) -> Result<(), StoreError> {
        self.end(format!("{last}; COMMIT")).await
    }

    async fn end(mut self, statements: String) -> Result<(), StoreError> {
        let ended = self.execute(AssertSqlSafe(statements)).await;
        if let Some(changes) = &self.changes {
            changes.fetch_add(1, Ordering::Release);
        }
        match ended {
            Ok(_) => {
                self.lent = None;
                Ok(())
            }
            Err(error) => {
                self.throw_away();
                Err(StoreError::of_commit(error))
            }
        }
    }

    fn throw_away(&mut self) {
        if let Some(mut lent) = self.lent.take() {
            lent.connection.close_on_drop();
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(mut lent) = self.lent.take() else { return };
        let turn = self.turn.take();
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return lent.connection.close_on_drop();
        };
        // Whoever comes next waits until it is undone.
        runtime.spawn(async move {
            if let Err(error) = lent.execute("ROLLBACK").await {
                tracing::debug!(%error, "a transaction was undone by itself");
                lent.connection.close_on_drop();
            }
            drop((lent, turn));
        });
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.lent.as_ref().expect("a transaction that is not over")
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        self.lent.as_mut().expect("a transaction that is not over")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::any::{AnyPoolOptions, install_default_drivers};
    use std::time::Instant;

    #[tokio::test]
    async fn whoever_waits_for_a_long_work_outlasts_the_pools_own_patience() {
        install_default_drivers();
        let patience = Duration::from_millis(500);
        let pool = AnyPoolOptions::new().max_connections(1).acquire_timeout(patience);
        let pool = pool.connect("sqlite::memory:").await.expect("a pool");
        let writers = Writers::new(pool);
        let mut long = writers.lend().await.expect("a connection");
        let begun = Instant::now();
        let works = async {
            while begun.elapsed() < patience * 2 {
                long.execute("SELECT 1").await.expect("asked");
            }
            drop(long);
        };
        let (waited, ()) = tokio::join!(writers.lend(), works);
        assert!(waited.is_ok(), "{:?}", waited.err());
    }
}
