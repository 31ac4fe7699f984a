//! What a notice is made of when its turn comes: the facts as they then are.

use chrono::{DateTime, Utc};

use super::ActionError;
use super::group_matters::{GroupFacts, group_facts, organisation_named};
use super::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::group::Group;
use crate::domain::id::{MeetingId, ReplyId, SeatId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, Notice, NoticeKind, Owed};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::store::{Connection, Store, people, replies, seats};

/// The facts that a notice's text is made of.
#[derive(Clone, Debug)]
pub enum Facts {
    /// About a meeting, or a seat at one.
    Meeting(Box<MeetingFacts>),
    /// About a group and no meeting of it.
    Group(Box<GroupFacts>),
}

/// The facts of a notice about a meeting.
#[derive(Clone, Debug)]
pub struct MeetingFacts {
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
    /// Whose that absence was, for those that are about one.
    pub absent: Option<Person>,
    /// The organisation's name, for what goes to one person directly: they may know more than one.
    pub organisation: Option<String>,
}

/// What has become of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    InForce,
    /// The member comes.
    Withdrawn,
    /// It was taken back and reported anew: newer messages speak of that.
    Superseded,
    /// Whoever was asked is the seat's substitute no longer.
    AnothersNow,
    /// Whoever was away is the seat's member no longer.
    Left,
    /// The seat does not exist at the meeting any more.
    SeatGone,
}

