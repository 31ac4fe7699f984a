//! `/group check · roster · log`

use super::super::suggest::{administered_groups, days, seen_groups};
use super::meant;
use crate::actions::registry::{log as logging, roster as rosters};
use crate::discord::commands::{Ctx, Outcome, call};
use crate::render::{log as lines, seats};

#[poise::command(slash_command, guild_only)]
pub async fn check(ctx: Ctx<'_>, #[autocomplete = "administered_groups"] group: String) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        call.look_through(caller, group, now).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
pub async fn roster(
    ctx: Ctx<'_>,
    #[autocomplete = "seen_groups"] group: String,
    #[autocomplete = "days"] date: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let shown = rosters::show(store, caller, group, date.as_deref(), now).await?;
        Ok(seats::roster(call.reader, &shown))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
pub async fn log(ctx: Ctx<'_>, #[autocomplete = "administered_groups"] group: String) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let shown = logging::show(store, caller, group, None, now).await?;
        Ok(lines::newest(call.reader, &shown))
    })
    .await;
    Ok(())
}
