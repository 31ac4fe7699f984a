//! Figures, measured in one run against the sandbox and printed: `cargo bench`.
//!
//! No figure is a test: machines differ. Beside the bot's round trip stands that of a bare serenity
//! bot that only acknowledges, measured in the same run, in turns.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::Caller;
use kallelse::actions::meeting::{Request, schedule};
use kallelse::actions::progress::Progress;
use kallelse::actions::registry::import;
use kallelse::clock::SimulatedClock;
use kallelse::demo::{Demo, DemoConfig};
use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::id::MeetingId;
use kallelse::domain::meeting::{Meeting, MeetingKind, MeetingState};
use kallelse::domain::wording::Place;
use kallelse::sandbox::{GuildSpec, LimitSettings, Sandbox, SandboxConfig};
use kallelse::sheet::{self, Format};
use kallelse::store::{Store, groups, meetings, organisations};
use kallelse::worker::duties::call;
use serde_json::{Value, json};
use serenity::all as discord;
use tempfile::TempDir;

const WARM_UP: usize = 40;
const MEETINGS: usize = 45;
const STORED: i64 = 100_000;
const DUE: i64 = 10;
const TICKS: usize = 50;
const STARTS: usize = 5;
const ROWS: usize = 10_000;

#[tokio::main]
async fn main() {
    // `cargo bench --bench figures -- import` measures that one alone.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let measured = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    if measured("round-trip") {
        round_trip().await;
    }
    if measured("process") {
        process().await;
    }
    if measured("plan") {
        planning_tick().await;
    }
    if measured("import") {
        long_import().await;
    }
}

fn percentile(sorted: &[f64], part: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of a short list"
    )]
    let index = ((sorted.len() - 1) as f64 * part).round() as usize;
    sorted[index]
}

fn p50_and_p99(mut times: Vec<f64>) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    (percentile(&times, 0.50), percentile(&times, 0.99))
}

async fn post(http: &reqwest::Client, address: String, body: &Value) -> Value {
    http.post(address).json(body).send().await.expect("an answer").json().await.expect("JSON")
}

/// A bot that acknowledges every command and does nothing else.
struct Bare;

#[serenity::async_trait]
impl discord::EventHandler for Bare {
    async fn interaction_create(&self, ctx: discord::Context, interaction: discord::Interaction) {
        if let discord::Interaction::Command(command) = interaction {
            let message =
                discord::CreateInteractionResponseMessage::new().content("ok").ephemeral(true);
            let answer = discord::CreateInteractionResponse::Message(message);
            command.create_response(&ctx.http, answer).await.expect("acknowledged");
        }
    }
}

/// The bare bot in a sandbox of its own; returns what to post where.
async fn bare_bot() -> (Sandbox, String, Value) {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.expect("a sandbox");
    let spec =
        json!({ "name": "Bare", "channels": [{ "name": "c" }], "users": [{ "name": "Somebody" }] });
    let spec: GuildSpec = serde_json::from_value(spec).expect("a guild");
    let made = sandbox.make_guild(&spec);
    let http = discord::HttpBuilder::new(sandbox.token())
        .proxy(sandbox.base())
        .ratelimiter_disabled(true)
        .build();
    let application = http.get_current_application_info().await.expect("the application").id;
    http.set_application_id(application);
    let command = discord::CreateCommand::new("ping").description("Acknowledges");
    discord::Command::create_global_command(&http, command).await.expect("registered");
    let builder = discord::ClientBuilder::new_with_http(http, discord::GatewayIntents::empty());
    let mut client = builder.event_handler(Bare).await.expect("a client");
    tokio::spawn(async move { client.start().await.expect("connected") });
    let address = format!("{}/sandbox/users/{}/command", sandbox.base(), made.users[0].id);
    let body = json!({ "channel_id": made.channels[0].id, "command": "ping" });
    (sandbox, address, body)
}

