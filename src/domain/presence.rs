//! The register of attendance: who was at a meeting, in spells of presence (product rules, "Absence and the
//! substitution ladder").
//!
//! It is proposed from what people said, and right until somebody says otherwise; what they say is one
//! [`Correction`] of one place: a seat, or a guest.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::agenda::Participant;
use super::attendance::{Attendance, Attended};
use super::cover::Cover;
use super::id::{GuestId, ItemId, PresenceId, SeatId};
use super::local_time::{instant, wall};
use super::meeting::Meeting;
use super::seat::{Seat, worded};

worded! {
    /// Where somebody takes part.
    Mode { Room = "room", Distance = "distance" }

    /// As what somebody takes part.
    Part {
        /// With the seat's vote.
        Serving = "serving",
        /// Without it.
        Present = "present",
    }

    /// How somebody was not there.
    Absence {
        /// They had said so.
        Excused = "excused",
        WithoutNotice = "without-notice",
    }
}

/// From or to when a spell lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    At(DateTime<Utc>),
    /// The item's beginning, or its end.
    Item(ItemId),
}

/// For how long, where and as what somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// `None` is the meeting's beginning.
    pub from: Option<Bound>,
    /// `None` is its end.
    pub to: Option<Bound>,
    pub mode: Mode,
    pub part: Part,
}

impl Spell {
    /// All of the meeting, in the room.
    pub const fn whole(part: Part) -> Self {
        Self { from: None, to: None, mode: Mode::Room, part }
    }

    /// Whether two may have been at one time: where an item lies is not known here.
    fn may_overlap(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, other: &Self| match (one.to, other.from) {
            (Some(Bound::At(end)), Some(Bound::At(begin))) => end <= begin,
            _ => false,
        };
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Was {
    There(Spell),
    Away(Absence),
}

/// One line of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub who: Participant,
    pub was: Was,
}

impl Presence {
    const fn there(who: Participant, part: Part) -> Self {
        Self { who, was: Was::There(Spell::whole(part)) }
    }

    /// The spell, of somebody who was there.
    pub const fn spell(&self) -> Option<Spell> {
        match self.was {
            Was::There(spell) => Some(spell),
            Was::Away(_) => None,
        }
    }
}

/// What stands together in the register, and is corrected together.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterPlace {
    Seat(SeatId),
    /// Somebody who was co-opted.
    Guest(GuestId),
    /// Somebody who was there and had not been expected: by the line that says so.
    Added(PresenceId),
}

impl std::fmt::Display for RegisterPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Seat(seat) => write!(f, "s{seat}"),
            Self::Guest(guest) => write!(f, "g{guest}"),
            Self::Added(line) => write!(f, "a{line}"),
        }
    }
}

impl std::str::FromStr for RegisterPlace {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let seat = text.strip_prefix('s').and_then(|id| id.parse().ok()).map(Self::Seat);
        let guest = || text.strip_prefix('g').and_then(|id| id.parse().ok()).map(Self::Guest);
        let added = || text.strip_prefix('a').and_then(|id| id.parse().ok()).map(Self::Added);
        seat.or_else(guest).or_else(added).ok_or(())
    }
}

/// Who may have been there for a place, and as what: of a seat the member, and who comes for them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Expected {
    pub first: Option<Participant>,
    pub second: Option<Participant>,
    pub part: Part,
}

impl Expected {
    fn is_first(&self, line: &Presence) -> bool {
        Some(&line.who) == self.first.as_ref()
    }

    /// Those of a seat: who stands in takes the substitute's place.
    pub fn of_seat(seat: &Attended) -> Self {
        let stand_in = seat.standing.accepted_stand_in().map(|one| one.person);
        let person = |one: Option<_>| one.map(Participant::Person);
        let second = person(stand_in.or(seat.substitute));
        Self { first: person(seat.ordinary), second, part: Part::Serving }
    }

    /// A guest, for whom nobody else comes.
    pub const fn guest(who: Participant) -> Self {
        Self { first: Some(who), second: None, part: Part::Present }
    }
}

