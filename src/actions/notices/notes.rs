//! Notices about notes: the posts in which the group reads them, a line in the meeting's thread, a word from the other of a
//! pair.

use chrono::{DateTime, Utc};

use crate::actions::ActionError;
use crate::actions::notes::approve::{Approved, approved};
use crate::actions::presence::Register;
use crate::actions::view::MeetingView;
use crate::domain::account::ChannelId;
use crate::domain::agenda::Participant;
use crate::domain::group::Group;
use crate::domain::meeting::MeetingState;
use crate::domain::notes::{Content, MOST_POSTS, NotesHead, Revision, posts};
use crate::domain::notice::{Destination, NotesNotice, Owed, Subject};
use crate::domain::person::Person;
use crate::domain::presence::RegisterPlace;
use crate::domain::wording::Reason;
use crate::store::{Connection, notes, people, revisions};

/// The facts of a notice about notes.
#[derive(Clone, Debug)]
pub enum NotesFacts {
    Post(Box<NotesPost>),
    /// That they are published, or that a revision is.
    Line(Box<NotesPost>),
    Word(Box<Word>),
    /// Whoever attended is asked for a word.
    Ask(Box<Register>),
}

/// Notes as they stand in a channel.
#[derive(Clone, Debug)]
pub struct NotesPost {
    pub register: Register,
    pub head: NotesHead,
    /// The newest.
    pub revision: Revision,
    pub approved: Option<Approved>,
    /// The channel of the group's notes, where they have one of their own.
    pub channel: Option<ChannelId>,
    /// Which of the posts; of a line, which revision it tells of.
    pub part: usize,
}

/// What somebody leaves to the other of their pair.
#[derive(Clone, Debug)]
pub struct Word {
    pub view: MeetingView,
    pub from: Option<Person>,
    pub words: Reason,
}

/// How many people a post mentions: it holds 2,000 characters, and a mention takes 23 of them.
pub const MENTIONS_IN_POST: usize = 80;

/// Whom published notes are for: the ordinary members, and who attended for a seat. Each once.
pub fn readers(register: &Register) -> Vec<&Person> {
    let members = register.view.seats.iter().filter_map(|seat| seat.occupied.ordinary.as_ref());
    let lines = register
        .places
        .iter()
        .filter(|one| matches!(one.place, RegisterPlace::Seat(_)))
        .flat_map(|one| &one.lines);
    let there = lines.filter(|line| line.spell().is_some()).filter_map(|line| match line.who {
        Participant::Person(person) => register.person(person),
        Participant::Named(_) => None,
    });
    let mut readers: Vec<&Person> = Vec::new();
    for person in members.chain(there) {
        if readers.iter().all(|one| one.id != person.id) {
            readers.push(person);
        }
    }
    readers
}

/// In how many posts notes stand: as many as their text needs, and as the mentions of their readers do.
pub fn posts_of(register: &Register, content: &Content) -> usize {
    let texts = posts(content).len().min(MOST_POSTS);
    let mentions = readers(register).len().div_ceil(MENTIONS_IN_POST);
    texts.max(mentions).max(1)
}

/// A notice about the notes of a meeting. There is one of its kind, whatever becomes of them.
pub fn about_notes(
    view: &MeetingView,
    kind: NotesNotice,
    destination: Destination,
    now: DateTime<Utc>,
) -> Owed {
    Owed {
        organisation: view.group.organisation,
        kind: kind.into(),
        subject: Subject::Meeting(view.group.id, view.meeting.id),
        occasion: view.meeting.id.0,
        again: None,
        destination,
        person: None,
        caused_by: None,
        due: now,
    }
}

impl NotesFacts {
    pub(super) async fn read(
        db: &mut Connection,
        kind: NotesNotice,
        owed: &Owed,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>, ActionError> {
        let Some(meeting) = owed.subject.meeting() else { return Ok(None) };
        let view = MeetingView::load(db, owed.organisation, meeting, now).await?;
        let place = (owed.organisation, meeting);
        Ok(match kind {
            NotesNotice::Post | NotesNotice::Line => {
                let register = Register::of(db, view).await?;
                let Some(revision) = revisions::revision(db, place, None).await? else {
                    return Ok(None);
                };
                let head = notes::head(db, place).await?.unwrap_or_default();
                let places = notes::places(db, owed.organisation, owed.subject.group()).await?;
                let approved = approved(db, place, revision.number).await?;
                let part = owed.again.and_then(|part| usize::try_from(part).ok()).unwrap_or(0);
                let channel = places.channel;
                let post = NotesPost { register, head, revision, approved, channel, part };
                Some(if kind == NotesNotice::Post {
                    Self::Post(Box::new(post))
                } else {
                    Self::Line(Box::new(post))
                })
            }
            NotesNotice::Word => {
                let words = revisions::words_of(db, place).await?;
                let Some(word) = words.into_iter().find(|one| one.id == owed.occasion) else {
                    return Ok(None);
                };
                let from = people::person(db, owed.organisation, word.from).await?;
                Some(Self::Word(Box::new(Word { view, from, words: word.words })))
            }
            NotesNotice::Ask => Some(Self::Ask(Box::new(Register::of(db, view).await?))),
        })
    }

    pub fn view(&self) -> &MeetingView {
        match self {
            Self::Post(post) | Self::Line(post) => &post.register.view,
            Self::Word(word) => &word.view,
            Self::Ask(register) => &register.view,
        }
    }

    pub fn group(&self) -> &Group {
        &self.view().group
    }

    /// The channel of the group's notes, where they have one of their own.
    pub fn channel(&self) -> Option<ChannelId> {
        match self {
            Self::Post(post) | Self::Line(post) => post.channel,
            Self::Word(_) | Self::Ask(_) => None,
        }
    }

    pub(super) fn is_wanted(&self) -> bool {
        match self {
            Self::Post(post) => post.part < posts_of(&post.register, &post.revision.content),
            // Of what has been revised again since the next line tells.
            Self::Line(post) => i64::try_from(post.part) == Ok(post.revision.number),
            Self::Word(_) => true,
            Self::Ask(register) => register.view.meeting.state == MeetingState::Held,
        }
    }
}
