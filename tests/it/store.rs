//! The facts on both engines: two organisations with equal names, kept apart in every query.

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::FutureExt as _;
use kallelse::actions::founding::{found, link};
use kallelse::actions::registry::settings;
use kallelse::actions::registry::settings_request::SettingsRequest;
use kallelse::actions::{ActionError, Caller, calling};
use kallelse::charter;
use kallelse::domain::access::{self, Access, AccessPurpose, AccessTo, AccessToken};
use kallelse::domain::account::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use kallelse::domain::agenda::{
    Announced, Document, Guest, GuestOf, Item, ItemState, Participant, Plan, PlanState, Purpose,
    Seen, Topic, Up,
};
use kallelse::domain::appointment::Appointment;
use kallelse::domain::calendar::PageVisibility;
use kallelse::domain::composition::{Rule, Who};
use kallelse::domain::cover::Answer;
use kallelse::domain::designation::becoming;
use kallelse::domain::group::Organisation;
use kallelse::domain::id::{
    AccessId, AppointmentId, DesignationId, DocumentId, GuestId, ImportId, ItemId, MeetingId,
    NotesFileId, NoticeId, OrganisationId, PersonId, PlanId, PresenceId, ReplyId, SeatId,
    SectionId, TopicId,
};
use kallelse::domain::language::Language;
use kallelse::domain::link_code::{LinkCode, RANDOM_BYTES};
use kallelse::domain::meeting::{Meeting, MeetingKind, MeetingState};
use kallelse::domain::notes::{Approval, Chapter, Content, Revision, Section, SectionOf, folded};
use kallelse::domain::notice::{
    Destination, GroupNotice, LEASE, MeetingNotice, Notice, NoticeState, Obstacle, Owed,
    SeatNotice, Subject,
};
use kallelse::domain::period::Period;
use kallelse::domain::person::Person;
use kallelse::domain::presence::{self, Absence, Bound, Mode, Part, Presence, Spell, Was};
use kallelse::domain::roster::SeatAs;
use kallelse::domain::seat::{AppointerKind, Capacity, Occupied, Office, Seat};
use kallelse::domain::wording::{Name, Place, Prose, Reason, Title};
use kallelse::store::lead::Lead;
use kallelse::store::meetings::CallerAndMeeting;
use kallelse::store::pending_imports::PendingImport;
use kallelse::store::replies::NewReply;
use kallelse::store::seats::SaidOfSeat;
use kallelse::store::{
    Connection, Store, StoreError, accesses, agenda, agenda_seen, appointments, audit, calendar,
    calling as to_call, compositions, deliveries, documents, groups, guests, interactions,
    link_codes, live, meetings, notes, officials, organisations, outbox, pending_imports, people,
    plans, presences, reminders, replies, revisions, seats,
};
use tempfile::TempDir;

use crate::harness::{monday_morning, postgres};

/// Two organisations founded from the same paper, in two guilds.
struct Twins {
    store: Store,
    one: OrganisationId,
    other: OrganisationId,
    /// One file has one writer.
    is_a_file: bool,
    _folder: TempDir,
}

const GUILDS: [GuildId; 2] = [GuildId(1), GuildId(2)];

async fn twins(url: Option<String>) -> Twins {
    let folder = TempDir::new().expect("a folder");
    let is_a_file = url.is_none();
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
        let mut charter = files.charter(guild, &channels, accounts).expect("a charter");
        charter.groups.iter_mut().for_each(|group| group.items.clear());
        ids.push(found(&store, &charter, monday_morning()).await.expect("founded"));
    }
    // The calendars that are to be posted are no part of these cases.
    let mut db = store.begin().await.expect("a transaction");
    sqlx::query("DELETE FROM notice").execute(&mut *db).await.expect("deleted");
    db.commit().await.expect("committed");
    Twins { store, one: ids[0], other: ids[1], is_a_file, _folder: folder }
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
    an_agenda_is_one_organisations_own_with_all_that_belongs_to_it,
    guests_and_plans_are_one_organisations_own_and_what_is_over_is_forgotten,
    an_address_is_one_persons_of_one_organisation_and_opens_nothing_when_it_is_revoked,
    a_page_is_opened_by_each_organisation_for_itself,
    a_register_is_kept_by_place_and_each_organisations_own,
    what_two_write_at_one_version_is_kept_of_one,
    notes_are_numbered_published_approved_and_found_each_organisation_for_itself,
    organisations_with_equal_names_are_kept_apart,
    the_schema_forbids_what_must_not_be,
    who_sits_is_asked_for_on_a_day,
    a_meeting_is_found_when_it_is_due_and_not_before,
    when_an_invitation_goes_out_is_what_the_rule_says,
    a_press_is_kept_once,
    what_a_clock_that_ran_ahead_put_off_is_due_when_it_is_put_right,
    what_a_seat_was_is_known_for_every_day,
    a_draft_is_in_nobodys_way,
    replies_are_added_and_read_in_order,
    several_meetings_are_read_at_once_each_with_its_own,
    who_sits_where_is_known_until_somebody_changes_it,
    what_waits_for_its_place_is_known_and_tried_again,
    a_question_that_reached_the_officials_alone_replaces_none_of_a_persons,
    a_post_that_is_gone_is_owed_anew,
    a_notice_is_owed_once_and_claimed_by_one,
    a_live_message_that_changes_while_it_is_edited_is_edited_again,
    nothing_is_kept_of_what_is_not_committed,
    a_try_that_was_cut_off_by_a_new_process_says_nothing_about_the_way,
    what_somebody_else_has_sent_is_not_ended,
    a_summons_that_may_have_arrived_has_left,
    a_try_that_surely_failed_can_be_taken_back,
    whoever_claims_waits_for_an_action_about_the_same_message,
    organisations_do_not_wait_for_each_other,
    a_snapshot_is_of_one_moment,
    what_one_organisation_does_the_other_does_not_see,
    many_rows_are_written_in_few_statements,
);

async fn an_address_is_one_persons_of_one_organisation_and_opens_nothing_when_it_is_revoked(
    t: Twins,
) {
    let now = monday_morning();
    let token = |byte: u8| AccessToken::from_random([byte; access::RANDOM_BYTES]);
    let mut db = t.store.begin().await.expect("a transaction");
    let people = people::people_of(&mut db, t.one).await.expect("people");
    let (holder, other) = (people[0].id, people[1].id);
    let group = groups::groups_of(&mut db, t.one).await.expect("groups")[0].id;
    let made = |byte: u8, holder, object| Access {
        id: AccessId(t.store.next_id(now) + i64::from(byte)),
        organisation: t.one,
        purpose: AccessPurpose::Feed,
        holder,
        object,
        language: Language::Swedish,
        made: now,
        expires: (byte == 3).then_some(now),
        used: None,
    };
    let own = made(1, holder, AccessTo::Person);
    let of_group = made(2, holder, AccessTo::Group(group));
    let of_all = made(3, other, AccessTo::Organisation);
    for (byte, one) in [(1, &own), (2, &of_group), (3, &of_all)] {
        accesses::insert(&mut db, one, &token(byte).digest()).await.expect("inserted");
    }
    db.commit().await.expect("committed");

    let mut db = t.store.begin().await.expect("a transaction");
    let found = async |db: &mut Connection, byte| {
        let digest = token(byte).digest();
        let found = accesses::by_digest(db, AccessPurpose::Feed, &digest).await.expect("read");
        found.map(|(organisation, access)| (organisation.id, access))
    };
    assert_eq!(found(&mut db, 1).await, Some((t.one, own.clone())));
    assert_eq!(found(&mut db, 4).await, None);
    assert!(own.is_valid(now) && !of_all.is_valid(now));
    let listed = accesses::of_holder(&mut db, t.one, holder).await.expect("a list");
    assert_eq!(listed, [own.clone(), of_group.clone()]);
    assert_eq!(accesses::of_holder(&mut db, t.other, holder).await.expect("a list"), []);
    let twice =
        accesses::insert(&mut db, &made(9, other, AccessTo::Person), &token(1).digest()).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(db);

    let mut db = t.store.begin().await.expect("a transaction");
    let today = now.date_naive();
    accesses::note_use(&mut db, t.one, (own.id, today)).await.expect("noted");
    accesses::note_use(&mut db, t.other, (of_group.id, today)).await.expect("nobody's");
    let listed = accesses::of_holder(&mut db, t.one, holder).await.expect("a list");
    assert_eq!(listed.iter().map(|one| one.used).collect::<Vec<_>>(), [Some(today), None]);
    for (organisation, holder) in [(t.other, holder), (t.one, other)] {
        let revoked = accesses::revoke(&mut db, organisation, (holder, own.id)).await;
        assert!(!revoked.expect("asked"), "it is not theirs to revoke");
    }
    assert!(accesses::revoke(&mut db, t.one, (holder, own.id)).await.expect("revoked"));
    assert_eq!(found(&mut db, 1).await, None);
    accesses::revoke_all(&mut db, t.one, holder).await.expect("revoked");
    assert_eq!(found(&mut db, 2).await, None);
    assert!(found(&mut db, 3).await.is_some());
    accesses::remove_expired(&mut db, t.other, now).await.expect("removed");
    assert!(found(&mut db, 3).await.is_some(), "it is another organisation's");
    accesses::remove_expired(&mut db, t.one, now - TimeDelta::seconds(1)).await.expect("removed");
    assert!(found(&mut db, 3).await.is_some(), "it is not over yet");
    accesses::remove_expired(&mut db, t.one, now).await.expect("removed");
    assert_eq!(found(&mut db, 3).await, None);
}

async fn a_register_is_kept_by_place_and_each_organisations_own(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now).await;
    let people = people::people_of(&mut t.store.read().await.expect("a connection"), t.one).await;
    let (first, second) = (people.as_ref().expect("people")[0].id, people.expect("people")[1].id);
    let mut db = t.store.begin().await.expect("a transaction");
    let day = meeting.starts.date_naive();
    let seat =
        seats::occupied_seats(&mut db, t.one, meeting.group, day).await.expect("seats")[0].seat.id;
    let at = |minutes| Some(Bound::At(now + TimeDelta::minutes(minutes)));
    let there = |from, to, part| Was::There(Spell { from, to, mode: Mode::Distance, part });
    let person = |who, was| Presence { who: Participant::Person(who), was };
    let guest = Participant::Named(Name::parse("Gun Gäst").expect("a name"));
    let id = || PresenceId(t.store.next_id(now));
    let of_seat = vec![
        (id(), person(first, there(None, at(60), Part::Serving))),
        (id(), person(second, there(at(60), at(90), Part::Serving))),
    ];
    let added = id();
    let of_guest = vec![(added, Presence { who: guest, was: there(None, None, Part::Present) })];
    let (place, other) =
        (presence::RegisterPlace::Seat(seat), presence::RegisterPlace::Added(added));
    let here = (t.one, meeting.id);
    presences::insert(&mut db, here, place, &of_seat).await.expect("written");
    presences::insert(&mut db, here, other, &of_guest).await.expect("written");
    let kept = presences::of_meeting(&mut db, here).await.expect("read");
    let lines = |all: &[(PresenceId, Presence)], at: presence::RegisterPlace| {
        all.iter().map(|(_, line)| (at, line.clone())).collect::<Vec<_>>()
    };
    assert_eq!(kept, [lines(&of_seat, place), lines(&of_guest, other)].concat());
    // What was corrected is instead of it, and nothing of another organisation's.
    presences::remove(&mut db, (t.other, meeting.id), place).await.expect("nothing");
    assert_eq!(presences::of_meeting(&mut db, here).await.expect("read").len(), 3);
    assert_eq!(presences::of_meeting(&mut db, (t.other, meeting.id)).await.expect("read"), []);
    presences::shift(&mut db, here, 3600).await.expect("moved");
    let moved = presences::of_meeting(&mut db, here).await.expect("read");
    assert_eq!(moved[1].1, person(second, there(at(120), at(150), Part::Serving)));
    presences::remove(&mut db, here, place).await.expect("removed");
    let away = vec![(id(), person(first, Was::Away(Absence::WithoutNotice)))];
    presences::insert(&mut db, here, place, &away).await.expect("written");
    presences::remove(&mut db, here, other).await.expect("removed");
    assert_eq!(presences::of_meeting(&mut db, here).await.expect("read"), lines(&away, place));
    let of_person = presences::of_person(&mut db, t.one, first).await.expect("read");
    assert_eq!(of_person, [("Äldre".to_owned(), meeting.starts, away[0].1.clone())]);
    assert_eq!(presences::of_person(&mut db, t.other, first).await.expect("read"), []);
    db.commit().await.expect("committed");
}