/// A place as it was when its meeting was closed: whatever becomes of its seat afterwards.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FrozenPlace {
    pub place: RegisterPlace,
    /// `None` for a guest.
    pub seat: Option<Seat>,
    pub expected: Expected,
}

/// What the register says of a seat, as far as people have said whether they come.
pub fn proposed(seat: &Attended, attendance: &Attendance) -> Vec<Presence> {
    let comes = seat.comes(attendance.cover).map(Participant::Person);
    let is_member = matches!(attendance.cover, Cover::Presumed | Cover::Confirmed);
    // Whoever comes for another seat of theirs is neither here nor away.
    let away = seat.ordinary.filter(|_| !is_member && seat.standing.absence.is_some());
    let away = away.map(|member| Presence {
        who: Participant::Person(member),
        was: Was::Away(Absence::Excused),
    });
    away.into_iter().chain(comes.map(|who| Presence::there(who, Part::Serving))).collect()
}

/// What the register says of a guest of whom nobody says otherwise: from and to the item that they are co-opted for,
/// or all the time.
pub const fn proposed_guest(who: Participant, item: Option<ItemId>) -> Presence {
    let bound = match item {
        Some(item) => Some(Bound::Item(item)),
        None => None,
    };
    let spell = Spell { from: bound, to: bound, ..Spell::whole(Part::Present) };
    Presence { who, was: Was::There(spell) }
}

/// What somebody says of a place in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Whoever has the place was there, all the time.
    Came,
    /// Whoever has the place was not there.
    Away(Absence),
    /// The substitute was there instead: from when the member left, or until they came, where they did.
    SubstituteCame,
    SubstituteAway,
    /// Whoever was there first came then.
    Late(DateTime<Utc>),
    /// Whoever was there last left then.
    Left(DateTime<Utc>),
    /// Those who were there were there in this way.
    By(Mode),
}

/// Why the register is not corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresenceRefusal {
    /// Nobody was there for the seat who could have come late or left.
    NobodyThere,
    /// There is nobody in the seat.
    EmptySeat,
    NoSubstitute,
    /// The time is not one of the meeting's.
    OutsideMeeting,
    /// Left before they came, or the other way round.
    LeftBeforeComing,
    /// The person was there for another seat at that time.
    FillsAnother,
    /// There are as many guests as there can be.
    TooManyGuests(usize),
}

/// How many may be added to a meeting's register who were not expected.
pub const MOST_ADDED: usize = 40;

/// The lines of others where whoever is first in the seat was away. Who took over when they left was there from the beginning, if they
/// never came; who served until they came, until the end.
fn without_the_first(lines: &[Presence], expected: &Expected) -> Vec<Presence> {
    let first = lines.iter().filter(|line| expected.is_first(line)).find_map(Presence::spell);
    let (came, left) = first.map_or((None, None), |spell| (spell.from, spell.to));
    let whole = |line: &Presence| {
        let mut line = line.clone();
        if let Was::There(spell) = &mut line.was {
            spell.from = spell.from.filter(|from| Some(*from) != left);
            spell.to = spell.to.filter(|to| Some(*to) != came);
        }
        line
    };
    lines.iter().filter(|line| !expected.is_first(line)).map(whole).collect()
}

/// The lines where the second came for the first. Who was there for a part of it, and who is known to be away, stay so.
fn with_the_second(
    lines: &[Presence],
    expected: &Expected,
) -> Result<Vec<Presence>, PresenceRefusal> {
    let second = expected.second.clone().ok_or(PresenceRefusal::NoSubstitute)?;
    let before = lines.iter().rfind(|line| expected.is_first(line));
    let spell = before.and_then(Presence::spell);
    let left = spell.and_then(|spell| spell.to);
    let came = spell.and_then(|spell| spell.from).filter(|_| left.is_none());
    let is_part = left.is_some() || came.is_some();
    let stays = before.filter(|line| is_part || line.spell().is_none()).cloned();
    let excused = |who| Presence { who, was: Was::Away(Absence::Excused) };
    let member = stays.or_else(|| expected.first.clone().map(excused));
    let spell = Spell { from: left, to: came, ..Spell::whole(expected.part) };
    let substitute = Presence { who: second, was: Was::There(spell) };
    Ok(match came {
        Some(_) => std::iter::once(substitute).chain(member).collect(),
        None => member.into_iter().chain([substitute]).collect(),
    })
}

