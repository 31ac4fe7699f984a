//! Meetings as calendar programs read them: iCalendar (RFC 5545) with what clients make of it besides.
//!
//! What an entry is to its reader stands in its title too, because no client shows its status reliably; an entry that blocks
//! nothing says so twice, for Outlook in words of its own. The same facts give the same bytes.

use std::collections::HashMap;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry,
    ICalendarMethod, ICalendarParameter, ICalendarProperty, ICalendarStatus, ICalendarTransparency,
    ICalendarValueType,
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::File;
use super::agenda::purpose;
use super::page::without_addresses;
use super::reader::{Reader, Surface};
use crate::actions::calendar::events::{Event, Feed, Part, times};
use crate::domain::access::AccessTo;
use crate::domain::agenda::{Outline, Purpose};
use crate::domain::engagement::Engagement;
use crate::domain::group::Group;
use crate::domain::id::{EPOCH_SECONDS, GroupId};
use crate::domain::language::Language;
use crate::domain::local_time::{instant, wall};
use crate::domain::meeting::Meeting;
use crate::domain::wording::{Place, Title};

/// How often a program may look again (RFC 7986, 5.7): each has its own mind about it.
const REFRESHED: TimeDelta = TimeDelta::hours(1);

/// The media type of what is made here.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// A whole calendar.
pub fn feed(feed: &Feed) -> String {
    let reader = reading(feed.language);
    let name = match feed.object {
        AccessTo::Person => {
            reader.text("feed-name-own", &[("organisation", feed.organisation.name.clone().into())])
        }
        AccessTo::Group(_) | AccessTo::Organisation | AccessTo::Meeting(_) => {
            reader.text("feed-name", &[("name", feed.name.clone().into())])
        }
    };
    // A calendar holds something at least (RFC 5545, 3.6): where nothing is to come, how its clock goes.
    written(reader, Some(&name), &feed.events, &[feed.organisation.zone])
}

/// A meeting as a file: as it is to somebody, or what of it is theirs.
pub fn file(language: Language, events: &[Event]) -> File {
    let reader = reading(language);
    let day = events.first().map(|one| wall(one.group.rule.zone, one.starts()).date());
    let day = day.map_or_else(String::new, |day| format!("-{day}"));
    let name = format!("{}{day}.ics", reader.text("feed-file", &[]));
    File { name, bytes: written(reader, None, events, &[]).into_bytes() }
}

/// The same for everybody: an address in the meeting's place is not told, since whoever has that can take part.
pub fn file_for_everybody(language: Language, event: &Event) -> File {
    let instead = reading(language).text("page-address-in-call", &[]);
    let place = without_addresses(&event.meeting.place_and_link(), &instead);
    let meeting = Meeting { place: Place::kept(place), link: None, ..event.meeting.clone() };
    let agenda = event.agenda.iter().map(|one| {
        let title = without_addresses(one.title.as_str(), &instead);
        Outline { title: Title::kept(title), ..one.clone() }
    });
    file(language, &[Event { meeting, agenda: agenda.collect(), ..event.clone() }])
}

const fn reading(language: Language) -> Reader {
    Reader::on_discord(language).on(Surface::Ics)
}

fn written(reader: Reader, name: Option<&str>, events: &[Event], else_zones: &[Tz]) -> String {
    let mut root = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    let program = format!("-//Kallelse//Kallelse {}//EN", env!("CARGO_PKG_VERSION"));
    root.add_property(ICalendarProperty::Version, "2.0");
    root.add_property(ICalendarProperty::Prodid, program);
    root.add_property(ICalendarProperty::Method, ICalendarMethod::Publish);
    if let Some(name) = name {
        let name = clean(name);
        root.add_property(ICalendarProperty::Name, name.clone());
        root.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), name);
        let often = || ICalendarDuration::from_seconds(REFRESHED.num_seconds());
        let is_duration = [ICalendarParameter::value(ICalendarValueType::Duration)];
        root.add_property_with_params(ICalendarProperty::RefreshInterval, is_duration, often());
        root.add_property(ICalendarProperty::Other("X-PUBLISHED-TTL".to_owned()), often());
    }
    root.component_ids = (1..).take(events.len()).collect();
    let mut words = Words::of(reader);
    let mut components = vec![root];
    components.extend(events.iter().map(|event| entry(&mut words, event)));
    let mut calendar = ICalendar { components };
    let some_time = DateTime::from_timestamp(EPOCH_SECONDS, 0).unwrap_or_default();
    let else_zones = else_zones.iter().filter(|_| events.is_empty());
    let else_zones = else_zones.map(|zone| (*zone, some_time, some_time));
    for (zone, from, to) in whole_years(zones(events).into_iter().chain(else_zones)) {
        calendar.add_timezone(zone.name(), from.timestamp(), to.timestamp());
    }
    calendar.to_string()
}

