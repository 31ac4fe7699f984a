//! Dates and times as people write them: understood and said, asked about where they may mean several things, and given
//! back where they cannot be read.

use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, button};

impl Person<'_> {
    /// Schedules a meeting of Äldre with these fields.
    async fn books(&self, fields: Value) -> crate::harness::Reply {
        let mut options = json!({ "group": "Äldre", "place": "Sal 3" });
        for (name, value) in fields.as_object().expect("fields") {
            options[name] = value.clone();
        }
        self.command("meeting schedule", options).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_understood_is_said_with_weekday_week_and_holiday() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    let cases = [
        (
            json!({ "date": "v. 10 torsdag", "time": "halv nio" }),
            "torsdag 11 mars 2027, v. 10, kl. 08:30–11:30",
        ),
        (json!({ "date": "tors 18/3 kl 13" }), "torsdag 18 mars 2027, v. 11, kl. 13:00–16:00"),
        (
            json!({ "date": "sista måndagen i mars", "time": "9–11" }),
            "måndag 29 mars 2027, v. 13, annandag påsk, kl. 09:00–11:00",
        ),
        (
            json!({ "date": "24 juni", "time": "9", "length": "1,5 tim" }),
            "torsdag 24 juni 2027, v. 25, kl. 09:00–10:30",
        ),
        (
            json!({ "date": "25 juni", "time": "22–24" }),
            "fredag 25 juni 2027, v. 25, midsommarafton, kl. 22:00 till lördag 26 juni 2027 kl. 00:00",
        ),
        (json!({ "date": "om två veckor", "time": "1pm" }), "kl. 13:00–16:00"),
    ];
    for (fields, told) in cases {
        chair.books(fields).await.expect(told);
    }
    // The hour that is not there in the night of 28 March, and the one that is there twice.
    let skipped = chair.books(json!({ "date": "28 mars", "time": "02:30" })).await;
    skipped.expect("söndag 28 mars 2027, v. 12, påskdagen, kl. 03:00–06:00");
    skipped.expect(
        "Kl. 02:30 finns inte den natten, för då ställs klockan fram. Mötet börjar kl. 03:00.",
    );
    let twice = chair.books(json!({ "date": "31 oktober", "time": "02:30–03:30" })).await;
    twice.expect("kl. 02:30–03:30").expect("kommer två gånger den natten");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_mean_several_things_is_asked_with_a_button_for_each() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    t.until(at("2027-02-02T08:00:00+01:00")).await;

    // "Next Wednesday", on a Tuesday.
    let asked = chair.books(json!({ "date": "nästa onsdag", "time": "9" })).await;
    asked.expect("”nästa onsdag” kan betyda olika saker.");
    let question = &asked.0["message"];
    assert!(button(question, "onsdag 3 februari 2027, v. 5").is_some(), "{question:#}");
    let done = chair.press_on(question, "onsdag 10 februari 2027, v. 6").await;
    done.expect("är bokat till onsdag 10 februari 2027, v. 6, kl. 09:00–12:00");
    assert_eq!(done.0["message"]["id"], question["id"], "in place of the question");
    // Day and time, one after the other.
    let asked = chair.books(json!({ "date": "nästa torsdag", "time": "3" })).await;
    asked.expect("• ”nästa torsdag” kan betyda").expect("• ”3” kan betyda");
    let next = chair.press_on(&asked.0["message"], "torsdag 4 februari 2027, v. 5").await;
    next.expect("”3” kan betyda olika saker. Vilket menar du: 15:00 / 03:00?");
    chair
        .press_on(&next.0["message"], "15:00")
        .await
        .expect("torsdag 4 februari 2027, v. 5, kl. 15:00");

    // Whoever reads English may write the month first.
    t.post(&format!("/sandbox/users/{}/locale", chair.id), &json!({ "locale": "en-GB" })).await;
    let asked = chair.books(json!({ "date": "3/11", "time": "9" })).await;
    asked.expect("“3/11” may mean different things.");
    let question = &asked.0["message"];
    assert!(button(question, "Wednesday 3 November 2027, week 44").is_some(), "{question:#}");
    chair
        .press_on(question, "Thursday 11 March 2027, week 10")
        .await
        .expect("Thursday 11 March 2027, week 10, 09:00");

    // A question is its asker's alone, and is forgotten after a day.
    let asked = chair.books(json!({ "date": "5/12", "time": "9" })).await;
    t.until(at("2027-02-04T08:00:00+01:00")).await;
    let late = chair.press_on(&asked.0["message"], "Wednesday 12 May 2027, week 19").await;
    late.expect("That form is no longer there.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_read_is_told_at_once_and_can_be_taken_up_again() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    let wrong = json!({ "date": "31 februari", "time": "24:00", "length": "en stund", "place": "Sal 3, Regionhuset" });
    let refused = chair.books(wrong).await;
    refused.expect("• ”31 februari”: den dagen finns inte.");
    refused.expect("• ”24:00”: kl. 24:00 börjar nästa dag.");
    refused.expect("• ”en stund” går inte att läsa som en längd.");
    let form = chair.press_on(&refused.0["message"], "Rätta").await;
    let inputs = form.0["modal"]["components"].as_array().expect("rows").clone();
    let typed = |label: &str| {
        let input = inputs.iter().find(|row| row["components"][0]["label"] == label);
        input.unwrap_or_else(|| panic!("{label} is not in {inputs:?}"))["components"][0]["value"]
            .clone()
    };
    assert_eq!(form.0["modal"]["title"], "/möte boka");
    assert_eq!((typed("datum"), typed("var")), (json!("31 februari"), json!("Sal 3, Regionhuset")));

    // Put right, but for one thing.
    let fields = json!({ "date": "28 februari", "time": "13–10", "length": "", "place": "Sal 3" });
    let still = chair.fill_in(&form, fields).await;
    still.expect("”13–10” slutar innan det börjar.");
    let form = chair.press_on(&still.0["message"], "Rätta").await;
    let fields = json!({ "date": "28 februari", "time": "10–13", "length": "", "place": "Sal 3" });
    let done = chair.fill_in(&form, fields).await;
    done.expect("är bokat till söndag 28 februari 2027, v. 8, kl. 10:00–13:00, Sal 3.");

    // What is refused for another reason is given back as well.
    for (fields, told) in [
        (json!({ "date": "idag", "time": "07:00" }), "Tiden har redan passerat."),
        (json!({ "date": "2032-03-11", "time": "9" }), "Det är för långt fram."),
        (json!({ "date": "28/2", "time": "10" }), "Gruppen har redan ett möte den tiden."),
        (json!({ "date": "11 mars" }), "Klockslaget saknas."),
        (json!({ "date": "9.00" }), "Dagen saknas."),
        (
            json!({ "date": "11 mars kl 9", "time": "10:00" }),
            "”11 mars kl 9” och ”10:00” säger olika.",
        ),
        (
            json!({ "date": "11 mars", "time": "9–11", "length": "3 tim" }),
            "”9–11” och ”3 tim” säger olika.",
        ),
        (
            json!({ "date": "11 mars", "time": "9", "length": "25 tim" }),
            "”25 tim” går inte att läsa som en längd.",
        ),
        (json!({ "date": "torsdag 12 mars", "time": "9" }), "torsdag 11 mars 2027, v. 10?"),
    ] {
        let refused = chair.books(fields.clone()).await;
        refused.expect(told);
        assert!(button(&refused.0["message"], "Rätta").is_some(), "{fields}");
    }
    // Whoever may not, cannot put that right by typing.
    let denied = t.member("Arboga").books(json!({ "date": "snart", "time": "9" })).await;
    assert_eq!(button(&denied.0["message"], "Rätta"), None);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_a_day_is_typed_it_is_read_and_said() {
    let t = TestApp::spawn().await;
    let official = t.official("Äldre");
    let roster =
        official.command("group roster", json!({ "group": "Äldre", "date": "nästa fredag" })).await;
    roster.expect("”nästa fredag” kan betyda");
    let asked = &roster.0["message"];
    let shown = official.press_on(asked, "fredag 12 februari 2027, v. 6").await;
    shown.expect("Arboga");
    let roster = official
        .command("group roster", json!({ "group": "Äldre", "date": "midsommarafton" }))
        .await;
    roster
        .expect("”midsommarafton” är fredag 25 juni 2027, v. 25, midsommarafton.")
        .expect("Arboga");
    // Both of what is wrong.
    let seats = official
        .suggestions("group seat", json!({ "group": "Äldre", "seat": "Sala" }), "seat")
        .await;
    let change = json!({ "group": "Äldre", "seat": seats[0]["value"], "change": 1, "person": "Bo Ek", "from": "snart", "until": "31/2" });
    let refused = official.command("group seat", change).await;
    refused
        .expect("• ”snart” går inte att läsa som en dag.")
        .expect("• ”31/2”: den dagen finns inte.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_begins_as_it_is_typed_is_offered() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    let offered = async |field: &str, typed: &str| -> Vec<String> {
        let mut options = json!({ "group": "Äldre" });
        options[field] = json!(typed);
        let found = chair.suggestions("meeting schedule", options, field).await;
        found.iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(offered("date", "11/3").await[0], "torsdag 11 mars 2027, v. 10");
    assert!(offered("date", "tor").await.iter().all(|day| day.starts_with("tor")), "Thursdays");
    assert_eq!(offered("date", "v. 10 tors").await, ["torsdag 11 mars 2027, v. 10"]);
    assert_eq!(offered("time", "9–").await[1], "09:00–10:30");
    assert_eq!(offered("length", "2").await[0], "2 timmar");
    t.finish().await;
}
