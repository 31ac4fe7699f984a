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

use super::failure::{Failure, Next, is_tried_for_long};
use crate::actions::ActionError;
use crate::actions::notices::meeting::reposted;
use crate::actions::notices::{Told, facts, undelivered};
use crate::discord::convert;
use crate::discord::send::{DISCORD_EPOCH_MS, SendError, Sender, code};
use crate::domain::account::{ChannelId, MessageId};
use crate::domain::id::NoticeId;
use crate::domain::notice::{
    Destination, ENOUGH_TRIES, MeetingNotice, Notice, NoticeState, Obstacle, Owed, SeatNotice,
    backoff, place_pause,
};
use crate::metrics::Metrics;
use crate::render::{File, Message, notices};
use crate::store::deliveries::Directly;
use crate::store::live::Stale;
use crate::store::outbox;
use crate::store::{Connection, Store, StoreError, Transaction, deliveries, live, organisations};

/// How far the server's clock may be behind ours when its messages are searched.
const CLOCK_SKEW: TimeDelta = TimeDelta::days(1);
/// How long whoever is to be asked for waits for others.
const ONE_AT_A_TIME: TimeDelta = TimeDelta::seconds(5);
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

/// What is to be delivered now, by nobody else meanwhile.
pub enum Claimed {
    /// A notice that is due.
    Owed(Notice),
    /// A live message that is out of date.
    Stale(Stale),
}

/// What has become of a notice.
enum Fate {
    /// It stands there, and shows what has this digest.
    Sent { channel: ChannelId, message: MessageId, shows: String },
    /// Nobody needs to be told any more.
    Moot(&'static str),
    /// Somebody was to be told, and is not helped by it any more.
    TooLate,
}

impl Fate {
    async fn write(
        &self,
        db: &mut Connection,
        notice: &Notice,
        now: DateTime<Utc>,
    ) -> Result<Delivery, StoreError> {
        match self {
            Self::Sent { channel, message, shows } => {
                outbox::sent(db, notice.id, (*channel, *message), shows, now).await?;
                Ok(Delivery::Sent)
            }
            Self::Moot(why) => {
                outbox::end(db, notice.id, NoticeState::Moot, (why, None)).await?;
                Ok(Delivery::Moot)
            }
            Self::TooLate => {
                let why = ("it is of no use any more", Some(Obstacle::TooLate));
                outbox::end(db, notice.id, NoticeState::Undeliverable, why).await?;
                Ok(Delivery::GaveUp)
            }
        }
    }
}

/// Brings what is owed to where it belongs: reads the facts as they are, renders, sends, and writes down what came of it.
pub struct Deliverer {
    pub(super) store: Arc<Store>,
    pub(super) sender: Arc<Sender>,
    metrics: Arc<Metrics>,
    /// What this process is delivering right now: a clock that jumps must not make a lease end
    /// under way.
    pub(super) under_way: Mutex<HashSet<NoticeId>>,
    /// When a message last arrived anywhere.
    last_arrival: Mutex<Option<DateTime<Utc>>>,
    /// Held while Discord is asked for people: there are many, and one request for each.
    pub(super) looking: tokio::sync::Mutex<()>,
}

impl Deliverer {
    pub fn new(store: Arc<Store>, sender: Arc<Sender>, metrics: Arc<Metrics>) -> Self {
        let (under_way, last_arrival) = (Mutex::default(), Mutex::default());
        let looking = tokio::sync::Mutex::default();
        Self { store, sender, metrics, under_way, last_arrival, looking }
    }

    /// Claims the notice that has been due for longest, or else the live message that has been out of date for
    /// longest: they are ours for a while.
    pub async fn claim(&self, now: DateTime<Utc>) -> Result<Option<Claimed>, ActionError> {
        let mut db = self.store.writer().await?;
        if let Some(notice) = outbox::claim_due(&mut db, now).await? {
            return Ok(Some(Claimed::Owed(notice)));
        }
        Ok(live::claim_stale(&mut db, now).await?.map(Claimed::Stale))
    }

