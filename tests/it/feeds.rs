//! Calendars in people's own programs: what stands in them, who may read them, and what nobody learns by trying.

use chrono::{NaiveDateTime, TimeDelta};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use kallelse::demo::LEAST_PERMISSIONS;

use crate::harness::{Person, Reply, TestApp, at, button, words};
use crate::on_both_engines;

on_both_engines!(
    a_substitutes_calendar_goes_from_hold_to_firm_to_nothing,
    addresses_are_made_and_revoked_one_by_one,
    everybody_has_what_is_theirs_in_their_calendar,
    an_address_opens_what_its_holder_may_see_and_for_as_long,
);

impl TestApp {
    async fn fetch(&self, address: &str, known: Option<&str>) -> Response {
        let mut request = reqwest::Client::new().get(address);
        if let Some(tag) = known {
            request = request.header("If-None-Match", tag);
        }
        request.send().await.expect("an answer")
    }

    /// A calendar as an independent program understands it.
    pub async fn subscribed(&self, address: &str) -> Vec<Event> {
        let response = self.fetch(address, None).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        let body = response.text().await.expect("a text");
        read(&body)
    }

    fn calendars(&self) -> String {
        let served = self.demo.bot.served.as_ref().expect("calendars are served");
        format!("http://{}/calendar/", served.address)
    }
}

/// The events of a calendar, read by a parser that has nothing in common with the writer.
fn read(body: &str) -> Vec<Event> {
    assert!(body.lines().all(|line| line.len() <= 75), "lines are folded: {body}");
    assert!(body.split("\r\n").all(|line| !line.contains(['\r', '\n'])), "lines end alike");
    assert!(!body.contains("VALARM") && !body.contains("ATTENDEE") && !body.contains("ORGANIZER"));
    let calendar: Calendar = body.parse().unwrap_or_else(|error| panic!("{error}: {body}"));
    let events: Vec<Event> = calendar.events().cloned().collect();
    if events.iter().any(|event| local(event).1.is_some()) {
        assert!(body.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n"), "{body}");
    }
    events
}

/// When an event begins, and by whose clock.
pub fn local(event: &Event) -> (NaiveDateTime, Option<String>) {
    match event.get_start().expect("a start") {
        DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid }) => {
            (date_time, Some(tzid))
        }
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => (at.naive_utc(), None),
        other => panic!("{other:?}"),
    }
}

/// Title, whether it blocks the time, and how it stands.
fn shown(events: &[Event]) -> Vec<(String, &'static str, String)> {
    let one = |event: &Event| {
        let property = |key: &str| event.property_value(key).unwrap_or_default().to_owned();
        let blocks = match property("TRANSP").as_str() {
            "OPAQUE" => "busy",
            "TRANSPARENT" => "free",
            other => panic!("{other}"),
        };
        assert_eq!(blocks == "busy", property("X-MICROSOFT-CDO-BUSYSTATUS") == "BUSY");
        (event.get_summary().unwrap_or_default().to_owned(), blocks, property("STATUS"))
    };
    events.iter().map(one).collect()
}

fn is(title: &str, blocks: &'static str, status: &str) -> (String, &'static str, String) {
    (title.to_owned(), blocks, status.to_owned())
}

fn address_in(reply: &Reply) -> String {
    let told = reply.words();
    let (_, after) = told.split_once("<http").unwrap_or_else(|| panic!("no address: {told}"));
    format!("http{}", after.split_once('>').expect("its end").0)
}

impl Person<'_> {
    /// A new address for a calendar.
    pub async fn subscribes(&self, options: Value) -> String {
        let asked = self.command("kalendarium länk", options).await;
        address_in(&self.press_on(&asked.0["message"], "Ny adress").await)
    }
}

