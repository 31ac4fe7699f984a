//! Meetings: what groups, members, substitutes and officials read of them.

use crate::actions::meeting::Scheduled;
use crate::actions::notices::{Absence, Facts, MeetingFacts};
use crate::actions::speaking::Replied;
use crate::actions::view::{MeetingView, SeatView};
use crate::actions::{ActionError, Conflict, Invalid, Missing};
use crate::domain::cover::{Answer, Cover, Standing};
use crate::domain::id::{
    AppointerId, GroupId, MeetingId, OrganisationId, PersonId, ReplyId, SeatId,
};
use crate::domain::language::Language;
use crate::domain::meeting::{Meeting, MeetingState};
use crate::domain::notice::{Destination, NoticeKind};
use crate::domain::permission::WhoMay;
use crate::domain::seat::{Capacity, Occupied, Office, Seat};
use crate::domain::wording::{BadWording, Place, Reason};

use super::{album, at, group, person};
use crate::render::{Message, answers, notice, own, trouble};

/// A seat in which the member has said what leads to this cover.
fn seat(id: i64, appointer: &str, office: Office, cover: Cover) -> SeatView {
    let absence = (!matches!(cover, Cover::Presumed | Cover::Confirmed)).then_some(ReplyId(9));
    let substitute = match cover {
        Cover::Substituted => Some(Answer::Accepted),
        Cover::Vacant => Some(Answer::Declined),
        _ => None,
    };
    SeatView {
        occupied: Occupied {
            seat: Seat {
                id: SeatId(id),
                appointer: AppointerId(id),
                appointer_name: appointer.into(),
                office,
            },
            ordinary: Some(person(id * 10, &format!("{appointer}, ledamot"))),
            substitute: Some(person(id * 10 + 1, &format!("{appointer}, ersättare"))),
        },
        standing: Standing {
            absence,
            confirmed: cover == Cover::Confirmed,
            substitute,
            stand_in: None,
        },
        cover,
    }
}

pub(super) fn view(language: Language, arboga: Cover) -> MeetingView {
    MeetingView {
        meeting: Meeting {
            id: MeetingId(1),
            organisation: OrganisationId(1),
            group: GroupId(1),
            state: MeetingState::Called,
            revision: 0,
            starts: at(11, 8),
            ends: at(11, 11),
            place: Place::parse("Regionhuset, sal 3").expect("a place"),
            called: Some(at(4, 8)),
            cancelled_because: None,
        },
        group: group(language),
        seats: vec![
            seat(1, "Regionen", Office::Chair, Cover::Confirmed),
            seat(2, "Köping", Office::ViceChair, Cover::Presumed),
            seat(3, "Arboga", Office::Member, arboga),
        ],
        officials: vec![person(70, "Tjänsteman"), person(71, "Biträdande")],
        now: at(5, 8),
    }
}

fn cancelled(mut view: MeetingView) -> MeetingView {
    view.meeting.state = MeetingState::Cancelled;
    view.meeting.cancelled_because = Reason::parse("För få ärenden").ok();
    view
}

pub(super) fn facts(kind: NoticeKind, destination: Destination, view: MeetingView) -> MeetingFacts {
    let seat = view.seats[2].clone();
    let absence =
        if seat.standing.absence.is_some() { Absence::InForce } else { Absence::Withdrawn };
    let person = match kind {
        NoticeKind::Vacancy => view.seats[0].occupied.ordinary.clone(),
        _ => seat.occupied.substitute.clone(),
    };
    let officials = destination == Destination::Officials && matches!(kind, NoticeKind::Receipt);
    let reason = officials.then(|| "Sjuk".to_owned());
    let absent = seat.occupied.ordinary.clone();
    let organisation =
        Some("Samverkan *X*".to_owned()).filter(|_| destination == Destination::Direct);
    let seat = Some(seat);
    MeetingFacts { kind, destination, view, seat, person, reason, absence, absent, organisation }
}

