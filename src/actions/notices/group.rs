//! Notices about a group, and no single meeting of it: who has left, what is empty, who takes over, who of its
//! people has a seat elsewhere.

use chrono::{DateTime, NaiveDate, Utc};

use super::Address;
use super::undelivered::Undelivered;
use crate::actions::calendar::digest::{self, News};
use crate::actions::calendar::posted::CalendarPart;
use crate::actions::coming;
use crate::actions::registry::log::seats_of_groups;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Missing};
use crate::domain::audit::Deed;
use crate::domain::group::Group;
use crate::domain::id::{AppointmentId, OfficialId, OrganisationId, SeatId, made_at};
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Destination, GroupNotice, Owed, Subject};
use crate::domain::official::Post;
use crate::domain::period::day_before;
use crate::domain::person::Person;
use crate::domain::roster::SeatLabel;
use crate::domain::seat::{Capacity, Seat};
use crate::store::{
    Connection, appointments, audit, calendar, groups, officials, organisations, people, seats,
};

/// How many coming meetings somebody is told of who takes over.
const MOST_SHOWN: i64 = 5;

/// The facts of a notice about a group.
#[derive(Clone, Debug)]
pub enum GroupFacts {
    Departure(Departure),
    Vacated(Vacated),
    PostVacated(PostVacated),
    Handover(Handover),
    SeatedElsewhere(SeatedElsewhere),
    Undelivered(Box<Undelivered>),
    Digest(Digest),
    Calendar(Box<CalendarPart>, DateTime<Utc>),
}

/// What is new of what somebody follows.
#[derive(Clone, Debug)]
pub struct Digest {
    pub group: Group,
    pub person: Person,
    pub news: Vec<News>,
}

/// Somebody who was called and has a seat no longer.
#[derive(Clone, Debug)]
pub struct Departure {
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    pub person: Person,
    /// The coming meetings that do not concern them any more.
    pub meetings: Vec<MeetingView>,
    /// From when on, where that is a later day.
    pub from: Option<NaiveDate>,
}

/// A seat that its holder left of their own accord.
#[derive(Clone, Debug)]
pub struct Vacated {
    pub group: Group,
    pub officials: Vec<Person>,
    pub seat: Seat,
    /// As what they sat there; `None` for who was to come.
    pub left: Option<Capacity>,
}

/// A post that its holder left of their own accord.
#[derive(Clone, Debug)]
pub struct PostVacated {
    pub group: Group,
    /// Those who are left.
    pub officials: Vec<Person>,
    /// `None` for one that was held for less than a day, and so is not kept.
    pub post: Option<Post>,
}

/// A post that is somebody else's now.
#[derive(Clone, Debug)]
pub struct Handover {
    pub group: Group,
    /// The official and then the deputy.
    pub officials: Vec<Person>,
    pub person: Person,
    pub post: Post,
    /// Who held it before.
    pub before: Option<Person>,
    /// Whether it is they who are told.
    pub to_predecessor: bool,
    /// The coming meetings of the group.
    pub meetings: Vec<MeetingView>,
    /// All that was taken over from the same person on that day: the groups, each with whether it is the
    /// deputy's post.
    pub taken_over: Vec<(Group, bool)>,
}

/// People whom the group looks after, and to whom another has given seats.
#[derive(Clone, Debug)]
pub struct SeatedElsewhere {
    pub group: Group,
    pub officials: Vec<Person>,
    pub seated: Vec<Seated>,
}

/// Somebody with a seat in another group.
#[derive(Clone, Debug)]
pub struct Seated {
    pub person: Person,
    pub group: Group,
    pub place: SeatLabel,
}

