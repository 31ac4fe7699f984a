//! Creating and ending groups.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::Picked;
use super::channels::{PickedChannel, may_have};
use super::officials::appoint_picked;
use super::refusal::RegisterRefusal;
use super::registrar::{Registrar, period};
use crate::actions::accounts::AccountRefusal;
use crate::actions::agenda::{guests, plans};
use crate::actions::coming;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::meeting::cancel_in;
use crate::actions::typed::{self, Faults};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::appointment::leave;
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId, OrganisationId};
use crate::domain::language::Language;
use crate::domain::local_time::wall;
use crate::domain::look::{is_reserved, passes_for};
use crate::domain::meeting::Meeting;
use crate::domain::period::Period;
use crate::domain::permission::{Action, WhoMay};
use crate::domain::person::Person;
use crate::domain::roster::Difference;
use crate::domain::schedule::{InvitationRule, PostingSchedule, USUAL};
use crate::store::{Connection, Store, appointments, groups};

/// The lead time of a group that says nothing else, in days.
const USUAL_LEAD: u16 = 7;

/// What an administrator fills in to create a group, as typed.
#[derive(Clone, Debug)]
pub struct NewGroup {
    pub name: String,
    pub channel: PickedChannel,
    pub officials_channel: PickedChannel,
    pub official: Picked,
    pub deputy: Option<Picked>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub mandate: Option<String>,
    /// As the organisation, where nothing is said.
    pub language: Option<Language>,
    pub zone: Option<String>,
    /// What the organisation becomes, if this is its first group.
    pub organisation: NewOrganisation,
}

/// What there is to know of who founds an organisation, and where.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What the chat server is called.
    pub server: String,
    /// The language of whoever founds it: servers seldom say theirs.
    pub language: Language,
}

/// A group that was created.
#[derive(Clone, Debug)]
pub struct Created {
    pub group: Group,
    /// Whether it is the organisation's first.
    pub is_first: bool,
    /// Who was known by their name, and is linked now to the account that was picked.
    pub known: Vec<Person>,
}

/// Creates a group, and the organisation with its first.
///
/// # Errors
/// `Denied` for others than the server's administrators; `Typed` for what cannot be read;
/// `Register` where there is a group of that name.
pub async fn create(
    store: &Store,
    caller: Caller,
    request: NewGroup,
    now: DateTime<Utc>,
) -> Result<Created, ActionError> {
    if !caller.administrator {
        return Err(ActionError::Denied(WhoMay::Administrator));
    }
    let (mut work, visitor, is_first) = known_or_founded(store, caller, &request, now).await?;
    let group = Group {
        id: GroupId(work.next_id()),
        ..draft(&visitor.organisation, &request, (caller.language, now))?
    };
    name_is_free(&mut work.db, &group).await?;
    let channels = [request.channel, request.officials_channel];
    may_have(&mut work, &visitor, &group, channels).await?;
    groups::insert_group(&mut work.db, &group).await?;
    let mut registrar = Registrar { work: &mut work, group: &group };
    let picked = (Some(&request.official), request.deputy.as_ref());
    // There is work to do before a group's first day.
    let from = group.term.from.min(registrar.today());
    let (known, _) = appoint_picked(&mut registrar, &visitor, picked, from).await?;
    let Period { from, to } = group.term;
    let detail = Detail { from: Some(from), to, ..Detail::default() };
    registrar.log(registrar.entry(Deed::GroupCreated).with(detail));
    work.calendar_changed(group.id);
    work.commit().await?;
    Ok(Created { group, is_first, known })
}

/// Refuses a name that another group of the organisation has, or that looks like it: it is by their names that people tell
/// them apart, and type them.
///
/// # Errors
/// `Register` with the other's name.
pub(super) async fn name_is_free(db: &mut Connection, group: &Group) -> Result<(), ActionError> {
    let all = groups::groups_of(db, group.organisation).await?;
    let other =
        all.into_iter().find(|one| one.id != group.id && passes_for(&one.name, &group.name));
    match other {
        Some(other) => Err(RegisterRefusal::GroupNameTaken(other.name).into()),
        None if is_reserved(&group.name) => {
            Err(AccountRefusal::Reserved(group.name.clone()).into())
        }
        None => Ok(()),
    }
}

/// The work in the guild's organisation, which is founded with its first group; and whether it was.
async fn known_or_founded<'s>(
    store: &'s Store,
    caller: Caller,
    request: &NewGroup,
    now: DateTime<Utc>,
) -> Result<(Work<'s>, Visitor, bool), ActionError> {
    let known = Work::of(store, caller, now).await;
    if !matches!(known, Err(ActionError::NotFound(Missing::Organisation))) {
        return known.map(|(work, visitor)| (work, visitor, false));
    }
    match found(store, caller, request, now).await {
        // Somebody else was quicker.
        Err(ActionError::Register(RegisterRefusal::AlreadyFounded)) => {
            Work::of(store, caller, now).await.map(|(work, visitor)| (work, visitor, false))
        }
        founded => founded.map(|(work, visitor)| (work, visitor, true)),
    }
}

