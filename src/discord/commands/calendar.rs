//! `/calendar show · follow · feed`

use super::agenda::Purposes;
use super::suggest::{calendar_groups, known_topics, people_to_link};
use super::{Ctx, Outcome, call};
use crate::actions::calendar::addresses::{self, Whose};
use crate::actions::calendar::choices::{group_meant, topic_meant};
use crate::actions::calendar::follow::{self as following, Followed};
use crate::actions::calendar::show::{self, Filter};
use crate::domain::access::AccessTo;
use crate::render::addresses as addresses_shown;
use crate::render::calendar as render;

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("show", "follow", "feed")
)]
pub async fn calendar(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn show(
    ctx: Ctx<'_>,
    mine: Option<bool>,
    #[autocomplete = "calendar_groups"] group: Option<String>,
    #[autocomplete = "known_topics"] topic: Option<String>,
    purpose: Option<Purposes>,
    #[min = 1]
    #[max = 36]
    months: Option<u32>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = match group {
            Some(typed) => Some(group_meant(store, caller, &typed, now).await?),
            None => None,
        };
        let topic = match topic {
            Some(typed) => Some(topic_meant(store, caller, &typed, now).await?),
            None => None,
        };
        let (mine, purpose) = (mine.unwrap_or(false), purpose.map(Into::into));
        let filter = Filter { mine, group, topic, purpose, months };
        let calendar = show::show(store, caller, filter, now).await?;
        Ok(render::shown(call.reader, &calendar, (0, &call.edge.site)))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn follow(
    ctx: Ctx<'_>,
    #[autocomplete = "known_topics"] topic: Option<String>,
    #[autocomplete = "calendar_groups"] group: Option<String>,
    stop: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let follows = !stop.unwrap_or(false);
        let mut changes = Vec::new();
        if let Some(typed) = topic {
            changes
                .push((Followed::Topic(topic_meant(store, caller, &typed, now).await?), follows));
        }
        if let Some(typed) = group {
            changes
                .push((Followed::Group(group_meant(store, caller, &typed, now).await?), follows));
        }
        let followed = following::follow(store, caller, &changes, now).await?;
        Ok(render::follows(call.reader, &followed))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn feed(
    ctx: Ctx<'_>,
    #[autocomplete = "calendar_groups"] group: Option<String>,
    everything: Option<bool>,
    #[autocomplete = "people_to_link"] person: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        if !call.edge.site.is_public() {
            return Ok(addresses_shown::none_here(call.reader));
        }
        let object = match group {
            Some(typed) => AccessTo::Group(group_meant(store, caller, &typed, now).await?),
            None if everything.unwrap_or(false) => AccessTo::Organisation,
            None => AccessTo::Person,
        };
        let whose = person.as_deref().map_or(Whose::Own(object), Whose::Other);
        let shown = addresses::show(store, caller, whose, now).await?;
        Ok(addresses_shown::addresses(call.reader, &shown, &call.edge.site))
    })
    .await;
    Ok(())
}
