//! The facts on both engines: two organisations with equal names, kept apart in every query.

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kallelse::actions::founding::{found, link};
use kallelse::charter;
use kallelse::domain::account::{ChannelId, GuildId, MessageId, UserId};
use kallelse::domain::cover::Answer;
use kallelse::domain::id::{MeetingId, NoticeId, OrganisationId, ReplyId};
use kallelse::domain::meeting::{Meeting, MeetingState};
use kallelse::domain::notice::{Destination, LEASE, NoticeKind, NoticeState, Owed};
use kallelse::domain::seat::Capacity;
use kallelse::domain::wording::{Place, Reason};
use kallelse::store::replies::NewReply;
use kallelse::store::{Store, StoreError, meetings, organisations, outbox, people, replies, seats};
use tempfile::TempDir;

use crate::harness::{monday_morning, postgres};

/// Two organisations founded from the same paper, in two guilds.
struct Twins {
    store: Store,
    one: OrganisationId,
    other: OrganisationId,
    _folder: TempDir,
}

const GUILDS: [GuildId; 2] = [GuildId(1), GuildId(2)];

async fn twins(url: Option<String>) -> Twins {
    let folder = TempDir::new().expect("a folder");
    let url =
        url.unwrap_or_else(|| format!("sqlite://{}", folder.path().join("facts.db").display()));
    let store = Store::open(&url).await.expect("a store");
    let files = charter::example().expect("the example");
    let mut ids = Vec::new();
    for guild in GUILDS {
        let channels: HashMap<String, ChannelId> =
            files.channels().into_iter().map(|(name, _)| name).zip((1..).map(ChannelId)).collect();
        // The same people have the same accounts in both: only the guild tells them apart.
        let accounts: HashMap<String, UserId> =
            files.people().into_iter().zip((1..).map(UserId)).collect();
        let charter = files.charter(guild, &channels, accounts).expect("a charter");
        ids.push(found(&store, &charter, monday_morning()).await.expect("founded"));
    }
    Twins { store, one: ids[0], other: ids[1], _folder: folder }
}

macro_rules! on_both {
    ($($case:ident),* $(,)?) => {$(
        mod $case {
            #[tokio::test]
            async fn on_sqlite() {
                super::$case(super::twins(None).await).await;
            }
            #[tokio::test]
            async fn on_postgresql() {
                if let Some(url) = super::postgres::fresh_database().await {
                    super::$case(super::twins(Some(url)).await).await;
                }
            }
        }
    )*};
}

on_both!(
    organisations_with_equal_names_are_kept_apart,
    the_schema_forbids_what_must_not_be,
    who_sits_is_asked_for_on_a_day,
    a_meeting_is_found_when_it_is_due_and_not_before,
    replies_are_added_and_read_in_order,
    a_notice_is_owed_once_and_claimed_by_one,
    a_live_message_that_changes_while_it_is_edited_is_edited_again,
    nothing_is_kept_of_what_is_not_committed,
);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 1).expect("a date")
}

impl Twins {
    async fn group(
        &self,
        organisation: OrganisationId,
        name: &str,
    ) -> kallelse::domain::group::Group {
        let mut db = self.store.read().await.expect("a connection");
        let groups = organisations::groups_of(&mut db, organisation).await.expect("groups");
        groups.into_iter().find(|group| group.name == name).expect("the group")
    }

    async fn meeting(&self, organisation: OrganisationId, starts: DateTime<Utc>) -> Meeting {
        let group = self.group(organisation, "Äldre").await;
        let meeting = Meeting {
            id: MeetingId(self.store.next_id(monday_morning())),
            organisation,
            group: group.id,
            state: MeetingState::Scheduled,
            revision: 0,
            starts,
            ends: starts + TimeDelta::hours(3),
            place: Place::parse("Regionhuset").expect("a place"),
            called: None,
            cancelled_because: None,
        };
        let mut db = self.store.write().await.expect("a transaction");
        meetings::insert(&mut db, &meeting).await.expect("inserted");
        self.store.commit(db).await.expect("committed");
        meeting
    }

