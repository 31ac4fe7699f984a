//! What has become of a meeting since somebody was told of it: another time, another place, another word.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::link::Link;
use super::meeting::{Meeting, MeetingDraft, MeetingRefusal};
use super::wording::{Place, Remark};

/// A move by so much or more asks everybody anew (product rules, "Calling a meeting").
pub const ASKED_ANEW: TimeDelta = TimeDelta::hours(1);

/// For how long changes of a meeting are gathered before they are told: somebody who edits three times says one thing.
pub const GATHERED: TimeDelta = TimeDelta::minutes(1);

/// What people are told of a meeting, as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingSeen {
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub place: Place,
    pub link: Option<Link>,
    pub remark: Option<Remark>,
    /// Which dating it was of, and when the meeting was to begin as that began.
    pub dating: i64,
    pub dated: DateTime<Utc>,
}

impl Meeting {
    /// What people are told of it.
    pub fn seen(&self) -> MeetingSeen {
        MeetingSeen {
            starts: self.starts,
            ends: self.ends,
            place: self.place.clone(),
            link: self.link.clone(),
            remark: self.remark.clone(),
            dating: self.dating,
            dated: self.dated.unwrap_or(self.starts),
        }
    }

    /// The meeting as it is to be. Those who know of it are told, so the revision rises; and by an hour or more from
    /// what people said their words of, the dating. `told` is the meeting as people last knew it: what is changed back
    /// before anybody has heard of it is as it was.
    ///
    /// # Errors
    /// `NothingChanged` where it is so already; as [`takes_replies`](Self::takes_replies).
    pub fn revise(
        &self,
        draft: MeetingDraft,
        told: &MeetingSeen,
        now: DateTime<Utc>,
    ) -> Result<Self, MeetingRefusal> {
        self.takes_replies(now)?;
        let MeetingDraft { starts, ends, place, link, remark } = draft;
        let is_moved_far = (starts - told.dated).abs() >= ASKED_ANEW;
        let mut withdrawn_datings = self.withdrawn_datings.clone();
        let (dating, dated) = match is_moved_far {
            false => (told.dating, told.dated),
            // What else is changed leaves a time as it is.
            true if starts == self.starts && self.dating != told.dating => {
                (self.dating, self.dated.unwrap_or(starts))
            }
            true => (self.datings + 1, starts),
        };
        if self.dating != told.dating && self.dating != dating {
            withdrawn_datings.push(self.dating);
        }
        let revised = Self { starts, ends, place, link, remark, ..self.clone() };
        if revised == *self {
            return Err(MeetingRefusal::NothingChanged);
        }
        let dated = Some(dated).filter(|dated| *dated != starts);
        let datings = self.datings.max(dating);
        let revision = self.revision + 1;
        let changed = Some(now);
        Ok(Self { dating, dated, datings, withdrawn_datings, revision, changed, ..revised })
    }
}

/// Something about a meeting that is another than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingChange {
    /// It begins at another time.
    Moved,
    /// It begins when it did and ends at another time.
    Length,
    Place,
    Link,
    Remark,
}

/// What is another about a meeting than it was, what weighs most first.
pub fn meeting_changes(before: &MeetingSeen, now: &MeetingSeen) -> Vec<MeetingChange> {
    let length = before.ends - before.starts != now.ends - now.starts;
    let is_moved = before.starts != now.starts;
    let changes = [
        (is_moved, MeetingChange::Moved),
        (length && !is_moved, MeetingChange::Length),
        (before.place != now.place, MeetingChange::Place),
        (before.link != now.link, MeetingChange::Link),
        (before.remark != now.remark, MeetingChange::Remark),
    ];
    changes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, change)| change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{GroupId, MeetingId, OrganisationId};
    use crate::domain::meeting::{MeetingKind, MeetingState};

    fn at(day: i64, minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + day) + TimeDelta::minutes(minutes)
    }

    fn meeting() -> Meeting {
        Meeting {
            id: MeetingId(1),
            organisation: OrganisationId(1),
            group: GroupId(1),
            kind: MeetingKind::Ordinary,
            state: MeetingState::Called,
            revision: 0,
            dating: 0,
            starts: at(11, 0),
            ends: at(11, 180),
            place: Place::kept("Sal 3".into()),
            link: None,
            remark: None,
            late_because: None,
            dated: None,
            datings: 0,
            withdrawn_datings: Vec::new(),
            called: Some(at(4, 0)),
            cancelled: None,
            cancelled_because: None,
            closed: None,
            changed: None,
        }
    }

    fn draft(starts: DateTime<Utc>) -> MeetingDraft {
        let Meeting { place, link, remark, .. } = meeting();
        MeetingDraft { starts, ends: starts + TimeDelta::hours(3), place, link, remark }
    }

    #[test]
    fn a_move_by_an_hour_asks_anew_and_so_do_small_ones_that_come_to_an_hour() {
        let to = |meeting: &Meeting, starts| {
            meeting.revise(draft(starts), &meeting.seen(), at(5, 0)).expect("it can be moved")
        };
        assert_eq!(to(&meeting(), at(11, 59)).dating, 0);
        assert_eq!(to(&meeting(), at(11, 60)).dating, 1);
        assert_eq!(to(&meeting(), at(11, -60)).dating, 1);
        let half = to(&meeting(), at(11, 30));
        assert_eq!((half.dating, half.dated, half.revision), (0, Some(at(11, 0)), 1));
        assert_eq!(to(&half, at(11, 60)).dating, 1);
        assert_eq!((to(&half, at(11, 0)).dating, to(&half, at(11, 0)).dated), (0, None));
    }

    #[test]
    fn what_is_changed_back_before_anybody_has_heard_of_it_is_as_it_was() {
        let told = meeting().seen();
        let away = meeting().revise(draft(at(18, 0)), &told, at(5, 0)).expect("moved");
        assert_eq!(away.dating, 1);
        let back = away.revise(draft(at(11, 0)), &told, at(5, 1)).expect("moved back");
        assert_eq!((back.dating, back.dated), (0, None));
        // What was said of the time in between counts for no other.
        assert_eq!((back.datings, &back.withdrawn_datings[..]), (1, &[1][..]));
        let on = away.revise(draft(at(25, 0)), &told, at(5, 1)).expect("moved on");
        assert_eq!((on.dating, &on.withdrawn_datings[..]), (2, &[1][..]));
        let elsewhere = MeetingDraft { place: Place::kept("Sal 4".into()), ..draft(at(25, 0)) };
        let edited = on.revise(elsewhere, &told, at(5, 1)).expect("edited");
        assert_eq!((edited.dating, edited.withdrawn_datings.len()), (2, 1));
        assert_eq!(meeting_changes(&told, &back.seen()), []);
    }

    #[test]
    fn what_weighs_most_is_said_first() {
        let mut now = draft(at(11, 30));
        now.place = Place::kept("Sal 4".into());
        now.ends = now.starts + TimeDelta::hours(1);
        let told = meeting().seen();
        let moved = meeting().revise(now, &told, at(5, 0)).expect("moved").seen();
        assert_eq!(meeting_changes(&told, &moved), [MeetingChange::Moved, MeetingChange::Place]);
        let same = meeting().revise(draft(at(11, 0)), &told, at(5, 0));
        assert_eq!(same, Err(MeetingRefusal::NothingChanged));
        let late = meeting().revise(draft(at(18, 0)), &told, at(11, 1));
        assert_eq!(late, Err(MeetingRefusal::AlreadyBegun));
    }
}
