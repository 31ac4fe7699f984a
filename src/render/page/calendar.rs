//! A period of the calendar: as a list, and as a month.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use askama::Template;
use chrono::{Datelike, Days, NaiveDate};

use super::address::{Address, What};
use super::text::{Piece, pieces, without_addresses};
use super::{Frame, Link, Visit, written};
use crate::actions::calendar::pages::{CalendarPage, Layout, ListedMeeting, Query, WithTopics};
use crate::domain::agenda::Purpose;
use crate::domain::group::{Group, Organisation};
use crate::domain::meeting::{Meeting, MeetingState};
use crate::render::agenda::{clock, purpose};
use crate::render::reader::Reader;

#[derive(Template)]
#[template(path = "calendar.html", config = "src/render/page/askama.toml")]
struct CalendarHtml<'a> {
    frame: Frame<'a>,
    heading: String,
    layouts: Vec<Link>,
    has_filters: bool,
    groups: Vec<Link>,
    purposes: Vec<Link>,
    topics: Vec<Link>,
    /// What is asked for, each leading to where it is not.
    chosen: Vec<Link>,
    neighbours: Vec<Link>,
    shows_groups: bool,
    /// That all of an agenda may change still.
    preliminary: String,
    month: Option<Month>,
    parts_of_list: Vec<Part>,
    waiting: Vec<ItemShown>,
    nothing: Option<String>,
    /// How members have the meetings in their own calendar.
    subscribe: Option<String>,
}

/// The meetings of a month in a list.
struct Part {
    id: String,
    name: String,
    meetings: Vec<MeetingShown>,
}

struct MeetingShown {
    href: String,
    group: String,
    day: String,
    /// What the clock shows when it begins and ends; and the instants, as programs read them.
    from: String,
    to: String,
    starts: String,
    ends: String,
    zone: Option<String>,
    place: Vec<Piece>,
    state: Option<String>,
    is_cancelled: bool,
    /// Whether all of the agenda may change still.
    is_preliminary: bool,
    items: Vec<ItemShown>,
}

struct ItemShown {
    title: String,
    lang: Option<&'static str>,
    what: String,
}

/// A month as a table.
struct Month {
    name: String,
    weekdays: Vec<String>,
    weeks: Vec<Week>,
}

struct Week {
    number: u32,
    /// From Monday on; those of another month are none.
    days: Vec<Option<Day>>,
}

impl Week {
    fn is_empty(&self) -> bool {
        self.days.iter().flatten().all(|day| day.meetings.is_empty() && !day.is_today)
    }
}

struct Day {
    date: String,
    number: u32,
    name: String,
    is_today: bool,
    meetings: Vec<MeetingShown>,
}

/// A period of the calendar at an address, as a page.
pub fn calendar(visit: Visit<'_>, address: &Address, page: &CalendarPage) -> String {
    let reader = visit.reader();
    let shown = Renderer { visit, reader, address, page, words: Words::of(reader, page) };
    let heading = shown.heading();
    let title = match page.query.layout {
        Layout::List => heading.clone(),
        Layout::Month => format!("{heading} – {}", shown.month_name(page.period.first)),
    };
    let by_month = shown.by_month();
    let (month, parts_of_list) = match page.query.layout {
        Layout::Month => (Some(shown.month()), Vec::new()),
        Layout::List => (None, by_month),
    };
    let (groups, purposes, topics) = (shown.groups(), shown.purposes(), shown.topics());
    let group = page.one.as_deref();
    written(&CalendarHtml {
        frame: Frame::of(visit, address, &page.scope, title),
        heading,
        layouts: shown.layouts(),
        has_filters: [&groups, &purposes, &topics].iter().any(|links| !links.is_empty()),
        groups,
        purposes,
        topics,
        chosen: shown.chosen(),
        neighbours: shown.neighbours(),
        shows_groups: page.scope.only.is_none(),
        preliminary: reader.text("page-preliminary-agenda", &[]),
        month,
        parts_of_list,
        waiting: page.waiting.iter().map(|one| shown.item(one, group, false)).collect(),
        nothing: page.meetings.is_empty().then(|| shown.nothing()),
        subscribe: (!page.scope.is_public).then(|| shown.subscribe()),
    })
}

