//! Nothing lost, nothing twice: what becomes of messages when Discord fails.

use chrono::TimeDelta;
use kallelse::domain::ladder::UNDO_TIME;
use serde_json::{Value, json};

use crate::harness::{TestApp, at, words};
use crate::on_both_engines;

on_both_engines!(an_answer_that_is_lost_does_not_make_a_second_message);

const POSTS: &str = "POST /channels/*/messages";

/// How many messages of a channel hold these words, private answers left out.
async fn count(t: &TestApp, channel: &str, part: &str) -> usize {
    let seen = t.official("Äldre").sees(channel).await;
    seen.iter().filter(|message| message["flags"] != 64 && words(message).contains(part)).count()
}

async fn an_answer_that_is_lost_does_not_make_a_second_message(t: TestApp) {
    t.post("/sandbox/faults", &json!({ "route": POSTS, "count": 1, "kind": "drop-after" })).await;
    t.schedule("2027-03-11", "09:00").await;
    t.pass(TimeDelta::seconds(30)).await;
    assert_eq!(
        count(&t, "äldre", "Möte bokat").await,
        1,
        "within a minute, known by the nonce or the key"
    );
    t.until(at("2027-03-04T08:59:00+01:00")).await;
    t.post("/sandbox/faults", &json!({ "route": POSTS, "count": 1, "kind": "drop-after" })).await;
    t.until(at("2027-03-04T09:10:00+01:00")).await;
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 1);
    // The one that was adopted is kept up to date like any other.
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    assert_eq!(count(&t, "äldre", "13 av 14 väntas komma").await, 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_fails_before_it_is_carried_out_is_tried_again() {
    for kind in ["drop-before", "status", "rate-limit"] {
        let t = TestApp::spawn().await;
        let fault =
            json!({ "route": POSTS, "count": 3, "kind": kind, "status": 502, "retry_after": 60.0 });
        t.post("/sandbox/faults", &fault).await;
        t.schedule("2027-03-11", "09:00").await;
        assert_eq!(count(&t, "äldre", "Möte bokat").await, 0, "{kind}");
        t.pass(TimeDelta::minutes(10)).await;
        assert_eq!(count(&t, "äldre", "Möte bokat").await, 1, "{kind}");
        t.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_fails_now_and_then_and_each_message_still_comes_once() {
    let t = TestApp::spawn().await;
    for (kind, seed) in [("drop-after", 1), ("drop-before", 2), ("status", 3)] {
        let fault = json!({ "route": "POST /channels/*/messages", "probability": 0.3, "seed": seed, "kind": kind });
        t.post("/sandbox/faults", &fault).await;
    }
    let meetings = [
        ("2027-03-11", "A", "tors 11 mars"),
        ("2027-03-12", "B", "fre 12 mars"),
        ("2027-03-15", "C", "mån 15 mars"),
    ];
    for (day, place, _) in meetings {
        let options = json!({ "group": "Äldre", "date": day, "time": "09:00", "place": place });
        t.chair("Äldre").command("meeting schedule", options).await.expect("är bokat");
    }
    t.until(at("2027-03-09T12:00:00+01:00")).await;
    let seen = t.member("Sala").sees("äldre").await;
    for (_, place, day) in meetings {
        let about = |title: &str| {
            let told =
                |message: &&Value| words(message).contains(&format!("{title}: Äldre, {day}"));
            seen.iter().filter(told).count()
        };
        assert_eq!((about("Kallelsen har gått ut"), about("Kallelse")), (1, 1), "{place}");
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_posted_long_ago_is_found_and_adopted() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T08:59:59+01:00")).await;
    // Carried out, the answer lost; and then Discord is gone for a day, far beyond any nonce.
    t.post("/sandbox/faults", &json!({ "route": POSTS, "count": 1, "kind": "drop-after" })).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.post(
        "/sandbox/faults",
        &json!({ "kind": "drop-before", "route": "GET /channels/*/messages" }),
    )
    .await;
    t.pass(TimeDelta::days(1)).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(10)).await;
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 1);
    let posts = t.traffic().await;
    let nonces = posts
        .iter()
        .filter(|request| request["method"] == "POST" && request["body"]["nonce"].is_string());
    let nonces: Vec<&Value> = nonces.map(|request| &request["body"]["nonce"]).collect();
    let again = nonces.iter().filter(|nonce| **nonce == nonces[nonces.len() - 1]).count();
    assert_eq!(again, 1, "it was adopted and not posted again");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_absence_that_is_taken_back_at_once_has_told_nobody() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = t.member("Arboga").sees("äldre").await[1].clone();
    let reply = t.member("Arboga").press_at_once(&invitation, "Förhinder").await;
    reply.expect("kallas strax");
    t.pass(UNDO_TIME - TimeDelta::seconds(1)).await;
    let reply = t.member("Arboga").press_at_once(&reply.0["message"], "Ångra").await;
    reply.expect("Ditt förhinder är återtaget.");
    assert!(!reply.words().contains("får veta"), "there is nobody to tell: {}", reply.words());
    t.pass(TimeDelta::minutes(5)).await;
    assert!(t.substitute("Arboga").direct_messages().await.is_empty());
    assert!(t.official("Äldre").sees("tjänstemän-äldre").await.is_empty());
    assert!(t.threads().await.is_empty());

    // Nor has a seat whose substitute is away, too.
    t.substitute("Sala")
        .command("absence report", json!({ "meeting": t.newest_meeting().await }))
        .await;
    let invitation = t.member("Sala").sees("äldre").await[1].clone();
    let reply = t.member("Sala").press_at_once(&invitation, "Förhinder").await;
    t.member("Sala").press_at_once(&reply.0["message"], "Ångra").await;
    t.pass(TimeDelta::minutes(5)).await;
    assert!(t.chair("Äldre").direct_messages().await.is_empty());
    assert!(t.official("Äldre").sees("tjänstemän-äldre").await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_a_day_of_the_meeting_the_substitute_hears_of_it_at_once() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-10T09:00:00+01:00")).await;
    let invitation = t.member("Arboga").sees("äldre").await[1].clone();
    let reply = t.member("Arboga").press_at_once(&invitation, "Förhinder").await;
    reply.expect("kallas nu");
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);
    t.finish().await;
}

/// A direct message is enough: whatever becomes of the thread, nobody is told to phone anybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_been_told_directly_is_not_to_be_phoned() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let no_threads = json!({
        "kind": "status", "status": 403, "code": 50013,
        "route": "POST /channels/*/messages/*/threads",
    });
    t.post("/sandbox/faults", &no_threads).await;
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert_eq!(told.len(), 1, "the receipt: {told:#?}");
    assert!(told[0].contains("är tillfrågad"), "{told:#?}");
    // What is missing is named where one looks for it.
    let check = json!({ "group": "Äldre" });
    let found = t.official("Äldre").command("group check", check).await;
    found.expect("Skapa offentliga trådar");
    t.finish().await;
}

