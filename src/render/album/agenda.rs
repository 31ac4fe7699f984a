//! Agendas: lists, items, proposals, what is told of them.

use std::collections::HashMap;

use chrono::TimeDelta;

use super::meetings::{told, view};
use super::{album, at, group, person};
use crate::actions::agenda::arrange::CarriedAll;
use crate::actions::agenda::show::{Arranged, Done, ItemShown, ListOf, Opened};
use crate::actions::agenda::{Agenda, AgendaItem, ParticipantShown, Where};
use crate::actions::notices::Facts;
use crate::actions::notices::item::ItemFacts;
use crate::actions::notices::meeting::{AgendaChanged, MeetingFacts};
use crate::actions::notices::seat::{Absence, Asked, SeatFacts};
use crate::domain::agenda::{
    Document, Happened, Item, ItemDeed, ItemState, Participant, Purpose, Seen, Topic, difference,
};
use crate::domain::cover::Cover;
use crate::domain::id::{
    AppointerId, DocumentId, FormId, GroupId, ItemId, MeetingId, OrganisationId, PersonId, TopicId,
};
use crate::domain::language::Language;
use crate::domain::link::Link;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, ItemNotice};
use crate::domain::wording::{Background, Name, Reason, Title};
use crate::render::reader::Reader;
use crate::render::{Message, agenda, answers, form, trouble};

pub(super) fn item(id: i64, title: &str, purpose: Purpose, minutes: i64) -> AgendaItem {
    let item = Item {
        id: ItemId(id),
        organisation: OrganisationId(1),
        group: GroupId(1),
        meeting: Some(MeetingId(1)),
        position: id,
        state: ItemState::Placed,
        decided: false,
        title: Title::parse(title).expect("a title"),
        background: None,
        purpose,
        minutes,
        presenter: None,
        proposed_by: None,
    };
    let (topics, concerns, documents, history) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (guests, plans) = (Vec::new(), Vec::new());
    let (presenter, proposer) = (None, None);
    AgendaItem { item, presenter, proposer, topics, concerns, documents, guests, plans, history }
}

fn happened(deed: ItemDeed, reason: Option<&str>) -> Happened {
    let reason = reason.and_then(|text| Reason::parse(text).ok());
    Happened { at: at(5, 8), by: Some(PersonId(30)), deed, meeting: Some(MeetingId(1)), reason }
}

/// An item with all that one can have.
pub(super) fn plan() -> AgendaItem {
    let mut plan = item(1, "Kulturplanen *2028*", Purpose::Decision, 40);
    plan.item.background =
        Background::parse("Förslaget är ute på remiss.\n\nSvar till 1 maj.").ok();
    plan.item.presenter = Some(Participant::Named(Name::kept("Anna Alm".into())));
    plan.presenter = Some(ParticipantShown::Named(Name::kept("Anna Alm".into())));
    plan.topics = vec![
        Topic { id: TopicId(1), name: "kultur".into() },
        Topic { id: TopicId(2), name: "arkiv".into() },
    ];
    plan.concerns = vec![(AppointerId(3), "Arboga".into()), (AppointerId(4), "Sala".into())];
    plan.documents = vec![
        Document {
            id: DocumentId(1),
            name: "a.example".into(),
            link: Link::parse("https://a.example/plan_2028"),
            size: 0,
        },
        Document { id: DocumentId(2), name: "Kulturplan.pdf".into(), link: None, size: 412_000 },
    ];
    plan.history = vec![
        happened(ItemDeed::Added, None),
        happened(ItemDeed::Carried, None),
        happened(ItemDeed::Carried, None),
    ];
    plan
}

pub(super) fn all() -> Agenda {
    let items = vec![
        plan(),
        item(2, "#jagmed", Purpose::Information, 20),
        item(3, "Vad BUP behöver", Purpose::Consultation, 60),
    ];
    Agenda { items, ..Agenda::default() }
}

fn proposal(state: ItemState) -> AgendaItem {
    let mut proposal = item(9, "Ungas psykiska hälsa", Purpose::Discussion, 15);
    proposal.item.state = state;
    proposal.item.proposed_by = Some(PersonId(30));
    proposal.proposer = Some(person(30, "Arboga, ledamot"));
    proposal.history = vec![happened(ItemDeed::Proposed, None)];
    if state == ItemState::Declined {
        proposal.history.push(happened(ItemDeed::Declined, Some("Det tas upp i maj.")));
    }
    proposal
}

pub(super) fn meeting(reader: Reader) -> Meeting {
    view(reader, Cover::Presumed).meeting
}

fn opened(reader: Reader, agenda: Agenda, may_place: bool) -> Opened {
    Opened {
        list: ListOf::Agenda(Where::Meeting(MeetingId(1))),
        group: group(reader),
        meeting: Some(meeting(reader)),
        agenda,
        since: None,
        proposals: 0,
        waiting: 0,
        may_place,
        may_propose: true,
        now: at(5, 8),
    }
}