async fn what_two_write_at_one_version_is_kept_of_one(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let writer = people::people_of(&mut db, t.one).await.expect("people")[0].id;
    let here = (t.one, meeting.id);
    notes::begin(&mut db, here, meeting.group).await.expect("begun");
    notes::begin(&mut db, here, meeting.group).await.expect("begun once");
    let id = SectionId(t.store.next_id(now));
    let section = |text: &str, version| Section {
        of: SectionOf::Own(id),
        heading: Title::parse("Parkering").expect("a title"),
        said: Prose::parse(text).ok(),
        agreed: None,
        version,
        by: Some(writer),
        changed: None,
    };
    assert!(notes::write(&mut db, here, (id, &section("Ett.", 0)), now).await.expect("written"));
    assert!(notes::write(&mut db, here, (id, &section("Två.", 1)), now).await.expect("written"));
    let late = notes::write(&mut db, here, (id, &section("För sent.", 1)), now).await;
    assert!(!late.expect("not an error"), "it is at another version");
    let foreign = (t.other, meeting.id);
    assert!(
        !notes::write(&mut db, foreign, (id, &section("Tre.", 2)), now).await.expect("not theirs")
    );
    let kept = notes::sections(&mut db, here).await.expect("read");
    assert_eq!(kept, [Section { changed: Some(now), ..section("Två.", 2) }]);
    assert_eq!(notes::sections(&mut db, foreign).await.expect("read"), []);
    assert_eq!(notes::writers(&mut db, here).await.expect("read"), [writer]);
    let written = notes::written_by(&mut db, t.one, writer).await.expect("read");
    assert_eq!(written, [("Äldre".to_owned(), meeting.starts)]);
    assert!(!notes::remove(&mut db, here, (id, 1)).await.expect("not at that version"));
    assert!(notes::remove(&mut db, here, (id, 2)).await.expect("removed"));
    // A file that waits is whose it is, and is taken once.
    let file = NotesFileId(t.store.next_id(now));
    let kept = (file, UserId(7), "# Parkering");
    notes::keep_file(&mut db, here, kept, now).await.expect("kept");
    assert_eq!(notes::take_file(&mut db, here, (file, UserId(8))).await.expect("read"), None);
    let taken = notes::take_file(&mut db, here, (file, UserId(7))).await.expect("read");
    assert_eq!(taken.as_deref(), Some("# Parkering"));
    assert_eq!(notes::take_file(&mut db, here, (file, UserId(7))).await.expect("read"), None);
    let other = NotesFileId(t.store.next_id(now));
    notes::keep_file(&mut db, here, (other, UserId(7), "text"), now).await.expect("kept");
    let later = now + TimeDelta::days(1);
    assert_eq!(notes::forget_files(&mut db, t.other, later).await.expect("none of theirs"), 0);
    assert_eq!(notes::forget_files(&mut db, t.one, later).await.expect("forgotten"), 1);
    db.commit().await.expect("committed");
}

async fn notes_are_numbered_published_approved_and_found_each_organisation_for_itself(t: Twins) {
    let now = monday_morning();
    let mut meetings = Vec::new();
    for (organisation, days) in [(t.one, 0), (t.one, 30), (t.other, 0)] {
        meetings.push(t.meeting(organisation, now + TimeDelta::days(days)).await);
    }
    let mut db = t.store.begin().await.expect("a transaction");
    let publish = async |db: &mut Connection, meeting: &Meeting, number: i64, said: &str| {
        let here = (meeting.organisation, meeting.id);
        notes::begin(db, here, meeting.group).await.expect("begun");
        let of = (meeting.group, 2027);
        if notes::head(db, here).await.expect("read").expect("begun").number.is_none() {
            let next = notes::next_number(db, meeting.organisation, of).await.expect("a number");
            notes::give_number(db, here, next).await.expect("given");
        }
        let chapter = Chapter {
            number: Some(1),
            heading: "Bredband".into(),
            purpose: None,
            said: Some(said.into()),
            agreed: None,
        };
        let content = Content { chapters: vec![chapter], ..Content::default() };
        let words = folded(&content.words());
        let revision = Revision {
            meeting: meeting.id,
            number,
            content,
            published: now,
            by: None,
            writers: Vec::new(),
        };
        let id = t.store.next_id(now);
        revisions::insert(db, meeting.organisation, (id, &revision, &words))
            .await
            .expect("written");
        revision
    };
    let first = publish(&mut db, &meetings[0], 1, "100 % av Köping").await;
    let second = publish(&mut db, &meetings[0], 2, "Café i Köping, a_b!").await;
    publish(&mut db, &meetings[1], 1, "Köping igen").await;
    publish(&mut db, &meetings[2], 1, "Köping, de andra").await;
    let number = async |db: &mut Connection, at: usize| {
        let meeting: &Meeting = &meetings[at];
        let head = notes::head(db, (meeting.organisation, meeting.id)).await.expect("read");
        head.expect("begun").number.expect("published").number
    };
    let numbers = [number(&mut db, 0).await, number(&mut db, 1).await, number(&mut db, 2).await];
    assert_eq!(numbers, [1, 2, 1], "by group");
    let here = (t.one, meetings[0].id);
    let read = async |db: &mut Connection, number| {
        revisions::revision(db, here, number).await.expect("read")
    };
    assert_eq!(read(&mut db, None).await, Some(second.clone()));
    assert_eq!(read(&mut db, Some(1)).await, Some(first));
    assert_eq!(read(&mut db, Some(3)).await, None);
    let foreign = revisions::revision(&mut db, (t.other, meetings[0].id), None).await;
    assert_eq!(foreign.expect("read"), None);
    let group = [meetings[0].group];
    let search = async |db: &mut Connection, organisation, words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let found = revisions::search(db, organisation, (&group, &words), (0, 1)).await;
        let (found, all) = found.expect("searched");
        (found.first().map(|one| one.meeting.id), all)
    };
    assert_eq!(
        search(&mut db, t.one, &["KÖPING"]).await,
        (Some(meetings[1].id), 2),
        "newest first"
    );
    assert_eq!(search(&mut db, t.one, &["köping", "cafe"]).await, (Some(meetings[0].id), 1));
    assert_eq!(
        search(&mut db, t.one, &["100 %"]).await,
        (None, 0),
        "an older revision is not found"
    );
    for stands_for_itself in ["a_b", "b!"] {
        assert_eq!(search(&mut db, t.one, &[stands_for_itself]).await, (Some(meetings[0].id), 1));
    }
    for nothing in ["a%b", "a__b", "!", "'"] {
        let found = search(&mut db, t.one, &[nothing]).await;
        assert_eq!(found.1, usize::from(nothing == "!"), "{nothing}");
    }
    assert_eq!(search(&mut db, t.other, &["köping"]).await, (None, 0), "not their group");
    let by = people::people_of(&mut db, t.one).await.expect("people")[0].id;
    let approval =
        Approval { meeting: meetings[0].id, revision: 2, at_meeting: meetings[1].id, by, at: now };
    let id = t.store.next_id(now);
    revisions::approve(&mut db, t.one, (id, &approval)).await.expect("approved");
    assert_eq!(
        revisions::approvals(&mut db, here).await.expect("read"),
        std::slice::from_ref(&approval)
    );
    let there = (t.one, meetings[1].id);
    let at = revisions::approved_at(&mut db, there).await.expect("read");
    assert_eq!(at.iter().map(|(one, _)| one.clone()).collect::<Vec<_>>(), [approval]);
    let listed = revisions::published(&mut db, t.one, &group, 10).await.expect("read");
    let listed: Vec<_> = listed.iter().map(|one| (one.meeting.id, one.is_approved)).collect();
    assert_eq!(listed, [(meetings[1].id, false), (meetings[0].id, true)]);
    db.commit().await.expect("committed");
}

async fn a_page_is_opened_by_each_organisation_for_itself(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(30)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let group = meeting.group;
    let whose = |all: Vec<Organisation>| all.iter().map(|one| one.id).collect::<Vec<_>>();
    let open = async |db: &mut Connection| {
        let of_groups = groups::with_public_pages(db).await.expect("groups");
        let of_all = organisations::with_public_pages(db).await.expect("organisations");
        (of_groups.iter().map(|group| group.id).collect::<Vec<_>>(), whose(of_all))
    };
    // From the start whoever has a link may, and nobody else.
    let pages = calendar::pages(&mut db, t.one).await.expect("pages");
    assert!(pages.values().all(|one| *one == PageVisibility::Link) && pages.len() > 1);
    assert_eq!(open(&mut db).await, (vec![], vec![]));
    let public = (group, PageVisibility::Public);
    calendar::set_page(&mut db, t.other, public).await.expect("nobody's");
    assert_eq!(calendar::page(&mut db, t.one, group).await.expect("a page"), PageVisibility::Link);
    calendar::set_page(&mut db, t.one, public).await.expect("set");
    assert_eq!(
        calendar::page(&mut db, t.one, group).await.expect("a page"),
        PageVisibility::Public
    );
    assert_eq!(calendar::page(&mut db, t.other, group).await.expect("none"), PageVisibility::Off);
    assert_eq!(open(&mut db).await, (vec![group], vec![t.one]));
    // An address of a meeting is read as it was written.
    let holder = people::people_of(&mut db, t.one).await.expect("people")[0].id;
    let access = Access {
        id: AccessId(t.store.next_id(now)),
        organisation: t.one,
        purpose: AccessPurpose::Attendance,
        holder,
        object: AccessTo::Meeting(meeting.id),
        language: Language::English,
        made: now,
        expires: Some(now + TimeDelta::hours(24)),
        used: None,
    };
    accesses::insert(&mut db, &access, "a digest").await.expect("inserted");
    for (purpose, wanted) in
        [(AccessPurpose::Attendance, Some(access)), (AccessPurpose::Page, None)]
    {
        let found = accesses::by_digest(&mut db, purpose, "a digest").await.expect("read");
        assert_eq!(found.map(|(_, access)| access), wanted);
    }
}

async fn guests_and_plans_are_one_organisations_own_and_what_is_over_is_forgotten(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(30)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let on = now.date_naive();
    let seats = seats::seats_of(&mut db, t.one, meeting.group, on).await.expect("seats");
    let people = people::people_of(&mut db, t.one).await.expect("people");
    let (ordinary, substitute) = (people[0].id, people[1].id);
    let item = item_of(&t, &meeting, now);
    agenda::insert(&mut db, &item).await.expect("inserted");
    let announced = Announced {
        up: Up::At(meeting.starts),
        before: Up::Waits,
        occasion: 7,
        occasion_before: 6,
        due: now,
    };
    let guest = Guest {
        id: GuestId(t.store.next_id(now)),
        organisation: t.one,
        group: meeting.group,
        of: GuestOf::Item(item.id),
        who: Participant::Person(ordinary),
        ended: None,
        announced,
    };
    let named = Guest {
        id: GuestId(t.store.next_id(now)),
        of: GuestOf::Meeting(meeting.id),
        who: Participant::Named(Name::parse("Maria Ek").expect("a name")),
        announced: Announced::NOTHING,
        ..guest.clone()
    };
    let plan = Plan {
        id: PlanId(t.store.next_id(now)),
        organisation: t.one,
        group: meeting.group,
        item: item.id,
        seat: seats[0].seat.id,
        ordinary,
        substitute,
        state: PlanState::Agreed,
        offered_by: Some(substitute),
        settled: None,
        announced,
    };
    for one in [&guest, &named] {
        guests::insert(&mut db, one).await.expect("inserted");
    }
    plans::insert(&mut db, &plan).await.expect("inserted");
    db.commit().await.expect("committed");

    let mut db = t.store.begin().await.expect("a transaction");
    let found = guests::of_items(&mut db, t.one, &[item.id]).await.expect("guests");
    assert_eq!(found[&item.id], std::slice::from_ref(&guest));
    let found = guests::of_meeting(&mut db, t.one, meeting.id).await.expect("guests");
    assert_eq!(found, std::slice::from_ref(&named));
    assert_eq!(plans::plan(&mut db, t.one, plan.id).await.expect("it"), Some(plan.clone()));

    // The other organisation sees and changes nothing of it.
    assert_eq!(guests::guest(&mut db, t.other, guest.id).await.expect("none"), None);
    assert!(guests::of_items(&mut db, t.other, &[item.id]).await.expect("none").is_empty());
    assert!(plans::of_group(&mut db, t.other, meeting.group).await.expect("none").is_empty());
    assert!(plans::of_person(&mut db, t.other, substitute).await.expect("none").is_empty());
    let stolen = Guest { organisation: t.other, ended: Some(now), ..guest.clone() };
    guests::update(&mut db, &stolen).await.expect("nothing");
    let stolen = Plan { organisation: t.other, state: PlanState::Ended, ..plan.clone() };
    plans::update(&mut db, &stolen).await.expect("nothing");
    assert_eq!(guests::guest(&mut db, t.one, guest.id).await.expect("it"), Some(guest.clone()));
    assert_eq!(plans::plan(&mut db, t.one, plan.id).await.expect("it"), Some(plan.clone()));

    // What is over is forgotten, and nothing else.
    let over = Guest { ended: Some(now), ..named.clone() };
    guests::update(&mut db, &over).await.expect("ended");
    let given_up = plan.clone().end(PlanState::Ended, now).expect("it was agreed");
    plans::update(&mut db, &given_up).await.expect("ended");
    for (limit, count) in [(now, 0), (now + TimeDelta::seconds(1), 1)] {
        assert_eq!(guests::forget(&mut db, t.other, limit).await.expect("forgot"), 0);
        assert_eq!(guests::forget(&mut db, t.one, limit).await.expect("forgot"), count);
        assert_eq!(plans::forget(&mut db, t.one, limit).await.expect("forgot"), count);
    }
    assert_eq!(guests::guest(&mut db, t.one, guest.id).await.expect("it"), Some(guest));
    db.commit().await.expect("committed");

    // One plan at a time for a seat.
    let mut db = t.store.begin().await.expect("a transaction");
    plans::insert(&mut db, &plan).await.expect("inserted anew");
    let twice = Plan { id: PlanId(t.store.next_id(now)), ..plan };
    let twice = plans::insert(&mut db, &twice).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
}

