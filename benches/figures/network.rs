//! PostgreSQL with a network between: a proxy that delays by half a millisecond each way, and counts how
//! often the client waits for the server.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use futures_util::StreamExt as _;
use futures_util::stream;
use kallelse::actions::Caller;
use kallelse::actions::absence::{About, report};
use kallelse::actions::founding::found;
use kallelse::actions::meeting::{Request, schedule};
use kallelse::actions::reply::Spoken;
use kallelse::app::{Bot, BotConfig};
use kallelse::charter;
use kallelse::clock::Clock;
use kallelse::domain::account::{ChannelId, GuildId, InteractionId, UserId};
use kallelse::sandbox::{
    ChannelSpec, GuildSpec, LimitSettings, MadeGuild, Sandbox, SandboxConfig, UserSpec,
};
use kallelse::secret::Token;
use kallelse::store::{Store, groups, organisations};
use serde_json::{Value, json};

use crate::{p50_and_p99, post, postgres};

const DELAY: Duration = Duration::from_micros(500);
const ORGANISATIONS: usize = 20;
const PRESSES: usize = 200;
const AT_ONCE: usize = 50;
const WARM_UP: usize = 60;
const COMMANDS: usize = 60;

/// What stands between.
struct Proxy {
    port: u16,
    turns: Arc<AtomicUsize>,
}

impl Proxy {
    fn start(to: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = turns.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = TcpStream::connect(("127.0.0.1", to)).expect("the server");
                for stream in [&client, &server] {
                    stream.set_nodelay(true).expect("set");
                }
                // Whether the server spoke last: then what the client says next is a new turn.
                let answered = Arc::new(AtomicBool::new(true));
                let both = || (client.try_clone().expect("one"), server.try_clone().expect("one"));
                let ((from, to), spoken, counted) = (both(), answered.clone(), counted.clone());
                std::thread::spawn(move || {
                    pass(from, to, || {
                        if spoken.swap(false, Ordering::Relaxed) {
                            counted.fetch_add(1, Ordering::Relaxed);
                        }
                    });
                });
                let (to, from) = both();
                std::thread::spawn(move || {
                    pass(from, to, || answered.store(true, Ordering::Relaxed));
                });
            }
        });
        Self { port, turns }
    }

    /// How many round trips there have been since this was asked last.
    fn turns(&self) -> usize {
        self.turns.swap(0, Ordering::Relaxed)
    }
}

