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
    /// Official or deputy of the group.
    pub official: bool,
    pub holdings: Vec<Holding>,
}

/// What somebody wants to do in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Schedule, move, cancel or call a meeting.
    RunMeetings,
    /// Report absence, confirm, accept or decline for a seat of one's own in this capacity.
    AnswerFor(SeatId, Capacity),
    /// Report absence for somebody else.
    ReportForAnother,
    /// See the meetings of the group.
    SeeMeetings,
}

/// Whether the actor may. A refusal is told with [`who_may`].
pub fn can(actor: &Actor, action: Action) -> bool {
    match action {
        Action::RunMeetings | Action::ReportForAnother => actor.official || leads(actor),
        Action::AnswerFor(seat, capacity) => {
            actor.holdings.iter().any(|held| held.seat == seat && held.capacity == capacity)
        }
        Action::SeeMeetings => actor.official || !actor.holdings.is_empty(),
    }
}

/// Chair and vice chair lead in their own right; their substitutes do not.
fn leads(actor: &Actor) -> bool {
    actor.holdings.iter().any(|held| held.capacity == Capacity::Ordinary && held.office.leads())
}

/// Those who may, to be named in a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoMay {
    ChairAndOfficial,
    TheMember,
    TheSubstitute,
    TheGroup,
}

/// Who may do what the actor may not.
pub fn who_may(action: Action) -> WhoMay {
    match action {
        Action::RunMeetings | Action::ReportForAnother => WhoMay::ChairAndOfficial,
        Action::AnswerFor(_, Capacity::Ordinary) => WhoMay::TheMember,
        Action::AnswerFor(_, Capacity::Substitute | Capacity::StandIn) => WhoMay::TheSubstitute,
        Action::SeeMeetings => WhoMay::TheGroup,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: SeatId = SeatId(7);

    fn sitting(office: Office, capacity: Capacity) -> Actor {
        let holdings = vec![Holding { seat: SEAT, office, capacity }];
        Actor { person: Some(PersonId(1)), official: false, holdings }
    }

    #[test]
    fn every_cell_of_the_table() {
        let official = Actor { official: true, ..Actor::default() };
        let chair = sitting(Office::Chair, Capacity::Ordinary);
        let vice = sitting(Office::ViceChair, Capacity::Ordinary);
        let member = sitting(Office::Member, Capacity::Ordinary);
        let substitute = sitting(Office::Chair, Capacity::Substitute);
        let other = Actor::default();
        let own = Action::AnswerFor(SEAT, Capacity::Ordinary);
        let summoned = Action::AnswerFor(SEAT, Capacity::Substitute);
        let table = [
            (Action::RunMeetings, [true, true, true, false, false, false]),
            (Action::ReportForAnother, [true, true, true, false, false, false]),
            (own, [false, true, true, true, false, false]),
            (summoned, [false, false, false, false, true, false]),
            (Action::SeeMeetings, [true, true, true, true, true, false]),
        ];
        for (action, row) in table {
            let actors = [&official, &chair, &vice, &member, &substitute, &other];
            assert_eq!(actors.map(|actor| can(actor, action)), row, "{action:?}");
        }
    }

    #[test]
    fn nobody_answers_for_a_seat_that_is_not_theirs() {
        let member = sitting(Office::Member, Capacity::Ordinary);
        assert!(!can(&member, Action::AnswerFor(SeatId(8), Capacity::Ordinary)));
    }
}
