//! Those who come for an item alone: what they, the pair and the officials read.

use super::agenda::{all, item_shown, meeting, person_70, plan as culture};
use super::meetings::told;
use super::{album, at, group, person};
use crate::actions::agenda::guests::CoOpted;
use crate::actions::agenda::plans::Pair;
use crate::actions::agenda::show::{Arranged, Done, ItemShown};
use crate::actions::agenda::{AgendaItem, GuestShown, ParticipantShown, PlanShown};
use crate::actions::notices::Facts;
use crate::actions::notices::guest::GuestFacts;
use crate::actions::notices::plan::PlanFacts;
use crate::domain::agenda::{Announced, Guest, GuestOf, Participant, Plan, PlanState, Up};
use crate::domain::id::{
    GroupId, GuestId, ItemId, MeetingId, OrganisationId, PersonId, PlanId, SeatId,
};
use crate::domain::language::Language;
use crate::domain::meeting::MeetingState;
use crate::domain::notice::{Destination, PlanNotice};
use crate::domain::person::Person;
use crate::domain::wording::Name;
use crate::render::reader::Reader;
use crate::render::{Message, agenda};

const UP: Up = Up::At(at_ten());

const fn at_ten() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(1_804_759_200, 0).expect("an instant")
}

const fn announced(up: Up, before: Up) -> Announced {
    Announced { up, before, occasion: 5, ..Announced::NOTHING }
}

fn guest(of: GuestOf, who: ParticipantShown, (up, before): (Up, Up)) -> GuestShown {
    let participant = match &who {
        ParticipantShown::Person(person) => Participant::Person(person.id),
        ParticipantShown::Named(name) => Participant::Named(name.clone()),
    };
    let guest = Guest {
        id: GuestId(1),
        organisation: OrganisationId(1),
        group: GroupId(1),
        of,
        who: participant,
        ended: None,
        announced: announced(up, before),
    };
    GuestShown { guest, who }
}

fn maria() -> ParticipantShown {
    ParticipantShown::Person(person(40, "Maria *Ek*"))
}

fn bo() -> ParticipantShown {
    ParticipantShown::Named(Name::kept("Bo Ek".into()))
}

fn ordinary() -> Person {
    person(10, "Arboga, ledamot")
}

fn substitute() -> Person {
    person(11, "Arboga, ersättare")
}

fn plan(state: PlanState, (up, before): (Up, Up)) -> PlanShown {
    let plan = Plan {
        id: PlanId(1),
        organisation: OrganisationId(1),
        group: GroupId(1),
        item: ItemId(1),
        seat: SeatId(1),
        ordinary: ordinary().id,
        substitute: substitute().id,
        state,
        offered_by: Some(ordinary().id),
        settled: None,
        announced: announced(up, before),
    };
    PlanShown { plan, ordinary: ordinary(), substitute: substitute() }
}

const OF_ITEM: GuestOf = GuestOf::Item(ItemId(1));
const OF_MEETING: GuestOf = GuestOf::Meeting(MeetingId(1));

/// What guests are told.
fn to_guests(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let about = |destination, guest: GuestShown, item: bool| {
        let to = match &guest.who {
            ParticipantShown::Person(person) => Some(person.clone()),
            ParticipantShown::Named(_) => None,
        };
        let up = guest.guest.announced.up;
        let mut meeting = meeting(reader);
        if !item && up == Up::Nowhere {
            meeting.state = MeetingState::Cancelled;
        }
        let facts = GuestFacts {
            group: group(reader),
            officials: vec![person_70()],
            guest,
            item: item.then(culture),
            meeting: Some((meeting, all())),
            up,
            is_newest: true,
            now: at(5, 8),
        };
        told(destination, to, Facts::Guest(Box::new(facts)))
    };
    let moved = Up::At(at(4, 9));
    let of_item = |who, ups| guest(OF_ITEM, who, ups);
    let of_meeting = |who, ups| guest(OF_MEETING, who, ups);
    let new = (UP, Up::Nowhere);
    vec![
        ("co-opted", about(Direct, of_item(maria(), new), true)),
        ("at another time", about(Direct, of_item(maria(), (UP, moved)), true)),
        ("put off", about(Direct, of_item(maria(), (Up::Waits, moved)), true)),
        ("not after all", about(Direct, of_item(maria(), (Up::Nowhere, UP)), true)),
        ("no longer", about(Direct, of_item(maria(), (Up::Nowhere, Up::Waits)), true)),
        ("for a meeting", about(Direct, of_meeting(maria(), new), false)),
        ("for a meeting, moved", about(Direct, of_meeting(maria(), (UP, moved)), false)),
        ("cancelled", about(Direct, of_meeting(maria(), (Up::Nowhere, UP)), false)),
        ("to be forwarded", about(Officials, of_item(bo(), new), true)),
        ("to be forwarded: not", about(Officials, of_item(bo(), (Up::Nowhere, UP)), true)),
        ("not reached", about(Officials, of_meeting(maria(), new), false)),
    ]
}

