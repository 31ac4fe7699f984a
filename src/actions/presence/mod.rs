//! The register of attendance of a meeting: proposed from what people said, corrected, and frozen when the meeting is
//! closed.

pub mod closing;
pub mod correct;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::agenda::people_by_id;
use super::identity::{authorise, identify};
use super::view::{MeetingView, SeatView};
use super::{ActionError, Caller};
use crate::domain::agenda::Participant;
use crate::domain::attendance::Attendance;
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::MeetingState;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::presence::{
    Absence, Expected, FrozenPlace, Part, Presence, PresenceRefusal, RegisterPlace, Was, proposed,
    proposed_guest,
};
#[cfg(test)]
use crate::domain::seat::Occupied;
use crate::domain::seat::Seat;
use crate::store::{Connection, Store, presences};

impl From<PresenceRefusal> for ActionError {
    fn from(refusal: PresenceRefusal) -> Self {
        Self::Presence(refusal)
    }
}

/// A place in the register, and what stands there.
#[derive(Clone, Debug)]
pub struct PlaceShown {
    pub place: RegisterPlace,
    /// The seat of a place that is one.
    pub seat: Option<Seat>,
    pub expected: Expected,
    pub lines: Vec<Presence>,
    /// Somebody has said so, and it does not only follow from what people said.
    pub is_kept: bool,
}

/// A meeting's register of attendance: its seats in their order, and then its guests.
#[derive(Clone, Debug)]
pub struct Register {
    pub view: MeetingView,
    pub places: Vec<PlaceShown>,
    /// Those who stand in it.
    people: HashMap<PersonId, Person>,
}

/// How many were there, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub seats: usize,
    /// Seats for which somebody was there, if only for a while.
    pub filled: usize,
    /// Of those, seats for which somebody came in the member's place.
    pub substituted: usize,
    pub excused: usize,
    pub without_notice: usize,
    pub guests: usize,
}

impl Register {
    /// The register of a meeting as it stands.
    pub async fn of(db: &mut Connection, view: MeetingView) -> Result<Self, ActionError> {
        let view = view.with_agenda(db).await?;
        let (organisation, meeting) = (view.group.organisation, view.meeting.id);
        let kept = presences::of_meeting(db, (organisation, meeting)).await?;
        let frozen = match view.meeting.state {
            MeetingState::Held => presences::frozen(db, (organisation, meeting)).await?,
            _ => None,
        };
        let places = match frozen {
            Some(frozen) => as_frozen(frozen, kept),
            None => places(&view, kept),
        };
        let people = places.iter().flat_map(PlaceShown::people).collect();
        let people = people_by_id(db, organisation, people).await?;
        Ok(Self { view, places, people })
    }

    /// One of its places.
    pub fn place(&self, place: RegisterPlace) -> Option<&PlaceShown> {
        self.places.iter().find(|one| one.place == place)
    }

    /// Somebody who stands in it.
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        self.people.get(&person)
    }

    /// As it follows from a meeting's facts.
    #[cfg(test)]
    pub fn made_of(view: MeetingView, kept: Vec<(RegisterPlace, Presence)>) -> Self {
        let sitting = view.seats.iter().flat_map(|seat| {
            let Occupied { ordinary, substitute, .. } = &seat.occupied;
            [ordinary, substitute].into_iter().flatten().cloned()
        });
        let people = sitting.map(|person| (person.id, person)).collect();
        let places = places(&view, kept);
        Self { view, places, people }
    }

    /// Whether somebody was there for a seat, if only for a while.
    pub fn attended(&self, person: PersonId) -> bool {
        self.served().any(|one| one == person)
    }

    /// Those who were there for a seat.
    pub fn served(&self) -> impl Iterator<Item = PersonId> {
        let seats = self.places.iter().filter(|one| matches!(one.place, RegisterPlace::Seat(_)));
        let lines = seats.flat_map(|one| &one.lines).filter(|line| line.spell().is_some());
        lines.filter_map(|line| match line.who {
            Participant::Person(person) => Some(person),
            Participant::Named(_) => None,
        })
    }

    /// How many were there, and how.
    pub fn count(&self) -> Count {
        let mut count = Count::default();
        for one in &self.places {
            let is_there = one.lines.iter().any(|line| line.spell().is_some());
            if !matches!(one.place, RegisterPlace::Seat(_)) {
                count.guests += usize::from(is_there);
                continue;
            }
            count.seats += 1;
            count.filled += usize::from(is_there);
            count.substituted += usize::from(one.is_substituted());
            for line in &one.lines {
                match line.was {
                    Was::Away(Absence::Excused) => count.excused += 1,
                    Was::Away(Absence::WithoutNotice) => count.without_notice += 1,
                    Was::There(_) => {}
                }
            }
        }
        count
    }
}

