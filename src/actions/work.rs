//! An action's unit of work: one transaction, in which it decides and writes, and which gathers what
//! follows from it.
//!
//! What is owed, logged and out of date is written when the work is committed, in as few messages to the database as it takes: an
//! action says what is so, and cannot forget or reorder how it becomes known.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::calendar::posted;
use super::identity::{Known, Visitor, identify, recognise};
use super::progress::Progress;
use super::registry::refusal::RegisterRefusal;
use super::view::MeetingView;
use super::{ActionError, Caller, Missing};
use crate::domain::account::{GuildId, InteractionId};
use crate::domain::audit::{By, Deed, Entry};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{
    AuditId, GroupId, ItemId, MeetingId, NoticeId, OrganisationId, PersonId, SeatId,
};
use crate::domain::notice::{NoticeKind, Owed};
use crate::domain::permission::Action;
use crate::store::statement::Statement;
use crate::store::{
    News, Store, StoreError, Transaction, audit, interactions, live, meetings, organisations,
    outbox,
};

/// How many lines of the log are written before it is told how far it is.
const LINES_AT_A_TIME: usize = 1000;

/// What is being done in one organisation, at one time, by somebody. Nothing is kept unless it is
/// committed.
pub struct Work<'s> {
    store: &'s Store,
    /// The transaction. No other of the organisation overlaps with it.
    pub db: Transaction,
    pub organisation: OrganisationId,
    pub by: By,
    pub now: DateTime<Utc>,
    /// The press or command that it is done by.
    interaction: Option<InteractionId>,
    owed: Vec<Owed>,
    logged: Vec<Entry>,
    outdated: BTreeSet<Outdated>,
}

/// Which messages may not show what is so any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outdated {
    /// Those about the coming meetings of every group.
    Organisation,
    /// Those about the coming meetings of a group.
    Group(GroupId),
    /// Those about a meeting and one of its seats.
    Seat(MeetingId, SeatId),
    /// Those about a meeting, with all its seats.
    Meeting(MeetingId),
    /// Those about an agenda item.
    Item(ItemId),
    /// Those that show what is to come in a group.
    Calendar(GroupId),
}