fn of_lists(reader: Reader) -> Vec<(&'static str, Message)> {
    let shown = |opened: Opened| agenda::opened(reader, &opened, 0);
    let before = [
        Seen { minutes: 10, ..Seen::of(&plan().item, &plan().documents) },
        Seen::of(&item(7, "Bredband", Purpose::Home, 5).item, &[]),
    ];
    let mut cancelled = opened(reader, all(), true);
    if let Some(meeting) = &mut cancelled.meeting {
        meeting.state = MeetingState::Cancelled;
    }
    let mut scheduled = opened(reader, all(), true);
    if let Some(meeting) = &mut scheduled.meeting {
        meeting.state = MeetingState::Scheduled;
    }
    let mut long = all();
    long.items.extend((10..30).map(|id| item(id, "Ett ärende till", Purpose::Discussion, 15)));
    let waiting = Opened {
        list: ListOf::Agenda(Where::Waiting(GroupId(1))),
        meeting: None,
        ..opened(reader, all(), false)
    };
    let proposals = Opened {
        list: ListOf::Proposals(GroupId(1)),
        meeting: None,
        ..opened(
            reader,
            Agenda { items: vec![proposal(ItemState::Proposed)], ..Agenda::default() },
            true,
        )
    };
    let seen = Opened {
        since: Some(difference(&before, &all().seen())),
        proposals: 2,
        waiting: 1,
        ..opened(reader, all(), true)
    };
    let long = opened(reader, long, true);
    vec![
        ("an agenda", shown(opened(reader, all(), false))),
        ("an agenda, preliminary", shown(scheduled)),
        ("an agenda, changed since", shown(seen)),
        ("an agenda of a cancelled meeting", shown(cancelled)),
        ("an agenda that is too long", shown(long.clone())),
        ("an agenda that is too long, its second page", agenda::opened(reader, &long, 10)),
        ("an agenda, empty", shown(opened(reader, Agenda::default(), true))),
        ("what waits", shown(waiting)),
        ("proposals", shown(proposals)),
    ]
}

pub(super) fn item_shown(reader: Reader, item: AgendaItem, may_place: bool) -> ItemShown {
    let meeting = meeting(reader);
    let next = Meeting {
        id: MeetingId(2),
        starts: meeting.starts + TimeDelta::days(28),
        ends: meeting.ends + TimeDelta::days(28),
        ..meeting.clone()
    };
    ItemShown {
        group: group(reader),
        at: Some((meeting.clone(), all())),
        item,
        people: HashMap::from([(PersonId(30), person(30, "Arboga, ledamot"))]),
        meetings: HashMap::from([(meeting.id, meeting)]),
        others: if may_place { vec![next] } else { Vec::new() },
        pairs: Vec::new(),
        sees_agenda: true,
        reader: None,
        may_place,
        is_own: false,
        now: at(5, 8),
    }
}

fn of_items(reader: Reader) -> Vec<(&'static str, Message)> {
    let done = |done, item| {
        let shown = item_shown(reader, item, true);
        agenda::arranged(reader, &Arranged { done, shown })
    };
    let waits = |done| {
        let shown = ItemShown { at: None, ..item_shown(reader, plan(), true) };
        agenda::arranged(reader, &Arranged { done, shown })
    };
    let own =
        ItemShown { is_own: true, ..item_shown(reader, proposal(ItemState::Proposed), false) };
    let carried =
        |to, count| agenda::carried_all(reader, &CarriedAll { group: group(reader), to, count });
    let mut cancelled = view(reader, Cover::Presumed);
    cancelled.meeting.state = MeetingState::Cancelled;
    cancelled.agenda = all();
    vec![
        ("an item", agenda::shown(reader, &item_shown(reader, plan(), false))),
        ("an item, to who may place it", agenda::shown(reader, &item_shown(reader, plan(), true))),
        ("a proposal, to who made it", agenda::shown(reader, &own)),
        ("added", done(Done::Added, plan())),
        ("added, waiting", waits(Done::Added)),
        ("proposed", done(Done::Proposed, proposal(ItemState::Proposed))),
        ("accepted", done(Done::Accepted, plan())),
        ("accepted, waiting", waits(Done::Accepted)),
        ("declined", done(Done::Declined, proposal(ItemState::Declined))),
        ("taken back", done(Done::Withdrawn, proposal(ItemState::Withdrawn))),
        ("edited", done(Done::Edited, plan())),
        ("ordered", done(Done::Ordered, plan())),
        ("moved", done(Done::Moved, plan())),
        ("moved, waiting", waits(Done::Moved)),
        ("carried", done(Done::Carried, plan())),
        ("carried, waiting", waits(Done::Carried)),
        ("decided", done(Done::Decided, plan())),
        ("struck", done(Done::Struck, proposal(ItemState::Struck))),
        ("all carried", carried(Some(meeting(reader)), 3)),
        ("all carried, waiting", carried(None, 1)),
        ("nothing to carry", carried(None, 0)),
        ("a cancelled meeting with items", answers::cancelled(reader, &cancelled)),
        ("strike?", agenda::really_strike(reader, &item_shown(reader, plan(), true))),
        (
            "strike a proposal?",
            agenda::really_strike(reader, &item_shown(reader, proposal(ItemState::Placed), true)),
        ),
        ("no files", agenda::files(reader, &item_shown(reader, plan(), true), Vec::new())),
    ]
}

