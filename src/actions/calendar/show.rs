//! The calendar as somebody sees it: filtered, and of each line why it is theirs.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Months, NaiveDate, Utc};

use super::pages::{PagePlace, public_place};
use super::{ToCome, seen_groups};
use crate::actions::agenda::AgendaItem;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{Participant, Purpose};
use crate::domain::appointment::Appointment;
use crate::domain::calendar::Following;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, PersonId, TopicId};
use crate::domain::meeting::Meeting;
use crate::domain::official::Post;
use crate::domain::seat::{Capacity, Office, Seat};
use crate::store::{Connection, Store, appointments, calendar, officials, seats};

/// How far ahead may be asked for, in months.
pub const MOST_MONTHS: u32 = 36;

/// What of the calendar somebody wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what concerns them.
    pub mine: bool,
    pub group: Option<GroupId>,
    pub topic: Option<TopicId>,
    pub purpose: Option<Purpose>,
    /// So many months from now.
    pub months: Option<u32>,
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.mine { "m" } else { "a" })?;
        let id = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        let months = self.months.map_or_else(String::new, |months| months.to_string());
        write!(
            f,
            ",{},{},{},{months}",
            id(self.group.map(|group| group.0)),
            id(self.topic.map(|topic| topic.0)),
            self.purpose.map(Purpose::word).unwrap_or_default(),
        )
    }
}

impl FromStr for Filter {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let [mine, group, topic, purpose, months] = text.split(',').collect::<Vec<_>>()[..] else {
            return Err(());
        };
        let number = |text: &str| match text {
            "" => Ok(None),
            number => number.parse::<i64>().map(Some).map_err(|_| ()),
        };
        let purpose = match purpose {
            "" => None,
            word => Some(Purpose::from_word(word).ok_or(())?),
        };
        Ok(Self {
            mine: match mine {
                "m" => true,
                "a" => false,
                _ => return Err(()),
            },
            group: number(group)?.map(GroupId),
            topic: number(topic)?.map(TopicId),
            purpose,
            months: number(months)?
                .map(|months| u32::try_from(months).map_err(|_| ()))
                .transpose()?,
        })
    }
}

/// Why something is somebody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// They are the member for this appointer.
    Member(String),
    /// They are the substitute for this appointer.
    Substitute(String),
    Official,
    FollowsGroup,
    /// They follow this topic.
    Topic(String),
    /// It concerns their appointer, of this name.
    Concerns(String),
    Presents,
    Proposed,
    /// They are to take it, as the substitute.
    Planned,
}

/// A line of the calendar.
#[derive(Clone, Debug)]
pub struct Line {
    pub group: Group,
    /// The meeting, or that of the item; `None` for what waits.
    pub meeting: Option<Meeting>,
    /// The item, with when it is up; `None` for the meeting's own line.
    pub item: Option<(AgendaItem, Option<DateTime<Utc>>)>,
    /// Why it is the reader's, where it is.
    pub why: Vec<Why>,
}

/// The calendar as somebody sees it.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub filter: Filter,
    /// By time; what waits comes last.
    pub lines: Vec<Line>,
    /// The name of the topic that is asked for.
    pub topic: Option<String>,
    /// The name of the group that is asked for.
    pub group: Option<String>,
    /// A group of the organisation, by which a direct message knows whose calendar it is.
    pub home: Option<GroupId>,
    /// Whether the reader follows anything.
    pub follows: bool,
    /// Where it is to be looked at as a page by everybody, if anywhere.
    pub page: Option<PagePlace>,
    pub now: DateTime<Utc>,
}

