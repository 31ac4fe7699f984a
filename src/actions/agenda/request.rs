//! What somebody fills in for an item, read: or told what is missing or cannot be.

use super::note;
use crate::actions::registry::settings_request::is_none;
use crate::actions::work::Work;
use crate::actions::{ActionError, typed};
use crate::domain::agenda::{
    AgendaRefusal, Document, Item, ItemDeed, LARGEST_FILE, LARGEST_FILES, MOST_DOCUMENTS,
    MOST_MINUTES, MOST_TOPICS, Participant, Purpose, Topic,
};
use crate::domain::id::{AppointerId, DocumentId, ItemId, TopicId};
use crate::domain::link::Link;
use crate::domain::roster::Roster;
use crate::domain::typed_when::{Bare, parse_minutes};
use crate::store::{agenda, documents};

/// What is filled in, as typed; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemRequest {
    pub title: Option<String>,
    pub purpose: Option<Purpose>,
    pub minutes: Option<String>,
    /// With commas between them; or none.
    pub topics: Option<String>,
    /// A person that was picked, or a name; or none.
    pub presenter: Option<String>,
    pub background: Option<String>,
    /// Appointers with commas between them; or none, for all.
    pub concerns: Option<String>,
    /// A document that lies elsewhere.
    pub link: Option<String>,
    /// A file that was attached.
    pub file: Option<Attached>,
    /// A document that is to go.
    pub without: Option<DocumentId>,
    pub decided: Option<bool>,
    /// A seat whose substitute is to take it: picked, or one of the two or the appointer by name.
    pub substitute: Option<String>,
}

/// A file with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl ItemRequest {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The item with what is filled in of its own.
    ///
    /// # Errors
    /// `Typed` and `Agenda` for what cannot be read.
    pub(super) fn applied_to(&self, mut item: Item, known: &Roster) -> Result<Item, ActionError> {
        if let Some(title) = &self.title {
            item.title = typed::title(title)?;
        }
        if let Some(minutes) = self.minutes.as_ref().filter(|typed| !typed.trim().is_empty()) {
            let read = parse_minutes(minutes, (Bare::Minutes, MOST_MINUTES));
            item.minutes = read.ok_or_else(|| AgendaRefusal::BadMinutes(minutes.clone()))?;
        }
        if let Some(background) = &self.background {
            item.background = typed::background(background)?;
        }
        if let Some(presenter) = &self.presenter {
            item.presenter = presented_by(presenter, known)?;
        }
        item.purpose = self.purpose.unwrap_or(item.purpose);
        item.decided = self.decided.unwrap_or(item.decided);
        Ok(item)
    }

    /// Writes what belongs to an item beside itself: topics, whom it concerns, documents.
    ///
    /// # Errors
    /// As [`applied_to`](Self::applied_to).
    pub(super) async fn attach(
        &self,
        work: &mut Work<'_>,
        item: ItemId,
        known: &Roster,
    ) -> Result<(), ActionError> {
        if let Some(typed) = &self.topics {
            let topics = topics(work, typed).await?;
            agenda::set_topics(&mut work.db, work.organisation, item, &topics).await?;
        }
        if let Some(typed) = &self.concerns {
            let appointers = appointers(known, typed)?;
            agenda::set_appointers(&mut work.db, work.organisation, item, &appointers).await?;
        }
        if let Some(document) = self.without {
            let place = (item, document);
            if !documents::remove(&mut work.db, work.organisation, place).await? {
                return Err(AgendaRefusal::DocumentGone.into());
            }
        }
        let link = self.link.as_ref().filter(|typed| !typed.trim().is_empty());
        let link = link.map(|typed| linked(typed)).transpose()?;
        let file = self.file.as_ref().map(attached).transpose()?;
        for (document, content) in link.into_iter().chain(file) {
            has_room(work, item, document.size).await?;
            let document = Document { id: DocumentId(work.next_id()), ..document };
            let (db, organisation) = (&mut work.db, work.organisation);
            documents::insert(db, organisation, item, (&document, content)).await?;
        }
        Ok(())
    }

    /// Writes an item with what was filled in, and notes that it was edited.
    pub(super) async fn edit(
        &self,
        work: &mut Work<'_>,
        item: Item,
        known: &Roster,
    ) -> Result<Item, ActionError> {
        let item = self.applied_to(item, known)?;
        agenda::update(&mut work.db, &item).await?;
        self.attach(work, item.id, known).await?;
        note(work, &item, (ItemDeed::Edited, None)).await?;
        Ok(item)
    }
}