    /// Delivers a notice that was claimed.
    pub async fn deliver_claimed(
        &self,
        notice: &Notice,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let Some(_mark) = Mark::set(&self.under_way, notice.id) else {
            return Ok(Delivery::Later(notice.owed.due));
        };
        let ended = self.try_to_deliver(notice, now).await;
        let outcome = match &ended {
            Ok(Delivery::Sent) => "sent",
            Ok(Delivery::Edited) => "edited",
            Ok(Delivery::Moot) => "moot",
            Ok(Delivery::GaveUp) => "turned",
            Ok(Delivery::Later(_)) => "later",
            Ok(Delivery::Idle) => "idle",
            Err(_) => "error",
        };
        self.metrics.tried(notice.owed.kind.word(), outcome);
        ended
    }

    async fn try_to_deliver(
        &self,
        notice: &Notice,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        match self.deliver(notice, now).await {
            Ok(step) => {
                if step == Delivery::Sent {
                    let mut last = self.last_arrival.lock().unwrap_or_else(PoisonError::into_inner);
                    *last = Some(now);
                }
                Ok(step)
            }
            Err(failure) => self.failed(notice, failure, now).await,
        }
    }

    /// What becomes of a notice that did not arrive.
    async fn failed(
        &self,
        notice: &Notice,
        failure: Failure,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let last_arrival = *self.last_arrival.lock().unwrap_or_else(PoisonError::into_inner);
        match failure.then(notice, last_arrival, now)? {
            Next::Elsewhere(obstacle, why) => {
                self.turn_elsewhere(notice, (obstacle, &why), now).await
            }
            Next::WaitForPlace(obstacle, why) => {
                self.wait_for_place(notice, (obstacle, &why), now).await
            }
            Next::Again { outcome, pause, why } => {
                let pause = pause.unwrap_or_else(|| backoff(notice.attempts, fastrand::f64()));
                let at = now + pause.max(TimeDelta::seconds(1));
                tracing::warn!(notice = notice.id.0, why, %at, "a notice did not arrive: trying again");
                let mut db = self.store.writer().await?;
                outbox::put_off(&mut db, notice.id, outcome, at, &why).await?;
                Ok(Delivery::Later(at))
            }
        }
    }

    /// Tries a notice again when others have been asked for.
    async fn wait_for_others(
        &self,
        notice: &Notice,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let at = now + ONE_AT_A_TIME;
        let mut db = self.store.writer().await?;
        let why = "others are being asked for";
        outbox::put_off(&mut db, notice.id, outbox::Outcome::NotTried, at, why).await?;
        Ok(Delivery::Later(at))
    }

    /// Tries a notice again when people are told of such again.
    async fn wait_for_morning(
        &self,
        notice: &Notice,
        at: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let is_looked_for = notice.open_tries > 1;
        let outcome = match is_looked_for {
            true => outbox::Outcome::NoneArrived,
            false => outbox::Outcome::NotTried,
        };
        let mut db = self.store.writer().await?;
        outbox::put_off(&mut db, notice.id, outcome, at, "nobody is told of it at night").await?;
        Ok(Delivery::Later(at))
    }