/// The zones that events are told by, each with the time that it is needed for.
fn zones(events: &[Event]) -> Vec<(Tz, DateTime<Utc>, DateTime<Utc>)> {
    let mut zones: Vec<(Tz, DateTime<Utc>, DateTime<Utc>)> = Vec::new();
    for event in events {
        let (zone, from, to) = (event.group.rule.zone, event.starts(), event.ends());
        match zones.iter_mut().find(|(known, ..)| *known == zone) {
            Some((_, first, last)) => (*first, *last) = (from.min(*first), to.max(*last)),
            None => zones.push((zone, from, to)),
        }
    }
    zones
}

/// Of each zone the whole years, and three more, so that what comes every year is told as a rule.
fn whole_years(
    zones: impl Iterator<Item = (Tz, DateTime<Utc>, DateTime<Utc>)>,
) -> impl Iterator<Item = (Tz, DateTime<Utc>, DateTime<Utc>)> {
    let year = |at: DateTime<Utc>, more: i32| {
        let first = NaiveDate::from_ymd_opt(at.year() + more, 1, 1).unwrap_or_default();
        first.and_time(NaiveTime::MIN).and_utc()
    };
    zones.map(move |(zone, from, to)| (zone, year(from, 0), year(to, 3)))
}

fn entry(words: &mut Words, event: &Event) -> ICalendarComponent {
    let mut entry = ICalendarComponent::new(ICalendarComponentType::VEvent);
    let whose = event.group.organisation;
    let uid = match &event.item {
        None => format!("meeting-{}@{whose}.kallelse", event.meeting.id),
        Some((one, ..)) => format!("item-{}@{whose}.kallelse", one.item),
    };
    // Whatever changes makes a later version: a program keeps the greater one of two files.
    let sequence = event.changed.timestamp() - EPOCH_SECONDS;
    entry.add_uid(&uid);
    entry.add_dtstamp(in_utc(event.changed));
    entry.add_sequence(sequence);
    entry.entries.push(when(ICalendarProperty::Dtstart, &event.group, event.starts()));
    entry.entries.push(when(ICalendarProperty::Dtend, &event.group, event.ends()));
    entry.add_property(ICalendarProperty::Summary, clean(&words.summary(event)));
    entry.add_property(ICalendarProperty::Location, clean(&event.meeting.place_and_link()));
    let says = description(words, event);
    if !says.is_empty() {
        entry.add_property(ICalendarProperty::Description, clean(&says));
    }
    let (status, busy) = match event.engagement {
        _ if event.is_cancelled() => (ICalendarStatus::Cancelled, "FREE"),
        Some(Engagement::Firm) => (ICalendarStatus::Confirmed, "BUSY"),
        Some(Engagement::Awaited) => (ICalendarStatus::Tentative, "TENTATIVE"),
        Some(Engagement::Held) => (ICalendarStatus::Tentative, "FREE"),
        None => (ICalendarStatus::Confirmed, "FREE"),
    };
    let blocks = busy == "BUSY";
    entry.add_property(ICalendarProperty::Status, status);
    let transparency =
        if blocks { ICalendarTransparency::Opaque } else { ICalendarTransparency::Transparent };
    entry.add_property(ICalendarProperty::Transp, transparency);
    entry.add_property(ICalendarProperty::Other("X-MICROSOFT-CDO-BUSYSTATUS".to_owned()), busy);
    entry
}

/// What stands in the list and on the lock screen: "Reserv: Äldre".
fn summary(reader: Reader, event: &Event) -> String {
    let group = ("group", event.group.name.clone().into());
    let item = event.item.as_ref().map(|(one, ..)| ("title", one.title.as_str().to_owned().into()));
    match (item, event.engagement) {
        (Some(title), _) if event.is_cancelled() => {
            reader.text("event-item-cancelled", &[group, title])
        }
        (Some(title), _) => {
            let takes = matches!(event.item, Some((.., Part::Takes)));
            reader.text(if takes { "event-item-planned" } else { "event-item" }, &[group, title])
        }
        (None, _) if event.is_cancelled() => reader.text("event-cancelled", &[group]),
        (None, Some(Engagement::Awaited)) => reader.text("event-awaited", &[group]),
        (None, Some(Engagement::Held)) => reader.text("event-held", &[group]),
        (None, Some(Engagement::Firm) | None) => reader.text("event", &[group]),
    }
}