/// An item on a meeting's agenda.
fn item_of(t: &Twins, meeting: &Meeting, now: DateTime<Utc>) -> Item {
    Item {
        id: ItemId(t.store.next_id(now)),
        organisation: meeting.organisation,
        group: meeting.group,
        meeting: Some(meeting.id),
        position: 1,
        state: ItemState::Placed,
        decided: false,
        title: Title::parse("Kulturplanen").expect("a title"),
        background: None,
        purpose: Purpose::Decision,
        minutes: 30,
        presenter: None,
        proposed_by: None,
    }
}

async fn an_agenda_is_one_organisations_own_with_all_that_belongs_to_it(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(30)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let item = item_of(&t, &meeting, now);
    agenda::insert(&mut db, &item).await.expect("inserted");
    let topic = Topic { id: TopicId(t.store.next_id(now)), name: "Kultur".into() };
    agenda::insert_topic(&mut db, t.one, &topic, "kultur").await.expect("inserted");
    agenda::set_topics(&mut db, t.one, item.id, &[topic.id]).await.expect("set");
    let again = Topic { id: TopicId(t.store.next_id(now)), name: "KULTUR".into() };
    // A file of three parts and a bit.
    let content: Vec<u8> =
        (0..800_000u32).map(|at| u8::try_from(at % 253).expect("a byte")).collect();
    let document = Document {
        id: DocumentId(t.store.next_id(now)),
        name: "Plan.pdf".into(),
        link: None,
        size: 800_000,
    };
    documents::insert(&mut db, t.one, item.id, (&document, &content)).await.expect("inserted");
    let seen = [Seen::of(&item, std::slice::from_ref(&document))];
    let reader = people::people_of(&mut db, t.one).await.expect("people")[0].id;
    for _ in 0..2 {
        agenda_seen::note(&mut db, t.one, (meeting.id, reader), &seen).await.expect("noted");
    }
    db.commit().await.expect("committed");

    let mut db = t.store.begin().await.expect("a transaction");
    let found = agenda::of_meetings(&mut db, t.one, &[meeting.id]).await.expect("items");
    assert_eq!(found[&meeting.id], std::slice::from_ref(&item));
    assert!(documents::content(&mut db, t.one, document.id).await.expect("a file") == content);
    let known = agenda_seen::by_person(&mut db, t.one, (meeting.id, reader)).await.expect("seen");
    assert_eq!((known.last, known.before), (Some(seen.to_vec()), Some(seen.to_vec())));

    // The other organisation sees and changes nothing of it, with whatever ids.
    assert!(agenda::of_meetings(&mut db, t.other, &[meeting.id]).await.expect("none").is_empty());
    assert_eq!(agenda::item(&mut db, t.other, item.id).await.expect("none"), None);
    assert_eq!(agenda::topics_of(&mut db, t.other).await.expect("none"), []);
    assert!(documents::content(&mut db, t.other, document.id).await.expect("none").is_empty());
    let place = (item.id, document.id);
    assert!(!documents::remove(&mut db, t.other, place).await.expect("nothing"));
    let stolen =
        Item { organisation: t.other, title: Title::parse("X").expect("a title"), ..item.clone() };
    agenda::update(&mut db, &stolen).await.expect("nothing");
    agenda::put_in_order(&mut db, t.other, &[ItemId(0), item.id]).await.expect("nothing");
    assert_eq!(agenda::item(&mut db, t.one, item.id).await.expect("it"), Some(item.clone()));
    assert!(documents::remove(&mut db, t.one, place).await.expect("removed"));
    assert!(documents::content(&mut db, t.one, document.id).await.expect("none").is_empty());
    db.commit().await.expect("committed");

    // A topic stands on the list once; another organisation may have one of that name.
    let mut db = t.store.begin().await.expect("a transaction");
    let other = Topic { id: TopicId(t.store.next_id(now)), ..again.clone() };
    agenda::insert_topic(&mut db, t.other, &other, "kultur").await.expect("another's");
    let twice = agenda::insert_topic(&mut db, t.one, &again, "kultur").await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(db);
    // And no item stands at another organisation's meeting.
    let mut db = t.store.begin().await.expect("a transaction");
    let wrong = Item { id: ItemId(t.store.next_id(now)), organisation: t.other, ..item };
    assert!(agenda::insert(&mut db, &wrong).await.is_err());
}

async fn what_one_organisation_does_the_other_does_not_see(t: Twins) {
    let now = monday_morning();
    let group = t.group(t.one, "Äldre").await;
    let twin = t.group(t.other, "Äldre").await;
    let mut db = t.store.begin().await.expect("a transaction");
    let seat = seats::seats_of(&mut db, t.one, group.id, today()).await.expect("seats")[3].clone();
    let held = appointments::of_group(&mut db, t.one, group.id).await.expect("held");
    let (sitting, person) =
        held.iter().find(|(one, _)| one.seat == seat.seat.id).cloned().expect("somebody");
    let before = everything(&mut db, t.other, &twin).await;

    // Whatever is asked of the other organisation with this one's ids finds and changes nothing.
    let gone = Period { from: sitting.period.from, to: Some(today()) };
    appointments::redate(&mut db, t.other, &[sitting.id], gone).await.expect("nothing");
    appointments::withdraw(&mut db, t.other, &[sitting.id]).await.expect("nothing");
    seats::abolish_seat(&mut db, t.other, seat.seat.id, today()).await.expect("nothing");
    people::rename(&mut db, t.other, person.id, "X").await.expect("nothing");
    people::set_account(&mut db, t.other, person.id, None).await.expect("nothing");
    people::erase(&mut db, t.other, person.id, now).await.expect("nothing");
    replies::forget_reasons_of(&mut db, t.other, person.id).await.expect("nothing");
    outbox::end_owed_to(&mut db, t.other, person.id).await.expect("nothing");
    assert_eq!(appointments::of_group(&mut db, t.one, group.id).await.expect("held"), held);
    assert_eq!(seats::seats_of(&mut db, t.other, group.id, today()).await.expect("seats"), []);
    assert_eq!(appointments::of_group(&mut db, t.other, group.id).await.expect("held"), []);
    assert_eq!(appointments::of_person(&mut db, t.other, person.id).await.expect("held"), []);
    assert_eq!(officials::posts_of_person(&mut db, t.other, person.id).await.expect("posts"), []);
    assert_eq!(replies::of_person(&mut db, t.other, person.id).await.expect("replies"), []);
    assert_eq!(deliveries::sent_to(&mut db, t.other, person.id).await.expect("sent"), []);
    assert_eq!(audit::of_person(&mut db, t.other, &person).await.expect("log"), []);

    // A code, a wrong try, a waiting file and a composition are one organisation's.
    let expires = now + TimeDelta::days(7);
    let code = &LinkCode::from_random([7; RANDOM_BYTES]);
    let waiting = link_codes::Waiting { person: person.id, maker: Some(UserId(7)) };
    link_codes::set(&mut db, t.one, waiting, code, expires).await.expect("set");
    assert_eq!(link_codes::take(&mut db, t.other, code, now).await.expect("read"), None);
    let expired = link_codes::take(&mut db, t.one, code, expires).await.expect("read");
    assert_eq!(expired, None, "it has expired");
    let found = link_codes::take(&mut db, t.one, code, now).await.expect("read");
    assert_eq!(found, Some(waiting));
    assert_eq!(link_codes::take(&mut db, t.one, code, now).await.expect("read"), None, "once");
    // Nothing is left of whoever made a code and has erased themselves; another's code stands.
    let theirs = link_codes::Waiting { maker: Some(UserId(8)), ..waiting };
    link_codes::set(&mut db, t.one, theirs, code, expires).await.expect("set");
    link_codes::forget_account(&mut db, t.other, UserId(8)).await.expect("forgotten");
    link_codes::forget_account(&mut db, t.one, UserId(7)).await.expect("forgotten");
    let found = link_codes::take(&mut db, t.one, code, now).await.expect("read");
    assert_eq!(found, Some(theirs));
    link_codes::set(&mut db, t.one, theirs, code, expires).await.expect("set");
    link_codes::forget_account(&mut db, t.one, UserId(8)).await.expect("forgotten");
    assert_eq!(link_codes::take(&mut db, t.one, code, now).await.expect("read"), None);
    let id = t.store.next_id(now);
    link_codes::note_guess(&mut db, id, t.one, UserId(1), now).await.expect("noted");
    let since = now - TimeDelta::hours(1);
    assert_eq!(link_codes::guesses(&mut db, t.one, UserId(1), since).await.expect("read"), 1);
    assert_eq!(link_codes::guesses(&mut db, t.one, UserId(2), since).await.expect("read"), 0);
    assert_eq!(link_codes::guesses(&mut db, t.other, UserId(1), since).await.expect("read"), 0);
    // Wrong tries that begin as a code end it at the last of them, in its own organisation.
    let waiting = link_codes::Waiting { person: person.id, maker: None };
    link_codes::set(&mut db, t.one, waiting, code, expires).await.expect("set");
    let alike = LinkCode::parse("7700-0000-0000").expect("a code that begins alike");
    let another = LinkCode::parse("0000-7777-7777").expect("a code");
    for (organisation, wrong) in [(t.other, &alike), (t.one, &another), (t.one, &alike)] {
        link_codes::count_try(&mut db, organisation, wrong, 2).await.expect("counted");
    }
    let found = link_codes::take(&mut db, t.one, code, now).await.expect("read");
    assert_eq!(found, Some(waiting), "tried once");
    link_codes::set(&mut db, t.one, waiting, code, expires).await.expect("set");
    for _ in 0..2 {
        link_codes::count_try(&mut db, t.one, &alike, 2).await.expect("counted");
    }
    assert_eq!(link_codes::take(&mut db, t.one, code, now).await.expect("read"), None, "void");
    let waiting = PendingImport {
        id: ImportId(t.store.next_id(now)),
        organisation: t.one,
        group: group.id,
        account: UserId(1),
        at: now,
        from: today(),
        content: "[]".into(),
        shown: String::new(),
    };
    pending_imports::keep(&mut db, &waiting).await.expect("kept");
    assert_eq!(pending_imports::take(&mut db, t.other, waiting.id).await.expect("read"), None);
    let taken = pending_imports::take(&mut db, t.one, waiting.id).await.expect("read");
    assert_eq!(taken, Some(waiting));
    let rule = Rule::Seats(Who::Kind(AppointerKind::Region), 3);
    let id = t.store.next_id(now);
    compositions::replace(&mut db, t.one, group.id, &[(id, rule.clone())]).await.expect("written");
    assert_eq!(compositions::of_group(&mut db, t.one, group.id).await.expect("read"), [rule]);
    assert_eq!(compositions::of_group(&mut db, t.other, group.id).await.expect("read"), []);
    assert_eq!(everything(&mut db, t.other, &twin).await, before);
}

/// All that an organisation holds of a group, as text.
async fn everything(
    db: &mut kallelse::store::Connection,
    organisation: OrganisationId,
    group: &kallelse::domain::group::Group,
) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        seats::seats_of(db, organisation, group.id, today()).await.expect("seats"),
        appointments::of_group(db, organisation, group.id).await.expect("held"),
        officials::posts_on(db, organisation, today()).await.expect("posts"),
        people::people_of(db, organisation).await.expect("people"),
        audit::of_group(db, organisation, group.id, None, 1000).await.expect("log"),
    )
}

