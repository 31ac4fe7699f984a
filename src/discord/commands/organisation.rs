//! `/organisation settings`

use poise::serenity_prelude as serenity;

use super::group::picked_channel;
use super::{Ctx, Outcome, call};
use crate::actions::ActionError;
use crate::actions::organisation::{self as actions, CalendarPlace};
use crate::discord::answer::Call;
use crate::discord::presence;
use crate::render::organisation as render;

// Shown to those who may manage the server. Whoever is shown it is asked for their rights all the same.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    default_member_permissions = "MANAGE_GUILD",
    subcommands("settings")
)]
pub async fn organisation(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn settings(
    ctx: Ctx<'_>,
    #[rename = "calendar-channel"]
    #[channel_types("Text")]
    calendar_channel: Option<serenity::PartialChannel>,
    #[rename = "no-calendar"] no_calendar: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let place = match (&calendar_channel, no_calendar) {
            (Some(channel), _) => {
                Some(CalendarPlace::In(picked_channel(&ctx, &call, channel).await))
            }
            (None, Some(true)) => Some(CalendarPlace::Nowhere),
            (None, _) => None,
        };
        look_at_channels(&call).await?;
        let shown = actions::settings(store, caller, place, now).await?;
        Ok(render::settings(call.reader, &shown))
    })
    .await;
    Ok(())
}

/// Asks Discord whether everybody sees the groups' channels: whose calendar may stand where all see it.
async fn look_at_channels(call: &Call<'_>) -> Result<(), ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let groups = actions::channels(store, caller).await?;
    let Some(guild) = caller.guild else { return Ok(()) };
    let mut open = Vec::new();
    for group in groups {
        match presence::is_open_to_all(&call.edge.sender, guild, group.channel).await {
            Ok(is_open) => open.extend(is_open.map(|is_open| (group, is_open))),
            Err(error) => tracing::warn!(%error, "Discord does not say who sees a channel"),
        }
    }
    actions::note_channels(store, caller, &open, now).await
}
