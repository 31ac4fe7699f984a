//! `/notes write · attach · publish · approve · show · search`

use poise::serenity_prelude as serenity;

use super::suggest::{adjusters, noted_meetings, published_notes};
use super::{Ctx, Outcome, call, picked_meeting};
use crate::actions::ActionError;
use crate::actions::notes::{approve as approving, attach as attaching, show as showing};
use crate::discord::notes;
use crate::domain::notes::{FileRefusal, LARGEST_FILE};
use crate::render::button::{NotesStep, Page};
use crate::render::notes::draft;

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("write", "attach", "publish", "approve", "show", "search"),
    rename = "notes"
)]
pub async fn all(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn write(ctx: Ctx<'_>, #[autocomplete = "noted_meetings"] meeting: String) -> Outcome {
    with_notes(ctx, &meeting, NotesStep::Draft(Page::Open)).await
}

#[poise::command(slash_command, guild_only)]
async fn attach(
    ctx: Ctx<'_>,
    #[autocomplete = "noted_meetings"] meeting: String,
    file: serenity::Attachment,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(&meeting)?;
        attaching::may(store, caller, meeting, now).await?;
        let bytes = call.edge.sender.fetch_file(&file.url, LARGEST_FILE).await;
        let bytes = bytes.map_err(|error| {
            tracing::warn!(%error, "a file could not be fetched");
            let why =
                if error.is_too_large() { FileRefusal::TooLarge } else { FileRefusal::NotText };
            ActionError::from(why)
        })?;
        let understood = attaching::understand(store, caller, (meeting, &bytes), now).await?;
        Ok(draft::understood(call.reader, &understood))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn publish(
    ctx: Ctx<'_>,
    #[autocomplete = "noted_meetings"] meeting: String,
    #[autocomplete = "adjusters"] adjuster: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(&meeting)?;
        if let Some(adjuster) = adjuster {
            approving::name_adjuster(store, caller, (meeting, &adjuster), now).await?;
        }
        notes::step(&call, meeting, NotesStep::Preview(0)).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn approve(ctx: Ctx<'_>, #[autocomplete = "published_notes"] notes: String) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let meeting = picked_meeting(&notes)?;
        let newest = showing::show(store, caller, (meeting, None), now).await?.revision.number;
        notes::step(&call, meeting, NotesStep::Approve(newest)).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn show(ctx: Ctx<'_>, #[autocomplete = "published_notes"] notes: String) -> Outcome {
    with_notes(ctx, &notes, NotesStep::Show(0, Page::Open)).await
}

#[poise::command(slash_command, guild_only)]
async fn search(ctx: Ctx<'_>, #[max_length = 100] words: String) -> Outcome {
    let call = call(&ctx);
    call.answer(notes::search(&call, &words)).await;
    Ok(())
}

async fn with_notes(ctx: Ctx<'_>, meeting: &str, step: NotesStep) -> Outcome {
    let call = call(&ctx);
    call.answer(async { notes::step(&call, picked_meeting(meeting)?, step).await }).await;
    Ok(())
}
