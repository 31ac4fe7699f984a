//! Somebody writes to the bot in plain words: they are shown what they can answer, in their own language.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(whoever_writes_to_the_bot_is_shown_what_they_can_answer);

const WORDS: &str = "Jag kan tyvärr inte komma";

impl Person<'_> {
    /// Writes to the bot directly.
    async fn writes_to_the_bot(&self, what: &str) -> String {
        let state = self.app.get("/sandbox/state").await;
        let users = state["users"].as_array().expect("users");
        let bot = users.iter().find(|user| user["bot"] == true).expect("a bot");
        let opened = format!("/sandbox/users/{}/dms", self.id);
        let channel =
            self.app.post(&opened, &json!({ "recipient_id": bot["id"] })).await["id"].clone();
        let said = json!({ "channel_id": channel, "content": what });
        let told = self.app.post(&format!("/sandbox/users/{}/say", self.id), &said).await;
        told["id"].as_str().unwrap_or_else(|| panic!("not said: {told}")).to_owned()
    }

    /// What the bot has told directly after a message, once there is something.
    async fn is_answered(&self, message: &str) -> Value {
        let after: u64 = message.parse().expect("an id");
        let id = |one: &Value| one["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0u64);
        for _ in 0..3000 {
            let all = self.direct_messages().await;
            if let Some(found) = all.into_iter().find(|one| id(one) > after) {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no answer to {message}");
    }

    async fn hears(&self, what: &str) -> Value {
        let message = self.writes_to_the_bot(what).await;
        self.is_answered(&message).await
    }
}

async fn whoever_writes_to_the_bot_is_shown_what_they_can_answer(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let (sala, salas) = (t.member("Sala"), t.substitute("Sala"));

    // A member with one meeting: its first line says which, and one press is enough.
    let told = sala.hears(WORDS).await;
    let said = words(&told);
    assert!(
        said.starts_with("Ditt nästa möte: Äldre, tors 11 mars 2027 kl. 09:00. Svara med en knapp"),
        "{said}"
    );
    sala.press_on(&told, "Förhinder").await.expect("har anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    let told = sala.hears("Jag kan ändå!").await;
    assert_eq!(button(&told, "Förhinder"), None, "that is said: {told:#}");
    assert!(button(&told, "Jag kommer").is_some());

    // Who replies to a message of the bot's, as one does on a phone.
    let reply = json!({ "channel_id": told["channel_id"], "content": WORDS, "message_reference": { "message_id": told["id"] } });
    let said = t.post(&format!("/sandbox/users/{}/say", sala.id), &reply).await;
    let told = sala.is_answered(said["id"].as_str().expect("said")).await;
    assert!(words(&told).starts_with("Ditt nästa möte"), "{told:#}");

    // A substitute who has been asked; and the official, who has nothing to answer.
    let told = salas.hears("Hej").await;
    salas.press_on(&told, "Jag kommer").await.expect("Tack");
    let told = t.official("Äldre").hears("Hej").await;
    assert!(words(&told).contains("Inget av dem väntar på svar av dig"), "{told:#}");
    assert_eq!(told["components"], json!([]));

    // In the language in which they last used the bot, whatever the group speaks.
    let locale = format!("/sandbox/users/{}/locale", sala.id);
    t.post(&locale, &json!({ "locale": "en-GB" })).await;
    let told = sala.hears(WORDS).await;
    assert!(words(&told).starts_with("Ditt nästa möte"), "they have not used it since: {told:#}");
    sala.command("meeting show", json!({ "meeting": march })).await;
    // It is noted once the answer is out.
    while !words(&sala.hears(WORDS).await).starts_with("Your next meeting") {}

    // Several meetings: each button says of which.
    t.schedule("2027-03-18", "13:00").await;
    let told = t.member("Norberg").hears(WORDS).await;
    assert!(words(&told).starts_with("Här är dina kommande möten."), "{told:#}");
    let label = "Förhinder: Äldre, tors 18 mars 2027 kl. 13:00";
    t.member("Norberg").press_on(&told, label).await.expect("torsdag 18 mars 2027");

    // Who is in no group, and who is in the chat and not of the organisation.
    let stranger = t.stranger().await;
    let told = stranger.hears(WORDS).await;
    assert!(words(&told).contains("Jag vet inte vem du är"), "{told:#}");
    // What is written in a channel is nobody's business.
    let before = t.traffic().await.len();
    let body = json!({ "channel_id": t.channel("äldre"), "content": WORDS });
    t.post(&format!("/sandbox/users/{}/say", sala.id), &body).await;
    t.pass(TimeDelta::minutes(1)).await;
    let posts = t.traffic().await;
    let answered = posts[before..].iter().any(|one| {
        one["method"] == "POST"
            && one["path"].as_str().is_some_and(|path| path.ends_with("/messages"))
    });
    assert!(!answered, "{:#?}", &posts[before..]);
    assert_eq!(t.in_files(WORDS), 0, "what was written is kept nowhere");
    t.finish().await;
}
