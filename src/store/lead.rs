//! One process at a time works on a PostgreSQL database: the others wait for it.
//!
//! Whoever leads holds a lock of the server's for as long as their connection lives, so that the kernel gives it
//! back when the process is killed, and the server when nothing is heard of its machine for a quarter of a minute. An
//! SQLite file has locks of its own (`file`).

use std::time::Duration;

use sqlx::any::{AnyConnectOptions, install_default_drivers};
use sqlx::{AnyConnection, ConnectOptions as _, Connection as _, Row as _};

use super::StoreError;

/// How often whoever waits asks.
const ASK_AGAIN: Duration = Duration::from_secs(1);
/// How often whoever leads makes sure that they do, and how long the server may take to say so.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// On a silent connection the server asks after five seconds, and gives up after ten more, so that nothing of who is
/// gone stands in the way of whoever takes over. What a server does not know is left out.
pub(super) const BEGIN: &str = "SELECT set_config(s.name, v.setting, false)
     FROM (VALUES ('tcp_keepalives_idle', '5'), ('tcp_keepalives_interval', '5'),
                  ('tcp_keepalives_count', '2'), ('tcp_user_timeout', '15000'),
                  ('idle_session_timeout', '0')) AS v (name, setting)
     JOIN pg_settings s ON s.name = v.name";
/// The lock's number is no guild's: theirs are positive.
const TRY: &str = "SELECT pg_try_advisory_lock(-5431172612) AS leads";
/// Which process of the server serves a connection: its number is used again, its beginning is not.
const WHO: &str = "SELECT pid, backend_start::text AS begun FROM pg_stat_activity
     WHERE pid = pg_backend_pid()";
/// A connection of ours that the server has not noticed to be gone still holds the lock.
const END_OWN: &str = "SELECT COUNT(pg_terminate_backend(l.pid)) AS ended
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND ((l.classid::bigint << 32) | l.objid::bigint) = -5431172612
       AND l.pid = $1 AND a.backend_start::text = $2";

/// The right to work on a database.
pub struct Lead(Option<Held>);

struct Held {
    options: AnyConnectOptions,
    connection: Option<AnyConnection>,
    /// The processes of the server that serve us, or did and may not have noticed that we are gone.
    own: Vec<(i32, String)>,
}

/// Who works on the database.
enum Leader {
    We,
    /// A connection that we have lost. It is ended.
    OurGhost,
    Another,
}

impl Lead {
    /// Returns when no other process works on the database at `url`.
    ///
    /// # Errors
    /// `Unreachable` when the server cannot be reached or lets nobody in.
    pub async fn take(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            return Ok(Self(None));
        }
        install_default_drivers();
        let options: AnyConnectOptions = url.parse()?;
        let options = options.log_statements(tracing::log::LevelFilter::Trace);
        let mut held = Held { options, connection: None, own: Vec::new() };
        if held.try_to_lead().await? {
            return Ok(Self(Some(held)));
        }
        tracing::warn!("another process works on this database: waiting until it ends");
        loop {
            tokio::time::sleep(ASK_AGAIN).await;
            match held.leader().await {
                Ok(Leader::We) => break,
                Ok(Leader::OurGhost | Leader::Another) => {}
                Err(error) => tracing::warn!(%error, "the database's server is away"),
            }
        }
        tracing::info!("the other process has ended: taking over");
        Ok(Self(Some(held)))
    }

    /// Returns when another process has taken the lead. A server that was away for a while is asked again.
    pub async fn lost(&mut self) {
        let Some(held) = &mut self.0 else { return std::future::pending().await };
        loop {
            tokio::time::sleep(HEARTBEAT).await;
            if held.is_alive().await {
                continue;
            }
            tracing::warn!(
                "the database's server was lost: making sure that nobody else works on it"
            );
            held.connection = None;
            loop {
                match held.leader().await {
                    Ok(Leader::We) => break,
                    Ok(Leader::Another) => return,
                    Ok(Leader::OurGhost) => {}
                    Err(error) => tracing::warn!(%error, "the database's server is away"),
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
    }
}

impl Held {
    /// Who leads now; we, if nobody did. What does not answer is asked anew over another connection.
    async fn leader(&mut self) -> Result<Leader, StoreError> {
        let asked = tokio::time::timeout(HEARTBEAT, async {
            if self.try_to_lead().await? {
                return Ok(Leader::We);
            }
            Ok(if self.end_own().await? { Leader::OurGhost } else { Leader::Another })
        });
        let leader = asked.await.unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut.into()));
        if leader.is_err() {
            self.connection = None;
        }
        leader
    }

    async fn try_to_lead(&mut self) -> Result<bool, StoreError> {
        if self.connection.is_none() {
            let unreachable = |error: sqlx::Error| StoreError::unreachable(&self.options, &error);
            let connected = AnyConnection::connect_with(&self.options).await;
            let mut connection = connected.map_err(unreachable)?;
            sqlx::raw_sql(BEGIN).execute(&mut connection).await?;
            let who = sqlx::query(WHO).fetch_one(&mut connection).await?;
            // Before the lock is asked for: the answer to that may be lost.
            self.own.push((who.try_get("pid")?, who.try_get("begun")?));
            self.connection = Some(connection);
        }
        let Some(connection) = &mut self.connection else { return Ok(false) };
        let leads: bool = sqlx::query(TRY).fetch_one(connection).await?.try_get("leads")?;
        if leads {
            let others = self.own.len().saturating_sub(1);
            self.own.drain(..others);
        }
        Ok(leads)
    }

    /// Ends what is left of our connections of before, if one of them holds the lock.
    async fn end_own(&mut self) -> Result<bool, StoreError> {
        let Some(connection) = &mut self.connection else { return Ok(false) };
        let mut ended = 0;
        for (pid, begun) in &self.own {
            let asked = sqlx::query(END_OWN).bind(*pid).bind(begun).fetch_one(&mut *connection);
            ended += asked.await?.try_get::<i64, _>("ended")?;
        }
        Ok(ended > 0)
    }

    async fn is_alive(&mut self) -> bool {
        let Some(connection) = &mut self.connection else { return false };
        let answer = tokio::time::timeout(HEARTBEAT, connection.ping()).await;
        matches!(answer, Ok(Ok(())))
    }
}
