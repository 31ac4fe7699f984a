//! Listening, with bounds: on how many are served at once, and on how long anybody takes.

use std::net::SocketAddr;
use std::sync::Arc;
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
/// How long a connection may last in all.
const LONGEST: Duration = Duration::from_secs(60);
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
    pub(super) async fn start(listen: SocketAddr, router: Router) -> std::io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let listening = tokio::spawn(listen_on(listener, router)).abort_handle();
        Ok(Self { address, listening })
    }
}

async fn listen_on(listener: TcpListener, router: Router) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    // Those who are being served end together with the listening.
    let mut served = tokio::task::JoinSet::new();
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        while served.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, peer)) => {
                let router = router.clone();
                served.spawn(async move {
                    let _ = tokio::time::timeout(LONGEST, serve(stream, peer, router)).await;
                    drop(place);
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
    // Whoever hangs up in between is no fault of ours.
    let _ = connection.await;
}
