//! A group's settings: seeing them, and changing any of them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::channels::may_have;
use super::declaration::declare;
use super::groups::name_is_free;
use super::officials::appoint_picked;
use super::readers::opens_page;
use super::refusal::RegisterRefusal;
use super::registrar::Registrar;
use super::settings_request::{SettingsRequest, differences, wished};
use crate::actions::agenda::expected;
use crate::actions::coming;
use crate::actions::identity::{Visitor, authorise, recognise, still_open};
use crate::actions::meeting::{ask_which_but, expected as those_expected};
use crate::actions::notices::meeting::zone_corrected;
use crate::actions::question::Question;
use crate::actions::view::MeetingView;
use crate::actions::work::Work;
use crate::actions::{ActionError, Caller};
use crate::domain::audit::Deed;
use crate::domain::calendar::PageVisibility;
use crate::domain::composition::Rule;
use crate::domain::group::{Group, Organisation};
use crate::domain::id::{GroupId, MeetingId};
use crate::domain::meeting::{MeetingRefusal, MeetingState};
use crate::domain::notes::NotesPlaces;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::reach::Unreached;
use crate::store::{
    Connection, Store, StoreError, calendar, calling, compositions, groups, meetings, notes,
    officials, organisations, outbox, presences, reach,
};

/// A group's settings.
#[derive(Clone, Debug)]
pub struct GroupSettings {
    pub group: Group,
    pub official: Option<Person>,
    pub deputy: Option<Person>,
    pub composition: Vec<Rule>,
    /// The keys of what was changed.
    pub changed: Vec<&'static str>,
    /// Who was known by their name, and is linked now to the account that was picked.
    pub known: Vec<Person>,
    /// Whether everybody on the server may see its calendar.
    pub public_calendar: bool,
    /// Who may open the page of its meetings.
    pub page: PageVisibility,
    /// Where its notes go.
    pub notes: NotesPlaces,
    /// Whether the group goes on for longer than it was to.
    pub goes_on: bool,
    /// How many meetings to come keep their time on the wall of another zone.
    pub moved: usize,
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
) -> Result<GroupSettings, ActionError> {
    if request == SettingsRequest::default() {
        let mut db = store.read().await?;
        let visitor = recognise(&mut db, caller).await?;
        let group = visitor.group(&mut db, group, Action::Administer, now).await?;
        return shown(&mut db, group, Vec::new(), now).await;
    }
    let (mut work, visitor) = Work::of(store, caller, now).await?;
    let before = work.group(&visitor, group, Action::Administer).await?;
    let renames_what_ended = may_change(&mut work, &visitor, (&before, &request)).await?;
    let after = wished(&before, &request, (caller.language, now))?;
    calls_at_once(&mut work, caller, (&before, &after)).await?;
    let has = [before.channel, before.officials_channel];
    let new = [request.channel, request.officials_channel, request.notes_channel];
    let new = new.into_iter().flatten().filter(|picked| !has.contains(&picked.channel));
    may_have(&mut work, &visitor, &before, new).await?;
    let differences = differences(&before, &after);
    let more = request.sets_more() || opens_page(&mut work, &before, &request).await?;
    if !renames_what_ended && (more || !differences.is_empty()) {
        still_open(&before, now)?;
    }
    write(&mut work, &visitor, (&before, &after)).await?;
    let moved = keep_on_the_wall(&mut work, (&before, &after)).await?;
    let mut changed: Vec<&'static str> = differences.iter().map(|one| one.setting).collect();
    let mut registrar = Registrar { work: &mut work, group: &after };
    for difference in differences {
        registrar.log(registrar.entry(Deed::Set).with(difference.detail()));
    }
    let (known, more) = set_more(&mut registrar, &visitor, &request).await?;
    changed.extend(more);
    if !changed.is_empty() {
        work.group_changed(after.id);
        work.calendar_changed(after.id);
    }
    let shown = shown(&mut work.db, after, changed, now).await?;
    work.commit().await?;
    let goes_on = match (before.term.to, shown.group.term.to) {
        (Some(before), Some(after)) => before < after,
        (before, after) => before.is_some() && after.is_none(),
    };
    Ok(GroupSettings { known, goes_on, moved, ..shown })
}

