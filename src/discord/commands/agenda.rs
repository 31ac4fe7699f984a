//! `/agenda add · propose · edit · move · carry · list · guest`

use poise::serenity_prelude as serenity;

use super::suggest::{
    agenda_places, documents, guest_names, guest_places, item_appointers, item_pairs, item_places,
    item_presenters, items, lengths, places_behind, propose_places, seen_places, topics,
};
use super::{Ctx, Outcome, call, picked_person};
use crate::actions::agenda::arrange::{self, Transfer};
use crate::actions::agenda::choices::place_meant;
use crate::actions::agenda::guests::{self, GuestRequest};
use crate::actions::agenda::show::{self, ListOf};
use crate::actions::agenda::{Attached, ItemRequest, Where};
use crate::actions::{ActionError, Missing};
use crate::discord::answer::Call;
use crate::discord::forms;
use crate::domain::agenda::{AgendaRefusal, GuestOf, ItemPlace, LARGEST_FILE, Purpose};
use crate::domain::id::{DocumentId, ItemId};
use crate::render::agenda as render;

#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("add", "propose", "edit", "move_", "carry", "list", "guest")
)]
pub async fn agenda(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

/// The purposes, as the commands offer them.
#[derive(Clone, Copy, poise::ChoiceParameter)]
pub enum Purposes {
    #[name = "information"]
    Information,
    #[name = "discussion"]
    Discussion,
    #[name = "consultation"]
    Consultation,
    #[name = "decision"]
    Decision,
    #[name = "home"]
    Home,
}

impl From<Purposes> for Purpose {
    fn from(picked: Purposes) -> Self {
        match picked {
            Purposes::Information => Self::Information,
            Purposes::Discussion => Self::Discussion,
            Purposes::Consultation => Self::Consultation,
            Purposes::Decision => Self::Decision,
            Purposes::Home => Self::Home,
        }
    }
}

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
async fn add(
    ctx: Ctx<'_>,
    #[autocomplete = "agenda_places"] meeting: String,
    #[max_length = 150] title: String,
    purpose: Purposes,
    #[autocomplete = "lengths"] minutes: Option<String>,
    #[autocomplete = "topics"] topics: Option<String>,
    #[autocomplete = "item_presenters"] presenter: Option<String>,
    #[max_length = 1500] background: Option<String>,
    #[max_length = 500] link: Option<String>,
    file: Option<serenity::Attachment>,
    #[autocomplete = "item_appointers"] concerns: Option<String>,
    decided: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let place = place_meant(store, caller, &meeting, now).await?;
        if file.is_some() {
            arrange::may_add(store, caller, place, now).await?;
        }
        let request = ItemRequest {
            title: Some(title),
            purpose: Some(purpose.into()),
            minutes,
            topics,
            presenter,
            background,
            concerns,
            link,
            file: fetched(&call, file).await?,
            without: None,
            decided,
            substitute: None,
        };
        let arranged = arrange::add(store, caller, (place, ItemPlace::Last), request, now).await?;
        Ok(render::arranged(call.reader, &arranged))
    })
    .await;
    Ok(())
}

/// A file that was attached, fetched while Discord has it.
async fn fetched(
    call: &Call<'_>,
    file: Option<serenity::Attachment>,
) -> Result<Option<Attached>, ActionError> {
    let Some(file) = file else { return Ok(None) };
    let bytes = call.edge.sender.fetch_file(&file.url, LARGEST_FILE).await;
    let bytes = bytes.map_err(|error| {
        tracing::warn!(%error, "a document could not be fetched");
        match error.is_too_large() {
            true => AgendaRefusal::FileTooLarge(LARGEST_FILE / 1024 / 1024),
            false => AgendaRefusal::FileUnread,
        }
    })?;
    Ok(Some(Attached { name: file.filename, bytes }))
}

