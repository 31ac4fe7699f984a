//! A meeting and its states: `scheduled → called → held`, and `cancelled` from any but `held`.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::group::Group;
use super::id::{GroupId, MeetingId, OrganisationId, made_at};
use super::link::Link;
use super::local_time::{instant, wall};
use super::schedule::InvitationRule;
use super::seat::{Capacity, Office, worded};
use super::wording::{Place, Reason, Remark};

worded! {
    /// Where a meeting stands in its life.
    MeetingState {
        /// A proposal that nobody but who plans it knows of.
        Draft = "draft",
        Scheduled = "scheduled", Called = "called", Held = "held", Cancelled = "cancelled",
    }

    /// Whom a meeting calls (product rules, "Absence and the substitution ladder").
    MeetingKind {
        /// The members; a substitute when their member is away.
        Ordinary = "ordinary",
        /// Members and substitutes alike.
        AllCall = "all-call",
        /// Chair and vice chair.
        Presidium = "presidium",
    }
}

impl MeetingKind {
    /// Whether the meeting's call is for who sits in a seat of that office as this.
    pub const fn calls(self, office: Office, capacity: Capacity) -> bool {
        match (self, capacity) {
            // Who stands in is asked for one meeting, and not called.
            (_, Capacity::StandIn) => false,
            (Self::Ordinary | Self::AllCall, Capacity::Ordinary) => true,
            (Self::AllCall, Capacity::Substitute) => true,
            (Self::Ordinary | Self::Presidium, Capacity::Substitute) => false,
            (Self::Presidium, Capacity::Ordinary) => office.leads(),
        }
    }

    /// Whether it is the whole group's, with the substitutes of those who are away; a presidium's is theirs who lead alone.
    pub const fn is_of_the_group(self) -> bool {
        match self {
            Self::Ordinary | Self::AllCall => true,
            Self::Presidium => false,
        }
    }
}

/// How long a meeting may be, in minutes.
pub const LONGEST_MINUTES: i64 = 24 * 60;
/// How far ahead a meeting may be scheduled, in days.
pub const FARTHEST_DAYS: i64 = 3 * 366;

/// Why a meeting could not be scheduled or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingRefusal {
    /// The start does not lie in the future.
    InThePast,
    /// The start lies further ahead than [`FARTHEST_DAYS`].
    TooFarAhead,
    /// The group has a meeting at that time already.
    SameTime,
    /// Not between one minute and [`LONGEST_MINUTES`].
    BadLength,
    /// The meeting is a draft.
    NotScheduled,
    AlreadyCancelled,
    /// Nothing about it would be another.
    NothingChanged,
    /// Its invitation has gone out.
    AlreadyCalled,
    /// The meeting has begun: what it was is history.
    AlreadyBegun,
    /// The meeting has not begun.
    NotBegun,
    /// The meeting is closed, and its register of attendance with it.
    AlreadyClosed,
    NotClosed,
}

/// How long a meeting lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// So long, whatever the clock on the wall does meanwhile.
    For(TimeDelta),
    /// Until the clock on the wall has gone on by so much.
    ByTheClock(TimeDelta),
}

impl Lasts {
    /// When a meeting begins and ends that begins when a clock in `zone` shows `starts`.
    ///
    /// # Errors
    /// `BadLength` where that is not between a minute and [`LONGEST_MINUTES`].
    pub fn from(
        self,
        zone: Tz,
        starts: NaiveDateTime,
    ) -> Result<(DateTime<Utc>, DateTime<Utc>), MeetingRefusal> {
        let begins = instant(zone, starts);
        let ends = match self {
            Self::For(length) => begins.checked_add_signed(length),
            Self::ByTheClock(length) => {
                let ends = starts.checked_add_signed(length).map(|wall| instant(zone, wall));
                // Within the hour that the clock leaps over, it lasts as long as it was to.
                ends.filter(|ends| *ends > begins || length <= TimeDelta::zero())
                    .or_else(|| begins.checked_add_signed(length))
            }
        };
        let ends = ends.ok_or(MeetingRefusal::BadLength)?;
        let minutes = (ends - begins).num_minutes();
        let is_length = (1..=LONGEST_MINUTES).contains(&minutes);
        is_length.then_some((begins, ends)).ok_or(MeetingRefusal::BadLength)
    }
}

