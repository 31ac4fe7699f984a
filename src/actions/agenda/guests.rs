//! Guests: co-opted for an item or a whole meeting, by account or by name alone.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::expected::{of_meeting, tell_guest, ups};
use super::{GuestShown, ParticipantShown, item_for, note, of_guest};
use crate::actions::identity::{Visitor, recognise};
use crate::actions::meeting::entry;
use crate::actions::registry::roster::known_to;
use crate::actions::registry::settings_request::is_none;
use crate::actions::registry::{Picked, Registrar, person_picked};
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::agenda::{
    AgendaRefusal, Announced, Guest, GuestOf, Item, ItemDeed, MOST_GUESTS, Participant, Up,
};
use crate::domain::audit::Deed;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, GuestId, OrganisationId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Action, can};
use crate::domain::roster::Roster;
use crate::store::{Connection, Store, agenda, guests, meetings, people, seats};

/// Who is to be co-opted, as picked or typed.
#[derive(Clone, Debug)]
pub struct GuestRequest {
    /// Somebody picked among the members of the chat server.
    pub account: Option<Picked>,
    /// A person that was picked, or a name.
    pub name: Option<String>,
}

/// Somebody was co-opted, or is so no longer.
#[derive(Clone, Debug)]
pub struct CoOpted {
    pub group: Group,
    pub guest: GuestShown,
    /// What for; `None` for a whole meeting.
    pub item: Option<Item>,
    /// The meeting, or that of the item.
    pub meeting: Option<Meeting>,
    /// When they are up.
    pub up: Up,
    /// Whether they are co-opted now; or else no longer.
    pub is_on: bool,
}

/// What somebody is co-opted for, that was picked.
struct Attended {
    group: Group,
    item: Option<Item>,
    meeting: Option<Meeting>,
}

impl Attended {
    /// # Errors
    /// `NotFound` and `Denied`.
    async fn of(work: &mut Work<'_>, visitor: &Visitor, of: GuestOf) -> Result<Self, ActionError> {
        match of {
            GuestOf::Item(item) => {
                let (group, item) = item_for(work, visitor, item, Action::CoOpt).await?;
                let meeting = match item.meeting {
                    Some(id) => meetings::meeting(&mut work.db, work.organisation, id).await?,
                    None => None,
                };
                Ok(Self { group, item: Some(item), meeting })
            }
            GuestOf::Meeting(id) => {
                let meeting = meetings::meeting(&mut work.db, work.organisation, id).await?;
                let meeting = meeting.ok_or(ActionError::NotFound(Missing::Meeting))?;
                let group = work.open_group(visitor, meeting.group, Action::CoOpt).await?;
                Ok(Self { group, item: None, meeting: Some(meeting) })
            }
        }
    }

    /// Whether it is still to be dealt with: nobody is to come to what has been.
    fn is_to_come(&self, up: Up, now: DateTime<Utc>) -> Result<(), AgendaRefusal> {
        let is_over = match (&self.item, &self.meeting, up) {
            (Some(item), _, Up::At(at)) => at + TimeDelta::minutes(item.minutes) <= now,
            (_, Some(meeting), _) => meeting.takes_items(now).is_err(),
            _ => false,
        };
        if is_over { Err(AgendaRefusal::NothingToCome) } else { Ok(()) }
    }

    async fn up(&self, work: &mut Work<'_>) -> Result<Up, ActionError> {
        match (&self.item, &self.meeting) {
            (Some(item), _) => {
                let found = ups(&mut work.db, work.organisation, &[item.id]).await?;
                Ok(found.get(&item.id).copied().unwrap_or_default())
            }
            (None, Some(meeting)) => Ok(of_meeting(meeting)),
            (None, None) => Ok(Up::Nowhere),
        }
    }

