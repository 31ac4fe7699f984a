//! What is told by the clock: reminders, how a meeting stands, substitutes who are silent; at night, and after the bot was away.

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Europe::Stockholm;
use kallelse::domain::local_time::instant;
use serde_json::{Value, json};

use crate::harness::{Person, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    those_expected_are_reminded_and_the_official_sees_how_it_stands,
    a_silent_substitute_is_reminded_and_then_the_official_hears_of_it,
    a_substitute_is_reminded_when_the_bot_is_back_and_the_official_hears_a_day_later,
);

const POSTS: &str = "POST /channels/*/messages";
const CALLED: &str = "2027-03-04T09:00:00+01:00";

/// The messages of the officials' channel that hold these words.
async fn told(t: &TestApp, part: &str) -> Vec<Value> {
    let seen = t.official("Äldre").sees("tjänstemän-äldre").await;
    seen.into_iter().filter(|one| one["flags"] != 64 && words(one).contains(part)).collect()
}

/// The reminders in the meetings' threads, of that day as they show it.
async fn reminders_of(t: &TestApp, day: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for thread in t.threads().await {
        let seen = t.member("Sala").sees_in(&thread).await;
        let line = format!("Påminnelse: Äldre, {day}");
        found.extend(seen.into_iter().filter(|one| words(one).contains(&line)));
    }
    found
}

/// Those whom a message has pinged.
fn pinged(message: &Value) -> Vec<&str> {
    let all = message["pinged"].as_array().expect("who was pinged");
    all.iter().filter_map(Value::as_str).collect()
}

impl TestApp {
    /// Discord takes no message any more.
    async fn discord_is_away(&self) {
        for route in [POSTS, "POST /users/@me/channels", "GET /channels/*/messages"] {
            let fault = json!({ "route": route, "kind": "status", "status": 503 });
            self.post("/sandbox/faults", &fault).await;
        }
    }
}

impl Person<'_> {
    async fn last_direct(&self) -> Value {
        self.direct_messages().await.pop().expect("a direct message")
    }
}

