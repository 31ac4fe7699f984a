//! `/absence report · withdraw · list`

use super::suggest::{members, own_meetings};
use super::{Ctx, Outcome, call, picked};
use crate::actions::reply::Replied;
use crate::actions::{absence as absences, choices};
use crate::render::{answers, own};

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("report", "withdraw", "list")
)]
pub async fn absence(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn report(
    ctx: Ctx<'_>,
    #[autocomplete = "own_meetings"] meeting: String,
    #[autocomplete = "members"] member: Option<String>,
    #[max_length = 300] reason: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let about = picked(&meeting, member.as_deref())?;
        let answer = |replied: &Replied| answers::absence_reported(call.reader, replied);
        absences::report(store, caller, about, reason, now, answer).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn withdraw(
    ctx: Ctx<'_>,
    #[autocomplete = "own_meetings"] meeting: String,
    #[autocomplete = "members"] member: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let about = picked(&meeting, member.as_deref())?;
        let answer = |replied: &Replied| answers::absence_withdrawn(call.reader, replied);
        absences::withdraw(store, caller, about, now, answer).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn list(ctx: Ctx<'_>) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let (store, now) = (&call.edge.store, call.edge.clock.now());
        Ok(own::meetings(call.reader, &choices::own_meetings(store, call.caller, now).await?))
    })
    .await;
    Ok(())
}
