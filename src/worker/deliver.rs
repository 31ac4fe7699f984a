//! From the outbox to Discord: nothing lost, nothing twice.
//!
//! A notice is claimed with a lease, rendered from the facts as they then are, and posted with a
//! nonce. When it is not known whether an earlier try arrived, the channel is searched first for
//! our own message that bears the notice's key; if it is there, it is adopted.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::actions::ActionError;
use crate::actions::notices::{Told, facts};
use crate::discord::convert;
use crate::discord::send::{SendError, Sender, code};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::NoticeId;
use crate::domain::notice::{
    Destination, Notice, NoticeState, Obstacle, Owed, SeatNotice, backoff,
};
use crate::render::notices;
use crate::store::live::{self, Stale};
use crate::store::outbox::{self, Outcome};
use crate::store::{Store, deliveries, meetings, organisations};

/// How far the server's clock may be behind ours when its messages are searched.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);
/// The milliseconds since the epoch at which Discord's ids begin (documentation, "Snowflakes").
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
/// How long to wait with an edit that was refused.
const EDIT_REFUSED: TimeDelta = TimeDelta::hours(6);
/// The most pages of a hundred messages that are searched.
const MOST_PAGES: usize = 10;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing was due.
    Idle,
    /// A message was posted, or found to have been posted.
    Sent,
    /// A live message was brought up to date.
    Edited,
    /// To be tried again then.
    Later(DateTime<Utc>),
    /// Not needed any more; nobody was told.
    Moot,
    /// Could not be delivered there; the next destination is told instead, where there is one.
    GaveUp,
}

/// Delivers notices.
pub struct Deliverer {
    store: Arc<Store>,
    sender: Arc<Sender>,
    /// What this process is delivering right now: a clock that jumps must not make a lease end
    /// under way.
    under_way: Mutex<HashSet<NoticeId>>,
}

/// Why a notice did not arrive.
enum Failure {
    /// Nobody can be reached there: what stands in the way, and in which words.
    Unreachable(Obstacle, String),
    /// The message, its channel or whom it is about is no more.
    Gone(String),
    Http(SendError),
    Facts(ActionError),
}

impl From<SendError> for Failure {
    fn from(error: SendError) -> Self {
        const CLOSED: &[u64] = &[code::NO_ACCESS, code::CANNOT_DM, code::NO_PERMISSION];
        if error.has_code(&[code::UNKNOWN_CHANNEL, code::UNKNOWN_MESSAGE]) {
            return Self::Gone(error.to_string());
        }
        // Any other 4xx will not get better by repeating either, a refused token excepted.
        let hopeless = matches!(&error, SendError::Refused { status, .. } if *status != 401);
        if error.has_code(CLOSED) || hopeless {
            let closed = error.has_code(&[code::CANNOT_DM]);
            let obstacle = if closed { Obstacle::ClosedDirect } else { Obstacle::Other };
            Self::Unreachable(obstacle, error.to_string())
        } else {
            Self::Http(error)
        }
    }
}

impl<E: Into<ActionError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Facts(error.into())
    }
}

impl Deliverer {
    pub fn new(store: Arc<Store>, sender: Arc<Sender>) -> Self {
        Self { store, sender, under_way: Mutex::default() }
    }