/// The bot may not write in this channel.
async fn close(t: &TestApp, channel: &str) {
    let route = format!("POST /channels/{}/messages", t.channel(channel));
    let closed = json!({ "kind": "status", "status": 403, "code": 50013, "route": route });
    t.post("/sandbox/faults", &closed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_is_closed_when_the_invitation_is_due_delays_it_and_loses_nothing() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    close(&t, "äldre").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::hours(2)).await;
    let official = t.official("Äldre");
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "told once, and the invitation stands nowhere else: {told:#?}");
    for part in [
        "Kallelsen till mötet i Äldre, torsdag 11 mars",
        "har inte gått fram",
        "Skicka meddelanden",
    ] {
        assert!(words(&told[0]).contains(part), "{part:?} is not in {}", words(&told[0]));
    }
    // Nobody says that it has gone out.
    let announcement = t.member("Sala").sees("äldre").await.pop().expect("an announcement");
    assert!(words(&announcement).contains("På väg ut"), "{}", words(&announcement));
    let show = json!({ "meeting": meeting });
    t.member("Sala").command("meeting show", show.clone()).await.expect("På väg ut");
    let check = json!({ "group": "Äldre" });
    official.command("group check", check.clone()).await.expect("Skicka meddelanden");

    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(16)).await;
    let seen = t.member("Sala").sees("äldre").await;
    let posts: Vec<&Value> = seen.iter().filter(|one| one["flags"] != 64).collect();
    assert_eq!(posts.len(), 2, "{posts:#?}");
    assert_eq!(posts[1]["pinged"].as_array().map(Vec::len), Some(14));
    let announced = words(posts[0]);
    assert!(announced.starts_with("Kallelsen har gått ut: Äldre"), "{announced}");
    assert!(!announced.contains("Var:"), "it says no more: {announced}");
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert!(words(&told[0]).contains("har nu gått fram"), "{}", words(&told[0]));
    let found = official.command("group check", check).await;
    assert!(!found.words().contains("gått fram"), "{}", found.words());
    let shown = t.member("Sala").command("meeting show", show).await;
    assert!(!shown.words().contains("På väg ut"), "{}", shown.words());
    t.finish().await;
}

