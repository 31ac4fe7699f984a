//! What is to be dealt with: items of a meeting's agenda, how far they have come, and when each is up (product
//! rules, "Agenda and calendar").
//!
//! Pure. Never reads the clock or the database.

mod announced;
mod difference;
mod guest;
mod item;
mod order;
mod plan;

pub use announced::{Announced, Up};
pub use difference::{Difference, ItemChange, Seen, difference};
pub use guest::{Guest, GuestOf, MOST_GUESTS};
pub use item::{
    AgendaRefusal, Document, Happened, Item, ItemDeed, ItemState, MOST_MINUTES, Outline,
    Participant, Purpose, Topic, USUAL_MINUTES,
};
pub use order::{ItemPlace, placed};
pub use plan::{Plan, PlanState};

/// How many items a meeting's agenda may have, and how many may wait.
pub const MOST_ITEMS: usize = 100;
/// How many topics an item may have.
pub const MOST_TOPICS: usize = 5;
/// How many documents an item may have.
pub const MOST_DOCUMENTS: usize = 10;
/// How large a file may be, in bytes: what Discord takes from somebody who pays nothing (its documentation,
/// "Uploading Files").
pub const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// How large the files of an item may be together, in bytes: they are handed out at once, and Discord takes 25 MiB a
/// request.
pub const LARGEST_FILES: i64 = 24 * 1024 * 1024;
