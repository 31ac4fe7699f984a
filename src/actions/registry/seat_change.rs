//! What may happen to a seat in the course of a term, and what is filled in for it.

use super::seat_request::Field;
use crate::domain::seat::worded;

worded! {
    /// What may happen to a seat.
    SeatChange {
        /// A new ordinary member; whoever was ends the day before.
        Ordinary = "ordinary",
        /// A new personal substitute.
        Substitute = "substitute",
        OrdinaryLeaves = "ordinary-leaves",
        SubstituteLeaves = "substitute-leaves",
        /// The substitute becomes the ordinary member.
        Promote = "promote",
        /// The member's name was written wrongly.
        RenameOrdinary = "rename-ordinary",
        RenameSubstitute = "rename-substitute",
        /// Another office, from a day on.
        Office = "office",
        /// A new seat.
        Add = "add",
        /// The seat exists no longer.
        Abolish = "abolish",
    }
}

impl SeatChange {
    pub const ALL: [Self; 10] = [
        Self::Ordinary,
        Self::Substitute,
        Self::OrdinaryLeaves,
        Self::SubstituteLeaves,
        Self::Promote,
        Self::RenameOrdinary,
        Self::RenameSubstitute,
        Self::Office,
        Self::Add,
        Self::Abolish,
    ];

    /// What is filled in for it. Who leaves has one day, the last, however it is called.
    pub(super) const fn uses(self) -> &'static [Field] {
        use Field::{Appointer, From, Kind, Office, Person, Seat, Until};
        match self {
            Self::Ordinary | Self::Substitute => &[Seat, Person, From, Until],
            // Whom it is about, where another comes later.
            Self::OrdinaryLeaves | Self::SubstituteLeaves => &[Seat, Person, From, Until],
            Self::Promote | Self::Abolish => &[Seat, From, Until],
            Self::RenameOrdinary | Self::RenameSubstitute => &[Seat, Person, From],
            Self::Office => &[Seat, Office, From],
            Self::Add => &[Appointer, Kind, Office, Person, From, Until],
        }
    }
}
