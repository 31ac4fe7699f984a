//! `/meeting schedule · cancel · show · attendance · close`

use super::suggest::{
    begun_meetings, dates, groups, meeting_lengths, run_meetings, shown_meetings, times,
};
use super::{Ctx, Outcome, call, picked_meeting};
use crate::actions::meeting::{self as meetings, Request};
use crate::actions::{ActionError, Missing, choices};
use crate::discord::attendance as register;
use crate::render::answers;
use crate::render::button::{Page, RegisterStep};

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("schedule", "cancel", "show", "attendance", "close")
)]
pub async fn meeting(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn schedule(
    ctx: Ctx<'_>,
    #[autocomplete = "groups"] group: String,
    #[autocomplete = "dates"] date: String,
    place: String,
    #[autocomplete = "times"] time: Option<String>,
    #[autocomplete = "meeting_lengths"] length: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = choices::group_meant(store, caller, &group, now).await?;
        let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
        let request = Request { group, date, time, place, length };
        let scheduled = meetings::schedule(store, caller, request, now).await?;
        Ok(answers::scheduled(call.reader, &scheduled))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn cancel(
    ctx: Ctx<'_>,
    #[autocomplete = "run_meetings"] meeting: String,
    #[max_length = 300] reason: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(&meeting)?;
        let view = meetings::cancel(store, caller, meeting, reason, now).await?;
        Ok(answers::cancelled(call.reader, &view))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn show(ctx: Ctx<'_>, #[autocomplete = "shown_meetings"] meeting: String) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let shown = meetings::show(store, caller, picked_meeting(&meeting)?, now).await?;
        Ok(answers::meeting(call.reader, &shown, &call.edge.site))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn attendance(ctx: Ctx<'_>, #[autocomplete = "begun_meetings"] meeting: String) -> Outcome {
    with_register(ctx, &meeting, RegisterStep::List(Page::Open)).await
}

#[poise::command(slash_command, guild_only)]
async fn close(ctx: Ctx<'_>, #[autocomplete = "begun_meetings"] meeting: String) -> Outcome {
    with_register(ctx, &meeting, RegisterStep::Close).await
}

async fn with_register(ctx: Ctx<'_>, meeting: &str, step: RegisterStep) -> Outcome {
    let call = call(&ctx);
    call.answer(async { register::step(&call, picked_meeting(meeting)?, step).await }).await;
    Ok(())
}
