//! What browsers and calendar programs are served: the calendar as pages, and as programs read it.
//!
//! It asks actions, as a command does, and decides nothing. Whoever asks is known by the secret in the address, or by
//! nothing at all.

mod answer;
mod cache;
mod calendar;
mod client;
pub mod health;
mod limiter;
mod pages;
mod server;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use ipnet::IpNet;
use url::Url;

use crate::actions::calendar::events;
use crate::clock::Clock;
use crate::domain::access::AccessToken;
use crate::domain::id::{AccessId, OrganisationId};
use crate::render::page::address::Address;
use crate::render::page::{STATEMENT_PATH, Statement};
use crate::render::site::{self, Site};
use crate::store::Store;
use cache::Cache;
use client::Client;
use limiter::Limiter;
use pages::Asked;
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
    /// What is said of the pages' accessibility.
    pub statement: Statement,
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
    /// The path that all pages lie below, without a last stroke.
    fn base(&self) -> String {
        let Self::At(address) = self else { return String::new() };
        let path = Url::parse(address).map(|url| url.path().to_owned()).unwrap_or_default();
        path.trim_end_matches('/').to_owned()
    }

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
    /// The path that all pages lie below, for whoever is outside.
    base: String,
    statement: Statement,
    /// Whether it has been said that a proxy is not trusted.
    has_warned: AtomicBool,
}

/// Whether a page may be found by search engines, and shown there.
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Longer than this is no path of ours.
const LONGEST_PATH: usize = 300;
const LONGEST_QUERY: usize = 300;

/// All that is served: pages for people, and calendars for programs.
pub fn router(config: &WebConfig, (store, clock): (Arc<Store>, Clock)) -> Router {
    let web = Arc::new(Web {
        store,
        clock,
        limiter: Limiter::default(),
        trusted_proxies: config.trusted_proxies.clone(),
        cache: Cache::default(),
        base: config.address.base(),
        statement: config.statement.clone(),
        has_warned: AtomicBool::new(false),
    });
    Router::new()
        .route("/", get(pages::front))
        .route(STATEMENT_PATH, get(pages::statement))
        .route("/style.css", get(pages::style))
        .route("/icon.svg", get(pages::icon))
        .fallback(get(read))
        .layer(middleware::from_fn_with_state(web.clone(), guard))
        .with_state(web)
}

/// What a path with a secret or a number in it leads to.
async fn read(State(web): State<Arc<Web>>, uri: Uri, headers: HeaderMap) -> Response {
    let (path, query) = (uri.path(), uri.query().unwrap_or_default());
    let fits = path.len() <= LONGEST_PATH;
    // What others add to an address to follow people asks for nothing.
    let query = if query.len() <= LONGEST_QUERY { query } else { "" };
    if let Some(token) = site::token_in(path) {
        return match fits {
            true => calendar::read(&web, &AccessToken::given(token), &headers).await,
            false => calendar::nothing_here(),
        };
    }
    let asked = Asked::by(query, &headers);
    match Address::read(path, query).filter(|_| fits) {
        Some(address) => pages::read(&web, address, &headers, asked).await,
        None => pages::nothing(&web, asked),
    }
}

impl Web {
    /// Notes that an address was used, once a day. Nobody waits for it, and whoever reads is answered also where it
    /// cannot be.
    fn note_use(
        self: &Arc<Self>,
        organisation: OrganisationId,
        access: AccessId,
        first_use: Option<NaiveDate>,
    ) {
        let Some(today) = first_use else { return };
        let web = self.clone();
        tokio::spawn(async move {
            if let Err(error) = events::note_use(&web.store, (organisation, access), today).await {
                tracing::warn!(%error, "it could not be noted that an address was used");
            }
        });
    }
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
            let asked = Asked::by(request.uri().query().unwrap_or_default(), request.headers());
            let mut response = pages::too_many(&web, asked);
            let wait = HeaderValue::from(wait.as_secs().max(1));
            response.headers_mut().insert(header::RETRY_AFTER, wait);
            response
        }
    };
    let said = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    let headers = response.headers_mut();
    for (name, value) in said {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Only what everybody may look at says otherwise.
    headers.entry(ROBOTS).or_insert(HeaderValue::from_static("noindex"));
    response
}

/// Pages run nothing, are sent nowhere, and stand in nobody else's (CSP).
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
