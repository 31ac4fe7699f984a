//! What goes wrong in people's hands: each time a clear, private answer that says what to do, and
//! nothing changed.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, words};

/// All that anybody can see, to show that nothing has changed.
async fn everything(t: &TestApp) -> Vec<String> {
    let mut seen = Vec::new();
    for name in ["äldre", "tjänstemän-äldre"] {
        let official = t.official("Äldre");
        seen.extend(
            official.sees(name).await.iter().filter(|message| message["flags"] != 64).map(words),
        );
    }
    for person in [t.member("Arboga"), t.substitute("Arboga"), t.chair("Äldre")] {
        seen.extend(person.direct_messages().await.iter().map(words));
    }
    seen
}

async fn refused(t: &TestApp, person: &Person<'_>, command: &str, options: Value, told: &str) {
    let before = everything(t).await;
    person.command(command, options).await.expect(told);
    t.pass(TimeDelta::seconds(5)).await;
    assert_eq!(before, everything(t).await, "something has changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chair_who_mistypes_is_told_how_to_write_it() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    let with = |key: &str, value: Value| {
        let mut options = json!({ "group": "Äldre", "date": "2027-03-11", "time": "09:00", "place": "Regionhuset" });
        options[key] = value;
        options
    };
    let cases = [
        (with("group", json!("Yngre")), "Vi hittar inte den gruppen."),
        (with("date", json!("nästa år")), "går inte att läsa som en dag. Skriv till exempel"),
        (with("date", json!("2027-01-31")), "Tiden har redan passerat."),
        (with("date", json!("2031-01-01")), "Det är för långt fram."),
        (with("time", json!("snart")), "går inte att läsa som ett klockslag."),
        (with("place", json!("   ")), "Skriv var mötet hålls: lokal"),
        (with("place", json!("x".repeat(501))), "Skriv kortare var mötet hålls: högst 500 tecken."),
    ];
    for (options, told) in cases {
        refused(&t, &chair, "meeting schedule", options, told).await;
    }
    t.schedule("2027-03-11", "09:00").await;
    let same = with("time", json!("9"));
    refused(&t, &chair, "meeting schedule", same, "Gruppen har redan ett möte den tiden.").await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_may_not_do_one_is_told_who_may() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let schedule =
        json!({ "group": "Äldre", "date": "2027-04-01", "time": "09:00", "place": "Regionhuset" });
    let told = "Det får bara ordförande, vice ordförande och gruppens tjänstemän göra.";
    refused(&t, &t.member("Arboga"), "meeting schedule", schedule.clone(), told).await;
    refused(&t, &t.substitute("Köping"), "meeting schedule", schedule.clone(), told).await;
    refused(&t, &t.chair("Barn/unga"), "meeting schedule", schedule, told).await;
    refused(&t, &t.member("Arboga"), "meeting cancel", json!({ "meeting": meeting }), told).await;

    // For somebody else one needs the right to.
    let official = t.official("Äldre");
    let sala = official
        .suggestions("absence report", json!({ "meeting": meeting, "member": "Sala" }), "member")
        .await;
    let for_sala = json!({ "meeting": meeting, "member": sala[0]["value"] });
    refused(&t, &t.member("Arboga"), "absence report", for_sala, told).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    official.press("Förhinder").await.expect("Vi vet inte vilken ledamot det gäller.");
    assert_eq!(
        t.member("Arboga").suggestions("meeting schedule", json!({}), "group").await,
        Vec::<Value>::new()
    );
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_that_is_not_there_is_not_found() {
    let t = TestApp::spawn().await;
    let arboga = t.member("Arboga");
    for typed in ["torsdag", "123456789", "", "'; DROP TABLE meeting; --"] {
        refused(
            &t,
            &arboga,
            "absence report",
            json!({ "meeting": typed }),
            "Vi hittar inte det mötet.",
        )
        .await;
    }
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_no_member_or_is_not_linked_learns_what_to_do() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let other_group = t.person("Regionen, ledamot 1, Barn/unga");
    let told = "Du har ingen plats i den gruppen.";
    refused(&t, &other_group, "absence report", json!({ "meeting": meeting }), told).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    other_group.press("Förhinder").await.expect(told);

    // Somebody in a server that has no organisation, and somebody nobody has linked.
    let stranger = t.stranger().await;
    let state = t.get("/sandbox/state").await;
    let hall = state["guilds"][1]["channels"][0]["id"].as_str().expect("a channel").to_owned();
    let reply = stranger.command_in(&hall, "absence list", json!({})).await;
    assert!(reply.words().contains("This server is not set up yet."), "{}", reply.words());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_whom_nobody_has_linked_is_sent_to_the_official() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let unlinked = t.member("Arboga");
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let unlink = sqlx::query("DELETE FROM contact WHERE address = $1").bind(&unlinked.id);
    unlink.execute(&mut *db).await.expect("unlinked");
    db.commit().await.expect("committed");
    let told =
        "Har du fått en kod? Skriv /jag koppla. Annars: be ansvarig tjänsteman koppla kontot";
    refused(&t, &unlinked, "absence report", json!({ "meeting": meeting }), told).await;
    unlinked.command("help", json!({})).await.expect("Be ansvarig tjänsteman koppla det.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_is_for_whom_it_is_for() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    // Who takes no direct messages is asked in the thread, where all see the buttons.
    let closed = format!("/sandbox/users/{}/dm-policy", t.substitute("Arboga").id);
    t.post(&closed, &json!({ "closed": true })).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(5)).await;
    let summons = t.substitute("Arboga").sees_in(&t.thread().await).await.remove(0);
    let before = everything(&t).await;
    t.member("Sala")
        .press_on(&summons, "Jag kommer")
        .await
        .expect("Den knappen är till för den som är kallad");
    t.member("Arboga").press_on(&summons, "Kan inte").await.expect("Inget har ändrats.");
    // A substitute who was not asked cannot say that they come.
    t.substitute("Sala").press("Jag kommer").await.expect("behövs inte just nu");
    t.pass(TimeDelta::seconds(5)).await;
    assert_eq!(before, everything(&t).await, "something has changed");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_of_a_cancelled_meeting_or_of_one_that_has_begun_does_nothing() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.member("Arboga").press("Förhinder").await.expect("anmält förhinder");
    // Phones show old messages: keep them as they were.
    let invitation = t.member("Sala").sees("äldre").await[1].clone();
    let summons = t.substitute("Arboga").direct_messages().await[0].clone();
    let press = |who: String, message: &Value, label: &str| {
        let custom_id = crate::harness::button(message, label).expect("a button");
        (who, message["id"].clone(), custom_id)
    };
    let old = [
        press(t.member("Sala").id, &invitation, "Förhinder"),
        press(t.member("Sala").id, &invitation, "Jag kommer"),
    ];
    // For a moment the messages stand as they were.
    let slow = json!({ "kind": "status", "status": 503, "route": "PATCH /channels/*/messages/*" });
    t.post("/sandbox/faults", &slow).await;
    t.chair("Äldre").cancels(json!({ "meeting": meeting })).await.expect("är inställt");
    for (who, message, custom_id) in old {
        let body = json!({ "message_id": message, "custom_id": custom_id });
        let reply = t.post(&format!("/sandbox/users/{who}/press"), &body).await;
        let told = words(&reply["message"]);
        assert!(told.contains("Mötet är inställt"), "{reply:#}");
    }
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::seconds(10)).await;
    let _ = summons;
    let direct = t.substitute("Arboga").direct_messages().await;
    assert!(words(&direct[0]).contains("Inställt"), "the summons says so: {}", words(&direct[0]));

    // Another one, which has begun.
    t.chair("Äldre").schedule("Äldre", "2027-04-01", "09:00").await.expect("är bokat");
    t.until(at("2027-04-01T08:59:00+02:00")).await;
    t.post("/sandbox/faults", &slow).await;
    t.until(at("2027-04-01T09:00:00+02:00")).await;
    t.member("Sala").press("Förhinder").await.expect("Mötet har redan börjat.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_no_substitute_is_appointed_everybody_is_told_at_once() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let substitute: i64 = t.substitute("Arboga").id.parse().expect("an id");
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let leave = sqlx::query(
        "UPDATE appointment SET to_day = '2027-02-01'
         WHERE capacity = 'substitute' AND person = (SELECT person FROM contact WHERE address = $1)",
    );
    leave.bind(substitute).execute(&mut *db).await.expect("left");
    db.commit().await.expect("committed");
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let reply = t.member("Arboga").press("Förhinder").await;
    reply.expect("Ingen ersättare är utsedd för platsen.");
    reply.expect("Be Arboga utse en.");
    let alerts = t.chair("Äldre").direct_messages().await;
    assert!(words(&alerts[0]).contains("ingen ersättare är utsedd"), "{}", words(&alerts[0]));
    assert_eq!(t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_that_we_never_made_is_called_old() {
    let t = TestApp::spawn().await;
    let bot = &t.demo.bot.sender;
    let channel = t.channel("äldre").parse().expect("an id");
    for (index, custom_id) in
        ["v0:old", "v1:reply:1:2", "v1:reply:x:-:absent", "rubbish"].iter().enumerate()
    {
        let row = json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Old", "custom_id": custom_id }] }]);
        let body = json!({ "content": "x", "components": row });
        bot.post_message(channel, (&body, &[]), &index.to_string()).await.expect("posted");
        t.member("Arboga").press("Old").await.expect("Den här knappen är för gammal.");
    }
    t.finish().await;
}
