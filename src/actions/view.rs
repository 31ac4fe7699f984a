//! A meeting as it stands: who sits where, what they said, and who is expected.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::agenda::Agenda;
use super::{ActionError, Missing};
use crate::domain::attendance::{Attended, attendance};
use crate::domain::cover::{Answer, Cover, Said, Standing};
use crate::domain::group::Group;
use crate::domain::id::{AppointerId, MeetingId, OrganisationId, PersonId, SeatId};
use crate::domain::ladder::{Roll, RollSeat};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::permission::{Actor, Holding};
use crate::domain::person::Person;
use crate::domain::reach::Unreached;
use crate::domain::seat::{Capacity, Occupied, Seat};
use crate::store::meetings::{WithGroup, WithSeats};
use crate::store::seats::SaidOfSeat;
use crate::store::{Connection, meetings, people, reach, seats};

/// One seat at one meeting.
#[derive(Clone, Debug)]
pub struct SeatView {
    pub occupied: Occupied,
    pub standing: Standing,
    pub cover: Cover,
    /// The member comes, if they come, for an earlier seat that they have.
    pub ordinary_is_elsewhere: bool,
    /// The substitute is called to the meeting for another seat, and so cannot fill this one.
    pub substitute_is_elsewhere: bool,
    /// And comes for that.
    pub substitute_comes_elsewhere: bool,
    /// Who was named to stand in, if anybody was.
    pub stand_in: Option<Person>,
}

/// A meeting with its group, its seats as of the meeting's date, and the officials of today.
#[derive(Clone, Debug)]
pub struct MeetingView {
    pub meeting: Meeting,
    pub group: Group,
    pub seats: Vec<SeatView>,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    /// Whether the invitation stands in the group's channel: a meeting is called a moment before.
    pub is_out: bool,
    /// Who with an account does not read what stands in the group's channel, as far as was asked for.
    pub out_of_reach: BTreeMap<PersonId, Unreached>,
    /// What is to be dealt with, as far as was asked for.
    pub agenda: Agenda,
    /// When the facts were read.
    pub now: DateTime<Utc>,
}

