//! The register: what officials, administrators and people read of groups, seats and themselves.

mod files;
mod notices;
mod people;

use chrono::NaiveDate;

use super::meetings::{about_seat, arboga_at, known_again, told, view};
use super::{album, at, group, person};
use crate::actions::choices::Abilities;
use crate::actions::me::export::{
    Export, ExportedAppointment, ExportedChange, ExportedMessage, ExportedPost, ExportedReply,
};
use crate::actions::me::link::Linked;
use crate::actions::me::own::{Held, Own};
use crate::actions::notices::Facts;
use crate::actions::notices::group::{
    Departure, GroupFacts, Handover, PostVacated, Seated, SeatedElsewhere, Vacated,
};
use crate::actions::notices::seat::{SeatFacts, Succession};
use crate::actions::notices::undelivered::{Fate, Undelivered};
use crate::actions::registry::check::{Checked, Finding};
use crate::actions::registry::export::Exported;
use crate::actions::registry::groups::{Created, Ending};
use crate::actions::registry::import::Planned;
use crate::actions::registry::log::{Line, LogPage, Named};
use crate::actions::registry::officials::HandedOver;
use crate::actions::registry::{Newcomer, roster, seat, settings};
use crate::actions::view::MeetingView;
use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::appointment::Appointment;
use crate::domain::audit::{By, Deed, Detail, Entry};
use crate::domain::calendar::PageVisibility;
use crate::domain::composition::{Breach, Rule, Who};
use crate::domain::cover::{Answer, Cover};
use crate::domain::designation::Designation;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{
    AppointerId, AppointmentId, AuditId, GroupId, ImportId, OfficialId, OrganisationId, PersonId,
    SeatId,
};
use crate::domain::language::Language;
use crate::domain::link_code::LinkCode;
use crate::domain::notes::NotesPlaces;
use crate::domain::notice::{
    Destination, GroupNotice, MeetingNotice, NoticeKind, Obstacle, SeatNotice,
};
use crate::domain::official::Post;
use crate::domain::period::Period;
use crate::domain::person::Person;
use crate::domain::roster::{
    Change, Column, Difference, Fault, Roster, SeatHistory, SeatLabel, Unread, Wrong,
};
use crate::domain::seat::{Appointer, AppointerKind, Capacity, Office, Seat};
use crate::domain::wording::{BadWording, Mandate};
use crate::render::reader::Reader;
use crate::render::{Message, check, faults, groups, import, log, me, own, seats};
use files::of_files;
use notices::notices;
use people::of_people;

fn day(day: u32) -> NaiveDate {
    at(day, 8).date_naive()
}

fn since(first: u32) -> Period {
    Period::since(day(first))
}

fn until(first: u32, last: u32) -> Period {
    Period { from: day(first), to: Some(day(last)) }
}

fn place(number: i64, appointer: &str, office: Office) -> SeatLabel {
    SeatLabel { number, appointer: appointer.into(), office }
}

fn arboga() -> SeatLabel {
    place(4, "Arboga", Office::Member)
}

/// Somebody who has erased themselves.
fn former() -> Person {
    Person { account: None, ..person(90, "") }
}

fn seat_of(place: &SeatLabel) -> Seat {
    let (id, appointer_name) = (SeatId(place.number), place.appointer.clone());
    Seat { id, appointer: AppointerId(place.number), appointer_name, office: place.office }
}

fn history(place: &SeatLabel, held: &[(Capacity, Person, Period)]) -> SeatHistory {
    let seat = seat_of(place);
    let appointments = held.iter().zip(1..).map(|((capacity, person, period), id)| {
        let (seat, person_id) = (seat.id, person.id);
        let appointment = Appointment {
            id: AppointmentId(id),
            seat,
            person: person_id,
            capacity: *capacity,
            period: *period,
        };
        (appointment, person.clone())
    });
    let (appointments, designations) = (appointments.collect(), vec![Designation::of(&seat)]);
    SeatHistory { appointments, seat, designations, number: place.number, to: None }
}

/// A seat in which people follow each other.
fn arbogas() -> SeatHistory {
    let held = [
        (Capacity::Ordinary, former(), until(1, 2)),
        (Capacity::Ordinary, person(10, "Anna *Ek*"), until(3, 20)),
        (Capacity::Ordinary, person(12, "Cecilia @everyone"), since(21)),
        (Capacity::Substitute, person(11, "Bo Öberg"), since(1)),
    ];
    history(&arboga(), &held)
}

