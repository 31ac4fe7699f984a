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
/// On a silent connection the server asks after five seconds, and gives up after ten more.
const BEGIN: &str = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5;
     SET tcp_keepalives_count = 2; SET tcp_user_timeout = 15000; SET idle_session_timeout = 0";
/// The lock's number is no guild's: theirs are positive.
const TRY: &str = "SELECT pg_try_advisory_lock(-5431172612) AS leads";

/// The right to work on a database.
pub struct Lead(Option<Held>);

struct Held {
    options: AnyConnectOptions,
    connection: AnyConnection,
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
        let mut held = Held::connect(options).await?;
        if !held.leads().await? {
            tracing::warn!("another process works on this database: waiting until it ends");
            while !held.leads().await? {
                tokio::time::sleep(ASK_AGAIN).await;
            }
            tracing::info!("the other process has ended: taking over");
        }
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
            loop {
                match held.again().await {
                    Ok(true) => break,
                    Ok(false) => return,
                    Err(error) => tracing::warn!(%error, "the database's server is away"),
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
    }
}

impl Held {
    async fn connect(options: AnyConnectOptions) -> Result<Self, StoreError> {
        let unreachable = |error: sqlx::Error| StoreError::unreachable(&options, &error);
        let mut connection =
            sqlx::AnyConnection::connect_with(&options).await.map_err(unreachable)?;
        sqlx::raw_sql(BEGIN).execute(&mut connection).await?;
        Ok(Self { options, connection })
    }

    async fn leads(&mut self) -> Result<bool, StoreError> {
        let row = sqlx::query(TRY).fetch_one(&mut self.connection).await?;
        Ok(row.try_get("leads")?)
    }

    async fn is_alive(&mut self) -> bool {
        let answer = tokio::time::timeout(HEARTBEAT, self.connection.ping()).await;
        matches!(answer, Ok(Ok(())))
    }

    async fn again(&mut self) -> Result<bool, StoreError> {
        *self = Self::connect(self.options.clone()).await?;
        self.leads().await
    }
}
