//! Who reads: in which language, by which clock, and where.

use chrono_tz::Tz;

use super::texts::{self, Arg};
use crate::domain::account::{ChannelId, UserId};
use crate::domain::group::Group;
use crate::domain::language::Language;

/// Where words are read: what stands for itself there, and what has to be written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// A message, in Discord's Markdown: names must be harmless, and accounts and channels are mentioned.
    Discord,
    /// A page, which makes text nodes of what it is given.
    Page,
    /// A table or text file.
    File,
    /// A calendar entry, whose writer takes care of its own separators.
    Ics,
}

/// Whoever reads a text, as far as it must be written for them.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub language: Language,
    /// The clock by which instants are told. UTC for who has none of their own: what tells of a group goes
    /// [by the group's](Self::by_clock_of).
    pub zone: Tz,
    pub surface: Surface,
}

impl Reader {
    /// Somebody who reads a message.
    pub const fn on_discord(language: Language) -> Self {
        Self { language, zone: Tz::UTC, surface: Surface::Discord }
    }

    /// Those who read what a group is sent.
    pub const fn of(group: &Group) -> Self {
        Self { zone: group.rule.zone, ..Self::on_discord(group.language) }
    }

    /// The same reader of what tells of a group.
    pub const fn by_clock_of(self, group: &Group) -> Self {
        Self { zone: group.rule.zone, ..self }
    }

    /// The same reader by another clock.
    pub const fn in_zone(self, zone: Tz) -> Self {
        Self { zone, ..self }
    }

    /// The same reader somewhere else.
    pub const fn on(self, surface: Surface) -> Self {
        Self { surface, ..self }
    }

    /// The text with this key, its places filled in. An attribute is written `key.attribute`.
    pub fn text(self, key: &str, args: &[Arg<'_>]) -> String {
        texts::text(self.language, key, args)
    }

    /// What stands in a notation of its own: a schedule.
    pub fn code(self, words: &str) -> String {
        match self.surface {
            Surface::Discord => format!("`{words}`"),
            Surface::Page | Surface::File | Surface::Ics => words.to_owned(),
        }
    }

    /// An account of nobody's: a mention where that is shown as its name, and otherwise its number.
    pub fn account(self, account: UserId) -> String {
        match self.surface {
            Surface::Discord => format!("<@{account}>"),
            Surface::Page | Surface::File | Surface::Ics => account.to_string(),
        }
    }

    /// A channel: a mention where that is shown as its name, and otherwise its number.
    pub fn channel(self, channel: ChannelId) -> String {
        match self.surface {
            Surface::Discord => format!("<#{channel}>"),
            Surface::Page | Surface::File | Surface::Ics => channel.to_string(),
        }
    }
}
