//! What pages cost: the first byte of each kind, read anew and kept written, in an organisation of thirty groups with
//! five years of meetings; and whether a hundred thousand requests leave anything behind.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::clock::{Clock, SimulatedClock};
use kallelse::domain::agenda::Topic;
use kallelse::domain::calendar::PageVisibility;
use kallelse::domain::group::Group;
use kallelse::domain::id::{GroupId, ItemId, MeetingId, TopicId};
use kallelse::store::{Store, agenda, calendar, groups, meetings};
use kallelse::web::{self, Served};
use tempfile::TempDir;

use crate::calendars::behind_a_proxy;
use crate::organisation::{founded, item};
use crate::p50_and_p99;
use crate::planning::scheduled;

const GROUPS: i64 = 30;
const YEARS: i64 = 5;
/// Of each group in a year.
const MEETINGS: i64 = 11;
const ITEMS: i64 = 5;
const TIMES: usize = 300;
const CLIENTS: usize = 8;
const REQUESTS: usize = 100_000;

/// Where the organisation's page is, that of one of its groups, and that of one of its meetings.
async fn stored(folder: &TempDir, now: DateTime<Utc>) -> (Store, [String; 4]) {
    let (store, organisation) = founded(folder, "pages.db", now).await;
    let mut db = store.begin().await.expect("a transaction");
    let mut all = groups::groups_of(&mut db, organisation).await.expect("groups");
    let more = i64::try_from(all.len()).expect("few")..GROUPS;
    for number in more {
        let id = GroupId(store.next_id(now));
        let group = Group { id, name: format!("Grupp {number}"), ..all[0].clone() };
        groups::insert_group(&mut db, &group).await.expect("inserted");
        all.push(group);
    }
    let mut topics = Vec::new();
    for name in ["ämne 1", "ämne 2", "ämne 3", "ämne 4"] {
        let topic = Topic { id: TopicId(store.next_id(now)), name: name.to_owned() };
        agenda::insert_topic(&mut db, organisation, &topic, name).await.expect("inserted");
        topics.push(topic.id);
    }
    let mut last = None;
    for (group, shift) in all.iter().zip(0..) {
        let public = (group.id, PageVisibility::Public);
        calendar::set_page(&mut db, organisation, public).await.expect("public");
        for number in 0..YEARS * MEETINGS {
            // Half of it lies behind, and half is to come.
            let days = (number - YEARS * MEETINGS / 2) * 365 / MEETINGS;
            let starts = now + TimeDelta::days(days) + TimeDelta::hours(24 + shift);
            let meeting = scheduled(MeetingId(store.next_id(now)), group, starts);
            meetings::insert(&mut db, &meeting).await.expect("inserted");
            for position in 0..ITEMS {
                let item = item(ItemId(store.next_id(now)), &meeting, position);
                agenda::insert(&mut db, &item).await.expect("inserted");
                let topic = topics[usize::try_from(position).expect("small") % topics.len()];
                agenda::set_topics(&mut db, organisation, item.id, &[topic]).await.expect("set");
            }
            last = Some((group.id, meeting.id));
        }
    }
    db.commit().await.expect("committed");
    let (group, meeting) = last.expect("a meeting");
    let all = format!("/o/{organisation}");
    let one = format!("{all}/g/{group}");
    let meeting = format!("{one}/m/{meeting}");
    (store, [all, one, meeting, topics[0].to_string()])
}

pub async fn measure() {
    let folder = TempDir::new().expect("a folder");
    let now: DateTime<Utc> = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let (store, [all, one, meeting, topic]) = stored(&folder, now).await;
    let clock = Clock::Simulated(SimulatedClock::standing(now));
    let store = Arc::new(store);
    let router = web::router(&behind_a_proxy(), (store.clone(), clock));
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let served = Served::start(listen, router).await.expect("an address");
    let at = |path: &str| format!("http://{}{path}", served.address);
    println!("pages of {GROUPS} groups with {YEARS} years of meetings, {ITEMS} items each");
    let http = reqwest::Client::new();
    for (what, path) in [
        ("a list of all groups, three months", format!("{all}?lang=sv")),
        ("a month of all groups", format!("{all}?view=month&lang=sv")),
        ("a list of all groups, one topic", format!("{all}?topic={topic}&lang=sv")),
        ("a list two years ago", format!("{all}?from=2025-02&lang=sv")),
        ("a list of one group, a year", format!("{one}?lang=sv")),
        ("a meeting", format!("{meeting}?lang=sv")),
        ("the front page", "/?lang=sv".to_owned()),
    ] {
        let (mut anew, mut kept, mut size) = (Vec::new(), Vec::new(), 0);
        for time in 0..TIMES {
            // Something has been written: all is read anew.
            drop(store.begin().await.expect("a transaction").commit().await);
            for times in [&mut anew, &mut kept] {
                let client = format!("10.0.{}.{}", time / 200, time % 200);
                let asked = http.get(at(&path)).header("X-Forwarded-For", client);
                let begun = Instant::now();
                // The headers have come, and with them the first of the body.
                let mut response = asked.send().await.expect("an answer");
                let first = response.chunk().await.expect("a body").map_or(0, |first| first.len());
                times.push(begun.elapsed().as_secs_f64() * 1000.0);
                assert!(response.status() == 200 && first > 0, "{path}");
                size = first + response.bytes().await.expect("the rest").len();
            }
        }
        let ((anew, slow), (kept, slow_kept)) = (p50_and_p99(anew), p50_and_p99(kept));
        println!(
            "  {what}, {} kB: read anew p50 {anew:.1} ms, p99 {slow:.1} ms; kept p50 {kept:.2} ms, p99 {slow_kept:.2} ms   (aim: p99 at most 10)",
            size / 1024
        );
    }
    let months = (2024..2029).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let paths: Vec<String> = months
        .map(|(year, month)| at(&format!("{all}?view=month&from={year}-{month:02}")))
        .collect();
    many(&http, &paths).await;
}

/// A hundred thousand requests for sixty different months, from many.
async fn many(http: &reqwest::Client, paths: &[String]) {
    let mut told = Vec::new();
    let started = Instant::now();
    for tenth in 0..10 {
        let mut clients = tokio::task::JoinSet::new();
        for client in 0..CLIENTS {
            let (http, paths) = (http.clone(), paths.to_vec());
            clients.spawn(async move {
                for request in 0..REQUESTS / CLIENTS / 10 {
                    let of = format!("10.{client}.{}.{}", request / 200, request % 200);
                    let path = &paths[(request + tenth) % paths.len()];
                    let asked = http.get(path).header("X-Forwarded-For", of);
                    let response = asked.send().await.expect("an answer");
                    assert_eq!(response.status(), 200);
                    response.bytes().await.expect("a body");
                }
            });
        }
        clients.join_all().await;
        told.push(f64::from(crate::process::resident_kib(std::process::id())) / 1024.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let each_second = REQUESTS as f64 / started.elapsed().as_secs_f64();
    let told: Vec<String> = told.iter().map(|memory| format!("{memory:.0}")).collect();
    println!(
        "  {REQUESTS} requests for {} months, {CLIENTS} clients: {each_second:.0} a second; memory after each tenth: {} MB, those who ask included   (aim: flat)",
        paths.len(),
        told.join(", ")
    );
}
