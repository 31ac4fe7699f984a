//! Stories of people, failures and machines, on the real thing: the bot against the sandbox over
//! HTTP and WebSocket, a real database, a simulated clock.

mod agenda;
mod another_library;
mod attending;
mod browser;
mod calendar;
mod command_line;
mod crash;
mod dates;
mod delivery;
mod feeds;
mod gateway;
mod guide;
mod harness;
mod house;
mod interactions;
mod large_group;
mod moves;
mod notes;
mod pages;
mod past;
mod presence;
mod reach;
mod refusals;
mod registry;
mod remains;
mod reminders;
mod rubbish;
mod sandbox;
mod secrets;
mod sockets;
mod store;
mod story;
mod telephone;
mod tls;
mod written;
