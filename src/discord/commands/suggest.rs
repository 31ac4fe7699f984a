//! Suggestions while a person types (autocomplete). Whoever may not, or is unknown, is offered
//! nothing; the command itself says why.

use chrono::NaiveDate;
use poise::serenity_prelude as serenity;
use serde_json::json;

use super::agenda::{picked_attendance, picked_item};
use super::{Ctx, call};
use crate::actions::agenda::{choices as agendas, guests, plans};
use crate::actions::calendar::choices as calendars;
use crate::actions::me::linkable;
use crate::actions::notes;
use crate::actions::registry::roster as rosters;
use crate::actions::registry::seat::SeatChange;
use crate::actions::{ActionError, Missing, choices as picks};
use crate::discord::Edge;
use crate::discord::answer::Call;
use crate::domain::agenda::MOST_MINUTES;
use crate::domain::group::Group;
use crate::domain::id::GroupId;
use crate::domain::local_time::wall;
use crate::domain::meeting::LONGEST_MINUTES;
use crate::domain::permission::Action;
use crate::domain::person::Person;
use crate::domain::roster::Roster;
use crate::domain::typed_when::Bare;
use crate::render::agenda;
use crate::render::choices::{self, Choice};
use crate::render::notes::reading;
use crate::render::reader::Reader;
use crate::render::time_choices;

/// Finds the option that is being typed and answers with its suggestions.
pub async fn suggest(
    framework: poise::FrameworkContext<'_, Edge, ActionError>,
    interaction: &serenity::CommandInteraction,
) {
    let responded = std::sync::atomic::AtomicBool::new(false);
    let invocation = tokio::sync::Mutex::new(Box::new(()) as _);
    let options = interaction.data.options();
    let mut tree = Vec::new();
    let kind = poise::CommandInteractionType::Autocomplete;
    let extracted = poise::extract_command_and_run_checks(
        framework,
        interaction,
        kind,
        &responded,
        &invocation,
        &options,
        &mut tree,
    );
    let Ok(ctx) = extracted.await else { return };
    let focused = ctx.args.iter().find_map(|option| match option.value {
        serenity::ResolvedValue::Autocomplete { value, .. } => Some((option.name, value)),
        _ => None,
    });
    let Some((name, typed)) = focused else { return };
    let parameter = ctx.command().parameters.iter().find(|parameter| parameter.name == name);
    if let Some(callback) = parameter.and_then(|parameter| parameter.autocomplete_callback) {
        let suggestions = callback(ctx, typed).await;
        let response = serenity::CreateInteractionResponse::Autocomplete(suggestions);
        call(&ctx).send(&json!(response)).await;
    }
}

/// Groups in which the caller may schedule.
pub async fn groups(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    groups_where(ctx, Action::RunMeetings, typed).await
}

/// Groups that the caller may end.
pub async fn managed_groups(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    groups_where(ctx, Action::ManageGroups, typed).await
}

/// Groups that the caller may change.
pub async fn administered_groups(
    ctx: Ctx<'_>,
    typed: &str,
) -> serenity::CreateAutocompleteResponse {
    groups_where(ctx, Action::Administer, typed).await
}

/// Groups that the caller may see.
pub async fn seen_groups(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    groups_where(ctx, Action::SeeGroup, typed).await
}

async fn groups_where(
    ctx: Ctx<'_>,
    action: Action,
    typed: &str,
) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = picks::groups(&call.edge.store, call.caller, action, now).await;
    offer(&call, found.map(|groups| choices::groups(&groups, typed)))
}

/// What has been filled in already, by the option's name.
fn filled<'a>(ctx: &Ctx<'a>, wanted: &str) -> Option<&'a str> {
    ctx.args.iter().find_map(|option| match option.value {
        serenity::ResolvedValue::String(value) if option.name == wanted => Some(value),
        _ => None,
    })
}

/// The group that has been picked, with its seats and people.
async fn picked_roster(
    ctx: &Ctx<'_>,
    call: &Call<'_>,
    action: Action,
) -> Result<(Group, Roster), ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let typed = filled(ctx, "group").unwrap_or_default();
    let group = picks::group_meant(store, caller, typed, now).await?;
    let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
    rosters::to_pick_from(store, caller, group, action, now).await
}