/// A list that was typed with commas between its parts.
fn parts(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// Topics of the organisation's list, which grows by those that are new.
async fn topics(work: &mut Work<'_>, typed: &str) -> Result<Vec<TopicId>, ActionError> {
    if is_none(typed) {
        return Ok(Vec::new());
    }
    let mut known = agenda::topics_of(&mut work.db, work.organisation).await?;
    let mut topics = Vec::new();
    for part in parts(typed) {
        let name = typed::topic(part)?;
        let folded = name.as_str().to_lowercase();
        let topic = match known.iter().find(|one| one.name.to_lowercase() == folded) {
            Some(topic) => topic.id,
            None => {
                let topic = Topic { id: TopicId(work.next_id()), name: name.to_string() };
                agenda::insert_topic(&mut work.db, work.organisation, &topic, &folded).await?;
                known.push(topic.clone());
                topic.id
            }
        };
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    if topics.len() > MOST_TOPICS {
        return Err(AgendaRefusal::TooManyTopics(MOST_TOPICS).into());
    }
    Ok(topics)
}

/// The appointers that an item concerns.
fn appointers(known: &Roster, typed: &str) -> Result<Vec<AppointerId>, ActionError> {
    if is_none(typed) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for part in parts(typed) {
        let appointer = known.appointer_meant(part);
        let appointer =
            appointer.ok_or_else(|| AgendaRefusal::UnknownAppointer(part.to_owned()))?;
        if !found.contains(&appointer.id) {
            found.push(appointer.id);
        }
    }
    Ok(found)
}

/// Somebody who was picked or is known by that name, or else whoever bears it; or nobody.
fn presented_by(typed: &str, known: &Roster) -> Result<Option<Participant>, ActionError> {
    if is_none(typed) { Ok(None) } else { participant(typed, known).map(Some) }
}

/// Somebody who was picked or is known by that name, or else whoever bears it.
pub(super) fn participant(typed: &str, known: &Roster) -> Result<Participant, ActionError> {
    if let Some(person) = known.person_meant(typed) {
        return Ok(Participant::Person(person.id));
    }
    let name = typed::name(typed)?;
    // What a list offers is picked by its number; nobody is called so.
    if name.as_str().chars().all(|one| one.is_ascii_digit()) {
        return Err(ActionError::NotFound(crate::actions::Missing::Person));
    }
    Ok(Participant::Named(name))
}

/// Whether an item has room for one document more, of that size.
async fn has_room(work: &mut Work<'_>, item: ItemId, size: i64) -> Result<(), ActionError> {
    let mut found = documents::of_items(&mut work.db, work.organisation, &[item]).await?;
    let found = found.remove(&item).unwrap_or_default();
    if found.len() >= MOST_DOCUMENTS {
        return Err(AgendaRefusal::TooManyDocuments(MOST_DOCUMENTS).into());
    }
    if found.iter().map(|one| one.size).sum::<i64>() + size > LARGEST_FILES {
        let most = usize::try_from(LARGEST_FILES / 1024 / 1024).unwrap_or(0);
        return Err(AgendaRefusal::FilesTooLarge(most).into());
    }
    Ok(())
}

/// A document that lies elsewhere.
fn linked(typed: &str) -> Result<(Document, &'static [u8]), ActionError> {
    let link = Link::parse(typed).ok_or_else(|| AgendaRefusal::BadLink(typed.to_owned()))?;
    let document = Document { id: DocumentId(0), name: link.host(), link: Some(link), size: 0 };
    Ok((document, &[]))
}

/// A file that is kept here.
fn attached(file: &Attached) -> Result<(Document, &[u8]), ActionError> {
    if file.bytes.len() > LARGEST_FILE {
        return Err(AgendaRefusal::FileTooLarge(LARGEST_FILE / 1024 / 1024).into());
    }
    let name = typed::name(&file.name)?.to_string();
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    Ok((Document { id: DocumentId(0), name, link: None, size }, &file.bytes))
}
