//! A person's name and account are removed.

use chrono::{DateTime, Utc};

use super::own::{Own, own};
use crate::actions::agenda::guests::end_all_of;
use crate::actions::forgetting::show_no_longer;
use crate::actions::identity::{Known, still_open};
use crate::actions::notices::group::about_group;
use crate::actions::registry::{Registrar, officials as posts};
use crate::actions::reply::SpokenFor;
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::appointment::Step;
use crate::domain::audit::Deed;
use crate::domain::cover::Answer;
use crate::domain::group::Group;
use crate::domain::id::PersonId;
use crate::domain::notice::{Destination, GroupNotice, Owed, Subject};
use crate::domain::period::day_before;
use crate::domain::roster::Difference;
use crate::domain::seat::Capacity;
use crate::store::{
    Store, accesses, agenda, agenda_seen, audit, calendar, groups, link_codes, notes, officials,
    pending_imports, people, refused_forms, replies, revisions,
};

/// Removes the caller's name and account. Seats and posts that they hold end the day before; what
/// they held and said stays, as nobody's; the reasons that they gave are removed. Their groups'
/// officials are told of seats that become empty.
///
/// # Errors
/// `NotFound` for an account that is not linked.
pub async fn erase(store: &Store, caller: Caller, now: DateTime<Utc>) -> Result<Own, ActionError> {
    let (mut work, known) = Work::of_person(store, caller, now).await?;
    let (organisation, person) = (work.organisation, known.person.id);
    stand_in_nowhere(&mut work, &known).await?;
    let before = own(&mut work.db, known.organisation, known.person, now).await?;
    let groups = groups::groups_of(&mut work.db, organisation).await?;
    for group in groups {
        let belongs = before.held.iter().any(|held| held.group.id == group.id)
            || before.posts.iter().any(|(other, _)| other.id == group.id);
        // What has ended is read-only.
        if belongs && still_open(&group, now).is_ok() {
            leave_group(&mut work, &group, person).await?;
        }
    }
    work.log([work.entry(Deed::Erased).about(person)]);
    work.owe_nothing_to(person).await?;
    let forgotten = replies::forget_reasons_of(&mut work.db, organisation, person).await?;
    show_no_longer(&mut work, &forgotten);
    link_codes::remove(&mut work.db, organisation, person).await?;
    link_codes::forget_account(&mut work.db, organisation, caller.account).await?;
    audit::forget_account(&mut work.db, organisation, caller.account).await?;
    // A file that waits may hold the name.
    pending_imports::forget_all(&mut work.db, organisation).await?;
    refused_forms::forget_of(&mut work.db, organisation, caller.account).await?;
    notes::forget_files_of(&mut work.db, organisation, caller.account).await?;
    revisions::forget_words_of(&mut work.db, organisation, person).await?;
    agenda_seen::forget_of(&mut work.db, organisation, person).await?;
    calendar::forget(&mut work.db, organisation, person).await?;
    accesses::revoke_all(&mut work.db, organisation, person).await?;
    let presented = agenda::of_person(&mut work.db, organisation, person).await?;
    for item in presented {
        work.item_changed(item.id);
    }
    end_all_of(&mut work, person).await?;
    people::erase(&mut work.db, organisation, person, now).await?;
    work.commit().await?;
    // It is done: where the files cannot be tidied up just now, they are within the hour.
    let _ = store.leave_no_remains().await;
    Ok(before)
}

/// Whoever was to stand in at a meeting does so no longer: the ladder goes on for the seat.
async fn stand_in_nowhere(work: &mut Work<'_>, known: &Known) -> Result<(), ActionError> {
    let (organisation, now) = (work.organisation, work.now);
    let asked = replies::to_stand_in(&mut work.db, organisation, known.person.id, now).await?;
    for (meeting, seat) in asked {
        let view = MeetingView::load(&mut work.db, organisation, meeting, now).await?;
        let stands_in = view.seat(seat).is_ok_and(|seat| {
            seat.standing.stand_in.is_some_and(|one| one.person == known.person.id)
        });
        if stands_in {
            let person = known.person.clone();
            let spoken_for = SpokenFor { seat, person, capacity: Capacity::StandIn };
            spoken_for.say(work, &view, known, (Answer::Withdrawn, None)).await?;
        }
    }
    Ok(())
}

async fn leave_group(
    work: &mut Work<'_>,
    group: &Group,
    person: PersonId,
) -> Result<(), ActionError> {
    let now = work.now;
    let mut registrar = Registrar { work, group };
    let last = day_before(registrar.today());
    let steps = registrar.all_of_person(person, last).await?;
    let db = &mut registrar.work.db;
    let held = officials::posts_of_person(db, group.organisation, person).await?;
    let today = registrar.today();
    for post in held.iter().filter(|post| post.group == group.id && !post.period.is_over(today)) {
        posts::end(&mut registrar, post, last).await?;
        let place = Destination::Officials;
        let told = about_group(group, GroupNotice::PostVacated, place, post.id.0, now);
        registrar.work.owe([told]);
    }
    let difference = Difference { steps, ..Difference::default() };
    registrar.carry_out(&difference).await?;
    let vacated = difference
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
        });
    work.owe(vacated);
    Ok(())
}
