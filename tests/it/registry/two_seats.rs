//! Somebody with two seats at one meeting fills one of them, and for the other the ladder goes on.

use kallelse::actions::registry::seat::SeatChange;
use serde_json::{Value, json};

use crate::harness::{TestApp, words};

const SALA: &str = "Sala, ledamot, Äldre";
const SUBSTITUTE: &str = "Sala, ersättare, Äldre";

impl TestApp {
    /// The card of the meeting as the chair sees it.
    async fn meeting_card(&self) -> String {
        let meeting = json!({ "meeting": self.newest_meeting().await });
        self.chair("Äldre").command("meeting show", meeting).await.words()
    }

    #[track_caller]
    fn expect_in(told: &str, part: &str) {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_member_of_one_seat_is_not_counted_for_another() {
    let t = TestApp::spawn().await;
    // Sala's member is Arboga's personal substitute as well.
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": SALA }))
        .await
        .expect("Sparat.");
    t.called_meeting().await;
    TestApp::expect_in(&t.meeting_card().await, "14 av 14 väntas komma");
    let reply = t.member("Arboga").press("Förhinder").await;
    reply.expect("Ersättaren Sala, ledamot, Äldre är kallad till mötet för en annan plats.");
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    // Nobody is asked who comes anyway; the officials hear that the seat is empty, and why.
    assert_eq!(t.person(SALA).direct_messages().await.len(), 0);
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    let why = "Sala, ledamot, Äldre är kallad till mötet för en annan plats.";
    assert!(told.iter().any(|words| words.contains(why)), "{told:#?}");
    // Who does not come at all comes for nobody: 12 of 14, and not 13.
    t.person(SALA).press("Förhinder").await.expect("anmält förhinder");
    TestApp::expect_in(&t.meeting_card().await, "12 av 14 väntas komma");
    t.person(SUBSTITUTE).press("Jag kommer").await.expect("Vi räknar med dig");
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_accepts_for_two_seats_fills_the_first_and_is_free_again_after_it() {
    let t = TestApp::spawn().await;
    // Sala's substitute is Arboga's as well.
    let both = json!({ "person": SUBSTITUTE });
    t.change_seat("Arboga", SeatChange::Substitute, both).await.expect("Sparat.");
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    let substitute = t.person(SUBSTITUTE);
    let asked = substitute.direct_messages().await;
    assert_eq!(asked.len(), 2, "{asked:#?}");
    // The other message still has its button for a moment: two seats are not filled.
    let slow = json!({ "kind": "status", "status": 503, "route": "PATCH /channels/*/messages/*" });
    t.post("/sandbox/faults", &slow).await;
    substitute.press_on(&asked[0], "Jag kommer").await.expect("Vi räknar med dig");
    substitute.press_on(&asked[1], "Jag kommer").await.expect("ingen fyller två");
    t.delete("/sandbox/faults").await;
    t.pass(chrono::TimeDelta::seconds(10)).await;
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    let shown = substitute.direct_messages().await;
    TestApp::expect_in(&words(&shown[1]), "du är kallad till mötet för en annan plats");
    // The first member comes after all: the substitute is asked for the second seat again.
    t.member("Arboga").press("Jag kommer").await.expect("vi ses");
    t.pass(chrono::TimeDelta::seconds(5)).await;
    TestApp::expect_in(&t.meeting_card().await, "1 ersättare har inte svarat");
    let shown = substitute.direct_messages().await;
    // Released and asked at once: either may stand last.
    let asks =
        |one: &&Value| words(one).contains("Kan du komma i stället för Sala, ledamot, Äldre?");
    let anew = shown[2..].iter().find(asks).expect("asked anew");
    assert_eq!(shown.len(), 4, "asked twice, released once, asked anew: {shown:#?}");
    substitute.press_on(anew, "Jag kommer").await.expect("Vi räknar med dig");
    TestApp::expect_in(&t.meeting_card().await, "14 av 14 väntas komma");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_into_a_seat_of_their_own_is_missed_where_they_were_to_stand_in() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    TestApp::expect_in(&t.meeting_card().await, "14 av 14 väntas komma");
    let theirs = json!({ "person": "Arboga, ersättare, Äldre" });
    t.change_seat("Norberg", SeatChange::Ordinary, theirs).await.expect("Sparat.");
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    let why = "Arboga, ersättare, Äldre är kallad till mötet för en annan plats.";
    assert!(told.iter().any(|words| words.contains(why)), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_declined_one_and_fills_the_other_does_not_come_for_both() {
    let t = TestApp::spawn().await;
    let both = json!({ "person": SUBSTITUTE });
    t.change_seat("Arboga", SeatChange::Substitute, both).await.expect("Sparat.");
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    let substitute = t.person(SUBSTITUTE);
    let asked = substitute.direct_messages().await;
    substitute.press_on(&asked[0], "Kan inte").await.expect("Tack");
    substitute.press_on(&asked[1], "Jag kommer").await.expect("Vi räknar med dig");
    substitute.press_on(&asked[0], "Jag kommer").await.expect("ingen fyller två");
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    // And who cannot come after all comes for neither, and is not asked for the other instead.
    t.pass(chrono::TimeDelta::seconds(5)).await;
    let before = substitute.direct_messages().await.len();
    let meeting = json!({ "meeting": t.newest_meeting().await });
    substitute.command("absence report", meeting).await.expect("inte kan komma som ersättare");
    TestApp::expect_in(&t.meeting_card().await, "12 av 14 väntas komma");
    assert_eq!(substitute.direct_messages().await.len(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_of_two_seats_is_away_from_both_and_back_in_both() {
    let t = TestApp::spawn().await;
    // Sala's member sits for Arboga as well.
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": SALA }))
        .await
        .expect("Sparat.");
    t.called_meeting().await;
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    let substitutes = [t.substitute("Arboga"), t.substitute("Sala")];
    let member = t.person(SALA);
    let alarms = async || {
        let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
        seen.iter().filter(|one| words(one).contains("Tom plats")).count()
    };
    let reply = member.press("Förhinder").await;
    reply.expect("Ersättaren Arboga, ersättare, Äldre kallas strax.");
    reply.expect("Ersättaren Sala, ersättare, Äldre kallas strax.");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    for substitute in &substitutes {
        substitute.press("Jag kommer").await.expect("Vi räknar med dig");
    }
    TestApp::expect_in(&t.meeting_card().await, "14 av 14 väntas komma");
    let before = [
        substitutes[0].direct_messages().await.len(),
        substitutes[1].direct_messages().await.len(),
    ];
    member.press("Jag kommer").await.expect("vi ses");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    member.press("Jag kommer").await.expect("redan");
    assert_eq!(alarms().await, 0, "it is as it was before they were away");
    // Both are told that they are not needed, and nobody is away.
    for (substitute, before) in substitutes.iter().zip(before) {
        assert_eq!(substitute.direct_messages().await.len(), before + 1);
    }
    TestApp::expect_in(&t.meeting_card().await, "13 av 14 väntas komma");
    let meeting = json!({ "meeting": t.newest_meeting().await });
    let nothing = member.command("absence withdraw", meeting.clone()).await;
    nothing.expect("Det finns inget förhinder att ta tillbaka");
    // What is pressed by mistake and taken back at once, nobody hears of.
    let before = t.official("Äldre").sees("tjänstemän-äldre").await.len();
    member.command_at_once("absence report", meeting.clone()).await;
    member.command_at_once("absence withdraw", meeting).await;
    t.pass(chrono::TimeDelta::seconds(15)).await;
    assert_eq!(t.official("Äldre").sees("tjänstemän-äldre").await.len(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_of_two_seats_who_can_come_after_all_is_asked_for_either() {
    let t = TestApp::spawn().await;
    let both = json!({ "person": SUBSTITUTE });
    t.change_seat("Arboga", SeatChange::Substitute, both).await.expect("Sparat.");
    t.called_meeting().await;
    let substitute = t.person(SUBSTITUTE);
    let meeting = json!({ "meeting": t.newest_meeting().await });
    substitute
        .command("absence report", meeting.clone())
        .await
        .expect("inte kan komma som ersättare");
    substitute.command("absence withdraw", meeting).await.expect("");
    for member in ["Arboga", "Sala"] {
        t.member(member).press("Förhinder").await.expect("anmält förhinder");
        t.pass(chrono::TimeDelta::seconds(15)).await;
        let told = substitute.direct_messages().await.pop().expect("a question");
        TestApp::expect_in(
            &words(&told),
            &format!("Kan du komma i stället för {member}, ledamot, Äldre?"),
        );
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_member_who_is_away_it_is_not_said_that_they_come_for_another() {
    let t = TestApp::spawn().await;
    t.change_seat("Arboga", SeatChange::Substitute, json!({ "person": SALA }))
        .await
        .expect("Sparat.");
    t.called_meeting().await;
    t.person(SALA).press("Förhinder").await.expect("anmält förhinder");
    let reply = t.member("Arboga").press("Förhinder").await;
    reply.expect("Ersättaren Sala, ledamot, Äldre kan inte komma.");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(!told.iter().any(|one| one.contains("kallad till mötet för en annan")), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_of_two_seats_who_comes_for_one_alarms_nobody_about_the_other_again() {
    let t = TestApp::spawn().await;
    let both = json!({ "person": SUBSTITUTE });
    t.change_seat("Arboga", SeatChange::Substitute, both).await.expect("Sparat.");
    t.called_meeting().await;
    let (substitute, meeting) =
        (t.person(SUBSTITUTE), json!({ "meeting": t.newest_meeting().await }));
    for member in ["Arboga", "Sala"] {
        t.member(member).press("Förhinder").await.expect("anmält förhinder");
    }
    substitute.command("absence report", meeting).await.expect("inte kan komma som ersättare");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    let told = async || t.chair("Äldre").direct_messages().await.len();
    let before = told().await;
    assert_eq!(before, 2, "of either seat");
    substitute.press("Jag kommer").await.expect("Vi räknar med dig");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    assert_eq!(told().await, before, "of the other they know");
    t.finish().await;
}
