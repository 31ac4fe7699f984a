//! What looking for words in ten thousand notes costs, on both engines.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::Caller;
use kallelse::actions::notes::search::search;
use kallelse::domain::account::{GuildId, UserId};
use kallelse::domain::id::{MeetingId, OrganisationId};
use kallelse::domain::notes::{Chapter, Content, NotesNumber, Revision, folded};
use kallelse::store::{Store, groups, meetings, notes, revisions};
use tempfile::TempDir;

use crate::organisation::founded_in;
use crate::planning::scheduled;
use crate::{p50_and_p99, postgres};

const NOTES: usize = 10_000;
/// Words of each of the notes' five chapters.
const WORDS: usize = 60;
const TIMES: usize = 100;

const VOCABULARY: [&str; 24] = [
    "bredband",
    "hemgång",
    "samverkan",
    "Köping",
    "regionen",
    "kommunerna",
    "uppföljning",
    "vården",
    "äldre",
    "boende",
    "beslut",
    "information",
    "trygghet",
    "personal",
    "kompetens",
    "digital",
    "möte",
    "plan",
    "mål",
    "resurs",
    "behov",
    "läget",
    "väntar",
    "framåt",
];

pub async fn measure() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("notes.db").display());
    case("SQLite", &url).await;
    if let Some(url) = postgres::fresh_database().await {
        case("PostgreSQL", &url).await;
    }
}

async fn case(engine: &str, url: &str) {
    let now: DateTime<Utc> = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let (store, organisation) = founded_in(url, now).await;
    let bytes = written(&store, organisation, now).await;
    let caller = Caller { administrator: true, ..Caller::in_guild(GuildId(1), UserId(1)) };
    for (what, query) in [
        ("a word of every one", "bredband"),
        ("a word of one", "ovanligheten"),
        ("a word of none", "finnsintealls"),
        ("three words", "bredband köping trygghet"),
    ] {
        let mut times = Vec::new();
        let mut all = 0;
        for _ in 0..TIMES {
            let begun = Instant::now();
            all = search(&store, caller, (query, 0), now).await.expect("searched").all;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let (p50, p99) = p50_and_p99(times);
        println!(
            "notes: {engine}, {what} ({all} of {NOTES}, {} MB): p50 {p50:.1} ms, p99 {p99:.1} ms",
            bytes / 1_000_000
        );
    }
}

/// Publishes notes; returns how many bytes of words they have.
async fn written(store: &Store, organisation: OrganisationId, now: DateTime<Utc>) -> usize {
    let mut random = fastrand::Rng::with_seed(7);
    let mut db = store.begin().await.expect("a transaction");
    let all = groups::groups_of(&mut db, organisation).await.expect("groups");
    let mut bytes = 0;
    for number in 0..NOTES {
        let group = &all[number % all.len()];
        let count = i64::try_from(number).expect("small");
        let meeting =
            scheduled(MeetingId(store.next_id(now)), group, now - TimeDelta::hours(count + 1));
        meetings::insert(&mut db, &meeting).await.expect("inserted");
        let here = (organisation, meeting.id);
        notes::begin(&mut db, here, group.id).await.expect("begun");
        let number = NotesNumber { year: 2027, number: count + 1 };
        notes::give_number(&mut db, here, number).await.expect("given");
        let mut chapter = |at: usize| {
            let words: Vec<&str> =
                (0..WORDS).map(|_| VOCABULARY[random.usize(..VOCABULARY.len())]).collect();
            let rare = if count == 5000 && at == 3 { " ovanligheten" } else { "" };
            Chapter {
                number: Some(at),
                heading: format!("Ärende {at}"),
                purpose: None,
                said: Some(format!("{}{rare}", words.join(" "))),
                agreed: None,
            }
        };
        let content =
            Content { chapters: (1..=5).map(&mut chapter).collect(), ..Content::default() };
        let words = folded(&content.words());
        bytes += words.len();
        let revision = Revision {
            meeting: meeting.id,
            number: 1,
            content,
            published: now,
            by: None,
            writers: Vec::new(),
        };
        let id = store.next_id(now);
        revisions::insert(&mut db, organisation, (id, &revision, &words)).await.expect("written");
    }
    db.commit().await.expect("committed");
    bytes
}
