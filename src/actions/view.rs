//! A meeting as it stands: who sits where, what they said, and who is expected.

use chrono::{DateTime, Utc};

use super::{ActionError, Missing};
use crate::domain::cover::{Cover, Said, Standing};
use crate::domain::group::Group;
use crate::domain::id::{MeetingId, OrganisationId, PersonId, SeatId};
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Actor, Holding};
use crate::domain::person::Person;
use crate::domain::seat::{Capacity, Occupied, Office};
use crate::store::{Connection, meetings, organisations, replies, seats};

/// One seat at one meeting.
#[derive(Clone, Debug)]
pub struct SeatView {
    pub occupied: Occupied,
    pub standing: Standing,
    pub cover: Cover,
}

/// A meeting with its group, its seats as of the meeting's date, and the officials of today.
#[derive(Clone, Debug)]
pub struct MeetingView {
    pub meeting: Meeting,
    pub group: Group,
    pub seats: Vec<SeatView>,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    /// When the facts were read.
    pub now: DateTime<Utc>,
}

/// How many seats stand in which cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub seats: usize,
    /// Somebody is counted on to come.
    pub expected: usize,
    /// Of those expected: the ordinary member has said so themselves.
    pub confirmed: usize,
    /// Of those expected: a substitute or stand-in.
    pub substituted: usize,
    pub awaiting: usize,
    pub vacant: usize,
}

impl MeetingView {
    /// Reads a meeting as it stands at `now`.
    pub async fn load(
        db: &mut Connection,
        organisation: OrganisationId,
        meeting: MeetingId,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let missing = || ActionError::NotFound(Missing::Meeting);
        let meeting = meetings::meeting(db, organisation, meeting).await?.ok_or_else(missing)?;
        let group =
            organisations::group(db, organisation, meeting.group).await?.ok_or_else(missing)?;
        let zone = group.rule.zone;
        let on = wall(zone, meeting.starts).date();
        let occupied = seats::occupied_seats(db, organisation, group.id, on).await?;
        let said = replies::of_meeting(db, organisation, meeting.id).await?;
        let officials =
            seats::officials_of(db, organisation, group.id, wall(zone, now).date()).await?;
        let seats = occupied.into_iter().map(|seat| SeatView::new(seat, &said)).collect();
        Ok(Self { meeting, group, seats, officials, now })
    }

    /// The meeting with one reply more, made after all that it knows of.
    pub fn after(&self, seat: SeatId, said: Said) -> Self {
        let mut after = self.clone();
        for view in after.seats.iter_mut().filter(|view| view.occupied.seat.id == seat) {
            view.standing.hear(said);
            view.cover = view.occupied_cover();
        }
        after
    }

    /// What a person is at this meeting: by the seats as of its date, and the officials of today.
    pub fn actor(&self, person: PersonId) -> Actor {
        let sits = |who: &Option<Person>| who.as_ref().is_some_and(|sitting| sitting.id == person);
        let holding = |view: &SeatView, capacity| Holding {
            seat: view.occupied.seat.id,
            office: view.occupied.seat.office,
            capacity,
        };
        let ordinary = self.seats.iter().filter(|view| sits(&view.occupied.ordinary));
        let substitute = self.seats.iter().filter(|view| sits(&view.occupied.substitute));
        Actor {
            person: Some(person),
            official: self.officials.iter().any(|official| official.id == person),
            holdings: ordinary
                .map(|view| holding(view, Capacity::Ordinary))
                .chain(substitute.map(|view| holding(view, Capacity::Substitute)))
                .collect(),
        }
    }

    /// One of the meeting's seats.
    pub fn seat(&self, seat: SeatId) -> Result<&SeatView, ActionError> {
        self.seats
            .iter()
            .find(|view| view.occupied.seat.id == seat)
            .ok_or(ActionError::NotFound(Missing::Member))
    }

    /// The seat that a person holds as ordinary member.
    pub fn seat_of(&self, person: PersonId) -> Option<&SeatView> {
        self.seats
            .iter()
            .find(|view| view.occupied.ordinary.as_ref().is_some_and(|p| p.id == person))
    }

    /// The seats for which a person is the personal substitute.
    pub fn substitute_seats_of(&self, person: PersonId) -> impl Iterator<Item = &SeatView> {
        self.seats
            .iter()
            .filter(move |view| view.occupied.substitute.as_ref().is_some_and(|p| p.id == person))
    }

    /// The person in an office, if the seat is occupied.
    pub fn holder_of(&self, office: Office) -> Option<(&SeatView, &Person)> {
        self.seats
            .iter()
            .filter(|view| view.occupied.seat.office == office)
            .find_map(|view| view.occupied.ordinary.as_ref().map(|person| (view, person)))
    }

    /// Those in effect expected: members who are not away, and those who come in their place.
    pub fn expected(&self) -> impl Iterator<Item = &Person> {
        self.seats.iter().filter_map(|view| match view.cover {
            Cover::Presumed | Cover::Confirmed => view.occupied.ordinary.as_ref(),
            Cover::Substituted => view.occupied.substitute.as_ref(),
            Cover::StandIn | Cover::Awaiting | Cover::Vacant => None,
        })
    }

    /// The count of seats by cover.
    pub fn tally(&self) -> Tally {
        let count = |wanted: &[Cover]| {
            self.seats.iter().filter(|view| wanted.contains(&view.cover)).count()
        };
        Tally {
            seats: self.seats.len(),
            expected: self.seats.iter().filter(|view| view.cover.is_covered()).count(),
            confirmed: count(&[Cover::Confirmed]),
            substituted: count(&[Cover::Substituted, Cover::StandIn]),
            awaiting: count(&[Cover::Awaiting]),
            vacant: count(&[Cover::Vacant]),
        }
    }
}

impl SeatView {
    fn new(occupied: Occupied, said: &[(SeatId, Said)]) -> Self {
        let own: Vec<Said> = said
            .iter()
            .filter(|(seat, _)| *seat == occupied.seat.id)
            .map(|(_, said)| *said)
            .collect();
        let mut view = Self { occupied, standing: Standing::of(&own), cover: Cover::Vacant };
        view.cover = view.occupied_cover();
        view
    }

    /// The cover; a seat to which nobody is appointed is empty whatever was said about it before.
    fn occupied_cover(&self) -> Cover {
        match self.occupied.ordinary {
            Some(_) => self.standing.cover(self.occupied.substitute.is_some()),
            None => Cover::Vacant,
        }
    }
}
