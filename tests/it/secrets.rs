//! What is confidential stays so: in the program's log, and in its files.

use std::time::{Duration, Instant};

use kallelse::sandbox::{LimitSettings, Sandbox, SandboxConfig};
use serde_json::{Value, json};
use tempfile::TempDir;

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
    let code = json!({ "channel_id": channel, "command": "me link", "options": { "code": "ABCDE-12345" } });
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
    let secret = ["Zymotisk".to_owned(), "ABCDE-12345".to_owned(), sandbox.token()];
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
