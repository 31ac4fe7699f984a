//! How many statements a command takes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use kallelse::actions::Caller;
use kallelse::actions::absence::{About, report};
use kallelse::actions::founding::found;
use kallelse::actions::meeting::{Request, schedule};
use kallelse::actions::reply::Spoken;
use kallelse::domain::account::{ChannelId, GuildId, InteractionId, UserId};
use kallelse::domain::id::GroupId;
use kallelse::domain::seat::Office;
use kallelse::store::{Store, groups, seats};
use tempfile::TempDir;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

const GUILD: GuildId = GuildId(1);

static LISTENS: AtomicBool = AtomicBool::new(false);
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);
static MESSAGES: AtomicUsize = AtomicUsize::new(0);

struct Count;

impl<S: Subscriber> Layer<S> for Count {
    fn enabled(&self, event: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        LISTENS.load(Ordering::Relaxed) && event.target() == "sqlx::query"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text::default();
        event.record(&mut text);
        STATEMENTS.fetch_add(text.statements(), Ordering::Relaxed);
        MESSAGES.fetch_add(1, Ordering::Relaxed);
    }

    fn register_callsite(
        &self,
        _: &'static tracing::Metadata<'static>,
    ) -> tracing::subscriber::Interest {
        tracing::subscriber::Interest::sometimes()
    }
}

/// What a message says: in short, and in full where that is more.
#[derive(Default)]
struct Text {
    summary: String,
    whole: String,
}

impl Text {
    fn statements(&self) -> usize {
        let text = if self.whole.is_empty() { &self.summary } else { &self.whole };
        text.split(';').filter(|statement| !statement.trim().is_empty()).count()
    }
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// Makes the statements countable. While nobody counts, they cost next to nothing.
pub fn listen() {
    tracing_subscriber::registry().with(Count).init();
}

/// A group of the example's, and the accounts of its chair and of one of its members.
async fn a_group(store: &Store, now: DateTime<Utc>) -> (GroupId, UserId, UserId) {
    let files = kallelse::charter::example().expect("the example");
    let channels = files.channels().into_iter().map(|(name, _)| name);
    let channels = channels.zip((1..).map(ChannelId)).collect();
    let accounts = files.people().into_iter().zip((1..).map(UserId)).collect();
    let charter = files.charter(GUILD, &channels, accounts).expect("a charter");
    let organisation = found(store, &charter, now).await.expect("founded");
    let mut db = store.read().await.expect("a connection");
    let group = groups::groups_of(&mut db, organisation).await.expect("groups").remove(0).id;
    let seats = seats::occupied_seats(&mut db, organisation, group, now.date_naive()).await;
    let seats = seats.expect("seats");
    let account = |office| {
        let mut of_office = seats.iter().filter(|one| one.seat.office == office);
        of_office.find_map(|one| one.ordinary.as_ref()?.account).expect("an account")
    };
    (group, account(Office::Chair), account(Office::Member))
}

pub async fn count() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("statements.db").display());
    let store = Store::open(&url).await.expect("a store");
    let now: DateTime<Utc> = "2027-02-01T09:30:00+01:00".parse().expect("a time");
    let (group, chair, member) = a_group(&store, now).await;
    let caller = |account, interaction| Caller {
        interaction: Some(InteractionId(interaction)),
        ..Caller::in_guild(GUILD, account)
    };
    let (chair, member) = (caller(chair, 1), caller(member, 2));
    let date = (now + TimeDelta::days(30)).format("%Y-%m-%d").to_string();
    let (time, place) = (Some("09:00".to_owned()), "Sal 3".to_owned());
    let request = Request {
        group,
        date,
        time,
        place,
        length: Some("60".into()),
        link: None,
        remark: None,
        because: None,
    };
    let meeting = schedule(&store, chair, request, now).await.expect("scheduled").view.meeting.id;
    LISTENS.store(true, Ordering::Relaxed);
    let about = About { spoken: Spoken::now(meeting), seat: None };
    report(&store, member, about, None, now, |_| ()).await.expect("reported");
    LISTENS.store(false, Ordering::Relaxed);
    let statements = STATEMENTS.swap(0, Ordering::Relaxed);
    let messages = MESSAGES.swap(0, Ordering::Relaxed);
    println!("statements of /absence report, begin and commit included");
    println!("  {statements}   (aim: at most 8), in {messages} messages to the database");
    store.close().await;
}
