//! The command line: what each command does, and what it tells the person who typed it.

use std::collections::HashMap;
use std::error::Error;
use std::ffi::OsString;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use chrono::Utc;
use clap::{Args, Parser, Subcommand};

use crate::actions::ActionError;
use crate::actions::founding::{found, link};
use crate::actions::registry::refusal::RegisterRefusal;
use crate::app::{Bot, BotConfig, StartError};
use crate::charter;
use crate::clock::{Clock, SimulatedClock};
use crate::config::{self, Needs, Settings};
use crate::demo::{Demo, DemoConfig};
use crate::discord::send::{SendError, Sender};
use crate::domain::account::{ChannelId, GuildId};
use crate::logging;
use crate::sandbox::{ChannelSpec, GuildSpec, LimitSettings, Sandbox, SandboxConfig, UserSpec};
use crate::sandbox_clock;
use crate::secret::harmless;
use crate::store::Store;
use crate::web::{PublicAddress, WebConfig};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

/// Calls the meetings of formal groups and finds the substitute when somebody cannot come.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    /// Where everything is written: the database, unless another one is set.
    #[arg(long, env = "KALLELSE_DATA_DIR", default_value = "./data", global = true)]
    data_dir: PathBuf,
    /// A file with settings; config/default.toml shows them all.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the bot. Needs DISCORD_TOKEN or DISCORD_TOKEN_FILE.
    Run,
    /// Shows everything in a browser, without Discord: sandbox, bot and a simulated clock.
    Demo {
        /// The port of the page; 0 for any free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Runs the Discord-compatible server alone, for a bot of your own.
    Sandbox(SandboxArgs),
    /// Writes an organisation from a folder into the database, such as config/vastmanland. Run again,
    /// it links the accounts that the folder names and changes nothing else.
    Import {
        folder: PathBuf,
        /// The id of the Discord server that the organisation uses.
        #[arg(long)]
        guild: i64,
    },
}

/// How the sandbox is to run. What is set here can be set later too, by POST /sandbox/settings.
#[derive(Args)]
struct SandboxArgs {
    /// The port; 0 for any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen on. Whoever reaches it controls the sandbox: there is no password.
    #[arg(long, default_value = "127.0.0.1")]
    bind: IpAddr,
    /// For how many seconds the same nonce gives the same message; 0 for never.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u64).range(..=86_400))]
    nonce_window: u64,
    /// No rate limits.
    #[arg(long)]
    no_rate_limits: bool,
}

