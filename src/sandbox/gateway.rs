//! The gateway: sessions over WebSocket (documentation, "Gateway").

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::faults::Kind;
use super::objects;
use super::world::{DM, World};
use super::{Shared, errors::ApiError};

/// Opcodes.
const DISPATCH: u64 = 0;
const HEARTBEAT: u64 = 1;
const IDENTIFY: u64 = 2;
const PRESENCE: u64 = 3;
const VOICE: u64 = 4;
const RESUME: u64 = 6;
const REQUEST_MEMBERS: u64 = 8;
const INVALID_SESSION: u64 = 9;
const HELLO: u64 = 10;
const ACK: u64 = 11;

/// Intents.
const GUILDS: u64 = 1;
const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
const MESSAGE_CONTENT: u64 = 1 << 15;
const ALL_INTENTS: u64 = (1 << 26) - 1;

/// Close codes.
const UNKNOWN_OPCODE: u16 = 4001;
const DECODE_ERROR: u16 = 4002;
const NOT_AUTHENTICATED: u16 = 4003;
const AUTHENTICATION_FAILED: u16 = 4004;
const ALREADY_AUTHENTICATED: u16 = 4005;
const RATE_LIMITED: u16 = 4008;
const SESSION_TIMED_OUT: u16 = 4009;
const INVALID_INTENTS: u16 = 4013;

/// How many events are kept for a bot that resumes.
const REPLAYED: usize = 1000;
/// How many messages a bot may send in a minute.
const MOST_SENDS: usize = 120;

/// What goes out over a connection.
enum Out {
    Payload(Value),
    Close(u16),
}

/// A bot's session. It outlives its connection, so that it can be resumed.
struct Session {
    application: u64,
    intents: u64,
    sequence: u64,
    kept: VecDeque<(u64, Value)>,
    out: Option<mpsc::UnboundedSender<Out>>,
}

/// All sessions, by id.
#[derive(Default)]
pub struct Sessions(HashMap<String, Session>);

impl Session {
    fn dispatch(&mut self, name: &str, data: &Value) {
        self.sequence += 1;
        let payload = json!({ "op": DISPATCH, "t": name, "s": self.sequence, "d": data });
        self.kept.push_back((self.sequence, payload.clone()));
        if self.kept.len() > REPLAYED {
            self.kept.pop_front();
        }
        self.send(Out::Payload(payload));
    }

    fn send(&mut self, out: Out) {
        if self.out.as_ref().is_some_and(|connection| connection.send(out).is_err()) {
            self.out = None;
        }
    }
}

impl Sessions {
    /// Whether a bot has an open connection.
    pub fn is_connected(&self, application: u64) -> bool {
        self.0.values().any(|session| session.application == application && session.out.is_some())
    }

    /// Closes every connection.
    pub fn close_all(&mut self, code: u16) {
        for session in self.0.values_mut() {
            session.send(Out::Close(code));
            session.out = None;
        }
    }

    /// Sends an event to a bot's sessions.
    pub fn dispatch(&mut self, application: u64, name: &str, data: &Value) {
        self.dispatch_if(application, 0, name, |_| data.clone());
    }

    /// Sends an event to those sessions of a bot that asked for one of `intents` (0: to all). What
    /// it says may depend on what they asked for.
    fn dispatch_if(
        &mut self,
        application: u64,
        intents: u64,
        name: &str,
        data: impl Fn(u64) -> Value,
    ) {
        let sessions = self.0.values_mut().filter(|session| session.application == application);
        for session in sessions.filter(|session| intents == 0 || session.intents & intents != 0) {
            let data = data(session.intents);
            session.dispatch(name, &data);
        }
    }
}

impl World {
    /// Tells a bot that it is in a guild.
    pub fn announce_guild(&mut self, guild: u64, bot: u64) {
        let Some(announced) =
            self.guilds.get(&guild).map(|guild| objects::announced_guild(self, guild, bot))
        else {
            return;
        };
        self.sessions.dispatch_if(bot, GUILDS, "GUILD_CREATE", |_| announced.clone());
    }

