//! The gateway as a bot meets it over a bare WebSocket.

use std::time::Duration;

use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt as _, StreamExt as _};
use kallelse::sandbox::{LimitSettings, SandboxConfig};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::harness::playground::Playground;

const PATIENCE: Duration = Duration::from_secs(20);
const GUILDS_AND_MESSAGES: u64 = 1 | 1 << 9;

/// One connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    inflate: Option<Decompress>,
    pub sequence: u64,
    /// How long it waits for a payload; people at a page take longer than machines.
    pub patience: Duration,
}

impl Socket {
    pub async fn open(ground: &Playground, query: &str) -> Self {
        let url = format!("ws://{}/gateway/?{query}", ground.host());
        let (stream, _) = connect_async(url).await.expect("a connection");
        let inflate = query.contains("zlib-stream").then(|| Decompress::new(true));
        Self { stream, inflate, sequence: 0, patience: PATIENCE }
    }

    /// Logged in with these intents, READY heard.
    pub async fn ready(ground: &Playground, intents: u64) -> Self {
        let mut socket = Self::open(ground, "v=10&encoding=json").await;
        socket.identify(ground, json!({ "intents": intents })).await;
        socket.event("READY").await;
        socket
    }

    pub async fn identify(&mut self, ground: &Playground, mut with: Value) {
        with["token"] = json!(ground.token);
        with["properties"] = json!({ "os": "x", "browser": "x", "device": "x" });
        self.send(json!({ "op": 2, "d": with })).await;
    }

    pub async fn send(&mut self, payload: Value) {
        self.send_raw(Message::text(payload.to_string())).await;
    }

    pub async fn send_raw(&mut self, message: Message) {
        // Whoever is closed meanwhile tells why when it is read.
        let _ = self.stream.send(message).await;
    }

    async fn frame(&mut self) -> Message {
        let next = tokio::time::timeout(self.patience, self.stream.next()).await.expect("in time");
        next.expect("not at its end").expect("a frame")
    }

    /// The next payload.
    pub async fn payload(&mut self) -> Value {
        let frame = self.frame().await;
        let text = match (&mut self.inflate, frame) {
            (None, Message::Text(text)) => text.to_string(),
            (Some(inflate), Message::Binary(bytes)) => {
                assert!(bytes.ends_with(&[0, 0, 0xFF, 0xFF]), "a whole payload");
                inflated(inflate, &bytes)
            }
            (None, Message::Binary(bytes)) => inflated(&mut Decompress::new(true), &bytes),
            (_, other) => panic!("no payload: {other:?}"),
        };
        let payload: Value = serde_json::from_str(&text).expect("JSON");
        self.sequence = payload["s"].as_u64().unwrap_or(self.sequence);
        payload
    }

    /// The data of the next event of this name.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let mut payload = self.payload().await;
            if payload["t"] == name {
                return payload["d"].take();
            }
        }
    }

    /// Nothing once a heartbeat is acknowledged, or the code with which the connection is closed.
    pub async fn acknowledged_or_closed(&mut self) -> Option<u16> {
        loop {
            match self.frame().await {
                Message::Close(frame) => return Some(frame.expect("a code").code.into()),
                Message::Text(text) if text.contains(r#""op":11"#) => return None,
                Message::Binary(bytes) => {
                    let text = inflated(&mut Decompress::new(true), &bytes);
                    if text.contains(r#""op":11"#) {
                        return None;
                    }
                }
                _ => {}
            }
        }
    }

    /// The code with which the connection is closed; what comes before passes by.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.frame().await {
                return frame.expect("a code").code.into();
            }
        }
    }
}

fn inflated(inflate: &mut Decompress, bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(1 << 20);
    inflate.decompress_vec(bytes, &mut text, FlushDecompress::Sync).expect("zlib");
    String::from_utf8(text).expect("UTF-8")
}

#[tokio::test]
async fn what_comes_out_of_order_is_closed_with_discords_codes() {
    let ground = Playground::open().await;
    let token = ground.token.clone();
    let identify = move |more: Value| {
        let mut data = json!({ "token": token, "intents": 0, "properties": {} });
        data.as_object_mut().expect("one").extend(more.as_object().expect("one").clone());
        json!({ "op": 2, "d": data })
    };
    let cases = [
        (json!({ "op": 8, "d": {} }), 4003),
        (json!({ "op": 99, "d": {} }), 4001),
        (json!({ "d": {} }), 4002),
        (json!([]), 4002),
        (json!({ "op": 2, "d": {} }), 4002),
        (identify(json!({ "token": "wrong" })), 4004),
        (identify(json!({ "intents": 1_u64 << 40 })), 4013),
        (identify(json!({ "shard": [2, 2] })), 4010),
        (json!({ "op": 6, "d": { "token": "wrong", "session_id": "x", "seq": 1 } }), 4004),
        (json!({ "op": 1, "d": "x".repeat(5000) }), 4002),
    ];
    for (payload, code) in cases {
        let mut socket = Socket::open(&ground, "v=10&encoding=json").await;
        socket.send(payload.clone()).await;
        assert_eq!(socket.close_code().await, code, "{payload}");
    }
    for (query, code) in [("v=9", 4012), ("v=10&encoding=etf", 4002)] {
        assert_eq!(Socket::open(&ground, query).await.close_code().await, code, "{query}");
    }
    let mut socket = Socket::ready(&ground, 0).await;
    socket.identify(&ground, json!({ "intents": 0 })).await;
    assert_eq!(socket.close_code().await, 4005, "once is enough");

    let bot = ground.look("/state").await["users"][0]["id"].clone();
    let path = format!("/bots/{}", bot.as_str().expect("an id"));
    ground.control(&path, json!({ "privileged_intents": false })).await;
    let mut socket = Socket::open(&ground, "v=10").await;
    socket.identify(&ground, json!({ "intents": 1 << 15 })).await;
    assert_eq!(socket.close_code().await, 4014, "message content is not switched on");
}

