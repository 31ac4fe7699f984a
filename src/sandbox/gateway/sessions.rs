//! Sessions of bots. A session outlives its connection, so that it can be resumed.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::protocol::{CloseCode, DISPATCH, RECONNECT};

/// How many events are kept for a bot that resumes.
const REPLAYED: usize = 1000;
/// How long a session can be resumed after its connection was lost.
const RESUMABLE: Duration = Duration::from_secs(180);
/// How often a bot may IDENTIFY: once in so long, and so many times a day.
const IDENTIFY_PAUSE: Duration = Duration::from_secs(5);
const DAY: Duration = Duration::from_secs(86_400);
pub const IDENTIFIES_A_DAY: usize = 1000;

/// What goes out over a connection.
pub enum Out {
    Payload(Arc<str>),
    Close(CloseCode),
}

pub type Connection = mpsc::Sender<Out>;

/// A bot's session.
pub struct Session {
    pub application: u64,
    pub intents: u64,
    /// This shard, and how many there are.
    shard: (u64, u64),
    pub sequence: u64,
    /// The newest events, by their numbers.
    kept: VecDeque<(u64, Arc<str>)>,
    out: Option<Connection>,
    parted: Instant,
}

impl Session {
    pub fn new(application: u64, intents: u64, shard: (u64, u64), out: Connection) -> Self {
        Self {
            application,
            intents,
            shard,
            sequence: 0,
            kept: VecDeque::new(),
            out: Some(out),
            parted: Instant::now(),
        }
    }

    /// Sends an event, and keeps it for the case that it does not arrive.
    pub fn dispatch(&mut self, name: &str, data: &str) {
        self.sequence += 1;
        let (op, sequence) = (DISPATCH, self.sequence);
        // Composed by hand: the same data goes to many sessions, each with its own number.
        let payload = format!(r#"{{"op":{op},"t":"{name}","s":{sequence},"d":{data}}}"#);
        let payload: Arc<str> = payload.into();
        self.kept.push_back((sequence, payload.clone()));
        if self.kept.len() > REPLAYED {
            self.kept.pop_front();
        }
        self.send(Out::Payload(payload));
    }

    fn send(&mut self, out: Out) {
        if self.out.as_ref().is_some_and(|connection| connection.try_send(out).is_err()) {
            self.part();
        }
    }

    fn part(&mut self) {
        self.out = None;
        self.parted = Instant::now();
    }

    /// Whether all that came after number `seen` can still be sent again.
    fn reaches_back_to(&self, seen: u64) -> bool {
        self.kept.front().map_or(self.sequence + 1, |(first, _)| *first) <= seen + 1
    }

    /// Which shard a guild belongs to; direct messages belong to the first.
    fn has(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |id| (id >> 22) % self.shard.1) == self.shard.0
    }
}

/// All sessions, by id, and who has identified when.
#[derive(Default)]
pub struct Sessions {
    open: HashMap<String, Session>,
    identified: HashMap<u64, VecDeque<Instant>>,
}

/// An event on its way to those who asked for it.
pub struct Event<'a> {
    pub name: &'a str,
    /// One of these must have been asked for; 0 where everybody gets it.
    pub intents: u64,
    pub guild: Option<u64>,
}

impl Sessions {
    /// Counts an IDENTIFY; `false` where it comes too soon or too often.
    pub fn may_identify(&mut self, application: u64, limited: bool) -> bool {
        let now = Instant::now();
        let times = self.identified.entry(application).or_default();
        times.retain(|at| now.duration_since(*at) < DAY);
        let soon = times.back().is_some_and(|at| now.duration_since(*at) < IDENTIFY_PAUSE);
        if limited && (soon || times.len() >= IDENTIFIES_A_DAY) {
            return false;
        }
        times.push_back(now);
        true
    }

    /// How many times a bot may still IDENTIFY today.
    pub fn identifies_left(&self, application: u64) -> usize {
        let made = self.identified.get(&application).map_or(0, VecDeque::len);
        IDENTIFIES_A_DAY.saturating_sub(made)
    }

