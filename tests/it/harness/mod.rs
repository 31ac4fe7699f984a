//! A bot, a sandbox and a clock for each test, and people who act in it.

pub mod browser;
pub mod playground;
pub mod postgres;
pub mod referee;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::clock::SimulatedClock;
use kallelse::demo::{Demo, DemoConfig};
use kallelse::domain::ladder::UNDO_TIME;
use kallelse::store::outbox;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs a story on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($story:ident),* $(,)?) => {$(
        mod $story {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$story($crate::harness::TestApp::spawn().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgresql() {
                if let Some(url) = $crate::harness::postgres::fresh_database().await {
                    super::$story($crate::harness::TestApp::spawn_on(Some(url)).await).await;
                }
            }
        }
    )*};
}

/// Monday 1 February 2027, 09:30 in Stockholm: a quiet morning, after the posting hour.
pub fn monday_morning() -> DateTime<Utc> {
    at("2027-02-01T09:30:00+01:00")
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time by RFC 3339")
}

/// The type of the message by which Discord tells that one was pinned.
const PINNED: u64 = 6;

/// Everything that runs, and the people in it.
pub struct TestApp {
    pub demo: Demo,
    pub clock: Arc<SimulatedClock>,
    http: reqwest::Client,
    _watch: referee::Watch,
    _folder: TempDir,
}

/// What a person got for an answer.
#[derive(Debug)]
pub struct Reply(pub Value);

impl TestApp {
    pub async fn spawn() -> Self {
        Self::spawn_on(None).await
    }

    pub async fn spawn_on(database_url: Option<String>) -> Self {
        let folder = TempDir::new().expect("a folder");
        let clock = SimulatedClock::standing(monday_morning());
        let config =
            DemoConfig { data_dir: folder.path(), port: 0, database_url, clock: clock.clone() };
        let started = tokio::time::timeout(Duration::from_secs(60), Demo::start(config)).await;
        let demo = started.expect("within a minute").expect("everything starts");
        let watch = referee::watch(&demo.sandbox);
        // The groups' calendars stand before anybody does anything.
        demo.bot.worker.settle().await.expect("the worker works");
        Self { demo, clock, http: reqwest::Client::new(), _watch: watch, _folder: folder }
    }

    pub fn base(&self) -> String {
        self.demo.sandbox.base()
    }

    pub async fn get(&self, path: &str) -> Value {
        let response =
            self.http.get(format!("{}{path}", self.base())).send().await.expect("an answer");
        response.json().await.expect("JSON")
    }

