//! Notices about a meeting as a whole.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Address;
use crate::actions::ActionError;
use crate::actions::presence::Register;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::agenda::{Difference, difference};
use crate::domain::id::{NoticeId, PersonId, made_at};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::meeting_change::{GATHERED, MeetingChange, MeetingSeen, meeting_changes};
use crate::domain::notice::{Destination, MeetingNotice, Notice, NoticeKind, Owed, Subject};
use crate::store::{Connection, agenda_seen, meeting_changes, outbox};

/// The facts of a notice about a meeting: the meeting as it stands.
#[derive(Clone, Debug)]
pub enum MeetingFacts {
    Announcement(Box<MeetingView>),
    Invitation(Box<MeetingView>),
    Cancellation(Box<MeetingView>),
    ZoneCorrected(Continuation),
    Changed(Changed),
    Continuation(Continuation),
    Missed(Box<MeetingView>),
    Reposted(Reposted),
    Unreached(Box<MeetingView>),
    AgendaChanged(AgendaChanged),
    NotClosed(Box<Register>),
}

/// One of the messages that name those whom something is told.
#[derive(Clone, Debug)]
pub struct Continuation {
    pub view: Box<MeetingView>,
    /// Which of the messages it is; the first is 0.
    pub part: usize,
    /// The meeting's, when it was called, cancelled or moved.
    pub revision: i64,
}

/// A meeting that is another than it was told.
#[derive(Clone, Debug)]
pub struct Changed {
    pub view: Box<MeetingView>,
    pub before: MeetingSeen,
    /// Which of the messages it is that name those who are told; the first is 0.
    pub part: usize,
    /// Since when it is so.
    pub since: Option<DateTime<Utc>>,
}

impl Changed {
    /// What is another, what weighs most first.
    pub fn changes(&self) -> Vec<MeetingChange> {
        meeting_changes(&self.before, &self.view.meeting.seen())
    }

    /// Whether somebody sits in a seat of the meeting as it is now.
    pub fn concerns(&self, person: PersonId) -> bool {
        let seats = self.view.seats.iter().map(|seat| &seat.occupied);
        let mut people = seats.flat_map(|seat| [&seat.ordinary, &seat.substitute]).flatten();
        people.any(|one| one.id == person)
    }

    /// Whether what people have said does not count any more.
    pub fn asks_anew(&self) -> bool {
        self.before.dating != self.view.meeting.dating
    }
}

/// A post that was taken away from the group's channel, and is put up again.
#[derive(Clone, Debug)]
pub struct Reposted {
    pub view: Box<MeetingView>,
    pub post: NoticeKind,
}

/// A called meeting whose agenda is another than it was.
#[derive(Clone, Debug)]
pub struct AgendaChanged {
    pub view: Box<MeetingView>,
    pub difference: Difference,
}

impl MeetingFacts {
    pub(super) async fn read(
        db: &mut Connection,
        kind: MeetingNotice,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(meeting) = owed.subject.meeting() else { return Ok(None) };
        let view = MeetingView::load(db, owed.organisation, meeting, now).await?;
        let view = Box::new(view.with_reach(db).await?.with_agenda(db).await?);
        let part = owed.again.and_then(|part| usize::try_from(part).ok()).unwrap_or(0);
        let revision = owed.occasion;
        Ok(Some(match kind {
            MeetingNotice::Announcement => Self::Announcement(view),
            MeetingNotice::Invitation => Self::Invitation(view),
            MeetingNotice::Cancellation => Self::Cancellation(view),
            MeetingNotice::Continuation => {
                Self::Continuation(Continuation { view, part, revision })
            }
            MeetingNotice::ZoneCorrected => {
                Self::ZoneCorrected(Continuation { view, part, revision })
            }
            MeetingNotice::Changed => {
                let place = (owed.organisation, meeting);
                let before = meeting_changes::before(db, place, owed.occasion).await?;
                let Some(before) = before else { return Ok(None) };
                let since = made_at(owed.occasion);
                Self::Changed(Changed { view, before, part, since })
            }
            MeetingNotice::Missed => Self::Missed(view),
            MeetingNotice::Unreached => Self::Unreached(view),
            MeetingNotice::NotClosed => Self::NotClosed(Box::new(Register::of(db, *view).await?)),
            MeetingNotice::AgendaChanged => {
                let place = (meeting, owed.occasion);
                let before = agenda_seen::before(db, owed.organisation, place).await?;
                let Some(before) = before else { return Ok(None) };
                let now = view.agenda.seen();
                let difference = difference(&before, &now);
                Self::AgendaChanged(AgendaChanged { view, difference })
            }
            MeetingNotice::Reposted => {
                let post = outbox::notice(db, owed.organisation, NoticeId(owed.occasion)).await?;
                let Some(post) = post.map(|post| post.owed.kind) else { return Ok(None) };
                Self::Reposted(Reposted { view, post })
            }
        }))
    }

