//! Notes are approved: at a later meeting, and never by their author alone.

use chrono::{DateTime, Utc};

use super::show::{NotesShown, shown};
use crate::actions::identity::authorise;
use crate::actions::meeting::entry;
use crate::actions::registry::settings_request::is_none;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::audit::Deed;
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::notes::{Approval, NotesRefusal, PriorApproval, may_approve};
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::store::notes::OfMeeting;
use crate::store::{Connection, Store, meetings, notes, people, revisions};

/// Approves a revision of a meeting's notes, which must be the newest, at the group's last meeting that has begun since.
///
/// # Errors
/// `Denied` for who may not; `Notes` for what is not published or approved already, for the author, and as long as there has been
/// no meeting since; and where there is a newer one.
pub async fn approve(
    store: &Store,
    caller: Caller,
    (meeting, seen): (MeetingId, i64),
    now: DateTime<Utc>,
) -> Result<NotesShown, ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let place = (work.organisation, meeting);
    let head = notes::head(&mut work.db, place).await?.unwrap_or_default();
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::ApproveNotes(head.adjuster))?;
    let revision = revisions::revision(&mut work.db, place, None).await?;
    let revision = revision.ok_or(NotesRefusal::NotPublished)?;
    if revision.number != seen {
        return Err(NotesRefusal::Changed.into());
    }
    let approvals = revisions::approvals(&mut work.db, place).await?;
    if approvals.iter().any(|one| one.revision == revision.number) {
        return Err(NotesRefusal::AlreadyApproved.into());
    }
    if !may_approve(known.person.id, revision.by, &revision.writers) {
        return Err(NotesRefusal::OwnNotes.into());
    }
    let at = later_meeting(&mut work.db, &view.meeting, now).await?;
    let at = at.ok_or(NotesRefusal::NoLaterMeeting)?;
    let approval = Approval {
        meeting,
        revision: revision.number,
        at_meeting: at.id,
        by: known.person.id,
        at: now,
    };
    let id = work.next_id();
    revisions::approve(&mut work.db, place.0, (id, &approval)).await?;
    let mut line = entry(&work, &view.meeting, Deed::NotesApproved);
    line.detail.after = head.number.map(|number| number.to_string());
    work.log([line]);
    work.meeting_changed(meeting);
    work.meeting_changed(at.id);
    let shown = shown(&mut work.db, view, (None, &actor), now).await?;
    work.commit().await?;
    Ok(shown)
}

/// The group's last meeting that has begun since a meeting, at which its notes can be approved.
pub(super) async fn later_meeting(
    db: &mut Connection,
    meeting: &Meeting,
    now: DateTime<Utc>,
) -> Result<Option<Meeting>, ActionError> {
    let last = meetings::begun(db, meeting.organisation, meeting.group, now, 1).await?.pop();
    Ok(last.filter(|last| last.starts > meeting.starts))
}

/// That a revision was approved: by whom, and at which meeting.
#[derive(Clone, Debug)]
pub struct Approved {
    pub approval: Approval,
    pub by: Option<Person>,
    pub at: Option<Meeting>,
}

/// Whether a revision of a meeting's notes was approved.
pub(in crate::actions) async fn approved(
    db: &mut Connection,
    place: OfMeeting,
    revision: i64,
) -> Result<Option<Approved>, ActionError> {
    let approvals = revisions::approvals(db, place).await?;
    let found = approvals.into_iter().find(|one| one.revision == revision);
    let Some(approval) = found else { return Ok(None) };
    let by = people::person(db, place.0, approval.by).await?;
    let at = meetings::meeting(db, place.0, approval.at_meeting).await?;
    Ok(Some(Approved { approval, by, at }))
}

/// The notes of earlier meetings that were approved at a meeting, and by whom.
pub(in crate::actions) async fn approved_at(
    db: &mut Connection,
    place: OfMeeting,
) -> Result<Vec<PriorApproval>, ActionError> {
    let mut approved: Vec<PriorApproval> = Vec::new();
    for (approval, of) in revisions::approved_at(db, place).await? {
        let Some(number) = of.number else { continue };
        let by = people::person(db, place.0, approval.by).await?;
        let by = by.map(|person| person.name).unwrap_or_default();
        // Of what was approved in two revisions, the last counts.
        approved.retain(|one| one.number != number);
        approved.push(PriorApproval { number, by });
    }
    Ok(approved)
}

/// Names who may approve a meeting's notes beside those who always may, by their id; or nobody, for "ingen" or "none".
///
/// # Errors
/// As [`open`](super::write::open); `NotFound` for who has no seat at the meeting.
pub async fn name_adjuster(
    store: &Store,
    caller: Caller,
    (meeting, adjuster): (MeetingId, &str),
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let (mut work, _, draft) = super::write::begin(store, caller, meeting, now).await?;
    let view = draft.view();
    let adjuster: Option<PersonId> = match is_none(adjuster) {
        true => None,
        false => {
            let person = adjuster.trim().parse();
            Some(person.map_err(|_| ActionError::NotFound(Missing::Member))?)
        }
    };
    if adjuster.is_some_and(|person| view.person(person).is_none()) {
        return Err(ActionError::NotFound(Missing::Member));
    }
    let place = (work.organisation, meeting);
    notes::begin(&mut work.db, place, view.group.id).await?;
    notes::set_adjuster(&mut work.db, place, adjuster).await?;
    let done = match (adjuster, draft.head.adjuster) {
        (new, before) if new == before => None,
        (Some(person), _) => Some((Deed::AdjusterNamed, person)),
        (None, before) => before.map(|person| (Deed::AdjusterEnded, person)),
    };
    if let Some((deed, person)) = done {
        work.log([entry(&work, &view.meeting, deed).about(person)]);
    }
    work.commit().await?;
    Ok(())
}
