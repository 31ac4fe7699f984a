//! Notes are read: the newest, an older one, and what has changed between them.

use chrono::{DateTime, Utc};

use super::approve::{Approved, approved, later_meeting};
use crate::actions::choices::groups_where;
use crate::actions::identity::{identify, recognise};
use crate::actions::meeting::may_see;
use crate::actions::view::MeetingView;
use crate::actions::{ActionError, Caller};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId};
use crate::domain::notes::{NotesHead, NotesRefusal, Revision, may_approve};
use crate::domain::permission::{Action, Actor, can};
use crate::domain::person::Person;
use crate::domain::wording::Reason;
use crate::store::{Connection, Store, notes, people, revisions};

pub use crate::store::revisions::ListedNotes;

/// A revision of a meeting's notes, as somebody sees it.
#[derive(Clone, Debug)]
pub struct NotesShown {
    pub view: MeetingView,
    pub head: NotesHead,
    pub revision: Revision,
    /// The number of the newest.
    pub newest: i64,
    pub approved: Option<Approved>,
    /// Whether they may approve it now.
    pub may_approve: bool,
    pub may_write: bool,
    /// What was left to them: by whom, and which words.
    pub words: Vec<(Option<Person>, Reason)>,
}

/// The notes of a meeting: a revision, or the newest.
///
/// # Errors
/// `Denied` for who may not see the group; `Notes` where nothing is published.
pub async fn show(
    store: &Store,
    caller: Caller,
    (meeting, revision): (MeetingId, Option<i64>),
    now: DateTime<Utc>,
) -> Result<NotesShown, ActionError> {
    let mut db = store.snapshot().await?;
    let visitor = match caller.guild {
        Some(_) => recognise(&mut db, caller).await?,
        None => identify(&mut db, caller, Some(meeting)).await?.visitor(caller),
    };
    let view = MeetingView::load(&mut db, visitor.organisation.id, meeting, now).await?;
    let actor = visitor.actor_in(&mut db, &view.group, now).await?;
    // Whoever reads the channel of the notes may open what stands there.
    let group = &view.group;
    let notes_channel = notes::places(&mut db, group.organisation, group.id).await?.channel;
    let reads = notes_channel.is_some() && caller.channel == notes_channel;
    let actor = Actor { in_channel: actor.in_channel || reads, ..actor };
    may_see(&view, &actor)?;
    shown(&mut db, view, (revision, &actor), now).await
}

pub(super) async fn shown(
    db: &mut Connection,
    view: MeetingView,
    (revision, actor): (Option<i64>, &Actor),
    now: DateTime<Utc>,
) -> Result<NotesShown, ActionError> {
    let place = (view.group.organisation, view.meeting.id);
    let view = view.with_agenda(db).await?;
    let head = notes::head(db, place).await?.unwrap_or_default();
    let newest = revisions::revision(db, place, None).await?.ok_or(NotesRefusal::NotPublished)?;
    let revision = match revision.filter(|number| *number != newest.number) {
        Some(number) => {
            let found = revisions::revision(db, place, Some(number)).await?;
            found.ok_or(NotesRefusal::NotPublished)?
        }
        None => newest.clone(),
    };
    let approved = approved(db, place, revision.number).await?;
    let is_newest = revision.number == newest.number;
    let by_themselves =
        actor.person.is_some_and(|one| may_approve(one, revision.by, &revision.writers));
    let may_approve = is_newest
        && approved.is_none()
        && by_themselves
        && can(actor, Action::ApproveNotes(head.adjuster))
        && later_meeting(db, &view.meeting, now).await?.is_some();
    let mut words = Vec::new();
    for word in revisions::words_of(db, place).await? {
        if Some(word.to) == actor.person {
            words.push((people::person(db, place.0, word.from).await?, word.words));
        }
    }
    let may_write = can(actor, Action::WriteNotes);
    let newest = newest.number;
    Ok(NotesShown { view, head, revision, newest, approved, may_approve, may_write, words })
}

/// A revision beside the one before it.
#[derive(Clone, Debug)]
pub struct Compared {
    pub shown: NotesShown,
    pub before: Revision,
}

/// What is another in a revision than in the one before.
///
/// # Errors
/// As [`show`]; `Notes` for the first.
pub async fn compare(
    store: &Store,
    caller: Caller,
    (meeting, revision): (MeetingId, i64),
    now: DateTime<Utc>,
) -> Result<Compared, ActionError> {
    let shown = show(store, caller, (meeting, Some(revision)), now).await?;
    let number =
        Some(revision - 1).filter(|number| *number > 0).ok_or(NotesRefusal::NotPublished)?;
    let before = show(store, caller, (meeting, Some(number)), now).await?.revision;
    Ok(Compared { shown, before })
}

/// How many notes are looked through for what is typed.
const MOST_OFFERED: i64 = 500;

/// The published notes that the caller may see, of the last meeting first; each with its group.
///
/// # Errors
/// `NotFound` where there is no organisation.
pub async fn listed(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, ListedNotes)>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let sees = |actor: &Actor| can(actor, Action::SeeGroup);
    let groups = groups_where(&mut db, &visitor, sees, now).await?;
    let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
    let organisation = visitor.organisation.id;
    let found = revisions::published(&mut db, organisation, &ids, MOST_OFFERED).await?;
    let with_group = |one: ListedNotes| {
        let group = groups.iter().find(|group| group.id == one.meeting.group)?;
        Some((group.clone(), one))
    };
    Ok(found.into_iter().filter_map(with_group).collect())
}
