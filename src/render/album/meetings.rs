//! Meetings: what groups, members, substitutes and officials read of them.

use crate::actions::ActionError;
use crate::actions::choices::OwnMeetings;
use crate::actions::me::written::Written;
use crate::actions::meeting::{Changed as MeetingChanged, Scheduled, Shown};
use crate::actions::notices::meeting::{
    Ahead, Changed, Continuation, MeetingFacts, Reposted, TooLate, TwoAtOnce,
};
use crate::actions::notices::seat::{
    Absence, Asked, AskedAnew, Empty, Reasons, Reported, SeatAt, SeatFacts, Silence,
};
use crate::actions::notices::{Address, Facts, Told};
use crate::actions::question::{Overlap, Question};
use crate::actions::reply::Replied;
use crate::actions::view::MeetingView;
use crate::domain::account::UserId;
use crate::domain::cover::{Answer, Cover, Said};
use crate::domain::group::Group;
use crate::domain::id::{
    AppointerId, FormId, GroupId, MeetingId, OrganisationId, PersonId, ReplyId, SeatId,
};
use crate::domain::language::Language;
use crate::domain::link::Link;
use crate::domain::local_time::ClockChange;
use crate::domain::meeting::{Meeting, MeetingKind, MeetingState};
use crate::domain::meeting_change::MeetingChange;
use crate::domain::notice::{Destination, MeetingNotice, Obstacle, SeatNotice};
use crate::domain::person::Person;
use crate::domain::reach::Unreached;
use crate::domain::roster::SeatLabel;
use crate::domain::seat::{Capacity, Occupied, Office, Seat};
use crate::domain::wording::{Place, Reason, Remark};

use super::{album, at, group, person};
use crate::actions::attendance::AttendanceLink;
use crate::domain::access::{AccessToken, RANDOM_BYTES};
use crate::render::reader::Reader;
use crate::render::site::Site;
use crate::render::{Message, answers, form, notices, own, trouble};

type Story = Vec<(Capacity, Answer)>;

/// What leads to a cover.
fn story(cover: Cover) -> Story {
    use Answer::{Absent, Accepted, Confirmed, Declined};
    use Capacity::{Ordinary, StandIn, Substitute};
    match cover {
        Cover::Presumed => vec![],
        Cover::Confirmed => vec![(Ordinary, Confirmed)],
        Cover::Awaiting => vec![(Ordinary, Absent)],
        Cover::Substituted => vec![(Ordinary, Absent), (Substitute, Accepted)],
        Cover::Vacant => vec![(Ordinary, Absent), (Substitute, Declined)],
        Cover::StandIn => [story(Cover::Vacant), vec![(StandIn, Accepted)]].concat(),
    }
}

fn occupied(id: i64, appointer: &str, office: Office) -> Occupied {
    let (ordinary, substitute) =
        (format!("{appointer}, ledamot"), format!("{appointer}, ersättare"));
    let (appointer, appointer_name) = (AppointerId(id), appointer.to_owned());
    Occupied {
        seat: Seat { id: SeatId(id), appointer, appointer_name, office },
        ordinary: Some(person(id * 10, &ordinary)),
        substitute: Some(person(id * 10 + 1, &substitute)),
    }
}

/// What was said about a seat by those of its number.
fn told_of(id: i64, story: &Story) -> Vec<(i64, Said)> {
    let said = |(reply, &(capacity, answer)): (i64, &(Capacity, Answer))| {
        let person = PersonId(id * 10 + i64::from(capacity != Capacity::Ordinary));
        (0, Said { id: ReplyId(reply), person, capacity, answer })
    };
    (9..).zip(story).map(said).collect()
}

pub(super) fn view(reader: Reader, arboga: Cover) -> MeetingView {
    let view = view_of(reader, &story(arboga), |_| {});
    assert_eq!(view.seats[2].cover, arboga);
    view
}

