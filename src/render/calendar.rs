//! The calendar: as it stands in channels, as somebody sees it, and what they follow.

use chrono::{Datelike, NaiveDate};

use super::agenda::purpose;
use super::button::{ButtonId, Page};
use super::card::{MOST_LISTED, field, fitting, shortened};
use super::page::address::Address;
use super::reader::Reader;
use super::site::Site;
use super::{Button, Card, Message, Weight};
use crate::actions::agenda::AgendaItem;
use crate::actions::calendar::digest::News;
use crate::actions::calendar::follow::Follows;
use crate::actions::calendar::posted::{CalendarPart, PostedLine};
use crate::actions::calendar::show::{Calendar, Filter, Line, Why};
use crate::domain::group::Group;
use crate::domain::local_time::wall;
use crate::domain::meeting::Meeting;

/// How many characters of the calendar stand on a page: on a phone, a page is read in one go.
const MOST_ON_A_PAGE: usize = 1400;

/// A part of a group's calendar, as it stands in a channel.
pub fn posted(reader: Reader, part: &CalendarPart) -> Message {
    let group = ("group", reader.label(&part.group.name).into());
    let numbered = [
        group.clone(),
        ("number", (part.part + 1).to_string().into()),
        ("count", part.parts.to_string().into()),
    ];
    let heading = if part.parts > 1 && !part.lines.is_empty() {
        reader.text("calendar-heading-part", &numbered)
    } else {
        reader.text("calendar-heading", &[group])
    };
    let mut lines = vec![heading];
    if part.channel.is_none() {
        let gone = reader.text("calendar-elsewhere", &[]);
        lines.push(gone);
        return Message {
            buttons: posted_buttons(reader, part),
            ..Message::text(lines.join("\n"))
        };
    }
    lines.extend(goes_on(reader, part));
    lines.extend(part.lines.iter().map(|line| posted_line(reader, &part.group, line)));
    if part.lines.is_empty() {
        let key = if part.part == 0 { "calendar-nothing" } else { "calendar-part-empty" };
        lines.push(reader.text(key, &[]));
    }
    if part.is_cut {
        let command = ("command", reader.command("calendar-show").into());
        let key = if part.more > 0 { "calendar-more" } else { "calendar-more-items" };
        lines.push(reader.text(key, &[("count", part.more.into()), command]));
    }
    Message { buttons: posted_buttons(reader, part), ..Message::text(lines.join("\n")) }
}

fn posted_buttons(reader: Reader, part: &CalendarPart) -> Vec<Button> {
    let filter = Filter { group: Some(part.group.id), ..Filter::default() };
    let own = Filter { mine: true, ..Filter::default() };
    let page = |filter, key| {
        let id = ButtonId::Calendar(part.group.id, filter, Page::Open);
        Button::new(reader, id, key, Weight::Plain)
    };
    vec![page(own, "button-my-calendar"), page(filter, "button-whole-calendar")]
}

/// The meeting whose items go on from the message before.
fn goes_on(reader: Reader, part: &CalendarPart) -> Option<String> {
    match part.lines.first()? {
        PostedLine::Item(meeting, _) => {
            let when = day(reader, &part.group, meeting);
            Some(reader.text("calendar-goes-on", &[("when", when.into())]))
        }
        PostedLine::Meeting(meeting, None) => {
            Some(month(reader, part.group.day_of(meeting.starts)))
        }
        PostedLine::Meeting(_, Some(_)) | PostedLine::Waits => None,
        PostedLine::Waiting(_) => Some(reader.text("calendar-waiting", &[])),
    }
}

fn posted_line(reader: Reader, group: &Group, line: &PostedLine) -> String {
    match line {
        PostedLine::Meeting(meeting, opens) => {
            let args = [
                ("when", day(reader, group, meeting).into()),
                ("place", reader.words(meeting.place.as_str()).into()),
            ];
            let line = reader.text("calendar-meeting", &args);
            match opens {
                Some(first) => format!("{}\n{line}", month(reader, *first)),
                None => line,
            }
        }
        PostedLine::Item(meeting, one) => item(reader, Some(meeting), one),
        PostedLine::Waits => reader.text("calendar-waiting", &[]),
        PostedLine::Waiting(one) => item(reader, None, one),
    }
}

/// "### mars 2027"
fn month(reader: Reader, day: NaiveDate) -> String {
    let name = reader.text("month", &[("number", day.month().into())]);
    let args = [("month", name.into()), ("year", day.year().to_string().into())];
    reader.text("calendar-month", &args)
}

/// "tors 11 mars kl. 09:00"
fn day(reader: Reader, group: &Group, meeting: &Meeting) -> String {
    let local = wall(group.rule.zone, meeting.starts);
    let weekday = i64::from(local.date().weekday().number_from_monday());
    let args = [
        ("weekday", reader.text("weekday-short", &[("number", weekday.into())]).into()),
        ("day", local.date().day().into()),
        ("month", reader.text("month", &[("number", local.date().month().into())]).into()),
        ("time", local.format("%H:%M").to_string().into()),
    ];
    reader.text("calendar-day", &args)
}

