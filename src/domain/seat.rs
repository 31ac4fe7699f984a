//! Seats, and who sits in them.

use super::id::{AppointerId, SeatId};
use super::person::Person;

/// Declares an enum that is stored and written by fixed words.
macro_rules! worded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $word)] $variant),* }

        impl $name {
            #[cfg(test)]
            #[allow(dead_code, reason = "not all of them are counted")]
            pub const EVERY: &'static [Self] = &[$(Self::$variant),*];

            /// The word that stands in tables and files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The value for a word of a table or file.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}
pub(crate) use worded;

worded! {
    /// What a seat is for (the mandate, "Antal ledamöter i samverkansgrupperna").
    Office { Chair = "chair", ViceChair = "vice-chair", Member = "member" }

    /// As what a person sits in a seat.
    Capacity { Ordinary = "ordinary", Substitute = "substitute", StandIn = "stand-in" }

    /// What kind of body appoints to a seat.
    AppointerKind { Municipality = "municipality", Region = "region", Opposition = "opposition", Other = "other" }
}

impl Office {
    /// Chair and vice chair lead the group and share its rights.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Chair | Self::ViceChair)
    }
}

/// Who appoints to seats: a municipality, the region, the opposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointer {
    pub id: AppointerId,
    pub name: String,
    pub kind: AppointerKind,
}

/// One place in a group.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seat {
    pub id: SeatId,
    pub appointer: AppointerId,
    /// The appointer's name: what people know the seat by.
    pub appointer_name: String,
    pub office: Office,
}

/// A seat with the people appointed to it on a certain date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupied {
    pub seat: Seat,
    pub ordinary: Option<Person>,
    pub substitute: Option<Person>,
}
