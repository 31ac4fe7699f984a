//! The calendar as pages: what an address opens, for whoever has it. Nothing of who comes, who stands in for whom, and
//! why is among the facts that pages are made of.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};

use super::events::PAST;
use super::groups_of_person;
use crate::actions::ActionError;
use crate::actions::agenda::Agenda;
use crate::domain::access::{AccessPurpose, AccessTo, AccessToken};
use crate::domain::agenda::{Document, Outline, Purpose, Topic};
use crate::domain::calendar::PageVisibility;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{
    AccessId, DocumentId, GroupId, ItemId, MeetingId, OrganisationId, TopicId,
};
use crate::domain::local_time::{instant, wall};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::store::{
    Connection, Store, accesses, agenda, calendar, documents, groups, meetings, organisations,
};

/// How many months a list shows of all groups, and of one.
const MONTHS_OF_ALL: u32 = 3;
const MONTHS_OF_ONE: u32 = 12;

/// Where a page is, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The public page of an organisation, or of one of its groups.
    Public(OrganisationId, Option<GroupId>),
    /// What a secret opens.
    Secret(AccessToken),
}

/// How the meetings of a period are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    List,
    Month,
}

/// What of the calendar is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub layout: Layout,
    /// The first day of the month that it begins with; `None` for what is to come.
    pub from: Option<NaiveDate>,
    pub group: Option<GroupId>,
    pub topic: Option<TopicId>,
    pub purpose: Option<Purpose>,
}

impl Query {
    /// Whether it asks for some items alone.
    const fn is_narrow(&self) -> bool {
        self.topic.is_some() || self.purpose.is_some()
    }
}

/// What an address opens.
#[derive(Clone, Debug)]
pub struct Scope {
    pub organisation: Organisation,
    /// By name.
    pub groups: Vec<Arc<Group>>,
    /// The one group that it is of; `None` for all of them.
    pub only: Option<Arc<Group>>,
    pub is_public: bool,
    /// The address, with the day that it is where it was not used today before.
    pub used: Option<(AccessId, Option<NaiveDate>)>,
}

impl Scope {
    fn group(&self, id: GroupId) -> Option<Arc<Group>> {
        self.groups.iter().find(|group| group.id == id).cloned()
    }
}

/// Whole months, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day of the first month.
    pub first: NaiveDate,
    /// How many.
    pub months: u32,
}

impl Period {
    fn of(query: Query, is_one_group: bool, today: NaiveDate) -> Self {
        let months = match query.layout {
            Layout::Month => 1,
            Layout::List if is_one_group => MONTHS_OF_ONE,
            Layout::List => MONTHS_OF_ALL,
        };
        let first = query.from.unwrap_or(today);
        Self { first: first.with_day(1).unwrap_or(first), months }
    }

    /// The first day after it.
    pub fn end(self) -> NaiveDate {
        self.first.checked_add_months(Months::new(self.months)).unwrap_or(NaiveDate::MAX)
    }

    /// Where the one before it begins, and the one after it.
    pub fn neighbours(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let months = Months::new(self.months);
        (self.first.checked_sub_months(months), self.first.checked_add_months(months))
    }

    fn contains(self, day: NaiveDate) -> bool {
        (self.first..self.end()).contains(&day)
    }
}

/// A meeting in a list or a month.
#[derive(Clone, Debug)]
pub struct Listed {
    pub group: Arc<Group>,
    pub meeting: Meeting,
    /// Of its agenda what is asked for, each with its topics.
    pub items: Vec<(Outline, Vec<Topic>)>,
}

/// A period of the calendar.
#[derive(Clone, Debug)]
pub struct CalendarPage {
    pub scope: Scope,
    pub query: Query,
    pub period: Period,
    pub today: NaiveDate,
    /// What there is to ask for in the period, by name.
    pub topics: Vec<Topic>,
    pub purposes: Vec<Purpose>,
    /// By when they begin.
    pub meetings: Vec<Listed>,
    /// What waits for a meeting, on the page of one group's coming meetings.
    pub waiting: Vec<(Outline, Vec<Topic>)>,
}

/// A meeting with its agenda and documents.
#[derive(Clone, Debug)]
pub struct MeetingPage {
    pub scope: Scope,
    pub group: Arc<Group>,
    pub meeting: Meeting,
    pub agenda: Agenda,
}

/// The organisations that have a public page, by name.
///
/// # Errors
/// The facts cannot be read.
pub async fn public(store: &Store) -> Result<Vec<Organisation>, ActionError> {
    Ok(organisations::with_public_pages(&mut *store.read().await?).await?)
}

