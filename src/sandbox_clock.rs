//! Following a sandbox's simulated clock, so that a bot in a process of its own can be tried out.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::clock::SimulatedClock;

const PAUSE: Duration = Duration::from_millis(20);

#[derive(Deserialize)]
struct Reading {
    now: DateTime<Utc>,
}

/// A clock that shows what the sandbox at `base` shows, looking again every 20 ms.
///
/// # Errors
/// The sandbox cannot be reached, or shows no clock.
pub async fn mirror(base: &str) -> Result<Arc<SimulatedClock>, reqwest::Error> {
    let alone = reqwest::redirect::Policy::none();
    let http =
        reqwest::Client::builder().timeout(Duration::from_secs(5)).redirect(alone).build()?;
    let address = format!("{base}/sandbox/clock");
    let clock = SimulatedClock::standing(read(&http, &address).await?);
    let followed = clock.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(PAUSE).await;
            match read(&http, &address).await {
                Ok(now) => followed.set(now),
                Err(error) => tracing::debug!(%error, "the sandbox's clock cannot be read"),
            }
        }
    });
    Ok(clock)
}

async fn read(http: &reqwest::Client, address: &str) -> Result<DateTime<Utc>, reqwest::Error> {
    let reading: Reading = http.get(address).send().await?.error_for_status()?.json().await?;
    Ok(reading.now)
}
