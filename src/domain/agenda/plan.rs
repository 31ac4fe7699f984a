//! An item that the substitute is to take in the member's place, since they know it better: planned by who leads the
//! group, or by the pair agreeing.

use chrono::{DateTime, Utc};

use super::announced::Announced;
use super::item::AgendaRefusal;
use crate::domain::id::{GroupId, ItemId, OrganisationId, PersonId, PlanId, SeatId};
use crate::domain::seat::worded;

worded! {
    /// How far a plan has come.
    PlanState {
        /// One of the pair has asked the other.
        Offered = "offered",
        Agreed = "agreed",
        Declined = "declined",
        Ended = "ended",
        /// The two sit together no longer.
        Parted = "parted",
    }
}

/// That the substitute of a seat is to take an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub id: PlanId,
    pub organisation: OrganisationId,
    pub group: GroupId,
    pub item: ItemId,
    pub seat: SeatId,
    /// The pair as it was when it was planned; with another it is no plan.
    pub ordinary: PersonId,
    pub substitute: PersonId,
    pub state: PlanState,
    /// Who asked, of an offer.
    pub offered_by: Option<PersonId>,
    /// When it was declined or given up.
    pub settled: Option<DateTime<Utc>>,
    pub announced: Announced,
}

impl Plan {
    /// Whether somebody is one of the pair.
    pub fn is_of(&self, person: PersonId) -> bool {
        self.ordinary == person || self.substitute == person
    }

    /// Whether somebody may say yes or no to it: of the pair, who has not asked.
    pub fn waits_for(&self, person: PersonId) -> bool {
        self.state == PlanState::Offered && self.is_of(person) && self.offered_by != Some(person)
    }

    /// The plan agreed on, or not.
    ///
    /// # Errors
    /// `PlanSettled` where that has been said already.
    pub fn answer(self, yes: bool, now: DateTime<Utc>) -> Result<Self, AgendaRefusal> {
        match self.state {
            PlanState::Offered => {
                let state = if yes { PlanState::Agreed } else { PlanState::Declined };
                Ok(Self { state, settled: (!yes).then_some(now), ..self })
            }
            PlanState::Agreed | PlanState::Declined | PlanState::Ended | PlanState::Parted => {
                Err(AgendaRefusal::PlanSettled)
            }
        }
    }

    /// The plan given up: [`PlanState::Ended`], or [`PlanState::Parted`].
    ///
    /// # Errors
    /// `PlanSettled` where it is none any more.
    pub fn end(self, state: PlanState, now: DateTime<Utc>) -> Result<Self, AgendaRefusal> {
        match self.state {
            PlanState::Offered | PlanState::Agreed => {
                Ok(Self { state, settled: Some(now), ..self })
            }
            PlanState::Declined | PlanState::Ended | PlanState::Parted => {
                Err(AgendaRefusal::PlanSettled)
            }
        }
    }
}
