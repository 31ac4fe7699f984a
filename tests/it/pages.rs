//! The calendar as pages: who may open them, what stands there and what never does, and how they are read in a browser.

use std::process::Command;

use chrono::TimeDelta;
use fantoccini::Locator;
use fantoccini::key::Key;
use fantoccini::wd::PrintConfiguration;
use reqwest::{Response, StatusCode};
use serde_json::json;

use crate::harness::browser::{Browser, PATIENCE};
use crate::harness::{Person, TestApp, at, button};
use crate::on_both_engines;

/// As the command offers who may open a page.
const BY_LINK: i64 = 0;
const BY_EVERYBODY: i64 = 1;
const BY_NOBODY: i64 = 2;

on_both_engines!(
    a_groups_page_is_opened_by_link_by_everybody_or_by_nobody,
    a_page_shows_what_is_asked_for_and_never_who_is_away,
    who_comes_is_shown_to_one_person_for_a_day,
    notes_stand_on_the_meetings_page_where_the_group_lets_them,
);

impl TestApp {
    fn root(&self) -> String {
        let served = self.demo.bot.served.as_ref().expect("pages are served");
        format!("http://{}", served.address)
    }

    /// What a browser that asks for a language is answered.
    async fn browsed(&self, address: &str, language: &str) -> Response {
        let request = reqwest::Client::new().get(address).header("Accept-Language", language);
        request.send().await.expect("an answer")
    }

    async fn page(&self, address: &str) -> String {
        let response = self.browsed(address, "sv-SE,sv;q=0.9").await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        response.text().await.expect("a text")
    }

    /// The page of the whole organisation, as the guide links it.
    async fn public_page(&self) -> String {
        let guide = self.get("/sandbox/guide?locale=sv-SE").await;
        guide["links"][0]["address"].as_str().expect("a link").to_owned()
    }
}

impl Person<'_> {
    /// A link to who comes to a meeting.
    async fn links_attendance(&self, meeting: &str) -> String {
        let shown = self.command("möte visa", json!({ "möte": meeting })).await;
        let link = self.press_on(&shown.0["message"], "Närvarolista").await;
        address_in(&link.expect("Länken är bara för dig och slutar gälla").words())
    }

    async fn opens_page(&self, to: i64) {
        let options = json!({ "grupp": "Äldre", "sida": to });
        let told = self.command("grupp inställningar", options).await;
        if to == BY_EVERYBODY {
            told.expect("Då kan vem som helst på internet läsa");
            self.press_on(&told.0["message"], "Öppna för alla").await.expect("Öppen för alla");
        }
    }

    /// A secret link to the page of the group.
    async fn links_page(&self) -> String {
        let asked = self.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
        address_in(&self.press_on(&asked.0["message"], "Länk till sidan").await.words())
    }
}

fn address_in(told: &str) -> String {
    let (_, after) = told.split_once("<http").unwrap_or_else(|| panic!("no address: {told}"));
    format!("http{}", after.split_once('>').expect("its end").0)
}

/// Every link of a page, as it leads on.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.map(|href| href.replace("&#38;", "&")).collect()
}

fn link_to(page: &str, part: &str) -> String {
    let found = links(page).into_iter().find(|link| link.contains(part));
    found.unwrap_or_else(|| panic!("no link with {part}: {page}"))
}

/// Where the link with this text leads.
fn link_called(page: &str, text: &str) -> String {
    let before = page.split(&format!("<bdi>{text}</bdi></a>")).next().expect("a link of that text");
    let href = before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next());
    href.expect("a link").replace("&#38;", "&")
}