impl<'s> Work<'s> {
    /// Begins what somebody does in the organisation of their guild.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub async fn of(
        store: &'s Store,
        caller: Caller,
        now: DateTime<Utc>,
    ) -> Result<(Self, Visitor), ActionError> {
        let guild = caller.guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
        let mut db = store.begin_for(guild).await?;
        let visitor = recognise(&mut db, caller).await?;
        let (organisation, by) = (visitor.organisation.id, visitor.by());
        Ok((Self::with(store, db, (organisation, by), now).answering(caller), visitor))
    }

    /// Begins what a person of the organisation does.
    ///
    /// # Errors
    /// `NotFound` where there is no organisation, and for an account that is not linked.
    pub async fn of_person(
        store: &'s Store,
        caller: Caller,
        now: DateTime<Utc>,
    ) -> Result<(Self, Known), ActionError> {
        let guild = caller.guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
        let mut db = store.begin_for(guild).await?;
        let known = identify(&mut db, caller, None).await?;
        let (organisation, by) = (known.organisation.id, By::Person(known.person.id));
        Ok((Self::with(store, db, (organisation, by), now).answering(caller), known))
    }

    /// Begins what a person of the organisation does about a meeting, which is read together with who they
    /// are. In a direct message, which has no guild, the organisation is the meeting's.
    ///
    /// # Errors
    /// `NotFound` where there is no organisation or no such meeting in it, and for an account that is not
    /// linked.
    pub async fn about_meeting(
        store: &'s Store,
        caller: Caller,
        meeting: MeetingId,
        now: DateTime<Utc>,
    ) -> Result<(Self, Known, MeetingView), ActionError> {
        let guild = match caller.guild {
            None => {
                let mut db = store.read().await?;
                let found = organisations::organisation_of_meeting(&mut db, meeting).await?;
                found.map(|organisation| organisation.guild)
            }
            guild => guild,
        };
        let guild = guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
        let who = (guild, caller.account);
        let (mut db, found) = meetings::begin_for_caller(store, who, meeting, now).await?;
        let (organisation, person, found) =
            found.ok_or(ActionError::NotFound(Missing::Organisation))?;
        let person = person.ok_or(ActionError::NotFound(Missing::Link))?;
        let found = found.ok_or(ActionError::NotFound(Missing::Meeting))?;
        let view = MeetingView::with_seats(&mut db, organisation.id, found, now).await?;
        let by = (organisation.id, By::Person(person.id));
        let work = Self::with(store, db, by, now).answering(caller);
        Ok((work, Known { organisation, person }, view))
    }

    /// Begins what whoever runs the bot does in an organisation, or the clock.
    pub async fn in_organisation(
        store: &'s Store,
        (organisation, guild): (OrganisationId, GuildId),
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let db = store.begin_for(guild).await?;
        Ok(Self::with(store, db, (organisation, By::Operator), now))
    }

    /// Begins with an organisation that there is not yet, made by `by`. Its id is given here.
    ///
    /// # Errors
    /// `Register` when the guild has one already.
    pub async fn founding(
        store: &'s Store,
        organisation: Organisation,
        by: By,
        now: DateTime<Utc>,
    ) -> Result<(Self, Organisation), ActionError> {
        let mut db = store.begin_for(organisation.guild).await?;
        let organisation = Organisation { id: OrganisationId(store.next_id(now)), ..organisation };
        organisations::insert_organisation(&mut db, &organisation, now).await.map_err(|error| {
            match error {
                StoreError::Duplicate(_) => ActionError::Register(RegisterRefusal::AlreadyFounded),
                other => other.into(),
            }
        })?;
        Ok((Self::with(store, db, (organisation.id, by), now), organisation))
    }

    fn with(
        store: &'s Store,
        db: Transaction,
        (organisation, by): (OrganisationId, By),
        now: DateTime<Utc>,
    ) -> Self {
        let (owed, logged, outdated) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { store, db, organisation, by, now, interaction: None, owed, logged, outdated }
    }

    /// As what a caller does by a press or command: it is kept once.
    pub fn answering(self, caller: Caller) -> Self {
        Self { interaction: caller.interaction, ..self }
    }

    /// The next number for an id.
    pub fn next_id(&self) -> i64 {
        self.store.next_id(self.now)
    }

    /// As [`next_id`](Self::next_id), for whoever works on a thread of their own.
    pub fn ids(&self) -> impl Fn() -> i64 + Send + 'static {
        let (mint, now) = (self.store.mint(), self.now);
        move || mint.next(now)
    }

    /// A group of the organisation in which the visitor may do `action`.
    pub async fn group(
        &mut self,
        visitor: &Visitor,
        group: GroupId,
        action: Action,
    ) -> Result<Group, ActionError> {
        visitor.group(&mut self.db, group, action, self.now).await
    }

    /// As [`group`](Self::group), of a group that has not ended: what has is read-only.
    pub async fn open_group(
        &mut self,
        visitor: &Visitor,
        group: GroupId,
        action: Action,
    ) -> Result<Group, ActionError> {
        visitor.open_group(&mut self.db, group, action, self.now).await
    }

    /// The person who does it, where it is one of the organisation.
    pub const fn by_person(&self) -> Option<PersonId> {
        match self.by {
            By::Person(person) => Some(person),
            By::Account(_) | By::Operator | By::Former => None,
        }
    }

    /// Owes notices of what is being done.
    pub fn owe(&mut self, notices: impl IntoIterator<Item = Owed>) {
        let caused_by = self.by_person();
        self.owed.extend(notices.into_iter().map(|owed| {
            let caused_by = caused_by.filter(|_| !owed.kind.is_news_to_all());
            Owed { caused_by, ..owed }
        }));
    }

    /// Whether such a notice is owed to a person by what is being done.
    pub fn owes(&self, kind: NoticeKind, person: PersonId) -> bool {
        self.owed.iter().any(|owed| owed.kind == kind && owed.person == Some(person))
    }

    /// Whether what is being done owes something because of that.
    pub fn owes_again(&self, cause: i64) -> bool {
        self.owed.iter().any(|owed| owed.again == Some(cause))
    }

    /// Owes nothing to a person after all, neither now nor what was owed before: there is nobody to be
    /// told any more.
    pub async fn owe_nothing_to(&mut self, person: PersonId) -> Result<(), ActionError> {
        self.owed.retain(|owed| owed.person != Some(person));
        Ok(outbox::end_owed_to(&mut self.db, self.organisation, person).await?)
    }

    /// A line for the log, of no single group as yet.
    pub fn entry(&self, deed: Deed) -> Entry {
        Entry::new(AuditId(self.next_id()), self.organisation, (self.by, self.now), deed)
    }

    /// Adds to the log.
    pub fn log(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.logged.extend(entries);
    }

    /// Writes what has been logged so far, telling how far it is.
    pub async fn write_log(&mut self, progress: &Progress) -> Result<(), ActionError> {
        let logged = std::mem::take(&mut self.logged);
        for some in logged.chunks(LINES_AT_A_TIME) {
            for statement in audit::append(some) {
                statement.execute(&mut self.db).await?;
            }
            progress.add(some.len());
        }
        Ok(())
    }

    /// What is told of the coming meetings of any group may not be so any more.
    pub fn everything_changed(&mut self) {
        self.outdated.insert(Outdated::Organisation);
    }

    /// What is told of the coming meetings of a group may not be so any more.
    pub fn group_changed(&mut self, group: GroupId) {
        self.outdated.insert(Outdated::Group(group));
    }

    /// What is told of a meeting may not be so any more.
    pub fn meeting_changed(&mut self, meeting: MeetingId) {
        self.outdated.insert(Outdated::Meeting(meeting));
    }

    /// What is told of a seat at a meeting may not be so any more, nor what is told of all of them.
    pub fn seat_changed(&mut self, meeting: MeetingId, seat: SeatId) {
        self.outdated.insert(Outdated::Seat(meeting, seat));
    }

    /// What is told of an agenda item may not be so any more.
    pub fn item_changed(&mut self, item: ItemId) {
        self.outdated.insert(Outdated::Item(item));
    }

    /// What is told of what comes in a group may not be so any more.
    pub fn calendar_changed(&mut self, group: GroupId) {
        self.outdated.insert(Outdated::Calendar(group));
    }

    /// Owes the calendars that show what is to come where something has changed: those that stand already are
    /// owed once.
    async fn owe_calendars(&mut self) -> Result<(), ActionError> {
        let groups: Vec<GroupId> = self
            .outdated
            .iter()
            .filter_map(|one| match *one {
                Outdated::Calendar(group) => Some(group),
                _ => None,
            })
            .collect();
        for group in groups {
            let owed = posted::owed(&mut self.db, (self.organisation, group), self.now).await?;
            self.owed.extend(owed);
        }
        Ok(())
    }

    /// Keeps what was said of seats, as [`commit`](Self::commit) does, and makes the answer meanwhile: the disk takes its time.
    pub async fn keep_word<T>(mut self, make: impl FnOnce() -> T) -> Result<T, ActionError> {
        self.db.leaves_people_as_they_are();
        let (kept, made) = tokio::join!(biased; self.commit(), async { make() });
        kept.map(|()| made)
    }

    /// Keeps what was done, with what follows from it. Until this has returned, nothing is.
    ///
    /// # Errors
    /// `Repeated` where the same press or command has been carried out before: then nothing is kept.
    pub async fn commit(mut self) -> Result<(), ActionError> {
        self.owe_calendars().await?;
        let outdated = without_parts(&self.outdated);
        let (organisation, now) = (self.organisation, self.now);
        let stale = outdated.iter().flat_map(|messages| stale(organisation, *messages, now));
        stale.for_each(|statement| self.db.at_last(statement));
        let owed: Vec<(NoticeId, Owed)> = self
            .owed
            .drain(..)
            .map(|owed| (NoticeId(self.store.next_id(self.now)), owed))
            .collect();
        outbox::owe(&owed, now).into_iter().for_each(|statement| self.db.at_last(statement));
        let logged = audit::append(&std::mem::take(&mut self.logged));
        logged.into_iter().for_each(|statement| self.db.at_last(statement));
        if let Some(interaction) = self.interaction {
            self.db.at_last(interactions::carried_out(organisation, interaction, now));
        }
        let kept = self.db.commit().await;
        if kept.as_ref().is_err_and(interactions::is_repeated) {
            return Err(ActionError::Repeated);
        }
        // Also where nobody knows whether it was kept: whoever looks finds out.
        if let Some(news) = news(&owed, &outdated) {
            self.store.has_news(news);
        }
        Ok(kept?)
    }
}

