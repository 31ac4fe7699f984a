//! Notes of a meeting: `draft → published → approved` (product rules, "Notes").
//!
//! A draft is [`Section`]s that are written one by one, by whoever may, and that keep being there when it is published;
//! what is published is a [`Revision`], which never changes: what is written afterwards becomes the next one.

mod attached;
mod conflict;
mod content;
mod difference;
mod folded;
mod posts;

pub use attached::{Attached, FileRefusal, LARGEST_FILE, attached};
pub use conflict::{Clash, Meant};
pub use content::{Attendee, Chapter, Content, PriorApproval, ReadAs};
pub use difference::{Line, difference};
pub use folded::{folded, passage};
pub use posts::{MOST_POSTS, Passage, posts};

use chrono::{DateTime, Utc};

use super::account::ChannelId;
use super::id::{ItemId, MeetingId, PersonId, SectionId};
use super::wording::{Prose, Title};

/// How many sections notes may have that stand on no agenda.
pub const MOST_OWN_SECTIONS: usize = 40;
/// How many characters one input of a form holds (Discord's documentation, "Text Input").
pub const MOST_IN_INPUT: usize = 4000;

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionOf {
    /// An item of the agenda.
    Item(ItemId),
    /// Something that came up at the meeting.
    Own(SectionId),
}

impl std::fmt::Display for SectionOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Item(item) => write!(f, "i{item}"),
            Self::Own(section) => write!(f, "o{section}"),
        }
    }
}

impl std::str::FromStr for SectionOf {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let item = text.strip_prefix('i').and_then(|id| id.parse().ok()).map(Self::Item);
        let own = || text.strip_prefix('o').and_then(|id| id.parse().ok()).map(Self::Own);
        item.or_else(own).ok_or(())
    }
}

/// One section of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub of: SectionOf,
    /// The item's title, or what somebody called it.
    pub heading: Title,
    /// What was said, and what was agreed.
    pub said: Option<Prose>,
    pub agreed: Option<Prose>,
    /// Rises with every change; 0 for what nobody has written yet.
    pub version: i64,
    /// Who wrote last.
    pub by: Option<PersonId>,
    pub changed: Option<DateTime<Utc>>,
}

impl Section {
    /// A section of which nothing is written yet.
    pub const fn new(of: SectionOf, heading: Title) -> Self {
        Self { of, heading, said: None, agreed: None, version: 0, by: None, changed: None }
    }

    /// Whether the same stands in both.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let (one, other) = ((self, &self.said), (other, &other.said));
        (&one.0.heading, one.1, &one.0.agreed) == (&other.0.heading, other.1, &other.0.agreed)
    }

    pub const fn is_empty(&self) -> bool {
        self.said.is_none() && self.agreed.is_none()
    }
}

/// Notes as they were published.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    pub meeting: MeetingId,
    /// From 1 on.
    pub number: i64,
    pub content: Content,
    pub published: DateTime<Utc>,
    pub by: Option<PersonId>,
    /// Who had written anything of it until then.
    pub writers: Vec<PersonId>,
}

/// That a revision was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Whose notes.
    pub meeting: MeetingId,
    pub revision: i64,
    /// At which meeting.
    pub at_meeting: MeetingId,
    pub by: PersonId,
    pub at: DateTime<Utc>,
}

/// The number by which notes are known: the third of a group's in a year.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct NotesNumber {
    pub year: i32,
    pub number: i64,
}

impl std::fmt::Display for NotesNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.year)
    }
}

/// What is known of a meeting's notes besides what stands in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotesHead {
    /// Once they have been published.
    pub number: Option<NotesNumber>,
    /// Who may approve them beside those who always may.
    pub adjuster: Option<PersonId>,
}

/// Where a group's notes go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotesPlaces {
    /// A channel of their own, if they have one.
    pub channel: Option<ChannelId>,
    /// They stand on the meeting's page too.
    pub on_page: bool,
}

/// Why nothing was done with notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesRefusal {
    /// The meeting has not begun: there is nothing to write about.
    NotBegun,
    Cancelled,
    /// Nothing is written.
    Empty,
    /// What is written is what was published last.
    Unchanged,
    NotPublished,
    AlreadyApproved,
    /// Whoever wrote them does not approve them alone.
    OwnNotes,
    /// There has been no meeting since at which they could have been approved.
    NoLaterMeeting,
    TooManySections(usize),
    /// Somebody has written meanwhile.
    Changed,
    /// Nobody who shares a seat is to be left a word.
    NobodyToTell,
}

/// Whether somebody may approve a revision as far as it matters who wrote it: never the author alone. Whoever published it
/// does not, nor who wrote all of it.
pub fn may_approve(person: PersonId, published_by: Option<PersonId>, writers: &[PersonId]) -> bool {
    let wrote_all = !writers.is_empty() && writers.iter().all(|writer| *writer == person);
    published_by != Some(person) && !wrote_all
}

/// A long text in parts that a form can hold each, parted between paragraphs or lines where that is possible.
pub fn in_parts(text: &str, most: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut rest: Vec<char> = line.chars().collect();
        while !rest.is_empty() {
            let room = parts.last().map_or(0, |part| most - part.chars().count());
            if rest.len() <= room {
                if let Some(part) = parts.last_mut() {
                    part.extend(rest.drain(..));
                }
            } else {
                // A line that fits nowhere is cut.
                let cut = rest.len().min(most);
                parts.push(rest.drain(..cut).collect());
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_approves_what_is_theirs_alone() {
        let (author, other) = (PersonId(1), PersonId(2));
        assert!(!may_approve(author, Some(author), &[author]));
        assert!(!may_approve(author, Some(other), &[author]), "somebody else pressed the button");
        assert!(!may_approve(author, Some(author), &[author, other]));
        assert!(may_approve(other, Some(author), &[author]));
        assert!(may_approve(other, Some(author), &[author, other]));
        assert!(may_approve(author, Some(other), &[]), "a file was taken in by somebody else");
    }

    #[test]
    fn a_section_is_read_as_it_is_written() {
        for of in [SectionOf::Item(ItemId(7)), SectionOf::Own(SectionId(8))] {
            assert_eq!(of.to_string().parse(), Ok(of));
        }
    }

    proptest! {
        #[test]
        fn parts_are_the_whole_text_and_none_is_too_long(
            text in "([a-zåäö ]{0,50}\n){0,12}[a-z]{0,70}", most in 10..60usize
        ) {
            let parts = in_parts(&text, most);
            prop_assert_eq!(parts.concat(), text);
            for part in &parts {
                prop_assert!((1..=most).contains(&part.chars().count()));
            }
        }
    }
}