#[tokio::test]
async fn rubbish_on_the_wire_closes_that_connection_and_no_other() {
    let ground = Playground::open().await;
    let mut good = Socket::ready(&ground, GUILDS_AND_MESSAGES).await;
    for rubbish in [
        Message::text("{"),
        Message::text(""),
        Message::binary(vec![0, 159, 146, 150]),
        Message::text("[[[["),
    ] {
        let mut socket = Socket::open(&ground, "").await;
        socket.send_raw(rubbish).await;
        assert_eq!(socket.close_code().await, 4002);
    }
    let mut socket = Socket::open(&ground, "").await;
    for _ in 0..121 {
        socket.send(json!({ "op": 1, "d": null })).await;
    }
    assert_eq!(socket.close_code().await, 4008, "121 sends in a minute");
    ground.post(json!({ "content": "Still here" })).await;
    assert_eq!(good.event("MESSAGE_CREATE").await["content"], "Still here");
}

#[tokio::test]
async fn who_says_nothing_is_let_go() {
    let config = SandboxConfig { heartbeat: Duration::from_millis(20), ..SandboxConfig::default() };
    let ground = Playground::with(config).await;
    assert_eq!(Socket::open(&ground, "").await.close_code().await, 4009);
}

#[tokio::test]
async fn payloads_come_compressed_when_asked_for() {
    let ground = Playground::open().await;
    let mut stream = Socket::open(&ground, "v=10&encoding=json&compress=zlib-stream").await;
    stream.identify(&ground, json!({ "intents": GUILDS_AND_MESSAGES })).await;
    stream.event("READY").await;
    stream.event("GUILD_CREATE").await;
    ground.control("/settings", json!({ "rate_limits": false })).await;
    let mut each = Socket::open(&ground, "v=10&encoding=json").await;
    assert_eq!(each.payload().await["op"], 10, "what comes before IDENTIFY is plain");
    each.identify(&ground, json!({ "intents": GUILDS_AND_MESSAGES, "compress": true })).await;
    each.event("READY").await;
    ground.post(json!({ "content": "åäö" })).await;
    for socket in [&mut stream, &mut each] {
        assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "åäö");
    }
}

#[tokio::test]
async fn a_bot_hears_what_its_intents_ask_for_and_what_it_sees() {
    let ground = Playground::open().await;
    let mut deaf = Socket::ready(&ground, 1).await;
    ground.control("/settings", json!({ "rate_limits": false })).await;
    let mut listener = Socket::ready(&ground, GUILDS_AND_MESSAGES).await;
    let mut reader = Socket::ready(&ground, GUILDS_AND_MESSAGES | 1 << 15).await;
    ground.anna_does("say", json!({ "content": "A secret" })).await;
    assert_eq!(
        listener.event("MESSAGE_CREATE").await["content"],
        "",
        "without the intent for content"
    );
    assert_eq!(reader.event("MESSAGE_CREATE").await["content"], "A secret");
    let (_, own) = ground.post(json!({ "content": "My own" })).await;
    assert_eq!(listener.event("MESSAGE_CREATE").await["content"], "My own");
    let path = format!("/channels/{}/messages/{}", ground.hall, own["id"].as_str().expect("an id"));
    ground.api("PATCH", &path, json!({ "content": "Mine" })).await;
    assert_eq!(listener.event("MESSAGE_UPDATE").await["content"], "Mine");
    ground.api("DELETE", &path, Value::Null).await;
    assert_eq!(listener.event("MESSAGE_DELETE").await["id"], own["id"]);
    // Whoever asked for guilds alone hears of the thread and of no message before it.
    ground
        .api(
            "POST",
            &format!("/channels/{}/threads", ground.hall),
            json!({ "name": "T", "type": 11 }),
        )
        .await;
    assert_eq!(deaf.payload().await["t"], "GUILD_CREATE");
    assert_eq!(deaf.payload().await["t"], "THREAD_CREATE");
}

