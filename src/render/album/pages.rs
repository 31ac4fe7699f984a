//! The calendar as pages.

use std::sync::Arc;

use chrono::NaiveDate;

use super::agenda::{all, plan};
use super::feeds::organisation;
use super::meetings::view;
use super::{at, group, person};
use crate::actions::attendance::AttendancePage;
use crate::actions::calendar::pages::{
    CalendarPage, Layout, ListedMeeting, MeetingPage, NotesOnPage, PagePlace, Period, Query, Scope,
};
use crate::domain::access::{AccessToken, RANDOM_BYTES};
use crate::domain::agenda::{Purpose, Topic};
use crate::domain::cover::Cover;
use crate::domain::group::Group;
use crate::domain::id::{AccessId, GroupId, MeetingId, OrganisationId, TopicId};
use crate::domain::language::Language;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notes::{Chapter, NotesNumber};
use crate::domain::wording::Place as Venue;
use crate::render::page::address::{Address, What};
use crate::render::page::{self, Statement, Visit};
use crate::render::reader::Reader;

fn visit(language: Language) -> Visit<'static> {
    Visit { language, is_chosen: false, base: "" }
}

/// What people write who try what becomes of it.
const HOSTILE: &str = "<b>\"Kultur\"</b> & '\u{202e}fritid'";

fn groups(reader: Reader) -> [Arc<Group>; 2] {
    let other = Group { id: GroupId(2), name: HOSTILE.into(), ..group(reader) };
    [Arc::new(group(reader)), Arc::new(other)]
}

fn scope(reader: Reader, is_public: bool, only: bool) -> Scope {
    let [first, other] = groups(reader);
    Scope {
        organisation: organisation(reader),
        only: only.then(|| first.clone()),
        groups: if only { vec![first] } else { vec![first, other] },
        is_public,
        language: reader.language,
        used: None,
    }
}

fn listed(reader: Reader, day: u32, state: MeetingState) -> ListedMeeting {
    let [first, other] = groups(reader);
    let place = "Kommunhuset, https://zoom.example/j/1?pwd=<x>";
    let meeting = Meeting {
        id: MeetingId(i64::from(day)),
        state,
        starts: at(day, 8),
        ends: at(day, 11),
        called: (state == MeetingState::Called).then(|| at(3, 8)),
        place: Venue::kept(place.to_owned()),
        ..view(reader, Cover::Presumed).meeting
    };
    let kultur = Topic { id: TopicId(1), name: "kultur".into() };
    let items = all().items.iter().map(|one| (one.item.outline(), vec![kultur.clone()])).collect();
    ListedMeeting { group: if day == 11 { first } else { other }, meeting, items }
}

fn calendar(reader: Reader, query: Query) -> CalendarPage {
    let first = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day");
    CalendarPage {
        scope: scope(reader, false, false),
        query,
        one: query.group.map(|_| groups(reader)[0].clone()),
        topic: query.topic.map(|id| Topic { id, name: "kultur".into() }),
        period: Period { first, months: if query.layout == Layout::Month { 1 } else { 3 } },
        today: at(5, 8).date_naive(),
        topics: vec![Topic { id: TopicId(1), name: "kultur".into() }],
        purposes: vec![Purpose::Information, Purpose::Consultation, Purpose::Decision],
        meetings: vec![
            listed(reader, 11, MeetingState::Called),
            listed(reader, 18, MeetingState::Cancelled),
            listed(reader, 31, MeetingState::Scheduled),
        ],
        waiting: Vec::new(),
    }
}

fn meeting(reader: Reader, is_public: bool) -> MeetingPage {
    let ListedMeeting { group, meeting, .. } = listed(reader, 11, MeetingState::Called);
    let chapter = |number, said: &str, agreed: Option<&str>| Chapter {
        number,
        heading: HOSTILE.into(),
        purpose: number.map(|_| Purpose::Decision),
        said: Some(said.into()),
        agreed: agreed.map(str::to_owned),
    };
    let notes = NotesOnPage {
        number: Some(NotesNumber { year: 2027, number: 3 }),
        published: at(12, 8).date_naive(),
        is_approved: is_public,
        chapters: vec![
            chapter(Some(1), "Vi **sa**:\n- ja\n- <b>nej</b>", Some("Se https://a.example/p")),
            chapter(None, "[Här](javascript:alert(1))", None),
        ],
    };
    let (scope, agenda) = (scope(reader, is_public, true), all().to_guests());
    MeetingPage { scope, group, meeting, agenda, notes: Some(notes) }
}