/// Seats of the group that has been picked.
pub async fn seats(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = picked_roster(&ctx, &call, Action::SeeGroup).await;
    offer(
        &call,
        found.map(|(group, roster)| {
            let today = group.day_of(now);
            choices::seats(call.reader, &roster, today, typed)
        }),
    )
}

/// People of the organisation; or else whatever name is typed.
pub async fn people(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let found = picked_roster(&ctx, &call, Action::Administer).await;
    offer(
        &call,
        found.map(|(_, roster)| match corrects_a_name(&ctx) {
            true => choices::as_typed(typed).into_iter().collect(),
            false => choices::people_or_typed(call.reader, &roster.people, typed),
        }),
    )
}

/// Whether the person's name is to be corrected: then nobody else's helps.
fn corrects_a_name(ctx: &Ctx<'_>) -> bool {
    ctx.args.iter().any(|option| match option.value {
        serenity::ResolvedValue::Integer(picked) if option.name == "change" => {
            let change = usize::try_from(picked).ok().and_then(|at| SeatChange::ALL.get(at));
            matches!(change, Some(SeatChange::RenameOrdinary | SeatChange::RenameSubstitute))
        }
        _ => false,
    })
}

/// People whom the caller may link to an account.
pub async fn people_to_link(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = linkable::people_to_link(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|people| choices::people(&people, typed)))
}

/// Appointers of the organisation; or else whatever name is typed.
pub async fn appointers(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let found = picked_roster(&ctx, &call, Action::Administer).await;
    offer(
        &call,
        found.map(|(_, roster)| choices::appointers(call.reader, &roster.appointers, typed)),
    )
}

/// Compositions: as the seats are now, none, or what is typed.
pub async fn compositions(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    offer(&call, Ok(choices::compositions(call.reader, typed)))
}

/// Posting schedules that groups use.
pub async fn posting_schedules(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    offer(&call, Ok(choices::posting_schedules(call.reader, typed)))
}

/// Time zones.
pub async fn zones(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    offer(&call(&ctx), Ok(choices::zones(typed)))
}

/// Meetings that the caller may run.
pub async fn run_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    meetings(&call(&ctx), Action::RunMeetings, typed).await
}

/// Meetings that have begun and that the caller may run: first those that nobody has closed, the last first.
pub async fn begun_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = picks::begun_meetings(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|meetings| choices::meetings(call.reader, &meetings, typed)))
}

/// Meetings that have begun and whose notes the caller may write.
pub async fn noted_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    begun_meetings(ctx, typed).await
}

/// Published notes that the caller may see.
pub async fn published_notes(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = notes::show::listed(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|found| reading::choices(call.reader, &found, typed)))
}

/// Those of the meeting that has been picked who may be named to approve its notes.
pub async fn adjusters(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let meeting = filled(&ctx, "meeting").and_then(|picked| super::picked_meeting(picked).ok());
    let Some(meeting) = meeting else { return serenity::CreateAutocompleteResponse::new() };
    let now = call.edge.clock.now();
    let found = notes::write::open(&call.edge.store, call.caller, meeting, now).await;
    offer(
        &call,
        found.map(|draft| {
            let seats = draft.register.view.seats.iter();
            let members = seats.clone().filter_map(|seat| seat.occupied.ordinary.as_ref());
            let substitutes = seats.filter_map(|seat| seat.occupied.substitute.as_ref());
            let mut people: Vec<Person> = Vec::new();
            for person in members.chain(substitutes) {
                if people.iter().all(|one| one.id != person.id) {
                    people.push(person.clone());
                }
            }
            choices::people(&people, typed)
        }),
    )
}

/// Meetings of the caller's groups: one that is under way, those to come, and then those that have been.
pub async fn shown_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = picks::shown_meetings(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|meetings| choices::meetings(call.reader, &meetings, typed)))
}

/// Meetings of the caller's groups.
pub async fn own_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = picks::upcoming_own_meetings(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|meetings| choices::meetings(call.reader, &meetings, typed)))
}

async fn meetings(
    call: &Call<'_>,
    action: Action,
    typed: &str,
) -> serenity::CreateAutocompleteResponse {
    let found =
        picks::upcoming_meetings(&call.edge.store, call.caller, action, call.edge.clock.now())
            .await;
    offer(call, found.map(|meetings| choices::meetings(call.reader, &meetings, typed)))
}

