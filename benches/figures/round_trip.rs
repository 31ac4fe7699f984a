//! `/absence report` from the press to the answer, beside the floor: what a bare bot needs to
//! acknowledge, and what a durable commit takes alone.

use std::time::Instant;

use chrono::{TimeDelta, Utc};
use kallelse::actions::Caller;
use kallelse::actions::meeting::{Request, schedule};
use kallelse::clock::SimulatedClock;
use kallelse::demo::{Demo, DemoConfig};
use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::group::Organisation;
use kallelse::domain::id::OrganisationId;
use kallelse::domain::language::Language;
use kallelse::sandbox::{GuildSpec, Sandbox, SandboxConfig};
use kallelse::store::{Store, groups, organisations};
use serde_json::{Value, json};
use serenity::all as discord;
use tempfile::TempDir;

use crate::{p50_and_p99, post};

const WARM_UP: usize = 40;
const MEETINGS: usize = 45;

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

/// A store of its own in which one row is changed, durably, with nothing else going on.
struct BareStore {
    store: Store,
    _folder: TempDir,
}

impl BareStore {
    async fn open() -> Self {
        let folder = TempDir::new().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("bare.db").display());
        let store = Store::open(&url).await.expect("a store");
        let mut db = store.begin().await.expect("a transaction");
        let organisation = Organisation {
            id: OrganisationId(1),
            guild: GuildId(1),
            name: "O".to_owned(),
            language: Language::Swedish,
            zone: chrono_tz::Europe::Stockholm,
        };
        let inserted = organisations::insert_organisation(&mut db, &organisation, Utc::now()).await;
        inserted.expect("inserted");
        db.commit().await.expect("committed");
        Self { store, _folder: folder }
    }

    /// Changes the row; returns how long that took, in milliseconds.
    async fn commit(&self) -> f64 {
        let started = Instant::now();
        let mut db = self.store.begin().await.expect("a transaction");
        let change = "UPDATE organisation SET created = created + 1";
        sqlx::query(change).execute(&mut *db).await.expect("changed");
        db.commit().await.expect("committed");
        started.elapsed().as_secs_f64() * 1000.0
    }
}

pub async fn measure() {
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
        let request = Request {
            group,
            date,
            time: Some("09:00".into()),
            place: "Sal 3".into(),
            length: Some("60".into()),
            link: None,
            remark: None,
            because: None,
        };
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

    let bare_store = BareStore::open().await;
    let (mut ours, mut bare, mut commits) = (Vec::new(), Vec::new(), Vec::new());
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
            commits.push(bare_store.commit().await);
        }
    }
    let count = ours.len();
    let ((p50, p99), (bare_p50, bare_p99)) = (p50_and_p99(ours), p50_and_p99(bare));
    let (commit_p50, commit_p99) = p50_and_p99(commits);
    let floor = bare_p50 + commit_p50;
    println!(
        "round trip of /absence report, SQLite commit included, {count} times, while notices are delivered"
    );
    println!("  kallelse       p50 {p50:.2} ms   p99 {p99:.2} ms");
    println!("  bare serenity  p50 {bare_p50:.2} ms   p99 {bare_p99:.2} ms");
    println!("  a commit alone p50 {commit_p50:.2} ms   p99 {commit_p99:.2} ms");
    println!(
        "  ratio of p50 to the floor of {floor:.2} ms: {:.2}   (aim: at most 1.7)",
        p50 / floor
    );
    drop(bare_sandbox);
    demo.bot.stop().await;
}