async fn many_rows_are_written_in_few_statements(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    let now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    let model = seats::seats_of(&mut db, t.one, group.id, today()).await.expect("seats")[3].clone();
    let next = || t.store.next_id(now);
    let person = |number: i64, id| Person {
        id: PersonId(id),
        name: format!("Person {number}"),
        account: (number % 2 == 0).then_some(UserId(1_000_000 + number)),
    };
    let many: Vec<Person> = (0..2500).map(|number| person(number, next())).collect();
    let seat = |number: i64, id| SeatAs {
        seat: Seat { id: SeatId(id), ..model.seat.clone() },
        number: 100 + number,
        to: (number % 3 == 0).then(today),
    };
    let places: Vec<SeatAs> = (0..2500).map(|number| seat(number, next())).collect();
    let held: Vec<Appointment> = many
        .iter()
        .zip(&places)
        .map(|(person, place)| Appointment {
            id: AppointmentId(next()),
            seat: place.seat.id,
            person: person.id,
            capacity: Capacity::Substitute,
            period: Period { from: today(), to: place.to },
        })
        .collect();
    people::insert_people(&mut db, t.one, &many).await.expect("people");
    seats::insert_seats(&mut db, t.one, group.id, &places).await.expect("seats");
    appointments::insert_appointments(&mut db, t.one, &held).await.expect("appointments");
    db.commit().await.expect("committed");
    let mut db = t.store.read().await.expect("a connection");
    let read = seats::seats_of(&mut db, t.one, group.id, today()).await.expect("seats");
    assert_eq!(read[14..], places);
    let read = appointments::of_group(&mut db, t.one, group.id).await.expect("held");
    let read: Vec<(Appointment, Person)> = read.into_iter().skip(28).collect();
    assert_eq!(read, held.into_iter().zip(many).collect::<Vec<_>>());
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

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
        let groups = groups::groups_of(&mut db, organisation).await.expect("groups");
        groups.into_iter().find(|group| group.name == name).expect("the group")
    }

    async fn meeting(&self, organisation: OrganisationId, starts: DateTime<Utc>) -> Meeting {
        let group = self.group(organisation, "Äldre").await;
        let meeting = Meeting {
            id: MeetingId(self.store.next_id(monday_morning())),
            organisation,
            group: group.id,
            state: MeetingState::Scheduled,
            kind: MeetingKind::Ordinary,
            revision: 0,
            dating: 0,
            starts,
            ends: starts + TimeDelta::hours(3),
            place: Place::parse("Regionhuset").expect("a place"),
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
        };
        let mut db = self.store.begin().await.expect("a transaction");
        meetings::insert(&mut db, &meeting).await.expect("inserted");
        db.commit().await.expect("committed");
        meeting
    }

    /// Writes something, in a transaction and alone.
    async fn can_write(&self) {
        let now = monday_morning();
        let id = PersonId(self.store.next_id(now));
        let somebody = Person { id, name: format!("Person {id}"), account: None };
        let mut db = self.store.begin().await.expect("a transaction");
        people::insert_people(&mut db, self.one, &[somebody]).await.expect("written");
        db.commit().await.expect("committed");
        let mut db = self.store.writer().await.expect("a connection");
        assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None);
    }

    /// Whether somebody may have heard of a summons; where not, it is taken back.
    async fn has_heard(
        &self,
        db: &mut kallelse::store::Connection,
        meeting: MeetingId,
        asked: outbox::Asked,
    ) -> bool {
        // Among many of which nobody was ever told, more than go into one statement.
        let nobodys = (1000..1300).map(|absence| (asked.0, asked.1, ReplyId(absence)));
        let all: Vec<_> = nobodys.chain([asked]).collect();
        let heard = outbox::take_back_summonses(db, self.one, meeting, &all).await;
        let heard = heard.expect("taken back");
        assert!(heard.iter().all(|one| *one == asked), "{heard:?}");
        heard.contains(&asked)
    }

    fn owed(&self, meeting: &Meeting, kind: MeetingNotice) -> Owed {
        Owed {
            organisation: meeting.organisation,
            kind: kind.into(),
            subject: Subject::Meeting(meeting.group, meeting.id),
            occasion: 0,
            again: None,
            destination: Destination::Channel,
            person: None,
            caused_by: None,
            due: monday_morning(),
        }
    }
}

async fn organisations_with_equal_names_are_kept_apart(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(30)).await;
    let mut db = t.store.read().await.expect("a connection");
    assert_eq!(groups::groups_of(&mut db, t.one).await.expect("groups").len(), 3);
    assert_eq!(
        organisations::organisation_of_guild(&mut db, GUILDS[1]).await.expect("read").map(|o| o.id),
        Some(t.other)
    );
    let group = t.group(t.one, "Äldre").await;
    assert_eq!(groups::group(&mut db, t.other, group.id).await.expect("read"), None);
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
    let holdings = appointments::holdings_of(&mut db, t.other, (group.id, person.id), today())
        .await
        .expect("read");
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
    let mut db = t.store.begin().await.expect("a transaction");
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
    let mut db = t.store.begin().await.expect("a transaction");
    assert!(
        meetings::insert(&mut db, &foreign).await.is_err(),
        "references are made with the organisation"
    );
    drop(db);

    let group = t.group(t.one, "Äldre").await;
    let mut db = t.store.begin().await.expect("a transaction");
    let occupied = seats::occupied_seats(&mut db, t.one, group.id, today()).await.expect("seats");
    let seat = occupied[0].seat.id;
    let person = occupied[1].ordinary.as_ref().expect("a person").id;
    let appointment = Appointment {
        id: AppointmentId(t.store.next_id(monday_morning())),
        seat,
        person,
        capacity: Capacity::Ordinary,
        period: Period::since(today()),
    };
    let second = appointments::insert_appointments(&mut db, t.one, &[appointment]).await;
    assert!(
        matches!(second, Err(StoreError::Duplicate(_))),
        "one current ordinary a seat: {second:?}"
    );
}

async fn who_sits_is_asked_for_on_a_day(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    let mut db = t.store.begin().await.expect("a transaction");
    let before = seats::occupied_seats(&mut db, t.one, group.id, today()).await.expect("seats");
    assert_eq!(before.len(), 14);
    assert!(before.iter().all(|seat| seat.ordinary.is_some() && seat.substitute.is_some()));
    let leaving = before[3].ordinary.clone().expect("a person");
    let statement = "UPDATE appointment SET to_day = '2027-03-31' WHERE person = $1";
    sqlx::query(statement).bind(leaving.id.0).execute(&mut *db).await.expect("left");
    db.commit().await.expect("committed");
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
        officials::officials_of(&mut db, t.one, group.id, today()).await.expect("officials");
    let names: Vec<&str> = officials.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ansvarig tjänsteman, Äldre", "Biträdande tjänsteman, Äldre"]);
}

