//! What a meeting is in somebody's own calendar: firm, a hold, or nothing (product rules, "Agenda and calendar").
//!
//! Pure. It follows from how the meeting stands, so that it says the same as the card and the substitute's list.

use chrono::{DateTime, Utc};

use super::cover::{Answer, Cover};
use super::id::{PersonId, ReplyId, SeatId, made_at};
use super::ladder::{Roll, RollSeat, told_at};
use super::meeting::MeetingKind;
use super::seat::Capacity;

/// How firmly somebody is engaged for a meeting; the firmer, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engagement {
    /// They may be called: the time is held, and blocks nothing.
    Held,
    /// They have been called, and have not answered.
    Awaited,
    /// They are expected.
    Firm,
}

/// What a meeting is to somebody, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Engaged {
    pub how: Engagement,
    /// When the word was told that made it so; `None` where nobody has said anything.
    pub since: Option<DateTime<Utc>>,
}

/// What a meeting that starts at `starts` is to a person by the seats that they have there; `None` where it is
/// nothing to them. `sits_since` says since when they have a seat.
pub fn engagement(
    roll: &Roll,
    person: PersonId,
    sits_since: impl Fn(SeatId) -> Option<DateTime<Utc>>,
    (starts, now): (DateTime<Utc>, DateTime<Utc>),
) -> Option<Engaged> {
    let is_member = |seat: &RollSeat| seat.attended.ordinary == Some(person);
    let own = roll.seats.iter().filter(|seat| is_member(seat)).collect::<Vec<_>>();
    if !own.is_empty() {
        // Whoever is a member comes for their own seat, or not at all.
        return own.into_iter().filter_map(|seat| as_member(roll.kind, seat, person)).max();
    }
    let others = roll.seats.iter().filter_map(|seat| {
        if seat.attended.comes(seat.cover) == Some(person) {
            let standing = &seat.attended.standing;
            let stands_in = standing.accepted_stand_in().map(|one| one.said);
            let accepted = standing.substitute_said.or(standing.accepted);
            let said = if seat.cover == Cover::StandIn { stands_in } else { accepted };
            return Some(Engaged { how: Engagement::Firm, since: said.and_then(at) });
        }
        let is_substitute = seat.attended.substitute == Some(person);
        let since = sits_since(seat.seat);
        if is_substitute { as_substitute(roll.kind, seat, since, (starts, now)) } else { None }
    });
    others.max()
}

/// Whether somebody has said that they do not come for a seat of theirs.
pub fn stays_away(roll: &Roll, person: PersonId) -> bool {
    let own = |seat: &&RollSeat| seat.attended.ordinary == Some(person);
    roll.seats.iter().filter(own).any(|seat| seat.attended.standing.absence.is_some())
}

fn at(word: ReplyId) -> Option<DateTime<Utc>> {
    made_at(word.0)
}

fn as_member(kind: MeetingKind, seat: &RollSeat, person: PersonId) -> Option<Engaged> {
    let comes = seat.attended.comes(seat.cover) == Some(person);
    let back = seat.attended.standing.relieved.and_then(|one| at(one.by));
    let is_called = kind.calls(seat.office, Capacity::Ordinary);
    (comes && is_called).then_some(Engaged { how: Engagement::Firm, since: back })
}