    /// Tells bots of a message that was posted or edited. Ephemeral ones are between bot and user.
    pub fn announce_message(&mut self, name: &str, channel: u64, message: u64) {
        let Some(found) = self.message(channel, message).filter(|found| found.only_for.is_none())
        else {
            return;
        };
        let (author, pinged) = (found.author, found.pinged.clone());
        let mut object = objects::message(self, found);
        let kind = self.channels.get(&channel).map(|channel| (channel.kind, channel.guild));
        let (intent, direct) = match kind {
            Some((DM, _)) => (DIRECT_MESSAGES, true),
            Some((_, guild)) => {
                object["guild_id"] = json!(guild.map(|id| id.to_string()));
                (GUILD_MESSAGES, false)
            }
            None => return,
        };
        let bots: Vec<(u64, u64)> =
            self.applications.iter().map(|one| (one.id, one.user)).collect();
        for (application, bot) in bots {
            let visible = self
                .channels
                .get(&channel)
                .is_some_and(|channel| self.permissions(channel, bot) != 0);
            if !visible {
                continue;
            }
            let sees_all = direct || author == bot || pinged.contains(&bot);
            self.sessions.dispatch_if(application, intent, name, |intents| {
                let mut object = object.clone();
                if !sees_all && intents & MESSAGE_CONTENT == 0 {
                    object["content"] = json!("");
                    for hidden in ["embeds", "components", "attachments"] {
                        object[hidden] = json!([]);
                    }
                }
                object
            });
        }
    }

    /// Tells bots of a new thread.
    pub fn announce_thread(&mut self, thread: u64) {
        let Some(channel) = self.channels.get(&thread) else { return };
        let mut object = objects::channel(self, channel);
        object["newly_created"] = json!(true);
        let sees = |bot: u64| self.permissions(channel, bot) != 0;
        let bots = self.applications.iter().filter(|one| sees(one.user));
        let bots: Vec<u64> = bots.map(|one| one.id).collect();
        for application in bots {
            self.sessions.dispatch_if(application, GUILDS, "THREAD_CREATE", |_| object.clone());
        }
    }
}

/// Takes a WebSocket in.
pub async fn connect(
    State(shared): State<Arc<Shared>>,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
    _: Request,
) -> Response {
    let Ok(upgrade) = upgrade else { return ApiError::NO_ROUTE.into_response() };
    let hangs = shared.faults().on_gateway(Kind::GatewayHang);
    if hangs {
        std::future::pending::<()>().await;
    }
    upgrade.on_upgrade(move |socket| Connection::new(shared).run(socket))
}

/// One connection.
struct Connection {
    shared: Arc<Shared>,
    session: Option<String>,
    out: mpsc::UnboundedSender<Out>,
    outgoing: mpsc::UnboundedReceiver<Out>,
    heard: Instant,
    sends: VecDeque<Instant>,
}

/// What a payload of the bot leads to.
type Handled = Result<(), u16>;

impl Connection {
    fn new(shared: Arc<Shared>) -> Self {
        let (out, outgoing) = mpsc::unbounded_channel();
        Self { shared, session: None, out, outgoing, heard: Instant::now(), sends: VecDeque::new() }
    }

    async fn run(mut self, mut socket: WebSocket) {
        let heartbeat = self.shared.config.heartbeat;
        let interval = u64::try_from(heartbeat.as_millis()).unwrap_or(u64::MAX);
        self.say(json!({ "op": HELLO, "d": { "heartbeat_interval": interval, "_trace": [] }, "s": null, "t": null }));
        let code = loop {
            // A bot that misses two heartbeats is gone.
            let patience =
                (heartbeat * 2 + Duration::from_secs(1)).saturating_sub(self.heard.elapsed());
            let handled = tokio::select! {
                Some(out) = self.outgoing.recv() => match out {
                    Out::Payload(payload) => self.write(&mut socket, &payload).await,
                    Out::Close(code) => Err(code),
                },
                frame = socket.recv() => match frame {
                    Some(Ok(Frame::Text(text))) => self.hear(text.as_str().as_bytes()),
                    Some(Ok(Frame::Binary(bytes))) => self.hear(&bytes),
                    Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => Ok(()),
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => break None,
                },
                () = tokio::time::sleep(patience) => Err(SESSION_TIMED_OUT),
            };
            if let Err(code) = handled {
                break Some(code);
            }
        };
        if let Some(code) = code {
            let frame = CloseFrame { code, reason: Utf8Bytes::from_static("") };
            let _ = socket.send(Frame::Close(Some(frame))).await;
        }
        self.part();
    }

