//! Kallelse calls the meetings of formal groups and finds the substitute when somebody cannot come.
//!
//! Data flows one way: input → action → facts and notices owed → render → output. What may use
//! what stands in `docs/ARCHITECTURE.md` and is held by a test.

/// What a person, or the clock, does: authorise, decide, write.
pub mod actions;
/// The bot, put together.
pub mod app;
/// An organisation as files.
pub mod charter;
/// The command line.
pub mod cli;
/// What time it is.
pub mod clock;
/// Settings.
pub mod config;
/// The demonstration: everything in one process.
pub mod demo;
/// The edge to Discord.
pub mod discord;
/// The rules, pure.
pub mod domain;
/// What the program's log holds, and what never.
pub mod logging;
/// What is counted of the program's work.
pub mod metrics;
/// From facts to messages, in the reader's language.
pub mod render;
/// A Discord-compatible server for trying out and for tests.
pub mod sandbox;
/// A clock that shows what a sandbox shows.
pub mod sandbox_clock;
/// What is shown nowhere.
pub mod secret;
/// A group as a file: CSV and XLSX.
pub mod sheet;
/// All SQL.
pub mod store;
/// Telling those who wait that something may have become due.
pub mod wake;
/// What browsers and calendar programs are served.
pub mod web;
/// Planning and delivering.
pub mod worker;
