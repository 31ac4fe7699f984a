//! What is forgotten and erased is not to be read in the database's files either.

use chrono::TimeDelta;
use kallelse::store::Store;
use serde_json::json;
use sqlx::Connection as _;

use crate::harness::{TestApp, at, in_files};

/// Stands in what is to be gone, and nowhere else.
const REASON: &str = "Zymotisk";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_reason_and_no_name_is_left_in_the_files() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-03-11", "09:00").await;
    let places = ["Arboga", "Sala", "Kungsör", "Fagersta", "Norberg", "Hallstahammar"];
    let away = async |meeting: &str, place: &str, number: usize| {
        let reason = format!("{REASON} {number} {}", "åkomma ".repeat(30));
        let report = json!({ "meeting": meeting, "reason": reason });
        t.member(place).command("absence report", report).await.expect("anmält förhinder");
        t.settle().await;
    };
    for (number, place) in places.iter().enumerate() {
        for _ in 0..3 {
            away(&meeting, place, number).await;
            let back = json!({ "meeting": meeting });
            t.member(place).command("absence withdraw", back).await.expect("är återtaget");
        }
        away(&meeting, place, number).await;
    }
    assert!(t.in_files(REASON) > places.len(), "they are kept");
    // Six of the group erase themselves, which takes their reasons along.
    for place in &places[..3] {
        let name = format!("{place}, ledamot, Äldre");
        let member = t.member(place);
        let asked = member.command("me erase", json!({})).await;
        member.press_on(&asked.0["message"], "Ta bort mina uppgifter").await.expect("Klart.");
        t.settle().await;
        assert_eq!(t.in_files(&name), 0, "{name}");
    }
    // The others' are forgotten thirty days after the meeting.
    t.until(at("2027-04-11T13:00:00+02:00")).await;
    t.pass(TimeDelta::hours(2)).await;
    assert_eq!(t.in_files(REASON), 0, "while it runs");
    let folder = t.stopped().await;
    assert_eq!(in_files(folder.path(), REASON), 0, "after it was ended");
    assert_eq!(in_files(folder.path(), "Arboga, ledamot, Äldre"), 0, "after it was ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_earlier_version_left_in_the_file_is_gone_when_this_one_has_opened_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("kallelse.db").display());
    Store::open(&url).await.expect("a database").close().await;
    let mut earlier = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    for statement in [
        "PRAGMA secure_delete = OFF",
        "PRAGMA user_version = 0",
        "INSERT INTO organisation (id, guild, name, language, zone, created) VALUES (1, 1, 'O', 'sv-SE', 'Europe/Stockholm', 0)",
        "INSERT INTO person VALUES (5, 1, 'Zymotisk Person', NULL)",
        "UPDATE person SET name = '', erased = 1",
    ] {
        sqlx::query(statement).execute(&mut earlier).await.expect(statement);
    }
    earlier.close().await.expect("closed");
    assert!(in_files(folder.path(), REASON) > 0, "it is there to begin with");
    let store = Store::open(&url).await.expect("this version");
    assert_eq!(in_files(folder.path(), REASON), 0);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_reasons_of_a_cancelled_meeting_go_thirty_days_after_that() {
    let t = TestApp::spawn().await;
    let meeting = t.schedule("2027-05-20", "09:00").await;
    let absence = json!({ "meeting": meeting, "reason": "Opereras i knät" });
    t.member("Arboga").command("absence report", absence).await.expect("anmält förhinder");
    t.until(at("2027-02-10T12:00:00+01:00")).await;
    let cancelled = json!({ "meeting": meeting });
    t.chair("Äldre").cancels(cancelled).await;
    let kept = async || {
        let mut db = t.demo.bot.store.read().await.expect("a connection");
        let count = "SELECT COUNT(*) FROM reply WHERE reason IS NOT NULL";
        let stored: i64 = sqlx::query_scalar(count).fetch_one(&mut *db).await.expect("counted");
        stored
    };
    t.until(at("2027-03-12T11:00:00+01:00")).await;
    assert_eq!(kept().await, 1, "not a day too early");
    t.until(at("2027-03-12T14:00:00+01:00")).await;
    assert_eq!(kept().await, 0, "and not when it would have been held");
    t.finish().await;
}
