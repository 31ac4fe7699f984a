//! Notes are written, one section at a time. Every step is kept at once.

use chrono::{DateTime, Utc};

use super::{Draft, takes_notes};
use crate::actions::identity::{authorise, identify};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing, typed};
use crate::domain::id::{MeetingId, PersonId, SectionId};
use crate::domain::notes::{
    Clash, MOST_IN_INPUT, MOST_OWN_SECTIONS, Meant, NotesRefusal, Section, SectionOf, in_parts,
};
use crate::domain::permission::Action;
use crate::domain::wording::{BadWording, Prose};
use crate::store::{Store, agenda, notes};

/// What somebody has written into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// `None` for something that stands on no agenda, and that nobody has written about yet.
    pub of: Option<SectionOf>,
    /// Which part was in the form, of a text that is too long for one.
    pub part: Option<usize>,
    /// What the section was at when the form was opened.
    pub version: i64,
    /// Of what stands on no agenda. Emptied, the section is taken away.
    pub heading: Option<String>,
    pub said: String,
    pub agreed: String,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Saved {
    /// It is kept.
    Kept(Box<Draft>, Option<SectionOf>),
    /// Somebody else has written there since the form was opened: nothing is changed. `TooLong` where both texts were
    /// chosen and have no room.
    Clash(Box<Draft>, Box<Clash>, Option<BadWording>),
}

/// The notes of a meeting, for whoever may write them.
///
/// # Errors
/// `Denied` for others than official, chair and vice chair; `Notes` for a meeting that has not begun or was cancelled.
pub async fn open(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Draft, ActionError> {
    let mut db = store.snapshot().await?;
    let known = identify(&mut db, caller, Some(meeting)).await?;
    let view = MeetingView::load(&mut db, known.organisation.id, meeting, now).await?;
    let actor = known.actor_in(&mut db, &view.group, now).await?;
    authorise(&actor, Action::WriteNotes)?;
    takes_notes(&view.meeting, now)?;
    Draft::of(&mut db, view).await
}

/// The same, to change something.
pub(super) async fn begin<'s>(
    store: &'s Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<(Work<'s>, PersonId, Draft), ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    let actor = known.actor_in(&mut work.db, &view.group, now).await?;
    authorise(&actor, Action::WriteNotes)?;
    takes_notes(&view.meeting, now)?;
    let draft = Draft::of(&mut work.db, view).await?;
    Ok((work, known.person.id, draft))
}

/// Keeps what somebody has written. Where somebody else has written there meanwhile, nothing is overwritten.
///
/// # Errors
/// As [`open`]; `Typed` for what is too long.
pub async fn save(
    store: &Store,
    caller: Caller,
    (meeting, written): (MeetingId, Written),
    now: DateTime<Utc>,
) -> Result<Saved, ActionError> {
    let (mut work, person, draft) = begin(store, caller, meeting, now).await?;
    let written = placed(&mut work, &draft, written).await?;
    let mine = meant(&draft, person, &written)?;
    if let (Some(theirs), Some(mine)) = (clashing(&draft, &written), mine.clone()) {
        let clash = Clash { mine, theirs: theirs.clone(), is_part: written.part.is_some() };
        return Ok(Saved::Clash(Box::new(draft), Box::new(clash), None));
    }
    let before = written.of.and_then(|of| draft.section(of));
    if mine.as_ref().zip(before).is_some_and(|(mine, before)| mine.says_the_same(before)) {
        return Ok(Saved::Kept(Box::new(draft), written.of));
    }
    let view = draft.register.view;
    let place = (view.group.organisation, meeting);
    let of = match (mine, written.of) {
        (Some(mine), _) => {
            notes::begin(&mut work.db, place, view.group.id).await?;
            Some(write(&mut work, meeting, &mine).await?)
        }
        // Its heading was emptied.
        (None, Some(SectionOf::Own(section))) => {
            let one = (section, written.version);
            if !notes::remove(&mut work.db, place, one).await? {
                return Err(NotesRefusal::Changed.into());
            }
            None
        }
        (None, _) => None,
    };
    let draft = Draft::of(&mut work.db, view).await?;
    work.commit().await?;
    Ok(Saved::Kept(Box::new(draft), of))
}

