//! Whoever is called to two meetings at one hour is asked which (product rules, "Absence and the substitution ladder"). By what they
//! answer they are away from the other, and for their seat there the ladder begins.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::notices::meeting::to_the_group;
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Destination, MeetingNotice, Owed};
use crate::store::meetings;

/// Owes the question to those of some people who are in effect expected at this meeting and at another that is called for
/// the same time: once for each time that it is called for. What is at hand of others need not be read.
pub async fn ask_which(
    work: &mut Work<'_>,
    about: (&MeetingView, &HashSet<PersonId>),
    at_hand: &[MeetingView],
    due: DateTime<Utc>,
) -> Result<(), ActionError> {
    ask_which_but(work, about, (at_hand, &[]), due).await
}

/// As [`ask_which`], but for meetings that were at the same time before.
pub async fn ask_which_but(
    work: &mut Work<'_>,
    (view, people): (&MeetingView, &HashSet<PersonId>),
    (at_hand, but): (&[MeetingView], &[MeetingId]),
    due: DateTime<Utc>,
) -> Result<(), ActionError> {
    if view.meeting.state != MeetingState::Called || people.is_empty() {
        return Ok(());
    }
    let when = (view.meeting.starts, view.meeting.ends);
    let (organisation, own) = (work.organisation, view.meeting.id);
    let mut others =
        meetings::overlapping(&mut work.db, organisation, when, (Some(own), true)).await?;
    others.retain(|other| !but.contains(other));
    let (known, unknown): (Vec<MeetingId>, Vec<MeetingId>) =
        others.into_iter().partition(|id| at_hand.iter().any(|one| one.meeting.id == *id));
    let read = match unknown.is_empty() {
        true => Vec::new(),
        false => MeetingView::load_all(&mut work.db, organisation, &unknown, work.now).await?,
    };
    let known = at_hand.iter().filter(|one| known.contains(&one.meeting.id));
    for other in known.chain(&read) {
        let asked = other.expected().map(|person| person.id).filter(|one| people.contains(one));
        let asked: HashSet<PersonId> = asked.collect();
        let now = work.now;
        work.owe(asked.into_iter().map(|person| Owed {
            occasion: other.meeting.id.0,
            again: Some(view.meeting.dating),
            destination: Destination::Direct,
            person: Some(person),
            due,
            ..to_the_group(&view.meeting, MeetingNotice::TwoAtOnce, now)
        }));
    }
    Ok(())
}

/// Those who are in effect expected at a meeting.
pub fn expected(view: &MeetingView) -> HashSet<PersonId> {
    view.expected().map(|person| person.id).collect()
}