/// The meeting as it stands by the rules, when that was said about Arboga's seat, and those sit there.
fn view_of(reader: Reader, story_: &Story, sits: impl FnOnce(&mut Occupied)) -> MeetingView {
    let meeting = Meeting {
        id: MeetingId(1),
        organisation: OrganisationId(1),
        group: GroupId(1),
        kind: MeetingKind::Ordinary,
        dating: 0,
        state: MeetingState::Called,
        revision: 0,
        starts: at(11, 8),
        ends: at(11, 11),
        place: Place::parse("Regionhuset, sal 3").expect("a place"),
        link: None,
        remark: None,
        late_because: None,
        dated: None,
        datings: 0,
        withdrawn_datings: Vec::new(),
        called: Some(at(4, 8)),
        cancelled: None,
        cancelled_because: None,
        closed: None,
        changed: None,
    };
    let mut arboga = occupied(3, "Arboga", Office::Member);
    sits(&mut arboga);
    let seats = vec![
        (occupied(1, "Regionen", Office::Chair), told_of(1, &story(Cover::Confirmed))),
        (occupied(2, "Köping", Office::ViceChair), Vec::new()),
        (arboga, told_of(3, story_)),
    ];
    let officials = vec![person(70, "Tjänsteman"), person(71, "Biträdande")];
    MeetingView::of((meeting, group(reader)), seats, officials, at(5, 8))
}

fn cancelled(mut view: MeetingView) -> MeetingView {
    view.meeting.state = MeetingState::Cancelled;
    view.meeting.cancelled_because = Reason::parse("För få ärenden").ok();
    view
}

/// A message of a notice, as it is sent to this place.
pub(super) fn told(destination: Destination, person: Option<Person>, facts: Facts) -> Message {
    let organisation =
        Some("Samverkan *X*".to_owned()).filter(|_| destination == Destination::Direct);
    let obstacle = Some(Obstacle::ClosedDirect);
    let to =
        Address { destination, person, organisation, caused_by: None, is_told: false, obstacle };
    notices::message(&Told { to, facts })
}

/// The line in the thread about a substitute who has been asked directly.
fn line(asked: Asked) -> Message {
    let (destination, person) = (Destination::Thread, Some(asked.substitute.clone()));
    let (organisation, caused_by, obstacle) = (None, None, None);
    let to = Address { destination, person, organisation, caused_by, is_told: true, obstacle };
    let facts = Facts::Seat(Box::new(SeatFacts::Summons(asked)));
    notices::message(&Told { to, facts })
}

pub(super) fn about_seat(
    destination: Destination,
    person: Option<Person>,
    facts: SeatFacts,
) -> Message {
    told(destination, person, Facts::Seat(Box::new(facts)))
}

fn about_meeting(facts: MeetingFacts) -> Message {
    told(Destination::Channel, None, Facts::Meeting(facts))
}

/// A meeting that is an hour later, elsewhere and online, with a word.
fn changed(reader: Reader, destination: &Destination, dating: i64) -> Message {
    let mut view = view(reader, Cover::Substituted);
    let before = view.meeting.seen();
    view.meeting.starts = at(11, 9);
    view.meeting.place = Place::parse("Sal *4*").expect("a place");
    view.meeting.link = Link::parse("https://a.example/x_y");
    view.meeting.remark = Remark::parse("Ta med *planen*.").ok();
    view.meeting.dating = dating;
    let person = Some(person(31, "Bo Ek")).filter(|_| *destination != Destination::Channel);
    let facts = Changed { view: Box::new(view), before, part: 0, since: None };
    told(*destination, person, Facts::Meeting(MeetingFacts::Changed(facts)))
}

/// Meetings at the same time: the group's own, another's, and one of which one may not know.
fn overlaps(reader: Reader) -> Vec<Overlap> {
    let other = Group { name: "Barn/unga".into(), ..group(reader) };
    let of = |group, is_own, people: &[&str]| Overlap {
        group,
        zone: chrono_tz::Europe::Stockholm,
        starts: at(11, 9),
        ends: at(11, 12),
        is_own,
        people: people.iter().map(|&name| name.to_owned()).collect(),
    };
    vec![
        of(Some(group(reader)), true, &["Anna"]),
        of(Some(other), false, &["Anna *Alm*", "Bo Ek"]),
        of(None, false, &["Anna *Alm*"]),
    ]
}

/// The seat of Arboga at a meeting.
pub(super) fn arboga_at(view: MeetingView) -> SeatAt {
    let seat = view.seats[2].clone();
    SeatAt { view, seat, is_gone: false }
}

fn absence_of(at: &SeatAt) -> Absence {
    match at.seat.standing.absence {
        Some(_) => Absence::InForce,
        None => Absence::Withdrawn,
    }
}

/// Arboga's seat after its member has left it, to nobody or to a successor.
fn left(reader: Reader, successor: Option<Person>) -> SeatAt {
    let absent = story(Cover::Awaiting);
    arboga_at(view_of(reader, &absent, |arboga| arboga.ordinary = successor))
}

