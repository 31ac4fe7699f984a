//! The substitution ladder: who is to be told of what when it changes who comes to a meeting.
//!
//! One function of before, after and cause, whether somebody replies or a seat changes hands (product
//! rules, "Absence and the substitution ladder"): who is asked to come, who is not needed any more, who
//! has to be alarmed. By which way they hear of it is not decided here.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::attendance::Attended;
use super::cover::{Answer, Cover, Standing};
use super::id::{PersonId, ReplyId, SeatId};
use super::meeting::MeetingKind;
use super::notice::SeatNotice;
use super::seat::{Capacity, Office};

/// How long an absence can be taken back before anybody has heard of it.
pub const UNDO_TIME: TimeDelta = TimeDelta::seconds(10);
/// A meeting that begins within this is too near for that: whoever is needed hears of it at once.
const TOO_NEAR: TimeDelta = TimeDelta::days(1);

/// When what follows from somebody's own word at `now` is told of a meeting that `starts` then (product rules,
/// "Telling people": an absence that is taken back within a few seconds has told nobody).
pub fn told_at(starts: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    if starts - now <= TOO_NEAR { now } else { now + UNDO_TIME }
}

/// A meeting as the ladder sees it.
#[derive(Clone, Debug)]
pub struct Roll {
    pub kind: MeetingKind,
    /// The invitation has gone out.
    pub is_called: bool,
    pub seats: Vec<RollSeat>,
}

/// A seat at a meeting: who sits there, what they said, and who comes for it.
#[derive(Clone, Copy, Debug)]
pub struct RollSeat {
    pub seat: SeatId,
    pub office: Office,
    pub attended: Attended,
    pub cover: Cover,
}

/// Why a meeting stands otherwise than before.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// The reply or the change. Ids are ordered by time.
    pub id: i64,
    /// The last reply, where it is several at once: about other seats of the same person.
    pub last: i64,
    /// Whose own word it is, where it is one: they know of it.
    pub word_of: Option<PersonId>,
    /// The meeting is held at another time: whoever had been asked, or was away, is asked anew.
    pub asks_anew: bool,
}

impl Cause {
    /// Whether a reply is one of those.
    const fn is(self, reply: ReplyId) -> bool {
        self.id <= reply.0 && reply.0 <= self.last
    }
}

/// Somebody is to be told something about a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    pub seat: SeatId,
    pub kind: SeatNotice,
    /// `None` for the officials.
    pub person: Option<PersonId>,
    /// What it is about: the absence; of an alarm and an invitation the cause itself.
    pub occasion: i64,
    /// The cause, where the same may have been told of the same absence before.
    pub again: Option<i64>,
}

/// What follows from a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    pub told: Vec<Told>,
    /// Those whom the meeting's call had reached and does not concern any more. They are told once,
    /// however many meetings it is about.
    pub gone: BTreeSet<PersonId>,
}

/// What follows for a meeting that stood as `before` and stands as `after`.
pub fn consequences(before: &Roll, after: &Roll, cause: Cause) -> Consequences {
    let people = Standings::of(before, after);
    let was: HashMap<SeatId, &RollSeat> = before.seats.iter().map(|was| (was.seat, was)).collect();
    let mut told = Vec::new();
    for now in &after.seats {
        let change = SeatChanged { people: &people, was: was.get(&now.seat).copied(), now, cause };
        told.extend(change.invitation());
        told.extend(change.summons());
        told.extend(change.asked_anew());
        told.extend(change.alarms());
        told.extend(change.released().into_iter().flatten());
    }
    let kept: HashSet<SeatId> = after.seats.iter().map(|now| now.seat).collect();
    for was in before.seats.iter().filter(|was| !kept.contains(&was.seat)) {
        let change = SeatChanged { people: &people, was: Some(was), now: &was.abolished(), cause };
        told.extend(change.released().into_iter().flatten());
    }
    Consequences { told, gone: people.gone }
}