async fn a_groups_page_is_opened_by_link_by_everybody_or_by_nobody(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let (member, official) = (t.member("Arboga"), t.official("Äldre"));
    let status = async |address: &str| t.browsed(address, "sv").await.status();
    let organisation = t.public_page().await;
    let root = t.root();

    // Everybody may: the front page leads there, and search engines may find it.
    let front = t.page(&format!("{root}/")).await;
    assert!(front.contains("Samverkan Västmanland"), "{front}");
    assert_eq!(format!("{root}{}", link_to(&front, "/o/")), organisation);
    let listed = t.page(&organisation).await;
    assert!(listed.contains("11 mars 2027") && listed.contains("Äldre"), "{listed}");
    let response = t.browsed(&organisation, "sv").await;
    assert_eq!(response.headers()["x-robots-tag"], "index");
    assert!(!listed.contains("noindex"));
    let group = official.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
    let public = address_in(&group.words());
    assert_eq!(status(&public).await, StatusCode::OK);
    let shown = member.command("kalendarium visa", json!({ "grupp": "Äldre" })).await;
    shown.expect(&format!("Som sida: <{public}>"));

    // Whoever has a link may: each their own, and it is as good as gone for all others.
    official.opens_page(BY_LINK).await;
    assert_eq!(status(&public).await, StatusCode::NOT_FOUND);
    assert!(!t.page(&organisation).await.contains("11 mars 2027"));
    let secret = member.links_page().await;
    let page = t.page(&secret).await;
    assert!(page.contains("11 mars 2027") && page.contains("noindex"), "{page}");
    let headers = t.browsed(&secret, "sv").await.headers().clone();
    assert_eq!(headers["x-robots-tag"], "noindex");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["cache-control"], "private, no-cache");
    assert!(
        headers["content-security-policy"].to_str().expect("a text").contains("default-src 'none'")
    );
    let known = headers["etag"].clone();
    let again = reqwest::Client::new().get(&secret).header("Accept-Language", "sv");
    let again = again.header("If-None-Match", known).send().await.expect("an answer");
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    // A page's link opens no feed, and reads no other group.
    let token = secret.rsplit('/').next().expect("a secret");
    assert_eq!(status(&format!("{root}/calendar/{token}.ics")).await, StatusCode::NOT_FOUND);
    let noted = async {
        // Nobody waits until it has been noted.
        loop {
            let listed = member.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
            listed.expect("Äldre som sida");
            if listed.words().contains("använd senast") {
                break;
            }
        }
    };
    tokio::time::timeout(PATIENCE, noted).await.expect("it is noted");

    // Nobody may: not by a link that was made before, and none is made.
    let before = member.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
    official.opens_page(BY_NOBODY).await;
    assert_eq!(status(&secret).await, StatusCode::NOT_FOUND);
    let refused = member.press_on(&before.0["message"], "Länk till sidan").await;
    refused.expect("Sidan är avstängd för den gruppen").expect("/grupp inställningar");
    let off = member.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
    assert!(button(&off.0["message"], "Länk till sidan").is_none());
    official.opens_page(BY_LINK).await;
    assert_eq!(status(&secret).await, StatusCode::OK);

    // What is not there is told from nothing else.
    let meeting = t.page(&secret).await;
    let meeting = format!("{root}{}", link_to(&meeting, "/m/"));
    assert_eq!(status(&meeting).await, StatusCode::OK);
    let revoked = {
        let listed = member.command("kalendarium länk", json!({ "grupp": "Äldre" })).await;
        member.press_on(&listed.0["message"], "Ta bort 1").await;
        secret.clone()
    };
    let mut told = Vec::new();
    for address in [
        revoked,
        meeting,
        format!("{root}/s/{:048x}", 7),
        format!("{root}/s/{}", "x".repeat(280)),
        format!("{root}/s/%00%0d%0aa"),
        format!("{root}/o/1"),
        format!("{root}/o/1/g/2/m/3/d/4"),
        format!("{organisation}/m/{}", "9".repeat(60)),
        format!("{root}/../../etc/passwd"),
        format!("{root}/o/1?{}", "a=1&".repeat(500)),
    ] {
        let response = t.browsed(&address, "sv").await;
        let mut headers = response.headers().clone();
        headers.remove("date");
        told.push((
            response.status(),
            format!("{headers:?}"),
            response.text().await.expect("a text"),
        ));
    }
    assert_eq!(told[0].0, StatusCode::NOT_FOUND);
    assert!(told[0].2.contains("Här finns inget"), "{}", told[0].2);
    assert!(told.iter().all(|one| *one == told[0]), "{told:#?}");

    // The log has who changed it, and a substitute may look as well.
    let log = official.command("grupp logg", json!({ "grupp": "Äldre" })).await;
    log.expect("Sida på webben");
    let substitute = t.substitute("Arboga").links_page().await;
    assert!(t.page(&substitute).await.contains("11 mars 2027"));
    let cancel = json!({ "möte": march });
    t.chair("Äldre").cancels(cancel).await.expect("inställt");
    assert!(t.page(&substitute).await.contains("INSTÄLLT"));

    // A group that has ended has no page for everybody, and what leads to its page can be shut still.
    official.opens_page(BY_EVERYBODY).await;
    for group in ["Barn/unga", "Kultur/idrott"] {
        let options = json!({ "grupp": group, "sida": BY_NOBODY });
        t.official(group).command("grupp inställningar", options).await;
    }
    assert!(t.page(&format!("{root}/")).await.contains("Samverkan Västmanland"));
    let ends = json!({ "grupp": "Äldre", "sista-dag": "2027-02-02" });
    let administrator = t.person("Serverns administratör");
    let asked = administrator.command("grupp avsluta", ends).await;
    let sure = asked.0["message"]["components"][0]["components"][0]["label"].clone();
    administrator.press_on(&asked.0["message"], sure.as_str().expect("a button")).await;
    t.until(at("2027-02-03T09:00:00+01:00")).await;
    assert_eq!(status(&organisation).await, StatusCode::NOT_FOUND);
    assert!(!t.page(&format!("{root}/")).await.contains("Samverkan Västmanland"));
    assert_eq!(status(&substitute).await, StatusCode::OK, "as it was on its last day");
    official.opens_page(BY_NOBODY).await;
    assert_eq!(status(&substitute).await, StatusCode::NOT_FOUND);
    for opens in [BY_LINK, BY_EVERYBODY] {
        let options = json!({ "grupp": "Äldre", "sida": opens });
        let refused = official.command("grupp inställningar", options).await;
        refused.expect("avslutades");
        assert!(button(&refused.0["message"], "Öppna för alla").is_none());
    }
    assert_eq!(status(&substitute).await, StatusCode::NOT_FOUND);
    t.finish().await;
}

