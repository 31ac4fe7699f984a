//! Channels that are chosen for a group.

use serde_json::{Value, json};

use crate::harness::{Reply, TestApp, words};

impl TestApp {
    /// The official of Äldre chooses a channel of this kind.
    async fn chooses(&self, kind: &str, channel: &str) -> Reply {
        let mut options = json!({ "group": "Äldre" });
        options[kind] = json!(self.channel(channel));
        self.official("Äldre").command("group settings", options).await
    }

    async fn hide(&self, channel: &str, user: &str, hidden: bool) {
        let body = json!({ "user_id": user, "hidden": hidden });
        self.post(&format!("/sandbox/channels/{}/hidden", self.channel(channel)), &body).await;
    }

    async fn bot(&self) -> String {
        let traffic = self.traffic().await;
        let posted = traffic.iter().find_map(|one| one["response"]["author"]["id"].as_str());
        posted.expect("a message of the bot's").to_owned()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_group_takes_the_channels_of_another() {
    let t = TestApp::spawn().await;
    let taken = "används redan av en annan grupp, som du inte sköter.";
    t.chooses("officials-channel", "barn-unga").await.expect(taken);
    t.chooses("channel", "barn-unga").await.expect(taken);
    // What they do not see, they cannot choose, whosever it is.
    for kind in ["channel", "officials-channel"] {
        t.chooses(kind, "tjänstemän-barn-unga").await.expect("Du ser inte kanalen");
    }
    t.hide("kultur-idrott", &t.official("Äldre").id, true).await;
    t.chooses("channel", "kultur-idrott").await.expect("Du ser inte kanalen");
    let shown = t.official("Äldre").command("group settings", json!({ "group": "Äldre" })).await;
    shown.expect(&format!("<#{}>", t.channel("äldre")));
    shown.expect(&format!("<#{}>", t.channel("tjänstemän-äldre")));
    // Their own they may choose again, hidden or not; and who administers both groups decides for both.
    t.chooses("officials-channel", "tjänstemän-äldre").await;
    let both = json!({ "group": "Äldre", "officials-channel": t.channel("tjänstemän-barn-unga") });
    t.administrator().command("group settings", both).await.expect("Sparat.");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_the_bot_cannot_write_in_is_told_of_when_it_is_chosen() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let bot = t.bot().await;
    t.hide("kultur-idrott", &bot, true).await;
    let chosen = json!({ "group": "Äldre", "channel": t.channel("kultur-idrott") });
    let administrator = t.administrator();
    administrator
        .command("group settings", chosen.clone())
        .await
        .expect("Kallelse kan inte skriva i")
        .expect("Ge Kallelse rätt att se kanalen och skicka meddelanden där");
    t.hide("kultur-idrott", &bot, false).await;
    // Where Discord does not say, it is not held against the channel: what cannot be posted is told of then.
    let silent = json!({ "route": "GET /guilds/*/members/*", "kind": "status", "status": 502 });
    t.post("/sandbox/faults", &silent).await;
    administrator.command("group settings", chosen).await.expect("Sparat.");
    t.delete("/sandbox/faults").await;
    t.schedule("2027-03-18", "09:00").await;
    let seen: Vec<Value> = t.member("Sala").sees("kultur-idrott").await;
    assert!(seen.iter().any(|one| words(one).contains("18 mars")), "{seen:#?}");
    t.finish().await;
}