/// Reads what was typed, or says how to type it and with which code to end.
pub fn typed(words: impl IntoIterator<Item = OsString>) -> Result<Cli, ExitCode> {
    Cli::try_parse_from(words).map_err(|error| {
        let told = error.render().to_string();
        // The library quotes what it does not understand, which may be the token.
        if told.split(['\'', '"', ' ', '\n', '=']).any(|word| harmless(word) != word) {
            eprintln!("kallelse: it takes no such words: see kallelse --help");
        } else {
            let _ = error.print();
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
    })
}

/// Carries out what was typed.
///
/// # Errors
/// What stands in the way, in words for whoever typed it.
pub async fn carry_out(cli: Cli) -> Outcome {
    let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let needs = match cli.command {
        Command::Run | Command::Import { .. } => Needs::Token,
        Command::Demo { .. } | Command::Sandbox(_) => Needs::Nothing,
    };
    let settings = config::load(cli.config.as_deref(), environment, &cli.data_dir, needs)?;
    start_log(&settings, &cli.command)?;
    match cli.command {
        Command::Run => run(settings).await,
        Command::Demo { port } => demo(&cli.data_dir, port).await,
        Command::Sandbox(args) => sandbox(&args).await,
        Command::Import { folder, guild } => import(settings, &folder, GuildId(guild)).await,
    }
}

fn start_log(settings: &Settings, command: &Command) -> Outcome {
    let quiet = matches!(command, Command::Demo { .. } | Command::Sandbox(_))
        && settings.log_filter == "info";
    let filter = if quiet { "warn" } else { settings.log_filter.as_str() };
    Ok(logging::start(filter.parse()?, settings.log_format, quiet)?)
}

async fn run(settings: Settings) -> Outcome {
    let token = settings.token.ok_or("no token")?;
    let clock = match &settings.follow_clock {
        Some(base) => Clock::Simulated(sandbox_clock::mirror(base).await?),
        None => Clock::System,
    };
    let config = BotConfig {
        base: settings.discord_base,
        token,
        silence: settings.gateway_silence,
        database_url: settings.database_url.reveal().to_owned(),
        web: WebConfig {
            listen: settings.web_listen,
            health: settings.health_listen,
            address: settings.web_address.map_or(PublicAddress::Nowhere, PublicAddress::At),
            trusted_proxies: settings.web_trusted_proxies,
            statement: settings.statement,
        },
    };
    let mut bot = Bot::start(config, clock).await?;
    let mut superseded = bot.superseded();
    let is_superseded = tokio::select! {
        () = async { bot.ready().await; tracing::info!("ready"); std::future::pending().await } => false,
        _ = superseded.wait_for(|is_so| *is_so) => true,
        () = asked_to_stop() => false,
    };
    tracing::info!("stopping");
    bot.stop().await;
    if is_superseded {
        return Err(
            "another process has taken over the database: start this one again to wait for it"
                .into(),
        );
    }
    Ok(())
}

async fn demo(data_dir: &Path, port: u16) -> Outcome {
    let clock = SimulatedClock::flowing(Utc::now());
    let config = DemoConfig { data_dir, port, database_url: None, clock };
    let demo = Demo::start(config).await?;
    println!(
        "Kallelse is running. Open this page in a browser:\n\n    {}/\n\nCtrl-C ends it.",
        demo.sandbox.base()
    );
    asked_to_stop().await;
    demo.bot.stop().await;
    Ok(())
}

async fn sandbox(args: &SandboxArgs) -> Outcome {
    let limits = if args.no_rate_limits { LimitSettings::off() } else { LimitSettings::default() };
    let config = SandboxConfig {
        bind: args.bind,
        port: args.port,
        nonce_window: Duration::from_secs(args.nonce_window),
        limits,
        ..SandboxConfig::default()
    };
    let sandbox = Sandbox::start(config)
        .await
        .map_err(|error| format!("{}:{} cannot be listened on: {error}", args.bind, args.port))?;
    sandbox.make_guild(&try_out());
    println!(
        "A Discord-compatible server is running. Its page is at the same address.\n\n    address  {}\n    token    {}\n",
        sandbox.base(),
        sandbox.token()
    );
    if !args.bind.is_loopback() {
        println!(
            "It listens on {}: whoever reaches this machine there can read and control everything.\n",
            args.bind
        );
    }
    println!("Ctrl-C ends it.");
    asked_to_stop().await;
    Ok(())
}

/// A server to begin with: two channels, one of them not for everybody, and three people.
fn try_out() -> GuildSpec {
    let user = |name: &str| UserSpec { name: name.to_owned(), locale: None };
    let (owner, moderator) = ("Owner".to_owned(), "Moderator".to_owned());
    GuildSpec {
        name: "Sandbox".to_owned(),
        channels: vec![
            ChannelSpec { name: "general".to_owned(), ..ChannelSpec::default() },
            ChannelSpec {
                name: "staff".to_owned(),
                only: Some(vec![owner.clone(), moderator.clone()]),
                ..ChannelSpec::default()
            },
        ],
        users: vec![user("Member"), user(&moderator), user(&owner)],
        owner: Some(owner),
        ..GuildSpec::default()
    }
}

async fn import(settings: Settings, folder: &Path, guild: GuildId) -> Outcome {
    let files = charter::from_folder(folder)?;
    let token = settings.token.ok_or("no token")?;
    let sender = Sender::new(&settings.discord_base, token.reveal())?;
    let listed = sender.get(&format!("guilds/{guild}/channels")).await;
    let listed = listed.map_err(|error| not_listed(&error, &settings.discord_base, guild))?;
    let channels: HashMap<String, ChannelId> = listed
        .as_array()
        .into_iter()
        .flatten()
        // Text channels: a group of channels may bear the same name.
        .filter(|channel| channel["type"] == 0)
        .filter_map(|channel| {
            Some((channel["name"].as_str()?.to_owned(), channel["id"].as_str()?.parse().ok()?))
        })
        .collect();
    let charter = files.charter(guild, &channels, HashMap::new())?;
    let store = Store::open(settings.database_url.reveal()).await?;
    let now = Clock::System.now();
    match found(&store, &charter, now).await {
        Ok(_) => println!(
            "{} is written down: {} groups, {} people, {} of them with an account.",
            files.name(),
            charter.groups.len(),
            files.people().len(),
            charter.accounts.len()
        ),
        Err(ActionError::Register(RegisterRefusal::AlreadyFounded)) => {
            let linked = link(&store, guild, &charter.accounts, now).await?;
            println!(
                "{} was written down before. {linked} accounts are linked; nothing else was changed.",
                files.name()
            );
        }
        Err(error) => return Err(error.into()),
    }
    store.close().await;
    let doubtful = files.doubtful_accounts();
    if !doubtful.is_empty() {
        println!(
            "These accounts stood as numbers, and a spreadsheet may have rounded them. If one is wrong, correct it with /me link:\n{}",
            doubtful.join("\n")
        );
    }
    Ok(())
}

/// Why the channels of a guild could not be looked up, and what to do about it.
fn not_listed(error: &SendError, base: &str, guild: GuildId) -> String {
    match error {
        SendError::Refused { status: 401, .. } => {
            StartError::TokenRefused(base.to_owned()).to_string()
        }
        SendError::Refused { status: 403 | 404, .. } => {
            format!("the bot is not on the server {guild}: invite it first, or check the number")
        }
        other => format!("the server at {base} did not answer as it should: {other}"),
    }
}

/// Returns when the process is told to end: Ctrl-C, or SIGTERM from whoever runs services.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