fn pages(language: Language) -> Vec<(&'static str, String)> {
    let (reader, visit) = (Reader::on_discord(language), visit(language));
    let secret = PagePlace::Secret(AccessToken::from_random([10; RANDOM_BYTES]));
    let public = PagePlace::Public(OrganisationId(1), Some(GroupId(1)));
    let of = |query: Query| {
        let address = Address::calendar(secret.clone()).with(What::Calendar(query));
        page::calendar(visit, &address, &calendar(reader, query))
    };
    let month = Query { layout: Layout::Month, ..Query::default() };
    let narrow = Query {
        group: Some(GroupId(1)),
        topic: Some(TopicId(1)),
        purpose: Some(Purpose::Decision),
        from: NaiveDate::from_ymd_opt(2027, 3, 1),
        ..Query::default()
    };
    let nothing = CalendarPage {
        scope: scope(reader, true, true),
        meetings: Vec::new(),
        waiting: vec![(plan().item.outline(), Vec::new())],
        topics: Vec::new(),
        purposes: Vec::new(),
        ..calendar(reader, Query::default())
    };
    let at_public = Address::calendar(public);
    let looked_at =
        |address: &Address, is_public| page::meeting(visit, address, &meeting(reader, is_public));
    let says = Statement {
        publisher: Some("Region Västmanland".into()),
        contact: Some("kallelse@example.org".into()),
        faults: Some("Äldre protokoll.".into()),
        reviewed: NaiveDate::from_ymd_opt(2026, 11, 29),
    };
    let meeting = What::Meeting(MeetingId(11));
    let mut view = view(reader, Cover::Awaiting);
    view.meeting.called = Some(at(4, 8));
    let roll = AttendancePage {
        view,
        holder: person(30, HOSTILE),
        language,
        expires: at(6, 8),
        organisation: organisation(reader),
        access: AccessId(5),
        first_use: None,
    };
    let at_roll = Address::calendar(secret.clone()).with(What::Attendance);
    vec![
        ("who comes", page::attendance(visit, &at_roll, &roll)),
        ("a list", of(Query::default())),
        ("a month", of(month)),
        ("a list, narrowed", of(narrow)),
        ("nothing to come, for everybody", page::calendar(visit, &at_public, &nothing)),
        ("a meeting", looked_at(&Address::calendar(secret.clone()).with(meeting.clone()), false)),
        ("a meeting, for everybody", looked_at(&at_public.with(meeting), true)),
        ("the front page", page::front(visit, &[organisation(reader)])),
        ("the front page, nothing public", page::front(visit, &[])),
        ("nothing there", page::nothing(visit)),
        ("later", page::later(visit)),
        ("too many", page::too_many(visit)),
        ("the statement", page::statement(visit, &says)),
        ("the statement, nothing set", page::statement(visit, &Statement::default())),
    ]
}

#[test]
fn pages_in_both_languages() {
    for language in Language::ALL {
        let told =
            pages(language).into_iter().map(|(title, html)| format!("## {title}\n\n{html}\n"));
        let told: String = told.collect::<Vec<_>>().join("\n");
        insta::assert_snapshot!(format!("pages_{}", language.tag()), told);
    }
}

#[test]
fn nothing_that_people_write_becomes_part_of_a_page() {
    for language in Language::ALL {
        for (title, html) in pages(language) {
            assert!(!html.contains("<b>"), "{title}: {html}");
            // What turns the reading around ends with its name.
            for (at, _) in html.match_indices('\u{202e}') {
                let before = &html[..at];
                let opened = before.rfind("<bdi").max(before.rfind("<title"));
                assert!(opened > before.rfind("</bdi>"), "{title}: {}", &html[at..]);
            }
            for link in html.split("href=\"").skip(1) {
                let href = link.split('"').next().unwrap_or_default();
                let leads =
                    ["/", "#main", "https://", "mailto:"].iter().any(|one| href.starts_with(one));
                assert!(leads, "{title}: {href}");
            }
            for tag in html.split('<').skip(1).filter_map(|part| part.split('>').next()) {
                let runs =
                    tag.starts_with("script") || tag.contains(" on") || tag.contains(" style=");
                assert!(!runs, "{title}: <{tag}>");
            }
        }
    }
}
