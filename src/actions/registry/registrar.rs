//! Carries changes of seats and people out: the facts, the log, and what called meetings need.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::Newcomer;
use super::refusal::RegisterRefusal;
use crate::actions::ActionError;
use crate::actions::accounts::give_account;
use crate::actions::agenda::plans::end_broken;
use crate::actions::coming;
use crate::actions::ladder::owe_consequences;
use crate::actions::notices::group::about_group;
use crate::actions::progress::Progress;
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::domain::appointment::{Appointment, Step, as_entered, in_order, leave};
use crate::domain::audit::{Deed, Entry};
use crate::domain::group::Group;
use crate::domain::id::{AppointmentId, DesignationId, MeetingId, PersonId, SeatId};
use crate::domain::ladder::Cause;
use crate::domain::notice::{Destination, GroupNotice, Owed, Subject};
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::roster::{Difference, Roster, SeatHistory};
use crate::store::{Connection, appointments, people, seats};

/// How many rows are written before it is told how far it is.
const AT_A_TIME: usize = 1000;

/// Keeps the register of one group, within somebody's work.
pub struct Registrar<'a, 's> {
    pub work: &'a mut Work<'s>,
    pub group: &'a Group,
}

/// Reads a group as it is kept, with its seats as they are on a day, and whom and what its organisation knows.
pub async fn read_roster(
    db: &mut Connection,
    group: &Group,
    on: NaiveDate,
) -> Result<Roster, ActionError> {
    let organisation = group.organisation;
    let mut by_seat: HashMap<SeatId, Vec<(Appointment, Person)>> = HashMap::new();
    for held in appointments::of_group(db, organisation, group.id).await? {
        by_seat.entry(held.0.seat).or_default().push(held);
    }
    let mut designations = seats::designations_of(db, organisation, group.id).await?;
    let seats = seats::seats_of(db, organisation, group.id, on).await?;
    let seats = seats.into_iter().map(|one| SeatHistory {
        designations: designations.remove(&one.seat.id).unwrap_or_default(),
        appointments: by_seat.remove(&one.seat.id).unwrap_or_default(),
        seat: one.seat,
        number: one.number,
        to: one.to,
    });
    Ok(Roster {
        seats: seats.collect(),
        people: people::people_of(db, organisation).await?,
        appointers: seats::appointers_of(db, organisation).await?,
        guarded: HashSet::new(),
        strangers: HashSet::new(),
    })
}

impl Registrar<'_, '_> {
    /// The group's own day.
    pub fn today(&self) -> NaiveDate {
        self.group.day_of(self.work.now)
    }

    /// A line for the log of the group.
    pub fn entry(&self, deed: Deed) -> Entry {
        self.work.entry(deed).in_group(self.group.id)
    }

    /// Adds a line to the log.
    pub fn log(&mut self, entry: Entry) {
        self.work.log([entry]);
    }

    /// Carries a difference out, and tells those whom it concerns at meetings that are called, and the homes of
    /// those who come from other groups. Returns who does.
    pub async fn carry_out(
        &mut self,
        difference: &Difference,
    ) -> Result<Vec<Newcomer>, ActionError> {
        self.carry_out_counted(difference, &Progress::default()).await
    }

    /// As [`carry_out`](Self::carry_out), telling how far it is.
    pub async fn carry_out_counted(
        &mut self,
        difference: &Difference,
        progress: &Progress,
    ) -> Result<Vec<Newcomer>, ActionError> {
        let before = coming::in_use(&mut self.work.db, self.group, self.work.now).await?;
        let newcomers = self.newcomers(difference).await?;
        self.write(difference, progress).await?;
        self.tell_homes(&newcomers).await?;
        self.tell(&before, &difference.steps).await?;
        end_broken(self.work, self.group).await?;
        if !difference.links.is_empty() {
            // Their names stand in the messages of other groups too.
            self.work.everything_changed();
        }
        Ok(newcomers)
    }

    async fn write(
        &mut self,
        difference: &Difference,
        progress: &Progress,
    ) -> Result<(), ActionError> {
        let organisation = self.group.organisation;
        let entries = self.entries(difference);
        let Difference { appointers, people, links, steps, .. } = difference;
        let Difference { seats_added, seats_changed, abolished, .. } = difference;
        let seats = seats_added.len() + seats_changed.len() + abolished.len();
        let others = appointers.len() + people.len() + links.len() + steps.len() + entries.len();
        progress.expect(seats + others);
        seats::insert_appointers(&mut self.work.db, organisation, appointers).await?;
        progress.add(appointers.len());
        for some in people.chunks(AT_A_TIME) {
            people::insert_people(&mut self.work.db, organisation, some).await?;
            progress.add(some.len());
        }
        for person in links {
            if let Some(account) = person.account {
                give_account(&mut self.work.db, organisation, person.id, account).await?;
            }
            progress.add(1);
        }
        for some in seats_added.chunks(AT_A_TIME) {
            seats::insert_seats(&mut self.work.db, organisation, self.group.id, some).await?;
            progress.add(some.len());
        }
        for changed in seats_changed {
            let designations = changed.designations.iter();
            let designations: Vec<_> =
                designations.map(|one| (DesignationId(self.work.next_id()), one.clone())).collect();
            let db = &mut self.work.db;
            seats::update_seat(db, organisation, &changed.is, &designations).await?;
            progress.add(1);
        }
        for (seat, last) in abolished {
            seats::abolish_seat(&mut self.work.db, organisation, *seat, *last).await?;
            progress.add(1);
        }
        self.write_steps(steps, progress).await?;
        self.work.log(entries);
        self.work.write_log(progress).await
    }