/// How much was done in all, one organisation after the other. What fails in one keeps nothing from the
/// others, and is told at the end.
#[derive(Default)]
pub(super) struct InAll {
    done: usize,
    failed: Option<ActionError>,
}

impl InAll {
    pub fn add(&mut self, done: Result<usize, ActionError>) {
        match done {
            Ok(more) => self.done += more,
            Err(error) => self.failed = Some(error),
        }
    }

    pub fn done(self) -> Result<usize, ActionError> {
        self.failed.map_or(Ok(self.done), Err)
    }
}

/// Marks messages that may not show what is so any more.
fn stale(organisation: OrganisationId, messages: Outdated, now: DateTime<Utc>) -> Vec<Statement> {
    match messages {
        Outdated::Organisation => vec![
            live::mark_all_items_stale(organisation, None, now),
            live::mark_all_stale(organisation, None, now),
        ],
        Outdated::Group(group) => vec![
            live::mark_all_items_stale(organisation, Some(group), now),
            live::mark_all_stale(organisation, Some(group), now),
        ],
        Outdated::Meeting(meeting) => vec![
            live::mark_items_of_meeting_stale(organisation, meeting, now),
            live::mark_stale(organisation, meeting, None, now),
        ],
        Outdated::Seat(meeting, seat) => {
            vec![live::mark_stale(organisation, meeting, Some(seat), now)]
        }
        Outdated::Item(item) => vec![live::mark_item_stale(organisation, item, now)],
        Outdated::Calendar(group) => vec![live::mark_calendar_stale(organisation, group, now)],
    }
}

