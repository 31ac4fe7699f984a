//! What a person, or the clock, does: authorise, decide, write; in one transaction together with
//! the notices that are owed because of it.
//!
//! Never talks to Discord and never reads the clock: `now` comes in as a value. Reads go through
//! here too, so that nobody sees what they may not.

pub mod absence;
pub mod accounts;
pub mod agenda;
pub mod attendance;
pub mod calendar;
pub mod calling;
pub mod choices;
mod coming;
pub mod forgetting;
pub mod forms;
pub mod founding;
mod identity;
mod ladder;
pub mod me;
pub mod meeting;
pub mod notes;
pub mod notices;
pub mod organisation;
pub mod presence;
pub mod progress;
pub mod question;
pub mod reach;
pub mod registry;
pub mod reminding;
pub mod reply;
pub mod summons;
mod timed;
pub mod typed;
pub mod view;
mod work;

use accounts::AccountRefusal;
use calendar::addresses::AddressRefusal;
use question::{Agreed, Question};
use registry::refusal::{ImportRefusal, RegisterRefusal};
use reply::ReplyRefusal;
use typed::Typed;

use crate::domain::account::{ChannelId, GuildId, InteractionId, UserId};
use crate::domain::agenda::AgendaRefusal;
use crate::domain::language::Language;
use crate::domain::meeting::MeetingRefusal;
use crate::domain::notes::{FileRefusal, NotesRefusal};
use crate::domain::permission::WhoMay;
use crate::domain::presence::PresenceRefusal;
use crate::domain::roster::SeatRefusal;
use crate::store::StoreError;

/// Who calls an action: a chat account, in a guild. In a direct message there is no guild.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    pub guild: Option<GuildId>,
    pub account: UserId,
    /// Whether the account may administer the chat server.
    pub administrator: bool,
    /// Where they call from.
    pub channel: Option<ChannelId>,
    /// What they did to call: what has been kept of it once is not done again.
    pub interaction: Option<InteractionId>,
    /// The language that they read, and type in.
    pub language: Language,
    /// What they have been told follows, and want so.
    pub agreed: Agreed,
}

impl Caller {
    /// Somebody in a guild who has no rights over it.
    pub const fn in_guild(guild: GuildId, account: UserId) -> Self {
        Self {
            guild: Some(guild),
            account,
            administrator: false,
            channel: None,
            interaction: None,
            language: Language::Swedish,
            agreed: Agreed::ALL,
        }
    }
}

/// Why an action was not carried out: nothing has changed, but for `Uncertain`. What may be refused stands beside the actions
/// that refuse it, a family each.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    #[error("only {0:?} may")]
    Denied(WhoMay),
    #[error("{0:?} not found")]
    NotFound(Missing),
    #[error("cannot be read: {0:?}")]
    Typed(Vec<Typed>),
    #[error("not with the meeting: {0:?}")]
    Meeting(MeetingRefusal),
    #[error("not as a reply: {0:?}")]
    Reply(ReplyRefusal),
    #[error("not in the register: {0:?}")]
    Register(RegisterRefusal),
    #[error("not with the seat: {0:?}")]
    Seat(SeatRefusal),
    #[error("not from the file: {0:?}")]
    Import(ImportRefusal),
    #[error("not with the account: {0:?}")]
    Account(AccountRefusal),
    #[error("not with the calendar's address: {0:?}")]
    Address(AddressRefusal),
    #[error("not with the agenda: {0:?}")]
    Agenda(AgendaRefusal),
    #[error("not in the register of attendance: {0:?}")]
    Presence(PresenceRefusal),
    #[error("not with the notes: {0:?}")]
    Notes(NotesRefusal),
    #[error("not from the file with notes: {0:?}")]
    NotesFile(FileRefusal),
    /// What follows is grave, or may not be meant: it is said first.
    #[error("asks first: {0:?}")]
    Asks(Box<Question>),
    #[error(transparent)]
    Internal(StoreError),
    /// It may have been carried out all the same.
    #[error(transparent)]
    Uncertain(StoreError),
    #[error("the operating system gives no random numbers: {0}")]
    NoRandomness(String),
    /// The same press or command has been carried out before.
    #[error("it has been carried out before")]
    Repeated,
    /// It has been carried out, and what came of it was lost on the way.
    #[error("it was carried out, and nobody knows more")]
    Unanswered,
}

impl ActionError {
    /// What it is without the words in it, for the program's log: that holds no names.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Denied(_) => "denied",
            Self::NotFound(_) => "not found",
            Self::Typed(_) => "cannot be read",
            Self::Meeting(_) => "not with the meeting",
            Self::Reply(_) => "not as a reply",
            Self::Register(_) => "not in the register",
            Self::Address(_) => "not with the calendar's address",
            Self::Seat(_) => "not with the seat",
            Self::Import(_) => "not from the file",
            Self::Account(_) => "not with the account",
            Self::Agenda(_) => "not with the agenda",
            Self::Presence(_) => "not in the register of attendance",
            Self::Notes(_) => "not with the notes",
            Self::NotesFile(_) => "not from the file with notes",
            Self::Asks(_) => "asks first",
            Self::Internal(_) => "internal",
            Self::Uncertain(_) => "uncertain",
            Self::NoRandomness(_) => "no randomness",
            Self::Repeated => "repeated",
            Self::Unanswered => "unanswered",
        }
    }
}

/// What could not be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The guild has no organisation yet.
    Organisation,
    /// The chat account is not linked to a person.
    Link,
    Group,
    Meeting,
    /// The member of a meeting who was named.
    Member,
    /// The seat that was named.
    Seat,
    /// The person who was named.
    Person,
    /// The person who was named, among those of the groups that the caller administers.
    PersonOfTheirs,
    Appointer,
    /// The group's official.
    Official,
    /// The agenda item that was named.
    Item,
    /// The topic that was named.
    Topic,
    /// Who was named, among those who are co-opted.
    Guest,
    /// What somebody was to be co-opted for.
    ItemOrMeeting,
    /// The plan for a substitute.
    Plan,
    /// A line of the register of attendance.
    Place,
    /// A section of notes.
    Section,
    /// A file with notes that waited.
    NotesFile,
    /// A form that was filled in and refused.
    Form,
    /// An import that waits.
    Import,
    /// A calendar's address that was named.
    Address,
    /// A linking code: wrong, used or expired, nobody is told which.
    Code,
}

impl From<StoreError> for ActionError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Uncertain(_) => Self::Uncertain(error),
            other => Self::Internal(other),
        }
    }
}

impl From<AgendaRefusal> for ActionError {
    fn from(refusal: AgendaRefusal) -> Self {
        Self::Agenda(refusal)
    }
}

impl From<MeetingRefusal> for ActionError {
    fn from(refusal: MeetingRefusal) -> Self {
        Self::Meeting(refusal)
    }
}
