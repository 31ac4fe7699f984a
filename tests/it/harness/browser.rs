//! Debian's Chromium, and what a person does with it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};

use super::postgres::free_port;

/// Browsers are heavy: so many at once leave the other tests their share of the machine.
static SEATS: Semaphore = Semaphore::const_new(2);

/// Long, for a machine that has much else to do: whoever waits for what comes loses nothing by it.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A browser under remote control. The driver ends with it, and the browser with the driver.
pub struct Browser {
    _seat: SemaphorePermit<'static>,
    pub client: Client,
    driver: Child,
    port: u16,
    session: String,
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session (WebDriver, "Delete Session"); the driver alone would leave it behind.
        let delete =
            format!("DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", self.session);
        if let Ok(mut driver) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = driver.set_read_timeout(Some(PATIENCE));
            let _ = driver.write_all(delete.as_bytes());
            let _ = driver.read(&mut [0; 64]);
        }
        let _ = Command::new("kill").arg(self.driver.id().to_string()).status();
        let _ = self.driver.wait();
    }
}

impl Browser {
    /// `None`, said aloud, where no Chromium is installed.
    pub async fn open() -> Option<Self> {
        Self::open_as(json!({ "args": ["--window-size=1200,800"] })).await
    }

    /// A telephone, 360 pixels wide, that is set to dark colours.
    pub async fn open_phone() -> Option<Self> {
        Self::open_phone_of(360).await
    }

    /// The same, as wide as that.
    pub async fn open_phone_of(width: u32) -> Option<Self> {
        let metrics = json!({ "width": width, "height": 740, "pixelRatio": 1.0 });
        let dark = "--blink-settings=preferredColorScheme=0";
        Self::open_as(json!({ "args": [dark], "mobileEmulation": { "deviceMetrics": metrics } }))
            .await
    }

