//! What is over looks over: nothing on it waits for an answer, and it speaks in the past.

use chrono::TimeDelta;
use kallelse::actions::meeting::next_overtaken;
use serde_json::json;

use crate::harness::{TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(a_meeting_that_has_begun_waits_for_no_answer);

async fn a_meeting_that_has_begun_waits_for_no_answer(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let cancelled = t.schedule("2027-03-12", "09:00").await;
    t.until(at("2027-03-05T09:00:00+01:00")).await;
    let (chair, arboga, arbogas) = (t.chair("Äldre"), t.member("Arboga"), t.substitute("Arboga"));
    arboga.command("absence report", json!({ "meeting": march })).await.expect("förhinder");
    chair.cancels(json!({ "meeting": cancelled })).await.expect("inställt");
    let posts = async || {
        let seen = arboga.sees("äldre").await;
        seen.into_iter().filter(|message| message["flags"] != 64).collect::<Vec<_>>()
    };
    let pressable = async |label: &str| {
        posts().await.iter().filter(|post| button(post, label).is_some()).count()
    };
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(pressable("Förhinder").await, 1, "the one that is not cancelled");
    let summons = async || arbogas.direct_messages().await.pop().expect("a summons");
    assert!(button(&summons().await, "Kan inte").is_some());

    t.until(at("2027-03-11T09:00:30+01:00")).await;
    t.pass(TimeDelta::seconds(30)).await;
    assert_eq!((pressable("Förhinder").await, pressable("Jag kommer").await), (0, 0));
    let all: String = posts().await.iter().map(words).collect();
    assert!(all.contains("Pågår: Äldre") && all.contains("13 av 14 väntades komma"), "{all}");
    assert!(!all.contains("väntas komma") && !all.contains("Boka gärna in tiden"), "{all}");
    assert!(button(&summons().await, "Kan inte").is_none(), "{:#}", summons().await);
    assert!(words(&summons().await).contains("du behöver inte svara längre"));

    t.until(at("2027-03-11T12:00:30+01:00")).await;
    t.pass(TimeDelta::seconds(30)).await;
    let all: String = posts().await.iter().map(words).collect();
    assert!(all.contains("Har varit: Äldre") && !all.contains("Pågår"), "{all}");
    let next = next_overtaken(&t.demo.bot.store).await.expect("read");
    assert_eq!(next, None, "time changes nothing about one that is cancelled");

    // A bot that was away for months finds what has been since.
    t.schedule("2027-04-01", "09:00").await;
    t.until(at("2027-03-25T09:00:00+01:00")).await;
    assert_eq!(pressable("Förhinder").await, 1);
    t.until(at("2027-08-01T09:00:00+02:00")).await;
    assert_eq!((pressable("Förhinder").await, pressable("Jag kommer").await), (0, 0));
    t.finish().await;
}
