//! Groups and the organisation that they belong to.

use chrono_tz::Tz;

use super::account::{ChannelId, GuildId};
use super::id::{GroupId, OrganisationId};
use super::language::Language;
use super::schedule::InvitationRule;

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
}