impl GroupFacts {
    /// `None` where the person, seat or post that it is about is no more.
    pub(super) async fn read(
        db: &mut Connection,
        kind: GroupNotice,
        (owed, to): (&Owed, &Address),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let missing = ActionError::NotFound(Missing::Group);
        let group = groups::group(db, owed.organisation, owed.subject.group()).await?;
        let group = group.ok_or(missing)?;
        let day = group.day_of(now);
        let officials = officials::officials_of(db, owed.organisation, group.id, day).await?;
        Ok(match kind {
            GroupNotice::Departure => {
                let about = (group, officials);
                Departure::read(db, owed, to, about, now).await?.map(Self::Departure)
            }
            GroupNotice::Vacated => {
                Vacated::read(db, owed, (group, officials), day).await?.map(Self::Vacated)
            }
            GroupNotice::PostVacated => {
                let post =
                    officials::post(db, owed.organisation, OfficialId(owed.occasion)).await?;
                Some(Self::PostVacated(PostVacated { group, officials, post }))
            }
            GroupNotice::Handover => {
                let about = (group, officials);
                Handover::read(db, owed, to, about, now).await?.map(Self::Handover)
            }
            GroupNotice::SeatedElsewhere => {
                let read = SeatedElsewhere::read(db, owed, (group, officials), day).await?;
                Some(Self::SeatedElsewhere(read))
            }
            GroupNotice::Digest => Digest::read(db, owed, to, group, now).await?.map(Self::Digest),
            GroupNotice::Calendar => {
                let part = CalendarPart::read(db, owed, group, now).await?;
                Some(Self::Calendar(Box::new(part), now))
            }
            GroupNotice::Undelivered => {
                let about = (group, officials);
                let read = Undelivered::read(db, owed, about, now).await?;
                read.map(|facts| Self::Undelivered(Box::new(facts)))
            }
        })
    }

    pub fn group(&self) -> &Group {
        match self {
            Self::Departure(facts) => &facts.group,
            Self::Vacated(facts) => &facts.group,
            Self::PostVacated(facts) => &facts.group,
            Self::Handover(facts) => &facts.group,
            Self::SeatedElsewhere(facts) => &facts.group,
            Self::Undelivered(facts) => &facts.group,
            Self::Digest(facts) => &facts.group,
            Self::Calendar(part, _) => &part.group,
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        match self {
            Self::Departure(facts) => !facts.meetings.is_empty(),
            Self::Vacated(_) | Self::PostVacated(_) | Self::Handover(_) => true,
            Self::SeatedElsewhere(facts) => !facts.seated.is_empty(),
            Self::Undelivered(facts) => facts.is_wanted(),
            Self::Digest(facts) => !facts.news.is_empty(),
            Self::Calendar(part, now) => part.is_wanted(*now),
        }
    }
}

impl Digest {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        to: &Address,
        group: Group,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(person) = to.person.clone() else { return Ok(None) };
        let place = (person.id, owed.occasion);
        let since = calendar::digest_since(db, owed.organisation, place).await?;
        let organisation = organisations::organisation(db, owed.organisation).await?;
        let (Some(since), Some(organisation)) = (since, organisation) else { return Ok(None) };
        // However late it arrives, the next one goes on where it was owed.
        let until = made_at(owed.occasion).unwrap_or(now);
        let news = digest::news(db, (&organisation, &person), (since, until), now).await?;
        Ok(Some(Self { group, person, news }))
    }
}

impl Departure {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        to: &Address,
        (group, officials): (Group, Vec<Person>),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(person) = to.person.clone() else { return Ok(None) };
        let last = last_day(db, owed, &group, &person).await?;
        let mut meetings = coming::in_use(db, &group, now).await?;
        meetings.retain(|view| {
            let called = view.meeting.state == MeetingState::Called;
            // At those before, they sit there still.
            let later = last.is_none_or(|last| group.day_of(view.meeting.starts) > last);
            called && later && !view.roll().calls(person.id)
        });
        let from = last.and_then(|last| last.succ_opt()).filter(|from| *from > group.day_of(now));
        Ok(Some(Self { group, officials, person, meetings, from }))
    }
}

/// The last day on which somebody sat, or sits, in the seat that they leave.
async fn last_day(
    db: &mut Connection,
    owed: &Owed,
    group: &Group,
    person: &Person,
) -> Result<Option<NaiveDate>, ActionError> {
    let held = appointments::of_person(db, owed.organisation, person.id).await?;
    let left = owed.subject.seat();
    let held = held.into_iter().map(|(_, one)| one).filter(|one| Some(one.seat) == left);
    // What was over before is another story, and what they hold since may end too. When it is due is
    // put off; its cause tells when it came about.
    let since = day_before(group.day_of(made_at(owed.occasion).unwrap_or(owed.due)));
    Ok(held.filter_map(|one| one.period.to).filter(|to| *to >= since).min())
}

