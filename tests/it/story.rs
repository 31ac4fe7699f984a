//! The story that the product exists for.

use chrono::TimeDelta;
use serde_json::json;

use crate::harness::{TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_meeting_is_called_a_week_ahead_and_an_absence_finds_its_substitute,
    a_substitute_who_cannot_leaves_the_seat_vacant_and_chair_and_official_hear_of_it,
    the_same_absence_by_command,
    an_absence_taken_back_releases_the_substitute,
    a_cancelled_meeting_is_told_to_the_group,
);

async fn a_meeting_is_called_a_week_ahead_and_an_absence_finds_its_substitute(t: TestApp) {
    // The chair schedules; the group is picked from the list.
    let chair = t.chair("Äldre");
    let groups = chair.suggestions("möte boka", json!({ "grupp": "äl" }), "grupp").await;
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0]["name"], "Äldre");
    let days = chair.suggestions("möte boka", json!({ "datum": "11/3" }), "datum").await;
    assert_eq!(days[0], json!({ "name": "torsdag 11 mars 2027, v. 10", "value": "2027-03-11" }));
    let options = json!({ "group": groups[0]["value"], "date": days[0]["value"], "time": "9", "place": "Regionhuset, sal 3" });
    let reply = chair.command("möte boka", options).await;
    reply.expect("Kallelsen går ut torsdag 4 mars 2027 kl. 09:00.");
    let shown = t.member("Arboga").sees("äldre").await;
    assert_eq!(shown.len(), 1);
    assert!(words(&shown[0]).contains("Möte bokat: Äldre"), "{}", words(&shown[0]));
    assert!(words(&shown[0]).contains("torsdag 11 mars 2027 kl. 09:00–12:00"));

    // Nothing more happens until the posting time, a week ahead to the hour.
    t.until(at("2027-03-04T08:59:59+01:00")).await;
    assert_eq!(t.member("Arboga").sees("äldre").await.len(), 1);
    let clock = t.get("/sandbox/clock").await;
    assert_eq!(clock["next_event"], "2027-03-04T08:00:00+00:00");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let shown = t.member("Arboga").sees("äldre").await;
    assert_eq!(shown.len(), 2, "one post");
    let invitation = &shown[1];
    assert_eq!(
        invitation["pinged"].as_array().map(Vec::len),
        Some(14),
        "the fourteen members and nobody else"
    );
    for part in [
        "Kallelse: Äldre",
        "torsdag 11 mars 2027 kl. 09:00–12:00",
        "Regionhuset, sal 3",
        "14 av 14 väntas komma",
    ] {
        assert!(words(invitation).contains(part), "{part:?} is not in {}", words(invitation));
    }
    assert!(
        button(invitation, "Jag kommer").is_some() && button(invitation, "Förhinder").is_some()
    );

    // Arboga's member cannot come.
    let reply = t.member("Arboga").press("Förhinder").await;
    reply.expect("Ersättaren Arboga, ersättare, Äldre kallas strax.");
    assert!(button(&reply.0["message"], "Ångra").is_some());

    // The substitute is pinged once, directly, with the whole package. The thread keeps a line.
    let substitute = t.substitute("Arboga");
    let direct = substitute.direct_messages().await;
    assert_eq!(direct.len(), 1);
    for part in [
        "torsdag 11 mars 2027 kl. 09:00–12:00",
        "Regionhuset, sal 3",
        "Kan du komma i stället för Arboga, ledamot, Äldre?",
    ] {
        assert!(words(&direct[0]).contains(part), "{part:?} is not in {}", words(&direct[0]));
    }
    assert!(button(&direct[0], "Jag kommer").is_some() && button(&direct[0], "Kan inte").is_some());
    let thread = t.thread().await;
    assert!(substitute.pinged_in(&thread).await.is_empty(), "one ping is enough");
    let line = &t.member("Sala").sees_in(&thread).await[0];
    let asked =
        "Arboga, ersättare, Äldre är tillfrågad om att komma i stället för Arboga, ledamot, Äldre.";
    assert!(words(line).contains(asked), "{}", words(line));

    // The official gets a receipt; the tally changes.
    let official = t.official("Äldre");
    let receipts = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(receipts.len(), 1);
    assert!(words(&receipts[0]).contains("Arboga, ersättare, Äldre är tillfrågad"));
    t.pass(TimeDelta::seconds(5)).await;
    let card = &t.member("Sala").sees("äldre").await[1];
    assert!(
        words(card).contains("13 av 14 väntas komma\n1 ersättare har inte svarat"),
        "{}",
        words(card)
    );

    // The substitute comes: the seat shows as substituted, by name.
    substitute.press("Jag kommer").await.expect("Vi räknar med dig");
    t.pass(TimeDelta::seconds(5)).await;
    let card = &t.member("Sala").sees("äldre").await[1];
    assert!(words(card).contains("14 av 14 väntas komma\n1 ersättare kommer"), "{}", words(card));
    assert!(words(card).contains("✅ Arboga: Arboga, ersättare, Äldre kommer"), "{}", words(card));
    let receipts = official.sees("tjänstemän-äldre").await;
    assert!(words(&receipts[0]).contains("Arboga, ersättare, Äldre kommer i stället."));
    t.finish().await;
}