/// Arboga's seat, whose substitute comes to the meeting for another one: they are Köping's member.
fn elsewhere(reader: Reader) -> SeatAt {
    let absent = story(Cover::Awaiting);
    let member = occupied(2, "Köping", Office::ViceChair).ordinary;
    arboga_at(view_of(reader, &absent, |arboga| arboga.substitute = member))
}

/// Arboga's seat, whose member is the chair of another one, and comes for that.
fn second_seat(reader: Reader) -> SeatAt {
    let chair = occupied(1, "Regionen", Office::Chair).ordinary;
    arboga_at(view_of(reader, &Vec::new(), |arboga| arboga.ordinary = chair))
}

/// Arboga's member is away, and its substitute has no account; or there is none.
fn unlinked(reader: Reader) -> MeetingView {
    view_of(reader, &story(Cover::Awaiting), |arboga| {
        arboga.substitute.as_mut().expect("a substitute").account = None;
    })
}

/// Arboga's member comes, and has no account.
fn member_unlinked(reader: Reader) -> MeetingView {
    view_of(reader, &Vec::new(), |arboga| {
        arboga.ordinary.as_mut().expect("a member").account = None;
    })
}

/// Three whom a call does not reach, each for another reason.
fn out_of_reach(reader: Reader) -> MeetingView {
    let view = member_unlinked(reader);
    let linked = view.expected().filter(|person| person.account.is_some()).map(|person| person.id);
    let why = [Unreached::NotMember, Unreached::CannotSee];
    let out_of_reach = linked.zip(why).collect();
    MeetingView { out_of_reach, ..view }
}

fn without_substitute(reader: Reader) -> MeetingView {
    view_of(reader, &story(Cover::Awaiting), |arboga| arboga.substitute = None)
}

fn asked(at: SeatAt, absence: Absence) -> Asked {
    let substitute = at.seat.occupied.substitute.clone().expect("a substitute");
    Asked { at, substitute, absence }
}

fn summons(destination: Destination, asked: Asked) -> Message {
    about_seat(destination, Some(asked.substitute.clone()), SeatFacts::Summons(asked))
}

fn release(destination: Destination, asked: Asked) -> Message {
    about_seat(destination, Some(asked.substitute.clone()), SeatFacts::Release(asked))
}

fn receipt(at: SeatAt, absence: Absence) -> Message {
    let absent = person_of(&view(Reader::on_discord(Language::Swedish), Cover::Presumed));
    let reasons = Reasons { member: Some("Sjuk".into()), substitute: None };
    let facts = Reported { at, absent, absence, reasons };
    about_seat(Destination::Officials, None, SeatFacts::Receipt(facts))
}

/// Arboga's ordinary member.
fn person_of(view: &MeetingView) -> Option<Person> {
    view.seats[2].occupied.ordinary.clone()
}

fn vacancy(destination: Destination, at: SeatAt) -> Message {
    let chair = at.view.seats[0].occupied.ordinary.clone();
    let leader = chair.filter(|_| destination == Destination::Direct);
    about_seat(destination, leader, SeatFacts::Vacancy(Empty { at, reasons: Reasons::default() }))
}