    fn owed(&self, meeting: &Meeting, kind: NoticeKind) -> Owed {
        Owed {
            organisation: meeting.organisation,
            kind,
            meeting: meeting.id,
            seat: None,
            occasion: 0,
            destination: Destination::Channel,
            person: None,
            due: monday_morning(),
        }
    }
}

async fn organisations_with_equal_names_are_kept_apart(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(30)).await;
    let mut db = t.store.read().await.expect("a connection");
    assert_eq!(organisations::groups_of(&mut db, t.one).await.expect("groups").len(), 3);
    assert_eq!(
        organisations::organisation_of_guild(&mut db, GUILDS[1]).await.expect("read").map(|o| o.id),
        Some(t.other)
    );
    let group = t.group(t.one, "Äldre").await;
    assert_eq!(organisations::group(&mut db, t.other, group.id).await.expect("read"), None);
    assert_eq!(
        meetings::meeting(&mut db, t.one, meeting.id).await.expect("read"),
        Some(meeting.clone())
    );
    assert_eq!(meetings::meeting(&mut db, t.other, meeting.id).await.expect("read"), None);
    assert_eq!(
        meetings::upcoming(&mut db, t.other, group.id, monday_morning(), 9).await.expect("read"),
        []
    );
    let person = people::person_of_account(&mut db, t.one, UserId(1))
        .await
        .expect("read")
        .expect("a person");
    let twin = people::person_of_account(&mut db, t.other, UserId(1))
        .await
        .expect("read")
        .expect("a person");
    assert_eq!(person.name, twin.name);
    assert_ne!(person.id, twin.id);
    assert_eq!(people::person(&mut db, t.other, person.id).await.expect("read"), None);
    let holdings =
        seats::holdings_of(&mut db, t.other, (group.id, person.id), today()).await.expect("read");
    assert_eq!(holdings, []);
    assert_eq!(seats::occupied_seats(&mut db, t.other, group.id, today()).await.expect("read"), []);
    let of_meeting =
        organisations::organisation_of_meeting(&mut db, meeting.id).await.expect("read");
    assert_eq!(of_meeting.map(|organisation| organisation.id), Some(t.one));
}

async fn the_schema_forbids_what_must_not_be(t: Twins) {
    let starts = monday_morning() + TimeDelta::days(30);
    let meeting = t.meeting(t.one, starts).await;
    let again = Meeting { id: MeetingId(t.store.next_id(monday_morning())), ..meeting.clone() };
    let mut db = t.store.write().await.expect("a transaction");
    let refused = meetings::insert(&mut db, &again).await;
    assert!(matches!(refused, Err(StoreError::Duplicate(_))), "{refused:?}");
    drop(db);

    // A meeting of one organisation in the other's group.
    let foreign = Meeting {
        id: MeetingId(t.store.next_id(monday_morning())),
        organisation: t.other,
        starts: starts + TimeDelta::days(1),
        ends: starts + TimeDelta::days(2),
        ..meeting
    };
    let mut db = t.store.write().await.expect("a transaction");
    assert!(
        meetings::insert(&mut db, &foreign).await.is_err(),
        "references are made with the organisation"
    );
    drop(db);

    let group = t.group(t.one, "Äldre").await;
    let mut db = t.store.write().await.expect("a transaction");
    let occupied = seats::occupied_seats(&mut db, t.one, group.id, today()).await.expect("seats");
    let seat = occupied[0].seat.id;
    let person = occupied[1].ordinary.as_ref().expect("a person").id;
    let id = kallelse::domain::id::AppointmentId(t.store.next_id(monday_morning()));
    let second =
        seats::insert_appointment(&mut db, t.one, id, (seat, person, Capacity::Ordinary), today())
            .await;
    assert!(
        matches!(second, Err(StoreError::Duplicate(_))),
        "one current ordinary a seat: {second:?}"
    );
}

