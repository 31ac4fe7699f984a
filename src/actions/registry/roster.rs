//! Who sits in a group, on any day.

use chrono::{DateTime, NaiveDate, Utc};

use super::registrar::read_roster;
use crate::actions::accounts::Belonging;
use crate::actions::identity::{Visitor, recognise};
use crate::actions::{ActionError, Caller, typed};
use crate::domain::group::Group;
use crate::domain::id::GroupId;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::roster::Roster;
use crate::store::{Connection, Store, officials};

/// A group with its seats and officials on a day.
#[derive(Clone, Debug)]
pub struct RosterShown {
    pub group: Group,
    pub on: NaiveDate,
    /// The seats that there are on that day; of a day that has passed, those in which somebody had
    /// sat by then.
    pub roster: Roster,
    pub officials: Vec<Person>,
}

/// Who sits in a group on the day that was typed, or today.
///
/// # Errors
/// `Denied` for who neither belongs to the group nor asks in its channel; `Typed` for a day that
/// cannot be read.
pub async fn show(
    store: &Store,
    caller: Caller,
    group: GroupId,
    on: Option<&str>,
    now: DateTime<Utc>,
) -> Result<RosterShown, ActionError> {
    let mut db = store.snapshot().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, Action::SeeGroup, now).await?;
    let on = typed::day(&group, on, (caller.language, now))?;
    let mut roster = read_roster(&mut db, &group, on).await?;
    let today = group.day_of(now);
    roster.seats.retain(|seat| seat.exists(on) && (on >= today || seat.has_been_taken(on)));
    let officials = officials::officials_of(&mut db, group.organisation, group.id, on).await?;
    Ok(RosterShown { group, on, roster, officials })
}

/// A group's people and seats, to be picked from by whoever may do `action` there: the people whom they know,
/// by this group or by others that they administer. Whom they do not know they type.
///
/// # Errors
/// `Denied` for others.
pub async fn to_pick_from(
    store: &Store,
    caller: Caller,
    group: GroupId,
    action: Action,
    now: DateTime<Utc>,
) -> Result<(Group, Roster), ActionError> {
    let mut db = store.read().await?;
    let visitor = recognise(&mut db, caller).await?;
    let group = visitor.group(&mut db, group, action, now).await?;
    let roster = known_to(&mut db, &visitor, &group, now).await?;
    Ok((group, roster))
}

/// A group with the people whom the visitor knows, as [`to_pick_from`].
pub(in crate::actions) async fn known_to(
    db: &mut Connection,
    visitor: &Visitor,
    group: &Group,
    now: DateTime<Utc>,
) -> Result<Roster, ActionError> {
    let mut roster = read_roster(db, group, group.day_of(now)).await?;
    if !visitor.caller.administrator {
        let belonging = Belonging::of_all(db, visitor, now).await?;
        let own = roster.seated();
        roster.people.retain(|one| own.contains(&one.id) || belonging.knows(one.id));
    }
    Ok(roster)
}
