//! Rate limits: a bucket for each route and major parameter, a limit over all of a bot's requests,
//! and the count of invalid ones (documentation, "Rate Limits").
//!
//! They run on real time. Discord publishes no figures for its buckets and asks to learn them from
//! the headers; those here are customary ones, and can be set.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};

use super::faults::fits;

/// Invalid requests are counted over ten minutes.
const INVALID_WINDOW: Duration = Duration::from_secs(600);
/// Buckets are looked through for old ones when there are more than so many.
const MANY_BUCKETS: usize = 10_000;

/// What is limited, and to how much.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitSettings {
    pub enabled: bool,
    /// Requests of a bot in a second; those about interactions do not count.
    pub global_per_second: u32,
    /// Answers of 401, 403 or 429 in ten minutes; whoever has more is shut out.
    pub invalid_per_ten_minutes: usize,
    /// The first that fits a request decides; requests that none fits have no bucket.
    pub buckets: Vec<BucketSpec>,
}

/// A bucket: for each channel, guild or webhook of its own.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BucketSpec {
    /// `POST /channels/*/messages`, as for faults.
    pub route: String,
    pub limit: u32,
    pub per_seconds: f64,
}

impl Default for LimitSettings {
    fn default() -> Self {
        let bucket = |(route, limit, per_seconds): (&str, u32, f64)| BucketSpec {
            route: route.to_owned(),
            limit,
            per_seconds,
        };
        let buckets = [
            ("POST /channels/*/messages", 5, 5.0),
            ("PATCH /channels/*/messages/*", 5, 5.0),
            ("DELETE /channels/*/messages/*", 5, 1.0),
            ("POST /channels/*/messages/bulk-delete", 1, 1.0),
            ("PUT /channels/*/messages/pins/*", 5, 5.0),
            ("PUT /channels/*/pins/*", 5, 5.0),
            ("POST /channels/*/messages/*/threads", 5, 5.0),
            ("POST /channels/*/threads", 5, 5.0),
            ("POST /channels/*/typing", 5, 5.0),
            ("POST /users/@me/channels", 10, 10.0),
            ("GET /guilds/*/members/search", 10, 10.0),
            ("POST /guilds/*/scheduled-events", 5, 60.0),
            ("PUT /applications/*/commands", 5, 20.0),
            ("PUT /applications/*/guilds/*/commands", 5, 20.0),
            ("POST /webhooks/*/*", 5, 5.0),
            ("PATCH /webhooks/*/*/messages/*", 5, 5.0),
            ("GET /channels/*/messages", 10, 5.0),
            ("GET /**", 10, 1.0),
        ];
        Self {
            enabled: true,
            global_per_second: 50,
            invalid_per_ten_minutes: 10_000,
            buckets: buckets.map(bucket).to_vec(),
        }
    }
}

impl LimitSettings {
    /// What is wrong with them, if anything is.
    pub fn check(&self) -> Result<(), String> {
        let sound = |bucket: &BucketSpec| {
            bucket.limit > 0 && bucket.per_seconds > 0.0 && bucket.per_seconds <= 86_400.0
        };
        match self.buckets.iter().find(|bucket| !sound(bucket)) {
            Some(bucket) => Err(format!(
                "the bucket {:?} needs a limit from 1 and per_seconds above 0, at most a day",
                bucket.route
            )),
            None if self.global_per_second == 0 || self.invalid_per_ten_minutes == 0 => {
                Err("global_per_second and invalid_per_ten_minutes are whole numbers from 1".into())
            }
            None => Ok(()),
        }
    }

    /// No limits at all.
    pub fn off() -> Self {
        Self { enabled: false, ..Self::default() }
    }
}

/// A fixed window: it opens with its first request, and so many fit in.
struct Window {
    left: u32,
    ends: Instant,
}

impl Window {
    /// Takes one place; `Err` holds the time until there are places again.
    fn take(&mut self, now: Instant, limit: u32, length: Duration) -> Result<(), Duration> {
        if now >= self.ends {
            *self = Self { left: limit, ends: now + length };
        }
        if self.left == 0 {
            return Err(self.ends - now);
        }
        self.left -= 1;
        Ok(())
    }
}

