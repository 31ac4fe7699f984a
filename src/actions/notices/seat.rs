//! Notices about a seat at a meeting: who is asked, who is not needed, who is missing.

use chrono::{DateTime, Utc};

use super::Address;
use super::meeting::TOLD_LATE;
use crate::actions::ActionError;
use crate::actions::view::{MeetingView, SeatView};
use crate::domain::cover::Cover;
use crate::domain::id::{PersonId, ReplyId, SeatId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Owed, SeatNotice};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::store::{Connection, people, reminders, replies, seats};

/// The facts of a notice about a seat at a meeting.
#[derive(Clone, Debug)]
pub enum SeatFacts {
    Summons(Asked),
    SummonsReminder(Asked),
    /// Somebody else has written down what a substitute says.
    Noted(Asked),
    Silence(Silence),
    AskedAnew(AskedAnew),
    Release(Asked),
    Receipt(Reported),
    Vacancy(Empty),
    Succession(Succession),
}

/// A seat at a meeting, as both stand.
#[derive(Clone, Debug)]
pub struct SeatAt {
    pub view: MeetingView,
    pub seat: SeatView,
    /// The seat does not exist at the meeting any more.
    pub is_gone: bool,
}

/// A substitute who was asked about an absence, or a stand-in.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: SeatAt,
    pub substitute: Person,
    /// What has become of the absence.
    pub absence: Absence,
}

/// A substitute who was asked and is silent, as the officials are told of it.
#[derive(Clone, Debug)]
pub struct Silence {
    pub asked: Asked,
    /// When they were asked; `None` where only the officials were asked to do it.
    pub since: Option<DateTime<Utc>>,
}

/// A member who was away, and is asked about another time.
#[derive(Clone, Debug)]
pub struct AskedAnew {
    pub at: SeatAt,
    pub member: Person,
    /// Whether they sit there still.
    pub sits_there: bool,
    /// They have been asked about yet another time.
    pub is_superseded: bool,
}

/// An absence, as the officials are told of it.
#[derive(Clone, Debug)]
pub struct Reported {
    pub at: SeatAt,
    /// Whose it was, unless they have erased themselves.
    pub absent: Option<Person>,
    pub absence: Absence,
    pub reasons: Reasons,
}

/// Why those are away who sit in a seat; only ever for the officials' own channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    pub member: Option<String>,
    pub substitute: Option<String>,
}

/// A seat for which nobody comes, or came when it was told.
#[derive(Clone, Debug)]
pub struct Empty {
    pub at: SeatAt,
    pub reasons: Reasons,
}

/// Somebody who has come into a seat since the invitation went out.
#[derive(Clone, Debug)]
pub struct Succession {
    pub at: SeatAt,
    pub successor: Person,
}

/// What has become of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    InForce,
    /// The member comes.
    Withdrawn,
    /// It was taken back and reported anew: newer messages speak of that.
    Superseded,
    /// Whoever was asked is the seat's substitute no longer, or another stands in.
    AnothersNow,
    /// The substitute comes, whom a stand-in was to replace.
    SubstituteComes,
    /// Whoever was away is the seat's member no longer.
    Left,
    /// The seat does not exist at the meeting any more.
    SeatGone,
}

impl SeatFacts {
    /// `None` where the seat was never one of the group's, or the person to be told is no more.
    pub(super) async fn read(
        db: &mut Connection,
        kind: SeatNotice,
        (owed, to): (&Owed, &Address),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(at) = SeatAt::read(db, owed, now).await? else { return Ok(None) };
        Ok(match kind {
            SeatNotice::Summons => {
                let asked = Asked::read(db, owed, to, at).await?;
                let question = reminders::question(db, kind, owed).await?;
                // What the group follows in the thread is the seat, whatever has been asked since.
                let is_replaced = question.is_replaced && !to.is_told;
                asked.map(|asked| Self::Summons(asked.unless(is_replaced)))
            }
            SeatNotice::SummonsReminder => {
                let asked = Asked::read(db, owed, to, at).await?;
                let question = reminders::question(db, SeatNotice::Summons, owed).await?;
                asked.map(|asked| Self::SummonsReminder(asked.unless(question.is_superseded)))
            }
            SeatNotice::Noted => Asked::read(db, owed, to, at).await?.map(Self::Noted),
            SeatNotice::Silence => {
                let asked = Asked::read(db, owed, to, at).await?;
                let question = reminders::question(db, SeatNotice::Summons, owed).await?;
                let since = question.at.filter(|_| question.is_reached);
                asked.map(|asked| {
                    Self::Silence(Silence { asked: asked.unless(question.is_superseded), since })
                })
            }
            SeatNotice::AskedAnew => {
                let question = reminders::question(db, kind, owed).await?;
                to.person.clone().map(|member| {
                    let ordinary = at.seat.occupied.ordinary.as_ref();
                    let sits = ordinary.is_some_and(|one| one.id == member.id);
                    let (sits_there, is_superseded) = (sits && !at.is_gone, question.is_replaced);
                    Self::AskedAnew(AskedAnew { sits_there, is_superseded, at, member })
                })
            }
            SeatNotice::Release => Asked::read(db, owed, to, at).await?.map(Self::Release),
            SeatNotice::Receipt => Some(Self::Receipt(Reported::read(db, owed, to, at).await?)),
            SeatNotice::Vacancy => {
                // What emptied the seat may have been the substitute's word.
                let reasons = Reasons::read(db, to, (&at, at.seat.standing.absence)).await?;
                Some(Self::Vacancy(Empty { at, reasons }))
            }
            SeatNotice::Succession => {
                let successor = to.person.clone();
                successor.map(|successor| Self::Succession(Succession { at, successor }))
            }
        })
    }

