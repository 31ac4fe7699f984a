//! What a person may pick from: only what they may act on.

use chrono::{DateTime, Utc};

use super::identity::{Known, actor_in, identify};
use super::view::{MeetingView, SeatView};
use super::{ActionError, Caller, Missing};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, MeetingId, PersonId};
use crate::domain::meeting::Meeting;
use crate::domain::permission::{Action, can};
use crate::store::{Connection, Store, meetings, organisations};

/// Discord shows at most this many.
pub const MOST: usize = 25;
/// A list of meetings with what is expected at each stays readable on a phone.
const MOST_SHOWN: usize = 10;

/// The groups in which the caller may do `action`.
pub async fn groups(
    store: &Store,
    caller: Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    groups_where(&mut db, &known, action, now).await
}

async fn groups_where(
    db: &mut Connection,
    known: &Known,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<Group>, ActionError> {
    let mut allowed = Vec::new();
    for group in organisations::groups_of(db, known.organisation.id).await? {
        if can(&actor_in(db, known, &group, now).await?, action) {
            allowed.push(group);
        }
    }
    Ok(allowed)
}

/// The group that a person meant by what they picked or typed: an id, or a name.
pub async fn group_meant(
    store: &Store,
    caller: Caller,
    typed: &str,
) -> Result<Option<GroupId>, ActionError> {
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let groups = organisations::groups_of(&mut db, known.organisation.id).await?;
    let typed = typed.trim();
    let meant = groups.iter().find(|group| {
        group.id.to_string() == typed || group.name.to_lowercase() == typed.to_lowercase()
    });
    Ok(meant.map(|group| group.id))
}

/// The coming meetings of the groups in which the caller may do `action`, soonest first.
pub async fn upcoming_meetings(
    store: &Store,
    caller: Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<Vec<(Group, Meeting)>, ActionError> {
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let mut found = Vec::new();
    for group in groups_where(&mut db, &known, action, now).await? {
        let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
        let upcoming =
            meetings::upcoming(&mut db, group.organisation, group.id, now, limit).await?;
        found.extend(upcoming.into_iter().map(|meeting| (group.clone(), meeting)));
    }
    found.sort_by_key(|(_, meeting)| meeting.starts);
    Ok(found)
}

/// The seats of a meeting whose members the caller may report absent.
pub async fn members(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Vec<SeatView>, ActionError> {
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let view = MeetingView::load(&mut db, known.organisation.id, meeting, now).await?;
    let actor = actor_in(&mut db, &known, &view.group, now).await?;
    let may = can(&actor, Action::ReportForAnother);
    let own =
        |seat: &SeatView| seat.occupied.ordinary.as_ref().is_some_and(|p| p.id == known.person.id);
    Ok(view.seats.into_iter().filter(|seat| may || own(seat)).collect())
}

/// The caller, and their coming meetings: as member, as substitute or as official.
pub async fn own_meetings(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<(PersonId, Vec<MeetingView>), ActionError> {
    let mut meetings = upcoming_meetings(store, caller, Action::SeeMeetings, now).await?;
    meetings.truncate(MOST_SHOWN);
    let mut db = store.read().await?;
    let known = identify(&mut db, caller, None).await?;
    let mut own = Vec::new();
    for (group, meeting) in meetings {
        own.push(MeetingView::load(&mut db, group.organisation, meeting.id, now).await?);
    }
    Ok((known.person.id, own))
}

/// What a caller can do.
#[derive(Clone, Debug)]
pub struct Abilities {
    /// The organisation's name.
    pub organisation: String,
    /// `None` for an account that is not linked to a person.
    pub known: Option<KnownAbilities>,
}

/// What a caller who is linked to a person can do.
#[derive(Clone, Copy, Debug)]
pub struct KnownAbilities {
    /// May schedule and cancel meetings of some group.
    pub runs_meetings: bool,
}

/// What the caller can do here, by their roles.
pub async fn abilities(
    store: &Store,
    caller: Caller,
    now: DateTime<Utc>,
) -> Result<Abilities, ActionError> {
    let mut db = store.read().await?;
    let guild = caller.guild.ok_or(ActionError::NotFound(Missing::Organisation))?;
    let organisation = organisations::organisation_of_guild(&mut db, guild)
        .await?
        .ok_or(ActionError::NotFound(Missing::Organisation))?
        .name;
    let known = match identify(&mut db, caller, None).await {
        Ok(known) => {
            let run = groups_where(&mut db, &known, Action::RunMeetings, now).await?;
            Some(KnownAbilities { runs_meetings: !run.is_empty() })
        }
        Err(ActionError::NotFound(Missing::Link)) => None,
        Err(other) => return Err(other),
    };
    Ok(Abilities { organisation, known })
}
