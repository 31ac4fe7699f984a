//! Messages: posted, edited, pinned and taken away.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::mentions::{Mentions, named};
use super::{Channel, DM, File, Upload, World, permissions};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::id_of;
use crate::sandbox::guide::Happening;

/// Message flags (documentation, "Message Flags").
pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
/// A message under which a thread hangs.
pub const HAS_THREAD: u64 = 1 << 5;
/// One that only its addressee sees; and one whose content is still to come.
pub const EPHEMERAL: u64 = 1 << 6;
pub const LOADING: u64 = 1 << 7;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
pub const IS_COMPONENTS_V2: u64 = 1 << 15;
/// Those that a bot may set.
pub const MAY_BE_SET: u64 = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | IS_COMPONENTS_V2;

/// Discord keeps no more pins in a channel.
const MOST_PINS: usize = 250;

/// Message types (documentation, "Message Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Default = 0,
    Pinned = 6,
    ThreadCreated = 18,
    Reply = 19,
    Command = 20,
}

impl MessageKind {
    /// Whether somebody wrote it; Discord says the others by itself.
    pub fn is_written(self) -> bool {
        !matches!(self, Self::Pinned | Self::ThreadCreated)
    }
}

#[derive(Clone, Debug)]
pub struct Message {
    pub id: u64,
    pub channel: u64,
    pub author: u64,
    pub kind: MessageKind,
    pub content: String,
    pub embeds: Value,
    pub components: Value,
    /// Ids of files.
    pub attachments: Vec<u64>,
    pub flags: u64,
    pub sent: DateTime<Utc>,
    pub edited: Option<DateTime<Utc>>,
    pub pinned: Option<DateTime<Utc>>,
    /// The users and roles that it mentions.
    pub mentions: Vec<u64>,
    pub mention_roles: Vec<u64>,
    pub mention_everyone: bool,
    /// The mentioned users who saw the channel when it came.
    pub pinged: Vec<u64>,
    pub nonce: Option<Value>,
    /// The one who sees it, where it is ephemeral.
    pub only_for: Option<u64>,
    pub answers: Option<Answer>,
    /// The channel, and the message in it, that it refers to.
    pub reference: Option<(u64, Option<u64>)>,
}

/// The interaction that a message answers.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub interaction: u64,
    /// Who made it.
    pub by: u64,
    /// Its type.
    pub kind: u8,
    /// The message whose button or select was used.
    pub on_message: Option<u64>,
    /// The interaction that opened the modal.
    pub opened_by: Option<u64>,
}

impl Message {
    pub fn is_for(&self, user: u64) -> bool {
        self.only_for.is_none_or(|only| only == user)
    }

    /// The ids of its buttons and selects.
    pub fn custom_ids(&self) -> Vec<&str> {
        let rows = self.components.as_array().into_iter().flatten();
        let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        parts.filter_map(|part| part["custom_id"].as_str()).collect()
    }

    fn says_nothing(&self) -> bool {
        let empty = |list: &Value| list.as_array().is_none_or(Vec::is_empty);
        self.content.is_empty()
            && empty(&self.embeds)
            && empty(&self.components)
            && self.attachments.is_empty()
    }

    /// Those whom the text names and who were not told.
    pub fn unheard(&self) -> Vec<u64> {
        let told = |id: &u64| self.pinged.contains(id) || *id == self.author;
        named(&self.content).into_iter().filter(|id| !told(id)).collect()
    }
}

impl World {
    pub fn message(&self, channel: u64, message: u64) -> Option<&Message> {
        self.channels.get(&channel)?.messages.get(&message)
    }

    pub fn message_mut(&mut self, channel: u64, message: u64) -> Option<&mut Message> {
        self.channels.get_mut(&channel)?.messages.get_mut(&message)
    }

    /// A message wherever it stands.
    pub fn find_message(&self, message: u64) -> Option<&Message> {
        self.channels.values().find_map(|channel| channel.messages.get(&message))
    }