fn of_notices(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Channel, Direct, Officials, Thread};
    let with_agenda = || {
        let mut view = view(reader, Cover::Awaiting);
        view.agenda = all();
        view
    };
    let scheduled = || {
        let mut view = with_agenda();
        view.meeting.state = MeetingState::Scheduled;
        view
    };
    let about = |destination, person: Option<i64>, kind, item: AgendaItem, meeting| {
        let facts =
            ItemFacts { kind, group: group(reader), officials: vec![person_70()], item, meeting };
        let to = person.map(|id| super::person(id, "Arboga, ledamot"));
        told(destination, to, Facts::Item(Box::new(facts)))
    };
    let proposed = |state| {
        let meeting = Some(meeting(reader));
        about(Officials, None, ItemNotice::Proposal, proposal(state), meeting)
    };
    let settled = |destination, kind, state, meeting| {
        about(destination, Some(30), kind, proposal(state), meeting)
    };
    let now = meeting(reader);
    let before = [
        Seen { minutes: 10, ..Seen::of(&plan().item, &plan().documents) },
        Seen::of(&item(7, "Bredband", Purpose::Home, 5).item, &[]),
        Seen::of(&item(2, "#jagmed", Purpose::Information, 20).item, &[]),
    ];
    let mut turned = all().seen();
    turned.swap(0, 1);
    let difference = difference(&before, &turned);
    let changed = AgendaChanged { view: Box::new(with_agenda()), difference };
    let at_arboga = super::meetings::arboga_at(with_agenda());
    let substitute = at_arboga.seat.occupied.substitute.clone().expect("a substitute");
    let asked = Asked { at: at_arboga, substitute: substitute.clone(), absence: Absence::InForce };
    let summons = Facts::Seat(Box::new(SeatFacts::Summons(asked)));
    vec![
        (
            "invitation",
            told(Channel, None, Facts::Meeting(MeetingFacts::Invitation(Box::new(with_agenda())))),
        ),
        (
            "announcement",
            told(Channel, None, Facts::Meeting(MeetingFacts::Announcement(Box::new(scheduled())))),
        ),
        ("summons", told(Direct, Some(substitute), summons)),
        (
            "agenda changed",
            told(Thread, None, Facts::Meeting(MeetingFacts::AgendaChanged(changed))),
        ),
        ("proposal", proposed(ItemState::Proposed)),
        (
            "proposal, to the chair",
            about(
                Direct,
                Some(10),
                ItemNotice::Proposal,
                proposal(ItemState::Proposed),
                Some(now.clone()),
            ),
        ),
        ("proposal, accepted", proposed(ItemState::Placed)),
        ("proposal, declined", proposed(ItemState::Declined)),
        ("proposal, taken back", proposed(ItemState::Withdrawn)),
        ("proposal, struck", proposed(ItemState::Struck)),
        (
            "told: accepted",
            settled(Direct, ItemNotice::Accepted, ItemState::Placed, Some(now.clone())),
        ),
        ("told: accepted, waiting", settled(Direct, ItemNotice::Accepted, ItemState::Placed, None)),
        ("told: declined", settled(Direct, ItemNotice::Declined, ItemState::Declined, None)),
        ("told: struck", settled(Direct, ItemNotice::Struck, ItemState::Struck, None)),
        (
            "told: declined, not reached",
            settled(Officials, ItemNotice::Declined, ItemState::Declined, Some(now)),
        ),
    ]
}

pub(super) fn person_70() -> crate::domain::person::Person {
    person(70, "Tjänsteman")
}

fn of_forms(reader: Reader) -> Vec<(&'static str, Message)> {
    let why = || {
        let refusal = crate::domain::agenda::AgendaRefusal::BadMinutes("länge".into());
        trouble::message(reader, &refusal.into(), "")
    };
    let typed = [("title", "Ungas *hälsa*"), ("minutes", "länge")];
    let typed = typed.map(|(name, typed)| (name.to_owned(), typed.to_owned())).into();
    vec![
        ("a form that was refused", form::refused(reader, why(), FormId(7))),
        ("a form that could not be kept", form::refused_as_typed(reader, why(), &typed)),
    ]
}

#[test]
fn agendas_in_both_languages() {
    for language in Language::ALL {
        let reader = Reader::on_discord(language);
        let tag = language.tag();
        insta::assert_snapshot!(format!("agenda_lists_{tag}"), album(of_lists(reader)));
        insta::assert_snapshot!(format!("agenda_items_{tag}"), album(of_items(reader)));
        insta::assert_snapshot!(format!("agenda_notices_{tag}"), album(of_notices(reader)));
        insta::assert_snapshot!(format!("agenda_forms_{tag}"), album(of_forms(reader)));
    }
}
