//! How far people have read, and how often they were pinged since: what Discord calls read states.

use super::{DM, Message, World};
use crate::sandbox::guide::Happening;

/// Of one user in one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadState {
    /// The id of the newest message that was read; 0 where none was.
    pub last_read: u64,
    /// Pings since then.
    pub mentions: u32,
}

impl World {
    /// How far a user has read in a channel.
    pub fn read_state(&self, user: u64, channel: u64) -> ReadState {
        self.reads.get(&user).and_then(|own| own.get(&channel)).copied().unwrap_or_default()
    }

    /// Notes that a user has read a channel to its end.
    pub fn mark_read(&mut self, user: u64, channel: u64) {
        let newest = self.channels.get(&channel).and_then(|channel| channel.newest_for(user));
        let last_read = newest.map_or(0, |message| message.id);
        self.reads.entry(user).or_default().insert(channel, ReadState { last_read, mentions: 0 });
        if let (Some(user), Some(channel)) = (self.users.get(&user), self.channels.get(&channel)) {
            self.tell_guide(&Happening::Read { user: &user.name, channel: &channel.name });
        }
    }

    /// Counts a new message for those whom it pings.
    pub(super) fn count_pings(&mut self, message: &Message) {
        for user in self.pinged_by(message) {
            let own = self.reads.entry(user).or_default();
            own.entry(message.channel).or_default().mentions += 1;
        }
    }

    /// The users whose devices a message rings: those named, everybody, or whom it is sent to.
    pub fn pinged_by(&self, message: &Message) -> Vec<u64> {
        let Some(channel) = self.channels.get(&message.channel) else { return Vec::new() };
        let mut told = message.pinged.clone();
        if channel.kind == DM {
            told.extend(&channel.recipients);
        }
        if message.mention_everyone {
            let guild = channel.guild.and_then(|id| self.guilds.get(&id));
            let members = guild.into_iter().flat_map(|guild| guild.members.keys());
            told.extend(members.filter(|user| self.sees(channel, **user)));
        }
        let is_person = |user: &u64| self.users.get(user).is_some_and(|user| !user.bot);
        told.retain(|user| *user != message.author && is_person(user));
        told.sort_unstable();
        told.dedup();
        told
    }
}
