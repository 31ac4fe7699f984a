//! Agendas and items, shown to whoever may see the group.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::plans::{Pair, own_pairs};
use super::{Agenda, AgendaItem, Where, people_by_id};
use crate::actions::identity::{Visitor, authorise};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{Difference, Document, Item, ItemState, Participant, difference};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ItemId, MeetingId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Action, Actor, can};
use crate::domain::person::Person;
use crate::store::{Store, agenda, agenda_seen, documents, groups, guests, meetings};

/// Of which list somebody sees a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOf {
    Agenda(Where),
    Proposals(GroupId),
}

/// A list of items, as somebody sees it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub list: ListOf,
    pub group: Group,
    /// The meeting, where the list is its agenda.
    pub meeting: Option<Meeting>,
    pub agenda: Agenda,
    /// What has become of it since they last opened it; `None` for who opens it for the first time.
    pub since: Option<Difference>,
    /// How many proposals of the group wait for an answer, for who may give it; or of one's own.
    pub proposals: usize,
    /// How much waits for a meeting.
    pub waiting: usize,
    pub may_place: bool,
    pub may_propose: bool,
    pub now: DateTime<Utc>,
}

/// Opens a list of items. Whoever leafs on in it sees the same marks as when they opened it.
///
/// # Errors
/// `NotFound` and `Denied` for who may not see the group.
pub async fn open(
    store: &Store,
    caller: Caller,
    (list, leafs): (ListOf, bool),
    now: DateTime<Utc>,
) -> Result<Opened, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let organisation = work.organisation;
    let (group, meeting) = place_of(&mut work, list).await?;
    let actor = seeing(&mut work, &visitor, &group, meeting.as_ref()).await?;
    let (may_place, may_propose) =
        (can(&actor, Action::PlaceItems), can(&actor, Action::ProposeItem));
    let mut proposals = agenda::proposals_of(&mut work.db, organisation, group.id).await?;
    let person = visitor.person.as_ref().map(|person| person.id);
    proposals.retain(|one| may_place || (person.is_some() && one.proposed_by == person));
    let waits = agenda::without_meeting(&mut work.db, organisation, group.id).await?;
    // A guest of the meeting has no part in anything else.
    let waiting = if can(&actor, Action::SeeGroup) { waits.len() } else { 0 };
    let count = proposals.len();
    let agenda = match (list, &meeting) {
        (_, Some(meeting)) => Agenda::of_meeting(&mut work.db, organisation, meeting.id).await?,
        (ListOf::Proposals(_), None) => {
            Agenda::of_items(&mut work.db, organisation, proposals).await?
        }
        (ListOf::Agenda(_), None) => Agenda::waiting(&mut work.db, organisation, group.id).await?,
    };
    let since = match (&meeting, person) {
        (Some(meeting), Some(person)) => {
            seen(&mut work, (meeting.id, person), (&agenda, leafs)).await?
        }
        _ => None,
    };
    let agenda = if can(&actor, Action::SeeGroup) { agenda } else { agenda.to_guests() };
    work.commit().await?;
    let proposals = count;
    Ok(Opened {
        list,
        group,
        meeting,
        agenda,
        since,
        proposals,
        waiting,
        may_place,
        may_propose,
        now,
    })
}

/// The group of a list, and the meeting whose agenda it is.
async fn place_of(
    work: &mut Work<'_>,
    list: ListOf,
) -> Result<(Group, Option<Meeting>), ActionError> {
    let organisation = work.organisation;
    let (group, meeting) = match list {
        ListOf::Agenda(Where::Meeting(id)) => {
            let found = meetings::meeting(&mut work.db, organisation, id).await?;
            let found = found.ok_or(ActionError::NotFound(Missing::Meeting))?;
            (found.group, Some(found))
        }
        ListOf::Agenda(Where::Waiting(group)) | ListOf::Proposals(group) => (group, None),
    };
    let found = groups::group(&mut work.db, organisation, group).await?;
    Ok((found.ok_or(ActionError::NotFound(Missing::Group))?, meeting))
}

/// What somebody is in a group that they may see, on the meeting's day too; or at a meeting that they are co-opted for.
async fn seeing(
    work: &mut Work<'_>,
    visitor: &Visitor,
    group: &Group,
    meeting: Option<&Meeting>,
) -> Result<Actor, ActionError> {
    let actor = visitor.actor_in(&mut work.db, group, work.now).await?;
    if can(&actor, Action::SeeGroup) {
        return Ok(actor);
    }
    if let (Some(meeting), Some(person)) = (meeting, &visitor.person) {
        let guests = guests::of_meeting(&mut work.db, work.organisation, meeting.id).await?;
        if guests.iter().any(|guest| guest.who == Participant::Person(person.id)) {
            return Ok(Actor { guest: true, ..actor });
        }
        let view = MeetingView::load(&mut work.db, work.organisation, meeting.id, work.now).await?;
        let then = view.actor(person.id);
        if can(&then, Action::SeeGroup) {
            // As whoever asks where the group talks.
            return Ok(Actor { in_channel: true, ..actor });
        }
    }
    authorise(&actor, Action::SeeItem)?;
    Ok(actor)
}