async fn who_sits_is_asked_for_on_a_day(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    let mut db = t.store.write().await.expect("a transaction");
    let before = seats::occupied_seats(&mut db, t.one, group.id, today()).await.expect("seats");
    assert_eq!(before.len(), 14);
    assert!(before.iter().all(|seat| seat.ordinary.is_some() && seat.substitute.is_some()));
    let leaving = before[3].ordinary.clone().expect("a person");
    let statement = "UPDATE appointment SET to_day = '2027-03-31' WHERE person = $1";
    sqlx::query(statement).bind(leaving.id.0).execute(&mut *db).await.expect("left");
    t.store.commit(db).await.expect("committed");
    let mut db = t.store.read().await.expect("a connection");
    let last_day = NaiveDate::from_ymd_opt(2027, 3, 31).expect("a date");
    let on = seats::occupied_seats(&mut db, t.one, group.id, last_day).await.expect("seats");
    let after =
        seats::occupied_seats(&mut db, t.one, group.id, last_day.succ_opt().expect("a day"))
            .await
            .expect("seats");
    assert_eq!((on[3].ordinary.as_ref(), after[3].ordinary.as_ref()), (Some(&leaving), None));
    let term_begins = NaiveDate::from_ymd_opt(2017, 1, 1).expect("a date");
    let too_early =
        seats::occupied_seats(&mut db, t.one, group.id, term_begins.pred_opt().expect("a day"))
            .await
            .expect("seats");
    assert!(too_early.iter().all(|seat| seat.ordinary.is_none()));
    let officials =
        seats::officials_of(&mut db, t.one, group.id, today()).await.expect("officials");
    let names: Vec<&str> = officials.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ansvarig tjänsteman, Äldre", "Biträdande tjänsteman, Äldre"]);
}

