//! What a person, or the clock, does: authorise, decide, write; in one transaction together with
//! the notices that are owed because of it.
//!
//! Never talks to Discord and never reads the clock: `now` comes in as a value. Reads go through
//! here too, so that nobody sees what they may not.

pub mod absence;
mod accounts;
pub mod calling;
pub mod choices;
mod coming;
pub mod forgetting;
pub mod founding;
mod identity;
mod ladder;
pub mod me;
pub mod meeting;
pub mod notices;
pub mod progress;
pub mod registry;
pub mod reply;
pub mod summons;
pub mod view;
mod work;

use chrono::NaiveDate;

use crate::domain::account::{ChannelId, GuildId, UserId};
use crate::domain::meeting::Refusal;
use crate::domain::period::Period;
use crate::domain::permission::WhoMay;
use crate::domain::roster::Unread;
use crate::domain::seat::{AppointerKind, Capacity};
use crate::domain::wording::BadWording;
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
}

impl Caller {
    /// Somebody in a guild who has no rights over it.
    pub const fn in_guild(guild: GuildId, account: UserId) -> Self {
        Self { guild: Some(guild), account, administrator: false, channel: None }
    }
}

/// Why an action was not carried out. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    #[error("only {0:?} may")]
    Denied(WhoMay),
    #[error("{0:?} not found")]
    NotFound(Missing),
    #[error("not valid: {0:?}")]
    Invalid(Invalid),
    #[error("not possible now: {0:?}")]
    Conflict(Conflict),
    #[error(transparent)]
    Internal(#[from] StoreError),
    #[error("the operating system gives no random numbers: {0}")]
    NoRandomness(String),
}

impl ActionError {
    /// What it is without the words in it, for the program's log: that holds no names.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Denied(_) => "denied",
            Self::NotFound(_) => "not found",
            Self::Invalid(_) => "not valid",
            Self::Conflict(_) => "not possible now",
            Self::Internal(_) => "internal",
            Self::NoRandomness(_) => "no randomness",
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
    Appointer,
    /// The group's official.
    Official,
    /// An import that waits.
    Import,
    /// A linking code: wrong, used or expired, nobody is told which.
    Code,
}

/// What was typed and cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    Date(String),
    Time(String),
    Place(BadWording),
    Reason(BadWording),
    InThePast,
    /// A last day that has passed already.
    PastDay(NaiveDate),
    TooFarAhead,
    Length,
    EndsBeforeItBegins,
    Name(BadWording),
    Mandate(BadWording),
    Zone(String),
    /// The officials' channel is the group's own.
    SameChannel,
    LeadTime,
    PostingSchedule(String),
    /// The part that cannot be read.
    Composition(String),
    /// A change of a seat needs this to be filled in.
    Lacks(Field),
    /// Who leaves has one day, and two are filled in.
    TwoDays,
    /// The appointer is known, as another kind.
    KindDiffers(AppointerKind),
    /// The change does not heed this field, which is filled in.
    Unused(Field),
    /// Handing over goes alone: what else is set would be somebody else's settings.
    HandOverAlone,
    /// A file that was not read.
    File(Unread),
    /// A file, from a day in the past, that leaves out somebody who sat since: who, from when to when.
    ErasesHistory(String, Period),
}

/// A field of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Change,
    Seat,
    Person,
    Appointer,
    Kind,
    Office,
    From,
    Until,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The meeting has not been decided on yet.
    MeetingIsDraft,
    MeetingCancelled,
    MeetingBegun,
    /// The group has a meeting at that time already.
    SameTime,
    /// There is no absence to take back.
    NotAbsent,
    /// The substitute is not, or no longer, asked to come.
    NotSummoned,
    /// The substitute comes to the meeting for another seat already.
    FillsAnother,
    /// The guild has its organisation already.
    AlreadyFounded,
    /// The group has ended, on that day: it is read-only.
    GroupEnded(NaiveDate),
    /// The group has not begun on the day of the meeting; that is its first day.
    GroupBegins(NaiveDate),
    /// The group meets after that day.
    MeetingsAfter(NaiveDate),
    /// Somebody else has that name.
    NameTaken(String),
    /// Another group has that name, in whatever case.
    GroupNameTaken(String),
    /// The account is another person's, of this name.
    AccountTaken(String),
    /// The caller's account is linked already, to a person of this name.
    AlreadyLinked(String),
    /// The two are one person.
    SamePerson,
    /// Somebody of this name is the group's official, and cannot be their own deputy.
    IsOfficial(String),
    /// An official is that of this group too, which the caller does not administer.
    HoldsElsewhere(String, String),
    /// A person belongs to that group too, which the caller does not administer.
    BelongsElsewhere(String, String),
    /// Nobody sits there who could leave, be renamed or become ordinary.
    NobodySits(Capacity),
    /// Somebody is appointed within that time: who, and from when to when.
    SeatTaken(String, Period),
    /// The same, of somebody who begins after the first day that was asked for.
    SeatTakenLater(String, Period),
    /// The same, of somebody who begins today or later, and may be let go before.
    SeatTakenSince(String, Period),
    /// The seat has been abolished.
    SeatGone,
    /// The seat ends with that day.
    SeatEnds(NaiveDate),
    /// What was shown is not true any more.
    ImportOutdated,
    /// Too many wrong codes were tried.
    TooManyGuesses,
}

impl From<Refusal> for ActionError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::InThePast => Self::Invalid(Invalid::InThePast),
            Refusal::TooFarAhead => Self::Invalid(Invalid::TooFarAhead),
            Refusal::BadLength => Self::Invalid(Invalid::Length),
            Refusal::NotScheduled => Self::Conflict(Conflict::MeetingIsDraft),
            Refusal::AlreadyCancelled => Self::Conflict(Conflict::MeetingCancelled),
            Refusal::AlreadyBegun => Self::Conflict(Conflict::MeetingBegun),
        }
    }
}
