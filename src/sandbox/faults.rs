//! Failures on demand: what a bot must live through.

use std::time::Duration;

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// A failure to come, as it is asked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultSpec {
    /// Which requests, as [`fits`] reads it, below `/api/v10`. All, when it is left out.
    #[serde(default)]
    pub route: Option<String>,
    /// Every so many matching requests; each, when it is left out.
    #[serde(default)]
    pub every: Option<u64>,
    /// So many times and then no more; for ever, when it is left out.
    #[serde(default)]
    pub count: Option<u64>,
    /// With this probability, from 0 to 1, drawn from `seed`.
    #[serde(default)]
    pub probability: Option<f64>,
    #[serde(default)]
    pub seed: u64,
    pub kind: Kind,
    /// For `status`: 500 unless said.
    #[serde(default)]
    pub status: Option<u16>,
    /// For `delay`, in milliseconds.
    #[serde(default)]
    pub ms: Option<u64>,
    /// For `rate-limit`, in seconds.
    #[serde(default)]
    pub retry_after: Option<f64>,
    /// For `rate-limit`: as if all of the bot's requests were limited.
    #[serde(default)]
    pub global: bool,
    /// For `gateway-close`: the close code, 4000 unless said. For `status`: Discord's error code, none unless said.
    #[serde(default)]
    pub code: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Answers with a status, having done nothing.
    Status,
    /// Drops the connection, having done nothing.
    DropBefore,
    /// Carries the request out, and drops the connection instead of answering.
    DropAfter,
    /// Answers late.
    Delay,
    /// Answers 429.
    RateLimit,
    /// Closes every gateway connection, once, when it is set.
    GatewayClose,
    /// Asks every gateway connection, once, when it is set, to come back and resume.
    GatewayReconnect,
    /// Open gateway connections fall silent, and handshakes hang.
    GatewayHang,
    /// What is told over the gateway arrives when this is over.
    GatewayStall,
    /// Answers RESUME and IDENTIFY with INVALID_SESSION.
    InvalidSession,
    /// Leaves heartbeats unacknowledged.
    NoAck,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    Status(StatusCode, u32),
    DropBefore,
    DropAfter,
    Delay(Duration),
    RateLimit { seconds: f64, global: bool },
}

/// The failures in force.
#[derive(Default)]
pub struct Faults {
    faults: Vec<Fault>,
}

struct Fault {
    spec: FaultSpec,
    seen: u64,
    done: u64,
    random: fastrand::Rng,
}

/// Whether a request is one of those that a route such as `POST /channels/*/messages` means: the
/// method may be left out, `*` stands for one part of the path, and `**` for all that follow.
pub fn fits(route: &str, method: &str, path: &str) -> bool {
    let (wanted, pattern) = match route.trim().split_once(' ') {
        Some((method, pattern)) => (Some(method), pattern.trim()),
        None => (None, route.trim()),
    };
    let mut parts = path.trim_matches('/').split('/');
    let mut pattern = pattern.trim_matches('/').split('/');
    if wanted.is_some_and(|wanted| !wanted.eq_ignore_ascii_case(method)) {
        return false;
    }
    loop {
        match (pattern.next(), parts.next()) {
            (Some("**"), _) | (None, None) => return true,
            (Some(wanted), Some(part)) if wanted == "*" || wanted == part => {}
            _ => return false,
        }
    }
}

impl Fault {
    /// Counts an occasion, and says whether the fault strikes.
    fn strikes(&mut self) -> bool {
        if self.spec.count.is_some_and(|count| self.done >= count) {
            return false;
        }
        self.seen += 1;
        let turn = self.spec.every.is_none_or(|every| self.seen.is_multiple_of(every.max(1)));
        let chance =
            self.spec.probability.is_none_or(|probability| self.random.f64() < probability);
        let strikes = turn && chance;
        self.done += u64::from(strikes);
        strikes
    }

    fn matches(&self, method: &str, path: &str) -> bool {
        self.spec.route.as_ref().is_none_or(|route| fits(route, method, path))
    }

    fn effect(&self) -> Option<Effect> {
        let spec = &self.spec;
        Some(match spec.kind {
            Kind::Status => {
                let status = spec.status.and_then(|status| StatusCode::from_u16(status).ok());
                let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                Effect::Status(status, spec.code.unwrap_or(0))
            }
            Kind::DropBefore => Effect::DropBefore,
            Kind::DropAfter => Effect::DropAfter,
            Kind::Delay => Effect::Delay(Duration::from_millis(spec.ms.unwrap_or(1000))),
            Kind::RateLimit => {
                Effect::RateLimit { seconds: spec.retry_after.unwrap_or(1.0), global: spec.global }
            }
            Kind::GatewayClose
            | Kind::GatewayReconnect
            | Kind::GatewayHang
            | Kind::GatewayStall
            | Kind::InvalidSession
            | Kind::NoAck => return None,
        })
    }
}