struct Renderer<'a> {
    visit: Visit<'a>,
    reader: Reader,
    address: &'a Address,
    page: &'a CalendarPage,
    words: Words,
}

/// What stands at many meetings, made once for all of a page: looking texts up is what takes time.
struct Words {
    purposes: HashMap<Purpose, String>,
    days: HashMap<NaiveDate, String>,
    /// What stands instead of an address that not everybody is told.
    in_call: String,
}

impl Words {
    fn of(reader: Reader, page: &CalendarPage) -> Self {
        let purposes = page.purposes.iter().map(|one| (*one, purpose(reader, *one)));
        let days: BTreeSet<NaiveDate> =
            page.meetings.iter().map(|one| one.group.day_of(one.meeting.starts)).collect();
        Self {
            purposes: purposes.collect(),
            days: days.into_iter().map(|day| (day, reader.date(day))).collect(),
            in_call: reader.text("page-address-in-call", &[]),
        }
    }
}

impl Renderer<'_> {
    /// What stands instead of an address, where not everybody is told it.
    fn in_call(&self) -> Option<&str> {
        self.page.scope.is_public.then_some(&*self.words.in_call)
    }

    fn heading(&self) -> String {
        let of = match &self.page.scope.only {
            Some(group) => &group.name,
            None => &self.page.scope.organisation.name,
        };
        self.reader.text("page-heading", &[("name", self.reader.label(of).into())])
    }

    fn to(&self, query: Query) -> String {
        self.visit.to(&self.address.with(What::Calendar(query)))
    }

    fn layouts(&self) -> Vec<Link> {
        let now = self.page.query;
        [(Layout::List, "page-list"), (Layout::Month, "page-month")]
            .map(|(layout, key)| Link {
                href: self.to(Query { layout, ..now }),
                text: self.reader.text(key, &[]),
                is_current: now.layout == layout,
            })
            .into()
    }

    /// One to choose among several; none to choose where there is one alone.
    fn choices<T: PartialEq + Copy>(
        &self,
        all: Vec<(T, String)>,
        chosen: Option<T>,
        with: impl Fn(Option<T>) -> Query,
    ) -> Vec<Link> {
        if all.len() < 2 && chosen.is_none() {
            return Vec::new();
        }
        let one = |(id, text): (T, String)| {
            let is_current = chosen == Some(id);
            let href = self.to(with((!is_current).then_some(id)));
            Link { href, text, is_current }
        };
        all.into_iter().map(one).collect()
    }

    fn groups(&self) -> Vec<Link> {
        let now = self.page.query;
        let all = self.page.scope.groups.iter();
        let all = all.map(|group| (group.id, self.reader.label(&group.name))).collect();
        self.choices(all, now.group, |group| Query { group, ..now })
    }

    fn purposes(&self) -> Vec<Link> {
        let now = self.page.query;
        let all = self.page.purposes.iter();
        let all = all.map(|one| (*one, purpose(self.reader, *one))).collect();
        self.choices(all, now.purpose, |purpose| Query { purpose, ..now })
    }

    fn topics(&self) -> Vec<Link> {
        let now = self.page.query;
        let all = self.page.topics.iter();
        let all = all.map(|topic| (topic.id, self.reader.label(&topic.name))).collect();
        self.choices(all, now.topic, |topic| Query { topic, ..now })
    }

    fn chosen(&self) -> Vec<Link> {
        let now = self.page.query;
        let group = now.group.and_then(|id| self.page.scope.groups.iter().find(|one| one.id == id));
        let topic = self.page.topic.as_ref();
        let unknown = || self.reader.text("page-unknown", &[]);
        let group = now.group.map(|_| {
            let name = group.map_or_else(unknown, |group| self.reader.label(&group.name));
            (name, Query { group: None, ..now })
        });
        let purpose =
            now.purpose.map(|one| (purpose(self.reader, one), Query { purpose: None, ..now }));
        let topic = now.topic.map(|_| {
            let name = topic.map_or_else(unknown, |topic| self.reader.label(&topic.name));
            (name, Query { topic: None, ..now })
        });
        let all = [group, purpose, topic].into_iter().flatten();
        all.map(|(text, query)| Link::to(self.to(query), text)).collect()
    }

    fn neighbours(&self) -> Vec<Link> {
        let (now, period) = (self.page.query, self.page.period);
        let (before, after) = period.neighbours();
        let link = |from: Option<NaiveDate>, key: &str| {
            let from = from.filter(|from| (2000..=2100).contains(&from.year()))?;
            let text = match now.layout {
                Layout::Month => self.month_name(from),
                Layout::List => {
                    self.reader.text("page-from", &[("month", self.month_name(from).into())])
                }
            };
            let text = self.reader.text(key, &[("what", text.into())]);
            Some(Link::to(self.to(Query { from: Some(from), ..now }), text))
        };
        let to_today = now.from.map(|_| {
            let key = match now.layout {
                Layout::Month => "page-this-month",
                Layout::List => "page-to-come",
            };
            Link::to(self.to(Query { from: None, ..now }), self.reader.text(key, &[]))
        });
        [link(before, "page-earlier"), to_today, link(after, "page-later-on")]
            .into_iter()
            .flatten()
            .collect()
    }

    fn subscribe(&self) -> String {
        let command = self.reader.command("calendar-feed");
        self.reader.text("page-subscribe", &[("command", command.into())])
    }

    fn nothing(&self) -> String {
        let query = self.page.query;
        if query.topic.is_some() || query.purpose.is_some() {
            return self.reader.text("page-nothing-fits", &[]);
        }
        let (first, end) = (self.page.period.first, self.page.period.end());
        let last = end.pred_opt().unwrap_or(end);
        let args = [("from", self.month_name(first).into()), ("to", self.month_name(last).into())];
        match self.page.query.layout {
            Layout::Month => self.reader.text("page-no-meetings-in", &args),
            Layout::List => self.reader.text("page-no-meetings", &args),
        }
    }

    /// "mars 2027"
    fn month_name(&self, day: NaiveDate) -> String {
        let name = self.reader.text("month", &[("number", day.month().into())]);
        format!("{name} {}", day.year())
    }

    fn by_month(&self) -> Vec<Part> {
        let mut parts: BTreeMap<NaiveDate, Vec<MeetingShown>> = BTreeMap::new();
        for one in &self.page.meetings {
            let day = one.group.day_of(one.meeting.starts);
            parts.entry(day.with_day(1).unwrap_or(day)).or_default().push(self.meeting(one));
        }
        let part = |(first, meetings): (NaiveDate, Vec<MeetingShown>)| Part {
            id: format!("m{}", first.format("%Y-%m")),
            name: self.month_name(first),
            meetings,
        };
        parts.into_iter().map(part).collect()
    }

    fn month(&self) -> Month {
        let (first, end) = (self.page.period.first, self.page.period.end());
        let mut on: BTreeMap<NaiveDate, Vec<MeetingShown>> = BTreeMap::new();
        for one in &self.page.meetings {
            let day = one.group.day_of(one.meeting.starts);
            on.entry(day).or_default().push(self.meeting(one));
        }
        let mut weeks = Vec::new();
        let monday = first - Days::new(first.weekday().num_days_from_monday().into());
        let mondays = (0..6).map(|week| monday + Days::new(7 * week));
        for monday in mondays.take_while(|monday| *monday < end) {
            let days = (0..7).map(|ahead| {
                let day = monday + Days::new(ahead);
                (first <= day && day < end).then(|| Day {
                    date: day.to_string(),
                    number: day.day(),
                    name: self.short_day(day),
                    is_today: day == self.page.today,
                    meetings: on.remove(&day).unwrap_or_default(),
                })
            });
            weeks.push(Week { number: monday.iso_week().week(), days: days.collect() });
        }
        let weekdays = (1u32..=7)
            .map(|number| self.reader.text("weekday-short", &[("number", number.into())]));
        Month { name: self.month_name(first), weekdays: weekdays.collect(), weeks }
    }

    /// "tors 11 mars"
    fn short_day(&self, day: NaiveDate) -> String {
        let number = day.weekday().number_from_monday();
        let args = [
            ("weekday", self.reader.text("weekday-short", &[("number", number.into())]).into()),
            ("day", day.day().into()),
            ("month", self.reader.text("month", &[("number", day.month().into())]).into()),
        ];
        self.reader.text("page-day", &args)
    }

    fn meeting(&self, one: &ListedMeeting) -> MeetingShown {
        let ListedMeeting { group, meeting, items } = one;
        let (day, last_day) = (group.day_of(meeting.starts), group.day_of(meeting.ends));
        let to = match last_day == day {
            true => clock(group, meeting.ends),
            false => self.reader.shortly_at(group, meeting.ends),
        };
        let may_change = meeting.called.is_none() && meeting.state == MeetingState::Scheduled;
        let is_preliminary = may_change && items.iter().all(|(one, _)| !one.decided);
        let is_mixed = may_change && !is_preliminary;
        MeetingShown {
            href: self.visit.to(&self.address.with(What::Meeting(meeting.id))),
            group: self.reader.label(&group.name),
            day: self.words.days.get(&day).cloned().unwrap_or_default(),
            from: clock(group, meeting.starts),
            to,
            starts: instant(group, meeting.starts),
            ends: instant(group, meeting.ends),
            zone: zone(&self.page.scope.organisation, group),
            place: place(self.in_call(), meeting),
            state: state(self.reader, meeting),
            is_cancelled: meeting.state == MeetingState::Cancelled,
            is_preliminary,
            items: items
                .iter()
                .map(|one| self.item(one, Some(group), is_mixed && !one.0.decided))
                .collect(),
        }
    }

    /// An item; `is_marked` where it may change and others of its meeting may not.
    fn item(
        &self,
        (one, topics): &WithTopics,
        group: Option<&Group>,
        is_marked: bool,
    ) -> ItemShown {
        let topics = topics.iter().map(|topic| self.reader.label(&topic.name));
        let known = self.words.purposes.get(&one.purpose).cloned();
        let purpose = known.unwrap_or_else(|| purpose(self.reader, one.purpose));
        let may_change = is_marked.then(|| self.reader.text("page-preliminary", &[]));
        let what: Vec<String> = [purpose].into_iter().chain(topics).chain(may_change).collect();
        ItemShown {
            title: told(self.in_call(), one.title.as_str()),
            lang: group.and_then(|group| self.visit.lang_of(group)),
            what: what.join(" · "),
        }
    }
}

/// The clock that a group lives by, where it is another than the organisation's.
pub(super) fn zone(organisation: &Organisation, group: &Group) -> Option<String> {
    (group.rule.zone != organisation.zone).then(|| group.rule.zone.name().to_owned())
}

/// An instant as programs read it, by the clock of a group.
pub(super) fn instant(group: &Group, at: chrono::DateTime<chrono::Utc>) -> String {
    at.with_timezone(&group.rule.zone).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// What a meeting is that is not simply held.
pub(super) fn state(reader: Reader, meeting: &Meeting) -> Option<String> {
    (meeting.state == MeetingState::Cancelled).then(|| reader.text("page-cancelled", &[]))
}

/// Where a meeting is; with something instead of an address that not everybody is told.
pub(super) fn place(instead: Option<&str>, meeting: &Meeting) -> Vec<Piece> {
    pieces(&told(instead, &meeting.place_and_link()))
}

/// What somebody has written; with something instead of an address that not everybody is told.
pub(super) fn told(instead: Option<&str>, text: &str) -> String {
    instead.map_or_else(|| text.to_owned(), |instead| without_addresses(text, instead))
}