    pub fn at(&self) -> &SeatAt {
        match self {
            Self::Summons(asked)
            | Self::SummonsReminder(asked)
            | Self::Noted(asked)
            | Self::Silence(Silence { asked, .. })
            | Self::Release(asked) => &asked.at,
            Self::AskedAnew(asked) => &asked.at,
            Self::Receipt(reported) => &reported.at,
            Self::Vacancy(empty) => &empty.at,
            Self::Succession(succession) => &succession.at,
        }
    }

    /// Until when somebody is helped by it. What was said in time is told to the officials, however late.
    pub(super) fn is_of_use_until(&self) -> DateTime<Utc> {
        let Meeting { starts, ends, .. } = self.at().view.meeting;
        if matches!(self, Self::Receipt(_)) { ends + TOLD_LATE } else { starts }
    }

    /// Whether it is so.
    pub(super) fn is_so(&self, to: &Address) -> bool {
        let SeatAt { view, seat, is_gone } = self.at();
        let is_on = matches!(view.meeting.state, MeetingState::Scheduled | MeetingState::Called);
        match self {
            Self::Summons(asked) => {
                let is_open = seat.cover == Cover::Awaiting;
                // Whoever follows it in the thread wants to know what came of it, too.
                let is_answered = to.is_told && seat.cover == Cover::Substituted;
                is_on && asked.absence == Absence::InForce && (is_open || is_answered)
            }
            Self::SummonsReminder(asked) | Self::Silence(Silence { asked, .. }) => {
                is_on && asked.absence == Absence::InForce && seat.cover == Cover::Awaiting
            }
            Self::Noted(asked) => {
                is_on && asked.absence == Absence::InForce && seat.standing.substitute.is_some()
            }
            Self::AskedAnew(asked) => {
                is_on && asked.sits_there && !asked.is_superseded && seat.standing.is_asked_anew
            }
            Self::Release(asked) => {
                is_on && !matches!(asked.absence, Absence::InForce | Absence::Superseded)
            }
            // What was taken back before anybody had heard of it is told to nobody.
            Self::Receipt(reported) => {
                let is_cancelled = view.meeting.state == MeetingState::Cancelled;
                !is_gone
                    && !is_cancelled
                    && !matches!(reported.absence, Absence::Withdrawn | Absence::Superseded)
            }
            Self::Vacancy(_) => is_on && !is_gone && seat.cover == Cover::Vacant,
            Self::Succession(succession) => {
                view.meeting.state == MeetingState::Called && succession.sits_there()
            }
        }
    }
}

impl SeatAt {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let (Some(meeting), Some(id)) = (owed.subject.meeting(), owed.subject.seat()) else {
            return Ok(None);
        };
        let view = MeetingView::load(db, owed.organisation, meeting, now).await?;
        let view = view.with_reach(db).await?.with_agenda(db).await?;
        let found = view.seat(id).ok().cloned();
        let is_gone = found.is_none();
        let seat = match found {
            Some(seat) => Some(seat),
            None => abolished(db, &view, id).await?,
        };
        Ok(seat.map(|seat| Self { view, seat, is_gone }))
    }

    /// What has become of the absence that a notice is about, of which `absent` was the person.
    fn absence(&self, owed: &Owed, absent: Option<&Person>) -> Absence {
        let ordinary = self.seat.occupied.ordinary.as_ref().map(|person| person.id);
        match self.seat.standing.absence {
            _ if self.is_gone => Absence::SeatGone,
            _ if absent.is_some_and(|absent| Some(absent.id) != ordinary) => Absence::Left,
            None => Absence::Withdrawn,
            Some(absence) if absence.0 == owed.occasion => Absence::InForce,
            Some(_) => Absence::Superseded,
        }
    }
}