/// A place with a correction made. What was said before of others there stays.
///
/// # Errors
/// What cannot be so.
pub fn corrected(
    lines: &[Presence],
    expected: &Expected,
    correction: Correction,
) -> Result<Vec<Presence>, PresenceRefusal> {
    let first = expected.first.clone().ok_or(PresenceRefusal::EmptySeat);
    let mut own = lines.iter().filter(|line| expected.is_first(line));
    Ok(match correction {
        Correction::Came => {
            let mode = own.find_map(Presence::spell).map_or(Mode::Room, |spell| spell.mode);
            let spell = Spell { mode, ..Spell::whole(expected.part) };
            vec![Presence { who: first?, was: Was::There(spell) }]
        }
        Correction::Away(how) => {
            let away = Presence { who: first?, was: Was::Away(how) };
            std::iter::once(away).chain(without_the_first(lines, expected)).collect()
        }
        Correction::SubstituteCame => with_the_second(lines, expected)?,
        Correction::SubstituteAway => own.cloned().collect(),
        Correction::Late(at) => {
            let line = |line: &Presence| line.spell().is_some();
            bounded(lines, lines.iter().position(line), |spell| spell.from = Some(Bound::At(at)))?
        }
        Correction::Left(at) => {
            let line = |line: &Presence| line.spell().is_some();
            bounded(lines, lines.iter().rposition(line), |spell| spell.to = Some(Bound::At(at)))?
        }
        Correction::By(mode) => {
            let by = |line: &Presence| match line.was {
                Was::There(spell) => {
                    Presence { was: Was::There(Spell { mode, ..spell }), ..line.clone() }
                }
                Was::Away(_) => line.clone(),
            };
            lines.iter().map(by).collect()
        }
    })
}

/// The lines with the spell of one of them changed.
fn bounded(
    lines: &[Presence],
    at: Option<usize>,
    change: impl FnOnce(&mut Spell),
) -> Result<Vec<Presence>, PresenceRefusal> {
    let mut lines = lines.to_vec();
    let line = at.and_then(|at| lines.get_mut(at)).ok_or(PresenceRefusal::NobodyThere)?;
    let Was::There(spell) = &mut line.was else { return Err(PresenceRefusal::NobodyThere) };
    change(spell);
    match (spell.from, spell.to) {
        (Some(Bound::At(from)), Some(Bound::At(to))) if to <= from => {
            Err(PresenceRefusal::LeftBeforeComing)
        }
        _ => Ok(lines),
    }
}

/// Refuses lines of a seat by which somebody would fill two at one time.
///
/// # Errors
/// `FillsAnother`.
pub fn fills_no_other<'a>(
    lines: &[Presence],
    others: impl IntoIterator<Item = &'a Presence>,
) -> Result<(), PresenceRefusal> {
    let serves = |line: &Presence| line.spell().filter(|spell| spell.part == Part::Serving);
    let clashes = |other: &Presence| {
        lines.iter().any(|line| {
            let both = serves(line).zip(serves(other));
            line.who == other.who && both.is_some_and(|(one, other)| one.may_overlap(&other))
        })
    };
    if others.into_iter().any(clashes) { Err(PresenceRefusal::FillsAnother) } else { Ok(()) }
}

/// For how long after its end somebody may have left a meeting that took longer.
const LONGER: TimeDelta = TimeDelta::hours(6);

/// When somebody may have come to a meeting at the latest.
pub const fn latest_arrival(meeting: &Meeting) -> DateTime<Utc> {
    meeting.ends
}

/// When somebody may have left a meeting at the latest: some take longer.
pub fn latest_departure(meeting: &Meeting) -> DateTime<Utc> {
    meeting.ends + LONGER
}