/// Sets what is wished for and is no part of the group's own row: who has its posts, its composition, who may see what of it, and
/// where its notes go. Returns who was known by their name, and the keys of what was changed.
async fn set_more(
    registrar: &mut Registrar<'_, '_>,
    visitor: &Visitor,
    request: &SettingsRequest,
) -> Result<(Vec<Person>, Vec<&'static str>), ActionError> {
    let (picked, from) = ((request.official.as_ref(), request.deputy.as_ref()), registrar.today());
    let (known, posts) = appoint_picked(registrar, visitor, picked, from).await?;
    let key = |deputy| if deputy { "deputy" } else { "official" };
    let mut changed: Vec<&'static str> = posts.into_iter().map(key).collect();
    if let Some(text) = &request.composition {
        declare(registrar, text).await?;
        changed.push("composition");
    }
    if let Some(is_public) = request.public_calendar {
        registrar.set_public(is_public).await?;
        changed.push("public-calendar");
    }
    if let Some(page) = request.page {
        let has_changed = registrar.set_page(page).await?;
        changed.extend(has_changed.then_some("page"));
    }
    changed.extend(registrar.set_notes(request.notes_channel, request.notes_on_page).await?);
    Ok((known, changed))
}

/// Refuses what is the server's administrator's alone: to end a group, and to rename one that has ended.
/// Returns whether it is the latter. What has ended is read-only, but the next group may want its name.
async fn may_change(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (before, request): (&Group, &SettingsRequest),
) -> Result<bool, ActionError> {
    let renames =
        *request == SettingsRequest { name: request.name.clone(), ..SettingsRequest::default() };
    let renames_what_ended = renames && still_open(before, work.now).is_err();
    // A last day ends the group.
    if request.to.is_some() || renames_what_ended {
        let actor = visitor.actor_in(&mut work.db, before, work.now).await?;
        authorise(&actor, Action::ManageGroups)?;
    }
    Ok(renames_what_ended)
}

/// Writes a group as it is wished to be, with what depends on it.
async fn write(
    work: &mut Work<'_>,
    visitor: &Visitor,
    (before, after): (&Group, &Group),
) -> Result<(), ActionError> {
    if before == after {
        return Ok(());
    }
    if let Some(last) = after.term.to.filter(|_| after.term != before.term) {
        let coming = coming::all(&mut work.db, after, work.now).await?;
        // A zone that is corrected with it leaves them on their day.
        if coming.iter().any(|one| before.day_of(one.starts) > last) {
            return Err(RegisterRefusal::MeetingsAfter(last).into());
        }
    }
    if after.name != before.name {
        name_is_free(&mut work.db, after).await?;
    }
    groups::update_group(&mut work.db, after).await?;
    let places = |group: &Group| (group.channel, group.officials_channel);
    if after.channel != before.channel {
        let sight = Unreached::CannotSee;
        reach::forget_why(&mut work.db, after.organisation, after.id, sight).await?;
    }
    if places(after) != places(before) {
        outbox::try_places_now(&mut work.db, after.organisation, after.id, work.now).await?;
    }
    let listed = |group: &Group| (group.name.clone(), group.rule.zone);
    if listed(after) != listed(before) {
        meetings::note_change_of_all(&mut work.db, after.organisation, after.id, work.now).await?;
    }
    if after.rule != before.rule {
        calling::plan_anew(&mut work.db, after.organisation, after.id).await?;
    }
    let speaks = |group: &Group| (group.language, group.rule.zone);
    if speaks(after) != speaks(before) {
        follow_only_group(&mut work.db, &visitor.organisation, after).await?;
    }
    Ok(())
}

/// Asks first where another lead time or posting schedule would call meetings at once.
async fn calls_at_once(
    work: &mut Work<'_>,
    caller: Caller,
    (before, after): (&Group, &Group),
) -> Result<(), ActionError> {
    let now = work.now;
    if before.rule == after.rule {
        return Ok(());
    }
    let mut due = coming::all(&mut work.db, before, now).await?;
    due.retain(|meeting| {
        meeting.state == MeetingState::Scheduled
            && after.rule.is_due(meeting.starts, now)
            && !before.rule.is_due(meeting.starts, now)
    });
    if due.is_empty() { Ok(()) } else { caller.asked(|| Question::CallsNow(before.clone(), due)) }
}