async fn a_substitutes_calendar_goes_from_hold_to_firm_to_nothing(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (arboga, substitute) = (t.member("Arboga"), t.substitute("Arboga"));
    let address = substitute.subscribes(json!({})).await;
    let mine = async || shown(&t.subscribed(&address).await);

    assert_eq!(mine().await, [is("Reserv: Äldre", "free", "TENTATIVE")]);
    let report = json!({ "möte": march });
    arboga.command_at_once("förhinder anmäl", report.clone()).await.expect("kallas strax");
    assert_eq!(mine().await, [is("Reserv: Äldre", "free", "TENTATIVE")], "nobody has heard yet");
    t.settle().await;
    assert_eq!(mine().await, [is("Svar väntas: Äldre", "free", "TENTATIVE")]);
    let events = t.subscribed(&address).await;
    let says = events[0].get_description().unwrap_or_default();
    assert!(says.contains("Svara i Discord"), "{says}");

    t.pass(TimeDelta::minutes(1)).await;
    substitute.press("Jag kommer").await;
    assert_eq!(mine().await, [is("Möte: Äldre", "busy", "CONFIRMED")]);
    let firm = t.subscribed(&address).await;
    assert_eq!(firm[0].get_uid(), events[0].get_uid(), "it is the same event");
    assert!(firm[0].get_timestamp() > events[0].get_timestamp(), "and newer");

    arboga.command("förhinder återta", report.clone()).await;
    t.settle().await;
    assert_eq!(mine().await, [], "released");
    // What is taken back in time has told nobody, and changes nothing.
    arboga.command_at_once("förhinder anmäl", report.clone()).await.expect("kallas strax");
    assert_eq!(mine().await, []);
    arboga.command_at_once("förhinder återta", report.clone()).await;
    t.pass(TimeDelta::minutes(1)).await;
    assert_eq!(mine().await, []);
    arboga.command("förhinder anmäl", report).await;
    t.settle().await;
    assert_eq!(mine().await, [is("Svar väntas: Äldre", "free", "TENTATIVE")], "called anew");
    substitute.press("Kan inte").await;
    assert_eq!(mine().await, [], "declined");
    t.finish().await;
}

async fn everybody_has_what_is_theirs_in_their_calendar(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, arboga, guest) =
        (t.chair("Äldre"), t.member("Arboga"), t.official("Kultur/idrott"));
    let add = json!({ "meeting": march, "title": "Kulturplanen; del 1, \\ \"två\"", "purpose": 3, "minutes": "30" });
    chair.command("agenda add", add).await.expect("står på dagordningen");
    let add = json!({ "meeting": march, "title": "Bredband", "purpose": 1, "minutes": "45" });
    chair.command("agenda add", add).await.expect("står på dagordningen");
    let member = arboga.subscribes(json!({})).await;
    let official = t.official("Äldre").subscribes(json!({})).await;
    let co_opted = guest.subscribes(json!({})).await;
    let of_group = arboga.subscribes(json!({ "grupp": "Äldre" })).await;
    let of_all = arboga.subscribes(json!({ "alla-grupper": true })).await;

    let firm = [is("Möte: Äldre", "busy", "CONFIRMED")];
    assert_eq!(shown(&t.subscribed(&official).await), firm, "whoever runs it is there");
    let events = t.subscribed(&member).await;
    assert_eq!(shown(&events), firm);
    let (begins, zone) = local(&events[0]);
    assert_eq!(
        (begins.to_string().as_str(), zone.as_deref()),
        ("2027-03-11 09:00:00", Some("Europe/Stockholm"))
    );
    assert!(!events[0].get_location().unwrap_or_default().is_empty());
    let says = events[0].get_description().unwrap_or_default().replace("\\n", "\n");
    assert!(
        says.contains("09:00 Kulturplanen") && says.contains("09:30 Bredband – diskussion"),
        "{says}"
    );
    for address in [&of_group, &of_all] {
        let others = shown(&t.subscribed(address).await);
        assert_eq!(
            others,
            [is("Möte: Äldre", "free", "CONFIRMED")],
            "it is nobody's own, and blocks nothing"
        );
    }

    // A guest has their item, at its time, and nothing of the rest.
    assert_eq!(t.subscribed(&co_opted).await.len(), 0);
    let found =
        chair.suggestions("dagordning adjungera", json!({ "gäller": "bredband" }), "gäller").await;
    let invite = json!({ "gäller": found[0]["value"], "konto": guest.id });
    chair.command("dagordning adjungera", invite).await.expect("är adjungerad");
    let item = t.subscribed(&co_opted).await;
    assert_eq!(shown(&item), [is("Adjungerad: Bredband (Äldre)", "busy", "CONFIRMED")]);
    assert_eq!(local(&item[0]).0.to_string(), "2027-03-11 09:30:00");
    assert!(!item[0].get_description().unwrap_or_default().contains("Kulturplanen"));

    // What somebody else says changes nothing in it: the same facts are the same bytes.
    let first = t.fetch(&member, None).await;
    let tag = first.headers()["etag"].to_str().expect("a tag").to_owned();
    t.substitute("Köping").command("förhinder anmäl", json!({ "möte": march })).await;
    t.pass(TimeDelta::hours(3)).await;
    let again = t.fetch(&member, Some(&tag)).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(again.text().await.expect("a body"), "");

    // Their own absence takes it out; what is cancelled is cancelled, for who would have come.
    arboga.command("förhinder anmäl", json!({ "möte": march })).await;
    assert_eq!(t.subscribed(&member).await.len(), 0);
    chair.cancels(json!({ "möte": march })).await.expect("inställt");
    let off = [is("INSTÄLLT: Äldre", "free", "CANCELLED")];
    let cancelled = t.subscribed(&official).await;
    assert_eq!(shown(&cancelled), off);
    assert_eq!(cancelled[0].get_uid(), events[0].get_uid());
    let number = |event: &Event| -> i64 {
        event.property_value("SEQUENCE").and_then(|text| text.parse().ok()).expect("a number")
    };
    assert!(number(&cancelled[0]) > number(&events[0]), "a later version of the same");
    assert_eq!(
        shown(&t.subscribed(&co_opted).await),
        [is("INSTÄLLT: Bredband (Äldre)", "free", "CANCELLED")]
    );
    assert_eq!(shown(&t.subscribed(&of_group).await), off);
    t.finish().await;
}

