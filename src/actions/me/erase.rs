//! A person's name and account are removed.

use chrono::{DateTime, Utc};

use super::log;
use super::own::{Own, own};
use crate::actions::forgetting::show_no_longer;
use crate::actions::identity::{identify, still_open};
use crate::actions::notices::group::about_group;
use crate::actions::registry::{Registrar, officials as posts};
use crate::actions::{ActionError, Caller, owe_all};
use crate::domain::appointment::Step;
use crate::domain::audit::{By, Deed};
use crate::domain::group::Group;
use crate::domain::id::PersonId;
use crate::domain::notice::{Destination, GroupNotice, Owed, Subject};
use crate::domain::period::day_before;
use crate::domain::roster::Difference;
use crate::domain::seat::Capacity;
use crate::store::{
    Connection, Store, audit, groups, link_codes, officials, outbox, pending_imports, people,
    replies,
};

/// Removes the caller's name and account. Seats and posts that they hold end the day before; what
/// they held and said stays, as nobody's; the reasons that they gave are removed. Their groups'
/// officials are told of seats that become empty.
///
/// # Errors
/// `NotFound` for an account that is not linked.
pub async fn erase(store: &Store, caller: Caller, now: DateTime<Utc>) -> Result<Own, ActionError> {
    let mut tx = store.write().await?;
    let known = identify(&mut tx, caller, None).await?;
    let organisation = known.organisation.clone();
    let person = known.person.id;
    let before = own(&mut tx, known.organisation, known.person, now).await?;
    let groups = groups::groups_of(&mut tx, organisation.id).await?;
    for group in groups {
        let belongs = before.held.iter().any(|held| held.group.id == group.id)
            || before.posts.iter().any(|(other, _)| other.id == group.id);
        // What has ended is read-only.
        if belongs && still_open(&group, now).is_ok() {
            leave_group(store, &mut tx, &group, person, now).await?;
        }
    }
    log(store, &mut tx, (organisation.id, By::Person(person)), (Deed::Erased, person), now).await?;
    outbox::end_owed_to(&mut tx, organisation.id, person).await?;
    let forgotten = replies::forget_reasons_of(&mut tx, organisation.id, person).await?;
    show_no_longer(&mut tx, &forgotten, now).await?;
    link_codes::remove(&mut tx, organisation.id, person).await?;
    link_codes::forget_account(&mut tx, organisation.id, caller.account).await?;
    audit::forget_account(&mut tx, organisation.id, caller.account).await?;
    // A file that waits may hold the name.
    pending_imports::forget_all(&mut tx, organisation.id).await?;
    people::erase(&mut tx, organisation.id, person, now).await?;
    store.commit(tx).await?;
    Ok(before)
}

async fn leave_group(
    store: &Store,
    db: &mut Connection,
    group: &Group,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), ActionError> {
    let mut registrar = Registrar { store, db, group, by: By::Person(person), now };
    let last = day_before(registrar.today());
    let steps = registrar.all_of_person(person, last).await?;
    let held = officials::posts_of_person(registrar.db, group.organisation, person).await?;
    let today = registrar.today();
    for post in held.iter().filter(|post| post.group == group.id && !post.period.is_over(today)) {
        posts::end(&mut registrar, post, last).await?;
        let place = Destination::Officials;
        let told = about_group(group, GroupNotice::PostVacated, place, post.id.0, now);
        owe_all(store, registrar.db, &[told], now).await?;
    }
    let difference = Difference { steps, ..Difference::default() };
    registrar.carry_out(&difference).await?;
    let vacated: Vec<Owed> = difference
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Redate { appointment, .. } | Step::Withdraw(appointment) => Some(appointment),
            Step::Begin { .. } => None,
        })
        .filter(|appointment| appointment.capacity != Capacity::StandIn)
        .map(|held| Owed {
            subject: Subject::SeatOfGroup(group.id, held.seat),
            ..about_group(group, GroupNotice::Vacated, Destination::Officials, held.id.0, now)
        })
        .collect();
    owe_all(store, db, &vacated, now).await?;
    Ok(())
}
