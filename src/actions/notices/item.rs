//! Notices about an agenda item: that it is proposed, and what has become of the proposal.

use chrono::{DateTime, Utc};

use super::Address;
use crate::actions::agenda::{Agenda, AgendaItem};
use crate::actions::{ActionError, Missing};
use crate::domain::agenda::ItemState;
use crate::domain::group::Group;
use crate::domain::meeting::Meeting;
use crate::domain::notice::{ItemNotice, Owed};
use crate::domain::person::Person;
use crate::store::{Connection, agenda, groups, meetings, officials};

/// The facts of a notice about an item.
#[derive(Clone, Debug)]
pub struct ItemFacts {
    pub kind: ItemNotice,
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    pub item: AgendaItem,
    /// Where it is, or was proposed, to be dealt with.
    pub meeting: Option<Meeting>,
}

impl ItemFacts {
    /// `None` where there is no such item.
    pub(super) async fn read(
        db: &mut Connection,
        kind: ItemNotice,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let organisation = owed.organisation;
        let group = groups::group(db, organisation, owed.subject.group()).await?;
        let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
        let officials =
            officials::officials_of(db, organisation, group.id, group.day_of(now)).await?;
        let Some(item) = owed.subject.item() else { return Ok(None) };
        let Some(item) = agenda::item(db, organisation, item).await? else { return Ok(None) };
        let meeting = match item.meeting {
            Some(meeting) => meetings::meeting(db, organisation, meeting).await?,
            None => None,
        };
        let item = Agenda::of_items(db, organisation, vec![item]).await?.items.pop();
        Ok(item.map(|item| Self { kind, group, officials, item, meeting }))
    }

    pub(super) fn is_wanted(&self, to: &Address) -> bool {
        // Whoever has erased themselves is told nothing, and nobody else is told of it.
        let is_somebody = to.person.as_ref().is_none_or(|person| !person.is_erased());
        let state = self.item.item.state;
        is_somebody
            && match self.kind {
                ItemNotice::Proposal => state == ItemState::Proposed,
                ItemNotice::Accepted => state == ItemState::Placed,
                ItemNotice::Declined => state == ItemState::Declined,
                ItemNotice::Struck => state == ItemState::Struck,
            }
    }
}
