//! Settings: `config/default.toml` ← a file ← the environment, read once and checked as a whole.

use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use ipnet::IpNet;

use crate::domain::link::Link;
use crate::render::page::Statement;
use crate::secret::{DatabaseUrl, Token, harmless};

const DEFAULTS: &str = include_str!("../config/default.toml");

/// The least silence, in seconds, before a connection to Discord is given up.
const LEAST_FOR_DISCORD: u64 = 60;

/// Every option: its key and the environment variable that sets it.
const OPTIONS: [(&str, &str); 15] = [
    ("discord.token", "DISCORD_TOKEN"),
    ("discord.base", "KALLELSE_DISCORD_BASE"),
    ("discord.gateway_silence", "KALLELSE_DISCORD_GATEWAY_SILENCE"),
    ("database.url", "DATABASE_URL"),
    ("web.listen", "KALLELSE_WEB_LISTEN"),
    ("web.address", "KALLELSE_WEB_ADDRESS"),
    ("web.trusted_proxies", "KALLELSE_WEB_TRUSTED_PROXIES"),
    ("health.listen", "KALLELSE_HEALTH_LISTEN"),
    ("accessibility.publisher", "KALLELSE_ACCESSIBILITY_PUBLISHER"),
    ("accessibility.contact", "KALLELSE_ACCESSIBILITY_CONTACT"),
    ("accessibility.faults", "KALLELSE_ACCESSIBILITY_FAULTS"),
    ("accessibility.reviewed", "KALLELSE_ACCESSIBILITY_REVIEWED"),
    ("log.filter", "KALLELSE_LOG_FILTER"),
    ("log.format", "KALLELSE_LOG_FORMAT"),
    ("clock.follow", "KALLELSE_CLOCK_FOLLOW"),
];

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Auto,
    Text,
    Json,
}

/// All settings, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `None` where none was given; whoever needs one says so.
    pub token: Option<Token>,
    pub discord_base: String,
    pub gateway_silence: Duration,
    pub database_url: DatabaseUrl,
    /// Where pages and calendars are served; `None` for nowhere.
    pub web_listen: Option<SocketAddr>,
    /// Where they are for whoever is outside; `None` for who cannot get there.
    pub web_address: Option<String>,
    pub web_trusted_proxies: Vec<IpNet>,
    /// Where whoever runs the bot asks how it is; `None` for nowhere.
    pub health_listen: Option<SocketAddr>,
    /// What is said of the pages' accessibility.
    pub statement: Statement,
    pub log_filter: String,
    pub log_format: LogFormat,
    pub follow_clock: Option<String>,
}

/// What a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Token,
    Nothing,
}

/// One setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub key: String,
    /// As it was given; never that of a secret.
    pub value: String,
    pub allowed: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value.as_str() {
            "" => write!(f, "{}: {}", self.key, self.allowed),
            value => write!(f, "{} = {value:?}: {}", self.key, self.allowed),
        }
    }
}

/// All settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Problems(pub Vec<Problem>);

