//! How fast a bot starts, and what it holds while it has nothing to do.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use kallelse::sandbox::{LimitSettings, Sandbox, SandboxConfig};
use tempfile::TempDir;

use crate::p50_and_p99;

const STARTS: usize = 5;

pub fn start(sandbox: &Sandbox, folder: &TempDir) -> (Child, Duration) {
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

pub async fn measure() {
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
pub fn resident_kib(process: u32) -> u32 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