#[tokio::test]
async fn a_session_is_resumed_with_all_that_was_missed_or_refused() {
    let ground = Playground::open().await;
    let mut socket = Socket::open(&ground, "").await;
    socket.identify(&ground, json!({ "intents": GUILDS_AND_MESSAGES })).await;
    let session = socket.event("READY").await["session_id"].clone();
    socket.event("GUILD_CREATE").await;
    let seen = socket.sequence;
    drop(socket);
    for text in ["one", "two"] {
        ground.post(json!({ "content": text })).await;
    }
    let resume = |seq: u64, session: Value| json!({ "op": 6, "d": { "token": ground.token, "session_id": session, "seq": seq } });
    let mut back = Socket::open(&ground, "").await;
    back.send(resume(seen, session.clone())).await;
    assert_eq!(back.event("MESSAGE_CREATE").await["content"], "one");
    assert_eq!(back.event("MESSAGE_CREATE").await["content"], "two");
    assert_eq!(back.payload().await["t"], "RESUMED");

    let mut liar = Socket::open(&ground, "").await;
    liar.send(resume(seen + 1000, session)).await;
    assert_eq!(liar.close_code().await, 4007);
    let mut stranger = Socket::open(&ground, "").await;
    stranger.payload().await;
    stranger.send(resume(seen, json!("nobody's"))).await;
    let refused = stranger.payload().await;
    assert_eq!((&refused["op"], &refused["d"]), (&json!(9), &json!(false)));
    // Two logins within five seconds are one too many.
    let mut hasty = Socket::open(&ground, "").await;
    hasty.payload().await;
    hasty.identify(&ground, json!({ "intents": 0 })).await;
    assert_eq!(hasty.payload().await["op"], 9);
}

#[tokio::test]
async fn members_come_in_chunks_by_name_by_id_or_all_with_the_intent() {
    let ground = Playground::with(unlimited()).await;
    let users: Vec<_> =
        (0..1100).map(|number| json!({ "name": format!("M{number:04}") })).collect();
    let guild =
        ground.control("/guilds", json!({ "name": "Large", "users": users })).await["id"].clone();
    let ask = |more: Value| {
        let mut data = json!({ "guild_id": guild });
        data.as_object_mut().expect("one").extend(more.as_object().expect("one").clone());
        json!({ "op": 8, "d": data })
    };
    let count = |chunk: &Value| chunk["members"].as_array().map(Vec::len);
    let mut socket = Socket::ready(&ground, 1 << 1).await;
    socket.send(ask(json!({ "query": "", "limit": 0, "nonce": "n" }))).await;
    let first = socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(
        (count(&first), &first["chunk_count"], &first["nonce"]),
        (Some(1000), &json!(2), &json!("n"))
    );
    assert_eq!(count(&socket.event("GUILD_MEMBERS_CHUNK").await), Some(101), "and the bot");
    let mut plain = Socket::ready(&ground, 0).await;
    plain.send(ask(json!({ "query": "", "limit": 0 }))).await;
    plain.send(ask(json!({ "query": "m00", "limit": 5 }))).await;
    assert_eq!(count(&plain.event("GUILD_MEMBERS_CHUNK").await), Some(5), "all need the intent");
    plain.send(ask(json!({ "user_ids": ["1"] }))).await;
    let none = plain.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!((count(&none), &none["not_found"]), (Some(0), &json!(["1"])));
}

#[tokio::test]
async fn a_shard_hears_of_its_own_guilds_and_nobody_resumes_anothers_session() {
    let ground = Playground::with(unlimited()).await;
    let number: u64 = ground.guild.parse().expect("an id");
    let own = (number >> 22) % 2;
    for shard in [own, 1 - own] {
        let mut socket = Socket::open(&ground, "").await;
        socket
            .identify(&ground, json!({ "intents": GUILDS_AND_MESSAGES, "shard": [shard, 2] }))
            .await;
        let guilds = socket.event("READY").await["guilds"].as_array().map(Vec::len);
        assert_eq!(guilds, Some(usize::from(shard == own)), "shard {shard}");
        ground.post(json!({ "content": "For one of them" })).await;
        socket.send(json!({ "op": 1, "d": null })).await;
        let mut heard = false;
        loop {
            let payload = socket.payload().await;
            heard |= payload["t"] == "MESSAGE_CREATE";
            if payload["op"] == 11 {
                break;
            }
        }
        assert_eq!(heard, shard == own, "shard {shard}");
    }
    let mut socket = Socket::open(&ground, "").await;
    socket.identify(&ground, json!({ "intents": 0 })).await;
    let session = socket.event("READY").await["session_id"].clone();
    let other = ground.control("/bots", json!({ "name": "Other" })).await;
    let mut thief = Socket::open(&ground, "").await;
    thief.payload().await;
    thief
        .send(json!({ "op": 6, "d": { "token": other["token"], "session_id": session, "seq": 1 } }))
        .await;
    assert_eq!(thief.payload().await["op"], 9, "it is not theirs");
    // Whoever takes a session up again ends the connection before.
    let mut again = Socket::open(&ground, "").await;
    again
        .send(json!({ "op": 6, "d": { "token": ground.token, "session_id": session, "seq": 1 } }))
        .await;
    again.event("RESUMED").await;
    assert_eq!(socket.close_code().await, 4009);
}

fn unlimited() -> SandboxConfig {
    SandboxConfig { limits: LimitSettings::off(), ..SandboxConfig::default() }
}
