//! Notes of meetings: written in forms, taken in from a file, published, approved, read and found.

use std::collections::BTreeMap;

use super::answer::Call;
use crate::actions::forms as kept;
use crate::actions::notes::attach::TakenIn;
use crate::actions::notes::write::{self, Saved, Written};
use crate::actions::notes::{approve, attach, hand_over, publish, search, show};
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::id::{FormId, MeetingId};
use crate::domain::notes::{Meant, NotesRefusal};
use crate::render::button::NotesStep;
use crate::render::form::{self, Form, FormKind};
use crate::render::notes::{draft, reading};
use crate::render::{Message, trouble};

/// Does what a button asks for, or shows what there is.
pub async fn step(
    call: &Call<'_>,
    meeting: MeetingId,
    step: NotesStep,
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let reader = call.reader;
    match step {
        NotesStep::Draft(page) => {
            let open = write::open(store, caller, meeting, now).await?;
            Ok(draft::draft(reader, &open, page.first()))
        }
        NotesStep::Preview(part) => {
            let open = write::open(store, caller, meeting, now).await?;
            Ok(draft::preview(reader, &open, (part, caller.account)))
        }
        NotesStep::Publish(mark) => {
            match publish::publish(store, caller, (meeting, mark), now).await {
                Ok(published) => Ok(draft::published(reader, &published)),
                Err(ActionError::Notes(NotesRefusal::Changed)) => {
                    let open = write::open(store, caller, meeting, now).await?;
                    Ok(draft::moved(reader, draft::preview(reader, &open, (0, caller.account))))
                }
                Err(error) => Err(error),
            }
        }
        NotesStep::Take(file, meant, mark) => {
            let intro = draft::intro(reader);
            let taken = (meeting, file, (meant, mark));
            Ok(match attach::take_in(store, caller, taken, &intro, now).await? {
                TakenIn::Kept(open) => draft::taken_in(reader, &open),
                TakenIn::Moved(again) => draft::moved(reader, draft::understood(reader, &again)),
            })
        }
        NotesStep::Drop(file) => {
            let open = attach::discard(store, caller, (meeting, file), now).await?;
            Ok(draft::draft(reader, &open, 0))
        }
        NotesStep::Clash(form, meant, shown) => settle(call, form, (meant, shown)).await,
        NotesStep::Show(revision, page) => {
            let revision = Some(revision).filter(|number| *number > 0);
            let shown = show::show(store, caller, (meeting, revision), now).await?;
            Ok(reading::shown(reader, &shown, page.first()))
        }
        NotesStep::Compare(revision) => {
            let compared = show::compare(store, caller, (meeting, revision), now).await?;
            Ok(reading::compared(reader, &compared))
        }
        NotesStep::File(revision) => {
            let revision = Some(revision).filter(|number| *number > 0);
            let shown = show::show(store, caller, (meeting, revision), now).await?;
            Ok(reading::file(reader, &shown))
        }
        NotesStep::Approve(seen) => {
            match approve::approve(store, caller, (meeting, seen), now).await {
                Ok(approved) => Ok(reading::approved_now(reader, &approved)),
                Err(ActionError::Notes(NotesRefusal::Changed)) => {
                    let newest = show::show(store, caller, (meeting, None), now).await?;
                    Ok(draft::moved(reader, reading::shown(reader, &newest, 0)))
                }
                Err(error) => Err(error),
            }
        }
        // Those open a form.
        NotesStep::Section(..) | NotesStep::Add | NotesStep::Word => {
            Ok(trouble::unknown_button(reader))
        }
    }
}

/// Whether a step asks for something to be typed.
pub const fn asks(step: NotesStep) -> bool {
    matches!(step, NotesStep::Section(..) | NotesStep::Add | NotesStep::Word)
}

/// The form in which it is typed, for who may.
pub async fn form(
    call: &Call<'_>,
    meeting: MeetingId,
    step: NotesStep,
) -> Result<Form, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    match step {
        NotesStep::Word => {
            let pair = hand_over::pair(store, caller, meeting, now).await?;
            Ok(form::word(call.reader, meeting, &pair.other.name))
        }
        NotesStep::Section(of, part) => {
            let open = write::open(store, caller, meeting, now).await?;
            let section = open.section(of).ok_or(ActionError::NotFound(Missing::Section))?;
            Ok(form::section(call.reader, &open, Some(section), part))
        }
        _ => {
            let open = write::open(store, caller, meeting, now).await?;
            Ok(form::section(call.reader, &open, None, 0))
        }
    }
}

