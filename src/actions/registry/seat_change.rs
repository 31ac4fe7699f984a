//! What may happen to a seat in the course of a term, and what is filled in for it.

use super::refusal::{Field, SeatRefusal};
use crate::actions::ActionError;
use crate::domain::seat::{AppointerKind, Office, worded};

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
        /// Another office.
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
    const fn uses(self) -> &'static [Field] {
        use Field::{Appointer, From, Kind, Office, Person, Seat, Until};
        match self {
            Self::Ordinary | Self::Substitute => &[Seat, Person, From, Until],
            // Whom it is about, where another comes later.
            Self::OrdinaryLeaves | Self::SubstituteLeaves => &[Seat, Person, From, Until],
            Self::Promote | Self::Abolish => &[Seat, From, Until],
            Self::RenameOrdinary | Self::RenameSubstitute => &[Seat, Person, From],
            Self::Office => &[Seat, Office],
            Self::Add => &[Appointer, Kind, Office, Person, From, Until],
        }
    }
}

/// What an official fills in, as typed.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A seat that was picked, or its number, appointer or member as typed.
    pub seat: Option<String>,
    /// To see the seat only, where there is none.
    pub change: Option<SeatChange>,
    /// A person that was picked, or a name that was typed.
    pub person: Option<String>,
    /// The first day; of who leaves, the last.
    pub from: Option<String>,
    /// The last day, where it is known.
    pub to: Option<String>,
    pub appointer: Option<String>,
    pub kind: Option<AppointerKind>,
    pub office: Option<Office>,
}

impl Request {
    /// Refuses what is filled in and would be left unheeded.
    ///
    /// # Errors
    /// `Typed` with the field.
    pub(super) fn is_heeded(&self) -> Result<(), ActionError> {
        let filled = [
            (Field::Seat, self.seat.is_some()),
            (Field::Person, self.person.is_some()),
            (Field::From, self.from.is_some()),
            (Field::Until, self.to.is_some()),
            (Field::Appointer, self.appointer.is_some()),
            (Field::Kind, self.kind.is_some()),
            (Field::Office, self.office.is_some()),
        ];
        let used = match self.change {
            None => &[Field::Seat][..],
            // A seat has no first day: the days are those of who is to sit there.
            Some(SeatChange::Add) if self.person.is_none() => {
                &[Field::Appointer, Field::Kind, Field::Office]
            }
            Some(change) => change.uses(),
        };
        let unused =
            filled.into_iter().find(|(field, is_filled)| *is_filled && !used.contains(field));
        match (unused, self.change) {
            (None, _) => Ok(()),
            (Some(_), None) => Err(SeatRefusal::Lacks(Field::Change).into()),
            (Some((field, _)), Some(_)) => Err(SeatRefusal::Unused(field).into()),
        }
    }
}
