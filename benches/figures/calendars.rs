//! What calendars cost: to read and write a large one, and to answer programs that ask whether it has changed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::calendar::events;
use kallelse::clock::{Clock, SimulatedClock};
use kallelse::domain::access::{Access, AccessPurpose, AccessTo, AccessToken, RANDOM_BYTES};
use kallelse::domain::id::{AccessId, ItemId, MeetingId};
use kallelse::domain::language::Language;
use kallelse::render::ics;
use kallelse::store::{Store, accesses, agenda, appointments, groups, meetings};
use kallelse::web::{self, Served, WebConfig};
use tempfile::TempDir;

use crate::organisation::{founded, item};
use crate::p50_and_p99;
use crate::planning::scheduled;

const EVENTS: i64 = 2_000;
const ITEMS: i64 = 3;
const TIMES: usize = 50;
const CLIENTS: usize = 16;
const REQUESTS: usize = 20_000;

/// An organisation with so many meetings to come, each with an agenda, and two addresses: of all of them, and of a
/// member's own.
async fn stored(folder: &TempDir, now: DateTime<Utc>) -> (Store, [AccessToken; 2]) {
    let (store, organisation) = founded(folder, "calendars.db", now).await;
    let mut db = store.begin().await.expect("a transaction");
    let groups = groups::groups_of(&mut db, organisation).await.expect("groups");
    for index in 0..EVENTS {
        let group = &groups[usize::try_from(index % 3).expect("an index")];
        let starts = now + TimeDelta::hours(24 + 12 * index);
        let meeting = scheduled(MeetingId(store.next_id(now)), group, starts);
        meetings::insert(&mut db, &meeting).await.expect("inserted");
        for position in 0..ITEMS {
            let item = item(ItemId(store.next_id(now)), &meeting, position);
            agenda::insert(&mut db, &item).await.expect("inserted");
        }
    }
    let sitting =
        appointments::of_group(&mut db, organisation, groups[0].id).await.expect("people");
    let holder = sitting[0].1.id;
    let tokens = [1, 2].map(|byte| AccessToken::from_random([byte; RANDOM_BYTES]));
    // All groups are the member's to see.
    for group in &groups {
        kallelse::store::calendar::set_public(&mut db, organisation, (group.id, Some(true)))
            .await
            .expect("open");
    }
    for (token, object) in tokens.iter().zip([AccessTo::Organisation, AccessTo::Person]) {
        let access = Access {
            id: AccessId(store.next_id(now)),
            organisation,
            purpose: AccessPurpose::Feed,
            holder,
            object,
            language: Language::Swedish,
            made: now,
            expires: None,
            used: None,
        };
        accesses::insert(&mut db, &access, &token.digest()).await.expect("inserted");
    }
    db.commit().await.expect("committed");
    (store, tokens)
}

pub async fn measure() {
    let folder = TempDir::new().expect("a folder");
    let now: DateTime<Utc> = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let (store, tokens) = stored(&folder, now).await;
    println!("calendars of {EVENTS} meetings with {ITEMS} items each");
    for (token, whose) in tokens.iter().zip(["all of it", "a member's own third"]) {
        let (mut read, mut write, mut size) = (Vec::new(), Vec::new(), 0);
        for _ in 0..TIMES {
            let started = Instant::now();
            let opened =
                events::opened(&store, token, now).await.expect("read").expect("a calendar");
            read.push(started.elapsed().as_secs_f64() * 1000.0);
            let started = Instant::now();
            size = ics::feed(&opened.feed).len();
            write.push(started.elapsed().as_secs_f64() * 1000.0);
        }
        let ((read, _), (write, slow)) = (p50_and_p99(read), p50_and_p99(write));
        println!(
            "  {whose}, {} kB: read p50 {read:.1} ms; written p50 {write:.1} ms, p99 {slow:.1} ms   (aim: 2,000 in at most 20)",
            size / 1024
        );
    }
    let clock = Clock::Simulated(SimulatedClock::standing(now));
    let router = web::router(&behind_a_proxy(), (Arc::new(store), clock));
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let served = Served::start(listen, router).await.expect("an address");
    let address = format!("http://{}/calendar/{}.ics", served.address, tokens[1].reveal());
    conditional(&address).await;
}

/// Whoever asks says for whom, so that they are many.
pub fn behind_a_proxy() -> WebConfig {
    let trusted_proxies = vec!["127.0.0.0/8".parse().expect("a net")];
    WebConfig { trusted_proxies, ..WebConfig::default() }
}

/// Programs that have the calendar and ask whether it has changed, many at once.
async fn conditional(address: &str) {
    let http = reqwest::Client::new();
    let first = http.get(address).send().await.expect("an answer");
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    let memory = f64::from(crate::process::resident_kib(std::process::id())) / 1024.0;
    let started = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (http, address, tag) = (http.clone(), address.to_owned(), tag.clone());
        clients.spawn(async move {
            let mut times = Vec::new();
            for request in 0..REQUESTS / CLIENTS {
                let of = format!("10.{client}.{}.{}", request / 200 % 256, request % 200);
                let begun = Instant::now();
                let asked =
                    http.get(&address).header("If-None-Match", &tag).header("X-Forwarded-For", of);
                let status = asked.send().await.expect("an answer").status();
                assert_eq!(status, 304);
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            times
        });
    }
    let times: Vec<f64> = clients.join_all().await.into_iter().flatten().collect();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let each_second = times.len() as f64 / started.elapsed().as_secs_f64();
    let (p50, p99) = p50_and_p99(times);
    let after = f64::from(crate::process::resident_kib(std::process::id())) / 1024.0;
    println!(
        "  unchanged, {CLIENTS} clients: {each_second:.0} a second, p50 {p50:.2} ms, p99 {p99:.2} ms   (aim: 1,000 a second)"
    );
    println!(
        "  memory before and after {REQUESTS} requests: {memory:.1} and {after:.1} MB, programs that ask included"
    );
}