    /// The session stays, for a while, without a connection.
    fn part(&self) {
        let mut world = self.shared.world();
        let session = self.session.as_ref().and_then(|id| world.sessions.0.get_mut(id));
        if let Some(session) = session
            .filter(|session| session.out.as_ref().is_some_and(|out| out.same_channel(&self.out)))
        {
            session.out = None;
        }
    }

    async fn write(&self, socket: &mut WebSocket, payload: &Value) -> Handled {
        if self.shared.faults().is_in_force(Kind::GatewayHang) {
            return Ok(());
        }
        let sent = socket.send(Frame::Text(payload.to_string().into())).await;
        sent.map_err(|_| SESSION_TIMED_OUT)
    }

    fn say(&self, payload: Value) {
        // Whoever is gone needs no answer.
        let _ = self.out.send(Out::Payload(payload));
    }

    fn hear(&mut self, bytes: &[u8]) -> Handled {
        self.count_send()?;
        let payload: Value = serde_json::from_slice(bytes).map_err(|_| DECODE_ERROR)?;
        let op = payload["op"].as_u64().ok_or(DECODE_ERROR)?;
        let data = &payload["d"];
        match op {
            HEARTBEAT => {
                self.heard = Instant::now();
                if !self.shared.faults().on_gateway(Kind::NoAck) {
                    self.say(json!({ "op": ACK, "d": null, "s": null, "t": null }));
                }
                Ok(())
            }
            IDENTIFY if self.session.is_some() => Err(ALREADY_AUTHENTICATED),
            IDENTIFY => self.identify(data),
            RESUME if self.session.is_some() => Err(ALREADY_AUTHENTICATED),
            RESUME => self.resume(data),
            _ if self.session.is_none() => Err(NOT_AUTHENTICATED),
            REQUEST_MEMBERS => self.send_members(data),
            PRESENCE | VOICE => Ok(()),
            _ => Err(UNKNOWN_OPCODE),
        }
    }

    fn count_send(&mut self) -> Handled {
        let minute_ago = Instant::now().checked_sub(Duration::from_secs(60));
        while self.sends.front().is_some_and(|at| minute_ago.is_some_and(|ago| *at < ago)) {
            self.sends.pop_front();
        }
        self.sends.push_back(Instant::now());
        if self.sends.len() > MOST_SENDS { Err(RATE_LIMITED) } else { Ok(()) }
    }

    fn is_refused_by_fault(&self) -> bool {
        let refused = self.shared.faults().on_gateway(Kind::InvalidSession);
        if refused {
            self.say(json!({ "op": INVALID_SESSION, "d": false, "s": null, "t": null }));
        }
        refused
    }