fn of_meetings(reader: Reader) -> Vec<(&'static str, Message)> {
    let view = |cover| Box::new(view(reader, cover));
    let mut scheduled = view(Cover::Presumed);
    scheduled.meeting.state = MeetingState::Scheduled;
    scheduled.meeting.called = None;
    let mut late = view(Cover::Presumed);
    late.meeting.called = Some(at(8, 8));
    let off = Box::new(cancelled(*view(Cover::Presumed)));
    let on_its_way = Box::new(MeetingView { is_out: false, ..*view(Cover::Presumed) });
    let continuation = |view| {
        about_meeting(MeetingFacts::Continuation(Continuation { view, part: 0, revision: 0 }))
    };
    let to_officials = |facts| told(Destination::Officials, None, Facts::Meeting(facts));
    let reposted = |post: MeetingNotice| {
        let facts = Reposted { view: view(Cover::Presumed), post: post.into() };
        to_officials(MeetingFacts::Reposted(facts))
    };
    let begun = Box::new(MeetingView { now: at(11, 9), ..*scheduled.clone() });
    let of_today = Box::new(MeetingView { now: at(11, 9), ..*view(Cover::Substituted) });
    let ahead = |destination, facts: fn(Ahead) -> MeetingFacts, view| {
        let facts = facts(Ahead { view, part: 0, is_of_this_time: true, is_news: true });
        told(destination, None, Facts::Meeting(facts))
    };
    let two_at_once = |destination, covers: [Cover; 2]| {
        let [own, mut other] = covers.map(view);
        other.group.name = "Kultur & *idrott*".into();
        other.meeting.starts = at(11, 9);
        let member = own.seats[2].occupied.ordinary.clone().expect("a member");
        let facts = TwoAtOnce { view: own, other, person: member.clone(), is_of_this_time: true };
        told(destination, Some(member), Facts::Meeting(MeetingFacts::TwoAtOnce(facts)))
    };
    let missed = vec![
        (MeetingNotice::Reminder.into(), None),
        (SeatNotice::Summons.into(), Some(person(31, "Bo *Ek*"))),
    ];
    let too_late = TooLate { view: of_today.clone(), missed };
    let missed = vec![(MeetingNotice::Cancellation.into(), None)];
    let cancelled_too_late = TooLate { view: off.clone(), missed };
    let invitation = |cover| about_meeting(MeetingFacts::Invitation(view(cover)));
    vec![
        ("announcement", about_meeting(MeetingFacts::Announcement(scheduled))),
        ("announcement, called", about_meeting(MeetingFacts::Announcement(view(Cover::Presumed)))),
        ("announcement, on its way", about_meeting(MeetingFacts::Announcement(on_its_way))),
        ("invitation", invitation(Cover::Presumed)),
        ("invitation, asked", invitation(Cover::Awaiting)),
        ("invitation, substituted", invitation(Cover::Substituted)),
        ("invitation, vacant", invitation(Cover::Vacant)),
        ("invitation, short notice", about_meeting(MeetingFacts::Invitation(late))),
        ("invitation, cancelled", about_meeting(MeetingFacts::Invitation(off.clone()))),
        ("cancellation", about_meeting(MeetingFacts::Cancellation(off.clone()))),
        ("invitation, the rest of the names", continuation(view(Cover::Presumed))),
        (
            "cancellation, the rest of the names",
            continuation(Box::new(cancelled(*view(Cover::Presumed)))),
        ),
        ("announcement, never called", about_meeting(MeetingFacts::Announcement(begun.clone()))),
        ("changed", changed(reader, &Destination::Channel, 0)),
        ("changed, all asked anew", changed(reader, &Destination::Channel, 1)),
        ("changed, to a substitute", changed(reader, &Destination::Direct, 0)),
        (
            "changed, to a substitute who is not reached",
            changed(reader, &Destination::Officials, 0),
        ),
        ("missed", to_officials(MeetingFacts::Missed(begun))),
        ("unreached", to_officials(MeetingFacts::Unreached(Box::new(member_unlinked(reader))))),
        (
            "zone corrected",
            about_meeting(MeetingFacts::ZoneCorrected(Continuation {
                view: Box::new(out_of_reach(reader)),
                part: 0,
                revision: 1,
            })),
        ),
        (
            "unreached, three reasons",
            to_officials(MeetingFacts::Unreached(Box::new(out_of_reach(reader)))),
        ),
        ("unreached, all reached", to_officials(MeetingFacts::Unreached(view(Cover::Presumed)))),
        ("reminder", ahead(Destination::Thread, MeetingFacts::Reminder, view(Cover::Substituted))),
        ("reminder, begun", ahead(Destination::Thread, MeetingFacts::Reminder, of_today)),
        (
            "reminder, not to be put in the thread",
            ahead(Destination::Officials, MeetingFacts::Reminder, view(Cover::Substituted)),
        ),
        ("summary", ahead(Destination::Officials, MeetingFacts::Summary, view(Cover::Vacant))),
        (
            "summary, not all reached",
            ahead(Destination::Officials, MeetingFacts::Summary, Box::new(out_of_reach(reader))),
        ),
        ("summary, cancelled", ahead(Destination::Officials, MeetingFacts::Summary, off.clone())),
        (
            "summary, all come",
            ahead(Destination::Officials, MeetingFacts::Summary, view(Cover::Confirmed)),
        ),
        ("two at once", two_at_once(Destination::Direct, [Cover::Confirmed, Cover::Confirmed])),
        (
            "two at once, chosen",
            two_at_once(Destination::Direct, [Cover::Confirmed, Cover::Awaiting]),
        ),
        (
            "two at once, neither",
            two_at_once(Destination::Direct, [Cover::Awaiting, Cover::Awaiting]),
        ),
        (
            "two at once, not reached",
            two_at_once(Destination::Officials, [Cover::Confirmed, Cover::Confirmed]),
        ),
        ("told too late", to_officials(MeetingFacts::TooLate(too_late))),
        ("told too late, cancelled", to_officials(MeetingFacts::TooLate(cancelled_too_late))),
        ("invitation, put up again", reposted(MeetingNotice::Invitation)),
        ("announcement, put up again", reposted(MeetingNotice::Announcement)),
    ]
}