/// Settles what two have written, as whoever saved second has chosen. `shown` is at what the other's text was when they
/// chose: where it is another since then, they choose again.
///
/// # Errors
/// As [`save`].
pub async fn settle(
    store: &Store,
    caller: Caller,
    (meeting, written, (chosen, shown)): (MeetingId, Written, (Meant, i64)),
    now: DateTime<Utc>,
) -> Result<Saved, ActionError> {
    let (mut work, person, draft) = begin(store, caller, meeting, now).await?;
    let written = placed(&mut work, &draft, written).await?;
    let mine = meant(&draft, person, &written)?.ok_or(NotesRefusal::Changed)?;
    let section = match clashing(&draft, &written) {
        Some(theirs) => {
            let clash = Clash { mine, theirs: theirs.clone(), is_part: written.part.is_some() };
            if theirs.version != shown {
                return Ok(Saved::Clash(Box::new(draft), Box::new(clash), None));
            }
            match clash.clone().settled(chosen) {
                Ok(section) => section,
                Err(why) => return Ok(Saved::Clash(Box::new(draft), Box::new(clash), Some(why))),
            }
        }
        None => mine,
    };
    let view = draft.register.view;
    notes::begin(&mut work.db, (view.group.organisation, meeting), view.group.id).await?;
    let of = write(&mut work, meeting, &section).await?;
    let draft = Draft::of(&mut work.db, view).await?;
    work.commit().await?;
    Ok(Saved::Kept(Box::new(draft), Some(of)))
}

/// Writes a section, in the transaction of which it was read.
pub(super) async fn write(
    work: &mut Work<'_>,
    meeting: MeetingId,
    section: &Section,
) -> Result<SectionOf, ActionError> {
    let id = match section.of {
        SectionOf::Own(known) if section.version > 0 => known,
        SectionOf::Own(_) | SectionOf::Item(_) => SectionId(work.next_id()),
    };
    let place = (work.organisation, meeting);
    if !notes::write(&mut work.db, place, (id, section), work.now).await? {
        return Err(NotesRefusal::Changed.into());
    }
    Ok(match section.of {
        SectionOf::Item(item) => SectionOf::Item(item),
        SectionOf::Own(_) => SectionOf::Own(id),
    })
}

/// The section that somebody else has changed since the form was opened, if anybody has.
fn clashing<'d>(draft: &'d Draft, written: &Written) -> Option<&'d Section> {
    let theirs = draft.section(written.of?)?;
    (theirs.version != written.version).then_some(theirs)
}

/// What was written, at a section that there is: where it has been taken away meanwhile, or is dealt with elsewhere, at
/// one of its own.
async fn placed(
    work: &mut Work<'_>,
    draft: &Draft,
    written: Written,
) -> Result<Written, ActionError> {
    let Some(of) = written.of.filter(|of| draft.section(*of).is_none()) else { return Ok(written) };
    let heading = match of {
        SectionOf::Item(item) => {
            let item = agenda::item(&mut work.db, work.organisation, item).await?;
            item.map(|item| item.title.to_string())
        }
        SectionOf::Own(_) => written.heading.filter(|heading| !heading.trim().is_empty()),
    };
    let heading = Some(heading.unwrap_or_default());
    Ok(Written { of: None, part: None, version: 0, heading, ..written })
}

/// The section as it is meant to be; `None` where it is to be taken away.
fn meant(
    draft: &Draft,
    person: PersonId,
    written: &Written,
) -> Result<Option<Section>, ActionError> {
    let before = match written.of {
        Some(of) => Some(draft.section(of).ok_or(ActionError::NotFound(Missing::Section))?),
        None => None,
    };
    let is_own = !matches!(written.of, Some(SectionOf::Item(_)));
    let heading = match (&written.heading, before) {
        (Some(heading), _) if is_own && heading.trim().is_empty() && before.is_some() => {
            return Ok(None);
        }
        (Some(heading), _) if is_own => typed::title(heading)?,
        (_, Some(before)) => before.heading.clone(),
        (_, None) => typed::title("")?,
    };
    let own = draft.sections.iter().filter(|one| matches!(one.of, SectionOf::Own(_)));
    if before.is_none() && own.count() >= MOST_OWN_SECTIONS {
        return Err(NotesRefusal::TooManySections(MOST_OWN_SECTIONS).into());
    }
    // Of a long text one part was in the form, and the others stay.
    let kept = before.filter(|one| one.version == written.version);
    let kept = kept.and_then(|one| one.said.as_ref()).map_or("", Prose::as_str);
    let mut parts = in_parts(kept, MOST_IN_INPUT);
    let said = match written.part.and_then(|part| parts.get_mut(part)) {
        Some(part) => {
            let gap = part[part.trim_end().len()..].to_owned();
            *part = format!("{}{gap}", written.said.trim_end());
            parts.concat()
        }
        None => written.said.clone(),
    };
    Ok(Some(Section {
        of: written.of.unwrap_or(SectionOf::Own(SectionId(0))),
        heading,
        said: typed::prose(&said)?,
        agreed: typed::prose(&written.agreed)?,
        version: before.map_or(0, |one| one.version),
        by: Some(person),
        changed: None,
    }))
}