async fn addresses_are_made_and_revoked_one_by_one(t: TestApp) {
    t.schedule("2027-03-11", "09:00").await;
    let arboga = t.member("Arboga");
    let asked = arboga.command("kalendarium länk", json!({})).await;
    asked.expect("Det finns ingen adress ännu.");
    let phone = arboga.subscribes(json!({})).await;
    assert!(phone.starts_with(&t.calendars()) && phone.ends_with(".ics"), "{phone}");
    assert!(phone.len() >= t.calendars().len() + 40, "nobody guesses it: {phone}");
    let mut all = vec![phone.clone()];
    for _ in 0..4 {
        all.push(arboga.subscribes(json!({})).await);
    }
    let full = arboga.command("kalendarium länk", json!({})).await;
    full.expect("5. dina möten – skapad").expect("inte använd ännu");
    assert_eq!(button(&full.0["message"], "Ny adress"), None, "there is no room for a sixth");
    // One of another calendar has room of its own.
    let of_group = arboga.subscribes(json!({ "grupp": "Äldre" })).await;
    let pressed = arboga.press_on(&asked.0["message"], "Ny adress").await;
    pressed.expect("Det finns redan 5 adresser");

    // Which one is in use can be seen, and another can go without it.
    t.subscribed(&phone).await;
    let listed = loop {
        // Nobody waits until it has been noted.
        let listed = arboga.command("kalendarium länk", json!({})).await;
        listed.expect("1. dina möten – skapad 1 februari 2027");
        if listed.words().contains("använd senast 1 februari 2027") {
            break listed;
        }
    };
    arboga.press_on(&listed.0["message"], "Ta bort 2").await.expect("Dina adresser");
    let status = async |address: &str| t.fetch(address, None).await.status();
    assert_eq!(status(&all[1]).await, StatusCode::NOT_FOUND);
    for kept in [&all[0], &all[2], &of_group] {
        assert_eq!(status(kept).await, StatusCode::OK);
    }
    // The same button once more, on an older list.
    arboga.press_on(&full.0["message"], "Ta bort 2").await.expect("redan borttagen");

    // Nothing tells apart what never was, what is wrong, and what is revoked.
    let strange = format!("{}{}.ics", t.calendars(), "0".repeat(48));
    let garbled = format!("{}%F0%9F%98%80%00%FF.ics", t.calendars());
    let long = format!("{}{}.ics", t.calendars(), "a".repeat(5000));
    let climbing = format!("{}..%2f..%2fetc%2fpasswd.ics", t.calendars());
    let mut told = Vec::new();
    for address in [&all[1], &strange, &garbled, &long, &climbing] {
        let response = t.fetch(address, Some("*")).await;
        let mut headers: Vec<String> = response
            .headers()
            .iter()
            .filter(|(name, _)| *name != "date")
            .map(|one| format!("{one:?}"))
            .collect();
        headers.sort();
        told.push((response.status(), headers, response.text().await.expect("a body")));
    }
    assert_eq!(told[0].0, StatusCode::NOT_FOUND);
    assert!(told.iter().all(|one| *one == told[0]), "{told:#?}");

    // An official makes one for somebody without an account, and hands it on; nobody else does.
    let official = t.official("Äldre");
    let person = json!({ "person": "Arboga, ersättare, Äldre" });
    let asks = async |who: &Person<'_>| who.command("kalendarium länk", person.clone()).await;
    asks(&official).await.expect("har ett eget konto och skapar sin adress själv");
    asks(&t.member("Sala")).await.expect("gruppens tjänstemän och serverns administratör");
    let unlink = json!({ "person": "Arboga, ersättare, Äldre", "koppla-bort": true });
    official.command("jag koppla", unlink).await.expect("inget kopplat konto längre");
    let shown = asks(&official).await;
    let made = official.press_on(&shown.0["message"], "Ny adress").await;
    made.expect("Skicka den vidare till Arboga, ersättare, Äldre, och till ingen annan");
    let theirs = address_in(&made);
    assert_eq!(shown_titles(&t.subscribed(&theirs).await), ["Reserv: Äldre"]);
    let log = official.command("grupp logg", json!({ "grupp": "Äldre" })).await;
    assert!(!log.words().contains(theirs.rsplit('/').next().expect("a secret")), "{}", log.words());
    let listed = asks(&official).await;
    official
        .press_on(&listed.0["message"], "Ta bort 1")
        .await
        .expect("Det finns ingen adress ännu.");
    assert_eq!(status(&theirs).await, StatusCode::NOT_FOUND);
    assert_eq!(t.in_files(phone.rsplit('/').next().expect("a secret").trim_end_matches(".ics")), 0);

    // Whoever erases themselves leaves no calendar behind.
    let erasing = arboga.command("jag radera", json!({})).await;
    let sure = erasing.0["message"]["components"][0]["components"][0]["label"].clone();
    arboga.press_on(&erasing.0["message"], sure.as_str().expect("a button")).await;
    assert_eq!(status(&phone).await, StatusCode::NOT_FOUND);
    t.finish().await;
}

