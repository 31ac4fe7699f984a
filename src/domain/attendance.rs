//! Who comes to a meeting, over all of its seats: nobody fills two of them.
//!
//! A seat alone follows from what was said about it (`cover`). Whoever is the ordinary member of one seat
//! and the substitute of another fills their own; whoever accepts for two fills the one that they
//! accepted first; so does whoever stands in. For the other seat it is as if it had nobody: the ladder
//! goes on.

use std::collections::{HashMap, HashSet};

use super::cover::{Answer, Cover, Standing};
use super::id::{PersonId, ReplyId};

/// A seat at a meeting: who sits there on its day, and what they said.
#[derive(Clone, Copy, Debug)]
pub struct Attended {
    pub ordinary: Option<PersonId>,
    pub substitute: Option<PersonId>,
    pub standing: Standing,
}

impl Attended {
    /// Who comes for the seat, as far as is known, where it is covered like this.
    pub fn comes(&self, cover: Cover) -> Option<PersonId> {
        match cover {
            Cover::Presumed | Cover::Confirmed => self.ordinary,
            Cover::Substituted => self.substitute,
            Cover::StandIn => self.standing.accepted_stand_in().map(|one| one.person),
            Cover::Awaiting | Cover::Vacant => None,
        }
    }
}

/// Who stands for a seat, all seats considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub cover: Cover,
    /// The member has an earlier seat at the meeting, and comes for that, if they come.
    pub ordinary_is_elsewhere: bool,
    /// The substitute is called to the meeting for another seat, and so cannot fill this one.
    pub substitute_is_elsewhere: bool,
    /// And they come for that, as far as is known: it is not that they have said that they are away from it.
    pub substitute_comes_elsewhere: bool,
}

/// The attendance of each of a meeting's seats, in their order.
pub fn attendance(seats: &[Attended]) -> Vec<Attendance> {
    // The members, each with the first of their seats.
    let mut members: HashMap<PersonId, usize> = HashMap::new();
    for (at, seat) in seats.iter().enumerate() {
        seat.ordinary.map(|member| *members.entry(member).or_insert(at));
    }
    let is_second = |at: usize| seats[at].ordinary.is_some_and(|member| members[&member] != at);
    let mut fills: HashMap<PersonId, usize> = HashMap::new();
    let mut covers = vec![Cover::Vacant; seats.len()];
    let is_free = |fills: &HashMap<PersonId, usize>, person: &PersonId, at: usize| {
        !members.contains_key(person) && fills.get(person).is_none_or(|filled| *filled == at)
    };
    for at in by_acceptance(seats) {
        let seat = &seats[at];
        // A seat to which nobody is appointed is empty whatever was said about it before.
        if seat.ordinary.is_none() {
            continue;
        }
        let free = seat.substitute.filter(|person| is_free(&fills, person, at));
        let stand_in = seat.standing.accepted_stand_in().map(|one| one.person);
        let stand_in = stand_in.filter(|person| is_free(&fills, person, at));
        covers[at] = match seat.standing.cover(free.is_some(), stand_in.is_some()) {
            // A member who has two seats does not come for the second.
            Cover::Presumed | Cover::Confirmed if is_second(at) => Cover::Vacant,
            cover => cover,
        };
        // Members fill their own seats whatever else they accepted.
        let comes = seat.comes(covers[at]).filter(|person| !members.contains_key(person));
        fills.extend(comes.map(|person| (person, at)));
    }
    let come = seats.iter().zip(&covers).filter_map(|(seat, cover)| seat.comes(*cover));
    let come: HashSet<PersonId> = come.collect();
    let whole = |(at, seat): (usize, &Attended)| {
        let elsewhere = seat.substitute.filter(|one| !is_free(&fills, one, at));
        Attendance {
            cover: covers[at],
            ordinary_is_elsewhere: is_second(at) && seat.standing.absence.is_none(),
            substitute_is_elsewhere: elsewhere.is_some(),
            substitute_comes_elsewhere: elsewhere.is_some_and(|one| come.contains(&one)),
        }
    };
    seats.iter().enumerate().map(whole).collect()
}

