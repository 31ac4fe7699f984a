//! Somebody who is named to stand in for one meeting is a person: shown by name, expected, and told when
//! they are not needed.
//!
//! There is no command yet that names one: their reply is written as that command will write it.

use kallelse::actions::registry::seat::SeatChange;
use kallelse::domain::account::GuildId;
use kallelse::domain::cover::Answer;
use kallelse::domain::id::{MeetingId, ReplyId};
use kallelse::domain::seat::Capacity;
use kallelse::store::replies::{self, NewReply};
use kallelse::store::{meetings, organisations, people, seats};
use serde_json::json;

use crate::harness::{TestApp, words};

const STAND_IN: &str = "Sala, ersättare, Äldre";

impl TestApp {
    /// Has somebody accept to stand in for Arboga's member.
    async fn stands_in(&self, name: &str) {
        let meeting: MeetingId = self.newest_meeting().await.parse().expect("an id");
        let store = &self.demo.bot.store;
        let guild = GuildId(self.demo.guild.id.parse().expect("an id"));
        let mut db = store.begin().await.expect("a transaction");
        let organisation = organisations::organisation_of_guild(&mut db, guild).await;
        let organisation = organisation.expect("read").expect("an organisation").id;
        let meeting = meetings::meeting(&mut db, organisation, meeting).await;
        let meeting = meeting.expect("read").expect("a meeting");
        let person = people::named(&mut db, organisation, name).await.expect("read");
        let person = person.expect("somebody").id;
        let on = meeting.starts.date_naive();
        let all = seats::occupied_seats(&mut db, organisation, meeting.group, on).await;
        let seat = all.expect("seats").into_iter().find(|one| one.seat.appointer_name == "Arboga");
        let now = self.demo.clock.now();
        let reply = NewReply {
            id: ReplyId(store.next_id(now)),
            organisation,
            meeting: meeting.id,
            dating: meeting.dating,
            seat: seat.expect("the seat").seat.id,
            person,
            capacity: Capacity::StandIn,
            answer: Answer::Accepted,
            reason: None,
            reported_by: person,
            at: now,
        };
        replies::insert(&reply).execute(&mut db).await.expect("written");
        db.commit().await.expect("committed");
    }

    async fn shown_to_the_chair(&self) -> String {
        let meeting = json!({ "meeting": self.newest_meeting().await });
        self.chair("Äldre").command("meeting show", meeting).await.words()
    }

    async fn told(&self, name: &str) -> Vec<String> {
        self.person(name).direct_messages().await.iter().map(words).collect()
    }
}

/// Arboga's member is away and so is their substitute.
async fn with_a_stand_in() -> TestApp {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Kan inte").await.expect("Tack");
    t.stands_in(STAND_IN).await;
    let shown = t.shown_to_the_chair().await;
    assert!(shown.contains("✅ Arboga: Sala, ersättare, Äldre, för"), "{shown}");
    assert!(shown.contains("14 av 14 väntas komma"), "{shown}");
    t
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_is_released_when_the_member_comes_after_all() {
    let t = with_a_stand_in().await;
    let reply = t.member("Arboga").press("Jag kommer").await;
    reply.expect("vi ses");
    let told = t.told(STAND_IN).await;
    let released = "Du behövs inte som ersättare längre: Arboga, ledamot, Äldre kommer.";
    assert!(told.iter().any(|words| words.contains(released)), "{told:#?}");
    assert_eq!(told.len(), 1, "{told:#?}");
    // Their own substitute, who had said no, hears nothing more.
    let theirs = t.told("Arboga, ersättare, Äldre").await;
    assert_eq!(theirs.len(), 1, "{theirs:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_is_released_when_the_substitute_comes_after_all() {
    let t = with_a_stand_in().await;
    let meeting = json!({ "meeting": t.newest_meeting().await });
    t.substitute("Arboga").command("absence withdraw", meeting).await;
    let asked = t.substitute("Arboga").direct_messages().await;
    t.substitute("Arboga").press_on(&asked[0], "Jag kommer").await.expect("Vi räknar med dig");
    let told = t.told(STAND_IN).await;
    let released = "Du behövs inte som ersättare längre: Arboga, ersättare, Äldre kommer.";
    assert!(told.iter().any(|words| words.contains(released)), "{told:#?}");
    let shown = t.shown_to_the_chair().await;
    assert!(shown.contains("✅ Arboga: Arboga, ersättare, Äldre, för Arboga"), "{shown}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_is_released_when_the_member_has_a_successor() {
    let t = with_a_stand_in().await;
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": "Helt Ny" }))
        .await
        .expect("Sparat.");
    let told = t.told(STAND_IN).await;
    let released = "platsen har en ny ordinarie, Helt Ny, som kallas till mötet.";
    assert!(told.iter().any(|words| words.contains(released)), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_is_released_when_the_seat_is_abolished() {
    let t = with_a_stand_in().await;
    t.change_seat("Arboga", SeatChange::Abolish, json!({})).await.expect("Platsen tas bort");
    let told = t.told(STAND_IN).await;
    let released = "platsen finns inte längre.";
    assert!(told.iter().any(|words| words.contains(released)), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_who_becomes_the_member_is_invited_and_not_released() {
    let t = with_a_stand_in().await;
    t.change_seat("Arboga", SeatChange::Ordinary, json!({ "person": STAND_IN }))
        .await
        .expect("Sparat.");
    let told = t.told(STAND_IN).await;
    assert!(
        told.iter().any(|words| words.contains("Du är ordinarie för Arboga när mötet hålls")),
        "{told:#?}"
    );
    assert!(told.iter().all(|words| !words.contains("behövs inte")), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_who_has_a_seat_comes_for_that_alone() {
    let t = TestApp::spawn().await;
    t.called_meeting().await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Kan inte").await.expect("Tack");
    t.stands_in("Sala, ledamot, Äldre").await;
    let shown = t.shown_to_the_chair().await;
    assert!(shown.contains("13 av 14 väntas komma"), "{shown}");
    assert!(shown.contains("❗ Arboga: ingen, för Arboga"), "{shown}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_who_erases_themselves_leaves_the_seat_empty_and_that_is_told() {
    let t = with_a_stand_in().await;
    let alarms = async || {
        let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
        let seen: Vec<String> = seen.iter().map(words).collect();
        seen.iter().filter(|one| one.starts_with("Tom plats")).count()
    };
    let before = alarms().await;
    let stand_in = t.person(STAND_IN);
    let asked = stand_in.command("me erase", json!({})).await;
    stand_in.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    let shown = t.shown_to_the_chair().await;
    assert!(shown.contains("13 av 14 väntas komma"), "{shown}");
    assert!(shown.contains("❗ Arboga: ingen, för Arboga"), "{shown}");
    assert_eq!(alarms().await, before + 1, "the officials hear that the seat is empty");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stand_in_who_was_sent_home_is_not_counted_on_again() {
    let t = with_a_stand_in().await;
    let substitute = t.substitute("Arboga");
    let asked = substitute.direct_messages().await.remove(0);
    substitute.press_on(&asked, "Jag kommer").await.expect("Vi räknar med dig");
    let told = t.told(STAND_IN).await;
    assert!(told.iter().any(|words| words.contains("behövs inte")), "{told:#?}");
    substitute.press_on(&asked, "Kan inte").await.expect("Tack");
    t.pass(chrono::TimeDelta::seconds(15)).await;
    let shown = t.shown_to_the_chair().await;
    assert!(shown.contains("❗ Arboga: ingen, för Arboga"), "{shown}");
    t.finish().await;
}