    async fn deliver(&self, notice: &Notice, now: DateTime<Utc>) -> Result<Delivery, Failure> {
        let is_to_be_asked = notice.owed.kind == MeetingNotice::Unreached.into();
        if is_to_be_asked && !self.look_for_those_called(notice, now).await? {
            return Ok(self.wait_for_others(notice, now).await?);
        }
        let Some(told) = facts(&self.store, notice, now).await? else {
            let fate = Fate::Moot("whom or what it is about is no more");
            return Ok(self.settle(notice, &fate, None, now).await?);
        };
        let uncertain = notice.open_tries > 1;
        let is_wanted = told.is_wanted() && !notice.is_too_old(now);
        if !is_wanted && !uncertain {
            return Ok(self.settle_unwanted(notice, &told, now).await?);
        }
        let (channel, found) = match self.look(notice, &told, now).await {
            Ok(found) => found,
            // Whether it arrived is not to be found out, and there is nothing to tell any more.
            Err(Failure::Person(..) | Failure::Place(..) | Failure::Deleted(_)) if !is_wanted => {
                let fate = Fate::Moot("not needed any more; it may have arrived");
                return Ok(self.settle(notice, &fate, None, now).await?);
            }
            Err(failure) => return Err(failure.before_posting()),
        };
        if found.is_none() && !is_wanted {
            return Ok(self.settle_unwanted(notice, &told, now).await?);
        }
        if let Some(at) = told.quiet_until(notice, now).filter(|_| found.is_none()) {
            return Ok(self.wait_for_morning(notice, at).await?);
        }
        if found.is_none() && notice.open_tries > ENOUGH_TRIES && is_tried_for_long(notice, now) {
            // Nobody has ever said whether it arrives, and it is not there.
            let why = "no answer for long";
            return Ok(self.turn_elsewhere(notice, (Obstacle::Other, why), now).await?);
        }
        let (message, shows) = match found {
            // What the adopted message shows is not known: let it be edited.
            Some(message) => (message, String::new()),
            None => self.post(notice, &told, channel).await?,
        };
        let also = notice.owed.kind.is_post() && notice.has_pinged();
        let also = also.then(|| reposted(notice, now));
        let sent = self.settle(notice, &Fate::Sent { channel, message, shows }, also, now).await?;
        self.pin(notice, (channel, message)).await?;
        let is_in_channel = told.to.destination == Destination::Channel;
        if let Some(before) = told.moved_from().filter(|_| is_in_channel) {
            self.name_thread_anew(&told, &before).await?;
        }
        Ok(sent)
    }

    /// Ends what nobody needs any more, or what has missed its time, and owes what is told instead.
    async fn settle_unwanted(
        &self,
        notice: &Notice,
        told: &Told,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let fate = match told.is_missed(notice) {
            true => Fate::TooLate,
            false => Fate::Moot("not needed any more"),
        };
        self.settle(notice, &fate, told.owed_instead(notice), now).await
    }

    /// Posts a notice, without its files where they are not taken. Returns the message, and the digest of what it shows.
    async fn post(
        &self,
        notice: &Notice,
        told: &Told,
        channel: ChannelId,
    ) -> Result<(MessageId, String), Failure> {
        let (posted, nonce) = (posted(notice, told), notice.nonce());
        let digest = posted.digest();
        let message = match self.sender.post_message(channel, posted.whole(), &nonce).await {
            Err(error) if posted.goes_without_files(&error) => {
                self.sender.post_message(channel, posted.without_files(), &nonce).await
            }
            sent => sent,
        };
        Ok((message?, digest))
    }

    /// Pins what is to be pinned and is not yet. Where that is not allowed, it stands there all the same, and the next
    /// edit tries again.
    pub(super) async fn pin(
        &self,
        notice: &Notice,
        place: (ChannelId, MessageId),
    ) -> Result<(), ActionError> {
        if !notice.owed.kind.is_pinned() || notice.pinned {
            return Ok(());
        }
        match self.sender.pin_message(place).await {
            Ok(()) => {
                let mut db = self.store.writer().await?;
                Ok(live::pinned(&mut db, notice.id).await?)
            }
            Err(error) => {
                tracing::warn!(notice = notice.id.0, %error, "a message could not be pinned");
                Ok(())
            }
        }
    }

    /// Where it is to go, and whether it is there already.
    async fn look(
        &self,
        notice: &Notice,
        told: &Told,
        now: DateTime<Utc>,
    ) -> Result<(ChannelId, Option<MessageId>), Failure> {
        let uncertain = notice.open_tries > 1;
        // Nobody is turned to elsewhere who may have been told already.
        if told.to.destination == Destination::Thread && !uncertain {
            self.is_within_reach(told, now).await?;
        }
        let channel = self.channel(told, now).await?;
        let found = if uncertain { self.find_posted(notice, channel).await? } else { None };
        Ok((channel, found))
    }