async fn a_meeting_is_found_when_it_is_due_and_not_before(t: Twins) {
    let soon = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let later = t.meeting(t.one, monday_morning() + TimeDelta::days(40)).await;
    let elsewhere = t.meeting(t.other, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let now = monday_morning();
    let all = [(t.one, GUILDS[0]), (t.other, GUILDS[1])];
    assert_eq!(to_call::organisations_to_plan(&mut db, now).await.expect("read"), all);
    assert_eq!(to_call::unplanned(&mut db, t.one, now).await.expect("read").len(), 2);
    assert_eq!(to_call::next_call(&mut db, now).await.expect("read"), None, "nobody knows yet");
    let due = now + TimeDelta::days(7);
    for (meeting, at) in [(&soon, due), (&later, due + TimeDelta::days(7))] {
        to_call::set_call_due(&mut db, t.one, meeting.id, at).await.expect("planned");
    }
    assert_eq!(to_call::organisations_to_plan(&mut db, now).await.expect("read"), all[1..]);
    assert_eq!(to_call::next_call(&mut db, now).await.expect("read"), Some(due));
    let before = due - TimeDelta::seconds(1);
    assert_eq!(to_call::organisations_to_call(&mut db, before).await.expect("read"), []);
    assert_eq!(to_call::due_to_call(&mut db, t.one, before).await.expect("read"), []);
    assert_eq!(to_call::organisations_to_call(&mut db, due).await.expect("read"), all[..1]);
    let found = to_call::due_to_call(&mut db, t.one, due).await.expect("read");
    assert_eq!(found, std::slice::from_ref(&soon));
    assert_eq!(to_call::due_to_call(&mut db, t.other, due).await.expect("read"), []);
    assert_eq!(to_call::due_to_call(&mut db, t.one, soon.starts).await.expect("read").len(), 1);
    let called = soon.call(now).expect("callable");
    meetings::update_state(&mut db, &called).await.expect("updated");
    assert_eq!(meetings::meeting(&mut db, t.one, soon.id).await.expect("read"), Some(called));
    let next = to_call::next_call(&mut db, now).await.expect("read");
    assert_eq!(next, Some(due + TimeDelta::days(7)), "the other one's");
    to_call::plan_anew(&mut db, t.one, later.group).await.expect("open");
    assert_eq!(to_call::next_call(&mut db, now).await.expect("read"), None);
    let open = to_call::unplanned(&mut db, t.one, now).await.expect("read");
    assert_eq!(open.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), [later.id]);
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

/// Whatever happens to a group's rule, what is kept is what the rule says.
async fn when_an_invitation_goes_out_is_what_the_rule_says(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    for days in [9, 20, 33, 61, 130, 214, 365] {
        t.meeting(t.one, monday_morning() + TimeDelta::days(days) + TimeDelta::hours(days)).await;
    }
    let now = monday_morning();
    let caller = Caller { administrator: true, ..Caller::in_guild(GUILDS[0], UserId(9999)) };
    let changes = [
        SettingsRequest::default(),
        SettingsRequest { lead_days: Some(0), ..SettingsRequest::default() },
        SettingsRequest { lead_days: Some(12), ..SettingsRequest::default() },
        SettingsRequest { zone: Some("America/New_York".into()), ..SettingsRequest::default() },
        SettingsRequest {
            posting_schedule: Some("30 2 * * SUN".into()),
            ..SettingsRequest::default()
        },
        SettingsRequest { name: Some("Äldst".into()), ..SettingsRequest::default() },
    ];
    for change in changes {
        settings::change(&t.store, caller, group.id, change.clone(), now).await.expect("changed");
        let foretold = calling::next(&t.store, now).await.expect("read");
        calling::plan(&t.store, now).await.expect("planned");
        assert_eq!(calling::next(&t.store, now).await.expect("read"), foretold, "{change:?}");
        let mut db = t.store.begin().await.expect("a transaction");
        let group = groups::group(&mut db, t.one, group.id).await.expect("read").expect("a group");
        let all = meetings::upcoming(&mut db, t.one, group.id, now, 99).await.expect("read");
        assert_eq!(all.len(), 7);
        for meeting in all {
            let at = group.rule.call_at(meeting.starts).expect("a firing");
            let found = |due: Vec<Meeting>| due.iter().any(|one| one.id == meeting.id);
            let just_before = at - TimeDelta::seconds(1);
            let due = to_call::due_to_call(&mut db, t.one, just_before).await.expect("read");
            assert!(!found(due), "{change:?}: {} is not due before {at}", meeting.starts);
            let due = to_call::due_to_call(&mut db, t.one, at).await.expect("read");
            assert!(found(due), "{change:?}: {} is due at {at}", meeting.starts);
        }
    }
}

/// Whoever hears of it again, be it another process, has nothing kept of it.
async fn a_press_is_kept_once(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    let now = monday_morning();
    let caller = Caller {
        administrator: true,
        interaction: Some(InteractionId(7)),
        ..Caller::in_guild(GUILDS[0], UserId(9999))
    };
    let named = |name: &str| SettingsRequest { name: Some(name.into()), ..Default::default() };
    settings::change(&t.store, caller, group.id, named("Äldst"), now).await.expect("changed");
    let again = settings::change(&t.store, caller, group.id, named("Yngst"), now).await;
    assert!(matches!(again, Err(ActionError::Repeated)), "{:?}", again.err());
    let mut db = t.store.read().await.expect("a connection");
    let kept = groups::group(&mut db, t.one, group.id).await.expect("read").expect("a group");
    assert_eq!(kept.name, "Äldst");
    let known = |id| InteractionId(id);
    assert!(interactions::is_carried_out(&mut db, known(7)).await.expect("read"));
    assert!(!interactions::is_carried_out(&mut db, known(8)).await.expect("read"));
    drop(db);
    let next = Caller { interaction: Some(known(8)), ..caller };
    settings::change(&t.store, next, group.id, named("Yngst"), now).await.expect("changed");
}

async fn what_a_seat_was_is_known_for_every_day(t: Twins) {
    let group = t.group(t.one, "Äldre").await;
    let mut db = t.store.begin().await.expect("a transaction");
    let kept = seats::seats_of(&mut db, t.one, group.id, today()).await.expect("seats").remove(4);
    assert_eq!(kept.seat.office, Office::Member);
    let becomes = |office| SeatAs { seat: Seat { office, ..kept.seat.clone() }, ..kept.clone() };
    let changes = [
        // The same again, twice on one day, and back again later; one of them planned before.
        (Office::Member, "2027-03-01"),
        (Office::Member, "2027-02-01"),
        (Office::ViceChair, "2027-02-05"),
        (Office::Chair, "2027-02-05"),
        (Office::Member, "2027-03-01"),
    ];
    for (office, on) in changes {
        let mut all = seats::designations_of(&mut db, t.one, group.id).await.expect("read");
        let all = all.remove(&kept.seat.id).expect("a seat is something");
        let ids = || DesignationId(t.store.next_id(monday_morning()));
        let wanted = becoming(&all, &becomes(office).seat, date(on)).into_iter();
        let wanted: Vec<_> = wanted.map(|one| (ids(), one)).collect();
        seats::update_seat(&mut db, t.one, &becomes(office), &wanted).await.expect("changed");
        // The twin's organisation has no such seat.
        let foreign = seats::update_seat(&mut db, t.other, &becomes(office), &[]).await;
        foreign.expect("nothing is changed");
    }
    for (on, office) in [
        ("2020-01-01", Office::Member),
        ("2027-02-04", Office::Member),
        ("2027-02-05", Office::Chair),
        ("2027-02-28", Office::Chair),
        ("2027-03-01", Office::Member),
        ("2099-01-01", Office::Member),
    ] {
        let all = seats::occupied_seats(&mut db, t.one, group.id, date(on)).await.expect("seats");
        let theirs: Vec<_> = all.iter().filter(|one| one.seat.id == kept.seat.id).collect();
        assert_eq!(theirs.len(), 1, "{on}");
        assert_eq!(theirs[0].seat.office, office, "{on}");
    }
    let now = seats::seats_of(&mut db, t.one, group.id, today()).await.expect("seats").remove(4);
    assert_eq!(now, becomes(Office::Member));
    // Rights follow the day.
    let all = seats::occupied_seats(&mut db, t.one, group.id, date("2027-02-20")).await;
    let person = all.expect("seats")[4].ordinary.clone().expect("somebody").id;
    for (on, office) in [("2027-02-20", Office::Chair), ("2027-03-02", Office::Member)] {
        let place = (group.id, person);
        let held =
            appointments::holdings_of(&mut db, t.one, place, date(on)).await.expect("holdings");
        assert_eq!(held.iter().map(|one| one.office).collect::<Vec<_>>(), [office], "{on}");
    }
}

async fn a_draft_is_in_nobodys_way(t: Twins) {
    let starts = monday_morning() + TimeDelta::days(20);
    let meeting = t.meeting(t.one, starts).await;
    let mut db = t.store.begin().await.expect("a transaction");
    for _ in 0..2 {
        let id = MeetingId(t.store.next_id(monday_morning()));
        let draft = Meeting { id, state: MeetingState::Draft, ..meeting.clone() };
        meetings::insert(&mut db, &draft).await.expect("beside the meeting, and another draft");
    }
    let coming = meetings::upcoming(&mut db, t.one, meeting.group, monday_morning(), 9).await;
    assert_eq!(coming.expect("read"), std::slice::from_ref(&meeting));
    let open = to_call::unplanned(&mut db, t.one, monday_morning()).await.expect("read");
    assert_eq!(open.len(), 1, "nobody is called to a draft");
}

async fn several_meetings_are_read_at_once_each_with_its_own(t: Twins) {
    let now = monday_morning();
    let late = t.meeting(t.one, now + TimeDelta::days(40)).await;
    let soon = t.meeting(t.one, now + TimeDelta::days(20)).await;
    let theirs = t.meeting(t.other, now + TimeDelta::days(20)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let all = [late.id, theirs.id, soon.id];
    let found = meetings::with_groups(&mut db, t.one, &all, now).await.expect("read");
    let ids: Vec<MeetingId> = found.iter().map(|one| one.meeting.id).collect();
    assert_eq!(ids, [soon.id, late.id], "soonest first, and nobody else's");
    for meetings::WithGroup { meeting, group, officials, is_out } in &found {
        assert_eq!((group.id, *is_out), (meeting.group, false));
        assert_eq!(officials.len(), 2, "{}", group.name);
    }

    // A seat that is abolished before the later one is the sooner one's alone.
    let number = i64::try_from(seats_on(&mut db, t.one, &soon, today()).await.len()).expect("few");
    let all = seats::seats_of(&mut db, t.one, soon.group, today()).await.expect("seats");
    let last = now.date_naive() + TimeDelta::days(30);
    seats::abolish_seat(&mut db, t.one, all[4].seat.id, last).await.expect("abolished");
    let on = |meeting: &Meeting| meeting.starts.date_naive();
    let both = [(&soon, on(&soon)), (&late, on(&late))].into_iter();
    let read = seats::with_replies(&mut db, t.one, both).await.expect("read");
    let counts = [soon.id, late.id].map(|id| i64::try_from(read[&id].len()).expect("few"));
    assert_eq!(counts, [number, number - 1]);

    db.commit().await.expect("committed");
    let person = found[0].officials[0].clone();
    let account = person.account.expect("an account");
    let ask = (GUILDS[0], account);
    let read = who_calls(&t, ask, soon.id, now).await;
    let (organisation, caller, its) = read.expect("an organisation");
    assert_eq!((organisation.id, caller.map(|one| one.id)), (t.one, Some(person.id)));
    let (its, seats) = its.expect("the meeting");
    assert_eq!(its, found[0]);
    assert_eq!(seats, read_at_once(&t, &soon).await, "each with who sits there");
    let read = who_calls(&t, ask, theirs.id, now).await;
    assert!(read.expect("an organisation").2.is_none(), "nobody else's meeting");
    let stranger = (GUILDS[0], UserId(999_999));
    let read = who_calls(&t, stranger, soon.id, now).await;
    let (_, caller, its) = read.expect("an organisation");
    assert!(caller.is_none() && its.is_some(), "a meeting, whoever asks");
    let nowhere = (GuildId(77), account);
    assert!(who_calls(&t, nowhere, soon.id, now).await.is_none());
}

/// The seats of a meeting with what has been said of each, as the list of meetings is read.
async fn read_at_once(t: &Twins, meeting: &Meeting) -> Vec<seats::SaidOfSeat> {
    let mut db = t.store.read().await.expect("a connection");
    let one = std::iter::once((meeting, meeting.starts.date_naive()));
    let mut read = seats::with_replies(&mut db, meeting.organisation, one).await.expect("read");
    read.remove(&meeting.id).expect("its seats")
}

async fn who_sits_where_is_known_until_somebody_changes_it(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(20)).await;
    let ask = (GUILDS[0], UserId(999_999));
    let seats = async || {
        let (_, _, its) = who_calls(&t, ask, meeting.id, now).await.expect("an organisation");
        its.expect("the meeting").1
    };
    let before = seats().await;
    assert!(before.iter().all(|(_, said)| said.is_empty()), "{before:?}");

    // What is said of a seat is read each time, whoever sits there is known.
    let seat = before[3].0.clone();
    let member = seat.ordinary.clone().expect("a member");
    let mut db = t.store.begin_for(GUILDS[0]).await.expect("a transaction");
    db.leaves_people_as_they_are();
    let reply = NewReply {
        id: ReplyId(t.store.next_id(now)),
        organisation: t.one,
        meeting: meeting.id,
        dating: 0,
        seat: seat.seat.id,
        person: member.id,
        capacity: Capacity::Ordinary,
        answer: Answer::Absent,
        reason: None,
        reported_by: member.id,
        at: now,
    };
    db.at_last(replies::insert(&reply));
    db.commit().await.expect("committed");
    let after = seats().await;
    assert_eq!(after[3].1.iter().map(|(_, said)| said.id).collect::<Vec<_>>(), [reply.id]);
    assert_eq!(after, read_at_once(&t, &meeting).await);

    // A seat that there is no more, and another name: both are read anew.
    let mut db = t.store.begin_for(GUILDS[0]).await.expect("a transaction");
    let last = now.date_naive() + TimeDelta::days(10);
    seats::abolish_seat(&mut db, t.one, before[4].0.seat.id, last).await.expect("abolished");
    db.commit().await.expect("committed");
    let fewer = seats().await;
    assert_eq!(fewer.len(), before.len() - 1);
    let mut db = t.store.begin_for(GUILDS[0]).await.expect("a transaction");
    people::rename(&mut db, t.one, member.id, "Bo Ek").await.expect("renamed");
    db.commit().await.expect("committed");
    let renamed = seats().await;
    assert_eq!(renamed[3].0.ordinary.as_ref().map(|one| one.name.as_str()), Some("Bo Ek"));
    assert_eq!(renamed, read_at_once(&t, &meeting).await);
}

/// Who calls about a meeting, as it is read where a transaction begins with it.
async fn who_calls(
    t: &Twins,
    who: (GuildId, UserId),
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Option<CallerAndMeeting> {
    meetings::begin_for_caller(&t.store, who, meeting, now).await.expect("read").1
}

/// A notice to a group's channel, claimed.
async fn claimed(t: &Twins, meeting: &Meeting, kind: MeetingNotice) -> Notice {
    let now = monday_morning();
    let owed = Owed {
        organisation: meeting.organisation,
        kind: kind.into(),
        subject: Subject::Meeting(meeting.group, meeting.id),
        occasion: 0,
        again: None,
        destination: Destination::Channel,
        person: None,
        caused_by: None,
        due: now,
    };
    let mut db = t.store.writer().await.expect("a connection");
    outbox::owe_at_once(&mut db, &[(NoticeId(t.store.next_id(now)), owed)], now)
        .await
        .expect("owed");
    outbox::claim_due(&mut db, now).await.expect("read").expect("a notice")
}

async fn a_question_that_reached_the_officials_alone_replaces_none_of_a_persons(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(20)).await;
    let other = claimed(&t, &meeting, MeetingNotice::Announcement).await.owed;
    let mut db = t.store.writer().await.expect("a connection");
    let seat = seats_on(&mut db, t.one, &meeting, today()).await.remove(0);
    let question = Owed {
        kind: SeatNotice::Summons.into(),
        subject: Subject::Seat(meeting.group, meeting.id, seat.seat.id),
        occasion: 22,
        destination: Destination::Direct,
        person: seat.substitute.map(|person| person.id),
        due: now,
        ..other
    };
    let newer = Owed { again: Some(7), ..question.clone() };
    let to_officials = Owed { destination: Destination::Officials, ..newer.clone() };
    let mut sent = async |owed: &Owed| {
        let id = NoticeId(t.store.next_id(now));
        outbox::owe_at_once(&mut db, &[(id, owed.clone())], now).await.expect("owed");
        outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
        outbox::sent(&mut db, id, (ChannelId(1), MessageId(id.0)), "", now).await.expect("sent");
        reminders::question(&mut db, SeatNotice::Summons, &question).await.expect("read")
    };
    assert!(!sent(&question).await.is_replaced);
    let after = sent(&to_officials).await;
    assert!(after.is_superseded && !after.is_replaced, "they have no other: {after:?}");
    assert!(sent(&newer).await.is_replaced, "now they have");
}

async fn what_waits_for_its_place_is_known_and_tried_again(t: Twins) {
    let now = monday_morning();
    let later = now + TimeDelta::minutes(15);
    let meeting = t.meeting(t.one, now + TimeDelta::days(20)).await;
    let notice = claimed(&t, &meeting, MeetingNotice::Invitation).await;
    let mut db = t.store.writer().await.expect("a connection");
    let why = ("refused", Obstacle::Forbidden);
    outbox::wait_for_place(&mut db, notice.id, later, why).await.expect("put off");
    let place = (meeting.group, Destination::Channel);
    let told = async |db: &mut Connection, but| {
        outbox::is_told_of_waiting(db, t.one, place, but).await.expect("read")
    };
    assert!(!told(&mut db, NoticeId(0)).await, "nobody has been told");
    let alarm = Owed {
        kind: GroupNotice::Undelivered.into(),
        occasion: notice.id.0,
        destination: Destination::Officials,
        due: later,
        ..notice.owed.clone()
    };
    outbox::owe_at_once(&mut db, &[(NoticeId(t.store.next_id(now)), alarm)], now)
        .await
        .expect("owed");
    assert!(told(&mut db, NoticeId(0)).await && !told(&mut db, notice.id).await);
    let closed = deliveries::places_closed_to_us(&mut db, t.one, meeting.group).await;
    let closed = closed.expect("read");
    assert_eq!(closed.get(&Destination::Channel), Some(&Obstacle::Forbidden));
    assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None, "it waits");
    outbox::try_places_now(&mut db, t.other, meeting.group, now).await.expect("nothing");
    assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None, "nobody else's");
    outbox::try_places_now(&mut db, t.one, meeting.group, now).await.expect("tried");
    let again = outbox::claim_due(&mut db, now).await.expect("read").expect("due");
    assert_eq!((again.id, again.obstacle), (notice.id, Some(Obstacle::Forbidden)));
    let there = (ChannelId(1), MessageId(2));
    outbox::sent(&mut db, again.id, there, "x", now).await.expect("sent");
    let closed = deliveries::places_closed_to_us(&mut db, t.one, meeting.group).await;
    assert!(closed.expect("read").is_empty());
    let sent = outbox::notice(&mut db, t.one, notice.id).await.expect("read").expect("it");
    assert_eq!((sent.state, sent.obstacle), (NoticeState::Sent, None));
    assert_eq!(outbox::notice(&mut db, t.other, notice.id).await.expect("read"), None);
}

async fn a_post_that_is_gone_is_owed_anew(t: Twins) {
    let now = monday_morning();
    let meeting = t.meeting(t.one, now + TimeDelta::days(20)).await;
    let notice = claimed(&t, &meeting, MeetingNotice::Announcement).await;
    let mut db = t.store.writer().await.expect("a connection");
    let there = (ChannelId(1), MessageId(2));
    outbox::sent(&mut db, notice.id, there, "x", now).await.expect("sent");
    let none = live::claim_stale(&mut db, now).await.expect("read").is_none();
    assert!(none, "it is true");
    // Looked after once a day, and at once where it is known to be gone.
    let tomorrow = now + TimeDelta::days(1);
    let count = live::look_after_posts(&mut db, (now, 9), tomorrow).await.expect("marked");
    assert_eq!(count, 1);
    assert_eq!(live::look_after_posts(&mut db, (now, 9), tomorrow).await.expect("marked"), 0);
    let stale = live::claim_stale(&mut db, tomorrow).await.expect("read").expect("stale");
    assert_eq!(stale.notice.digest.as_deref(), Some(""), "whatever it shows");
    live::edited(&mut db, &stale, "x", tomorrow).await.expect("edited");
    live::look_after_posts_of(&mut db, t.other, meeting.id, tomorrow).await.expect("nothing");
    assert!(live::claim_stale(&mut db, tomorrow).await.expect("read").is_none());
    live::look_after_posts_of(&mut db, t.one, meeting.id, tomorrow).await.expect("marked");
    let stale = live::claim_stale(&mut db, tomorrow).await.expect("read").expect("stale");
    // Only the message that is gone, and not one that somebody else has put up meanwhile.
    let other = Notice { message: Some(MessageId(3)), ..stale.notice.clone() };
    live::put_up_again(&mut db, &other, tomorrow).await.expect("nothing");
    assert_eq!(outbox::claim_due(&mut db, tomorrow).await.expect("read"), None);
    live::put_up_again(&mut db, &stale.notice, tomorrow).await.expect("owed anew");
    let again = outbox::claim_due(&mut db, tomorrow).await.expect("read").expect("due");
    assert_eq!((again.id, again.has_pinged(), again.open_tries), (notice.id, true, 1));
    assert_ne!(again.nonce(), notice.nonce(), "or it would be taken for the first");
    // What the officials were told of it is told once more as what it is now.
    outbox::sent(&mut db, again.id, (ChannelId(1), MessageId(4)), "x", tomorrow)
        .await
        .expect("sent");
    let found = meetings::with_groups(&mut db, t.one, &[meeting.id], now).await.expect("read");
    assert!(!found[0].is_out, "an announcement is no invitation");
}