/// One alarm for all that waits does not hide that a meeting is called off.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_what_waits_the_officials_hear_once_and_of_every_cancellation() {
    let t = TestApp::spawn().await;
    close(&t, "äldre").await;
    let chair = t.chair("Äldre");
    for date in ["2027-03-11", "2027-03-12", "2027-03-15"] {
        chair.schedule("Äldre", date, "09:00").await.expect("är bokat");
    }
    t.pass(TimeDelta::minutes(5)).await;
    let waits = "har inte gått fram";
    assert_eq!(count(&t, "tjänstemän-äldre", waits).await, 1, "three announcements, one alarm");
    let meeting = t.newest_meeting().await;
    chair.cancels(json!({ "meeting": meeting })).await.expect("inställt");
    t.pass(TimeDelta::minutes(20)).await;
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    let of_it = "Beskedet att mötet i Äldre, måndag 15 mars 2027 kl. 09:00–12:00, är inställt";
    let found = told.iter().filter(|one| one.contains(of_it) && one.contains(waits));
    assert_eq!(found.count(), 1, "{told:#?}");
    t.finish().await;
}

/// Whoever is to be phoned does not wait until the group's channel is open again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_follows_from_an_absence_does_not_wait_for_a_closed_channel() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let closed = format!("/sandbox/users/{}/dm-policy", t.substitute("Arboga").id);
    t.post(&closed, &json!({ "closed": true })).await;
    close(&t, "äldre").await;
    let no_threads = json!({
        "kind": "status", "status": 403, "code": 50013,
        "route": "POST /channels/*/messages/*/threads",
    });
    t.post("/sandbox/faults", &no_threads).await;
    t.until(at("2027-03-04T09:30:00+01:00")).await;
    let absent = json!({ "meeting": meeting });
    t.member("Arboga").command("absence report", absent).await.expect("kallas strax");
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(count(&t, "tjänstemän-äldre", "Kalla Arboga, ersättare, Äldre själv").await, 1);
    assert_eq!(count(&t, "tjänstemän-äldre", "tar inte emot meddelanden").await, 1);

    // And when it stays closed until the meeting begins, the officials know that nobody was called.
    t.clock.set(at("2027-03-11T09:30:00+01:00"));
    t.settle().await;
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(count(&t, "tjänstemän-äldre", "gick aldrig ut").await, 1);
    assert_eq!(count(&t, "äldre", "Gick aldrig ut").await, 1);
    t.finish().await;
}

/// The same when Discord is away from the call until the meeting has begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_never_got_out_is_told_to_the_officials() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.post("/sandbox/faults", &json!({ "route": POSTS, "kind": "status", "status": 503 })).await;
    t.clock.set(at("2027-03-04T09:00:00+01:00"));
    t.settle().await;
    t.clock.set(at("2027-03-11T09:05:00+01:00"));
    t.settle().await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(15)).await;
    assert_eq!(count(&t, "tjänstemän-äldre", "gick aldrig ut").await, 1);
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 0);
    t.finish().await;
}

/// Nobody knows for long whether a direct message arrives: the next way is taken, and only one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_that_never_answers_is_left_for_the_next_one() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let dead = json!({ "route": "POST /users/@me/channels", "kind": "status", "status": 503 });
    t.post("/sandbox/faults", &dead).await;
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.pass(TimeDelta::minutes(20)).await;
    assert_eq!(t.substitute("Arboga").pinged_in(&t.thread().await).await.len(), 1);
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::hours(1)).await;
    assert!(t.substitute("Arboga").direct_messages().await.is_empty());
    t.finish().await;
}

