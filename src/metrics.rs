//! What is counted while the bot runs, for whoever watches it (Prometheus' text format). No names, no numbers of people:
//! kinds of messages, names of commands.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper ends of how long a command takes, in seconds: Discord waits three.
const LATENCIES: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.5, 3.0, 15.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Delivered {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    command: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Done {
    what: &'static str,
}

/// How things are when somebody looks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// Messages that are owed and due.
    pub overdue: i64,
    /// For how many seconds the oldest of them has been due.
    pub oldest: f64,
    /// How long it takes to read the least that there is, and to begin writing and keep it.
    pub read: Duration,
    pub write: Duration,
}

/// A time as it was last.
type Seconds = Gauge<f64, AtomicU64>;

/// All that is counted.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    notices: Family<Delivered, Counter>,
    commands: Family<Asked, Histogram>,
    connected: Gauge,
    connections: Counter,
    overdue: Gauge,
    oldest: Seconds,
    database: Family<Done, Seconds>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("kallelse");
        let latency: fn() -> Histogram = || Histogram::new(LATENCIES);
        let (notices, commands) = (Family::default(), Family::new_with_constructor(latency));
        let (connected, connections) = (Gauge::default(), Counter::default());
        let (overdue, oldest, database) = (Gauge::default(), Seconds::default(), Family::default());

        let help = "Messages by kind and what became of a try";
        registry.register("notices", help, Family::clone(&notices));
        let help =
            "How long commands and buttons took, from when they came to when they were answered";
        registry.register_with_unit("command", help, Unit::Seconds, Family::clone(&commands));
        let help = "Whether the gateway is connected";
        registry.register("gateway_connected", help, Gauge::clone(&connected));
        let help = "How often the gateway was connected";
        registry.register("gateway_connections", help, Counter::clone(&connections));
        let help = "Messages that are owed and due";
        registry.register("notices_overdue", help, Gauge::clone(&overdue));
        let help = "For how long the oldest message has been due that is owed";
        registry.register_with_unit(
            "notices_oldest_overdue",
            help,
            Unit::Seconds,
            Seconds::clone(&oldest),
        );
        let help = "How long the database took just now: the least reading, and a transaction that writes nothing";
        registry.register_with_unit("database", help, Unit::Seconds, Family::clone(&database));
        Self { registry, notices, commands, connected, connections, overdue, oldest, database }
    }
}

impl Metrics {
    /// A try to deliver a message has come to an end.
    pub fn tried(&self, kind: &'static str, outcome: &'static str) {
        self.notices.get_or_create(&Delivered { kind, outcome }).inc();
    }

    /// A command or button has been answered.
    pub fn answered(&self, command: String, after: Duration) {
        self.commands.get_or_create(&Asked { command }).observe(after.as_secs_f64());
    }

    /// The gateway has been connected anew.
    pub fn connected(&self) {
        self.connections.inc();
        self.connected.set(1);
    }

    /// The gateway's connection has ended.
    pub fn disconnected(&self) {
        self.connected.set(0);
    }

    /// Whether the gateway is connected.
    pub fn is_connected(&self) -> bool {
        self.connected.get() == 1
    }

    /// All of it as text, with how things are now.
    pub fn text(&self, sight: Sight) -> String {
        self.overdue.set(sight.overdue);
        self.oldest.set(sight.oldest);
        for (what, time) in [("read", sight.read), ("write", sight.write)] {
            self.database.get_or_create(&Done { what }).set(time.as_secs_f64());
        }
        let mut text = String::new();
        // Writing to a text never fails.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_read() {
        let metrics = Metrics::default();
        metrics.tried("invitation", "sent");
        metrics.tried("invitation", "sent");
        metrics.answered("absence report".to_owned(), Duration::from_millis(30));
        metrics.connected();
        let sight = Sight { overdue: 3, oldest: 12.5, ..Sight::default() };
        let text = metrics.text(sight);
        for line in [
            "kallelse_notices_total{kind=\"invitation\",outcome=\"sent\"} 2",
            "kallelse_command_seconds_bucket{le=\"0.05\",command=\"absence report\"} 1",
            "kallelse_command_seconds_bucket{le=\"0.025\",command=\"absence report\"} 0",
            "kallelse_gateway_connected 1",
            "kallelse_gateway_connections_total 1",
            "kallelse_notices_overdue 3",
            "kallelse_notices_oldest_overdue_seconds 12.5",
            "kallelse_database_seconds{what=\"read\"} 0.0",
        ] {
            assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
        }
        metrics.disconnected();
        assert!(metrics.text(sight).contains("kallelse_gateway_connected 0"));
    }
}