/// What it is to the reader, and the agenda.
fn description(words: &mut Words, event: &Event) -> String {
    let reader = words.reader;
    let said = match (&event.item, event.engagement) {
        _ if event.is_cancelled() => Some("event-says-cancelled"),
        (Some((.., Part::Takes)), _) => Some("event-says-planned"),
        (Some((.., Part::Guest)), _) => Some("event-says-guest"),
        (None, Some(Engagement::Held)) => Some("event-says-held"),
        (None, Some(Engagement::Awaited)) => Some("event-says-awaited"),
        (None, Some(Engagement::Firm) | None) => None,
    };
    let mut parts: Vec<String> = said.map(|key| reader.text(key, &[])).into_iter().collect();
    let zone = event.group.rule.zone;
    match &event.item {
        Some((one, at, _)) => parts.push(words.line(zone, *at, one)),
        None if event.agenda.is_empty() => {}
        None => {
            let up = times(&event.meeting, &event.agenda);
            let mut lines = vec![words.heading.clone()];
            lines.extend(up.zip(&event.agenda).map(|(at, one)| words.line(zone, at, one)));
            parts.push(lines.join("\n"));
        }
    }
    parts.join("\n\n")
}

/// What stands in many entries, made once for all of a calendar: looking texts up is what takes time.
struct Words {
    reader: Reader,
    heading: String,
    /// A line with signs that no text has where time, title and purpose go.
    line: String,
    purposes: HashMap<Purpose, String>,
    /// The titles of meetings, by what makes them.
    summaries: HashMap<(GroupId, bool, Option<Engagement>), String>,
}

const TIME: &str = "\u{1}";
const TITLE: &str = "\u{2}";
const WHAT: &str = "\u{3}";

impl Words {
    fn of(reader: Reader) -> Self {
        let places = [("time", TIME.into()), ("title", TITLE.into()), ("what", WHAT.into())];
        let heading = reader.text("field-agenda", &[]);
        let line = reader.text("event-line", &places);
        Self { reader, heading, line, purposes: HashMap::new(), summaries: HashMap::new() }
    }

    fn summary(&mut self, event: &Event) -> String {
        if event.item.is_some() {
            return summary(self.reader, event);
        }
        let kind = (event.group.id, event.is_cancelled(), event.engagement);
        self.summaries.entry(kind).or_insert_with(|| summary(self.reader, event)).clone()
    }

    /// "09:00 Title – decision"
    fn line(&mut self, zone: Tz, at: DateTime<Utc>, one: &Outline) -> String {
        let time = wall(zone, at).format("%H:%M").to_string();
        let reader = self.reader;
        let what = self.purposes.entry(one.purpose).or_insert_with(|| purpose(reader, one.purpose));
        self.line.replace(TIME, &time).replace(WHAT, what).replace(TITLE, one.title.as_str())
    }
}

/// A time as the clock on the wall shows it; an hour that it shows twice means the first (RFC 5545, 3.3.5), so that the
/// second is told in UTC.
fn when(property: ICalendarProperty, group: &Group, at: DateTime<Utc>) -> ICalendarEntry {
    let zone = group.rule.zone;
    let local = wall(zone, at);
    if instant(zone, local) != at {
        return ICalendarEntry::new(property).with_value(in_utc(at));
    }
    let told = ICalendarEntry::new(property).with_value(partial(local));
    told.with_param(ICalendarParameter::tzid(zone.name().to_owned()))
}

fn in_utc(at: DateTime<Utc>) -> PartialDateTime {
    PartialDateTime { tz_hour: Some(0), tz_minute: Some(0), ..partial(at.naive_utc()) }
}

