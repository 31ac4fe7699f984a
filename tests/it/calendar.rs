//! The calendar in chat: what comes, whether it concerns oneself, and what is new of what one follows.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(a_substitute_follows_a_topic_gets_one_digest_and_sees_why_an_item_is_theirs);

impl Person<'_> {
    async fn book(&self, group: &str, date: &str) -> String {
        self.schedule(group, date, "09:00").await.expect("är bokat");
        let typed = json!({ "meeting": group });
        let choices = self.suggestions("agenda add", typed, "meeting").await;
        let found = choices
            .iter()
            .rev()
            .find(|one| one["value"].as_str().is_some_and(|value| !value.starts_with('w')));
        found.expect("a meeting")["value"].as_str().expect("an id").to_owned()
    }

    async fn item(&self, meeting: &str, title: &str, more: Value) -> Reply {
        let mut options = json!({ "meeting": meeting, "title": title, "purpose": 3 });
        for (name, value) in more.as_object().expect("options") {
            options[name] = value.clone();
        }
        let reply = self.command("agenda add", options).await;
        reply.expect(title);
        reply
    }

    async fn calendar(&self, options: Value) -> Reply {
        self.command("kalendarium visa", options).await
    }
}

async fn a_substitute_follows_a_topic_gets_one_digest_and_sees_why_an_item_is_theirs(t: TestApp) {
    let (chair, substitute) = (t.chair("Äldre"), t.substitute("Arboga"));
    let march = chair.book("Äldre", "2027-03-11").await;
    let june = chair.book("Äldre", "2027-06-10").await;
    chair.item(&june, "Kulturplanen", json!({ "topics": "kultur" })).await;

    // Following says when one is told; the hour is one's own.
    let topics =
        substitute.suggestions("kalendarium bevaka", json!({ "ämne": "kul" }), "ämne").await;
    assert_eq!(topics[0]["name"], "kultur");
    let followed =
        substitute.command("kalendarium bevaka", json!({ "ämne": topics[0]["value"] })).await;
    followed.expect("kl. 08:00").expect("kultur");
    substitute.command("jag inställningar", json!({ "timme": 7 })).await.expect("kl. 07:00");

    // What is there already is no news; what comes is told once, at the hour.
    t.until(at("2027-02-02T07:30:00+01:00")).await;
    assert!(substitute.direct_messages().await.is_empty(), "nothing is new");
    chair.item(&march, "Arkiv Västmanland", json!({ "topics": "Kultur, arkiv" })).await;
    chair.item(&march, "Äldres boende", json!({ "topics": "boende" })).await;
    t.until(at("2027-02-03T06:59:00+01:00")).await;
    assert!(substitute.direct_messages().await.is_empty(), "not before the hour");
    t.until(at("2027-02-03T07:01:00+01:00")).await;
    let told = substitute.direct_messages().await;
    assert_eq!(told.len(), 1);
    let said = words(&told[0]);
    assert!(said.starts_with("Nytt: Arkiv Västmanland – Äldre, tors 11 mars kl. 09:00"), "{said}");
    assert!(said.contains("du bevakar kultur") && !said.contains("boende"), "{said}");

    // Moved is told as that; of nothing new nothing is told.
    t.until(at("2027-02-04T12:00:00+01:00")).await;
    assert_eq!(substitute.direct_messages().await.len(), 1);
    let items =
        chair.suggestions("dagordning flytta", json!({ "ärende": "arkiv" }), "ärende").await;
    let options = json!({ "ärende": items[0]["value"], "möte": june });
    chair.command("dagordning flytta", options).await.expect("är flyttat till mötet");
    t.until(at("2027-02-06T12:00:00+01:00")).await;
    let told = substitute.direct_messages().await;
    assert_eq!(told.len(), 2, "one a day at most, and none when nothing is new");
    assert!(
        words(&told[1]).contains("Arkiv Västmanland är flyttat – Äldre, tors 10 juni kl. 09:00"),
        "{}",
        words(&told[1])
    );

    // Their own calendar says why each line is theirs.
    let own = substitute.press_on(&told[1], "Mitt kalendarium").await;
    own.expect("Mitt kalendarium").expect("### mars 2027").expect("### juni 2027");
    own.expect(
        "**tors 11 mars kl. 09:00** – **Äldre**, Regionhuset, sal 3\n-# du är ersättare för Arboga",
    );
    own.expect("• Arkiv Västmanland – beslut · arkiv, kultur (preliminärt)\n-# du bevakar kultur");

    // Whoever follows nothing more hears nothing more.
    let stopped =
        substitute.command("kalendarium bevaka", json!({ "ämne": "kultur", "sluta": true })).await;
    stopped.expect("Bevaka ett ämne eller en grupp");
    chair.item(&june, "Biblioteken", json!({ "topics": "kultur" })).await;
    t.pass(TimeDelta::days(2)).await;
    assert_eq!(substitute.direct_messages().await.len(), 2);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_calendar_is_filtered_and_leafed_through_and_shows_nobody_what_is_not_theirs() {
    let t = TestApp::spawn().await;
    let (chair, culture) = (t.chair("Äldre"), t.chair("Kultur/idrott"));
    let march = chair.book("Äldre", "2027-03-11").await;
    let other = culture.book("Kultur/idrott", "2027-03-18").await;
    culture.item(&other, "Idrottshallar", json!({ "topics": "idrott" })).await;
    for number in 1..=40 {
        let more =
            json!({ "minutes": "5", "topics": if number % 2 == 0 { "BUP" } else { "skola" } });
        chair.item(&march, &format!("Ärende nummer {number}"), more).await;
    }
    let member = t.member("Arboga");
    let mut page = member.calendar(json!({})).await;
    let id = page.0["message"]["id"].clone();
    let mut seen = page.words();
    while button(&page.0["message"], "Nästa").is_some() {
        page = member.press_on(&page.0["message"], "Nästa").await;
        assert_eq!(page.0["message"]["id"], id, "the page is turned");
        seen += &words(&page.0["message"]);
    }
    for number in 1..=40 {
        assert!(seen.contains(&format!("Ärende nummer {number} –")), "{number} in {seen}");
    }
    assert!(!seen.contains("Idrottshallar"), "another group's");
    let back = member.press_on(&page.0["message"], "Föregående").await;
    back.expect("### mars 2027");

    let topics = member.suggestions("kalendarium visa", json!({ "ämne": "bup" }), "ämne").await;
    let narrow = member.calendar(json!({ "ämne": topics[0]["value"], "syfte": 3 })).await;
    narrow.expect("Kalendarium · BUP · beslut").expect("Ärende nummer 2 –");
    assert!(!narrow.words().contains("nummer 3 –"), "{}", narrow.words());
    member.calendar(json!({ "månader": 1 })).await.expect("Inget sådant är på gång.");
    member
        .calendar(json!({ "grupp": "Kultur/idrott" }))
        .await
        .expect("Vi hittar inte den gruppen.");
    member.calendar(json!({ "ämne": "finns inte" })).await.expect("Vi hittar inte det ämnet.");

    // What concerns an appointer is its people's, and not others'.
    chair.item(&march, "Broar", json!({ "concerns": "Arboga" })).await;
    let own = member.calendar(json!({ "mina": true })).await;
    own.expect("du är ledamot för Arboga");
    let narrow = member.calendar(json!({ "mina": true, "syfte": 3, "månader": 12 })).await;
    narrow.expect("Mitt kalendarium · beslut · 12 månader framåt");
    let last = member.press_on(&narrow.0["message"], "Nästa").await;
    assert!(
        words(&last.0["message"]).contains("• Broar – beslut (preliminärt)\n-# berör Arboga"),
        "{}",
        words(&last.0["message"])
    );
    t.finish().await;
}
