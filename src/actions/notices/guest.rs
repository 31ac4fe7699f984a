//! Notices to who is co-opted, for an agenda item or for a whole meeting.

use chrono::{DateTime, TimeDelta, Utc};

use super::Address;
use crate::actions::agenda::expected::{of_meeting, ups};
use crate::actions::agenda::{Agenda, AgendaItem, GuestShown, guests as co_opted};
use crate::actions::{ActionError, Missing};
use crate::domain::agenda::{GuestOf, Up};
use crate::domain::group::Group;
use crate::domain::id::GuestId;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::Owed;
use crate::domain::person::Person;
use crate::store::{Connection, agenda, groups, guests, meetings, officials};

/// The facts of a notice to somebody who is co-opted.
#[derive(Clone, Debug)]
pub struct GuestFacts {
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    pub guest: GuestShown,
    /// What for; `None` for a whole meeting.
    pub item: Option<AgendaItem>,
    /// The meeting, or that of the item, with what of its agenda is theirs to know.
    pub meeting: Option<(Meeting, Agenda)>,
    /// When they are up, as it is now.
    pub up: Up,
    /// Whether no newer message says something else.
    pub is_newest: bool,
    pub now: DateTime<Utc>,
}

impl GuestFacts {
    /// `None` where there is no such guest.
    pub(super) async fn read(
        db: &mut Connection,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let organisation = owed.organisation;
        let group = groups::group(db, organisation, owed.subject.group()).await?;
        let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
        let officials =
            officials::officials_of(db, organisation, group.id, group.day_of(now)).await?;
        let guest = guests::guest(db, organisation, GuestId(owed.occasion)).await?;
        let Some(guest) = guest else { return Ok(None) };
        let Some(guest) = co_opted::shown(db, guest).await? else { return Ok(None) };
        let is_newest = owed.again == Some(guest.guest.announced.occasion);
        let (item, meeting, up) = match guest.guest.of {
            GuestOf::Item(id) => {
                let Some(item) = agenda::item(db, organisation, id).await? else { return Ok(None) };
                let meeting = match item.meeting {
                    Some(meeting) => meetings::meeting(db, organisation, meeting).await?,
                    None => None,
                };
                let up = ups(db, organisation, &[id]).await?.remove(&id).unwrap_or_default();
                let item = Agenda::of_items(db, organisation, vec![item]).await?.to_guests();
                let item = item.items.into_iter().next();
                (item, meeting.map(|meeting| (meeting, Agenda::default())), up)
            }
            GuestOf::Meeting(id) => {
                let found = meetings::meeting(db, organisation, id).await?;
                let Some(meeting) = found else { return Ok(None) };
                let agenda = Agenda::of_meeting(db, organisation, id).await?.to_guests();
                let up = of_meeting(&meeting);
                (None, Some((meeting, agenda)), up)
            }
        };
        let up = if guest.guest.ended.is_some() { Up::Nowhere } else { up };
        Ok(Some(Self { group, officials, guest, item, meeting, up, is_newest, now }))
    }

    pub(super) fn is_wanted(&self, to: &Address) -> bool {
        // Whoever has erased themselves is told nothing, and nobody else is told of it.
        let is_somebody = to.person.as_ref().is_none_or(|person| !person.is_erased());
        let announced = &self.guest.guest.announced;
        let was_to_come = match (self.up, announced.before) {
            (Up::Nowhere, Up::At(at)) => self.now < at,
            _ => true,
        };
        is_somebody
            && self.is_newest
            && announced.is_news()
            && was_to_come
            && (self.up == Up::Nowhere || !self.is_over())
    }

    /// Whether it has been.
    pub fn is_over(&self) -> bool {
        let minutes = self.item.as_ref().map(|one| TimeDelta::minutes(one.item.minutes));
        match (self.up, minutes, &self.meeting) {
            (Up::At(at), Some(minutes), _) => at + minutes <= self.now,
            (Up::At(_), None, Some((meeting, _))) => meeting.ends <= self.now,
            _ => false,
        }
    }

    /// Whether the meeting is cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.meeting.as_ref().is_some_and(|(one, _)| one.state == MeetingState::Cancelled)
    }
}