/// Discord itself is away: nobody is given up, and when it is back everybody hears as they should.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_discord_is_away_no_way_is_left_for_another() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    for route in
        ["POST /users/@me/channels", "POST /channels/*/messages", "GET /channels/*/messages"]
    {
        t.post("/sandbox/faults", &json!({ "route": route, "kind": "status", "status": 503 }))
            .await;
    }
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.pass(TimeDelta::minutes(25)).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(20)).await;
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);
    assert!(t.substitute("Arboga").pinged_in(&t.thread().await).await.is_empty());
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert_eq!(told.len(), 1, "the receipt, and no alarm: {told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_channel_is_used_as_soon_as_it_is_chosen() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    close(&t, "äldre").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::hours(2)).await;
    let other = t.channel("kultur-idrott").to_owned();
    let chosen = json!({ "group": "Äldre", "channel": other });
    let administrator = t.person("Serverns administratör");
    administrator.command("group settings", chosen).await.expect("Sparat");
    let seen = t.member("Sala").sees("kultur-idrott").await;
    assert!(seen.iter().any(|one| words(one).contains("Kallelse: Äldre")), "{seen:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn officials_whose_channel_is_closed_are_told_so_directly() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    close(&t, "tjänstemän-äldre").await;
    for member in ["Arboga", "Sala", "Norberg"] {
        t.member(member).press("Förhinder").await.expect("kallas strax");
    }
    t.pass(TimeDelta::minutes(5)).await;
    let told = t.official("Äldre").direct_messages().await;
    assert_eq!(told.len(), 1, "once, however much waits: {told:#?}");
    assert!(
        words(&told[0]).contains("Ett meddelande till tjänstemännen för Äldre har inte gått fram")
    );
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(16)).await;
    let receipts = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(receipts.len(), 3, "{receipts:#?}");
    t.finish().await;
}

/// Whether a moderator takes the invitation away, or somebody by mistake: it is there again, and nobody is pinged
/// twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_that_is_taken_away_is_put_up_again_without_a_ping() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = t.member("Sala").sees("äldre").await[1].clone();
    t.remove(t.channel("äldre"), &invitation).await;
    // Noticed by the next edit.
    t.member("Arboga")
        .command("absence report", json!({ "meeting": t.newest_meeting().await }))
        .await;
    t.pass(TimeDelta::seconds(20)).await;
    let seen = t.member("Sala").sees("äldre").await;
    let posts: Vec<&Value> =
        seen.iter().filter(|one| words(one).contains("Kallelse: Äldre")).collect();
    assert_eq!(posts.len(), 1, "{posts:#?}");
    assert_eq!(posts[0]["pinged"].as_array().map(Vec::len), Some(0));
    assert!(words(posts[0]).contains("13 av 14 väntas komma"), "{}", words(posts[0]));
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let told: Vec<String> = told.iter().map(words).collect();
    let again = "Kallelsen till mötet i Äldre, tors 11 mars 2027 kl. 09:00, togs bort";
    assert_eq!(told.iter().filter(|one| one.contains(again)).count(), 1, "{told:#?}");
    // It can be pressed as before, and the substitute is asked in a thread under it.
    t.member("Sala").press("Förhinder").await.expect("kallas strax");
    assert_eq!(t.substitute("Sala").direct_messages().await.len(), 1);

    // And once more, with nobody pressing anything: a day later at the latest.
    let posted = posts[0].clone();
    t.remove(t.channel("äldre"), &posted).await;
    t.pass(TimeDelta::hours(26)).await;
    let seen = t.member("Sala").sees("äldre").await;
    assert_eq!(seen.iter().filter(|one| words(one).contains("Kallelse: Äldre")).count(), 1);
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert_eq!(told.iter().filter(|one| words(one).contains(again)).count(), 2);
    t.finish().await;
}

/// A thread cannot be opened under a post that is gone: that is noticed, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_that_is_gone_when_its_thread_is_to_be_opened_is_put_up_again() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let slow = json!({ "kind": "status", "status": 503, "route": "PATCH /channels/*/messages/*" });
    t.post("/sandbox/faults", &slow).await;
    let invitation = t.member("Sala").sees("äldre").await[1].clone();
    t.remove(t.channel("äldre"), &invitation).await;
    t.member("Arboga")
        .command("absence report", json!({ "meeting": t.newest_meeting().await }))
        .await;
    t.pass(TimeDelta::seconds(20)).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(2)).await;
    let line = &t.member("Sala").sees_in(&t.thread().await).await[0];
    assert!(words(line).contains("är tillfrågad"), "{}", words(line));
    let told = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert!(told.iter().all(|one| !words(one).contains("Kalla ersättaren själv")), "{told:#?}");
    t.finish().await;
}

