//! What browsers and calendar programs are served: calendars at addresses that nobody can guess.
//!
//! It asks actions, as a command does, and decides nothing. Whoever asks is known by the secret in the address, or by
//! nothing at all.

mod calendar;
mod client;
mod limiter;
mod server;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ipnet::IpNet;

use crate::clock::Clock;
use crate::render::site::Site;
use crate::store::Store;
use client::Client;
use limiter::Limiter;
pub use server::Served;

/// How the pages are served.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// Where to listen; `None` for nowhere.
    pub listen: Option<SocketAddr>,
    /// Where that is for whoever is outside.
    pub address: PublicAddress,
    /// Those who pass requests on for others, and say for whom.
    pub trusted_proxies: Vec<IpNet>,
}

/// Where the pages are for whoever is outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PublicAddress {
    /// Nobody outside gets there.
    #[default]
    Nowhere,
    At(String),
    /// Where they are served: on one machine there is no outside.
    AsServed,
}

impl PublicAddress {
    /// Where links lead.
    pub fn site(self, served: Option<&Served>) -> Site {
        let as_served = || served.map(|served| format!("http://{}", served.address));
        Site::at(match self {
            Self::Nowhere => None,
            Self::At(address) => Some(address),
            Self::AsServed => as_served(),
        })
    }
}

/// What a request needs to be answered.
struct Web {
    store: Arc<Store>,
    clock: Clock,
    limiter: Limiter,
    trusted_proxies: Vec<IpNet>,
}

/// Serves until what is returned is dropped.
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(
    listen: SocketAddr,
    trusted_proxies: Vec<IpNet>,
    (store, clock): (Arc<Store>, Clock),
) -> std::io::Result<Served> {
    let web = Arc::new(Web { store, clock, limiter: Limiter::default(), trusted_proxies });
    let router = Router::new()
        .route("/calendar/{file}", get(calendar::read))
        .fallback(nothing_here)
        .layer(middleware::from_fn_with_state(web.clone(), guard))
        .with_state(web);
    Served::start(listen, router).await
}

/// What is said of everything that is not there, and of everything that was.
async fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, "Här finns inget. / There is nothing here.\n").into_response()
}

/// Holds back whoever asks for too much, and says what no answer may be used for.
async fn guard(
    State(web): State<Arc<Web>>,
    request: axum::extract::Request,
    next: Next,
) -> Response {
    let client = Client::of(&request, &web.trusted_proxies);
    let mut response = match web.limiter.admit(client) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            let wait = [(header::RETRY_AFTER, wait.as_secs().max(1).to_string())];
            (StatusCode::TOO_MANY_REQUESTS, wait, "För många frågor. / Too many requests.\n")
                .into_response()
        }
    };
    let said = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    for (name, value) in said {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
