//! Half a year of three groups, with every kind of change, a bot that is restarted and a Discord that fails: at its end
//! everything says the same, and nobody has been pinged more than once for what concerned them.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use icalendar::Component;
use kallelse::actions::registry::seat::SeatChange;
use kallelse::actions::view::MeetingView;
use kallelse::app::{Bot, BotConfig};
use kallelse::clock::Clock;
use kallelse::domain::id::{MeetingId, OrganisationId};
use kallelse::secret::Token;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::feeds::local;
use crate::harness::{Person, TestApp, at, button, words};

const GROUPS: [(&str, &str); 3] =
    [("Äldre", "äldre"), ("Barn/unga", "barn-unga"), ("Kultur/idrott", "kultur-idrott")];
/// The Thursday, the Wednesday and the Tuesday of each month on which they meet, in that order.
const DAYS: [[&str; 3]; 6] = [
    ["2027-02-18", "2027-02-17", "2027-02-16"],
    ["2027-03-18", "2027-03-17", "2027-03-16"],
    ["2027-04-15", "2027-04-14", "2027-04-13"],
    ["2027-05-20", "2027-05-19", "2027-05-19"],
    ["2027-06-10", "2027-06-09", "2027-06-08"],
    ["2027-07-01", "2027-06-30", "2027-06-29"],
];

impl TestApp {
    /// As whoever has the clock: from one event to the next, also with a bot that has been started anew.
    async fn live_until(&self, to: DateTime<Utc>) {
        let worker = &self.demo.bot.worker;
        let next = async || worker.next_event().await.expect("the facts");
        self.at_once().await;
        while let Some(event) = next().await.filter(|event| *event <= to) {
            self.clock.set(event);
            self.at_once().await;
            if next().await.is_some_and(|again| again <= event) {
                break;
            }
        }
        self.clock.set(to);
        self.at_once().await;
    }

    async fn live(&self, time: TimeDelta) {
        self.live_until(self.clock.now() + time).await;
    }

    /// A meeting as the facts have it.
    async fn facts_of(&self, meeting: &str) -> MeetingView {
        let meeting: i64 = meeting.parse().expect("an id");
        let mut db = self.demo.bot.store.read().await.expect("a connection");
        let organisation = sqlx::query_scalar("SELECT organisation FROM meeting WHERE id = $1")
            .bind(meeting)
            .fetch_one(&mut *db)
            .await
            .expect("a meeting");
        let organisation = OrganisationId(organisation);
        let view = MeetingView::load(&mut db, organisation, MeetingId(meeting), self.clock.now());
        view.await.expect("a meeting")
    }

    /// The messages in channels and threads that wait for somebody's answer.
    async fn still_asking(&self) -> Vec<String> {
        let state = self.get("/sandbox/state").await;
        let administrator = self.person("Serverns administratör");
        let mut asking = Vec::new();
        for channel in state["guilds"][0]["channels"].as_array().expect("channels") {
            let seen = administrator.sees_in(channel["id"].as_str().expect("an id")).await;
            let open = seen.iter().filter(|one| {
                ["Förhinder", "Kan inte", "Ersättaren kommer"]
                    .iter()
                    .any(|label| button(one, label).is_some())
            });
            asking.extend(open.map(words));
        }
        asking
    }

    /// All that has pinged anybody, by whom: how often in channels and threads, and how often directly.
    async fn pings(&self) -> BTreeMap<String, (usize, usize)> {
        let mut pings: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let names: BTreeMap<&str, &str> = self
            .demo
            .guild
            .users
            .iter()
            .map(|user| (user.id.as_str(), user.name.as_str()))
            .collect();
        let state = self.get("/sandbox/state").await;
        let administrator = self.person("Serverns administratör");
        for channel in state["guilds"][0]["channels"].as_array().expect("channels") {
            for message in administrator.sees_in(channel["id"].as_str().expect("an id")).await {
                for pinged in message["pinged"].as_array().into_iter().flatten() {
                    let name = names[pinged.as_str().expect("an id")];
                    pings.entry(name.to_owned()).or_default().0 += 1;
                }
            }
        }
        for user in &self.demo.guild.users {
            let direct = self.person(&user.name).direct_messages().await.len();
            pings.entry(user.name.clone()).or_default().1 += direct;
        }
        pings
    }
}

