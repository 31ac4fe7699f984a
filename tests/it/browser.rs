//! A person at the page, in Debian's Chromium.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use fantoccini::Locator;
use fantoccini::key::Key;
use kallelse::clock::SimulatedClock;
use kallelse::demo::{Demo, DemoConfig};
use kallelse::sandbox::{LimitSettings, SandboxConfig};
use serde_json::json;
use tempfile::TempDir;

use crate::harness::browser::{Browser, PATIENCE};
use crate::harness::playground::Playground;
use crate::harness::referee;
use crate::sockets::Socket;

/// The button that goes on to the next event, when that is the call of a meeting: at nine. Before it, what the booking
/// has changed is brought up to date, which is an event as well.
const NEXT_IS_THE_CALL: &str =
    "//button[@id='next' and @aria-disabled='false' and contains(normalize-space(.), ' 09:00')]";

async fn demo(folder: &TempDir) -> Demo {
    demo_at(folder, SimulatedClock::flowing(Utc::now())).await
}

async fn demo_at(folder: &TempDir, clock: Arc<SimulatedClock>) -> Demo {
    let config = DemoConfig { data_dir: folder.path(), port: 0, database_url: None, clock };
    let started = tokio::time::timeout(Duration::from_secs(60), Demo::start(config)).await;
    started.expect("within a minute").expect("the demonstration")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_walks_through_the_story_in_the_browser() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");

    // 1. The chair schedules a meeting, in Swedish.
    browser.become_person("Regionen, ordförande, Äldre").await;
    browser.command("/möte boka").await;
    browser.pick("group", "äld").await;
    let day = (Utc::now() + chrono::TimeDelta::days(30)).format("%Y-%m-%d").to_string();
    browser.pick("date", &day).await;
    browser.pick("time", "9").await;
    browser
        .find("//input[@id='option-place']")
        .await
        .send_keys("Regionhuset, sal 3")
        .await
        .expect("typed");
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    browser.shows("Möte bokat: Äldre").await;

    // 2. The clock goes to the posting time.
    browser.click(NEXT_IS_THE_CALL).await;
    browser.shows("Kallelse: Äldre").await;
    browser.shows("14 av 14 väntas komma").await;

    // 3. Arboga's member cannot come.
    browser.become_person("Arboga, ledamot, Äldre").await;
    browser.click("//button[normalize-space(.)='Förhinder']").await;
    browser.shows("Ersättaren Arboga, ersättare, Äldre kallas strax.").await;
    browser.find("//button[normalize-space(.)='Ångra']").await;
    browser.shows("13 av 14 väntas komma").await;

    // 4. The substitute sees the mark, reads the message and comes.
    browser.become_person("Arboga, ersättare, Äldre").await;
    browser.find("//nav//button[contains(., 'Kallelse')]//*[contains(@class, 'badge')]").await;
    browser.click("//nav//button[.//*[normalize-space(.)='Kallelse']]").await;
    browser.shows("Kan du komma i stället för Arboga, ledamot, Äldre?").await;
    browser.click("//button[normalize-space(.)='Jag kommer']").await;
    browser.shows("Vi räknar med dig").await;
    browser.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
    browser.shows("Arboga: Arboga, ersättare, Äldre kommer").await;

    // 5. The official sees the receipt, and the guide has been ticked off to its end.
    browser.become_person("Ansvarig tjänsteman, Äldre").await;
    browser.click("//nav//button[.//*[normalize-space(.)='tjänstemän-äldre']]").await;
    browser.shows("Arboga, ersättare, Äldre kommer i stället.").await;

    // 6. What comes stands pinned in the channel, and says whether it concerns them.
    browser.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
    browser.click("//button[normalize-space(.)='Mitt kalendarium']").await;
    browser.shows("du är tjänsteman för gruppen").await;

    // 7. Once the meeting has been, its notes are written and published.
    browser.shows("Steg 7 av 8: Tryck på Nästa").await;
    browser.until("return document.getElementById('step').innerText.includes('/anteckningar skriv') || (document.querySelector('#next[aria-disabled=false]')?.click(), false)").await;
    browser.writes_notes().await;

    // 8. And found by somebody who was never called.
    browser.become_person("Sala, ersättare, Äldre").await;
    browser.finds_notes().await;
    browser.shows("Klart! Du har sett hela vägen").await;
    browser.click("//section[@id='guide']//summary").await;
    let ticked = "return document.querySelectorAll('#guide li.done').length";
    assert_eq!(browser.evaluate(ticked).await, json!(8));
    browser.client.clone().close().await.expect("closed");
}