/// Hands on what comes, each time half a millisecond later.
fn pass(mut from: TcpStream, mut to: TcpStream, heard: impl Fn()) {
    let mut buffer = [0; 65_536];
    while let Ok(read) = from.read(&mut buffer) {
        let come = Instant::now();
        if read == 0 {
            break;
        }
        heard();
        std::thread::sleep(DELAY.saturating_sub(come.elapsed()));
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    // Whoever hung up, the other side hears of it.
    let _ = to.shutdown(Shutdown::Write);
}

/// A guild of its own for each organisation, everybody linked.
async fn settle(sandbox: &Sandbox, store: &Store) -> MadeGuild {
    let files = charter::example().expect("the example");
    let channels = files.channels().into_iter();
    let spec = GuildSpec {
        name: files.name().to_owned(),
        channels: channels
            .map(|(name, _)| ChannelSpec { name, ..ChannelSpec::default() })
            .collect(),
        users: files.people().into_iter().map(|name| UserSpec { name, locale: None }).collect(),
        ..GuildSpec::default()
    };
    let made = sandbox.make_guild(&spec);
    let id = |id: &str| id.parse::<i64>().expect("an id");
    let channels = made.channels.iter().map(|one| (one.name.clone(), ChannelId(id(&one.id))));
    let accounts = made.users.iter().map(|one| (one.name.clone(), UserId(id(&one.id))));
    let (channels, accounts) = (channels.collect(), accounts.collect());
    let charter = files.charter(GuildId(id(&made.id)), &channels, accounts).expect("a charter");
    found(store, &charter, Utc::now()).await.expect("founded");
    made
}

/// A meeting of every group of a guild; with those who may report absence from each.
async fn meetings_of(store: &Store, made: &MadeGuild) -> Vec<(String, Vec<String>)> {
    let guild = GuildId(made.id.parse().expect("an id"));
    let account =
        |name: &str| made.users.iter().find(|user| user.name == name).map(|user| &user.id);
    let mut db = store.read().await.expect("a connection");
    let organisation = organisations::organisation_of_guild(&mut db, guild).await.expect("read");
    let organisation = organisation.expect("an organisation").id;
    let all = groups::groups_of(&mut db, organisation).await.expect("groups");
    drop(db);
    let mut meetings = Vec::new();
    for group in all {
        let chair = format!("Regionen, ordförande, {}", group.name);
        let chair = account(&chair).expect("a chair").parse().expect("an id");
        let date = (Utc::now() + TimeDelta::days(30)).format("%Y-%m-%d").to_string();
        let (time, place) = (Some("09:00".to_owned()), "Sal 3".to_owned());
        let request = Request {
            group: group.id,
            date,
            time,
            place,
            length: Some("60".into()),
            link: None,
            remark: None,
            because: None,
        };
        let caller = Caller::in_guild(guild, UserId(chair));
        let scheduled = schedule(store, caller, request, Utc::now()).await.expect("scheduled");
        let ends = format!(", {}", group.name);
        let is_member = |name: &str| {
            name.ends_with(&ends) && !name.contains("ersättare") && !name.contains("tjänsteman")
        };
        let members = made.users.iter().filter(|user| is_member(&user.name));
        let members = members.map(|user| user.id.clone()).collect();
        meetings.push((scheduled.view.meeting.id.to_string(), members));
    }
    meetings
}

pub async fn measure() {
    let Some(url) = postgres::fresh_database().await else { return };
    let direct = Store::open(&url).await.expect("the database");
    let limits = LimitSettings::off();
    let sandbox = Sandbox::start(SandboxConfig { limits, ..SandboxConfig::default() });
    let sandbox = sandbox.await.expect("a sandbox");
    let (mut guilds, mut meetings) = (Vec::new(), Vec::new());
    for _ in 0..ORGANISATIONS {
        let made = settle(&sandbox, &direct).await;
        let of_guild = meetings_of(&direct, &made).await;
        meetings.extend(of_guild.into_iter().map(|meeting| (guilds.len(), meeting)));
        guilds.push(made);
    }
    direct.close().await;

    let port = url.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port");
    let proxy = Proxy::start(port.parse().expect("a port"));
    let through = url.replace(port, &proxy.port.to_string());
    let config = BotConfig {
        base: sandbox.base(),
        token: Token::new(sandbox.token()),
        silence: Duration::from_secs(98),
        database_url: through.clone(),
        web: kallelse::web::WebConfig::default(),
    };
    let mut bot = Bot::start(config, Clock::System).await.expect("the bot");
    bot.ready().await;
    let http = reqwest::Client::new();
    let press = async |(guild, meeting, member): &(usize, String, String), command: &str| {
        let channel = &guilds[*guild].channels[0].id;
        let body =
            json!({ "channel_id": channel, "command": command, "options": { "meeting": meeting } });
        let address = format!("{}/sandbox/users/{member}/command", sandbox.base());
        post(&http, address, &body).await
    };

    // One of each group after the other, so that those who press at once are of many.
    let longest = meetings.iter().map(|(_, (_, members))| members.len()).max().unwrap_or(0);
    let mut all = (0..longest).flat_map(|at| {
        let of_group = meetings.iter().filter_map(move |(guild, (meeting, members))| {
            Some((*guild, meeting.clone(), members.get(at)?.clone()))
        });
        of_group.collect::<Vec<_>>()
    });
    for one in all.by_ref().take(WARM_UP) {
        assert_eq!(press(&one, "absence report").await["status"], "replied");
    }
    bot.worker.settle().await.expect("delivered");

    println!("PostgreSQL, each way {:.1} ms", DELAY.as_secs_f64() * 1000.0);
    let mut times = Vec::new();
    for one in all.by_ref().take(COMMANDS) {
        let reply = press(&one, "absence report").await;
        times.push(reply["elapsed_ms"].as_f64().expect("a time"));
        bot.worker.settle().await.expect("delivered");
    }
    let (p50, p99) = p50_and_p99(times);
    println!("  /absence report: p50 {p50:.1} ms, p99 {p99:.1} ms   (aim: at most 15)");
    let mut times = Vec::new();
    for (guild, (_, members)) in &meetings {
        let channel = &guilds[*guild].channels[0].id;
        let body = json!({ "channel_id": channel, "command": "absence list", "options": {} });
        let member = members.last().expect("a member");
        let address = format!("{}/sandbox/users/{member}/command", sandbox.base());
        let reply = post(&http, address, &body).await;
        times.push(reply["elapsed_ms"].as_f64().expect("a time"));
    }
    let (p50, p99) = p50_and_p99(times);
    println!("  /absence list: p50 {p50:.1} ms, p99 {p99:.1} ms   (aim: at most 15)");

    let pressed: Vec<_> = all.take(PRESSES).collect();
    assert_eq!(pressed.len(), PRESSES, "not enough members");
    let started = Instant::now();
    let replies: Vec<Value> = stream::iter(&pressed)
        .map(|one| press(one, "absence report"))
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let taken = started.elapsed().as_secs_f64();
    let deferred = replies.iter().filter(|reply| reply["status"] == "deferred").count();
    let answered = replies.iter().filter(|reply| reply["status"] == "replied").count();
    assert_eq!(deferred + answered, PRESSES, "{replies:#?}");
    println!(
        "  {PRESSES} presses, {AT_ONCE} at once, in {} groups: {taken:.2} s, {deferred} deferred   (aim: at most 1.5 s, none)",
        ORGANISATIONS * 3
    );
    bot.stop().await;
    round_trips(&through, &proxy, &guilds, &meetings).await;
}

/// How often an absence waits for the server, with nobody else at work.
async fn round_trips(
    url: &str,
    proxy: &Proxy,
    guilds: &[MadeGuild],
    meetings: &[(usize, (String, Vec<String>))],
) {
    let store = Store::open(url).await.expect("the database");
    let mut turns = Vec::new();
    for (guild, (meeting, members)) in meetings {
        let guild = GuildId(guilds[*guild].id.parse().expect("an id"));
        let member = UserId(members.last().expect("a member").parse().expect("an id"));
        let about = About { spoken: Spoken::now(meeting.parse().expect("an id")), seat: None };
        proxy.turns();
        let interaction = InteractionId(i64::try_from(turns.len()).expect("a number"));
        let caller = Caller { interaction: Some(interaction), ..Caller::in_guild(guild, member) };
        report(&store, caller, about, None, Utc::now(), |_| ()).await.expect("reported");
        turns.push(proxy.turns());
    }
    turns.sort_unstable();
    println!("  round trips of one: {} (median)", turns[turns.len() / 2]);
}
