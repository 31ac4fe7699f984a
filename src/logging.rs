//! The program's log: what is written, where to, and what never is.
//!
//! The libraries that carry texts and tokens write them out: at debug level serenity logs interactions whole, with
//! the reason for an absence and the token to answer by, and as a warning what it cannot read (measured). So of them
//! nothing is logged at any level; what there is to know of a connection, the bot says itself.

use std::io::IsTerminal as _;

use tracing::Metadata;
use tracing_subscriber::filter::{LevelFilter, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

use crate::config::LogFormat;

/// This program's own modules: they log no reason, no code and no token, and of people their numbers.
const OWN: &str = "kallelse";

/// Libraries through whose hands messages, addresses and secrets go.
const SILENT: [&str; 13] = [
    "serenity",
    "poise",
    "tungstenite",
    "tokio_tungstenite",
    "reqwest",
    "hyper",
    "hyper_util",
    "h2",
    "rustls",
    "sqlx",
    "sqlx_core",
    "sqlx_postgres",
    "sqlx_sqlite",
];

/// Starts the log on standard error. Who only tries something out (`quiet`) looks at the page: there only trouble is
/// worth a line.
///
/// # Errors
/// There is a log already.
pub fn start(filter: Targets, format: LogFormat, quiet: bool) -> Result<(), TryInitError> {
    let terminal = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(terminal);
    let json = match format {
        LogFormat::Auto => !terminal && !quiet,
        LogFormat::Json => true,
        LogFormat::Text => false,
    };
    let log = tracing_subscriber::registry().with(filter).with(filter_fn(may_be_logged));
    if json { log.with(lines.json()).try_init() } else { log.with(lines).try_init() }
}

/// Whether a line holds nothing that is to be in no log, whatever was asked for.
fn may_be_logged(line: &Metadata<'_>) -> bool {
    let library = line.target().split("::").next().unwrap_or_default();
    match library {
        OWN => true,
        silent if SILENT.contains(&silent) => false,
        _ => *line.level() <= LevelFilter::WARN,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn what_carries_texts_and_tokens_is_silent_whatever_is_asked_for() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let writer = Mutex::new(file.reopen().expect("the file"));
        let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(writer);
        let everything: Targets = "trace".parse().expect("a filter");
        let log = tracing_subscriber::registry().with(everything).with(filter_fn(may_be_logged));
        tracing::subscriber::with_default(log.with(lines), || {
            tracing::debug!(target: "kallelse::worker", "a step");
            tracing::warn!(target: "axum::serve", "trouble");
            tracing::info!(target: "axum::serve", "idle talk");
            tracing::warn!(target: "serenity::gateway::ws", "text: Zymotisk");
            tracing::error!(target: "serenity::gateway::bridge", "Zymotisk");
            tracing::warn!(target: "sqlx_postgres::options", "password: Zymotisk");
            // What stands in a span is written with every line within it.
            let span =
                tracing::info_span!(target: "serenity::gateway::shard", "e", of = "Zymotisk");
            span.in_scope(|| tracing::info!(target: "kallelse::discord", "connected"));
        });
        let written = std::fs::read_to_string(file.path()).expect("the lines");
        for part in ["a step", "trouble", "connected"] {
            assert!(written.contains(part), "{part}: {written}");
        }
        assert!(!written.contains("Zymotisk") && !written.contains("idle"), "{written}");
    }
}