pub(super) fn message_of(facts: MeetingFacts) -> Option<Message> {
    notice::message(&Facts::Meeting(Box::new(facts)))
}

fn notices(language: Language) -> String {
    use Destination::{Channel, Direct, Officials, Thread};
    use NoticeKind::{Announcement, Cancellation, Invitation, Receipt, Release, Summons, Vacancy};
    let of = |kind, destination, cover| {
        message_of(facts(kind, destination, view(language, cover))).expect("a message")
    };
    let mut scheduled = view(language, Cover::Presumed);
    scheduled.meeting.state = MeetingState::Scheduled;
    scheduled.meeting.called = None;
    let mut late = view(language, Cover::Presumed);
    late.meeting.called = Some(at(8, 8));
    let special =
        |kind, destination, view| message_of(facts(kind, destination, view)).expect("a message");
    let mut unlinked = view(language, Cover::Awaiting);
    unlinked.seats[2].occupied.substitute.as_mut().expect("a substitute").account = None;
    let mut nobody = view(language, Cover::Vacant);
    nobody.seats[2].occupied.substitute = None;
    // Whoever was away has left the seat since, to nobody or to a successor; or the seat is gone.
    let since = |kind, destination, absence, successor: Option<crate::domain::person::Person>| {
        let mut facts = facts(kind, destination, view(language, Cover::Presumed));
        let mut seat = facts.seat.take().expect("a seat");
        seat.cover = if successor.is_some() { Cover::Presumed } else { Cover::Vacant };
        seat.occupied.ordinary = successor;
        message_of(MeetingFacts { seat: Some(seat), absence, ..facts }).expect("a message")
    };
    let successor = || Some(person(90, "Disa *Ny*"));
    album(vec![
        ("announcement", special(Announcement, Channel, scheduled)),
        ("announcement, called", of(Announcement, Channel, Cover::Presumed)),
        ("invitation", of(Invitation, Channel, Cover::Presumed)),
        ("invitation, asked", of(Invitation, Channel, Cover::Awaiting)),
        ("invitation, substituted", of(Invitation, Channel, Cover::Substituted)),
        ("invitation, vacant", of(Invitation, Channel, Cover::Vacant)),
        ("invitation, short notice", special(Invitation, Channel, late)),
        (
            "invitation, cancelled",
            special(Invitation, Channel, cancelled(view(language, Cover::Presumed))),
        ),
        (
            "cancellation",
            special(Cancellation, Channel, cancelled(view(language, Cover::Presumed))),
        ),
        ("summons", of(Summons, Direct, Cover::Awaiting)),
        ("summons, accepted", of(Summons, Thread, Cover::Substituted)),
        ("summons, declined", of(Summons, Direct, Cover::Vacant)),
        ("summons, released", of(Summons, Direct, Cover::Presumed)),
        ("summons, superseded", {
            let superseded = facts(Summons, Direct, view(language, Cover::Awaiting));
            message_of(MeetingFacts { absence: Absence::Superseded, ..superseded })
                .expect("a message")
        }),
        ("summons, left", since(Summons, Direct, Absence::Left, None)),
        ("summons, left to a successor", since(Summons, Direct, Absence::Left, successor())),
        ("summons, seat gone", since(Summons, Direct, Absence::SeatGone, None)),
        (
            "summons, cancelled",
            special(Summons, Direct, cancelled(view(language, Cover::Awaiting))),
        ),
        ("summons, nobody reached", of(Summons, Officials, Cover::Awaiting)),
        ("summons, nobody linked", special(Summons, Officials, unlinked)),
        ("summons, nobody reached, comes", of(Summons, Officials, Cover::Substituted)),
        ("summons, nobody reached, cannot", of(Summons, Officials, Cover::Vacant)),
        ("summons, nobody reached, released", of(Summons, Officials, Cover::Presumed)),
        (
            "summons, nobody reached, cancelled",
            special(Summons, Officials, cancelled(view(language, Cover::Awaiting))),
        ),
        ("release", of(Release, Direct, Cover::Presumed)),
        ("release, nobody reached", of(Release, Officials, Cover::Presumed)),
        ("release, left", since(Release, Direct, Absence::Left, None)),
        ("release, left to a successor", since(Release, Direct, Absence::Left, successor())),
        (
            "release, left to a successor, nobody reached",
            since(Release, Officials, Absence::Left, successor()),
        ),
        ("release, left, nobody reached", since(Release, Officials, Absence::Left, None)),
        ("release, another’s", since(Release, Direct, Absence::AnothersNow, successor())),
        (
            "release, another’s, nobody reached",
            since(Release, Officials, Absence::AnothersNow, None),
        ),
        ("receipt, asked", of(Receipt, Officials, Cover::Awaiting)),
        ("receipt, substituted", of(Receipt, Officials, Cover::Substituted)),
        ("receipt, vacant", of(Receipt, Officials, Cover::Vacant)),
        ("receipt, superseded", {
            let superseded = facts(Receipt, Officials, view(language, Cover::Awaiting));
            message_of(MeetingFacts { absence: Absence::Superseded, ..superseded })
                .expect("a message")
        }),
        ("receipt, withdrawn", of(Receipt, Officials, Cover::Presumed)),
        ("receipt, left", since(Receipt, Officials, Absence::Left, None)),
        ("receipt, left to a successor", since(Receipt, Officials, Absence::Left, successor())),
        ("receipt, seat gone", since(Receipt, Officials, Absence::SeatGone, None)),
        ("vacancy, to the officials", of(Vacancy, Officials, Cover::Vacant)),
        ("vacancy, to the chair", of(Vacancy, Direct, Cover::Vacant)),
        ("vacancy, seat gone", since(Vacancy, Direct, Absence::SeatGone, None)),
        ("vacancy, nobody appointed", special(Vacancy, Direct, nobody)),
        ("vacancy, solved", of(Vacancy, Direct, Cover::Substituted)),
    ])
}