fn of_summonses(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials, Thread};
    let of = |destination, cover| {
        let at = arboga_at(view(reader, cover));
        let absence = absence_of(&at);
        summons(destination, asked(at, absence))
    };
    let asked_of = |cover| {
        let at = arboga_at(view(reader, cover));
        let absence = absence_of(&at);
        asked(at, absence)
    };
    let reminded = |destination, cover| {
        let facts = asked_of(cover);
        let substitute = Some(facts.substitute.clone());
        about_seat(destination, substitute, SeatFacts::SummonsReminder(facts))
    };
    let noted = |cover| {
        let facts = asked_of(cover);
        about_seat(Direct, Some(facts.substitute.clone()), SeatFacts::Noted(facts))
    };
    let silent = |cover, since| {
        let asked = asked_of(cover);
        let substitute = Some(asked.substitute.clone());
        about_seat(Officials, substitute, SeatFacts::Silence(Silence { asked, since }))
    };
    let since = |absence, successor| summons(Direct, asked(left(reader, successor), absence));
    let off = || asked(arboga_at(cancelled(view(reader, Cover::Awaiting))), Absence::InForce);
    let superseded = arboga_at(view(reader, Cover::Awaiting));
    let asked_again = line(asked(arboga_at(view(reader, Cover::Awaiting)), Absence::Superseded));
    let line = |cover| {
        let at = arboga_at(view(reader, cover));
        let absence = absence_of(&at);
        line(asked(at, absence))
    };
    let moved = |cover, answered: bool| {
        let mut view = view(reader, cover);
        view.meeting.dating = 1;
        let mut at = arboga_at(view);
        at.seat.standing.is_asked_anew = !answered;
        at
    };
    let asked_anew = |destination, at: SeatAt| {
        let member = at.seat.occupied.ordinary.clone().expect("a member");
        let facts =
            AskedAnew { at, member: member.clone(), sits_there: true, is_superseded: false };
        about_seat(destination, Some(member), SeatFacts::AskedAnew(facts))
    };
    let waiting = || moved(Cover::Awaiting, false);
    vec![
        ("asked anew", asked_anew(Direct, waiting())),
        ("asked anew, absent", asked_anew(Direct, moved(Cover::Awaiting, true))),
        ("asked anew, comes", asked_anew(Direct, moved(Cover::Confirmed, true))),
        ("asked anew, not reached", asked_anew(Officials, waiting())),
        ("summons, at another time", summons(Direct, asked(waiting(), Absence::InForce))),
        ("summons, line in the thread", line(Cover::Awaiting)),
        ("summons, line in the thread, comes", line(Cover::Substituted)),
        ("summons, line in the thread, cannot", line(Cover::Vacant)),
        ("summons, line in the thread, released", line(Cover::Presumed)),
        ("summons, line in the thread, superseded", asked_again),
        ("summons", of(Direct, Cover::Awaiting)),
        ("summons, accepted", of(Thread, Cover::Substituted)),
        ("summons, declined", of(Direct, Cover::Vacant)),
        ("summons, elsewhere", summons(Direct, asked(elsewhere(reader), Absence::InForce))),
        ("summons, released", of(Direct, Cover::Presumed)),
        ("summons, reminded", reminded(Direct, Cover::Awaiting)),
        ("summons, reminded, accepted", reminded(Direct, Cover::Substituted)),
        ("noted, comes", noted(Cover::Substituted)),
        ("noted, cannot", noted(Cover::Vacant)),
        ("noted, over", noted(Cover::Presumed)),
        ("silence", silent(Cover::Awaiting, Some(at(4, 8)))),
        ("silence of who could not be asked", silent(Cover::Awaiting, None)),
        ("silence, comes", silent(Cover::Substituted, Some(at(4, 8)))),
        ("silence, cannot", silent(Cover::Vacant, None)),
        ("summons, superseded", summons(Direct, asked(superseded, Absence::Superseded))),
        ("summons, left", since(Absence::Left, None)),
        ("summons, left to a successor", since(Absence::Left, successor())),
        ("summons, seat gone", since(Absence::SeatGone, None)),
        ("summons, cancelled", summons(Direct, off())),
        ("summons, nobody reached", of(Officials, Cover::Awaiting)),
        (
            "summons, nobody linked",
            summons(Officials, asked(arboga_at(unlinked(reader)), Absence::InForce)),
        ),
        ("summons, nobody reached, comes", of(Officials, Cover::Substituted)),
        ("summons, nobody reached, cannot", of(Officials, Cover::Vacant)),
        ("summons, nobody reached, released", of(Officials, Cover::Presumed)),
        ("summons, nobody reached, cancelled", summons(Officials, off())),
    ]
}