    /// Writes down what has become of a notice. What others say of it may not be so any more, and something
    /// may be owed because of it: all at once, or nothing.
    async fn settle(
        &self,
        notice: &Notice,
        fate: &Fate,
        also: Option<Owed>,
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let Owed { organisation, subject, kind, .. } = &notice.owed;
        // Who is asked once more looks at the newest question alone.
        let asks_again = notice.owed.again.is_some()
            && (*kind == SeatNotice::Summons.into() || *kind == SeatNotice::AskedAnew.into());
        let is_outdated = asks_again || matches!(fate, Fate::TooLate);
        let takes_turns = is_outdated || also.is_some();
        if !takes_turns && notice.obstacle.is_none() && !kind.is_post() {
            let mut db = self.store.writer().await?;
            return Ok(fate.write(&mut db, notice, now).await?);
        }
        let mut db = match takes_turns {
            true => self.turn_of(notice).await?,
            // The rest is not worth waiting for others.
            false => self.store.begin().await?,
        };
        db.leaves_people_as_they_are();
        let delivery = fate.write(&mut db, notice, now).await?;
        if let Some(meeting) = subject.meeting().filter(|_| is_outdated) {
            let seat = subject.seat().filter(|_| asks_again);
            live::mark_stale(*organisation, meeting, seat, now).execute(&mut db).await?;
        }
        if notice.obstacle.is_some() {
            live::mark_told_of(&mut db, *organisation, notice.id, now).await?;
        }
        if notice.obstacle.is_some() && delivery == Delivery::Sent {
            // The way is open: whatever else waits for it need not wait longer.
            outbox::try_places_now(&mut db, *organisation, subject.group(), now).await?;
        }
        if let Some(meeting) = subject.meeting().filter(|_| kind.is_post()) {
            live::mark_posts_stale(&mut db, *organisation, meeting, notice.id, now).await?;
        }
        let also = also.map(|owed| (NoticeId(self.store.next_id(now)), owed));
        outbox::owe_at_once(&mut db, also.as_slice(), now).await?;
        db.commit().await?;
        Ok(delivery)
    }

    /// Our own message that bears the notice's key, among the newest and back to before the first try. By whose
    /// clock that was is not known, so it is looked for further back than any clock is wrong for long.
    async fn find_posted(
        &self,
        notice: &Notice,
        channel: ChannelId,
    ) -> Result<Option<MessageId>, SendError> {
        let Some(since) = notice.first_attempt else { return Ok(None) };
        let earliest = snowflake(since - CLOCK_SKEW);
        let mut before = None;
        for _ in 0..MOST_PAGES {
            let messages = self.sender.messages_before(channel, before).await?;
            if let Some(found) =
                messages.iter().find(|message| convert::bears_key(message, notice.id))
            {
                return Ok(message_id(found).map(MessageId));
            }
            match messages.iter().filter_map(message_id).min() {
                Some(oldest) if messages.len() == 100 && oldest > earliest => before = Some(oldest),
                _ => break,
            }
        }
        Ok(None)
    }

    /// Waits until the place takes it, and owes the officials that it does not.
    async fn wait_for_place(
        &self,
        notice: &Notice,
        (obstacle, why): (Obstacle, &str),
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let at = now + place_pause(notice.attempts);
        tracing::warn!(notice = notice.id.0, why, %at, "a channel does not take a notice: trying again");
        let mut db = self.turn_of(notice).await?;
        outbox::wait_for_place(&mut db, notice.id, at, (why, obstacle)).await?;
        let told = undelivered::told_of(&mut db, notice, now).await?;
        let told = told.into_iter().map(|owed| (NoticeId(self.store.next_id(now)), owed));
        outbox::owe_at_once(&mut db, &told.collect::<Vec<_>>(), now).await?;
        db.commit().await?;
        Ok(Delivery::Later(at))
    }

