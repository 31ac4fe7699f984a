//! Connections that are lent, and transactions on them.
//!
//! A connection on which a transaction could not be begun, kept or undone is thrown away: nobody knows what
//! state it is in, and on SQLite, where there is one writer, everybody after would find out.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::any::AnyRow;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Executor as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::bulk::MOST_VALUES;
use super::rosters::Rosters;
use super::statement::Statement;
use super::turns::Turn;
use super::{Connection, Engine, StoreError};

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
    engine: Engine,
    /// `None` once it is over.
    lent: Option<Lent>,
    turn: Option<Turn>,
    /// What is carried out when it is committed.
    at_last: Vec<Statement>,
    /// Where it is counted that something may have been kept.
    changes: Option<Arc<AtomicU64>>,
    /// What is forgotten before it is kept.
    rosters: Option<Arc<Rosters>>,
}

impl Transaction {
    /// Begins with a statement without values, in somebody's turn where it is about one organisation; and asks for
    /// something at once, where there is something to ask. SQLite is told both in one message.
    pub(super) async fn begin(
        (engine, lent): (Engine, Lent),
        begin: String,
        turn: Option<Turn>,
        ask: Option<Statement>,
    ) -> Result<(Self, Vec<AnyRow>), StoreError> {
        // Whoever stops waiting for it leaves one that may have begun: it is undone.
        let at_last = Vec::new();
        let (changes, rosters) = (None, None);
        let mut begun = Self { engine, lent: Some(lent), turn, at_last, changes, rosters };
        match begun.send_first(Statement::new(begin), ask).await {
            Ok(rows) => Ok((begun, rows)),
            // It may have begun and then been refused a lock.
            Err(error) => {
                begun.throw_away();
                Err(error.into())
            }
        }
    }

    async fn send_first(
        &mut self,
        begin: Statement,
        ask: Option<Statement>,
    ) -> Result<Vec<AnyRow>, sqlx::Error> {
        match (self.engine, ask) {
            (Engine::Sqlite, Some(ask)) => Statement::together([begin, ask]).fetch_all(self).await,
            (Engine::Postgres, Some(ask)) => {
                begin.send(self).await?;
                ask.fetch_all(self).await
            }
            (_, None) => begin.send(self).await.map(|_| Vec::new()),
        }
    }

    /// As one that is counted when it is kept, or may have been, and before which it is forgotten who sits where.
    pub fn heeded(self, (changes, rosters): (Arc<AtomicU64>, Option<Arc<Rosters>>)) -> Self {
        // It is undone where it is dropped, and so is never taken apart.
        let mut heeded = self;
        (heeded.changes, heeded.rosters) = (Some(changes), rosters);
        heeded
    }

    /// It changes nothing about who sits where, nor who they are.
    pub fn leaves_people_as_they_are(&mut self) {
        self.rosters = None;
    }

    /// Has a statement carried out when it is all committed, as one of the last. What is read here until then does not
    /// see it.
    pub fn at_last(&mut self, statement: Statement) {
        self.at_last.push(statement);
    }

    /// Keeps what was written. Until this has returned, nothing is.
    ///
    /// # Errors
    /// `Uncertain` where nobody knows whether it was kept: also where one of the last statements failed for another reason than
    /// what was to be written. Otherwise what they say; then nothing is.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let last = self.send_last_but_one().await?;
        if let Some(rosters) = &self.rosters {
            rosters.forget();
        }
        let ended = last.send(&mut self).await;
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

    /// Carries out all that is to be done at last but what goes into one message with the commit, and returns that. SQLite
    /// takes several statements with their values at once; PostgreSQL takes several as text, in which numbers can stand.
    async fn send_last_but_one(&mut self) -> Result<Statement, StoreError> {
        let mut last: Vec<Statement> = Vec::new();
        for statement in std::mem::take(&mut self.at_last) {
            let (statement, goes_with_others) = match self.engine {
                Engine::Sqlite => (statement, true),
                Engine::Postgres => match statement.as_text() {
                    Some(text) => (text, true),
                    None => (statement, false),
                },
            };
            let values = last.iter().map(Statement::count).sum::<usize>() + statement.count();
            if !last.is_empty() && (!goes_with_others || values > MOST_VALUES) {
                Statement::together(last.drain(..)).execute(self).await?;
            }
            match goes_with_others {
                true => last.push(statement),
                false => drop(statement.execute(self).await?),
            }
        }
        last.push(Statement::new("COMMIT"));
        Ok(Statement::together(last))
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
