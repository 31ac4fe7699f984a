//! What people do, when it reaches the bot late, twice or all at once, or when the answer is lost.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(what_came_too_late_is_not_carried_out, what_is_told_again_is_not_done_again);

const CALLBACK: &str = "POST /interactions/*/*/callback";

/// A called meeting of Äldre, and its invitation.
async fn called(t: &TestApp) -> Value {
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let seen = t.member("Sala").sees("äldre").await;
    let invitation = seen.iter().find(|message| words(message).contains("Kallelse: Äldre"));
    invitation.expect("an invitation").clone()
}

/// Presses a button, and waits for nothing but the answer.
async fn press(t: &TestApp, who: &Person<'_>, message: &Value, label: &str) -> Value {
    let custom_id = button(message, label).expect("a button");
    let body = json!({ "message_id": message["id"], "custom_id": custom_id });
    t.post(&format!("/sandbox/users/{}/press", who.id), &body).await
}

/// What the official reads of the only meeting: of its members those are named who are absent.
async fn absent(t: &TestApp) -> String {
    let meeting = t.newest_meeting().await;
    let shown = t.official("Äldre").command("meeting show", json!({ "meeting": meeting })).await;
    let of_absent = |line: &&str| line.starts_with(['⏳', '❗']);
    shown.words().lines().filter(of_absent).collect::<Vec<_>>().join("\n")
}