    fn identify(&mut self, data: &Value) -> Handled {
        let token = data["token"].as_str().ok_or(DECODE_ERROR)?;
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        let intents = data["intents"].as_u64().ok_or(DECODE_ERROR)?;
        if intents > ALL_INTENTS {
            return Err(INVALID_INTENTS);
        }
        if self.is_refused_by_fault() {
            return Ok(());
        }
        let shared = self.shared.clone();
        let mut world = shared.world();
        let application =
            world.application_by_token(token).cloned().ok_or(AUTHENTICATION_FAILED)?;
        let id: String = std::iter::repeat_with(fastrand::alphanumeric).take(32).collect();
        let out = Some(self.out.clone());
        let session = Session {
            application: application.id,
            intents,
            sequence: 0,
            kept: VecDeque::new(),
            out,
        };
        world.sessions.0.insert(id.clone(), session);
        let guilds: Vec<u64> = world
            .guilds
            .values()
            .filter(|g| g.members.contains_key(&application.user))
            .map(|g| g.id)
            .collect();
        let ready = json!({
            "v": 10,
            "user": world.users.get(&application.user).map(objects::user),
            "guilds": guilds.iter().map(|id| json!({ "id": id.to_string(), "unavailable": true })).collect::<Vec<_>>(),
            "session_id": id,
            "session_type": "normal",
            "resume_gateway_url": gateway_url(&shared),
            "shard": data.get("shard").cloned().unwrap_or(json!([0, 1])),
            "application": { "id": application.id.to_string(), "flags": 0 },
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "_trace": [],
        });
        let announced: Vec<Value> = guilds
            .iter()
            .filter_map(|id| world.guilds.get(id))
            .map(|guild| objects::announced_guild(&world, guild, application.user))
            .collect();
        if let Some(session) = world.sessions.0.get_mut(&id) {
            session.dispatch("READY", &ready);
            if intents & GUILDS != 0 {
                announced.iter().for_each(|guild| session.dispatch("GUILD_CREATE", guild));
            }
        }
        self.session = Some(id);
        Ok(())
    }

    fn resume(&mut self, data: &Value) -> Handled {
        let token = data["token"].as_str().ok_or(DECODE_ERROR)?;
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if self.is_refused_by_fault() {
            return Ok(());
        }
        let seen = data["seq"].as_u64().unwrap_or(0);
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let shared = self.shared.clone();
        let mut world = shared.world();
        let application = world.application_by_token(token).ok_or(AUTHENTICATION_FAILED)?.id;
        let session = world.sessions.0.get_mut(&id).filter(|session| {
            let kept_from = session.kept.front().map_or(session.sequence + 1, |(first, _)| *first);
            session.application == application && seen + 1 >= kept_from && seen <= session.sequence
        });
        let Some(session) = session else {
            self.say(json!({ "op": INVALID_SESSION, "d": false, "s": null, "t": null }));
            return Ok(());
        };
        session.out = Some(self.out.clone());
        let missed: Vec<Value> = session
            .kept
            .iter()
            .filter(|(n, _)| *n > seen)
            .map(|(_, payload)| payload.clone())
            .collect();
        for payload in missed {
            session.send(Out::Payload(payload));
        }
        session.dispatch("RESUMED", &json!({ "_trace": [] }));
        self.session = Some(id);
        Ok(())
    }

    fn send_members(&self, data: &Value) -> Handled {
        let guild_id = data["guild_id"].as_str().ok_or(DECODE_ERROR)?;
        let wanted: Option<Vec<&str>> = match &data["user_ids"] {
            Value::Array(ids) => Some(ids.iter().filter_map(Value::as_str).collect()),
            Value::String(id) => Some(vec![id]),
            _ => None,
        };
        let query = data["query"].as_str().unwrap_or_default();
        let mut world = self.shared.world();
        let Some(guild) = guild_id.parse().ok().and_then(|id| world.guilds.get(&id)) else {
            return Ok(());
        };
        let members: Vec<Value> = guild
            .members
            .iter()
            .filter_map(|(id, member)| Some((member, world.users.get(id)?)))
            .filter(|(_, user)| match &wanted {
                Some(ids) => ids.contains(&user.id.to_string().as_str()),
                None => user.name.starts_with(query),
            })
            .map(|(member, user)| objects::member(member, user))
            .collect();
        let chunk = json!({
            "guild_id": guild_id, "members": members, "chunk_index": 0, "chunk_count": 1,
            "not_found": [], "nonce": data["nonce"],
        });
        if let Some(session) = self.session.as_ref().and_then(|id| world.sessions.0.get_mut(id)) {
            session.dispatch("GUILD_MEMBERS_CHUNK", &chunk);
        }
        Ok(())
    }
}

/// Where bots connect.
pub fn gateway_url(shared: &Shared) -> String {
    format!("ws://{}/gateway", shared.address)
}
