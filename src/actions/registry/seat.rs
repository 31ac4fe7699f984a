//! One seat: who sits in it and who did, and what may happen to it in the course of a term.

use chrono::{DateTime, NaiveDate, Utc};

use super::registrar::{Registrar, read_roster};
use super::seat_request::{Read, seat_named};
use super::{Newcomer, give_name};
use crate::actions::accounts::Belonging;
use crate::actions::identity::recognise;
use crate::actions::question::Question;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing, typed};
use crate::domain::audit::Deed;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, SeatId};
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::roster::{Change, Difference, SeatHistory, amend};
use crate::domain::seat::Capacity;
use crate::store::Store;

pub use super::seat_change::SeatChange;
pub use super::seat_request::Request;

/// A seat with its history, and what was done to it.
#[derive(Clone, Debug)]
pub struct SeatShown {
    pub group: Group,
    pub history: SeatHistory,
    pub today: NaiveDate,
    /// Whether anything was asked for but to see it.
    pub is_done: bool,
    pub changes: Vec<Change>,
    /// The name that was corrected, and into what.
    pub renamed: Option<(String, String)>,
    /// Those who have come and are at home in another group.
    pub newcomers: Vec<Newcomer>,
}

/// Changes a seat, or shows it.
///
/// # Errors
/// `Denied` for others than administrator and official (to see: for who does not belong to the
/// group); `Typed` for what is missing or cannot be read; `Seat` where somebody sits there, or
/// nobody.
pub async fn change(
    store: &Store,
    caller: Caller,
    group: GroupId,
    request: Request,
    now: DateTime<Utc>,
) -> Result<SeatShown, ActionError> {
    request.is_heeded()?;
    let Some(change) = request.change else {
        return show(store, caller, group, request.seat.as_deref(), now).await;
    };
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.open_group(&visitor, group, Action::Administer).await?;
    let today = group.day_of(now);
    let mut roster = read_roster(&mut work.db, &group, today).await?;
    let belonging = Belonging::of_all(&mut work.db, &visitor, now).await?;
    roster.strangers = belonging.strangers(&roster.people);
    // Whoever sat in the group is known there, and offered.
    roster.strangers.retain({
        let seated = roster.seated();
        move |person| !seated.contains(person)
    });
    let (seat, difference, renamed) = {
        let read = Read {
            group: &group,
            roster: &roster,
            request: &request,
            language: caller.language,
            now,
            next: &mut || work.next_id(),
        };
        planned(read, change, today)?
    };
    if change == SeatChange::Abolish {
        let abolished = seat_of(&roster.seats, seat)?;
        caller.asked(|| abolishing(&group, abolished, today))?;
    }
    if let Some((person, name)) = &renamed {
        belonging.may_rename(person)?;
        give_name(&mut work, person.id, &typed::name(name)?).await?;
        let entry = work.entry(Deed::Renamed).in_group(group.id);
        work.log([entry.about(person.id).at_seat(seat)]);
    }
    let mut registrar = Registrar { work: &mut work, group: &group };
    let newcomers = registrar.carry_out(&difference).await?;
    let kept = read_roster(&mut work.db, &group, today).await?;
    let history = seat_of(&kept.seats, seat)?.clone();
    work.commit().await?;
    let renamed = renamed.map(|(person, name)| (person.name, name));
    let changes = difference.changes;
    Ok(SeatShown { group, history, today, is_done: true, changes, renamed, newcomers })
}

/// Whose name is put right, and into what.
type PutRight = (Person, String);

/// What is to be done to which seat; or whose name.
fn planned(
    mut read: Read<'_>,
    change: SeatChange,
    today: NaiveDate,
) -> Result<(SeatId, Difference, Option<PutRight>), ActionError> {
    if let SeatChange::RenameOrdinary | SeatChange::RenameSubstitute = change {
        let (seat, person, name) = read.rename(change)?;
        let renamed = Some((person, name)).filter(|(person, name)| person.name != *name);
        return Ok((seat, Difference::default(), renamed));
    }
    let amendment = read.amendment(change)?;
    let (seat, difference) = amend(read.roster, amendment, today, read.next)?;
    Ok((seat, difference, None))
}

fn seat_of(seats: &[SeatHistory], seat: SeatId) -> Result<&SeatHistory, ActionError> {
    seats.iter().find(|one| one.seat.id == seat).ok_or(ActionError::NotFound(Missing::Seat))
}

/// Whether a seat is to be abolished, with whoever sits in it.
fn abolishing(group: &Group, history: &SeatHistory, today: NaiveDate) -> Question {
    let sits = |capacity| history.sitting(capacity, today).map(|person| person.name.clone());
    let people = [Capacity::Ordinary, Capacity::Substitute].into_iter().filter_map(sits);
    Question::Abolish(group.clone(), Box::new(history.place()), people.collect())
}

async fn show(
    store: &Store,
    caller: Caller,
    group: GroupId,
    seat: Option<&str>,
    now: DateTime<Utc>,
) -> Result<SeatShown, ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, Action::SeeGroup, now).await?;
    let today = group.day_of(now);
    let roster = read_roster(&mut db, &group, today).await?;
    let history = seat_named(&roster, seat, today)?.clone();
    let (changes, newcomers) = (Vec::new(), Vec::new());
    Ok(SeatShown { group, history, today, is_done: false, changes, renamed: None, newcomers })
}