/// Members of the meeting that has been picked.
pub async fn members(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let meeting = filled(&ctx, "meeting").and_then(|picked| super::picked_meeting(picked).ok());
    let Some(meeting) = meeting else { return serenity::CreateAutocompleteResponse::new() };
    let found = picks::members(&call.edge.store, call.caller, meeting, call.edge.clock.now()).await;
    offer(&call, found.map(|seats| choices::members(&seats, typed)))
}

/// Groups whose calendar the caller may see.
pub async fn calendar_groups(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = calendars::groups(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|groups| choices::groups(&groups, typed)))
}

/// A topic of what the caller may see.
pub async fn known_topics(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = calendars::topics(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|topics| agenda::one_topic(&topics, typed)))
}

/// How long an item takes.
pub async fn lengths(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let usual = (&[5, 10, 15, 20, 30, 45, 60, 90][..], Bare::Minutes, MOST_MINUTES);
    offer(&call, Ok(time_choices::lengths(call.reader, typed, usual)))
}

/// Meetings and lists of what waits, to whose agenda the caller may add.
pub async fn agenda_places(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    places(ctx, Action::PlaceItems, typed).await
}

/// Those for which the caller may propose something.
pub async fn propose_places(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    places(ctx, Action::ProposeItem, typed).await
}

/// Those that the caller may see.
pub async fn seen_places(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    places(ctx, Action::SeeGroup, typed).await
}

async fn places(ctx: Ctx<'_>, action: Action, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = agendas::places(&call.edge.store, call.caller, action, now).await;
    offer(&call, found.map(|groups| agenda::places(call.reader, &groups, typed)))
}

/// Those to which the item that has been picked may be brought: of its own group.
pub async fn item_places(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let group = picked_item_group(&ctx, &call).await;
    let found = agendas::places(store, call.caller, Action::PlaceItems, now).await;
    let own = found.map(|mut groups| {
        groups.retain(|(one, _)| group.is_none_or(|group| one.id == group));
        groups
    });
    offer(&call, own.map(|groups| agenda::places(call.reader, &groups, typed)))
}

/// Agenda items that the caller may place.
pub async fn items(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let found = agendas::items(&call.edge.store, call.caller, call.edge.clock.now()).await;
    offer(&call, found.map(|items| agenda::items(call.reader, &items, typed)))
}

/// Coming meetings, and what stands on their agendas or waits, for which the caller may co-opt somebody.
pub async fn guest_places(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let found = agendas::attended(store, caller, now).await;
    offer(&call, found.map(|found| agenda::attended(call.reader, &found, typed)))
}

/// People of the group, or whatever name is typed; to cancel, those who are co-opted.
pub async fn guest_names(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let Some(Ok(of)) = filled(&ctx, "attends").map(picked_attendance) else {
        return offer(&call, Ok(choices::as_typed(typed).into_iter().collect()));
    };
    let cancels = ctx.args.iter().any(|option| {
        option.name == "cancel" && matches!(option.value, serenity::ResolvedValue::Boolean(true))
    });
    if cancels {
        let found = guests::of(store, caller, of, now).await;
        return offer(&call, found.map(|found| agenda::guests(call.reader, &found, typed)));
    }
    let roster = async {
        let group = guests::group_of(store, caller, of).await?;
        rosters::to_pick_from(store, caller, group, Action::CoOpt, now).await
    };
    let found = roster.await;
    offer(&call, found.map(|(_, roster)| choices::people_or_as_typed(&roster.people, typed)))
}

/// The seats of the group whose item has been picked, each with the substitute who could take it.
pub async fn item_pairs(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let found = match filled(&ctx, "item").map(picked_item) {
        Some(Ok(item)) => plans::pairs(store, call.caller, item, now).await,
        _ => Ok(Vec::new()),
    };
    offer(&call, found.map(|pairs| agenda::pairs(call.reader, &pairs, typed)))
}

/// First on the agenda, or behind another item of it.
pub async fn places_behind(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let item = filled(&ctx, "item").and_then(|picked| picked_item(picked).ok());
    let found = agendas::items(&call.edge.store, call.caller, call.edge.clock.now()).await;
    offer(&call, found.map(|items| agenda::placed_behind(call.reader, &items, item, typed)))
}