async fn an_address_opens_what_its_holder_may_see_and_for_as_long(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let (outsider, substitute) = (t.official("Kultur/idrott"), t.substitute("Arboga"));
    let status = async |address: &str| t.fetch(address, None).await.status();

    // Everybody on the server may see the group's calendar, and then nobody else may.
    let open = json!({ "grupp": "Äldre", "öppet-kalendarium": true });
    official.command("grupp inställningar", open).await;
    let from_outside = outsider.subscribes(json!({ "grupp": "Äldre" })).await;
    assert_eq!(status(&from_outside).await, StatusCode::OK);
    let asked = outsider.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
    let close = json!({ "grupp": "Äldre", "öppet-kalendarium": false });
    official.command("grupp inställningar", close).await;
    assert_eq!(status(&from_outside).await, StatusCode::NOT_FOUND, "as if it were revoked");
    let refused = outsider.press_on(&asked.0["message"], "Ny adress").await;
    refused.expect("Du har ingen plats i den gruppen");

    // A substitute who is to take an item comes for that, and keeps the hold for the rest.
    for (title, minutes) in [("Kulturplanen", "30"), ("Bredband", "60")] {
        let add = json!({ "meeting": march, "title": title, "purpose": 1, "minutes": minutes });
        chair.command("agenda add", add).await.expect("står på dagordningen");
    }
    let mine = substitute.subscribes(json!({})).await;
    let hold = is("Reserv: Äldre", "free", "TENTATIVE");
    assert_eq!(shown(&t.subscribed(&mine).await), std::slice::from_ref(&hold));
    let found =
        chair.suggestions("dagordning ändra", json!({ "ärende": "bredband" }), "ärende").await;
    let item = json!({ "ärende": found[0]["value"], "ersättare": "Arboga" });
    let pairs = chair.suggestions("dagordning ändra", item.clone(), "ersättare").await;
    let plan = json!({ "ärende": found[0]["value"], "ersättare": pairs[0]["value"] });
    chair.command("dagordning ändra", plan).await;
    let takes = t.subscribed(&mine).await;
    assert_eq!(shown(&takes), [hold, is("Du tar: Bredband (Äldre)", "busy", "CONFIRMED")]);
    assert_eq!(local(&takes[1]).0.to_string(), "2027-03-11 09:30:00");

    // The meeting as a file is all of what is theirs.
    let file = substitute.press("Till min kalender").await;
    assert_eq!(shown_titles(&filed(&file.0["message"]).await), shown_titles(&takes));

    // The group gets another name, and so does what stands in calendars.
    let renamed = json!({ "grupp": "Äldre", "namn": "Äldre och anhöriga" });
    official.command("grupp inställningar", renamed).await;
    let named = t.subscribed(&mine).await;
    assert_eq!(shown_titles(&named)[0], "Reserv: Äldre och anhöriga");
    assert!(named[0].get_timestamp() > takes[0].get_timestamp(), "and is newer");

    // Whoever gets the account in their place reads nothing on the other's rights.
    let stranger = t.stranger().await;
    let relink = json!({ "person": "Arboga, ersättare, Äldre", "konto": stranger.id });
    official.command("jag koppla", relink).await.expect("är nu kopplad till");
    assert_eq!(status(&mine).await, StatusCode::NOT_FOUND);

    // The group ends, and what was to come in it is cancelled in everybody's calendar.
    let member = t.member("Sala").subscribes(json!({})).await;
    assert_eq!(shown(&t.subscribed(&member).await)[0].2, "CONFIRMED");
    let ends = json!({ "grupp": "Äldre och anhöriga", "sista-dag": "2027-02-28" });
    let administrator = t.person("Serverns administratör");
    let asked = administrator.command("grupp avsluta", ends).await;
    let sure = asked.0["message"]["components"][0]["components"][0]["label"].clone();
    administrator.press_on(&asked.0["message"], sure.as_str().expect("a button")).await;
    let over = is("INSTÄLLT: Äldre och anhöriga", "free", "CANCELLED");
    assert_eq!(shown(&t.subscribed(&member).await), [over]);
    t.finish().await;
}