    /// A message that is about to be posted, from a body that has been checked.
    pub fn new_message(
        &mut self,
        channel: u64,
        author: u64,
        body: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Message {
        let content = body["content"].as_str().unwrap_or_default().trim().to_owned();
        let allowed = &body["allowed_mentions"];
        let replies_to = self.replied_to(channel, body);
        let mut mentions = self.channels.get(&channel).map_or_else(Mentions::default, |channel| {
            self.mentions(channel, author, &content, allowed)
        });
        let replied = replies_to.and_then(|id| self.message(channel, id)).map(|found| found.author);
        let rings = allowed.is_null() || allowed["replied_user"] == true;
        if let Some(replied) = replied.filter(|id| rings && !mentions.users.contains(id)) {
            mentions.users.push(replied);
            mentions.pinged.push(replied);
        }
        let id = self.next_id(now);
        let attachments = self.keep_uploads(channel, body, files, now);
        let embeds = self.shown_embeds(&body["embeds"], &attachments);
        Message {
            id,
            channel,
            author,
            kind: if replies_to.is_some() { MessageKind::Reply } else { MessageKind::Default },
            content,
            embeds,
            components: self.shown_components(&body["components"], &attachments),
            attachments,
            flags: body["flags"].as_u64().unwrap_or(0) & MAY_BE_SET & !EPHEMERAL,
            sent: now,
            edited: None,
            pinned: None,
            mentions: mentions.users,
            mention_roles: mentions.roles,
            mention_everyone: mentions.everyone,
            pinged: mentions.pinged,
            nonce: body.get("nonce").filter(|nonce| !nonce.is_null()).cloned(),
            only_for: None,
            answers: None,
            reference: replies_to.map(|message| (channel, Some(message))),
        }
    }

    /// The message that a body replies to, where there is one.
    fn replied_to(&self, channel: u64, body: &Value) -> Option<u64> {
        let id = id_of(&body["message_reference"]["message_id"])?;
        let found = self.message(channel, id).filter(|found| found.only_for.is_none());
        found.map(|found| found.id)
    }

    /// Keeps what was uploaded, with the descriptions that the body gives.
    fn keep_uploads(
        &mut self,
        channel: u64,
        body: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Vec<u64> {
        let described = body["attachments"].as_array().cloned().unwrap_or_default();
        let keep = |upload: &Upload| {
            let about = described.iter().find(|one| id_of(&one["id"]) == Some(upload.number));
            let text = |key: &str| about.and_then(|one| one[key].as_str()).map(str::to_owned);
            let file = File {
                id: 0,
                channel,
                filename: text("filename").unwrap_or_else(|| upload.filename.clone()),
                description: text("description"),
                content_type: upload.content_type.clone(),
                bytes: upload.bytes.clone(),
            };
            self.keep_file(file, now)
        };
        files.iter().map(keep).collect()
    }

    /// Posts a message and tells who listens.
    pub fn post(&mut self, message: Message) -> u64 {
        let (id, channel) = (message.id, message.channel);
        if message.only_for.is_none() && message.flags & SUPPRESS_NOTIFICATIONS == 0 {
            self.count_pings(&message);
        }
        self.note_posted(&message);
        let mut wakes = false;
        if let Some(channel) = self.channels.get_mut(&channel) {
            if channel.is_thread() && message.kind.is_written() {
                channel.thread.members.entry(message.author).or_insert(message.sent);
                wakes = std::mem::replace(&mut channel.thread.archived, false);
            }
            channel.messages.insert(id, message);
        }
        if wakes {
            self.announce_thread("THREAD_UPDATE", channel, false);
        }
        self.announce_message("MESSAGE_CREATE", channel, id);
        id
    }

    /// Tells the guide of a bot's message.
    fn note_posted(&self, message: &Message) {
        let by_bot = self.users.get(&message.author).is_some_and(|author| author.bot);
        let Some(channel) = self.channels.get(&message.channel) else { return };
        if by_bot && message.only_for.is_none() {
            let custom_ids = message.custom_ids();
            self.tell_guide(&Happening::Posted { channel: &channel.name, custom_ids });
        }
    }

    /// Posts what Discord itself says.
    pub fn post_system(
        &mut self,
        channel: u64,
        about: u64,
        kind: MessageKind,
        reference: Option<(u64, Option<u64>)>,
        now: DateTime<Utc>,
    ) {
        let name = reference.and_then(|(id, _)| self.channels.get(&id)).map(|one| one.name.clone());
        let content = name.filter(|_| kind == MessageKind::ThreadCreated).unwrap_or_default();
        let plain = self.new_message(channel, about, &Value::Null, &[], now);
        self.post(Message { kind, reference, content, ..plain });
    }

    /// Changes what the body names of a message. An edit pings nobody.
    pub fn edit(
        &mut self,
        channel: u64,
        message: u64,
        body: &Value,
        files: &[Upload],
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let mut changed =
            self.message(channel, message).cloned().ok_or(ApiError::UNKNOWN_MESSAGE)?;
        if !changed.kind.is_written() {
            return Err(ApiError::SYSTEM_MESSAGE);
        }
        let before = changed.attachments.clone();
        if let Some(kept) = body["attachments"].as_array() {
            changed
                .attachments
                .retain(|known| kept.iter().any(|one| id_of(&one["id"]) == Some(*known)));
        }
        changed.attachments.extend(self.keep_uploads(channel, body, files, now));
        if let Some(content) = body.get("content") {
            changed.content = content.as_str().unwrap_or_default().trim().to_owned();
            let place = self.channels.get(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?;
            let allowed = &body["allowed_mentions"];
            let mentions = self.mentions(place, changed.author, &changed.content, allowed);
            (changed.mentions, changed.mention_roles) = (mentions.users, mentions.roles);
        }
        if let Some(embeds) = body.get("embeds") {
            changed.embeds = self.shown_embeds(embeds, &changed.attachments);
            self.strip_embeds(&mut changed);
        }
        if let Some(components) = body.get("components") {
            changed.components = self.shown_components(components, &changed.attachments);
        }
        if let Some(flags) = body["flags"].as_u64() {
            let may = SUPPRESS_EMBEDS | IS_COMPONENTS_V2;
            changed.flags = (changed.flags & !SUPPRESS_EMBEDS) | (flags & may);
        }
        let was_loading = changed.flags & LOADING != 0;
        changed.flags &= !LOADING;
        changed.edited = if was_loading { None } else { Some(now) };
        if changed.says_nothing() {
            return Err(ApiError::EMPTY_MESSAGE);
        }
        for gone in before.iter().filter(|file| !changed.attachments.contains(file)) {
            self.files.remove(gone);
        }
        let found = self.message_mut(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
        *found = changed;
        self.announce_message("MESSAGE_UPDATE", channel, message);
        Ok(())
    }

    /// Discord posts the message of whoever may not embed, and leaves the embeds out.
    pub fn strip_embeds(&self, message: &mut Message) {
        let channel = self.channels.get(&message.channel);
        let held = channel.map_or(0, |channel| self.permissions(channel, message.author));
        if held & permissions::EMBED_LINKS == 0 {
            message.embeds = Value::Array(Vec::new());
        }
    }

    /// Takes a message away, and what was sent with it.
    pub fn delete(&mut self, channel: u64, message: u64) -> Result<(), ApiError> {
        let found = self.message(channel, message).ok_or(ApiError::UNKNOWN_MESSAGE)?;
        let public = found.only_for.is_none();
        self.remove(channel, message);
        if public {
            self.announce_deleted(channel, message);
        }
        Ok(())
    }

    /// Takes messages away together.
    pub fn delete_all(&mut self, channel: u64, messages: &[u64]) {
        messages.iter().for_each(|message| self.remove(channel, *message));
        self.announce_deleted_together(channel, messages);
    }

    fn remove(&mut self, channel: u64, message: u64) {
        let of = self.channels.get_mut(&channel);
        let gone = of.and_then(|channel| channel.messages.remove(&message));
        for file in gone.into_iter().flat_map(|gone| gone.attachments) {
            self.files.remove(&file);
        }
    }

    /// Pins a message, and says so in its channel.
    pub fn pin(
        &mut self,
        channel: u64,
        message: u64,
        by: u64,
        now: DateTime<Utc>,
    ) -> Result<(), ApiError> {
        let of = self.channels.get_mut(&channel).ok_or(ApiError::UNKNOWN_CHANNEL)?;
        let pinned = of.messages.values().filter(|one| one.pinned.is_some()).count();
        let found = of.messages.get_mut(&message).filter(|found| found.only_for.is_none());
        let found = found.ok_or(ApiError::UNKNOWN_MESSAGE)?;
        match found.pinned {
            Some(_) => return Ok(()),
            None if !found.kind.is_written() => return Err(ApiError::SYSTEM_MESSAGE),
            None if pinned >= MOST_PINS => return Err(ApiError::TOO_MANY_PINS),
            None => found.pinned = Some(now),
        }
        of.pinned = Some(now);
        self.announce_message("MESSAGE_UPDATE", channel, message);
        self.announce_pins(channel);
        self.post_system(channel, by, MessageKind::Pinned, Some((channel, Some(message))), now);
        Ok(())
    }

    pub fn unpin(&mut self, channel: u64, message: u64) -> Result<(), ApiError> {
        let found = self.message_mut(channel, message).filter(|one| one.only_for.is_none());
        found.ok_or(ApiError::UNKNOWN_MESSAGE)?.pinned = None;
        self.announce_message("MESSAGE_UPDATE", channel, message);
        self.announce_pins(channel);
        Ok(())
    }

    /// Whether a channel takes messages from a bot: a human may have closed their door, or have left the last
    /// guild that both are in.
    pub fn takes_messages(&self, channel: &Channel) -> Result<(), ApiError> {
        if channel.kind != DM {
            return Ok(());
        }
        let mut people = channel.recipients.iter().filter_map(|id| self.users.get(id));
        let is_in = |guild: &super::Guild| {
            channel.recipients.iter().all(|id| guild.members.contains_key(id))
        };
        if people.any(|user| user.dms_closed) {
            Err(ApiError::CANNOT_DM)
        } else if self.guilds.values().any(is_in) {
            Ok(())
        } else {
            Err(ApiError::NO_MUTUAL_GUILD)
        }
    }
}