fn changes() -> Vec<Change> {
    let (capacity, place_) = (Capacity::Ordinary, arboga());
    let name = || "Anna *Ek*".to_owned();
    let becomes = |office, from, to| Change::SeatBecomes {
        before: arboga(),
        after: place(4, "Arboga", office),
        from,
        to,
    };
    vec![
        Change::NewSeat(place(15, "Länsstyrelsen", Office::Member)),
        becomes(Office::ViceChair, None, None),
        becomes(Office::Chair, Some(day(20)), None),
        becomes(Office::ViceChair, None, Some(day(31))),
        becomes(Office::Chair, Some(day(20)), Some(day(31))),
        Change::SeatUntil(place_.clone(), Some(day(31))),
        Change::SeatUntil(place_.clone(), None),
        Change::SeatGone(place(10, "Sala", Office::Member), day(4)),
        Change::Comes { place: place_.clone(), capacity, name: name(), period: since(5) },
        Change::Goes {
            place: place_.clone(),
            capacity: Capacity::Substitute,
            name: name(),
            last: day(4),
        },
        Change::Redated {
            place: place_.clone(),
            capacity,
            name: name(),
            before: since(1),
            after: until(1, 20),
        },
        Change::ComesNot { place: place_, capacity, name: name(), period: since(21) },
        Change::Linked { name: name(), doubtful: None },
        Change::Linked { name: name(), doubtful: Some(UserId(123_456_789_012_345_680)) },
    ]
}

fn rules() -> Vec<Rule> {
    let region =
        Appointer { id: AppointerId(1), name: "Region *X*".into(), kind: AppointerKind::Region };
    vec![
        Rule::Seats(Who::Appointer(region), 3),
        Rule::Seats(Who::Kind(AppointerKind::Municipality), 1),
        Rule::Seats(Who::Kind(AppointerKind::Opposition), 1),
        Rule::Seats(Who::Kind(AppointerKind::Other), 2),
        Rule::Office(Office::Chair, Who::Kind(AppointerKind::Region)),
        Rule::Office(Office::ViceChair, Who::Kind(AppointerKind::Municipality)),
    ]
}

fn of_groups(reader: Reader) -> Vec<(&'static str, Message)> {
    let group = group(reader);
    let created = |is_first| Created {
        group: group.clone(),
        is_first,
        known: vec![person(70, "Tjänsteman")],
    };
    let ending = |meetings| Ending { group: group.clone(), last: day(31), meetings };
    let meeting = || vec![view(reader, Cover::Presumed).meeting];
    let (official, deputy) = (Some(person(70, "Tjänsteman")), Some(person(71, "Biträdande")));
    let bare = settings::GroupSettings {
        group: group.clone(),
        official: None,
        deputy: None,
        composition: Vec::new(),
        changed: Vec::new(),
        known: Vec::new(),
        public_calendar: false,
        page: PageVisibility::Link,
        notes: NotesPlaces::default(),
        goes_on: false,
        moved: 0,
    };
    let full = settings::GroupSettings {
        group: Group {
            mandate: Mandate::parse("Frågor om *äldre*").ok(),
            term: until(1, 31),
            ..group.clone()
        },
        official,
        deputy,
        composition: rules(),
        changed: vec!["lead-days", "to", "official"],
        known: vec![person(70, "Tjänsteman")],
        public_calendar: true,
        page: PageVisibility::Public,
        notes: NotesPlaces { channel: Some(ChannelId(102)), on_page: true },
        goes_on: true,
        moved: 2,
    };
    let moved = HandedOver {
        from: person(70, "Tjänsteman"),
        to: person(71, "Biträdande"),
        groups: vec![(group.clone(), false), (group.clone(), true)],
        without_deputy: Vec::new(),
        by_name: false,
    };
    let crossed = HandedOver {
        without_deputy: vec![group.clone(), group.clone()],
        by_name: true,
        ..moved.clone()
    };
    vec![
        ("created, the first", groups::created(reader, &created(true), "Tjänsteman")),
        ("created", groups::created(reader, &created(false), "Tjänsteman")),
        ("ending", groups::ending(reader, &ending(meeting()))),
        ("ending, no meetings", groups::ending(reader, &ending(Vec::new()))),
        ("ended", groups::ended(reader, &ending(meeting()))),
        ("nothing done", groups::nothing_done(reader)),
        ("settings", groups::settings(reader, &bare)),
        ("settings, changed", groups::settings(reader, &full)),
        ("handed over", groups::handed_over(reader, &moved)),
        ("handed over to another official", groups::handed_over(reader, &crossed)),
    ]
}

fn of_seats(reader: Reader) -> Vec<(&'static str, Message)> {
    let shown = |is_done, changes, renamed| seat::SeatShown {
        group: group(reader),
        history: arbogas(),
        today: day(5),
        is_done,
        changes,
        renamed,
        newcomers: Vec::new(),
    };
    let renamed = Some(("Ana Ek".to_owned(), "Anna *Ek*".to_owned()));
    let empty = SeatHistory { to: Some(day(31)), ..history(&arboga(), &[]) };
    let people = Roster { seats: vec![arbogas(), empty.clone()], ..Roster::default() };
    let on = |on, roster: &Roster, officials| roster::RosterShown {
        group: group(reader),
        on,
        roster: roster.clone(),
        officials,
    };
    let officials = vec![person(70, "Tjänsteman"), person(71, "Biträdande")];
    vec![
        ("seat", seats::seat(reader, &shown(false, Vec::new(), None))),
        ("seat, changed", seats::seat(reader, &shown(true, changes(), None))),
        ("seat, unchanged", seats::seat(reader, &shown(true, Vec::new(), None))),
        ("seat, renamed", seats::seat(reader, &shown(true, Vec::new(), renamed))),
        (
            "seat, empty",
            seats::seat(
                reader,
                &seat::SeatShown { history: empty, ..shown(false, Vec::new(), None) },
            ),
        ),
        (
            "somebody of another group comes",
            seats::seat(
                reader,
                &seat::SeatShown {
                    newcomers: vec![newcomer(reader)],
                    ..shown(true, Vec::new(), None)
                },
            ),
        ),
        ("roster", seats::roster(reader, &on(day(5), &people, officials))),
        ("roster, empty", seats::roster(reader, &on(day(5), &Roster::default(), Vec::new()))),
    ]
}