fn shown_titles(events: &[Event]) -> Vec<String> {
    shown(events).into_iter().map(|one| one.0).collect()
}

/// A stranger behind a proxy that nobody has said to trust asks for too much, and says that they are many.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_tries_addresses_is_slowed_down_whatever_they_say_they_are() {
    let t = TestApp::spawn().await;
    let http = reqwest::Client::new();
    let mut held_back = 0;
    for number in 0..260u32 {
        let address = format!("{}{number:048x}.ics", t.calendars());
        let forged = format!("203.0.113.{}", number % 250);
        let response = http.get(address).header("X-Forwarded-For", forged).send().await;
        let response = response.expect("an answer");
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            assert!(response.headers().contains_key("retry-after"));
            held_back += 1;
        } else {
            assert_eq!(response.status(), StatusCode::NOT_FOUND);
        }
    }
    assert!(held_back > 0, "260 wrong addresses were answered");
    t.finish().await;
}

/// The file on an invitation is the meeting, also for who has subscribed to nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_meeting_is_given_as_a_file_from_its_invitation() {
    let t = TestApp::spawn().await;
    t.schedule("2027-03-11", "09:00").await;
    let got = t.member("Arboga").press("Till min kalender").await;
    got.expect("Öppna filen").expect("**iPhone**").expect("**Google**").expect("**Outlook**");
    let file = &got.0["message"]["attachments"][0];
    assert_eq!(file["filename"], "mote-2027-03-11.ics");
    let url = file["url"].as_str().expect("an address");
    let body = reqwest::get(url).await.expect("an answer").text().await.expect("a text");
    assert_eq!(shown_titles(&read(&body)), ["Möte: Äldre"]);
    assert!(button(&got.0["message"], "Ny adress").is_some());
    // Whoever sits elsewhere has it as well: it is nobody's own, and blocks nothing.
    let got = t.official("Kultur/idrott").press("Till min kalender").await;
    let url = got.0["message"]["attachments"][0]["url"].as_str().expect("an address");
    let body = reqwest::get(url).await.expect("an answer").text().await.expect("a text");
    assert_eq!(shown(&read(&body)), [is("Möte: Äldre", "free", "CONFIRMED")]);
    t.finish().await;
}