async fn a_substitute_who_cannot_leaves_the_seat_vacant_and_chair_and_official_hear_of_it(
    t: TestApp,
) {
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga")
        .press("Kan inte")
        .await
        .expect("Ordförande och ansvarig tjänsteman får veta");
    t.pass(TimeDelta::seconds(5)).await;

    let card = &t.member("Sala").sees("äldre").await[1];
    assert!(words(card).contains("❗ Arboga: platsen blir tom"), "{}", words(card));
    let to_official = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let to_chair = t.chair("Äldre").direct_messages().await;
    assert_eq!((to_official.len(), to_chair.len()), (2, 1), "a receipt and an alert; an alert");
    for alert in [&to_official[1], &to_chair[0]] {
        for part in
            ["Tom plats: Arboga", "Arboga, ledamot, Äldre har förhinder", "Ingen företräder Arboga"]
        {
            assert!(words(alert).contains(part), "{part:?} is not in {}", words(alert));
        }
    }

    // A mistaken refusal can be undone, and the alerts say that it is solved.
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    t.pass(TimeDelta::seconds(5)).await;
    let alerts = t.chair("Äldre").direct_messages().await;
    assert!(
        words(&alerts[0]).contains("Det här är inte längre aktuellt."),
        "{}",
        words(&alerts[0])
    );
    t.finish().await;
}

async fn the_same_absence_by_command(t: TestApp) {
    t.schedule("2027-03-11", "09:00").await;
    let arboga = t.member("Arboga");
    let meetings = arboga.suggestions("förhinder anmäl", json!({ "möte": "mar" }), "möte").await;
    assert_eq!(meetings.len(), 1);
    assert!(
        meetings[0]["name"].as_str().is_some_and(|name| name.starts_with("Äldre, tor")),
        "{meetings:?}"
    );
    let options = json!({ "möte": meetings[0]["value"], "skäl": "Sjuk" });
    arboga.command("förhinder anmäl", options.clone()).await.expect("kallas strax");

    // Before the invitation, too, the substitute hears of it at once.
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);
    let receipts = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert!(words(&receipts[0]).contains("Skäl: Sjuk"), "the reason is for the officials");
    let chair = t.chair("Äldre");
    let everything_else = [
        chair.sees("äldre").await,
        chair.sees_in(&t.thread().await).await,
        t.substitute("Arboga").direct_messages().await,
    ];
    assert!(
        everything_else.iter().flatten().all(|message| !words(message).contains("Sjuk")),
        "and for nobody else"
    );

    // Said twice, done once.
    arboga.command("förhinder anmäl", options).await.expect("var redan anmält");
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 1);

    // The official reports for somebody who phoned.
    let official = t.official("Äldre");
    let meeting = meetings[0]["value"].clone();
    let members = official
        .suggestions("absence report", json!({ "meeting": meeting, "member": "sala" }), "member")
        .await;
    assert_eq!(members.len(), 1, "{members:?}");
    let options = json!({ "meeting": meeting, "member": members[0]["value"] });
    official.command("absence report", options).await.expect("förhinder för Sala, ledamot, Äldre");
    assert_eq!(t.substitute("Sala").direct_messages().await.len(), 1);

    // When the invitation goes out it calls those who are expected.
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let invitation = t.chair("Äldre").sees("äldre").await.pop().expect("an invitation");
    assert_eq!(
        invitation["pinged"].as_array().map(Vec::len),
        Some(12),
        "neither Arboga's member nor Sala's"
    );
    t.finish().await;
}