async fn seats_on(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: &Meeting,
    on: NaiveDate,
) -> Vec<Occupied> {
    seats::occupied_seats(db, organisation, meeting.group, on).await.expect("seats")
}

/// The seats of a meeting on a day, with what has been said.
async fn read_said(
    db: &mut Connection,
    organisation: OrganisationId,
    meeting: &Meeting,
    on: NaiveDate,
) -> Vec<SaidOfSeat> {
    let one = [(meeting, on)].into_iter();
    let read = seats::with_replies(db, organisation, one).await.expect("read");
    read.into_values().next().unwrap_or_default()
}

async fn replies_are_added_and_read_in_order(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let seats = seats::occupied_seats(&mut db, t.one, meeting.group, today()).await.expect("seats");
    let person = seats[4].ordinary.clone().expect("a person");
    let mut said = Vec::new();
    for answer in [Answer::Absent, Answer::Withdrawn, Answer::Confirmed] {
        let reply = NewReply {
            id: ReplyId(t.store.next_id(monday_morning())),
            organisation: t.one,
            meeting: meeting.id,
            dating: 0,
            seat: seats[4].seat.id,
            person: person.id,
            capacity: Capacity::Ordinary,
            answer,
            reason: (answer == Answer::Absent).then(|| Reason::parse("Sjuk").expect("a reason")),
            reported_by: person.id,
            at: monday_morning(),
        };
        replies::insert(&reply).execute(&mut db).await.expect("inserted");
        said.push(reply.id);
    }
    let read = read_said(&mut db, t.one, &meeting, today()).await;
    assert_eq!(read.iter().map(|(seat, _)| seat.clone()).collect::<Vec<_>>(), seats);
    assert_eq!(
        read[4].1.iter().map(|(_, reply)| (reply.person, reply.answer)).collect::<Vec<_>>(),
        [Answer::Absent, Answer::Withdrawn, Answer::Confirmed].map(|said| (person.id, said))
    );
    assert!(read.iter().enumerate().all(|(at, (_, said))| at == 4 || said.is_empty()));
    // Each with the dating that it was said of.
    assert!(read[4].1.iter().all(|(dating, _)| *dating == 0));
    assert_eq!(read_said(&mut db, t.other, &meeting, today()).await, []);
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
    let mut db = t.store.begin().await.expect("a transaction");
    for (meeting, new) in [(&meeting, true), (&meeting, false), (&twin, true)] {
        let id = NoticeId(t.store.next_id(now));
        let owed = t.owed(meeting, MeetingNotice::Announcement);
        assert_eq!(
            outbox::owe_at_once(&mut db, &[(id, owed)], now).await.expect("owed"),
            u64::from(new)
        );
    }
    db.commit().await.expect("committed");

    let mut db = t.store.begin().await.expect("a transaction");
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
    let post = meetings::post_of(
        &mut db,
        second.owed.organisation,
        second.owed.subject.meeting().expect("a meeting"),
    )
    .await
    .expect("read");
    assert_eq!(post, Some((ChannelId(5), MessageId(6))));
    let third = outbox::claim_due(&mut db, now + LEASE * 2).await.expect("read").expect("a notice");
    assert!(
        outbox::end(&mut db, third.id, NoticeState::Moot, ("over", None)).await.expect("ended")
    );
    assert_eq!(outbox::next_due(&mut db).await.expect("read"), None);
}

async fn a_try_that_was_cut_off_by_a_new_process_says_nothing_about_the_way(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    let id = NoticeId(t.store.next_id(now));
    let owed = t.owed(&meeting, MeetingNotice::Announcement);
    outbox::owe_at_once(&mut db, &[(id, owed)], now).await.expect("owed");
    for life in 1..10 {
        let tried = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
        assert_eq!((tried.attempts, tried.open_tries), (1, life), "it may have arrived, though");
        assert_eq!(tried.first_attempt, Some(monday_morning()), "and is looked for back to then");
        now += LEASE * (life % 2) as i32 * 2;
        outbox::end_leases(&mut db, now).await.expect("ended");
    }
}

async fn what_somebody_else_has_sent_is_not_ended(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    let id = NoticeId(t.store.next_id(now));
    let owed = t.owed(&meeting, MeetingNotice::Announcement);
    outbox::owe_at_once(&mut db, &[(id, owed)], now).await.expect("owed");
    // One is slow, its lease ends, and another one takes over and is through.
    let slow = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    let quick = outbox::claim_due(&mut db, now + LEASE).await.expect("read").expect("a notice");
    outbox::sent(&mut db, quick.id, (ChannelId(5), MessageId(6)), "digest", now)
        .await
        .expect("sent");
    for state in [NoticeState::Moot, NoticeState::Undeliverable] {
        let ended = outbox::end(&mut db, slow.id, state, ("no", None)).await.expect("tried");
        assert!(!ended, "{state:?}");
    }
    let post = meetings::post_of(&mut db, t.one, meeting.id).await.expect("read");
    assert_eq!(post, Some((ChannelId(5), MessageId(6))), "what was sent stays sent");
}

async fn a_summons_that_may_have_arrived_has_left(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    let seat =
        seats::seats_of(&mut db, t.one, meeting.group, today()).await.expect("seats")[0].seat.id;
    let substitute = Person { id: PersonId(5), name: "Sub Stitute".into(), account: None };
    people::insert_people(&mut db, t.one, &[substitute]).await.expect("a person");
    let about = |absence: i64| Owed {
        kind: SeatNotice::Summons.into(),
        subject: Subject::Seat(meeting.group, meeting.id, seat),
        occasion: absence,
        destination: Destination::Direct,
        person: Some(PersonId(5)),
        ..t.owed(&meeting, MeetingNotice::Announcement)
    };
    let both = [6, 7].map(|absence| (NoticeId(t.store.next_id(now)), about(absence)));
    outbox::owe_at_once(&mut db, &both[..1], now).await.expect("owed");
    macro_rules! left {
        ($absence:expr) => {
            t.has_heard(&mut db, meeting.id, (seat, PersonId(5), ReplyId($absence))).await
        };
    }
    assert!(!left!(6), "nobody has tried");
    assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None, "and nobody will");
    outbox::owe_at_once(&mut db, &both[1..], now).await.expect("owed");
    // Surely not sent; then the answer is lost; then a limit says that this try was none.
    let not_posted = outbox::Outcome::NotPosted;
    let one = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    outbox::put_off(&mut db, one.id, not_posted, now, "no").await.expect("put off");
    outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    outbox::put_off(&mut db, one.id, outbox::Outcome::Unknown, now, "lost").await.expect("put off");
    assert!(left!(7), "nobody knows");
    let another = (seat, PersonId(6), ReplyId(7));
    assert!(
        !t.has_heard(&mut db, meeting.id, another).await,
        "what another was told, they have not heard"
    );
    outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    outbox::put_off(&mut db, one.id, not_posted, now, "429").await.expect("put off");
    assert!(left!(7), "the try before may have arrived");
    outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    outbox::end(&mut db, one.id, NoticeState::Undeliverable, ("403", None)).await.expect("ended");
    assert!(left!(7), "and still");
}

async fn a_try_that_surely_failed_can_be_taken_back(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    let seat =
        seats::seats_of(&mut db, t.one, meeting.group, today()).await.expect("seats")[0].seat.id;
    let substitute = Person { id: PersonId(5), name: "Sub Stitute".into(), account: None };
    people::insert_people(&mut db, t.one, &[substitute]).await.expect("a person");
    let owed = Owed {
        kind: SeatNotice::Summons.into(),
        subject: Subject::Seat(meeting.group, meeting.id, seat),
        occasion: 7,
        person: Some(PersonId(5)),
        ..t.owed(&meeting, MeetingNotice::Announcement)
    };
    outbox::owe_at_once(&mut db, &[(NoticeId(t.store.next_id(now)), owed)], now)
        .await
        .expect("owed");
    let one = outbox::claim_due(&mut db, now).await.expect("read").expect("a notice");
    let not_posted = outbox::Outcome::NotPosted;
    outbox::put_off(&mut db, one.id, not_posted, now, "no").await.expect("put off");
    let asked = (seat, PersonId(5), ReplyId(7));
    assert!(!t.has_heard(&mut db, meeting.id, asked).await);
    assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None);
}

/// What was decided by a clock that ran two hours ahead does not wait for two hours when it is put right.
async fn what_a_clock_that_ran_ahead_put_off_is_due_when_it_is_put_right(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let (now, ahead) = (monday_morning(), monday_morning() + TimeDelta::hours(2));
    let later = |at: DateTime<Utc>| at + TimeDelta::seconds(10);
    let mut db = t.store.writer().await.expect("a connection");
    let mut owe = async |kind: MeetingNotice, made: DateTime<Utc>| {
        let owed = Owed { due: later(made), ..t.owed(&meeting, kind) };
        let id = NoticeId(t.store.next_id(made));
        outbox::owe_at_once(&mut db, &[(id, owed)], made).await.expect("owed");
        id
    };
    // Two wait by the wrong clock, one before and one after a try; one waits by the right clock.
    let undo = owe(MeetingNotice::Cancellation, ahead).await;
    let tried = owe(MeetingNotice::Announcement, ahead - TimeDelta::minutes(1)).await;
    let claimed = outbox::claim_due(&mut db, ahead).await.expect("read").expect("one");
    assert_eq!(claimed.id, tried);
    let (again, not_posted) = (ahead + TimeDelta::minutes(1), outbox::Outcome::NotPosted);
    outbox::put_off(&mut db, tried, not_posted, again, "503").await.expect("put off");
    let id = NoticeId(t.store.next_id(now));
    let owed = Owed { due: later(now), ..t.owed(&meeting, MeetingNotice::Invitation) };
    outbox::owe_at_once(&mut db, &[(id, owed)], now).await.expect("owed");
    outbox::put_right(&mut db, now).await.expect("put right");
    let due = async |db: &mut Connection, id: NoticeId| {
        outbox::notice(db, t.one, id).await.expect("read").expect("a notice").owed.due
    };
    assert_eq!(due(&mut db, undo).await, later(now), "there is time for undoing it");
    assert_eq!(due(&mut db, tried).await, now);
    assert_eq!(due(&mut db, id).await, later(now), "what waits rightly goes on waiting");
    // A post that was edited by the wrong clock is edited again when something changes.
    while outbox::claim_due(&mut db, later(now)).await.expect("read").is_some() {}
    let place = (ChannelId(1), MessageId(1));
    outbox::sent(&mut db, tried, place, "digest", ahead).await.expect("sent");
    live::mark_stale(t.one, meeting.id, None, now).execute(&mut db).await.expect("marked");
    let stale = live::claim_stale(&mut db, now).await.expect("read");
    assert_eq!(stale.map(|one| one.notice.id), Some(tried));
}

/// A claim that comes while an action is under way waits for it, so that what is sent is made of the
/// facts as the action left them.
async fn whoever_claims_waits_for_an_action_about_the_same_message(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    {
        let mut db = t.store.begin().await.expect("a transaction");
        let owed = t.owed(&meeting, MeetingNotice::Announcement);
        outbox::owe_at_once(&mut db, &[(NoticeId(t.store.next_id(now)), owed)], now)
            .await
            .expect("owed");
        db.commit().await.expect("committed");
    }
    let mut action = t.store.begin_for(GUILDS[0]).await.expect("a transaction");
    let called = meeting.call(now).expect("callable");
    meetings::update_state(&mut action, &called).await.expect("updated");
    live::mark_stale(t.one, meeting.id, None, now).execute(&mut action).await.expect("marked");
    let claim = async {
        let claimed = {
            let mut db = t.store.writer().await.expect("a connection");
            outbox::claim_due(&mut db, now).await.expect("read")
        };
        assert!(claimed.is_some());
        let mut db = t.store.read().await.expect("a connection");
        meetings::meeting(&mut db, t.one, meeting.id).await.expect("read")
    };
    let has_claimed = std::sync::atomic::AtomicBool::new(false);
    let claim = async {
        let seen = claim.await;
        has_claimed.store(true, std::sync::atomic::Ordering::Release);
        seen
    };
    let commit = async {
        // One file has one writer: there the claim waits without being seen. Elsewhere the server says
        // who waits.
        while !t.is_a_file && !has_claimed.load(std::sync::atomic::Ordering::Acquire) {
            let mut db = t.store.read().await.expect("a connection");
            let waits = "SELECT COUNT(*) FROM pg_stat_activity
                         WHERE wait_event_type = 'Lock' AND datname = current_database()";
            let waiting: i64 = sqlx::query_scalar(waits).fetch_one(&mut *db).await.expect("read");
            if waiting > 0 {
                break;
            }
        }
        action.commit().await.expect("committed");
    };
    let (seen, ()) = tokio::join!(claim, commit);
    assert_eq!(seen, Some(called));
    let mut db = t.store.writer().await.expect("a connection");
    let stale = live::claim_stale(&mut db, now + TimeDelta::hours(1)).await.expect("read");
    assert!(stale.is_none(), "it was made after the change: there is nothing to edit");
}