impl Browser {
    /// Picks the first of what is suggested for an option, without typing.
    async fn pick_first(&self, option: &str) {
        let field = self.find(&format!("//input[@id='option-{option}']")).await;
        // On a low window the last fields are scrolled to.
        let scroll = format!(
            "document.getElementById('option-{option}').scrollIntoView({{ block: 'center' }})"
        );
        self.evaluate(&scroll).await;
        field.click().await.expect("clicked");
        self.find(&format!("//input[@id='option-{option}']/following-sibling::ul/li")).await;
        let keys = format!("{}{}", char::from(Key::Down), char::from(Key::Enter));
        field.send_keys(&keys).await.expect("picked");
    }

    /// What the guide says, and the names and words that it sets in bold.
    async fn guide(&self) -> (String, Vec<String>) {
        let told = "const step = document.getElementById('step'); return step ? [step.innerText, [...step.querySelectorAll('strong')].map((one) => one.innerText)] : ['', []]";
        serde_json::from_value(self.evaluate(told).await).expect("text and words")
    }

    /// Writes something of the meeting that is offered first, and publishes it.
    async fn writes_notes(&self) {
        self.command("/anteckningar skriv").await;
        self.pick_first("meeting").await;
        self.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
        self.click("(//button[normalize-space(.)='Något mer togs upp'])[last()]").await;
        for (field, text) in [("heading", "Fiber"), ("said", "Köping är klar.")] {
            let input = self.find(&format!("//dialog//*[@name='{field}']")).await;
            input.send_keys(text).await.expect("typed");
        }
        self.click("//dialog//form//button[normalize-space(.)='Skicka']").await;
        self.click("(//button[normalize-space(.)='Förhandsgranska'])[last()]").await;
        self.click("(//button[normalize-space(.)='Publicera'])[last()]").await;
        self.shows("är publicerade").await;
    }

    /// Looks for a word that stands in them, and opens what is found.
    async fn finds_notes(&self) {
        self.command("/anteckningar sök").await;
        self.find("//input[@id='option-words']").await.send_keys("fiber").await.expect("typed");
        self.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
        self.click("(//article//select)[last()]/option[contains(., 'Äldre')]").await;
        self.shows("Köping är klar.").await;
    }