/// A request as the limits see it.
pub struct Asked<'a> {
    /// Whose it is: the token of a bot that there is, or nothing.
    pub by: &'a str,
    pub method: &'a str,
    /// Below `/api/v10`.
    pub path: &'a str,
    /// The route that it takes, by which its bucket is told from others: `/channels/{channel}`.
    pub template: &'a str,
}

/// What becomes of a request.
pub enum Verdict {
    /// It goes on; the answer bears the state of its bucket, if it has one.
    Goes(Option<BucketState>),
    /// Its bucket is empty.
    BucketEmpty(BucketState),
    /// The bot asks for too much, for so long.
    Global(Duration),
    /// Too many invalid requests, for so long.
    ShutOut(Duration),
}

/// A bucket after a request, as its headers tell it.
pub struct BucketState {
    name: String,
    limit: u32,
    left: u32,
    pub reset_after: Duration,
}

impl BucketState {
    pub fn write(&self, headers: &mut HeaderMap) {
        let reset = SystemTime::now() + self.reset_after;
        let reset = reset.duration_since(UNIX_EPOCH).unwrap_or_default();
        let texts = [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.left.to_string()),
            ("x-ratelimit-reset", format!("{:.3}", reset.as_secs_f64())),
            ("x-ratelimit-reset-after", format!("{:.3}", self.reset_after.as_secs_f64())),
            ("x-ratelimit-bucket", self.name.clone()),
        ];
        for (name, text) in texts {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
}

/// The limits and how far they are used up.
#[derive(Default)]
pub struct Limits {
    pub settings: LimitSettings,
    buckets: HashMap<(usize, String), Window>,
    global: HashMap<String, Window>,
    invalid: HashMap<String, VecDeque<Instant>>,
}

impl Limits {
    pub fn new(settings: LimitSettings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// Puts other limits into force. What was counted by the ones before is forgotten.
    pub fn change(&mut self, settings: LimitSettings) {
        *self = Self::new(settings);
    }

    /// Counts a request, and says what becomes of it.
    pub fn ask(&mut self, asked: &Asked<'_>, now: Instant) -> Verdict {
        if !self.settings.enabled {
            return Verdict::Goes(None);
        }
        // Those about interactions are outside the global limit, and bear no token.
        let about_interaction =
            asked.path.starts_with("/interactions/") || asked.path.starts_with("/webhooks/");
        if let Some(wait) = self.shut_out(asked.by, now).filter(|_| !about_interaction) {
            return Verdict::ShutOut(wait);
        }
        if !about_interaction && !asked.by.is_empty() {
            let empty = Window { left: 0, ends: now };
            let window = self.global.entry(asked.by.to_owned()).or_insert(empty);
            let second = Duration::from_secs(1);
            if let Err(wait) = window.take(now, self.settings.global_per_second, second) {
                return Verdict::Global(wait);
            }
        }
        let fitting = |spec: &BucketSpec| fits(&spec.route, asked.method, asked.path);
        let Some(index) = self.settings.buckets.iter().position(fitting) else {
            return Verdict::Goes(None);
        };
        self.take_from(index, asked, now)
    }

    fn take_from(&mut self, index: usize, asked: &Asked<'_>, now: Instant) -> Verdict {
        if self.buckets.len() > MANY_BUCKETS {
            self.buckets.retain(|_, window| window.ends > now);
        }
        let spec = &self.settings.buckets[index];
        let length = Duration::try_from_secs_f64(spec.per_seconds).unwrap_or_default();
        let route = format!("{} {}", spec.route, asked.template);
        let key = (index, format!("{} {} {}", asked.by, asked.template, major(asked.path)));
        let window = self.buckets.entry(key).or_insert(Window { left: 0, ends: now });
        let taken = window.take(now, spec.limit, length);
        let state = BucketState {
            name: name_of(&route),
            limit: spec.limit,
            left: window.left,
            reset_after: window.ends - now,
        };
        match taken {
            Ok(()) => Verdict::Goes(Some(state)),
            Err(_) => Verdict::BucketEmpty(state),
        }
    }

    /// Counts an answer that Discord counts against its address; here, against the token.
    pub fn answered(&mut self, by: &str, status: StatusCode, now: Instant) {
        let counts =
            [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS];
        let made = self.invalid_of(by, now);
        // Whoever is shut out does not stay so by asking on.
        let most = self.settings.invalid_per_ten_minutes;
        if self.settings.enabled && counts.contains(&status) && made < most {
            self.invalid.entry(by.to_owned()).or_default().push_back(now);
        }
    }

    /// How many invalid requests a bot has made in ten minutes.
    pub fn invalid_of(&mut self, by: &str, now: Instant) -> usize {
        let Some(times) = self.invalid.get_mut(by) else { return 0 };
        times.retain(|at| now.duration_since(*at) < INVALID_WINDOW);
        times.len()
    }

    fn shut_out(&mut self, by: &str, now: Instant) -> Option<Duration> {
        let most = self.settings.invalid_per_ten_minutes;
        if self.invalid.get(by).is_none_or(|times| times.len() < most) {
            return None;
        }
        let made = self.invalid_of(by, now);
        let leaves = self.invalid.get(by)?.get(made.checked_sub(most)?)?;
        Some(INVALID_WINDOW.saturating_sub(now.duration_since(*leaves)))
    }
}

/// The major parameter of a path: the channel, guild or webhook that it is about.
fn major(path: &str) -> String {
    let mut parts = path.trim_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("webhooks"), Some(id), Some(token)) => format!("webhooks/{id}/{token}"),
        (Some(root @ ("channels" | "guilds" | "webhooks")), Some(id), _) => format!("{root}/{id}"),
        _ => String::new(),
    }
}