/// Nobody waits for an organisation that is not theirs; in their own they take turns.
async fn organisations_do_not_wait_for_each_other(t: Twins) {
    if t.is_a_file {
        return;
    }
    let one = t.store.begin_for(GUILDS[0]).await.expect("a transaction");
    let other = t.store.begin_for(GUILDS[1]).await.expect("a transaction of another organisation");
    // Many who wait for their turn keep no connection from others.
    let mut waiting: Vec<_> = (0..20).map(|_| Box::pin(t.store.begin_for(GUILDS[0]))).collect();
    for one in &mut waiting {
        assert!(one.as_mut().now_or_never().is_none(), "it is somebody else's turn");
    }
    drop(other);
    drop(t.store.begin_for(GUILDS[1]).await.expect("again"));
    drop(one);
    for one in waiting {
        drop(one.await.expect("its turn"));
    }
}

async fn a_snapshot_is_of_one_moment(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut reader = t.store.snapshot().await.expect("a snapshot");
    let before = meetings::meeting(&mut reader, t.one, meeting.id).await.expect("read");
    let mut writer = t.store.begin().await.expect("a transaction");
    let called = meeting.call(monday_morning()).expect("callable");
    meetings::update_state(&mut writer, &called).await.expect("updated");
    writer.commit().await.expect("committed");
    let again = meetings::meeting(&mut reader, t.one, meeting.id).await.expect("read");
    assert_eq!(again, before, "what was written meanwhile belongs to another moment");
    drop(reader);
    let mut reader = t.store.snapshot().await.expect("a snapshot");
    let now = meetings::meeting(&mut reader, t.one, meeting.id).await.expect("read");
    assert_eq!(now, Some(called));
}

async fn a_live_message_that_changes_while_it_is_edited_is_edited_again(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let twin = t.meeting(t.other, monday_morning() + TimeDelta::days(20)).await;
    let now = monday_morning();
    let mut db = t.store.begin().await.expect("a transaction");
    for meeting in [&meeting, &twin] {
        let id = NoticeId(t.store.next_id(now));
        let owed = t.owed(meeting, MeetingNotice::Announcement);
        outbox::owe_at_once(&mut db, &[(id, owed)], now).await.expect("owed");
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
    live::mark_stale(t.one, meeting.id, None, now).execute(&mut db).await.expect("marked");
    let stale = live::claim_stale(&mut db, now).await.expect("read").expect("a message");
    assert_eq!(stale.notice.owed.subject.meeting(), Some(meeting.id));
    assert!(
        live::claim_stale(&mut db, now).await.expect("read").is_none(),
        "the twin's is not stale"
    );
    live::mark_stale(t.one, meeting.id, None, now).execute(&mut db).await.expect("marked");
    live::edited(&mut db, &stale, "new", now).await.expect("edited");
    let again = live::claim_stale(&mut db, now + TimeDelta::seconds(3))
        .await
        .expect("read")
        .expect("the message");
    live::edited(&mut db, &again, "newer", now).await.expect("edited");
    assert!(live::claim_stale(&mut db, now + TimeDelta::days(1)).await.expect("read").is_none());
}

async fn nothing_is_kept_of_what_is_not_committed(t: Twins) {
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.begin().await.expect("a transaction");
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
async fn a_lock_that_was_deleted_lets_nobody_else_in() {
    let t = twins(None).await;
    let path = t._folder.path().join("facts.db");
    std::fs::remove_file(path.with_extension("lock")).expect("deleted");
    let url = format!("sqlite://{}", path.display());
    let refused = Store::open(&url).await.err().expect("refused");
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    let refused = Store::open_fresh(&url).await.err().expect("refused");
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    t.can_write().await;
}

/// Somebody's copy was cut short to nothing: that is no new bot.
#[tokio::test]
async fn an_empty_file_where_there_was_a_database_is_told() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("facts.db");
    let url = format!("sqlite://{}", path.display());
    twins(Some(url.clone())).await.store.close().await;
    std::fs::write(&path, "").expect("emptied");
    let refused = Store::open(&url).await.err().expect("refused");
    assert!(matches!(refused, StoreError::Emptied(_)), "{refused}");
    assert!(refused.to_string().contains("put a backup in its place"), "{refused}");
    // Whoever means it removes the file.
    std::fs::remove_file(&path).expect("removed");
    Store::open(&url).await.expect("a new one").close().await;
}

/// A page in the middle is spoilt, or a row refers to nothing: it is found before anything is done.
#[tokio::test]
async fn damage_is_found_at_the_start() {
    use sqlx::{Connection as _, Executor as _};

    let folder = TempDir::new().expect("a folder");
    let (sound, path) = (folder.path().join("sound.db"), folder.path().join("facts.db"));
    let sound_url = format!("sqlite://{}", sound.display());
    twins(Some(sound_url.clone())).await.store.close().await;
    let url = format!("sqlite://{}", path.display());
    let refused = async || Store::open(&url).await.err().expect("refused").to_string();

    let mut bytes = std::fs::read(&sound).expect("the file");
    let mut looks = sqlx::AnyConnection::connect(&sound_url).await.expect("a connection");
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'person'";
    let page: i64 = sqlx::query_scalar(root).fetch_one(&mut looks).await.expect("its page");
    looks.close().await.expect("closed");
    let page = usize::try_from(page).expect("a page");
    bytes[(page - 1) * 4096..page * 4096].fill(0xA5);
    std::fs::write(&path, &bytes).expect("written");
    let told = refused().await;
    assert!(told.contains("damaged"), "{told}");
    assert!(std::fs::read(&path).expect("the file") == bytes, "it is left as it is");

    std::fs::copy(&sound, &path).expect("copied");
    let mut other = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    other.execute("PRAGMA foreign_keys = OFF").await.expect("set");
    let orphan = "INSERT INTO person (id, organisation, name) VALUES (77, 4711, 'Nobody')";
    other.execute(orphan).await.expect("written");
    other.close().await.expect("closed");
    let told = refused().await;
    assert!(told.contains("rows of person refer to what is not there"), "{told}");
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
    let mut db = t.store.begin().await.expect("a transaction");
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
    assert_eq!(link(&t.store, GUILDS[0], &accounts, monday_morning()).await.expect("linked"), 1);
    let mut db = t.store.read().await.expect("a connection");
    let person = people::person_of_account(&mut db, t.one, UserId(4711)).await.expect("read");
    assert_eq!(person.map(|person| person.name), Some(name));
    let twin = people::person_of_account(&mut db, t.other, UserId(4711)).await.expect("read");
    assert_eq!(twin, None, "the twin is linked to the old account still");
    drop(db);
    let unknown = HashMap::from([("Nobody".to_owned(), UserId(1))]);
    assert!(link(&t.store, GUILDS[0], &unknown, monday_morning()).await.is_err());
}

#[tokio::test]
async fn a_fresh_database_is_not_made_under_a_running_process() {
    let t = twins(None).await;
    let url = format!("sqlite://{}", t._folder.path().join("facts.db").display());
    let refused = Store::open_fresh(&url).await.err().expect("refused");
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    let mut db = t.store.read().await.expect("a connection");
    assert_eq!(groups::groups_of(&mut db, t.one).await.expect("groups").len(), 3, "untouched");
}

/// What a database of an earlier version holds is there after all later migrations, and can be worked
/// with.
#[tokio::test]
async fn a_database_that_is_full_comes_to_this_version() {
    let folder = TempDir::new().expect("a folder");
    from_the_first(format!("sqlite://{}", folder.path().join("first.db").display())).await;
    from_the_third(format!("sqlite://{}", folder.path().join("third.db").display())).await;
    if let Some(url) = postgres::fresh_database().await {
        from_the_first(url).await;
    }
    if let Some(url) = postgres::fresh_database().await {
        from_the_third(url).await;
    }
}

/// A database of an earlier version with these rows.
async fn earlier(url: &str, version: usize, rows: &[&'static str]) {
    use sqlx::migrate::{Migration, MigrationType, Migrator};
    use sqlx::{Connection as _, SqlSafeStr as _};

    let texts = [
        ("foundation", include_str!("../../migrations/0001_foundation.sql")),
        ("registry", include_str!("../../migrations/0002_registry.sql")),
        ("notices", include_str!("../../migrations/0003_notices.sql")),
    ];
    let migrations = texts[..version].iter().zip(1..).map(|((name, text), number)| {
        let sql = text.into_sql_str();
        Migration::new(number, (*name).into(), MigrationType::Simple, sql, false)
    });
    sqlx::any::install_default_drivers();
    let is_file = url.starts_with("sqlite");
    let address = if is_file { format!("{url}?mode=rwc") } else { url.to_owned() };
    let mut db = sqlx::AnyConnection::connect(&address).await.expect("a connection");
    let migrator = Migrator::with_migrations(migrations.collect());
    migrator.run(&mut db).await.expect("an earlier version");
    for row in rows {
        sqlx::query(*row).execute(&mut db).await.expect(row);
    }
    db.close().await.expect("closed");
}

async fn from_the_first(url: String) {
    let rows = [
        "INSERT INTO organisation VALUES (1, 1, 'O', 'sv-SE', 'Europe/Stockholm', 0)",
        "INSERT INTO groups VALUES (2, 1, 'Äldre', 10, 11, 'sv-SE', 'Europe/Stockholm', 7, '0 9 * * MON-FRI', '2017-01-01', NULL)",
        "INSERT INTO appointer VALUES (3, 1, 'Arboga', 'municipality')",
        "INSERT INTO seat VALUES (4, 1, 2, 3, 'member', 1)",
        "INSERT INTO person VALUES (5, 1, 'Anna', 100)",
        "INSERT INTO person VALUES (6, 1, 'Bo', NULL)",
        "INSERT INTO appointment VALUES (7, 1, 4, 5, 'ordinary', '2017-01-01', NULL)",
        "INSERT INTO appointment VALUES (8, 1, 4, 6, 'substitute', '2017-01-01', NULL)",
        "INSERT INTO meeting VALUES (9, 1, 2, 'called', 0, 1804752000, 1804762800, 'Sal 3', 1804147200, NULL, NULL)",
        "INSERT INTO notice (id, organisation, logical_key, kind, meeting, occasion, destination, state, due, channel, message, sent) VALUES (10, 1, 'a', 'invitation', 9, 0, 'channel', 'sent', 0, 10, 77, 5)",
        "INSERT INTO notice (id, organisation, logical_key, kind, meeting, seat, occasion, destination, person, state, due, trouble) VALUES (11, 1, 'b', 'summons', 9, 4, 0, 'direct', 5, 'undeliverable', 0, 'refused with 403, code 50007: Cannot send messages to this user')",
        "INSERT INTO notice (id, organisation, logical_key, kind, meeting, seat, occasion, destination, person, state, due, trouble) VALUES (12, 1, 'c', 'summons', 9, 4, 0, 'thread', 6, 'undeliverable', 0, 'no linked account')",
        "INSERT INTO notice (id, organisation, logical_key, kind, meeting, occasion, destination, state, due) VALUES (13, 1, 'd', 'announcement', 9, 0, 'channel', 'owed', 7)",
    ];
    earlier(&url, 1, &rows).await;

    let store = Store::open(&url).await.expect("this version");
    let mut db = store.begin().await.expect("a transaction");
    let organisation = OrganisationId(1);
    let group = groups::groups_of(&mut db, organisation).await.expect("groups").remove(0);
    assert_eq!((group.term.from.to_string().as_str(), &group.mandate), ("2017-01-01", &None));
    let seats = seats::seats_of(&mut db, organisation, group.id, today()).await.expect("seats");
    assert_eq!((seats.len(), seats[0].to), (1, None));
    let held = appointments::of_group(&mut db, organisation, group.id).await.expect("held");
    assert_eq!(held.len(), 2);
    let closed = deliveries::closed_to_us(&mut db, organisation).await.expect("read");
    assert_eq!(closed, [PersonId(5)], "why it failed is known from its words");
    let post = meetings::post_of(&mut db, organisation, MeetingId(9)).await.expect("read");
    assert_eq!(post, Some((ChannelId(10), MessageId(77))));
    // The invitation follows its meeting, and the thread hangs under it.
    let now = monday_morning();
    live::mark_stale(organisation, MeetingId(9), None, now).execute(&mut db).await.expect("marked");
    let stale = live::claim_stale(&mut db, now).await.expect("claimed");
    assert_eq!(stale.map(|stale| stale.notice.id), Some(NoticeId(10)));
    let owed = outbox::claim_due(&mut db, now).await.expect("claimed").expect("one");
    assert_eq!(
        (owed.id, owed.owed.subject.group(), owed.owed.subject.meeting()),
        (NoticeId(13), group.id, Some(MeetingId(9)))
    );
    db.commit().await.expect("committed");
}

async fn from_the_third(url: String) {
    let rows = [
        "INSERT INTO organisation VALUES (1, 1, 'O', 'sv-SE', 'Europe/Stockholm', 0)",
        "INSERT INTO groups VALUES (2, 1, 'Äldre', 10, 11, 'sv-SE', 'Europe/Stockholm', 7, '0 9 * * MON-FRI', '2017-01-01', NULL, 'Uppdrag')",
        "INSERT INTO appointer VALUES (3, 1, 'Arboga', 'municipality')",
        "INSERT INTO seat VALUES (4, 1, 2, 3, 'chair', 1, NULL)",
        "INSERT INTO seat VALUES (14, 1, 2, 3, 'member', 2, '2020-12-31')",
        "INSERT INTO person VALUES (5, 1, 'Anna', 100200300400500600, NULL)",
        "INSERT INTO person VALUES (6, 1, '', NULL, 99)",
        "INSERT INTO appointment VALUES (7, 1, 4, 5, 'ordinary', '2017-01-01', NULL)",
        "INSERT INTO appointment VALUES (8, 1, 14, 6, 'ordinary', '2017-01-01', '2020-12-31')",
        "INSERT INTO official VALUES (20, 1, 2, 5, 0, '2017-01-01', NULL)",
        "INSERT INTO composition VALUES (21, 1, 2, NULL, 3, NULL, 1)",
        "INSERT INTO meeting VALUES (9, 1, 2, 'scheduled', 2, 1804752000, 1804762800, 'Sal 3', NULL, NULL, 66)",
        "INSERT INTO reply VALUES (22, 1, 9, 4, 5, 'ordinary', 'absent', 'Sjuk', 5, 12)",
        "INSERT INTO audit VALUES (23, 1, 2, 5, 5, NULL, 'seat-added', 5, 4, '{}')",
        "INSERT INTO link_code VALUES (1, 5, 'digest', 1804752000, 77)",
        "INSERT INTO link_guess VALUES (24, 1, 78, 5)",
        "INSERT INTO pending_import VALUES (25, 1, 2, 79, 5, '2027-01-01', '[]', 'shown')",
        "INSERT INTO notice (id, organisation, logical_key, kind, follows, is_post, group_id, meeting, seat, occasion, destination, person, state, due, channel, message, sent, digest, changes, edited) VALUES (26, 1, 'a', 'summons', 'seat', 0, 2, 9, 4, 22, 'direct', 5, 'sent', 0, 10, 77, 5, 'd', 3, 6)",
    ];
    earlier(&url, 3, &rows).await;

    let store = Store::open(&url).await.expect("this version");
    let mut db = store.begin().await.expect("a transaction");
    let (organisation, now) = (OrganisationId(1), monday_morning());
    let anna = Person {
        id: PersonId(5),
        name: "Anna".into(),
        account: Some(UserId(100_200_300_400_500_600)),
    };
    let found = people::in_guild(&mut db, GuildId(1), UserId(100_200_300_400_500_600)).await;
    assert_eq!(found.expect("read").expect("known").1.as_ref(), Some(&anna));
    let all = people::people_of(&mut db, organisation).await.expect("read");
    assert_eq!(all, std::slice::from_ref(&anna));
    let found = meetings::with_groups(&mut db, organisation, &[MeetingId(9)], now).await;
    let found = found.expect("read").pop().expect("the meeting");
    let meetings::WithGroup { meeting, group, officials, .. } = found;
    assert_eq!((meeting.kind, meeting.revision, meeting.dating), (MeetingKind::Ordinary, 2, 0));
    assert_eq!(group.mandate.as_ref().map(|text| text.as_str()), Some("Uppdrag"));
    assert_eq!(officials, std::slice::from_ref(&anna));
    let thread = meetings::thread_of(&mut db, organisation, meeting.id).await.expect("read");
    assert_eq!(thread, Some(ChannelId(66)));
    let on = group.day_of(meeting.starts);
    let seats = read_said(&mut db, organisation, &meeting, on).await;
    assert_eq!(seats.len(), 1, "the other is abolished");
    let (occupied, said) = &seats[0];
    assert_eq!((occupied.seat.office, occupied.ordinary.as_ref()), (Office::Chair, Some(&anna)));
    assert_eq!((said.len(), said[0].1.answer), (1, Answer::Absent));
    let past = seats::occupied_seats(&mut db, organisation, group.id, date("2019-05-01")).await;
    assert_eq!(past.expect("seats").len(), 2);
    let reason = replies::reason_of(&mut db, organisation, ReplyId(22)).await.expect("read");
    assert_eq!(reason.as_deref(), Some("Sjuk"));
    let log = audit::of_group(&mut db, organisation, group.id, None, 9).await.expect("read");
    assert_eq!((log.len(), log[0].about), (1, Some(anna.id)));
    let rules = compositions::of_group(&mut db, organisation, group.id).await.expect("read");
    assert_eq!(rules.len(), 1);
    let code = sqlx::query_as("SELECT person, maker, digest, tries FROM link_code");
    let code: (i64, i64, String, i64) = code.fetch_one(&mut *db).await.expect("read");
    assert_eq!(code, (anna.id.0, 77, "digest".to_owned(), 0));
    let file = pending_imports::take(&mut db, organisation, ImportId(25)).await.expect("read");
    assert_eq!(file.map(|file| file.shown).as_deref(), Some("shown"));
    let told = deliveries::sent_to(&mut db, organisation, anna.id).await.expect("read");
    assert_eq!(told.len(), 1);
    // It takes part in what this version does.
    assert_eq!(to_call::unplanned(&mut db, organisation, now).await.expect("read").len(), 1);
    live::mark_stale(organisation, meeting.id, Some(SeatId(4)), now)
        .execute(&mut db)
        .await
        .expect("marked");
    let stale = live::claim_stale(&mut db, now).await.expect("claimed").expect("a message");
    assert_eq!((stale.notice.id, stale.changes), (NoticeId(26), 4));
    people::erase(&mut db, organisation, anna.id, now).await.expect("erased");
    let found = people::in_guild(&mut db, GuildId(1), UserId(100_200_300_400_500_600)).await;
    assert_eq!(found.expect("read").expect("the organisation").1, None);
    db.commit().await.expect("committed");
}

/// Who is refused an organisation's turn by the server leaves no connection behind that refuses others.
#[tokio::test]
async fn a_lock_that_is_refused_spoils_no_connection() {
    use sqlx::{Connection as _, Executor as _};

    let Some(url) = postgres::fresh_database().await else { return };
    let impatient = format!("{url}?options=-c%20lock_timeout%3D50");
    let store = Store::open(&impatient).await.expect("a store");
    let mut other = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    other.execute("SELECT pg_advisory_lock(1)").await.expect("held");
    for _ in 0..3 {
        assert!(store.begin_for(GuildId(1)).await.is_err(), "somebody else has it");
    }
    other.close().await.expect("given back");
    for _ in 0..20 {
        let mut db = store.begin_for(GuildId(1)).await.expect("a turn");
        let now = monday_morning();
        assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None);
        db.commit().await.expect("committed");
        let mut db = store.writer().await.expect("a connection");
        assert_eq!(outbox::claim_due(&mut db, now).await.expect("read"), None);
    }
}

/// The disk is full for a moment: what was about to be written is not, and the next one writes.
#[tokio::test]
async fn a_disk_that_was_full_for_a_moment_disables_nothing() {
    use sqlx::Executor as _;

    let t = twins(None).await;
    let mut db = t.store.begin().await.expect("a transaction");
    // No page more than there are.
    db.execute("PRAGMA max_page_count = 1").await.expect("set");
    let mut refused = None;
    for number in 0..20_000 {
        let person =
            Person { id: PersonId(1_000_000 + number), name: "å".repeat(2000), account: None };
        if let Err(error) = people::insert_people(&mut db, t.one, &[person]).await {
            refused = Some(error);
            break;
        }
    }
    assert!(matches!(refused, Some(StoreError::Unwritable(_))), "{refused:?}");
    drop(db);
    t.can_write().await;
    let mut db = t.store.read().await.expect("a connection");
    let nobody = people::person(&mut db, t.one, PersonId(1_000_000)).await.expect("read");
    assert_eq!(nobody, None, "nothing is kept of what was not committed");
}

/// A commit fails: nobody knows what state its connection is in, so that nobody gets it.
#[tokio::test]
async fn a_commit_that_fails_disables_nothing() {
    use sqlx::Executor as _;

    let t = twins(None).await;
    for _ in 0..3 {
        let mut db = t.store.begin().await.expect("a transaction");
        db.execute("PRAGMA defer_foreign_keys = ON").await.expect("set");
        let orphan = "INSERT INTO person (id, organisation, name) VALUES (77, 4711, 'Nobody')";
        db.execute(orphan).await.expect("written for now");
        let refused = db.commit().await.expect_err("there is no such organisation");
        assert!(!matches!(refused, StoreError::Uncertain(_)), "it is known: {refused:?}");
        t.can_write().await;
    }
    let mut db = t.store.read().await.expect("a connection");
    let nobody = people::person(&mut db, OrganisationId(4711), PersonId(77)).await;
    assert_eq!(nobody.expect("read"), None);
}

/// The bot is restarted within a second, by a clock that was set back by an hour: no id is given twice.
#[tokio::test]
async fn ids_go_on_above_all_that_there_are() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("facts.db").display());
    let t = twins(Some(url.clone())).await;
    let meeting = t.meeting(t.one, monday_morning() + TimeDelta::days(20)).await;
    let mut db = t.store.begin().await.expect("a transaction");
    let id = NoticeId(t.store.next_id(monday_morning()));
    let owed = t.owed(&meeting, MeetingNotice::Announcement);
    outbox::owe_at_once(&mut db, &[(id, owed)], monday_morning()).await.expect("owed");
    db.commit().await.expect("committed");
    t.store.close().await;
    drop(t);
    let store = Store::open(&url).await.expect("a store");
    for back in [0, 3600] {
        let next = store.next_id(monday_morning() - TimeDelta::seconds(back));
        assert!(next > id.0, "{next} after {id}");
    }
}