    /// Says "look again" whenever something can be seen that could not before.
    pub async fn changes(&self) -> reqwest::Response {
        let path = format!("{}/sandbox/changes", self.base());
        self.http.get(path).send().await.expect("a stream")
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.base())).json(body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// A moderator removes a message.
    pub async fn remove(&self, channel: &str, message: &Value) {
        let id = message["id"].as_str().expect("an id");
        let path = format!("{}/api/v10/channels/{channel}/messages/{id}", self.base());
        let bot = format!("Bot {}", self.demo.sandbox.token());
        let removed = self.http.delete(path).header("Authorization", bot).send().await;
        assert_eq!(removed.expect("an answer").status(), 204);
    }

    pub async fn delete(&self, path: &str) {
        self.http.delete(format!("{}{path}", self.base())).send().await.expect("an answer");
    }

    /// Does all that is due now, and what is told when the undo time is over.
    pub async fn settle(&self) {
        self.at_once().await;
        if let Some(at) = self.told_within(UNDO_TIME).await {
            self.until(at).await;
        }
    }

    /// Does all that is due now.
    pub async fn at_once(&self) {
        self.demo.bot.worker.settle().await.expect("the worker works");
    }

    /// When the last of the messages is due that are owed within some time.
    async fn told_within(&self, time: TimeDelta) -> Option<DateTime<Utc>> {
        let mut db = self.demo.bot.store.read().await.expect("a connection");
        let due: Option<i64> = sqlx::query_scalar(
            "SELECT MAX(due) FROM notice WHERE state = 'owed' AND attempts = 0 AND due <= $1",
        )
        .bind((self.clock.now() + time).timestamp())
        .fetch_one(&mut *db)
        .await
        .expect("the outbox");
        due.and_then(|second| DateTime::from_timestamp(second, 0))
            .filter(|at| *at > self.clock.now())
    }

    /// Lets time pass, from one event to the next.
    pub async fn pass(&self, time: TimeDelta) {
        self.until(self.clock.now() + time).await;
    }

    pub async fn until(&self, to: DateTime<Utc>) {
        let told = self.post("/sandbox/clock", &json!({ "to": to.to_rfc3339() })).await;
        assert!(told["error"].is_null(), "the clock was not set: {told}");
    }

    pub fn person(&self, name: &str) -> Person<'_> {
        let known = self.demo.guild.users.iter().find(|user| user.name == name);
        Person {
            app: self,
            id: known.unwrap_or_else(|| panic!("nobody is named {name}")).id.clone(),
        }
    }

    pub fn chair(&self, group: &str) -> Person<'_> {
        self.person(&format!("Regionen, ordförande, {group}"))
    }

    /// The member in Äldre.
    pub fn member(&self, municipality: &str) -> Person<'_> {
        self.person(&format!("{municipality}, ledamot, Äldre"))
    }

    /// The substitute in Äldre.
    pub fn substitute(&self, municipality: &str) -> Person<'_> {
        self.person(&format!("{municipality}, ersättare, Äldre"))
    }

    pub fn official(&self, group: &str) -> Person<'_> {
        self.person(&format!("Ansvarig tjänsteman, {group}"))
    }

    pub fn channel(&self, name: &str) -> &str {
        let known = self.demo.guild.channels.iter().find(|channel| channel.name == name);
        &known.unwrap_or_else(|| panic!("no channel is named {name}")).id
    }

    /// Somebody who is in the server and in no group.
    pub async fn stranger(&self) -> Person<'_> {
        let guild = json!({ "name": "Another", "channels": [{ "name": "hall" }], "users": [{ "name": "A stranger" }] });
        let made = self.post("/sandbox/guilds", &guild).await;
        Person { app: self, id: made["users"][0]["id"].as_str().expect("an id").to_owned() }
    }

    /// The thread of the only meeting that has one.
    pub async fn thread(&self) -> String {
        let threads = self.threads().await;
        assert_eq!(threads.len(), 1, "one thread: {threads:?}");
        threads[0].clone()
    }

    /// The threads of all meetings that have one.
    pub async fn threads(&self) -> Vec<String> {
        let state = self.get("/sandbox/state").await;
        let channels = state["guilds"][0]["channels"].as_array().expect("channels").iter();
        let threads = channels.filter(|channel| channel["type"] == 11);
        threads.map(|thread| thread["id"].as_str().expect("an id").to_owned()).collect()
    }

    /// Schedules a meeting of Äldre as its chair; returns its id.
    pub async fn schedule(&self, date: &str, time: &str) -> String {
        let reply = self.chair("Äldre").schedule("Äldre", date, time).await;
        reply.expect("är bokat");
        self.settle().await;
        self.newest_meeting().await
    }

    /// The id of the newest of the meetings that the chair of Äldre is offered.
    pub async fn newest_meeting(&self) -> String {
        let choices = self.chair("Äldre").suggestions("meeting show", json!({}), "meeting").await;
        let id = |choice: &Value| choice["value"].as_str().expect("an id").parse().expect("an id");
        let newest: i64 = choices.iter().map(id).max().expect("a meeting");
        newest.to_string()
    }

    /// Every request that was made, oldest first.
    pub async fn traffic(&self) -> Vec<Value> {
        let response = self
            .http
            .get(format!("{}/sandbox/traffic", self.base()))
            .send()
            .await
            .expect("traffic");
        let text = response.text().await.expect("text");
        text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// How often a text stands in the database's files, whatever else is in them.
    pub fn in_files(&self, text: &str) -> usize {
        in_files(self._folder.path(), text)
    }

    /// Ends the bot as it should, and returns the folder of its files.
    pub async fn stopped(self) -> TempDir {
        self.demo.bot.stop().await;
        self._folder
    }

    /// Ends the story: nothing may be left in the outbox, and every request must have been as
    /// Discord's own description wants it.
    pub async fn finish(self) {
        self.delete("/sandbox/faults").await;
        self.pass(TimeDelta::minutes(10)).await;
        let mut db = self.demo.bot.store.read().await.expect("a connection");
        let next = outbox::next_due(&mut db).await.expect("the outbox");
        assert_eq!(next, None, "something is left in the outbox");
        drop(db);
        referee::check(&self.traffic().await);
        assert_eq!(self.demo.bot.worker.failures(), 0, "rounds of the worker failed");
        self.demo.bot.stop().await;
    }
}

/// How often a text stands in the files of a folder.
pub fn in_files(folder: &std::path::Path, text: &str) -> usize {
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let count = |path: std::path::PathBuf| {
        let bytes = std::fs::read(path).expect("a file");
        bytes.windows(text.len()).filter(|some| *some == text.as_bytes()).count()
    };
    files.map(|entry| entry.path()).filter(|path| path.is_file()).map(count).sum()
}