    /// Notes what was done, and that what shows it is out of date.
    async fn changed(
        &self,
        work: &mut Work<'_>,
        (deed, in_log): (ItemDeed, Deed),
        guest: &Guest,
    ) -> Result<(), ActionError> {
        if let Some(meeting) = &self.meeting {
            work.meeting_changed(meeting.id);
        }
        match (&self.item, &self.meeting) {
            (Some(item), _) => note(work, item, (deed, None)).await?,
            // A meeting has no history of its own.
            (None, Some(meeting)) => {
                let entry = entry(work, meeting, in_log);
                work.log([match guest.who {
                    Participant::Person(person) => entry.about(person),
                    Participant::Named(_) => entry,
                }]);
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// The day on which it is: until there is one, today.
    fn day(&self, now: DateTime<Utc>) -> NaiveDate {
        self.group.day_of(self.meeting.as_ref().map_or(now, |meeting| meeting.starts))
    }
}

/// Co-opts somebody for an item or a meeting. They are told of just that; where they have no account, the officials get
/// a text to forward.
///
/// # Errors
/// `Denied` for others than chair, vice chair and official; `Agenda` for what is over, for a member of the group, and for
/// who is co-opted already; `Typed` for what is no name.
pub async fn co_opt(
    store: &Store,
    caller: Caller,
    of: GuestOf,
    request: GuestRequest,
    now: DateTime<Utc>,
) -> Result<CoOpted, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let attended = Attended::of(&mut work, &visitor, of).await?;
    if let Some(item) = &attended.item {
        item.is_placed()?;
    }
    let up = attended.up(&mut work).await?;
    attended.is_to_come(up, now)?;
    let who = invited(&mut work, &visitor, &attended.group, &request).await?;
    is_free(&mut work, &attended, (of, &who)).await?;
    let guest = Guest {
        id: GuestId(work.next_id()),
        organisation: work.organisation,
        group: attended.group.id,
        of,
        who,
        ended: None,
        announced: Announced::NOTHING,
    };
    guests::insert(&mut work.db, &guest).await?;
    attended.changed(&mut work, (ItemDeed::CoOpted, Deed::CoOpted), &guest).await?;
    tell_guest(&mut work, guest.clone(), up, TimeDelta::zero()).await?;
    done(work, attended, guest, (up, true)).await
}

/// Somebody is co-opted no longer, and told so where they knew and it is still to come.
///
/// # Errors
/// As [`co_opt`], and `Agenda` where that has ended already.
pub async fn end(
    store: &Store,
    caller: Caller,
    guest: GuestId,
    now: DateTime<Utc>,
) -> Result<CoOpted, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let guest = guests::guest(&mut work.db, work.organisation, guest).await?;
    let guest = guest.ok_or(ActionError::NotFound(Missing::Guest))?;
    let attended = Attended::of(&mut work, &visitor, guest.of).await?;
    end_in(work, attended, guest).await
}

async fn end_in(
    mut work: Work<'_>,
    attended: Attended,
    guest: Guest,
) -> Result<CoOpted, ActionError> {
    if guest.ended.is_some() {
        return Err(AgendaRefusal::GuestGone.into());
    }
    let guest = Guest { ended: Some(work.now), ..guest };
    let deeds = (ItemDeed::CoOptionEnded, Deed::CoOptionEnded);
    attended.changed(&mut work, deeds, &guest).await?;
    tell_guest(&mut work, guest.clone(), Up::Nowhere, TimeDelta::zero()).await?;
    done(work, attended, guest, (Up::Nowhere, false)).await
}

/// Somebody who is no more is co-opted for nothing: nobody is told.
pub(in crate::actions) async fn end_all_of(
    work: &mut Work<'_>,
    person: PersonId,
) -> Result<(), ActionError> {
    for guest in guests::of_person(&mut work.db, work.organisation, person).await? {
        match guest.of {
            GuestOf::Item(item) => work.item_changed(item),
            GuestOf::Meeting(meeting) => work.meeting_changed(meeting),
        }
        let ended = guest.ended.or(Some(work.now));
        guests::update(&mut work.db, &Guest { ended, ..guest }).await?;
    }
    Ok(())
}

/// As [`end`], of who was picked or is meant by a name among those who are co-opted for something.
///
/// # Errors
/// As [`end`], and `NotFound` for nobody of them.
pub async fn end_meant(
    store: &Store,
    caller: Caller,
    (of, request): (GuestOf, GuestRequest),
    now: DateTime<Utc>,
) -> Result<CoOpted, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let attended = Attended::of(&mut work, &visitor, of).await?;
    let account = request.account.map(|picked| picked.account);
    let name = request.name.map(|name| name.trim().to_lowercase());
    let is_meant = |one: &GuestShown| match &one.who {
        ParticipantShown::Person(person) => {
            (account.is_some() && person.account == account)
                || name.as_ref().is_some_and(|typed| {
                    person.name.to_lowercase() == *typed || person.id.to_string() == *typed
                })
        }
        ParticipantShown::Named(known) => {
            name.as_ref().is_some_and(|typed| known.as_str().to_lowercase() == *typed)
        }
    };
    let all = shown_of(&mut work.db, &visitor, of).await?;
    let found = all.into_iter().find(is_meant).map(|one| one.guest);
    end_in(work, attended, found.ok_or(ActionError::NotFound(Missing::Guest))?).await
}

