//! Failures on demand: what a bot must live through.

use std::time::Duration;

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

/// A failure to come, as it is asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct FaultSpec {
    /// `POST /channels/*/messages`: a method, if it matters, and a path below `/api/v10` in which
    /// `*` stands for one part. All requests, when it is left out.
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
    /// For `gateway-close`: the close code, 4000 unless said.
    #[serde(default)]
    pub code: Option<u16>,
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
    /// Open gateway connections fall silent, and handshakes hang.
    GatewayHang,
    /// Answers RESUME and IDENTIFY with INVALID_SESSION.
    InvalidSession,
    /// Leaves heartbeats unacknowledged.
    NoAck,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    Status(StatusCode),
    DropBefore,
    DropAfter,
    Delay(Duration),
    RateLimit(f64),
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
        let Some(route) = &self.spec.route else { return true };
        let (wanted_method, pattern) = match route.split_once(' ') {
            Some((method, pattern)) => (Some(method), pattern.trim()),
            None => (None, route.trim()),
        };
        let pattern: Vec<&str> = pattern.trim_matches('/').split('/').collect();
        let path: Vec<&str> = path.trim_matches('/').split('/').collect();
        let alike = |(wanted, part): (&&str, &&str)| *wanted == "*" || wanted == part;
        wanted_method.is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && pattern.len() == path.len()
            && pattern.iter().zip(&path).all(alike)
    }

    fn effect(&self) -> Option<Effect> {
        let spec = &self.spec;
        Some(match spec.kind {
            Kind::Status => {
                let status = spec.status.and_then(|status| StatusCode::from_u16(status).ok());
                Effect::Status(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
            }
            Kind::DropBefore => Effect::DropBefore,
            Kind::DropAfter => Effect::DropAfter,
            Kind::Delay => Effect::Delay(Duration::from_millis(spec.ms.unwrap_or(1000))),
            Kind::RateLimit => Effect::RateLimit(spec.retry_after.unwrap_or(1.0)),
            Kind::GatewayClose | Kind::GatewayHang | Kind::InvalidSession | Kind::NoAck => {
                return None;
            }
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
    serde_json::from_value(body).map_err(|error| error.to_string())
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
    fn chance_is_repeatable() {
        let draw = || {
            let mut faults = with(json!({ "kind": "drop-after", "probability": 0.5, "seed": 7 }));
            (0..64).map(|_| faults.on_request("GET", "x").is_some()).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert!(draw().contains(&true) && draw().contains(&false));
    }
}
