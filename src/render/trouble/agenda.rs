//! What cannot be done with an agenda.

use super::{limit, shortened};
#[cfg(test)]
use crate::actions::ActionError;
use crate::domain::agenda::AgendaRefusal;
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: &AgendaRefusal) -> String {
    let say = |key: &str| reader.text(key, &[]);
    let most = |key: &str, most: usize| reader.text(key, &[limit(most)]);
    let typed =
        |key: &str, words: &str| reader.text(key, &[("typed", shortened(reader, words).into())]);
    let named = |key: &str, name: &str| reader.text(key, &[("person", reader.label(name).into())]);
    match refusal {
        AgendaRefusal::BadMinutes(words) => typed("invalid-minutes", words),
        AgendaRefusal::BadLink(words) => typed("invalid-link", words),
        AgendaRefusal::UnknownAppointer(words) => typed("invalid-appointer", words),
        AgendaRefusal::AlreadyPlaced => say("conflict-item-placed"),
        AgendaRefusal::AlreadyDeclined => say("conflict-item-declined"),
        AgendaRefusal::AlreadyWithdrawn => say("conflict-item-withdrawn"),
        AgendaRefusal::AlreadyStruck => say("conflict-item-struck"),
        AgendaRefusal::OnlyProposed => say("conflict-item-proposed"),
        AgendaRefusal::MeetingCancelled => {
            let command = reader.command("agenda-carry");
            reader.text("conflict-agenda-cancelled", &[("command", command.into())])
        }
        AgendaRefusal::MeetingOver => {
            let command = reader.command("agenda-carry");
            reader.text("conflict-agenda-over", &[("command", command.into())])
        }
        AgendaRefusal::OtherGroup => say("conflict-other-group"),
        AgendaRefusal::AlreadyThere => say("conflict-already-there"),
        AgendaRefusal::NothingToMove => say("invalid-nothing-to-move"),
        AgendaRefusal::TooMany(max) => most("conflict-too-many-items", *max),
        AgendaRefusal::TooManyTopics(max) => most("invalid-too-many-topics", *max),
        AgendaRefusal::TooManyDocuments(max) => most("conflict-too-many-documents", *max),
        AgendaRefusal::FileTooLarge(max) => most("invalid-file-too-large", *max),
        AgendaRefusal::FilesTooLarge(max) => most("conflict-files-too-large", *max),
        AgendaRefusal::FileUnread => say("invalid-file-unread"),
        AgendaRefusal::DocumentGone => say("conflict-document-gone"),
        AgendaRefusal::OneGuest => say("invalid-one-guest"),
        AgendaRefusal::UnknownAccount => say("conflict-unknown-account"),
        AgendaRefusal::NothingToCome => say("conflict-nothing-to-come"),
        AgendaRefusal::AlreadyGuest(name) => named("conflict-already-guest", name),
        AgendaRefusal::IsMember(name) => named("conflict-guest-is-member", name),
        AgendaRefusal::GuestGone => say("conflict-guest-gone"),
        AgendaRefusal::TooManyGuests(max) => most("conflict-too-many-guests", *max),
        AgendaRefusal::NoPair => say("conflict-no-pair"),
        AgendaRefusal::AlreadyPlanned => say("conflict-already-planned"),
        AgendaRefusal::PlanSettled => say("conflict-plan-settled"),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    [
        AgendaRefusal::BadMinutes("*länge*".into()),
        AgendaRefusal::BadLink("javascript:alert(1)".into()),
        AgendaRefusal::UnknownAppointer("Mora".into()),
        AgendaRefusal::AlreadyPlaced,
        AgendaRefusal::AlreadyDeclined,
        AgendaRefusal::AlreadyWithdrawn,
        AgendaRefusal::AlreadyStruck,
        AgendaRefusal::OnlyProposed,
        AgendaRefusal::MeetingCancelled,
        AgendaRefusal::MeetingOver,
        AgendaRefusal::OtherGroup,
        AgendaRefusal::AlreadyThere,
        AgendaRefusal::NothingToMove,
        AgendaRefusal::TooMany(100),
        AgendaRefusal::TooManyTopics(5),
        AgendaRefusal::TooManyDocuments(10),
        AgendaRefusal::FileTooLarge(10),
        AgendaRefusal::FilesTooLarge(24),
        AgendaRefusal::FileUnread,
        AgendaRefusal::DocumentGone,
        AgendaRefusal::OneGuest,
        AgendaRefusal::UnknownAccount,
        AgendaRefusal::NothingToCome,
        AgendaRefusal::AlreadyGuest("Maria *Ek*".into()),
        AgendaRefusal::IsMember("Anna Alm".into()),
        AgendaRefusal::GuestGone,
        AgendaRefusal::TooManyGuests(20),
        AgendaRefusal::NoPair,
        AgendaRefusal::AlreadyPlanned,
        AgendaRefusal::PlanSettled,
    ]
    .into_iter()
    .map(ActionError::from)
    .collect()
}
