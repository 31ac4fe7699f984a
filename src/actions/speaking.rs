//! A reply on its way into the facts: whose it is, about which seat, and what follows from it.

use chrono::{DateTime, Utc};

use super::identity::Known;
use super::ladder::consequences;
use super::view::MeetingView;
use super::{ActionError, owe_all};
use crate::domain::cover::Answer;
use crate::domain::id::{PersonId, ReplyId, SeatId};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::domain::wording::Reason;
use crate::store::replies::{self, NewReply};
use crate::store::{Connection, Store, outbox};

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
        Replied { view, seat, person, capacity, for_another, already: false }
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
        let after = record(store, db, before, &reply, now).await?;
        Ok(self.replied(after, known.person.id))
    }
}

/// Writes a reply with the notices that follow from it, and returns the meeting as it then stands.
async fn record(
    store: &Store,
    db: &mut Connection,
    before: &MeetingView,
    reply: &NewReply,
    now: DateTime<Utc>,
) -> Result<MeetingView, ActionError> {
    replies::insert(db, reply).await?;
    let after = MeetingView::load(db, reply.organisation, reply.meeting, now).await?;
    let old = before.seat(reply.seat)?;
    let new = after.seat(reply.seat)?;
    if let Some(absence) = new.standing.absence.or(old.standing.absence) {
        let place = (reply.meeting, reply.seat);
        let summoned = outbox::summons_left(db, reply.organisation, place, absence.0).await?;
        let notices = consequences(&after, new, old.cover, absence, summoned);
        owe_all(store, db, &notices, now).await?;
    }
    outbox::mark_stale(db, reply.organisation, reply.meeting, Some(reply.seat), now).await?;
    Ok(after)
}