async fn an_absence_taken_back_releases_the_substitute(t: TestApp) {
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let arboga = t.member("Arboga");
    arboga.press("Förhinder").await.expect("anmält förhinder");
    t.substitute("Arboga").press("Jag kommer").await.expect("Tack!");
    arboga.press("Ångra").await.expect("Ditt förhinder är återtaget.");
    let direct = t.substitute("Arboga").direct_messages().await;
    assert_eq!(direct.len(), 2);
    assert!(words(&direct[1]).contains("Du behövs inte som ersättare"), "{}", words(&direct[1]));
    t.pass(TimeDelta::seconds(5)).await;
    let direct = t.substitute("Arboga").direct_messages().await;
    assert!(button(&direct[0], "Jag kommer").is_none(), "the summons cannot be answered any more");
    let receipts = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert!(words(&receipts[0]).contains("Förhindret är återtaget"));
    let card = &t.member("Sala").sees("äldre").await[1];
    assert!(words(card).contains("14 av 14 väntas komma"), "{}", words(card));
    arboga.press("Förhinder").await.expect("kallas strax");
    assert_eq!(t.substitute("Arboga").direct_messages().await.len(), 3, "asked anew");
    t.finish().await;
}

async fn a_cancelled_meeting_is_told_to_the_group(t: TestApp) {
    let meeting = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let options = json!({ "meeting": meeting, "reason": "För få ärenden" });
    t.chair("Äldre").cancels(options).await.expect("är inställt");
    t.pass(TimeDelta::seconds(5)).await;
    let shown = t.member("Sala").sees("äldre").await;
    let told = shown.last().expect("a message");
    assert!(
        words(told).contains("Inställt möte: Äldre") && words(told).contains("För få ärenden"),
        "{}",
        words(told)
    );
    assert_eq!(told["pinged"].as_array().map(Vec::len), Some(13), "the chair did it");
    // It stands once with its names; what was posted before says so in a line.
    for earlier in &shown[..2] {
        let earlier = words(earlier);
        assert!(earlier.starts_with("Inställt: Äldre, tors 11 mars 2027 kl. 09:00"), "{earlier}");
        assert!(!earlier.contains("<@") && !earlier.contains("Var:"), "{earlier}");
    }
    assert!(button(&shown[1], "Förhinder").is_none());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_scheduled_too_late_is_called_at_once_and_marked() {
    let t = TestApp::spawn().await;
    let reply = t.chair("Äldre").schedule("Äldre", "2027-02-04", "13:00").await;
    reply.expect("kallelsen går ut direkt");
    let shown = t.member("Arboga").sees("äldre").await;
    assert_eq!(shown.len(), 1, "the invitation, and no announcement before it");
    assert!(words(&shown[0]).contains("Kort varsel"), "{}", words(&shown[0]));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_gets_answers_in_their_own_language_and_the_group_posts_in_its_own() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let arboga = t.member("Arboga");
    t.post(&format!("/sandbox/users/{}/locale", arboga.id), &json!({ "locale": "en-GB" })).await;
    arboga
        .press("Förhinder")
        .await
        .expect("Thank you, your absence from the meeting of **Äldre**, Thursday 11 March 2027, 09:00–12:00");
    assert!(words(&t.substitute("Arboga").direct_messages().await[0]).contains("Kan du komma"));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_sees_their_own_meetings_and_what_they_can_do() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.member("Arboga").command("absence list", json!({})).await.expect("Du väntas komma.");
    t.substitute("Arboga").command("förhinder lista", json!({})).await.expect("Du är ersättare");
    t.member("Arboga")
        .command("absence report", json!({ "meeting": t.newest_meeting().await }))
        .await;
    t.member("Arboga").command("absence list", json!({})).await.expect("Du har anmält förhinder.");
    t.substitute("Arboga").command("absence list", json!({})).await.expect("Du är tillfrågad");
    let help = t.member("Arboga").command("hjälp", json!({})).await;
    assert!(
        help.words().contains("/förhinder anmäl") && !help.words().contains("/möte boka"),
        "{}",
        help.words()
    );
    t.chair("Äldre").command("help", json!({})).await.expect("/möte boka");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_only_when_they_changed() {
    let t = TestApp::spawn().await;
    let application = t.demo.bot.sender.get("applications/@me").await.expect("the application");
    let application = application["id"].as_str().expect("an id");
    let changed = kallelse::discord::register::register(&t.demo.bot.sender, application).await;
    assert_eq!(changed, Ok(false), "nothing has changed since the start");
    let traffic = t.traffic().await;
    let registered = traffic.iter().filter(|request| {
        let path = request["path"].as_str().unwrap_or_default();
        request["method"] == "PUT" && path.ends_with("/commands")
    });
    assert_eq!(registered.count(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_who_changes_their_mind_the_evening_before_is_told_anew_to_chair_and_official()
{
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    let substitute = t.substitute("Arboga");
    for word in ["Kan inte", "Jag kommer", "Kan inte"] {
        substitute.press(word).await.expect("Tack");
        t.pass(TimeDelta::seconds(10)).await;
    }
    assert_eq!(t.chair("Äldre").direct_messages().await.len(), 2, "an alert for each refusal");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn absent_then_not_then_absent_again_the_last_word_is_a_summons() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    // Discord is away for the moment in which the member changes their mind twice.
    let arboga = t.member("Arboga");
    arboga.press("Förhinder").await.expect("anmält förhinder");
    t.post(
        "/sandbox/faults",
        &json!({ "route": "POST /channels/*/messages", "kind": "status", "status": 503 }),
    )
    .await;
    arboga.press("Ångra").await.expect("är återtaget");
    arboga
        .command("absence report", json!({ "meeting": t.newest_meeting().await }))
        .await
        .expect("anmält förhinder");
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(5)).await;
    let direct = t.substitute("Arboga").direct_messages().await;
    let last = direct.last().expect("a message");
    assert!(words(last).contains("Kan du komma i stället för"), "{}", words(last));
    assert!(direct.iter().all(|message| !words(message).contains("Du behövs inte")), "{direct:#?}");
    assert!(
        words(&direct[0]).contains("Det här gäller en tidigare fråga"),
        "{}",
        words(&direct[0])
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_may_come_later_and_is_forgotten_thirty_days_after_the_meeting() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let arboga = t.member("Arboga");
    arboga
        .command("absence report", json!({ "meeting": meeting }))
        .await
        .expect("anmält förhinder");
    let with_reason = json!({ "meeting": meeting, "reason": "Sjuk" });
    arboga.command("absence report", with_reason).await.expect("var redan anmält");
    t.pass(TimeDelta::seconds(5)).await;
    let receipt = || async { words(&t.official("Äldre").sees("tjänstemän-äldre").await[0]) };
    assert!(receipt().await.contains("Skäl: Sjuk"), "{}", receipt().await);
    t.until(at("2027-04-10T11:00:00+02:00")).await;
    assert!(receipt().await.contains("Skäl: Sjuk"), "not a day too early");
    t.until(at("2027-04-10T13:00:01+02:00")).await;
    t.settle().await;
    assert!(!receipt().await.contains("Sjuk"), "{}", receipt().await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_is_replaced_by_nobody_else() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let with = |reason: &str| json!({ "meeting": meeting, "reason": reason });
    t.member("Arboga").command("absence report", with("Sjuk")).await.expect("anmält förhinder");
    let receipt = || async {
        t.pass(TimeDelta::seconds(5)).await;
        words(&t.official("Äldre").sees("tjänstemän-äldre").await[0])
    };
    assert!(receipt().await.contains("Skäl: Sjuk"), "{}", receipt().await);
    // The substitute is away too, and says so once more with a reason of their own.
    let substitute = t.substitute("Arboga");
    let own = json!({ "meeting": meeting });
    substitute.command("absence report", own).await.expect("inte kan komma som ersättare");
    substitute.command("absence report", with("Semester")).await.expect("redan");
    assert!(receipt().await.contains("Skäl: Sjuk"), "{}", receipt().await);
    let vacancy = t.official("Äldre").sees("tjänstemän-äldre").await;
    let vacancy: Vec<String> = vacancy.iter().map(words).collect();
    // Each is told as whose it is.
    let both = |words: &&String| words.contains("\nSkäl: Sjuk\nErsättarens skäl: Semester\n");
    assert_eq!(vacancy.iter().filter(both).count(), 2, "{vacancy:#?}");
    // The chair, who may not see reasons, gives another one: it is a word of the chair's, in the log.
    let chair = t.chair("Äldre");
    let about = json!({ "meeting": meeting, "member": "arboga" });
    let members = chair.suggestions("absence report", about, "member").await;
    let seat = members[0]["value"].clone();
    let of_arboga = json!({ "meeting": meeting, "member": seat, "reason": "Vet inte" });
    chair.command("absence report", of_arboga).await.expect("var redan anmält");
    assert!(receipt().await.contains("Skäl: Sjuk"), "{}", receipt().await);
    let log = t.official("Äldre").command("group log", json!({ "group": "Äldre" })).await;
    log.expect("Regionen, ordförande, Äldre: svarade åt Arboga, ledamot, Äldre");
    let export = t.member("Arboga").command("me export", json!({})).await;
    let text = String::from_utf8(t.files(&export).await.swap_remove(0).1).expect("UTF-8");
    assert!(text.contains("skäl: Vet inte (gjort av någon annan)"), "{text}");
    assert!(text.lines().any(|line| line.ends_with("skäl: Sjuk")), "{text}");
    // And what a member says themselves later is what counts.
    t.member("Arboga").command("absence report", with("Vård av barn")).await.expect("var redan");
    assert!(receipt().await.contains("Skäl: Vård av barn"), "{}", receipt().await);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_who_was_asked_hears_that_the_meeting_is_cancelled() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.official("Äldre").cancels(json!({ "meeting": meeting })).await.expect("är inställt");
    t.pass(TimeDelta::seconds(5)).await;
    let receipts = t.official("Äldre").sees("tjänstemän-äldre").await;
    assert!(
        receipts.iter().all(|message| words(message).contains("Inställt möte: Äldre")),
        "{receipts:#?}"
    );
    assert_eq!(receipts.len(), 2, "the receipt, and word of the cancellation");
    let told = t.substitute("Arboga").pinged_in(t.channel("äldre")).await;
    assert!(
        told.iter().any(|message| words(message).contains("Inställt möte: Äldre")),
        "{told:#?}"
    );
    t.finish().await;
}