impl Faults {
    pub fn add(&mut self, spec: FaultSpec) {
        let random = fastrand::Rng::with_seed(spec.seed);
        self.faults.push(Fault { spec, seen: 0, done: 0, random });
    }

    pub fn clear(&mut self) {
        self.faults.clear();
    }

    /// What becomes of a request; the first fault that strikes decides.
    pub fn on_request(&mut self, method: &str, path: &str) -> Option<Effect> {
        let http = self.faults.iter_mut().filter(|fault| fault.effect().is_some());
        let struck = http
            .filter(|fault| fault.matches(method, path))
            .find_map(|fault| fault.strikes().then_some(&*fault));
        struck.and_then(Fault::effect)
    }

    /// Whether a fault of the gateway strikes now.
    pub fn on_gateway(&mut self, kind: Kind) -> bool {
        self.faults.iter_mut().filter(|fault| fault.spec.kind == kind).any(Fault::strikes)
    }

    /// Whether a fault of this kind is in force, without counting an occasion.
    pub fn is_in_force(&self, kind: Kind) -> bool {
        let spent = |fault: &Fault| fault.spec.count.is_some_and(|count| fault.done >= count);
        self.faults.iter().any(|fault| fault.spec.kind == kind && !spent(fault))
    }
}

/// Reads a fault from JSON, telling what is wrong with it.
pub fn parse(body: Value) -> Result<FaultSpec, String> {
    let spec: FaultSpec = serde_json::from_value(body).map_err(|error| error.to_string())?;
    if spec.probability.is_some_and(|probability| !(0.0..=1.0).contains(&probability)) {
        return Err("the probability is a number from 0 to 1".to_owned());
    }
    if spec.every == Some(0) {
        return Err("every is a whole number from 1".to_owned());
    }
    if spec.status.is_some_and(|status| !(200..=599).contains(&status)) {
        return Err("the status is a number from 200 to 599".to_owned());
    }
    if spec.kind == Kind::GatewayClose
        && spec.code.is_some_and(|code| !(1000..=4999).contains(&code))
    {
        return Err("a close code is a number from 1000 to 4999".to_owned());
    }
    if spec.retry_after.is_some_and(|seconds| !(0.0..=86_400.0).contains(&seconds)) {
        return Err("retry_after is a number of seconds, at most a day".to_owned());
    }
    Ok(spec)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(spec: Value) -> Faults {
        let mut faults = Faults::default();
        faults.add(parse(spec).expect("a fault"));
        faults
    }

    #[test]
    fn every_third_matching_request_twice() {
        let mut faults = with(json!({
            "route": "POST /channels/*/messages", "every": 3, "count": 2, "kind": "status", "status": 503
        }));
        assert_eq!(faults.on_request("GET", "channels/1/messages"), None);
        assert_eq!(faults.on_request("POST", "channels/1/messages/2"), None);
        let struck: Vec<bool> =
            (0..12).map(|_| faults.on_request("POST", "channels/1/messages").is_some()).collect();
        assert_eq!(struck.iter().filter(|struck| **struck).count(), 2);
        assert!(struck[2] && struck[5]);
    }

    #[test]
    fn a_route_names_a_method_a_part_or_all_that_follows() {
        assert!(fits("POST /channels/*/messages", "POST", "/channels/1/messages"));
        assert!(!fits("POST /channels/*/messages", "POST", "/channels/1/messages/2"));
        assert!(!fits("POST /channels/*/messages", "GET", "/channels/1/messages"));
        assert!(fits("/channels/**", "GET", "/channels/1/messages/2"));
        assert!(!fits("/channels/*", "GET", "/channels"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for wrong in [
            json!({ "kind": "explode" }),
            json!({ "kind": "status", "status": 7 }),
            json!({ "kind": "status", "probability": 2 }),
            json!({ "kind": "gateway-close", "code": 70_000 }),
            json!({ "kind": "status", "every": 0 }),
            json!({ "kind": "status", "rout": "x" }),
        ] {
            assert!(parse(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn chance_is_repeatable() {
        let draw = || {
            let mut faults = with(json!({ "kind": "drop-after", "probability": 0.5, "seed": 7 }));
            (0..64).map(|_| faults.on_request("GET", "x").is_some()).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert!(draw().contains(&true) && draw().contains(&false));
    }
}
