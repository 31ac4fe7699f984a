//! The bot as a process, killed again and again over a week of work: each invitation and each
//! summons is delivered exactly once.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::ops::Range;
use std::path::Path;
use std::pin::Pin;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::Caller;
use kallelse::actions::founding::found;
use kallelse::actions::meeting::{Request, schedule};
use kallelse::app::{Bot, BotConfig};
use kallelse::charter;
use kallelse::clock::{Clock, SimulatedClock};
use kallelse::domain::account::{ChannelId, GuildId, UserId};
use kallelse::sandbox::{
    ChannelSpec, GuildSpec, LimitSettings, MadeGuild, Sandbox, SandboxConfig, TimeSource, UserSpec,
};
use kallelse::secret::Token;
use kallelse::store::{Store, groups};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::harness::{at, button, referee, words};

const KILLS: usize = 50;
/// On a server's database, where each life has to be given the lead first.
const KILLS_ON_A_SERVER: usize = 20;
const MEETINGS_A_GROUP: i64 = 10;
/// Members of Äldre who report absence from meetings while the bot is being killed.
const ABSENCES: usize = 20;

/// The test's clock, which the bot's process follows.
struct SharedTime(Arc<SimulatedClock>);

impl TimeSource for SharedTime {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }
    fn is_simulated(&self) -> bool {
        true
    }
    fn advance(&self, to: DateTime<Utc>) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.set(to);
        Box::pin(async {})
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_fifty_times_the_bot_loses_nothing_and_says_nothing_twice() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("kallelse.db").display());
    killed_at_random(&folder, &url, KILLS, 40..900).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_on_a_server_the_bot_loses_nothing_and_says_nothing_twice() {
    let Some(url) = crate::harness::postgres::fresh_database().await else { return };
    let folder = TempDir::new().expect("a folder");
    killed_at_random(&folder, &url, KILLS_ON_A_SERVER, 100..1500).await;
}

