//! What a meeting is in somebody's own calendar: firm, a hold, or nothing (product rules, "Agenda and calendar").
//!
//! Pure. It follows from how the meeting stands, so that it says the same as the card and the substitute's list.

use chrono::{DateTime, Utc};

use super::cover::{Answer, Cover};
use super::id::{PersonId, ReplyId, made_at};
use super::ladder::{Roll, RollSeat, told_at};
use super::meeting::MeetingKind;
use super::seat::Capacity;

/// How firmly somebody is engaged for a meeting; the firmer, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engagement {
    /// They may be called: the time is held, and blocks nothing.
    Held,
    /// They have been called, and have not answered.
    Awaited,
    /// They are expected.
    Firm,
}

/// What a meeting that starts at `starts` is to a person by the seats that they have there; `None` where it is
/// nothing to them, and since which word that is so.
pub fn engagement(
    roll: &Roll,
    person: PersonId,
    (starts, now): (DateTime<Utc>, DateTime<Utc>),
) -> (Option<Engagement>, Option<ReplyId>) {
    let own = roll.seats.iter().filter(|seat| {
        let sits = [seat.attended.ordinary, seat.attended.substitute];
        sits.contains(&Some(person)) || stands_in(seat, person)
    });
    let own: Vec<&RollSeat> = own.collect();
    let by_seat = own.iter().filter_map(|seat| at_seat(roll.kind, seat, person, (starts, now)));
    let words = own.iter().flat_map(|seat| {
        let standing = &seat.attended.standing;
        let relieved = standing.relieved.map(|one| one.by);
        [standing.absence, standing.substitute_said, relieved]
    });
    (by_seat.max(), words.flatten().max())
}

fn stands_in(seat: &RollSeat, person: PersonId) -> bool {
    seat.attended.standing.stand_in.is_some_and(|one| one.person == person)
}

