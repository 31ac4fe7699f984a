//! What is sent because of a change of people or posts.

use super::*;

pub fn notices(language: Language) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let post = Post {
        id: OfficialId(2),
        group: GroupId(1),
        person: PersonId(10),
        deputy: false,
        period: since(5),
    };
    let told = |(left, from), kind, destination, meetings, before| {
        let facts = GroupFacts {
            kind,
            destination,
            group: group(language),
            officials: vec![person(70, "Tjänsteman"), person(71, "Biträdande")],
            person: Some(person(95, "Anna *Ek*")),
            seat: Some(seat_of(&arboga())),
            meetings,
            post: Some((post, before)),
            left,
            from,
            organisation: Some("Samverkan *X*".into()).filter(|_| destination == Direct),
        };
        notice::message(&Facts::Group(Box::new(facts))).expect("a message")
    };
    let of = |kind, destination, meetings, before| {
        told((Some(Capacity::Ordinary), None), kind, destination, meetings, before)
    };
    let vacated = |left| told((left, None), NoticeKind::Vacated, Officials, Vec::new(), None);
    let later = |destination, meetings| {
        told((None, Some(day(31))), NoticeKind::Departure, destination, meetings, None)
    };
    let demoted = || {
        let mut view = view(language, Cover::Presumed);
        view.seats[2].occupied.substitute = Some(person(95, "Anna *Ek*"));
        vec![view]
    };
    let meeting = || vec![view(language, Cover::Awaiting)];
    let mut succession =
        facts(NoticeKind::Succession, Destination::Direct, view(language, Cover::Presumed));
    succession.person = succession.view.seats[2].occupied.ordinary.clone();
    let unreached = MeetingFacts { destination: Destination::Officials, ..succession.clone() };
    let mut off = succession.clone();
    off.view.meeting.state = crate::domain::meeting::MeetingState::Cancelled;
    let over = MeetingFacts { person: Some(person(90, "Disa *Ny*")), ..succession.clone() };
    let over_unreached = MeetingFacts { destination: Officials, ..over.clone() };
    vec![
        ("succession", message_of(succession).expect("a message")),
        ("succession, nobody reached", message_of(unreached).expect("a message")),
        ("succession, over", message_of(over).expect("a message")),
        ("departure, a substitute now", of(NoticeKind::Departure, Direct, demoted(), None)),
        (
            "departure, a substitute now, nobody reached",
            of(NoticeKind::Departure, Officials, demoted(), None),
        ),
        ("departure, from a later day", later(Direct, meeting())),
        ("departure, from a later day, nobody reached", later(Officials, meeting())),
        ("departure, a substitute from a later day", later(Direct, demoted())),
        ("departure, a substitute later, nobody reached", later(Officials, demoted())),
        ("succession, cancelled", message_of(off).expect("a message")),
        ("succession, over, nobody reached", message_of(over_unreached).expect("a message")),
        ("departure", of(NoticeKind::Departure, Direct, meeting(), None)),
        ("departure, nobody reached", of(NoticeKind::Departure, Officials, meeting(), None)),
        ("vacated", vacated(Some(Capacity::Ordinary))),
        ("vacated by a substitute", vacated(Some(Capacity::Substitute))),
        ("vacated by who was to come", vacated(None)),
        ("a post is vacated", of(NoticeKind::PostVacated, Officials, Vec::new(), None)),
        (
            "handover",
            of(NoticeKind::Handover, Officials, meeting(), Some(person(70, "Tjänsteman"))),
        ),
        ("handover, nobody before", of(NoticeKind::Handover, Officials, Vec::new(), None)),
    ]
}
