//! The edge to Discord: commands and buttons come in, messages go out.
//!
//! Nothing is decided here. A command is parse → action → render → reply; `send` alone talks
//! HTTP, `gateway` alone listens.

mod again;
mod age;
mod answer;
mod apart;
mod attendance;
mod buttons;
mod command_data;
mod commands;
pub mod convert;
mod desk;
mod forms;
pub mod gateway;
pub mod limiter;
mod line;
mod notes;
pub mod presence;
pub mod register;
mod response;
pub mod send;
mod tables;
mod understood;
mod written;

use std::sync::Arc;

use crate::actions::ActionError;
use crate::clock::Clock;
use crate::metrics::Metrics;
use crate::render::site::Site;
use crate::store::{News, Store};
use crate::wake::Wake;
use send::Sender;

/// What a command needs to be carried out and answered.
pub struct Edge {
    pub store: Arc<Store>,
    pub clock: Clock,
    pub sender: Arc<Sender>,
    /// Where the bot's calendars are read.
    pub site: Site,
    pub metrics: Arc<Metrics>,
    /// Rung when something may have become due.
    pub wake: Wake,
}

impl Edge {
    /// Wakes the worker if anything is owed since it was last asked.
    fn ring_if_owed(&self) {
        match self.store.take_news() {
            Some(News::Plans) => self.wake.ring_for_plans(),
            Some(News::Messages) => self.wake.ring_for_messages(),
            None => {}
        }
    }
}

/// Random bytes that nobody can guess, from the operating system.
fn random<const COUNT: usize>() -> Result<[u8; COUNT], ActionError> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|error| ActionError::NoRandomness(error.to_string()))?;
    Ok(bytes)
}