async fn round_trip() {
    let folder = TempDir::new().expect("a folder");
    let clock = SimulatedClock::flowing(Utc::now());
    let config = DemoConfig { data_dir: folder.path(), port: 0, database_url: None, clock };
    let demo = Demo::start(config).await.expect("the demonstration");
    let http = reqwest::Client::new();
    let (bare_sandbox, bare_address, bare_body) = bare_bot().await;

    let chair = demo
        .guild
        .users
        .iter()
        .find(|user| user.name == "Regionen, ordförande, Äldre")
        .expect("the chair");
    let caller = Caller::in_guild(
        GuildId(demo.guild.id.parse().expect("an id")),
        UserId(chair.id.parse().expect("an id")),
    );
    let mut db = demo.bot.store.read().await.expect("a connection");
    let organisation = organisations::organisation_of_guild(
        &mut db,
        GuildId(demo.guild.id.parse().expect("an id")),
    )
    .await
    .expect("read")
    .expect("an organisation");
    let all = groups::groups_of(&mut db, organisation.id).await.expect("groups");
    drop(db);
    let group = all.iter().find(|group| group.name == "Äldre").expect("the group").id;
    let mut ids = Vec::new();
    for day in 0..MEETINGS {
        let date = (Utc::now() + TimeDelta::days(30 + i64::try_from(day).expect("a day")))
            .format("%Y-%m-%d")
            .to_string();
        let request =
            Request { group, date, time: "09:00".into(), place: "Sal 3".into(), minutes: 60 };
        ids.push(
            schedule(&demo.bot.store, caller, request, Utc::now())
                .await
                .expect("scheduled")
                .view
                .meeting
                .id,
        );
    }
    let members: Vec<String> = demo
        .guild
        .users
        .iter()
        .filter(|user| {
            user.name.ends_with(", Äldre")
                && !user.name.contains("ersättare")
                && !user.name.contains("tjänsteman")
        })
        .map(|user| user.id.clone())
        .collect();

    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for (index, (meeting, member)) in ids
        .iter()
        .flat_map(|meeting| members.iter().map(move |member| (meeting, member)))
        .enumerate()
    {
        let body = json!({ "channel_id": demo.guild.channels[0].id, "command": "absence report", "options": { "meeting": meeting.to_string() } });
        let reply =
            post(&http, format!("{}/sandbox/users/{member}/command", demo.sandbox.base()), &body)
                .await;
        assert_eq!(reply["status"], "replied", "{reply:#}");
        let acknowledged = post(&http, bare_address.clone(), &bare_body).await;
        if acknowledged["status"] != "replied" {
            continue; // The bare bot has not connected yet.
        }
        if index >= WARM_UP {
            ours.push(reply["elapsed_ms"].as_f64().expect("a time"));
            bare.push(acknowledged["elapsed_ms"].as_f64().expect("a time"));
        }
    }
    let count = ours.len();
    let ((p50, p99), (bare_p50, bare_p99)) = (p50_and_p99(ours), p50_and_p99(bare));
    println!(
        "round trip of /absence report, SQLite commit included, {count} times, while notices are delivered"
    );
    println!("  kallelse       p50 {p50:.2} ms   p99 {p99:.2} ms");
    println!("  bare serenity  p50 {bare_p50:.2} ms   p99 {bare_p99:.2} ms");
    println!("  ratio of p50   {:.2}   (aim: at most 1.5)", p50 / bare_p50);
    drop(bare_sandbox);
    demo.bot.stop().await;
}

fn start(sandbox: &Sandbox, folder: &TempDir) -> (Child, Duration) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kallelse"))
        .arg("--data-dir")
        .arg(folder.path())
        .arg("run")
        .env_clear()
        .envs([
            ("DISCORD_TOKEN", sandbox.token()),
            ("KALLELSE_DISCORD_BASE", sandbox.base()),
            ("KALLELSE_LOG_FORMAT", "json".to_owned()),
        ])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the bot");
    let log = BufReader::new(child.stderr.take().expect("a log"));
    let mut lines = log.lines();
    lines
        .find(|line| line.as_ref().is_ok_and(|line| line.contains("\"ready\"")))
        .expect("ready")
        .expect("a line");
    let taken = started.elapsed();
    std::thread::spawn(move || lines.for_each(drop));
    (child, taken)
}

