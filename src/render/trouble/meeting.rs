//! What cannot be done with a meeting, and replies that it does not take.

#[cfg(test)]
use crate::actions::ActionError;
use crate::actions::reply::ReplyRefusal;
use crate::domain::meeting::MeetingRefusal;

pub(super) const fn refused(refusal: MeetingRefusal) -> &'static str {
    match refusal {
        MeetingRefusal::InThePast => "invalid-in-the-past",
        MeetingRefusal::TooFarAhead => "invalid-too-far-ahead",
        MeetingRefusal::BadLength => "invalid-length",
        MeetingRefusal::SameTime => "conflict-same-time",
        MeetingRefusal::NotScheduled => "conflict-meeting-is-draft",
        MeetingRefusal::AlreadyCancelled => "conflict-meeting-cancelled",
        MeetingRefusal::NothingChanged => "conflict-nothing-changed",
        MeetingRefusal::AlreadyCalled => "conflict-meeting-called",
        MeetingRefusal::AlreadyBegun => "conflict-meeting-begun",
        MeetingRefusal::NotBegun => "conflict-meeting-not-begun",
        MeetingRefusal::AlreadyClosed => "conflict-meeting-closed",
        MeetingRefusal::NotClosed => "conflict-meeting-not-closed",
    }
}

pub(super) const fn reply_refused(refusal: ReplyRefusal) -> &'static str {
    match refusal {
        ReplyRefusal::NotAbsent => "conflict-not-absent",
        ReplyRefusal::NotSummoned => "conflict-not-summoned",
        ReplyRefusal::FillsAnother => "conflict-fills-another",
        ReplyRefusal::AtAnotherTime => "conflict-moved-since",
        ReplyRefusal::NotNeeded => "conflict-not-needed",
        ReplyRefusal::OtherFillsAnother => "conflict-other-fills-another",
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let meeting = [
        MeetingRefusal::InThePast,
        MeetingRefusal::TooFarAhead,
        MeetingRefusal::BadLength,
        MeetingRefusal::SameTime,
        MeetingRefusal::NotScheduled,
        MeetingRefusal::AlreadyCancelled,
        MeetingRefusal::NothingChanged,
        MeetingRefusal::AlreadyCalled,
        MeetingRefusal::AlreadyBegun,
        MeetingRefusal::NotBegun,
        MeetingRefusal::AlreadyClosed,
        MeetingRefusal::NotClosed,
    ];
    let reply = [
        ReplyRefusal::NotAbsent,
        ReplyRefusal::NotSummoned,
        ReplyRefusal::FillsAnother,
        ReplyRefusal::AtAnotherTime,
        ReplyRefusal::NotNeeded,
        ReplyRefusal::OtherFillsAnother,
    ];
    meeting.map(ActionError::from).into_iter().chain(reply.map(ActionError::from)).collect()
}
