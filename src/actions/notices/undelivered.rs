//! That a message waits because its channel does not take it: what the officials are told meanwhile.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::view::MeetingView;
use crate::domain::account::ChannelId;
use crate::domain::group::Group;
use crate::domain::id::{NoticeId, PersonId};
use crate::domain::notice::{
    Destination, GroupNotice, MeetingNotice, Notice, NoticeKind, NoticeState, Obstacle, Owed,
    Subject, TOLD_OF_WAITING_AFTER,
};
use crate::domain::person::Person;
use crate::store::{Connection, calendar, groups, notes, officials, outbox};

/// A message that waits, or waited.
#[derive(Clone, Debug)]
pub struct Undelivered {
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    /// The meeting that it is about, where it is about one.
    pub view: Option<MeetingView>,
    pub kind: NoticeKind,
    /// The group's channel or that of its officials.
    pub place: Destination,
    pub channel: ChannelId,
    pub fate: Fate,
}

/// What has become of a message that waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Waits(Obstacle),
    Arrived,
    /// It was of no use any more.
    Over,
}

impl Undelivered {
    pub(super) async fn read(
        db: &mut Connection,
        owed: &Owed,
        (group, officials): (Group, Vec<Person>),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let waited = outbox::notice(db, owed.organisation, NoticeId(owed.occasion)).await?;
        let Some(waited) = waited else { return Ok(None) };
        let view = match waited.owed.subject.meeting() {
            Some(meeting) => Some(MeetingView::load(db, owed.organisation, meeting, now).await?),
            None => None,
        };
        let place = waited.owed.destination;
        let channel = match place {
            Destination::Officials => group.officials_channel,
            Destination::Channel | Destination::Thread | Destination::Direct => group.channel,
            Destination::Notes => {
                let places = notes::places(db, owed.organisation, group.id).await?;
                places.channel.unwrap_or(group.channel)
            }
            Destination::Calendar => {
                let channel = calendar::channel_of(db, owed.organisation).await?;
                channel.unwrap_or(group.channel)
            }
        };
        let fate = match (waited.state, waited.obstacle) {
            (NoticeState::Sent, _) => Fate::Arrived,
            (NoticeState::Owed | NoticeState::Sending, Some(obstacle)) => Fate::Waits(obstacle),
            _ => Fate::Over,
        };
        let kind = waited.owed.kind;
        Ok(Some(Self { group, officials, view, kind, place, channel, fate }))
    }

    pub(super) fn is_wanted(&self) -> bool {
        matches!(self.fate, Fate::Waits(_))
    }
}

/// What is owed because a message waits for a channel: once, and only if it goes on for a while. Of what waits for
/// their own channel, the officials are told directly.
///
/// # Errors
/// Where the facts cannot be read.
pub async fn told_of(
    db: &mut Connection,
    notice: &Notice,
    now: DateTime<Utc>,
) -> Result<Vec<Owed>, ActionError> {
    let Owed { organisation, kind, subject, occasion, destination, .. } = &notice.owed;
    // Of many that wait for one place, the officials hear once; but of every call, and that it is called off.
    let place = (subject.group(), *destination);
    let is_grave =
        *kind == MeetingNotice::Invitation.into() || *kind == MeetingNotice::Cancellation.into();
    if !is_grave && outbox::is_told_of_waiting(db, *organisation, place, notice.id).await? {
        return Ok(Vec::new());
    }
    // What tells of another message does so by the next way.
    let is_itself = *kind == GroupNotice::Undelivered.into();
    let waits = if is_itself { *occasion } else { notice.id.0 };
    let told = |destination: Destination, person: Option<PersonId>| Owed {
        organisation: *organisation,
        kind: GroupNotice::Undelivered.into(),
        subject: Subject::of(subject.group(), (subject.meeting(), None), None),
        occasion: waits,
        again: Some(notice.put_up_again).filter(|again| *again > 0),
        destination,
        person,
        caused_by: None,
        due: now + TOLD_OF_WAITING_AFTER,
    };
    if *destination != Destination::Officials {
        return Ok(vec![told(Destination::Officials, None)]);
    }
    let Some(group) = groups::group(db, *organisation, subject.group()).await? else {
        return Ok(Vec::new());
    };
    let officials = officials::officials_of(db, *organisation, group.id, group.day_of(now)).await?;
    let told = officials.iter().map(|person| told(Destination::Direct, Some(person.id)));
    Ok(told.collect())
}
