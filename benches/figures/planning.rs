//! What a look costs at what is due: with many meetings stored, with many organisations waiting, with a
//! long backlog.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::calling;
use kallelse::domain::account::{ChannelId, GuildId};
use kallelse::domain::group::{Group, Organisation};
use kallelse::domain::id::{GroupId, MeetingId, NoticeId, OrganisationId};
use kallelse::domain::language::Language;
use kallelse::domain::meeting::{Meeting, MeetingKind, MeetingState};
use kallelse::domain::notice::{Destination, MeetingNotice, Owed, Subject};
use kallelse::domain::period::Period;
use kallelse::domain::schedule::{InvitationRule, PostingSchedule, USUAL};
use kallelse::domain::wording::Place;
use kallelse::store::{Store, groups, meetings, organisations, outbox};
use kallelse::worker::duties::{Duty, call};
use tempfile::TempDir;

use crate::organisation::founded;
use crate::p50_and_p99;

const STORED: i64 = 100_000;
const DUE: i64 = 10;
const TICKS: usize = 50;
const GUILDS: i64 = 2_500;
const GROUPS: i64 = 3;
const BACKLOG: usize = 12_000;

/// A store with so many meetings of three groups, of which ten are due at `now`.
pub async fn stored(folder: &TempDir, now: DateTime<Utc>) -> Store {
    let (store, organisation) = founded(folder, "plan.db", now).await;
    let mut db = store.begin().await.expect("a transaction");
    let groups = groups::groups_of(&mut db, organisation).await.expect("groups");
    for index in 0..STORED {
        let group = &groups[usize::try_from(index % 3).expect("an index")];
        // Ten start within the week that is due; half of the rest long ago, half later on.
        let minutes = match index {
            0..DUE => 24 * 60 + index,
            _ if index % 2 == 0 => 60 * 24 * 30 + index * 10,
            _ => -60 * 24 - index * 10,
        };
        let starts = now + TimeDelta::minutes(minutes);
        let state = if minutes < 0 { MeetingState::Held } else { MeetingState::Scheduled };
        let meeting = scheduled(MeetingId(store.next_id(now)), group, starts);
        let meeting = Meeting { state, ..meeting };
        meetings::insert(&mut db, &meeting).await.expect("inserted");
    }
    db.commit().await.expect("committed");
    store
}

pub async fn tick() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    calling::plan(&store, now).await.expect("planned");
    // What that wrote is folded into the file now and not by what is measured.
    let mut db = store.writer().await.expect("a connection");
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *db).await.expect("folded");
    drop(db);
    // As a bot that has been running for a while: one look has been taken before anything was due.
    let before = now - TimeDelta::days(7);
    assert_eq!(call::carry_out(&store, before).await.expect("planned"), 0);
    let started = Instant::now();
    let called = call::carry_out(&store, now).await.expect("planned");
    let first = started.elapsed().as_secs_f64() * 1000.0;
    let mut quiet = Vec::new();
    for _ in 0..TICKS {
        let started = Instant::now();
        assert_eq!(call::carry_out(&store, now).await.expect("planned"), 0);
        quiet.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let (p50, p99) = p50_and_p99(quiet);
    println!("planning tick with {STORED} stored meetings");
    println!(
        "  {called} due, each called and its invitation owed in a durable transaction: {first:.2} ms   (aim: at most 5)"
    );
    println!("  none due: p50 {p50:.2} ms, p99 {p99:.2} ms");
}

/// A store with so many guilds, each with groups of which each has a meeting waiting.
async fn waiting(folder: &TempDir, now: DateTime<Utc>) -> Store {
    let url = format!("sqlite://{}", folder.path().join("waiting.db").display());
    let store = Store::open(&url).await.expect("a store");
    let mut db = store.begin().await.expect("a transaction");
    for guild in 1..=GUILDS {
        let organisation = Organisation {
            id: OrganisationId(store.next_id(now)),
            guild: GuildId(guild),
            name: format!("Organisation {guild}"),
            language: Language::Swedish,
            zone: chrono_tz::Europe::Stockholm,
        };
        organisations::insert_organisation(&mut db, &organisation, now).await.expect("inserted");
        for number in 0..GROUPS {
            let posting = PostingSchedule::kept(USUAL.to_owned());
            let group = Group {
                id: GroupId(store.next_id(now)),
                organisation: organisation.id,
                name: format!("Group {number}"),
                channel: ChannelId(1),
                officials_channel: ChannelId(2),
                language: Language::Swedish,
                rule: InvitationRule { lead_days: 7, posting, zone: organisation.zone },
                term: Period::since(now.date_naive()),
                mandate: None,
            };
            groups::insert_group(&mut db, &group).await.expect("inserted");
            let starts = now + TimeDelta::days(30 + guild % 60);
            let meeting = scheduled(MeetingId(store.next_id(now)), &group, starts);
            meetings::insert(&mut db, &meeting).await.expect("inserted");
        }
    }
    db.commit().await.expect("committed");
    store
}