/// Those who are co-opted for something, to be picked from by whoever may.
pub async fn of(
    store: &Store,
    caller: Caller,
    of: GuestOf,
    now: DateTime<Utc>,
) -> Result<Vec<GuestShown>, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = group_in(&mut db, visitor.organisation.id, of).await?;
    visitor.open_group(&mut db, group, Action::CoOpt, now).await?;
    shown_of(&mut db, &visitor, of).await
}

/// The group of what somebody is to be co-opted for.
///
/// # Errors
/// `NotFound` where there is nothing like that.
pub async fn group_of(store: &Store, caller: Caller, of: GuestOf) -> Result<GroupId, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    group_in(&mut db, visitor.organisation.id, of).await
}

async fn group_in(
    db: &mut Connection,
    organisation: OrganisationId,
    of: GuestOf,
) -> Result<GroupId, ActionError> {
    let group = match of {
        GuestOf::Item(item) => agenda::item(db, organisation, item).await?.map(|item| item.group),
        GuestOf::Meeting(meeting) => {
            meetings::meeting(db, organisation, meeting).await?.map(|meeting| meeting.group)
        }
    };
    group.ok_or(ActionError::NotFound(Missing::ItemOrMeeting))
}

/// Ends what guests of a group are co-opted for and that will not be up any more.
pub(in crate::actions) async fn end_all_without_a_time(
    work: &mut Work<'_>,
    group: &Group,
) -> Result<(), ActionError> {
    for guest in guests::of_group(&mut work.db, work.organisation, group.id).await? {
        let up = match guest.of {
            GuestOf::Item(item) => {
                ups(&mut work.db, work.organisation, &[item]).await?.remove(&item)
            }
            GuestOf::Meeting(meeting) => {
                let found = meetings::meeting(&mut work.db, work.organisation, meeting).await?;
                found.as_ref().map(of_meeting)
            }
        };
        if !matches!(up, Some(Up::At(_))) {
            let guest = Guest { ended: Some(work.now), ..guest };
            tell_guest(work, guest, Up::Nowhere, TimeDelta::zero()).await?;
        }
    }
    Ok(())
}

async fn shown_of(
    db: &mut Connection,
    visitor: &Visitor,
    of: GuestOf,
) -> Result<Vec<GuestShown>, ActionError> {
    let mut all = Vec::new();
    for guest in current(db, visitor.organisation.id, of).await? {
        all.extend(shown(db, guest).await?);
    }
    Ok(all)
}

/// A guest as they are shown; `None` for who is nobody of the organisation's.
pub(in crate::actions) async fn shown(
    db: &mut Connection,
    guest: Guest,
) -> Result<Option<GuestShown>, ActionError> {
    let named = of_guest(&guest).into_iter().collect();
    let people = super::people_by_id(db, guest.organisation, named).await?;
    Ok(super::guest_shown(guest, &people))
}

