//! `/meeting schedule · move · edit · call · cancel · show · attendance · close`

use super::suggest::{
    begun_meetings, dates, groups, meeting_lengths, run_meetings, shown_meetings, times,
};
use super::{Ctx, Outcome, call, picked_meeting};
use crate::actions::meeting::{self as meetings, ChangeRequest, Request};
use crate::actions::{ActionError, Missing, choices};
use crate::discord::attendance as register;
use crate::render::answers;
use crate::render::button::{Page, RegisterStep};

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("schedule", "move_", "edit", "call_now", "cancel", "show", "attendance", "close")
)]
pub async fn meeting(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
async fn schedule(
    ctx: Ctx<'_>,
    #[autocomplete = "groups"] group: String,
    #[autocomplete = "dates"] date: String,
    place: String,
    #[autocomplete = "times"] time: Option<String>,
    #[autocomplete = "meeting_lengths"] length: Option<String>,
    #[max_length = 500] link: Option<String>,
    #[max_length = 500] text: Option<String>,
    #[max_length = 300] reason: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = choices::group_meant(store, caller, &group, now).await?;
        let group = group.ok_or(ActionError::NotFound(Missing::Group))?;
        let (remark, because) = (text, reason);
        let request = Request { group, date, time, place, length, link, remark, because };
        let scheduled = meetings::schedule(store, caller, request, now).await?;
        Ok(answers::scheduled(call.reader, &scheduled))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only, rename = "move")]
async fn move_(
    ctx: Ctx<'_>,
    #[autocomplete = "run_meetings"] meeting: String,
    #[autocomplete = "dates"] date: Option<String>,
    #[autocomplete = "times"] time: Option<String>,
    #[autocomplete = "meeting_lengths"] length: Option<String>,
) -> Outcome {
    let request = ChangeRequest { date, time, length, ..ChangeRequest::default() };
    change(ctx, &meeting, request).await
}

#[poise::command(slash_command, guild_only)]
async fn edit(
    ctx: Ctx<'_>,
    #[autocomplete = "run_meetings"] meeting: String,
    place: Option<String>,
    #[max_length = 500] link: Option<String>,
    #[max_length = 500] text: Option<String>,
    #[autocomplete = "meeting_lengths"] length: Option<String>,
) -> Outcome {
    let request = ChangeRequest { place, link, remark: text, length, ..ChangeRequest::default() };
    change(ctx, &meeting, request).await
}

async fn change(ctx: Ctx<'_>, meeting: &str, request: ChangeRequest) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(meeting)?;
        let changed = meetings::change(store, caller, meeting, request, now).await?;
        Ok(answers::changed(call.reader, &changed))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only, rename = "call")]
async fn call_now(
    ctx: Ctx<'_>,
    #[autocomplete = "run_meetings"] meeting: String,
    #[max_length = 300] reason: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(&meeting)?;
        let view = meetings::call(store, caller, meeting, reason, now).await?;
        Ok(answers::called_now(call.reader, &view))
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