/// A period of the calendar at a place. `None` where there is nothing (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn calendar(
    store: &Store,
    place: &Place,
    query: Query,
    now: DateTime<Utc>,
) -> Result<Option<CalendarPage>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    let (organisation, zone) = (scope.organisation.id, scope.organisation.zone);
    let chosen = query.group.and_then(|id| scope.group(id));
    let one = scope.only.clone().or_else(|| chosen.clone());
    let today = wall(zone, now).date();
    let period = Period::of(query, one.is_some(), today);
    // Each group lives by its own clock: a day more on either side holds what any of them has in the period.
    let midnight = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN));
    let (day, first, end) = (Days::new(1), period.first, period.end());
    let since = midnight(first.checked_sub_days(day).unwrap_or(first));
    let until = midnight(end.checked_add_days(day).unwrap_or(end));
    let found = calendar::meetings_between(&mut db, organisation, (since, until)).await?;
    let outlines = agenda::outlines_between(&mut db, organisation, (since, until)).await?;
    let is_to_come = query.from.is_none() && query.layout == Layout::List;
    let listed = found.into_iter().filter_map(|meeting| {
        let group = scope.group(meeting.group)?;
        let is_asked = query.group.is_none_or(|id| id == group.id);
        let is_there = period.contains(group.day_of(meeting.starts));
        (is_asked && is_there && (!is_to_come || meeting.ends > now)).then_some((group, meeting))
    });
    let listed: Vec<(Arc<Group>, Meeting)> = listed.collect();
    let waiting = match &one {
        Some(group) if is_to_come => {
            agenda::without_meeting(&mut db, organisation, group.id).await?
        }
        _ => Vec::new(),
    };
    let waiting: Vec<Outline> = waiting.iter().map(|item| item.outline()).collect();
    let at_meetings = listed.iter().filter_map(|(_, meeting)| outlines.get(&meeting.id));
    let all = at_meetings.flatten().chain(&waiting).cloned().collect();
    let with_topics = Topics::read(&mut db, organisation, all).await?;
    let purposes = with_topics.outlines().map(|one| one.purpose).collect::<BTreeSet<_>>();
    let asked = |outlines: &[Outline]| with_topics.asked(outlines, query);
    let mut listed: Vec<Listed> = listed
        .into_iter()
        .map(|(group, meeting)| {
            let items = outlines.get(&meeting.id).map_or(&[][..], Vec::as_slice);
            Listed { items: asked(items), group, meeting }
        })
        .collect();
    listed.retain(|one| !query.is_narrow() || !one.items.is_empty());
    Ok(Some(CalendarPage {
        topics: with_topics.all(),
        purposes: purposes.into_iter().collect(),
        waiting: asked(&waiting),
        meetings: listed,
        scope,
        query,
        period,
        today,
    }))
}

/// A meeting at a place. `None` for one that is not there (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn meeting(
    store: &Store,
    place: &Place,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Option<MeetingPage>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    read_meeting(&mut db, scope, meeting).await
}

/// A file that belongs to an item of a meeting's agenda, with its content. `None` for one that is not there (any
/// more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn document(
    store: &Store,
    place: &Place,
    (meeting, document): (MeetingId, DocumentId),
    now: DateTime<Utc>,
) -> Result<Option<(Document, Vec<u8>)>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    let organisation = scope.organisation.id;
    let Some(page) = read_meeting(&mut db, scope, meeting).await? else { return Ok(None) };
    let all = page.agenda.items.into_iter().flat_map(|one| one.documents);
    let found = all.into_iter().find(|one| one.id == document && one.link.is_none());
    let Some(found) = found else { return Ok(None) };
    let content = documents::content(&mut db, organisation, document).await?;
    Ok(Some((found, content)))
}

/// The public page of a group, or of the organisation where one of these groups has one.
pub(super) fn public_place(
    organisation: OrganisationId,
    only: Option<GroupId>,
    pages: &HashMap<GroupId, PageVisibility>,
    groups: &[Group],
) -> Option<Place> {
    let is_public = |group: GroupId| pages.get(&group) == Some(&PageVisibility::Public);
    let has_one = match only {
        Some(group) => is_public(group),
        None => groups.iter().any(|group| is_public(group.id)),
    };
    has_one.then_some(Place::Public(organisation, only))
}

async fn read_meeting(
    db: &mut Connection,
    scope: Scope,
    meeting: MeetingId,
) -> Result<Option<MeetingPage>, ActionError> {
    let organisation = scope.organisation.id;
    let found = meetings::meeting(db, organisation, meeting).await?;
    let found = found.filter(|one| one.state != MeetingState::Draft);
    let Some((group, meeting)) = found.and_then(|one| Some((scope.group(one.group)?, one))) else {
        return Ok(None);
    };
    // Whoever looks is a guest: they learn what it is about, and nothing of what happens in the group.
    let agenda = Agenda::of_meeting(db, organisation, meeting.id).await?.to_guests();
    Ok(Some(MeetingPage { scope, group, meeting, agenda }))
}