fn successor() -> Option<Person> {
    Some(person(90, "Disa *Ny*"))
}

fn of_seats(reader: Reader) -> Vec<(&'static str, Message)> {
    use Destination::{Direct, Officials};
    let now = |cover| arboga_at(view(reader, cover));
    let withdrawn = || asked(now(Cover::Presumed), Absence::Withdrawn);
    let released = |destination, absence, successor| {
        release(destination, asked(left(reader, successor), absence))
    };
    let told = |cover| {
        let at = now(cover);
        let absence = absence_of(&at);
        receipt(at, absence)
    };
    let gone = || SeatAt { is_gone: true, ..left(reader, None) };
    let late = arboga_at(MeetingView { now: at(11, 9), ..view(reader, Cover::Awaiting) });
    vec![
        ("release", release(Direct, withdrawn())),
        ("release, nobody reached", release(Officials, withdrawn())),
        ("release, left", released(Direct, Absence::Left, None)),
        ("release, left to a successor", released(Direct, Absence::Left, successor())),
        (
            "release, left to a successor, nobody reached",
            released(Officials, Absence::Left, successor()),
        ),
        ("release, left, nobody reached", released(Officials, Absence::Left, None)),
        ("release, another’s", released(Direct, Absence::AnothersNow, successor())),
        ("release, another’s, nobody reached", released(Officials, Absence::AnothersNow, None)),
        ("release, seat gone", release(Direct, asked(gone(), Absence::SeatGone))),
        (
            "release, seat gone, nobody reached",
            release(Officials, asked(gone(), Absence::SeatGone)),
        ),
        (
            "release, from a second seat",
            release(Direct, asked(second_seat(reader), Absence::Withdrawn)),
        ),
        (
            "release, from a second seat, nobody reached",
            release(Officials, asked(second_seat(reader), Absence::Withdrawn)),
        ),
        ("receipt, asked", told(Cover::Awaiting)),
        ("receipt, substituted", told(Cover::Substituted)),
        ("receipt, vacant", told(Cover::Vacant)),
        ("receipt, superseded", receipt(now(Cover::Awaiting), Absence::Superseded)),
        ("receipt, withdrawn", told(Cover::Presumed)),
        ("receipt, left", receipt(left(reader, None), Absence::Left)),
        ("receipt, left to a successor", receipt(left(reader, successor()), Absence::Left)),
        ("receipt, seat gone", receipt(gone(), Absence::SeatGone)),
        ("receipt, after the meeting began", receipt(late, Absence::InForce)),
        ("vacancy, to the officials", vacancy(Officials, now(Cover::Vacant))),
        ("vacancy, to the chair", vacancy(Direct, now(Cover::Vacant))),
        ("vacancy, elsewhere", vacancy(Officials, elsewhere(reader))),
        ("vacancy, member elsewhere", vacancy(Officials, second_seat(reader))),
        ("vacancy, asked again", vacancy(Direct, now(Cover::Awaiting))),
        ("vacancy, seat gone", vacancy(Direct, gone())),
        ("vacancy, nobody appointed", vacancy(Direct, arboga_at(without_substitute(reader)))),
        ("vacancy, solved", vacancy(Direct, now(Cover::Substituted))),
    ]
}

fn all_notices(reader: Reader) -> String {
    let pages = of_meetings(reader).into_iter();
    album(known_again(pages.chain(of_summonses(reader)).chain(of_seats(reader)).collect()))
}