/// What has become of an agenda since a person saw it; and that they see it now.
async fn seen(
    work: &mut Work<'_>,
    place: (MeetingId, PersonId),
    (agenda, leafs): (&Agenda, bool),
) -> Result<Option<Difference>, ActionError> {
    let organisation = work.organisation;
    let known = agenda_seen::by_person(&mut work.db, organisation, place).await?;
    let now = agenda.seen();
    if leafs {
        return Ok(known.before.map(|before| difference(&before, &now)));
    }
    if known.last.as_ref() != Some(&now) || known.before != known.last {
        agenda_seen::note(&mut work.db, organisation, place, &now).await?;
    }
    Ok(known.last.map(|before| difference(&before, &now)))
}

/// An item, as somebody sees it.
#[derive(Clone, Debug)]
pub struct ItemShown {
    pub group: Group,
    /// The meeting at which it stands, with all of its agenda.
    pub at: Option<(Meeting, Agenda)>,
    pub item: AgendaItem,
    /// Those who are named in its history.
    pub people: HashMap<PersonId, Person>,
    /// The meetings that are named there.
    pub meetings: HashMap<MeetingId, Meeting>,
    /// The coming meetings to which it can be brought, for who may.
    pub others: Vec<Meeting>,
    /// The seats of the reader's own whose substitute could take it.
    pub pairs: Vec<Pair>,
    /// Who reads.
    pub reader: Option<PersonId>,
    pub may_place: bool,
    /// Whether the reader may see the agenda that it stands on.
    pub sees_agenda: bool,
    /// Whether it is the reader's own proposal.
    pub is_own: bool,
    pub now: DateTime<Utc>,
}

/// Something that was done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Added,
    Proposed,
    Accepted,
    Declined,
    Withdrawn,
    Edited,
    Ordered,
    Moved,
    Carried,
    Decided,
    Struck,
    /// One of a pair has asked the other that the substitute take it.
    Offered,
    OfferWithdrawn,
    /// The substitute is to take it.
    Planned,
    PlanDeclined,
    PlanEnded,
}

/// An item with which something was done.
#[derive(Clone, Debug)]
pub struct Arranged {
    pub done: Done,
    pub shown: ItemShown,
}

/// How many of the coming meetings an item can be brought to with a button.
const MOST_MEETINGS: i64 = 4;

/// Shows an item to somebody who may see it. Somebody's proposal is for them, and for those who may accept it.
///
/// # Errors
/// `NotFound` for whoever may not see it.
pub async fn item(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<ItemShown, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let (group, sees) = group_of_seen(&mut work, &visitor, item).await?;
    let shown = shown(&mut work, &visitor, (group, item)).await?;
    Ok(match sees {
        Sees::Group => shown,
        Sees::Meeting | Sees::Item => {
            ItemShown { item: shown.item.to_guests(), sees_agenda: sees == Sees::Meeting, ..shown }
        }
    })
}

/// What of a group somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sees {
    Group,
    /// They are co-opted for the meeting.
    Meeting,
    /// They are co-opted for the item.
    Item,
}

/// The group of an item that the visitor may see, and what else they see.
async fn group_of_seen(
    work: &mut Work<'_>,
    visitor: &Visitor,
    item: ItemId,
) -> Result<(Group, Sees), ActionError> {
    let missing = || ActionError::NotFound(Missing::Item);
    let found = agenda::item(&mut work.db, work.organisation, item).await?.ok_or_else(missing)?;
    let group = groups::group(&mut work.db, work.organisation, found.group).await?;
    let group = group.ok_or_else(missing)?;
    let meeting = match found.meeting {
        Some(meeting) => meetings::meeting(&mut work.db, work.organisation, meeting).await?,
        None => None,
    };
    // Also whoever will sit in the group on the meeting's day.
    let actor = match seeing(work, visitor, &group, meeting.as_ref()).await {
        Ok(actor) => actor,
        Err(ActionError::Denied(_)) => Actor::default(),
        Err(other) => return Err(other),
    };
    let person = visitor.person.as_ref().map(|person| person.id);
    let is_own = person.is_some() && found.proposed_by == person;
    let is_public = matches!(found.state, ItemState::Placed | ItemState::Struck);
    let of_item = guests::of_items(&mut work.db, work.organisation, &[item]).await?;
    let is_guest = |person| {
        let mut guests = of_item.values().flatten();
        guests.any(|guest| guest.who == Participant::Person(person))
    };
    let guest = actor.guest || person.is_some_and(is_guest);
    let sees = match (can(&actor, Action::SeeGroup) || is_own, actor.guest) {
        (true, _) => Sees::Group,
        (false, true) => Sees::Meeting,
        (false, false) => Sees::Item,
    };
    let actor = Actor { guest, ..actor };
    let may = match is_public {
        true => can(&actor, Action::SeeItem) || is_own,
        false => can(&actor, Action::PlaceItems) || is_own,
    };
    if may { Ok((group, sees)) } else { Err(missing()) }
}