/// Those who are co-opted for something.
async fn current(
    db: &mut Connection,
    organisation: OrganisationId,
    of: GuestOf,
) -> Result<Vec<Guest>, ActionError> {
    match of {
        GuestOf::Item(item) => {
            let mut found = guests::of_items(db, organisation, &[item]).await?;
            Ok(found.remove(&item).unwrap_or_default())
        }
        GuestOf::Meeting(meeting) => Ok(guests::of_meeting(db, organisation, meeting).await?),
    }
}

async fn done(
    mut work: Work<'_>,
    attended: Attended,
    guest: Guest,
    (up, is_on): (Up, bool),
) -> Result<CoOpted, ActionError> {
    let guest = shown(&mut work.db, guest).await?;
    let guest = guest.ok_or(ActionError::NotFound(Missing::Guest))?;
    work.commit().await?;
    let Attended { group, item, meeting } = attended;
    Ok(CoOpted { group, guest, item, meeting, up, is_on })
}

/// Who was picked or typed: the person behind an account, one of that name whom the visitor knows, or else whoever
/// bears it.
async fn invited(
    work: &mut Work<'_>,
    visitor: &Visitor,
    group: &Group,
    request: &GuestRequest,
) -> Result<Participant, ActionError> {
    let name = request.name.as_deref().filter(|name| !name.trim().is_empty());
    match (&request.account, name) {
        (Some(picked), None) => {
            let organisation = work.organisation;
            let account = picked.account;
            let known = people::person_of_account(&mut work.db, organisation, account).await?;
            if let Some(person) = known {
                return Ok(Participant::Person(person.id));
            }
            // To enter somebody with their account is for those who look after the register.
            let actor = visitor.actor_in(&mut work.db, group, work.now).await?;
            if !can(&actor, Action::Administer) {
                return Err(AgendaRefusal::UnknownAccount.into());
            }
            let mut registrar = Registrar { work, group };
            let picked = person_picked(&mut registrar, visitor, picked).await?;
            Ok(Participant::Person(picked.person.id))
        }
        (None, Some(typed)) if !is_none(typed) => {
            let known: Roster = known_to(&mut work.db, visitor, group, work.now).await?;
            super::request::participant(typed, &known)
        }
        _ => Err(AgendaRefusal::OneGuest.into()),
    }
}

/// Whether somebody can be co-opted: no member of the group, who is called as it is, and not co-opted already.
async fn is_free(
    work: &mut Work<'_>,
    attended: &Attended,
    (of, who): (GuestOf, &Participant),
) -> Result<(), ActionError> {
    let organisation = work.organisation;
    let others = current(&mut work.db, organisation, of).await?;
    let is_same = |other: &Guest| match (&other.who, who) {
        (Participant::Named(one), Participant::Named(other)) => {
            one.as_str().to_lowercase() == other.as_str().to_lowercase()
        }
        (one, other) => one == other,
    };
    if others.iter().any(is_same) {
        let name = match who {
            Participant::Named(name) => name.to_string(),
            Participant::Person(person) => name_of(work, *person).await?,
        };
        return Err(AgendaRefusal::AlreadyGuest(name).into());
    }
    if others.len() >= MOST_GUESTS {
        return Err(AgendaRefusal::TooManyGuests(MOST_GUESTS).into());
    }
    let Participant::Person(person) = who else { return Ok(()) };
    let on = attended.day(work.now);
    let group = attended.group.id;
    let seats = seats::occupied_seats(&mut work.db, organisation, group, on).await?;
    let sits = seats.iter().filter_map(|seat| seat.ordinary.as_ref());
    match sits.into_iter().find(|one| one.id == *person) {
        Some(member) => Err(AgendaRefusal::IsMember(member.name.clone()).into()),
        None => Ok(()),
    }
}

async fn name_of(work: &mut Work<'_>, person: PersonId) -> Result<String, ActionError> {
    let found = people::person(&mut work.db, work.organisation, person).await?;
    Ok(found.map(|person| person.name).unwrap_or_default())
}