/// The calendar file of a message.
async fn filed(message: &Value) -> Vec<Event> {
    let files = message["attachments"].as_array().expect("files");
    let [file] = &files[..] else { panic!("one file: {message:#}") };
    let url = file["url"].as_str().expect("an address");
    read(&reqwest::get(url).await.expect("an answer").text().await.expect("a text"))
}

/// Invitation and summons bear the meeting; where no files are allowed they go out all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invitation_and_summons_bear_the_meeting_as_a_file() {
    let t = TestApp::spawn().await;
    let called = |message: &Value| words(message).starts_with("Kallelse: Äldre");
    let invitation = async || {
        let seen = t.member("Sala").sees("äldre").await;
        seen.iter().rfind(|one| called(one)).cloned().expect("an invitation")
    };
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let posted = invitation().await;
    assert_eq!(shown(&filed(&posted).await), [is("Möte: Äldre", "busy", "CONFIRMED")]);
    // It is edited with what people say, and the file stays one.
    t.member("Arboga").command("förhinder anmäl", json!({ "möte": march })).await;
    t.pass(TimeDelta::seconds(10)).await;
    assert_eq!(filed(&invitation().await).await.len(), 1);
    let asked = t.substitute("Arboga").direct_messages().await;
    let summons = asked.last().expect("a summons");
    assert_eq!(shown_titles(&filed(summons).await), ["Svar väntas: Äldre"]);
    let add = json!({ "meeting": march, "title": "Bredband", "purpose": 1, "minutes": "30" });
    t.chair("Äldre").command("agenda add", add).await.expect("står på dagordningen");
    t.pass(TimeDelta::minutes(11)).await;
    let says = filed(&invitation().await).await[0].get_description().unwrap_or_default().to_owned();
    assert!(says.contains("Bredband"), "{says}");
    // Nobody has anything to put into a calendar any more.
    t.chair("Äldre").cancels(json!({ "möte": march })).await.expect("inställt");
    t.pass(TimeDelta::seconds(10)).await;
    let seen = t.member("Sala").sees("äldre").await;
    let posted = seen.iter().find(|one| one["id"] == posted["id"]).expect("it stands there");
    assert_eq!(posted["attachments"].as_array().map(Vec::len), Some(0), "{posted:#}");

    t.schedule("2027-03-25", "09:00").await;
    let refused = json!({ "kind": "status", "status": 403, "code": 50013, "route": "POST /channels/*/messages", "count": 1 });
    t.post("/sandbox/faults", &refused).await;
    t.until(at("2027-03-18T09:00:00+01:00")).await;
    let bare = invitation().await;
    assert!(words(&bare).contains("25 mars"), "{}", words(&bare));
    assert_eq!(bare["attachments"].as_array().map(Vec::len), Some(0));
    t.delete("/sandbox/faults").await;
    t.finish().await;
}

/// Without the right to attach files everything else goes on, and the check says what is missing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_check_says_where_files_may_not_be_attached() {
    let t = TestApp::spawn().await;
    let bare = LEAST_PERMISSIONS & !(1 << 15);
    let guild = json!({
        "name": "Annan", "owner": "Ägare", "bot_permissions": bare.to_string(), "everyone_permissions": "1024",
        "channels": [{ "name": "hallen" }, { "name": "tjansteman" }],
        "users": [{ "name": "Ägare", "locale": "sv-SE" }],
    });
    let made = t.post("/sandbox/guilds", &guild).await;
    let owner = Person::new(&t, made["users"][0]["id"].as_str().expect("an id").to_owned());
    let channels: Vec<&str> = made["channels"]
        .as_array()
        .expect("channels")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    let create = json!({ "namn": "Styrelsen", "kanal": channels[0], "tjänstemannakanal": channels[1], "tjänsteman": owner.id });
    owner.command_in(channels[0], "grupp skapa", create).await.expect("Styrelsen");
    let check = json!({ "grupp": "Styrelsen" });
    let checked = owner.command_in(channels[0], "grupp kontrollera", check).await;
    checked.expect("Bifoga filer (Attach Files)");
    // Where they may, there is nothing to say.
    let fine = t.official("Äldre").command("grupp kontrollera", json!({ "grupp": "Äldre" })).await;
    assert!(!fine.words().contains("Attach Files"), "{}", fine.words());
    t.finish().await;
}