    /// Does what the guide says, as a newcomer would who takes it at its word.
    async fn obey(&self, told: &str, bold: &[String]) {
        let name = bold.get(1).map(String::as_str).unwrap_or_default();
        if told.contains("/möte boka") {
            self.command("/möte boka").await;
            for option in ["group", "date", "time"] {
                self.pick_first(option).await;
            }
            let place = self.find("//input[@id='option-place']").await;
            place.send_keys("Regionhuset").await.expect("typed");
            self.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']")
                .await;
        } else if told.contains("/anteckningar skriv") {
            self.become_person(name).await;
            self.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
            self.writes_notes().await;
        } else if told.contains("/anteckningar sök") {
            self.finds_notes().await;
        } else if told.contains("tills mötet har varit") {
            // As often as something is up next before it.
            let patience = Instant::now() + PATIENCE;
            while self.guide().await.0 == told {
                assert!(Instant::now() < patience, "the meeting never comes");
                let next = "const next = document.getElementById('next'); if (next.ariaDisabled === 'false') next.click()";
                self.evaluate(next).await;
            }
        } else if told.contains("Nästa") {
            self.click("//button[@id='next' and @aria-disabled='false']").await;
        } else if told.to_lowercase().contains("tryck på förhinder") {
            self.become_person(name).await;
            self.click("(//button[normalize-space(.)='Förhinder'])[last()]").await;
        } else if told.contains("Mitt kalendarium") {
            self.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
            self.click("//button[normalize-space(.)='Mitt kalendarium']").await;
        } else if told.contains("Direktmeddelanden") {
            self.become_person(name).await;
            self.click("//nav//button[contains(., 'Kallelse')]").await;
            self.click("(//button[normalize-space(.)='Jag kommer'])[last()]").await;
        } else {
            self.become_person(name).await;
            self.click("//nav//button[.//*[normalize-space(.)='tjänstemän-äldre']]").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_picks_the_first_suggestion_everywhere_comes_to_the_guides_end() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    // A Saturday: the first day that is suggested is too near for a week's notice on a weekday.
    let saturday = "2027-02-06T10:00:00+01:00".parse().expect("a time");
    let demo = demo_at(&folder, SimulatedClock::flowing(saturday)).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.shows("Steg 1 av 8:").await;
    loop {
        let patience = Instant::now() + PATIENCE;
        let (told, bold) = browser.guide().await;
        if told.contains("Klart!") {
            break;
        }
        browser.obey(&told, &bold).await;
        // Whoever has become the right person reads other words of the same step.
        let step = |told: &str| told.split(':').next().unwrap_or_default().to_owned();
        // A meeting that has been is what the step begins with.
        let is_begun = told.contains("tills mötet har varit");
        while !is_begun && step(&browser.guide().await.0) == step(&told) {
            assert!(Instant::now() < patience, "the guide stands still: {told}");
        }
    }
    // A second visit: it can be gone through again, by somebody else than who begins it.
    browser.click("//button[normalize-space(.)='Börja om från början']").await;
    browser.shows("Steg 1 av 8: Byt till Regionen, ordförande, Äldre").await;
    assert_eq!(browser.evaluate("return document.activeElement.id").await, json!("step"));
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_gone_on_is_not_called_back_by_an_answer_that_comes_late() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    let slow = json!({ "kind": "delay", "ms": 2000, "route": "POST /interactions/*/*/callback" });
    let faults = format!("{}/sandbox/faults", demo.sandbox.base());
    reqwest::Client::new().post(faults).json(&slow).send().await.expect("an answer");
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.command("/hjälp").await;
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    // While the bot thinks, they begin to look for somebody else.
    let field = browser.find("//input[@id='user']").await;
    field.click().await.expect("clicked");
    field.send_keys("Regionen, led").await.expect("typed");
    browser.until("return !document.querySelector('#compose form.form')").await;
    let focused = browser.evaluate("return document.activeElement.id").await;
    assert_eq!(focused, json!("user"), "they are where they were");
    field.send_keys("amot 1, Äldre").await.expect("typed");
    browser.find("//*[@id='people']//li[starts-with(., 'Regionen, ledamot 1, Äldre')]").await;
    field.send_keys(&char::from(Key::Enter).to_string()).await.expect("chosen");
    browser
        .until("return document.getElementById('user').value === 'Regionen, ledamot 1, Äldre'")
        .await;
    // Whoever has stayed goes on at the line.
    browser.command("/hjälp").await;
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    browser.until("return document.activeElement.id === 'line'").await;
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_answers_where_one_looks_and_keeps_what_one_has_begun() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    let away = "const log = document.getElementById('messages'); return log.scrollHeight - log.scrollTop - log.clientHeight <= 1";
    // Enough to scroll through, and the end of it in sight.
    for _ in 0..8 {
        browser.command("/möte boka").await;
        browser.pick("group", "äld").await;
        for (option, typed) in [("date", "31/2"), ("time", "9"), ("place", "Här")] {
            let field = browser.find(&format!("//input[@id='option-{option}']")).await;
            field.send_keys(typed).await.expect("typed");
        }
        browser
            .click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']")
            .await;
        browser.find("//input[@id='line']").await;
    }
    browser.until("return document.querySelectorAll('article').length >= 8").await;
    browser.until(away).await;
    browser.client.refresh().await.expect("loaded anew");
    browser.until("return document.querySelectorAll('article').length >= 8").await;
    browser.until(away).await;
    // Scrolled up, an answer to what one did is brought into view.
    browser.evaluate("document.getElementById('messages').scrollTop = 60").await;
    browser
        .until("const log = document.getElementById('messages'); return log.scrollTop < 100")
        .await;
    browser.find("//input[@id='line']").await.send_keys("Hej").await.expect("typed");
    browser.key(Key::Enter).await;
    browser.until("const last = document.querySelector('#messages article:last-of-type').getBoundingClientRect(), log = document.getElementById('messages').getBoundingClientRect(); return document.getElementById('messages').innerText.includes('Hej') && last.bottom <= log.bottom + 1 && last.top >= log.top").await;

    // A form that is half filled in waits while one looks elsewhere, and in another language.
    browser.command("/möte boka").await;
    let place = browser.find("//input[@id='option-place']").await;
    place.send_keys("Halvvägs").await.expect("typed");
    browser.click("//nav//button[.//*[normalize-space(.)='barn-unga']]").await;
    browser.find("//h1[contains(., 'barn-unga')]").await;
    browser.until("return !document.querySelector('#compose .form')").await;
    browser.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
    let kept = "return document.getElementById('option-place')?.value === 'Halvvägs'";
    browser.until(kept).await;
    browser
        .find("//select[@id='language']/option[.='English']")
        .await
        .click()
        .await
        .expect("chosen");
    browser.find("//form[contains(@class, 'form')]//button[normalize-space(.)='Send']").await;
    browser.until(kept).await;
    // With a keyboard open on a small telephone, what sends is in sight.
    browser.client.set_window_size(500, 620).await.expect("smaller");
    let seen = "const send = document.querySelector('#compose .form .row button').getBoundingClientRect(); return send.top >= 0 && send.bottom <= innerHeight && innerHeight < 560";
    browser.until(seen).await;
    browser.client.set_window_size(1200, 800).await.expect("larger");
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Close']").await;
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_focus_is_never_lost() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let clock = SimulatedClock::standing("2027-02-01T10:00:00+01:00".parse().expect("a time"));
    let demo = demo_at(&folder, clock).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.shows("Steg 1 av 8:").await;
    let focus = "return document.activeElement.id || document.activeElement.tagName";

    // Nothing is coming up: the button says so, and keeps the focus.
    browser.tab_to("next").await;
    browser.key(Key::Enter).await;
    assert_eq!(browser.evaluate(focus).await, json!("next"));
    assert_eq!(
        browser.evaluate("return document.activeElement.getAttribute('aria-disabled')").await,
        json!("true")
    );

    // Tab goes on from a list that is open, whether something is picked from it or not.
    let field = browser.find("//input[@id='user']").await;
    field.click().await.expect("clicked");
    browser.find("//*[@id='people']//li").await;
    browser.key(Key::Tab).await;
    assert_eq!(browser.evaluate(focus).await, json!("language"));
    field.click().await.expect("clicked");
    field.send_keys("Arboga, led").await.expect("typed");
    browser.find("//*[@id='people']//li[@aria-selected='true']").await;
    browser.key(Key::Tab).await;
    browser
        .until("return document.getElementById('user').value === 'Arboga, ledamot, Äldre'")
        .await;
    assert_eq!(browser.evaluate(focus).await, json!("language"));

    // What is pressed away gives the focus to what comes in its place.
    browser.click("//section[@id='guide']//button[.='×']").await;
    browser.until("return document.activeElement.id === 'show-guide'").await;
    browser.key(Key::Enter).await;
    browser.until("return document.activeElement.id === 'step'").await;

    // Drawn anew, since something has happened, the guide gives the focus back.
    browser
        .client
        .find(Locator::Css("#guide summary"))
        .await
        .expect("all steps")
        .click()
        .await
        .expect("opened");
    browser.evaluate("document.querySelector('#guide summary').focus()").await;
    let chair = demo.guild.users[0].id.clone();
    let channel = demo.guild.channels[0].id.clone();
    let book = json!({ "channel_id": channel, "command": "meeting schedule", "options": { "group": "Äldre", "date": "2027-03-11", "time": "09:00", "place": "Regionhuset" } });
    let deed = format!("{}/sandbox/users/{chair}/command", demo.sandbox.base());
    reqwest::Client::new().post(deed).json(&book).send().await.expect("booked");
    browser.shows("Steg 2 av 8:").await;
    assert_eq!(browser.evaluate("return document.activeElement.tagName").await, json!("SUMMARY"));

    // What is wrong is said beside the field that it is about.
    browser.command("/möte boka").await;
    browser
        .find("//input[@id='option-place']")
        .await
        .send_keys("Regionhuset")
        .await
        .expect("typed");
    browser.key(Key::Enter).await;
    browser.find("//input[@id='option-group' and @aria-invalid='true']").await;
    browser.until("const error = document.querySelector('#compose .error'), place = document.getElementById('compose').getBoundingClientRect(), seen = error.getBoundingClientRect(); return error.innerText.includes('måste fyllas i') && error.closest('.field').contains(document.activeElement) && seen.top >= place.top && seen.bottom <= place.bottom").await;
    browser.key(Key::Escape).await;
    browser.key(Key::Escape).await;

    // A second click into the field replaces the name, as the first does; Escape takes it back.
    field.click().await.expect("clicked");
    field.click().await.expect("clicked");
    browser.keys("Sala, led").await;
    assert_eq!(
        browser.evaluate("return document.getElementById('user').value").await,
        json!("Sala, led")
    );
    browser.find("//*[@id='people']//li[@aria-selected='true' and starts-with(., 'Sala')]").await;
    browser.key(Key::Enter).await;
    browser.until("return document.getElementById('user').value === 'Sala, ledamot, Äldre'").await;
    assert_eq!(browser.evaluate(focus).await, json!("user"), "keys go on from where they were");
    browser.keys("vice").await;
    browser.key(Key::Escape).await;
    browser.until("return document.getElementById('user').value === 'Sala, ledamot, Äldre'").await;
    browser.client.clone().close().await.expect("closed");
}

/// What the README's picture shows in words, so that a test can tell when it shows another state.
const PICTURED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/page.txt");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_readmes_picture_is_of_the_page_as_it_is() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let monday = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let demo = demo_at(&folder, SimulatedClock::flowing(monday)).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.become_person("Regionen, ordförande, Äldre").await;
    browser.command("/möte boka").await;
    browser.pick("group", "äld").await;
    browser.pick("date", "2027-03-11").await;
    browser.pick("time", "9").await;
    browser
        .find("//input[@id='option-place']")
        .await
        .send_keys("Regionhuset, sal 3")
        .await
        .expect("typed");
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    browser.click(NEXT_IS_THE_CALL).await;
    browser.shows("14 av 14 väntas komma").await;
    browser.become_person("Arboga, ledamot, Äldre").await;
    browser.click("//button[normalize-space(.)='Förhinder']").await;
    browser.shows("Steg 4 av 8:").await;
    browser.shows("13 av 14 väntas komma").await;
    browser.become_person("Regionen, ordförande, Äldre").await;
    browser.client.set_window_size(1280, 1080).await.expect("larger");
    browser.until("return !document.querySelector('article.private:last-of-type')").await;
    browser.shows("13 av 14 väntas komma").await;
    browser.find("//nav//button[contains(@class, 'thread')]").await;
    browser.evaluate("document.activeElement.blur()").await;
    let png = browser.client.screenshot().await.expect("a picture");
    // When each message came depends on how quick the machine is.
    let read = "for (const time of document.querySelectorAll('article .by time')) time.style.display = 'none'; return document.querySelector('main').innerText";
    let words = browser.evaluate(read).await.as_str().expect("text").replace("\n\n", "\n");
    if std::env::var_os("KALLELSE_PICTURE").is_some() {
        std::fs::write(PICTURED.replace(".txt", ".png"), png).expect("written");
        std::fs::write(PICTURED, &words).expect("written");
    }
    let pictured = std::fs::read_to_string(PICTURED).expect("docs/page.txt");
    assert_eq!(words, pictured, "the README's picture shows another state: run docs/picture");
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_in_english_nothing_is_cut_off_and_no_script_of_a_message_runs() {
    let Some(browser) = Browser::open_phone().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.become_person("Arboga, ledamot, Äldre").await;
    browser
        .find("//select[@id='language']/option[.='English']")
        .await
        .click()
        .await
        .expect("chosen");
    browser.shows("Send").await;
    browser.shows("Kalendarium: Äldre").await;
    // The time of day stands in one line.
    let tall = browser.evaluate("return document.getElementById('now').offsetHeight").await;
    assert!(tall.as_i64().is_some_and(|tall| tall < 30), "the clock is {tall} pixels tall");

    let line = browser.find("//input[@id='line']").await;
    let wicked = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> **bold** <@1> [x](javascript:alert(1))";
    line.send_keys(wicked).await.expect("typed");
    line.send_keys(&char::from(Key::Enter).to_string()).await.expect("sent");
    browser.find("//article//strong[.='bold']").await;
    browser.shows("<script>document.title=").await;
    assert_eq!(browser.client.title().await.expect("a title"), "Kallelse");
    let inside = browser
        .client
        .execute("return document.querySelectorAll('article img, article script').length", vec![]);
    assert_eq!(inside.await.expect("counted"), json!(0));

    browser.expect_readable().await;
    // What one has begun to write is not written by another.
    line.send_keys("Half a thought").await.expect("typed");
    browser.become_person("Arboga, ersättare, Äldre").await;
    let patience = Instant::now() + PATIENCE;
    let written = "return document.getElementById('line').value";
    while browser.evaluate(written).await != json!("") {
        assert!(Instant::now() < patience, "somebody else's words stand there");
    }
    let wide = "return [document.documentElement.scrollWidth, innerWidth]";
    assert_eq!(browser.evaluate(wide).await, json!([360, 360]), "the page scrolls sideways");
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_official_reads_a_group_in_from_a_file_and_takes_it_out_again() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.become_person("Ansvarig tjänsteman, Äldre").await;

    // A file with a new member and a new seat, as a spreadsheet would save it.
    let text = include_str!("../../config/vastmanland/aldre.csv")
        .replace("\"Sala, ledamot, Äldre\"", "Örjan Ek");
    let file = folder.path().join("äldre.csv");
    let new = "15,Länsstyrelsen,other,member,Åsa Öberg,,,,,,,,\r\n";
    std::fs::write(&file, format!("\u{feff}{text}{new}")).expect("written");
    browser.command("/grupp importera").await;
    browser.pick("group", "äld").await;
    let field = browser.find("//input[@id='option-file']").await;
    field.send_keys(&file.display().to_string()).await.expect("chosen");
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    browser.shows("15 rader lästa. Inget har ändrats än.").await;
    browser.shows("Örjan Ek blir ordinarie för Sala (plats 10)").await;
    browser.shows("Ny plats: Länsstyrelsen (plats 15)").await;
    browser.click("//button[normalize-space(.)='Genomför']").await;
    browser.shows("Klart. 15 rader är inlästa i Äldre.").await;

    // What does not belong to the composition is found, and the group leaves as a workbook.
    browser.command("/grupp kontrollera").await;
    browser.pick("group", "äld").await;
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    browser.shows("Länsstyrelsen (plats 15) saknar ersättare.").await;
    browser.shows("Utan kopplat konto, nås inte här: Örjan Ek, Åsa Öberg.").await;
    browser.command("/grupp exportera").await;
    browser.pick("group", "äld").await;
    browser.click("//form[contains(@class, 'form')]//button[normalize-space(.)='Skicka']").await;
    let link = browser.find("//article//a[contains(., '.xlsx')]").await;
    let address = link.attr("href").await.expect("read").expect("an address");
    let address = reqwest::Url::parse(&demo.sandbox.base()).expect("a base").join(&address);
    let book = reqwest::get(address.expect("an address")).await.expect("a file");
    let book = book.bytes().await.expect("bytes");
    let rows = kallelse::sheet::read(&book).expect("a workbook").rows;
    assert_eq!(rows.len(), 15);
    browser.expect_readable().await;
    browser.client.clone().close().await.expect("closed");
}

/// A bot with a form, a choice and a button that cannot be pressed; it answers until it is dropped.
async fn small_bot(ground: &Playground) -> tokio::task::JoinHandle<()> {
    let me = ground.api("GET", "/applications/@me", serde_json::Value::Null).await.1;
    let path = format!("/applications/{}/commands", me["id"].as_str().expect("an id"));
    let option = |name: &str, kind: u8| json!({ "type": kind, "name": name, "description": name });
    let commands = json!([
        { "name": "form", "description": "Opens a form" },
        { "name": "choose", "description": "Shows a choice", "options": [option("who", 6), option("file", 11)] },
    ]);
    assert_eq!(ground.api("PUT", &path, commands).await.0, 200);
    let mut socket = Socket::ready(ground, 0).await;
    socket.patience = Duration::from_secs(300);
    let (http, base, token) = (ground.http.clone(), ground.sandbox.base(), ground.token.clone());
    tokio::spawn(async move {
        loop {
            let made = socket.event("INTERACTION_CREATE").await;
            let data = &made["data"];
            let answer = match (made["type"].as_u64(), data["name"].as_str()) {
                (Some(2), Some("form")) => {
                    let text = |id: &str, style: u8, more: serde_json::Value| {
                        let mut input = json!({ "type": 4, "custom_id": id, "style": style });
                        input
                            .as_object_mut()
                            .expect("one")
                            .extend(more.as_object().expect("one").clone());
                        input
                    };
                    json!({ "type": 9, "data": { "custom_id": "f", "title": "A form", "components": [
                        { "type": 18, "label": "Name", "component": text("name", 1, json!({ "max_length": 20 })) },
                        { "type": 18, "label": "More", "description": "If you like", "component": text("more", 2, json!({ "required": false })) },
                    ] } })
                }
                (Some(2), _) => {
                    let file = data["resolved"]["attachments"]
                        .as_object()
                        .and_then(|all| all.values().next());
                    let file =
                        file.map_or("no file", |file| file["filename"].as_str().unwrap_or("?"));
                    let options = ["Tea", "Coffee"]
                        .map(|label| json!({ "label": label, "value": label.to_lowercase() }));
                    json!({ "type": 4, "data": { "content": format!("You sent {file}"), "components": [
                        { "type": 1, "components": [{ "type": 3, "custom_id": "drink", "placeholder": "A drink", "options": options }] },
                        { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Not now", "custom_id": "no", "disabled": true }] },
                    ] } })
                }
                (Some(5), _) => {
                    let name = &data["components"][0]["component"]["value"];
                    json!({ "type": 4, "data": { "content": format!("Hello {}", name.as_str().unwrap_or("?")) } })
                }
                _ => {
                    json!({ "type": 7, "data": { "content": format!("You chose {}", data["values"][0].as_str().unwrap_or("?")), "components": [] } })
                }
            };
            let (id, secret) =
                (made["id"].as_str().expect("an id"), made["token"].as_str().expect("a token"));
            let address = format!("{base}/api/v10/interactions/{id}/{secret}/callback");
            let sent =
                http.post(address).header("authorization", format!("Bot {token}")).json(&answer);
            assert_eq!(sent.send().await.expect("an answer").status(), 204);
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_choices_and_buttons_of_any_bot_work_on_the_page() {
    let Some(browser) = Browser::open().await else { return };
    let ground = Playground::open().await;
    browser.client.goto(&ground.sandbox.base()).await.expect("the page");
    browser.shows("No bot is logged in.").await;
    let bot = small_bot(&ground).await;

    let line = "//input[@id='line' and contains(@placeholder, '/')]";
    browser.find(line).await.send_keys("/form").await.expect("typed");
    browser.find("//li[@role='option' and contains(., '/form')]").await;
    browser.key(Key::Enter).await;
    browser.click("//form//button[.='Send']").await;
    browser.find("//dialog//input").await.send_keys("Anna").await.expect("typed");
    browser.expect_readable().await;
    browser.click("//dialog//button[.='Send']").await;
    browser.shows("Hello Anna").await;

    browser.find(line).await.send_keys("/choose").await.expect("typed");
    browser.find("//li[@role='option' and contains(., '/choose')]").await;
    browser.key(Key::Enter).await;
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("members.csv");
    std::fs::write(&file, "a;b").expect("written");
    browser
        .find("//input[@id='option-file']")
        .await
        .send_keys(&file.to_string_lossy())
        .await
        .expect("chosen");
    browser.click("//form//button[.='Send']").await;
    browser.shows("You sent members.csv").await;
    let disabled = browser.find("//article//button[.='Not now']").await;
    assert!(!disabled.is_enabled().await.expect("known"), "a disabled button is one");
    browser.find("//article//select").await.select_by_label("Coffee").await.expect("chosen");
    browser.shows("You chose coffee").await;
    bot.abort();
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_people_and_ten_thousand_messages_are_no_burden() {
    let Some(browser) = Browser::open().await else { return };
    let limits = LimitSettings::off();
    let ground = Playground::with(SandboxConfig { limits, ..SandboxConfig::default() }).await;
    let users: Vec<_> =
        (0..1000).map(|number| json!({ "name": format!("Member {number:04}") })).collect();
    ground
        .control(
            "/guilds",
            json!({ "name": "Large", "channels": [{ "name": "crowd" }], "users": users }),
        )
        .await;
    for many in 0..100 {
        let posts = (0..100)
            .map(|one| ground.post(json!({ "content": format!("Message {}", many * 100 + one) })));
        futures_util::future::join_all(posts).await;
    }
    // Those of a hundred arrive in any order; this one is the newest.
    ground.post(json!({ "content": "The last of all" })).await;
    let asked = Instant::now();
    browser.client.goto(&ground.sandbox.base()).await.expect("the page");
    browser.shows("The last of all").await;
    println!("shown after {:?}", asked.elapsed());
    let drawn = "return document.querySelectorAll('article').length";
    assert_eq!(browser.evaluate(drawn).await, json!(50), "what is seen, and no more");
    browser.click("//button[normalize-space(.)='Show earlier messages']").await;
    browser.find("(//article)[100]").await;

    let asked = Instant::now();
    browser.become_person("Member 0777").await;
    browser.find("//nav//button[contains(., 'crowd')]").await;
    println!("somebody else after {:?}", asked.elapsed());
    let became = asked.elapsed();
    // Generous, for a slow machine: quadratic work on so much would take minutes.
    assert!(became < Duration::from_secs(10), "{became:?}");
    // Whoever types their own name stays who they are.
    browser.become_person("Member 0777").await;
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mouse_a_meeting_is_booked_and_a_channel_changed() {
    let Some(browser) = Browser::open().await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.find("//input[@id='line']").await;
    browser.tab_to("line").await;
    browser.keys("/möte boka").await;
    browser.find("//li[@role='option' and contains(., '/möte boka')]").await;
    browser.key(Key::Enter).await;
    let day = (Utc::now() + chrono::TimeDelta::days(30)).format("%Y-%m-%d").to_string();
    for (option, typed) in [("group", "äld"), ("date", day.as_str()), ("time", "9")] {
        browser.tab_to(&format!("option-{option}")).await;
        // Whoever is quick picks from what belongs to all that they typed, not to its beginning.
        browser.keys(&format!("{typed}{}{}", char::from(Key::Down), char::from(Key::Enter))).await;
    }
    browser.tab_to("option-place").await;
    browser.keys("Regionhuset").await;
    browser.key(Key::Enter).await;
    browser.shows("Möte bokat: Äldre").await;
    browser.expect_readable().await;
    // The guide goes on by itself.
    browser.shows("Steg 2 av 8:").await;

    let there = "return document.activeElement.matches('.channel') && document.activeElement.innerText.includes('barn-unga')";
    for _ in 0..40 {
        browser.key(Key::Tab).await;
        if browser.evaluate(there).await == json!(true) {
            break;
        }
    }
    browser.key(Key::Enter).await;
    browser.find("//h1[contains(., 'barn-unga')]").await;
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn markdown_is_shown_as_discord_shows_it_and_nothing_in_it_runs() {
    let Some(browser) = Browser::open().await else { return };
    let ground = Playground::open().await;
    browser.client.goto(&ground.sandbox.base()).await.expect("the page");
    browser.shows("No bot is logged in.").await;
    let cases = [
        ("**b** *i* __u__ ~~s~~", "<p><strong>b</strong> <em>i</em> <u>u</u> <s>s</s></p>"),
        (
            "***bi*** snake_case_name _i_",
            "<p><strong><em>bi</em></strong> snake_case_name <em>i</em></p>",
        ),
        (r"\*no\*", "<p>*no*</p>"),
        ("# H\n## I\n-# small", "<h2>H</h2><h3>I</h3><p class=\"small\">small</p>"),
        (
            "- a\n- b\n  - c\n1. x\n2. y",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol start=\"1\"><li>x</li><li>y</li></ol>",
        ),
        ("`**x**` ``a`b``", "<p><code>**x**</code> <code>a`b</code></p>"),
        ("```rust\n<b>\n```after", "<pre><code>&lt;b&gt;</code></pre><p>after</p>"),
        (
            "> one\n> two\nthree",
            "<blockquote><div class=\"text\"><p>one</p><p>two</p></div></blockquote><p>three</p>",
        ),
        (
            "<@1> <@&2> <#3> </go now:4>",
            "<p>[user 1] [role 2] <span class=\"mention\">#channel 3</span> <span class=\"mention\">/go now</span></p>",
        ),
        (
            "[x](https://a.b/c) <https://d.e>.",
            "<p><a href=\"https://a.b/c\" rel=\"noopener noreferrer\" target=\"_blank\">x</a> <a href=\"https://d.e\" rel=\"noopener noreferrer\" target=\"_blank\">https://d.e</a>.</p>",
        ),
        (
            "[x](javascript:alert(1)) <img src=x onerror=alert(1)>",
            "<p>[x](javascript:alert(1)) &lt;img src=x onerror=alert(1)&gt;</p>",
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("||secret||", "<p><details class=\"spoiler\"><summary>…</summary>secret</details></p>"),
        ("**open *and `never closed", "<p>**open *and `never closed</p>"),
        ("<t:99999999999999> <t:x>", "<p>&lt;t:99999999999999&gt; &lt;t:x&gt;</p>"),
    ];
    let script = r#"
        const done = arguments[1];
        import("/markdown.js").then(({ markdown }) => {
            const context = { mention: (id) => document.createRange().createContextualFragment(`[user ${id}]`), role: (id) => document.createRange().createContextualFragment(`[role ${id}]`), channel: (id) => `channel ${id}`, now: () => 0, zone: () => "Europe/Stockholm" };
            done(markdown(arguments[0], context).innerHTML);
        }).catch((error) => done(String(error)));
    "#;
    let shown = |text: &str| browser.client.execute_async(script, vec![json!(text)]);
    for (text, expected) in cases {
        assert_eq!(shown(text).await.expect("shown"), json!(expected), "{text}");
    }
    let relative = shown("<t:3600:R> <t:0:t>").await.expect("shown");
    let relative = relative.as_str().expect("text");
    assert!(relative.contains("in 1 hour") && relative.contains("1:00"), "{relative}");
    browser.client.clone().close().await.expect("closed");
}