async fn a_meeting_is_found_when_it_is_due_and_not_before(t: Twins) {
    let soon = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let later = t.meeting(t.one, monday_morning() + TimeDelta::days(40)).await;
    let elsewhere = t.meeting(t.other, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.write().await.expect("a transaction");
    let now = monday_morning();
    let found = meetings::meetings_to_call(&mut db, soon.group, now, now + TimeDelta::days(30))
        .await
        .expect("read");
    assert_eq!(found, std::slice::from_ref(&soon));
    let next = meetings::soonest_to_call(&mut db, soon.group, now).await.expect("read");
    assert_eq!(next.map(|meeting| meeting.id), Some(soon.id));
    assert_eq!(
        organisations::groups_with_meetings_to_call(&mut db, now).await.expect("read").len(),
        2
    );
    let called = soon.call(now).expect("callable");
    meetings::update_state(&mut db, &called).await.expect("updated");
    assert_eq!(meetings::meeting(&mut db, t.one, soon.id).await.expect("read"), Some(called));
    let next = meetings::soonest_to_call(&mut db, soon.group, now).await.expect("read");
    assert_eq!(next.map(|meeting| meeting.id), Some(later.id));
    let untouched = meetings::meeting(&mut db, t.other, elsewhere.id).await.expect("read");
    assert_eq!(untouched, Some(elsewhere), "the twin's meeting is as it was");
    let thread = ChannelId(77);
    meetings::set_thread(&mut db, t.one, later.id, thread).await.expect("set");
    meetings::set_thread(&mut db, t.one, later.id, ChannelId(78)).await.expect("set");
    assert_eq!(
        meetings::thread_of(&mut db, t.one, later.id).await.expect("read"),
        Some(thread),
        "the first stays"
    );
    assert_eq!(meetings::thread_of(&mut db, t.other, later.id).await.expect("read"), None);
}

async fn replies_are_added_and_read_in_order(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.write().await.expect("a transaction");
    let seats = seats::occupied_seats(&mut db, t.one, meeting.group, today()).await.expect("seats");
    let person = seats[4].ordinary.clone().expect("a person");
    let mut said = Vec::new();
    for answer in [Answer::Absent, Answer::Withdrawn, Answer::Confirmed] {
        let reply = NewReply {
            id: ReplyId(t.store.next_id(monday_morning())),
            organisation: t.one,
            meeting: meeting.id,
            seat: seats[4].seat.id,
            person: person.id,
            capacity: Capacity::Ordinary,
            answer,
            reason: (answer == Answer::Absent).then(|| Reason::parse("Sjuk").expect("a reason")),
            reported_by: person.id,
            at: monday_morning(),
        };
        replies::insert(&mut db, &reply).await.expect("inserted");
        said.push(reply.id);
    }
    let read = replies::of_meeting(&mut db, t.one, meeting.id).await.expect("read");
    assert_eq!(
        read.iter().map(|(_, said)| said.answer).collect::<Vec<_>>(),
        [Answer::Absent, Answer::Withdrawn, Answer::Confirmed]
    );
    assert_eq!(replies::of_meeting(&mut db, t.other, meeting.id).await.expect("read"), []);
    assert_eq!(
        replies::reason_of(&mut db, t.one, said[0]).await.expect("read").as_deref(),
        Some("Sjuk")
    );
    assert_eq!(replies::reason_of(&mut db, t.one, said[1]).await.expect("read"), None);
    assert_eq!(replies::reason_of(&mut db, t.other, said[0]).await.expect("read"), None);
}

async fn a_notice_is_owed_once_and_claimed_by_one(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let twin = t.meeting(t.other, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.write().await.expect("a transaction");
    for (meeting, new) in [(&meeting, true), (&meeting, false), (&twin, true)] {
        let id = NoticeId(t.store.next_id(now));
        let owed = t.owed(meeting, NoticeKind::Announcement);
        assert_eq!(outbox::owe(&mut db, id, &owed).await.expect("owed"), new);
    }
    t.store.commit(db).await.expect("committed");

    let mut db = t.store.write().await.expect("a transaction");
    assert_eq!(
        outbox::claim_due(&mut db, now - TimeDelta::seconds(1)).await.expect("read"),
        None,
        "not due yet"
    );
    let first = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    let second = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    assert_ne!(first.id, second.id);
    assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None, "both are claimed");
    assert_eq!(outbox::next_due(&mut db).await.expect("read"), Some(now + LEASE));
    // The lease ends: whoever held it is gone, and what they did is not known.
    let again = outbox::claim_due(&mut db, now + LEASE).await.expect("read").expect("a notice");
    assert_eq!((again.open_tries, again.first_attempt), (2, Some(now)));
    outbox::put_off(&mut db, again.id, outbox::Outcome::NotPosted, now + LEASE * 2, "no")
        .await
        .expect("put off");
    outbox::sent(&mut db, second.id, (ChannelId(5), MessageId(6)), "digest", now)
        .await
        .expect("sent");
    assert_eq!(
        outbox::next_due(&mut db).await.expect("read"),
        Some(now + LEASE * 2),
        "one is sent, one put off"
    );
    let post = meetings::post_of(&mut db, second.owed.organisation, second.owed.meeting)
        .await
        .expect("read");
    assert_eq!(post, Some((ChannelId(5), MessageId(6))));
    outbox::end(&mut db, again.id, NoticeState::Moot, "over").await.expect("ended");
    assert_eq!(outbox::next_due(&mut db).await.expect("read"), None);
}

async fn a_live_message_that_changes_while_it_is_edited_is_edited_again(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let twin = t.meeting(t.other, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.write().await.expect("a transaction");
    for meeting in [&meeting, &twin] {
        let id = NoticeId(t.store.next_id(now));
        outbox::owe(&mut db, id, &t.owed(meeting, NoticeKind::Announcement)).await.expect("owed");
        let claimed = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
        outbox::sent(
            &mut db,
            claimed.id,
            (ChannelId(5), MessageId(6)),
            "old",
            now - TimeDelta::hours(1),
        )
        .await
        .expect("sent");
    }
    outbox::mark_stale(&mut db, t.one, meeting.id, None, now).await.expect("marked");
    let stale = outbox::claim_stale(&mut db, now).await.expect("read").expect("a message");
    assert_eq!(stale.notice.owed.meeting, meeting.id);
    assert!(
        outbox::claim_stale(&mut db, now).await.expect("read").is_none(),
        "the twin's is not stale"
    );
    outbox::mark_stale(&mut db, t.one, meeting.id, None, now).await.expect("marked");
    outbox::edited(&mut db, &stale, "new", now).await.expect("edited");
    let again = outbox::claim_stale(&mut db, now + TimeDelta::seconds(3))
        .await
        .expect("read")
        .expect("the message");
    outbox::edited(&mut db, &again, "newer", now).await.expect("edited");
    assert!(outbox::claim_stale(&mut db, now + TimeDelta::days(1)).await.expect("read").is_none());
}

async fn nothing_is_kept_of_what_is_not_committed(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.write().await.expect("a transaction");
    let called = meeting.call(monday_morning()).expect("callable");
    meetings::update_state(&mut db, &called).await.expect("updated");
    drop(db);
    let mut db = t.store.read().await.expect("a connection");
    assert_eq!(meetings::meeting(&mut db, t.one, meeting.id).await.expect("read"), Some(meeting));
}

#[tokio::test]
async fn a_second_process_on_the_same_file_is_refused() {
    let t = twins(None).await;
    let path = t._folder.path().join("facts.db");
    let refused =
        Store::open(&format!("sqlite://{}", path.display())).await.err().expect("refused");
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    assert!(refused.to_string().contains("in use by another process"));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_as_it_is() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("facts.db");
    let rubbish = "This is a letter, and no database. ".repeat(200);
    std::fs::write(&path, &rubbish).expect("written");
    let refused =
        Store::open(&format!("sqlite://{}", path.display())).await.err().expect("refused");
    assert!(matches!(refused, StoreError::Corrupt(_)), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), rubbish);
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "x").expect("written");
    let path: &Path = &file.join("inside").join("facts.db");
    let refused =
        Store::open(&format!("sqlite://{}", path.display())).await.err().expect("refused");
    assert!(matches!(refused, StoreError::Unopenable { .. }), "{refused:?}");
    assert!(refused.to_string().contains("file/inside"), "{refused}");
}