/// Somebody who comes, and is at home in another group.
fn newcomer(reader: Reader) -> Newcomer {
    Newcomer {
        person: PersonId(10),
        name: "Anna *Ek*".into(),
        home: Group { name: "Barn *och* unga".into(), ..group(reader) },
        seat: seat_of(&arboga()).id,
        capacity: Capacity::Ordinary,
        period: since(5),
    }
}

fn findings(reader: Reader) -> Vec<Finding> {
    let vacant = |capacity, from| Finding::Vacant { place: arboga(), capacity, from };
    let gap = |capacity| Finding::Gap { place: arboga(), capacity, empty: until(21, 30) };
    let anna = || person(10, "Anna *Ek*");
    let mut all = vec![
        Finding::NoOfficial,
        Finding::NoDeputy,
        Finding::NoSeats,
        vacant(Capacity::Ordinary, None),
        vacant(Capacity::Substitute, None),
        vacant(Capacity::Ordinary, Some(day(21))),
        vacant(Capacity::Substitute, Some(day(21))),
        gap(Capacity::Ordinary),
        gap(Capacity::Substitute),
        Finding::Doubled {
            person: anna(),
            places: vec![
                (arboga(), Capacity::Ordinary),
                (place(1, "Regionen", Office::Chair), Capacity::Substitute),
            ],
        },
        Finding::Conflict {
            people: vec![anna(), person(11, "Bo Öberg")],
            one: Box::new(view(reader, Cover::Presumed)),
            other: Box::new(view(reader, Cover::Presumed)),
        },
        Finding::Unlinked(vec![anna(), person(11, "Bo Öberg")]),
        Finding::ClosedDirect(vec![anna()]),
        Finding::NotMembers(vec![anna(), person(11, "Bo Öberg")]),
        Finding::CannotSee { channel: ChannelId(10), people: vec![anna()] },
        Finding::NotAsked,
        Finding::Unpinned(ChannelId(100)),
        Finding::NoFiles(ChannelId(100)),
    ];
    let places = [
        (Destination::Channel, Obstacle::Forbidden),
        (Destination::Thread, Obstacle::Forbidden),
        (Destination::Thread, Obstacle::Locked),
        (Destination::Officials, Obstacle::Hidden),
    ];
    all.extend(places.map(|(place, obstacle)| Finding::ClosedPlace {
        place,
        channel: ChannelId(100),
        obstacle,
    }));
    all.extend(rules().into_iter().map(|rule| {
        let later = matches!(rule, Rule::Office(Office::Chair, _)).then(|| day(31));
        let breach = match rule {
            Rule::Seats(..) => Breach::Count { rule, seats: 1 },
            Rule::Office(Office::Chair, _) => Breach::Office { rule, held_by: None },
            Rule::Office(..) => Breach::Office { rule, held_by: Some("Region *X*".into()) },
        };
        Finding::Breach(breach, later)
    }));
    all
}

fn everything(reader: Reader) -> [(&'static str, String); 5] {
    [
        ("groups", album(of_groups(reader))),
        ("seats", album(of_seats(reader))),
        ("files", album(of_files(reader))),
        ("people", album(of_people(reader))),
        ("notices", album(known_again(notices(reader)))),
    ]
}

#[test]
fn the_register_in_every_language() {
    for reader in Language::ALL.map(Reader::on_discord) {
        for (name, pages) in everything(reader) {
            insta::assert_snapshot!(format!("{name}_{}", reader.language.tag()), pages);
        }
    }
}

/// What a person reads fits into what Discord takes (documentation, "Embed Limits").
#[test]
fn every_answer_fits() {
    for reader in Language::ALL.map(Reader::on_discord) {
        let all = [of_groups(reader), of_seats(reader), of_files(reader), notices(reader)];
        for (title, message) in all.into_iter().flatten().chain(of_people(reader)) {
            if title.starts_with("the log in a file") || title.starts_with("own data, as") {
                continue;
            }
            assert!(message.text.chars().count() <= 2000, "{title}");
            let Some(card) = message.card else { continue };
            let length = |text: &str| text.chars().count();
            assert!(length(&card.title) <= 256 && length(&card.body) <= 4096, "{title}");
            let fields = card.fields.iter();
            assert!(fields.clone().all(|one| length(&one.text) <= 1024), "{title}");
            let all: usize = fields.map(|one| length(&one.title) + length(&one.text)).sum();
            assert!(length(&card.title) + length(&card.body) + all <= 6000, "{title}");
        }
    }
}
