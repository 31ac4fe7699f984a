//! Everything that is kept of a person, to be taken along.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::own::{Held, Own, own};
use crate::actions::identity::identify;
use crate::actions::{ActionError, Caller};
use crate::domain::access::{AccessPurpose, AccessTo};
use crate::domain::agenda::{GuestOf, Happened, Item, ItemDeed, ItemState, Participant, PlanState};
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::cover::Answer;
use crate::domain::group::Group;
use crate::domain::id::{OrganisationId, PersonId};
use crate::domain::language::Language;
use crate::domain::notice::NoticeKind;
use crate::domain::official::Post;
use crate::domain::presence::{Absence, Bound, Mode, Part, Presence, Was};
use crate::domain::reach::Unreached;
use crate::domain::seat::{Capacity, Office};
use crate::store::replies::OwnReply;
use crate::store::{
    Connection, Store, accesses, agenda, audit, calendar, contacts, deliveries, groups, guests,
    meetings, notes, plans, presences, reach, replies, revisions,
};

/// Everything that is kept of a person, to be taken along. The keys are English and stay.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    pub organisation: String,
    pub name: String,
    pub account: Option<String>,
    /// In which they last used the bot.
    pub language: Option<Language>,
    pub exported: DateTime<Utc>,
    pub appointments: Vec<ExportedAppointment>,
    pub posts: Vec<ExportedPost>,
    pub replies: Vec<ExportedReply>,
    pub messages: Vec<ExportedMessage>,
    /// The groups whose channel they do not read, by what Discord last said.
    pub out_of_reach: Vec<ExportedReach>,
    /// Agenda items that they proposed or present.
    pub items: Vec<ExportedItem>,
    /// What they have done with agenda items.
    pub item_changes: Vec<ExportedItemChange>,
    /// What they are or were co-opted for.
    pub co_options: Vec<ExportedCoOption>,
    /// Items that the substitute is or was to take, of a pair that they are one of.
    pub plans: Vec<ExportedPlan>,
    /// Where they stand in a register of attendance.
    pub attendance: Vec<ExportedPresence>,
    /// Meetings whose notes they have written of.
    pub notes: Vec<ExportedNotes>,
    /// Words that they have left after a meeting, and that were left to them.
    pub words: Vec<ExportedWord>,
    pub follows: ExportedFollowing,
    /// Addresses at which programs read a calendar on their rights.
    pub calendar_addresses: Vec<ExportedAddress>,
    pub log: Vec<ExportedChange>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedAppointment {
    pub group: String,
    pub appointer: String,
    pub office: Office,
    pub capacity: Capacity,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedPost {
    pub group: String,
    pub deputy: bool,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedReply {
    pub group: String,
    pub meeting: DateTime<Utc>,
    pub capacity: Capacity,
    pub answer: Answer,
    pub reason: Option<String>,
    pub reported_by_oneself: bool,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedMessage {
    pub kind: NoticeKind,
    pub sent: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedReach {
    pub group: String,
    pub why: Unreached,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedItem {
    pub title: String,
    pub background: Option<String>,
    pub state: ItemState,
    pub proposed: bool,
    pub presents: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedItemChange {
    pub title: String,
    pub what: ItemDeed,
    pub at: DateTime<Utc>,
    pub reason: Option<String>,
}

/// What they are co-opted for: an item, or a whole meeting.
#[derive(Clone, Debug, Serialize)]
pub struct ExportedCoOption {
    pub title: Option<String>,
    pub meeting: Option<DateTime<Utc>>,
    pub ended: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedPlan {
    pub title: String,
    pub state: PlanState,
}

/// A spell of presence, or that they were not there.
#[derive(Clone, Debug, Serialize)]
pub struct ExportedPresence {
    pub group: String,
    pub meeting: DateTime<Utc>,
    pub absence: Option<Absence>,
    pub mode: Option<Mode>,
    pub part: Option<Part>,
    /// When they came, where that was later than the meeting's beginning.
    pub from: Option<DateTime<Utc>>,
    /// When they left, where that was before its end.
    pub to: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedNotes {
    pub group: String,
    pub meeting: DateTime<Utc>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedWord {
    pub group: String,
    pub meeting: DateTime<Utc>,
    pub by_oneself: bool,
    pub words: String,
}

/// What they follow, and at which hour of the day they are told.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ExportedFollowing {
    pub topics: Vec<String>,
    pub groups: Vec<String>,
    pub hour: Option<u32>,
}

/// An address; what it opens is kept as a digest of its secret, which nobody can read again.
#[derive(Clone, Debug, Serialize)]
pub struct ExportedAddress {
    pub purpose: AccessPurpose,
    /// The group whose meetings it shows, or that the meeting is of; `None` for their own, or all.
    pub group: Option<String>,
    pub all_groups: bool,
    /// When the meeting begins whose attendance it shows.
    pub meeting: Option<DateTime<Utc>>,
    pub language: Language,
    pub made: DateTime<Utc>,
    /// Until when it opens anything; `None` for one that lasts until it is revoked.
    pub expires: Option<DateTime<Utc>>,
    pub last_used: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ExportedChange {
    pub what: Deed,
    pub by_oneself: bool,
    pub at: DateTime<Utc>,
    pub detail: Detail,
}

/// Everything that is kept of the caller.
///
/// # Errors
/// `NotFound` for an account that is not linked.
pub async fn export(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<(Own, Export), ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, None).await?;
    let own = own(&mut db, known.organisation, known.person, now).await?;
    let (organisation, person) = (own.organisation.id, own.person.id);
    let replies = replies::of_person(&mut db, organisation, person).await?;
    let messages = deliveries::sent_to(&mut db, organisation, person).await?;
    let reach = reach::of_person(&mut db, organisation, person).await?.into_iter();
    let log = audit::of_person(&mut db, organisation, &own.person).await?;
    let items = agenda::of_person(&mut db, organisation, person).await?.into_iter();
    let deeds = agenda::deeds_of_person(&mut db, organisation, person).await?.into_iter();
    let co_options = exported_co_options(&mut db, organisation, person).await?;
    let plans = exported_plans(&mut db, organisation, person).await?;
    let attendance = presences::of_person(&mut db, organisation, person).await?.into_iter();
    let written = notes::written_by(&mut db, organisation, person).await?.into_iter();
    let words = revisions::words_of_person(&mut db, organisation, person).await?.into_iter();
    let follows = exported_following(&mut db, organisation, person).await?;
    let calendar_addresses = exported_addresses(&mut db, organisation, person).await?;
    let contacts = contacts::of_account(&mut db, caller.account).await?;
    let contact = contacts.iter().find(|one| one.organisation.id == organisation);
    let account = own.person.account.map(By::Account);
    let is_oneself = |by: By| by == By::Person(person) || Some(by) == account;
    let export = Export {
        organisation: own.organisation.name.clone(),
        name: own.person.name.clone(),
        account: own.person.account.map(|account| account.to_string()),
        language: contact.and_then(|contact| contact.language),
        exported: now,
        appointments: own.held.iter().map(exported_appointment).collect(),
        posts: own.posts.iter().map(exported_post).collect(),
        replies: replies.into_iter().map(|reply| exported_reply(person, reply)).collect(),
        messages: messages.into_iter().map(|(kind, sent)| ExportedMessage { kind, sent }).collect(),
        out_of_reach: reach.map(|(group, why)| ExportedReach { group, why }).collect(),
        items: items.map(|item| exported_item(person, &item)).collect(),
        item_changes: deeds.map(exported_deed).collect(),
        co_options,
        plans,
        attendance: attendance.map(exported_presence).collect(),
        notes: written.map(|(group, meeting)| ExportedNotes { group, meeting }).collect(),
        words: words
            .map(|(group, meeting, word)| ExportedWord {
                group,
                meeting,
                by_oneself: word.from == person,
                words: word.words.to_string(),
            })
            .collect(),
        follows,
        calendar_addresses,
        log: log
            .into_iter()
            .map(|entry| ExportedChange {
                what: entry.deed,
                by_oneself: is_oneself(entry.by),
                at: entry.at,
                detail: entry.detail,
            })
            .collect(),
    };
    Ok((own, export))
}

fn exported_appointment(held: &Held) -> ExportedAppointment {
    ExportedAppointment {
        group: held.group.name.clone(),
        appointer: held.seat.appointer_name.clone(),
        office: held.seat.office,
        capacity: held.appointment.capacity,
        from: held.appointment.period.from,
        to: held.appointment.period.to,
    }
}

async fn exported_following(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<ExportedFollowing, ActionError> {
    let following = calendar::following(db, organisation, person).await?;
    let topics = agenda::topics_of(db, organisation).await?.into_iter();
    let groups = groups::groups_of(db, organisation).await?.into_iter();
    Ok(ExportedFollowing {
        topics: topics
            .filter(|one| following.topics.contains(&one.id))
            .map(|one| one.name)
            .collect(),
        groups: groups
            .filter(|one| following.groups.contains(&one.id))
            .map(|one| one.name)
            .collect(),
        hour: following.follower.map(|follower| follower.hour),
    })
}

async fn exported_co_options(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<ExportedCoOption>, ActionError> {
    let mut all = Vec::new();
    for guest in guests::of_person(db, organisation, person).await? {
        let (item, meeting) = match guest.of {
            GuestOf::Item(item) => (agenda::item(db, organisation, item).await?, None),
            GuestOf::Meeting(meeting) => {
                (None, meetings::meeting(db, organisation, meeting).await?)
            }
        };
        all.push(ExportedCoOption {
            title: item.map(|item| item.title.to_string()),
            meeting: meeting.map(|meeting| meeting.starts),
            ended: guest.ended,
        });
    }
    Ok(all)
}

async fn exported_plans(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<ExportedPlan>, ActionError> {
    let mut all = Vec::new();
    for plan in plans::of_person(db, organisation, person).await? {
        let item = agenda::item(db, organisation, plan.item).await?;
        let title = item.map(|item| item.title.to_string()).unwrap_or_default();
        all.push(ExportedPlan { title, state: plan.state });
    }
    Ok(all)
}

fn exported_presence(
    (group, meeting, line): (String, DateTime<Utc>, Presence),
) -> ExportedPresence {
    let absence = match line.was {
        Was::Away(how) => Some(how),
        Was::There(_) => None,
    };
    let (spell, at) = (line.spell(), |bound| match bound {
        Bound::At(at) => Some(at),
        Bound::Item(_) => None,
    });
    ExportedPresence {
        group,
        meeting,
        absence,
        mode: spell.map(|spell| spell.mode),
        part: spell.map(|spell| spell.part),
        from: spell.and_then(|spell| spell.from).and_then(at),
        to: spell.and_then(|spell| spell.to).and_then(at),
    }
}

fn exported_reply(person: PersonId, reply: OwnReply) -> ExportedReply {
    ExportedReply {
        group: reply.group,
        meeting: reply.starts,
        capacity: reply.capacity,
        answer: reply.answer,
        reason: reply.reason,
        reported_by_oneself: reply.reported_by == person,
        at: reply.at,
    }
}

fn exported_deed((title, happened): (String, Happened)) -> ExportedItemChange {
    let reason = happened.reason.map(|reason| reason.to_string());
    ExportedItemChange { title, what: happened.deed, at: happened.at, reason }
}

fn exported_item(person: PersonId, item: &Item) -> ExportedItem {
    ExportedItem {
        title: item.title.to_string(),
        background: item.background.as_ref().map(ToString::to_string),
        state: item.state,
        proposed: item.proposed_by == Some(person),
        presents: item.presenter == Some(Participant::Person(person)),
    }
}

fn exported_post((group, post): &(Group, Post)) -> ExportedPost {
    let (from, to) = (post.period.from, post.period.to);
    ExportedPost { group: group.name.clone(), deputy: post.deputy, from, to }
}

async fn exported_addresses(
    db: &mut Connection,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<ExportedAddress>, ActionError> {
    let groups = groups::groups_of(db, organisation).await?;
    let named = |id| groups.iter().find(|group| group.id == id).map(|group| group.name.clone());
    let mut exported = Vec::new();
    for one in accesses::of_holder(db, organisation, person).await? {
        let meeting = match one.object {
            AccessTo::Meeting(meeting) => meetings::meeting(db, organisation, meeting).await?,
            AccessTo::Person | AccessTo::Organisation | AccessTo::Group(_) => None,
        };
        let group = match one.object {
            AccessTo::Group(group) => Some(group),
            _ => meeting.as_ref().map(|meeting| meeting.group),
        };
        exported.push(ExportedAddress {
            purpose: one.purpose,
            group: group.and_then(named),
            all_groups: one.object == AccessTo::Organisation,
            meeting: meeting.map(|meeting| meeting.starts),
            language: one.language,
            made: one.made,
            expires: one.expires,
            last_used: one.used,
        });
    }
    Ok(exported)
}
