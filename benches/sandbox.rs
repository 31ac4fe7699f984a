//! What the sandbox carries, measured and printed: `cargo bench --bench sandbox`.
//!
//! The server is a process of its own; bots and posts are made here, on the same machine. No figure
//! is a test: machines differ.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

const BOTS: usize = 200;
const POSTERS: usize = 32;
const SECONDS: u64 = 10;
const WARM_UP: u64 = 20_000;
const STORED: u64 = 100_000;
const CONTENT: &str =
    "Kallelse till möte i Äldre, måndag 1 mars kl. 09:00, Regionhuset, sal 3. Anmäl förhinder.";

/// A sandbox without limits; it ends with the measurement.
struct Server {
    process: Child,
    base: String,
    token: String,
    http: reqwest::Client,
    _folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut process = Command::new(env!("CARGO_BIN_EXE_kallelse"))
            .arg("--data-dir")
            .arg(folder.path())
            .args(["sandbox", "--port", "0", "--no-rate-limits"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox");
        let output = BufReader::new(process.stdout.take().expect("output"));
        let (mut base, mut token) = (String::new(), String::new());
        for line in output.lines().map(|line| line.expect("a line")) {
            match line.trim().split_once("  ") {
                Some(("address", rest)) => base = rest.trim().to_owned(),
                Some(("token", rest)) => token = rest.trim().to_owned(),
                _ if line.contains("Ctrl-C") => break,
                _ => {}
            }
        }
        let http = reqwest::Client::new();
        Self { process, base, token, http, _folder: folder }
    }

    async fn control(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/sandbox{path}", self.base)).json(&body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// What the process holds in memory, in KiB.
    fn resident(&self) -> f64 {
        let path = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(path).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0.0)
    }
}

/// A bot with a guild and a channel of its own, which counts what it hears.
async fn connect(server: &Server, index: usize, heard: Arc<AtomicU64>) -> (String, String) {
    let bot = server.control("/bots", json!({ "name": format!("Bot {index}") })).await;
    let spec = json!({ "name": format!("Guild {index}"), "channels": [{ "name": "c" }], "bots": [bot["id"]] });
    let guild = server.control("/guilds", spec).await;
    let token = bot["token"].as_str().expect("a token").to_owned();
    let url = format!("{}/gateway?v=10&encoding=json", server.base.replace("http", "ws"));
    let (mut socket, _) = connect_async(url).await.expect("connected");
    let identify =
        json!({ "op": 2, "d": { "token": token, "intents": 1 | 1 << 9, "properties": {} } });
    socket.send(Message::text(identify.to_string())).await.expect("sent");
    tokio::spawn(async move {
        while let Some(Ok(frame)) = socket.next().await {
            if frame.into_text().is_ok_and(|text| text.contains("\"MESSAGE_CREATE\"")) {
                heard.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    (token, guild["channels"][0]["id"].as_str().expect("an id").to_owned())
}

async fn post(server: &Server, token: &str, channel: &str) -> bool {
    let request = server
        .http
        .post(format!("{}/api/v10/channels/{channel}/messages", server.base))
        .header("authorization", format!("Bot {token}"))
        .json(&json!({ "content": CONTENT }));
    let Ok(response) = request.send().await else { return false };
    let good = response.status() == 200;
    good && response.bytes().await.is_ok()
}

/// Posts from many at once until `enough` says so; returns how many were taken, and how many not.
async fn posts(
    server: &Arc<Server>,
    to: &Arc<Vec<(String, String)>>,
    enough: impl Fn(u64) -> bool + Clone + Send + 'static,
) -> (u64, u64) {
    let (taken, refused) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut posters = JoinSet::new();
    for poster in 0..POSTERS {
        let (server, to, enough) = (server.clone(), to.clone(), enough.clone());
        let (taken, refused) = (taken.clone(), refused.clone());
        posters.spawn(async move {
            for (token, channel) in to.iter().cycle().skip(poster * 7) {
                if enough(taken.load(Ordering::Relaxed)) {
                    break;
                }
                let count = if post(&server, token, channel).await { &taken } else { &refused };
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    posters.join_all().await;
    (taken.load(Ordering::Relaxed), refused.load(Ordering::Relaxed))
}

#[tokio::main]
async fn main() {
    throughput().await;
    memory().await;
}

async fn throughput() {
    let server = Arc::new(Server::start());
    let heard = Arc::new(AtomicU64::new(0));
    let mut bots = Vec::new();
    for index in 0..BOTS {
        bots.push(connect(&server, index, heard.clone()).await);
    }
    let bots = Arc::new(bots);
    let (started, end) = (Instant::now(), Instant::now() + Duration::from_secs(SECONDS));
    let (taken, refused) = posts(&server, &bots, move |_| Instant::now() >= end).await;
    let seconds = started.elapsed().as_secs_f64();
    let patience = Instant::now() + Duration::from_secs(10);
    while heard.load(Ordering::Relaxed) < taken && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count far below 2^52")]
    let rate = taken as f64 / seconds;
    println!("{BOTS} connected bots, each posting in a guild of its own, {seconds:.1} s");
    println!("  {rate:.0} posts a second   (aim: at least 5000)");
    println!("  {refused} errors, {} of {taken} posts heard", heard.load(Ordering::Relaxed));
}

async fn memory() {
    let server = Arc::new(Server::start());
    let state: Value = {
        let request = server.http.get(format!("{}/sandbox/state", server.base));
        request.send().await.expect("an answer").json().await.expect("JSON")
    };
    let channel = state["guilds"][0]["channels"][0]["id"].as_str().expect("an id").to_owned();
    let to = Arc::new(vec![(server.token.clone(), channel)]);
    // First what is kept of requests fills up to its bound.
    posts(&server, &to, |taken| taken >= WARM_UP).await;
    let before = server.resident();
    let (taken, _) = posts(&server, &to, |taken| taken >= STORED).await;
    #[expect(clippy::cast_precision_loss, reason = "a count far below 2^52")]
    let each = (server.resident() - before) / (taken as f64 / 1000.0);
    println!(
        "memory, {taken} messages of {} characters stored after {WARM_UP}",
        CONTENT.chars().count()
    );
    println!("  {each:.0} KiB for each 1,000");
}