/// A meeting about to be scheduled, its times and place checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingDraft {
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub place: Place,
    /// Where one takes part at a distance.
    pub link: Option<Link>,
    pub remark: Option<Remark>,
}

impl MeetingDraft {
    /// Reads its start as local time of the group.
    pub fn parse(
        group: &Group,
        starts: NaiveDateTime,
        lasts: Lasts,
        (place, link, remark): (Place, Option<Link>, Option<Remark>),
        now: DateTime<Utc>,
    ) -> Result<Self, MeetingRefusal> {
        let (starts, ends) = lasts.from(group.rule.zone, starts)?;
        if starts <= now {
            return Err(MeetingRefusal::InThePast);
        }
        if starts > now + TimeDelta::days(FARTHEST_DAYS) {
            return Err(MeetingRefusal::TooFarAhead);
        }
        Ok(Self { starts, ends, place, link, remark })
    }
}

/// One meeting of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    pub id: MeetingId,
    pub organisation: OrganisationId,
    pub group: GroupId,
    pub kind: MeetingKind,
    pub state: MeetingState,
    /// Rises with every change that the called people must know of.
    pub revision: i64,
    /// Rises with every move on the wall by an hour or more: what people said counts for the dating that they said
    /// it of.
    pub dating: i64,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub place: Place,
    /// Where one takes part at a distance.
    pub link: Option<Link>,
    /// A word to those who are called.
    pub remark: Option<Remark>,
    /// Why they are called later than the group's lead time allows.
    pub late_because: Option<Reason>,
    /// When it was to begin as its dating began, where it has moved since.
    pub dated: Option<DateTime<Utc>>,
    /// The greatest dating that it has had, and those that were taken back before anybody had heard of them.
    pub datings: i64,
    pub withdrawn_datings: Vec<i64>,
    /// When the invitation went out, once it has.
    pub called: Option<DateTime<Utc>>,
    pub cancelled: Option<DateTime<Utc>>,
    pub cancelled_because: Option<Reason>,
    /// When it was closed, of one that is held.
    pub closed: Option<DateTime<Utc>>,
    /// When its times, its agenda or its group's name changed last, where they have.
    pub changed: Option<DateTime<Utc>>,
}

impl Meeting {
    /// When what a calendar says of it changed last.
    pub fn newest(&self) -> DateTime<Utc> {
        let at = [made_at(self.id.0), self.cancelled, self.changed];
        at.into_iter().flatten().max().unwrap_or_default()
    }

    /// The place, and where one takes part at a distance, if one can.
    pub fn place_and_link(&self) -> String {
        let place = self.place.as_str();
        self.link.as_ref().map_or_else(|| place.to_owned(), |link| format!("{place}, {link}"))
    }

    /// Whether replies are still taken: announced or called, and not begun.
    pub fn takes_replies(&self, now: DateTime<Utc>) -> Result<(), MeetingRefusal> {
        match self.state {
            MeetingState::Draft => Err(MeetingRefusal::NotScheduled),
            MeetingState::Cancelled => Err(MeetingRefusal::AlreadyCancelled),
            MeetingState::Held => Err(MeetingRefusal::AlreadyBegun),
            _ if self.starts <= now => Err(MeetingRefusal::AlreadyBegun),
            _ => Ok(()),
        }
    }

    /// The meeting with its invitation sent out at `now`, or `None` where there is nothing to
    /// call: it was called before, is cancelled, or has begun.
    pub fn call(&self, now: DateTime<Utc>) -> Option<Self> {
        let callable = self.state == MeetingState::Scheduled && now < self.starts;
        callable.then(|| Self { state: MeetingState::Called, called: Some(now), ..self.clone() })
    }

    /// The meeting cancelled. Those who know of it are told, so the revision rises.
    pub fn cancel(
        &self,
        because: Option<Reason>,
        now: DateTime<Utc>,
    ) -> Result<Self, MeetingRefusal> {
        self.takes_replies(now)?;
        Ok(Self {
            state: MeetingState::Cancelled,
            revision: self.revision + 1,
            cancelled: Some(now),
            cancelled_because: because,
            ..self.clone()
        })
    }