/// What a pair is told.
fn to_pairs(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    use PlanNotice::{Declined, Offered, Planned};
    use PlanState::Agreed;
    let about = |kind, destination, to: Person, plan: PlanShown| {
        let up = match plan.plan.state {
            PlanState::Ended | PlanState::Parted => Up::Nowhere,
            _ if plan.plan.announced.up == Up::Nowhere => UP,
            _ => plan.plan.announced.up,
        };
        let facts = PlanFacts {
            kind,
            group: group(reader),
            officials: vec![person_70()],
            plan,
            item: culture(),
            meeting: Some(meeting(reader)),
            up,
            is_newest: true,
            now: at(5, 8),
        };
        told(destination, Some(to), Facts::Plan(Box::new(facts)))
    };
    let none = (Up::Nowhere, Up::Nowhere);
    let (new, moved) = ((UP, Up::Nowhere), (UP, Up::At(at(4, 9))));
    let offered = |state| about(Offered, Direct, substitute(), plan(state, none));
    let planned = |to, state, ups| about(Planned, Direct, to, plan(state, ups));
    vec![
        ("asked", offered(PlanState::Offered)),
        ("asked, the member", about(Offered, Direct, ordinary(), plan(PlanState::Offered, none))),
        ("asked, agreed", offered(Agreed)),
        ("asked, no", offered(PlanState::Declined)),
        ("asked, over", offered(PlanState::Ended)),
        ("no", about(Declined, Direct, ordinary(), plan(PlanState::Declined, none))),
        ("planned, the substitute", planned(substitute(), Agreed, new)),
        ("planned, the member", planned(ordinary(), Agreed, new)),
        ("moved, the substitute", planned(substitute(), Agreed, moved)),
        ("moved, the member", planned(ordinary(), Agreed, moved)),
        ("put off", planned(ordinary(), Agreed, (Up::Waits, UP))),
        ("no longer", planned(substitute(), PlanState::Ended, (Up::Nowhere, UP))),
        ("parted", planned(ordinary(), PlanState::Parted, (Up::Nowhere, UP))),
        ("not reached", about(Planned, Officials, substitute(), plan(Agreed, new))),
    ]
}

/// The item with all who come for it.
fn attended(state: PlanState) -> AgendaItem {
    AgendaItem {
        guests: vec![guest(OF_ITEM, maria(), (UP, UP)), guest(OF_ITEM, bo(), (UP, UP))],
        plans: vec![plan(state, (UP, UP))],
        ..culture()
    }
}

fn answers(reader: Reader) -> Vec<(&'static str, Message)> {
    let shown = |state, reads: Option<Person>| ItemShown {
        reader: reads.map(|person| person.id),
        ..item_shown(reader, attended(state), false)
    };
    let done = |done, state| {
        let shown =
            ItemShown { reader: Some(PersonId(1)), ..item_shown(reader, attended(state), true) };
        agenda::arranged(reader, &Arranged { done, shown })
    };
    let pair = Pair { seat: SeatId(1), ordinary: ordinary(), substitute: substitute() };
    let in_pair = |reads: Person| ItemShown {
        pairs: vec![pair.clone()],
        reader: Some(reads.id),
        ..item_shown(reader, culture(), false)
    };
    let co_opted = |who: ParticipantShown, of, up, is_on| {
        let item = (of == OF_ITEM).then(|| culture().item);
        let guest = guest(of, who, (up, Up::Nowhere));
        let (group, meeting) = (group(reader), Some(meeting(reader)));
        agenda::co_opted(reader, &CoOpted { group, guest, item, meeting, up, is_on })
    };
    use PlanState::{Agreed, Offered};
    vec![
        ("an item with all who come", agenda::shown(reader, &shown(Agreed, None))),
        ("an item, asked", agenda::shown(reader, &shown(Offered, Some(substitute())))),
        ("an item, of who asked", agenda::shown(reader, &shown(Offered, Some(ordinary())))),
        ("an item, of others", agenda::shown(reader, &shown(Offered, None))),
        ("an item, to the member", agenda::shown(reader, &in_pair(ordinary()))),
        ("an item, to the substitute", agenda::shown(reader, &in_pair(substitute()))),
        ("asked", done(Done::Offered, Offered)),
        ("taken back", done(Done::OfferWithdrawn, Offered)),
        ("planned", done(Done::Planned, Agreed)),
        ("no", done(Done::PlanDeclined, Agreed)),
        ("no longer", done(Done::PlanEnded, Agreed)),
        ("co-opted", co_opted(maria(), OF_ITEM, UP, true)),
        ("co-opted, without an account", co_opted(bo(), OF_MEETING, UP, true)),
        ("co-opted, waiting", co_opted(maria(), OF_ITEM, Up::Waits, true)),
        ("co-opted no longer", co_opted(maria(), OF_ITEM, Up::Nowhere, false)),
        ("co-opted to a meeting no longer", co_opted(bo(), OF_MEETING, Up::Nowhere, false)),
    ]
}

#[test]
fn those_who_come_for_an_item_in_both_languages() {
    for language in Language::ALL {
        let reader = Reader::on_discord(language);
        let tag = language.tag();
        insta::assert_snapshot!(format!("attending_guests_{tag}"), album(to_guests(reader)));
        insta::assert_snapshot!(format!("attending_pairs_{tag}"), album(to_pairs(reader)));
        insta::assert_snapshot!(format!("attending_answers_{tag}"), album(answers(reader)));
    }
}