pub fn scheduled(id: MeetingId, group: &Group, starts: DateTime<Utc>) -> Meeting {
    Meeting {
        id,
        organisation: group.organisation,
        group: group.id,
        kind: MeetingKind::Ordinary,
        state: MeetingState::Scheduled,
        revision: 0,
        dating: 0,
        starts,
        ends: starts + TimeDelta::hours(1),
        place: Place::parse("Sal 3").expect("a place"),
        link: None,
        remark: None,
        late_because: None,
        dated: None,
        datings: 0,
        withdrawn_datings: Vec::new(),
        called: None,
        cancelled: None,
        cancelled_because: None,
        closed: None,
        changed: None,
    }
}

/// What each duty does whenever plans have changed, with many organisations waiting.
pub async fn many_guilds() {
    let folder = TempDir::new().expect("a folder");
    let now = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = waiting(&folder, now).await;
    let started = Instant::now();
    call::carry_out(&store, now).await.expect("planned");
    let first = started.elapsed().as_secs_f64();
    let waiting = GUILDS * GROUPS;
    println!("planning with {waiting} meetings waiting in {GUILDS} guilds, none due");
    println!("  once, when nothing is planned yet: {first:.1} s");
    // What the first look of each finds to begin with is not measured.
    for duty in Duty::ALL {
        duty.carry_out(&store, now).await.expect("carried out");
    }
    for duty in Duty::ALL.into_iter().filter(|duty| duty.is_woken()) {
        let mut quiet = Vec::new();
        for _ in 0..TICKS {
            let started = Instant::now();
            assert_eq!(duty.carry_out(&store, now).await.expect("carried out"), 0);
            duty.next(&store, now).await.expect("read");
            quiet.push(started.elapsed().as_secs_f64() * 1000.0);
        }
        let (p50, p99) = p50_and_p99(quiet);
        println!("  a look of {:9} p50 {p50:.2} ms, p99 {p99:.2} ms", duty.name());
    }
}

/// Claiming from a long backlog.
pub async fn backlog() {
    let folder = TempDir::new().expect("a folder");
    let now: DateTime<Utc> = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let store = stored(&folder, now).await;
    let mut db = store.begin().await.expect("a transaction");
    let organisation = organisations::organisation_of_guild(&mut db, GuildId(1)).await;
    let organisation = organisation.expect("read").expect("an organisation").id;
    let group = groups::groups_of(&mut db, organisation).await.expect("groups").remove(0);
    let coming = meetings::upcoming(&mut db, organisation, group.id, now, 1).await.expect("read");
    let meeting = coming[0].id;
    let owed = (0i64..).take(BACKLOG).map(|occasion| {
        let owed = Owed {
            organisation,
            kind: MeetingNotice::Announcement.into(),
            subject: Subject::Meeting(group.id, meeting),
            occasion,
            again: None,
            destination: Destination::Channel,
            person: None,
            caused_by: None,
            due: now,
        };
        (NoticeId(store.next_id(now)), owed)
    });
    outbox::owe_at_once(&mut db, &owed.collect::<Vec<_>>(), now).await.expect("owed");
    db.commit().await.expect("committed");
    let mut times = Vec::new();
    for _ in 0..TICKS {
        let mut db = store.writer().await.expect("a connection");
        let started = Instant::now();
        assert!(outbox::claim_due(&mut db, now).await.expect("read").is_some());
        outbox::next_due(&mut db).await.expect("read");
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let (p50, p99) = p50_and_p99(times);
    println!("claiming one of {BACKLOG} owed, and looking for the next");
    println!("  p50 {p50:.2} ms, p99 {p99:.2} ms");
}