/// What is to come, as far as the caller may see it and asks for it.
///
/// # Errors
/// `NotFound` where there is no organisation, for a group that they may not see, and for who asks for what is theirs
/// and is not linked.
pub async fn show(
    store: &Store,
    caller: Caller,
    filter: Filter,
    now: DateTime<Utc>,
) -> Result<Calendar, ActionError> {
    let mut db = store.snapshot().await?;
    let visitor = recognise(&mut db, caller).await?;
    if filter.mine && visitor.person.is_none() {
        return Err(ActionError::NotFound(Missing::Link));
    }
    let organisation = visitor.organisation.id;
    let mut groups = seen_groups(&mut db, &visitor, now).await?;
    if let Some(wanted) = filter.group {
        groups.retain(|group| group.id == wanted);
        if groups.is_empty() {
            return Err(ActionError::NotFound(Missing::Group));
        }
    }
    let home = groups.first().map(|group| group.id);
    let name = groups.first().filter(|_| filter.group.is_some()).map(|group| group.name.clone());
    let pages = calendar::pages(&mut db, organisation).await?;
    let page = public_place(organisation, filter.group, &pages, (&groups, now));
    let own = Own::read(&mut db, &visitor, &groups, now).await?;
    let all = ToCome::of_groups(&mut db, organisation, groups, now).await?;
    let topics = crate::store::agenda::topics_of(&mut db, organisation).await?;
    let topic = filter.topic.and_then(|id| topics.into_iter().find(|one| one.id == id));
    let until = filter.months.and_then(|months| now.checked_add_months(Months::new(months)));
    let mut lines: Vec<Line> =
        all.iter().flat_map(|one| own.lines(one, filter, (until, now))).collect();
    lines.sort_by_key(|line| line.meeting.as_ref().map_or(i64::MAX, |one| one.starts.timestamp()));
    let (group, topic) = (name, topic.map(|topic| topic.name));
    let follows = !own.following.is_empty();
    Ok(Calendar { filter, lines, topic, group, home, follows, page, now })
}

/// What is somebody's own.
pub(super) struct Own {
    person: Option<PersonId>,
    held: Vec<(GroupId, Appointment, Seat)>,
    posts: Vec<Post>,
    pub following: Following,
}

impl Own {
    pub async fn read(
        db: &mut Connection,
        visitor: &Visitor,
        groups: &[Group],
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let organisation = visitor.organisation.id;
        let Some(person) = visitor.person.as_ref().map(|person| person.id) else {
            let (held, posts) = (Vec::new(), Vec::new());
            return Ok(Self { person: None, held, posts, following: Following::default() });
        };
        let mut held = Vec::new();
        let appointments = appointments::of_person(db, organisation, person).await?;
        for group in groups {
            let own: Vec<&Appointment> = appointments
                .iter()
                .filter(|(id, _)| *id == group.id)
                .map(|(_, appointment)| appointment)
                .collect();
            if own.is_empty() {
                continue;
            }
            let seats = seats::seats_of(db, organisation, group.id, group.day_of(now)).await?;
            for appointment in own {
                let seat = seats.iter().find(|one| one.seat.id == appointment.seat);
                held.extend(seat.map(|one| (group.id, *appointment, one.seat.clone())));
            }
        }
        let posts = officials::posts_of_person(db, organisation, person).await?;
        let following = calendar::following(db, organisation, person).await?;
        Ok(Self { person: Some(person), held, posts, following })
    }

    /// The lines of a group that are asked for.
    fn lines(
        &self,
        all: &ToCome,
        filter: Filter,
        (until, now): (Option<DateTime<Utc>>, DateTime<Utc>),
    ) -> Vec<Line> {
        let narrow = filter.topic.is_some() || filter.purpose.is_some();
        let mut lines = Vec::new();
        for (meeting, agenda) in &all.meetings {
            if until.is_some_and(|until| meeting.starts >= until) {
                continue;
            }
            let why = self.why_meeting(&all.group, meeting);
            let is_mine = !why.is_empty();
            let items = agenda.items.iter().zip(agenda.times(meeting)).map(|(one, at)| {
                (
                    one.clone(),
                    Some(at),
                    self.why_item(&all.group, one, all.group.day_of(meeting.starts)),
                )
            });
            let items: Vec<_> = items
                .filter(|(one, ..)| asked_for(one, filter))
                .filter(|(.., why)| !filter.mine || is_mine || !why.is_empty())
                .collect();
            let shows_meeting =
                if narrow || (filter.mine && !is_mine) { !items.is_empty() } else { true };
            if !shows_meeting {
                continue;
            }
            let line = |item, why| Line {
                group: all.group.clone(),
                meeting: Some(meeting.clone()),
                item,
                why,
            };
            lines.push(line(None, why));
            lines.extend(items.into_iter().map(|(one, at, why)| line(Some((one, at)), why)));
        }
        let waiting =
            all.waiting.items.iter().filter(|one| asked_for(one, filter)).map(|one| Line {
                group: all.group.clone(),
                meeting: None,
                item: Some((one.clone(), None)),
                why: self.why_item(&all.group, one, all.group.day_of(now)),
            });
        let waiting = waiting.filter(|line| !filter.mine || !line.why.is_empty());
        lines.extend(waiting.filter(|_| until.is_none()));
        lines
    }

