//! One process for as many servers as a shard may have: how fast it is ready, what it holds, and whether anybody
//! notices.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use kallelse::actions::founding::found;
use kallelse::charter;
use kallelse::domain::account::{ChannelId, GuildId, UserId};
use kallelse::domain::id::MeetingId;
use kallelse::sandbox::{ChannelSpec, GuildSpec, LimitSettings, Sandbox, SandboxConfig, UserSpec};
use kallelse::store::{Store, groups, meetings};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::p50_and_p99;
use crate::planning::scheduled;
use crate::process::{resident_kib, start};

const GUILDS: i64 = 2_500;
const COMMANDS: usize = 50;

pub async fn measure() {
    let few = one(0).await;
    let many = one(GUILDS).await;
    println!("{GUILDS} servers of three groups with a meeting waiting in each");
    println!("  start to ready {:.1} s   (aim: at most 2)", many.ready.as_secs_f64());
    println!("  resident {:.1} MB   (aim: at most 80)", many.resident);
    println!("  /help p50 {:.1} ms, with one server {:.1} ms", many.help, few.help);
    println!("  the database: {:.0} MB", many.database);
}

struct Measured {
    ready: Duration,
    resident: f64,
    help: f64,
    database: f64,
}

async fn one(guilds: i64) -> Measured {
    let config = SandboxConfig { limits: LimitSettings::off(), ..SandboxConfig::default() };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let spec = GuildSpec {
        name: "One".into(),
        channels: vec![ChannelSpec { name: "hall".into(), ..ChannelSpec::default() }],
        users: vec![UserSpec { name: "Somebody".into(), locale: None }],
        ..GuildSpec::default()
    };
    let made = sandbox.make_guild(&spec);
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("kallelse.db");
    fill(&format!("sqlite://{}", path.display()), guilds).await;
    // The first start registers the commands and plans what is to be called.
    let (mut child, _) = start(&sandbox, &folder);
    tokio::time::sleep(Duration::from_secs(5)).await;
    child.kill().expect("ended");
    child.wait().expect("gone");
    let (mut child, ready) = start(&sandbox, &folder);
    let http = reqwest::Client::new();
    let address = format!("{}/sandbox/users/{}/command", sandbox.base(), made.users[0].id);
    let body = json!({ "channel_id": made.channels[0].id, "command": "help" });
    let mut times = Vec::new();
    for _ in 0..COMMANDS {
        let asked = Instant::now();
        let reply = http.post(&address).json(&body).send().await.expect("an answer");
        let reply: Value = reply.json().await.expect("JSON");
        assert_eq!(reply["status"], "replied", "{reply:#}");
        times.push(asked.elapsed().as_secs_f64() * 1000.0);
    }
    let resident = f64::from(resident_kib(child.id())) / 1024.0;
    child.kill().expect("ended");
    child.wait().expect("gone");
    let bytes = std::fs::metadata(&path).expect("a database").len();
    let database = f64::from(u32::try_from(bytes / 1024).expect("a size")) / 1024.0;
    Measured { ready, resident, help: p50_and_p99(times).0, database }
}

/// Servers with the example's three groups and their people, each with a meeting to come.
async fn fill(url: &str, guilds: i64) {
    let (store, now) = (Store::open(url).await.expect("a store"), Utc::now());
    let files = charter::example().expect("the example");
    let channels: HashMap<String, ChannelId> =
        files.channels().into_iter().map(|(name, _)| name).zip((1..).map(ChannelId)).collect();
    let accounts: HashMap<String, UserId> =
        files.people().into_iter().zip((1..).map(UserId)).collect();
    for guild in 1..=guilds {
        let charter = files.charter(GuildId(guild), &channels, accounts.clone());
        let organisation = found(&store, &charter.expect("a charter"), now).await.expect("founded");
        let mut db = store.begin().await.expect("a transaction");
        for group in groups::groups_of(&mut db, organisation).await.expect("groups") {
            let starts = now + TimeDelta::days(30 + guild % 60);
            let meeting = scheduled(MeetingId(store.next_id(now)), &group, starts);
            meetings::insert(&mut db, &meeting).await.expect("inserted");
        }
        db.commit().await.expect("committed");
    }
    store.close().await;
}
