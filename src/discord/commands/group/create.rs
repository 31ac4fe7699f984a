//! `/group create · end`

use poise::serenity_prelude as serenity;

use super::super::suggest::{days, managed_groups, zones};
use super::{Spoken, meant, picked_channel, picked_person};
use crate::actions::ActionError;
use crate::actions::registry::groups::{self, NewGroup, NewOrganisation};
use crate::discord::answer::Call;
use crate::discord::commands::{Ctx, Outcome, call};
use crate::render::groups as render;

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
pub async fn create(
    ctx: Ctx<'_>,
    #[max_length = 200] name: String,
    #[channel_types("Text")] channel: serenity::PartialChannel,
    #[rename = "officials-channel"]
    #[channel_types("Text")]
    officials_channel: serenity::PartialChannel,
    official: serenity::User,
    deputy: Option<serenity::User>,
    #[autocomplete = "days"] from: Option<String>,
    #[autocomplete = "days"] until: Option<String>,
    #[max_length = 1000] mandate: Option<String>,
    language: Option<Spoken>,
    #[autocomplete = "zones"] zone: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    call.answer(async {
        let official = picked_person(&official);
        let request = NewGroup {
            name,
            channel: picked_channel(&ctx, &call, &channel).await,
            officials_channel: picked_channel(&ctx, &call, &officials_channel).await,
            official: official.clone(),
            deputy: deputy.as_ref().map(picked_person),
            from,
            to: until,
            mandate,
            language: language.map(Into::into),
            zone,
            organisation: NewOrganisation {
                server: server_name(&call, ctx.interaction).await,
                language: call.reader.language,
            },
        };
        let now = call.edge.clock.now();
        let created = groups::create(&call.edge.store, call.caller, request, now).await?;
        Ok(render::created(call.reader, &created, &official.name))
    })
    .await;
    Ok(())
}

/// What the server says of itself; where it does not answer, its number stands for its name.
async fn server_name(call: &Call<'_>, interaction: &serenity::CommandInteraction) -> String {
    let id = interaction.guild_id.map(|id| id.to_string()).unwrap_or_default();
    match call.edge.sender.get(&format!("guilds/{id}")).await {
        Ok(guild) => guild["name"].as_str().map_or(id, str::to_owned),
        Err(error) => {
            tracing::warn!(%error, "the server's name is not known");
            id
        }
    }
}

#[poise::command(slash_command, guild_only)]
pub async fn end(
    ctx: Ctx<'_>,
    #[autocomplete = "managed_groups"] group: String,
    #[autocomplete = "days"] last: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let ending = groups::ending(store, caller, group, last.as_deref(), now).await?;
        Ok::<_, ActionError>(render::ending(call.reader, &ending))
    })
    .await;
    Ok(())
}