/// The answer to a commit is lost with the connection: nobody may say that nothing was kept.
#[tokio::test]
async fn a_commit_without_an_answer_is_uncertain() {
    use sqlx::{Connection as _, Executor as _};

    let Some(url) = postgres::fresh_database().await else { return };
    let store = Store::open(&url).await.expect("a store");
    let mut db = store.begin().await.expect("a transaction");
    let backend: i64 = sqlx::query_scalar("SELECT CAST(pg_backend_pid() AS BIGINT)")
        .fetch_one(&mut *db)
        .await
        .expect("its number");
    let mut other = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    let end = format!("SELECT pg_terminate_backend({backend}, 10000)");
    other.execute(sqlx::AssertSqlSafe(end)).await.expect("ended");
    let lost = db.commit().await.expect_err("nobody is there");
    assert!(matches!(lost, StoreError::Uncertain(_)), "{lost:?}");
    // The next one has a connection of its own.
    store.begin().await.expect("a transaction").commit().await.expect("committed");
}

/// A network between us and the server, that falls silent for the connections that there are when it is told to.
struct Wire {
    address: std::net::SocketAddr,
    silent: tokio::sync::watch::Sender<()>,
}

impl Wire {
    async fn to(server: String) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let silent = tokio::sync::watch::Sender::new(());
        let heard = silent.clone();
        tokio::spawn(async move {
            loop {
                let (mut near, _) = listener.accept().await.expect("a connection");
                let mut far = tokio::net::TcpStream::connect(&server).await.expect("the server");
                let mut silenced = heard.subscribe();
                tokio::spawn(async move {
                    let silenced = tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => return,
                        silenced = silenced.changed() => silenced,
                    };
                    // Neither end hears of the other any more, nor that it is gone.
                    if silenced.is_ok() {
                        std::future::pending::<()>().await;
                    }
                });
            }
        });
        Self { address, silent }
    }
}

/// A server that was lost for a moment is taken up again; whoever finds that another works there ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lead_is_kept_over_a_lost_connection_and_not_over_another_process() {
    use sqlx::Connection as _;
    const CUT: &str = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND database =
               (SELECT oid FROM pg_database WHERE datname = current_database())";
    const WHO: &str = "SELECT COALESCE(MAX(pid), 0)::bigint FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND database =
               (SELECT oid FROM pg_database WHERE datname = current_database())";
    let Some(url) = postgres::fresh_database().await else { return };
    let (start, rest) = url.split_once('@').expect("an address");
    let (server, name) = rest.split_once('/').expect("a database");
    let wire = Wire::to(server.to_owned()).await;
    let through = format!("{start}@{}/{name}", wire.address);
    let mut lead = Lead::take(&through).await.expect("nobody else");
    let mut other = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    let mut count = async |statement: &str| -> i64 {
        let asked = sqlx::query_scalar(sqlx::AssertSqlSafe(statement.to_owned()));
        asked.fetch_one(&mut other).await.expect("a number")
    };
    let before = count(WHO).await;
    assert!(before > 0);
    // The server still serves who is not heard any more, who is none but ourselves.
    wire.silent.send_replace(());
    let taken_up_again = async {
        while [0, before].contains(&count(WHO).await) {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        () = lead.lost() => panic!("nobody else works there"),
        () = taken_up_again => {}
    }
    // Cut once more, and somebody else is quicker.
    assert_eq!(count(CUT).await, 1);
    while count("SELECT CASE WHEN pg_try_advisory_lock(-5431172612) THEN 1 ELSE 0 END + 0::bigint")
        .await
        == 0
    {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let lost = tokio::time::timeout(std::time::Duration::from_secs(60), lead.lost());
    lost.await.expect("it is noticed");
}
