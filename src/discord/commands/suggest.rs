//! Suggestions while a person types (autocomplete). Whoever may not, or is unknown, is offered
//! nothing; the command itself says why.

use poise::serenity_prelude as serenity;
use serde_json::json;

use super::{Ctx, call};
use crate::actions::{ActionError, Caller, choices as picks};
use crate::discord::Edge;
use crate::discord::answer::Call;
use crate::domain::local_time::wall;
use crate::domain::permission::Action;
use crate::render::choices::{self, Choice};

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
    let call = call(&ctx);
    let found =
        picks::groups(&call.edge.store, call.caller, Action::RunMeetings, call.edge.clock.now())
            .await;
    listed(&call, found.map(|groups| choices::groups(&groups, typed)))
}

/// Meetings that the caller may run.
pub async fn run_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    meetings(&call(&ctx), Action::RunMeetings, typed).await
}

/// Meetings of the caller's groups.
pub async fn own_meetings(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    meetings(&call(&ctx), Action::SeeMeetings, typed).await
}

async fn meetings(
    call: &Call<'_>,
    action: Action,
    typed: &str,
) -> serenity::CreateAutocompleteResponse {
    let found =
        picks::upcoming_meetings(&call.edge.store, call.caller, action, call.edge.clock.now())
            .await;
    listed(call, found.map(|meetings| choices::meetings(call.language, &meetings, typed)))
}

/// Members of the meeting that has been picked.
pub async fn members(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let meeting = ctx.args.iter().find_map(|option| match (option.name, &option.value) {
        ("meeting", serenity::ResolvedValue::String(picked)) => super::picked_meeting(picked).ok(),
        _ => None,
    });
    let Some(meeting) = meeting else { return serenity::CreateAutocompleteResponse::new() };
    let found = picks::members(&call.edge.store, call.caller, meeting, call.edge.clock.now()).await;
    listed(&call, found.map(|seats| choices::members(&seats, typed)))
}

/// Days, spelt out.
pub async fn dates(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    let call = call(&ctx);
    let zone = zone_of(&call, call.caller).await;
    let today = wall(zone, call.edge.clock.now()).date();
    listed(&call, Ok(choices::dates(call.language, typed, today)))
}

/// Times of the day.
pub async fn times(ctx: Ctx<'_>, typed: &str) -> serenity::CreateAutocompleteResponse {
    listed(&call(&ctx), Ok(choices::times(typed)))
}

/// Whose "today" it is: that of the caller's groups.
async fn zone_of(call: &Call<'_>, caller: Caller) -> chrono_tz::Tz {
    let now = call.edge.clock.now();
    let groups = picks::groups(&call.edge.store, caller, Action::RunMeetings, now).await;
    groups
        .ok()
        .and_then(|groups| groups.first().map(|group| group.rule.zone))
        .unwrap_or(chrono_tz::UTC)
}

fn listed(
    call: &Call<'_>,
    choices: Result<Vec<Choice>, ActionError>,
) -> serenity::CreateAutocompleteResponse {
    let choices = choices.unwrap_or_else(|error| {
        tracing::debug!(%error, account = call.caller.account.0, "nothing to suggest");
        Vec::new()
    });
    let choices = choices
        .into_iter()
        .map(|choice| serenity::AutocompleteChoice::new(choice.name, choice.value));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}
