//! The rules of calling a meeting and covering a seat.
//!
//! Pure: never reads the clock, the database or the environment. Time comes in as a value.

pub mod access;
pub mod account;
pub mod agenda;
pub mod appointment;
pub mod attendance;
pub mod audit;
pub mod calendar;
pub mod composition;
pub mod cover;
pub mod designation;
pub mod engagement;
pub mod group;
pub mod holiday;
pub mod home;
pub mod id;
pub mod ladder;
pub mod language;
pub mod link;
pub mod link_code;
pub mod local_time;
pub mod look;
pub mod meeting;
pub mod meeting_change;
pub mod notes;
pub mod notice;
pub mod official;
pub mod period;
pub mod permission;
pub mod person;
pub mod presence;
pub mod reach;
pub mod reminder;
pub mod roster;
pub mod schedule;
pub mod seat;
pub mod typed_when;
pub mod typed_word;
pub mod wording;