fn at_seat(
    kind: MeetingKind,
    seat: &RollSeat,
    person: PersonId,
    (starts, now): (DateTime<Utc>, DateTime<Utc>),
) -> Option<Engagement> {
    let standing = &seat.attended.standing;
    if seat.attended.ordinary == Some(person) {
        let is_called = kind.calls(seat.office, Capacity::Ordinary);
        return (is_called && standing.absence.is_none()).then_some(Engagement::Firm);
    }
    if seat.attended.comes(seat.cover) == Some(person) {
        return Some(Engagement::Firm);
    }
    if seat.attended.substitute != Some(person) {
        return None;
    }
    let stays_away = matches!(standing.substitute, Some(Answer::Absent | Answer::Declined));
    if stays_away || kind == MeetingKind::Presidium {
        return None;
    }
    if kind.calls(seat.office, Capacity::Substitute) {
        return Some(Engagement::Firm);
    }
    // Whoever takes a word back in time has told nobody.
    let was_told = |word: ReplyId, by: DateTime<Utc>| {
        made_at(word.0).is_none_or(|said| told_at(starts, said) <= by)
    };
    match (standing.absence, standing.relieved) {
        (Some(absence), _) if seat.cover == Cover::Awaiting => {
            Some(if was_told(absence, now) { Engagement::Awaited } else { Engagement::Held })
        }
        // Somebody else comes, or nobody can.
        (Some(_), _) => None,
        (None, Some(relieved)) => {
            let until = made_at(relieved.by.0).unwrap_or(now);
            (!was_told(relieved.absence, until)).then_some(Engagement::Held)
        }
        (None, None) => Some(Engagement::Held),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{Attended, attendance};
    use crate::domain::cover::{Said, Standing};
    use crate::domain::id::{Mint, SeatId};
    use crate::domain::seat::Office;
    use chrono::TimeDelta;

    const MEMBER: PersonId = PersonId(1);
    const SUBSTITUTE: PersonId = PersonId(2);

    fn noon() -> DateTime<Utc> {
        "2027-03-01T12:00:00Z".parse().expect("an instant")
    }

    /// Words by seconds after noon, for a meeting ten days later, as it is one second after the last.
    fn after(
        kind: MeetingKind,
        words: &[(i64, Capacity, Answer)],
        person: PersonId,
    ) -> Option<Engagement> {
        let mint = Mint::default();
        let said = words.iter().map(|(second, capacity, answer)| Said {
            id: ReplyId(mint.next(noon() + TimeDelta::seconds(*second))),
            person: if *capacity == Capacity::Ordinary { MEMBER } else { SUBSTITUTE },
            capacity: *capacity,
            answer: *answer,
        });
        let standing = Standing::of(&said.collect::<Vec<_>>());
        let attended = Attended { ordinary: Some(MEMBER), substitute: Some(SUBSTITUTE), standing };
        let cover = attendance(&[attended])[0].cover;
        let seat = RollSeat { seat: SeatId(1), office: Office::Member, attended, cover };
        let roll = Roll { kind, is_called: true, seats: vec![seat] };
        let now = noon() + TimeDelta::seconds(words.last().map_or(0, |word| word.0) + 1);
        engagement(&roll, person, (noon() + TimeDelta::days(10), now)).0
    }

    #[test]
    fn a_substitutes_calendar_goes_from_hold_to_awaited_to_firm_to_nothing() {
        use Answer::{Absent, Accepted, Declined, Withdrawn};
        use Capacity::{Ordinary, Substitute};
        let is = |words: &[_]| after(MeetingKind::Ordinary, words, SUBSTITUTE);
        let away = (0, Ordinary, Absent);
        assert_eq!(is(&[]), Some(Engagement::Held));
        // Nobody has heard of it yet.
        assert_eq!(is(&[away]), Some(Engagement::Held));
        // Said twice, it counts from the first time.
        assert_eq!(is(&[away, (30, Ordinary, Absent)]), Some(Engagement::Awaited));
        assert_eq!(is(&[away, (30, Substitute, Accepted)]), Some(Engagement::Firm));
        assert_eq!(is(&[away, (30, Substitute, Declined)]), None);
        // Released; and one who was never called is released from nothing.
        assert_eq!(is(&[away, (30, Ordinary, Withdrawn)]), None);
        assert_eq!(is(&[away, (5, Ordinary, Withdrawn)]), Some(Engagement::Held));
        assert_eq!(
            is(&[away, (30, Ordinary, Withdrawn), (60, Ordinary, Absent), (90, Ordinary, Absent)]),
            Some(Engagement::Awaited),
            "called anew"
        );
        // Away themselves, before anybody asks.
        assert_eq!(is(&[(0, Substitute, Absent)]), None);
    }

    #[test]
    fn a_members_own_absence_takes_it_out_of_their_calendar() {
        use Answer::{Absent, Confirmed, Withdrawn};
        let is = |words: &[_]| after(MeetingKind::Ordinary, words, MEMBER);
        let (away, back) = ((0, Capacity::Ordinary, Absent), (30, Capacity::Ordinary, Withdrawn));
        assert_eq!(is(&[]), Some(Engagement::Firm));
        assert_eq!(is(&[(0, Capacity::Ordinary, Confirmed)]), Some(Engagement::Firm));
        assert_eq!(is(&[away]), None);
        assert_eq!(is(&[away, back]), Some(Engagement::Firm));
    }

    #[test]
    fn each_kind_of_meeting_is_firm_to_whom_it_calls() {
        let all_call = |words: &[_]| after(MeetingKind::AllCall, words, SUBSTITUTE);
        assert_eq!(all_call(&[]), Some(Engagement::Firm));
        assert_eq!(all_call(&[(0, Capacity::Substitute, Answer::Absent)]), None);
        // This seat does not lead.
        for person in [MEMBER, SUBSTITUTE] {
            assert_eq!(after(MeetingKind::Presidium, &[], person), None);
        }
        assert_eq!(after(MeetingKind::Ordinary, &[], PersonId(9)), None, "somebody else");
    }
}
