//! What is sent because of a change of people or posts.

use super::*;
use crate::render::reader::Reader;

/// What the officials read of a message that waits for its channel.
fn undelivered(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Channel, Direct, Officials};
    let told = |kind: NoticeKind, place, fate| {
        let facts = GroupFacts::Undelivered(Box::new(Undelivered {
            group: group(reader),
            officials: officials(),
            view: Some(view(reader, Cover::Presumed)),
            kind,
            place,
            channel: ChannelId(100),
            fate,
        }));
        let to = if place == Officials { Direct } else { Officials };
        about_group(to, None, facts)
    };
    let of = |kind: MeetingNotice, fate| told(kind.into(), Channel, fate);
    let waits = Fate::Waits(Obstacle::Forbidden);
    vec![
        ("undelivered, announcement", of(MeetingNotice::Announcement, waits)),
        ("undelivered, invitation", of(MeetingNotice::Invitation, waits)),
        ("undelivered, cancellation", of(MeetingNotice::Cancellation, waits)),
        ("undelivered, to the officials", told(SeatNotice::Receipt.into(), Officials, waits)),
        ("undelivered, unseen", of(MeetingNotice::Invitation, Fate::Waits(Obstacle::Hidden))),
        ("undelivered, gone", of(MeetingNotice::Invitation, Fate::Waits(Obstacle::Gone))),
        ("undelivered, refused", of(MeetingNotice::Invitation, Fate::Waits(Obstacle::Other))),
        ("undelivered, arrived", of(MeetingNotice::Invitation, Fate::Arrived)),
        ("undelivered, over", of(MeetingNotice::Invitation, Fate::Over)),
    ]
}

/// What everybody who has come into a seat reads, and those who could not be reached.
fn successions(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let told = |destination, cover_of: fn(&mut MeetingView), successor: Option<Person>| {
        let mut view = view(reader, Cover::Presumed);
        cover_of(&mut view);
        let at = arboga_at(view);
        let sitting = at.seat.occupied.ordinary.clone();
        let successor = successor.or(sitting).expect("somebody");
        let facts = SeatFacts::Succession(Succession { at, successor: successor.clone() });
        about_seat(destination, Some(successor), facts)
    };
    let another = || Some(person(90, "Disa *Ny*"));
    let off = |view: &mut MeetingView| {
        view.meeting.state = crate::domain::meeting::MeetingState::Cancelled;
    };
    vec![
        ("succession", told(Direct, |_| {}, None)),
        ("succession, nobody reached", told(Officials, |_| {}, None)),
        ("succession, over", told(Direct, |_| {}, another())),
        ("succession, cancelled", told(Direct, off, None)),
        ("succession, over, nobody reached", told(Officials, |_| {}, another())),
    ]
}

fn departures(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let told = |destination, meetings, from| {
        let person = person(95, "Anna *Ek*");
        let facts = GroupFacts::Departure(Departure {
            group: group(reader),
            officials: officials(),
            person: person.clone(),
            meetings,
            from,
        });
        about_group(destination, Some(person), facts)
    };
    let demoted = || {
        let mut view = view(reader, Cover::Presumed);
        view.seats[2].occupied.substitute = Some(person(95, "Anna *Ek*"));
        vec![view]
    };
    let meeting = || vec![view(reader, Cover::Awaiting)];
    let later = Some(day(31));
    vec![
        ("departure, a substitute now", told(Direct, demoted(), None)),
        ("departure, a substitute now, nobody reached", told(Officials, demoted(), None)),
        ("departure, from a later day", told(Direct, meeting(), later)),
        ("departure, from a later day, nobody reached", told(Officials, meeting(), later)),
        ("departure, a substitute from a later day", told(Direct, demoted(), later)),
        ("departure, a substitute later, nobody reached", told(Officials, demoted(), later)),
        ("departure", told(Direct, meeting(), None)),
        ("departure, nobody reached", told(Officials, meeting(), None)),
    ]
}

fn officials() -> Vec<Person> {
    vec![person(70, "Tjänsteman"), person(71, "Biträdande")]
}

fn about_group(destination: Destination, to: Option<Person>, facts: GroupFacts) -> Message {
    told(destination, to, Facts::Group(Box::new(facts)))
}

pub fn notices(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let post = || Post {
        id: OfficialId(2),
        group: GroupId(1),
        person: PersonId(10),
        deputy: false,
        period: since(5),
    };
    let vacated = |left| {
        let (group, seat) = (group(reader), seat_of(&arboga()));
        let facts = GroupFacts::Vacated(Vacated { group, officials: officials(), seat, left });
        about_group(Officials, None, facts)
    };
    let other = || Group { name: "Barn *och* unga".into(), ..group(reader) };
    let handover = |to, meetings, before: Option<Person>, to_predecessor, is_many| {
        let successor = person(95, "Anna *Ek*");
        let told = if to_predecessor { before.clone() } else { Some(successor.clone()) };
        let facts = GroupFacts::Handover(Handover {
            group: group(reader),
            officials: officials(),
            person: successor,
            post: post(),
            before,
            to_predecessor,
            meetings,
            taken_over: [(group(reader), false)]
                .into_iter()
                .chain(Some((other(), true)).filter(|_| is_many))
                .collect(),
        });
        about_group(to, told, facts)
    };
    let before = || Some(person(70, "Tjänsteman"));
    let coming = || vec![view(reader, Cover::Awaiting)];
    let post_vacated = GroupFacts::PostVacated(PostVacated {
        group: group(reader),
        officials: officials(),
        post: Some(post()),
    });
    let seated = |count| {
        let one = Seated { person: person(95, "Anna *Ek*"), group: other(), place: arboga() };
        let facts = GroupFacts::SeatedElsewhere(SeatedElsewhere {
            group: group(reader),
            officials: officials(),
            seated: vec![one; count],
        });
        about_group(Officials, None, facts)
    };
    let others = vec![
        ("seated elsewhere", seated(1)),
        ("several are seated elsewhere", seated(3)),
        ("vacated", vacated(Some(Capacity::Ordinary))),
        ("vacated by a substitute", vacated(Some(Capacity::Substitute))),
        ("vacated by who was to come", vacated(None)),
        ("a post is vacated", about_group(Officials, None, post_vacated)),
        ("handover", handover(Direct, coming(), before(), false, false)),
        ("handover, nobody before", handover(Direct, Vec::new(), None, false, false)),
        ("handover, to who had it before", handover(Direct, coming(), before(), true, false)),
        ("handover, of many", handover(Direct, coming(), before(), false, true)),
        ("handover, of many, to who had them", handover(Direct, coming(), before(), true, true)),
        ("handover, nobody reached", handover(Officials, coming(), before(), false, false)),
        (
            "handover, who had it before not reached",
            handover(Officials, coming(), before(), true, false),
        ),
    ];
    let pages = successions(reader).into_iter();
    pages.chain(departures(reader)).chain(others).chain(undelivered(reader)).collect()
}
