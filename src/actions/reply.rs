//! A reply on its way into the facts: whose it is, about which seat, and what follows from it.

use std::collections::BTreeSet;

use super::ActionError;
use super::identity::Known;
use super::ladder::owe_consequences;
use super::meeting::entry;
use super::view::{MeetingView, SeatView};
use super::work::Work;
use crate::domain::audit::{Deed, Detail};
use crate::domain::cover::{Answer, Said};
use crate::domain::id::{MeetingId, PersonId, ReplyId, SeatId};
use crate::domain::ladder::Cause;
use crate::domain::meeting::Meeting;
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;
use crate::store::replies::{self, NewReply};

/// Why a reply is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyRefusal {
    /// There is no absence to take back.
    NotAbsent,
    /// The substitute is not, or no longer, asked to come.
    NotSummoned,
    /// The substitute comes to the meeting for another seat already.
    FillsAnother,
    /// The meeting is held at another time than the one that the word is about.
    AtAnotherTime,
    /// Somebody else's substitute is not asked to come: the member comes.
    NotNeeded,
    /// Somebody else's substitute comes for another seat.
    OtherFillsAnother,
}

/// A meeting of which somebody says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub meeting: MeetingId,
    /// The dating of which they were asked, where that is known: it is said of no other.
    pub dating: Option<i64>,
}

impl Spoken {
    /// Of a meeting as it stands.
    pub const fn of(meeting: &Meeting) -> Self {
        Self { meeting: meeting.id, dating: Some(meeting.dating) }
    }

    /// Of a meeting as it is when it is said.
    pub const fn now(meeting: MeetingId) -> Self {
        Self { meeting, dating: None }
    }

    /// # Errors
    /// `Reply` where the meeting has moved since.
    pub(super) fn is_of(self, meeting: &Meeting) -> Result<(), ActionError> {
        match self.dating {
            Some(dating) if dating != meeting.dating => Err(ReplyRefusal::AtAnotherTime.into()),
            _ => Ok(()),
        }
    }
}

impl From<ReplyRefusal> for ActionError {
    fn from(refusal: ReplyRefusal) -> Self {
        Self::Reply(refusal)
    }
}

/// What came of a reply.
#[derive(Clone, Debug)]
pub struct Replied {
    /// The meeting with the reply counted.
    pub view: MeetingView,
    pub seat: SeatId,
    /// Their other seats, of which it says something too.
    pub others: Vec<SeatId>,
    /// Whose reply it is, and as what.
    pub person: Person,
    pub capacity: Capacity,
    /// Whether the caller spoke for somebody else.
    pub for_another: bool,
    /// Whether the reply changed nothing, because it had been given before.
    pub already: bool,
    /// Who had been asked to come in the member's place, and is told that they are not needed.
    pub released: Vec<Person>,
}

/// The seat and person that a reply is about.
#[derive(Clone, Debug)]
pub(super) struct SpokenFor {
    pub seat: SeatId,
    pub person: Person,
    pub capacity: Capacity,
}

impl SpokenFor {
    /// What is told when the word had been said before and stands.
    pub fn already(self, view: MeetingView, caller: PersonId) -> Replied {
        Replied { already: true, ..self.replied(view, caller) }
    }

    fn replied(self, view: MeetingView, caller: PersonId) -> Replied {
        let for_another = self.person.id != caller;
        let Self { seat, person, capacity } = self;
        let (others, released) = (Vec::new(), Vec::new());
        Replied { view, seat, others, person, capacity, for_another, already: false, released }
    }

    /// Writes the reply, and what it says of their other seats, with the notices that follow from all of it together.
    pub async fn say(
        self,
        work: &mut Work<'_>,
        before: &MeetingView,
        known: &Known,
        (answer, reason): (Answer, Option<Reason>),
    ) -> Result<Replied, ActionError> {
        let others = self.of_others(before, answer);
        let own = self.reply(work, &before.meeting, known, (self.seat, answer, reason.clone()));
        let mut last = own.id.0;
        let mut after = self.write(work, before, &own);
        for (seat, answer) in &others {
            let reason = reason.clone().filter(|_| *answer == Answer::Absent);
            let also = self.reply(work, &before.meeting, known, (*seat, *answer, reason));
            last = also.id.0;
            after = self.write(work, &after, &also);
        }
        let cause = Cause { id: own.id.0, last, word_of: Some(own.person), asks_anew: false };
        let dismissed = owe_consequences(work, (before, &after), cause).await?;
        // What is said about one seat may free, or take, somebody for another.
        for (old, new) in before.seats.iter().zip(&after.seats) {
            let seat = new.occupied.seat.id;
            let is_said = seat == self.seat || others.iter().any(|(other, _)| *other == seat);
            if is_said || old.cover != new.cover {
                work.seat_changed(before.meeting.id, seat);
            }
        }
        // Whoever was the substitute for two of their seats is told once.
        let released: BTreeSet<PersonId> = dismissed.released.into_iter().collect();
        let released = released.iter().filter_map(|person| before.person(*person).cloned());
        let released = released.collect();
        let others = others.into_iter().map(|(seat, _)| seat).collect();
        Ok(Replied { released, others, ..self.replied(after, known.person.id) })
    }

    /// What an answer about one of somebody's seats says of their others: who cannot come cannot come for any, and nobody is asked
    /// for the next one instead; who can after all is away from none.
    fn of_others(&self, view: &MeetingView, answer: Answer) -> Vec<(SeatId, Answer)> {
        let is_member = self.capacity == Capacity::Ordinary;
        let is_asked_anew = |seat: &SeatView| is_member && seat.standing.is_asked_anew;
        let said = |seat: &SeatView| {
            let away = seat.standing.is_away(self.capacity);
            match answer {
                Answer::Absent if !away || is_asked_anew(seat) => Some(Answer::Absent),
                Answer::Absent => None,
                Answer::Withdrawn | Answer::Confirmed | Answer::Accepted => {
                    away.then_some(Answer::Withdrawn)
                }
                Answer::Declined => None,
            }
        };
        let theirs = view.seats_of(self.person.id, self.capacity);
        let others = theirs.filter(|seat| seat.occupied.seat.id != self.seat);
        others.filter_map(|seat| Some((seat.occupied.seat.id, said(seat)?))).collect()
    }

    fn reply(
        &self,
        work: &Work<'_>,
        meeting: &Meeting,
        known: &Known,
        (seat, answer, reason): (SeatId, Answer, Option<Reason>),
    ) -> NewReply {
        NewReply {
            id: ReplyId(work.next_id()),
            organisation: work.organisation,
            meeting: meeting.id,
            dating: meeting.dating,
            seat,
            person: self.person.id,
            capacity: self.capacity,
            answer,
            reason,
            reported_by: known.person.id,
            at: work.now,
        }
    }

    /// Writes a reply, and that somebody else gave it. Returns the meeting with it.
    fn write(&self, work: &mut Work<'_>, before: &MeetingView, reply: &NewReply) -> MeetingView {
        let NewReply { id, person, capacity, answer, .. } = *reply;
        work.db.at_last(replies::insert(reply));
        if person != reply.reported_by {
            let entry = entry(work, &before.meeting, Deed::Answered);
            let entry = entry.about(person).at_seat(reply.seat);
            let detail = Detail { answer: Some(answer), ..entry.detail.clone() };
            work.log([entry.with(detail)]);
        }
        before.after(reply.seat, Said { id, person, capacity, answer }, &self.person)
    }
}
