//! The demonstration's guide follows what is so, whatever way one takes.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::TestApp;

/// Which steps are ticked off, and what there is to do now.
struct Guide {
    done: Vec<bool>,
    now: Option<String>,
}

impl TestApp {
    async fn guide(&self) -> Guide {
        let told = self.get("/sandbox/guide?locale=sv-SE").await;
        let steps = told["steps"].as_array().expect("steps").iter();
        Guide {
            done: steps.map(|step| step["done"] == true).collect(),
            now: told["now"].as_str().map(str::to_owned),
        }
    }

    #[track_caller]
    fn expect_guide(guide: &Guide, done: [u8; 8], now: &str) {
        let ticked: Vec<u8> = guide.done.iter().map(|done| u8::from(*done)).collect();
        assert_eq!(ticked, done, "{:?}", guide.now);
        let told = guide.now.as_deref().unwrap_or("all is done");
        assert!(told.contains(now), "{now:?} is not in {told:?}");
    }

    async fn reads(&self, person: &str, channel: &str) {
        let body = json!({ "channel_id": self.channel(channel) });
        self.post(&format!("/sandbox/users/{}/read", self.person(person).id), &body).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_that_is_called_at_once_is_no_dead_end() {
    let t = TestApp::spawn().await;
    TestApp::expect_guide(&t.guide().await, [0; 8], "**Regionen, ordförande, Äldre**");
    // In three days: too late for a week's notice, so that no announcement comes before the call.
    t.schedule("2027-02-04", "10:00").await;
    let guide = t.guide().await;
    TestApp::expect_guide(&guide, [1, 1, 0, 0, 0, 0, 0, 0], "tryck på **Förhinder** på kallelsen");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_any_order_the_guide_comes_to_its_end() {
    let t = TestApp::spawn().await;
    // The official's channel before there is anything in it: that was not it yet.
    t.reads("Ansvarig tjänsteman, Äldre", "tjänstemän-äldre").await;
    TestApp::expect_guide(&t.guide().await, [0; 8], "/möte boka");
    // Another group than the guide speaks of, and somebody else who cannot come.
    let chair = t.chair("Barn/unga");
    chair.schedule("Barn/unga", "2027-02-04", "10:00").await.expect("är bokat");
    t.settle().await;
    let guide = t.guide().await;
    TestApp::expect_guide(
        &guide,
        [1, 1, 0, 0, 0, 0, 0, 0],
        "Barn/unga** och tryck på **Förhinder**",
    );
    // And now one that waits to be called: what was done stays done.
    let meeting = t.schedule("2027-03-11", "10:00").await;
    TestApp::expect_guide(&t.guide().await, [1, 1, 0, 0, 0, 0, 0, 0], "tryck på **Förhinder**");
    // By command and before the call: the substitute is asked with the call.
    let absent = json!({ "meeting": meeting });
    t.member("Sala").command("absence report", absent).await.expect("Ersättaren");
    t.until(crate::harness::at("2027-03-04T09:00:00+01:00")).await;
    let guide = t.guide().await;
    TestApp::expect_guide(&guide, [1, 1, 1, 0, 0, 0, 0, 0], "**Sala, ersättare, Äldre**");
    // The official reads of it before the substitute has answered.
    t.reads("Ansvarig tjänsteman, Äldre", "tjänstemän-äldre").await;
    TestApp::expect_guide(&t.guide().await, [1, 1, 1, 0, 1, 0, 0, 0], "**Sala, ersättare, Äldre**");
    t.substitute("Sala").press("Kan inte").await;
    // What comes stands in the channel: whoever it is sees whether it concerns them.
    TestApp::expect_guide(&t.guide().await, [1, 1, 1, 1, 1, 0, 0, 0], "**Mitt kalendarium**");
    let pinned = t.member("Sala").sees_pinned("äldre").await;
    t.member("Sala")
        .press_on(&pinned[0], "Mitt kalendarium")
        .await
        .expect("du är ledamot för Sala");
    // Once the meeting has been, it is written about, and found by whoever was never called.
    TestApp::expect_guide(
        &t.guide().await,
        [1, 1, 1, 1, 1, 1, 0, 0],
        "**Ansvarig tjänsteman, Barn/unga**",
    );
    t.until(crate::harness::at("2027-03-11T12:00:00+01:00")).await;
    let guide = t.guide().await;
    TestApp::expect_guide(&guide, [1, 1, 1, 1, 1, 1, 0, 0], "**Ansvarig tjänsteman, Äldre**");
    let official = t.official("Äldre");
    let draft = official.command("anteckningar skriv", json!({ "möte": meeting })).await;
    let form = official.press_on(&draft.0["message"], "Något mer togs upp").await;
    official
        .fill_in(&form, json!({ "heading": "Fiber", "said": "Köping." }))
        .await
        .expect("Sparat");
    let preview = official.command("anteckningar publicera", json!({ "möte": meeting })).await;
    official.press_on(&preview.0["message"], "Publicera").await.expect("är publicerade");
    TestApp::expect_guide(&t.guide().await, [1, 1, 1, 1, 1, 1, 1, 0], "**/anteckningar sök**");
    let uncalled = t.substitute("Norberg");
    let found = uncalled.command("anteckningar sök", json!({ "ord": "köping" })).await;
    let number = "Äldre, tors 11 mars 2027 kl. 10:00 (1/2027)";
    uncalled.pick_on(&found.0["message"], number).await.expect("Köping.");
    let guide = t.guide().await;
    assert_eq!((guide.done, guide.now), (vec![true; 8], None));
    // A second visit begins at the beginning, with what is there.
    t.post("/sandbox/guide/restart", &Value::Null).await;
    TestApp::expect_guide(&t.guide().await, [0; 8], "/möte boka");
    t.schedule("2027-03-15", "10:00").await;
    TestApp::expect_guide(&t.guide().await, [1, 1, 0, 0, 0, 0, 0, 0], "tryck på **Förhinder**");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_back_cancelled_or_over_is_begun_again() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "10:00").await;
    TestApp::expect_guide(&t.guide().await, [1, 0, 0, 0, 0, 0, 0, 0], "Tryck på **Nästa**");
    let cancelled = json!({ "meeting": meeting });
    t.chair("Äldre").cancels(cancelled).await.expect("inställt");
    let guide = t.guide().await;
    TestApp::expect_guide(&guide, [1, 0, 0, 0, 0, 0, 0, 0], "boka ett nytt med **/möte boka**");
    t.schedule("2027-02-04", "10:00").await;
    TestApp::expect_guide(&t.guide().await, [1, 1, 0, 0, 0, 0, 0, 0], "tryck på **Förhinder**");
    let reply = t.member("Arboga").press("Förhinder").await;
    TestApp::expect_guide(
        &t.guide().await,
        [1, 1, 1, 0, 0, 0, 0, 0],
        "**Arboga, ersättare, Äldre**",
    );
    t.member("Arboga").press_on(&reply.0["message"], "Ångra").await;
    let guide = t.guide().await;
    TestApp::expect_guide(
        &guide,
        [1, 1, 1, 0, 0, 0, 0, 0],
        "Ingen ersättare är tillfrågad just nu",
    );
    t.pass(TimeDelta::days(7)).await;
    let guide = t.guide().await;
    TestApp::expect_guide(&guide, [1, 1, 1, 0, 0, 0, 0, 0], "boka ett nytt med **/möte boka**");
    t.finish().await;
}
