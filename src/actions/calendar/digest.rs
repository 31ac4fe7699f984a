//! Once a day at most, whoever follows something is told what is new or moved of it; of nothing, nothing.

use chrono::{DateTime, TimeDelta, Utc};

use super::show::{Own, Why};
use super::{ToCome, seen_groups};
use crate::actions::agenda::AgendaItem;
use crate::actions::identity::Visitor;
use crate::actions::notices::group::about_group;
use crate::actions::notices::notes::readers;
use crate::actions::presence::Register;
use crate::actions::view::MeetingView;
use crate::actions::work::{InAll, Work};
use crate::actions::{ActionError, Caller};
use crate::domain::account::GuildId;
use crate::domain::agenda::ItemDeed;
use crate::domain::calendar::{Follower, next_at_hour};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, OrganisationId, PersonId, made_at};
use crate::domain::meeting::Meeting;
use crate::domain::notes::NotesNumber;
use crate::domain::notice::{Destination, GroupNotice, Owed};
use crate::domain::person::Person;
use crate::domain::seat::Capacity;
use crate::store::{Connection, Store, calendar, organisations, people, revisions};

/// Something new to somebody who follows it.
#[derive(Clone, Debug)]
pub struct News {
    pub group: Group,
    pub meeting: Option<Meeting>,
    /// The item; `None` where the meeting itself is new.
    pub item: Option<AgendaItem>,
    pub is_moved: bool,
    /// Notes of the meeting that were published, to a substitute who was not there.
    pub notes: Option<NotesNumber>,
    pub why: Vec<Why>,
}

