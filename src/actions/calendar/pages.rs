//! The calendar as pages: what an address opens, for whoever has it. Nothing of who comes, who stands in for whom, and
//! why is among the facts that pages are made of.

use std::collections::{BTreeSet, HashMap, HashSet};
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
use crate::domain::language::Language;
use crate::domain::local_time::{instant, wall};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notes::{Chapter, NotesNumber};
use crate::store::{
    Connection, Store, accesses, agenda, calendar, documents, groups, meetings, notes,
    organisations, revisions,
};

/// How many months a list shows of all groups, and of one.
const MONTHS_OF_ALL: u32 = 3;
const MONTHS_OF_ONE: u32 = 12;

/// Where a page is, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagePlace {
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

/// An item of an agenda, with its topics by name.
pub type WithTopics = (Outline, Vec<Topic>);

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
    /// Whether it asks for what is to come, and not for certain months.
    fn is_to_come(&self) -> bool {
        self.from.is_none() && self.layout == Layout::List
    }

    /// What it asks for of an agenda.
    fn of(&self, items: &[WithTopics]) -> Vec<WithTopics> {
        let is_topic = |topics: &[Topic], wanted| topics.iter().any(|topic| topic.id == wanted);
        let asked = items.iter().filter(|(one, topics)| {
            self.purpose.is_none_or(|purpose| one.purpose == purpose)
                && self.topic.is_none_or(|topic| is_topic(topics, topic))
        });
        asked.cloned().collect()
    }

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
    /// In which it is written for whoever asks for none.
    pub language: Language,
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
pub struct ListedMeeting {
    pub group: Arc<Group>,
    pub meeting: Meeting,
    /// Of its agenda what is asked for, each with its topics.
    pub items: Vec<WithTopics>,
}

/// A period of the calendar.
#[derive(Clone, Debug)]
pub struct CalendarPage {
    pub scope: Scope,
    pub query: Query,
    /// The one group that it is of, or is asked for.
    pub one: Option<Arc<Group>>,
    pub period: Period,
    pub today: NaiveDate,
    /// What there is to ask for in the period, by name; and the topic that is asked for, if the groups have it.
    pub topics: Vec<Topic>,
    pub topic: Option<Topic>,
    pub purposes: Vec<Purpose>,
    /// By when they begin.
    pub meetings: Vec<ListedMeeting>,
    /// What waits for a meeting, on the page of one group's coming meetings.
    pub waiting: Vec<WithTopics>,
}

impl CalendarPage {
    /// Whether the group and the topic that are asked for are there.
    pub fn knows_what_is_asked(&self) -> bool {
        let is_group = self.query.group.is_none() || self.one.is_some();
        is_group && (self.query.topic.is_none() || self.topic.is_some())
    }
}

/// A meeting with its agenda and documents.
#[derive(Clone, Debug)]
pub struct MeetingPage {
    pub scope: Scope,
    pub group: Arc<Group>,
    pub meeting: Meeting,
    pub agenda: Agenda,
    /// What was noted, where the group lets it stand on its page.
    pub notes: Option<NotesOnPage>,
}

/// Notes as they stand on a page: what was said and agreed, and not who was there.
#[derive(Clone, Debug)]
pub struct NotesOnPage {
    pub number: Option<NotesNumber>,
    pub published: NaiveDate,
    pub is_approved: bool,
    pub chapters: Vec<Chapter>,
}

/// The organisations that have a public page, by name.
///
/// # Errors
/// The facts cannot be read.
pub async fn public(store: &Store, now: DateTime<Utc>) -> Result<Vec<Organisation>, ActionError> {
    let mut db = store.snapshot().await?;
    let open: HashSet<OrganisationId> = groups::with_public_pages(&mut db)
        .await?
        .into_iter()
        .filter(|group| !group.term.is_over(group.day_of(now)))
        .map(|group| group.organisation)
        .collect();
    let mut all = organisations::with_public_pages(&mut db).await?;
    all.retain(|organisation| open.contains(&organisation.id));
    Ok(all)
}