/// Looks until something is so: it happens by itself, and soon.
async fn until_so(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(60);
    while !is_so().await {
        assert!(Instant::now() < patience, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How many presses and commands have been carried out.
async fn carried_out(t: &TestApp) -> i64 {
    let mut db = t.demo.bot.store.read().await.expect("a connection");
    let kept = sqlx::query_scalar("SELECT COUNT(*) FROM interaction").fetch_one(&mut *db);
    kept.await.expect("a number")
}

/// Presses a button so that it is carried out and Discord does not take the answer.
async fn press_unanswered(t: &TestApp, who: &Person<'_>, message: &Value, label: &str) {
    let unknown =
        json!({ "route": CALLBACK, "kind": "status", "status": 404, "code": 10062, "count": 1 });
    let before = carried_out(t).await;
    // On a machine so slow that Discord is asked first, it is not done: then once more.
    for _ in 0..5 {
        t.post("/sandbox/faults", &unknown).await;
        assert_eq!(press(t, who, message, label).await["status"], "timeout");
        if carried_out(t).await > before {
            return;
        }
    }
    panic!("{label} was not carried out");
}

/// How many callbacks have got this status.
async fn callbacks(t: &TestApp, status: u16) -> usize {
    let all = t.traffic().await;
    let callback = |one: &&Value| {
        one["path"].as_str().is_some_and(|path| path.ends_with("/callback"))
            && one["status"] == status
    };
    all.iter().filter(callback).count()
}

async fn what_came_too_late_is_not_carried_out(t: TestApp) {
    let invitation = called(&t).await;
    let (arboga, sala) = (t.member("Arboga"), t.member("Sala"));
    sala.press_on(&invitation, "Jag kommer").await.expect("vi ses");
    t.post("/sandbox/faults", &json!({ "kind": "gateway-stall" })).await;
    // Both see that it has failed, and one of them has thought better of it meanwhile.
    let (first, second) = tokio::join!(
        press(&t, &arboga, &invitation, "Förhinder"),
        press(&t, &sala, &invitation, "Förhinder"),
    );
    assert_eq!([&first["status"], &second["status"]], ["timeout", "timeout"]);
    t.delete("/sandbox/faults").await;
    // Discord is asked whether they can be answered, and says no.
    until_so("Discord is asked for both", async || callbacks(&t, 404).await >= 2).await;
    t.settle().await;
    let shown = absent(&t).await;
    assert!(!shown.contains("Arboga"), "{shown}");
    assert!(!shown.contains("Sala"), "{shown}");
    // What is pressed now is done.
    arboga.press_on(&invitation, "Förhinder").await.expect("anmält förhinder");
    assert!(absent(&t).await.contains("Arboga"));
    t.finish().await;
}

async fn what_is_told_again_is_not_done_again(t: TestApp) {
    let invitation = called(&t).await;
    let arboga = t.member("Arboga");
    arboga.press_on(&invitation, "Förhinder").await.expect("anmält förhinder");
    let meeting = t.newest_meeting().await;
    arboga.command("absence withdraw", json!({ "meeting": meeting })).await.expect("återtaget");
    let before = absent(&t).await;
    // The gateway does not know the bot's place any more, and tells everything from the beginning.
    let mut ready = t.demo.bot.gateway.ready();
    let connected = *ready.borrow();
    t.post("/sandbox/faults", &json!({ "kind": "gateway-close", "code": 4007 })).await;
    let back = ready.wait_for(|times| *times > connected);
    tokio::time::timeout(Duration::from_secs(60), back)
        .await
        .expect("in time")
        .expect("a connection");
    // Events come in order: when this is answered, all that was told again has come.
    assert_eq!(absent(&t).await, before, "{before}");
    t.settle().await;
    assert_eq!(absent(&t).await, before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_words_at_once_the_later_one_counts() {
    let t = TestApp::spawn().await;
    let invitation = called(&t).await;
    let places = ["Arboga", "Fagersta", "Sala", "Norberg"];
    for round in 0..4 {
        let both = async |place: &str| {
            let member = t.member(place);
            let (absent, comes) = tokio::join!(
                press(&t, &member, &invitation, "Förhinder"),
                press(&t, &member, &invitation, "Jag kommer"),
            );
            let id = |told: &Value| {
                let id = told["interaction_id"].as_str().expect("an id");
                id.parse::<u64>().expect("a number")
            };
            // What failed was not done, and so says nothing.
            let done = [&absent, &comes].iter().all(|one| one["status"] != "timeout");
            done.then(|| id(&absent) > id(&comes))
        };
        let absent_last = join_all(places.map(both)).await;
        for (place, is_absent) in places.iter().zip(absent_last) {
            let Some(is_absent) = is_absent else { continue };
            let what = format!("round {round}, {place}: absent is {is_absent}");
            until_so(&what, async || {
                t.settle().await;
                absent(&t).await.contains(place) == is_absent
            })
            .await;
        }
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_still_be_answered_is_done_however_late_it_comes() {
    let t = TestApp::spawn().await;
    let invitation = called(&t).await;
    let arboga = t.member("Arboga");
    t.post("/sandbox/faults", &json!({ "kind": "gateway-stall" })).await;
    let late = async {
        // As much of the three seconds as leaves room for a slow machine.
        tokio::time::sleep(Duration::from_millis(1800)).await;
        t.delete("/sandbox/faults").await;
    };
    let (told, ()) = tokio::join!(press(&t, &arboga, &invitation, "Förhinder"), late);
    // On a machine that was slower than that it failed, and is not done.
    let is_done = told["status"] != "timeout";
    until_so(&format!("{told:#}"), async || {
        t.settle().await;
        absent(&t).await.contains("Arboga") == is_done
    })
    .await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_done_and_could_not_be_answered_is_told_another_way() {
    let t = TestApp::spawn().await;
    let invitation = called(&t).await;
    // Directly, with what the answer would have said.
    let arboga = t.member("Arboga");
    press_unanswered(&t, &arboga, &invitation, "Förhinder").await;
    until_so("it is told directly", async || !arboga.direct_messages().await.is_empty()).await;
    let told = words(&arboga.direct_messages().await[0]);
    assert!(told.starts_with("Tack, du har anmält förhinder"), "{told}");
    assert!(told.contains("kunde inte visa svaret"), "{told}");
    // Who takes no direct messages is told where they pressed, and no more than that.
    let sala = t.member("Sala");
    t.post(&format!("/sandbox/users/{}/dm-policy", sala.id), &json!({ "closed": true })).await;
    press_unanswered(&t, &sala, &invitation, "Förhinder").await;
    let told = async || {
        let pinged = sala.pinged_in(t.channel("äldre")).await;
        pinged.iter().map(words).find(|told| told.contains("är sparat"))
    };
    until_so("it is told where it was pressed", async || told().await.is_some()).await;
    let told = told().await.expect("a message");
    assert!(!told.contains("förhinder"), "{told}");
    // Where nothing was done, there is nothing to tell.
    let unknown =
        json!({ "route": CALLBACK, "kind": "status", "status": 404, "code": 10062, "count": 1 });
    t.post("/sandbox/faults", &unknown).await;
    let before = t.member("Norberg").direct_messages().await.len();
    let shown = json!({ "channel_id": t.channel("äldre"), "command": "absence list" });
    let norberg = t.member("Norberg").id;
    let told = t.post(&format!("/sandbox/users/{norberg}/command"), &shown).await;
    assert_eq!(told["status"], "timeout");
    t.settle().await;
    assert_eq!(t.member("Norberg").direct_messages().await.len(), before);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn which_presses_have_been_is_known_for_a_day() {
    let t = TestApp::spawn().await;
    let before = carried_out(&t).await;
    t.schedule("2027-03-11", "09:00").await;
    assert_eq!(carried_out(&t).await, before + 1, "the command that was carried out");
    t.pass(TimeDelta::hours(23)).await;
    assert!(carried_out(&t).await > 0);
    t.pass(TimeDelta::hours(3)).await;
    assert_eq!(carried_out(&t).await, 0);
    t.finish().await;
}