/// What something in between refuses, and not Discord with a code of its own, passes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_that_passes_loses_nothing() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    // While the invitation is due.
    t.until(at("2027-03-04T08:59:00+01:00")).await;
    t.post("/sandbox/faults", &json!({ "route": POSTS, "kind": "status", "status": 404 })).await;
    t.until(at("2027-03-04T09:01:00+01:00")).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(5)).await;
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 1);
    // While substitutes are asked, and the officials told.
    let who = ["Arboga", "Fagersta", "Sala", "Kungsör", "Surahammar"];
    for (status, who) in [400, 403, 404, 408, 409].into_iter().zip(who) {
        let fault = json!({ "route": POSTS, "kind": "status", "status": status });
        t.post("/sandbox/faults", &fault).await;
        t.member(who).press("Förhinder").await.expect("kallas strax");
        t.pass(TimeDelta::seconds(15)).await;
        t.delete("/sandbox/faults").await;
        t.pass(TimeDelta::minutes(5)).await;
        assert_eq!(t.substitute(who).direct_messages().await.len(), 1, "{status}");
        assert!(t.substitute(who).pinged_in(&t.thread().await).await.is_empty(), "{status}");
    }
    let receipts = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert_eq!(receipts.len(), who.len(), "receipts, and no alarm: {receipts:#?}");
    t.finish().await;
}

/// Whoever cannot be told directly for long is told another way, and once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_that_stays_shut_is_left_for_the_next_one() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let shut = json!({ "route": "POST /users/@me/channels", "kind": "status", "status": 403 });
    t.post("/sandbox/faults", &shut).await;
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.pass(TimeDelta::minutes(8)).await;
    assert!(t.threads().await.is_empty(), "not given up yet");
    t.pass(TimeDelta::minutes(10)).await;
    let substitute = t.substitute("Arboga");
    assert_eq!(substitute.pinged_in(&t.thread().await).await.len(), 1);
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::hours(1)).await;
    assert!(substitute.direct_messages().await.is_empty(), "one ping is enough");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_direct_messages_leave_the_ping_in_the_thread() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let substitute = t.substitute("Arboga");
    t.post(&format!("/sandbox/users/{}/dm-policy", substitute.id), &json!({ "closed": true }))
        .await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("kallas strax");
    t.pass(TimeDelta::seconds(10)).await;
    assert!(substitute.direct_messages().await.is_empty());
    assert_eq!(substitute.pinged_in(&t.thread().await).await.len(), 1);

    // A chair who takes none is mentioned in the thread instead.
    let chair = t.chair("Äldre");
    t.post(&format!("/sandbox/users/{}/dm-policy", chair.id), &json!({ "closed": true })).await;
    let summons = substitute.sees_in(&t.thread().await).await.remove(0);
    substitute.press_on(&summons, "Kan inte").await.expect("Tack för svaret.");
    // Two steps: it is refused there, and owed here.
    t.pass(TimeDelta::seconds(10)).await;
    let told = chair.pinged_in(&t.thread().await).await;
    assert!(words(&told[0]).contains("Tom plats: Arboga"), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_without_an_account_are_named_to_the_officials_when_the_call_goes_out() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    for member in [t.member("Arboga"), t.member("Sala")] {
        let unlink = sqlx::query("DELETE FROM contact WHERE address = $1").bind(&member.id);
        assert_eq!(unlink.execute(&mut *db).await.expect("unlinked").rows_affected(), 1);
    }
    db.commit().await.expect("committed");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(5)).await;
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    for part in [
        "Kallelsen når inte 2 personer",
        "Arboga, ledamot, Äldre",
        "Sala, ledamot, Äldre",
        "Ring eller mejla",
    ] {
        assert!(words(&told[0]).contains(part), "{part:?} is not in {}", words(&told[0]));
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_without_an_account_is_handed_to_the_officials() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let account: i64 = t.substitute("Arboga").id.parse().expect("an id");
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let unlink = sqlx::query("DELETE FROM contact WHERE address = $1").bind(account);
    unlink.execute(&mut *db).await.expect("unlinked");
    db.commit().await.expect("committed");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga")
        .press("Förhinder")
        .await
        .expect("har inget kopplat konto, så ansvarig tjänsteman tar kontakt");
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let handed: Vec<_> =
        told.iter().filter(|message| words(message).contains("Kalla ersättaren själv")).collect();
    assert_eq!(handed.len(), 1);
    assert!(words(handed[0]).contains("Ring eller mejla"), "{}", words(handed[0]));

    // The member comes after all: nobody is to be called on the strength of the old alarm.
    t.member("Arboga").press("Jag kommer").await.expect("vi ses på mötet");
    t.pass(TimeDelta::seconds(10)).await;
    let now = t.official("Äldre").sees("tjänstemän-äldre").await;
    let now: Vec<String> = now.iter().map(words).collect();
    assert!(!now.iter().any(|one| one.contains("Kalla ersättaren själv")), "{now:#?}");
    assert!(now.iter().any(|one| one.contains("behöver inte kallas längre")), "{now:#?}");
    assert!(now.iter().any(|one| one.contains("Meddela ersättaren själv")), "{now:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn down_when_it_was_due_the_invitation_goes_out_once_when_the_bot_is_back() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    // No worker ran while the clock went past the posting time.
    t.clock.set(at("2027-03-09T15:00:00+01:00"));
    t.settle().await;
    t.settle().await;
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 1);
    assert_eq!(count(&t, "äldre", "Kort varsel").await, 1, "and it says that it is late");

    // A meeting that has begun is not called any more: the officials are told what was missed, once.
    t.schedule("2027-04-01", "09:00").await;
    t.clock.set(at("2027-04-01T09:00:00+02:00"));
    t.settle().await;
    assert_eq!(count(&t, "äldre", "Kallelse: Äldre").await, 1);
    t.pass(TimeDelta::seconds(10)).await;
    let missed = "Kallelsen till mötet i Äldre, tors 1 april 2027 kl. 09:00, gick aldrig ut.";
    assert_eq!(count(&t, "tjänstemän-äldre", missed).await, 1);
    assert_eq!(count(&t, "äldre", "Går ut").await, 0, "nothing is to come any more");
    assert_eq!(count(&t, "äldre", "Gick aldrig ut").await, 1);
    t.pass(TimeDelta::days(2)).await;
    assert_eq!(count(&t, "tjänstemän-äldre", missed).await, 1);
    t.finish().await;
}

