//! Who was at a meeting: the register is right as it is proposed, or is corrected in a few presses, and is frozen when the
//! meeting is closed.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_register_is_corrected_in_a_few_presses_and_frozen_when_the_meeting_is_closed,
    nobody_closes_a_meeting_and_the_official_is_asked_the_day_after,
    what_cannot_be_so_is_refused_and_what_was_typed_is_given_back,
);

const MARCH: &str = "2027-03-11";

impl Person<'_> {
    async fn register(&self, meeting: &str) -> Reply {
        self.command("möte närvaro", json!({ "möte": meeting })).await
    }

    /// Says something of a place, two presses from the list; the list is shown again.
    async fn says(&self, list: &Reply, place: &str, what: &str) -> Reply {
        let place = self.pick_on(&list.0["message"], place).await;
        self.press_on(&place.0["message"], what).await
    }
}

/// The line of a seat in the register.
fn line(register: &Reply, seat: &str) -> String {
    let words = register.words();
    let found =
        words.lines().find(|line| line.contains(&format!("{seat}: ")) && !line.contains("Rättat"));
    found.unwrap_or_else(|| panic!("no {seat} in {words}")).to_owned()
}

async fn a_register_is_corrected_in_a_few_presses_and_frozen_when_the_meeting_is_closed(
    t: TestApp,
) {
    let meeting = t.schedule(MARCH, "09:00").await;
    t.until(at("2027-03-04T09:01:00+01:00")).await;
    t.member("Arboga").command("förhinder anmäl", json!({ "möte": meeting })).await.expect("Tack");
    t.settle().await;
    t.substitute("Arboga").press("Jag kommer").await.expect("Vi räknar med dig");
    t.member("Sala").command("förhinder anmäl", json!({ "möte": meeting })).await.expect("Tack");
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    chair.register(&meeting).await.expect("Mötet har inte börjat.");
    let offered = chair.suggestions("möte närvaro", json!({}), "möte").await;
    assert_eq!(offered, Vec::<Value>::new(), "nothing has begun");

    // It is under way, and is still there to be found.
    t.until(at("2027-03-11T10:00:00+01:00")).await;
    for command in ["möte närvaro", "möte avsluta", "möte visa"] {
        let offered = chair.suggestions(command, json!({}), "möte").await;
        assert_eq!(offered[0]["value"], meeting, "{command}");
    }
    t.member("Arboga").register(&meeting).await.expect("Det får bara ordförande");
    let list = official.register(&meeting).await;
    list.expect("13 av 14 platser · 1 ersättare · 2 förhinder");
    let arboga =
        "🔁 Arboga: Arboga, ledamot, Äldre hade förhinder, Arboga, ersättare, Äldre kom i stället";
    assert_eq!(line(&list, "Arboga"), arboga);
    assert_eq!(line(&list, "Sala"), "➖ Sala: Sala, ledamot, Äldre hade förhinder");
    assert_eq!(line(&list, "Fagersta"), "✅ Fagersta: Fagersta, ledamot, Äldre");

    // Each exception is two presses away.
    let list =
        official.says(&list, "Fagersta: Fagersta, ledamot, Äldre", "Uteblev utan anmälan").await;
    list.expect("Rättat: ❗ Fagersta: Fagersta, ledamot, Äldre uteblev utan anmälan")
        .expect("12 av 14 platser · 1 ersättare · 2 förhinder · 1 utan anmälan");
    let list = official.says(&list, "Fagersta: Fagersta, ledamot, Äldre", "Ersättaren kom").await;
    list.expect("13 av 14 platser · 2 ersättare");
    let place =
        official.pick_on(&list.0["message"], "Hallstahammar: Hallstahammar, ledamot, Äldre").await;
    let late = official.press_on(&place.0["message"], "Kom senare").await;
    let list = official.fill_in(&late, json!({ "typed": "9.45" })).await;
    assert_eq!(
        line(&list, "Hallstahammar"),
        "✅ Hallstahammar: Hallstahammar, ledamot, Äldre (från 09:45)"
    );
    let place =
        official.pick_on(&list.0["message"], "Hallstahammar: Hallstahammar, ledamot, Äldre").await;
    let left = official.press_on(&place.0["message"], "Gick tidigare").await;
    let list = official.fill_in(&left, json!({ "typed": "11:00" })).await;
    let list = official
        .says(&list, "Hallstahammar: Hallstahammar, ledamot, Äldre", "Ersättaren kom")
        .await;
    let both = "Hallstahammar, ledamot, Äldre (från 09:45, till 11:00), Hallstahammar, ersättare, Äldre kom i stället (från 11:00)";
    assert!(line(&list, "Hallstahammar").ends_with(both), "{}", line(&list, "Hallstahammar"));
    let list = official.says(&list, "Kungsör: Kungsör, ledamot, Äldre", "På distans").await;
    assert!(line(&list, "Kungsör").ends_with("(på distans)"), "{}", line(&list, "Kungsör"));
    let add = official.press_on(&list.0["message"], "Någon mer var med").await;
    let list = official.fill_in(&add, json!({ "typed": "Gun Gäst" })).await;
    list.expect("Tillagt: ✅ Adjungerad: Gun Gäst").expect("1 adjungerad");
    let add = official.press_on(&list.0["message"], "Någon mer var med").await;
    let list = official.fill_in(&add, json!({ "typed": "Felskriven" })).await;
    list.expect("2 adjungerade");
    let list = official.says(&list, "Adjungerad: Felskriven", "Var inte med").await;
    list.expect("Borttagen ur närvaron.").expect("1 adjungerad");

    // Closed, it stands; and whoever sees the meeting sees how it was.
    let closed = chair.command("möte avsluta", json!({ "möte": meeting })).await;
    closed.expect("Mötet i **Äldre** är avslutat.").expect("13 av 14 platser · 3 ersättare");
    assert!(button(&closed.0["message"], "Avsluta mötet").is_none());
    let again = chair.command("möte avsluta", json!({ "möte": meeting })).await;
    again.expect("Mötet är redan avslutat.");
    let shown = t.member("Sala").command("möte visa", json!({ "möte": meeting })).await;
    shown.expect("13 av 14 platser · 3 ersättare · 2 förhinder · 1 utan anmälan · 1 adjungerad");
    let late = official.press_on(&list.0["message"], "Avsluta mötet").await;
    late.expect("Mötet är redan avslutat.");
    // Whatever becomes of a seat afterwards, if only from long ago: who was there stays.
    let emptied =
        json!({ "grupp": "Äldre", "plats": "Kungsör", "ändring": 2, "från": "2027-03-01" });
    official.command("grupp plats", emptied).await.expect("Kungsör");
    let still = chair.register(&meeting).await;
    still.expect("13 av 14 platser · 3 ersättare");
    assert!(
        line(&still, "Kungsör").contains("Kungsör, ledamot, Äldre"),
        "{}",
        line(&still, "Kungsör")
    );

    let files = chair.press_on(&closed.0["message"], "Som fil").await;
    let files = t.files(&files).await;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["närvaro-äldre-2027-03-11.xlsx", "närvaro-äldre-2027-03-11.csv"]);
    let csv = String::from_utf8(files[1].1.clone()).expect("UTF-8");
    for row in [
        "Hallstahammar;Hallstahammar, ledamot, Äldre;ordinarie;närvarande;09:45;11:00;på plats;tjänstgörande",
        "Hallstahammar;Hallstahammar, ersättare, Äldre;ersättare;närvarande;11:00;12:00;på plats;tjänstgörande",
        "Fagersta;Fagersta, ledamot, Äldre;ordinarie;utan anmälan;;;;",
        "Adjungerad;Gun Gäst;Adjungerad;närvarande;09:00;12:00;på plats;närvarande",
    ] {
        assert!(csv.contains(row), "{row} is not in {csv}");
    }

    // Opened again with a reason, which stands in the log; what was corrected stays.
    let why = chair.press_on(&closed.0["message"], "Öppna igen").await;
    let open = chair.fill_in(&why, json!({ "typed": "Sala var med" })).await;
    open.expect("Mötet är öppet igen.");
    let list = chair.says(&open, "Sala: Sala, ledamot, Äldre", "Var med").await;
    list.expect("14 av 14 platser");
    assert!(line(&list, "Hallstahammar").ends_with(both), "{}", line(&list, "Hallstahammar"));
    chair.press_on(&list.0["message"], "Avsluta mötet").await.expect("är avslutat");
    let log = official.command("grupp logg", json!({ "grupp": "Äldre" })).await;
    log.expect("öppnade mötet tors 11 mars 2027 kl. 09:00 igen: Sala var med")
        .expect("rättade närvaron vid mötet tors 11 mars 2027 kl. 09:00");
    // The member finds it in what is kept of them.
    let own = t.member("Fagersta").command("jag exportera", json!({})).await;
    let own = t.files(&own).await;
    let own: Value = serde_json::from_slice(&own[1].1).expect("JSON");
    assert_eq!(own["attendance"][0]["absence"], "without-notice", "{own}");
    t.finish().await;
}

