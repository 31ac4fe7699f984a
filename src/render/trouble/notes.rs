//! What cannot be done with notes, and files with notes that are not taken.

#[cfg(test)]
use crate::actions::ActionError;
use crate::domain::notes::{FileRefusal, LARGEST_FILE, NotesRefusal};
use crate::render::reader::Reader;

pub(super) fn refused(reader: Reader, refusal: NotesRefusal) -> String {
    let key = match refusal {
        NotesRefusal::NotBegun => "conflict-notes-not-begun",
        NotesRefusal::Cancelled => "conflict-notes-cancelled",
        NotesRefusal::Empty => "conflict-notes-empty",
        NotesRefusal::Unchanged => "conflict-notes-unchanged",
        NotesRefusal::NotPublished => "conflict-notes-not-published",
        NotesRefusal::AlreadyApproved => "conflict-notes-approved",
        NotesRefusal::OwnNotes => "conflict-notes-own",
        NotesRefusal::NoLaterMeeting => "conflict-notes-no-later-meeting",
        NotesRefusal::Changed => "conflict-notes-changed",
        NotesRefusal::NobodyToTell => "conflict-nobody-to-tell",
        NotesRefusal::TooManySections(most) => {
            return reader.text("conflict-too-many-sections", &[super::limit(most)]);
        }
    };
    let args = [
        ("write", reader.command("notes-write").into()),
        ("publish", reader.command("notes-publish").into()),
    ];
    reader.text(key, &args)
}

pub(super) fn unread(reader: Reader, refusal: &FileRefusal) -> String {
    match refusal {
        FileRefusal::TooLarge => {
            reader.text("notes-file-too-large", &[super::limit(LARGEST_FILE / 1024)])
        }
        FileRefusal::NotText => reader.text("notes-file-no-text", &[]),
        FileRefusal::Empty => reader.text("notes-file-empty", &[]),
        FileRefusal::TooLong(most) => reader.text("notes-file-too-long", &[super::limit(*most)]),
    }
}

#[cfg(test)]
pub(super) fn every() -> Vec<ActionError> {
    let notes = [
        NotesRefusal::NotBegun,
        NotesRefusal::Cancelled,
        NotesRefusal::Empty,
        NotesRefusal::Unchanged,
        NotesRefusal::NotPublished,
        NotesRefusal::AlreadyApproved,
        NotesRefusal::OwnNotes,
        NotesRefusal::NoLaterMeeting,
        NotesRefusal::Changed,
        NotesRefusal::NobodyToTell,
        NotesRefusal::TooManySections(40),
    ];
    let file = [
        FileRefusal::TooLarge,
        FileRefusal::NotText,
        FileRefusal::Empty,
        FileRefusal::TooLong(40_000),
    ];
    notes.map(ActionError::from).into_iter().chain(file.map(ActionError::from)).collect()
}