/// What was acknowledged is told, also when Discord was away until the meeting had begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_in_time_is_told_however_late() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let cancelled = t.schedule("2027-03-11", "13:00").await;
    t.until(at("2027-03-11T08:30:00+01:00")).await;
    t.post("/sandbox/faults", &json!({ "route": POSTS, "kind": "status", "status": 503 })).await;
    let invitations = t.member("Arboga").sees("äldre").await;
    let invitation = invitations
        .iter()
        .find(|one| words(one).contains("09:00–12:00") && words(one).contains("Kallelse: Äldre"));
    t.member("Arboga").press_on(invitation.expect("called"), "Förhinder").await.expect("kallas nu");
    t.until(at("2027-03-11T12:50:00+01:00")).await;
    t.chair("Äldre").cancels(json!({ "meeting": cancelled })).await.expect("inställt");
    t.until(at("2027-03-11T13:20:00+01:00")).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(10)).await;
    assert_eq!(count(&t, "tjänstemän-äldre", "Förhinder: Arboga, ledamot, Äldre").await, 1);
    assert_eq!(count(&t, "tjänstemän-äldre", "hann inte svara").await, 1);
    assert!(t.substitute("Arboga").direct_messages().await.is_empty(), "too late to ask");
    let told = t.member("Sala").pinged_in(t.channel("äldre")).await;
    let told = told.last().map(words).unwrap_or_default();
    assert!(told.contains("Inställt: Äldre"), "those who have come want to know: {told}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_put_right_keeps_nobody_waiting() {
    let t = TestApp::spawn().await;
    let right = t.clock.now();
    t.clock.set(right + TimeDelta::hours(2));
    let away = json!({ "route": POSTS, "kind": "status", "status": 503 });
    t.post("/sandbox/faults", &away).await;
    t.schedule("2027-03-11", "09:00").await;
    assert_eq!(count(&t, "äldre", "Möte bokat").await, 0);
    t.clock.put_right(right);
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::seconds(10)).await;
    assert_eq!(count(&t, "äldre", "Möte bokat").await, 1, "what was put off is tried now");
    // An hour ahead once more: what was edited then is edited again as soon as something changes.
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let right = t.clock.now();
    t.clock.set(right + TimeDelta::hours(1));
    t.member("Sala").press("Jag kommer").await.expect("vi ses");
    t.pass(TimeDelta::seconds(10)).await;
    assert_eq!(count(&t, "äldre", "1 har bekräftat").await, 1);
    t.clock.put_right(right);
    t.member("Arboga").press("Jag kommer").await.expect("vi ses");
    t.pass(TimeDelta::seconds(10)).await;
    assert_eq!(count(&t, "äldre", "2 har bekräftat").await, 1);
    // The time for undoing is as long as ever.
    t.clock.set(right + TimeDelta::hours(1));
    t.member("Norberg").press_at_once(&invitation_of(&t).await, "Förhinder").await.expect("strax");
    t.clock.put_right(right + TimeDelta::minutes(5));
    t.settle().await;
    assert_eq!(t.substitute("Norberg").direct_messages().await.len(), 1);
    t.finish().await;
}

