//! The only sender to Discord's HTTP API v10, with time-outs and limits.

use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use twilight_http_ratelimiting::Method as LimitedMethod;

pub use super::age::DISCORD_EPOCH_MS;
use super::age::{Age, ServerClock};
use super::limiter::{Limiter, retry_after};
use super::response::{LARGEST_ANSWER, bytes_of, id_in, keeps_files, read, unsent};
use crate::domain::account::{ChannelId, InteractionId, MessageId, UserId};
use crate::render::File;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request may take in all. Below the lease of a notice.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(15);
/// A 429 that asks for more than this is handed back instead of waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a 429 is waited for within one request.
const MOST_WAITS: usize = 3;

/// Discord's error codes that we act upon (documentation, "Opcodes and Status Codes").
pub mod code {
    pub const UNKNOWN_CHANNEL: u64 = 10003;
    pub const UNKNOWN_MESSAGE: u64 = 10008;
    pub const UNKNOWN_MEMBER: u64 = 10007;
    pub const UNKNOWN_USER: u64 = 10013;
    pub const NO_ACCESS: u64 = 50001;
    pub const CANNOT_DM: u64 = 50007;
    pub const NO_PERMISSION: u64 = 50013;
    pub const THREAD_ARCHIVED: u64 = 50083;
    pub const NO_MUTUAL_GUILD: u64 = 50278;
    pub const ALREADY_ACKNOWLEDGED: u64 = 40060;
    pub const THREAD_EXISTS: u64 = 160_004;
    pub const THREAD_LOCKED: u64 = 160_005;
}

/// Why a request did not give what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Surely not carried out: no connection was made.
    #[error("could not connect: {0}")]
    NotSent(String),
    /// Surely not carried out: too many requests. How long to wait.
    #[error("rate limited for {0:?}")]
    RateLimited(Duration),
    /// Surely not carried out: Discord said no. `code` is Discord's own, 0 where it gave none.
    #[error("refused with {status}, code {code}: {message}")]
    Refused { status: u16, code: u64, message: String },
    /// A file that is larger than so many bytes.
    #[error("a file is larger than {0} bytes")]
    TooLarge(usize),
    /// Surely not carried out: the address of a file is neither Discord's nor the configured server's.
    #[error("a file lies where none is fetched from")]
    ForeignFile,
    /// May have been carried out: time-out, reset, 5xx, or an answer that cannot be read.
    #[error("outcome unknown: {0}")]
    Ambiguous(String),
}

impl SendError {
    /// Whether Discord gave this code of its own.
    pub fn has_code(&self, wanted: &[u64]) -> bool {
        matches!(self, Self::Refused { code, .. } if wanted.contains(code))
    }

    /// Whether a file was too large to be fetched.
    pub fn is_too_large(&self) -> bool {
        matches!(self, Self::TooLarge(_))
    }
}

/// Speaks to one server with one token.
pub struct Sender {
    http: reqwest::Client,
    authorization: HeaderValue,
    api: String,
    limiter: Limiter,
    /// What time it is there.
    clock: ServerClock,
}