/// Reads and checks the settings. `environment` looks a variable up.
///
/// # Errors
/// Every problem at once.
pub fn load(
    file: Option<&Path>,
    environment: impl Fn(&str) -> Option<String>,
    data_dir: &Path,
    needs: Needs,
) -> Result<Settings, Problems> {
    let mut reader = Reader { problems: Vec::new(), given: HashMap::new() };
    reader.gather(file, &environment);
    let token = reader.token(&environment);
    if token.is_none() && needs == Needs::Token {
        let how =
            "set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to the path of a file that holds the token";
        reader.problem("discord.token", "", how);
    }
    let settings = Settings {
        token,
        discord_base: reader.address("discord.base", &["http://", "https://"]).unwrap_or_default(),
        gateway_silence: Duration::from_secs(reader.seconds("discord.gateway_silence", 2, 86_400)),
        database_url: DatabaseUrl::new(reader.database(data_dir)),
        web_listen: reader.listen("web.listen"),
        web_address: reader.address("web.address", &["", "http://", "https://"]),
        web_trusted_proxies: reader.nets("web.trusted_proxies"),
        health_listen: reader.listen("health.listen"),
        statement: Statement {
            publisher: reader.words("accessibility.publisher"),
            contact: reader.contact("accessibility.contact"),
            faults: reader.words("accessibility.faults"),
            reviewed: reader.day("accessibility.reviewed"),
        },
        log_filter: reader.log_filter(),
        log_format: reader.log_format(),
        follow_clock: reader.address("clock.follow", &["", "http://"]),
    };
    // A healthy connection to Discord may be quiet for a whole heartbeat interval of 41.25 s, and a
    // bot that connects anew too often loses its token.
    if settings.discord_base == "https://discord.com"
        && !reader.problems.iter().any(|problem| problem.key == "discord.gateway_silence")
        && settings.gateway_silence.as_secs() < LEAST_FOR_DISCORD
    {
        let given = settings.gateway_silence.as_secs().to_string();
        let allowed = format!("at least {LEAST_FOR_DISCORD} for Discord itself");
        reader.problem("discord.gateway_silence", &given, &allowed);
    }
    if reader.problems.is_empty() { Ok(settings) } else { Err(Problems(reader.problems)) }
}

/// Collects problems while reading.
struct Reader {
    problems: Vec<Problem>,
    /// What is set, by key: the last word on each.
    given: HashMap<String, String>,
}

impl Reader {
    fn gather(&mut self, file: Option<&Path>, environment: &impl Fn(&str) -> Option<String>) {
        self.take(DEFAULTS);
        if let Some(path) = file {
            let told = path.display().to_string();
            match std::fs::read_to_string(path) {
                Ok(text) => {
                    if let Some(why) = self.take(&text) {
                        self.problem("--config", &told, &why);
                    }
                }
                Err(error) => self.problem("--config", &told, &error.to_string()),
            }
        }
        for (key, variable) in OPTIONS {
            if let Some(value) = environment(variable) {
                self.given.insert(key.to_owned(), value);
            }
        }
    }