/// A seat of the meeting's group that was abolished since.
async fn abolished(
    db: &mut Connection,
    view: &MeetingView,
    seat: SeatId,
) -> Result<Option<SeatView>, ActionError> {
    let on = view.group.day_of(view.meeting.starts);
    let all = seats::seats_of(db, view.group.organisation, view.group.id, on).await?;
    let found = all.into_iter().find(|one| one.seat.id == seat);
    Ok(found.map(|one| SeatView::abolished(one.seat)))
}

/// Whose absence a notice is about.
async fn absent(db: &mut Connection, owed: &Owed) -> Result<Option<Person>, ActionError> {
    match replies::person_of(db, owed.organisation, ReplyId(owed.occasion)).await? {
        Some(person) => Ok(people::person(db, owed.organisation, person).await?),
        None => Ok(None),
    }
}

impl Reasons {
    async fn read(
        db: &mut Connection,
        to: &Address,
        (at, absence): (&SeatAt, Option<ReplyId>),
    ) -> Result<Self, ActionError> {
        if !to.is_officials() {
            return Ok(Self::default());
        }
        let standing = &at.seat.standing;
        let of_substitute =
            standing.substitute_said.filter(|_| standing.is_away(Capacity::Substitute));
        let organisation = at.view.meeting.organisation;
        let mut given = [None, None];
        for (reason, word) in given.iter_mut().zip([absence, of_substitute]) {
            if let Some(word) = word {
                *reason = replies::reason_of(db, organisation, word).await?;
            }
        }
        let [member, substitute] = given;
        Ok(Self { member, substitute })
    }
}

impl Asked {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        to: &Address,
        at: SeatAt,
    ) -> Result<Option<Self>, ActionError> {
        let Some(substitute) = to.person.clone() else { return Ok(None) };
        let absent = absent(db, owed).await?;
        let sits: Option<PersonId> = at.seat.occupied.substitute.as_ref().map(|person| person.id);
        let place = (at.view.meeting.id, at.seat.occupied.seat.id);
        let stood_in = sits != Some(substitute.id)
            && replies::stood_in(db, owed.organisation, place, substitute.id).await?;
        let comes = at.seat.expected().map(|person| person.id);
        let absence = match at.absence(owed, absent.as_ref()) {
            Absence::SeatGone => Absence::SeatGone,
            Absence::InForce if stood_in && at.seat.cover == Cover::Substituted => {
                Absence::SubstituteComes
            }
            Absence::InForce if stood_in && comes != Some(substitute.id) => Absence::AnothersNow,
            absence if stood_in => absence,
            _ if sits != Some(substitute.id) => Absence::AnothersNow,
            absence => absence,
        };
        Ok(Some(Self { at, substitute, absence }))
    }
}

impl Asked {
    /// Unless there is a newer question about the same absence.
    fn unless(self, there_is_another: bool) -> Self {
        let is_old = there_is_another && self.absence == Absence::InForce;
        let absence = if is_old { Absence::Superseded } else { self.absence };
        Self { absence, ..self }
    }
}

impl Reported {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        to: &Address,
        at: SeatAt,
    ) -> Result<Self, ActionError> {
        let absent = absent(db, owed).await?;
        let reasons = Reasons::read(db, to, (&at, Some(ReplyId(owed.occasion)))).await?;
        let absence = at.absence(owed, absent.as_ref());
        Ok(Self { at, absent, absence, reasons })
    }
}

impl Empty {
    /// Whether somebody comes after all, or nobody is needed.
    pub fn is_solved(&self) -> bool {
        self.at.is_gone || self.at.seat.cover.is_covered()
    }
}

impl Succession {
    /// Whether the person to be told is the seat's ordinary member.
    pub fn sits_there(&self) -> bool {
        let seat = self.at.seat.occupied.seat.id;
        let holdings = self.at.view.actor(self.successor.id).holdings;
        holdings.iter().any(|held| held.seat == seat && held.capacity == Capacity::Ordinary)
    }
}