impl Person<'_> {
    async fn last(&self) -> Value {
        self.direct_messages().await.pop().expect("a direct message")
    }

    /// The invitation to the meeting on a day, in their group's channel.
    async fn invitation(&self, channel: &str, day: &str) -> Value {
        let seen = self.sees(channel).await;
        let of_day = |one: &&Value| words(one).contains(day) && button(one, "Förhinder").is_some();
        let found = seen.iter().find(of_day);
        found.unwrap_or_else(|| panic!("no invitation to {day} in {channel}")).clone()
    }
}

/// The bot is stopped, and another one started on the same facts.
macro_rules! restart {
    ($t:ident, $url:expr) => {
        let old = $t.demo.bot;
        old.stop().await;
        let config = BotConfig {
            base: $t.demo.sandbox.base(),
            token: Token::new($t.demo.sandbox.token()),
            silence: Duration::from_secs(98),
            database_url: $url.to_owned(),
            web: kallelse::web::WebConfig {
                listen: Some(([127, 0, 0, 1], 0).into()),
                address: kallelse::web::PublicAddress::AsServed,
                ..kallelse::web::WebConfig::default()
            },
        };
        let clock = Clock::Simulated($t.clock.clone());
        $t.demo.bot = Bot::start(config, clock).await.expect("a bot");
        $t.demo.bot.ready().await;
    };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_year_of_three_groups_ends_with_everything_agreeing_and_few_pings() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("facts.db").display());
    let mut t = TestApp::spawn_on(Some(url.clone())).await;
    let mut meetings: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (month, days) in DAYS.iter().enumerate() {
        for (which, (group, _)) in GROUPS.iter().enumerate() {
            let options =
                json!({ "group": group, "date": days[which], "time": "09:00", "place": "Sal 3" });
            t.chair(group).agreed("meeting schedule", options).await.expect("är bokat");
            let chosen = t.chair(group).suggestions("meeting show", json!({}), "meeting").await;
            let id = |one: &Value| one["value"].as_str().and_then(|id| id.parse::<i64>().ok());
            let newest = chosen.iter().filter_map(id).max().expect("a meeting");
            meetings.insert((month, which), newest.to_string());
        }
    }
    let (arboga, arbogas) = ("Arboga, ledamot, Äldre", "Arboga, ersättare, Äldre");

    // February: an absence, and the substitute comes.
    t.live_until(at("2027-02-11T10:00:00+01:00")).await;
    let invitation = t.person(arboga).invitation("äldre", "18 februari").await;
    t.person(arboga).press_on(&invitation, "Förhinder").await.expect("har anmält förhinder");
    t.live(TimeDelta::minutes(1)).await;
    t.person(arbogas).press_on(&t.person(arbogas).last().await, "Jag kommer").await.expect("Tack");
    // One is taken back when the substitute has heard of it, and one before anybody has.
    for (municipality, seconds) in [("Hallstahammar", 60), ("Kungsör", 5)] {
        let member = t.member(municipality);
        member.press_at_once(&invitation, "Förhinder").await.expect("har anmält förhinder");
        t.live(TimeDelta::seconds(seconds)).await;
        member.press_at_once(&invitation, "Jag kommer").await.expect("vi ses på mötet");
        t.live(TimeDelta::minutes(1)).await;
    }
    restart!(t, url);

    // March: moved by a week after it was called; a member who was away is asked anew, and is away then, too.
    t.live_until(at("2027-03-11T10:00:00+01:00")).await;
    let invitation = t.person(arboga).invitation("äldre", "18 mars").await;
    t.person(arboga).press_on(&invitation, "Förhinder").await.expect("har anmält förhinder");
    t.live(TimeDelta::minutes(1)).await;
    let moved = json!({ "meeting": meetings[&(1, 0)], "date": "25 mars" });
    t.chair("Äldre").agreed("meeting move", moved).await.expect("är flyttat till torsdag 25 mars");
    t.live(TimeDelta::minutes(2)).await;
    t.person(arboga).press_on(&t.person(arboga).last().await, "Förhinder").await;
    t.live(TimeDelta::minutes(1)).await;
    t.person(arbogas).press_on(&t.person(arbogas).last().await, "Jag kommer").await.expect("Tack");

    // April: one is cancelled after it was called; of another a substitute says nothing, and the official writes it down.
    t.live_until(at("2027-04-09T10:00:00+02:00")).await;
    let cancelled = json!({ "meeting": meetings[&(2, 1)], "reason": "För få ärenden" });
    t.chair("Barn/unga").agreed("meeting cancel", cancelled).await.expect("inställt");
    let invitation = t.person(arboga).invitation("äldre", "15 april").await;
    t.person(arboga).press_on(&invitation, "Förhinder").await;
    t.live_until(at("2027-04-12T10:00:00+02:00")).await;
    let official = t.official("Äldre");
    let told = official.sees("tjänstemän-äldre").await;
    let alert =
        told.iter().rfind(|one| words(one).contains("har inte svarat. Ring")).expect("an alert");
    official.press_on(alert, "Ersättaren kommer").await.expect("Noterat");
    restart!(t, url);

    // A substitute becomes the member, between two meetings.
    t.live_until(at("2027-04-20T10:00:00+02:00")).await;
    let official = t.official("Äldre");
    let seat = json!({ "group": "Äldre", "seat": "Skinnskatteberg" });
    let seat = official.suggestions("group seat", seat, "seat").await[0]["value"].clone();
    let ordinary = SeatChange::ALL.iter().position(|one| *one == SeatChange::Ordinary);
    let successor = "Skinnskatteberg, ersättare, Äldre";
    let change = json!({ "group": "Äldre", "seat": seat, "change": ordinary, "person": successor });
    official.agreed("group seat", change).await.expect("Sparat.");

    // May: two groups meet at one hour, and one of those who are called to both says which.
    t.live_until(at("2027-05-12T10:00:00+02:00")).await;
    let both = t.person("Sala, ledamot, Barn/unga och Kultur/idrott");
    let which = both.last().await;
    both.press_on(&which, "Jag går på Barn/unga, ons 19 maj 2027 kl. 09:00")
        .await
        .expect("**Kultur/idrott**");
    t.live(TimeDelta::minutes(1)).await;

    // June: one group calls ten days ahead from now on, another calls once before its time; three changes within a minute.
    t.live_until(at("2027-05-25T10:00:00+02:00")).await;
    let earlier = json!({ "group": "Kultur/idrott", "lead-days": 10 });
    t.official("Kultur/idrott").agreed("group settings", earlier).await.expect("10 dagar");
    let early = json!({ "meeting": meetings[&(4, 1)] });
    t.chair("Barn/unga").agreed("meeting call", early).await.expect("går ut i");
    t.live_until(at("2027-06-02T10:00:00+02:00")).await;
    for place in ["Sal 4", "Sal 5", "Sal 6"] {
        let edited = json!({ "meeting": meetings[&(4, 2)], "place": place });
        t.chair("Kultur/idrott").agreed("meeting edit", edited).await.expect("är ändrat");
    }
    t.live(TimeDelta::minutes(2)).await;

    // July: Discord fails now and then, from before the calls until after the first reminder.
    t.live_until(at("2027-06-18T10:00:00+02:00")).await;
    for (kind, seed) in [("drop-after", 1), ("drop-before", 2), ("status", 3)] {
        let fault = json!({ "route": "POST /channels/*/messages", "probability": 0.2, "seed": seed, "kind": kind, "status": 503 });
        t.post("/sandbox/faults", &fault).await;
    }
    t.live_until(at("2027-06-24T12:00:00+02:00")).await;
    let invitation = t.person(arboga).invitation("äldre", "1 juli").await;
    t.person(arboga).press_on(&invitation, "Förhinder").await;
    t.live(TimeDelta::minutes(30)).await;
    t.person(arbogas).press_on(&t.person(arbogas).last().await, "Kan inte").await;
    let item =
        json!({ "meeting": meetings[&(5, 0)], "title": "Bredband", "purpose": 1, "minutes": "15" });
    t.chair("Äldre").command("agenda add", item).await.expect("står på dagordningen");
    t.live_until(at("2027-06-28T12:00:00+02:00")).await;
    t.delete("/sandbox/faults").await;
    t.live(TimeDelta::minutes(30)).await;

    // Of the last meeting of each group the facts, the command, the channel's post and the pinned calendar say the same.
    let days = ["torsdag 1 juli 2027", "onsdag 30 juni 2027", "tisdag 29 juni 2027"];
    for (which, ((group, channel), day)) in GROUPS.iter().zip(days).enumerate() {
        let chair = t.chair(group);
        let meeting = meetings[&(5, which)].as_str();
        let tally = t.facts_of(meeting).await.tally();
        assert_eq!(tally.expected, if which == 0 { 13 } else { 14 }, "{group}");
        let counted = format!("{} av {} väntas komma", tally.expected, tally.seats);
        let post = words(&chair.invitation(channel, day).await);
        let shown = chair.command("meeting show", json!({ "meeting": meeting })).await.words();
        for said in [&post, &shown] {
            assert!(said.contains(&counted), "{group}: {counted} is not in {said}");
            assert!(said.contains(&format!("{day} kl. 09:00–12:00")), "{group}: {said}");
        }
        let pinned: Vec<String> = chair.sees_pinned(channel).await.iter().map(words).collect();
        let (_, date) = day.split_once(' ').expect("a weekday");
        let date = date.trim_end_matches(" 2027");
        assert!(pinned.iter().any(|one| one.contains(date)), "{group}: {date} in {pinned:#?}");
    }
    // And the calendars of people: of one whose meeting was moved, and of one whose was cancelled.
    let calendar = async |name: &str| {
        let address = t.person(name).subscribes(json!({})).await;
        let events = t.subscribed(&address).await;
        let on = events.iter().filter(|event| event.property_value("STATUS") != Some("CANCELLED"));
        let mut starts: Vec<String> =
            on.map(|event| local(event).0.format("%F").to_string()).collect();
        starts.sort();
        starts
    };
    let moved =
        ["02-18", "03-25", "04-15", "05-20", "06-10", "07-01"].map(|day| format!("2027-{day}"));
    assert_eq!(calendar("Norberg, ledamot, Äldre").await, moved);
    let cancelled = ["02-17", "03-17", "05-19", "06-09", "06-30"].map(|day| format!("2027-{day}"));
    assert_eq!(calendar("Arboga, vice ordförande, Barn/unga").await, cancelled);
    // What the last word to each of those was who were asked for July, and to who was released in February.
    let last_words = async |name: &str| words(&t.person(name).last().await);
    assert!(last_words(arbogas).await.starts_with("Noterat: du kan inte komma"));
    let released = last_words("Hallstahammar, ersättare, Äldre").await;
    assert!(released.starts_with("Du behövs inte som ersättare längre"), "{released}");

    // Who has done nothing has had one ping for each call and reminder, and one for each change that was told.
    t.live_until(at("2027-07-05T12:00:00+02:00")).await;
    let pings = t.pings().await;
    println!("pings in half a year, in channels and directly:");
    for (name, (in_channels, direct)) in &pings {
        println!("{in_channels:4} {direct:4}  {name}");
    }
    let of = |name: &str| pings.get(name).copied().unwrap_or_default();
    let (calls, reminders) = (6, 6);
    for municipality in ["Fagersta", "Kungsör", "Norberg", "Sala", "Surahammar"] {
        let name = format!("{municipality}, ledamot, Äldre");
        assert_eq!(of(&name), (calls + reminders + 1, 0), "{name}: and a move");
        let name = format!("{municipality}, ersättare, Äldre");
        assert_eq!(of(&name), (0, 0), "{name} was never needed");
    }
    assert_eq!(
        of("Arboga, vice ordförande, Barn/unga"),
        (calls + reminders, 0),
        "a cancellation, no reminder"
    );
    assert_eq!(
        of("Västerås, vice ordförande, Kultur/idrott"),
        (calls + reminders + 1, 0),
        "and an edit"
    );
    // Called six times, away from four meetings, asked anew about one.
    assert_eq!(of(arboga), (calls + reminders - 4, 1));
    // Asked about four, anew about one, reminded of one; and reminded of three to which they came.
    assert_eq!(of(arbogas), (3, 6));
    // Who took their absence back has had no more for it; their substitute was asked, and released.
    assert_eq!(of("Hallstahammar, ledamot, Äldre"), (calls + reminders + 1, 0));
    assert_eq!(of("Hallstahammar, ersättare, Äldre"), (0, 2));
    // Who left after three meetings, and who came for the three that followed.
    assert_eq!(of("Skinnskatteberg, ledamot, Äldre"), (3 + 3 + 1, 0));
    assert_eq!(of(successor), (3 + 3, 0));
    // In two groups: what each has, and which of two.
    let (in_channels, direct) = of("Sala, ledamot, Barn/unga och Kultur/idrott");
    assert_eq!((in_channels, direct), (calls + reminders + calls + reminders + 1 - 1, 1));
    // And nobody of the chat has had more than they have been told of.
    for (name, (in_channels, direct)) in &pings {
        let is_official = name.contains("tjänsteman");
        assert!(is_official || in_channels + direct <= 2 * (calls + reminders) + 4, "{name}");
    }
    // What is over looks over, and nothing is left to be told.
    assert_eq!(t.still_asking().await, Vec::<String>::new());
    t.finish().await;
}
