//! What the log says of a difference: a line for each thing that changes.

use chrono::NaiveDate;

use super::registrar::Registrar;
use crate::domain::appointment::{Appointment, Step};
use crate::domain::audit::{Deed, Detail, Entry};
use crate::domain::id::SeatId;
use crate::domain::roster::{Difference, SeatAs};

impl Registrar<'_, '_> {
    /// The lines for a difference.
    pub(super) fn entries(&self, difference: &Difference) -> Vec<Entry> {
        let of_seat = |deed, seat: SeatId, to| {
            self.entry(deed).at_seat(seat).with(Detail { to, ..Detail::default() })
        };
        let added = difference.seats_added.iter();
        let added = added.map(|one| of_seat(Deed::SeatAdded, one.seat.id, one.to));
        let changed = difference.seats_changed.iter().flat_map(|changed| {
            let details = what_changed(&changed.was, &changed.is).into_iter();
            let from = Some(changed.from).filter(|from| *from > self.today());
            details.map(move |detail| {
                let entry = self.entry(Deed::SeatChanged).at_seat(changed.was.seat.id);
                // A last day is one by itself.
                match detail.setting.as_deref() {
                    Some("seat-to") => entry.with(detail),
                    _ => entry.with(Detail { from, to: changed.to, ..detail }),
                }
            })
        });
        let abolished = difference.abolished.iter();
        let abolished =
            abolished.map(|(seat, last)| of_seat(Deed::SeatAbolished, *seat, Some(*last)));
        let linked = difference.links.iter().chain(&difference.people);
        let linked = linked
            .filter(|person| person.account.is_some())
            .map(|person| self.entry(Deed::Linked).of_no_group().about(person.id));
        let steps = difference.steps.iter().map(|step| self.entry_of_step(step));
        added.chain(changed).chain(abolished).chain(linked).chain(steps).collect()
    }

    fn entry_of_step(&self, step: &Step) -> Entry {
        let (deed, person, capacity, period) = match step {
            Step::Begin { person, capacity, period, .. } => {
                (Deed::Appointed, person, capacity, period)
            }
            Step::Redate { appointment, period } => {
                (Deed::Redated, &appointment.person, &appointment.capacity, period)
            }
            Step::Withdraw(Appointment { person, capacity, period, .. }) => {
                (Deed::Withdrawn, person, capacity, period)
            }
        };
        let capacity = Some(capacity.word().to_owned());
        let detail =
            Detail { capacity, from: Some(period.from), to: period.to, ..Detail::default() };
        self.entry(deed).about(*person).at_seat(step.seat()).with(detail)
    }
}

/// What a seat was and is, a line for each.
fn what_changed(was: &SeatAs, is: &SeatAs) -> Vec<Detail> {
    let day = |day: Option<NaiveDate>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let said = |one: &SeatAs| {
        [
            ("appointer", one.seat.appointer_name.clone()),
            ("office", one.seat.office.word().to_owned()),
            ("seat-to", day(one.to)),
        ]
    };
    let other = said(was).into_iter().zip(said(is)).filter(|(was, is)| was != is);
    let detail = other.map(|((setting, before), (_, after))| Detail {
        setting: Some(setting.to_owned()),
        before: Some(before),
        after: Some(after),
        ..Detail::default()
    });
    detail.collect()
}
