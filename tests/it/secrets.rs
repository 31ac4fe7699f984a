//! What is confidential stays so: in the program's log, and in its files.

use std::time::{Duration, Instant};

use kallelse::discord::send::{SendError, Sender};
use kallelse::domain::account::InteractionId;
use kallelse::render::File;
use kallelse::sandbox::{LimitSettings, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::crash::bot_command;
use crate::harness::referee;

/// Ends a process with the test.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_text_and_no_token_stands_in_the_log_at_any_level() {
    let config = SandboxConfig { limits: LimitSettings::off(), ..SandboxConfig::default() };
    let sandbox = Sandbox::start(config).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let (base, http) = (sandbox.base(), reqwest::Client::new());
    let post = async |path: &str, body: Value| -> Value {
        let sent = http.post(format!("{base}{path}")).json(&body).send().await.expect("an answer");
        sent.json().await.unwrap_or_default()
    };
    let guild = json!({
        "name": "Region", "owner": "Eva", "users": [{ "name": "Eva" }],
        "channels": [{ "name": "group" }, { "name": "officials" }],
    });
    let made = post("/sandbox/guilds", guild).await;
    let id = |kind: &str, at: usize| made[kind][at]["id"].as_str().expect("an id").to_owned();
    let (eva, channel) = (id("users", 0), id("channels", 0));

    let folder = TempDir::new().expect("a folder");
    let log = folder.path().join("log");
    let mut bot = bot_command(folder.path(), &sandbox);
    bot.env_remove("KALLELSE_CLOCK_FOLLOW").env("KALLELSE_LOG_FILTER", "trace");
    bot.stderr(std::fs::File::create(&log).expect("a file"));
    let _bot = Running(bot.spawn().expect("the bot"));
    let create = json!({
        "channel_id": channel, "command": "group create",
        "options": {
            "name": "Culture", "channel": channel, "officials-channel": id("channels", 1),
            "official": eva, "mandate": "Zymotisk åkomma",
        },
    });
    let patience = Instant::now() + Duration::from_secs(60);
    let says = async |body: &Value| loop {
        let reply = post(&format!("/sandbox/users/{eva}/command"), body.clone()).await;
        if reply["status"] == "replied" {
            break reply;
        }
        assert!(Instant::now() < patience, "{reply}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    says(&create).await;
    let code = json!({ "channel_id": channel, "command": "me link", "options": { "code": "ABCD-1234-5678" } });
    says(&code).await;

    let told = std::fs::read_to_string(&log).expect("the log");
    assert!(told.contains("connected"), "it says how it goes: {told}");
    let traffic = http.get(format!("{base}/sandbox/traffic")).send().await.expect("an answer");
    let traffic = traffic.text().await.expect("lines");
    let exchanges: Vec<Value> =
        traffic.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let tokens: Vec<String> = exchanges
        .iter()
        .filter_map(|one| one["path"].as_str())
        .filter(|path| path.contains("/interactions/"))
        .filter_map(|path| path.split('/').nth(5).map(str::to_owned))
        .filter(|part| part.len() > 20)
        .collect();
    assert!(!tokens.is_empty(), "{traffic}");
    let secret = ["Zymotisk".to_owned(), "ABCD-1234-5678".to_owned(), sandbox.token()];
    for secret in secret.iter().chain(&tokens) {
        assert!(!told.contains(secret.as_str()), "{secret} stands in the log");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_and_its_folder_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = TempDir::new().expect("a folder");
    let folder = outer.path().join("new").join("data");
    let url = format!("sqlite://{}", folder.join("kallelse.db").display());
    let modes = || {
        let files =
            std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("one"));
        let mode = |path: &std::path::Path| {
            let metadata = std::fs::metadata(path).expect("metadata");
            metadata.permissions().mode() & 0o777
        };
        let mut all: Vec<(String, u32)> = files
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), mode(&entry.path())))
            .collect();
        all.push((".".to_owned(), mode(&folder)));
        all
    };
    let closed = |all: Vec<(String, u32)>| {
        for (name, mode) in all {
            let wanted = if name == "." { 0o700 } else { 0o600 };
            assert_eq!(mode, wanted, "{name}: {mode:o}");
        }
    };
    let once = async || {
        let store = kallelse::store::Store::open(&url).await.expect("a database");
        store.close().await;
    };
    let store = kallelse::store::Store::open(&url).await.expect("a database");
    assert!(modes().len() >= 4, "the database, its log, its lock: {:?}", modes());
    closed(modes());
    store.close().await;
    drop(store);
    // What an earlier version made is closed when it is opened.
    for (name, _) in modes() {
        let loose = std::fs::Permissions::from_mode(if name == "." { 0o755 } else { 0o644 });
        std::fs::set_permissions(folder.join(name), loose).expect("set");
    }
    once().await;
    closed(modes());
    // A folder with other things in it is left as it is.
    std::fs::write(folder.join("letter.txt"), "Hej").expect("written");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("set");
    once().await;
    assert!(modes().contains(&(".".to_owned(), 0o755)), "{:?}", modes());
}

/// A server that answers every request with the same bytes, as often as it takes them; and what it was asked.
async fn answering(
    answer: &'static [u8],
    again: &'static [u8],
) -> (String, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let (asked, told) = mpsc::channel(16);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 64 << 10];
            let length = stream.read(&mut request).await.unwrap_or(0);
            request.truncate(length);
            let _ = asked.send(request).await;
            let mut sent = stream.write_all(answer).await;
            while sent.is_ok() && !again.is_empty() {
                sent = stream.write_all(again).await;
            }
        }
    });
    (address, told)
}

#[tokio::test]
async fn nothing_that_bears_a_token_a_text_or_a_file_is_sent_on() {
    let (elsewhere, mut told) = answering(b"HTTP/1.1 204 No Content\r\n\r\n", b"").await;
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let redirect = format!(
            "HTTP/1.1 {status}\r\nlocation: http://{elsewhere}/there\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        let (base, _asked) = answering(redirect.leak().as_bytes(), b"").await;
        let sender = Sender::new(&format!("http://{base}"), "very.secret.token").expect("a sender");
        let file = File { name: "list.csv".to_owned(), bytes: b"Zymotisk".to_vec() };
        let body = json!({ "type": 4, "data": { "content": "Zymotisk" } });
        let answered = sender.answer(InteractionId(1), "itoken", &body, &[file]).await;
        assert!(matches!(answered, Err(SendError::Refused { .. })), "{answered:?}");
        assert!(sender.get("users/@me").await.is_err());
        assert!(sender.fetch_file(&format!("http://{base}/a.csv"), 1 << 20).await.is_err());
        assert!(
            !answered.expect_err("refused").to_string().contains("itoken"),
            "nor is it in the error"
        );
    }
    assert!(told.try_recv().is_err(), "somebody was sent on");
}

#[tokio::test]
async fn an_answer_that_does_not_end_is_ended() {
    const HEAD: &[u8] =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n[";
    static SPACES: [u8; 64 << 10] = [b' '; 64 << 10];
    let (base, _asked) = answering(HEAD, &SPACES).await;
    let sender = Sender::new(&format!("http://{base}"), "token").expect("a sender");
    let answered = sender.get("users/@me").await;
    let told = answered.expect_err("an answer without an end").to_string();
    assert!(told.contains("an answer of more than"), "{told}");
    let file = sender.fetch_file(&format!("http://{base}/a.csv"), 1 << 20).await;
    assert_eq!(file, Err(SendError::TooLarge(1 << 20)));
}
