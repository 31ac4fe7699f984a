//! Somebody is called to two meetings at one hour, and says which.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(whoever_is_called_to_two_at_one_hour_is_asked_which);

impl TestApp {
    async fn books(&self, group: &str, time: &str) -> String {
        let options = json!({ "group": group, "date": "11 mars", "time": time, "place": "Sal 3" });
        self.chair(group).agreed("meeting schedule", options).await.expect("är bokat");
        let choices = self.chair(group).suggestions("meeting show", json!({}), "meeting").await;
        let id = |choice: &Value| {
            choice["value"].as_str().expect("an id").parse::<i64>().expect("an id")
        };
        choices.iter().map(id).max().expect("a meeting").to_string()
    }
}

async fn whoever_is_called_to_two_at_one_hour_is_asked_which(t: TestApp) {
    let culture = t.books("Kultur/idrott", "09:00").await;
    let young = t.books("Barn/unga", "11–14").await;
    let both = "Barn/unga och Kultur/idrott";
    let sala = t.person(&format!("Sala, ledamot, {both}"));
    let instead = t.person(&format!("Sala, ersättare, {both}"));
    assert!(sala.direct_messages().await.is_empty(), "neither has been called");
    t.until(at("2027-03-04T09:00:00+01:00")).await;

    let all = sala.direct_messages().await;
    let [asked] = &all[..] else { panic!("asked once: {all:#?}") };
    let said = words(asked);
    assert!(
        said.starts_with("Två möten samtidigt:") && said.contains("Vilket går du på?"),
        "{said}"
    );
    assert!(said.contains("Kultur/idrott, tors 11 mars 2027 kl. 09:00"), "{said}");
    assert!(
        t.official("Barn/unga").direct_messages().await.is_empty(),
        "who is called to one is not asked"
    );

    // One of them moves, and is at the same time still: they are asked about that, and no longer about the old time.
    let moves = json!({ "meeting": young, "time": "10:00" });
    t.chair("Barn/unga").agreed("meeting move", moves).await.expect("kl. 10:00");
    t.pass(TimeDelta::minutes(2)).await;
    let all = sala.direct_messages().await;
    let [old, asked] = &all[..] else { panic!("asked once more: {all:#?}") };
    assert!(words(old).starts_with("Frågan om två möten samtidigt gäller inte längre"), "{old:#}");

    // They go to one, and for their seat at the other the substitute is asked.
    let goes = sala.press_on(asked, "Jag går på Kultur/idrott, tors 11 mars 2027 kl. 09:00").await;
    goes.expect("har anmält förhinder till mötet i **Barn/unga**").expect("kallas strax");
    t.pass(TimeDelta::seconds(10)).await;
    let summons = instead.direct_messages().await.pop().expect("a summons");
    assert!(
        words(&summons)
            .contains("Kan du komma i stället för Sala, ledamot, Barn/unga och Kultur/idrott?"),
        "{summons:#}"
    );
    let settled = sala.direct_messages().await.pop().expect("the question");
    assert!(words(&settled).starts_with("Du går på Kultur/idrott, tors 11 mars"), "{settled:#}");
    assert_eq!(button(&settled, "Jag går på Kultur/idrott, tors 11 mars 2027 kl. 09:00"), None);

    // They change their mind in the other group's channel: which of the two is asked again, and answered the other way.
    let seen = sala.sees("barn-unga").await;
    let invitation = seen.iter().find(|one| button(one, "Jag kommer").is_some()).expect("called");
    sala.press_on(invitation, "Jag kommer").await.expect("vi ses");
    t.pass(TimeDelta::seconds(10)).await;
    let open = sala
        .direct_messages()
        .await
        .into_iter()
        .filter(|one| words(one).contains("Vilket går du på?"));
    let open: Vec<Value> = open.collect();
    assert!(!open.is_empty());
    sala.press_on(&open[0], "Jag går på Barn/unga, tors 11 mars 2027 kl. 10:00")
        .await
        .expect("**Kultur/idrott**");
    t.pass(TimeDelta::seconds(10)).await;
    let left = sala
        .direct_messages()
        .await
        .into_iter()
        .filter(|one| words(one).contains("Vilket går du på?"));
    assert_eq!(left.count(), 0, "what is answered is not asked, in either message");

    // Away from one of them nobody is asked when it moves; and of a cancelled one nothing is asked any more.
    t.chair("Kultur/idrott")
        .agreed("meeting move", json!({ "meeting": culture, "time": "10:00" }))
        .await;
    t.pass(TimeDelta::minutes(2)).await;
    let before = sala.direct_messages().await.len();
    t.chair("Barn/unga").agreed("meeting cancel", json!({ "meeting": young })).await;
    t.pass(TimeDelta::minutes(2)).await;
    let after = sala.direct_messages().await;
    assert_eq!(after.len(), before, "the cancellation stands in the channel");
    assert!(after.iter().all(|one| !words(one).contains("Vilket går du på?")));
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corrected_time_zone_asks_which_too() {
    let t = TestApp::spawn().await;
    t.books("Kultur/idrott", "09:00").await;
    t.books("Barn/unga", "13–16").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let sala = t.person("Sala, ledamot, Barn/unga och Kultur/idrott");
    assert!(sala.direct_messages().await.is_empty(), "one is over when the other begins");
    // 13:00 there is 09:00 here.
    let corrected = json!({ "group": "Barn/unga", "zone": "Asia/Karachi" });
    t.official("Barn/unga").agreed("group settings", corrected).await.expect("Asia/Karachi");
    t.pass(TimeDelta::minutes(2)).await;
    let all = sala.direct_messages().await;
    let asked: Vec<String> = all.iter().map(words).collect();
    assert!(asked.iter().any(|one| one.starts_with("Två möten samtidigt:")), "{asked:#?}");
    // Of what was so before, nobody is asked again.
    let before = asked.len();
    let corrected = json!({ "group": "Barn/unga", "zone": "Asia/Kolkata" });
    t.official("Barn/unga").agreed("group settings", corrected).await.expect("Asia/Kolkata");
    t.pass(TimeDelta::minutes(2)).await;
    assert_eq!(sala.direct_messages().await.len(), before);
    t.finish().await;
}
