//! Whom a group's messages reach. Discord alone knows who is on the server and sees a channel: whoever asks it
//! is told whom to look for, and what they found is kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::identity::recognise;
use super::organisation::note_channel;
use super::work::Work;
use super::{ActionError, Caller};
use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, OrganisationId};
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::reach::Unreached;
use crate::store::{Connection, Store, appointments, groups, officials, organisations, reach};

/// Whom to look for, and where they should read.
#[derive(Clone, Debug)]
pub struct Lookout {
    pub guild: GuildId,
    pub group: Group,
    /// Those who sit in a seat of the group, or are to, in its channel.
    pub members: Vec<UserId>,
    /// The official and the deputy, in their channel.
    pub officials: Vec<UserId>,
}

/// What Discord said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Those who are not on the server.
    pub gone: Vec<UserId>,
    /// Those who are, and do not see the group's channel. Of a channel that the bot does not see, nothing.
    pub blind: Option<Vec<UserId>>,
    /// The same of the officials and their channel.
    pub blind_officials: Option<Vec<UserId>>,
    /// Whether everybody on the server sees the group's channel.
    pub is_open: Option<bool>,
    /// Whether the bot may attach files there, as far as it was asked.
    pub may_attach: Option<bool>,
}

/// Whom to look for when somebody looks a group through.
///
/// # Errors
/// `Denied` for others than administrator and official.
pub async fn lookout_of_caller(
    store: &Store,
    caller: Caller,
    group: GroupId,
    now: DateTime<Utc>,
) -> Result<Lookout, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, Action::Administer, now).await?;
    lookout(&mut db, visitor.organisation.guild, group, now).await
}

/// Whom to look for when a call goes out. `None` where there is no such group any more.
pub async fn lookout_of_group(
    store: &Store,
    (organisation, group): (OrganisationId, GroupId),
    now: DateTime<Utc>,
) -> Result<Option<Lookout>, ActionError> {
    let mut db = store.read().await?;
    let Some(guild) = organisations::guild_of(&mut db, organisation).await? else {
        return Ok(None);
    };
    let Some(group) = groups::group(&mut db, organisation, group).await? else { return Ok(None) };
    lookout(&mut db, guild, group, now).await.map(Some)
}

async fn lookout(
    db: &mut Connection,
    guild: GuildId,
    group: Group,
    now: DateTime<Utc>,
) -> Result<Lookout, ActionError> {
    let today = group.day_of(now);
    let sitting = appointments::of_group(db, group.organisation, group.id).await?.into_iter();
    let sitting = sitting.filter(|(appointment, _)| !appointment.period.is_over(today));
    let members: BTreeSet<UserId> = sitting.filter_map(|(_, person)| person.account).collect();
    let officials = officials::officials_of(db, group.organisation, group.id, today).await?;
    let officials = officials.iter().filter_map(|person| person.account).collect();
    Ok(Lookout { guild, group, members: members.into_iter().collect(), officials })
}

/// Keeps what was found. What is told of the group's coming meetings follows.
pub async fn note(
    store: &Store,
    Lookout { guild, group, .. }: &Lookout,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let (organisation, id) = (group.organisation, group.id);
    let mut work = Work::in_organisation(store, (organisation, *guild), now).await?;
    let before = reach::of_group(&mut work.db, organisation, id).await?;
    reach::replace(&mut work.db, organisation, id, (Unreached::NotMember, &seen.gone)).await?;
    if let Some(blind) = &seen.blind {
        reach::replace(&mut work.db, organisation, id, (Unreached::CannotSee, blind)).await?;
    }
    if let Some(is_open) = seen.is_open {
        note_channel(&mut work, group, is_open).await?;
    }
    if reach::of_group(&mut work.db, organisation, id).await? != before {
        work.group_changed(id);
    }
    work.commit().await
}

/// Those of some people whose account is among these.
pub fn among<'a>(people: impl IntoIterator<Item = &'a Person>, accounts: &[UserId]) -> Vec<Person> {
    let is_one = |person: &&Person| person.account.is_some_and(|one| accounts.contains(&one));
    people.into_iter().filter(is_one).cloned().collect()
}

impl Lookout {
    /// The channels that it is about: the group's and the officials'.
    pub const fn channels(&self) -> [ChannelId; 2] {
        [self.group.channel, self.group.officials_channel]
    }
}
