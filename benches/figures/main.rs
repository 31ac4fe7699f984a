//! Figures, measured in one run against the sandbox and printed: `cargo bench`.
//!
//! No figure is a test: machines differ. What can be compared stands beside each other, measured in the
//! same run, in turns.

mod calendars;
mod files;
mod guilds;
mod import;
mod network;
mod notes;
mod organisation;
mod pages;
mod planning;
#[path = "../../tests/it/harness/postgres.rs"]
mod postgres;
mod process;
mod round_trip;
mod statements;

use serde_json::Value;

#[tokio::main]
async fn main() {
    // `cargo bench --bench figures -- import` measures that one alone.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let measured = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    statements::listen();
    if measured("statements") {
        statements::count().await;
    }
    if measured("round-trip") {
        round_trip::measure().await;
    }
    if measured("process") {
        process::measure().await;
    }
    wanted.iter().for_each(|one| files::measure_one(one));
    if measured("files") {
        files::measure().await;
    }
    if measured("guilds") {
        guilds::measure().await;
    }
    if measured("plan") {
        planning::tick().await;
        planning::many_guilds().await;
        planning::backlog().await;
    }
    if measured("calendars") {
        calendars::measure().await;
    }
    if measured("pages") {
        pages::measure().await;
    }
    if measured("notes") {
        notes::measure().await;
    }
    if measured("import") {
        import::measure().await;
    }
    if measured("network") {
        network::measure().await;
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
