//! Notices about a meeting as a whole.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Address;
use crate::actions::ActionError;
use crate::actions::presence::Register;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::agenda::{Difference, difference};
use crate::domain::id::{MeetingId, NoticeId, PersonId, made_at};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::meeting_change::{GATHERED, MeetingChange, MeetingSeen, meeting_changes};
use crate::domain::notice::{Destination, MeetingNotice, Notice, NoticeKind, Owed, Subject};
use crate::domain::person::Person;
use crate::domain::reminder;
use crate::store::{Connection, agenda_seen, deliveries, meeting_changes, outbox, people};

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
    Reminder(Ahead),
    Summary(Ahead),
    TwoAtOnce(TwoAtOnce),
    TooLate(TooLate),
}

/// Somebody who is called to two meetings at one hour.
#[derive(Clone, Debug)]
pub struct TwoAtOnce {
    pub view: Box<MeetingView>,
    pub other: Box<MeetingView>,
    pub person: Person,
    /// Whether it is of the first meeting's time as it is now.
    pub is_of_this_time: bool,
}

/// What is told of a meeting by the clock.
#[derive(Clone, Debug)]
pub struct Ahead {
    pub view: Box<MeetingView>,
    /// Which of the messages it is that name those who are told; the first is 0.
    pub part: usize,
    /// Whether it is of the meeting's time as it is now.
    pub is_of_this_time: bool,
    /// Whether it says something to those who have been told of the meeting last.
    pub is_news: bool,
}

/// What was not told of a meeting before it was of no use any more.
#[derive(Clone, Debug)]
pub struct TooLate {
    pub view: Box<MeetingView>,
    /// Of what kind, and for whom, where it was for one person.
    pub missed: Vec<(NoticeKind, Option<Person>)>,
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
        (owed, to): (&Owed, &Address),
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
            MeetingNotice::Reminder => {
                let ahead = reminder::Ahead::Reminder;
                Self::Reminder(Ahead::read(db, (view, part), ahead, owed).await?)
            }
            MeetingNotice::Summary => {
                let ahead = reminder::Ahead::Summary;
                Self::Summary(Ahead::read(db, (view, part), ahead, owed).await?)
            }
            MeetingNotice::TwoAtOnce => {
                let Some(person) = to.person.clone() else { return Ok(None) };
                let other = MeetingId(owed.occasion);
                let other = MeetingView::load(db, owed.organisation, other, now).await?;
                let is_of_this_time = owed.again == Some(view.meeting.dating);
                let other = Box::new(other);
                Self::TwoAtOnce(TwoAtOnce { view, other, person, is_of_this_time })
            }
            MeetingNotice::TooLate => Self::TooLate(TooLate::read(db, view).await?),
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
            Self::Reminder(facts) | Self::Summary(facts) => &facts.view,
            Self::TwoAtOnce(facts) => &facts.view,
            Self::TooLate(facts) => &facts.view,
        }
    }

    /// Until when somebody is helped by it.
    pub(super) fn is_of_use_until(&self) -> DateTime<Utc> {
        let Meeting { starts, ends, .. } = self.view().meeting;
        match self {
            Self::Announcement(_)
            | Self::Invitation(_)
            | Self::Reposted(_)
            | Self::AgendaChanged(_)
            | Self::Unreached(_)
            | Self::Reminder(_)
            | Self::Summary(_) => starts,
            Self::TwoAtOnce(facts) => starts.min(facts.other.meeting.starts),
            // Also of one that has begun: those called come too late, or have come to a meeting that is not held.
            Self::ZoneCorrected(_)
            | Self::Changed(_)
            | Self::Cancellation(_)
            | Self::Continuation(_) => ends,
            Self::Missed(_) | Self::NotClosed(_) | Self::TooLate(_) => ends + TOLD_LATE,
        }
    }

    /// Whether it is so, and not told by anything else.
    pub(super) fn is_so(&self, to: &Address) -> bool {
        let MeetingView { meeting, now, .. } = self.view();
        match self {
            Self::Announcement(_) => meeting.state == MeetingState::Scheduled,
            Self::Invitation(_) => meeting.state == MeetingState::Called,
            Self::ZoneCorrected(facts) => {
                meeting.state == MeetingState::Called && meeting.revision == facts.revision
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
                    && !facts.changes().is_empty()
                    && !(is_direct && concerned && facts.asks_anew())
                    && (is_direct || !is_called_since)
            }
            Self::Cancellation(_) => meeting.state == MeetingState::Cancelled,
            // A call stays one when its meeting moves; what a cancellation goes on with is a cancellation.
            Self::Continuation(facts) => {
                meeting.state == MeetingState::Called || meeting.revision == facts.revision
            }
            Self::Missed(view) => {
                let is_called = meeting.state == MeetingState::Called && !view.is_out;
                is_called || meeting.state == MeetingState::Scheduled
            }
            Self::Reposted(_) => true,
            Self::AgendaChanged(facts) => {
                meeting.state == MeetingState::Called && !facts.difference.is_empty()
            }
            Self::NotClosed(_) => meeting.takes_attendance(*now).is_ok(),
            Self::Unreached(view) => {
                meeting.state == MeetingState::Called && view.unreached().next().is_some()
            }
            Self::Reminder(facts) => {
                facts.is_of_a_called_meeting() && facts.view.expected().next().is_some()
            }
            Self::Summary(facts) => facts.is_of_a_called_meeting(),
            Self::TwoAtOnce(facts) => facts.is_asked(),
            Self::TooLate(facts) => !facts.missed.is_empty(),
        }
    }
}