/// What may have become due by what is owed and out of date. What is said of a seat changes nothing that is done by the
/// clock, and is most of what people do.
fn news(owed: &[(NoticeId, Owed)], outdated: &BTreeSet<Outdated>) -> Option<News> {
    let of_a_seat = |one: &Outdated| matches!(one, Outdated::Seat(..));
    if outdated.is_empty() && owed.is_empty() {
        return None;
    }
    let are_of_seats = outdated.iter().all(of_a_seat)
        && owed.iter().all(|(_, owed)| owed.subject.seat().is_some());
    Some(if are_of_seats { News::Messages } else { News::Plans })
}

/// What lies in something greater is marked with it; several seats of a meeting are all of them, since
/// a message that says the same as before is not sent.
fn without_parts(outdated: &BTreeSet<Outdated>) -> BTreeSet<Outdated> {
    let seats_at = |meeting: MeetingId| {
        let of_meeting = |one: &&Outdated| matches!(one, Outdated::Seat(at, _) if *at == meeting);
        outdated.iter().filter(of_meeting).count()
    };
    let whole = outdated.iter().map(|one| match *one {
        Outdated::Seat(meeting, _) if seats_at(meeting) > 1 => Outdated::Meeting(meeting),
        one => one,
    });
    let whole: BTreeSet<Outdated> = whole.collect();
    let is_part = |one: &Outdated| match *one {
        Outdated::Group(_) => whole.contains(&Outdated::Organisation),
        Outdated::Seat(meeting, _) => whole.contains(&Outdated::Meeting(meeting)),
        Outdated::Organisation
        | Outdated::Meeting(_)
        | Outdated::Item(_)
        | Outdated::Calendar(_) => false,
    };
    whole.iter().filter(|one| !is_part(one)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_in_one_organisation_keeps_nothing_from_the_others() {
        let mut all = InAll::default();
        for done in [Ok(2), Err(ActionError::NotFound(Missing::Organisation)), Ok(3)] {
            all.add(done);
        }
        assert_eq!(all.done, 5, "the others were done");
        assert!(all.done().is_err(), "and it is told");
    }

    #[test]
    fn what_lies_in_something_greater_is_marked_once() {
        let (meeting, other) = (MeetingId(1), MeetingId(2));
        let seat = |at| Outdated::Seat(at, SeatId(7));
        let marked = |all: &[Outdated]| {
            let all: BTreeSet<Outdated> = all.iter().copied().collect();
            without_parts(&all).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(marked(&[seat(meeting)]), [seat(meeting)]);
        assert_eq!(marked(&[seat(meeting), seat(other)]), [seat(meeting), seat(other)]);
        assert_eq!(
            marked(&[seat(meeting), Outdated::Seat(meeting, SeatId(8)), seat(other)]),
            [seat(other), Outdated::Meeting(meeting)]
        );
        assert_eq!(
            marked(&[seat(meeting), Outdated::Meeting(meeting)]),
            [Outdated::Meeting(meeting)]
        );
        let group = Outdated::Group(GroupId(3));
        assert_eq!(
            marked(&[group, Outdated::Organisation, seat(other)]),
            [Outdated::Organisation, seat(other)]
        );
    }
}