/// A period of the calendar at a place. `None` where there is nothing (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn calendar(
    store: &Store,
    place: &PagePlace,
    query: Query,
    now: DateTime<Utc>,
) -> Result<Option<CalendarPage>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    let organisation = scope.organisation.id;
    // On the page of one group there is no other to ask for.
    let query = Query { group: query.group.filter(|_| scope.only.is_none()), ..query };
    let one = scope.only.clone().or_else(|| query.group.and_then(|id| scope.group(id)));
    let today = wall(scope.organisation.zone, now).date();
    let period = Period::of(query, one.is_some(), today);
    let all = InPeriod::read(&mut db, &scope, (query, period), now).await?;
    let waiting = match &one {
        Some(group) if query.is_to_come() => {
            agenda::without_meeting(&mut db, organisation, group.id).await?
        }
        _ => Vec::new(),
    };
    let ids: Vec<ItemId> = waiting.iter().map(|item| item.id).collect();
    let mut topics = agenda::topics_of_items(&mut db, organisation, &ids).await?;
    let waiting = waiting
        .iter()
        .map(|item| (item.outline(), topics.remove(&item.id).unwrap_or_default()))
        .collect::<Vec<WithTopics>>();
    let everything = || all.items().chain(&waiting);
    let topics = by_name(everything().flat_map(|(_, topics)| topics));
    let topic = match query.topic {
        Some(id) if !topics.iter().any(|topic| topic.id == id) => {
            // It may be another period's.
            let groups: Vec<GroupId> = scope.groups.iter().map(|group| group.id).collect();
            let all = agenda::topics_of_groups(&mut db, organisation, &groups).await?;
            all.into_iter().find(|topic| topic.id == id)
        }
        wanted => topics.iter().find(|topic| Some(topic.id) == wanted).cloned(),
    };
    let purposes = everything().map(|(one, _)| one.purpose).collect::<BTreeSet<_>>();
    Ok(Some(CalendarPage {
        purposes: purposes.into_iter().collect(),
        waiting: query.of(&waiting),
        meetings: all.listed(query),
        topics,
        topic,
        scope,
        query,
        one,
        period,
        today,
    }))
}

/// The meetings of a period that are there to be seen, with what is dealt with at them.
struct InPeriod {
    meetings: Vec<(Arc<Group>, Meeting)>,
    items: HashMap<MeetingId, Vec<WithTopics>>,
}

impl InPeriod {
    async fn read(
        db: &mut Connection,
        scope: &Scope,
        (query, period): (Query, Period),
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let (organisation, zone) = (scope.organisation.id, scope.organisation.zone);
        // Each group lives by its own clock: two days more on either side hold what any of them has in the period.
        let midnight = |day: NaiveDate| instant(zone, day.and_time(NaiveTime::MIN));
        let (days, first, end) = (Days::new(2), period.first, period.end());
        let since = midnight(first.checked_sub_days(days).unwrap_or(first));
        let until = midnight(end.checked_add_days(days).unwrap_or(end));
        let only = scope.only.as_ref().map(|group| group.id).or(query.group);
        let of = (organisation, only);
        let found = calendar::meetings_between(db, of, (since, until)).await?;
        let meetings = found.into_iter().filter_map(|meeting| {
            let group = scope.group(meeting.group)?;
            let day = group.day_of(meeting.starts);
            // What is on stays until it is over, whichever month it began in.
            let is_there = match query.is_to_come() {
                true => meeting.ends > now && day < period.end(),
                false => period.contains(day),
            };
            is_there.then_some((group, meeting))
        });
        let meetings: Vec<(Arc<Group>, Meeting)> = meetings.collect();
        let ids: Vec<MeetingId> = meetings.iter().map(|(_, meeting)| meeting.id).collect();
        let items = agenda::outlines_of_meetings(db, organisation, &ids).await?;
        Ok(Self { meetings, items })
    }

    fn of(&self, meeting: MeetingId) -> &[WithTopics] {
        self.items.get(&meeting).map_or(&[], Vec::as_slice)
    }

    fn items(&self) -> impl Iterator<Item = &WithTopics> {
        self.meetings.iter().flat_map(|(_, meeting)| self.of(meeting.id))
    }

    /// What is asked for of them.
    fn listed(&self, query: Query) -> Vec<ListedMeeting> {
        let listed = self.meetings.iter().map(|(group, meeting)| {
            let items = query.of(self.of(meeting.id));
            ListedMeeting { group: group.clone(), meeting: meeting.clone(), items }
        });
        listed.filter(|one| !query.is_narrow() || !one.items.is_empty()).collect()
    }
}