/// An item with its purpose and topics.
fn item(reader: Reader, meeting: Option<&Meeting>, one: &AgendaItem) -> String {
    let topics: Vec<String> = one.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    let args = [
        ("title", reader.label(one.item.title.as_str()).into()),
        ("what", purpose(reader, one.item.purpose).into()),
        ("topics", topics.join(", ").into()),
    ];
    let key = match (topics.is_empty(), one.item.is_preliminary(meeting) && meeting.is_some()) {
        (true, false) => "calendar-item",
        (true, true) => "calendar-item-preliminary",
        (false, false) => "calendar-item-topics",
        (false, true) => "calendar-item-topics-preliminary",
    };
    reader.text(key, &args)
}

/// A page of the calendar as somebody sees it, from its `first` line on.
pub fn shown(reader: Reader, calendar: &Calendar, (first, site): (usize, &Site)) -> Message {
    let all = &calendar.lines;
    let first = if first < all.len() { first } else { 0 };
    let lines: Vec<String> = (first..all.len()).map(|at| line(reader, all, (first, at))).collect();
    let count = fitting(&lines, MOST_ON_A_PAGE, "\n").max(1).min(lines.len());
    let mut body = lines[..count].join("\n");
    if all.is_empty() {
        let key = match calendar.filter.mine {
            true if !calendar.follows => "calendar-none-mine",
            _ => "calendar-none",
        };
        let command = ("command", reader.command("calendar-follow").into());
        body = reader.text(key, &[command]);
    }
    let page = calendar.page.clone().and_then(|place| site.page(&Address::calendar(place)));
    if let Some(address) = page {
        body += &format!("\n\n{}", reader.text("calendar-as-page", &[("address", address.into())]));
    }
    let mut buttons = Vec::new();
    if let Some(group) = calendar.home {
        let page = |at| ButtonId::Calendar(group, calendar.filter, Page::At(at));
        if first > 0 {
            let before = page(before(reader, all, first));
            buttons.push(Button::new(reader, before, "button-previous-page", Weight::Plain));
        }
        if first + count < all.len() {
            let next = page(first + count);
            buttons.push(Button::new(reader, next, "button-next-page", Weight::Plain));
        }
        let other = Filter { mine: !calendar.filter.mine, ..calendar.filter };
        let key = if other.mine { "button-only-mine" } else { "button-all" };
        let other = ButtonId::Calendar(group, other, Page::At(0));
        buttons.push(Button::new(reader, other, key, Weight::Plain));
    }
    let card = Card { title: title(reader, calendar), body, ..Card::default() };
    Message { card: Some(card), buttons, ..Message::default() }
}

/// Where the page begins that ends before a line.
fn before(reader: Reader, all: &[Line], first: usize) -> usize {
    let mut start = 0;
    while start < first {
        let lines: Vec<String> = (start..first).map(|at| line(reader, all, (start, at))).collect();
        let count = fitting(&lines, MOST_ON_A_PAGE, "\n").max(1);
        if start + count >= first {
            break;
        }
        start += count;
    }
    start
}

fn title(reader: Reader, calendar: &Calendar) -> String {
    let mut parts =
        vec![reader.text(
            if calendar.filter.mine { "calendar-title-mine" } else { "calendar-title" },
            &[],
        )];
    parts.extend(calendar.group.as_ref().map(|name| reader.label(name)));
    parts.extend(calendar.topic.as_ref().map(|name| reader.label(name)));
    parts.extend(calendar.filter.purpose.map(|one| purpose(reader, one)));
    parts.extend(
        calendar
            .filter
            .months
            .map(|months| reader.text("calendar-months", &[("count", i64::from(months).into())])),
    );
    parts.join(" · ")
}

/// A line, with the month above it where it opens one on its page.
fn line(reader: Reader, all: &[Line], (first, at): (usize, usize)) -> String {
    let one = &all[at];
    let month_of = |line: &Line| {
        let meeting = line.meeting.as_ref()?;
        line.group.day_of(meeting.starts).with_day(1)
    };
    let before = at.checked_sub(1).filter(|before| *before >= first).map(|before| &all[before]);
    let opens = before.is_none_or(|before| month_of(before) != month_of(one));
    let head = match (opens, month_of(one)) {
        (false, _) => None,
        (true, Some(of)) => Some(month(reader, of)),
        (true, None) => Some(reader.text("calendar-waiting", &[])),
    };
    let why = why(reader, &one.why);
    let text = match (&one.item, &one.meeting) {
        (None, Some(meeting)) => {
            let args = [
                ("when", day(reader, &one.group, meeting).into()),
                ("group", reader.label(&one.group.name).into()),
                ("place", reader.words(meeting.place.as_str()).into()),
            ];
            reader.text("calendar-meeting-of", &args)
        }
        (Some((item_, _)), Some(meeting)) => item(reader, Some(meeting), item_),
        (Some((item_, _)), None) => {
            let group = [("group", reader.label(&one.group.name).into())];
            format!("{} {}", item(reader, None, item_), reader.text("calendar-of", &group))
        }
        (None, None) => String::new(),
    };
    let text = why.map_or(text.clone(), |why| format!("{text}\n-# {why}"));
    head.map_or(text.clone(), |head| format!("{head}\n{text}"))
}