/// How many people the message that calls a meeting mentions, of the 2,000 characters that it may hold: a mention
/// takes 23 with the space behind it, and what it says goes first.
const MENTIONS_IN_FIRST: usize = 82;
/// How many a message does that goes on with the names.
const MENTIONS_IN_NEXT: usize = 85;

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
        let found = Self::load_all(db, organisation, &[meeting], now).await?.pop();
        found.ok_or(ActionError::NotFound(Missing::Meeting))
    }

    /// Reads meetings as they stand at `now`, soonest first.
    pub async fn load_all(
        db: &mut Connection,
        organisation: OrganisationId,
        meetings: &[MeetingId],
        now: DateTime<Utc>,
    ) -> Result<Vec<Self>, ActionError> {
        let found = meetings::with_groups(db, organisation, meetings, now).await?;
        let on_days = found.iter().map(|one| (&one.meeting, one.group.day_of(one.meeting.starts)));
        let mut seats = seats::with_replies(db, organisation, on_days).await?;
        let mut views = Vec::new();
        for one in found {
            let seats = seats.remove(&one.meeting.id).unwrap_or_default();
            views.push(Self::with_seats(db, organisation, (one, seats), now).await?);
        }
        Ok(views)
    }

    /// One that was read with its group and its seats.
    pub async fn with_seats(
        db: &mut Connection,
        organisation: OrganisationId,
        (found, seats): WithSeats,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let WithGroup { meeting, group, officials, is_out } = found;
        let view = Self::of((meeting, group), seats, officials, now);
        let mut view = Self { is_out, ..view };
        for seat in &mut view.seats {
            if let Some(stand_in) = seat.standing.stand_in {
                seat.stand_in = people::person(db, organisation, stand_in.person).await?;
            }
        }
        Ok(view)
    }

    /// A meeting as it stands by what was said about each of its group's seats. Where it is called, its
    /// invitation is out.
    pub fn of(
        (meeting, group): (Meeting, Group),
        seats: Vec<SaidOfSeat>,
        officials: Vec<Person>,
        now: DateTime<Utc>,
    ) -> Self {
        let takes_part =
            |occupied: &Occupied| meeting.kind.calls(occupied.seat.office, Capacity::Ordinary);
        let seats = seats.into_iter().filter(|(occupied, _)| takes_part(occupied));
        let seats =
            seats.map(|(occupied, said)| SeatView::new(occupied, &said, &meeting)).collect();
        let is_out = meeting.state == MeetingState::Called;
        let (out_of_reach, agenda) = (BTreeMap::new(), Agenda::default());
        Self { meeting, group, seats, officials, is_out, out_of_reach, agenda, now }.covered()
    }

    /// The meeting with the cover of each seat as it follows from all of them.
    fn covered(mut self) -> Self {
        let attended: Vec<Attended> = self.seats.iter().map(SeatView::attended).collect();
        for (seat, now) in self.seats.iter_mut().zip(attendance(&attended)) {
            seat.cover = now.cover;
            seat.ordinary_is_elsewhere = now.ordinary_is_elsewhere;
            seat.substitute_is_elsewhere = now.substitute_is_elsewhere;
            seat.substitute_comes_elsewhere = now.substitute_comes_elsewhere;
        }
        self
    }

    /// The meeting with one reply more, made after all that it knows of.
    pub fn after(&self, seat: SeatId, said: Said, person: &Person) -> Self {
        let mut after = self.clone();
        for view in after.seats.iter_mut().filter(|view| view.occupied.seat.id == seat) {
            view.standing.hear(said);
            let named = view.standing.stand_in.map(|one| one.person);
            let mut known = [view.stand_in.take(), Some(person.clone())].into_iter().flatten();
            view.stand_in = known.find(|one| Some(one.id) == named);
        }
        after.covered()
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
            ..Actor::default()
        }
    }

    /// One of the meeting's seats.
    pub fn seat(&self, seat: SeatId) -> Result<&SeatView, ActionError> {
        self.seats
            .iter()
            .find(|view| view.occupied.seat.id == seat)
            .ok_or(ActionError::NotFound(Missing::Member))
    }

    /// The first seat that a person holds as ordinary member.
    pub fn seat_of(&self, person: PersonId) -> Option<&SeatView> {
        self.seats_of(person, Capacity::Ordinary).next()
    }

    /// The seats in which a person sits in a capacity; nobody is appointed to stand in.
    pub fn seats_of(
        &self,
        person: PersonId,
        capacity: Capacity,
    ) -> impl Iterator<Item = &SeatView> {
        self.seats.iter().filter(move |view| {
            let sits = match capacity {
                Capacity::Ordinary => &view.occupied.ordinary,
                Capacity::Substitute => &view.occupied.substitute,
                Capacity::StandIn => &None,
            };
            sits.as_ref().is_some_and(|sitting| sitting.id == person)
        })
    }

    /// Of the seats for which a person is the personal substitute, the one that they mean who says something: that they
    /// fill, or else are asked for, or else whose member is away.
    pub fn seat_as_substitute(&self, person: PersonId) -> Option<&SeatView> {
        self.seats_of(person, Capacity::Substitute).max_by_key(|seat| seat.concerns_substitute())
    }

    /// Those in effect expected: members who are not away, and those who come in their place.
    pub fn expected(&self) -> impl Iterator<Item = &Person> {
        self.seats.iter().filter_map(SeatView::expected)
    }

    /// The meeting with whom it does not reach: for what tells of that.
    pub async fn with_reach(self, db: &mut Connection) -> Result<Self, ActionError> {
        let out_of_reach = reach::of_group(db, self.group.organisation, self.group.id).await?;
        Ok(Self { out_of_reach, ..self })
    }

    /// The meeting with its agenda: for what tells of that.
    pub async fn with_agenda(self, db: &mut Connection) -> Result<Self, ActionError> {
        let agenda = Agenda::of_meeting(db, self.group.organisation, self.meeting.id).await?;
        Ok(Self { agenda, ..self })
    }

    /// Those expected whom no mention reaches, each with why. Whoever has answered, or has been answered for, has
    /// heard of it.
    pub fn unreached(&self) -> impl Iterator<Item = (&Person, Unreached)> {
        let silent = self.seats.iter().filter(|seat| seat.cover == Cover::Presumed);
        silent.filter_map(SeatView::expected).filter_map(|person| {
            let without = person.account.is_none().then_some(Unreached::NoAccount);
            let why = without.or_else(|| self.out_of_reach.get(&person.id).copied())?;
            Some((person, why))
        })
    }

    /// Whether somebody can be asked here, as far as is known: they have an account, and it is on the server.
    pub fn can_be_asked(&self, person: &Person) -> bool {
        let is_gone = self.out_of_reach.get(&person.id) == Some(&Unreached::NotMember);
        person.account.is_some() && !is_gone
    }

    /// The meeting as the ladder sees it.
    pub fn roll(&self) -> Roll {
        Roll {
            kind: self.meeting.kind,
            is_called: self.meeting.state == MeetingState::Called,
            seats: self.seats.iter().map(SeatView::on_the_roll).collect(),
        }
    }

    /// Somebody who sits in a seat of the meeting, or stands in for one.
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        let people = self
            .seats
            .iter()
            .flat_map(|seat| [&seat.occupied.ordinary, &seat.occupied.substitute, &seat.stand_in]);
        people.flatten().find(|one| one.id == person)
    }

    /// For each seat, in which of the messages that call the meeting whoever comes for it is named: as many as
    /// the mentions of all who have an account need. It follows from who sits there, and not from what they say.
    pub fn parts(&self) -> impl Iterator<Item = usize> {
        let mut named = 0;
        self.seats.iter().map(move |seat| {
            let in_part = match named {
                before if before < MENTIONS_IN_FIRST => 0,
                before => 1 + (before - MENTIONS_IN_FIRST) / MENTIONS_IN_NEXT,
            };
            named += usize::from(seat.may_be_pinged());
            in_part
        })
    }

    /// The appointers of whom nobody is counted on to come, each once, in the order of their seats.
    pub fn unrepresented(&self) -> Vec<&Seat> {
        let mut found: Vec<&Seat> = Vec::new();
        for SeatView { occupied: Occupied { seat, .. }, .. } in &self.seats {
            let is_new = found.iter().all(|other| other.appointer != seat.appointer);
            if is_new && !self.is_represented(seat.appointer) {
                found.push(seat);
            }
        }
        found
    }

    /// Whether somebody is counted on to come from an appointer.
    pub fn is_represented(&self, appointer: AppointerId) -> bool {
        let mut seats = self.seats.iter();
        seats.any(|one| one.occupied.seat.appointer == appointer && one.cover.is_covered())
    }

    /// Whether there is nothing to answer, to come to or to be called to any more.
    pub fn has_begun(&self) -> bool {
        self.now >= self.meeting.starts
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
    /// A seat that the meeting does not have any more.
    pub fn abolished(seat: Seat) -> Self {
        let occupied = Occupied { seat, ordinary: None, substitute: None };
        Self::of(occupied, Standing::default())
    }

    /// Who comes for the seat, as far as is known.
    pub fn expected(&self) -> Option<&Person> {
        let comes = self.attended().comes(self.cover)?;
        let Occupied { ordinary, substitute, .. } = &self.occupied;
        let mut known = [ordinary, substitute, &self.stand_in].into_iter().flatten();
        known.find(|person| person.id == comes)
    }

    /// How much it concerns the seat's substitute: that they fill it, are asked, or that its member is away.
    pub fn concerns_substitute(&self) -> (bool, bool, bool) {
        let (fills, asked) = (self.cover == Cover::Substituted, self.cover == Cover::Awaiting);
        (fills, asked, self.standing.absence.is_some())
    }

    /// The substitute who has been asked to come, whatever they have answered but that they cannot.
    pub fn asked(&self) -> Option<&Person> {
        let is_asked = matches!(self.cover, Cover::Awaiting | Cover::Substituted);
        self.occupied.substitute.as_ref().filter(|_| is_asked)
    }

    /// What counts is what those said who sit there on the meeting's date: a successor is not
    /// bound by the word of whoever sat there before.
    fn new(occupied: Occupied, said: &[(i64, Said)], meeting: &Meeting) -> Self {
        let counts = |(_, reply): &&(i64, Said)| {
            let sitting = match reply.capacity {
                Capacity::Ordinary => occupied.ordinary.as_ref(),
                Capacity::Substitute => occupied.substitute.as_ref(),
                Capacity::StandIn => return true,
            };
            sitting.is_some_and(|one| one.id == reply.person)
        };
        let own: Vec<(i64, Said)> = said.iter().filter(counts).copied().collect();
        Self::of(occupied, Standing::at_dating(&own, meeting.dating, &meeting.withdrawn_datings))
    }

    /// Whether it is covered follows from all seats together.
    const fn of(occupied: Occupied, standing: Standing) -> Self {
        Self {
            occupied,
            standing,
            cover: Cover::Vacant,
            ordinary_is_elsewhere: false,
            substitute_is_elsewhere: false,
            substitute_comes_elsewhere: false,
            stand_in: None,
        }
    }

    /// Whether anybody who may come for the seat has an account.
    fn may_be_pinged(&self) -> bool {
        let people = [&self.occupied.ordinary, &self.occupied.substitute];
        people.into_iter().flatten().any(|person| person.account.is_some())
    }

    pub(super) fn attended(&self) -> Attended {
        let id = |person: &Option<Person>| person.as_ref().map(|person| person.id);
        let (ordinary, substitute) = (id(&self.occupied.ordinary), id(&self.occupied.substitute));
        Attended { ordinary, substitute, standing: self.standing }
    }

    fn on_the_roll(&self) -> RollSeat {
        let Seat { id: seat, office, .. } = self.occupied.seat;
        RollSeat { seat, office, attended: self.attended(), cover: self.cover }
    }

    /// Whether the seat is empty because its substitute is called for another, and not by their word.
    pub fn lacks_substitute_elsewhere(&self) -> bool {
        self.cover == Cover::Vacant
            && self.substitute_comes_elsewhere
            && !matches!(self.standing.substitute, Some(Answer::Declined | Answer::Absent))
    }
}
