//! A group's settings: seeing them, and changing any of them.

use chrono::{DateTime, Utc};

use super::declaration::declare;
use super::groups::name_is_free;
use super::officials::appoint;
use super::refusal::RegisterRefusal;
use super::registrar::Registrar;
use super::settings_request::{SettingsRequest, differences, wished};
use super::{PickedPerson, person_picked};
use crate::actions::coming;
use crate::actions::identity::{authorise, recognise, still_open};
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::composition::Rule;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::GroupId;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::store::{Connection, Store, compositions, groups, meetings, officials, organisations};

/// A group's settings.
#[derive(Clone, Debug)]
pub struct Shown {
    pub group: Group,
    pub official: Option<Person>,
    pub deputy: Option<Person>,
    pub composition: Vec<Rule>,
    /// The keys of what was changed.
    pub changed: Vec<&'static str>,
    /// Who was known by their name, and is linked now to the account that was picked.
    pub known: Vec<Person>,
    /// Whether the group goes on for longer than it was to.
    pub goes_on: bool,
}

/// Changes what is wished for, all of it or nothing, and shows the settings.
///
/// # Errors
/// `Denied` for others than administrator and official, and for the group's last day for others than
/// the administrator; `Typed` for what cannot be read; `Register` where the group's last day would
/// lie before a meeting of its.
pub async fn change(
    store: &Store,
    caller: Caller,
    group: GroupId,
    request: SettingsRequest,
    now: DateTime<Utc>,
) -> Result<Shown, ActionError> {
    if request == SettingsRequest::default() {
        let mut db = store.read().await?;
        let visitor = recognise(&mut db, caller).await?;
        let group = visitor.group(&mut db, group, Action::Administer, now).await?;
        return shown(&mut db, group, Vec::new(), now).await;
    }
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let before = work.group(&visitor, group, Action::Administer).await?;
    if request.to.is_some() {
        // It ends the group.
        authorise(&visitor.actor_in(&mut work.db, &before, now).await?, Action::Found)?;
    }
    let after = wished(&before, &request, now)?;
    let differences = differences(&before, &after);
    let officials = request.official.is_some() || request.deputy.is_some();
    // What has ended is read-only, but for its name: the next group may want that.
    let renames =
        request == SettingsRequest { name: request.name.clone(), ..SettingsRequest::default() };
    if renames && still_open(&before, now).is_err() {
        authorise(&visitor.actor_in(&mut work.db, &before, now).await?, Action::Found)?;
    } else if !differences.is_empty() || officials || request.composition.is_some() {
        still_open(&before, now)?;
    }
    let last = after.term.to.filter(|_| after.term != before.term);
    if let Some(last) = last
        && coming::all(&mut work.db, &after, now)
            .await?
            .iter()
            .any(|one| after.day_of(one.starts) > last)
    {
        return Err(RegisterRefusal::MeetingsAfter(last).into());
    }
    if !differences.is_empty() {
        if after.name != before.name {
            name_is_free(&mut work.db, &after).await?;
        }
        groups::update_group(&mut work.db, &after).await?;
        if after.rule != before.rule {
            meetings::plan_anew(&mut work.db, after.organisation, after.id).await?;
        }
        let speaks = |group: &Group| (group.language, group.rule.zone);
        if speaks(&after) != speaks(&before) {
            follow_only_group(&mut work.db, &visitor.organisation, &after).await?;
        }
    }
    let mut changed: Vec<&'static str> = differences.iter().map(|one| one.setting).collect();
    let mut registrar = Registrar { work: &mut work, group: &after };
    for difference in differences {
        registrar.log(registrar.entry(Deed::Set).with(difference.detail()));
    }
    let mut known = Vec::new();
    for (picked, deputy) in [(&request.official, false), (&request.deputy, true)] {
        let Some(picked) = picked else { continue };
        let PickedPerson { person, by_name } =
            person_picked(&mut registrar, &visitor, picked).await?;
        by_name.then(|| known.push(person.clone()));
        let from = registrar.today();
        if appoint(&mut registrar, &person, deputy, from).await? {
            changed.push(if deputy { "deputy" } else { "official" });
        }
    }
    if let Some(text) = &request.composition {
        declare(&mut registrar, text).await?;
        changed.push("composition");
    }
    if !changed.is_empty() {
        work.group_changed(after.id);
    }
    let shown = shown(&mut work.db, after, changed, now).await?;
    work.commit().await?;
    let goes_on = match (before.term.to, shown.group.term.to) {
        (Some(before), Some(after)) => before < after,
        (before, after) => before.is_some() && after.is_none(),
    };
    Ok(Shown { known, goes_on, ..shown })
}

/// What the only group speaks and by whose clock it lives is the organisation's too, and so that of
/// its next groups: the first guess was made before anybody could say.
async fn follow_only_group(
    db: &mut Connection,
    organisation: &Organisation,
    group: &Group,
) -> Result<(), ActionError> {
    if groups::groups_of(db, organisation.id).await?.len() == 1 {
        let (language, zone) = (group.language, group.rule.zone);
        organisations::set_language_and_zone(db, organisation.id, language, zone).await?;
    }
    Ok(())
}

async fn shown(
    db: &mut Connection,
    group: Group,
    changed: Vec<&'static str>,
    now: DateTime<Utc>,
) -> Result<Shown, ActionError> {
    let organisation = group.organisation;
    let held = officials::held_posts(db, organisation, group.id, group.day_of(now)).await?;
    let holder = |deputy| {
        let mut held = held.iter();
        held.find(|(post, _)| post.deputy == deputy).map(|(_, person)| person.clone())
    };
    let (official, deputy) = (holder(false), holder(true));
    let composition = compositions::of_group(db, organisation, group.id).await?;
    let (known, goes_on) = (Vec::new(), false);
    Ok(Shown { group, official, deputy, composition, changed, known, goes_on })
}