    /// Whether its register of attendance can be corrected: it has begun, and is not closed.
    pub fn takes_attendance(&self, now: DateTime<Utc>) -> Result<(), MeetingRefusal> {
        match self.state {
            MeetingState::Draft => Err(MeetingRefusal::NotScheduled),
            MeetingState::Cancelled => Err(MeetingRefusal::AlreadyCancelled),
            MeetingState::Held => Err(MeetingRefusal::AlreadyClosed),
            MeetingState::Scheduled | MeetingState::Called if now < self.starts => {
                Err(MeetingRefusal::NotBegun)
            }
            MeetingState::Scheduled | MeetingState::Called => Ok(()),
        }
    }

    /// The meeting closed: it was held. Nobody is told, so the revision stays.
    pub fn close(&self, now: DateTime<Utc>) -> Result<Self, MeetingRefusal> {
        self.takes_attendance(now)?;
        Ok(Self { state: MeetingState::Held, closed: Some(now), ..self.clone() })
    }

    /// The meeting as it was before it was closed.
    pub fn reopen(&self) -> Result<Self, MeetingRefusal> {
        let state = match self.called {
            Some(_) => MeetingState::Called,
            None => MeetingState::Scheduled,
        };
        let reopened = || Self { state, closed: None, ..self.clone() };
        (self.state == MeetingState::Held).then(reopened).ok_or(MeetingRefusal::NotClosed)
    }

    /// The meeting at the same time on the wall of another zone, for a group whose zone was wrong. `None` where that
    /// is the same instant. Those who know of one that is on are told, so its revision rises; what they said of it was
    /// about the time on the wall, and counts.
    pub fn with_zone_corrected(
        &self,
        (before, after): (Tz, Tz),
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let moved = |at| instant(after, wall(before, at));
        let starts = moved(self.starts);
        let ends = moved(self.ends).max(starts + TimeDelta::minutes(1));
        let is_moved = starts != self.starts || ends != self.ends;
        let is_on = matches!(self.state, MeetingState::Scheduled | MeetingState::Called);
        let revision = self.revision + i64::from(is_on);
        let changed = Some(now);
        let dated = self.dated.map(moved);
        is_moved.then(|| Self { starts, ends, dated, revision, changed, ..self.clone() })
    }