async fn invitation_of(t: &TestApp) -> Value {
    let seen = t.member("Sala").sees("äldre").await;
    seen.iter().find(|one| words(one).contains("Kallelse: Äldre")).expect("an invitation").clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_replies_at_once_become_one_edit() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(1)).await;
    for member in ["Arboga", "Sala", "Norberg", "Fagersta"] {
        t.member(member).press("Jag kommer").await.expect("vi ses");
    }
    t.pass(TimeDelta::seconds(10)).await;
    let shown = t.member("Sala").sees("äldre").await;
    assert!(words(&shown[1]).contains("4 har bekräftat"), "{}", words(&shown[1]));
    let invitation = shown[1]["id"].as_str().expect("an id");
    let edits = t.traffic().await.into_iter().filter(|request| {
        let path = request["path"].as_str().unwrap_or_default();
        request["method"] == "PATCH" && path.ends_with(invitation)
    });
    let edits = edits.count();
    assert!(edits <= 3, "{edits} edits: at most one in three seconds");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_that_takes_long_is_deferred_and_answered() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    // Somebody else is writing: the action waits for its turn.
    let held = t.demo.bot.store.begin().await.expect("a transaction");
    let arboga = t.member("Arboga");
    let invitation = arboga.sees("äldre").await[1].clone();
    let custom_id = crate::harness::button(&invitation, "Förhinder").expect("a button");
    let body = json!({ "message_id": invitation["id"], "custom_id": custom_id });
    let reply = t.post(&format!("/sandbox/users/{}/press", arboga.id), &body).await;
    assert_eq!(reply["status"], "deferred", "{reply:#}");
    drop(held);
    t.settle().await;
    let id = reply["message"]["id"].clone();
    let answer = loop {
        let seen = arboga.sees("äldre").await;
        let found = seen.iter().find(|message| message["id"] == id).expect("the answer").clone();
        if found["flags"] == 64 {
            break found;
        }
        tokio::task::yield_now().await;
    };
    assert!(words(&answer).contains("anmält förhinder"), "{}", words(&answer));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_discords_limits_all_is_told_and_nothing_refused() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    // As Discord limits, in a tenth of the time: what is waited for here is real.
    let bucket = |route: &str| json!({ "route": route, "limit": 5, "per_seconds": 0.5 });
    let buckets = [POSTS, "PATCH /channels/*/messages/*", "POST /users/@me/channels"].map(bucket);
    let limits = json!({ "rate_limits": { "enabled": true, "buckets": buckets } });
    assert!(t.post("/sandbox/settings", &limits).await["error"].is_null());
    let absent = ["Arboga", "Fagersta", "Sala", "Norberg", "Kungsör", "Surahammar", "Västerås"];
    for municipality in absent {
        let member = t.member(municipality);
        let summons = t.newest_meeting().await;
        let reply = member.command("absence report", json!({ "meeting": summons })).await;
        reply.expect("anmält förhinder");
    }
    t.pass(TimeDelta::minutes(1)).await;
    for municipality in absent {
        let told = t.substitute(municipality).direct_messages().await;
        assert_eq!(told.len(), 1, "{municipality}: {told:#?}");
    }
    let refused = t.traffic().await.into_iter().filter(|one| one["status"] == 429).count();
    assert_eq!(refused, 0, "the buckets' headers are read and kept to");
    t.finish().await;
}