/// Who was and is what at the meeting, over all of its seats. A group may have thousands.
struct Standings {
    /// Its call has gone out: one that goes out by this change says all itself.
    was_called: bool,
    /// The members there were, each with whether they had said that they are away.
    members: HashMap<PersonId, bool>,
    /// Those who are in effect expected.
    expected: HashSet<PersonId>,
    /// The chair and the vice chair, each with their seat.
    leaders: Vec<(SeatId, PersonId)>,
    gone: BTreeSet<PersonId>,
}

impl Standings {
    fn of(before: &Roll, after: &Roll) -> Self {
        let mut members = HashMap::new();
        for seat in &before.seats {
            let Some(member) = seat.attended.ordinary else { continue };
            *members.entry(member).or_default() |= seat.attended.standing.absence.is_some();
        }
        let was_called = before.is_called && after.is_called;
        let gone = if was_called { gone(before, after) } else { BTreeSet::new() };
        Self {
            was_called,
            members,
            expected: after.seats.iter().filter_map(RollSeat::comes).collect(),
            leaders: after.leaders(),
            gone,
        }
    }
}

/// Whom the call had reached and is not for any more: who was a member, and who has no seat left. A
/// substitute or stand-in who is not needed is released instead.
fn gone(before: &Roll, after: &Roll) -> BTreeSet<PersonId> {
    let called: HashSet<PersonId> = after.called().collect();
    let seated = after.seats.iter().map(|seat| &seat.attended);
    let seated: HashSet<PersonId> =
        seated.flat_map(|seat| [seat.ordinary, seat.substitute]).flatten().collect();
    let members = before.seats.iter().filter_map(|seat| seat.attended.ordinary);
    let left = before.seats.iter().flat_map(|seat| seat.called_by_seat(before.kind));
    let left = left.filter(|person| !seated.contains(person));
    members.chain(left).filter(|person| !called.contains(person)).collect()
}

impl Roll {
    /// Those whom the meeting calls, by its kind and by what has been said: its members; the substitutes
    /// whom it calls too, or who were asked and have not said no; who stands in.
    pub fn called(&self) -> impl Iterator<Item = PersonId> {
        let by_seat = self.seats.iter().flat_map(|seat| seat.called_by_seat(self.kind));
        let stand_in = |seat: &RollSeat| seat.comes().filter(|_| seat.cover == Cover::StandIn);
        by_seat.chain(self.seats.iter().filter_map(stand_in))
    }

    /// Whether the meeting's call is for a person.
    pub fn calls(&self, person: PersonId) -> bool {
        self.called().any(|called| called == person)
    }

    /// The chair and the vice chair, each with their seat.
    fn leaders(&self) -> Vec<(SeatId, PersonId)> {
        let holder = |office| {
            let held = self.seats.iter().filter(move |seat| seat.office == office);
            held.filter_map(|seat| Some((seat.seat, seat.attended.ordinary?))).next()
        };
        [Office::Chair, Office::ViceChair].into_iter().filter_map(holder).collect()
    }
}

impl RollSeat {
    /// Who comes for the seat, as far as is known.
    pub fn comes(&self) -> Option<PersonId> {
        self.attended.comes(self.cover)
    }

    /// The seat as nobody's.
    fn abolished(&self) -> Self {
        let nobody = Attended { ordinary: None, substitute: None, standing: Standing::default() };
        Self { attended: nobody, cover: Cover::Vacant, ..*self }
    }

    /// Those whom a meeting of that kind calls because of their seat.
    fn called_by_seat(&self, kind: MeetingKind) -> impl Iterator<Item = PersonId> + use<> {
        let asked = matches!(self.cover, Cover::Awaiting | Cover::Substituted)
            && !matches!(
                self.attended.standing.substitute,
                Some(Answer::Declined | Answer::Absent)
            );
        let calls = |capacity| kind.calls(self.office, capacity);
        let ordinary = self.attended.ordinary.filter(|_| calls(Capacity::Ordinary));
        let calls_substitute = asked || calls(Capacity::Substitute);
        let substitute = self.attended.substitute.filter(|_| calls_substitute);
        [ordinary, substitute].into_iter().flatten()
    }

