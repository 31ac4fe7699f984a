//! Whoever attended for a seat leaves a short word to the other of the pair. It goes with the notes.

use chrono::{DateTime, Utc};

use crate::actions::notices::notes::about_notes;
use crate::actions::presence::{PlaceShown, Register};
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, typed};
use crate::domain::agenda::Participant;
use crate::domain::id::{MeetingId, PersonId, SeatId};
use crate::domain::notes::NotesRefusal;
use crate::domain::notice::{Destination, NotesNotice, Owed, Subject};
use crate::domain::person::Person;
use crate::domain::presence::RegisterPlace;
use crate::store::revisions::HandOver;
use crate::store::{Connection, Store, notes, revisions};

/// Whom somebody can leave a word to.
#[derive(Clone, Debug)]
pub struct Pair {
    pub view: MeetingView,
    pub seat: SeatId,
    pub other: Person,
}

/// A word that was left.
#[derive(Clone, Debug)]
pub struct Left {
    pub pair: Pair,
    /// The notes are published, and it is on its way to somebody who has an account.
    pub is_sent: bool,
}

/// Whom whoever presses can leave a word to: the other of the seat that they attended for.
///
/// # Errors
/// `Meeting` before it has begun; `Notes` for who attended for no seat, and where nobody shares it.
pub async fn pair(
    store: &Store,
    caller: Caller,
    meeting: MeetingId,
    now: DateTime<Utc>,
) -> Result<Pair, ActionError> {
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    begun(&view)?;
    let register = Register::of(&mut work.db, view).await?;
    pair_of(register, known.person.id)
}

/// Keeps what somebody leaves to the other of their pair. Where the notes are published already it goes at once.
///
/// # Errors
/// As [`pair`]; `Typed` for what is too long.
pub async fn leave(
    store: &Store,
    caller: Caller,
    (meeting, words): (MeetingId, &str),
    now: DateTime<Utc>,
) -> Result<Left, ActionError> {
    let words = typed::words(words)?;
    let (mut work, known, view) = Work::about_meeting(store, caller, meeting, now).await?;
    begun(&view)?;
    let register = Register::of(&mut work.db, view).await?;
    let pair = pair_of(register, known.person.id)?;
    let (id, seat) = (work.next_id(), pair.seat);
    let word = HandOver { id, seat, from: known.person.id, to: pair.other.id, words };
    let place = (work.organisation, meeting);
    revisions::leave_word(&mut work.db, place, &word, now).await?;
    let head = notes::head(&mut work.db, place).await?;
    let is_sent = head.is_some_and(|head| head.number.is_some());
    work.owe(is_sent.then(|| owed(&pair.view, &word, now)));
    work.commit().await?;
    let is_sent = is_sent && pair.other.account.is_some();
    Ok(Left { pair, is_sent })
}

fn begun(view: &MeetingView) -> Result<(), ActionError> {
    Ok(super::takes_notes(&view.meeting, view.now)?)
}

fn pair_of(register: Register, person: PersonId) -> Result<Pair, ActionError> {
    let me = Participant::Person(person);
    let attended = |one: &&PlaceShown| {
        matches!(one.place, RegisterPlace::Seat(_))
            && one.lines.iter().any(|line| line.who == me && line.spell().is_some())
    };
    let place = register.places.iter().find(attended);
    let other = place.and_then(|one| {
        let both = [&one.expected.first, &one.expected.second].into_iter().flatten();
        both.filter(|who| **who != me).find_map(|who| match who {
            Participant::Person(person) => register.person(*person).cloned(),
            Participant::Named(_) => None,
        })
    });
    let seat = place.and_then(|one| match one.place {
        RegisterPlace::Seat(seat) => Some(seat),
        RegisterPlace::Guest(_) | RegisterPlace::Added(_) => None,
    });
    match (seat, other) {
        (Some(seat), Some(other)) => Ok(Pair { view: register.view, seat, other }),
        _ => Err(NotesRefusal::NobodyToTell.into()),
    }
}

/// The words that were left after a meeting, to those whom they are for.
pub(super) async fn owed_words(
    db: &mut Connection,
    view: &MeetingView,
    now: DateTime<Utc>,
) -> Result<Vec<Owed>, ActionError> {
    let place = (view.group.organisation, view.meeting.id);
    let words = revisions::words_of(db, place).await?;
    Ok(words.iter().map(|word| owed(view, word, now)).collect())
}

fn owed(view: &MeetingView, word: &HandOver, now: DateTime<Utc>) -> Owed {
    let notice = about_notes(view, NotesNotice::Word, Destination::Direct, now);
    let subject = Subject::Seat(view.group.id, view.meeting.id, word.seat);
    Owed { subject, occasion: word.id, person: Some(word.to), ..notice }
}