/// The seats for which somebody has accepted, the first acceptance first, and then all others.
fn by_acceptance(seats: &[Attended]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..seats.len()).collect();
    let accepted = |at: &usize| -> Option<ReplyId> {
        let standing = &seats[*at].standing;
        let substitute =
            standing.accepted.filter(|_| standing.substitute == Some(Answer::Accepted));
        substitute.or(standing.accepted_stand_in().map(|one| one.said))
    };
    order.sort_by_key(|at| (accepted(at).is_none(), accepted(at)));
    order
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::cover::Said;
    use crate::domain::seat::Capacity;
    use proptest::prelude::*;

    fn covers(seats: &[Attended]) -> Vec<Cover> {
        attendance(seats).into_iter().map(|one| one.cover).collect()
    }

    fn said(id: i64, capacity: Capacity, answer: Answer) -> Said {
        Said { id: ReplyId(id), person: PersonId(77), capacity, answer }
    }

    fn seat(ordinary: i64, substitute: i64, replies: &[Said]) -> Attended {
        Attended {
            ordinary: Some(PersonId(ordinary)),
            substitute: Some(PersonId(substitute)),
            standing: Standing::of(replies),
        }
    }

    fn away(id: i64) -> Said {
        said(id, Capacity::Ordinary, Answer::Absent)
    }

    fn accepts(id: i64) -> Said {
        said(id, Capacity::Substitute, Answer::Accepted)
    }

    #[test]
    fn a_member_of_one_seat_does_not_fill_another() {
        // 1 is the member of the first seat, and the substitute of the second.
        let own = seat(1, 9, &[]);
        assert_eq!(covers(&[own, seat(2, 1, &[away(5)])]), [Cover::Presumed, Cover::Vacant]);
        let accepted = seat(2, 1, &[away(5), accepts(6)]);
        assert_eq!(covers(&[own, accepted]), [Cover::Presumed, Cover::Vacant]);
        // Who does not come at all comes for nobody.
        let absent = seat(1, 9, &[away(7)]);
        assert_eq!(covers(&[absent, accepted]), [Cover::Awaiting, Cover::Vacant]);
    }

    #[test]
    fn a_stand_in_fills_one_seat_and_no_second() {
        let stands_in = |id, person| Said {
            person: PersonId(person),
            ..said(id, Capacity::StandIn, Answer::Accepted)
        };
        let declined = |id| said(id, Capacity::Substitute, Answer::Declined);
        let open = |member, by: &[Said]| {
            let replies = [&[away(1), declined(2)], by].concat();
            seat(member, member + 10, &replies)
        };
        assert_eq!(covers(&[open(1, &[stands_in(5, 30)])]), [Cover::StandIn]);
        // The same person for two: the seat that they accepted first.
        let both = [open(1, &[stands_in(6, 30)]), open(2, &[stands_in(5, 30)])];
        assert_eq!(covers(&both), [Cover::Vacant, Cover::StandIn]);
        // A member comes for their own seat.
        let member = [open(1, &[stands_in(5, 3)]), seat(3, 13, &[])];
        assert_eq!(covers(&member), [Cover::Vacant, Cover::Presumed]);
        // The substitute comes after all.
        let after_all = seat(1, 11, &[away(1), declined(2), stands_in(5, 30), accepts(6)]);
        assert_eq!(covers(&[after_all]), [Cover::Substituted]);
    }

    #[test]
    fn whoever_accepts_for_two_fills_the_first_and_is_free_again_when_that_is_over() {
        let first = seat(1, 9, &[away(3), accepts(5)]);
        let second = seat(2, 9, &[away(4), accepts(6)]);
        assert_eq!(covers(&[second, first]), [Cover::Vacant, Cover::Substituted]);
        let asked = seat(2, 9, &[away(4)]);
        assert_eq!(covers(&[first, asked]), [Cover::Substituted, Cover::Vacant]);
        let back = said(7, Capacity::Ordinary, Answer::Withdrawn);
        let first = seat(1, 9, &[away(3), accepts(5), back]);
        assert_eq!(covers(&[first, asked]), [Cover::Presumed, Cover::Awaiting]);
    }

    #[test]
    fn whoever_fills_another_is_not_free_whatever_they_said() {
        let first = seat(1, 9, &[away(3), accepts(6)]);
        let declined = said(5, Capacity::Substitute, Answer::Declined);
        let second = seat(2, 9, &[away(4), declined]);
        let elsewhere = |seats: &[Attended]| -> Vec<bool> {
            attendance(seats).into_iter().map(|one| one.substitute_is_elsewhere).collect()
        };
        assert_eq!(elsewhere(&[first, second]), [false, true]);
        assert_eq!(elsewhere(&[seat(1, 9, &[away(3)]), second]), [false, false]);
    }

    #[test]
    fn a_member_of_two_seats_fills_the_first() {
        assert_eq!(covers(&[seat(1, 8, &[]), seat(1, 9, &[])]), [Cover::Presumed, Cover::Vacant]);
        let away = seat(1, 8, &[away(3)]);
        assert_eq!(covers(&[away, seat(1, 9, &[])]), [Cover::Awaiting, Cover::Vacant]);
        // Where they say that they do not come for the second, the ladder goes on.
        assert_eq!(covers(&[seat(1, 8, &[]), away]), [Cover::Presumed, Cover::Awaiting]);
    }

    fn arb_said() -> impl Strategy<Value = (usize, Capacity, Answer, i64)> {
        let capacity = prop_oneof![
            Just(Capacity::Ordinary),
            Just(Capacity::Substitute),
            Just(Capacity::StandIn),
        ];
        let answer = prop_oneof![
            Just(Answer::Absent),
            Just(Answer::Withdrawn),
            Just(Answer::Confirmed),
            Just(Answer::Accepted),
            Just(Answer::Declined),
        ];
        (0..5usize, capacity, answer, 0..9i64)
    }

    pub(crate) fn arb_seats() -> impl Strategy<Value = Vec<Attended>> {
        let people =
            prop::collection::vec((prop::option::of(0..6i64), prop::option::of(0..6i64)), 5);
        (people, prop::collection::vec(arb_said(), 0..14)).prop_map(|(people, story)| {
            let mut seats: Vec<Attended> = people
                .into_iter()
                .map(|(ordinary, substitute)| Attended {
                    ordinary: ordinary.map(PersonId),
                    substitute: substitute.map(PersonId),
                    standing: Standing::default(),
                })
                .collect();
            for ((at, capacity, answer, person), id) in story.into_iter().zip(1..) {
                let said = Said { person: PersonId(person), ..said(id, capacity, answer) };
                seats[at].standing.hear(said);
            }
            seats
        })
    }

    proptest! {
        #[test]
        fn nobody_comes_for_two_seats(seats in arb_seats()) {
            let members: HashSet<_> = seats.iter().filter_map(|seat| seat.ordinary).collect();
            let mut coming = HashSet::new();
            for (seat, cover) in seats.iter().zip(covers(&seats)) {
                let Some(who) = seat.comes(cover) else {
                    prop_assert!(!cover.is_covered(), "nobody who comes");
                    continue;
                };
                prop_assert!(coming.insert(who), "one for two");
                let for_another = matches!(cover, Cover::Substituted | Cover::StandIn);
                prop_assert!(!for_another || !members.contains(&who), "a member for another");
            }
        }

        #[test]
        fn a_seat_whose_people_have_no_other_is_covered_as_it_is_alone(seats in arb_seats()) {
            for (seat, cover) in seats.iter().zip(covers(&seats)) {
                let all = |seat: &Attended| {
                    let stand_in = seat.standing.stand_in.map(|one| one.person);
                    [seat.ordinary, seat.substitute, stand_in]
                };
                let people = all(seat).into_iter().flatten();
                let elsewhere = |person: &PersonId| {
                    let places = seats.iter().flat_map(all).filter(|one| *one == Some(*person));
                    places.count() > 1
                };
                if people.clone().any(|person| elsewhere(&person)) || seat.ordinary.is_none() {
                    continue;
                }
                prop_assert_eq!(cover, seat.standing.cover(seat.substitute.is_some(), true));
            }
        }

        #[test]
        fn the_order_of_the_seats_changes_nothing(seats in arb_seats()) {
            // But for members of two, of whose seats the first counts.
            let members: Vec<_> = seats.iter().filter_map(|seat| seat.ordinary).collect();
            let different: HashSet<_> = members.iter().collect();
            prop_assume!(different.len() == members.len());
            let mut turned = seats.clone();
            turned.reverse();
            let mut back = covers(&turned);
            back.reverse();
            prop_assert_eq!(covers(&seats), back);
        }
    }
}