/// Somebody who acts.
pub struct Person<'a> {
    pub app: &'a TestApp,
    pub id: String,
}

impl<'a> Person<'a> {
    /// Somebody by the id of their account.
    pub fn new(app: &'a TestApp, id: String) -> Self {
        Self { app, id }
    }
}

impl Person<'_> {
    /// Types a command in the channel of Äldre.
    pub async fn command(&self, words: &str, options: Value) -> Reply {
        self.command_in(self.app.channel("äldre"), words, options).await
    }

    /// Types a command, and says yes to what follows, if that is asked first.
    pub async fn agreed(&self, words: &str, options: Value) -> Reply {
        let asked = self.command(words, options).await;
        let rows = asked.0["message"]["components"].as_array().into_iter().flatten();
        let mut parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let is_agreed =
            |part: &&Value| part["custom_id"].as_str().is_some_and(|id| id.ends_with(":agreed"));
        match parts.find(is_agreed).and_then(|part| part["label"].as_str()) {
            Some(label) => self.press_on(&asked.0["message"], label).await,
            None => asked,
        }
    }

    /// Schedules a meeting, though others may be at the same time.
    pub async fn schedules(&self, options: Value) -> Reply {
        self.agreed("meeting schedule", options).await
    }

    /// Cancels a meeting.
    pub async fn cancels(&self, options: Value) -> Reply {
        let words = if options["möte"].is_null() { "meeting cancel" } else { "möte ställ-in" };
        self.agreed(words, options).await
    }

    pub async fn command_in(&self, channel: &str, words: &str, options: Value) -> Reply {
        let reply = self.command_only(channel, words, options).await;
        self.app.settle().await;
        reply
    }

    /// Types a command, and does not wait until the undo time is over.
    pub async fn command_at_once(&self, words: &str, options: Value) -> Reply {
        let reply = self.command_only(self.app.channel("äldre"), words, options).await;
        self.app.at_once().await;
        reply
    }

    async fn command_only(&self, channel: &str, words: &str, options: Value) -> Reply {
        let body = json!({ "channel_id": channel, "command": words, "options": options });
        Reply(self.app.post(&format!("/sandbox/users/{}/command", self.id), &body).await)
    }

    /// Presses a button, and does not wait until the undo time is over.
    pub async fn press_at_once(&self, message: &Value, label: &str) -> Reply {
        let reply = self.press_only(message, label).await;
        self.app.at_once().await;
        reply
    }

    pub async fn schedule(&self, group: &str, date: &str, time: &str) -> Reply {
        let options =
            json!({ "group": group, "date": date, "time": time, "place": "Regionhuset, sal 3" });
        self.schedules(options).await
    }

    pub async fn suggestions(&self, words: &str, options: Value, focused: &str) -> Vec<Value> {
        self.suggestions_in(self.app.channel("äldre"), words, options, focused).await
    }

    pub async fn suggestions_in(
        &self,
        channel: &str,
        words: &str,
        options: Value,
        focused: &str,
    ) -> Vec<Value> {
        let body = json!({ "channel_id": channel, "command": words, "options": options, "focused": focused });
        let told = self.app.post(&format!("/sandbox/users/{}/autocomplete", self.id), &body).await;
        told["choices"].as_array().expect("choices").clone()
    }

    /// Presses a button of the newest message that has one with this label, in a channel or a DM.
    pub async fn press(&self, label: &str) -> Reply {
        let mut messages = self.sees("äldre").await;
        messages.extend(self.direct_messages().await);
        let age = |message: &Value| {
            message["id"].as_str().unwrap_or_default().parse::<u64>().unwrap_or_default()
        };
        messages.sort_by_key(age);
        let found = messages.iter().rev().find(|message| button(message, label).is_some());
        let message =
            found.unwrap_or_else(|| panic!("no button {label:?} in {messages:#?}")).clone();
        self.press_on(&message, label).await
    }

    pub async fn press_on(&self, message: &Value, label: &str) -> Reply {
        let reply = self.press_only(message, label).await;
        self.app.settle().await;
        reply
    }

    async fn press_only(&self, message: &Value, label: &str) -> Reply {
        let custom_id =
            button(message, label).unwrap_or_else(|| panic!("no button {label:?} on {message:#}"));
        let body = json!({ "message_id": message["id"], "custom_id": custom_id });
        Reply(self.app.post(&format!("/sandbox/users/{}/press", self.id), &body).await)
    }

    /// Picks something in the message's select, by its label.
    pub async fn pick_on(&self, message: &Value, label: &str) -> Reply {
        let (custom_id, value) =
            option(message, label).unwrap_or_else(|| panic!("no option {label:?} on {message:#}"));
        let body =
            json!({ "message_id": message["id"], "custom_id": custom_id, "values": [value] });
        Reply(self.app.post(&format!("/sandbox/users/{}/press", self.id), &body).await)
    }

    /// Fills in the form that was opened.
    pub async fn fill_in(&self, opened: &Reply, fields: Value) -> Reply {
        assert_eq!(opened.0["status"], "modal", "{:#}", opened.0);
        let body = json!({ "interaction_id": opened.0["interaction_id"], "fields": fields });
        let reply =
            Reply(self.app.post(&format!("/sandbox/users/{}/submit", self.id), &body).await);
        self.app.settle().await;
        reply
    }

    /// What the person sees in a channel, by its name.
    pub async fn sees(&self, channel: &str) -> Vec<Value> {
        self.sees_in(self.app.channel(channel)).await
    }

    pub async fn sees_in(&self, channel: &str) -> Vec<Value> {
        let messages = self.all_in(channel).await;
        // What is pinned stands apart, and so does that it was.
        let apart = |message: &Value| message["pinned"] == true || message["type"] == PINNED;
        messages.into_iter().filter(|message| !apart(message)).collect()
    }

    /// What is pinned in a channel, by its name, oldest first.
    pub async fn sees_pinned(&self, channel: &str) -> Vec<Value> {
        let messages = self.all_in(self.app.channel(channel)).await;
        messages.into_iter().filter(|message| message["pinned"] == true).collect()
    }

    async fn all_in(&self, channel: &str) -> Vec<Value> {
        let messages =
            self.app.get(&format!("/sandbox/channels/{channel}/messages?as={}", self.id)).await;
        messages.as_array().cloned().unwrap_or_else(|| panic!("not to be seen: {messages}"))
    }

    /// The person's direct messages, oldest first; private answers left out.
    pub async fn direct_messages(&self) -> Vec<Value> {
        let channels = self.app.get(&format!("/sandbox/users/{}/dms", self.id)).await;
        let messages = channels.as_array().expect("channels").iter();
        messages
            .flat_map(|channel| channel["messages"].as_array().cloned().unwrap_or_default())
            .filter(|message| message["flags"] != 64)
            .collect()
    }

    /// Those messages of a channel that pinged the person.
    pub async fn pinged_in(&self, channel: &str) -> Vec<Value> {
        let messages = self.sees_in(channel).await;
        let me = json!(self.id);
        messages
            .into_iter()
            .filter(|message| message["pinged"].as_array().is_some_and(|all| all.contains(&me)))
            .collect()
    }
}

