//! Who may do what, decided in one place for commands, buttons and pages alike.

use super::id::{PersonId, SeatId};
use super::seat::{Capacity, Office};

/// The seat of an actor in the group that the question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    pub seat: SeatId,
    pub office: Office,
    pub capacity: Capacity,
}

/// Who asks, as seen from one group on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The person behind the chat account, if it is linked.
    pub person: Option<PersonId>,
    /// Administrator of the chat server.
    pub administrator: bool,
    /// Official or deputy of the group.
    pub official: bool,
    pub holdings: Vec<Holding>,
    /// Asks in the group's own channel, and so sees what the group sees.
    pub in_channel: bool,
    /// Is co-opted for what the question is about: an agenda item, or its meeting.
    pub guest: bool,
}

/// What somebody wants to do in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up the organisation, create or end a group.
    ManageGroups,
    /// Change seats, people and settings, import and export.
    Administer,
    /// Schedule, move, cancel or call a meeting.
    RunMeetings,
    /// Report absence, confirm, accept or decline for a seat of one's own in this capacity.
    AnswerFor(SeatId, Capacity),
    /// Report absence for somebody else, name a stand-in, correct the register.
    ReportForAnother,
    /// See why somebody is away.
    SeeReasonOf(PersonId),
    /// Propose an agenda item.
    ProposeItem,
    /// Place, order and carry over agenda items.
    PlaceItems,
    /// Co-opt guests, and plan an item for a substitute.
    CoOpt,
    /// See an agenda item, with its documents.
    SeeItem,
    /// Write and publish notes, close the register of attendance.
    WriteNotes,
    /// Approve notes, of which this person is named to do so.
    ApproveNotes(Option<PersonId>),
    /// See the meetings, calendar, agenda, notes and seats of the group.
    SeeGroup,
}

/// Whether the actor may. A refusal is told with [`who_may`].
pub fn can(actor: &Actor, action: Action) -> bool {
    match action {
        Action::ManageGroups => actor.administrator,
        Action::Administer => actor.administrator || actor.official,
        Action::RunMeetings
        | Action::ReportForAnother
        | Action::PlaceItems
        | Action::CoOpt
        | Action::WriteNotes => actor.official || leads(actor),
        Action::ApproveNotes(adjuster) => {
            let is_named = adjuster.is_some() && adjuster == actor.person;
            is_named || can(actor, Action::WriteNotes)
        }
        Action::AnswerFor(seat, capacity) => {
            actor.holdings.iter().any(|held| held.seat == seat && held.capacity == capacity)
        }
        Action::SeeReasonOf(person) => actor.official || actor.person == Some(person),
        Action::ProposeItem => actor.official || !actor.holdings.is_empty(),
        Action::SeeItem => actor.guest || can(actor, Action::SeeGroup),
        Action::SeeGroup => {
            actor.administrator || actor.official || !actor.holdings.is_empty() || actor.in_channel
        }
    }
}

/// Chair and vice chair lead in their own right; their substitutes do not.
fn leads(actor: &Actor) -> bool {
    actor.holdings.iter().any(|held| held.capacity == Capacity::Ordinary && held.office.leads())
}

/// Those who may, to be named in a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoMay {
    Administrator,
    AdministratorAndOfficial,
    ChairAndOfficial,
    /// And whoever is named to approve the notes.
    ChairOfficialAndAdjuster,
    Official,
    TheMember,
    TheSubstitute,
    /// Whoever proposed the agenda item.
    TheProposer,
    /// The member of a seat and the substitute, each for their own.
    ThePair,
    TheGroup,
}

