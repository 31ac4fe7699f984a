//! Whom a call reaches: a mention is no delivery. Discord is asked who is on the server and sees the channel.

use chrono::TimeDelta;
use serde_json::json;

use crate::harness::{TestApp, at, words};
use crate::on_both_engines;

on_both_engines!(whom_a_call_does_not_reach_is_told_with_the_reason);

/// Somebody leaves the server.
async fn leave(t: &TestApp, user: &str) {
    let state = t.get("/sandbox/state").await;
    let guild = state["guilds"][0]["id"].as_str().expect("an id");
    t.delete(&format!("/sandbox/guilds/{guild}/members/{user}")).await;
}

/// Somebody may see a channel no more, or again.
async fn hide(t: &TestApp, channel: &str, user: &str, hidden: bool) {
    let path = format!("/sandbox/channels/{}/hidden", t.channel(channel));
    let told = t.post(&path, &json!({ "user_id": user, "hidden": hidden })).await;
    assert_eq!(told["hidden"], hidden, "{told}");
}

async fn check(t: &TestApp) -> String {
    let reply = t.official("Äldre").command("group check", json!({ "group": "Äldre" })).await;
    assert!(!reply.words().is_empty(), "{:#}", reply.0);
    reply.words()
}

async fn whom_a_call_does_not_reach_is_told_with_the_reason(t: TestApp) {
    let meeting = t.schedule("2027-03-11", "09:00").await;
    leave(&t, &t.member("Arboga").id).await;
    hide(&t, "äldre", &t.member("Sala").id, true).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(5)).await;
    let official = t.official("Äldre");
    let told = official.pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "once, and in one message: {told:#?}");
    let text = words(&told[0]);
    assert!(text.contains("Kallelsen når inte 2 personer – Äldre, tors 11 mars"), "{text}");
    assert!(text.contains("Arboga, ledamot, Äldre\nFinns inte på servern. Bjud in hen"), "{text}");
    assert!(text.contains("Sala, ledamot, Äldre\nSer inte <#"), "{text}");
    assert!(text.contains("Ring eller mejla dem om mötet"), "{text}");
    // The card that all see says the same, and so does the answer to whoever asks.
    let invitation = t.member("Norberg").sees("äldre").await;
    let invitation = words(invitation.last().expect("an invitation"));
    let shown = official.command("meeting show", json!({ "meeting": meeting })).await.words();
    for card in [invitation, shown] {
        assert!(card.contains("Arboga, ledamot, Äldre (inte på servern)"), "{card}");
        assert!(card.contains("Sala, ledamot, Äldre (ser inte kanalen)"), "{card}");
    }
    // What the check finds now is what is told from then on.
    hide(&t, "äldre", &t.member("Sala").id, false).await;
    let found = check(&t).await;
    assert!(found.contains("Finns inte på servern"), "{found}");
    assert!(found.contains("Arboga, ledamot, Äldre"), "{found}");
    assert!(!found.contains("Sala"), "{found}");
    t.pass(TimeDelta::seconds(10)).await;
    let told = official.sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("når inte 1 person")), "{told:#?}");
    // Who has been answered for has heard of it.
    let options = json!({ "meeting": meeting, "member": "" });
    let members = t.chair("Äldre").suggestions("absence report", options, "member").await;
    let arboga = members.into_iter().find(|one| one["name"].to_string().contains("Arboga"));
    let seat = arboga.expect("a member")["value"].clone();
    let absent = json!({ "meeting": meeting, "member": seat });
    official.command("absence report", absent).await.expect("förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    let told = official.sees("tjänstemän-äldre").await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(!told.iter().any(|one| one.contains("når inte 1 person")), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("Inget känt hinder längre")), "{told:#?}");
    t.finish().await;
}

/// The receipt and the card say who is to ask the substitute.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_who_has_left_the_server_is_not_said_to_have_been_asked() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    leave(&t, &t.substitute("Sala").id).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(5)).await;
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    t.pass(TimeDelta::seconds(30)).await;
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Kalla ersättaren själv")), "{told:#?}");
    let receipt = told.iter().find(|one| one.starts_with("Förhinder: ")).expect("a receipt");
    assert!(receipt.contains("Sala, ersättare, Äldre nås inte här"), "{receipt}");
    let card = t.member("Arboga").sees("äldre").await;
    let card = words(card.last().expect("an invitation"));
    assert!(card.contains("ansvarig tjänsteman kontaktar Sala, ersättare, Äldre"), "{card}");
    t.finish().await;
}

/// One answer that is lost is asked for again; nobody is forgotten because of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_of_whom_discord_does_not_tell_at_once_is_asked_for_again() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    leave(&t, &t.member("Arboga").id).await;
    let once =
        json!({ "route": "GET /guilds/*/members/*", "kind": "status", "status": 502, "count": 2 });
    t.post("/sandbox/faults", &once).await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(10)).await;
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(words(&told[0]).contains("Finns inte på servern"), "{}", words(&told[0]));
    t.finish().await;
}

