//! An organisation's settings: where its calendar stands, for all groups that let everybody see theirs.

use chrono::{DateTime, Utc};

use super::identity::recognise;
use super::registry::channels::PickedChannel;
use super::registry::refusal::RegisterRefusal;
use super::work::Work;
use super::{ActionError, Caller};
use crate::domain::account::ChannelId;
use crate::domain::group::{Group, Organisation};
use crate::domain::permission::WhoMay;
use crate::store::{Connection, Store, calendar, groups};

/// An organisation's settings.
#[derive(Clone, Debug)]
pub struct OrganisationSettings {
    pub organisation: Organisation,
    /// Where its calendar stands, if anywhere.
    pub calendar: Option<ChannelId>,
    /// The groups that go on, each with whether everybody may see its calendar.
    pub groups: Vec<(Group, bool)>,
    pub is_changed: bool,
}

/// Where the calendar is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarPlace {
    In(PickedChannel),
    Nowhere,
}

/// Lets the organisation's calendar stand in a channel, or nowhere; where nothing is said, shows the settings.
///
/// # Errors
/// `Denied` for others than the server's administrator; `Register` for a channel that is a group's, closed to the bot or
/// not seen by who picks it.
pub async fn settings(
    store: &Store,
    caller: Caller,
    place: Option<CalendarPlace>,
    now: DateTime<Utc>,
) -> Result<OrganisationSettings, ActionError> {
    if !caller.administrator {
        return Err(ActionError::Denied(WhoMay::Administrator));
    }
    let Some(place) = place else {
        let mut db = store.read().await?;
        let organisation = recognise(&mut db, caller).await?.organisation;
        return shown(&mut db, organisation, now).await;
    };
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let organisation = visitor.organisation;
    let all = groups::groups_of(&mut work.db, organisation.id).await?;
    let channel = match place {
        CalendarPlace::Nowhere => None,
        CalendarPlace::In(picked) => {
            may_stand(&all, picked)?;
            Some(picked.channel)
        }
    };
    calendar::set_channel(&mut work.db, organisation.id, channel).await?;
    for group in &all {
        work.calendar_changed(group.id);
    }
    let shown = shown(&mut work.db, organisation, now).await?;
    work.commit().await?;
    Ok(OrganisationSettings { is_changed: true, ..shown })
}

/// Refuses a channel in which others than all who see it would look for something else.
fn may_stand(groups: &[Group], picked: PickedChannel) -> Result<(), RegisterRefusal> {
    let PickedChannel { channel, is_seen, is_open } = picked;
    if !is_seen {
        return Err(RegisterRefusal::ChannelUnseen(channel));
    }
    if is_open == Some(false) {
        return Err(RegisterRefusal::ChannelClosed(channel));
    }
    if groups.iter().any(|one| [one.channel, one.officials_channel].contains(&channel)) {
        return Err(RegisterRefusal::ChannelOfAGroup(channel));
    }
    Ok(())
}

async fn shown(
    db: &mut Connection,
    organisation: Organisation,
    now: DateTime<Utc>,
) -> Result<OrganisationSettings, ActionError> {
    let public = calendar::public_groups(db, organisation.id).await?;
    let all = groups::groups_of(db, organisation.id).await?.into_iter();
    let lasting = all.filter(|group| !group.term.is_over(group.day_of(now)));
    let groups = lasting.map(|group| {
        let is_public = public.contains(&group.id);
        (group, is_public)
    });
    let calendar = calendar::channel_of(db, organisation.id).await?;
    Ok(OrganisationSettings { groups: groups.collect(), organisation, calendar, is_changed: false })
}

/// The groups of the caller's organisation with their channels: Discord is asked whether everybody sees those.
///
/// # Errors
/// `Denied` for others than the server's administrator.
pub async fn channels(store: &Store, caller: Caller) -> Result<Vec<Group>, ActionError> {
    if !caller.administrator {
        return Err(ActionError::Denied(WhoMay::Administrator));
    }
    let mut db = store.read().await?;
    let organisation = recognise(&mut db, caller).await?.organisation;
    Ok(groups::groups_of(&mut db, organisation.id).await?)
}

/// Keeps whether everybody on the server sees the channels of groups.
///
/// # Errors
/// As [`channels`].
pub async fn note_channels(
    store: &Store,
    caller: Caller,
    open: &[(Group, bool)],
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    // By itself: what the command asks for comes after it.
    let caller = Caller { interaction: None, ..caller };
    let (mut work, _) = Work::of(store, caller, now).await?;
    for (group, is_open) in open {
        note_channel(&mut work, group, *is_open).await?;
    }
    work.commit().await
}

/// Keeps whether everybody on the server sees a group's channel. Unless the group says otherwise, its calendar is seen by
/// those who see that.
pub(super) async fn note_channel(
    work: &mut Work<'_>,
    group: &Group,
    is_open: bool,
) -> Result<(), ActionError> {
    let (_, before) = calendar::publicity(&mut work.db, group.organisation, group.id).await?;
    if before != Some(is_open) {
        let place = (group.id, is_open);
        calendar::note_channel(&mut work.db, group.organisation, place).await?;
        work.calendar_changed(group.id);
    }
    Ok(())
}