/// Topics of the organisation, and new ones.
pub async fn topics(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let now = call.edge.clock.now();
    let found = agendas::topics(&call.edge.store, call.caller, now).await;
    offer(&call, found.map(|topics| agenda::topics(&topics, typed)))
}

/// The documents of the item that has been picked.
pub async fn documents(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let found = match filled(&ctx, "item").map(picked_item) {
        Some(Ok(item)) => agendas::documents(store, call.caller, item, now).await,
        _ => Ok(Vec::new()),
    };
    offer(&call, found.map(|documents| agenda::document_choices(&documents, typed)))
}

/// The group of the item, or of the meeting, that has been picked.
async fn picked_item_group(ctx: &Ctx<'_>, call: &Call<'_>) -> Option<GroupId> {
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    if let Some(item) = filled(ctx, "item").and_then(|picked| picked_item(picked).ok()) {
        let items = agendas::items(store, call.caller, now).await.ok()?;
        let found = items.iter().find(|(.., one)| one.id == item);
        return found.map(|(group, ..)| group.id);
    }
    let place = filled(ctx, "meeting")?;
    agendas::group_of(store, call.caller, place, now).await.ok()
}

/// The people and appointers of the group whose agenda it is.
async fn item_roster(ctx: &Ctx<'_>, call: &Call<'_>) -> Result<Roster, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let group = picked_item_group(ctx, call).await;
    let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
    let picked = rosters::to_pick_from(store, caller, group, Action::PlaceItems, now).await;
    picked.map(|(_, roster)| roster)
}

/// People of the group, or whatever name is typed.
pub async fn item_presenters(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let found = item_roster(&ctx, &call).await;
    offer(&call, found.map(|roster| choices::people_or_as_typed(&roster.people, typed)))
}

/// Appointers that an item may concern, as a list.
pub async fn item_appointers(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let found = item_roster(&ctx, &call).await;
    offer(&call, found.map(|roster| agenda::appointers(&roster.appointers, typed)))
}

/// Days, spelt out.
pub async fn dates(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (reader, today) = where_it_counts(&ctx, &call).await;
    offer(&call, Ok(time_choices::dates(reader, typed, today)))
}

/// Days on which something begins or ends.
pub async fn days(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (reader, today) = where_it_counts(&ctx, &call).await;
    offer(&call, Ok(time_choices::days(reader, typed, today)))
}

/// Days on which a group may end, or none.
pub async fn last_days(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let (reader, today) = where_it_counts(&ctx, &call).await;
    let days = time_choices::days(reader, typed, today);
    offer(&call, Ok(choices::or_none(call.reader, "last-day-none", typed, days)))
}

/// No mandate, or whatever is typed.
pub async fn mandates(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let own = choices::as_typed(typed).into_iter().collect();
    offer(&call, Ok(choices::or_none(call.reader, "mandate-none", typed, own)))
}

/// Times of the day.
pub async fn times(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    offer(&call, Ok(time_choices::times(call.reader, typed)))
}

/// How long a meeting is.
pub async fn meeting_lengths(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let usual = &[30, 60, 90, 120, 180, 240, 360][..];
    let usual = (usual, Bare::HoursOrMinutes, LONGEST_MINUTES);
    offer(&call, Ok(time_choices::lengths(call.reader, typed, usual)))
}

/// The reader by the clock of the group that has been picked, or else of the organisation, and the day that it is there.
async fn where_it_counts(ctx: &Ctx<'_>, call: &Call<'_>) -> (Reader, NaiveDate) {
    let now = call.edge.clock.now();
    let group = filled(ctx, "group").unwrap_or_default();
    let zone = picks::zone(&call.edge.store, call.caller, group, now).await;
    let zone = zone.unwrap_or(chrono_tz::UTC);
    (call.reader.in_zone(zone), wall(zone, now).date())
}

fn offer(
    call: &Call<'_>,
    choices: Result<Vec<Choice>, ActionError>,
) -> serenity::CreateAutocompleteResponse {
    let choices = choices.unwrap_or_else(|error| {
        tracing::debug!(why = error.kind(), account = call.caller.account.0, "nothing to suggest");
        Vec::new()
    });
    let choices = choices
        .into_iter()
        .map(|choice| serenity::AutocompleteChoice::new(choice.name, choice.value));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}
