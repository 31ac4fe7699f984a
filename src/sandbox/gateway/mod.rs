//! The gateway: bots' connections over WebSocket (documentation, "Gateway").

mod announce;
mod members;
mod protocol;
mod sessions;
mod transport;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::rejection::QueryRejection;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::Shared;
use super::errors::ApiError;
use super::faults::Kind;
use super::world::{Application, World, objects};
pub use protocol::CloseCode;
use protocol::{
    ACK, ALL_INTENTS, GUILD_MEMBERS, GUILD_PRESENCES, GUILDS, HEARTBEAT, HELLO, IDENTIFY,
    INVALID_SESSION, PRESENCE, PRIVILEGED, REQUEST_MEMBERS, RESUME, VOICE,
};
pub use sessions::{IDENTIFIES_A_DAY, Sessions};
use sessions::{Out, Session};
use transport::{Asked, Transport};

/// How many payloads a bot may send in a minute, and how long each may be.
const MOST_SENDS: usize = 120;
const MOST_BYTES: usize = 4096;
/// How often it is looked whether a stall is over.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// How many payloads may wait for a bot to read them; whoever has more is let go, and may resume.
const MOST_WAITING: usize = 4096;

/// Takes a WebSocket in.
pub async fn connect(
    State(shared): State<Arc<Shared>>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else { return ApiError::NO_ROUTE.into_response() };
    let hangs = shared.faults().on_gateway(Kind::GatewayHang);
    if hangs {
        std::future::pending::<()>().await;
    }
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let address = url(&shared, &headers);
    upgrade.on_upgrade(move |mut socket| async move {
        match Transport::asked(&asked) {
            Ok(transport) => Connection::new(shared, transport, address).run(socket).await,
            Err(code) => close(&mut socket, code).await,
        }
    })
}

/// Where bots connect: under the name by which the one who asks has reached the sandbox.
pub fn url(shared: &Shared, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).map(str::to_owned);
    format!("ws://{}/gateway", host.unwrap_or_else(|| shared.address.to_string()))
}

async fn close(socket: &mut WebSocket, code: CloseCode) {
    let frame = CloseFrame { code: code.0, reason: code.reason().into() };
    // Whoever is gone needs no farewell.
    let _ = socket.send(Frame::Close(Some(frame))).await;
}

/// One connection.
struct Connection {
    shared: Arc<Shared>,
    transport: Transport,
    /// Where it is to be resumed.
    address: String,
    session: Option<String>,
    out: sessions::Connection,
    outgoing: mpsc::Receiver<Out>,
    heard: Instant,
    sends: VecDeque<Instant>,
}

/// What a payload of the bot leads to.
type Handled = Result<(), CloseCode>;

/// How a connection ends.
enum End {
    /// The sandbox closes it.
    Closed(CloseCode),
    /// The bot did, or it broke; whether the bot said that its session is over.
    Left { is_over: bool },
}

impl Connection {
    fn new(shared: Arc<Shared>, transport: Transport, address: String) -> Self {
        let (out, outgoing) = mpsc::channel(MOST_WAITING);
        let (heard, sends) = (Instant::now(), VecDeque::new());
        Self { shared, transport, address, session: None, out, outgoing, heard, sends }
    }

    async fn run(mut self, mut socket: WebSocket) {
        let interval = u64::try_from(self.shared.config.heartbeat.as_millis()).unwrap_or(u64::MAX);
        self.say(HELLO, &json!({ "heartbeat_interval": interval, "_trace": [] }));
        let end = self.converse(&mut socket).await;
        if let End::Closed(code) = end {
            close(&mut socket, code).await;
        }
        let is_over = matches!(end, End::Left { is_over: true });
        if let Some(id) = &self.session {
            let mut world = self.shared.world();
            world.sessions.part(id, &self.out, is_over);
            world.structure += 1;
        }
        self.shared.changed();
    }

    /// A bot that misses two heartbeats is gone.
    fn patience(&self) -> Duration {
        self.shared.config.heartbeat * 2 + Duration::from_secs(1)
    }

