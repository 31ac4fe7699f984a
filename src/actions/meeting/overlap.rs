//! Meetings at the same time: the group's own, and others' that call the same people.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::identity::Visitor;
use crate::actions::question::{Overlap, Question};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::domain::group::Group;
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::MeetingRefusal;
use crate::domain::permission::{Action, can};
use crate::store::{meetings, seats};

/// Asks whether a meeting is meant that overlaps with others, unless whoever calls has agreed.
///
/// # Errors
/// `Asks` with them.
pub async fn may_overlap(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (group, meeting): (&Group, Option<MeetingId>),
    (starts, ends): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), ActionError> {
    let (db, organisation) = (&mut work.db, work.organisation);
    let ids = meetings::overlapping(db, organisation, (starts, ends), (meeting, false)).await?;
    if ids.is_empty() {
        return Ok(());
    }
    let on = group.day_of(starts);
    let own = seats::occupied_seats(db, organisation, group.id, on).await?;
    let people = own.iter().filter_map(|seat| seat.ordinary.as_ref());
    let people: BTreeMap<PersonId, String> =
        people.map(|person| (person.id, person.name.clone())).collect();
    let mut found = Vec::new();
    for view in MeetingView::load_all(db, organisation, &ids, work.now).await? {
        let roll = view.roll();
        let same = people.iter().filter(|(person, _)| roll.calls(**person));
        let same: Vec<String> = same.map(|(_, name)| name.clone()).collect();
        let is_own = view.group.id == group.id;
        if is_own && view.meeting.starts == starts {
            return Err(MeetingRefusal::SameTime.into());
        }
        if !is_own && same.is_empty() {
            continue;
        }
        let actor = visitor.actor_in(&mut *db, &view.group, work.now).await?;
        let may_know = is_own || can(&actor, Action::SeeGroup);
        found.push(Overlap {
            zone: group.rule.zone,
            starts: view.meeting.starts,
            ends: view.meeting.ends,
            group: Some(view.group).filter(|_| may_know),
            is_own,
            people: same,
        });
    }
    if found.is_empty() {
        Ok(())
    } else {
        visitor.caller.asked(|| Question::Overlap(group.clone(), found))
    }
}