async fn a_page_shows_what_is_asked_for_and_never_who_is_away(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    let online = json!({ "group": "Äldre", "date": "2027-05-20", "time": "13:00",
                         "place": "Rum 3, https://zoom.example/j/1?pwd=hemlig" });
    t.chair("Äldre").command("meeting schedule", online).await.expect("är bokat");
    let (chair, official) = (t.chair("Äldre"), t.official("Äldre"));
    let file = t.upload("Kulturplan 2028.pdf", b"%PDF-1.7 plan".to_vec()).await;
    for (title, purpose, more) in [
        ("Kulturplanen <b>2028</b>", 3, json!({ "topics": "kultur", "file": file })),
        (
            "Bredband & \"fiber\"",
            0,
            json!({ "topics": "digitalt", "link": "https://a.example/plan" }),
        ),
    ] {
        let mut add = json!({ "meeting": march, "title": title, "purpose": purpose, "minutes": "30",
                              "background": "Se https://a.example/mer.\njavascript:alert(1)" });
        add.as_object_mut().expect("options").extend(more.as_object().cloned().expect("more"));
        chair.command("agenda add", add).await.expect("står på dagordningen");
    }
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let away = json!({ "möte": march, "skäl": "Migrän" });
    t.member("Arboga").command("förhinder anmäl", away).await.expect("kallas strax");
    official.opens_page(BY_LINK).await;
    let secret = t.member("Sala").links_page().await;
    let root = t.root();

    let list = t.page(&secret).await;
    assert!(list.contains("11 mars 2027") && list.contains("20 maj 2027"), "{list}");
    assert!(list.contains("Kulturplanen &#60;b&#62;2028&#60;/b&#62;"), "{list}");
    // The filters are links, and lead to what they say.
    let topic = format!("{root}{}", link_called(&list, "kultur"));
    let narrowed = t.page(&topic).await;
    assert!(narrowed.contains("Visar bara:") && !narrowed.contains("20 maj 2027"), "{narrowed}");
    assert!(narrowed.contains("Kulturplanen") && !narrowed.contains("Bredband"), "{narrowed}");
    let decisions = t.page(&format!("{root}{}", link_to(&list, "purpose=decision"))).await;
    assert!(decisions.contains("Kulturplanen") && !decisions.contains("Bredband"));
    assert!(decisions.contains("aria-current=\"true\""));
    let month = t.page(&format!("{root}{}", link_to(&list, "view=month"))).await;
    let now = t.clock().await;
    let this = format!("{}-{:02}-01", now.0, now.1);
    assert!(month.contains(&format!("datetime=\"{this}\"")), "{this}: {month}");
    let march_of = t.page(&format!("{secret}?view=month&from=2027-03")).await;
    assert!(march_of.contains("v. 10") || march_of.contains(">10</th>"), "{march_of}");
    assert!(march_of.contains("09:00") && !march_of.contains("13:00"), "May is another month");
    for nonsense in ["?group=1&group=x", "?from=9999-99", "?view=", "?%ff=%00", "?lang=fi"] {
        assert_eq!(t.browsed(&format!("{secret}{nonsense}"), "sv").await.status(), StatusCode::OK);
    }

    // A meeting with its agenda and its documents.
    let meeting = format!("{root}{}", link_to(&list, "/m/"));
    let shown = t.page(&meeting).await;
    for part in ["09:00", "09:30", "beslut", "Handlingar", "Kulturplan_2028.pdf", "kultur"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(
        shown.contains("<a href=\"https://a.example/mer\"") && !shown.contains("href=\"javascript")
    );
    let document = t.browsed(&format!("{root}{}", link_to(&shown, "/d/")), "sv").await;
    let told = document.headers()["content-disposition"].to_str().expect("a text").to_owned();
    assert_eq!(told, "attachment; filename*=UTF-8''Kulturplan_2028.pdf");
    assert_eq!(document.headers()["content-type"], "application/octet-stream");
    assert_eq!(document.bytes().await.expect("a file"), &b"%PDF-1.7 plan"[..]);
    let file = t.browsed(&format!("{root}{}", link_to(&shown, ".ics")), "sv").await;
    assert_eq!(file.headers()["content-type"], "text/calendar; charset=utf-8");
    let file = file.text().await.expect("a text");
    assert!(file.contains("SUMMARY:Möte: Äldre") && file.contains("TRANSP:OPAQUE"), "{file}");

    // In English for whose browser asks for it, and for who says so. What the group wrote is in the group's language.
    let english = t.browsed(&meeting, "en-GB,en;q=0.9").await.text().await.expect("a text");
    assert!(english.contains("<html lang=\"en\">") && english.contains("Thursday 11 March 2027"));
    assert!(english.contains("<h3 lang=\"sv\">"), "{english}");
    let swedish =
        t.browsed(&format!("{meeting}?lang=sv"), "en").await.text().await.expect("a text");
    assert!(
        swedish.contains("torsdag 11 mars 2027") && link_to(&swedish, "/s/").contains("lang=sv")
    );

    // Whoever looks learns nothing of who is away, who comes instead, and why.
    official.opens_page(BY_EVERYBODY).await;
    let public = t.public_page().await;
    // Nor how to take part at a distance, neither on the page nor in the file.
    let open = t.page(&public).await;
    assert!(open.contains("Rum 3, (länk visas inte)") && list.contains("pwd=hemlig"), "{open}");
    let (may, _) = open.split_once("20 maj 2027").expect("the meeting in May");
    let may = may.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("a link");
    let file = t.browsed(&format!("{root}{may}.ics"), "sv").await.text().await.expect("a text");
    assert!(
        file.contains("LOCATION:Rum 3\\, (länk visas inte)") && !file.contains("hemlig"),
        "{file}"
    );
    for page in [&list, &shown, &english, &month, &open] {
        for hidden in ["Arboga", "Migrän", "frånvar", "ersättare", "&#60;@", "<@"] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
    }
    t.finish().await;
}

impl Person<'_> {
    /// Writes the notes of a meeting, and publishes them.
    async fn notes(&self, meeting: &str, said: &str) {
        let draft = self.command("anteckningar skriv", json!({ "möte": meeting })).await;
        let form = self.press_on(&draft.0["message"], "Något mer togs upp").await;
        let fields = json!({ "heading": "Parkering", "said": said, "agreed": "Vi bygger." });
        self.fill_in(&form, fields).await.expect("Sparat: Parkering.");
        let preview = self.command("anteckningar publicera", json!({ "möte": meeting })).await;
        self.press_on(&preview.0["message"], "Publicera").await.expect("är publicerade");
    }
}

