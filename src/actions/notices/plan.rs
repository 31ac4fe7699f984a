//! Notices about an agenda item that the substitute is to take.

use chrono::{DateTime, TimeDelta, Utc};

use super::Address;
use crate::actions::agenda::expected::ups;
use crate::actions::agenda::{Agenda, AgendaItem, PlanShown, plans as planned};
use crate::actions::{ActionError, Missing};
use crate::domain::agenda::{PlanState, Up};
use crate::domain::group::Group;
use crate::domain::id::PlanId;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Owed, PlanNotice};
use crate::domain::person::Person;
use crate::store::{Connection, agenda, groups, meetings, officials, plans};

/// The facts of a notice about a plan.
#[derive(Clone, Debug)]
pub struct PlanFacts {
    pub kind: PlanNotice,
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    pub plan: PlanShown,
    pub item: AgendaItem,
    pub meeting: Option<Meeting>,
    /// When the item is up, as it is now.
    pub up: Up,
    /// Whether no newer message says something else.
    pub is_newest: bool,
    pub now: DateTime<Utc>,
}

impl PlanFacts {
    /// `None` where there is no such plan.
    pub(super) async fn read(
        db: &mut Connection,
        kind: PlanNotice,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let organisation = owed.organisation;
        let group = groups::group(db, organisation, owed.subject.group()).await?;
        let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
        let officials =
            officials::officials_of(db, organisation, group.id, group.day_of(now)).await?;
        let plan = plans::plan(db, organisation, PlanId(owed.occasion)).await?;
        let Some(plan) = plan else { return Ok(None) };
        let Some(item) = agenda::item(db, organisation, plan.item).await? else { return Ok(None) };
        let meeting = match item.meeting {
            Some(meeting) => meetings::meeting(db, organisation, meeting).await?,
            None => None,
        };
        let up = ups(db, organisation, &[plan.item]).await?.remove(&plan.item).unwrap_or_default();
        let is_on = matches!(plan.state, PlanState::Offered | PlanState::Agreed);
        let up = if is_on { up } else { Up::Nowhere };
        let is_newest = owed.again.is_none_or(|again| again == plan.announced.occasion);
        let Some(plan) = planned::shown_plan(db, plan).await? else { return Ok(None) };
        let item = Agenda::of_items(db, organisation, vec![item]).await?.items.pop();
        Ok(item.map(|item| Self {
            kind,
            group,
            officials,
            plan,
            item,
            meeting,
            up,
            is_newest,
            now,
        }))
    }

    pub(super) fn is_wanted(&self, to: &Address) -> bool {
        // Whoever has erased themselves is told nothing, and nobody else is told of it.
        let is_somebody = to.person.as_ref().is_none_or(|person| !person.is_erased());
        let announced = &self.plan.plan.announced;
        let was_to_come = match (self.up, announced.before) {
            (Up::Nowhere, Up::At(at)) => self.now < at,
            _ => !self.is_over(),
        };
        is_somebody
            && match self.kind {
                PlanNotice::Offered => self.is_open(),
                PlanNotice::Declined => self.plan.plan.state == PlanState::Declined,
                PlanNotice::Planned => self.is_newest && announced.is_news() && was_to_come,
            }
    }

    /// Whether the question waits for an answer, of an item that is still to be dealt with.
    pub fn is_open(&self) -> bool {
        self.plan.plan.state == PlanState::Offered && self.up != Up::Nowhere && !self.is_over()
    }

    /// Whether the item has been.
    pub fn is_over(&self) -> bool {
        let minutes = TimeDelta::minutes(self.item.item.minutes);
        matches!(self.up, Up::At(at) if at + minutes <= self.now)
    }

    /// Whether the meeting is cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.meeting.as_ref().is_some_and(|one| one.state == MeetingState::Cancelled)
    }

    /// The other of the pair, as seen by whoever is told.
    pub fn other(&self, told: &Person) -> &Person {
        if told.id == self.plan.ordinary.id { &self.plan.substitute } else { &self.plan.ordinary }
    }
}