/// Reads the facts of a notice at `now`.
pub async fn facts(
    store: &Store,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Facts, ActionError> {
    let mut db = store.read().await?;
    let owed = &notice.owed;
    let person = match owed.person {
        Some(person) => people::person(&mut db, owed.organisation, person).await?,
        None => None,
    };
    match owed.meeting {
        Some(meeting) => {
            let facts = meeting_facts(&mut db, notice, meeting, person, now).await?;
            Ok(Facts::Meeting(Box::new(facts)))
        }
        None => Ok(Facts::Group(Box::new(group_facts(&mut db, owed, person, now).await?))),
    }
}

async fn meeting_facts(
    db: &mut Connection,
    notice: &Notice,
    meeting: MeetingId,
    person: Option<Person>,
    now: DateTime<Utc>,
) -> Result<MeetingFacts, ActionError> {
    let owed = &notice.owed;
    let view = MeetingView::load(db, owed.organisation, meeting, now).await?;
    let (seat, is_gone) = match owed.seat {
        Some(seat) => match view.seat(seat) {
            Ok(found) => (Some(found.clone()), false),
            Err(_) => (abolished(db, &view, seat).await?, true),
        },
        None => (None, false),
    };
    let mut reason = None;
    if matches!(owed.kind, NoticeKind::Receipt | NoticeKind::Vacancy)
        && owed.destination == Destination::Officials
    {
        let absence = seat.as_ref().and_then(|seat| seat.standing.absence);
        for reply in [Some(ReplyId(owed.occasion)), absence].into_iter().flatten() {
            let given = replies::reason_of(db, owed.organisation, reply).await?;
            reason = reason.or(given);
        }
    }
    let absent = absent(db, owed).await?;
    let absence = match &seat {
        Some(seat) if !is_gone => absence(notice, seat, absent.as_ref()),
        _ => Absence::SeatGone,
    };
    let (kind, destination) = (owed.kind, owed.destination);
    let organisation = organisation_named(db, owed).await?;
    Ok(MeetingFacts {
        kind,
        destination,
        view,
        seat,
        person,
        reason,
        absence,
        absent,
        organisation,
    })
}

/// Whose absence a notice is about.
async fn absent(db: &mut Connection, owed: &Owed) -> Result<Option<Person>, ActionError> {
    let is_about_one =
        matches!(owed.kind, NoticeKind::Summons | NoticeKind::Release | NoticeKind::Receipt);
    if !is_about_one {
        return Ok(None);
    }
    let organisation = owed.organisation;
    match replies::person_of(db, organisation, ReplyId(owed.occasion)).await? {
        Some(person) => Ok(people::person(db, organisation, person).await?),
        None => Ok(None),
    }
}

/// A seat of the meeting's group that was abolished since.
async fn abolished(
    db: &mut Connection,
    view: &MeetingView,
    seat: SeatId,
) -> Result<Option<SeatView>, ActionError> {
    let all = seats::seats_of(db, view.group.organisation, view.group.id).await?;
    let found = all.into_iter().find(|one| one.seat.id == seat);
    Ok(found.map(|one| SeatView::abolished(one.seat)))
}

fn absence(notice: &Notice, seat: &SeatView, absent: Option<&Person>) -> Absence {
    let asked = notice
        .owed
        .person
        .filter(|_| matches!(notice.owed.kind, NoticeKind::Summons | NoticeKind::Release));
    let substitute = seat.occupied.substitute.as_ref().map(|person| person.id);
    if asked.is_some() && asked != substitute {
        return Absence::AnothersNow;
    }
    let ordinary = seat.occupied.ordinary.as_ref().map(|person| person.id);
    if absent.is_some_and(|absent| Some(absent.id) != ordinary) {
        return Absence::Left;
    }
    match seat.standing.absence {
        // A vacancy is about the seat as it is, whatever emptied it.
        _ if notice.owed.kind == NoticeKind::Vacancy => match seat.cover {
            Cover::Vacant => Absence::InForce,
            _ => Absence::Withdrawn,
        },
        None => Absence::Withdrawn,
        Some(absence) if absence.0 == notice.owed.occasion => Absence::InForce,
        Some(_) => Absence::Superseded,
    }
}

impl Facts {
    pub fn group(&self) -> &Group {
        match self {
            Self::Meeting(facts) => &facts.view.group,
            Self::Group(facts) => &facts.group,
        }
    }

    /// The meeting, for what is about one.
    pub fn meeting(&self) -> Option<&Meeting> {
        match self {
            Self::Meeting(facts) => Some(&facts.view.meeting),
            Self::Group(_) => None,
        }
    }

    pub fn destination(&self) -> Destination {
        match self {
            Self::Meeting(facts) => facts.destination,
            Self::Group(facts) => facts.destination,
        }
    }

    /// Who is to be told, where it is one person.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Meeting(facts) => facts.person.as_ref(),
            Self::Group(facts) => facts.person.as_ref(),
        }
    }

    /// Whether anybody is still helped by a notice that has not been sent yet.
    pub fn is_wanted(&self) -> bool {
        match self {
            Self::Meeting(facts) => facts.is_wanted(),
            Self::Group(facts) => facts.is_wanted(),
        }
    }
}

impl MeetingFacts {
    fn is_wanted(&self) -> bool {
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
                self.is_on() && cover == Some(Cover::Vacant) && self.absence != Absence::SeatGone
            }
            NoticeKind::Release => {
                let needed = matches!(self.absence, Absence::InForce | Absence::Superseded);
                self.is_on() && !needed
            }
            NoticeKind::Receipt => self.absence != Absence::SeatGone,
            NoticeKind::Succession => meeting.state == MeetingState::Called && self.sits_there(),
            NoticeKind::Departure
            | NoticeKind::Vacated
            | NoticeKind::PostVacated
            | NoticeKind::Handover => false,
        }
    }

    /// Whether the person to be told is the seat's ordinary member.
    pub fn sits_there(&self) -> bool {
        let holdings = self.person.as_ref().map(|person| self.view.actor(person.id).holdings);
        let seat = self.seat.as_ref().map(|seat| seat.occupied.seat.id);
        holdings
            .into_iter()
            .flatten()
            .any(|held| Some(held.seat) == seat && held.capacity == Capacity::Ordinary)
    }

    fn is_on(&self) -> bool {
        matches!(self.view.meeting.state, MeetingState::Scheduled | MeetingState::Called)
    }
}