impl Sender {
    /// A sender to `base` (`https://discord.com` or a compatible server).
    ///
    /// # Errors
    /// A token with characters that no header may hold.
    pub fn new(base: &str, token: &str) -> Result<Self, String> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {token}"))
            .map_err(|_| "the token has characters that no token has")?;
        authorization.set_sensitive(true);
        let http = Self::client()?;
        let api = format!("{}/api/v10", base.trim_end_matches('/'));
        Ok(Self {
            http,
            authorization,
            api,
            limiter: Limiter::default(),
            clock: ServerClock::default(),
        })
    }

    /// A client with time-outs, for whoever else must ask the same server. It holds no token.
    pub fn client() -> Result<reqwest::Client, String> {
        reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            // Nobody is sent on: what a request bears is for the server that it was made for.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!(
                "DiscordBot (https://github.com/kallelse/kallelse, ",
                env!("CARGO_PKG_VERSION"),
                ")"
            ))
            .build()
            .map_err(|error| error.to_string())
    }

    /// Posts a message. With the same `nonce` (at most 25 characters) it is posted once within
    /// "the past few minutes".
    pub async fn post_message(
        &self,
        channel: ChannelId,
        (body, files): (&Value, &[File]),
        nonce: &str,
    ) -> Result<MessageId, SendError> {
        let mut body = body.clone();
        body["nonce"] = json!(nonce);
        body["enforce_nonce"] = json!(true);
        let path = format!("channels/{channel}/messages");
        let answer = self.call_with(Method::POST, &path, Some(&body), files).await?;
        Ok(MessageId(id_in(answer)?))
    }

    /// Edits a message of ours. It has these files afterwards, and no others.
    pub async fn edit_message(
        &self,
        (channel, message): (ChannelId, MessageId),
        (body, files): (&Value, &[File]),
    ) -> Result<(), SendError> {
        let mut body = body.clone();
        body["attachments"] = json!([]);
        let path = format!("channels/{channel}/messages/{message}");
        self.call_with(Method::PATCH, &path, Some(&body), files).await?;
        Ok(())
    }

    /// Pins a message. One that is pinned stays so.
    pub async fn pin_message(
        &self,
        (channel, message): (ChannelId, MessageId),
    ) -> Result<(), SendError> {
        let path = format!("channels/{channel}/messages/pins/{message}");
        self.call(Method::PUT, &path, None).await?;
        Ok(())
    }

    /// Up to 100 messages of a channel, the newest or those before one, in any order.
    pub async fn messages_before(
        &self,
        channel: ChannelId,
        before: Option<i64>,
    ) -> Result<Vec<Value>, SendError> {
        let before = before.map_or_else(String::new, |message| format!("&before={message}"));
        let path = format!("channels/{channel}/messages?limit=100{before}");
        match self.call(Method::GET, &path, None).await? {
            Value::Array(messages) => Ok(messages),
            _ => Err(SendError::Ambiguous("a list of messages was expected".to_owned())),
        }
    }

    /// The direct-message channel with a person. Opening it twice gives the same one.
    pub async fn open_direct(&self, user: UserId) -> Result<ChannelId, SendError> {
        let body = json!({ "recipient_id": user.to_string() });
        let answer = self.call(Method::POST, "users/@me/channels", Some(&body)).await?;
        Ok(ChannelId(id_in(answer)?))
    }

    /// Opens a thread under a message. Its id is that of the message, so that a thread which is
    /// there already is simply taken.
    pub async fn open_thread(
        &self,
        (channel, message): (ChannelId, MessageId),
        name: &str,
    ) -> Result<ChannelId, SendError> {
        // A week of silence, the longest that Discord knows, before the thread is folded away.
        let body = json!({ "name": name, "auto_archive_duration": 10080 });
        let path = format!("channels/{channel}/messages/{message}/threads");
        match self.call(Method::POST, &path, Some(&body)).await {
            Ok(_) => Ok(ChannelId(message.0)),
            Err(error) if error.has_code(&[code::THREAD_EXISTS]) => Ok(ChannelId(message.0)),
            Err(error) => Err(error),
        }
    }

    /// Gives a thread of ours another name, of at most 100 characters.
    pub async fn rename_thread(&self, thread: ChannelId, name: &str) -> Result<(), SendError> {
        let path = format!("channels/{thread}");
        self.call(Method::PATCH, &path, Some(&json!({ "name": name }))).await.map(|_| ())
    }

    /// How long an interaction that has come now can wait, where it is put off at an age of `put_off`.
    pub fn age_of(&self, interaction: InteractionId, put_off: Duration) -> Age {
        Age::of(self.clock.age_ms(interaction, Instant::now()), put_off)
    }

    /// Answers an interaction, with a callback by Discord's type and data.
    pub async fn answer(
        &self,
        interaction: InteractionId,
        token: &str,
        body: &Value,
        files: &[File],
    ) -> Result<(), SendError> {
        let path = format!("interactions/{interaction}/{token}/callback");
        self.call_with(Method::POST, &path, Some(body), files).await?;
        Ok(())
    }

    /// Replaces the first answer to an interaction.
    pub async fn edit_answer(
        &self,
        application: &str,
        token: &str,
        body: &Value,
        files: &[File],
    ) -> Result<(), SendError> {
        let path = format!("webhooks/{application}/{token}/messages/@original");
        self.call_with(Method::PATCH, &path, Some(body), files).await?;
        Ok(())
    }

    /// A file that somebody gave to a command, from the address that Discord named: without our
    /// token, and no more than `most` bytes of it. It lies with Discord or on the configured server.
    pub async fn fetch_file(&self, address: &str, most: usize) -> Result<Vec<u8>, SendError> {
        if !keeps_files(&self.api, address) {
            return Err(SendError::ForeignFile);
        }
        let response = self.http.get(address).send().await.map_err(|error| unsent(&error))?;
        if !response.status().is_success() {
            let status = response.status().as_u16();
            return Err(SendError::Refused { status, code: 0, message: "no file".to_owned() });
        }
        bytes_of(response, most).await?.ok_or(SendError::TooLarge(most))
    }

    /// Any other request; the answer's JSON, null where there is none.
    pub async fn get(&self, path: &str) -> Result<Value, SendError> {
        self.call(Method::GET, path, None).await
    }

    /// Replaces a whole resource.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value, SendError> {
        self.call(Method::PUT, path, Some(body)).await
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, SendError> {
        self.call_with(method, path, body, &[]).await
    }

    async fn call_with(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        files: &[File],
    ) -> Result<Value, SendError> {
        let mut waits = 0;
        loop {
            match self.call_once(method.clone(), path, body, files).await {
                Err(SendError::RateLimited(wait)) if wait <= PATIENCE && waits < MOST_WAITS => {
                    waits += 1;
                    tokio::time::sleep(wait).await;
                }
                other => return other,
            }
        }
    }

    async fn call_once(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        files: &[File],
    ) -> Result<Value, SendError> {
        let endpoint = path.split('?').next().unwrap_or_default();
        let permit = self.limiter.acquire(limited(&method), endpoint).await;
        let request = self.http.request(method, format!("{}/{path}", self.api));
        let mut request = request.header(AUTHORIZATION, self.authorization.clone());
        request = match body {
            Some(body) if files.is_empty() => request.json(body),
            Some(body) => request.multipart(form(body, files)),
            None => request,
        };
        let asked = Instant::now();
        let response = request.send().await.map_err(|error| unsent(&error))?;
        self.clock.learn(response.headers(), asked, Instant::now());
        let status = response.status();
        self.limiter.learn(permit, status.as_u16(), response.headers());
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(SendError::RateLimited(retry_after(response.headers())));
        }
        match bytes_of(response, LARGEST_ANSWER).await? {
            Some(bytes) => read(status, &bytes),
            None => {
                Err(SendError::Ambiguous(format!("an answer of more than {LARGEST_ANSWER} bytes")))
            }
        }
    }
}

/// A body with files beside it (documentation, "Uploading Files"): `payload_json` and `files[n]`,
/// each named in the body's `attachments`.
fn form(body: &Value, files: &[File]) -> Form {
    let mut body = body.clone();
    let named: Vec<Value> = files
        .iter()
        .enumerate()
        .map(|(number, file)| json!({ "id": number.to_string(), "filename": file.name }))
        .collect();
    // An interaction's answer holds the message in `data`.
    let message = if body["data"].is_object() { &mut body["data"] } else { &mut body };
    message["attachments"] = Value::Array(named);
    let form = Form::new().text("payload_json", body.to_string());
    files.iter().enumerate().fold(form, |form, (number, file)| {
        let part = Part::bytes(file.bytes.clone()).file_name(file.name.clone());
        form.part(format!("files[{number}]"), part)
    })
}

fn limited(method: &Method) -> LimitedMethod {
    match *method {
        Method::POST => LimitedMethod::Post,
        Method::PATCH => LimitedMethod::Patch,
        Method::PUT => LimitedMethod::Put,
        Method::DELETE => LimitedMethod::Delete,
        _ => LimitedMethod::Get,
    }
}
