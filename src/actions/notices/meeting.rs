//! Notices about a meeting as a whole.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::view::MeetingView;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, MeetingNotice, Owed, Subject};
use crate::store::Connection;

/// The facts of a notice about a meeting: the meeting as it stands.
#[derive(Clone, Debug)]
pub enum MeetingFacts {
    Announcement(Box<MeetingView>),
    Invitation(Box<MeetingView>),
    Cancellation(Box<MeetingView>),
}

impl MeetingFacts {
    pub(super) async fn read(
        db: &mut Connection,
        kind: MeetingNotice,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(meeting) = owed.subject.meeting() else { return Ok(None) };
        let view = Box::new(MeetingView::load(db, owed.organisation, meeting, now).await?);
        Ok(Some(match kind {
            MeetingNotice::Announcement => Self::Announcement(view),
            MeetingNotice::Invitation => Self::Invitation(view),
            MeetingNotice::Cancellation => Self::Cancellation(view),
        }))
    }

    pub fn view(&self) -> &MeetingView {
        match self {
            Self::Announcement(view) | Self::Invitation(view) | Self::Cancellation(view) => view,
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        let view = self.view();
        let state = match self {
            Self::Announcement(_) => MeetingState::Scheduled,
            Self::Invitation(_) => MeetingState::Called,
            Self::Cancellation(_) => MeetingState::Cancelled,
        };
        view.now < view.meeting.starts && view.meeting.state == state
    }
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
        due: now,
    }
}
