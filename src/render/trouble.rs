//! What went wrong, told to the person: what happened, why, and what to do now.

use crate::actions::{ActionError, Conflict, Invalid, Missing};
use crate::domain::language::Language;
use crate::domain::permission::WhoMay;
use crate::domain::wording::BadWording;

use super::Message;
use super::texts::{Arg, text};

/// The text for an error. `reference` stands in the log beside an internal one.
pub fn message(language: Language, error: &ActionError, reference: &str) -> Message {
    let say = |key: &str| text(language, key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| text(language, key, &[arg]);
    Message::text(match error {
        ActionError::Denied(who) => say(match who {
            WhoMay::ChairAndOfficial => "denied-chair-and-official",
            WhoMay::TheMember => "denied-the-member",
            WhoMay::TheSubstitute => "denied-the-substitute",
            WhoMay::TheGroup => "denied-the-group",
        }),
        ActionError::NotFound(missing) => say(match missing {
            Missing::Organisation => "not-found-organisation",
            Missing::Link => "not-found-link",
            Missing::Group => "not-found-group",
            Missing::Meeting => "not-found-meeting",
            Missing::Member => "not-found-member",
        }),
        ActionError::Conflict(conflict) => say(match conflict {
            Conflict::MeetingCancelled => "conflict-meeting-cancelled",
            Conflict::MeetingBegun => "conflict-meeting-begun",
            Conflict::SameTime => "conflict-same-time",
            Conflict::NotAbsent => "conflict-not-absent",
            Conflict::NotSummoned => "conflict-not-summoned",
            Conflict::AlreadyFounded => "conflict-already-founded",
        }),
        ActionError::Invalid(invalid) => match invalid {
            Invalid::Date(typed) => say_with("invalid-date", ("typed", shortened(typed).into())),
            Invalid::Time(typed) => say_with("invalid-time", ("typed", shortened(typed).into())),
            Invalid::Place(BadWording::Empty) => say("invalid-place-empty"),
            Invalid::Place(BadWording::TooLong(max)) => {
                say_with("invalid-place-too-long", limit(*max))
            }
            Invalid::Reason(BadWording::Empty) => say("invalid-reason-empty"),
            Invalid::Reason(BadWording::TooLong(max)) => {
                say_with("invalid-reason-too-long", limit(*max))
            }
            Invalid::InThePast => say("invalid-in-the-past"),
            Invalid::TooFarAhead => say("invalid-too-far-ahead"),
            Invalid::Length => say("invalid-length"),
        },
        ActionError::Internal(_) => {
            say_with("internal", ("reference", reference.to_owned().into()))
        }
    })
}

/// A button that we never made, or no longer make.
pub fn unknown_button(language: Language) -> Message {
    Message::text(text(language, "unknown-button", &[]))
}

/// A command that could not be read.
pub fn bad_command(language: Language) -> Message {
    Message::text(text(language, "bad-command", &[]))
}

fn limit(max: usize) -> Arg<'static> {
    ("max", i64::try_from(max).unwrap_or(i64::MAX).into())
}

/// What somebody typed, short enough to be shown back.
fn shortened(typed: &str) -> String {
    super::names::plain(&typed.chars().take(60).collect::<String>())
}
