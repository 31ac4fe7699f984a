//! What cannot be said of a place in the register of attendance.

#[cfg(test)]
use crate::actions::ActionError;
use crate::domain::presence::PresenceRefusal;
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: PresenceRefusal) -> String {
    let key = match refusal {
        PresenceRefusal::NobodyThere => "conflict-nobody-there",
        PresenceRefusal::EmptySeat => "conflict-empty-seat",
        PresenceRefusal::NoSubstitute => "conflict-no-substitute",
        PresenceRefusal::OutsideMeeting => "conflict-outside-meeting",
        PresenceRefusal::LeftBeforeComing => "conflict-left-before-coming",
        PresenceRefusal::FillsAnother => "conflict-served-for-another",
        PresenceRefusal::TooManyGuests(most) => {
            return reader.text("conflict-too-many-added", &[super::limit(most)]);
        }
    };
    reader.text(key, &[])
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let all = [
        PresenceRefusal::NobodyThere,
        PresenceRefusal::EmptySeat,
        PresenceRefusal::NoSubstitute,
        PresenceRefusal::OutsideMeeting,
        PresenceRefusal::LeftBeforeComing,
        PresenceRefusal::FillsAnother,
        PresenceRefusal::TooManyGuests(40),
    ];
    all.map(ActionError::from).into()
}