/// What is new of what a person follows, since they were told last and until they are told now.
pub async fn news(
    db: &mut Connection,
    (organisation, person): (&Organisation, &Person),
    (since, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<Vec<News>, ActionError> {
    let lately = |at: DateTime<Utc>| at > since && at <= until;
    let Some(account) = person.account else { return Ok(Vec::new()) };
    let caller = Caller::in_guild(organisation.guild, account);
    let visitor =
        Visitor { organisation: organisation.clone(), person: Some(person.clone()), caller };
    let groups = seen_groups(db, &visitor, now).await?;
    let own = Own::read(db, &visitor, &groups, now).await?;
    let mut news = Vec::new();
    if own.following.follower.is_none_or(|follower| follower.notes) {
        news.extend(notes_news(db, (organisation, person), &groups, (since, until), now).await?);
    }
    for all in ToCome::of_groups(db, organisation.id, groups, now).await? {
        let follows_group = own.following.groups.contains(&all.group.id);
        let why_group = follows_group.then_some(Why::FollowsGroup);
        for (meeting, agenda) in &all.meetings {
            let is_new = made_at(meeting.id.0).is_some_and(lately);
            if follows_group && is_new {
                let (item, why) = (None, why_group.clone().into_iter().collect());
                let meeting = Some(meeting.clone());
                let group = all.group.clone();
                news.push(News { group, meeting, item, is_moved: false, notes: None, why });
            }
            let items = agenda.items.iter();
            news.extend(items.filter_map(|one| {
                new_item(&own, (&all.group, Some(meeting), one), why_group.clone(), &lately)
            }));
        }
        let waiting = all.waiting.items.iter();
        news.extend(
            waiting.filter_map(|one| {
                new_item(&own, (&all.group, None, one), why_group.clone(), &lately)
            }),
        );
    }
    news.sort_by_key(|one| one.meeting.as_ref().map_or(i64::MAX, |one| one.starts.timestamp()));
    Ok(news)
}

/// The notes that were published of meetings at which somebody was the substitute, and was not there.
async fn notes_news(
    db: &mut Connection,
    (organisation, person): (&Organisation, &Person),
    groups: &[Group],
    lately: (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> Result<Vec<News>, ActionError> {
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let mut news = Vec::new();
    for one in revisions::published_between(db, organisation.id, &ids, lately).await? {
        let view = MeetingView::load(db, organisation.id, one.meeting.id, now).await?;
        let seat = view.seats_of(person.id, Capacity::Substitute).next();
        let Some(appointer) = seat.map(|seat| seat.occupied.seat.appointer_name.clone()) else {
            continue;
        };
        let register = Register::of(db, view).await?;
        // Who was pinged where they were posted has heard.
        if readers(&register).iter().all(|one| one.id != person.id) {
            news.push(News {
                group: register.view.group,
                meeting: Some(one.meeting),
                item: None,
                is_moved: false,
                notes: one.head.number,
                why: vec![Why::Substitute(appointer)],
            });
        }
    }
    Ok(news)
}

/// An item that is new or moved, to somebody who follows its topic or group. What they did themselves is no news.
fn new_item(
    own: &Own,
    (group, meeting, one): (&Group, Option<&Meeting>, &AgendaItem),
    why_group: Option<Why>,
    lately: &impl Fn(DateTime<Utc>) -> bool,
) -> Option<News> {
    let told = |deed: ItemDeed| match deed {
        ItemDeed::Added | ItemDeed::Accepted => Some(false),
        ItemDeed::Moved | ItemDeed::Carried => Some(true),
        ItemDeed::Proposed
        | ItemDeed::Declined
        | ItemDeed::Withdrawn
        | ItemDeed::Edited
        | ItemDeed::Decided
        | ItemDeed::Struck
        | ItemDeed::CoOpted
        | ItemDeed::CoOptionEnded
        | ItemDeed::Planned
        | ItemDeed::PlanEnded => None,
    };
    let by_others = |by: Option<PersonId>| by.is_none() || by != own.person();
    let happened = one.history.iter().filter(|one| lately(one.at) && by_others(one.by));
    let told: Vec<bool> = happened.filter_map(|one| told(one.deed)).collect();
    // What is new is so, however often it was moved since.
    let is_moved = told.iter().copied().reduce(|one, other| one && other)?;
    let why: Vec<Why> = own.why_topics(one).into_iter().chain(why_group).collect();
    (!why.is_empty()).then(|| News {
        group: group.clone(),
        meeting: meeting.cloned(),
        item: Some(one.clone()),
        is_moved,
        notes: None,
        why,
    })
}

/// Owes a digest to everybody whose hour it is and of whose topics or groups something is new. Returns how many
/// were looked at.
pub async fn owe_digests(store: &Store, now: DateTime<Utc>) -> Result<usize, ActionError> {
    let due = {
        let mut db = store.read().await?;
        calendar::organisations_with_followers_due(&mut db, now).await?
    };
    let mut all = InAll::default();
    for organisation in due {
        all.add(owe_in(store, organisation, now).await);
    }
    all.done()
}

async fn owe_in(
    store: &Store,
    (organisation, guild): (OrganisationId, GuildId),
    now: DateTime<Utc>,
) -> Result<usize, ActionError> {
    let mut work = Work::in_organisation(store, (organisation, guild), now).await?;
    let Some(found) = organisations::organisation_of_guild(&mut work.db, guild).await? else {
        return Ok(0);
    };
    let followers = calendar::followers_due(&mut work.db, organisation, now).await?;
    for follower in &followers {
        look_for(&mut work, &found, follower).await?;
    }
    work.commit().await?;
    Ok(followers.len())
}

async fn look_for(
    work: &mut Work<'_>,
    organisation: &Organisation,
    follower: &Follower,
) -> Result<(), ActionError> {
    let now = work.now;
    let due = next_at_hour(organisation.zone, follower.hour, now);
    let person = people::person(&mut work.db, organisation.id, follower.person).await?;
    let news = match &person {
        Some(person) => {
            let who = (organisation, person);
            news(&mut work.db, who, (follower.since, now), now).await?
        }
        None => Vec::new(),
    };
    if let Some(first) = news.first() {
        let occasion = work.next_id();
        let place = (follower.person, occasion);
        calendar::keep_digest(&mut work.db, organisation.id, place, follower.since).await?;
        let told =
            about_group(&first.group, GroupNotice::Digest, Destination::Direct, occasion, now);
        work.owe([Owed { person: Some(follower.person), ..told }]);
    }
    let next = Follower { since: now, due, ..*follower };
    Ok(calendar::set_follower(&mut work.db, organisation.id, &next).await?)
}

/// When somebody is to be told next.
pub async fn next(store: &Store, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, ActionError> {
    let mut db = store.read().await?;
    let due = calendar::next_follower_due(&mut db).await?;
    Ok(due.map(|due| due.max(now + TimeDelta::seconds(1))))
}