async fn nobody_closes_a_meeting_and_the_official_is_asked_the_day_after(t: TestApp) {
    t.schedule(MARCH, "09:00").await;
    t.until(at("2027-03-11T23:00:00+01:00")).await;
    let official = t.official("Äldre");
    let asked = async || {
        let seen = official.sees("tjänstemän-äldre").await;
        seen.into_iter().filter(|one| words(one).contains("närvaron")).collect::<Vec<_>>()
    };
    assert_eq!(asked().await.len(), 0, "not on the same day");
    t.until(at("2027-03-12T09:01:00+01:00")).await;
    let question = asked().await;
    assert_eq!(question.len(), 1, "{question:#?}");
    let text = question[0]["content"].as_str().expect("a text");
    assert!(text.starts_with("Stämmer närvaron? Äldre, tors 11 mars 2027 kl. 09:00"), "{text}");
    assert!(words(&question[0]).contains("14 av 14 platser"), "{}", words(&question[0]));
    assert_eq!(question[0]["pinged"], json!([official.id]), "the official, and not the deputy");
    // A week later nothing more has been asked, and a correction shows in the question.
    t.pass(TimeDelta::days(2)).await;
    let list = official.press_on(&asked().await[0], "Närvaro").await;
    official.says(&list, "Sala: Sala, ledamot, Äldre", "Hade förhinder").await.expect("Rättat");
    official.press_on(&asked().await[0], "Avsluta mötet").await.expect("är avslutat");
    t.pass(TimeDelta::minutes(1)).await;
    let seen = official.sees("tjänstemän-äldre").await;
    let over = seen.iter().find(|one| words(one).contains("Avslutat möte")).expect("it is over");
    assert!(words(over).contains("13 av 14 platser · 1 förhinder"), "{}", words(over));
    assert!(button(over, "Avsluta mötet").is_none(), "nothing is left to press: {over:#}");
    assert_eq!(asked().await.len(), 0);
    t.finish().await;
}