#[poise::command(slash_command, guild_only)]
async fn propose(
    ctx: Ctx<'_>,
    #[autocomplete = "propose_places"] meeting: String,
    purpose: Option<Purposes>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let purpose = purpose.map_or(Purpose::Discussion, Into::into);
    call.open(async {
        let place = place_meant(store, caller, &meeting, now).await?;
        forms::to_propose(&call, (place, purpose)).await
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
async fn edit(
    ctx: Ctx<'_>,
    #[autocomplete = "items"] item: String,
    #[max_length = 150] title: Option<String>,
    purpose: Option<Purposes>,
    #[autocomplete = "lengths"] minutes: Option<String>,
    #[autocomplete = "topics"] topics: Option<String>,
    #[autocomplete = "item_presenters"] presenter: Option<String>,
    #[max_length = 1500] background: Option<String>,
    #[max_length = 500] link: Option<String>,
    file: Option<serenity::Attachment>,
    #[autocomplete = "documents"] without: Option<String>,
    #[autocomplete = "item_appointers"] concerns: Option<String>,
    decided: Option<bool>,
    #[autocomplete = "item_pairs"] substitute: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let item = picked_item(&item)?;
        if file.is_some() {
            arrange::may_edit(store, caller, item, now).await?;
        }
        let without = without.map(|typed| typed.trim().parse::<DocumentId>());
        let without = without.transpose().map_err(|_| AgendaRefusal::DocumentGone)?;
        let request = ItemRequest {
            title,
            purpose: purpose.map(Into::into),
            minutes,
            topics,
            presenter,
            background,
            concerns,
            link,
            file: fetched(&call, file).await?,
            without,
            decided,
            substitute,
        };
        if request.is_empty() {
            let shown = show::item(store, caller, item, now).await?;
            return Ok(render::shown(call.reader, &shown));
        }
        let arranged = arrange::edit(store, caller, item, request, now).await?;
        Ok(render::arranged(call.reader, &arranged))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only, rename = "move")]
async fn move_(
    ctx: Ctx<'_>,
    #[autocomplete = "items"] item: String,
    #[autocomplete = "places_behind"] after: Option<String>,
    #[autocomplete = "item_places"] meeting: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let item = picked_item(&item)?;
        let at = after.as_deref().map(picked_place).transpose()?;
        let arranged = match (meeting, at) {
            (Some(meeting), at) => {
                let to = place_meant(store, caller, &meeting, now).await?;
                let to = (to, at.unwrap_or(ItemPlace::Last));
                arrange::transfer(store, caller, (item, Transfer::Move), to, now).await?
            }
            (None, Some(at)) => arrange::reorder(store, caller, item, at, now).await?,
            (None, None) => return Err(AgendaRefusal::NothingToMove.into()),
        };
        Ok(render::arranged(call.reader, &arranged))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn carry(
    ctx: Ctx<'_>,
    #[autocomplete = "items"] item: String,
    #[autocomplete = "item_places"] meeting: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let item = picked_item(&item)?;
        let arranged = match meeting {
            Some(meeting) => {
                let to = place_meant(store, caller, &meeting, now).await?;
                let to = (to, ItemPlace::Last);
                arrange::transfer(store, caller, (item, Transfer::Carry), to, now).await?
            }
            None => arrange::carry_on(store, caller, item, now).await?,
        };
        Ok(render::arranged(call.reader, &arranged))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn list(ctx: Ctx<'_>, #[autocomplete = "seen_places"] meeting: String) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let place: Where = place_meant(store, caller, &meeting, now).await?;
        let opened = show::open(store, caller, (ListOf::Agenda(place), false), now).await?;
        Ok(render::opened(call.reader, &opened, 0))
    })
    .await;
    Ok(())
}

#[poise::command(slash_command, guild_only)]
async fn guest(
    ctx: Ctx<'_>,
    #[autocomplete = "guest_places"] attends: String,
    #[autocomplete = "guest_names"] name: Option<String>,
    account: Option<serenity::User>,
    cancel: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let of = picked_attendance(&attends)?;
        let request = GuestRequest { account: account.as_ref().map(picked_person), name };
        let done = match cancel {
            Some(true) => guests::end_meant(store, caller, (of, request), now).await?,
            _ => guests::co_opt(store, caller, of, request, now).await?,
        };
        Ok(render::co_opted(call.reader, &done))
    })
    .await;
    Ok(())
}

/// What somebody is to be co-opted for, as it was picked from the list.
pub fn picked_attendance(value: &str) -> Result<GuestOf, ActionError> {
    value.trim().parse().map_err(|()| ActionError::NotFound(Missing::ItemOrMeeting))
}

/// The item that was picked from the list.
pub fn picked_item(value: &str) -> Result<ItemId, ActionError> {
    value.trim().parse().map_err(|_| ActionError::NotFound(Missing::Item))
}

/// The place that was picked from the list.
fn picked_place(value: &str) -> Result<ItemPlace, ActionError> {
    match value.trim() {
        render::FIRST => Ok(ItemPlace::First),
        item => Ok(ItemPlace::After(picked_item(item)?)),
    }
}