fn partial(at: NaiveDateTime) -> PartialDateTime {
    let small = |part: u32| u8::try_from(part).ok();
    PartialDateTime {
        year: u16::try_from(at.year()).ok(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
        ..PartialDateTime::default()
    }
}

/// A text without what no calendar may hold (RFC 5545, 3.1): lines end in one way, and other control characters go.
fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{MeetingId, OrganisationId};
    use crate::domain::language::Language;
    use crate::domain::meeting::{MeetingKind, MeetingState};
    use crate::domain::period::Period;
    use crate::domain::schedule::{InvitationRule, PostingSchedule};
    use icalendar::{Calendar, Component as _};
    use proptest::prelude::*;

    fn event(zone: Tz, starts: DateTime<Utc>, group: &str) -> Event {
        let group = Group {
            id: GroupId(1),
            organisation: OrganisationId(1),
            name: group.to_owned(),
            channel: crate::domain::account::ChannelId(1),
            officials_channel: crate::domain::account::ChannelId(2),
            language: Language::Swedish,
            rule: InvitationRule {
                lead_days: 7,
                posting: PostingSchedule::parse("0 9 * * *").expect("a schedule"),
                zone,
            },
            term: Period::since(starts.date_naive()),
            mandate: None,
        };
        let meeting = Meeting {
            id: MeetingId(starts.timestamp()),
            organisation: OrganisationId(1),
            group: GroupId(1),
            kind: MeetingKind::Ordinary,
            dating: 0,
            state: MeetingState::Scheduled,
            revision: 0,
            starts,
            ends: starts + TimeDelta::hours(2),
            place: Place::parse("Sal 3").expect("a place"),
            link: None,
            remark: None,
            late_because: None,
            dated: None,
            datings: 0,
            withdrawn_datings: Vec::new(),
            called: None,
            cancelled: None,
            cancelled_because: None,
            closed: None,
            changed: None,
        };
        let (group, agenda) = (std::sync::Arc::new(group), Vec::new());
        Event { group, meeting, agenda, item: None, engagement: None, changed: starts }
    }

    fn of(events: &[Event]) -> String {
        written(reading(Language::Swedish), None, events, &[])
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_meeting_stands_at_its_time_on_the_wall_in_its_own_zone_on_both_sides_of_the_change() {
        use chrono_tz::{America, Asia, Europe};
        let events = [
            event(Europe::Stockholm, at("2027-03-25T08:00:00Z"), "a"),
            event(Europe::Stockholm, at("2027-04-01T07:00:00Z"), "b"),
            event(America::New_York, at("2027-03-12T14:00:00Z"), "c"),
            event(America::New_York, at("2027-03-19T13:00:00Z"), "d"),
            event(Asia::Kolkata, at("2027-03-25T03:30:00Z"), "e"),
            // The hour that the clock shows twice: the first is told by the clock, and the second cannot be.
            event(Europe::Stockholm, at("2027-10-31T00:30:00Z"), "f"),
            event(Europe::Stockholm, at("2027-10-31T01:30:00Z"), "g"),
        ];
        let text = of(&events);
        for line in [
            "DTSTART;TZID=Europe/Stockholm:20270325T090000",
            "DTSTART;TZID=Europe/Stockholm:20270401T090000",
            "DTSTART;TZID=America/New_York:20270312T090000",
            "DTSTART;TZID=America/New_York:20270319T090000",
            "DTSTART;TZID=Asia/Kolkata:20270325T090000",
            "DTSTART;TZID=Europe/Stockholm:20271031T023000",
            "DTSTART:20271031T013000Z",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is not in {text}");
        }
        for zone in ["Europe/Stockholm", "America/New_York", "Asia/Kolkata"] {
            assert_eq!(text.matches(&format!("BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n")).count(), 1);
        }
        // What Outlook goes by: when the clocks change every year, and to what.
        assert!(text.contains("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"), "{text}");
        assert!(text.contains("TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200"), "{text}");
        assert!(text.contains("TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400"), "{text}");
        assert!(text.contains("TZOFFSETTO:+0530"), "{text}");
    }

    proptest! {
        #[test]
        fn whatever_a_text_holds_it_is_read_again_as_it_was(name in "\\PC{1,60}|[\\x00-\\x7f\u{202e}\u{200f}]{1,60}") {
            let starts = at("2027-03-25T08:00:00Z");
            let text = of(&[event(chrono_tz::Europe::Stockholm, starts, &name)]);
            for line in text.split("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
            }
            let calendar: Calendar = text.parse().map_err(|error| {
                TestCaseError::fail(format!("{error}: {text}"))
            })?;
            let events: Vec<_> = calendar.events().collect();
            prop_assert_eq!(events.len(), 1, "no text makes entries of its own");
            let wanted = format!("Möte: {}", clean(&name));
            let read = events[0].get_summary().unwrap_or_default();
            prop_assert_eq!(read.trim_end(), wanted.trim_end());
        }

        #[test]
        fn the_same_facts_are_the_same_bytes(second in 1_577_836_800..2_500_000_000i64) {
            let starts = DateTime::from_timestamp(second - second % 60, 0).expect("an instant");
            let zones = [chrono_tz::Europe::Stockholm, chrono_tz::Australia::Lord_Howe];
            let events: Vec<Event> = zones.into_iter().map(|zone| event(zone, starts, "a")).collect();
            prop_assert_eq!(of(&events), of(&events.clone()));
        }
    }
}
