//! Officials and their deputies: appointing one, and handing everything over at once.

use chrono::{DateTime, NaiveDate, Utc};

use super::refusal::RegisterRefusal;
use super::registrar::Registrar;
use super::{Picked, PickedPerson, person_picked};
use crate::actions::identity::{Visitor, still_open};
use crate::actions::notices::group::about_group;
use crate::actions::question::Question;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller, Missing};
use crate::domain::audit::{By, Deed, Detail};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, OfficialId, PersonId};
use crate::domain::notice::{Destination, GroupNotice, Owed};
use crate::domain::official::Post;
use crate::domain::period::day_before;
use crate::domain::permission::{Action, can};
use crate::domain::person::Person;
use crate::store::{Store, groups, officials, people};

fn detail(deputy: bool, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Detail {
    let capacity = Some(if deputy { "deputy" } else { "official" }.to_owned());
    Detail { capacity, from, to, ..Detail::default() }
}

/// Makes a person the group's official, or the official's deputy, from a day on; whoever was ends
/// the day before, and a deputy who becomes the official is the deputy no longer. Returns whether
/// that is new.
///
/// # Errors
/// `Register` for a deputy who is the official: the group would be left without one.
pub(in crate::actions) async fn appoint(
    registrar: &mut Registrar<'_, '_>,
    person: &Person,
    deputy: bool,
    from: NaiveDate,
) -> Result<bool, ActionError> {
    let (organisation, group) = (registrar.group.organisation, registrar.group.id);
    let posts = officials::posts_on(&mut registrar.work.db, organisation, from).await?;
    let posts: Vec<Post> = posts.into_iter().filter(|post| post.group == group).collect();
    if posts.iter().any(|post| post.person == person.id && post.deputy == deputy) {
        return Ok(false);
    }
    if posts.iter().any(|post| post.person == person.id && !post.deputy) {
        return Err(RegisterRefusal::IsOfficial(person.name.clone()).into());
    }
    for post in posts.iter().filter(|post| post.deputy == deputy || post.person == person.id) {
        end(registrar, post, day_before(from)).await?;
    }
    let id = OfficialId(registrar.work.next_id());
    let place = (group, person.id, deputy);
    officials::insert_official(&mut registrar.work.db, organisation, id, place, from).await?;
    let what = detail(deputy, Some(from), None);
    registrar.log(registrar.entry(Deed::OfficialAppointed).about(person.id).with(what));
    if let Some(before) = posts.iter().find(|post| post.deputy == deputy) {
        // Both hear of it, once however many posts it is about, but whoever does it knows.
        for told in [person.id, before.person] {
            let knows = registrar.work.by == By::Person(told)
                || registrar.work.owes(GroupNotice::Handover.into(), told);
            if !knows {
                let told = handed_over(registrar, id, told);
                registrar.work.owe([told]);
            }
        }
    }
    // What names the officials is edited.
    registrar.work.group_changed(group);
    Ok(true)
}

/// Appoints those who were picked as official and as deputy, where anybody was, from a day on. Returns who
/// was known by their name and is linked only now, and for each post that is new whether it is the
/// deputy's.
pub(super) async fn appoint_picked(
    registrar: &mut Registrar<'_, '_>,
    visitor: &Visitor,
    (official, deputy): (Option<&Picked>, Option<&Picked>),
    from: NaiveDate,
) -> Result<(Vec<Person>, Vec<bool>), ActionError> {
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for (picked, deputy) in [(official, false), (deputy, true)] {
        let Some(picked) = picked else { continue };
        let PickedPerson { person, by_name } = person_picked(registrar, visitor, picked).await?;
        by_name.then(|| known.push(person.clone()));
        if appoint(registrar, &person, deputy, from).await? {
            new.push(deputy);
        }
    }
    Ok((known, new))
}

/// Ends a post with `last`.
pub(in crate::actions) async fn end(
    registrar: &mut Registrar<'_, '_>,
    post: &Post,
    last: NaiveDate,
) -> Result<(), ActionError> {
    officials::end_post(&mut registrar.work.db, registrar.group.organisation, post, last).await?;
    let what = detail(post.deputy, None, Some(last));
    registrar.log(registrar.entry(Deed::OfficialEnded).about(post.person).with(what));
    // What names the officials is edited.
    registrar.work.group_changed(registrar.group.id);
    Ok(())
}

fn handed_over(registrar: &Registrar<'_, '_>, post: OfficialId, person: PersonId) -> Owed {
    let place = Destination::Direct;
    let told =
        about_group(registrar.group, GroupNotice::Handover, place, post.0, registrar.work.now);
    Owed { person: Some(person), ..told }
}

/// Everything that was handed over.
#[derive(Clone, Debug)]
pub struct HandedOver {
    pub from: Person,
    pub to: Person,
    /// The groups, each with whether it was the deputy's post.
    pub groups: Vec<(Group, bool)>,
    /// The groups in which nobody is the deputy now: the successor was, or is the official there.
    pub without_deputy: Vec<Group>,
    /// Whether the successor was known by their name, and is linked only now.
    pub by_name: bool,
}

/// Hands everything that a group's official is responsible for, in every group, over to somebody
/// else: at once, whole or not at all.
///
/// # Errors
/// `Denied` for who may not administer the group; `NotFound` where it has no official; `Register` when
/// they are the same person, or the official has a post in a group that the caller does not administer.
pub async fn hand_over(
    store: &Store,
    caller: Caller,
    group: GroupId,
    to: &Picked,
    now: DateTime<Utc>,
) -> Result<HandedOver, ActionError> {
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let group = work.open_group(&visitor, group, Action::Administer).await?;
    let organisation = group.organisation;
    let day = group.day_of(now);
    let posts = officials::posts_on(&mut work.db, organisation, day).await?;
    let leaving = posts.iter().find(|post| post.group == group.id && !post.deputy);
    let leaving = leaving.ok_or(ActionError::NotFound(Missing::Official))?.person;
    let from = people::person(&mut work.db, organisation, leaving).await?;
    let from = from.ok_or(ActionError::NotFound(Missing::Official))?;
    let mut registrar = Registrar { work: &mut work, group: &group };
    let PickedPerson { person: to, by_name } = person_picked(&mut registrar, &visitor, to).await?;
    if from.id == to.id {
        return Err(RegisterRefusal::SamePerson.into());
    }
    let (mut moved, mut without_deputy) = (Vec::new(), Vec::new());
    for post in posts.iter().filter(|post| post.person == leaving) {
        let Some(group) = open_group_of(&mut work, &visitor, (post, &from)).await? else {
            continue;
        };
        let theirs = posts.iter().filter(|one| one.group == post.group && one.person == to.id);
        let theirs: Vec<bool> = theirs.map(|one| one.deputy).collect();
        let mut registrar = Registrar { work: &mut work, group: &group };
        hand_over_post(&mut registrar, post, &to, &theirs).await?;
        // Whoever is the official there stays so; whoever was the deputy is the official now.
        if !theirs.is_empty() {
            without_deputy.push(group.clone());
        }
        if !theirs.contains(&false) {
            moved.push((group, post.deputy));
        }
    }
    // What cannot be is told before anything is asked; what was written until here is not kept then.
    let names = (from.name.clone(), to.name.clone());
    caller.asked(|| Question::HandOver(group.clone(), names.0, names.1))?;
    work.commit().await?;
    Ok(HandedOver { from, to, groups: moved, without_deputy, by_name })
}

/// The group of a post that is to be handed over; `None` for one that has ended, and is read-only.
async fn open_group_of(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (post, holder): (&Post, &Person),
) -> Result<Option<Group>, ActionError> {
    let found = groups::group(&mut work.db, work.organisation, post.group).await?;
    let group = found.ok_or(ActionError::NotFound(Missing::Group))?;
    if still_open(&group, work.now).is_err() {
        return Ok(None);
    }
    let actor = visitor.actor_in(&mut work.db, &group, work.now).await?;
    if !can(&actor, Action::Administer) {
        return Err(RegisterRefusal::HoldsElsewhere(holder.name.clone(), group.name).into());
    }
    Ok(Some(group))
}

/// Hands one post over to somebody whose own posts in the group are `theirs`, each with whether it is the
/// deputy's. Whoever is the official there is no deputy as well: the post ends.
async fn hand_over_post(
    registrar: &mut Registrar<'_, '_>,
    post: &Post,
    to: &Person,
    theirs: &[bool],
) -> Result<(), ActionError> {
    let from = registrar.today();
    if theirs.contains(&false) {
        return end(registrar, post, day_before(from)).await;
    }
    appoint(registrar, to, post.deputy, from).await?;
    Ok(())
}