/// A week of work in so many lives, each of so many milliseconds.
async fn killed_at_random(folder: &TempDir, url: &str, kills: usize, lives: Range<u64>) {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    // A week of work: from a Monday on which everything is scheduled to the next Monday.
    let monday = at("2027-02-01T08:00:00+01:00");
    let clock = SimulatedClock::standing(monday);
    let config = SandboxConfig {
        time: Arc::new(SharedTime(clock.clone())),
        // A bot that is killed every half second logs in more often than Discord lets it.
        limits: LimitSettings::off(),
        traffic_kept: 1_000_000,
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let made = prepare(&sandbox, url, monday).await;

    let city = Arc::new(City { base: sandbox.base(), http: reqwest::Client::new(), made });
    let answered = Arc::new(AtomicUsize::new(0));
    let mut people = JoinSet::new();
    for (index, name) in city.members_of_aldre().into_iter().cycle().take(ABSENCES).enumerate() {
        let (city, answered) = (city.clone(), answered.clone());
        people.spawn(async move {
            city.report_absence(&name, index / 14).await;
            answered.fetch_add(1, Ordering::Relaxed);
        });
    }

    let mut ended_ready = 0;
    for _ in 0..kills {
        let mut bot = start_bot(folder.path(), &sandbox, url);
        let life = Duration::from_millis(random.u64(lives.clone()));
        let born = Instant::now();
        while born.elapsed() < life {
            // Seven days in all its lives.
            clock.set(clock.now() + TimeDelta::minutes(random.i64(1..12)));
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        ended_ready += usize::from(city.is_connected().await);
        bot.kill().expect("killed");
        bot.wait().expect("gone");
    }
    println!("{ended_ready} of {kills} were killed while connected");
    assert!(
        ended_ready >= kills / 10,
        "only {ended_ready} lives were long enough to be worth killing"
    );

    let mut bot = start_bot(folder.path(), &sandbox, url);
    // The last invitation has gone out, and no meeting has begun: whoever has not been answered yet can be.
    clock.set(at("2027-02-07T08:00:00+01:00"));
    let patience = Instant::now() + Duration::from_secs(120);
    let settled = loop {
        clock.set(clock.now() + TimeDelta::seconds(10));
        let counts = city.counts().await;
        let all_called =
            counts.invitations.len() == usize::try_from(MEETINGS_A_GROUP * 3).expect("a count");
        let all_summoned = counts.direct.values().sum::<usize>() >= ABSENCES
            && counts.threads.values().sum::<usize>() >= ABSENCES;
        if answered.load(Ordering::Relaxed) == ABSENCES && all_called && all_summoned {
            break true;
        }
        if Instant::now() > patience {
            break false;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    // Whatever would come twice has time to.
    for _ in 0..20 {
        clock.set(clock.now() + TimeDelta::minutes(2));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bot.kill().expect("killed");
    bot.wait().expect("gone");
    let counts = city.counts().await;
    assert!(
        settled,
        "something is missing: {counts:#?}, {} answered, and not sent: {:#?}",
        answered.load(Ordering::Relaxed),
        not_sent(url).await
    );
    let once = |what: &str, counts: &BTreeMap<String, usize>| {
        let twice: Vec<_> = counts.iter().filter(|(_, count)| **count != 1).collect();
        assert!(twice.is_empty(), "{what}: {twice:?}");
    };
    once("announcements", &counts.announcements);
    once("invitations", &counts.invitations);
    once("direct summonses", &counts.direct);
    once("reminders", &counts.reminders);
    once("summonses in threads", &counts.threads);
    assert_eq!((counts.direct.len(), counts.threads.len()), (ABSENCES, ABSENCES));
    let lines = city.text("/sandbox/traffic").await;
    let traffic: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    referee::check(&traffic);
    people.shutdown().await;
}

/// The messages that have not been sent, each with what is known of why.
async fn not_sent(url: &str) -> Vec<String> {
    let store = Store::open(url).await.expect("a store");
    let mut db = store.read().await.expect("a connection");
    let sql =
        "SELECT kind || ' ' || destination || ' ' || state || ' ' || attempts || ' ' || open_tries
                      || ' ' || COALESCE(trouble, '')
               FROM notice WHERE state <> 'sent' ORDER BY id";
    sqlx::query_scalar(sql).fetch_all(&mut *db).await.expect("the outbox")
}

/// A form that was open when the bot was killed is kept when it is back, and what was kept before is there still.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_two_forms_the_bot_loses_nothing_of_the_notes() {
    let clock = SimulatedClock::standing(at("2027-02-01T08:00:00+01:00"));
    let config = SandboxConfig {
        time: Arc::new(SharedTime(clock.clone())),
        limits: LimitSettings::off(),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("kallelse.db").display());
    let made = prepare(&sandbox, &url, clock.now()).await;
    let city = City { base: sandbox.base(), http: reqwest::Client::new(), made };
    // The first of the week's meetings is over.
    clock.set(at("2027-02-08T11:00:00+01:00"));
    let official = "Ansvarig tjänsteman, Äldre";
    let mut bot = start_bot(folder.path(), &sandbox, &url);
    let draft = city.draft(official).await;
    let form = city.press(official, &draft, "Något mer togs upp").await;
    let first = json!({ "heading": "Ett", "said": "Före." });
    let saved = city.submit(official, &form, &first).await;
    assert!(words(&saved["message"]).contains("Sparat: Ett."), "{saved:#}");
    let form = city.press(official, &saved["message"], "Något mer togs upp").await;
    bot.kill().expect("killed");
    bot.wait().expect("gone");

    let mut bot = start_bot(folder.path(), &sandbox, &url);
    let draft = city.draft(official).await;
    assert!(words(&draft).contains("✅ Ett"), "{draft:#}");
    let second = json!({ "heading": "Två", "said": "Efter." });
    let saved = city.submit(official, &form, &second).await;
    assert!(words(&saved["message"]).contains("Sparat: Två."), "{saved:#}");
    let draft = words(&city.draft(official).await);
    assert!(draft.contains("✅ Ett") && draft.contains("✅ Två"), "{draft}");
    bot.kill().expect("killed");
    bot.wait().expect("gone");
}

/// Our clock is ten minutes ahead of Discord's, answers are lost, and Discord does not heed the nonce: what has
/// been posted is found all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_ahead_of_discords_makes_no_message_twice() {
    let monday = at("2027-02-01T08:00:00+01:00");
    let config = SandboxConfig {
        time: Arc::new(SharedTime(SimulatedClock::standing(monday))),
        limits: LimitSettings::off(),
        nonce_window: Duration::ZERO,
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let folder = TempDir::new().expect("a folder");
    let database_url = format!("sqlite://{}", folder.path().join("kallelse.db").display());
    let made = prepare(&sandbox, &database_url, monday).await;
    let city = City { base: sandbox.base(), http: reqwest::Client::new(), made };
    let lost = json!({ "route": "POST /channels/*/messages", "kind": "drop-after", "count": 5 });
    city.http.post(format!("{}/sandbox/faults", city.base)).json(&lost).send().await.expect("set");
    let ahead = SimulatedClock::standing(monday + TimeDelta::minutes(10));
    let config = BotConfig {
        base: sandbox.base(),
        token: Token::new(sandbox.token()),
        silence: Duration::from_secs(60),
        database_url,
        web: kallelse::web::WebConfig::default(),
    };
    let bot = Bot::start(config, Clock::Simulated(ahead.clone())).await.expect("a bot");
    for _ in 0..20 {
        bot.worker.settle().await.expect("the worker works");
        ahead.set(ahead.now() + TimeDelta::minutes(1));
    }
    let told = city.counts().await.announcements;
    assert_eq!(told.len(), usize::try_from(MEETINGS_A_GROUP * 3).expect("a count"));
    let twice: Vec<_> = told.into_iter().filter(|(_, count)| *count != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    bot.stop().await;
}

/// On a server's database a second process waits for the first, and takes over what that one left half done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_waits_and_takes_over_within_half_a_minute() {
    let Some(url) = crate::harness::postgres::fresh_database().await else { return };
    let monday = at("2027-02-01T08:00:00+01:00");
    let config = SandboxConfig {
        time: Arc::new(SharedTime(SimulatedClock::standing(monday))),
        limits: LimitSettings::off(),
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let made = prepare(&sandbox, &url, monday).await;
    let city = City { base: sandbox.base(), http: reqwest::Client::new(), made };
    // What the first one posts stays on its way.
    let slow = json!({ "route": "POST /channels/*/messages", "kind": "delay", "ms": 3_600_000 });
    city.http.post(format!("{}/sandbox/faults", city.base)).json(&slow).send().await.expect("set");
    let folder = TempDir::new().expect("a folder");
    let start = |name: &str| {
        let log = std::fs::File::create(folder.path().join(name)).expect("a file");
        let mut bot = bot_command(folder.path(), &sandbox);
        bot.envs([("DATABASE_URL", url.as_str()), ("KALLELSE_LOG_FILTER", "warn")]);
        bot.stderr(log).spawn().expect("the bot")
    };
    let mut first = start("first");
    let store = Store::open(&url).await.expect("a store");
    let patience = Instant::now() + Duration::from_secs(60);
    let under_way = async || -> i64 {
        let mut db = store.read().await.expect("a connection");
        let sending = "SELECT COUNT(*) FROM notice WHERE state = 'sending'";
        sqlx::query_scalar(sending).fetch_one(&mut *db).await.expect("a number")
    };
    while under_way().await < 4 {
        assert!(Instant::now() < patience, "the first one delivers");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut second = start("second");
    let says = || std::fs::read_to_string(folder.path().join("second")).expect("its log");
    while !says().contains("waiting until it ends") {
        assert!(Instant::now() < patience, "the second one waits: {}", says());
        assert!(second.try_wait().expect("asked").is_none(), "it lives: {}", says());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    first.kill().expect("killed");
    let killed = Instant::now();
    first.wait().expect("gone");
    city.http.delete(format!("{}/sandbox/faults", city.base)).send().await.expect("cleared");
    let all = usize::try_from(MEETINGS_A_GROUP * 3).expect("a count");
    while city.counts().await.announcements.len() < all {
        assert!(killed.elapsed() < Duration::from_secs(30), "{:#?}", city.counts().await);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!("all was told {:.1} s after the kill", killed.elapsed().as_secs_f64());
    while under_way().await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let twice: Vec<_> =
        city.counts().await.announcements.into_iter().filter(|(_, count)| *count != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    second.kill().expect("killed");
    second.wait().expect("gone");
    store.close().await;
}

/// The example organisation with its week of meetings, written down before the bot first starts.
async fn prepare(sandbox: &Sandbox, url: &str, now: DateTime<Utc>) -> MadeGuild {
    let files = charter::example().expect("the example");
    let channels = files
        .channels()
        .into_iter()
        .map(|(name, _)| ChannelSpec { name, ..ChannelSpec::default() })
        .collect();
    let users = files
        .people()
        .into_iter()
        .map(|name| UserSpec { name, locale: Some("sv-SE".into()) })
        .collect();
    let made = sandbox.make_guild(&GuildSpec {
        name: files.name().into(),
        channels,
        users,
        ..GuildSpec::default()
    });
    let id = |text: &String| text.parse::<i64>().expect("an id");
    let channels: HashMap<_, _> =
        made.channels.iter().map(|c| (c.name.clone(), ChannelId(id(&c.id)))).collect();
    let accounts: HashMap<_, _> =
        made.users.iter().map(|u| (u.name.clone(), UserId(id(&u.id)))).collect();
    let guild = GuildId(id(&made.id));
    let charter = files.charter(guild, &channels, accounts.clone()).expect("a charter");
    let store = Store::open(url).await.expect("a store");
    let organisation = found(&store, &charter, now).await.expect("founded");
    let mut db = store.read().await.expect("a connection");
    let groups = groups::groups_of(&mut db, organisation).await.expect("groups");
    drop(db);
    for group in groups {
        let chair = accounts[&format!("Regionen, ordförande, {}", group.name)];
        for index in 0..MEETINGS_A_GROUP {
            // Invitations fall on every working day of the week; one or two are due at once.
            let day = now + TimeDelta::days(7 + index % 7);
            let request = Request {
                group: group.id,
                date: day.format("%Y-%m-%d").to_string(),
                time: Some(format!("{}:30", 9 + index)),
                place: format!("Sal {index}"),
                length: Some("60".into()),
                link: None,
                remark: None,
                because: None,
            };
            let caller = Caller::in_guild(guild, chair);
            schedule(&store, caller, request, now).await.expect("scheduled");
        }
    }
    store.close().await;
    made
}

fn start_bot(data: &Path, sandbox: &Sandbox, url: &str) -> Child {
    bot_command(data, sandbox).env("DATABASE_URL", url).spawn().expect("the bot")
}

pub fn bot_command(data: &Path, sandbox: &Sandbox) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kallelse"));
    command
        .arg("--data-dir")
        .arg(data)
        .arg("run")
        .env_clear()
        .envs([
            ("DISCORD_TOKEN", sandbox.token()),
            ("KALLELSE_DISCORD_BASE", sandbox.base()),
            ("KALLELSE_CLOCK_FOLLOW", sandbox.base()),
            ("KALLELSE_LOG_FILTER", "error".to_owned()),
            ("KALLELSE_WEB_LISTEN", "none".to_owned()),
            ("KALLELSE_HEALTH_LISTEN", "none".to_owned()),
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::inherit());
    command
}

/// How often each thing was said: by meeting, or by meeting and seat.
#[derive(Debug, Default)]
struct Counts {
    announcements: BTreeMap<String, usize>,
    invitations: BTreeMap<String, usize>,
    direct: BTreeMap<String, usize>,
    reminders: BTreeMap<String, usize>,
    threads: BTreeMap<String, usize>,
}

/// The people and what they see.
struct City {
    base: String,
    http: reqwest::Client,
    made: MadeGuild,
}

impl City {
    fn members_of_aldre(&self) -> Vec<String> {
        let names = self.made.users.iter().map(|user| user.name.clone());
        names
            .filter(|name| {
                name.ends_with(", Äldre")
                    && !name.contains("ersättare")
                    && !name.contains("tjänsteman")
            })
            .collect()
    }

    fn user(&self, name: &str) -> &str {
        &self.made.users.iter().find(|user| user.name == name).expect("a person").id
    }

    async fn text(&self, path: &str) -> String {
        self.http
            .get(format!("{}{path}", self.base))
            .send()
            .await
            .expect("an answer")
            .text()
            .await
            .expect("text")
    }

    async fn get(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path).await).expect("JSON")
    }

    async fn is_connected(&self) -> bool {
        self.get("/sandbox/state").await["bot_connected"] == true
    }

    async fn act(&self, name: &str, what: &str, body: &Value) -> Value {
        let path = format!("{}/sandbox/users/{}/{what}", self.base, self.user(name));
        let request = self.http.post(path).json(body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// The draft of the first meeting's notes, as soon as the bot answers.
    async fn draft(&self, name: &str) -> Value {
        let channel = &self.made.channels[0].id;
        loop {
            let words = json!({ "channel_id": channel, "command": "anteckningar skriv", "options": {}, "focused": "möte" });
            let told = self.act(name, "autocomplete", &words).await;
            let meeting = told["choices"].as_array().and_then(|all| all.last()).cloned();
            if let Some(meeting) = meeting {
                let options = json!({ "möte": meeting["value"] });
                let command = json!({ "channel_id": channel, "command": "anteckningar skriv", "options": options });
                let reply = self.act(name, "command", &command).await;
                if reply["status"] == "replied" {
                    return reply["message"].clone();
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn press(&self, name: &str, message: &Value, label: &str) -> Value {
        let body = json!({ "message_id": message["id"], "custom_id": button(message, label) });
        self.act(name, "press", &body).await
    }

    async fn submit(&self, name: &str, form: &Value, fields: &Value) -> Value {
        let body = json!({ "interaction_id": form["interaction_id"], "fields": fields });
        self.act(name, "submit", &body).await
    }

    /// Presses the button on the `which`th invitation until the bot answers that it is done.
    async fn report_absence(&self, name: &str, which: usize) {
        let user = self.user(name);
        let channel = &self.made.channels[0].id;
        loop {
            let messages =
                self.get(&format!("/sandbox/channels/{channel}/messages?as={user}")).await;
            let messages = messages.as_array().expect("messages").clone();
            let invitations: Vec<&Value> =
                messages.iter().filter(|message| button(message, "Förhinder").is_some()).collect();
            if let Some(invitation) = invitations.get(which) {
                let custom_id = button(invitation, "Förhinder");
                let body = json!({ "message_id": invitation["id"], "custom_id": custom_id });
                let press =
                    self.http.post(format!("{}/sandbox/users/{user}/press", self.base)).json(&body);
                let reply: Value =
                    press.send().await.expect("an answer").json().await.expect("JSON");
                let told = words(&reply["message"]);
                if reply["status"] == "replied" && told.contains("anmält") {
                    return;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let state = self.get("/sandbox/state").await;
        let anybody = self.made.users[0].id.clone();
        for channel in state["guilds"][0]["channels"].as_array().expect("channels") {
            let id = channel["id"].as_str().expect("an id");
            let messages = self.get(&format!("/sandbox/channels/{id}/messages?as={anybody}")).await;
            for message in messages
                .as_array()
                .expect("messages")
                .iter()
                .filter(|message| message["flags"] != 64)
            {
                let reminds = words(message).starts_with("Påminnelse");
                let posts = if reminds { &mut counts.reminders } else { &mut counts.invitations };
                count(posts, message, "Förhinder", 3);
                if words(message).contains(" om att komma i stället för ") {
                    count(&mut counts.threads, message, "Visa mötet", usize::MAX);
                }
                if words(message).contains("Möte bokat") {
                    count(&mut counts.announcements, message, "Visa mötet", 3);
                }
            }
        }
        for user in &self.made.users {
            for channel in self
                .get(&format!("/sandbox/users/{}/dms", user.id))
                .await
                .as_array()
                .expect("channels")
            {
                for message in channel["messages"].as_array().expect("messages") {
                    let reminds = words(message).starts_with("Påminnelse");
                    let all = if reminds { &mut counts.reminders } else { &mut counts.direct };
                    count(all, message, "Kan inte", 4);
                }
            }
        }
        counts
    }
}

/// Counts a message that has a button with this label, by what the first `parts` parts of the
/// button's id name.
fn count(counts: &mut BTreeMap<String, usize>, message: &Value, label: &str, parts: usize) {
    if let Some(id) = button(message, label) {
        let key: Vec<&str> = id.split(':').take(parts).collect();
        *counts.entry(key.join(":")).or_default() += 1;
    }
}
