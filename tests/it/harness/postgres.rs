//! A throwaway PostgreSQL server, where one is installed.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use sqlx::{Connection, Executor};

/// A server for this run of the tests. It ends when its standard input closes, which is when the
/// run ends, however that comes about, and leaves nothing behind: what is static is never dropped,
/// so the one that ends it takes its folder away too.
struct Server {
    port: u16,
    _shell: Child,
}

static SERVER: OnceLock<Option<Server>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The address of a new, empty database; `None`, said aloud, where no PostgreSQL is installed.
pub async fn fresh_database() -> Option<String> {
    let server =
        tokio::task::spawn_blocking(|| SERVER.get_or_init(start).as_ref()).await.expect("a server");
    let Some(server) = server else {
        println!("SKIPPED: no PostgreSQL is installed (initdb was not found)");
        return None;
    };
    let base = format!("postgres://postgres@127.0.0.1:{}", server.port);
    let name = format!("kallelse_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    sqlx::any::install_default_drivers();
    let mut connection = connect(&format!("{base}/postgres")).await;
    connection
        .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .expect("a database");
    Some(format!("{base}/{name}"))
}

/// A connection, as soon as the server has come up.
async fn connect(url: &str) -> sqlx::AnyConnection {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        match sqlx::AnyConnection::connect(url).await {
            Ok(connection) => return connection,
            Err(error) => assert!(Instant::now() < patience, "the server does not start: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn start() -> Option<Server> {
    let programs = programs()?;
    let folder = tempfile::Builder::new().prefix("kallelse-pg").tempdir().expect("a folder").keep();
    let data = folder.join("data");
    // The server refuses to run as root: there it runs as the user that Debian's package makes.
    let is_root =
        Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    let prefix: &[&str] = if is_root { &["runuser", "-u", "postgres", "--"] } else { &["env"] };
    if is_root {
        let owned = Command::new("chown").arg("postgres").arg(&folder).status().expect("chown");
        assert!(owned.success(), "there is no user postgres to run the server as");
    }
    let init = Command::new(prefix[0])
        .args(&prefix[1..])
        .arg(programs.join("initdb"))
        .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync", "-D"])
        .arg(&data)
        .output()
        .expect("initdb");
    assert!(init.status.success(), "initdb: {}", String::from_utf8_lossy(&init.stderr));
    let port = free_port();
    // The shell holds the server's life: it reads until its input closes, then ends the server. An
    // interrupt from the keyboard is for the tests: theirs is the end that it waits for.
    let script = r#"trap '' INT; folder="$1"; bin="$2"; data="$folder/data"; port="$3"; shift 3
"$@" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200 -k "$data" >/dev/null 2>&1 &
cat >/dev/null; "$@" "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder""#;
    let shell = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(&folder)
        .arg(&programs)
        .arg(port.to_string())
        .args(prefix)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("a shell");
    Some(Server { port, _shell: shell })
}

/// The folder that holds `initdb` and `postgres` side by side.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten();
    let installed = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    installed.chain(std::env::split_paths(&path)).find(|folder| has_both(folder))
}

fn has_both(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file())
}

pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