    pub fn view(&self) -> &MeetingView {
        match self {
            Self::Announcement(view)
            | Self::Invitation(view)
            | Self::Cancellation(view)
            | Self::Missed(view)
            | Self::Unreached(view) => view,
            Self::Continuation(facts) | Self::ZoneCorrected(facts) => &facts.view,
            Self::Changed(facts) => &facts.view,
            Self::Reposted(facts) => &facts.view,
            Self::AgendaChanged(facts) => &facts.view,
            Self::NotClosed(register) => &register.view,
        }
    }

    pub(super) fn is_wanted(&self, to: &Address) -> bool {
        let MeetingView { meeting, now, .. } = self.view();
        let has_begun = *now >= meeting.starts;
        match self {
            Self::Announcement(_) => !has_begun && meeting.state == MeetingState::Scheduled,
            Self::Invitation(_) => !has_begun && meeting.state == MeetingState::Called,
            // Also one that has begun by it: those called would come too late.
            Self::ZoneCorrected(facts) => {
                *now < meeting.ends
                    && meeting.state == MeetingState::Called
                    && meeting.revision == facts.revision
            }
            // Whoever is asked anew hears of it by that.
            Self::Changed(facts) => {
                let is_on = matches!(meeting.state, MeetingState::Scheduled | MeetingState::Called);
                let is_direct = to.destination == Destination::Direct;
                let concerned = to.person.as_ref().is_none_or(|one| facts.concerns(one.id));
                // Whoever was called since has been told of it by that.
                let is_called_since =
                    meeting.called.zip(facts.since).is_some_and(|(called, since)| called > since);
                is_on
                    && *now < meeting.ends
                    && !facts.changes().is_empty()
                    && !(is_direct && concerned && facts.asks_anew())
                    && (is_direct || !is_called_since)
            }
            // Those who have come to a meeting that is not held are helped by that, too.
            Self::Cancellation(_) => {
                *now < meeting.ends && meeting.state == MeetingState::Cancelled
            }
            // A call stays one when its meeting moves; what a cancellation goes on with is a cancellation.
            Self::Continuation(facts) => {
                let goes_on = match meeting.state {
                    MeetingState::Called => true,
                    _ => meeting.revision == facts.revision,
                };
                *now < meeting.ends && goes_on
            }
            Self::Missed(view) => {
                let is_called = meeting.state == MeetingState::Called && !view.is_out;
                (is_called || meeting.state == MeetingState::Scheduled)
                    && *now < meeting.ends + TOLD_LATE
            }
            Self::Reposted(_) => !has_begun,
            Self::AgendaChanged(facts) => {
                !has_begun && meeting.state == MeetingState::Called && !facts.difference.is_empty()
            }
            Self::NotClosed(_) => {
                meeting.takes_attendance(*now).is_ok() && *now < meeting.ends + TOLD_LATE
            }
            Self::Unreached(view) => {
                !has_begun
                    && meeting.state == MeetingState::Called
                    && view.unreached().next().is_some()
            }
        }
    }
}

/// For how long after a meeting the officials are told what went wrong.
pub(in crate::actions) const TOLD_LATE: TimeDelta = TimeDelta::days(7);

