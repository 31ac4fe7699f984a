//! The calendar: as it stands in channels, as somebody sees it, what is new in it.

use chrono::TimeDelta;

use super::agenda::{item, plan};
use super::meetings::{told, view};
use super::{album, at, group, person};
use crate::actions::calendar::digest::News;
use crate::actions::calendar::follow::Follows;
use crate::actions::calendar::pages::PagePlace;
use crate::actions::calendar::posted::{CalendarPart, PostedLine};
use crate::actions::calendar::show::{Calendar, Filter, Line, Why};
use crate::actions::notices::Facts;
use crate::actions::notices::group::{Digest, GroupFacts};
use crate::actions::organisation::OrganisationSettings;
use crate::domain::account::{ChannelId, GuildId};
use crate::domain::agenda::{Purpose, Topic};
use crate::domain::cover::Cover;
use crate::domain::group::Organisation;
use crate::domain::id::{GroupId, MeetingId, OrganisationId, TopicId};
use crate::domain::language::Language;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::Destination;
use crate::render::reader::Reader;
use crate::render::site::Site;
use crate::render::{Message, calendar, organisation};

fn march(reader: Reader) -> Meeting {
    Meeting { state: MeetingState::Scheduled, ..view(reader, Cover::Presumed).meeting }
}

fn april(reader: Reader) -> Meeting {
    let march = march(reader);
    let later = TimeDelta::days(35);
    let (starts, ends) = (march.starts + later, march.ends + later);
    Meeting { id: MeetingId(2), starts, ends, ..march }
}

fn posted(reader: Reader, lines: Vec<PostedLine>, (part, parts): (usize, usize)) -> Message {
    let more = if part == 2 { 4 } else { 0 };
    let channel = Some(ChannelId(100));
    let is_cut = part == 2;
    let part = CalendarPart { group: group(reader), part, parts, lines, more, is_cut, channel };
    calendar::posted(reader, &part)
}

fn of_channels(reader: Reader) -> Vec<(&'static str, Message)> {
    let (march, april) = (march(reader), april(reader));
    let first = |meeting: &Meeting| group(reader).day_of(meeting.starts);
    let all = vec![
        PostedLine::Meeting(march.clone(), Some(first(&march))),
        PostedLine::Item(march.clone(), Box::new(plan())),
        PostedLine::Item(march.clone(), Box::new(item(2, "#jagmed", Purpose::Information, 20))),
        PostedLine::Meeting(april.clone(), Some(first(&april))),
        PostedLine::Waits,
        PostedLine::Waiting(item(3, "Bredband", Purpose::Home, 20)),
    ];
    let goes_on = vec![
        PostedLine::Item(march.clone(), Box::new(plan())),
        PostedLine::Meeting(april.clone(), Some(first(&april))),
    ];
    vec![
        ("a group's calendar", posted(reader, all, (0, 1))),
        ("its second part", posted(reader, goes_on, (1, 3))),
        ("its last part", posted(reader, vec![PostedLine::Meeting(april, None)], (2, 3))),
        ("not shown there any more", {
            let (lines, more, is_cut, channel) = (Vec::new(), 0, false, None);
            let part = CalendarPart {
                group: group(reader),
                part: 0,
                parts: 0,
                lines,
                more,
                is_cut,
                channel,
            };
            calendar::posted(reader, &part)
        }),
        ("items that do not fit", {
            let lines = vec![PostedLine::Waits];
            let (more, is_cut, channel) = (0, true, Some(ChannelId(100)));
            let part = CalendarPart {
                group: group(reader),
                part: 2,
                parts: 3,
                lines,
                more,
                is_cut,
                channel,
            };
            calendar::posted(reader, &part)
        }),
        ("nothing to come", posted(reader, Vec::new(), (0, 0))),
        ("a part that is not needed any more", posted(reader, Vec::new(), (1, 1))),
    ]
}