/// A zone that is corrected moves a group's meetings, which keep their time on the wall. Who has been called to
/// one is told. Returns how many of those to come have moved.
async fn keep_on_the_wall(
    work: &mut Work<'_>,
    (before, after): (&Group, &Group),
) -> Result<usize, ActionError> {
    let zones = (before.rule.zone, after.rule.zone);
    if zones.0 == zones.1 {
        return Ok(0);
    }
    let now = work.now;
    // Also those that have been, and those that were not to be: they were not then either.
    let all = meetings::of_group(&mut work.db, after.organisation, after.id).await?;
    let moves = all.iter().filter_map(|old| {
        let moved = old.with_zone_corrected(zones, now)?;
        Some((old.starts, moved))
    });
    // No two are held at once, in between either: of those that move later the last goes first.
    let (later, earlier): (Vec<_>, Vec<_>) = moves.partition(|(old, moved)| moved.starts > *old);
    let mut told = Vec::new();
    for (old, meeting) in later.into_iter().rev().chain(earlier) {
        let written = meetings::update_times(&mut work.db, &meeting).await;
        written.map_err(|error| match error {
            StoreError::Duplicate(_) => ActionError::Meeting(MeetingRefusal::SameTime),
            other => ActionError::from(other),
        })?;
        let is_on = matches!(meeting.state, MeetingState::Scheduled | MeetingState::Called);
        let by = meeting.starts - old;
        expected::keep_on_the_wall(work, meeting.id, by).await?;
        let place = (after.organisation, meeting.id);
        presences::shift(&mut work.db, place, by.num_seconds()).await?;
        // Those also that have begun by it, and were told to begin later.
        if is_on && old.max(meeting.starts) > work.now {
            work.meeting_changed(meeting.id);
            told.push(meeting.id);
        }
    }
    for view in MeetingView::load_all(&mut work.db, after.organisation, &told, work.now).await? {
        ask_which_anew(work, &view, zones, &told).await?;
        if view.is_out && view.meeting.state == MeetingState::Called {
            work.owe(zone_corrected(&view));
        }
    }
    Ok(told.len())
}

/// Asks about those meetings of others that a corrected zone has brought to the same time. Its own have moved with it.
async fn ask_which_anew(
    work: &mut Work<'_>,
    view: &MeetingView,
    (was, is): (Tz, Tz),
    moved: &[MeetingId],
) -> Result<(), ActionError> {
    let Some(before) = view.meeting.with_zone_corrected((is, was), work.now) else { return Ok(()) };
    let (own, when) = (view.meeting.id, (before.starts, before.ends));
    let db = &mut work.db;
    let mut known = meetings::overlapping(db, work.organisation, when, (Some(own), true)).await?;
    known.extend(moved);
    let people = those_expected(view);
    ask_which_but(work, (view, &people), (&[], &known), work.now).await
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
) -> Result<GroupSettings, ActionError> {
    let organisation = group.organisation;
    let held = officials::held_posts(db, organisation, group.id, group.day_of(now)).await?;
    let holder = |deputy| {
        let mut held = held.iter();
        held.find(|(post, _)| post.deputy == deputy).map(|(_, person)| person.clone())
    };
    let (official, deputy) = (holder(false), holder(true));
    let composition = compositions::of_group(db, organisation, group.id).await?;
    let (known, goes_on, moved) = (Vec::new(), false, 0);
    let public_calendar = calendar::public_groups(db, organisation).await?.contains(&group.id);
    let page = calendar::page(db, organisation, group.id).await?;
    let notes = notes::places(db, organisation, group.id).await?;
    Ok(GroupSettings {
        group,
        official,
        deputy,
        composition,
        changed,
        known,
        public_calendar,
        page,
        notes,
        goes_on,
        moved,
    })
}
