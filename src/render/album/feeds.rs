//! Calendars in people's own programs.

use super::agenda::{all, plan};
use super::meetings::view;
use super::{album, at, group, person};
use std::sync::Arc;

use crate::actions::calendar::addresses::Addresses;
use crate::actions::calendar::events::{Event, Feed, Part};
use crate::actions::calendar::pages::PagePlace;
use crate::domain::access::{Access, AccessPurpose, AccessTo, AccessToken, RANDOM_BYTES};
use crate::domain::account::GuildId;
use crate::domain::agenda::Outline;
use crate::domain::cover::Cover;
use crate::domain::engagement::Engagement;
use crate::domain::group::Organisation;
use crate::domain::id::{AccessId, GroupId, MeetingId, OrganisationId, PersonId};
use crate::domain::language::Language;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::render::reader::Reader;
use crate::render::site::Site;
use crate::render::{Message, addresses, ics};

pub(super) fn organisation(reader: Reader) -> Organisation {
    Organisation {
        id: OrganisationId(1),
        guild: GuildId(7),
        name: "Samverkan *Västmanland*".into(),
        language: reader.language,
        zone: chrono_tz::Europe::Stockholm,
    }
}

fn event(reader: Reader, day: u32, engagement: Option<Engagement>) -> Event {
    let meeting = Meeting {
        id: MeetingId(i64::from(day)),
        starts: at(day, 8),
        ends: at(day, 11),
        ..view(reader, Cover::Presumed).meeting
    };
    let (group, agenda) = (Arc::new(group(reader)), Vec::new());
    Event { group, meeting, agenda, item: None, engagement, changed: at(5, 8) }
}

fn outlines() -> Vec<Outline> {
    all().items.iter().map(|one| one.item.outline()).collect()
}

/// A feed with one of each.
pub(super) fn feed(reader: Reader) -> Feed {
    let firm = Event { agenda: outlines(), ..event(reader, 11, Some(Engagement::Firm)) };
    let mut cancelled = event(reader, 18, Some(Engagement::Firm));
    cancelled.meeting.state = MeetingState::Cancelled;
    let one = plan().item.outline();
    let guest = event(reader, 30, Some(Engagement::Firm));
    let item = Some((one.clone(), at(30, 9), Part::Guest));
    let taken = Some((one, at(30, 10), Part::Takes));
    let takes = event(reader, 30, Some(Engagement::Firm));
    Feed {
        organisation: organisation(reader),
        object: AccessTo::Person,
        name: "Arboga, ledamot".into(),
        language: reader.language,
        events: vec![
            firm,
            event(reader, 12, Some(Engagement::Held)),
            event(reader, 13, Some(Engagement::Awaited)),
            cancelled,
            Event { item, ..guest },
            Event { item: taken, ..takes },
            event(reader, 31, None),
        ],
    }
}

fn access(id: i64, object: AccessTo, used: bool) -> Access {
    Access {
        id: AccessId(id),
        organisation: OrganisationId(1),
        purpose: AccessPurpose::Feed,
        holder: PersonId(30),
        object,
        language: Language::Swedish,
        made: at(1, 8),
        expires: None,
        used: used.then(|| at(5, 8).date_naive()),
    }
}

fn shown(reader: Reader) -> Addresses {
    let of_group = (AccessTo::Group(GroupId(1)), Some("*Äldre*".to_owned()));
    Addresses {
        organisation: organisation(reader),
        holder: person(30, "Arboga, ledamot"),
        is_own: true,
        object: (AccessTo::Person, None),
        all: vec![
            (access(1, AccessTo::Person, true), None),
            (access(2, of_group.0, false), of_group.1),
            (access(3, AccessTo::Organisation, false), None),
            (access(4, AccessTo::Group(GroupId(2)), true), None),
        ],
        made: None,
        has_room: true,
        has_room_for_page: false,
        public_page: None,
        home: Some(GroupId(1)),
    }
}

fn pages(reader: Reader) -> Vec<(&'static str, Message)> {
    let site = Site::at(Some("https://kallelse.example".into()));
    let told = |shown: &Addresses| addresses::addresses(reader, shown, &site);
    let made = Some((AccessId(5), AccessToken::from_random([10; RANDOM_BYTES])));
    let none = Addresses { all: Vec::new(), ..shown(reader) };
    let event = event(reader, 11, Some(Engagement::Firm));
    let file =
        |site: &Site| addresses::meeting(reader, (GroupId(1), std::slice::from_ref(&event)), site);
    let of_group = (AccessTo::Group(GroupId(1)), Some("*Äldre*".to_owned()));
    let place = PagePlace::Public(OrganisationId(1), Some(GroupId(1)));
    let of_group = Addresses {
        object: of_group.clone(),
        has_room_for_page: true,
        public_page: Some(place),
        ..none.clone()
    };
    let page = Access { purpose: AccessPurpose::Page, ..access(5, of_group.object.0, false) };
    let page_made = Addresses {
        all: vec![(page, of_group.object.1.clone())],
        made: made.clone(),
        ..of_group.clone()
    };
    vec![
        ("a group's", told(&of_group)),
        ("a link to its page, made", told(&page_made)),
        ("none yet", told(&none)),
        ("listed, no room", told(&Addresses { has_room: false, ..shown(reader) })),
        ("made", told(&Addresses { made: made.clone(), ..shown(reader) })),
        ("made for another", told(&Addresses { made, is_own: false, ..shown(reader) })),
        ("a meeting as a file", file(&site)),
        ("a meeting as a file, nothing to subscribe to", file(&Site::default())),
        ("no address", addresses::none_here(reader)),
    ]
}

#[test]
fn addresses_in_both_languages() {
    for language in Language::ALL {
        let reader = Reader::on_discord(language);
        insta::assert_snapshot!(format!("addresses_{}", language.tag()), album(pages(reader)));
    }
}

#[test]
fn a_calendar_of_nothing_holds_its_clock() {
    let feed = Feed { events: Vec::new(), ..feed(Reader::on_discord(Language::Swedish)) };
    let text = ics::feed(&feed);
    assert!(text.contains("BEGIN:VTIMEZONE") && !text.contains("BEGIN:VEVENT"), "{text}");
}

#[test]
fn calendars_in_both_languages() {
    for language in Language::ALL {
        let text = ics::feed(&feed(Reader::on_discord(language)));
        insta::assert_snapshot!(format!("feed_{}", language.tag()), text.replace("\r\n", "\n"));
    }
}