async fn what_cannot_be_so_is_refused_and_what_was_typed_is_given_back(t: TestApp) {
    let meeting = t.schedule(MARCH, "09:00").await;
    t.until(at("2027-03-11T13:00:00+01:00")).await;
    let chair = t.chair("Äldre");
    let list = chair.register(&meeting).await;
    let place = chair.pick_on(&list.0["message"], "Sala: Sala, ledamot, Äldre").await;
    let late = chair.press_on(&place.0["message"], "Kom senare").await;
    let refused = chair.fill_in(&late, json!({ "typed": "08:30" })).await;
    refused.expect("Det klockslaget ligger utanför mötet.");
    let again = chair.press_on(&refused.0["message"], "Öppna formuläret igen").await;
    let rows = &again.0["modal"]["components"];
    assert_eq!(rows[0]["components"][0]["value"], "08:30", "{again:?}");
    let refused = chair.fill_in(&again, json!({ "typed": "efter fikat" })).await;
    refused.expect("går inte att läsa som ett klockslag");
    let again = chair.press_on(&refused.0["message"], "Öppna formuläret igen").await;
    let list = chair.fill_in(&again, json!({ "typed": "10:30" })).await;
    list.expect("(från 10:30)");
    let place = chair.pick_on(&list.0["message"], "Sala: Sala, ledamot, Äldre").await;
    let left = chair.press_on(&place.0["message"], "Gick tidigare").await;
    let refused = chair.fill_in(&left, json!({ "typed": "10:00" })).await;
    refused.expect("hen gick före hen kom");
    // Opened again without a reason, and what is not closed.
    let reopened = chair.register(&meeting).await;
    assert!(button(&reopened.0["message"], "Öppna igen").is_none());
    // Somebody who does not run the meeting has the button of somebody who does.
    let foreign = t.official("Kultur/idrott");
    let body = json!({ "message_id": list.0["message"]["id"], "custom_id": button(&list.0["message"], "Avsluta mötet") });
    let pressed = t.post(&format!("/sandbox/users/{}/press", foreign.id), &body).await;
    assert_ne!(
        pressed["status"], "replied",
        "an ephemeral message is the presser's alone: {pressed}"
    );
    let shown = foreign.register(&meeting).await;
    shown.expect("Det får bara ordförande");
    // A cancelled meeting has no attendance, and nobody is asked about it.
    let april = t.schedule("2027-04-15", "09:00").await;
    chair.cancels(json!({ "möte": april })).await.expect("inställt");
    t.until(at("2027-04-16T10:00:00+02:00")).await;
    chair.register(&april).await.expect("Mötet är inställt.");
    chair.command("möte avsluta", json!({ "möte": april })).await.expect("Mötet är inställt.");
    let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
    let asked = seen.iter().filter(|one| words(one).contains("Stäm av närvaron")).count();
    assert_eq!(asked, 1, "of March alone");
    t.finish().await;
}
