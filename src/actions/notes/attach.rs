//! A file with notes: what was understood is shown, and taken into the draft when somebody says so.

use chrono::{DateTime, Utc};

use super::Draft;
use super::write::{begin, open, write};
use crate::actions::typed::{self, Typed};
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::id::{MeetingId, NotesFileId, PersonId, SectionId};
use crate::domain::notes::{
    Attached, Clash, FileRefusal, MOST_OWN_SECTIONS, Meant, NotesRefusal, Section, SectionOf,
    attached,
};
use crate::domain::wording::{Prose, Title};
use crate::store::{Store, notes};

impl From<FileRefusal> for ActionError {
    fn from(refusal: FileRefusal) -> Self {
        Self::NotesFile(refusal)
    }
}

/// A file that was read, and waits for a yes.
#[derive(Clone, Debug)]
pub struct Understood {
    pub draft: Draft,
    pub file: NotesFileId,
    pub attached: Attached,
    /// In how many sections something else is written already.
    pub clashes: usize,
}

impl Understood {
    fn of(draft: Draft, file: NotesFileId, attached: Attached) -> Self {
        let is_other = |(of, _, text): &&(SectionOf, Title, Prose)| {
            let said = draft.section(*of).and_then(|one| one.said.as_ref());
            said.is_some_and(|said| said != text)
        };
        let clashes = attached.found.iter().filter(is_other).count();
        Self { draft, file, attached, clashes }
    }
}

/// What came of a yes.
#[derive(Clone, Debug)]
pub enum TakenIn {
    Kept(Box<Draft>),
    /// Somebody has written since the file was shown: it is shown again, and waits.
    Moved(Box<Understood>),
}

/// Whoever may write the notes of a meeting may attach a file.
///
/// # Errors
/// As [`open`].
pub async fn may(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    open(store, caller, meeting, now).await.map(|_| ())
}

/// Reads a file, and keeps it until somebody says yes.
///
/// # Errors
/// As [`open`]; `NotesFile` for what is no text.
pub async fn understand(
    store: &Store,
    caller: Caller,
    (meeting, bytes): (MeetingId, &[u8]),
    now: DateTime<Utc>,
) -> Result<Understood, ActionError> {
    let (mut work, _, draft) = begin(store, caller, meeting, now).await?;
    let attached = attached(bytes, &draft.sections)?;
    let file = NotesFileId(work.next_id());
    let text = String::from_utf8_lossy(bytes);
    let kept = (file, caller.account, text.as_ref());
    notes::keep_file(&mut work.db, (work.organisation, meeting), kept, now).await?;
    work.commit().await?;
    Ok(Understood::of(draft, file, attached))
}

/// Takes a file into the draft: instead of what is written, or behind it. What stands before its first heading comes under
/// `intro`.
///
/// # Errors
/// As [`open`]; `NotFound` for a file that waits no more.
pub async fn take_in(
    store: &Store,
    caller: Caller,
    (meeting, file, chosen): (MeetingId, NotesFileId, (Meant, u32)),
    intro: &str,
    now: DateTime<Utc>,
) -> Result<TakenIn, ActionError> {
    let (mut work, person, draft) = begin(store, caller, meeting, now).await?;
    let place = (work.organisation, meeting);
    let text = notes::take_file(&mut work.db, place, (file, caller.account)).await?;
    let text = text.ok_or(ActionError::NotFound(Missing::NotesFile))?;
    let mut attached = attached(text.as_bytes(), &draft.sections)?;
    let (chosen, mark) = chosen;
    if draft.mark() != mark {
        // What was taken out of the table stands there still: nothing is committed.
        return Ok(TakenIn::Moved(Box::new(Understood::of(draft, file, attached))));
    }
    if let Some(before) = attached.before.take() {
        attached.new.insert(0, (typed::title(intro)?, before));
    }
    let own = draft.sections.iter().filter(|one| matches!(one.of, SectionOf::Own(_)));
    if own.count() + attached.new.len() > MOST_OWN_SECTIONS {
        return Err(NotesRefusal::TooManySections(MOST_OWN_SECTIONS).into());
    }
    let view = draft.register.view.clone();
    notes::begin(&mut work.db, place, view.group.id).await?;
    take(&mut work, (meeting, person), (&draft, attached), chosen).await?;
    let draft = Draft::of(&mut work.db, view).await?;
    work.commit().await?;
    Ok(TakenIn::Kept(Box::new(draft)))
}

async fn take(
    work: &mut Work<'_>,
    (meeting, person): (MeetingId, PersonId),
    (draft, attached): (&Draft, Attached),
    chosen: Meant,
) -> Result<(), ActionError> {
    let Attached { found, new, .. } = attached;
    for (of, _, said) in found {
        let theirs = draft.section(of).ok_or(ActionError::NotFound(Missing::Section))?.clone();
        let mine = Section { said: Some(said), by: Some(person), ..theirs.clone() };
        let section = if theirs.said.is_some() {
            let clash = Clash { mine, theirs, is_part: false };
            clash.settled(chosen).map_err(Typed::Prose)?
        } else {
            mine
        };
        write(work, meeting, &section).await?;
    }
    for (heading, said) in new {
        let new = Section::new(SectionOf::Own(SectionId(0)), heading);
        let section = Section { said: Some(said), by: Some(person), ..new };
        write(work, meeting, &section).await?;
    }
    Ok(())
}

/// Throws a file away that waits.
///
/// # Errors
/// As [`open`].
pub async fn discard(
    store: &Store,
    caller: Caller,
    (meeting, file): (MeetingId, NotesFileId),
    now: DateTime<Utc>,
) -> Result<Draft, ActionError> {
    let (mut work, _, draft) = begin(store, caller, meeting, now).await?;
    let place = (work.organisation, meeting);
    notes::take_file(&mut work.db, place, (file, caller.account)).await?;
    work.commit().await?;
    Ok(draft)
}