/// The id of the button with this label.
pub fn button(message: &Value, label: &str) -> Option<String> {
    let rows = message["components"].as_array()?.iter();
    let mut parts = rows.flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    parts
        .find(|part| part["label"] == label)
        .and_then(|part| part["custom_id"].as_str().map(str::to_owned))
}

/// The ids of a message's select and of its option with this label.
fn option(message: &Value, label: &str) -> Option<(String, String)> {
    let rows = message["components"].as_array()?.iter();
    let mut parts = rows.flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    let select = parts.find(|part| part["type"] == 3)?;
    let option = select["options"].as_array()?.iter().find(|option| option["label"] == label)?;
    Some((select["custom_id"].as_str()?.to_owned(), option["value"].as_str()?.to_owned()))
}

/// All that can be read in a message.
pub fn words(message: &Value) -> String {
    let mut words = vec![message["content"].as_str().unwrap_or_default().to_owned()];
    for embed in message["embeds"].as_array().into_iter().flatten() {
        for key in ["title", "description"] {
            words.push(embed[key].as_str().unwrap_or_default().to_owned());
        }
        for field in embed["fields"].as_array().into_iter().flatten() {
            words.push(format!(
                "{}: {}",
                field["name"].as_str().unwrap_or_default(),
                field["value"].as_str().unwrap_or_default()
            ));
        }
        words.push(embed["footer"]["text"].as_str().unwrap_or_default().to_owned());
    }
    words.join("\n")
}

impl Reply {
    pub fn words(&self) -> String {
        words(&self.0["message"])
    }

    /// The answer came at once, is private, and says this.
    #[track_caller]
    pub fn expect(&self, part: &str) -> &Self {
        assert_eq!(self.0["status"], "replied", "{:#}", self.0);
        assert!(self.words().contains(part), "{part:?} is not in {:?}", self.words());
        assert_eq!(self.0["message"]["flags"], 64, "the answer is not private");
        self
    }
}
