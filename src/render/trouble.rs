//! What went wrong, told to the person: what happened, why, and what to do now.

use crate::actions::registry::settings_request::LONGEST_LEAD;
use crate::actions::{ActionError, Conflict, Field, Invalid, Missing};
use crate::domain::language::Language;
use crate::domain::period::{Period, day_before};
use crate::domain::permission::WhoMay;
use crate::domain::seat::Capacity;
use crate::domain::typed_word::kind;
use crate::domain::wording::BadWording;

use super::changes::period;
use super::commands::typed;
use super::names::{name_or_former, plain};
use super::texts::{Arg, text};
use super::when::day;
use super::{Message, faults};

/// The text for an error. `reference` stands in the log beside an internal one.
pub fn message(language: Language, error: &ActionError, reference: &str) -> Message {
    let say = |key: &str| text(language, key, &[]);
    match error {
        ActionError::Denied(who) => Message::text(say(denied(*who))),
        ActionError::NotFound(missing) => {
            let args = [
                ("command", typed(language, "group-create").into()),
                ("other", typed(language, "me-link").into()),
            ];
            Message::text(text(language, not_found(*missing), &args))
        }
        ActionError::Conflict(conflict) => Message::text(in_the_way(language, conflict)),
        ActionError::Invalid(Invalid::File(why)) => faults::message(language, why),
        ActionError::Invalid(invalid) => Message::text(not_valid(language, invalid)),
        ActionError::Internal(_) | ActionError::NoRandomness(_) => {
            let args = [("reference", reference.to_owned().into())];
            Message::text(text(language, "internal", &args))
        }
    }
}

const fn denied(who: WhoMay) -> &'static str {
    match who {
        WhoMay::Administrator => "denied-administrator",
        WhoMay::AdministratorAndOfficial => "denied-administrator-and-official",
        WhoMay::ChairAndOfficial => "denied-chair-and-official",
        WhoMay::Official => "denied-official",
        WhoMay::TheMember => "denied-the-member",
        WhoMay::TheSubstitute => "denied-the-substitute",
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
        Missing::Appointer => "not-found-appointer",
        Missing::Official => "not-found-official",
        Missing::Import => "not-found-import",
        Missing::Code => "not-found-code",
    }
}

fn in_the_way(language: Language, conflict: &Conflict) -> String {
    let say = |key: &str| text(language, key, &[]);
    let about = |key: &str, name: &str| text(language, key, &[("person", plain(name).into())]);
    let taken = |key: &str, name: &str, theirs: Period| {
        let args = [("person", plain(name).into()), ("period", period(language, theirs).into())];
        text(language, key, &args)
    };
    match conflict {
        Conflict::MeetingIsDraft => say("conflict-meeting-is-draft"),
        Conflict::MeetingCancelled => say("conflict-meeting-cancelled"),
        Conflict::MeetingBegun => say("conflict-meeting-begun"),
        Conflict::SameTime => say("conflict-same-time"),
        Conflict::NotAbsent => say("conflict-not-absent"),
        Conflict::NotSummoned => say("conflict-not-summoned"),
        Conflict::FillsAnother => say("conflict-fills-another"),
        Conflict::AlreadyFounded => say("conflict-already-founded"),
        Conflict::GroupBegins(first) => {
            text(language, "conflict-group-begins", &[("day", day(language, *first).into())])
        }
        Conflict::GroupEnded(last) => {
            text(language, "conflict-group-ended", &[("day", day(language, *last).into())])
        }
        Conflict::MeetingsAfter(last) => {
            let args = [
                ("day", day(language, *last).into()),
                ("command", typed(language, "group-end").into()),
            ];
            text(language, "conflict-meetings-after", &args)
        }
        Conflict::GroupNameTaken(name) => {
            let args = [
                ("group", plain(name).into()),
                ("command", typed(language, "group-settings").into()),
            ];
            text(language, "conflict-group-name-taken", &args)
        }
        Conflict::NameTaken(name) => about("conflict-name-taken", name),
        Conflict::AccountTaken(name) => about("conflict-account-taken", name),
        Conflict::AlreadyLinked(name) => about("conflict-already-linked", name),
        Conflict::SamePerson => say("conflict-same-person"),
        Conflict::IsOfficial(name) => about("conflict-is-official", name),
        Conflict::HoldsElsewhere(name, group) => {
            let args = [
                ("person", plain(name).into()),
                ("group", plain(group).into()),
                ("command", typed(language, "group-settings").into()),
            ];
            text(language, "conflict-holds-elsewhere", &args)
        }
        Conflict::BelongsElsewhere(name, group) => {
            let args = [("person", plain(name).into()), ("group", plain(group).into())];
            text(language, "conflict-belongs-elsewhere", &args)
        }
        Conflict::NobodySits(Capacity::Substitute) => say("conflict-no-substitute-sits"),
        Conflict::NobodySits(_) => say("conflict-nobody-sits"),
        Conflict::SeatTaken(name, theirs) => taken("conflict-seat-taken", name, *theirs),
        Conflict::SeatTakenLater(name, theirs) => {
            let args = [
                ("person", plain(name).into()),
                ("period", period(language, *theirs).into()),
                ("day", day(language, day_before(theirs.from)).into()),
            ];
            text(language, "conflict-seat-taken-later", &args)
        }
        Conflict::SeatTakenSince(name, theirs) => taken("conflict-seat-taken-since", name, *theirs),
        Conflict::SeatGone => say("conflict-seat-gone"),
        Conflict::SeatEnds(last) => {
            text(language, "conflict-seat-ends", &[("day", day(language, *last).into())])
        }
        Conflict::ImportOutdated => say("conflict-import-outdated"),
        Conflict::TooManyGuesses => say("conflict-too-many-guesses"),
    }
}