    /// Takes what a file sets. Returns why it cannot be read: where, and never what stands there,
    /// which may be the token. The library's own words may quote it.
    fn take(&mut self, text: &str) -> Option<String> {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start));
                let line = before.map_or(1, |before| before.matches('\n').count() + 1);
                return Some(format!(
                    "line {line} is not TOML: it takes lines like name = \"a text in quotes\", each name once"
                ));
            }
        };
        for (section, content) in table {
            match content {
                toml::Value::Table(options) => {
                    for (name, value) in options {
                        self.set(format!("{section}.{name}"), value);
                    }
                }
                value => self.set(section, value),
            }
        }
        None
    }

    /// A key that nobody reads is a mistake that would go unnoticed.
    fn set(&mut self, key: String, value: toml::Value) {
        if !OPTIONS.iter().any(|(known, _)| *known == key) {
            let known: Vec<&str> = OPTIONS.iter().map(|(key, _)| *key).collect();
            let why = format!("there is no such option; there are {}", known.join(", "));
            return self.problem(&key, "", &why);
        }
        match value {
            toml::Value::String(text) => drop(self.given.insert(key, text)),
            toml::Value::Integer(number) => drop(self.given.insert(key, number.to_string())),
            _ => self.problem(&key, "", "a text in quotes, or a whole number"),
        }
    }

    fn problem(&mut self, key: &str, value: &str, allowed: &str) {
        let (key, value) = (harmless(key).to_owned(), harmless(value).to_owned());
        self.problems.push(Problem { key, value, allowed: allowed.to_owned() });
    }

    fn text(&self, key: &str) -> String {
        self.given.get(key).cloned().unwrap_or_default()
    }

    fn token(&mut self, environment: &impl Fn(&str) -> Option<String>) -> Option<Token> {
        let given = self.text("discord.token");
        let token = match environment("DISCORD_TOKEN_FILE").filter(|_| given.is_empty()) {
            Some(path) => match std::fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) => {
                    // Somebody may have put the token itself there.
                    let why =
                        format!("the path of a file that holds the token is wanted here ({error})");
                    self.problem("DISCORD_TOKEN_FILE", "", &why);
                    String::new()
                }
            },
            None => given,
        };
        let token = token.trim();
        if !token.chars().all(|c| c.is_ascii_graphic()) {
            self.problem("discord.token", "…", "a token has no spaces and no letters beyond ASCII");
        }
        (!token.is_empty()).then(|| Token::new(token))
    }

    /// An address that begins in one of the ways allowed; an empty one only where "" is allowed.
    fn address(&mut self, key: &str, allowed: &[&str]) -> Option<String> {
        let given = self.text(key);
        let given = given.trim().trim_end_matches('/');
        if given.is_empty() && allowed.contains(&"") {
            return None;
        }
        let known = allowed.iter().any(|scheme| !scheme.is_empty() && given.starts_with(scheme));
        let parsed = reqwest::Url::parse(given);
        // It is shown where a server does not answer.
        let is_secretive =
            |url: &reqwest::Url| !url.username().is_empty() || url.password().is_some();
        if !known || parsed.is_err() || parsed.is_ok_and(|url| is_secretive(&url)) {
            let schemes =
                allowed.iter().filter(|scheme| !scheme.is_empty()).copied().collect::<Vec<_>>();
            self.problem(
                key,
                given,
                &format!("an address without a password that begins with {}", schemes.join(" or ")),
            );
        }
        Some(given.to_owned())
    }

    /// Where to listen; an empty text for nowhere.
    fn listen(&mut self, key: &str) -> Option<SocketAddr> {
        let given = self.text(key);
        if ["", "none"].contains(&given.trim()) {
            return None;
        }
        let address = given.trim().parse().ok();
        if address.is_none() {
            let allowed = "an address and a port, as 127.0.0.1:8484, or none";
            self.problem(key, &given, allowed);
        }
        address
    }

    /// Addresses, or nets of them, with commas between.
    fn nets(&mut self, key: &str) -> Vec<IpNet> {
        let given = self.text(key);
        let parts = given.split(',').map(str::trim).filter(|part| !part.is_empty());
        let net =
            |part: &str| part.parse().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
        let nets: Option<Vec<IpNet>> = parts.map(net).collect();
        if nets.is_none() {
            let allowed = "addresses or nets with commas between, as 127.0.0.1, 10.0.0.0/8";
            self.problem(key, &given, allowed);
        }
        nets.unwrap_or_default()
    }

    /// What stands there, if anything does.
    fn words(&self, key: &str) -> Option<String> {
        let given = self.text(key).trim().to_owned();
        (!given.is_empty()).then_some(given)
    }

    /// An e-mail address, or that of a page.
    fn contact(&mut self, key: &str) -> Option<String> {
        let given = self.words(key)?;
        let is_plain =
            !given.contains(char::is_whitespace) && !given.contains(['<', '>', '"', '?']);
        let is_mail = given.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !name.contains([':', '/'])
        });
        let is_page = Link::parse(&given).is_some_and(|_| given.starts_with("https://"));
        if !(is_page || is_plain && is_mail) {
            let allowed = "an e-mail address, or an address that begins with https://";
            self.problem(key, &given, allowed);
        }
        Some(given)
    }

    /// A day, as 2026-11-29.
    fn day(&mut self, key: &str) -> Option<NaiveDate> {
        let given = self.words(key)?;
        let day = given.parse().ok();
        if day.is_none() {
            self.problem(key, &given, "a day, as 2026-11-29");
        }
        day
    }

    fn seconds(&mut self, key: &str, least: u64, most: u64) -> u64 {
        let given = self.text(key);
        match given.trim().parse() {
            Ok(seconds) if (least..=most).contains(&seconds) => seconds,
            _ => {
                self.problem(key, &given, &format!("whole seconds from {least} to {most}"));
                least
            }
        }
    }

    fn database(&mut self, data_dir: &Path) -> String {
        let given = self.text("database.url");
        let in_data_dir: PathBuf = data_dir.join("kallelse.db");
        if given.is_empty() {
            return format!("sqlite://{}", in_data_dir.display());
        }
        let path_given = given
            .strip_prefix("sqlite://")
            .is_some_and(|path| !path.is_empty() && !path.contains('?'));
        if !path_given && !given.starts_with("postgres://") && !given.starts_with("postgresql://") {
            // It may hold a password, wherever that stands in what is no address.
            self.problem(
                "database.url",
                "…",
                "sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME",
            );
        }
        given
    }

    fn log_filter(&mut self) -> String {
        let given = self.text("log.filter");
        if let Err(error) = given.parse::<tracing_subscriber::filter::Targets>() {
            self.problem("log.filter", &given, &format!("a level or levels by module ({error})"));
        }
        given
    }

    fn log_format(&mut self) -> LogFormat {
        match self.text("log.format").as_str() {
            "auto" => LogFormat::Auto,
            "text" => LogFormat::Text,
            "json" => LogFormat::Json,
            other => {
                self.problem("log.format", other, "auto, text or json");
                LogFormat::Auto
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Settings, Problems> {
        let environment = |name: &str| {
            pairs
                .iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, value)| (*value).to_owned())
        };
        load(None, environment, Path::new("data"), Needs::Nothing)
    }

    #[test]
    fn the_defaults_are_in_order() {
        let settings = with(&[]).expect("defaults");
        assert_eq!(settings.discord_base, "https://discord.com");
        assert_eq!(settings.gateway_silence, Duration::from_secs(98));
        assert_eq!(settings.database_url.reveal(), "sqlite://data/kallelse.db");
        assert_eq!(settings.token, None);
        assert_eq!(settings.follow_clock, None);
    }

    #[test]
    fn every_default_is_an_option_and_every_option_has_a_default() {
        let table: toml::Table = DEFAULTS.parse().expect("default.toml");
        let mut keys: Vec<String> = table
            .iter()
            .flat_map(|(section, options)| {
                let options = options.as_table().expect("a section").keys();
                options.map(move |name| format!("{section}.{name}")).collect::<Vec<_>>()
            })
            .collect();
        let mut options: Vec<&str> = OPTIONS.iter().map(|(key, _)| *key).collect();
        keys.sort();
        options.sort_unstable();
        assert_eq!(keys, options);
    }

    #[test]
    fn all_problems_are_told_at_once_with_key_and_value() {
        let problems = with(&[
            ("KALLELSE_DISCORD_BASE", "discord.com"),
            ("KALLELSE_DISCORD_GATEWAY_SILENCE", "soon"),
            ("DATABASE_URL", "mysql://root:secret@host/db"),
            ("KALLELSE_LOG_FORMAT", "xml"),
        ])
        .expect_err("four problems");
        let keys: Vec<&str> = problems.0.iter().map(|problem| problem.key.as_str()).collect();
        assert_eq!(keys, ["discord.base", "discord.gateway_silence", "database.url", "log.format"]);
        let told = problems.to_string();
        assert!(told.contains("\"soon\"") && told.contains("\"discord.com\""), "{told}");
        assert!(!told.contains("secret"), "a password is shown: {told}");
    }

    #[test]
    fn a_file_is_read_over_the_defaults_and_what_is_wrong_in_it_is_told_without_what_stands_there()
    {
        let folder = tempfile::TempDir::new().expect("a folder");
        let read = |text: &str| {
            let path = folder.path().join("own.toml");
            std::fs::write(&path, text).expect("written");
            let environment =
                |name: &str| (name == "KALLELSE_LOG_FORMAT").then(|| "json".to_owned());
            load(Some(&path), environment, Path::new("data"), Needs::Nothing)
        };
        let settings = read("[discord]\ngateway_silence = 120\n[log]\nformat = \"text\"\n");
        let settings = settings.expect("settings");
        assert_eq!(settings.gateway_silence, Duration::from_secs(120));
        assert_eq!(settings.log_format, LogFormat::Json, "the environment has the last word");
        assert_eq!(settings.discord_base, "https://discord.com", "what is not said stays");
        let told = |text: &str| read(text).expect_err("refused").to_string();
        let broken = told("[discord]\ntoken = MTk4.secret\n");
        assert!(broken.contains("line 2") && !broken.contains("secret"), "{broken}");
        for spoilt in [
            "[discord]\ntoken = \"MTk4.secret\n",
            "[discord]\ntoken = \"a\"\ntoken = \"MTk4.secret\"\n",
            "[discord]\nMTk4.secret\n",
            "[discord]\ntoken MTk4.secret\n",
            "[discord]\ntoken = 'x' MTk4.secret\n",
            "token = MTk4secretsecretsecretsecret\n",
            "[discord]\nMTk4secretsecretsecretsecret = 1\n",
            "[discord]\ntoken = 1979-13-77secret\n",
            "[discord.token]\nMTk4secretsecretsecretsecret = 1\n",
        ] {
            assert!(!told(spoilt).contains("secret"), "{spoilt}: {}", told(spoilt));
        }
        let unknown = told("[discord]\ntokken = \"x\"\n[log]\nfilter = [1]\nloud = true\n");
        for key in ["discord.tokken", "log.filter", "log.loud"] {
            assert!(unknown.contains(key), "{key}: {unknown}");
        }
    }

    #[test]
    fn no_password_and_no_token_stands_in_an_error_wherever_it_was_given() {
        let token = format!("MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.{}", "secret".repeat(5));
        let addresses = [
            "postgres:/root:secret@host/db",
            "postgres:root:secret@host/db",
            "root:secret@host/db",
            "root:secret@host",
            "//root:secret@host/db",
            "mysql://root:secret@host/db",
            "https//root:secret@host",
            "ftp://root:secret@host",
            &token,
        ];
        for given in addresses {
            for variable in [
                "DATABASE_URL",
                "KALLELSE_DISCORD_BASE",
                "KALLELSE_CLOCK_FOLLOW",
                "KALLELSE_LOG_FORMAT",
                "KALLELSE_DISCORD_GATEWAY_SILENCE",
                "DISCORD_TOKEN_FILE",
            ] {
                let told = with(&[(variable, given)]).expect_err(variable).to_string();
                assert!(!told.contains("secret"), "{variable} = {given}: {told}");
            }
            if let Err(problems) = with(&[("KALLELSE_LOG_FILTER", given)]) {
                assert!(!problems.to_string().contains("secret"), "{given}: {problems}");
            }
            let no_file = load(Some(Path::new(given)), |_| None, Path::new("data"), Needs::Nothing);
            let told = no_file.expect_err("no such file").to_string();
            assert!(!told.contains("secret"), "{given}: {told}");
        }
        // An address that can be used and holds a password is shown nowhere either.
        let held = with(&[("DATABASE_URL", "postgres://root:secret@host/db")]).expect("settings");
        assert!(!format!("{held:?}").contains("secret"), "{held:?}");
    }

    #[test]
    fn a_token_is_never_shown() {
        let settings = with(&[("DISCORD_TOKEN", "abc.def")]).expect("settings");
        assert_eq!(settings.token.as_ref().map(Token::reveal), Some("abc.def"));
        assert!(!format!("{settings:?}").contains("abc.def"));
    }
}
