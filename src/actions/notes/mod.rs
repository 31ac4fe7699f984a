//! Notes of meetings: written section by section, published, approved, shown and found.

pub mod approve;
pub mod attach;
pub mod hand_over;
pub mod publish;
pub mod search;
pub mod show;
pub mod write;

use chrono::{DateTime, Datelike, Utc};
use sha2::{Digest, Sha256};

use super::ActionError;
use super::agenda::AgendaItem;
use super::presence::{PlaceShown, Register};
use super::view::MeetingView;
use crate::domain::agenda::Participant;
use crate::domain::local_time::wall;
use crate::domain::meeting::{Meeting, MeetingRefusal};
use crate::domain::notes::{
    Attendee, Chapter, Content, NotesHead, NotesNumber, NotesRefusal, Revision, Section, SectionOf,
};
use crate::domain::presence::{Bound, Mode, Presence, Was};
use crate::store::notes as stored;
use crate::store::{Connection, revisions};

impl From<NotesRefusal> for ActionError {
    fn from(refusal: NotesRefusal) -> Self {
        Self::Notes(refusal)
    }
}

/// The notes of a meeting as they are being written.
#[derive(Clone, Debug)]
pub struct Draft {
    pub register: Register,
    pub head: NotesHead,
    /// By which they are known, or will be.
    pub number: NotesNumber,
    /// Those of the agenda in its order, and then what came up at the meeting.
    pub sections: Vec<Section>,
    /// What was published last.
    pub published: Option<Revision>,
    /// What would be published now.
    pub content: Content,
}

impl Draft {
    /// The notes of a meeting as they are now.
    pub(super) async fn of(db: &mut Connection, view: MeetingView) -> Result<Self, ActionError> {
        let register = Register::of(db, view).await?;
        let of_meeting = (register.view.group.organisation, register.view.meeting.id);
        let head = stored::head(db, of_meeting).await?.unwrap_or_default();
        let group = &register.view.group;
        let number = match head.number {
            Some(number) => number,
            None => {
                let year = wall(group.rule.zone, register.view.meeting.starts).year();
                stored::next_number(db, group.organisation, (group.id, year)).await?
            }
        };
        let written = stored::sections(db, of_meeting).await?;
        let sections = sections(&register.view.agenda.items, written);
        let published = revisions::revision(db, of_meeting, None).await?;
        let content = Content {
            attendees: attendees(&register),
            chapters: chapters(&register.view.agenda.items, &sections),
            approved: approve::approved_at(db, of_meeting).await?,
        };
        Ok(Self { register, head, number, sections, published, content })
    }

    pub const fn view(&self) -> &MeetingView {
        &self.register.view
    }

    /// One of its sections.
    pub fn section(&self, of: SectionOf) -> Option<&Section> {
        self.sections.iter().find(|one| one.of == of)
    }

    /// Whether anything is written.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(Section::is_empty)
    }

    /// Whether publishing it would tell anything new.
    pub fn is_news(&self) -> bool {
        self.published.as_ref().is_none_or(|one| one.content != self.content)
    }

    /// By which it is known again, as long as nobody writes: what somebody looked at is what they publish.
    pub fn mark(&self) -> u32 {
        let mut marks = Sha256::new();
        for one in &self.sections {
            marks.update(format!("{}:{}:{}\n", one.of, one.version, one.heading));
        }
        marks.update(serde_json::to_string(&self.content).unwrap_or_default());
        marks.finalize().iter().take(4).fold(0, |mark, byte| mark << 8 | u32::from(*byte))
    }

    /// Which section is to be written next: the first that is empty behind the one that was written last.
    pub fn next(&self) -> Option<&Section> {
        let last = self.sections.iter().enumerate().filter(|(_, one)| one.changed.is_some());
        let last = last.max_by_key(|(_, one)| one.changed).map_or(0, |(at, _)| at);
        let (before, after) = self.sections.split_at(last.min(self.sections.len()));
        after.iter().chain(before).find(|one| one.is_empty())
    }
}

/// Refuses a meeting of which there is nothing to write.
fn takes_notes(meeting: &Meeting, now: DateTime<Utc>) -> Result<(), NotesRefusal> {
    match meeting.takes_attendance(now) {
        Ok(()) | Err(MeetingRefusal::AlreadyClosed) => Ok(()),
        Err(MeetingRefusal::AlreadyCancelled) => Err(NotesRefusal::Cancelled),
        Err(_) => Err(NotesRefusal::NotBegun),
    }
}

/// A section for each item of the agenda, whether or not it is written yet; what was written about an item that is
/// dealt with elsewhere now; and what came up at the meeting.
fn sections(items: &[AgendaItem], written: Vec<Section>) -> Vec<Section> {
    let mut written = written;
    let mut sections = Vec::new();
    for one in items {
        let of = SectionOf::Item(one.item.id);
        let heading = one.item.title.clone();
        let kept = written.iter().position(|section| section.of == of);
        sections.push(match kept {
            Some(at) => Section { heading, ..written.remove(at) },
            None => Section::new(of, heading),
        });
    }
    let is_own = |one: &Section| matches!(one.of, SectionOf::Own(_));
    sections.extend(written.into_iter().filter(|one| is_own(one) || !one.is_empty()));
    sections
}

fn chapters(items: &[AgendaItem], sections: &[Section]) -> Vec<Chapter> {
    let chapter = |section: &Section| {
        let is_its = |one: &AgendaItem| section.of == SectionOf::Item(one.item.id);
        let at = items.iter().position(is_its);
        Chapter {
            number: at.map(|at| at + 1),
            heading: section.heading.to_string(),
            purpose: at.map(|at| items[at].item.purpose),
            said: section.said.as_ref().map(ToString::to_string),
            agreed: section.agreed.as_ref().map(ToString::to_string),
        }
    };
    sections.iter().map(chapter).collect()
}

/// Who was there and who was not, as it is published: without a word why.
fn attendees(register: &Register) -> Vec<Attendee> {
    register
        .places
        .iter()
        .flat_map(|one| one.lines.iter().map(|line| attendee(register, one, line)))
        .collect()
}

fn attendee(register: &Register, place: &PlaceShown, line: &Presence) -> Attendee {
    let name = |who: &Participant| match who {
        Participant::Person(person) => {
            register.person(*person).map(|person| person.name.clone()).unwrap_or_default()
        }
        Participant::Named(name) => name.to_string(),
    };
    let zone = register.view.group.rule.zone;
    let clock = |bound: Option<Bound>| match bound? {
        Bound::At(at) => Some(wall(zone, at).time().format("%H:%M").to_string()),
        Bound::Item(_) => None,
    };
    let seat = place.seat.as_ref();
    let spell = line.spell();
    Attendee {
        name: name(&line.who),
        appointer: seat.map(|seat| seat.appointer_name.clone()),
        office: seat.map(|seat| seat.office),
        instead_of: place.expected.first.as_ref().filter(|_| place.stands_in(line)).map(name),
        is_absent: matches!(line.was, Was::Away(_)),
        mode: spell.map(|spell| spell.mode).filter(|mode| *mode == Mode::Distance),
        from: spell.and_then(|spell| clock(spell.from)),
        to: spell.and_then(|spell| clock(spell.to)),
    }
}
