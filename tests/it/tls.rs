//! The program over TLS: everything it says and hears goes to a server that it can trust, or to
//! nobody. The server is the sandbox behind a door that speaks TLS.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::serve::Listener;
use futures_util::{SinkExt as _, StreamExt as _};
use kallelse::sandbox::{Sandbox, SandboxConfig};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::tungstenite::Message as Frame;

use crate::harness::referee;

const PATIENCE: Duration = Duration::from_secs(60);

/// A door that speaks TLS as `localhost`, and the certificate of the authority behind it, as PEM.
fn certified() -> (TlsAcceptor, String) {
    let mut params = CertificateParams::new(Vec::new()).expect("params");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key"));
    let authority = authority.expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let own = CertificateParams::new(vec!["localhost".to_owned()]).expect("params");
    let own = own.signed_by(&key, &authority).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], key)
        .expect("a server");
    (TlsAcceptor::from(Arc::new(config)), authority.pem())
}

/// Takes connections in and turns away, uncounted, whoever does not trust it.
struct Door {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Door {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((socket, address)) = self.listener.accept().await else { continue };
            if let Ok(stream) = self.acceptor.accept(socket).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// What stands behind the door.
struct House {
    port: u16,
    /// Of the sandbox, without its scheme.
    inside: String,
    http: reqwest::Client,
    came_in: AtomicUsize,
}

async fn pass_on(State(house): State<Arc<House>>, request: Request) -> Response {
    house.came_in.fetch_add(1, Ordering::Relaxed);
    let (mut parts, body) = request.into_parts();
    if let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        let inside = format!("ws://{}{}", house.inside, parts.uri);
        return upgrade.on_upgrade(|outside| bridge(outside, inside));
    }
    if parts.uri.path() == "/api/v10/gateway" {
        let url = format!("wss://localhost:{}/gateway", house.port);
        return axum::Json(json!({ "url": url })).into_response();
    }
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    parts.headers.remove("host");
    let address = format!("http://{}{}", house.inside, parts.uri);
    let request = house.http.request(parts.method, address).headers(parts.headers).body(bytes);
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = Response::new(Body::from(answer.bytes().await.expect("a body")));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Carries texts and bytes from one socket to the other until one of them ends.
async fn bridge(outside: WebSocket, inside: String) {
    let (inside, _) = tokio_tungstenite::connect_async(inside).await.expect("the gateway");
    let (mut to_bot, mut from_bot) = outside.split();
    let (mut to_gateway, mut from_gateway) = inside.split();
    let there = async {
        while let Some(Ok(Message::Text(text))) = from_bot.next().await {
            if to_gateway.send(Frame::text(text.to_string())).await.is_err() {
                break;
            }
        }
    };
    let back = async {
        while let Some(Ok(frame)) = from_gateway.next().await {
            let message = match frame {
                Frame::Text(text) => Message::text(text.to_string()),
                Frame::Binary(bytes) => Message::Binary(bytes),
                _ => continue,
            };
            if to_bot.send(message).await.is_err() {
                break;
            }
        }
    };
    tokio::select! { () = there => {}, () = back => {} }
}

/// The program, trusting whoever the file vouches for and nobody else.
fn run(folder: &Path, (port, token): (u16, &str), trusted: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_kallelse"))
        .arg("--data-dir")
        .arg(folder)
        .arg("run")
        .env_clear()
        .envs([
            ("DISCORD_TOKEN", token),
            ("KALLELSE_LOG_FORMAT", "json"),
            ("KALLELSE_WEB_LISTEN", "none"),
            ("KALLELSE_HEALTH_LISTEN", "none"),
        ])
        .env("KALLELSE_DISCORD_BASE", format!("https://localhost:{port}"))
        .env("SSL_CERT_FILE", trusted)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program")
}

/// Reads the program's log until each of these has stood in a line of it.
async fn says(child: &mut Child, wanted: &'static [&'static str]) {
    let log = BufReader::new(child.stderr.take().expect("a log"));
    let left = tokio::task::spawn_blocking(move || {
        let mut left = wanted.to_vec();
        for line in log.lines().map_while(Result::ok) {
            println!("{line}");
            left.retain(|part| !line.contains(part));
            if left.is_empty() {
                break;
            }
        }
        left
    });
    let Ok(left) = tokio::time::timeout(PATIENCE, left).await else {
        // Its end is the end of its log, which somebody is reading.
        child.kill().expect("ended");
        panic!("the log does not come to {wanted:?}");
    };
    assert_eq!(left.expect("read"), Vec::<&str>::new(), "the log ends without these");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bot_logs_in_over_tls_where_it_can_trust_the_server_and_nowhere_else() {
    let sandbox = Sandbox::start(SandboxConfig::default()).await.expect("a sandbox");
    let _watch = referee::watch(&sandbox);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (acceptor, authority) = certified();
    let house = Arc::new(House {
        port,
        inside: sandbox.base().trim_start_matches("http://").to_owned(),
        http: reqwest::Client::new(),
        came_in: AtomicUsize::new(0),
    });
    let router = axum::Router::new().fallback(pass_on).with_state(house.clone());
    let server =
        tokio::spawn(async move { axum::serve(Door { listener, acceptor }, router).await });
    let folder = TempDir::new().expect("a folder");
    let (trusted, foreign) = (folder.path().join("trusted.pem"), folder.path().join("foreign.pem"));
    std::fs::write(&trusted, authority).expect("written");
    std::fs::write(&foreign, certified().1).expect("written");

    // An authority that did not vouch for the server: nothing is said to it, the token least of all.
    let wanted = &["commands could not be registered", "no connection to the gateway"];
    let mut wary = run(&folder.path().join("wary"), (port, &sandbox.token()), &foreign);
    says(&mut wary, wanted).await;
    wary.kill().expect("ended");
    wary.wait().expect("gone");
    assert_eq!(
        house.came_in.load(Ordering::Relaxed),
        0,
        "a server that cannot be trusted heard it"
    );

    // The right one: commands are registered and the gateway is ready, all of it over TLS.
    let mut bot = run(&folder.path().join("data"), (port, &sandbox.token()), &trusted);
    says(&mut bot, &["\"connected\"", "commands are registered"]).await;
    bot.kill().expect("ended");
    bot.wait().expect("gone");
    // Who it is, where the gateway is, and the gateway itself; the commands besides.
    assert!(house.came_in.load(Ordering::Relaxed) >= 4, "the bot went another way");
    server.abort();
}