/// A bucket's name: opaque, and the same for the same route.
fn name_of(route: &str) -> String {
    let mut hasher = DefaultHasher::new();
    route.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post<'a>(path: &'a str) -> Asked<'a> {
        Asked { by: "Bot a", method: "POST", path, template: "" }
    }

    #[test]
    fn a_channel_has_a_bucket_of_its_own_that_fills_again() {
        let (mut limits, start) = (Limits::default(), Instant::now());
        for left in (0..5).rev() {
            let Verdict::Goes(Some(state)) = limits.ask(&post("/channels/1/messages"), start)
            else {
                panic!("five fit")
            };
            assert_eq!(state.left, left);
        }
        let Verdict::BucketEmpty(state) = limits.ask(&post("/channels/1/messages"), start) else {
            panic!("the sixth does not")
        };
        assert_eq!(state.reset_after, Duration::from_secs(5));
        let other = limits.ask(&post("/channels/2/messages"), start);
        assert!(matches!(other, Verdict::Goes(_)), "another channel");
        let later = start + Duration::from_secs(5);
        assert!(matches!(limits.ask(&post("/channels/1/messages"), later), Verdict::Goes(_)));
    }

    #[test]
    fn fifty_a_second_and_interactions_beside_them() {
        let (mut limits, start) = (Limits::default(), Instant::now());
        let own = |index: u32| format!("/channels/{index}/messages");
        for index in 0..50 {
            assert!(matches!(limits.ask(&post(&own(index)), start), Verdict::Goes(_)));
        }
        assert!(matches!(limits.ask(&post(&own(50)), start), Verdict::Global(_)));
        let callback = limits.ask(&post("/interactions/1/x/callback"), start);
        assert!(matches!(callback, Verdict::Goes(None)));
        let another = Asked { by: "Bot b", ..post("/channels/1/messages") };
        assert!(matches!(limits.ask(&another, start), Verdict::Goes(_)));
    }

    #[test]
    fn who_makes_too_many_invalid_requests_is_shut_out_until_they_are_old() {
        let settings = LimitSettings { invalid_per_ten_minutes: 3, ..LimitSettings::default() };
        let (mut limits, start) = (Limits::new(settings), Instant::now());
        for second in 0..3 {
            let at = start + Duration::from_secs(second);
            limits.answered("Bot a", StatusCode::FORBIDDEN, at);
            limits.answered("Bot a", StatusCode::NOT_FOUND, at);
        }
        let at = start + Duration::from_secs(10);
        let Verdict::ShutOut(wait) = limits.ask(&post("/channels/1/messages"), at) else {
            panic!("shut out")
        };
        assert_eq!(wait, Duration::from_secs(590));
        let at = start + Duration::from_secs(601);
        assert!(matches!(limits.ask(&post("/channels/1/messages"), at), Verdict::Goes(_)));
    }
}