impl Ahead {
    async fn read(
        db: &mut Connection,
        (view, part): (Box<MeetingView>, usize),
        ahead: reminder::Ahead,
        owed: &Owed,
    ) -> Result<Self, ActionError> {
        let Meeting { id, starts, called, dating, .. } = view.meeting;
        // How it stands is not said of it when something is changed.
        let changed = match ahead {
            reminder::Ahead::Reminder => meeting_changes::last(db, (owed.organisation, id)).await?,
            reminder::Ahead::Summary => None,
        };
        let told = [called, changed].into_iter().flatten().max();
        let is_news = told.is_none_or(|told| ahead.is_news(view.group.rule.zone, starts, told));
        Ok(Self { view, part, is_of_this_time: dating == owed.occasion, is_news })
    }

    fn is_of_a_called_meeting(&self) -> bool {
        let is_to_be_told = self.is_of_this_time && self.is_news;
        is_to_be_told && self.view.meeting.state == MeetingState::Called && self.view.is_out
    }
}

impl TwoAtOnce {
    /// Whether they are still expected at both, at one hour.
    pub fn is_asked(&self) -> bool {
        let both: [&MeetingView; 2] = [&self.view, &self.other];
        let is_called = |view: &&MeetingView| view.meeting.state == MeetingState::Called;
        let [one, other] = both.map(|view| &view.meeting);
        self.is_of_this_time
            && both.iter().all(is_called)
            && both.iter().all(|view| view.expected().any(|one| one.id == self.person.id))
            && one.starts < other.ends
            && other.starts < one.ends
    }

    /// At which of the two they are expected, where it is one alone.
    pub fn chosen(&self) -> Option<&MeetingView> {
        let expects = |view: &MeetingView| {
            view.meeting.state == MeetingState::Called
                && view.expected().any(|one| one.id == self.person.id)
        };
        match (expects(&self.view), expects(&self.other)) {
            (true, false) => Some(&self.view),
            (false, true) => Some(&self.other),
            _ => None,
        }
    }
}

impl TooLate {
    async fn read(db: &mut Connection, view: Box<MeetingView>) -> Result<Self, ActionError> {
        let of_meeting = (view.group.organisation, view.meeting.id);
        let mut missed = Vec::new();
        for (kind, person) in deliveries::too_late(db, of_meeting).await? {
            let person = match person {
                Some(person) => people::person(db, of_meeting.0, person).await?,
                None => None,
            };
            missed.push((kind, person));
        }
        Ok(Self { view, missed })
    }
}

/// For how long after a meeting the officials are told what went wrong.
pub(in crate::actions) const TOLD_LATE: TimeDelta = TimeDelta::days(30);

/// That something about a meeting could not be told in time, to the officials: once, so much later that most of it is known;
/// what is found out after that is added to it.
pub(super) fn told_too_late(view: &MeetingView) -> Owed {
    let due = view.now + GATHERED;
    let told = to_the_group(&view.meeting, MeetingNotice::TooLate, due);
    Owed { destination: Destination::Officials, occasion: view.meeting.dating, ..told }
}

/// That a meeting is held tomorrow: in its thread, in as many messages as it takes to name all who are expected.
pub(in crate::actions) fn reminder(view: &MeetingView) -> impl Iterator<Item = Owed> {
    let one = to_the_group(&view.meeting, MeetingNotice::Reminder, view.now);
    let one = Owed { destination: Destination::Thread, occasion: view.meeting.dating, ..one };
    let parts = 0..=view.parts().max().unwrap_or(0);
    parts.filter_map(move |part| Some(Owed { again: Some(part.try_into().ok()?), ..one.clone() }))
}

/// How a meeting stands, to the officials.
pub(in crate::actions) fn summary(view: &MeetingView) -> Owed {
    let told = to_the_group(&view.meeting, MeetingNotice::Summary, view.now);
    Owed { destination: Destination::Officials, occasion: view.meeting.dating, ..told }
}

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