/// What there is at a place.
async fn opened(
    db: &mut Connection,
    place: &Place,
    now: DateTime<Utc>,
) -> Result<Option<Scope>, ActionError> {
    let scope = match place {
        Place::Public(organisation, group) => of_all(db, (*organisation, *group), now).await?,
        Place::Secret(token) => of_holder(db, token, now).await?,
    };
    Ok(scope.filter(|scope| !scope.groups.is_empty()))
}

async fn of_all(
    db: &mut Connection,
    (organisation, group): (OrganisationId, Option<GroupId>),
    now: DateTime<Utc>,
) -> Result<Option<Scope>, ActionError> {
    let found = organisations::organisation(db, organisation).await?;
    let Some(organisation) = found else { return Ok(None) };
    let pages = calendar::pages(db, organisation.id).await?;
    let mut all = groups::groups_of(db, organisation.id).await?;
    all.retain(|group| {
        let is_public = pages.get(&group.id) == Some(&PageVisibility::Public);
        is_public && !group.term.is_over(group.day_of(now))
    });
    Ok(scope(organisation, all, (group, true)))
}

async fn of_holder(
    db: &mut Connection,
    token: &AccessToken,
    now: DateTime<Utc>,
) -> Result<Option<Scope>, ActionError> {
    let found = accesses::by_digest(db, AccessPurpose::Page, &token.digest()).await?;
    let Some((organisation, access)) = found.filter(|(_, access)| access.is_valid(now)) else {
        return Ok(None);
    };
    let holder = (organisation.id, access.holder);
    let mut all = groups_of_person(db, holder, now - PAST, now).await?;
    let pages = calendar::pages(db, organisation.id).await?;
    all.retain(|group| pages.get(&group.id).is_some_and(|one| *one != PageVisibility::Off));
    let only = match access.object {
        AccessTo::Group(group) => Some(group),
        AccessTo::Organisation => None,
        AccessTo::Person | AccessTo::Meeting(_) => return Ok(None),
    };
    let today = wall(organisation.zone, now).date();
    let first_use = (access.used != Some(today)).then_some(today);
    let scope = scope(organisation, all, (only, false));
    Ok(scope.map(|scope| Scope { used: Some((access.id, first_use)), ..scope }))
}

fn scope(
    organisation: Organisation,
    groups: Vec<Group>,
    (only, is_public): (Option<GroupId>, bool),
) -> Option<Scope> {
    let groups = groups.into_iter().filter(|group| only.is_none_or(|only| group.id == only));
    let groups: Vec<Arc<Group>> = groups.map(Arc::new).collect();
    let first = groups.first().cloned().filter(|_| only.is_some());
    if only.is_some() && first.is_none() {
        return None;
    }
    Some(Scope { organisation, groups, only: first, is_public, used: None })
}

/// The topics of what stands on the agendas of a period.
struct Topics {
    of_items: HashMap<ItemId, Vec<Topic>>,
    outlines: Vec<Outline>,
}

impl Topics {
    async fn read(
        db: &mut Connection,
        organisation: OrganisationId,
        outlines: Vec<Outline>,
    ) -> Result<Self, ActionError> {
        let ids: Vec<ItemId> = outlines.iter().map(|one| one.item).collect();
        let of_items = agenda::topics_of_items(db, organisation, &ids).await?;
        Ok(Self { of_items, outlines })
    }

    fn outlines(&self) -> impl Iterator<Item = &Outline> {
        self.outlines.iter()
    }

    fn of(&self, item: ItemId) -> &[Topic] {
        self.of_items.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Every one, by name.
    fn all(&self) -> Vec<Topic> {
        let mut all: Vec<Topic> = self.of_items.values().flatten().cloned().collect();
        all.sort_by_cached_key(|topic| (topic.name.to_lowercase(), topic.id));
        all.dedup();
        all
    }

    /// What is asked for of an agenda.
    fn asked(&self, outlines: &[Outline], query: Query) -> Vec<(Outline, Vec<Topic>)> {
        let is_topic = |one: &Outline, topic| self.of(one.item).iter().any(|own| own.id == topic);
        let asked = outlines.iter().filter(|one| {
            query.purpose.is_none_or(|purpose| one.purpose == purpose)
                && query.topic.is_none_or(|topic| is_topic(one, topic))
        });
        asked.map(|one| (one.clone(), self.of(one.item).to_vec())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_whole_months() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        let all = Period::of(Query::default(), false, day(2026, 11, 30));
        assert_eq!((all.first, all.end()), (day(2026, 11, 1), day(2027, 2, 1)));
        assert_eq!(all.neighbours(), (Some(day(2026, 8, 1)), Some(day(2027, 2, 1))));
        let month =
            Query { layout: Layout::Month, from: Some(day(2027, 2, 1)), ..Query::default() };
        let month = Period::of(month, true, day(2026, 11, 30));
        assert_eq!((month.first, month.end()), (day(2027, 2, 1), day(2027, 3, 1)));
        assert!(month.contains(day(2027, 2, 28)) && !month.contains(day(2027, 3, 1)));
    }
}
