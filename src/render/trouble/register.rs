//! What cannot be done with a group, and files that are not carried out.

use super::shortened;
#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::registry::refusal::{ImportRefusal, RegisterRefusal};
use crate::actions::registry::settings_request::LONGEST_LEAD;
#[cfg(test)]
use crate::domain::account::ChannelId;
#[cfg(test)]
use crate::domain::period::Period;
use crate::render::changes::period;
use crate::render::reader::Reader;
use crate::render::texts::Arg;
use crate::render::{Message, faults};
#[cfg(test)]
use chrono::NaiveDate;

pub(super) fn refused(reader: Reader, refusal: &RegisterRefusal) -> String {
    let say = |key: &str| reader.text(key, &[]);
    let say_with = |key: &str, arg: Arg<'_>| reader.text(key, &[arg]);
    let about = |key: &str, words: &str| say_with(key, ("typed", shortened(reader, words).into()));
    match refusal {
        RegisterRefusal::AlreadyFounded => say("conflict-already-founded"),
        RegisterRefusal::GroupBegins(first) => {
            reader.text("conflict-group-begins", &[("day", reader.day(*first).into())])
        }
        RegisterRefusal::GroupEndsBefore(last) => {
            reader.text("conflict-group-ends-before", &[("day", reader.date(*last).into())])
        }
        RegisterRefusal::GroupEnded(last) => {
            reader.text("conflict-group-ended", &[("day", reader.day(*last).into())])
        }
        RegisterRefusal::MeetingsAfter(last) => {
            let args = [
                ("day", reader.day(*last).into()),
                ("command", reader.command("group-end").into()),
            ];
            reader.text("conflict-meetings-after", &args)
        }
        RegisterRefusal::GroupNameTaken(name) => {
            let args = [
                ("group", reader.label(name).into()),
                ("command", reader.command("group-settings").into()),
            ];
            reader.text("conflict-group-name-taken", &args)
        }
        RegisterRefusal::SamePerson => say("conflict-same-person"),
        RegisterRefusal::IsOfficial(name) => {
            say_with("conflict-is-official", ("person", reader.label(name).into()))
        }
        RegisterRefusal::HoldsElsewhere(name, group) => {
            let args = [
                ("person", reader.label(name).into()),
                ("group", reader.label(group).into()),
                ("command", reader.command("group-settings").into()),
            ];
            reader.text("conflict-holds-elsewhere", &args)
        }
        RegisterRefusal::PastDay(last) => {
            say_with("invalid-past-day", ("day", reader.day(*last).into()))
        }
        RegisterRefusal::EndsBeforeItBegins => say("invalid-ends-before"),
        RegisterRefusal::SameChannel => say("invalid-same-channel"),
        RegisterRefusal::ChannelUnseen(channel) => {
            say_with("conflict-channel-unseen", ("channel", reader.channel(*channel).into()))
        }
        RegisterRefusal::ChannelClosed(channel) => {
            say_with("conflict-channel-closed", ("channel", reader.channel(*channel).into()))
        }
        RegisterRefusal::ChannelOfOthers(channel) => {
            say_with("conflict-channel-of-others", ("channel", reader.channel(*channel).into()))
        }
        RegisterRefusal::ChannelOfAGroup(channel) => {
            say_with("conflict-channel-of-a-group", ("channel", reader.channel(*channel).into()))
        }
        RegisterRefusal::HandOverAlone => say("invalid-hand-over-alone"),
        RegisterRefusal::LeadTime => say_with("invalid-lead-time", ("max", LONGEST_LEAD.into())),
        RegisterRefusal::PostingSchedule(words) => about("invalid-posting-schedule", words),
        RegisterRefusal::Composition(words) => about("invalid-composition", words),
    }
}

pub(super) fn not_carried_out(reader: Reader, refusal: &ImportRefusal) -> Message {
    match refusal {
        ImportRefusal::Unread(why) => faults::message(reader, why),
        ImportRefusal::ErasesHistory(name, theirs) => {
            let args = [
                ("person", reader.name_or_former(name).into()),
                ("period", period(reader, *theirs).into()),
                ("command", reader.command("group-export").into()),
            ];
            Message::text(reader.text("invalid-erases-history", &args))
        }
        ImportRefusal::Outdated => Message::text(reader.text("conflict-import-outdated", &[])),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let day = |day: u32| NaiveDate::from_ymd_opt(2027, 3, day).unwrap_or_default();
    let january = Period { from: day(1), to: Some(day(31)) };
    let (name, group, typed) = ("Anna *Ek*".to_owned(), "*Kultur*".to_owned(), "*fel*".to_owned());
    let import = [ImportRefusal::ErasesHistory(name.clone(), january), ImportRefusal::Outdated];
    [
        RegisterRefusal::AlreadyFounded,
        RegisterRefusal::GroupNameTaken(group.clone()),
        RegisterRefusal::GroupEnded(day(1)),
        RegisterRefusal::GroupEndsBefore(day(1)),
        RegisterRefusal::GroupBegins(day(1)),
        RegisterRefusal::MeetingsAfter(day(31)),
        RegisterRefusal::PastDay(day(1)),
        RegisterRefusal::EndsBeforeItBegins,
        RegisterRefusal::SameChannel,
        RegisterRefusal::ChannelUnseen(ChannelId(100)),
        RegisterRefusal::ChannelClosed(ChannelId(100)),
        RegisterRefusal::ChannelOfOthers(ChannelId(100)),
        RegisterRefusal::ChannelOfAGroup(ChannelId(100)),
        RegisterRefusal::LeadTime,
        RegisterRefusal::PostingSchedule(typed.clone()),
        RegisterRefusal::Composition(typed),
        RegisterRefusal::HandOverAlone,
        RegisterRefusal::SamePerson,
        RegisterRefusal::IsOfficial(name.clone()),
        RegisterRefusal::HoldsElsewhere(name, group),
    ]
    .map(ActionError::from)
    .into_iter()
    .chain(import.map(ActionError::from))
    .collect()
}