fn of_people(reader: Reader) -> Vec<(&'static str, Message)> {
    let line = |meeting, item, why| Line { group: group(reader), meeting, item, why };
    let whys = vec![
        Why::Topic("kultur".into()),
        Why::Concerns("Arboga".into()),
        Why::Presents,
        Why::Proposed,
        Why::Planned,
    ];
    let lines = vec![
        line(Some(march(reader)), None, vec![Why::Member("Arboga".into()), Why::Official]),
        line(Some(march(reader)), Some((plan(), Some(at(11, 8)))), whys),
        line(Some(april(reader)), None, vec![Why::Substitute("Sala".into()), Why::FollowsGroup]),
        line(None, Some((item(3, "Bredband", Purpose::Home, 20), None)), Vec::new()),
    ];
    let of = |filter, lines| Calendar {
        filter,
        lines,
        topic: None,
        group: None,
        home: Some(GroupId(1)),
        follows: false,
        page: None,
        now: at(5, 8),
    };
    let narrow = Filter {
        mine: true,
        purpose: Some(Purpose::Decision),
        months: Some(3),
        ..Filter::default()
    };
    let named = Calendar {
        topic: Some("kultur".into()),
        group: Some("Äldre".into()),
        ..of(narrow, lines[..1].to_vec())
    };
    let mine = Filter { mine: true, ..Filter::default() };
    let site = Site::at(Some("https://kallelse.example".into()));
    let told = |calendar: &Calendar| calendar::shown(reader, calendar, (0, &site));
    let page = Some(PagePlace::Public(OrganisationId(1), None));
    let with_page = Calendar { page, ..of(Filter::default(), Vec::new()) };
    let settings = |calendar, is_changed| {
        let organisation = Organisation {
            id: OrganisationId(1),
            guild: GuildId(1),
            name: "Samverkan *X*".into(),
            language: reader.language,
            zone: chrono_tz::Europe::Stockholm,
        };
        let groups = vec![(group(reader), true)];
        let shown = OrganisationSettings { organisation, calendar, groups, is_changed };
        organisation::settings(reader, &shown)
    };
    let kultur = Topic { id: TopicId(1), name: "kultur".into() };
    let nothing = Follows { topics: Vec::new(), groups: Vec::new(), hour: 8, notes: false };
    let some = Follows { topics: vec![kultur], groups: vec![group(reader)], hour: 7, notes: true };
    vec![
        ("the calendar", told(&of(Filter::default(), lines))),
        ("the calendar, narrowed", told(&named)),
        ("nothing of the kind", told(&of(Filter::default(), Vec::new()))),
        ("nothing of one's own", told(&of(mine, Vec::new()))),
        ("with a page for everybody", told(&with_page)),
        ("follows nothing", calendar::follows(reader, &nothing)),
        ("follows", calendar::follows(reader, &some)),
        ("the organisation's settings", settings(None, false)),
        ("its calendar stands", settings(Some(ChannelId(200)), true)),
        ("its calendar is gone", settings(None, true)),
    ]
}

fn of_digests(reader: Reader) -> Vec<(&'static str, Message)> {
    let news = |meeting: Option<Meeting>, item, is_moved| News {
        notes: None,
        group: group(reader),
        meeting,
        item,
        is_moved,
        why: vec![Why::Topic("kultur".into())],
    };
    let one = news(Some(march(reader)), Some(plan()), false);
    let many = vec![
        one.clone(),
        news(Some(april(reader)), Some(item(2, "#jagmed", Purpose::Information, 20)), true),
        news(Some(april(reader)), None, false),
        news(None, Some(item(3, "Bredband", Purpose::Home, 20)), false),
    ];
    let told = |news| {
        let digest = Digest { group: group(reader), person: person(30, "Arboga, ledamot"), news };
        let facts = Facts::Group(Box::new(GroupFacts::Digest(digest)));
        told(Destination::Direct, Some(person(30, "Arboga, ledamot")), facts)
    };
    vec![("digest of one", told(vec![one])), ("digest", told(many)), ("over", told(Vec::new()))]
}

#[test]
fn the_calendar_in_both_languages() {
    for language in Language::ALL {
        let reader = Reader::on_discord(language);
        let tag = language.tag();
        insta::assert_snapshot!(format!("calendar_channels_{tag}"), album(of_channels(reader)));
        insta::assert_snapshot!(format!("calendar_people_{tag}"), album(of_people(reader)));
        insta::assert_snapshot!(format!("calendar_digests_{tag}"), album(of_digests(reader)));
    }
}