/// The instant of a meeting that a time on the wall means.
///
/// # Errors
/// `OutsideMeeting` for one before it, and for one after `latest`.
pub fn moment(
    meeting: &Meeting,
    zone: Tz,
    (time, latest): (NaiveTime, DateTime<Utc>),
) -> Result<DateTime<Utc>, PresenceRefusal> {
    let day = wall(zone, meeting.starts).date();
    let days = [Some(day), day.checked_add_days(Days::new(1))].into_iter().flatten();
    days.map(|day| instant(zone, day.and_time(time)))
        .find(|at| *at > meeting.starts && *at <= latest)
        .ok_or(PresenceRefusal::OutsideMeeting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attendance::{attendance, tests::arb_seats};
    use crate::domain::id::PersonId;
    use proptest::prelude::*;

    const MEMBER: Participant = Participant::Person(PersonId(1));
    const SUBSTITUTE: Participant = Participant::Person(PersonId(2));

    fn pair() -> Expected {
        Expected { first: Some(MEMBER), second: Some(SUBSTITUTE), part: Part::Serving }
    }

    fn at(hour: u32) -> DateTime<Utc> {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 11).expect("a date");
        day.and_hms_opt(hour, 0, 0).expect("a time").and_utc()
    }

    fn after(corrections: &[Correction]) -> Vec<Presence> {
        let mut lines = vec![Presence::there(MEMBER, Part::Serving)];
        for one in corrections {
            lines = corrected(&lines, &pair(), *one).expect("it can be so");
        }
        lines
    }

    fn line(who: Participant, was: Was) -> Presence {
        Presence { who, was }
    }

    fn there(from: Option<u32>, to: Option<u32>) -> Was {
        let bound = |hour: Option<u32>| hour.map(|hour| Bound::At(at(hour)));
        Was::There(Spell { from: bound(from), to: bound(to), ..Spell::whole(Part::Serving) })
    }

    #[test]
    fn a_substitute_takes_over_when_the_member_leaves() {
        let lines = after(&[Correction::Left(at(11)), Correction::SubstituteCame]);
        let expected =
            [line(MEMBER, there(None, Some(11))), line(SUBSTITUTE, there(Some(11), None))];
        assert_eq!(lines, expected);
        // Who left last is now the substitute; who came first is the member still.
        let lines = corrected(&lines, &pair(), Correction::Left(at(12))).expect("so");
        let lines = corrected(&lines, &pair(), Correction::Late(at(9))).expect("so");
        let expected =
            [line(MEMBER, there(Some(9), Some(11))), line(SUBSTITUTE, there(Some(11), Some(12)))];
        assert_eq!(lines, expected);
        // And if the member was not there at all, the substitute was from the beginning.
        let lines = corrected(&lines, &pair(), Correction::Away(Absence::WithoutNotice));
        let expected = [
            line(MEMBER, Was::Away(Absence::WithoutNotice)),
            line(SUBSTITUTE, there(None, Some(12))),
        ];
        assert_eq!(lines.expect("so"), expected);
    }

    #[test]
    fn an_absence_with_and_without_notice_are_told_apart_whoever_came_instead() {
        let without =
            after(&[Correction::Away(Absence::WithoutNotice), Correction::SubstituteCame]);
        assert_eq!(without[0], line(MEMBER, Was::Away(Absence::WithoutNotice)));
        let excused = after(&[Correction::SubstituteCame]);
        assert_eq!(excused[0], line(MEMBER, Was::Away(Absence::Excused)));
        assert_eq!(without[1], excused[1]);
        let alone = corrected(&without, &pair(), Correction::SubstituteAway).expect("so");
        assert_eq!(alone, [line(MEMBER, Was::Away(Absence::WithoutNotice))]);
        let back = corrected(&without, &pair(), Correction::Came).expect("so");
        assert_eq!(back, [Presence::there(MEMBER, Part::Serving)]);
    }

    #[test]
    fn a_substitute_serves_until_the_member_comes() {
        let lines = after(&[Correction::Late(at(10)), Correction::SubstituteCame]);
        let expected =
            [line(SUBSTITUTE, there(None, Some(10))), line(MEMBER, there(Some(10), None))];
        assert_eq!(lines, expected);
        // If the member did not come after all, the substitute served to the end.
        let away = corrected(&lines, &pair(), Correction::Away(Absence::Excused)).expect("so");
        let expected =
            [line(MEMBER, Was::Away(Absence::Excused)), line(SUBSTITUTE, there(None, None))];
        assert_eq!(away, expected);
    }

    #[test]
    fn what_cannot_be_so_is_refused() {
        let nobody = after(&[Correction::Away(Absence::Excused)]);
        let refused = |lines: &[Presence], one| corrected(lines, &pair(), one).expect_err("not so");
        assert_eq!(refused(&nobody, Correction::Late(at(9))), PresenceRefusal::NobodyThere);
        let late = after(&[Correction::Late(at(10))]);
        assert_eq!(refused(&late, Correction::Left(at(10))), PresenceRefusal::LeftBeforeComing);
        let alone = Expected { second: None, ..pair() };
        let refused = corrected(&late, &alone, Correction::SubstituteCame);
        assert_eq!(refused, Err(PresenceRefusal::NoSubstitute));
        let empty = corrected(&[], &Expected { first: None, ..pair() }, Correction::Came);
        assert_eq!(empty, Err(PresenceRefusal::EmptySeat));
    }

    #[test]
    fn nobody_fills_two_seats_at_one_time_and_may_one_after_the_other() {
        let until = |hour| [line(SUBSTITUTE, there(None, Some(hour)))];
        let from = |hour| [line(SUBSTITUTE, there(Some(hour), None))];
        assert_eq!(fills_no_other(&until(10), &from(10)), Ok(()));
        assert_eq!(fills_no_other(&until(11), &from(10)), Err(PresenceRefusal::FillsAnother));
        let whole = [Presence::there(SUBSTITUTE, Part::Serving)];
        assert_eq!(fills_no_other(&whole, &until(10)), Err(PresenceRefusal::FillsAnother));
        assert_eq!(fills_no_other(&whole, &[Presence::there(MEMBER, Part::Serving)]), Ok(()));
    }

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for place in [
            RegisterPlace::Seat(SeatId(7)),
            RegisterPlace::Guest(GuestId(8)),
            RegisterPlace::Added(PresenceId(9)),
        ] {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        assert_eq!("x7".parse::<RegisterPlace>(), Err(()));
    }

    proptest! {
        /// Whatever people said: who the register says was there for a seat is who was counted on, once.
        #[test]
        fn what_is_proposed_is_the_cover(seats in arb_seats()) {
            let mut serving = Vec::new();
            for (seat, now) in seats.iter().zip(attendance(&seats)) {
                let lines = proposed(seat, &now);
                let there: Vec<_> = lines.iter().filter(|one| one.spell().is_some()).collect();
                let comes = seat.comes(now.cover).map(Participant::Person);
                prop_assert_eq!(there.first().map(|one| one.who.clone()), comes);
                prop_assert_eq!(there.len(), usize::from(now.cover.is_covered()));
                let away = lines.iter().any(|one| matches!(one.was, Was::Away(_)));
                prop_assert_eq!(away, seat.ordinary.is_some() && seat.standing.absence.is_some());
                prop_assert_eq!(fills_no_other(&lines, &serving), Ok(()));
                serving.extend(lines);
            }
        }

        /// Whatever is said of a place, one after the other: the member stands there once at the most, nobody leaves
        /// before they came, and what is said last is so.
        #[test]
        fn any_corrections_make_a_register(story in prop::collection::vec(0..8usize, 0..12)) {
            let all = [
                Correction::Came,
                Correction::Away(Absence::Excused),
                Correction::Away(Absence::WithoutNotice),
                Correction::SubstituteCame,
                Correction::SubstituteAway,
                Correction::Late(at(9)),
                Correction::Left(at(11)),
                Correction::By(Mode::Distance),
            ];
            let mut lines = vec![Presence::there(MEMBER, Part::Serving)];
            for one in story {
                let Ok(next) = corrected(&lines, &pair(), all[one]) else { continue };
                let of = |who: &Participant| next.iter().filter(|line| line.who == *who).count();
                prop_assert!(of(&MEMBER) == 1 && of(&SUBSTITUTE) <= 1, "{next:?}");
                prop_assert_eq!(corrected(&next, &pair(), all[one]), Ok(next.clone()), "twice is once");
                lines = next;
            }
        }
    }
}