#[tokio::test]
async fn a_full_disk_is_told_and_loses_nothing() {
    let t = twins(None).await;
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    // SQLite answers as on a full disk when the file may not grow.
    let mut db = t.store.write().await.expect("a transaction");
    let pages: i64 = sqlx::query_scalar("SELECT page_count FROM pragma_page_count()")
        .fetch_one(&mut *db)
        .await
        .expect("pages");
    sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}")))
        .execute(&mut *db)
        .await
        .expect("set");
    let place = Place::parse(&"x".repeat(200)).expect("a place");
    let mut failure = None;
    for day in 0..2000 {
        let starts = meeting.starts + TimeDelta::days(day + 1);
        let id = MeetingId(t.store.next_id(monday_morning()));
        let more = Meeting {
            id,
            starts,
            ends: starts + TimeDelta::hours(1),
            place: place.clone(),
            ..meeting.clone()
        };
        if let Err(error) = meetings::insert(&mut db, &more).await {
            failure = Some(error);
            break;
        }
    }
    assert!(matches!(failure, Some(StoreError::Unwritable(_))), "{failure:?}");
    drop(db);
    let mut db = t.store.read().await.expect("a connection");
    let upcoming = meetings::upcoming(&mut db, t.one, meeting.group, monday_morning(), 25)
        .await
        .expect("read");
    assert_eq!(upcoming, [meeting], "what was there is there, and nothing half-done");
}

#[tokio::test]
async fn accounts_can_be_linked_after_the_organisation_was_written_down() {
    let t = twins(None).await;
    let name = "Arboga, ledamot, Äldre".to_owned();
    let accounts = HashMap::from([(name.clone(), UserId(4711))]);
    assert_eq!(link(&t.store, GUILDS[0], &accounts).await.expect("linked"), 1);
    let mut db = t.store.read().await.expect("a connection");
    let person = people::person_of_account(&mut db, t.one, UserId(4711)).await.expect("read");
    assert_eq!(person.map(|person| person.name), Some(name));
    let twin = people::person_of_account(&mut db, t.other, UserId(4711)).await.expect("read");
    assert_eq!(twin, None, "the twin is linked to the old account still");
    drop(db);
    let unknown = HashMap::from([("Nobody".to_owned(), UserId(1))]);
    assert!(link(&t.store, GUILDS[0], &unknown).await.is_err());
}

#[tokio::test]
async fn a_fresh_database_is_not_made_under_a_running_process() {
    let t = twins(None).await;
    let url = format!("sqlite://{}", t._folder.path().join("facts.db").display());
    let refused = Store::open_fresh(&url).await.err().expect("refused");
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    let mut db = t.store.read().await.expect("a connection");
    assert_eq!(
        organisations::groups_of(&mut db, t.one).await.expect("groups").len(),
        3,
        "untouched"
    );
}
