//! `/me link · show · export · erase · settings`

use poise::serenity_prelude as serenity;

use super::suggest::people_to_link;
use super::{Ctx, Outcome, call};
use crate::actions::calendar::follow;
use crate::actions::me::{export as exporting, link as linking, own};
use crate::discord::answer::number;
use crate::discord::random;
use crate::domain::account::UserId;
use crate::render::{calendar, me as render};

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("link", "show", "export", "erase", "settings")
)]
pub async fn me(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn link(
    ctx: Ctx<'_>,
    #[max_length = 40] code: Option<String>,
    #[autocomplete = "people_to_link"] person: Option<String>,
    account: Option<serenity::UserId>,
    #[max_length = 200] name: Option<String>,
    unlink: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let unlink = unlink.filter(|unlink| *unlink);
        let linked = match (code, person, account, name, unlink) {
            (Some(code), None, None, None, None) => {
                linking::by_code(store, caller, &code, now).await?
            }
            (None, Some(person), None, None, Some(_)) => {
                linking::unlink(store, caller, &person, now).await?
            }
            (None, Some(person), Some(account), None, None) => {
                let account = UserId(number(account.get()));
                linking::other(store, caller, &person, account, now).await?
            }
            (None, Some(person), None, Some(name), None) => {
                linking::rename(store, caller, &person, &name, now).await?
            }
            (None, Some(person), None, None, None) => {
                linking::make_code(store, caller, &person, random()?, now).await?
            }
            _ => return Ok(render::what_to_link(call.reader)),
        };
        Ok(render::linked(call.reader, &linked))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn show(ctx: Ctx<'_>) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let own = own::show(&call.edge.store, call.caller, call.edge.clock.now()).await?;
        Ok(render::shown(call.reader, &own))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn export(ctx: Ctx<'_>) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let (own, export) =
            exporting::export(&call.edge.store, call.caller, call.edge.clock.now()).await?;
        Ok(render::exported(call.reader, &own, &export))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn erase(ctx: Ctx<'_>) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let own = own::show(&call.edge.store, call.caller, call.edge.clock.now()).await?;
        Ok(render::erase_asked(call.reader, &own))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn settings(
    ctx: Ctx<'_>,
    #[min = 7]
    #[max = 20]
    hour: Option<u32>,
    notes: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let now = call.edge.clock.now();
        let follows = follow::set(&call.edge.store, call.caller, (hour, notes), now).await?;
        Ok(calendar::follows(call.reader, &follows))
    })
    .await;
    Ok(())
}