/// Why something is the reader's.
fn why(reader: Reader, all: &[Why]) -> Option<String> {
    let words: Vec<String> = all
        .iter()
        .map(|why| match why {
            Why::Member(name) => {
                reader.text("why-member", &[("appointer", reader.label(name).into())])
            }
            Why::Substitute(name) => {
                reader.text("why-substitute", &[("appointer", reader.label(name).into())])
            }
            Why::Official => reader.text("why-official", &[]),
            Why::FollowsGroup => reader.text("why-follows-group", &[]),
            Why::Topic(name) => reader.text("why-topic", &[("what", reader.label(name).into())]),
            Why::Concerns(name) => {
                reader.text("why-concerns", &[("appointer", reader.label(name).into())])
            }
            Why::Presents => reader.text("why-presents", &[]),
            Why::Proposed => reader.text("why-proposed", &[]),
            Why::Planned => reader.text("why-planned", &[]),
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

/// What somebody follows, and when they are told.
pub fn follows(reader: Reader, follows: &Follows) -> Message {
    let nobody = || reader.text("follows-nothing", &[]);
    let listed = |names: Vec<String>| match names.is_empty() {
        true => nobody(),
        false => shortened(reader, &names, 900, ", "),
    };
    let topics = follows.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    let groups = follows.groups.iter().map(|group| reader.label(&group.name)).collect();
    let body = if follows.topics.is_empty() && follows.groups.is_empty() {
        let command = ("command", reader.command("calendar-follow").into());
        reader.text("follows-how", &[command])
    } else {
        let args = [
            ("time", format!("{:02}:00", follows.hour).into()),
            ("command", reader.command("me-settings").into()),
        ];
        reader.text("follows-body", &args)
    };
    let fields = vec![
        field(reader, "field-topics", listed(topics)),
        field(reader, "field-groups", listed(groups)),
    ];
    let body = match follows.notes {
        true => body,
        false => format!("{body}\n{}", reader.text("follows-no-notes", &[])),
    };
    let title = reader.text("follows-title", &[]);
    Message { card: Some(Card { title, body, fields, ..Card::default() }), ..Message::default() }
}

/// What is new of what somebody follows.
pub fn digest(reader: Reader, news: &[News]) -> (String, Card) {
    let lines: Vec<String> = news.iter().map(|one| news_line(reader, one)).collect();
    let text = match news {
        [one] => reader.text("digest-one", &[("what", headline(reader, one).into())]),
        [first, ..] => {
            let args =
                [("what", headline(reader, first).into()), ("count", (news.len() - 1).into())];
            reader.text("digest-many", &args)
        }
        [] => reader.text("digest-over", &[]),
    };
    let title = reader.text("digest-title", &[]);
    let body = shortened(reader, &lines, MOST_LISTED, "\n");
    let body = match news.iter().any(|one| one.notes.is_some()) {
        true => {
            let args = [
                ("show", reader.command("notes-show").into()),
                ("command", reader.command("me-settings").into()),
            ];
            format!("{body}\n\n{}", reader.text("digest-notes-how", &args))
        }
        false => body,
    };
    (text, Card { title, body, ..Card::default() })
}

/// What a lock screen shows of something new.
fn headline(reader: Reader, one: &News) -> String {
    let when = one.meeting.as_ref().map(|meeting| day(reader, &one.group, meeting));
    let when = when.unwrap_or_else(|| reader.text("item-no-meeting", &[]));
    let args = [
        ("group", reader.label(&one.group.name).into()),
        ("when", when.into()),
        (
            "title",
            one.item
                .as_ref()
                .map(|item| reader.label(item.item.title.as_str()))
                .unwrap_or_default()
                .into(),
        ),
    ];
    let key = match (&one.item, one.is_moved) {
        _ if one.notes.is_some() => "digest-notes",
        (None, _) => "digest-meeting",
        (Some(_), false) => "digest-item",
        (Some(_), true) => "digest-item-moved",
    };
    reader.text(key, &args)
}

fn news_line(reader: Reader, one: &News) -> String {
    let why = why(reader, &one.why).map(|why| format!("\n-# {why}")).unwrap_or_default();
    format!("• {}{why}", headline(reader, one))
}
