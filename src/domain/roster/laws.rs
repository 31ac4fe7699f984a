//! What holds of every group and every file, whatever they are.

use std::collections::HashMap;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{
    Amendment, AsOf, Column, Difference, Fault, Meant, Reading, Roster, Row, SeatHistory, Sitting,
    Until, Wrong, amend, compare,
};
use crate::domain::account::UserId;
use crate::domain::appointment::{Appointment, Step, in_order};
use crate::domain::designation::Designation;
use crate::domain::id::AppointmentId;
use crate::domain::period::{Period, day_before};
use crate::domain::person::Person;
use crate::domain::seat::{AppointerKind, Capacity, Office};
use crate::domain::wording::Name;

const CAPACITIES: [Capacity; 2] = [Capacity::Ordinary, Capacity::Substitute];
/// How many days the stories are about.
const DAYS: u32 = 60;

fn day(number: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date");
    first.checked_add_days(chrono::Days::new(number.into())).expect("a date")
}

/// Ids, greater each time.
#[derive(Default)]
struct Mint(i64);

impl Mint {
    fn next(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

impl Roster {
    /// The roster after a difference, a step at a time as the store carries them out. What the schema
    /// forbids must not be even in between: two who sit without an end.
    fn carry_out(&mut self, difference: &Difference, mint: &mut Mint) {
        self.appointers.extend(difference.appointers.clone());
        self.people.extend(difference.people.clone());
        for linked in &difference.links {
            let people = self.people.iter_mut().filter(|person| person.id == linked.id);
            people.for_each(|person| person.account = linked.account);
        }
        self.seats.extend(difference.seats_added.iter().map(|added| SeatHistory {
            seat: added.seat.clone(),
            designations: vec![Designation::of(&added.seat)],
            number: added.number,
            to: added.to,
            appointments: Vec::new(),
        }));
        for changed in &difference.seats_changed {
            let same = self.seats.iter_mut().find(|one| one.seat.id == changed.is.seat.id);
            let same = same.expect("a seat that is kept");
            (same.designations, same.to) = (changed.designations.clone(), changed.is.to);
        }
        for (seat, last) in &difference.abolished {
            self.seats.iter_mut().find(|one| one.seat.id == *seat).expect("a seat").to =
                Some(*last);
        }
        for step in in_order(&difference.steps) {
            self.take(step, mint);
            for seat in &self.seats {
                for capacity in CAPACITIES {
                    let held = seat.held(capacity);
                    assert!(held.iter().filter(|one| one.period.to.is_none()).count() <= 1);
                }
            }
        }
        for seat in &mut self.seats {
            seat.appointments.sort_by_key(|(one, _)| (one.period.from, one.id));
        }
    }

    fn take(&mut self, step: Step, mint: &mut Mint) {
        let people: HashMap<_, _> = self.people.iter().map(|one| (one.id, one.clone())).collect();
        let all = self.seats.iter_mut().find(|one| one.seat.id == step.seat());
        let all = &mut all.expect("a seat").appointments;
        match step {
            Step::Begin { seat, person, capacity, period } => {
                let id = AppointmentId(mint.next());
                let appointment = Appointment { id, seat, person, capacity, period };
                all.push((appointment, people[&person].clone()));
            }
            Step::Redate { appointment, period } => {
                let one = all.iter_mut().find(|(one, _)| one.id == appointment.id);
                one.expect("an appointment").0.period = period;
            }
            Step::Withdraw(appointment) => all.retain(|(one, _)| one.id != appointment.id),
        }
    }

    /// The roster as it is read on a day.
    fn on(&self, day: NaiveDate) -> Self {
        let mut roster = self.clone();
        for seat in &mut roster.seats {
            seat.seat = seat.seat_on(day);
        }
        roster
    }

    /// On no day two sit in a seat, or somebody as their own substitute, or after their seat.
    fn is_lawful_on(&self, day: NaiveDate) -> Result<(), TestCaseError> {
        for seat in &self.seats {
            let mut sitting = Vec::new();
            for capacity in CAPACITIES {
                let held = seat.held(capacity);
                let here: Vec<_> = held.iter().filter(|one| one.period.contains(day)).collect();
                prop_assert!(here.len() <= 1, "two sit in {seat:?} on {day}");
                sitting.extend(here.iter().map(|one| one.person));
            }
            prop_assert!(sitting.len() < 2 || sitting[0] != sitting[1], "{seat:?} on {day}");
            prop_assert!(sitting.is_empty() || seat.exists(day), "{seat:?} is gone by {day}");
        }
        Ok(())
    }

    /// The appointments in force on a day.
    fn sit_on(&self, day: NaiveDate) -> Vec<Appointment> {
        let all = self.seats.iter().flat_map(|seat| &seat.appointments);
        all.map(|(one, _)| *one).filter(|one| one.period.contains(day)).collect()
    }

    /// Whether an appointment began when it did.
    fn has_begun(&self, kept: &Appointment) -> bool {
        let mut all = self.seats.iter().flat_map(|seat| &seat.appointments);
        all.any(|(one, _)| one.id == kept.id && one.period.from == kept.period.from)
    }

    /// The appointments that were over before a day.
    fn over(&self, day: NaiveDate) -> Vec<Appointment> {
        let all = self.seats.iter().flat_map(|seat| &seat.appointments);
        all.map(|(one, _)| *one).filter(|one| one.period.is_over(day)).collect()
    }

    /// Who sits in every seat, by its number, on a day.
    fn sitting_on(&self, day: NaiveDate) -> HashMap<(i64, Capacity), String> {
        let mut all = HashMap::new();
        for seat in &self.seats {
            for capacity in CAPACITIES {
                let name = seat.sitting(capacity, day).map(|person| person.name.clone());
                all.extend(name.map(|name| ((seat.number, capacity), name)));
            }
        }
        all
    }
}

fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

fn arb_until() -> impl Strategy<Value = Until> {
    prop_oneof![
        Just(Until::AsItIs),
        Just(Until::Open),
        (0..DAYS).prop_map(|at| Until::Day(day(at)))
    ]
}

fn arb_sitting() -> impl Strategy<Value = Option<Sitting>> {
    let sitting = (0..6u32, prop::option::of(0..DAYS), arb_until(), any::<bool>());
    let sitting = sitting.prop_map(|(who, from, to, linked)| Sitting {
        name: name(&format!("Person {who}")),
        from: from.map(day),
        to,
        account: linked.then_some(UserId(100 + i64::from(who))),
        may_be_rounded: false,
    });
    prop::option::weighted(0.8, sitting)
}

fn arb_row() -> impl Strategy<Value = Row> {
    let seat = prop::option::weighted(0.7, 1..5i64);
    (seat, arb_until(), 0..3usize, any::<bool>(), arb_sitting(), arb_sitting()).prop_map(
        |(seat, seat_to, appointer, leads, ordinary, substitute)| Row {
            number: 0,
            seat,
            seat_to,
            appointer: name(["Arboga", "Sala", "Regionen"][appointer]),
            kind: Some(AppointerKind::Municipality),
            office: if leads { Office::Chair } else { Office::Member },
            ordinary,
            substitute,
        },
    )
}

/// A change of a seat, before it is known what seats there are.
#[derive(Clone, Debug)]
struct ArbAmend {
    what: usize,
    seat: prop::sample::Index,
    person: u32,
    is_named: bool,
    /// From when to when, counted from today.
    from: i64,
    to: Option<i64>,
}

fn arb_amend() -> impl Strategy<Value = ArbAmend> {
    let days = (-9..20i64, prop::option::of(-3..30i64));
    (0..8usize, any::<prop::sample::Index>(), 0..6u32, any::<bool>(), days).prop_map(
        |(what, seat, person, is_named, (from, to))| ArbAmend {
            what,
            seat,
            person,
            is_named,
            from,
            to,
        },
    )
}

impl ArbAmend {
    /// The change, if the roster has what it is about.
    fn of<'a>(self, roster: &'a Roster, today: u32, mint: &mut Mint) -> Option<Amendment<'a>> {
        let counted = |days: i64| day(today) + chrono::TimeDelta::days(days);
        let period = Period::new(counted(self.from), self.to.map(counted)).ok()?;
        let called = format!("Person {}", self.person);
        let known = roster.person_meant(&called).cloned();
        let is_new = known.is_none();
        let id = crate::domain::id::PersonId(mint.next());
        let new = Person { id, name: called, account: None };
        let who = Meant { one: known.unwrap_or(new), is_new };
        let here = || roster.seats.iter().filter(|seat| seat.exists(day(today)));
        let here: Vec<&SeatHistory> = here().collect();
        if self.what == 7 {
            let one = roster.appointers.first()?.clone();
            let appointer = Meant { one, is_new: false };
            let ordinary = Some((who, period)).filter(|_| self.is_named);
            return Some(Amendment::Add { appointer, office: Office::Member, ordinary });
        }
        if here.is_empty() {
            return None;
        }
        let seat = here[self.seat.index(here.len())];
        let named = Some(who.one.id).filter(|_| self.is_named && !is_new);
        let leaves = |capacity| {
            let last = self.to.map(counted);
            Amendment::Leave { seat, capacity, who: named, last }
        };
        Some(match self.what {
            0 => Amendment::Appoint { seat, capacity: Capacity::Ordinary, who, period },
            1 => Amendment::Appoint { seat, capacity: Capacity::Substitute, who, period },
            2 => leaves(Capacity::Ordinary),
            3 => leaves(Capacity::Substitute),
            4 => Amendment::Promote { seat, period },
            5 => {
                let office = if self.is_named { Office::Chair } else { Office::Member };
                Amendment::Office { seat, office, from: counted(self.from) }
            }
            _ => Amendment::Abolish { seat, last: counted(self.from) },
        })
    }
}