fn private_answers(language: Language) -> String {
    let said = |cover, capacity, for_another, already| {
        let view = view(language, cover);
        let person = view.seats[2].occupied.ordinary.clone().expect("a member");
        Replied {
            view,
            seat: SeatId(3),
            person,
            capacity,
            for_another,
            already,
            released: cover == Cover::Presumed,
        }
    };
    let own_word = |cover| said(cover, Capacity::Ordinary, false, false);
    let scheduled = |call_at| Scheduled { view: view(language, Cover::Presumed), call_at };
    let mut none = own_word(Cover::Vacant);
    none.view.seats[2].occupied.substitute = None;
    let mut unlinked = own_word(Cover::Awaiting);
    unlinked.view.seats[2].occupied.substitute.as_mut().expect("a substitute").account = None;
    album(vec![
        ("scheduled", answers::scheduled(language, &scheduled(Some(at(4, 8))))),
        ("scheduled, short notice", answers::scheduled(language, &scheduled(None))),
        ("cancelled", answers::cancelled(language, &view(language, Cover::Presumed))),
        ("meeting", answers::meeting(language, &view(language, Cover::Awaiting))),
        ("absence", answers::absence_reported(language, &own_word(Cover::Awaiting))),
        (
            "absence, again",
            answers::absence_reported(
                language,
                &said(Cover::Substituted, Capacity::Ordinary, false, true),
            ),
        ),
        (
            "absence, for another",
            answers::absence_reported(
                language,
                &said(Cover::Awaiting, Capacity::Ordinary, true, false),
            ),
        ),
        ("absence, no substitute", answers::absence_reported(language, &none)),
        ("absence, substitute not linked", answers::absence_reported(language, &unlinked)),
        ("absence, substitute away", answers::absence_reported(language, &own_word(Cover::Vacant))),
        (
            "absence, as substitute",
            answers::absence_reported(
                language,
                &said(Cover::Presumed, Capacity::Substitute, false, false),
            ),
        ),
        ("withdrawn", answers::absence_withdrawn(language, &own_word(Cover::Presumed))),
        (
            "withdrawn, for another",
            answers::absence_withdrawn(
                language,
                &said(Cover::Presumed, Capacity::Ordinary, true, false),
            ),
        ),
        (
            "withdrawn, as substitute",
            answers::absence_withdrawn(
                language,
                &said(Cover::Presumed, Capacity::Substitute, false, false),
            ),
        ),
        ("confirmed", answers::coming(language, &own_word(Cover::Confirmed))),
        (
            "accepted",
            answers::coming(
                language,
                &said(Cover::Substituted, Capacity::Substitute, false, false),
            ),
        ),
        (
            "declined",
            answers::declined(language, &said(Cover::Vacant, Capacity::Substitute, false, false)),
        ),
        (
            "own meetings, member",
            own::meetings(language, PersonId(30), &[view(language, Cover::Awaiting)]),
        ),
        (
            "own meetings, substitute",
            own::meetings(language, PersonId(31), &[view(language, Cover::Awaiting)]),
        ),
        (
            "own meetings, held in advance",
            own::meetings(language, PersonId(31), &[view(language, Cover::Presumed)]),
        ),
        (
            "own meetings, official",
            own::meetings(language, PersonId(70), &[view(language, Cover::Presumed)]),
        ),
        ("own meetings, none", own::meetings(language, PersonId(30), &[])),
    ])
}

