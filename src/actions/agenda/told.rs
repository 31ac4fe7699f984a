//! That an agenda has changed is told: what shows it is brought up to date, and of a called meeting the thread gets one
//! quiet line for all changes of ten minutes.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::Agenda;
use super::expected::tell_of_items;
use crate::actions::ActionError;
use crate::actions::notices::meeting::to_the_group;
use crate::actions::work::Work;
use crate::domain::agenda::{Item, Seen, difference};
use crate::domain::group::Group;
use crate::domain::id::{ItemId, PersonId};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, ItemNotice, MeetingNotice, Owed, Subject};
use crate::domain::seat::Office;
use crate::store::{agenda_seen, meetings, outbox, seats};

/// For how long changes of an agenda are gathered before the thread is told.
pub(super) const GATHERED: TimeDelta = TimeDelta::minutes(10);

/// The agendas of meetings as they are before something is done.
pub(super) struct Before(Vec<(Meeting, Vec<Seen>)>);

impl Before {
    pub async fn of(
        work: &mut Work<'_>,
        meetings: impl IntoIterator<Item = Meeting>,
    ) -> Result<Self, ActionError> {
        let mut before = Vec::new();
        for meeting in meetings {
            let agenda = Agenda::of_meeting(&mut work.db, work.organisation, meeting.id).await?;
            before.push((meeting, agenda.seen()));
        }
        Ok(Self(before))
    }

    /// Has told what has become of them since; and those who come for an item alone, when it is up.
    pub async fn told(self, work: &mut Work<'_>) -> Result<(), ActionError> {
        let mut items = BTreeSet::new();
        for (meeting, before) in self.0 {
            work.meeting_changed(meeting.id);
            let now = Agenda::of_meeting(&mut work.db, work.organisation, meeting.id).await?;
            let (was, is): (Vec<ItemId>, Vec<ItemId>) = (
                before.iter().map(|one| one.item).collect(),
                now.items.iter().map(|one| one.item.id).collect(),
            );
            // What stays at a meeting that has been was up when it was.
            let has_been = meeting.takes_items(work.now).is_err();
            items.extend(was.iter().filter(|item| !has_been || !is.contains(item)));
            items.extend(is.iter().filter(|_| !has_been));
            if difference(&before, &now.seen()).is_empty() {
                continue;
            }
            let (db, organisation) = (&mut work.db, work.organisation);
            meetings::note_change(db, organisation, meeting.id, work.now).await?;
            let is_told = meeting.state == MeetingState::Called && work.now < meeting.starts;
            if !is_told {
                continue;
            }
            let kind = MeetingNotice::AgendaChanged;
            // What is told already, and has not been yet, tells of this as well.
            if outbox::is_owed(db, organisation, meeting.id, kind.into()).await? {
                continue;
            }
            let occasion = work.next_id();
            let place = (meeting.id, occasion);
            agenda_seen::keep_before(&mut work.db, organisation, place, &before).await?;
            let told = to_the_group(&meeting, kind, work.now + GATHERED);
            work.owe([Owed { occasion, destination: Destination::Thread, ..told }]);
        }
        tell_of_items(work, &items.into_iter().collect::<Vec<_>>(), GATHERED).await
    }
}

/// A notice about an item.
pub(super) fn about_item(
    item: &Item,
    kind: ItemNotice,
    (destination, person): (Destination, Option<PersonId>),
    now: DateTime<Utc>,
) -> Owed {
    Owed {
        organisation: item.organisation,
        kind: kind.into(),
        subject: Subject::Item(item.group, item.id),
        occasion: item.id.0,
        again: None,
        destination,
        person,
        caused_by: None,
        due: now,
    }
}

/// That something is proposed: to the officials in their channel, and to who leads the group.
pub(super) async fn proposed(
    work: &mut Work<'_>,
    group: &Group,
    item: &Item,
) -> Result<(), ActionError> {
    let on = group.day_of(work.now);
    let seats = seats::occupied_seats(&mut work.db, group.organisation, group.id, on).await?;
    let chairs = seats.iter().filter(|one| one.seat.office == Office::Chair);
    // Whoever proposes knows of it.
    let chairs = chairs.filter_map(|one| one.ordinary.as_ref()).map(|person| person.id);
    let chairs: Vec<PersonId> = chairs.filter(|person| Some(*person) != item.proposed_by).collect();
    let officials =
        about_item(item, ItemNotice::Proposal, (Destination::Officials, None), work.now);
    let chairs = chairs.into_iter().map(|person| {
        about_item(item, ItemNotice::Proposal, (Destination::Direct, Some(person)), work.now)
    });
    let owed: Vec<Owed> = chairs.collect();
    work.owe([officials].into_iter().chain(owed));
    Ok(())
}

/// What has become of a proposal, to who made it. Who settles their own knows.
pub(super) fn settled(work: &mut Work<'_>, item: &Item, kind: ItemNotice) {
    let told = item.proposed_by.filter(|person| work.by_person() != Some(*person));
    let now = work.now;
    let owed = told.map(|person| about_item(item, kind, (Destination::Direct, Some(person)), now));
    work.owe(owed);
}