fn not_valid(language: Language, invalid: &Invalid) -> String {
    let say = |key: &str| text(language, key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| text(language, key, &[arg]);
    let about = |key: &str, words: &str| say_with(key, ("typed", shortened(words).into()));
    match invalid {
        Invalid::Date(words) => about("invalid-date", words),
        Invalid::Time(words) => about("invalid-time", words),
        Invalid::Place(BadWording::Empty) => say("invalid-place-empty"),
        Invalid::Place(BadWording::TooLong(max)) => say_with("invalid-place-too-long", limit(*max)),
        Invalid::Reason(BadWording::Empty) => say("invalid-reason-empty"),
        Invalid::Reason(BadWording::TooLong(max)) => {
            say_with("invalid-reason-too-long", limit(*max))
        }
        Invalid::Name(BadWording::Empty) => say("invalid-name-empty"),
        Invalid::Name(BadWording::TooLong(max)) => say_with("invalid-name-too-long", limit(*max)),
        Invalid::Mandate(BadWording::Empty) => say("invalid-mandate-empty"),
        Invalid::Mandate(BadWording::TooLong(max)) => {
            say_with("invalid-mandate-too-long", limit(*max))
        }
        Invalid::InThePast => say("invalid-in-the-past"),
        Invalid::PastDay(last) => {
            say_with("invalid-past-day", ("day", day(language, *last).into()))
        }
        Invalid::TooFarAhead => say("invalid-too-far-ahead"),
        Invalid::Length => say("invalid-length"),
        Invalid::EndsBeforeItBegins => say("invalid-ends-before"),
        Invalid::Zone(words) => about("invalid-zone", words),
        Invalid::SameChannel => say("invalid-same-channel"),
        Invalid::HandOverAlone => say("invalid-hand-over-alone"),
        Invalid::LeadTime => say_with("invalid-lead-time", ("max", LONGEST_LEAD.into())),
        Invalid::PostingSchedule(words) => about("invalid-posting-schedule", words),
        Invalid::Composition(words) => about("invalid-composition", words),
        Invalid::Lacks(field) => say(lacks(*field)),
        Invalid::TwoDays => say("invalid-two-days"),
        Invalid::KindDiffers(known) => {
            say_with("invalid-kind-differs", ("typed", kind(language, *known).into()))
        }
        Invalid::Unused(field) => {
            let option = say(&format!("command-group-seat.{}", word(*field)));
            say_with("invalid-unused", ("field", option.into()))
        }
        Invalid::ErasesHistory(name, theirs) => {
            let args = [
                ("person", name_or_former(language, name).into()),
                ("period", period(language, *theirs).into()),
                ("command", typed(language, "group-export").into()),
            ];
            text(language, "invalid-erases-history", &args)
        }
        Invalid::File(why) => faults::lines(language, why).join("\n"),
    }
}

const fn lacks(field: Field) -> &'static str {
    match field {
        Field::Change => "invalid-lacks-change",
        Field::Seat => "invalid-lacks-seat",
        Field::Person => "invalid-lacks-person",
        Field::Appointer => "invalid-lacks-appointer",
        Field::Kind => "invalid-lacks-kind",
        Field::Office => "invalid-lacks-office",
        Field::From | Field::Until => "invalid-lacks-day",
    }
}

/// A field, as the command's own texts call it.
const fn word(field: Field) -> &'static str {
    match field {
        Field::Change => "change",
        Field::Seat => "seat",
        Field::Person => "person",
        Field::Appointer => "appointer",
        Field::Kind => "kind",
        Field::Office => "office",
        Field::From => "from",
        Field::Until => "until",
    }
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
    ("max", max.into())
}

/// What somebody typed, short enough to be shown back.
fn shortened(typed: &str) -> String {
    super::names::plain(&typed.chars().take(60).collect::<String>())
}