    pub async fn open_as(mut options: serde_json::Value) -> Option<Self> {
        let chromium = std::path::Path::new("/usr/bin/chromium");
        let chromedriver = std::path::Path::new("/usr/bin/chromedriver");
        if !chromium.exists() || !chromedriver.exists() {
            println!("SKIPPED: Debian's chromium and chromium-driver are not installed");
            return None;
        }
        let seat = SEATS.acquire().await.expect("a seat");
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
            format!("--user-data-dir={}", profile.path().display()),
        ];
        options["binary"] = json!(chromium);
        let own = options["args"].as_array_mut().expect("a list");
        own.extend(arguments.into_iter().map(serde_json::Value::from));
        let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
        let capabilities = capabilities.as_object().expect("an object").clone();
        let patience = Instant::now() + PATIENCE;
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
        let session = client.session_id().await.expect("an answer").expect("a session");
        Some(Self { _seat: seat, client, driver, port, session, _profile: profile })
    }

    pub async fn find(&self, xpath: &str) -> fantoccini::elements::Element {
        let waiting = self.client.wait().at_most(PATIENCE);
        waiting
            .for_element(Locator::XPath(xpath))
            .await
            .unwrap_or_else(|error| panic!("{xpath}: {error}"))
    }

    /// Clicks, and again where the page was just drawing what is clicked.
    pub async fn click(&self, xpath: &str) {
        let patience = Instant::now() + PATIENCE;
        loop {
            match self.find(xpath).await.click().await {
                Ok(()) => return,
                Err(error) => assert!(Instant::now() < patience, "{xpath}: {error}"),
            }
        }
    }

    /// Returns when the page shows this text.
    pub async fn shows(&self, text: &str) {
        self.find(&format!("//*[contains(normalize-space(.), '{text}')]")).await;
    }

    /// Finds somebody by typing, and is them from now on.
    pub async fn become_person(&self, name: &str) {
        let field = self.find("//input[@id='user']").await;
        field.click().await.expect("clicked");
        field.send_keys(name).await.expect("typed");
        let option = format!("//*[@id='people']//li[starts-with(normalize-space(.), '{name}')]");
        self.find(&option).await;
        field.send_keys(&char::from(Key::Enter).to_string()).await.expect("chosen");
        let me = "return document.getElementById('user').value";
        let patience = Instant::now() + PATIENCE;
        while self.client.execute(me, vec![]).await.expect("read") != json!(name) {
            assert!(Instant::now() < patience, "nobody became {name}");
        }
    }

    /// What a script returns.
    pub async fn evaluate(&self, script: &str) -> serde_json::Value {
        self.client.execute(script, vec![]).await.expect("evaluated")
    }

    /// Waits until a script says that something is so.
    pub async fn until(&self, script: &str) {
        let patience = Instant::now() + PATIENCE;
        while self.evaluate(script).await != json!(true) {
            assert!(Instant::now() < patience, "it never came to this: {script}");
        }
    }

    /// Presses keys where the focus is, as somebody without a mouse does.
    pub async fn keys(&self, keys: &str) {
        let patience = Instant::now() + PATIENCE;
        loop {
            let focused = self.client.active_element().await.expect("a focus");
            match focused.send_keys(keys).await {
                Ok(()) => return,
                // What had the focus was drawn anew between the two calls, and nothing was pressed.
                Err(error) if format!("{error:?}").contains("StaleElementReference") => {
                    assert!(Instant::now() < patience, "{keys}: {error}");
                }
                Err(error) => panic!("{keys}: {error}"),
            }
        }
    }

    pub async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Moves the focus on until it is on the element with this id.
    pub async fn tab_to(&self, id: &str) {
        for _ in 0..40 {
            if self.evaluate("return document.activeElement.id").await == json!(id) {
                return;
            }
            self.key(Key::Tab).await;
        }
        panic!("the focus never comes to {id}");
    }

    /// Panics where there is more to a page than fits beside each other: then one reads to and fro (WCAG 2.1, 1.4.10).
    pub async fn expect_no_sideways(&self) {
        let wide =
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth";
        assert_eq!(self.evaluate(wide).await, json!(0), "nothing is wider than the window");
    }

    /// Panics where axe finds a fault, by WCAG 2.1 A and AA. Skipped, said aloud, where axe is not to be had.
    pub async fn expect_accessible(&self, what: &str) {
        let Some(axe) = AXE.get_or_init(async || axe().await).await else {
            return println!("SKIPPED: axe-core cannot be had from npm");
        };
        self.client.execute(axe, vec![]).await.expect("axe is there");
        let run = "const told = arguments[arguments.length - 1];
            const options = { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] };
            axe.run(document, options).then(
              (found) => told(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)),
              (error) => told([String(error)]));";
        let found = self.client.execute_async(run, vec![]).await.expect("axe has run");
        assert_eq!(found, json!([]), "{what}");
    }

    /// Panics where a text on the page can hardly be read, or something to press has no name.
    pub async fn expect_readable(&self) {
        let faults = self.evaluate(READABLE).await;
        assert_eq!(faults, json!([]), "WCAG 2.1 AA");
    }

    /// Picks a command from those that are offered for its words.
    pub async fn command(&self, words: &str) {
        // The line of whoever one was is gone a moment after one has become somebody else.
        let mut line = self.find("//input[@id='line']").await;
        while line.send_keys(words).await.is_err() {
            line = self.find("//input[@id='line']").await;
        }
        self.find(&format!("//li[@role='option' and contains(., '{words}')]")).await;
        line.send_keys(&char::from(Key::Enter).to_string()).await.expect("entered");
    }

    /// Types into an option's field and picks the first suggestion.
    pub async fn pick(&self, option: &str, typed: &str) {
        let field = self.find(&format!("//input[@id='option-{option}']")).await;
        field.send_keys(typed).await.expect("typed");
        self.find(&format!("//input[@id='option-{option}']/following-sibling::ul/li")).await;
        field
            .send_keys(&format!("{}{}", char::from(Key::Down), char::from(Key::Enter)))
            .await
            .expect("picked");
    }
}

/// Finds texts with less contrast than 4.5 to 1 (3 to 1 where they are large) and controls without
/// a name: WCAG 2.1, 1.4.3 and 4.1.2.
const READABLE: &str = include_str!("readable.js");

/// The best that there is to find what keeps people out (axe-core, MPL-2.0): only tests use it.
const AXE_VERSION: &str = "axe-core@4.14.1";

static AXE: OnceCell<Option<String>> = OnceCell::const_new();

async fn axe() -> Option<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/npm");
    let path = format!("{folder}/node_modules/axe-core/axe.min.js");
    if !std::path::Path::new(&path).exists() {
        let arguments =
            ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", AXE_VERSION];
        std::fs::create_dir_all(folder).ok()?;
        let mut npm = Command::new("npm");
        npm.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        tokio::task::spawn_blocking(move || npm.status()).await.ok()?.ok()?;
    }
    std::fs::read_to_string(path).ok()
}