async fn found<'s>(
    store: &'s Store,
    caller: Caller,
    request: &NewGroup,
    now: DateTime<Utc>,
) -> Result<(Work<'s>, Visitor), ActionError> {
    let guild = caller.guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
    let language = request.language.unwrap_or(request.organisation.language);
    // Where nothing is said, the hour is Sweden's for who speaks Swedish.
    let usual = match language {
        Language::Swedish => Tz::Europe__Stockholm,
        Language::English => Tz::UTC,
    };
    let zone = typed::zone(request.zone.as_deref(), usual)?;
    let name = typed::name(&request.organisation.server)?.to_string();
    let organisation = Organisation { id: OrganisationId(0), guild, name, language, zone };
    let by = By::Account(caller.account);
    let (work, organisation) = Work::founding(store, organisation, by, now).await?;
    Ok((work.answering(caller), Visitor { organisation, person: None, caller }))
}

fn draft(
    organisation: &Organisation,
    request: &NewGroup,
    (language, now): (Language, DateTime<Utc>),
) -> Result<Group, ActionError> {
    let name = typed::name(&request.name)?;
    let posting = PostingSchedule::kept(USUAL.to_owned());
    let zone = typed::zone(request.zone.as_deref(), organisation.zone)?;
    let today = wall(zone, now).date();
    let group = Group {
        id: GroupId(0),
        organisation: organisation.id,
        name: name.to_string(),
        channel: request.channel.channel,
        officials_channel: request.officials_channel.channel,
        language: request.language.unwrap_or(organisation.language),
        rule: InvitationRule { lead_days: USUAL_LEAD, posting, zone },
        term: Period::since(today),
        mandate: typed::mandate(request.mandate.as_deref())?,
    };
    let (from, to) = term(&group, request, (language, now))?;
    if let Some(past) = to.filter(|to| *to < today) {
        return Err(RegisterRefusal::PastDay(past).into());
    }
    has_rooms_apart(&group)?;
    Ok(Group { term: period(from, to)?, ..group })
}

/// From when to when a group is wished to exist.
fn term(
    group: &Group,
    request: &NewGroup,
    when: (Language, DateTime<Utc>),
) -> Result<(NaiveDate, Option<NaiveDate>), ActionError> {
    let mut faults = Faults::default();
    let from = faults.take(typed::day(group, request.from.as_deref(), when));
    let to = request.to.as_deref().map(|to| faults.take(typed::day(group, Some(to), when)));
    faults.told()?;
    Ok((from.unwrap_or(group.term.from), to.flatten()))
}

/// Refuses one channel for the group and its officials: the group would read why somebody is away.
pub(super) fn has_rooms_apart(group: &Group) -> Result<(), ActionError> {
    if group.channel == group.officials_channel {
        return Err(RegisterRefusal::SameChannel.into());
    }
    Ok(())
}

/// What ending a group means.
#[derive(Clone, Debug)]
pub struct Ending {
    pub group: Group,
    /// Its last day.
    pub last: NaiveDate,
    /// The meetings after that day, which are cancelled.
    pub meetings: Vec<Meeting>,
}

/// What would follow if a group ended with the day that was typed, or with today.
///
/// # Errors
/// `Denied` for others than the server's administrators; `Typed` for a day that cannot be read
/// or has passed; `Register` when it has ended.
pub async fn ending(
    store: &Store,
    caller: Caller,
    group: GroupId,
    last: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Ending, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.open_group(&mut db, group, Action::ManageGroups, now).await?;
    let last = typed::day(&group, last, (caller.language, now))?;
    what_ends(&mut db, group, last, now).await
}

async fn what_ends(
    db: &mut Connection,
    group: Group,
    last: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Ending, ActionError> {
    period(group.term.from, Some(last))?;
    if last < group.day_of(now) {
        return Err(RegisterRefusal::PastDay(last).into());
    }
    let mut meetings = coming::all(db, &group, now).await?;
    meetings.retain(|meeting| group.day_of(meeting.starts) > last);
    Ok(Ending { group, last, meetings })
}

/// Ends a group with `last`: appointments end, later meetings are cancelled, and from then on it
/// is read-only.
///
/// # Errors
/// As [`ending`].
pub async fn end(
    store: &Store,
    caller: Caller,
    group: GroupId,
    last: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Ending, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.open_group(&visitor, group, Action::ManageGroups).await?;
    let ending = what_ends(&mut work.db, group, last, now).await?;
    let ids: Vec<MeetingId> = ending.meetings.iter().map(|meeting| meeting.id).collect();
    for view in MeetingView::load_all(&mut work.db, work.organisation, &ids, now).await? {
        cancel_in(&mut work, view, None).await?;
    }
    guests::end_all_without_a_time(&mut work, &ending.group).await?;
    plans::end_all_without_a_time(&mut work, &ending.group).await?;
    let group = Group { term: period(ending.group.term.from, Some(last))?, ..ending.group.clone() };
    groups::update_group(&mut work.db, &group).await?;
    let held = appointments::of_group(&mut work.db, group.organisation, group.id).await?;
    let held: Vec<_> = held.into_iter().map(|(appointment, _)| appointment).collect();
    let difference = Difference { steps: leave(&held, last), ..Difference::default() };
    let mut registrar = Registrar { work: &mut work, group: &group };
    registrar.carry_out(&difference).await?;
    let detail = Detail { to: Some(last), ..Detail::default() };
    registrar.log(registrar.entry(Deed::GroupEnded).with(detail));
    work.commit().await?;
    Ok(Ending { group, ..ending })
}