/// A meeting at a place. `None` for one that is not there (any more), whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn meeting(
    store: &Store,
    place: &PagePlace,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Option<MeetingPage>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    read_meeting(&mut db, scope, meeting).await
}

/// A file that belongs to an item of a meeting's agenda, and whose it is. `None` for one that is not there (any more),
/// whatever the reason.
///
/// # Errors
/// The facts cannot be read.
pub async fn document(
    store: &Store,
    place: &PagePlace,
    (meeting, document): (MeetingId, DocumentId),
    now: DateTime<Utc>,
) -> Result<Option<(Scope, Document)>, ActionError> {
    let mut db = store.snapshot().await?;
    let Some(scope) = opened(&mut db, place, now).await? else { return Ok(None) };
    let Some(page) = read_meeting(&mut db, scope, meeting).await? else { return Ok(None) };
    let mut all = page.agenda.items.into_iter().flat_map(|one| one.documents);
    let found = all.find(|one| one.id == document && one.link.is_none());
    Ok(found.map(|found| (page.scope, found)))
}

/// A part of a file, from 0 on: it is handed out bit by bit, so that many who fetch large ones at once fit into memory.
/// `None` behind the last one.
///
/// # Errors
/// The facts cannot be read.
pub async fn part(
    store: &Store,
    (organisation, document): (OrganisationId, DocumentId),
    part: i64,
) -> Result<Option<Vec<u8>>, ActionError> {
    Ok(documents::part(&mut *store.read().await?, organisation, (document, part)).await?)
}

/// The public page of a group, or of the organisation where one of these groups has one.
pub(super) fn public_place(
    organisation: OrganisationId,
    only: Option<GroupId>,
    pages: &HashMap<GroupId, PageVisibility>,
    (groups, now): (&[Group], DateTime<Utc>),
) -> Option<PagePlace> {
    let has_one = groups.iter().any(|group| {
        let is_public = pages.get(&group.id) == Some(&PageVisibility::Public);
        let is_meant = only.is_none_or(|only| group.id == only);
        is_public && is_meant && !group.term.is_over(group.day_of(now))
    });
    has_one.then_some(PagePlace::Public(organisation, only))
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
    let notes = read_notes(db, &group, meeting.id).await?;
    Ok(Some(MeetingPage { scope, group, meeting, agenda, notes }))
}

/// The newest notes of a meeting, where its group lets them stand on its page.
async fn read_notes(
    db: &mut Connection,
    group: &Group,
    meeting: MeetingId,
) -> Result<Option<NotesOnPage>, ActionError> {
    let place = (group.organisation, meeting);
    if !notes::places(db, group.organisation, group.id).await?.on_page {
        return Ok(None);
    }
    let Some(revision) = revisions::revision(db, place, None).await? else { return Ok(None) };
    let head = notes::head(db, place).await?.unwrap_or_default();
    let approvals = revisions::approvals(db, place).await?;
    Ok(Some(NotesOnPage {
        number: head.number,
        published: wall(group.rule.zone, revision.published).date(),
        is_approved: approvals.iter().any(|one| one.revision == revision.number),
        chapters: revision.content.chapters,
    }))
}

/// What there is at a place.
async fn opened(
    db: &mut Connection,
    place: &PagePlace,
    now: DateTime<Utc>,
) -> Result<Option<Scope>, ActionError> {
    let scope = match place {
        PagePlace::Public(organisation, group) => of_all(db, (*organisation, *group), now).await?,
        PagePlace::Secret(token) => of_holder(db, token, now).await?,
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
    let (used, language) = (Some((access.id, first_use)), access.language);
    Ok(scope.map(|scope| Scope { used, language, ..scope }))
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
    let language = organisation.language;
    Some(Scope { organisation, groups, only: first, is_public, language, used: None })
}

/// Topics by name, each once.
fn by_name<'a>(topics: impl Iterator<Item = &'a Topic>) -> Vec<Topic> {
    let mut all: Vec<Topic> = topics.cloned().collect();
    all.sort_by_cached_key(|topic| (topic.name.to_lowercase(), topic.id));
    all.dedup();
    all
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