    async fn converse(&mut self, socket: &mut WebSocket) -> End {
        loop {
            let left = self.patience().saturating_sub(self.heard.elapsed());
            let handled = tokio::select! {
                Some(out) = self.outgoing.recv() => match out {
                    Out::Payload(payload) => self.write(socket, &payload).await,
                    Out::Close(code) => Err(code),
                },
                frame = socket.recv() => match frame {
                    Some(Ok(Frame::Text(text))) => self.hear(text.as_str().as_bytes()),
                    Some(Ok(Frame::Binary(bytes))) => self.hear(&bytes),
                    Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => Ok(()),
                    Some(Ok(Frame::Close(frame))) => {
                        // 1000 and 1001 say that the bot will not be back.
                        let is_over = frame.is_some_and(|frame| matches!(frame.code, 1000 | 1001));
                        return End::Left { is_over };
                    }
                    Some(Err(_)) | None => return End::Left { is_over: false },
                },
                () = tokio::time::sleep(left) => Err(CloseCode::SESSION_TIMED_OUT),
            };
            if let Err(code) = handled {
                return End::Closed(code);
            }
        }
    }

    async fn write(&mut self, socket: &mut WebSocket, payload: &str) -> Handled {
        if self.shared.faults().is_in_force(Kind::GatewayHang) {
            return Ok(());
        }
        while self.shared.faults().is_in_force(Kind::GatewayStall) {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        let frame = self.transport.frame(payload).map_err(|_| CloseCode::SESSION_TIMED_OUT)?;
        // A bot that does not read is as gone as one that says nothing.
        let written = tokio::time::timeout(self.patience(), socket.send(frame)).await;
        written.ok().and_then(Result::ok).ok_or(CloseCode::SESSION_TIMED_OUT)
    }

    fn say(&self, op: u64, data: &Value) {
        let payload = json!({ "op": op, "d": data, "s": null, "t": null }).to_string();
        // Whoever is gone needs no answer.
        let _ = self.out.try_send(Out::Payload(payload.into()));
    }

    fn hear(&mut self, bytes: &[u8]) -> Handled {
        self.count_send()?;
        if bytes.len() > MOST_BYTES {
            return Err(CloseCode::DECODE_ERROR);
        }
        let payload: Value = serde_json::from_slice(bytes).map_err(|_| CloseCode::DECODE_ERROR)?;
        let op = payload["op"].as_u64().ok_or(CloseCode::DECODE_ERROR)?;
        let data = &payload["d"];
        match op {
            HEARTBEAT => {
                self.heard = Instant::now();
                if !self.shared.faults().on_gateway(Kind::NoAck) {
                    self.say(ACK, &Value::Null);
                }
                Ok(())
            }
            IDENTIFY | RESUME if self.session.is_some() => Err(CloseCode::ALREADY_AUTHENTICATED),
            IDENTIFY => self.identify(data),
            RESUME => self.resume(data),
            PRESENCE | VOICE | REQUEST_MEMBERS if self.session.is_none() => {
                Err(CloseCode::NOT_AUTHENTICATED)
            }
            REQUEST_MEMBERS => self.send_members(data),
            PRESENCE | VOICE => Ok(()),
            _ => Err(CloseCode::UNKNOWN_OPCODE),
        }
    }

    fn count_send(&mut self) -> Handled {
        let now = Instant::now();
        let old = |at: &Instant| now.duration_since(*at) > Duration::from_secs(60);
        while self.sends.front().is_some_and(old) {
            self.sends.pop_front();
        }
        self.sends.push_back(now);
        let too_many = self.sends.len() > MOST_SENDS && self.shared.limits().settings.enabled;
        if too_many { Err(CloseCode::RATE_LIMITED) } else { Ok(()) }
    }

    fn refuse_session(&self) -> Handled {
        self.say(INVALID_SESSION, &json!(false));
        Ok(())
    }

    fn application(&self, data: &Value) -> Result<Application, CloseCode> {
        let token = data["token"].as_str().ok_or(CloseCode::DECODE_ERROR)?;
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        let world = self.shared.world();
        world.application_by_token(token).cloned().ok_or(CloseCode::AUTHENTICATION_FAILED)
    }

    fn identify(&mut self, data: &Value) -> Handled {
        let application = self.application(data)?;
        let intents = data["intents"].as_u64().ok_or(CloseCode::DECODE_ERROR)?;
        if intents > ALL_INTENTS {
            return Err(CloseCode::INVALID_INTENTS);
        }
        if intents & PRIVILEGED != 0 && !application.privileged_intents {
            return Err(CloseCode::DISALLOWED_INTENTS);
        }
        let shard = shard(&data["shard"])?;
        let limited = self.shared.limits().settings.enabled;
        let may = self.shared.world().sessions.may_identify(application.id, limited);
        if !may || self.shared.faults().on_gateway(Kind::InvalidSession) {
            return self.refuse_session();
        }
        if data["compress"] == true && matches!(self.transport, Transport::Text) {
            self.transport = Transport::ZlibEach;
        }
        let session = Session::new(application.id, intents, shard, self.out.clone());
        let shared = self.shared.clone();
        let mut world = shared.world();
        let id = world.sessions.open(session);
        self.greet(&mut world, &application, &id, shard);
        world.structure += 1;
        self.session = Some(id);
        drop(world);
        self.shared.changed();
        Ok(())
    }

    /// READY, and then the guilds one by one.
    fn greet(&self, world: &mut World, bot: &Application, id: &str, shard: (u64, u64)) {
        let own = world.guilds.values().filter(|guild| guild.members.contains_key(&bot.user));
        let own: Vec<_> = own.filter(|guild| (guild.id >> 22) % shard.1 == shard.0).collect();
        let absent = |id: u64| json!({ "id": id.to_string(), "unavailable": true });
        let ready = json!({
            "v": 10,
            "user": world.users.get(&bot.user).map(objects::own_user),
            "guilds": own.iter().map(|guild| absent(guild.id)).collect::<Vec<_>>(),
            "session_id": id,
            "session_type": "normal",
            "resume_gateway_url": self.address,
            "shard": [shard.0, shard.1],
            "application": { "id": bot.id.to_string(), "flags": 0 },
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "_trace": [],
        });
        let presences =
            world.sessions.get_mut(id).is_some_and(|one| one.intents & GUILD_PRESENCES != 0);
        let own = world.guilds.values().filter(|guild| guild.members.contains_key(&bot.user));
        let own = own.filter(|guild| (guild.id >> 22) % shard.1 == shard.0);
        let announce =
            |guild| objects::announced_guild(world, guild, bot.user, presences).to_string();
        let announced: Vec<String> = own.map(announce).collect();
        if let Some(session) = world.sessions.get_mut(id) {
            session.dispatch("READY", &ready.to_string());
            if session.intents & GUILDS != 0 {
                announced.iter().for_each(|guild| session.dispatch("GUILD_CREATE", guild));
            }
        }
    }

    fn resume(&mut self, data: &Value) -> Handled {
        let application = self.application(data)?.id;
        let id = data["session_id"].as_str().ok_or(CloseCode::DECODE_ERROR)?;
        let seen = data["seq"].as_u64().ok_or(CloseCode::DECODE_ERROR)?;
        if self.shared.faults().on_gateway(Kind::InvalidSession) {
            return self.refuse_session();
        }
        let out = self.out.clone();
        let resumed = self.shared.world().sessions.resume(id, application, seen, out)?;
        if !resumed {
            return self.refuse_session();
        }
        self.session = Some(id.to_owned());
        self.shared.changed();
        Ok(())
    }

    /// Answers "Request Guild Members".
    fn send_members(&self, data: &Value) -> Handled {
        let asked = members::Asked::read(data)?;
        let mut world = self.shared.world();
        let Some(id) = &self.session else { return Ok(()) };
        let Some(session) = world.sessions.get_mut(id) else { return Ok(()) };
        let (bot, sees_all) = (session.application, session.intents & GUILD_MEMBERS != 0);
        let chunks = asked.chunks(&world, bot, sees_all);
        if let Some(session) = world.sessions.get_mut(id) {
            for chunk in chunks {
                session.dispatch("GUILD_MEMBERS_CHUNK", &chunk.to_string());
            }
        }
        Ok(())
    }
}

/// Which of how many shards; one of one where nothing is said.
fn shard(value: &Value) -> Result<(u64, u64), CloseCode> {
    if value.is_null() {
        return Ok((0, 1));
    }
    match (value[0].as_u64(), value[1].as_u64()) {
        (Some(shard), Some(count)) if shard < count => Ok((shard, count)),
        _ => Err(CloseCode::INVALID_SHARD),
    }
}