    async fn write_steps(
        &mut self,
        steps: &[Step],
        progress: &Progress,
    ) -> Result<(), ActionError> {
        let organisation = self.group.organisation;
        let entered = as_entered(steps, self.today());
        for alike in in_order(&entered).chunk_by(Step::is_like) {
            for some in alike.chunks(AT_A_TIME) {
                match some {
                    [Step::Redate { period, .. }, ..] => {
                        appointments::redate(&mut self.work.db, organisation, &kept(some), *period)
                            .await?;
                    }
                    [Step::Withdraw(_), ..] => {
                        appointments::withdraw(&mut self.work.db, organisation, &kept(some))
                            .await?;
                    }
                    _ => {
                        let begun = self.begun(some);
                        appointments::insert_appointments(&mut self.work.db, organisation, &begun)
                            .await?;
                    }
                }
                progress.add(some.len());
            }
        }
        Ok(())
    }

    fn begun(&self, steps: &[Step]) -> Vec<Appointment> {
        let begun = steps.iter().filter_map(|step| match *step {
            Step::Begin { seat, person, capacity, period } => {
                let id = AppointmentId(self.work.next_id());
                Some(Appointment { id, seat, person, capacity, period })
            }
            _ => None,
        });
        begun.collect()
    }

    /// Compares the coming meetings with what they were `before`, and owes what follows.
    async fn tell(&mut self, before: &[MeetingView], steps: &[Step]) -> Result<(), ActionError> {
        let cause = self.work.next_id();
        let mut gone = BTreeSet::new();
        let ids: Vec<MeetingId> = before.iter().map(|view| view.meeting.id).collect();
        let Work { db, now, .. } = &mut *self.work;
        let after = MeetingView::load_all(db, self.group.organisation, &ids, *now).await?;
        for (before, after) in before.iter().zip(after) {
            let why = Cause { id: cause, last: cause, word_of: None, asks_anew: false };
            gone.extend(owe_consequences(self.work, (before, &after), why).await?.gone);
        }
        let departures: Vec<Owed> =
            gone.iter().map(|person| self.departure(*person, steps, cause)).collect();
        self.work.owe(departures);
        // What would say the same as before is not edited.
        self.work.group_changed(self.group.id);
        Ok(())
    }

    /// Told once, however many meetings it is about.
    fn departure(&self, person: PersonId, steps: &[Step], cause: i64) -> Owed {
        let left = steps.iter().find_map(|step| match step {
            Step::Redate { appointment, .. } | Step::Withdraw(appointment) => {
                (appointment.person == person).then_some(appointment.seat)
            }
            Step::Begin { .. } => None,
        });
        let place = Destination::Direct;
        let told = about_group(self.group, GroupNotice::Departure, place, cause, self.work.now);
        Owed {
            subject: Subject::of(self.group.id, (None, left), None),
            person: Some(person),
            ..told
        }
    }

    /// Everything that somebody holds in the group ends with `last`.
    pub async fn all_of_person(
        &mut self,
        person: PersonId,
        last: NaiveDate,
    ) -> Result<Vec<Step>, ActionError> {
        let organisation = self.group.organisation;
        let held = appointments::of_person(&mut self.work.db, organisation, person).await?;
        let held: Vec<Appointment> = held
            .into_iter()
            .filter(|(group, _)| *group == self.group.id)
            .map(|(_, appointment)| appointment)
            .collect();
        Ok(leave(&held, last))
    }
}

/// From a day on, or from–to.
pub fn period(from: NaiveDate, to: Option<NaiveDate>) -> Result<Period, ActionError> {
    Period::new(from, to).map_err(|_| RegisterRefusal::EndsBeforeItBegins.into())
}

/// The appointments that steps are about.
fn kept(steps: &[Step]) -> Vec<AppointmentId> {
    let kept = steps.iter().filter_map(|step| match step {
        Step::Redate { appointment, .. } | Step::Withdraw(appointment) => Some(appointment.id),
        Step::Begin { .. } => None,
    });
    kept.collect()
}