async fn those_expected_are_reminded_and_the_official_sees_how_it_stands(t: TestApp) {
    t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (arboga, arbogas) = (t.member("Arboga"), t.substitute("Arboga"));
    let (sala, norberg) = (t.member("Sala"), t.member("Norberg"));
    arboga.press("Förhinder").await;
    arbogas.press_on(&arbogas.last_direct().await, "Jag kommer").await.expect("Tack");
    norberg.press("Förhinder").await;
    let norbergs = t.substitute("Norberg");
    norbergs.press_on(&norbergs.last_direct().await, "Kan inte").await;

    // Two days before, the official alone.
    t.until(at("2027-03-09T08:59:00+01:00")).await;
    assert!(told(&t, "väntas komma – Äldre").await.is_empty());
    t.until(at("2027-03-09T09:00:00+01:00")).await;
    let summary = told(&t, "13 av 14 väntas komma – Äldre, tors 11 mars 2027 kl. 09:00").await;
    let [summary] = &summary[..] else { panic!("one summary: {summary:?}") };
    assert_eq!(pinged(summary), [t.official("Äldre").id], "and nobody else");
    let said = words(summary);
    for part in [
        "1 plats blir tom",
        "✅ Arboga: Arboga, ersättare, Äldre kommer",
        "Ännu ingen från: Norberg",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    assert!(reminders_of(&t, "").await.is_empty());

    // The day before, all who are expected, and they alone; in one post.
    t.until(at("2027-03-10T09:00:00+01:00")).await;
    let all = reminders_of(&t, "tors 11 mars").await;
    let [reminder] = &all[..] else { panic!("one reminder: {all:?}") };
    let first = words(reminder);
    let line = "Påminnelse: Äldre, tors 11 mars 2027 kl. 09:00, Regionhuset, sal 3";
    assert!(first.starts_with(line), "{first}");
    assert_eq!(pinged(reminder).len(), 13);
    for (person, is_pinged) in
        [(&arboga, false), (&norberg, false), (&arbogas, true), (&sala, true)]
    {
        assert_eq!(pinged(reminder).contains(&person.id.as_str()), is_pinged, "{}", person.id);
    }
    // Whoever cannot come says so there, and the reminder is true again.
    sala.press_on(reminder, "Förhinder").await.expect("har anmält förhinder");
    t.pass(TimeDelta::seconds(10)).await;
    let now = reminders_of(&t, "tors 11 mars").await;
    assert!(!words(&now[0]).contains(&sala.id), "{}", words(&now[0]));
    assert_eq!(told(&t, "väntas komma – Äldre").await.len(), 1, "kept up to date");

    // When it begins, neither waits for an answer any more.
    t.until(at("2027-03-11T09:01:00+01:00")).await;
    let now = reminders_of(&t, "tors 11 mars").await;
    assert_eq!(button(&now[0], "Förhinder"), None, "{:#}", now[0]);
    assert!(told(&t, "Gick inte ut").await.is_empty());
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_just_been_told_is_not_reminded_and_who_is_called_to_another_time_is_reminded_of_that()
 {
    let t = TestApp::spawn().await;
    // It is Monday. Called for tomorrow; and for the day after, where there is a day between.
    t.schedule("2027-02-02", "13:00").await;
    t.schedule("2027-02-03", "13:00").await;
    t.until(at("2027-02-02T12:59:00+01:00")).await;
    assert_eq!(reminders_of(&t, "ons 3 februari 2027 kl. 13:00").await.len(), 1);
    assert_eq!(reminders_of(&t, "").await.len(), 1, "and of nothing else");
    assert!(told(&t, "väntas komma – Äldre").await.is_empty(), "the official has just seen it");
    t.until(at("2027-02-03T13:00:00+01:00")).await;

    // Moved after it was reminded of, to the next week: reminded once more, of the new time.
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-10T10:00:00+01:00")).await;
    let moves = json!({ "meeting": march, "date": "18 mars" });
    t.chair("Äldre").agreed("meeting move", moves).await.expect("är flyttat till torsdag 18 mars");
    t.until(at("2027-03-17T08:59:00+01:00")).await;
    let shown = "tors 18 mars";
    let threads = t.threads().await;
    let last = threads.last().expect("a thread");
    let seen = t.member("Sala").sees_in(last).await;
    let old = seen.iter().find(|one| words(one).contains("Påminnelse")).expect("the reminder");
    assert!(words(old).starts_with("Flyttat: Äldre, tors 18 mars 2027 kl. 09:00"), "{old:#}");
    assert_eq!(button(old, "Förhinder"), None, "it is asked about in the group's channel");
    t.until(at("2027-03-17T09:00:00+01:00")).await;
    assert_eq!(reminders_of(&t, shown).await.len(), 1);
    assert_eq!(told(&t, "väntas komma – Äldre").await.len(), 2);
    t.finish().await;
}

async fn a_silent_substitute_is_reminded_and_then_the_official_hears_of_it(t: TestApp) {
    t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (arboga, arbogas) = (t.member("Arboga"), t.substitute("Arboga"));
    let (sala, salas) = (t.member("Sala"), t.substitute("Sala"));
    arboga.press("Förhinder").await;
    sala.press("Förhinder").await;
    let summons = arbogas.last_direct().await;
    arbogas.press_on(&summons, "Jag kommer").await.expect("Tack");
    assert_eq!(salas.direct_messages().await.len(), 1);

    // After a day the silent one is asked once more, with the same buttons.
    t.until(at("2027-03-05T09:00:05+01:00")).await;
    assert_eq!(salas.direct_messages().await.len(), 1);
    t.until(at("2027-03-05T09:01:00+01:00")).await;
    assert_eq!(arbogas.direct_messages().await.len(), 1, "who has answered is left in peace");
    let reminder = salas.last_direct().await;
    let said = words(&reminder);
    let line = "Påminnelse: kan du komma i stället för Sala, ledamot, Äldre? Äldre, tors 11 mars 2027 kl. 09:00";
    assert!(said.starts_with(line), "{said}");
    assert!(button(&reminder, "Jag kommer").is_some());
    assert!(told(&t, "har inte svarat. Ring").await.is_empty());

    // A day later the official hears of it, once; and when it is answered, that it is settled.
    t.until(at("2027-03-06T09:01:00+01:00")).await;
    let alert = told(&t, "Sala, ersättare, Äldre har inte svarat. Ring eller mejla").await;
    let [alert] = &alert[..] else { panic!("one alert: {alert:?}") };
    assert_eq!(pinged(alert).len(), 2, "an alarm is for the deputy, too");
    assert!(words(alert).contains("fick frågan torsdag 4 mars 2027 kl. 09:00"), "{}", words(alert));
    salas.press_on(&reminder, "Jag kommer").await.expect("Tack");
    t.pass(TimeDelta::seconds(10)).await;
    assert!(
        told(&t, "har inte svarat. Ring").await.is_empty(),
        "the alarm does not outlive its cause"
    );
    assert_eq!(told(&t, "Sala, ersättare, Äldre kommer som ersättare").await.len(), 1);
    assert_eq!(salas.direct_messages().await.len(), 2);

    // Near the meeting: after three hours, and an hour.
    t.until(at("2027-03-10T09:30:00+01:00")).await;
    t.member("Norberg").press("Förhinder").await.expect("kallas nu");
    let norbergs = t.substitute("Norberg");
    t.until(at("2027-03-10T12:29:00+01:00")).await;
    assert_eq!(norbergs.direct_messages().await.len(), 1);
    t.until(at("2027-03-10T12:30:00+01:00")).await;
    assert_eq!(norbergs.direct_messages().await.len(), 2);
    assert!(told(&t, "Norberg, ersättare, Äldre har inte svarat").await.is_empty());
    t.until(at("2027-03-10T13:30:00+01:00")).await;
    assert_eq!(told(&t, "Norberg, ersättare, Äldre har inte svarat").await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_move_that_is_taken_back_leaves_the_question_open_and_one_that_is_not_asks_another() {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at(CALLED)).await;
    let (chair, salas) = (t.chair("Äldre"), t.substitute("Sala"));
    let moves = async |day: &str| {
        let options = json!({ "meeting": march, "date": day });
        chair.agreed("meeting move", options).await.expect("är flyttat");
    };
    t.member("Sala").press("Förhinder").await;
    assert_eq!(salas.direct_messages().await.len(), 1);
    // To another day and back, of which nobody hears.
    moves("12 mars").await;
    moves("11 mars").await;
    t.until(at("2027-03-05T09:05:00+01:00")).await;
    assert_eq!(salas.direct_messages().await.len(), 2, "the question, and once more");
    // The same on the morning of the reminder keeps nobody from it.
    t.until(at("2027-03-10T08:50:00+01:00")).await;
    moves("12 mars").await;
    moves("11 mars").await;
    t.until(at("2027-03-10T09:00:00+01:00")).await;
    assert_eq!(reminders_of(&t, "tors 11 mars").await.len(), 1);

    // Moved for good: they are asked about that, and reminded of that question alone.
    let before = salas.direct_messages().await.len();
    moves("25 mars").await;
    t.until(at("2027-03-11T08:50:00+01:00")).await;
    assert_eq!(salas.direct_messages().await.len(), before + 1, "asked about the new day");
    t.until(at("2027-03-11T09:10:00+01:00")).await;
    let reminder = salas.direct_messages().await;
    assert_eq!(reminder.len(), before + 2);
    let said = words(&reminder[before + 1]);
    assert!(said.starts_with("Påminnelse: kan du komma") && said.contains("25 mars"), "{said}");
    assert_eq!(reminders_of(&t, "tors 25 mars").await.len(), 0, "which is two weeks away");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_said_to_be_silent_who_could_not_be_reminded_yet() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-18", "09:00").await;
    t.until(at("2027-03-11T09:00:00+01:00")).await;
    t.member("Sala").press("Förhinder").await.expect("kallas strax");
    let salas = t.substitute("Sala");
    t.until(at("2027-03-12T08:00:00+01:00")).await;
    t.discord_is_away().await;
    t.until(at("2027-03-13T15:00:00+01:00")).await;
    t.delete("/sandbox/faults").await;
    t.pass(TimeDelta::minutes(30)).await;
    assert_eq!(salas.direct_messages().await.len(), 2, "reminded when Discord is back");
    let alert = "har inte svarat. Ring eller mejla";
    assert!(told(&t, alert).await.is_empty(), "and has a day to answer");
    assert!(told(&t, "Kalla Sala").await.is_empty(), "who can be reached is not to be phoned");
    t.until(at("2027-03-14T15:30:00+01:00")).await;
    assert_eq!(told(&t, alert).await.len(), 1);
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_night_before_a_meeting_the_official_does_not_wait_for_a_reminder() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "07:00").await;
    t.until(at("2027-03-10T22:00:00+01:00")).await;
    t.member("Sala").press("Förhinder").await.expect("kallas nu");
    let salas = t.substitute("Sala");
    t.until(at("2027-03-11T01:55:00+01:00")).await;
    assert!(told(&t, "har inte svarat. Ring").await.is_empty());
    t.until(at("2027-03-11T02:05:00+01:00")).await;
    let alert = told(&t, "har inte svarat. Ring").await;
    assert_eq!(alert.len(), 1);
    assert!(words(&alert[0]).contains("fick frågan onsdag 10 mars 2027 kl. 22:00"), "{alert:#?}");
    t.until(at("2027-03-11T07:30:00+01:00")).await;
    assert_eq!(salas.direct_messages().await.len(), 1, "nobody is reminded when it has begun");
    assert!(told(&t, "gick inte ut i tid").await.is_empty(), "nobody was away");
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_night_reminders_and_digests_wait_and_all_else_does_not() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let (norberg, salas) = (t.member("Norberg"), t.substitute("Sala"));
    norberg.command("calendar follow", json!({ "group": "Äldre" })).await;
    t.until(at("2027-03-10T07:30:00+01:00")).await;
    t.schedule("2027-03-25", "09:00").await;
    let before = norberg.direct_messages().await.len();
    // Discord is away from before the digest and the reminder until late in the evening.
    t.discord_is_away().await;
    t.until(at("2027-03-10T18:30:00+01:00")).await;
    t.member("Sala").press("Förhinder").await.expect("kallas nu");
    t.until(at("2027-03-10T22:00:00+01:00")).await;
    t.delete("/sandbox/faults").await;
    t.until(at("2027-03-11T06:59:00+01:00")).await;
    assert_eq!(reminders_of(&t, "tors 11 mars").await.len(), 0, "nobody is reminded at night");
    assert_eq!(norberg.direct_messages().await.len(), before, "nor told of what is new");
    assert_eq!(salas.direct_messages().await.len(), 1, "who is needed is asked at once");
    assert_eq!(told(&t, "Förhinder: Sala").await.len(), 1);

    t.until(at("2027-03-11T07:05:00+01:00")).await;
    assert_eq!(reminders_of(&t, "tors 11 mars").await.len(), 1);
    assert_eq!(norberg.direct_messages().await.len(), before + 1);
    assert_eq!(salas.direct_messages().await.len(), 2, "and is reminded in the morning");
    t.finish().await;
}

/// Nothing is done from one instant until another.
async fn away(t: &TestApp, (from, until): (&str, &str)) {
    t.until(at(from)).await;
    t.clock.set(at(until));
    t.settle().await;
    t.pass(TimeDelta::minutes(5)).await;
}

/// Something that is due while the bot is away, of a meeting at 13:00: so many days before, at a time; by which words it is told,
/// and how it is named where it was of no use any more.
struct Due {
    what: &'static str,
    days_before: i64,
    at: &'static str,
    told: &'static str,
    missed: &'static str,
}

const DUE: [Due; 5] = [
    Due {
        what: "call",
        days_before: 7,
        at: "09:00",
        told: "Kallelse: Äldre, {day} kl. 13:00",
        missed: "Kallelsen till mötet i Äldre, {day} kl. 13:00, gick aldrig ut.",
    },
    Due {
        what: "summary",
        days_before: 2,
        at: "09:00",
        told: "väntas komma – Äldre, {day} kl. 13:00",
        missed: "• läget inför ett möte",
    },
    Due {
        what: "reminder",
        days_before: 1,
        at: "09:00",
        told: "Påminnelse: Äldre, {day} kl. 13:00",
        missed: "• påminnelse om ett möte",
    },
    Due {
        what: "alert",
        days_before: 5,
        at: "10:00",
        told: "har inte svarat. Ring eller mejla – Äldre, {day} kl. 13:00",
        missed: "• besked om en ersättare som inte har svarat: Sala, ersättare, Äldre",
    },
    Due {
        what: "move",
        days_before: 4,
        at: "15:01",
        told: "Flyttat: Äldre, {day} kl. 13:30, Regionhuset, sal 3 (förut {day} kl. 13:00)",
        missed: "• att ett möte är ändrat",
    },
];
/// For how many minutes the bot is away: a minute, an hour, a day, eight days.
const AWAY: [i64; 4] = [1, 60, 24 * 60, 8 * 24 * 60];

/// A day as a message shows it.
fn shown(day: NaiveDate) -> String {
    const WEEKDAYS: [&str; 7] = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"];
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    format!("{weekday} {} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// How many messages hold these words, in the group's channel and threads and that of its officials.
async fn read_by_somebody(t: &TestApp, part: &str) -> usize {
    let sala = t.member("Sala");
    let mut all = sala.sees("äldre").await;
    for thread in t.threads().await {
        all.extend(sala.sees_in(&thread).await);
    }
    let of_group = all.iter().filter(|one| one["flags"] != 64 && words(one).contains(part)).count();
    of_group + told(t, part).await.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_due_while_the_bot_is_away_is_told_once_or_named_to_the_official() {
    let t = TestApp::spawn().await;
    // Each of a meeting of its own, three weeks after the last.
    let mut day = NaiveDate::from_ymd_opt(2027, 2, 24).expect("a day");
    for due in &DUE {
        for minutes in AWAY {
            let name = format!("{}, away for {minutes} minutes", due.what);
            let at = |days_before: i64, time: &str| {
                let time = NaiveTime::parse_from_str(time, "%H:%M").expect("a time");
                instant(Stockholm, (day - TimeDelta::days(days_before)).and_time(time))
            };
            let meeting = t.schedule(&day.to_string(), "13:00").await;
            let sala = t.member("Sala");
            if due.what == "alert" {
                t.until(at(7, "10:00")).await;
                let seen = sala.sees("äldre").await;
                let call = seen.iter().rfind(|one| button(one, "Förhinder").is_some());
                sala.press_on(call.expect("called"), "Förhinder").await.expect("har anmält");
            }
            let is_due = at(due.days_before, due.at);
            t.until(is_due - TimeDelta::minutes(1)).await;
            if due.what == "move" {
                let moves = json!({ "meeting": meeting, "time": "13:30" });
                t.chair("Äldre").agreed("meeting move", moves).await.expect("är flyttat");
            }
            let gone = is_due - TimeDelta::seconds(20);
            t.until(gone).await;
            t.clock.set(gone + TimeDelta::minutes(minutes));
            t.settle().await;

            let is_told = gone + TimeDelta::minutes(minutes) < at(0, "13:00");
            let [told_by, missed_by] =
                [due.told, due.missed].map(|words| words.replace("{day}", &shown(day)));
            for _ in 0..2 {
                t.pass(TimeDelta::hours(2)).await;
                let count = read_by_somebody(&t, &told_by).await;
                assert_eq!(count, usize::from(is_told), "{name}");
                let missed = told(&t, &missed_by).await;
                let of_this = missed.iter().filter(|one| words(one).contains(&shown(day)));
                assert_eq!(of_this.count(), usize::from(!is_told), "{name}: {missed:#?}");
            }
            day += TimeDelta::days(21);
        }
    }
    t.finish().await;
}

async fn a_substitute_is_reminded_when_the_bot_is_back_and_the_official_hears_a_day_later(
    t: TestApp,
) {
    // A substitute who was asked before it was away for three days is reminded once, and the official hears a day later.
    let (sala, salas) = (t.member("Sala"), t.substitute("Sala"));
    t.schedule("2027-05-20", "13:00").await;
    t.until(at("2027-05-13T10:00:00+02:00")).await;
    sala.press("Förhinder").await;
    assert_eq!(salas.direct_messages().await.len(), 1);
    away(&t, ("2027-05-13T11:00:00+02:00", "2027-05-16T11:00:00+02:00")).await;
    assert_eq!(salas.direct_messages().await.len(), 2);
    let alert = "har inte svarat. Ring eller mejla";
    assert!(told(&t, alert).await.is_empty(), "they have just been reminded");
    t.until(at("2027-05-17T11:05:00+02:00")).await;
    assert_eq!(told(&t, alert).await.len(), 1);
    t.finish().await;
}
