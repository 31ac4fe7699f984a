//! The calendar: what is to come in all groups, to be looked at, followed, and kept posted in channels.

pub mod addresses;
pub mod choices;
pub mod digest;
pub mod events;
pub mod follow;
pub mod pages;
pub mod posted;
pub mod show;

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::ActionError;
use super::agenda::Agenda;
use super::identity::Visitor;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId, OrganisationId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Action, can};
use crate::store::{Connection, appointments, calendar, groups, officials};

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
    let organisation = visitor.organisation.id;
    let public = calendar::public_groups(db, organisation).await?;
    let held = match &visitor.person {
        Some(person) => appointments::of_person(db, organisation, person.id).await?,
        None => Vec::new(),
    };
    let mut seen = Vec::new();
    for group in groups::groups_of(db, organisation).await? {
        let today = group.day_of(now);
        if group.term.is_over(today) {
            continue;
        }
        let sits = held.iter().any(|(id, held)| *id == group.id && !held.period.is_over(today));
        let is_seen = sits
            || public.contains(&group.id)
            || can(&visitor.actor_in(db, &group, now).await?, Action::SeeGroup);
        if is_seen {
            seen.push(group);
        }
    }
    Ok(seen)
}

/// The groups whose calendar a person may see wherever they are: where they sit, will sit or have a post, and those
/// that let everybody on the server. What has ended, as it was on its last day, if that is not before `since`.
pub(super) async fn groups_of_person(
    db: &mut Connection,
    (organisation, person): (OrganisationId, PersonId),
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let public = calendar::public_groups(db, organisation).await?;
    let held = appointments::of_person(db, organisation, person).await?;
    let posts = officials::posts_of_person(db, organisation, person).await?;
    let mut all = groups::groups_of(db, organisation).await?;
    all.retain(|group| {
        let today = group.day_of(now);
        let last = group.term.to.filter(|_| group.term.is_over(today));
        let on = last.unwrap_or(today);
        let sits = held.iter().any(|(id, held)| *id == group.id && !held.period.is_over(on));
        let runs = posts.iter().any(|post| post.group == group.id && post.period.contains(on));
        let is_public = last.is_none() && public.contains(&group.id);
        on >= group.day_of(since) && (sits || runs || is_public)
    });
    Ok(all)
}