async fn process() {
    // One start after the other is more than Discord allows: what is measured is ours.
    let config = SandboxConfig { limits: LimitSettings::off(), ..SandboxConfig::default() };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let folder = TempDir::new().expect("a folder");
    let mut times = Vec::new();
    let mut resident = 0;
    for index in 0..STARTS {
        let (mut child, taken) = start(&sandbox, &folder);
        // The first makes the database and registers the commands.
        if index > 0 {
            times.push(taken.as_secs_f64() * 1000.0);
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        resident = resident_kib(child.id());
        child.kill().expect("ended");
        child.wait().expect("gone");
    }
    let (p50, worst) = p50_and_p99(times);
    println!("start to ready, {} starts", STARTS - 1);
    println!("  median {p50:.0} ms, slowest {worst:.0} ms   (aim: at most 300)");
    println!("idle memory, two seconds after ready");
    println!("  resident {:.1} MB   (aim: at most 25)", f64::from(resident) / 1024.0);
}

/// What the system says that a process holds in memory, in KiB; 0 where it does not say.
fn resident_kib(process: u32) -> u32 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// A store with so many meetings of three groups, of which ten are due at `now`.
async fn stored(folder: &TempDir, now: DateTime<Utc>) -> Store {
    let url = format!("sqlite://{}", folder.path().join("plan.db").display());
    let store = Store::open(&url).await.expect("a store");
    let files = kallelse::charter::example().expect("the example");
    let channels: HashMap<_, _> = files
        .channels()
        .into_iter()
        .map(|(name, _)| (name, kallelse::domain::account::ChannelId(1)))
        .collect();
    let charter = files.charter(GuildId(1), &channels, HashMap::new()).expect("a charter");
    let organisation =
        kallelse::actions::founding::found(&store, &charter, now).await.expect("founded");
    let mut db = store.begin().await.expect("a transaction");
    let groups = groups::groups_of(&mut db, organisation).await.expect("groups");
    let place = Place::parse("Sal 3").expect("a place");
    for index in 0..STORED {
        let group = &groups[usize::try_from(index % 3).expect("an index")];
        // Ten start within the week that is due; half of the rest long ago, half later on.
        let minutes = match index {
            0..DUE => 24 * 60 + index,
            _ if index % 2 == 0 => 60 * 24 * 30 + index * 10,
            _ => -60 * 24 - index * 10,
        };
        let starts = now + TimeDelta::minutes(minutes);
        let past = minutes < 0;
        let meeting = Meeting {
            id: MeetingId(store.next_id(now)),
            organisation,
            group: group.id,
            state: if past { MeetingState::Held } else { MeetingState::Scheduled },
            kind: MeetingKind::Ordinary,
            revision: 0,
            dating: 0,
            starts,
            ends: starts + TimeDelta::hours(1),
            place: place.clone(),
            called: None,
            cancelled_because: None,
        };
        meetings::insert(&mut db, &meeting).await.expect("inserted");
    }
    db.commit().await.expect("committed");
    store
}

async fn planning_tick() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    let started = Instant::now();
    let called = call::carry_out(&store, now).await.expect("planned");
    let first = started.elapsed().as_secs_f64() * 1000.0;
    let mut quiet = Vec::new();
    for _ in 0..TICKS {
        let started = Instant::now();
        assert_eq!(call::carry_out(&store, now).await.expect("planned"), 0);
        quiet.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let (p50, p99) = p50_and_p99(quiet);
    println!("planning tick with {STORED} stored meetings");
    println!(
        "  {called} due, each called and its invitation owed in a durable transaction: {first:.2} ms   (aim: at most 5)"
    );
    println!("  none due: p50 {p50:.2} ms, p99 {p99:.2} ms");
}

/// A file of a whole group, with a seat and two people in each row, from its bytes to the commit.
async fn long_import() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    let mut db = store.read().await.expect("a connection");
    let organisation = organisations::organisation_of_guild(&mut db, GuildId(1)).await;
    let organisation = organisation.expect("read").expect("an organisation").id;
    let group = groups::groups_of(&mut db, organisation).await.expect("groups")[0].id;
    drop(db);
    let caller = Caller { administrator: true, ..Caller::in_guild(GuildId(1), UserId(1)) };
    println!("import of a group of {ROWS} rows, each a new seat with two new people");
    for (format, who) in [(Format::Csv, "A"), (Format::Xlsx, "B")] {
        let mut text = "appointer;kind;office;ordinary;substitute\n".to_owned();
        for number in 0..ROWS {
            text +=
                &format!("Arboga;kommun;ledamot;Ledamot {who}{number};Ersättare {who}{number}\n");
        }
        let rows = sheet::read(text.as_bytes()).expect("a file").rows;
        let bytes = sheet::write(format, kallelse::domain::language::Language::Swedish, &rows)
            .expect("a file");
        let started = Instant::now();
        let file = sheet::read(&bytes).expect("a file");
        let read = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let planned = import::plan(&store, caller, group, &file, None, now).await.expect("planned");
        let compared = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let waiting = planned.import.expect("a difference");
        import::carry_out(&store, caller, waiting, &Progress::default(), now).await.expect("done");
        let written = started.elapsed().as_secs_f64();
        let all = read + compared + written;
        println!(
            "  {}: read {read:.2} s, compared and shown {compared:.2} s, carried out {written:.2} s, in all {all:.2} s   (aim: at most 2)",
            format.ending()
        );
    }
}