/// The places as they were when the meeting was closed, each with what was kept of it.
fn as_frozen(frozen: Vec<FrozenPlace>, kept: Vec<(RegisterPlace, Presence)>) -> Vec<PlaceShown> {
    let mut by_place: BTreeMap<RegisterPlace, Vec<Presence>> = BTreeMap::new();
    for (place, line) in kept {
        by_place.entry(place).or_default().push(line);
    }
    let shown = |FrozenPlace { place, seat, expected }| {
        let lines = by_place.remove(&place).unwrap_or_default();
        PlaceShown { place, seat, expected, lines, is_kept: true }
    };
    frozen.into_iter().map(shown).collect()
}

/// What is kept, and for the rest what follows from what people said.
fn places(view: &MeetingView, kept: Vec<(RegisterPlace, Presence)>) -> Vec<PlaceShown> {
    let mut by_place: BTreeMap<RegisterPlace, Vec<Presence>> = BTreeMap::new();
    for (place, line) in kept {
        by_place.entry(place).or_default().push(line);
    }
    let mut shown = |place, seat, expected, proposed: Vec<Presence>| {
        let kept = by_place.remove(&place);
        let is_kept = kept.is_some();
        PlaceShown { place, seat, expected, lines: kept.unwrap_or(proposed), is_kept }
    };
    let seats = view.seats.iter().map(|seat| {
        let attended = seat.attended();
        let place = RegisterPlace::Seat(seat.occupied.seat.id);
        let proposed = proposed(&attended, &seat.attendance());
        shown(place, Some(seat.occupied.seat.clone()), Expected::of_seat(&attended), proposed)
    });
    let mut places: Vec<PlaceShown> = seats.collect();
    let of_items = view.agenda.items.iter().flat_map(|item| &item.guests);
    let guests = view.agenda.guests.iter().chain(of_items).map(|one| {
        let (who, item) = (one.guest.who.clone(), one.guest.of.item());
        let proposed = vec![proposed_guest(who.clone(), item)];
        shown(RegisterPlace::Guest(one.guest.id), None, Expected::guest(who), proposed)
    });
    places.extend(guests);
    // Those who were never co-opted. Whose co-option has ended is not expected any more.
    let added = by_place.into_iter().filter(|(place, _)| matches!(place, RegisterPlace::Added(_)));
    places.extend(added.filter_map(|(place, lines)| {
        let expected = Expected::guest(lines.first()?.who.clone());
        Some(PlaceShown { place, seat: None, expected, lines, is_kept: true })
    }));
    places
}

impl PlaceShown {
    /// As it stays when its meeting is closed.
    pub(super) fn to_freeze(&self) -> FrozenPlace {
        let Self { place, seat, expected, .. } = self.clone();
        FrozenPlace { place, seat, expected }
    }

    /// Whether somebody served in the member's place, if only for a while.
    pub fn is_substituted(&self) -> bool {
        self.lines.iter().any(|line| self.stands_in(line))
    }

    /// Whether a line says that somebody served in the member's place.
    pub fn stands_in(&self, line: &Presence) -> bool {
        let serves = line.spell().is_some_and(|spell| spell.part == Part::Serving);
        serves && Some(&line.who) != self.expected.first.as_ref()
    }

    fn people(&self) -> impl Iterator<Item = PersonId> {
        let expected = [&self.expected.first, &self.expected.second].into_iter().flatten();
        let all = expected.chain(self.lines.iter().map(|line| &line.who));
        all.filter_map(|who| match who {
            Participant::Person(person) => Some(*person),
            Participant::Named(_) => None,
        })
    }
}

impl SeatView {
    /// Who stands for the seat, all seats considered.
    const fn attendance(&self) -> Attendance {
        Attendance {
            cover: self.cover,
            ordinary_is_elsewhere: self.ordinary_is_elsewhere,
            substitute_is_elsewhere: self.substitute_is_elsewhere,
            substitute_comes_elsewhere: self.substitute_comes_elsewhere,
        }
    }
}

/// The register of a meeting that has begun, for whoever may correct it.
///
/// # Errors
/// `Denied` for others than official, chair and vice chair; `Meeting` before it has begun, and for what was cancelled.
pub async fn show(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Register, ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, Some(meeting)).await?;
    let view = MeetingView::load(&mut db, known.organisation.id, meeting, now).await?;
    let actor = known.actor_in(&mut db, &view.group, now).await?;
    authorise(&actor, Action::ReportForAnother)?;
    if view.meeting.state != MeetingState::Held {
        view.meeting.takes_attendance(now)?;
    }
    Register::of(&mut db, view).await
}
