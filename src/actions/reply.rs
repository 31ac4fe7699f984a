//! A reply on its way into the facts: whose it is, about which seat, and what follows from it.

use chrono::{DateTime, Utc};

use super::identity::Known;
use super::ladder::{Change, consequences};
use super::meeting::logged;
use super::view::MeetingView;
use super::{ActionError, owe_all};
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::cover::{Answer, Said};
use crate::domain::id::{PersonId, ReplyId, SeatId};
use crate::domain::notice::SeatNotice;
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;
use crate::store::replies::{self, NewReply};
use crate::store::{Connection, Store, audit, outbox};

/// What came of a reply.
#[derive(Clone, Debug)]
pub struct Replied {
    /// The meeting with the reply counted.
    pub view: MeetingView,
    pub seat: SeatId,
    /// Whose reply it is, and as what.
    pub person: Person,
    pub capacity: Capacity,
    /// Whether the caller spoke for somebody else.
    pub for_another: bool,
    /// Whether the reply changed nothing, because it had been given before.
    pub already: bool,
    /// Whether a substitute who had been asked is told that they are not needed.
    pub released: bool,
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
        Replied { view, seat, person, capacity, for_another, already: false, released: false }
    }

    /// Writes the reply with the notices that follow from it.
    pub async fn say(
        self,
        (store, db): (&Store, &mut Connection),
        before: &MeetingView,
        known: &Known,
        (answer, reason): (Answer, Option<Reason>),
        now: DateTime<Utc>,
    ) -> Result<Replied, ActionError> {
        let reply = NewReply {
            id: ReplyId(store.next_id(now)),
            organisation: before.meeting.organisation,
            meeting: before.meeting.id,
            seat: self.seat,
            person: self.person.id,
            capacity: self.capacity,
            answer,
            reason,
            reported_by: known.person.id,
            at: now,
        };
        let (after, released) = record(store, db, before, &reply, now).await?;
        if reply.person != reply.reported_by {
            let by = (By::Person(reply.reported_by), now);
            let entry = logged(store, &before.meeting, by, Deed::Answered);
            let entry = entry.about(reply.person).at_seat(reply.seat);
            let detail = Detail { answer: Some(answer), ..entry.detail.clone() };
            audit::append(db, &[entry.with(detail)]).await?;
        }
        Ok(Replied { released, ..self.replied(after, known.person.id) })
    }
}

/// Writes a reply with the notices that follow from it. Returns the meeting as it then stands, and
/// whether a substitute is released.
async fn record(
    store: &Store,
    db: &mut Connection,
    before: &MeetingView,
    reply: &NewReply,
    now: DateTime<Utc>,
) -> Result<(MeetingView, bool), ActionError> {
    let mut released = false;
    replies::insert(db, reply).await?;
    let said = Said { id: reply.id, capacity: reply.capacity, answer: reply.answer };
    let after = before.after(reply.seat, said);
    // What is said about one seat may free, or take, somebody for another.
    for (old, new) in before.seats.iter().zip(&after.seats) {
        let seat = new.occupied.seat.id;
        if seat != reply.seat && old.cover == new.cover {
            continue;
        }
        if let Some(absence) = new.standing.absence.or(old.standing.absence) {
            let summoned = new.standing.absence.is_none()
                && outbox::summons_left(db, reply.organisation, (reply.meeting, seat), absence.0)
                    .await?;
            let change = Change { before: old.cover, absence, cause: reply.id, summoned };
            let notices = consequences(&after, new, change);
            owe_all(store, db, &notices, now).await?;
            released |= notices.iter().any(|owed| owed.kind == SeatNotice::Release.into());
        }
        outbox::mark_stale(db, reply.organisation, reply.meeting, Some(seat), now).await?;
    }
    Ok((after, released))
}
