//! Channels that are chosen for a group: seen by whoever chooses them, open to the bot, and no other group's.

use super::refusal::RegisterRefusal;
use crate::actions::ActionError;
use crate::actions::identity::Visitor;
use crate::actions::work::Work;
use crate::domain::account::ChannelId;
use crate::domain::group::Group;
use crate::domain::permission::{Action, can};
use crate::store::{groups, notes};

/// A channel that was picked, with what Discord says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickedChannel {
    pub channel: ChannelId,
    /// Whether whoever picked it sees it.
    pub is_seen: bool,
    /// Whether the bot can write in it; `None` where Discord did not say.
    pub is_open: Option<bool>,
}

/// Refuses channels that a group may not have: what its officials write to each other, and why somebody is away,
/// would be read by others; or nothing would be read at all.
///
/// # Errors
/// `Register` with the channel.
pub(super) async fn may_have(
    work: &mut Work<'_>,
    visitor: &Visitor,
    group: &Group,
    picked: impl IntoIterator<Item = PickedChannel>,
) -> Result<(), ActionError> {
    let others = groups::groups_of(&mut work.db, group.organisation).await?;
    for PickedChannel { channel, is_seen, is_open } in picked {
        if !is_seen {
            return Err(RegisterRefusal::ChannelUnseen(channel).into());
        }
        for other in others.iter().filter(|other| other.id != group.id) {
            let notes = notes::places(&mut work.db, group.organisation, other.id).await?.channel;
            let has = [other.channel, other.officials_channel].contains(&channel)
                || notes == Some(channel);
            // Whatever has ended is written in no more.
            if has && !other.term.is_over(other.day_of(work.now)) {
                let actor = visitor.actor_in(&mut work.db, other, work.now).await?;
                if !can(&actor, Action::Administer) {
                    return Err(RegisterRefusal::ChannelOfOthers(channel).into());
                }
            }
        }
        if is_open == Some(false) {
            return Err(RegisterRefusal::ChannelClosed(channel).into());
        }
    }
    Ok(())
}
