//! What a notice is made of when its turn comes: the facts as they then are.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::ReplyId;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Destination, Notice, NoticeKind};
use crate::domain::person::Person;
use crate::store::{Store, people, replies};

/// The facts that a notice's text is made of.
#[derive(Clone, Debug)]
pub struct Facts {
    pub kind: NoticeKind,
    pub destination: Destination,
    pub view: MeetingView,
    /// The seat that it is about, for those that are about one.
    pub seat: Option<SeatView>,
    /// Who is to be told, where it is one person.
    pub person: Option<Person>,
    /// Why the member is away. Only ever set for what goes to the officials.
    pub reason: Option<String>,
    /// What has become of the absence that the notice is about.
    pub absence: Absence,
}

/// What has become of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    InForce,
    /// The member comes.
    Withdrawn,
    /// It was taken back and reported anew: newer messages speak of that.
    Superseded,
}

/// Reads the facts of a notice at `now`.
pub async fn facts(
    store: &Store,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Facts, ActionError> {
    let mut db = store.read().await?;
    let owed = &notice.owed;
    let view = MeetingView::load(&mut db, owed.organisation, owed.meeting, now).await?;
    let seat = owed.seat.map(|seat| view.seat(seat).cloned()).transpose()?;
    let person = match owed.person {
        Some(person) => people::person(&mut db, owed.organisation, person).await?,
        None => None,
    };
    let mut reason = None;
    if matches!(owed.kind, NoticeKind::Receipt | NoticeKind::Vacancy)
        && owed.destination == Destination::Officials
    {
        let absence = seat.as_ref().and_then(|seat| seat.standing.absence);
        for reply in [Some(ReplyId(owed.occasion)), absence].into_iter().flatten() {
            let given = replies::reason_of(&mut db, owed.organisation, reply).await?;
            reason = reason.or(given);
        }
    }
    let absence = absence(notice, seat.as_ref());
    Ok(Facts {
        kind: owed.kind,
        destination: owed.destination,
        view,
        seat,
        person,
        reason,
        absence,
    })
}

fn absence(notice: &Notice, seat: Option<&SeatView>) -> Absence {
    match seat.and_then(|seat| seat.standing.absence) {
        None => Absence::Withdrawn,
        // A vacancy is about the seat as it is, whichever reply emptied it.
        Some(_) if notice.owed.kind == NoticeKind::Vacancy => Absence::InForce,
        Some(absence) if absence.0 == notice.owed.occasion => Absence::InForce,
        Some(_) => Absence::Superseded,
    }
}

impl Facts {
    /// Whether anybody is still helped by a notice that has not been sent yet.
    pub fn is_wanted(&self) -> bool {
        let meeting = &self.view.meeting;
        if self.view.now >= meeting.starts {
            return false;
        }
        let cover = self.seat.as_ref().map(|seat| seat.cover);
        match self.kind {
            NoticeKind::Announcement => meeting.state == MeetingState::Scheduled,
            NoticeKind::Invitation => meeting.state == MeetingState::Called,
            NoticeKind::Cancellation => meeting.state == MeetingState::Cancelled,
            NoticeKind::Summons => {
                self.is_on() && self.absence == Absence::InForce && cover == Some(Cover::Awaiting)
            }
            NoticeKind::Vacancy => {
                self.is_on() && self.absence == Absence::InForce && cover == Some(Cover::Vacant)
            }
            NoticeKind::Release => self.is_on() && self.absence == Absence::Withdrawn,
            NoticeKind::Receipt => true,
        }
    }

    fn is_on(&self) -> bool {
        matches!(self.view.meeting.state, MeetingState::Scheduled | MeetingState::Called)
    }
}