    /// A notice that is not written yet has no row for an action to wait for, and two questions about one seat would each mark
    /// the other: they take turns.
    async fn turn_of(&self, notice: &Notice) -> Result<Transaction, ActionError> {
        let guild = {
            let mut db = self.store.read().await?;
            organisations::guild_of(&mut db, notice.owed.organisation).await?
        };
        let mut db = match guild {
            Some(guild) => self.store.begin_for(guild).await?,
            None => self.store.begin().await?,
        };
        db.leaves_people_as_they_are();
        Ok(db)
    }

    /// Gives a destination up and owes the notice to the next one, in one transaction.
    async fn turn_elsewhere(
        &self,
        notice: &Notice,
        (obstacle, why): (Obstacle, &str),
        now: DateTime<Utc>,
    ) -> Result<Delivery, ActionError> {
        let mut db = self.turn_of(notice).await?;
        let ended = (why, Some(obstacle));
        let ours = outbox::end(&mut db, notice.id, NoticeState::Undeliverable, ended).await?;
        let next = notice.owed.destination.fallback(notice.owed.kind);
        // Somebody else may have delivered it while we were at it; and whoever has been told directly needs
        // no other way.
        let is_told = notice.owed.destination == Destination::Thread
            && deliveries::directly(&mut db, &notice.owed).await? == Some(Directly::Arrived);
        let next = next.filter(|_| ours && !is_told);
        if let Some(destination) = next {
            // The officials are told of an empty seat anyway: once is enough.
            let theirs = notice.owed.kind == SeatNotice::Vacancy.into()
                && destination == Destination::Officials;
            let person = notice.owed.person.filter(|_| !theirs);
            // That somebody cannot be reached is news to whoever caused it, too.
            let caused_by = notice.owed.caused_by.filter(|_| destination != Destination::Officials);
            let owed = Owed { destination, person, caused_by, due: now, ..notice.owed.clone() };
            outbox::owe_at_once(&mut db, &[(NoticeId(self.store.next_id(now)), owed)], now).await?;
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
}

/// A notice as Discord takes it.
pub(super) struct Posted {
    body: Value,
    files: Vec<File>,
}

/// A notice as Discord takes it. What has pinged once does not again.
pub(super) fn posted(notice: &Notice, told: &Told) -> Posted {
    let message = notices::message(told);
    let pings = if notice.has_pinged() { Vec::new() } else { message.pings.clone() };
    let body = convert::notice(&Message { pings, ..message.clone() }, notice.id);
    Posted { body, files: message.files }
}

impl Posted {
    /// What it is told from another by.
    pub fn digest(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.body.to_string().hash(&mut hasher);
        for file in &self.files {
            (&file.name, &file.bytes).hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }

    pub fn whole(&self) -> (&Value, &[File]) {
        (&self.body, &self.files)
    }

    pub const fn without_files(&self) -> (&Value, &[File]) {
        (&self.body, &[])
    }

    /// Whether it goes out without its files, where they may be what is not allowed there.
    pub fn goes_without_files(&self, error: &SendError) -> bool {
        !self.files.is_empty() && error.has_code(&[code::NO_PERMISSION])
    }
}

/// The least id that a message posted at `at` can have.
fn snowflake(at: DateTime<Utc>) -> i64 {
    (at.timestamp_millis() - DISCORD_EPOCH_MS).max(0) << 22
}

fn message_id(message: &Value) -> Option<i64> {
    message["id"].as_str()?.parse().ok()
}

/// Marks a notice as under way for as long as it lives.
pub(super) struct Mark<'a> {
    marks: &'a Mutex<HashSet<NoticeId>>,
    notice: NoticeId,
}

impl<'a> Mark<'a> {
    pub fn set(marks: &'a Mutex<HashSet<NoticeId>>, notice: NoticeId) -> Option<Self> {
        let new = marks.lock().unwrap_or_else(PoisonError::into_inner).insert(notice);
        new.then_some(Self { marks, notice })
    }
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.notice);
    }
}