/// What it is to a substitute who does not come for the seat as it stands.
fn as_substitute(
    kind: MeetingKind,
    seat: &RollSeat,
    sits_since: Option<DateTime<Utc>>,
    (starts, now): (DateTime<Utc>, DateTime<Utc>),
) -> Option<Engaged> {
    let standing = &seat.attended.standing;
    let stays_away = matches!(standing.substitute, Some(Answer::Absent | Answer::Declined));
    if stays_away || !kind.is_of_the_group() {
        return None;
    }
    if kind.calls(seat.office, Capacity::Substitute) {
        return Some(Engaged { how: Engagement::Firm, since: None });
    }
    // Whoever takes a word back in time has told nobody.
    let told = |word: ReplyId| at(word).map_or(now, |said| told_at(starts, said));
    let released = [standing.relieved, standing.longest_relieved].into_iter().flatten();
    let released = released.filter_map(|one| {
        let by = at(one.by).unwrap_or(now);
        let were_there = sits_since.is_none_or(|since| since <= by);
        (were_there && told(one.absence) <= by).then_some(by)
    });
    let released = released.max();
    let own = standing.substitute_said.and_then(at);
    match standing.absence {
        Some(absence) if seat.cover == Cover::Awaiting && told(absence) <= now => {
            // What they said of it before is older, or what they have taken back.
            let since = [Some(told(absence)), own, released].into_iter().max().flatten();
            Some(Engaged { how: Engagement::Awaited, since })
        }
        // Somebody else comes, or nobody can.
        Some(_) if seat.cover != Cover::Awaiting => None,
        // Nobody has heard of it yet, or there is none.
        _ if released.is_some() => None,
        _ => Some(Engaged { how: Engagement::Held, since: own }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{Attended, attendance};
    use crate::domain::cover::{Said, Standing};
    use crate::domain::id::Mint;
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
        let engaged = engagement(&roll, person, |_| None, (noon() + TimeDelta::days(10), now));
        engaged.map(|one| one.how)
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
        // Who was released stays so while nobody has heard of a new absence, and when that is taken back in time.
        let released = [away, (30, Ordinary, Withdrawn), (60, Ordinary, Absent)];
        assert_eq!(is(&released), None);
        assert_eq!(is(&[&released[..], &[(65, Ordinary, Withdrawn)]].concat()), None);
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

    fn seat(id: i64, ordinary: i64, substitute: i64, said: &[Said]) -> (SeatId, Attended) {
        let standing = Standing::of(said);
        let (ordinary, substitute) = (Some(PersonId(ordinary)), Some(PersonId(substitute)));
        (SeatId(id), Attended { ordinary, substitute, standing })
    }

    fn roll(seats: &[(SeatId, Attended)]) -> Roll {
        let attended: Vec<Attended> = seats.iter().map(|one| one.1).collect();
        let covers = attendance(&attended);
        let seats = seats.iter().zip(covers).map(|((seat, attended), now)| RollSeat {
            seat: *seat,
            office: Office::Member,
            attended: *attended,
            cover: now.cover,
        });
        Roll { kind: MeetingKind::Ordinary, is_called: true, seats: seats.collect() }
    }

    fn word(second: i64, person: i64, capacity: Capacity, answer: Answer) -> Said {
        let id = ReplyId(Mint::default().next(noon() + TimeDelta::seconds(second)));
        Said { id, person: PersonId(person), capacity, answer }
    }

    #[test]
    fn whoever_has_two_seats_is_there_once_or_not_at_all() {
        let later = noon() + TimeDelta::hours(1);
        let is = |seats: &[(SeatId, Attended)], person| {
            let when = (noon() + TimeDelta::days(10), later);
            engagement(&roll(seats), PersonId(person), |_| None, when).map(|one| one.how)
        };
        let away = [word(0, 1, Capacity::Ordinary, Answer::Absent)];
        // A member of two seats who is away from the first does not come for the second.
        let two = [seat(1, 1, 8, &away), seat(2, 1, 9, &[])];
        assert_eq!(is(&two, 1), None);
        assert!(stays_away(&roll(&two), PersonId(1)));
        // Member of one, and substitute of another: nothing is held for that.
        let both = [seat(1, 1, 8, &away), seat(2, 2, 1, &[])];
        assert_eq!(is(&both, 1), None);
        assert_eq!(is(&[seat(1, 1, 8, &[]), seat(2, 2, 1, &[])], 1), Some(Engagement::Firm));
        // Substitute of two: what is firmer counts.
        let for_two =
            [seat(1, 1, 9, &[]), seat(2, 2, 9, &[word(0, 2, Capacity::Ordinary, Answer::Absent)])];
        assert_eq!(is(&for_two, 9), Some(Engagement::Awaited));
        let accepted = [
            word(0, 1, Capacity::Ordinary, Answer::Absent),
            word(60, 30, Capacity::StandIn, Answer::Accepted),
        ];
        let declined = word(30, 9, Capacity::Substitute, Answer::Declined);
        let with_stand_in = [seat(1, 1, 9, &[accepted[0], declined, accepted[1]])];
        assert_eq!((is(&with_stand_in, 30), is(&with_stand_in, 9)), (Some(Engagement::Firm), None));
    }

    #[test]
    fn it_is_so_since_the_word_that_was_told_and_no_other_word_counts() {
        let away = word(0, 1, Capacity::Ordinary, Answer::Absent);
        let accepted = word(60, 9, Capacity::Substitute, Answer::Accepted);
        let back = word(90, 1, Capacity::Ordinary, Answer::Withdrawn);
        let since = |said: &[Said], person, second| {
            let now = noon() + TimeDelta::seconds(second);
            let when = (noon() + TimeDelta::days(10), now);
            let engaged =
                engagement(&roll(&[seat(1, 1, 9, said)]), PersonId(person), |_| None, when);
            engaged.and_then(|one| one.since).map(|since| (since - noon()).num_seconds())
        };
        assert_eq!(since(&[away], 9, 5), None, "nobody has heard of it");
        assert_eq!(since(&[away], 9, 30), Some(10), "when it was told");
        assert_eq!(since(&[away, accepted], 9, 61), Some(60));
        assert_eq!(since(&[away, accepted, back], 1, 99), Some(90));
        assert_eq!(since(&[accepted], 1, 99), None, "what their substitute says is not theirs");
        // What they have said and taken back makes a later version all the same.
        let own_away = word(70, 9, Capacity::Substitute, Answer::Absent);
        let own_back = word(80, 9, Capacity::Substitute, Answer::Withdrawn);
        assert_eq!(since(&[away, accepted, own_away, own_back], 9, 99), Some(80));
    }

    #[test]
    fn whoever_became_the_substitute_later_was_released_from_nothing() {
        let away = word(0, 1, Capacity::Ordinary, Answer::Absent);
        let back = word(60, 1, Capacity::Ordinary, Answer::Withdrawn);
        let is = |since: i64| {
            let sits = |_| Some(noon() + TimeDelta::seconds(since));
            let when = (noon() + TimeDelta::days(10), noon() + TimeDelta::hours(1));
            engagement(&roll(&[seat(1, 1, 9, &[away, back])]), PersonId(9), sits, when)
                .map(|one| one.how)
        };
        assert_eq!(is(-60), None);
        assert_eq!(is(600), Some(Engagement::Held));
    }
}