    /// Whether the invitation went out, or would go out at `now`, later than the lead time allows.
    /// The week is a rule "as a rule" in the mandate: never refused, but measured.
    pub fn is_short_notice(&self, rule: &InvitationRule, now: DateTime<Utc>) -> bool {
        let went_out = wall(rule.zone, self.called.unwrap_or(now));
        let lead = chrono::Days::new(rule.lead_days.into());
        wall(rule.zone, self.starts).checked_sub_days(lead).is_some_and(|limit| went_out > limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::schedule::PostingSchedule;
    use chrono::NaiveDate;

    fn at(day: u32, hour: u32) -> DateTime<Utc> {
        let date = NaiveDate::from_ymd_opt(2027, 3, day).expect("a date");
        date.and_hms_opt(hour, 0, 0).expect("a time").and_utc()
    }

    #[test]
    fn a_corrected_zone_keeps_the_time_on_the_wall_also_over_the_clocks_change() {
        use chrono_tz::Europe::{London, Stockholm};
        use chrono_tz::{Africa::Lagos, UTC};
        let at_eight = Meeting { starts: at(11, 8), ends: at(11, 11), ..meeting() };
        let moved = at_eight.with_zone_corrected((UTC, Stockholm), at(1, 8)).expect("it moves");
        assert_eq!((moved.starts, moved.ends), (at(11, 7), at(11, 10)));
        assert_eq!((moved.revision, moved.dating), (at_eight.revision + 1, at_eight.dating));
        // Lagos has no summer time: before it begins it is Stockholm's clock, afterwards London's.
        assert!(at_eight.with_zone_corrected((Lagos, Stockholm), at(1, 8)).is_none());
        assert!(at_eight.with_zone_corrected((Lagos, London), at(1, 8)).is_some());
        let in_summer = Meeting { starts: at(29, 8), ends: at(29, 11), ..meeting() };
        assert!(in_summer.with_zone_corrected((Lagos, London), at(1, 8)).is_none());
        // An hour that the clock leaps over begins where the leap ends, and no meeting ends before it begins.
        let at_night = Meeting { starts: at(28, 2), ends: at(28, 3), ..meeting() };
        let moved = at_night.with_zone_corrected((UTC, Stockholm), at(1, 8)).expect("it moves");
        assert!(moved.starts == at(28, 1) && moved.ends > moved.starts, "{moved:?}");
    }

    fn meeting() -> Meeting {
        Meeting {
            id: MeetingId(1),
            organisation: OrganisationId(1),
            group: GroupId(1),
            kind: MeetingKind::Ordinary,
            state: MeetingState::Scheduled,
            revision: 0,
            dating: 0,
            starts: at(11, 8),
            ends: at(11, 11),
            place: Place::parse("Regionhuset").expect("a place"),
            link: None,
            remark: None,
            late_because: None,
            dated: None,
            datings: 0,
            withdrawn_datings: Vec::new(),
            called: None,
            cancelled: None,
            cancelled_because: None,
            closed: None,
            changed: None,
        }
    }

    #[test]
    fn a_meeting_is_closed_once_it_has_begun_and_is_reopened_as_it_was() {
        let called = meeting().call(at(4, 8)).expect("callable");
        assert_eq!(called.close(at(11, 7)), Err(MeetingRefusal::NotBegun));
        let held = called.close(at(11, 8)).expect("closable");
        assert_eq!((held.state, held.closed), (MeetingState::Held, Some(at(11, 8))));
        assert_eq!(held.revision, called.revision, "nobody is told");
        assert_eq!(held.close(at(11, 9)), Err(MeetingRefusal::AlreadyClosed));
        assert_eq!(held.reopen().expect("closed"), called);
        let uncalled = meeting().close(at(11, 8)).expect("closable").reopen().expect("closed");
        assert_eq!(
            (uncalled.state, uncalled.reopen()),
            (meeting().state, Err(MeetingRefusal::NotClosed))
        );
        let cancelled = meeting().cancel(None, at(1, 8)).expect("cancellable");
        assert_eq!(cancelled.close(at(11, 8)), Err(MeetingRefusal::AlreadyCancelled));
    }

    #[test]
    fn a_meeting_is_called_once() {
        let called = meeting().call(at(4, 8)).expect("callable");
        assert_eq!((called.state, called.called), (MeetingState::Called, Some(at(4, 8))));
        assert_eq!(called.call(at(5, 8)), None);
    }

    #[test]
    fn a_meeting_that_has_begun_is_neither_called_nor_cancelled() {
        assert_eq!(meeting().call(at(11, 8)), None);
        assert_eq!(meeting().cancel(None, at(11, 8)), Err(MeetingRefusal::AlreadyBegun));
    }

    #[test]
    fn cancelling_raises_the_revision_and_happens_once() {
        let cancelled = meeting().cancel(None, at(1, 8)).expect("cancellable");
        assert_eq!((cancelled.state, cancelled.revision), (MeetingState::Cancelled, 1));
        assert_eq!(cancelled.cancel(None, at(1, 9)), Err(MeetingRefusal::AlreadyCancelled));
        assert_eq!(cancelled.call(at(4, 8)), None);
    }

    #[test]
    fn each_kind_calls_its_own() {
        let called = |kind: MeetingKind| {
            let offices = [Office::Chair, Office::Member].into_iter();
            let capacities = [Capacity::Ordinary, Capacity::Substitute, Capacity::StandIn];
            offices
                .flat_map(|office| capacities.map(|capacity| kind.calls(office, capacity)))
                .collect::<Vec<bool>>()
        };
        assert_eq!(called(MeetingKind::Ordinary), [true, false, false, true, false, false]);
        assert_eq!(called(MeetingKind::AllCall), [true, true, false, true, true, false]);
        assert_eq!(called(MeetingKind::Presidium), [true, false, false, false, false, false]);
    }

    #[test]
    fn a_draft_is_nothing_to_reply_to_to_call_or_to_cancel() {
        let draft = Meeting { state: MeetingState::Draft, ..meeting() };
        assert_eq!(draft.takes_replies(at(1, 8)), Err(MeetingRefusal::NotScheduled));
        assert_eq!(draft.cancel(None, at(1, 8)), Err(MeetingRefusal::NotScheduled));
        assert_eq!(draft.call(at(1, 8)), None);
    }

    #[test]
    fn less_than_a_week_is_short_notice() {
        let posting = PostingSchedule::parse("0 9 * * *").expect("a schedule");
        let rule = InvitationRule { lead_days: 7, posting, zone: chrono_tz::Europe::Stockholm };
        assert!(!meeting().call(at(4, 8)).expect("callable").is_short_notice(&rule, at(9, 0)));
        assert!(meeting().call(at(4, 9)).expect("callable").is_short_notice(&rule, at(9, 0)));
    }
}