/// An item as the visitor sees it.
pub(super) async fn shown(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (group, item): (Group, ItemId),
) -> Result<ItemShown, ActionError> {
    let (organisation, now) = (work.organisation, work.now);
    let missing = || ActionError::NotFound(Missing::Item);
    let found = agenda::item(&mut work.db, organisation, item).await?.ok_or_else(missing)?;
    let item = Agenda::of_items(&mut work.db, organisation, vec![found]).await?.items.pop();
    let item = item.ok_or_else(missing)?;
    let actor = visitor.actor_in(&mut work.db, &group, now).await?;
    let may_place = can(&actor, Action::PlaceItems);
    let named = item.history.iter().filter_map(|one| one.by);
    let people = people_by_id(&mut work.db, organisation, named.collect()).await?;
    let meetings = meetings_named(work, &item).await?;
    let at = match item.item.meeting.and_then(|meeting| meetings.get(&meeting).cloned()) {
        Some(meeting) => {
            let agenda = Agenda::of_meeting(&mut work.db, organisation, meeting.id).await?;
            Some((meeting, agenda))
        }
        None => None,
    };
    let others = match may_place && item.item.is_placed().is_ok() {
        true => other_meetings(work, &group, &item.item).await?,
        false => Vec::new(),
    };
    let reader = visitor.person.as_ref().map(|person| person.id);
    let is_own = reader.is_some() && item.item.proposed_by == reader;
    let meeting = at.as_ref().map(|(meeting, _)| meeting);
    let is_open = item.item.is_placed().is_ok()
        && meeting.is_none_or(|meeting| meeting.takes_items(now).is_ok());
    let pairs = match reader.filter(|_| is_open) {
        Some(person) => own_pairs(&mut work.db, (&group, meeting), (&item, person), now).await?,
        None => Vec::new(),
    };
    Ok(ItemShown {
        group,
        at,
        item,
        people,
        meetings,
        others,
        pairs,
        reader,
        may_place,
        sees_agenda: true,
        is_own,
        now,
    })
}

/// The meetings that an item has stood at, and of which its history tells.
async fn meetings_named(
    work: &mut Work<'_>,
    item: &AgendaItem,
) -> Result<HashMap<MeetingId, Meeting>, ActionError> {
    let named = item.history.iter().filter_map(|one| one.meeting).chain(item.item.meeting);
    let named: Vec<MeetingId> = named.collect();
    let mut found = HashMap::new();
    for id in named {
        let meeting = meetings::meeting(&mut work.db, work.organisation, id).await?;
        found.extend(meeting.map(|meeting| (id, meeting)));
    }
    Ok(found)
}

/// The coming meetings to which an item can be brought.
async fn other_meetings(
    work: &mut Work<'_>,
    group: &Group,
    item: &Item,
) -> Result<Vec<Meeting>, ActionError> {
    let (organisation, now) = (work.organisation, work.now);
    // One of them may be its own.
    let most = MOST_MEETINGS + 1;
    let coming = meetings::upcoming(&mut work.db, organisation, group.id, now, most).await?;
    let others = coming.into_iter().filter(|one| Some(one.id) != item.meeting);
    Ok(others.take(usize::try_from(MOST_MEETINGS).unwrap_or(usize::MAX)).collect())
}

/// A file of an item.
#[derive(Clone, Debug)]
pub struct Kept {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The files of an item, to be handed out.
///
/// # Errors
/// As [`item`].
pub async fn files(
    store: &Store,
    caller: Caller,
    item: ItemId,
    now: DateTime<Utc>,
) -> Result<(ItemShown, Vec<Kept>), ActionError> {
    let shown = self::item(store, caller, item, now).await?;
    let mut db = store.read().await?;
    let mut kept = Vec::new();
    let files = shown.item.documents.iter();
    let files: Vec<&Document> = files.filter(|one| one.link.is_none()).collect();
    for document in files {
        let bytes = documents::content(&mut db, shown.group.organisation, document.id).await?;
        kept.push(Kept { name: document.name.clone(), bytes });
    }
    Ok((shown, kept))
}
