//! What went wrong, told to the person: what happened, why, and what to do now. A file a family of
//! refusals.

mod account;
mod address;
mod agenda;
mod meeting;
mod notes;
mod presence;
pub mod question;
mod register;
mod seat;
mod typed;

use super::Message;
use super::texts::Arg;
use crate::actions::{ActionError, Missing};
use crate::domain::permission::WhoMay;
use crate::render::reader::Reader;

/// The text for an error. `reference` stands in the log beside an internal one.
pub fn message(reader: Reader, error: &ActionError, reference: &str) -> Message {
    let say = |key: &str| reader.text(key, &[]);
    match error {
        ActionError::Denied(who) => Message::text(say(denied(*who))),
        ActionError::NotFound(missing) => {
            let args = [
                ("command", reader.command("group-create").into()),
                ("other", reader.command("me-link").into()),
            ];
            Message::text(reader.text(not_found(*missing), &args))
        }
        ActionError::Typed(faults) => Message::text(typed::all_unread(reader, faults)),
        ActionError::Meeting(refusal) => Message::text(say(meeting::refused(*refusal))),
        ActionError::Reply(refusal) => Message::text(say(meeting::reply_refused(*refusal))),
        ActionError::Import(refusal) => register::not_carried_out(reader, refusal),
        ActionError::Seat(refusal) => Message::text(seat::refused(reader, refusal)),
        ActionError::Register(refusal) => Message::text(register::refused(reader, refusal)),
        ActionError::Address(refusal) => Message::text(address::refused(reader, refusal)),
        ActionError::Agenda(refusal) => Message::text(agenda::refused(reader, refusal)),
        ActionError::Notes(refusal) => Message::text(notes::refused(reader, *refusal)),
        ActionError::NotesFile(refusal) => Message::text(notes::unread(reader, refusal)),
        ActionError::Presence(refusal) => Message::text(presence::refused(reader, *refusal)),
        ActionError::Account(refusal) => Message::text(account::refused(reader, refusal)),
        ActionError::Asks(question) => question::asked(reader, question),
        ActionError::Repeated => Message::text(say("repeated")),
        ActionError::Unanswered => Message::text(say("unanswered")),
        ActionError::Internal(_) | ActionError::Uncertain(_) | ActionError::NoRandomness(_) => {
            let is_known = !matches!(error, ActionError::Uncertain(_));
            let key = if is_known { "internal" } else { "internal-uncertain" };
            Message::text(reader.text(key, &[("reference", reference.to_owned().into())]))
        }
    }
}

const fn denied(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Administrator => "denied-administrator",
        WhoMay::AdministratorAndOfficial => "denied-administrator-and-official",
        WhoMay::ChairAndOfficial => "denied-chair-and-official",
        WhoMay::ChairOfficialAndAdjuster => "denied-chair-official-and-adjuster",
        WhoMay::Official => "denied-official",
        WhoMay::TheMember => "denied-the-member",
        WhoMay::TheSubstitute => "denied-the-substitute",
        WhoMay::TheProposer => "denied-the-proposer",
        WhoMay::ThePair => "denied-the-pair",
        WhoMay::TheGroup => "denied-the-group",
    }
}

const fn not_found(missing: Missing) -> &'static str {
    match missing {
        Missing::Organisation => "not-found-organisation",
        Missing::Link => "not-found-link",
        Missing::Group => "not-found-group",
        Missing::Meeting => "not-found-meeting",
        Missing::Member => "not-found-member",
        Missing::Seat => "not-found-seat",
        Missing::Person => "not-found-person",
        Missing::PersonOfTheirs => "not-found-person-of-theirs",
        Missing::Appointer => "not-found-appointer",
        Missing::Official => "not-found-official",
        Missing::Item => "not-found-item",
        Missing::Topic => "not-found-topic",
        Missing::Guest => "not-found-guest",
        Missing::ItemOrMeeting => "not-found-item-or-meeting",
        Missing::Plan => "not-found-plan",
        Missing::Place => "not-found-place",
        Missing::Section => "not-found-section",
        Missing::NotesFile => "not-found-notes-file",
        Missing::Form => "not-found-form",
        Missing::Import => "not-found-import",
        Missing::Address => "not-found-address",
        Missing::Code => "not-found-code",
    }
}

/// A button that we never made, or no longer make.
pub fn unknown_button(reader: Reader) -> Message {
    Message::text(reader.text("unknown-button", &[]))
}

/// A command that could not be read.
pub fn bad_command(reader: Reader) -> Message {
    Message::text(reader.text("bad-command", &[]))
}

fn limit(max: usize) -> Arg<'static> {
    ("max", max.into())
}

/// What somebody typed, short enough to be shown back.
fn shortened(reader: Reader, typed: &str) -> String {
    reader.label(&typed.chars().take(60).collect::<String>())
}

/// One of each, for the album. An error's family knows its own.
#[cfg(test)]
pub fn every() -> Vec<ActionError> {
    let denied = [
        WhoMay::Administrator,
        WhoMay::AdministratorAndOfficial,
        WhoMay::ChairAndOfficial,
        WhoMay::ChairOfficialAndAdjuster,
        WhoMay::Official,
        WhoMay::TheMember,
        WhoMay::TheSubstitute,
        WhoMay::TheProposer,
        WhoMay::ThePair,
        WhoMay::TheGroup,
    ];
    let missing = [
        Missing::Organisation,
        Missing::Link,
        Missing::Group,
        Missing::Meeting,
        Missing::Member,
        Missing::Seat,
        Missing::Person,
        Missing::PersonOfTheirs,
        Missing::Appointer,
        Missing::Official,
        Missing::Item,
        Missing::Topic,
        Missing::Guest,
        Missing::ItemOrMeeting,
        Missing::Plan,
        Missing::Place,
        Missing::Section,
        Missing::NotesFile,
        Missing::Form,
        Missing::Import,
        Missing::Address,
        Missing::Code,
    ];
    let internal = [
        ActionError::Internal(crate::store::StoreError::Corrupt("secret".into())),
        ActionError::Uncertain(crate::store::StoreError::Corrupt("secret".into())),
        ActionError::NoRandomness("secret".into()),
        ActionError::Repeated,
        ActionError::Unanswered,
    ];
    let common = denied.map(ActionError::Denied).into_iter();
    let common = common.chain(missing.map(ActionError::NotFound)).chain(internal);
    let families = [
        typed::every(),
        meeting::every(),
        register::every(),
        seat::every(),
        account::every(),
        address::every(),
        agenda::every(),
        presence::every(),
        notes::every(),
    ];
    common.chain(families.into_iter().flatten()).collect()
}
