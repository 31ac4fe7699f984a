//! The calendar: what is to come in all groups, to be looked at, followed, and kept posted in channels.

pub mod addresses;
pub mod choices;
pub mod digest;
pub mod events;
pub mod follow;
pub mod posted;
pub mod show;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::ActionError;
use super::agenda::Agenda;
use super::identity::{Visitor, seated};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::store::{Connection, appointments, calendar, groups};

/// What is to come in a group.
#[derive(Clone, Debug)]
pub struct ToCome {
    pub group: Group,
    /// The meetings that are not over, soonest first, each with its agenda.
    pub meetings: Vec<(Meeting, Agenda)>,
    /// What waits for a meeting.
    pub waiting: Agenda,
}

impl ToCome {
    /// Of some groups of an organisation, in their order.
    pub async fn of_groups(
        db: &mut Connection,
        organisation: OrganisationId,
        groups: Vec<Group>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Self>, ActionError> {
        let mut meetings: HashMap<GroupId, Vec<Meeting>> =
            calendar::meetings_to_come(db, organisation, now).await?;
        let ids: Vec<MeetingId> = groups
            .iter()
            .flat_map(|group| meetings.get(&group.id).into_iter().flatten())
            .map(|meeting| meeting.id)
            .collect();
        let mut agendas = Agenda::of_meetings(db, organisation, &ids).await?;
        let mut all = Vec::new();
        for group in groups {
            let own = meetings.remove(&group.id).unwrap_or_default().into_iter();
            let own = own.map(|meeting| {
                let agenda = agendas.remove(&meeting.id).unwrap_or_default();
                (meeting, agenda)
            });
            let waiting = Agenda::waiting(db, organisation, group.id).await?;
            all.push(Self { meetings: own.collect(), waiting, group });
        }
        Ok(all)
    }
}

/// The groups whose calendar the visitor may see: that they may see themselves, or will sit in, and those that let everybody on the
/// server. What has ended has nothing to come.
pub(super) async fn seen_groups(
    db: &mut Connection,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let (organisation, person) = (visitor.organisation.id, visitor.person.as_ref());
    let mut seen = Vec::new();
    for (group, is_open) in open_groups(db, (organisation, person), now).await? {
        if is_open || can(&visitor.actor_in(db, &group, now).await?, Action::SeeGroup) {
            seen.push(group);
        }
    }
    Ok(seen)
}

/// As [`seen_groups`], of a person wherever they are.
pub(super) async fn groups_of_person(
    db: &mut Connection,
    organisation: &Organisation,
    person: &Person,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut seen = Vec::new();
    for (group, is_open) in open_groups(db, (organisation.id, Some(person)), now).await? {
        let may = is_open || can(&seated(db, person.id, &group, now).await?, Action::SeeGroup);
        seen.extend(may.then_some(group));
    }
    Ok(seen)
}

/// The groups that last, each with whether somebody may see its calendar whatever else they are: as whoever sits or
/// will sit there, and where everybody may.
async fn open_groups(
    db: &mut Connection,
    (organisation, person): (OrganisationId, Option<&Person>),
    now: DateTime<Utc>,
) -> Result<Vec<(Group, bool)>, ActionError> {
    let public = calendar::public_groups(db, organisation).await?;
    let held = match person {
        Some(person) => appointments::of_person(db, organisation, person.id).await?,
        None => Vec::new(),
    };
    let groups = groups::groups_of(db, organisation).await?.into_iter();
    let lasting = groups.filter(|group| !group.term.is_over(group.day_of(now)));
    let with_sight = lasting.map(|group| {
        let today = group.day_of(now);
        let sits = held.iter().any(|(id, held)| *id == group.id && !held.period.is_over(today));
        let is_open = sits || public.contains(&group.id);
        (group, is_open)
    });
    Ok(with_sight.collect())
}