async fn notes_stand_on_the_meetings_page_where_the_group_lets_them(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.member("Arboga").command("förhinder anmäl", json!({ "möte": march })).await.expect("Tack");
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    let official = t.official("Äldre");
    official.notes(&march, "Köp <script>alert(1)</script> av https://zoom.us/j/1?pwd=a_b").await;
    let list = format!("{}?from=2027-03", t.public_page().await);
    let meeting = format!("{}{}", t.root(), link_to(&t.page(&list).await, "/m/"));
    assert!(!t.page(&meeting).await.contains("Parkering"), "the group has not said so");
    let lets = json!({ "grupp": "Äldre", "anteckningar-på-sidan": true });
    official.command("grupp inställningar", lets).await.expect("och på gruppens webbsida");
    let page = t.page(&meeting).await;
    for part in
        ["Minnesanteckningar 1/2027", "<bdi>Parkering</bdi>", "Vi bygger.", "inte godkända än"]
    {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(!page.contains("zoom.us"), "to everybody no address is shown: {page}");
    assert!(
        !page.contains("Arboga, ledamot"),
        "who was there, and who was not, is the group's: {page}"
    );
    // Whoever has a link of their own sees the address too.
    official.opens_page(BY_LINK).await;
    let secret = format!("{}?from=2027-03", official.links_page().await);
    let meeting = format!("{}{}", t.root(), link_to(&t.page(&secret).await, "/m/"));
    assert!(t.page(&meeting).await.contains("https://zoom.us/j/1?pwd=a_b"));
    let no_more = json!({ "grupp": "Äldre", "anteckningar-på-sidan": false });
    official.command("grupp inställningar", no_more).await.expect("Läggs ut i");
    assert!(!t.page(&meeting).await.contains("Parkering"));
    t.finish().await;
}

async fn who_comes_is_shown_to_one_person_for_a_day(t: TestApp) {
    let march = t.schedule("2027-03-11", "09:00").await;
    t.until(at("2027-03-04T09:00:00+01:00")).await;
    let away = json!({ "möte": march, "skäl": "Migrän" });
    t.member("Arboga").command("förhinder anmäl", away).await.expect("kallas strax");
    t.pass(TimeDelta::seconds(10)).await;
    t.substitute("Arboga").press("Jag kommer").await;
    t.member("Sala").command("förhinder anmäl", json!({ "möte": march })).await;
    t.pass(TimeDelta::seconds(10)).await;

    // Whoever may see the meeting by the command may see it as a page.
    let official = t.official("Äldre");
    let address = official.links_attendance(&march).await;
    let page = t.page(&address).await;
    let named = |part: &str| page.contains(part);
    assert!(named("i stället för Arboga, ledamot, Äldre"), "{page}");
    assert!(named("<bdi>Arboga, ersättare, Äldre</bdi>"), "{page}");
    assert!(
        named("Sala, ledamot, Äldre har förhinder, Sala, ersättare, Äldre har inte svarat"),
        "{page}"
    );
    assert!(named("13 av 14") && !named("Migrän"), "{page}");
    let headers = t.browsed(&address, "sv").await.headers().clone();
    assert_eq!(
        (&headers["cache-control"], &headers["x-robots-tag"]),
        (&"no-store".parse().expect("a value"), &"noindex".parse().expect("a value"))
    );
    // It is no page of the calendar, and no calendar's page is one.
    let calendar = address.replace("/attendance", "");
    assert_eq!(t.browsed(&calendar, "sv").await.status(), StatusCode::NOT_FOUND);
    let group = format!("{}/attendance", t.member("Arboga").links_page().await);
    assert_eq!(t.browsed(&group, "sv").await.status(), StatusCode::NOT_FOUND);
    // It is not among the addresses that last, and it is in what is kept of somebody.
    let listed = official.command("kalendarium länk", json!({})).await;
    assert!(button(&listed.0["message"], "Ta bort 1").is_none(), "{}", listed.words());
    let export = official.command("jag exportera", json!({})).await;
    let files = t.files(&export).await;
    let text = files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect::<String>();
    assert!(
        text.contains("närvarolista för Äldre, 2027-03-11 09:00")
            && text.contains("\"attendance\""),
        "{text}"
    );

    // Somebody who may not see the meeting has none, and whoever may no longer has it no longer.
    let stranger = t.official("Kultur/idrott");
    let elsewhere = t.channel("kultur-idrott").to_owned();
    let refused = stranger.command_in(&elsewhere, "möte visa", json!({ "möte": march })).await;
    assert!(button(&refused.0["message"], "Närvarolista").is_none(), "{}", refused.words());
    let member = t.member("Fagersta");
    let own = member.links_attendance(&march).await;
    assert!(t.page(&own).await.contains("Närvaro: Äldre"));
    // Today is their last day in the group.
    let seats = official.suggestions("group seat", json!({ "group": "Äldre" }), "seat").await;
    let own_seat =
        seats.iter().find(|one| one["name"].as_str().is_some_and(|name| name.contains("Fagersta")));
    let leaves = json!({ "group": "Äldre", "seat": own_seat.expect("a seat")["value"], "change": 2, "from": "2027-03-04" });
    official.command("group seat", leaves).await.expect("sista dag 4 mars 2027");
    assert_eq!(t.browsed(&own, "sv").await.status(), StatusCode::OK, "their last day");
    t.until(at("2027-03-05T08:30:00+01:00")).await;
    assert_eq!(t.browsed(&address, "sv").await.status(), StatusCode::OK);
    assert_eq!(t.browsed(&own, "sv").await.status(), StatusCode::NOT_FOUND);

    // A day later it is over.
    t.until(at("2027-03-05T09:01:00+01:00")).await;
    assert_eq!(t.browsed(&address, "sv").await.status(), StatusCode::NOT_FOUND);
    t.finish().await;
}

impl TestApp {
    /// Year and month of the simulated clock.
    async fn clock(&self) -> (i32, u32) {
        use chrono::Datelike as _;
        let now = self.demo.clock.now().with_timezone(&chrono_tz::Europe::Stockholm);
        (now.year(), now.month())
    }
}

/// Two meetings with agendas in March, on the pages for everybody.
async fn with_meetings() -> (TestApp, String, String) {
    let t = TestApp::spawn().await;
    let march = t.schedule("2027-03-11", "09:00").await;
    t.schedule("2027-03-25", "13:00").await;
    for (title, purpose) in [("Kulturplanen", 3), ("Bredband", 0)] {
        let add = json!({ "meeting": march, "title": title, "purpose": purpose, "minutes": "30",
                          "topics": title.to_lowercase(), "link": "https://a.example/handling" });
        t.chair("Äldre").command("agenda add", add).await.expect("står på dagordningen");
    }
    let page = t.public_page().await;
    (t, page, march)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_finds_a_meeting_in_the_browser_and_prints_it() {
    let Some(browser) = Browser::open().await else { return };
    let (t, page, _) = with_meetings().await;
    browser.client.goto(&format!("{page}?lang=sv&from=2027-03")).await.expect("the page");
    browser.shows("torsdag 11 mars 2027").await;
    browser.expect_accessible("the list").await;
    browser.expect_readable().await;

    // The filters, one after the other, and off again.
    browser.click("//summary[contains(., 'Filtrera')]").await;
    browser.click("//details//a[normalize-space(.)='beslut']").await;
    browser.shows("Visar bara:").await;
    let titles = "return document.querySelector('main').innerText.includes('Bredband')";
    browser.until(&titles.replace("return ", "return !")).await;
    browser.expect_accessible("the list, narrowed").await;
    browser.click("//p[@class='chosen']/a").await;
    browser.until(titles).await;

    // The month, and the one after it, and back.
    browser.click("//nav//a[normalize-space(.)='Månad']").await;
    browser.find("//table/caption[normalize-space(.)='mars 2027']").await;
    browser.expect_accessible("the month").await;
    browser.expect_readable().await;
    browser.click("//nav//a[normalize-space(.)='april 2027 →']").await;
    browser.find("//table/caption[normalize-space(.)='april 2027']").await;
    browser.shows("Inga möten i april 2027").await;
    browser.click("//nav//a[normalize-space(.)='← mars 2027']").await;
    browser.click("//td[contains(., '25')]//a[contains(., '13:00')]").await;
    browser.shows("torsdag 25 mars 2027 kl. 13").await;
    browser.client.back().await.expect("back");
    browser.click("//td[contains(., '11')]//a[contains(., '09:00')]").await;

    // The meeting: with its agenda, read out well, and on paper.
    browser.shows("Kulturplanen").await;
    browser.expect_accessible("a meeting").await;
    browser.expect_readable().await;
    let paper = browser.client.print(PrintConfiguration::default()).await.expect("a PDF");
    assert!(paper.starts_with(b"%PDF-"));
    if let Some(text) = text_of(&paper) {
        for part in
            ["torsdag 11 mars 2027", "Kulturplanen", "Bredband", "https://a.example/handling"]
        {
            assert!(text.contains(part), "{part} is not printed: {text}");
        }
        for part in ["Alla möten", "In English", "Tillgänglighet", "Lägg till i kalendern"] {
            assert!(!text.contains(part), "{part} is of no use on paper: {text}");
        }
    }

    // In the other language, and what is said of how all can use it.
    browser.click("//header//a[normalize-space(.)='In English']").await;
    browser.shows("Thursday 11 March 2027").await;
    browser.click("//footer//a").await;
    browser.shows("How accessible are the pages?").await;
    browser.expect_accessible("the statement").await;
    t.finish().await;
}

/// What stands on paper, where there is a program that reads it.
fn text_of(paper: &[u8]) -> Option<String> {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, paper).expect("written");
    let Ok(read) = Command::new("pdftotext").arg(&path).arg("-").output() else {
        println!("SKIPPED: pdftotext (poppler-utils) is not installed");
        return None;
    };
    Some(String::from_utf8_lossy(&read.stdout).into_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_narrow_phone_in_the_dark_nothing_is_cut_off() {
    let Some(browser) = Browser::open_phone_of(320).await else { return };
    let (t, page, march) = with_meetings().await;
    for query in [
        "?lang=sv&from=2027-03",
        "?lang=en&from=2027-03&view=month",
        "?lang=en&from=2027-03&purpose=decision",
    ] {
        browser.client.goto(&format!("{page}{query}")).await.expect("the page");
        browser.shows("09:00").await;
        browser.expect_no_sideways().await;
        browser.expect_accessible(query).await;
        browser.expect_readable().await;
    }
    let dark = "return getComputedStyle(document.documentElement).backgroundColor";
    assert_ne!(browser.evaluate(dark).await, json!("rgb(255, 255, 255)"));
    // Days on which nothing is do not stand in a list of days.
    browser
        .client
        .goto(&format!("{page}?lang=sv&from=2027-03&view=month"))
        .await
        .expect("the page");
    let days =
        "return [...document.querySelectorAll('td')].filter((day) => day.checkVisibility()).length";
    assert_eq!(browser.evaluate(days).await, json!(2));
    browser.click("//td//a[contains(., '09:00')]").await;
    browser.shows("Kulturplanen").await;
    browser.expect_no_sideways().await;
    browser.expect_accessible("a meeting").await;
    let official = t.official("Äldre");
    let lets = json!({ "grupp": "Äldre", "anteckningar-på-sidan": true });
    official.command("grupp inställningar", lets).await.expect("och på gruppens webbsida");
    t.until(at("2027-03-11T12:30:00+01:00")).await;
    official
        .notes(
            &march,
            "# Rubrik\n\n- Punkt\n- https://a.example/en-lång-adress/som-inte-får-plats/på-en-rad",
        )
        .await;
    browser.client.refresh().await.expect("the page");
    browser.shows("Vi bygger.").await;
    browser.expect_no_sideways().await;
    browser.expect_accessible("a meeting with notes").await;
    browser.expect_readable().await;
    let who_comes = official.links_attendance(&march).await;
    browser.client.goto(&who_comes).await.expect("the page");
    browser.shows("Arboga, ledamot, Äldre").await;
    browser.expect_no_sideways().await;
    browser.expect_accessible("who comes").await;
    browser.expect_readable().await;
    browser.client.goto(&format!("{}/s/nothing?lang=sv", t.root())).await.expect("the page");
    browser.shows("Här finns inget").await;
    browser.expect_accessible("nothing there").await;
    t.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mouse_and_at_double_size_a_meeting_is_found() {
    let Some(browser) = Browser::open().await else { return };
    let (t, page, _) = with_meetings().await;
    browser.client.goto(&format!("{page}?lang=sv&from=2027-03")).await.expect("the page");
    browser.shows("torsdag 11 mars 2027").await;
    // The first key leads past what stands on every page.
    browser.client.find(Locator::Css("body")).await.expect("a body");
    browser.key(Key::Tab).await;
    let focused = "return document.activeElement.textContent.trim()";
    assert_eq!(browser.evaluate(focused).await, json!("Hoppa till innehållet"));
    browser.key(Key::Enter).await;
    browser.until("return document.activeElement.id === 'main'").await;
    for _ in 0..30 {
        let text = browser.evaluate(focused).await;
        if text.as_str().is_some_and(|text| text.starts_with("torsdag 11 mars")) {
            break;
        }
        browser.key(Key::Tab).await;
        let outlined = "return document.activeElement === document.body
            || getComputedStyle(document.activeElement).outlineStyle !== 'none'";
        assert_eq!(browser.evaluate(outlined).await, json!(true), "one sees where one is: {text}");
    }
    browser.key(Key::Enter).await;
    browser.shows("Kulturplanen").await;
    for query in ["?lang=sv&from=2027-03", "?lang=sv&from=2027-03&view=month"] {
        browser.client.goto(&format!("{page}{query}")).await.expect("the page");
        browser.shows("09:00").await;
        browser.evaluate("document.documentElement.style.fontSize = '200%'").await;
        browser.expect_no_sideways().await;
    }
    t.finish().await;
}

/// Links to take part at a distance, as the usual services make them.
const SERVICES: [&str; 9] = [
    "https://us02web.zoom.us/j/84512345678?pwd=a_bC*d~eF1gH2iJ3kL4mN5oP6qR7sT8u.1",
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_ZTk1YmE4NzAtMDVkNi00MTYyLTk4ZTgtOTI3NjA5ZjcxZjcz%40thread.v2/0?context=%7b%22Tid%22%3a%2272f988bf-86f1-41af-91ab-2d7cd011db47%22%2c%22Oid%22%3a%22b6c02ce3-d79e-49a0-9d3b-2bb0e2b4cd5e%22%7d",
    "https://teams.live.com/meet/9345678901234?p=Ab_Cd-Ef_1",
    "https://meet.google.com/abc-defg-hij?authuser=0&hs=122",
    "https://region.webex.com/region/j.php?MTID=m1a2_b3c4__d5e6",
    "https://meet.jit.si/Samverkan_%C3%84ldre_(v%C3%A5ren)",
    "https://whereby.com/sam_verkan*rum~1",
    "https://bbb.example.org/b/ann-x_y-z__1@rum|2",
    "https://meet.goto.com/123456789?x=[a]",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_to_take_part_works_wherever_it_is_shown() {
    let t = TestApp::spawn().await;
    let chair = t.chair("Äldre");
    let longest = format!("https://video.example/{}_x", "a_".repeat(238));
    assert_eq!(longest.len(), 500);
    let all: Vec<&str> = SERVICES.into_iter().chain([longest.as_str()]).collect();
    let page = t.official("Äldre").links_page().await;
    for (number, link) in all.iter().enumerate() {
        let date = format!("2027-03-{:02}", number + 1);
        // Beside other words, as long as there is room for them.
        let is_alone = link.len() == 500;
        let with_words = |link: &str, before: &str, behind: &str| match is_alone {
            true => link.to_owned(),
            false => format!("{before}{link}{behind}"),
        };
        let place = with_words(link, "Sal *3*, eller ", " (se_där)");
        let options = json!({ "group": "Äldre", "date": date, "time": "09:00", "place": place });
        // What Discord would take for its own is written as addresses write it.
        let pressed = link.replace('[', "%5B").replace(']', "%5D").replace('|', "%7C");
        let whole = with_words(&pressed, "Sal \\*3\\*, eller ", " \\(se\\_där\\)");
        chair.command("meeting schedule", options).await.expect(&whole);
        let posts = chair.sees("äldre").await;
        let post = posts.last().expect("the announcement");
        assert_eq!(post["embeds"][0]["fields"][1]["value"], whole, "{link}");
        let file = chair.press_on(post, "Till min kalender").await;
        let url = file.0["message"]["attachments"][0]["url"].as_str().expect("a file").to_owned();
        let ics = reqwest::get(url).await.expect("an answer").text().await.expect("a text");
        let unfolded = ics.replace("\r\n ", "");
        let escaped = link.replace(';', "\\;").replace(',', "\\,");
        assert!(unfolded.contains(&escaped), "{link} is not in {unfolded}");
        let meeting = t.newest_meeting().await;
        let shown =
            t.page(&format!("{}{}", t.root(), link_to(&t.page(&page).await, &meeting))).await;
        let hrefs = links(&shown);
        assert!(hrefs.iter().any(|href| href == link), "{link} is not in {hrefs:?}");
    }
    t.finish().await;
}