/// What the officials are told of a meeting that has begun and whose invitation never got out.
pub(super) fn missed(view: &MeetingView) -> Option<Owed> {
    let is_missed = view.meeting.state == MeetingState::Called && view.now >= view.meeting.starts;
    let told = to_the_group(&view.meeting, MeetingNotice::Missed, view.now);
    is_missed.then_some(Owed { destination: Destination::Officials, ..told })
}

/// What the officials are told when a post that was taken away stands there again; once for each time.
pub fn reposted(post: &Notice, now: DateTime<Utc>) -> Owed {
    Owed {
        kind: MeetingNotice::Reposted.into(),
        occasion: post.id.0,
        again: Some(post.put_up_again),
        destination: Destination::Officials,
        person: None,
        caused_by: None,
        due: now,
        ..post.owed.clone()
    }
}

/// What calls or cancels a meeting: as many messages as it takes to name all whom it is for; and to the officials,
/// whom a call does not reach.
pub(in crate::actions) fn to_all(
    view: &MeetingView,
    kind: MeetingNotice,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Owed> {
    let rest = 1..=view.parts().max().unwrap_or(0);
    let first = to_the_group(&view.meeting, kind, now);
    let part = to_the_group(&view.meeting, MeetingNotice::Continuation, now);
    let rest =
        rest.filter_map(move |at| Some(Owed { again: Some(at.try_into().ok()?), ..part.clone() }));
    // Whom it does not reach is asked for when it goes out.
    let alerts = kind == MeetingNotice::Invitation && view.expected().next().is_some();
    let unreached = alerts.then(|| Owed {
        destination: Destination::Officials,
        ..to_the_group(&view.meeting, MeetingNotice::Unreached, now)
    });
    std::iter::once(first).chain(rest).chain(unreached)
}

/// That a called meeting begins at another instant than was told: as many messages as it takes to name all whom
/// it is for.
pub(in crate::actions) fn zone_corrected(view: &MeetingView) -> impl Iterator<Item = Owed> {
    let one = to_the_group(&view.meeting, MeetingNotice::ZoneCorrected, view.now);
    let parts = 0..=view.parts().max().unwrap_or(0);
    parts.filter_map(move |part| Some(Owed { again: Some(part.try_into().ok()?), ..one.clone() }))
}

/// That a meeting is another than was told: to the group, in as many messages as it takes to name all whom it is for,
/// and directly to the substitutes who have been asked.
pub(in crate::actions) fn changed(
    view: &MeetingView,
    occasion: i64,
    gone: &BTreeSet<PersonId>,
) -> impl Iterator<Item = Owed> {
    let due = view.now + GATHERED;
    let one = Owed { occasion, ..to_the_group(&view.meeting, MeetingNotice::Changed, due) };
    let parts = 0..=view.parts().max().unwrap_or(0);
    let direct = one.clone();
    // And to those who sit there no longer at its new time.
    let asked = view.seats.iter().filter_map(SeatView::asked).map(|person| person.id);
    let asked = asked.chain(gone.iter().copied()).map(|person| Owed {
        destination: Destination::Direct,
        person: Some(person),
        ..direct.clone()
    });
    let unreached = Owed {
        occasion,
        due,
        destination: Destination::Officials,
        ..to_the_group(&view.meeting, MeetingNotice::Unreached, view.now)
    };
    let is_called = view.meeting.state == MeetingState::Called;
    let unreached = Some(unreached).filter(|_| is_called && view.unreached().next().is_some());
    let asked: Vec<Owed> = asked.chain(unreached).collect();
    let in_channel = parts
        .filter_map(move |part| Some(Owed { again: Some(part.try_into().ok()?), ..one.clone() }));
    in_channel.chain(asked)
}

/// A notice about a meeting, to its group.
pub(in crate::actions) fn to_the_group(
    meeting: &Meeting,
    kind: MeetingNotice,
    now: DateTime<Utc>,
) -> Owed {
    Owed {
        organisation: meeting.organisation,
        kind: kind.into(),
        subject: Subject::Meeting(meeting.group, meeting.id),
        occasion: meeting.revision,
        again: None,
        destination: Destination::Channel,
        person: None,
        caused_by: None,
        due: now,
    }
}
