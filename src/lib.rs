//! Kallelse calls the meetings of formal groups and finds the substitute when somebody cannot come.

pub mod actions;
pub mod charter;
pub mod clock;
pub mod config;
pub mod discord;
pub mod domain;
pub mod render;
pub mod store;
pub mod wake;
pub mod worker;
