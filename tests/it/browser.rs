//! A person at the page, in Debian's Chromium.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::Utc;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use kallelse::clock::SimulatedClock;
use kallelse::demo::{Demo, DemoConfig};
use serde_json::json;
use tempfile::TempDir;

use crate::harness::postgres::free_port;
use crate::harness::referee;

/// A browser under remote control. The driver ends with it, and the browser with the driver.
struct Browser {
    client: Client,
    driver: Child,
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to end, the driver ends its browser too; killed, it would leave it behind.
        let _ = Command::new("kill").arg(self.driver.id().to_string()).status();
        let _ = self.driver.wait();
    }
}

impl Browser {
    /// `None`, said aloud, where no Chromium is installed.
    async fn open(width: u32, height: u32) -> Option<Self> {
        let chromium = std::path::Path::new("/usr/bin/chromium");
        let chromedriver = std::path::Path::new("/usr/bin/chromedriver");
        if !chromium.exists() || !chromedriver.exists() {
            println!("SKIPPED: Debian's chromium and chromium-driver are not installed");
            return None;
        }
        let port = free_port();
        let driver = Command::new(chromedriver)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver");
        let profile = TempDir::new().expect("a folder");
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let options = json!({ "binary": chromium, "args": arguments });
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
        let capabilities = capabilities.as_object().expect("an object").clone();
        let patience = Instant::now() + Duration::from_secs(60);
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder
                .capabilities(capabilities.clone())
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
            {
                Ok(client) => break client,
                Err(error) => assert!(Instant::now() < patience, "no browser: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        Some(Self { client, driver, _profile: profile })
    }

    async fn find(&self, xpath: &str) -> fantoccini::elements::Element {
        let waiting = self.client.wait().at_most(Duration::from_secs(20));
        waiting
            .for_element(Locator::XPath(xpath))
            .await
            .unwrap_or_else(|error| panic!("{xpath}: {error}"))
    }

    /// Clicks, and again where the page was just drawing what is clicked.
    async fn click(&self, xpath: &str) {
        let mut clicked = self.find(xpath).await.click().await;
        for _ in 0..5 {
            if clicked.is_ok() {
                return;
            }
            clicked = self.find(xpath).await.click().await;
        }
        clicked.unwrap_or_else(|error| panic!("{xpath}: {error}"));
    }

    /// Returns when the page shows this text.
    async fn shows(&self, text: &str) {
        self.find(&format!("//*[contains(normalize-space(.), '{text}')]")).await;
    }

    /// Finds somebody by typing, and is them from now on.
    async fn become_person(&self, name: &str) {
        let field = self.find("//input[@id='user']").await;
        field.click().await.expect("clicked");
        field.send_keys(name).await.expect("typed");
        let option = format!("//*[@id='people']//li[starts-with(normalize-space(.), '{name}')]");
        self.find(&option).await;
        field.send_keys(&char::from(Key::Enter).to_string()).await.expect("chosen");
        let me = "return document.getElementById('user').value";
        let patience = Instant::now() + Duration::from_secs(20);
        while self.client.execute(me, vec![]).await.expect("read") != json!(name) {
            assert!(Instant::now() < patience, "nobody became {name}");
        }
    }

    /// Types into an option's field and picks the first suggestion.
    async fn pick(&self, option: &str, typed: &str) {
        let field = self.find(&format!("//input[@id='option-{option}']")).await;
        field.send_keys(typed).await.expect("typed");
        self.find(&format!("//input[@id='option-{option}']/following-sibling::ul/li")).await;
        field
            .send_keys(&format!("{}{}", char::from(Key::Down), char::from(Key::Enter)))
            .await
            .expect("picked");
    }
}

async fn demo(folder: &TempDir) -> Demo {
    let clock = SimulatedClock::flowing(Utc::now());
    let config = DemoConfig { data_dir: folder.path(), port: 0, database_url: None, clock };
    let started = tokio::time::timeout(Duration::from_secs(60), Demo::start(config)).await;
    started.expect("within a minute").expect("the demonstration")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_walks_through_the_story_in_the_browser() {
    let Some(browser) = Browser::open(1200, 800).await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");

    // 1. The chair schedules a meeting, in Swedish.
    browser.become_person("Regionen, ordförande, Äldre").await;
    let line = browser.find("//input[@id='line']").await;
    line.send_keys("/möte boka").await.expect("typed");
    browser.find("//li[@role='option' and contains(., '/möte boka')]").await;
    line.send_keys(&char::from(Key::Enter).to_string()).await.expect("entered");
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
    browser.click("//button[@id='next' and not(@disabled)]").await;
    browser.shows("Kallelse: Äldre").await;
    browser.shows("14 av 14 platser väntas").await;

    // 3. Arboga's member cannot come.
    browser.become_person("Arboga, ledamot, Äldre").await;
    browser.click("//button[normalize-space(.)='Förhinder']").await;
    browser.shows("Ersättaren Arboga, ersättare, Äldre kallas nu.").await;
    browser.find("//button[normalize-space(.)='Ångra']").await;
    browser.shows("13 av 14 platser väntas").await;

    // 4. The substitute sees the mark, reads the message and comes.
    browser.become_person("Arboga, ersättare, Äldre").await;
    browser.find("//nav//button[contains(., 'Kallelse')]//*[contains(@class, 'badge')]").await;
    browser.click("//nav//button[.//*[normalize-space(.)='Kallelse']]").await;
    browser.shows("Arboga, ledamot, Äldre har förhinder. Kan du komma i stället?").await;
    browser.click("//button[normalize-space(.)='Jag kommer']").await;
    browser.shows("Du står som närvarande").await;
    browser.click("//nav//button[.//*[normalize-space(.)='äldre']]").await;
    browser.shows("Arboga: Arboga, ersättare, Äldre kommer").await;
    browser.client.clone().close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_in_english_nothing_is_cut_off_and_no_script_of_a_message_runs() {
    let Some(browser) = Browser::open(500, 760).await else { return };
    let folder = TempDir::new().expect("a folder");
    let demo = demo(&folder).await;
    let _watch = referee::watch(&demo.sandbox);
    browser.client.set_window_size(500, 760).await.expect("resized");
    browser.client.goto(&demo.sandbox.base()).await.expect("the page");
    browser.become_person("Arboga, ledamot, Äldre").await;
    browser
        .find("//select[@id='language']/option[.='English']")
        .await
        .click()
        .await
        .expect("chosen");
    browser.shows("Send").await;

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

    let wide =
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    assert_eq!(
        browser.client.execute(wide, vec![]).await.expect("measured"),
        json!(true),
        "the page scrolls sideways"
    );
    browser.client.clone().close().await.expect("closed");
}