    /// Opens a session; those that nobody can resume any more are forgotten.
    pub fn open(&mut self, session: Session) -> String {
        self.open.retain(|_, old| old.out.is_some() || old.parted.elapsed() < RESUMABLE);
        let id: String = std::iter::repeat_with(fastrand::alphanumeric).take(32).collect();
        self.open.insert(id.clone(), session);
        id
    }

    pub fn get_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.open.get_mut(id)
    }

    /// Takes a session up again over another connection and sends what was missed. `Ok(false)`
    /// where it cannot be.
    ///
    /// # Errors
    /// The bot says that it has seen what was never sent.
    pub fn resume(
        &mut self,
        id: &str,
        application: u64,
        seen: u64,
        out: Connection,
    ) -> Result<bool, CloseCode> {
        let Some(session) = self.open.get_mut(id).filter(|one| one.application == application)
        else {
            return Ok(false);
        };
        if seen > session.sequence {
            return Err(CloseCode::INVALID_SEQUENCE);
        }
        let fresh = session.out.is_some() || session.parted.elapsed() < RESUMABLE;
        if !fresh || !session.reaches_back_to(seen) {
            self.open.remove(id);
            return Ok(false);
        }
        // A bot has one connection for a session: the one before ends.
        session.send(Out::Close(CloseCode::SESSION_TIMED_OUT));
        session.out = Some(out);
        let missed: Vec<_> = session.kept.iter().filter(|(number, _)| *number > seen).collect();
        let missed: Vec<_> = missed.into_iter().map(|(_, payload)| payload.clone()).collect();
        for payload in missed {
            session.send(Out::Payload(payload));
        }
        session.dispatch("RESUMED", r#"{"_trace":[]}"#);
        Ok(true)
    }

    /// A connection has ended. The session stays for a while, unless the bot said that it is over.
    pub fn part(&mut self, id: &str, out: &Connection, is_over: bool) {
        let own = |session: &Session| session.out.as_ref().is_some_and(|one| one.same_channel(out));
        if let Some(session) = self.open.get_mut(id).filter(|session| own(session)) {
            session.part();
            if is_over {
                self.open.remove(id);
            }
        }
    }

    /// Whether a bot has an open connection.
    pub fn is_connected(&self, application: u64) -> bool {
        self.open.values().any(|one| one.application == application && one.out.is_some())
    }

    /// Whether a bot is there, or may come back and hear what it missed.
    pub fn may_hear(&self, application: u64) -> bool {
        let mut own = self.open.values().filter(|one| one.application == application);
        own.any(|one| one.out.is_some() || one.parted.elapsed() < RESUMABLE)
    }

    /// Closes every connection.
    pub fn close_all(&mut self, code: CloseCode) {
        for session in self.open.values_mut() {
            session.send(Out::Close(code));
            session.part();
        }
    }

    /// Asks every bot to connect anew and resume.
    pub fn reconnect_all(&mut self) {
        let payload = json!({ "op": RECONNECT, "d": null, "s": null, "t": null }).to_string();
        let payload: Arc<str> = payload.into();
        for session in self.open.values_mut() {
            session.send(Out::Payload(payload.clone()));
        }
    }

    /// Sends an event to a bot's sessions that want it. What it says may depend on their intents.
    pub fn dispatch(&mut self, application: u64, event: &Event<'_>, data: impl Fn(u64) -> Value) {
        let mut written: Option<(u64, String)> = None;
        let wanting = self.open.values_mut().filter(|session| {
            session.application == application
                && (event.intents == 0 || session.intents & event.intents != 0)
                && session.has(event.guild)
        });
        for session in wanting {
            if written.as_ref().is_none_or(|(intents, _)| *intents != session.intents) {
                written = Some((session.intents, data(session.intents).to_string()));
            }
            if let Some((_, text)) = &written {
                session.dispatch(event.name, text);
            }
        }
    }
}
