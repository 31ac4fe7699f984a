//! `/help`

use super::{Ctx, Outcome, call};
use crate::actions::choices;
use crate::render::own;

#[poise::command(slash_command, guild_only)]
pub async fn help(ctx: Ctx<'_>) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let abilities =
            choices::abilities(&call.edge.store, call.caller, call.edge.clock.now()).await?;
        Ok(own::help(call.reader, &abilities))
    })
    .await;
    Ok(())
}
