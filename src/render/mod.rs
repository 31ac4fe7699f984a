//! From facts to messages: what people read, as data, in the reader's language.
//!
//! Never sends anything. Every text stands in `locales/`; channel, direct message and page share
//! what is made here.

pub mod addresses;
pub mod agenda;
#[cfg(test)]
mod album;
pub mod answers;
pub mod button;
pub mod calendar;
mod card;
mod changes;
pub mod check;
pub mod choices;
pub mod commands;
pub mod faults;
pub mod form;
pub mod groups;
pub mod guide;
pub mod ics;
pub mod import;
pub mod log;
pub mod me;
mod names;
pub mod notes;
pub mod notices;
pub mod organisation;
pub mod own;
pub mod page;
mod posting;
pub mod presence;
mod prose;
pub mod reader;
pub mod seats;
pub mod site;
mod texts;
pub mod time_choices;
pub mod trouble;
mod when;
mod who_comes;

use crate::domain::account::UserId;

use button::ButtonId;
use reader::Reader;

/// A message to one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Discord's Markdown, at most 2,000 characters.
    pub text: String,
    pub card: Option<Card>,
    /// Stands above the buttons.
    pub select: Option<Select>,
    pub buttons: Vec<Button>,
    /// The accounts that are to be pinged, and no others are, whatever the text says.
    pub pings: Vec<UserId>,
    pub files: Vec<File>,
    /// It holds a secret, and is shown once.
    pub is_passing: bool,
}

/// A file beside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A framed part of a message (Discord's embed).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub title: String,
    pub body: String,
    pub fields: Vec<Field>,
    pub footer: String,
    pub tone: Tone,
}

/// A titled line or paragraph of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub title: String,
    pub text: String,
}

/// What a card's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Calm,
    Good,
    Waiting,
    Alarming,
    /// Over and done with.
    Past,
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub id: ButtonId,
    pub label: String,
    pub weight: Weight,
}

/// Something to pick from below a message. What is picked acts as a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// What is to be picked.
    pub placeholder: String,
    /// One to 25.
    pub options: Vec<SelectOption>,
}

/// One of the things to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub id: ButtonId,
    pub label: String,
    /// Stands below the label, small.
    pub note: String,
}

/// How a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// What most people will want.
    Main,
    Plain,
    /// Has consequences for others.
    Grave,
}

impl Message {
    /// A message that is text alone.
    pub fn text(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// How many characters a button's label may hold (documentation, "Components").
const MOST_IN_LABEL: usize = 80;

impl Button {
    fn new(reader: Reader, id: ButtonId, label: &str, weight: Weight) -> Self {
        Self { id, label: reader.text(label, &[]), weight }
    }
}