    /// Whether a delivery is under way in this process.
    pub fn is_under_way(&self) -> bool {
        !self.under_way.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Delivers the notice that has been due for longest.
    pub async fn deliver_one(&self, now: DateTime<Utc>) -> Result<Delivery, ActionError> {
        let claimed = {
            let mut db = self.store.writer().await?;
            outbox::claim_due(&mut db, now).await?
        };
        let Some(notice) = claimed else { return Ok(Delivery::Idle) };
        let Some(_mark) = Mark::set(&self.under_way, notice.id) else {
            return Ok(Delivery::Later(notice.owed.due));
        };
        match self.deliver(&notice, now).await {
            Ok(step) => Ok(step),
            Err(Failure::Facts(error)) => Err(error),
            Err(Failure::Unreachable(obstacle, why)) => {
                self.turn_elsewhere(&notice, (obstacle, &why), now).await
            }
            Err(Failure::Gone(why)) => {
                self.turn_elsewhere(&notice, (Obstacle::Other, &why), now).await
            }
            Err(Failure::Http(error)) => self.put_off(&notice, &error, now).await,
        }
    }

    async fn deliver(&self, notice: &Notice, now: DateTime<Utc>) -> Result<Delivery, Failure> {
        let Some(told) = facts(&self.store, notice, now).await? else {
            return self.end(notice, "whom or what it is about is no more").await;
        };
        let uncertain = notice.open_tries > 1;
        if !told.is_wanted() && !uncertain {
            return self.end(notice, "not needed any more").await;
        }
        let channel = self.channel(&told).await?;
        let found = if uncertain { self.find_posted(notice, channel).await? } else { None };
        if found.is_none() && !told.is_wanted() {
            return self.end(notice, "not needed any more").await;
        }
        let body = convert::notice(&notices::message(&told), notice.id);
        let digest = digest(&body);
        let (message, shown) = match found {
            // What the adopted message shows is not known: let it be edited.
            Some(message) => (message, String::new()),
            None => (self.sender.post_message(channel, body, &notice.id.key()).await?, digest),
        };
        let mut db = self.store.writer().await?;
        outbox::sent(&mut db, notice.id, (channel, message), &shown, now).await?;
        Ok(Delivery::Sent)
    }

    /// Ends a notice that nobody needs to be told of.
    async fn end(&self, notice: &Notice, why: &str) -> Result<Delivery, Failure> {
        let mut db = self.store.writer().await?;
        outbox::end(&mut db, notice.id, NoticeState::Moot, (why, None)).await?;
        Ok(Delivery::Moot)
    }

    /// The channel that a notice goes to; a thread or direct-message channel is opened.
    async fn channel(&self, told: &Told) -> Result<ChannelId, Failure> {
        let account = told.to.person.as_ref().map(|person| person.account);
        match told.to.destination {
            Destination::Channel => Ok(told.group().channel),
            Destination::Officials => Ok(told.group().officials_channel),
            // A mention is what makes a post in the thread reach anybody.
            Destination::Thread | Destination::Direct if account == Some(None) => {
                Err(Failure::Unreachable(Obstacle::NoAccount, "no linked account".to_owned()))
            }
            Destination::Thread => self.thread(told).await,
            Destination::Direct => match account.flatten() {
                Some(account) => Ok(self.sender.open_direct(account).await?),
                None => Err(unreachable("nobody is named")),
            },
        }
    }

    /// The meeting's thread, opened under its newest post when it is first needed.
    async fn thread(&self, told: &Told) -> Result<ChannelId, Failure> {
        let meeting = told.meeting().ok_or_else(|| unreachable("there is no meeting"))?;
        let post = {
            let mut db = self.store.read().await?;
            if let Some(thread) =
                meetings::thread_of(&mut db, meeting.organisation, meeting.id).await?
            {
                return Ok(thread);
            }
            meetings::post_of(&mut db, meeting.organisation, meeting.id).await?
        };
        let post = post.ok_or_else(|| unreachable("the meeting has no post"))?;
        let name = notices::thread_name(told.group(), meeting);
        let thread = self.sender.open_thread(post, &name).await?;
        let mut db = self.store.writer().await?;
        meetings::set_thread(&mut db, meeting.organisation, meeting.id, thread).await?;
        Ok(thread)
    }

    /// Our own message that bears the notice's key, among those since the first try.
    async fn find_posted(
        &self,
        notice: &Notice,
        channel: ChannelId,
    ) -> Result<Option<MessageId>, SendError> {
        let Some(since) = notice.first_attempt else { return Ok(None) };
        let mut after = snowflake(since - CLOCK_SKEW);
        for _ in 0..MOST_PAGES {
            let messages = self.sender.messages_after(channel, after).await?;
            if let Some(found) =
                messages.iter().find(|message| convert::bears_key(message, notice.id))
            {
                return Ok(message_id(found).map(MessageId));
            }
            match messages.iter().filter_map(message_id).max() {
                Some(newest) if messages.len() == 100 => after = newest,
                _ => break,
            }
        }
        Ok(None)
    }

    /// Tries again later, remembering whether the message may have been posted.
    async fn put_off(
        &self,
        notice: &Notice,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let pause = match error {
            SendError::RateLimited(wait) => {
                TimeDelta::from_std(*wait).unwrap_or(TimeDelta::minutes(5))
            }
            _ => backoff(notice.attempts, fastrand::f64()),
        };
        let outcome = match error {
            SendError::Ambiguous(_) => Outcome::Unknown,
            _ => Outcome::NotPosted,
        };
        let at = now + pause.max(TimeDelta::seconds(1));
        tracing::warn!(notice = notice.id.0, %error, %at, "a notice did not arrive: trying again");
        let mut db = self.store.writer().await?;
        outbox::put_off(&mut db, notice.id, outcome, at, &error.to_string()).await?;
        Ok(Delivery::Later(at))
    }

    /// Gives a destination up and owes the notice to the next one, in one transaction.
    async fn turn_elsewhere(
        &self,
        notice: &Notice,
        (obstacle, why): (Obstacle, &str),
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let guild = {
            let mut db = self.store.read().await?;
            organisations::guild_of(&mut db, notice.owed.organisation).await?
        };
        // A notice that is not written yet has no row for an action to wait for: they take turns.
        let mut db = match guild {
            Some(guild) => self.store.begin_for(guild).await?,
            None => self.store.begin().await?,
        };
        let ended = (why, Some(obstacle));
        let ours = outbox::end(&mut db, notice.id, NoticeState::Undeliverable, ended).await?;
        let next = notice.owed.destination.fallback(notice.owed.subject.meeting().is_some());
        // Somebody else may have delivered it while we were at it; and whoever has been told directly needs
        // no other way.
        let is_told = notice.owed.destination == Destination::Thread
            && deliveries::arrived_directly(&mut db, &notice.owed).await?;
        let next = next.filter(|_| ours && !is_told);
        if let Some(destination) = next {
            // The officials are told of an empty seat anyway: once is enough.
            let theirs = notice.owed.kind == SeatNotice::Vacancy.into()
                && destination == Destination::Officials;
            let person = notice.owed.person.filter(|_| !theirs);
            let owed = Owed { destination, person, due: now, ..notice.owed.clone() };
            outbox::owe(&mut db, &[(NoticeId(self.store.next_id(now)), owed)]).await?;
        }
        db.commit().await?;
        tracing::warn!(
            notice = notice.id.0,
            why,
            ?next,
            "a notice cannot be delivered where it was owed"
        );
        Ok(Delivery::GaveUp)
    }

    /// Brings the live message that has been out of date for longest up to date.
    pub async fn refresh_one(&self, now: DateTime<Utc>) -> Result<Delivery, ActionError> {
        let claimed = {
            let mut db = self.store.writer().await?;
            live::claim_stale(&mut db, now).await?
        };
        let Some(stale) = claimed else { return Ok(Delivery::Idle) };
        let Some(_mark) = Mark::set(&self.under_way, stale.notice.id) else {
            return Ok(Delivery::Later(now));
        };
        match self.refresh(&stale, now).await {
            Ok(step) => Ok(step),
            Err(Failure::Facts(error)) => Err(error),
            // What is shown there may be what must be forgotten: the way may be open again.
            Err(Failure::Unreachable(_, why)) => {
                let at = now + EDIT_REFUSED;
                tracing::warn!(notice = stale.notice.id.0, why, %at, "an edit was refused: trying again");
                let mut db = self.store.writer().await?;
                live::put_off_edit(&mut db, stale.notice.id, at).await?;
                Ok(Delivery::Later(at))
            }
            Err(Failure::Gone(why)) => {
                tracing::warn!(
                    notice = stale.notice.id.0,
                    why,
                    "a message of ours is gone: it is not edited any more"
                );
                let mut db = self.store.writer().await?;
                let digest = stale.notice.digest.clone().unwrap_or_default();
                live::edited(&mut db, &stale, &digest, now).await?;
                Ok(Delivery::GaveUp)
            }
            Err(Failure::Http(error)) => {
                let at = now + backoff(2, fastrand::f64());
                tracing::warn!(notice = stale.notice.id.0, %error, %at, "an edit did not arrive: trying again");
                let mut db = self.store.writer().await?;
                live::put_off_edit(&mut db, stale.notice.id, at).await?;
                Ok(Delivery::Later(at))
            }
        }
    }

    async fn refresh(&self, stale: &Stale, now: DateTime<Utc>) -> Result<Delivery, Failure> {
        let notice = &stale.notice;
        let told = facts(&self.store, notice, now).await?;
        let told = told.ok_or_else(|| Failure::Gone("whom it is about is no more".to_owned()))?;
        let body = convert::notice(&notices::message(&told), notice.id);
        let digest = digest(&body);
        let place = notice.channel.zip(notice.message);
        if let Some(place) = place.filter(|_| notice.digest.as_ref() != Some(&digest)) {
            self.sender.edit_message(place, &body).await?;
        }
        let mut db = self.store.writer().await?;
        live::edited(&mut db, stale, &digest, now).await?;
        Ok(Delivery::Edited)
    }
}

fn unreachable(why: &str) -> Failure {
    Failure::Unreachable(Obstacle::Other, why.to_owned())
}

fn digest(body: &Value) -> String {
    let mut hasher = DefaultHasher::new();
    body.to_string().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The least id that a message posted at `at` can have.
fn snowflake(at: DateTime<Utc>) -> i64 {
    (at.timestamp_millis() - DISCORD_EPOCH_MS).max(0) << 22
}

fn message_id(message: &Value) -> Option<i64> {
    message["id"].as_str()?.parse().ok()
}

/// Marks a notice as under way for as long as it lives.
struct Mark<'a> {
    marks: &'a Mutex<HashSet<NoticeId>>,
    notice: NoticeId,
}

impl<'a> Mark<'a> {
    fn set(marks: &'a Mutex<HashSet<NoticeId>>, notice: NoticeId) -> Option<Self> {
        let new = marks.lock().unwrap_or_else(PoisonError::into_inner).insert(notice);
        new.then_some(Self { marks, notice })
    }
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.notice);
    }
}
