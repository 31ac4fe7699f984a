//! The rules of calling a meeting and covering a seat.
//!
//! Pure: never reads the clock, the database or the environment. Time comes in as a value.

pub mod account;
pub mod cover;
pub mod group;
pub mod id;
pub mod language;
pub mod local_time;
pub mod meeting;
pub mod notice;
pub mod permission;
pub mod person;
pub mod schedule;
pub mod seat;
pub mod typed_date;
pub mod wording;