/// Who may do what the actor may not.
pub fn who_may(action: Action) -> WhoMay {
    match action {
        Action::ManageGroups => WhoMay::Administrator,
        Action::Administer => WhoMay::AdministratorAndOfficial,
        Action::RunMeetings
        | Action::ReportForAnother
        | Action::PlaceItems
        | Action::CoOpt
        | Action::WriteNotes => WhoMay::ChairAndOfficial,
        Action::ApproveNotes(_) => WhoMay::ChairOfficialAndAdjuster,
        Action::SeeReasonOf(_) => WhoMay::Official,
        Action::AnswerFor(_, Capacity::Ordinary) => WhoMay::TheMember,
        Action::AnswerFor(_, Capacity::Substitute | Capacity::StandIn) => WhoMay::TheSubstitute,
        Action::ProposeItem | Action::SeeItem | Action::SeeGroup => WhoMay::TheGroup,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: SeatId = SeatId(7);
    const ONESELF: PersonId = PersonId(1);

    fn sitting(office: Office, capacity: Capacity) -> Actor {
        let holdings = vec![Holding { seat: SEAT, office, capacity }];
        Actor { person: Some(ONESELF), holdings, ..Actor::default() }
    }

    /// The table of rights, a column an actor: administrator of the server, official, chair, vice
    /// chair, ordinary, substitute, somebody in the group's channel, a guest, somebody else.
    #[test]
    fn every_cell_of_the_table() {
        let actors = [
            Actor { administrator: true, ..Actor::default() },
            Actor { official: true, person: Some(ONESELF), ..Actor::default() },
            sitting(Office::Chair, Capacity::Ordinary),
            sitting(Office::ViceChair, Capacity::Ordinary),
            sitting(Office::Member, Capacity::Ordinary),
            sitting(Office::Chair, Capacity::Substitute),
            Actor { in_channel: true, ..Actor::default() },
            Actor { guest: true, person: Some(PersonId(3)), ..Actor::default() },
            Actor::default(),
        ];
        let own = Action::AnswerFor(SEAT, Capacity::Ordinary);
        let summoned = Action::AnswerFor(SEAT, Capacity::Substitute);
        let (yes, no) = (true, false);
        let table = [
            (Action::ManageGroups, [yes, no, no, no, no, no, no, no, no]),
            (Action::Administer, [yes, yes, no, no, no, no, no, no, no]),
            (Action::RunMeetings, [no, yes, yes, yes, no, no, no, no, no]),
            (own, [no, no, yes, yes, yes, no, no, no, no]),
            (summoned, [no, no, no, no, no, yes, no, no, no]),
            (Action::ReportForAnother, [no, yes, yes, yes, no, no, no, no, no]),
            (Action::SeeReasonOf(PersonId(2)), [no, yes, no, no, no, no, no, no, no]),
            (Action::SeeReasonOf(ONESELF), [no, yes, yes, yes, yes, yes, no, no, no]),
            (Action::ProposeItem, [no, yes, yes, yes, yes, yes, no, no, no]),
            (Action::PlaceItems, [no, yes, yes, yes, no, no, no, no, no]),
            (Action::CoOpt, [no, yes, yes, yes, no, no, no, no, no]),
            (Action::SeeItem, [yes, yes, yes, yes, yes, yes, yes, yes, no]),
            (Action::WriteNotes, [no, yes, yes, yes, no, no, no, no, no]),
            (Action::ApproveNotes(None), [no, yes, yes, yes, no, no, no, no, no]),
            (Action::ApproveNotes(Some(ONESELF)), [no, yes, yes, yes, yes, yes, no, no, no]),
            (Action::ApproveNotes(Some(PersonId(2))), [no, yes, yes, yes, no, no, no, no, no]),
            (Action::SeeGroup, [yes, yes, yes, yes, yes, yes, yes, no, no]),
        ];
        for (action, row) in table {
            for (actor, may) in actors.iter().zip(row) {
                assert_eq!(can(actor, action), may, "{action:?} by {actor:?}");
            }
        }
    }

    #[test]
    fn nobody_answers_for_a_seat_that_is_not_theirs() {
        let member = sitting(Office::Member, Capacity::Ordinary);
        assert!(!can(&member, Action::AnswerFor(SeatId(8), Capacity::Ordinary)));
    }

    /// Whoever may not is told of somebody who may.
    #[test]
    fn a_refusal_names_those_who_may() {
        let named = [
            (Action::ManageGroups, WhoMay::Administrator),
            (Action::Administer, WhoMay::AdministratorAndOfficial),
            (Action::RunMeetings, WhoMay::ChairAndOfficial),
            (Action::SeeReasonOf(ONESELF), WhoMay::Official),
            (Action::ProposeItem, WhoMay::TheGroup),
            (Action::SeeGroup, WhoMay::TheGroup),
        ];
        for (action, who) in named {
            assert_eq!(who_may(action), who, "{action:?}");
        }
    }
}
