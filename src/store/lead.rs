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
const TRY: &str = "SELECT pg_try_advisory_lock(-5431172612) AS leads, pg_backend_pid() AS process";
/// A connection of ours that the server has not noticed to be gone still holds the lock.
const END_OWN: &str = "SELECT COUNT(pg_terminate_backend(pid)) AS ended FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND pid = $1";

/// The right to work on a database.
pub struct Lead(Option<Held>);

struct Held {
    options: AnyConnectOptions,
    connection: Option<AnyConnection>,
    /// The server's process that serves it, or served it before.
    process: i32,
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
        let mut held = Held { options, connection: None, process: 0 };
        if held.ask().await? {
            return Ok(Self(Some(held)));
        }
        tracing::warn!("another process works on this database: waiting until it ends");
        loop {
            tokio::time::sleep(ASK_AGAIN).await;
            match held.ask().await {
                Ok(true) => break,
                Ok(false) => {}
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
            while !match held.ask_as_before().await {
                Ok(Some(leads)) if !leads => return,
                Ok(leads) => leads.is_some(),
                Err(error) => {
                    tracing::warn!(%error, "the database's server is away");
                    false
                }
            } {
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
    }
}

impl Held {
    /// Whether we lead now. What does not answer is asked anew over another connection.
    async fn ask(&mut self) -> Result<bool, StoreError> {
        let asked = tokio::time::timeout(HEARTBEAT, self.try_to_lead()).await;
        let leads = asked.unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut.into()));
        if leads.is_err() {
            self.connection = None;
        }
        leads
    }

    /// As [`ask`](Self::ask), for whoever led before: `None` where only their own connection of before stands in
    /// the way, which is ended.
    async fn ask_as_before(&mut self) -> Result<Option<bool>, StoreError> {
        let before = self.process;
        if self.ask().await? {
            return Ok(Some(true));
        }
        let Some(connection) = &mut self.connection else { return Ok(None) };
        let row = sqlx::query(END_OWN).bind(before).fetch_one(connection).await?;
        let ended: i64 = row.try_get("ended")?;
        self.process = before;
        Ok(if ended > 0 { None } else { Some(false) })
    }

    async fn try_to_lead(&mut self) -> Result<bool, StoreError> {
        if self.connection.is_none() {
            let unreachable = |error: sqlx::Error| StoreError::unreachable(&self.options, &error);
            let connected = AnyConnection::connect_with(&self.options).await;
            let mut connection = connected.map_err(unreachable)?;
            sqlx::raw_sql(BEGIN).execute(&mut connection).await?;
            self.connection = Some(connection);
        }
        let Some(connection) = &mut self.connection else { return Ok(false) };
        let row = sqlx::query(TRY).fetch_one(connection).await?;
        self.process = row.try_get("process")?;
        Ok(row.try_get("leads")?)
    }

    async fn is_alive(&mut self) -> bool {
        let Some(connection) = &mut self.connection else { return false };
        let answer = tokio::time::timeout(HEARTBEAT, connection.ping()).await;
        matches!(answer, Ok(Ok(())))
    }
}
