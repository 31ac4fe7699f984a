//! Notes are published: what is written becomes a revision, which never changes, and the group is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::Draft;
use super::hand_over::owed_words;
use super::write::begin;
use crate::actions::calendar::follow::new_follower;
use crate::actions::meeting::entry;
use crate::actions::notices::notes::{about_notes, posts_of, readers};
use crate::actions::presence::closing::close_in;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::calendar::{Follower, USUAL_HOUR};
use crate::domain::id::{MeetingId, PersonId};
use crate::domain::meeting::MeetingState;
use crate::domain::notes::{NotesRefusal, Revision, folded};
use crate::domain::notice::{Destination, NotesNotice, Owed};
use crate::store::{Store, calendar, notes, organisations, revisions};

/// Notes that were published just now.
#[derive(Clone, Debug)]
pub struct Published {
    pub draft: Draft,
    pub revision: Revision,
    /// The meeting was closed with it.
    pub was_open: bool,
}

/// Publishes what is written of a meeting, if it is what `mark` was seen of (see [`Draft::mark`]). A meeting that nobody has closed is closed with it: who was there stands in the
/// notes.
///
/// # Errors
/// As [`open`](super::write::open); `Notes` where nothing is written, or nothing new, or somebody has written meanwhile.
pub async fn publish(
    store: &Store,
    caller: Caller,
    (meeting, mark): (MeetingId, u32),
    now: DateTime<Utc>,
) -> Result<Published, ActionError> {
    let (mut work, person, mut draft) = begin(store, caller, meeting, now).await?;
    if draft.is_empty() {
        return Err(NotesRefusal::Empty.into());
    }
    if !draft.is_news() {
        return Err(NotesRefusal::Unchanged.into());
    }
    if draft.mark() != mark {
        return Err(NotesRefusal::Changed.into());
    }
    let was_open = draft.view().meeting.state != MeetingState::Held;
    if was_open {
        draft.register = close_in(&mut work, draft.register).await?;
    }
    let group = &draft.view().group;
    let place = (group.organisation, meeting);
    notes::begin(&mut work.db, place, group.id).await?;
    if draft.head.number.is_none() {
        notes::give_number(&mut work.db, place, draft.number).await?;
        draft.head.number = Some(draft.number);
    }
    let before = draft.published.as_ref();
    let revision = Revision {
        meeting,
        number: before.map_or(1, |one| one.number + 1),
        content: draft.content.clone(),
        published: now,
        by: Some(person),
        writers: notes::writers(&mut work.db, place).await?,
    };
    let (id, words) = (work.next_id(), folded(&revision.content.words()));
    revisions::insert(&mut work.db, place.0, (id, &revision, &words)).await?;
    owe(&mut work, &draft, &revision).await?;
    let mut line = entry(&work, &draft.view().meeting, Deed::NotesPublished);
    line.detail.after = Some(draft.number.to_string());
    work.log([line]);
    // The posts that stand there show the newest, and so does the page.
    work.meeting_changed(meeting);
    work.commit().await?;
    draft.published = Some(revision.clone());
    Ok(Published { draft, revision, was_open })
}

/// Owes what tells of a revision: the posts in the channel and a line in the meeting's thread; with the first, the words that
/// were left, and to substitutes who were not called a line in their digest.
async fn owe(work: &mut Work<'_>, draft: &Draft, revision: &Revision) -> Result<(), ActionError> {
    let view = draft.view();
    let posts = posts_of(&draft.register, &revision.content);
    work.owe(
        (0..posts)
            .map(|part| Owed {
                again: i64::try_from(part).ok(),
                due: work.now + apart(part),
                ..about_notes(view, NotesNotice::Post, Destination::Notes, work.now)
            })
            .collect::<Vec<_>>(),
    );
    let line = about_notes(view, NotesNotice::Line, Destination::Thread, work.now);
    work.owe([Owed { again: Some(revision.number), ..line }]);
    if revision.number == 1 {
        let words = owed_words(&mut work.db, view, work.now).await?;
        work.owe(words);
        tell_substitutes(work, draft).await?;
    }
    Ok(())
}

/// How much later a part is posted than the first: so that they come in their order.
fn apart(part: usize) -> TimeDelta {
    TimeDelta::seconds(i64::try_from(part).unwrap_or(0))
}

/// Sees to it that the substitutes who were not there are told in their digest.
async fn tell_substitutes(work: &mut Work<'_>, draft: &Draft) -> Result<(), ActionError> {
    let Some(organisation) = organisations::organisation(&mut work.db, work.organisation).await?
    else {
        return Ok(());
    };
    let view = draft.view();
    let substitutes = view.seats.iter().filter_map(|seat| seat.occupied.substitute.as_ref());
    let pinged = readers(&draft.register);
    let is_pinged = |person: PersonId| pinged.iter().any(|one| one.id == person);
    let told = substitutes.filter(|one| one.account.is_some() && !is_pinged(one.id));
    for person in told.map(|one| one.id).collect::<Vec<_>>() {
        let following = calendar::following(&mut work.db, organisation.id, person).await?;
        if following.follower.is_none() {
            let new = new_follower(&organisation, person, USUAL_HOUR, work.now);
            // What is told is what was published after that.
            let follower = Follower { since: work.now - TimeDelta::seconds(1), ..new };
            calendar::set_follower(&mut work.db, organisation.id, &follower).await?;
        }
    }
    Ok(())
}