    /// The substitute who is asked to come, or does, and for which absence.
    fn asked(&self) -> Option<(PersonId, ReplyId)> {
        let is_asked = matches!(self.cover, Cover::Awaiting | Cover::Substituted);
        let substitute = self.attended.substitute.filter(|_| is_asked)?;
        Some((substitute, self.attended.standing.absence?))
    }

    /// Who stands in, and for which absence.
    fn stood_in(&self) -> Option<(PersonId, ReplyId)> {
        let stand_in = self.comes().filter(|_| self.cover == Cover::StandIn)?;
        Some((stand_in, self.attended.standing.absence?))
    }
}

/// One seat before and after.
struct SeatChanged<'a> {
    people: &'a Standings,
    /// `None` for a seat that is new.
    was: Option<&'a RollSeat>,
    now: &'a RollSeat,
    cause: Cause,
}

impl SeatChanged<'_> {
    fn told(&self, kind: SeatNotice, person: Option<PersonId>, occasion: i64) -> Told {
        // What a cause has brought forth itself cannot have been told before.
        let again = Some(self.cause.id).filter(|_| !self.cause.is(ReplyId(occasion)));
        Told { seat: self.now.seat, kind, person, occasion, again }
    }

    /// The invitation has gone out: whoever comes into a seat since is invited, unless it has reached
    /// them for another. What they said does not follow them: who was away there is asked anew.
    fn invitation(&self) -> Option<Told> {
        let newcomer = self.now.attended.ordinary?;
        let is_new = self.was.is_none_or(|was| was.attended.ordinary != Some(newcomer));
        let is_reached = self.people.members.get(&newcomer).is_some_and(|was_away| !was_away);
        (self.people.was_called && is_new && !is_reached)
            .then(|| self.told(SeatNotice::Succession, Some(newcomer), self.cause.id))
    }

    /// The substitute is asked about an absence once, and anew when somebody else's word makes them
    /// needed again. The officials are told of the absence that was just reported.
    fn summons(&self) -> impl Iterator<Item = Told> {
        let asked = self.now.asked().filter(|_| self.now.cover == Cover::Awaiting);
        let told = asked.filter(|asked| {
            let same = self.was.filter(|was| was.asked() == Some(*asked));
            match same.map(|was| was.cover) {
                None => true,
                Some(_) if self.cause.asks_anew => true,
                Some(Cover::Substituted) => self.cause.word_of != Some(asked.0),
                Some(_) => false,
            }
        });
        let summons = told.map(|(substitute, absence)| {
            self.told(SeatNotice::Summons, Some(substitute), absence.0)
        });
        let reported = asked.filter(|(_, absence)| self.cause.is(*absence));
        let receipt = reported.map(|(_, absence)| self.told(SeatNotice::Receipt, None, absence.0));
        [summons, receipt].into_iter().flatten()
    }

    /// The member was away at the old time, and is asked whether they are at the new one.
    fn asked_anew(&self) -> Option<Told> {
        let standing = &self.now.attended.standing;
        let absence =
            standing.absence.filter(|_| self.cause.asks_anew && standing.is_asked_anew)?;
        let member = self.now.attended.ordinary?;
        Some(self.told(SeatNotice::AskedAnew, Some(member), absence.0))
    }

    /// A seat for which somebody was counted on or asked has nobody now, or an absence was reported for one that
    /// has nobody: the officials hear of it, and the chair, or the vice chair where it is the chair's own seat.
    fn alarms(&self) -> impl Iterator<Item = Told> {
        let is_vacant = self.now.cover == Cover::Vacant;
        let is_reported = self.now.attended.standing.absence.is_some_and(|one| self.cause.is(one));
        let was_filled = self.was.is_some_and(|was| was.cover != Cover::Vacant);
        // A member who is back and comes for another seat leaves this one as it was before they were away.
        let is_back = self.was.is_some_and(|was| self.is_back(was));
        let empties = is_vacant && (was_filled && !is_back || is_reported);
        let leader = self.people.leaders.iter().find(|(seat, _)| *seat != self.now.seat);
        let told = |person| self.told(SeatNotice::Vacancy, person, self.cause.id);
        let alarms = [Some(told(None)), leader.map(|(_, person)| told(Some(*person)))];
        alarms.into_iter().flatten().filter(move |_| empties)
    }

    fn is_back(&self, was: &RollSeat) -> bool {
        let (was, now) = (was.attended, self.now.attended);
        let is_member = now.ordinary.is_some() && now.ordinary == was.ordinary;
        is_member && was.standing.absence.is_some() && now.standing.absence.is_none()
    }

    /// Substitute and stand-in who were counted on or asked, and are not needed any more. Not whoever is
    /// expected all the same, as the seat's new member or for another, and not for their own word.
    fn released(&self) -> [Option<Told>; 2] {
        let standing = &self.now.attended.standing;
        let lasts = |absence: ReplyId| standing.absence == Some(absence);
        let substitute = self.was.and_then(RollSeat::asked).filter(|(person, absence)| {
            let is_substitute = self.now.attended.substitute == Some(*person);
            let is_asked = self.now.asked().is_some_and(|(asked, _)| asked == *person);
            let is_invited = self.now.attended.ordinary == Some(*person);
            !(is_asked || is_invited || is_substitute && lasts(*absence))
        });
        let stands_in = |one: PersonId| self.now.stood_in().is_some_and(|(now, _)| now == one);
        let is_asked = |one: PersonId| self.now.asked().is_some_and(|(asked, _)| asked == one);
        let stand_in = self
            .was
            .and_then(RollSeat::stood_in)
            .filter(|(person, _)| !stands_in(*person) && !is_asked(*person));
        [substitute, stand_in].map(|released| {
            let (person, absence) = released?;
            let comes = self.people.expected.contains(&person);
            let knows = self.people.gone.contains(&person) || self.cause.word_of == Some(person);
            (!comes && !knows).then(|| self.told(SeatNotice::Release, Some(person), absence.0))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::attendance;
    use crate::domain::attendance::tests::arb_seats;
    use crate::domain::cover::Said;
    use proptest::prelude::*;

    /// Chair, vice chair, and members.
    fn roll(attended: &[Attended], kind: MeetingKind) -> Roll {
        let offices = [Office::Chair, Office::ViceChair];
        let offices = offices.into_iter().chain(std::iter::repeat(Office::Member));
        let covers = attendance(attended).into_iter().map(|one| one.cover);
        let seats = attended.iter().zip(covers).zip(offices).zip(1..);
        let seats = seats.map(|(((attended, cover), office), id)| RollSeat {
            seat: SeatId(id),
            office,
            attended: *attended,
            cover,
        });
        Roll { kind, is_called: true, seats: seats.collect() }
    }

    fn expects(roll: &Roll, person: PersonId) -> bool {
        roll.seats.iter().any(|seat| seat.comes() == Some(person))
    }

    const CHANGE: Cause = Cause { id: 1000, last: 1000, word_of: None, asks_anew: false };

    /// A meeting, and what it is after somebody has said something more about one of its seats, or after
    /// somebody else sits in one.
    fn arb_change() -> impl Strategy<Value = (Roll, Roll, Cause)> {
        let said = (0..5usize, arb_capacity(), arb_answer(), 0..6i64);
        let sits = (0..5usize, prop::option::of(0..6i64), any::<bool>(), any::<bool>());
        let kind = prop::sample::select(vec![MeetingKind::Ordinary, MeetingKind::AllCall]);
        // It has been called, or is not, or is called by what has changed.
        let called = prop_oneof![
            8 => Just((true, true)),
            1 => Just((false, false)),
            1 => Just((false, true)),
        ];
        let meeting = (kind, called);
        (arb_seats(), said, sits, 0..9u8, meeting).prop_map(|(seats, said, sits, what, meeting)| {
            let (kind, (was_called, is_called)) = meeting;
            let of = |seats: &[Attended], is_called| Roll { is_called, ..roll(seats, kind) };
            let mut after = seats.clone();
            let mut cause = CHANGE;
            if what == 8 {
                let abolished = after.len() - 1 - sits.0;
                // The seats keep their numbers: one that goes is the last, or all after it go too.
                after.truncate(abolished);
                return (of(&seats, was_called), of(&after, is_called), cause);
            }
            if what < 4 {
                let (at, capacity, answer, stands_in) = said;
                let attended = &mut after[at];
                let person = match capacity {
                    Capacity::Ordinary => attended.ordinary,
                    Capacity::Substitute => attended.substitute,
                    Capacity::StandIn => Some(PersonId(stands_in)),
                };
                if let Some(person) = person {
                    let id = ReplyId(cause.id);
                    attended.standing.hear(Said { id, person, capacity, answer });
                    cause.word_of = Some(person);
                }
            } else {
                let (at, person, as_member, said_before) = sits;
                let attended = &mut after[at];
                let person = person.map(PersonId);
                let standing = &mut attended.standing;
                // What counts is the word of whoever sits there, who may be put back.
                if as_member && person != attended.ordinary {
                    let absence = person.filter(|_| said_before).map(|_| ReplyId(0));
                    *standing = Standing { absence, ..Standing::default() };
                    attended.ordinary = person;
                } else if !as_member && person != attended.substitute {
                    let away = person.filter(|_| said_before).map(|_| Answer::Absent);
                    *standing = Standing { substitute: away, accepted: None, ..*standing };
                    attended.substitute = person;
                }
            }
            (of(&seats, was_called), of(&after, is_called), cause)
        })
    }

    fn arb_capacity() -> impl Strategy<Value = Capacity> {
        prop_oneof![Just(Capacity::Ordinary), Just(Capacity::Substitute), Just(Capacity::StandIn)]
    }

    fn arb_answer() -> impl Strategy<Value = Answer> {
        use Answer::{Absent, Accepted, Confirmed, Declined, Withdrawn};
        prop::sample::select(vec![Absent, Withdrawn, Confirmed, Accepted, Declined])
    }

    fn are_told(what: &Consequences, kind: SeatNotice) -> Vec<(SeatId, Option<PersonId>)> {
        let told = what.told.iter().filter(|told| told.kind == kind);
        told.map(|told| (told.seat, told.person)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn where_nothing_changes_nobody_is_told((_, after, cause) in arb_change()) {
            let cause = Cause { id: cause.id + 1, last: cause.id + 1, ..cause };
            prop_assert_eq!(consequences(&after, &after, cause), Consequences::default());
        }

        #[test]
        fn at_another_time_whoever_had_a_word_is_asked_anew_and_no_substitute_is_sent_home(
            (before, _, cause) in arb_change()
        ) {
            let seats: Vec<Attended> = before.seats.iter().map(|seat| {
                let mut attended = seat.attended;
                attended.standing.ask_anew();
                attended
            }).collect();
            let covers = attendance(&seats).into_iter().map(|one| one.cover);
            let asked = before.seats.iter().zip(seats.iter().zip(covers));
            let asked = asked.map(|(seat, (attended, cover))| RollSeat { attended: *attended, cover, ..*seat });
            let after = Roll { seats: asked.collect(), ..before.clone() };
            let id = cause.id + 1;
            let cause = Cause { id, last: id, word_of: None, asks_anew: true };
            let what = consequences(&before, &after, cause);
            let (summoned, anew) = (are_told(&what, SeatNotice::Summons), are_told(&what, SeatNotice::AskedAnew));
            let released = are_told(&what, SeatNotice::Release);
            for (was, now) in before.seats.iter().zip(&after.seats) {
                let absent = was.attended.standing.absence.and(was.attended.ordinary);
                prop_assert_eq!(anew.contains(&(now.seat, absent)), absent.is_some());
                if let Some((substitute, _)) = now.asked() {
                    prop_assert!(now.cover == Cover::Awaiting, "nobody has answered");
                    prop_assert!(summoned.contains(&(now.seat, Some(substitute))));
                    prop_assert!(!released.contains(&(now.seat, Some(substitute))));
                }
            }
            let different: std::collections::HashSet<_> = what.told.iter().collect();
            prop_assert_eq!(different.len(), what.told.len());
        }

        #[test]
        fn nobody_is_told_the_same_twice((before, after, cause) in arb_change()) {
            let told = consequences(&before, &after, cause).told;
            let different: std::collections::HashSet<_> = told.iter().collect();
            prop_assert_eq!(different.len(), told.len());
        }

        #[test]
        fn whoever_is_needed_now_and_was_not_is_asked((before, after, cause) in arb_change()) {
            let what = consequences(&before, &after, cause);
            let summoned = are_told(&what, SeatNotice::Summons);
            for (was, now) in before.seats.iter().zip(&after.seats) {
                let Some((substitute, absence)) = now.asked() else { continue };
                if was.asked() == Some((substitute, absence)) || now.cover != Cover::Awaiting {
                    continue;
                }
                prop_assert!(summoned.contains(&(now.seat, Some(substitute))), "{:?}", now);
            }
            // And nobody else.
            for (seat, person) in summoned {
                let now = after.seats.iter().find(|one| one.seat == seat).expect("the seat");
                prop_assert_eq!(now.cover, Cover::Awaiting);
                prop_assert_eq!(now.attended.substitute, person);
            }
        }

        #[test]
        fn whoever_was_counted_on_and_is_not_hears_of_it_unless_it_was_their_word(
            (before, after, cause) in arb_change()
        ) {
            let what = consequences(&before, &after, cause);
            let dismissed: BTreeSet<PersonId> =
                are_told(&what, SeatNotice::Release).into_iter().filter_map(|told| told.1).collect();
            let hears = |person: &PersonId| {
                dismissed.contains(person) || what.gone.contains(person)
            };
            for was in &before.seats {
                let Some(person) = was.comes() else { continue };
                let counted_on = matches!(was.cover, Cover::Substituted | Cover::StandIn);
                if !counted_on || expects(&after, person) || cause.word_of == Some(person) {
                    continue;
                }
                // As a member who is away it is their own word that they do not come.
                let is_member = after.seats.iter().any(|now| now.attended.ordinary == Some(person));
                let still_asked = after.seats.iter().any(|now| {
                    now.seat == was.seat && now.asked().is_some_and(|asked| asked.0 == person)
                });
                prop_assert!(hears(&person) || is_member || still_asked, "{:?}", was);
            }
            for person in dismissed {
                prop_assert!(!expects(&after, person), "released and expected");
                prop_assert!(!what.gone.contains(&person), "told twice");
                prop_assert_ne!(Some(person), cause.word_of, "told of their own word");
            }
        }

        #[test]
        fn a_seat_that_is_emptied_is_told_to_the_officials_once_and_to_a_leader_of_another(
            (before, after, cause) in arb_change()
        ) {
            let what = consequences(&before, &after, cause);
            let alarms = are_told(&what, SeatNotice::Vacancy);
            for (was, now) in before.seats.iter().zip(&after.seats) {
                let is_reported = now.attended.standing.absence == Some(ReplyId(cause.id));
                let (old, new) = (&was.attended, &now.attended);
                let is_back = new.ordinary.is_some()
                    && new.ordinary == old.ordinary
                    && old.standing.absence.is_some()
                    && new.standing.absence.is_none();
                let empties = now.cover == Cover::Vacant
                    && (was.cover != Cover::Vacant && !is_back || is_reported);
                let about: Vec<_> = alarms.iter().filter(|told| told.0 == now.seat).collect();
                let to_officials = about.iter().filter(|told| told.1.is_none()).count();
                prop_assert_eq!(to_officials, usize::from(empties));
                for leader in about.iter().filter_map(|told| told.1) {
                    let leads = after.seats.iter().find(|seat| {
                        seat.seat != now.seat && seat.attended.ordinary == Some(leader)
                    });
                    prop_assert!(leads.is_some_and(|seat| seat.office.leads()));
                }
            }
        }

        #[test]
        fn whoever_comes_into_a_seat_is_invited_unless_the_call_had_reached_them(
            (before, after, cause) in arb_change()
        ) {
            let what = consequences(&before, &after, cause);
            let invited = are_told(&what, SeatNotice::Succession);
            let was_member = |person: PersonId| {
                before.seats.iter().any(|was| was.attended.ordinary == Some(person))
            };
            for (was, now) in before.seats.iter().zip(&after.seats) {
                let newcomer = now.attended.ordinary.filter(|_| {
                    now.attended.ordinary != was.attended.ordinary
                });
                let told = invited.contains(&(now.seat, now.attended.ordinary));
                let was_away = |person: PersonId| {
                    before.seats.iter().any(|was| {
                        was.attended.ordinary == Some(person)
                            && was.attended.standing.absence.is_some()
                    })
                };
                // The invitation that goes out by it names whoever sits there.
                let is_asked = before.is_called
                    && newcomer.is_some_and(|person| !was_member(person) || was_away(person));
                prop_assert_eq!(told, is_asked);
            }
            prop_assert!(before.is_called || what.gone.is_empty(), "nobody had been called");
            for person in &what.gone {
                prop_assert!(!after.calls(*person), "gone and called");
            }
        }

        #[test]
        fn the_officials_have_a_receipt_of_every_absence_that_somebody_is_asked_about(
            (before, after, cause) in arb_change()
        ) {
            let what = consequences(&before, &after, cause);
            let receipts = are_told(&what, SeatNotice::Receipt);
            for now in &after.seats {
                let is_new = now.attended.standing.absence == Some(ReplyId(cause.id));
                let wanted = is_new && now.cover == Cover::Awaiting;
                prop_assert_eq!(receipts.contains(&(now.seat, None)), wanted);
            }
        }
    }

    fn sits(ordinary: i64, substitute: i64) -> Attended {
        let (ordinary, substitute) = (Some(PersonId(ordinary)), Some(PersonId(substitute)));
        Attended { ordinary, substitute, standing: Standing::default() }
    }

    fn says(mut attended: Attended, id: i64, capacity: Capacity, answer: Answer) -> Attended {
        let person = match capacity {
            Capacity::Ordinary => attended.ordinary,
            _ => attended.substitute,
        };
        let person = person.expect("somebody who sits there");
        attended.standing.hear(Said { id: ReplyId(id), person, capacity, answer });
        attended
    }

    #[test]
    fn a_successor_who_is_away_too_lets_the_substitute_be_asked_about_that() {
        let of = |seat: Attended| roll(&[sits(8, 9), seat], MeetingKind::Ordinary);
        let before = says(sits(1, 2), 5, Capacity::Ordinary, Answer::Absent);
        let before = says(before, 6, Capacity::Substitute, Answer::Accepted);
        let after = says(sits(3, 2), 4, Capacity::Ordinary, Answer::Absent);
        let what = consequences(&of(before), &of(after), CHANGE);
        assert_eq!(are_told(&what, SeatNotice::Summons), [(SeatId(2), Some(PersonId(2)))]);
        assert_eq!(are_told(&what, SeatNotice::Release), []);
        assert_eq!(are_told(&what, SeatNotice::Succession), [(SeatId(2), Some(PersonId(3)))]);
        assert_eq!(what.gone, BTreeSet::from([PersonId(1)]));
    }

    #[test]
    fn whoever_is_free_for_another_seat_is_not_sent_away() {
        let absent = |seat, id| says(seat, id, Capacity::Ordinary, Answer::Absent);
        let accepts = |seat, id| says(seat, id, Capacity::Substitute, Answer::Accepted);
        // One substitute of two, who has accepted for both, comes for the first.
        let one = accepts(absent(sits(1, 2), 5), 7);
        let other = accepts(absent(sits(3, 2), 6), 8);
        let of = |one| roll(&[sits(8, 9), one, other], MeetingKind::Ordinary);
        let back = says(one, 10, Capacity::Ordinary, Answer::Withdrawn);
        let cause = Cause { id: 10, last: 10, word_of: Some(PersonId(1)), asks_anew: false };
        let (before, after) = (of(one), of(back));
        let covers = |roll: &Roll| roll.seats.iter().map(|seat| seat.cover).collect::<Vec<_>>();
        assert_eq!(covers(&before), [Cover::Presumed, Cover::Substituted, Cover::Vacant]);
        assert_eq!(covers(&after), [Cover::Presumed, Cover::Presumed, Cover::Substituted]);
        assert_eq!(consequences(&before, &after, cause).told, []);
    }

    #[test]
    fn a_stand_in_who_still_comes_is_not_gone_when_another_seat_changes_hands() {
        let away = says(sits(1, 2), 5, Capacity::Ordinary, Answer::Absent);
        let mut away = says(away, 6, Capacity::Substitute, Answer::Declined);
        let (capacity, answer) = (Capacity::StandIn, Answer::Accepted);
        away.standing.hear(Said { id: ReplyId(7), person: PersonId(30), capacity, answer });
        let of = |other: Attended| roll(&[other, away], MeetingKind::Ordinary);
        let what = consequences(&of(sits(8, 9)), &of(sits(10, 9)), CHANGE);
        assert_eq!(what.gone, BTreeSet::from([PersonId(8)]));
        assert_eq!(what.told.len(), 1, "the successor's invitation: {:?}", what.told);
    }

    #[test]
    fn whoever_was_needed_for_a_seat_that_is_abolished_hears_of_it() {
        let away = says(sits(1, 2), 5, Capacity::Ordinary, Answer::Absent);
        let mut stood_in = says(sits(3, 4), 6, Capacity::Ordinary, Answer::Absent);
        let (capacity, answer) = (Capacity::StandIn, Answer::Accepted);
        stood_in.standing.hear(Said { id: ReplyId(7), person: PersonId(30), capacity, answer });
        // The substitute of the one has a seat that stays: they are not gone.
        let before = roll(&[sits(8, 2), away, stood_in], MeetingKind::Ordinary);
        let after = roll(&[sits(8, 2)], MeetingKind::Ordinary);
        let what = consequences(&before, &after, CHANGE);
        let released = [(SeatId(2), Some(PersonId(2))), (SeatId(3), Some(PersonId(30)))];
        assert_eq!(are_told(&what, SeatNotice::Release), released);
        assert_eq!(what.gone, BTreeSet::from([PersonId(1), PersonId(3)]));
    }

    #[test]
    fn whoever_takes_back_their_acceptance_is_not_asked_again_and_whoever_is_put_back_is() {
        let of = |seat: Attended| roll(&[sits(8, 9), seat], MeetingKind::Ordinary);
        let away = says(sits(1, 2), 5, Capacity::Ordinary, Answer::Absent);
        let accepted = says(away, 6, Capacity::Substitute, Answer::Accepted);
        let withdrawn = says(accepted, 7, Capacity::Substitute, Answer::Withdrawn);
        let own = Cause { id: 7, last: 7, word_of: Some(PersonId(2)), asks_anew: false };
        assert_eq!(consequences(&of(accepted), &of(withdrawn), own).told, []);
        let what = consequences(&of(sits(3, 2)), &of(away), CHANGE);
        let again: Vec<Option<i64>> = what.told.iter().map(|told| told.again).collect();
        assert!(again.contains(&Some(CHANGE.id)), "{:?}", what.told);
    }
}
