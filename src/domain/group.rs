//! Groups and the organisation that they belong to.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::account::{ChannelId, GuildId};
use super::id::{GroupId, OrganisationId};
use super::language::Language;
use super::local_time::wall;
use super::period::Period;
use super::schedule::InvitationRule;
use super::wording::Mandate;

/// One server with its groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub guild: GuildId,
    pub name: String,
    pub language: Language,
    pub zone: Tz,
}

/// A standing or temporary body.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: GroupId,
    pub organisation: OrganisationId,
    pub name: String,
    /// Where the group meets in chat.
    pub channel: ChannelId,
    /// Where its officials are told things that are not for the group.
    pub officials_channel: ChannelId,
    pub language: Language,
    pub rule: InvitationRule,
    /// From when to when it exists. What has ended is kept, and changed no more.
    pub term: Period,
    /// What it is there for, in its own words.
    pub mandate: Option<Mandate>,
}

impl Group {
    /// The day that it is at an instant, where the group is.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        wall(self.rule.zone, at).date()
    }
}
