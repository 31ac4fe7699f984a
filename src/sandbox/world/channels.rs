//! Channels, direct ones and threads among them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{HAS_THREAD, Message, MessageKind, Overwrite, World};
use crate::sandbox::errors::ApiError;

/// Channel types (documentation, "Channel Types").
pub const GUILD_TEXT: u8 = 0;
pub const DM: u8 = 1;
pub const PUBLIC_THREAD: u8 = 11;

#[derive(Clone, Debug)]
pub struct Channel {
    pub id: u64,
    pub kind: u8,
    pub guild: Option<u64>,
    pub name: String,
    pub parent: Option<u64>,
    /// Of a direct-message channel: the human and the bot.
    pub recipients: Vec<u64>,
    pub overwrites: Vec<Overwrite>,
    pub owner: Option<u64>,
    pub created: DateTime<Utc>,
    /// What only a thread has.
    pub thread: ThreadState,
    /// When something was pinned last.
    pub pinned: Option<DateTime<Utc>>,
    /// Oldest first: ids rise.
    pub messages: BTreeMap<u64, Message>,
}

/// A thread's own state.
#[derive(Clone, Debug)]
pub struct ThreadState {
    pub archived: bool,
    pub locked: bool,
    /// In minutes.
    pub auto_archive: u64,
    pub members: BTreeMap<u64, DateTime<Utc>>,
}

impl Channel {
    pub fn new(id: u64, kind: u8, name: &str, created: DateTime<Utc>) -> Self {
        let thread = ThreadState {
            archived: false,
            locked: false,
            auto_archive: 4320,
            members: BTreeMap::new(),
        };
        Self {
            id,
            kind,
            guild: None,
            name: name.to_owned(),
            parent: None,
            recipients: Vec::new(),
            overwrites: Vec::new(),
            owner: None,
            created,
            thread,
            pinned: None,
            messages: BTreeMap::new(),
        }
    }

    pub fn is_thread(&self) -> bool {
        self.kind == PUBLIC_THREAD
    }

    /// The newest message that a user sees.
    pub fn newest_for(&self, user: u64) -> Option<&Message> {
        self.messages.values().rfind(|message| message.is_for(user))
    }
}

impl World {
    /// The direct-message channel of two users, made if there is none.
    pub fn direct_channel(&mut self, one: u64, other: u64, now: DateTime<Utc>) -> u64 {
        let direct = self.channels.values().filter(|channel| channel.kind == DM);
        let both =
            |channel: &&Channel| [one, other].iter().all(|id| channel.recipients.contains(id));
        if let Some(known) = direct.into_iter().find(both) {
            return known.id;
        }
        let id = self.next_id(now);
        let recipients = vec![other, one];
        self.channels.insert(id, Channel { recipients, ..Channel::new(id, DM, "", now) });
        self.structure += 1;
        id
    }

    /// Takes a thread away, with all that was sent in it.
    pub fn close_thread(&mut self, thread: u64) {
        let gone = self.channels.remove(&thread);
        for file in
            gone.iter().flat_map(|one| one.messages.values()).flat_map(|one| &one.attachments)
        {
            self.files.remove(file);
        }
        let under = gone.and_then(|one| one.parent).and_then(|at| self.message_mut(at, thread));
        if let Some(message) = under {
            message.flags &= !HAS_THREAD;
        }
        self.structure += 1;
    }

    /// Opens a thread in a text channel: under a message, whose id it takes, or by itself.
    pub fn open_thread(
        &mut self,
        parent: u64,
        under: Option<u64>,
        name: &str,
        owner: u64,
        now: DateTime<Utc>,
    ) -> Result<u64, ApiError> {
        let channel = self.channels.get(&parent).ok_or(ApiError::UNKNOWN_CHANNEL)?;
        let guild = channel.guild;
        let id = match under {
            Some(message) => {
                let found = self.message_mut(parent, message);
                let found = found.filter(|found| found.only_for.is_none());
                let found = found.ok_or(ApiError::UNKNOWN_MESSAGE)?;
                if found.flags & HAS_THREAD != 0 {
                    return Err(ApiError::THREAD_EXISTS);
                }
                found.flags |= HAS_THREAD;
                message
            }
            None => self.next_id(now),
        };
        let mut thread = Channel {
            guild,
            parent: Some(parent),
            owner: Some(owner),
            ..Channel::new(id, PUBLIC_THREAD, name, now)
        };
        thread.thread.members.insert(owner, now);
        self.channels.insert(id, thread);
        self.structure += 1;
        match under {
            Some(message) => self.announce_message("MESSAGE_UPDATE", parent, message),
            None => {
                self.post_system(parent, owner, MessageKind::ThreadCreated, Some((id, None)), now)
            }
        }
        self.announce_thread("THREAD_CREATE", id, true);
        Ok(id)
    }
}