    /// Why a meeting is theirs.
    fn why_meeting(&self, group: &Group, meeting: &Meeting) -> Vec<Why> {
        let on = group.day_of(meeting.starts);
        let held =
            self.held.iter().filter(|(id, held, ..)| *id == group.id && held.period.contains(on));
        // A presidium is theirs who lead, and no substitute's.
        let is_theirs = |office: Office| meeting.kind.calls(office, Capacity::Ordinary);
        let is_substitutes = meeting.kind.is_of_the_group();
        let mut why: Vec<Why> = held
            .filter_map(|(_, held, seat)| match held.capacity {
                Capacity::Ordinary => {
                    is_theirs(seat.office).then(|| Why::Member(seat.appointer_name.clone()))
                }
                Capacity::Substitute => {
                    is_substitutes.then(|| Why::Substitute(seat.appointer_name.clone()))
                }
                Capacity::StandIn => None,
            })
            .collect();
        let runs = self.posts.iter().any(|post| post.group == group.id && post.period.contains(on));
        why.extend(runs.then_some(Why::Official));
        why.extend(self.following.groups.contains(&group.id).then_some(Why::FollowsGroup));
        why
    }

    pub const fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// The topics of an item that they follow.
    pub fn why_topics(&self, one: &AgendaItem) -> Vec<Why> {
        let topics = one.topics.iter().filter(|topic| self.following.topics.contains(&topic.id));
        topics.map(|topic| Why::Topic(topic.name.clone())).collect()
    }

    /// Why an item is theirs that is dealt with on that day.
    fn why_item(&self, group: &Group, one: &AgendaItem, on: NaiveDate) -> Vec<Why> {
        let Some(person) = self.person else { return Vec::new() };
        let mut why = self.why_topics(one);
        for (appointer, name) in &one.concerns {
            let is_own = self.held.iter().any(|(id, held, seat)| {
                *id == group.id && seat.appointer == *appointer && held.period.contains(on)
            });
            why.extend(is_own.then(|| Why::Concerns(name.clone())));
        }
        why.extend(
            (one.item.presenter == Some(Participant::Person(person))).then_some(Why::Presents),
        );
        why.extend((one.item.proposed_by == Some(person)).then_some(Why::Proposed));
        let is_planned = one.planned().any(|planned| planned.substitute.id == person);
        why.extend(is_planned.then_some(Why::Planned));
        why
    }
}

/// Whether an item is among what is asked for.
fn asked_for(one: &AgendaItem, filter: Filter) -> bool {
    let is_topic = |wanted: TopicId| one.topics.iter().any(|topic| topic.id == wanted);
    filter.topic.is_none_or(is_topic)
        && filter.purpose.is_none_or(|purpose| one.item.purpose == purpose)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_again_as_it_was_written() {
        let all = Filter::default();
        let narrow = Filter {
            mine: true,
            group: Some(GroupId(i64::MAX)),
            topic: Some(TopicId(i64::MAX)),
            purpose: Some(Purpose::Consultation),
            months: Some(36),
        };
        for filter in [all, narrow] {
            assert_eq!(filter.to_string().parse(), Ok(filter));
            assert!(filter.to_string().len() <= 70, "{filter}");
        }
        for rubbish in ["", "m", "x,,,,", "m,a,,,", "m,,,war,", "m,,,,-1"] {
            assert_eq!(rubbish.parse::<Filter>(), Err(()), "{rubbish}");
        }
    }
}