/// Messages that notices become: each has a button, by which it is known again.
pub(super) fn known_again(pages: Vec<(&'static str, Message)>) -> Vec<(&'static str, Message)> {
    for (name, message) in &pages {
        assert!(!message.buttons.is_empty(), "{name} has no button to bear its key");
    }
    pages
}

fn private_answers(reader: Reader) -> String {
    let said = |cover, capacity, for_another, already| {
        let view = view(reader, cover);
        let person = view.seats[2].occupied.ordinary.clone().expect("a member");
        let substitute = view.seats[2].occupied.substitute.clone();
        Replied {
            view,
            seat: SeatId(3),
            person,
            capacity,
            for_another,
            already,
            released: substitute.filter(|_| cover == Cover::Presumed).into_iter().collect(),
            others: Vec::new(),
        }
    };
    let own_word = |cover| said(cover, Capacity::Ordinary, false, false);
    let scheduled = |call_at, clock_change| Scheduled {
        view: view(reader, Cover::Presumed),
        call_at,
        clock_change,
    };
    let night = at(28, 2).naive_utc();
    let of_change = |changes, asks_anew| MeetingChanged {
        before: view(reader, Cover::Presumed).meeting.seen(),
        view: view(reader, Cover::Presumed),
        changes,
        asks_anew,
        is_as_told: false,
        is_called_now: false,
        clock_change: None,
    };
    let asks = |question| {
        let error = ActionError::Asks(Box::new(question));
        let ActionError::Asks(question) = &error else { unreachable!("it was made so") };
        let is_agreed = trouble::question::agreed(question);
        form::asked_first(reader, trouble::message(reader, &error, "1"), FormId(7), is_agreed)
    };
    let of = |view| Replied { view, ..own_word(Cover::Awaiting) };
    let (none, unlinked) = (of(without_substitute(reader)), of(unlinked(reader)));
    let taken = of(elsewhere(reader).view);
    let on_its_way = MeetingView { is_out: false, ..view(reader, Cover::Presumed) };
    let tomorrow = of(MeetingView { now: at(10, 9), ..view(reader, Cover::Awaiting) });
    let site = Site::at(Some("https://kallelse.example".into()));
    let shown = |view| Shown {
        view,
        is_theirs: true,
        attended: None,
        may_correct: false,
        has_notes: false,
        approved_here: Vec::new(),
        asker: Some(PersonId(30)),
    };
    let token = AccessToken::from_random([10; RANDOM_BYTES]);
    let link = AttendanceLink { view: view(reader, Cover::Awaiting), token, expires: at(6, 8) };
    let written_by = |meetings: &[(i64, Cover)]| {
        let meetings = meetings.iter().map(|(id, cover)| (PersonId(*id), view(reader, *cover)));
        Written { language: reader.language, is_known: true, meetings: meetings.collect() }
    };
    let written = |meetings: &[(i64, Cover)]| own::written_to(&written_by(meetings));
    album(vec![
        ("who comes, as a page", answers::attendance_link(reader, &link, &site)),
        ("scheduled", answers::scheduled(reader, &scheduled(Some(at(4, 8)), None))),
        ("moved", answers::changed(reader, &of_change(vec![MeetingChange::Moved], true))),
        ("edited", {
            let all = vec![MeetingChange::Place, MeetingChange::Link, MeetingChange::Remark];
            answers::changed(reader, &of_change(all, false))
        }),
        ("called early", answers::called_now(reader, &view(reader, Cover::Presumed))),
        ("called late, why", answers::why_late(reader, &view(reader, Cover::Presumed))),
        ("asked: cancel", asks(Question::Cancel(view(reader, Cover::Awaiting)))),
        ("asked: call", asks(Question::Call(view(reader, Cover::Presumed)))),
        ("asked: overlap", asks(Question::Overlap(group(reader), overlaps(reader)))),
        ("asked: abolish", {
            let label =
                SeatLabel { number: 3, appointer: "Arboga *x*".into(), office: Office::Member };
            asks(Question::Abolish(group(reader), Box::new(label), vec!["Anna *Alm*".into()]))
        }),
        ("asked: hand over", asks(Question::HandOver(group(reader), "Anna".into(), "Bo".into()))),
        (
            "asked: what a rule calls now",
            asks(Question::CallsNow(group(reader), vec![view(reader, Cover::Presumed).meeting])),
        ),
        ("scheduled, short notice", answers::scheduled(reader, &scheduled(None, None))),
        (
            "scheduled, at an hour that is skipped",
            answers::scheduled(reader, &scheduled(None, Some(ClockChange::Skipped(night)))),
        ),
        (
            "scheduled, at an hour that is twice",
            answers::scheduled(reader, &scheduled(None, Some(ClockChange::Twice(night)))),
        ),
        ("cancelled", answers::cancelled(reader, &view(reader, Cover::Presumed))),
        ("meeting", answers::meeting(reader, &shown(view(reader, Cover::Awaiting)), &site)),
        ("meeting, on its way", answers::meeting(reader, &shown(on_its_way), &Site::default())),
        ("absence", answers::absence_reported(reader, &own_word(Cover::Awaiting))),
        ("absence, the day before", answers::absence_reported(reader, &tomorrow)),
        (
            "absence, again",
            answers::absence_reported(
                reader,
                &said(Cover::Substituted, Capacity::Ordinary, false, true),
            ),
        ),
        (
            "absence, for another",
            answers::absence_reported(
                reader,
                &said(Cover::Awaiting, Capacity::Ordinary, true, false),
            ),
        ),
        ("absence, no substitute", answers::absence_reported(reader, &none)),
        ("absence, substitute not linked", answers::absence_reported(reader, &unlinked)),
        ("absence, substitute away", answers::absence_reported(reader, &own_word(Cover::Vacant))),
        ("absence, substitute elsewhere", answers::absence_reported(reader, &taken)),
        (
            "absence, as substitute",
            answers::absence_reported(
                reader,
                &said(Cover::Presumed, Capacity::Substitute, false, false),
            ),
        ),
        (
            "absence, told late",
            answers::late(reader, &answers::absence_reported(reader, &own_word(Cover::Awaiting))),
        ),
        (
            "a code, told late",
            answers::late(reader, &Message { is_passing: true, ..Message::default() }),
        ),
        ("told late, where it was pressed", answers::late_for_all(reader, UserId(30))),
        ("withdrawn", answers::absence_withdrawn(reader, &own_word(Cover::Presumed))),
        (
            "withdrawn, for another",
            answers::absence_withdrawn(
                reader,
                &said(Cover::Presumed, Capacity::Ordinary, true, false),
            ),
        ),
        (
            "withdrawn, as substitute",
            answers::absence_withdrawn(
                reader,
                &said(Cover::Presumed, Capacity::Substitute, false, false),
            ),
        ),
        ("confirmed", answers::coming(reader, &own_word(Cover::Confirmed))),
        (
            "accepted",
            answers::coming(reader, &said(Cover::Substituted, Capacity::Substitute, false, false)),
        ),
        (
            "declined",
            answers::declined(reader, &said(Cover::Vacant, Capacity::Substitute, false, false)),
        ),
        ("own meetings, member", own_meetings(reader, 30, vec![view(reader, Cover::Awaiting)])),
        ("own meetings, substitute", own_meetings(reader, 31, vec![view(reader, Cover::Awaiting)])),
        (
            "own meetings, held in advance",
            own_meetings(reader, 31, vec![view(reader, Cover::Presumed)]),
        ),
        ("own meetings, official", own_meetings(reader, 70, vec![view(reader, Cover::Presumed)])),
        ("own meetings, the next of many", {
            let next = vec![view(reader, Cover::Presumed)];
            own::meetings(reader, &OwnMeetings { person: PersonId(30), next, more: 3 })
        }),
        ("own meetings, none", own_meetings(reader, 30, vec![])),
        ("written, a member", written(&[(30, Cover::Confirmed)])),
        ("written, a member who is away", written(&[(30, Cover::Awaiting)])),
        ("written, a substitute who is asked", written(&[(31, Cover::Awaiting)])),
        ("written, a substitute who comes", written(&[(31, Cover::Substituted)])),
        ("written, a substitute who is not asked", written(&[(31, Cover::Presumed)])),
        ("written, an official", written(&[(70, Cover::Presumed)])),
        ("written, several meetings", written(&[(30, Cover::Presumed), (31, Cover::Awaiting)])),
        ("written, no meeting", written(&[])),
        ("written, unknown", own::written_to(&Written { is_known: false, ..written_by(&[]) })),
    ])
}

#[test]
fn notices_in_swedish() {
    insta::assert_snapshot!(all_notices(Reader::on_discord(Language::Swedish)));
}

#[test]
fn notices_in_english() {
    insta::assert_snapshot!(all_notices(Reader::on_discord(Language::English)));
}

#[test]
fn answers_in_swedish() {
    insta::assert_snapshot!(private_answers(Reader::on_discord(Language::Swedish)));
}

#[test]
fn answers_in_english() {
    insta::assert_snapshot!(private_answers(Reader::on_discord(Language::English)));
}

fn own_meetings(reader: Reader, person: i64, next: Vec<MeetingView>) -> Message {
    own::meetings(reader, &OwnMeetings { person: PersonId(person), next, more: 0 })
}
