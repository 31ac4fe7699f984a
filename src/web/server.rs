//! Listening, with bounds: on how many are served at once, and on how long anybody takes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tower::ServiceExt as _;

/// How many connections there may be at once: the next one waits to be taken.
const MOST_CONNECTIONS: usize = 512;
/// How long a client may take to say what it wants.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// How many of them one peer may have: a proxy that passes requests on for many needs no more.
const MOST_OF_ONE: usize = 128;
/// How long a connection is used for further requests.
const LONGEST: Duration = Duration::from_secs(60);
/// And how long its last answer may take.
const LAST_ANSWER: Duration = Duration::from_secs(30);
/// How long to wait when no connection can be taken, because there are no more files to open.
const PAUSE: Duration = Duration::from_millis(100);

/// Something that is being served, until it is dropped.
#[derive(Debug)]
pub struct Served {
    /// Where, with the port that it was given.
    pub address: SocketAddr,
    listening: AbortHandle,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Served {
    /// Listens on an address; port 0 for any free one.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(listen: SocketAddr, router: Router) -> std::io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let listening = tokio::spawn(listen_on(listener, router)).abort_handle();
        Ok(Self { address, listening })
    }
}

async fn listen_on(listener: TcpListener, router: Router) {
    let peers = Peers::default();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    // Those who are being served end together with the listening.
    let mut served = tokio::task::JoinSet::new();
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        while served.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Whoever has too many open is hung up on.
                let Some(share) = Share::take(&peers, peer.ip()) else { continue };
                let router = router.clone();
                served.spawn(async move {
                    serve(stream, peer, router).await;
                    drop((place, share));
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, router: Router) {
    let service = hyper::service::service_fn(move |request: hyper::Request<_>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // Whoever hangs up in between is no fault of ours.
    if tokio::time::timeout(LONGEST, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(LAST_ANSWER, connection).await;
    }
}

/// How many connections each peer has open.
type Peers = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// One of a peer's connections, until it is dropped.
struct Share {
    peers: Peers,
    peer: IpAddr,
}

impl Share {
    fn take(peers: &Peers, peer: IpAddr) -> Option<Self> {
        let mut open = peers.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(peer).or_default();
        if *count >= MOST_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Self { peers: peers.clone(), peer })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut open = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = open.entry(self.peer) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    async fn served() -> Served {
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let router = Router::new().route("/", get(async || "here"));
        Served::start(listen, router).await.expect("an address")
    }

    async fn asked(stream: &mut TcpStream, request: &str) -> String {
        stream.write_all(request.as_bytes()).await.expect("written");
        let mut told = String::new();
        stream.read_to_string(&mut told).await.expect("an answer");
        told
    }

    #[tokio::test]
    async fn one_peer_does_not_shut_the_others_out() {
        let served = served().await;
        let mut open = Vec::new();
        for _ in 0..MOST_OF_ONE {
            open.push(TcpStream::connect(served.address).await.expect("a connection"));
        }
        let ask = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        // Each of those is served; the next one is hung up on.
        assert!(asked(&mut open[0], ask).await.ends_with("here"));
        let mut others = TcpStream::connect(served.address).await.expect("a connection");
        assert!(asked(&mut others, ask).await.ends_with("here"), "one has ended");
        let peers = Peers::default();
        let one = IpAddr::from([127, 0, 0, 1]);
        let shares: Vec<Share> =
            (0..MOST_OF_ONE).filter_map(|_| Share::take(&peers, one)).collect();
        assert!(shares.len() == MOST_OF_ONE && Share::take(&peers, one).is_none());
        assert!(Share::take(&peers, IpAddr::from([127, 0, 0, 2])).is_some());
        drop(shares);
        assert!(Share::take(&peers, one).is_some());
        assert!(peers.lock().expect("peers").is_empty(), "nothing is remembered of who has gone");
    }

    #[tokio::test]
    async fn rubbish_and_methods_that_there_are_not_end_nothing() {
        let served = served().await;
        for (request, told) in [
            ("\0\u{1}\u{2}rubbish\r\n\r\n", "400"),
            ("GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "404"),
            ("DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "405"),
            ("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "200"),
        ] {
            let mut stream = TcpStream::connect(served.address).await.expect("a connection");
            let answer = asked(&mut stream, request).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {told}")), "{request}: {answer}");
            assert!(!answer.ends_with("here"), "HEAD has no body");
        }
    }
}