/// The same form once more, for something that was typed before.
pub async fn form_again(call: &Call<'_>, kind: FormKind) -> Result<Form, ActionError> {
    match kind {
        // At what the section was when it was opened first: what somebody has written since then is not overwritten.
        FormKind::Section(meeting, Some(of), part, _) => {
            match form(call, meeting, NotesStep::Section(of, part.unwrap_or(0))).await {
                Ok(form) => Ok(Form { kind, ..form }),
                Err(ActionError::NotFound(Missing::Section)) => {
                    form(call, meeting, NotesStep::Add).await
                }
                Err(error) => Err(error),
            }
        }
        FormKind::Section(meeting, None, ..) => form(call, meeting, NotesStep::Add).await,
        FormKind::Word(meeting) => form(call, meeting, NotesStep::Word).await,
        _ => Err(ActionError::NotFound(Missing::Form)),
    }
}

/// Keeps a section as it was written; where somebody else has written there, asks what is to become of it.
pub async fn written(
    call: &Call<'_>,
    caller: Caller,
    (kind, fields): (FormKind, &kept::Fields),
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let (meeting, written) = read(kind, fields).ok_or(ActionError::NotFound(Missing::Section))?;
    let saved = write::save(store, caller, (meeting, written), now).await?;
    let form = match &saved {
        Saved::Kept(..) => None,
        Saved::Clash(..) => {
            Some(kept::keep(store, caller, (&kind.to_string(), fields), now).await?)
        }
    };
    Ok(draft::saved(call.reader, &saved, form))
}

fn read(kind: FormKind, fields: &kept::Fields) -> Option<(MeetingId, Written)> {
    let FormKind::Section(meeting, of, part, version) = kind else { return None };
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let heading = fields.get("heading").cloned();
    let (said, agreed) = (text("said"), text("agreed"));
    Some((meeting, Written { of, part, version, heading, said, agreed }))
}

async fn settle(
    call: &Call<'_>,
    form: FormId,
    chosen: (Meant, i64),
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let (kind, fields) = kept::kept(store, caller, form).await?;
    let read = FormKind::parse(&kind).and_then(|kind| read(kind, &fields));
    let (meeting, written) = read.ok_or(ActionError::NotFound(Missing::Form))?;
    let saved = write::settle(store, caller, (meeting, written, chosen), now).await?;
    Ok(draft::saved(call.reader, &saved, Some(form)))
}

/// Keeps a word to the other of the pair.
pub async fn word(
    call: &Call<'_>,
    caller: Caller,
    (meeting, words): (MeetingId, &str),
) -> Result<Message, ActionError> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let left = hand_over::leave(store, caller, (meeting, words), now).await?;
    Ok(reading::word_kept(call.reader, &left.pair.other.name, left.is_sent))
}

/// By which field the words are known that were looked for.
const QUERY: &str = "query";

/// Looks for words, and keeps them so that one can leaf on.
pub async fn search(call: &Call<'_>, query: &str) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let hits = search::search(store, caller, (query, 0), now).await?;
    let fields = BTreeMap::from([(QUERY.to_owned(), query.to_owned())]);
    let kept = match hits.all > search::A_PAGE {
        true => {
            Some(kept::keep(store, caller, (&FormKind::Search.to_string(), &fields), now).await?)
        }
        false => None,
    };
    Ok(reading::found(call.reader, &hits, kept))
}

/// Leafs on in what was found.
pub async fn search_on(
    call: &Call<'_>,
    form: FormId,
    first: usize,
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let (_, fields) = kept::kept(store, caller, form).await?;
    let query = fields.get(QUERY).ok_or(ActionError::NotFound(Missing::Form))?;
    let hits = search::search(store, caller, (query, first), now).await?;
    Ok(reading::found(call.reader, &hits, Some(form)))
}