impl Vacated {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        (group, officials): (Group, Vec<Person>),
        on: NaiveDate,
    ) -> Result<Option<Self>, ActionError> {
        let all = seats::seats_of(db, owed.organisation, group.id, on).await?;
        let seat = all.into_iter().map(|one| one.seat);
        let seat = { seat }.find(|seat| Some(seat.id) == owed.subject.seat());
        let of = AppointmentId(owed.occasion);
        let left = appointments::appointment(db, owed.organisation, of).await?;
        let left = left.map(|one| one.capacity);
        Ok(seat.map(|seat| Self { group, officials, seat, left }))
    }
}

impl Handover {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        to: &Address,
        (group, officials): (Group, Vec<Person>),
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let post = officials::post(db, owed.organisation, OfficialId(owed.occasion)).await?;
        let (Some(told), Some(post)) = (to.person.clone(), post) else { return Ok(None) };
        let person = people::person(db, owed.organisation, post.person).await?;
        let Some(person) = person else { return Ok(None) };
        let before = officials::predecessor(db, owed.organisation, post.id).await?;
        let meetings = coming::soonest(db, &group, MOST_SHOWN, now).await?;
        let to_predecessor = told.id != person.id;
        let taken_over = taken_over(db, owed.organisation, (&post, before.as_ref())).await?;
        Ok(Some(Self {
            group,
            officials,
            person,
            post,
            before,
            to_predecessor,
            meetings,
            taken_over,
        }))
    }
}

impl SeatedElsewhere {
    async fn read(
        db: &mut Connection,
        owed: &Owed,
        (group, officials): (Group, Vec<Person>),
        on: NaiveDate,
    ) -> Result<Self, ActionError> {
        let given = (Deed::SeatedElsewhere, owed.occasion);
        let entries = audit::of_change(db, owed.organisation, group.id, given).await?;
        let seats: Vec<SeatId> = entries.iter().filter_map(|entry| entry.seat).collect();
        let seats = seats_of_groups(db, owed.organisation, &seats, on).await?;
        let mut seated = Vec::new();
        for entry in entries {
            let Some(person) = entry.about else { continue };
            let person = people::person(db, owed.organisation, person).await?;
            let seat = seats.iter().find(|(_, one)| Some(one.seat.id) == entry.seat);
            if let (Some(person), Some((group, seat))) =
                (person.filter(|person| !person.is_erased()), seat)
            {
                seated.push(Seated { person, group: group.clone(), place: seat.place() });
            }
        }
        Ok(Self { group, officials, seated })
    }
}

/// The posts that somebody took over from the same person on the same day as this one.
async fn taken_over(
    db: &mut Connection,
    organisation: OrganisationId,
    (post, before): (&Post, Option<&Person>),
) -> Result<Vec<(Group, bool)>, ActionError> {
    let mut taken = Vec::new();
    let all = officials::posts_of_person(db, organisation, post.person).await?;
    for one in all.iter().filter(|one| one.period.from == post.period.from) {
        let from = officials::predecessor(db, organisation, one.id).await?;
        if from.map(|from| from.id) == before.map(|before| before.id) {
            let group = groups::group(db, organisation, one.group).await?;
            taken.extend(group.map(|group| (group, one.deputy)));
        }
    }
    Ok(taken)
}

/// A notice about a group and no meeting of it, to nobody in particular. `occasion` is what caused it.
pub(in crate::actions) fn about_group(
    group: &Group,
    kind: GroupNotice,
    destination: Destination,
    occasion: i64,
    due: DateTime<Utc>,
) -> Owed {
    Owed {
        organisation: group.organisation,
        kind: kind.into(),
        subject: Subject::Group(group.id),
        occasion,
        again: None,
        destination,
        person: None,
        caused_by: None,
        due,
    }
}