/// A mention in the thread tells nobody who does not read there: then the officials hear of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_substitute_who_reads_nowhere_is_handed_to_the_officials() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let substitute = t.substitute("Sala");
    hide(&t, "äldre", &substitute.id, true).await;
    t.post(&format!("/sandbox/users/{}/dm-policy", substitute.id), &json!({ "closed": true }))
        .await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(5)).await;
    t.member("Sala").press("Förhinder").await.expect("anmält förhinder");
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    let told: Vec<String> = told.iter().map(words).collect();
    assert!(told.iter().any(|one| one.contains("Kalla ersättaren själv")), "{told:#?}");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_reaches_everybody_tells_no_official() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(5)).await;
    assert!(t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_finds_who_is_away_and_who_does_not_see() {
    let t = TestApp::spawn().await;
    assert!(!check(&t).await.contains("servern"), "all are there");
    leave(&t, &t.substitute("Arboga").id).await;
    hide(&t, "äldre", &t.substitute("Sala").id, true).await;
    hide(&t, "tjänstemän-äldre", &t.official("Äldre").id, true).await;
    let found = check(&t).await;
    let line = |part: &str| {
        found.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("{found}"))
    };
    assert!(line("Finns inte på servern").contains("Arboga, ersättare, Äldre"), "{found}");
    let hidden = format!("Ser inte <#{}>", t.channel("äldre"));
    assert!(line(&hidden).contains("Sala, ersättare, Äldre"), "{found}");
    let hidden = format!("Ser inte <#{}>", t.channel("tjänstemän-äldre"));
    assert!(line(&hidden).contains("Ansvarig tjänsteman, Äldre"), "{found}");
    // Where Discord does not say, that is said, and everything else is found.
    t.post(
        "/sandbox/faults",
        &json!({ "route": "GET /guilds/*", "kind": "status", "status": 503 }),
    )
    .await;
    let found = check(&t).await;
    assert!(found.contains("gick inte att fråga Discord"), "{found}");
    assert!(!found.contains("Finns inte på servern"), "{found}");
    t.finish().await;
}

/// That Discord does not say who is there keeps nobody from hearing what is known.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_account_is_told_of_also_when_discord_cannot_be_asked() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let mut db = t.demo.bot.store.begin().await.expect("a transaction");
    let unlink = sqlx::query("DELETE FROM contact WHERE address = $1").bind(&t.member("Sala").id);
    assert_eq!(unlink.execute(&mut *db).await.expect("unlinked").rows_affected(), 1);
    db.commit().await.expect("committed");
    t.post(
        "/sandbox/faults",
        &json!({ "route": "GET /guilds/*", "kind": "status", "status": 503 }),
    )
    .await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    t.pass(TimeDelta::minutes(30)).await;
    let told = t.official("Äldre").pinged_in(t.channel("tjänstemän-äldre")).await;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(words(&told[0]).contains("Kallelsen når inte 1 person"), "{}", words(&told[0]));
    t.finish().await;
}
