//! What a notice about a group, and no single meeting of it, is made of.

use chrono::{DateTime, NaiveDate, Utc};

use super::identity::today;
use super::view::MeetingView;
use super::{ActionError, Missing};
use crate::domain::group::Group;
use crate::domain::id::{AppointmentId, OfficialId, OrganisationId, made_at};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, NoticeKind, Owed};
use crate::domain::official::Post;
use crate::domain::period::day_before;
use crate::domain::person::Person;
use crate::domain::seat::{Capacity, Seat};
use crate::store::{Connection, appointments, groups, meetings, officials, organisations, seats};

/// How many coming meetings somebody is told of who takes over.
const MOST_SHOWN: i64 = 5;

/// The facts of a notice about a group.
#[derive(Clone, Debug)]
pub struct GroupFacts {
    pub kind: NoticeKind,
    pub destination: Destination,
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    /// Who is to be told, where it is one person.
    pub person: Option<Person>,
    /// The seat that it is about, for those that are about one.
    pub seat: Option<Seat>,
    /// The coming meetings that it is about.
    pub meetings: Vec<MeetingView>,
    /// The post that was handed over or is empty, and who held it before.
    pub post: Option<(Post, Option<Person>)>,
    /// As what whoever left the seat sat there; `None` for who was to come.
    pub left: Option<Capacity>,
    /// From when on what is told holds, where that is a later day.
    pub from: Option<NaiveDate>,
    /// The organisation's name, for what goes to one person directly: they may know more than one.
    pub organisation: Option<String>,
}

/// Reads the facts of a notice about a group at `now`.
pub(super) async fn group_facts(
    db: &mut Connection,
    owed: &Owed,
    person: Option<Person>,
    now: DateTime<Utc>,
) -> Result<GroupFacts, ActionError> {
    let organisation = owed.organisation;
    let missing = ActionError::NotFound(Missing::Group);
    let group = groups::group(db, organisation, owed.group).await?.ok_or(missing)?;
    let officials = officials::officials_of(db, organisation, group.id, today(&group, now)).await?;
    let all = seats::seats_of(db, organisation, group.id).await?;
    let seat = all.into_iter().map(|one| one.seat).find(|seat| Some(seat.id) == owed.seat);
    let last = match (owed.kind, &person) {
        (NoticeKind::Departure, Some(person)) => last_day(db, owed, &group, person).await?,
        _ => None,
    };
    let meetings = match (owed.kind, &person) {
        (NoticeKind::Departure, Some(person)) => {
            let mut views = in_use(db, &group, now).await?;
            views.retain(|view| {
                let called = view.meeting.state == MeetingState::Called;
                // At those before, they sit there still.
                let later = last.is_none_or(|last| group.day_of(&view.meeting) > last);
                called && later && !view.calls(person.id)
            });
            views
        }
        (NoticeKind::Handover, _) => {
            let soonest = meetings::upcoming(db, organisation, group.id, now, MOST_SHOWN).await?;
            views(db, &soonest, now).await?
        }
        _ => Vec::new(),
    };
    let post = match owed.kind {
        NoticeKind::Handover | NoticeKind::PostVacated => {
            post(db, organisation, OfficialId(owed.occasion)).await?
        }
        _ => None,
    };
    let left = match owed.kind {
        NoticeKind::Vacated => {
            let of = AppointmentId(owed.occasion);
            appointments::appointment(db, organisation, of).await?.map(|one| one.capacity)
        }
        _ => None,
    };
    let (kind, destination) = (owed.kind, owed.destination);
    let from = last.and_then(|last| last.succ_opt()).filter(|from| *from > today(&group, now));
    let organisation = organisation_named(db, owed).await?;
    Ok(GroupFacts {
        kind,
        destination,
        group,
        officials,
        person,
        seat,
        meetings,
        post,
        left,
        from,
        organisation,
    })
}

/// The last day on which somebody sat, or sits, in the seat that they leave.
async fn last_day(
    db: &mut Connection,
    owed: &Owed,
    group: &Group,
    person: &Person,
) -> Result<Option<NaiveDate>, ActionError> {
    let held = appointments::of_person(db, owed.organisation, person.id).await?;
    let held = held.into_iter().map(|(_, one)| one).filter(|one| Some(one.seat) == owed.seat);
    // What was over before is another story, and what they hold since may end too. When it is due is
    // put off; its cause tells when it came about.
    let since = day_before(today(group, made_at(owed.occasion).unwrap_or(owed.due)));
    Ok(held.filter_map(|one| one.period.to).filter(|to| *to >= since).min())
}

/// The name of the organisation, for what goes to one person directly.
pub(super) async fn organisation_named(
    db: &mut Connection,
    owed: &Owed,
) -> Result<Option<String>, ActionError> {
    if owed.destination != Destination::Direct {
        return Ok(None);
    }
    Ok(organisations::name(db, owed.organisation).await?)
}

/// A notice about a group and no meeting of it, to nobody in particular. `occasion` is what caused it.
pub(super) fn owed(
    group: &Group,
    kind: NoticeKind,
    destination: Destination,
    occasion: i64,
    due: DateTime<Utc>,
) -> Owed {
    Owed {
        organisation: group.organisation,
        kind,
        group: group.id,
        meeting: None,
        seat: None,
        occasion,
        again: None,
        destination,
        person: None,
        due,
    }
}

/// The coming meetings of a group that a change of people may reach, as they stand: those that are
/// called, or of which something has been said.
pub(super) async fn in_use(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let meetings = meetings::upcoming_in_use(db, group.organisation, group.id, now).await?;
    views(db, &meetings, now).await
}

/// All coming meetings of a group.
pub(super) async fn coming(
    db: &mut Connection,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, ActionError> {
    Ok(meetings::upcoming(db, group.organisation, group.id, now, i64::MAX).await?)
}

/// Meetings as they stand.
async fn views(
    db: &mut Connection,
    meetings: &[Meeting],
    now: DateTime<Utc>,
) -> Result<Vec<MeetingView>, ActionError> {
    let mut views = Vec::new();
    for meeting in meetings {
        views.push(MeetingView::load(db, meeting.organisation, meeting.id, now).await?);
    }
    Ok(views)
}

/// A post, and who held it before.
async fn post(
    db: &mut Connection,
    organisation: OrganisationId,
    post: OfficialId,
) -> Result<Option<(Post, Option<Person>)>, ActionError> {
    let Some(post) = officials::post(db, organisation, post).await? else { return Ok(None) };
    let before = officials::predecessor(db, organisation, post.id).await?;
    Ok(Some((post, before)))
}

impl GroupFacts {
    /// Whether anybody is still helped by a notice that has not been sent yet.
    pub(super) fn is_wanted(&self) -> bool {
        match self.kind {
            NoticeKind::Departure => !self.meetings.is_empty() && self.person.is_some(),
            NoticeKind::Handover => self.post.is_some(),
            NoticeKind::PostVacated => true,
            NoticeKind::Vacated => self.seat.is_some(),
            _ => false,
        }
    }
}
