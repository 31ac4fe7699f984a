//! What browsers and calendar programs are served: calendars at addresses that nobody can guess.
//!
//! It asks actions, as a command does, and decides nothing. Whoever asks is known by the secret in the address, or by
//! nothing at all.

mod cache;
mod calendar;
mod client;
pub mod health;
mod limiter;
mod server;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
use cache::Cache;
use client::Client;
use limiter::Limiter;
pub use server::Served;

/// How the pages are served.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// Where to listen; `None` for nowhere.
    pub listen: Option<SocketAddr>,
    /// Where whoever runs the bot asks how it is; `None` for nowhere.
    pub health: Option<SocketAddr>,
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
    cache: Cache,
    /// Whether it has been said that a proxy is not trusted.
    has_warned: AtomicBool,
}

/// All pages: what calendar programs are served.
pub fn router(trusted_proxies: Vec<IpNet>, (store, clock): (Arc<Store>, Clock)) -> Router {
    let (limiter, cache, has_warned) =
        (Limiter::default(), Cache::default(), AtomicBool::new(false));
    let web = Arc::new(Web { store, clock, limiter, trusted_proxies, cache, has_warned });
    Router::new()
        .fallback(get(calendar::read))
        .layer(middleware::from_fn_with_state(web.clone(), guard))
        .with_state(web)
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
    if Client::is_passed_on_by_a_stranger(&request, &web.trusted_proxies)
        && !web.has_warned.swap(true, Ordering::Relaxed)
    {
        tracing::warn!(
            "requests are passed on by somebody who is not among web.trusted_proxies: all of them count as one client"
        );
    }
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