/// A file: rows of one seat agree on what the seat is.
fn arb_file() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(arb_row(), 0..7).prop_map(|rows| {
        let mut said: HashMap<i64, Row> = HashMap::new();
        let agreed = rows.into_iter().zip(2..).map(|(row, number)| {
            let Some(seat) = row.seat else { return Row { number, ..row } };
            let first = said.entry(seat).or_insert_with(|| row.clone());
            let (seat_to, appointer, office) =
                (first.seat_to, first.appointer.clone(), first.office);
            Row { number, seat_to, appointer, office, ..row }
        });
        agreed.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Files one after the other, on whatever days and from whatever days on: whatever is refused
    /// changes nothing; what is carried out is then as the file says, in no seat do two people sit
    /// on a day, what was over stays as it was, and what is written out and read in again changes
    /// nothing.
    #[test]
    fn files_one_after_the_other(
        files in prop::collection::vec((arb_file(), 0..DAYS, 0..DAYS, any::<bool>()), 1..4)
    ) {
        let (mut roster, mut mint) = (Roster::default(), Mint::default());
        for (rows, on, today, same) in files {
            let as_of = AsOf { on: day(on), ..AsOf::day(day(if same { on } else { today })) };
            let AsOf { on, today, .. } = as_of;
            let over: Vec<_> = roster.over(today);
            let before: Vec<_> = (0..DAYS).map(|at| roster.sitting_on(day(at))).collect();
            let Ok(difference) = compare(&roster, &rows, as_of, &mut || mint.next()) else { continue };
            if difference.strikes.is_some() {
                continue;
            }
            roster.carry_out(&difference, &mut mint);

            for at in 0..DAYS * 2 {
                roster.is_lawful_on(day(at))?;
            }
            for since in [None, Some(on)] {
                let written = roster.on(on.max(today)).rows(since);
                let again = compare(&roster, &written, as_of, &mut || mint.next());
                prop_assert_eq!(again.map(|one| one.changes), Ok(Vec::new()), "{:#?}", written);
            }
            // Who sat before the day of the file sat there, unless the file says otherwise by a date.
            let dated = rows.iter().flat_map(|row| [&row.ordinary, &row.substitute]).flatten();
            let dated = dated.filter(|one| one.from.is_some() || matches!(one.to, Until::Day(_)));
            let ends = rows.iter().any(|row| matches!(row.seat_to, Until::Day(_)));
            if dated.count() == 0 && !ends {
                for at in (0..DAYS).filter(|at| day(*at) < on) {
                    let now = roster.sitting_on(day(at));
                    prop_assert_eq!(&now, &before[usize::try_from(at).expect("a day")]);
                }
                for one in over {
                    prop_assert!(roster.over(today).contains(&one), "{one:?} is gone");
                }
            }
        }
    }

    /// Changes of seats one after the other, from day to day: what is refused changes nothing; otherwise in
    /// no seat do two people sit on a day, nobody is their own substitute, nobody outlasts their seat, before
    /// the days that the change speaks of all is as it was, and whoever had begun has begun then.
    #[test]
    fn changes_one_after_the_other(
        file in arb_file(),
        changes in prop::collection::vec((arb_amend(), 0..9u32), 1..8),
    ) {
        let (mut roster, mut mint) = (Roster::default(), Mint::default());
        let Ok(made) = compare(&roster, &file, AsOf::day(day(0)), &mut || mint.next()) else {
            return Ok(());
        };
        roster.carry_out(&made, &mut mint);
        let mut today = 0;
        for (change, later) in changes {
            today += later;
            let spoken_of = [0, change.from, change.to.unwrap_or(0)].into_iter().min();
            let since = (i64::from(today) + spoken_of.unwrap_or(0)).try_into().unwrap_or(0);
            let before: Vec<_> = (0..since).map(|at| roster.sitting_on(day(at))).collect();
            let kept = roster.clone();
            let Some(amendment) = change.of(&kept, today, &mut mint) else { continue };
            let planned = amend(&kept, amendment, day(today), &mut || mint.next());
            let Ok((seat, difference)) = planned else { continue };
            prop_assert_eq!(difference.is_empty(), difference == Difference::default());
            let here = |step: &Step| step.seat() == seat;
            prop_assert!(difference.steps.iter().all(here), "another seat's");
            roster.carry_out(&difference, &mut mint);
            for at in 0..DAYS * 2 {
                roster.is_lawful_on(day(at))?;
            }
            for (at, before) in (0..since).zip(before) {
                prop_assert_eq!(roster.sitting_on(day(at)), before, "day {}", at);
            }
            let yesterday = day_before(day(today));
            for begun in kept.over(day(today)).iter().chain(&kept.sit_on(yesterday)) {
                prop_assert!(roster.has_begun(begun), "{begun:?} is struck out");
            }
        }
    }

    /// A group's file makes the same group anew in another organisation.
    #[test]
    fn a_file_makes_the_same_group_elsewhere(rows in arb_file(), on in 0..DAYS) {
        let (mut roster, mut mint) = (Roster::default(), Mint::default());
        let as_of = AsOf::day(day(on));
        if let Ok(difference) = compare(&roster, &rows, as_of, &mut || mint.next()) {
            roster.carry_out(&difference, &mut mint);
            let written = roster.rows(None);
            let mut twin = Roster::default();
            let difference = compare(&twin, &written, as_of, &mut || mint.next());
            twin.carry_out(&difference.expect("a difference"), &mut mint);
            prop_assert_eq!(twin.rows(None), written);
        }
    }
}

fn row(number: usize, seat: i64, ordinary: &str) -> Row {
    Row {
        number,
        seat: Some(seat),
        seat_to: Until::AsItIs,
        appointer: name("Arboga"),
        kind: Some(AppointerKind::Municipality),
        office: Office::Member,
        ordinary: Some(Sitting {
            name: name(ordinary),
            from: None,
            to: Until::AsItIs,
            account: None,
            may_be_rounded: false,
        }),
        substitute: None,
    }
}

/// A group that a file has made on day 10.
fn made_of(rows: &[Row]) -> (Roster, Mint) {
    let (mut roster, mut mint) = (Roster::default(), Mint::default());
    let difference =
        compare(&roster, rows, AsOf::day(day(10)), &mut || mint.next()).expect("a difference");
    roster.carry_out(&difference, &mut mint);
    (roster, mint)
}

#[test]
fn a_name_in_another_case_is_the_same_person_and_the_same_appointer() {
    let (roster, mut mint) = made_of(&[row(2, 1, "Anna Berg")]);
    let shouted = Row { appointer: name("ARBOGA"), ..row(2, 1, "ANNA BERG") };
    let again = compare(&roster, &[shouted], AsOf::day(day(10)), &mut || mint.next());
    assert_eq!(again, Ok(Difference::default()));
    // Two who are told apart by case alone are two.
    let person = |id, name: &str| Person {
        id: crate::domain::id::PersonId(id),
        name: name.into(),
        account: None,
    };
    let two = Roster { people: vec![person(1, "anna"), person(2, "Anna")], ..Roster::default() };
    let names = super::names::Names::of(&two, &[]);
    let meant = |text: &str| names.people.meant(text).map(|person| person.id.0);
    assert_eq!(["anna", "Anna", "ANNA"].map(meant), [Some(1), Some(2), Some(1)]);
}

#[test]
fn who_is_to_come_later_makes_room_for_who_stays() {
    // Anna until the end of June, Bo from July; then the file says that Anna stays for good.
    let sits = |who: &str, from, to| {
        Some(Sitting { name: name(who), from, to, account: None, may_be_rounded: false })
    };
    let anna = Row { ordinary: sits("Anna", None, Until::Day(day(30))), ..row(2, 1, "Anna") };
    let bo = Row { ordinary: sits("Bo", Some(day(31)), Until::Open), ..row(3, 1, "Bo") };
    let (mut roster, mut mint) = made_of(&[anna, bo]);
    let stays = Row { ordinary: sits("Anna", None, Until::Open), ..row(2, 1, "Anna") };
    let difference =
        compare(&roster, &[stays], AsOf::day(day(20)), &mut || mint.next()).expect("stays");
    roster.carry_out(&difference, &mut mint);
    assert_eq!(roster.sitting_on(day(50))[&(1, Capacity::Ordinary)], "Anna");
}

#[test]
fn what_is_over_is_opened_again_by_no_empty_cell() {
    let open = |sitting: Sitting| Sitting { to: Until::Open, ..sitting };
    let stays = |row: Row| Row { ordinary: row.ordinary.map(open), ..row };
    let late = AsOf { on: day(10), ..AsOf::day(day(20)) };
    let refused = |first: Row, second: Row| {
        let (roster, mut mint) = made_of(&[first]);
        let faults = compare(&roster, &[second], late, &mut || mint.next()).expect_err("a fault");
        faults.into_iter().map(|fault| (fault.column, fault.wrong)).collect::<Vec<_>>()
    };
    let anna = || row(2, 1, "Anna");
    // The seat ended on day 15, and she with it; on day 20 comes a file as of day 10 that knows nothing of it.
    let seat_ends = Row { seat_to: Until::Day(day(15)), ..anna() };
    let seat_stays = Row { seat_to: Until::Open, ..stays(anna()) };
    let gone = (Some(Column::Seat), Wrong::SeatAbolished(day(15)));
    assert_eq!(refused(seat_ends, seat_stays), [gone]);
    // She alone left.
    let leaves = |one: Sitting| Sitting { to: Until::Day(day(15)), ..one };
    let she_leaves = || Row { ordinary: anna().ordinary.map(leaves), ..anna() };
    let period = Period { from: day(10), to: Some(day(15)) };
    let left = (Some(Column::OrdinaryFrom), Wrong::SatUntil { name: "Anna".into(), period });
    assert_eq!(refused(she_leaves(), stays(anna())), [left]);
    // With days of its own the file corrects what was.
    let (mut roster, mut mint) = made_of(&[she_leaves()]);
    let since = |one: Sitting| Sitting { from: Some(day(10)), ..one };
    let back = Row { ordinary: anna().ordinary.map(open).map(since), ..anna() };
    let difference = compare(&roster, &[back], late, &mut || mint.next()).expect("a correction");
    roster.carry_out(&difference, &mut mint);
    assert_eq!(roster.sitting_on(day(50))[&(1, Capacity::Ordinary)], "Anna");
}

#[test]
fn a_seat_that_ends_takes_along_whom_the_file_does_not_name() {
    let (roster, mut mint) = made_of(&[row(2, 1, "Anna")]);
    let ends = |at| Row { seat_to: Until::Day(day(at)), ordinary: None, ..row(2, 1, "Anna") };
    // Two days ago: so did she.
    let difference =
        compare(&roster, &[ends(18)], AsOf::day(day(20)), &mut || mint.next()).expect("it ends");
    let mut ended = roster.clone();
    ended.carry_out(&difference, &mut mint);
    let sits = |at| ended.sitting_on(day(at)).contains_key(&(1, Capacity::Ordinary));
    assert!(sits(18) && !sits(19));
    // Before she came: what has been is not undone by a file that does not name her.
    let faults =
        compare(&roster, &[ends(5)], AsOf::day(day(20)), &mut || mint.next()).expect_err("a fault");
    let wrong = Wrong::SatLater { name: "Anna".into(), period: Period::since(day(10)) };
    assert_eq!(faults, [Fault { row: 2, column: Some(Column::SeatTo), wrong }]);
}

#[test]
fn a_new_appointer_is_told_of_once_and_its_kind_may_stand_in_any_row() {
    let mars = |number, seat, kind| Row { appointer: name("Mars"), kind, ..row(number, seat, "A") };
    let mut ids = 0..;
    let mut faults = |rows: &[Row]| {
        compare(&Roster::default(), rows, AsOf::day(day(0)), &mut || ids.next().expect("an id"))
            .err()
    };
    let needed =
        Fault { row: 2, column: Some(Column::Kind), wrong: Wrong::KindNeeded("Mars".into()) };
    assert_eq!(faults(&[mars(2, 1, None), mars(3, 2, None)]), Some(vec![needed]));
    assert_eq!(faults(&[mars(2, 1, None), mars(3, 2, Some(AppointerKind::Other))]), None);
}

#[test]
fn what_cannot_be_read_is_told_together_with_what_contradicts() {
    let (roster, mut mint) = made_of(&[row(2, 1, "Anna")]);
    let unread =
        Fault { row: 3, column: Some(Column::OrdinaryFrom), wrong: Wrong::Date("i våras".into()) };
    let differs = Row { kind: Some(AppointerKind::Region), ..row(2, 1, "Anna") };
    let file = Reading { rows: vec![differs], faults: vec![unread.clone()] };
    let faults =
        file.compare(&roster, AsOf::day(day(10)), &mut || mint.next()).expect_err("faults");
    let wrong = Wrong::KindDiffers(AppointerKind::Municipality);
    assert_eq!(faults, [Fault { row: 2, column: Some(Column::Kind), wrong }, unread]);
}

#[test]
fn everybody_who_would_sit_where_somebody_sits_is_told() {
    let until = |row: Row, from, to| Row {
        ordinary: row.ordinary.map(|one| Sitting { from: Some(day(from)), to, ..one }),
        ..row
    };
    let rows = [
        until(row(2, 1, "Anna"), 0, Until::Open),
        until(row(3, 1, "Bo"), 10, Until::Day(day(20))),
        until(row(4, 1, "Cecilia"), 30, Until::Open),
    ];
    let mut ids = 0..;
    let next = &mut || ids.next().expect("an id");
    let faults = compare(&Roster::default(), &rows, AsOf::day(day(0)), next).expect_err("faults");
    assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [3, 4], "{faults:#?}");
}

#[test]
fn nobody_is_their_own_substitute() {
    let (roster, mut mint) = made_of(&[row(2, 1, "Anna")]);
    let own = Row { substitute: row(2, 1, "anna").ordinary, ..row(2, 1, "Anna") };
    let faults =
        compare(&roster, &[own], AsOf::day(day(10)), &mut || mint.next()).expect_err("a fault");
    let column = Some(Column::Substitute);
    assert_eq!(faults, [Fault { row: 2, column, wrong: Wrong::OwnSubstitute }]);
}