fn troubles(language: Language) -> String {
    let errors = [
        ActionError::Denied(WhoMay::ChairAndOfficial),
        ActionError::Denied(WhoMay::TheMember),
        ActionError::Denied(WhoMay::TheSubstitute),
        ActionError::Denied(WhoMay::TheGroup),
        ActionError::NotFound(Missing::Organisation),
        ActionError::NotFound(Missing::Link),
        ActionError::NotFound(Missing::Group),
        ActionError::NotFound(Missing::Meeting),
        ActionError::NotFound(Missing::Member),
        ActionError::Invalid(Invalid::Date("nästa vecka".into())),
        ActionError::Invalid(Invalid::Time("nio".into())),
        ActionError::Invalid(Invalid::Place(BadWording::Empty)),
        ActionError::Invalid(Invalid::Place(BadWording::TooLong(200))),
        ActionError::Invalid(Invalid::Reason(BadWording::TooLong(300))),
        ActionError::Invalid(Invalid::InThePast),
        ActionError::Invalid(Invalid::TooFarAhead),
        ActionError::Invalid(Invalid::Length),
        ActionError::Conflict(Conflict::MeetingCancelled),
        ActionError::Conflict(Conflict::MeetingBegun),
        ActionError::Conflict(Conflict::SameTime),
        ActionError::Conflict(Conflict::NotAbsent),
        ActionError::Conflict(Conflict::NotSummoned),
        ActionError::Internal(crate::store::StoreError::Corrupt("secret".into())),
    ];
    let told = errors.iter().map(|error| trouble::message(language, error, "1234").text);
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn notices_in_swedish() {
    insta::assert_snapshot!(notices(Language::Swedish));
}

#[test]
fn notices_in_english() {
    insta::assert_snapshot!(notices(Language::English));
}

#[test]
fn answers_in_swedish() {
    insta::assert_snapshot!(private_answers(Language::Swedish));
}

#[test]
fn answers_in_english() {
    insta::assert_snapshot!(private_answers(Language::English));
}

#[test]
fn troubles_in_swedish() {
    insta::assert_snapshot!(troubles(Language::Swedish));
}

#[test]
fn troubles_in_english() {
    insta::assert_snapshot!(troubles(Language::English));
}

/// What a person reads of an internal error never tells its cause.
#[test]
fn an_internal_error_shows_a_reference_and_no_cause() {
    for language in Language::ALL {
        let told = troubles(language);
        assert!(told.contains("1234") && !told.contains("secret"), "{told}");
    }
}
