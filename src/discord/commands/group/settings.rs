//! `/group settings`

use poise::serenity_prelude as serenity;

use super::super::suggest::{
    administered_groups, compositions, last_days, mandates, posting_schedules, zones,
};
use super::{Spoken, meant, picked_channel, picked_person};
use crate::actions::ActionError;
use crate::actions::registry::channels::PickedChannel;
use crate::actions::registry::refusal::RegisterRefusal;
use crate::actions::registry::settings as actions;
use crate::actions::registry::settings_request::SettingsRequest;
use crate::actions::registry::{Picked, officials};
use crate::discord::answer::Call;
use crate::discord::commands::{Ctx, Outcome, call};
use crate::domain::calendar::PageVisibility;
use crate::domain::id::GroupId;
use crate::render::{Message, groups as render};

/// Who may open a group's page, as the command offers it.
#[derive(Clone, Copy, poise::ChoiceParameter)]
enum Opened {
    #[name = "link"]
    Link,
    #[name = "public"]
    Public,
    #[name = "off"]
    Off,
}

impl From<Opened> for PageVisibility {
    fn from(picked: Opened) -> Self {
        match picked {
            Opened::Link => Self::Link,
            Opened::Public => Self::Public,
            Opened::Off => Self::Off,
        }
    }
}

#[poise::command(slash_command, guild_only)]
#[expect(clippy::too_many_arguments, reason = "a command's options")]
pub async fn settings(
    ctx: Ctx<'_>,
    #[autocomplete = "administered_groups"] group: String,
    official: Option<serenity::User>,
    deputy: Option<serenity::User>,
    #[rename = "hand-over-to"] hand_over_to: Option<serenity::User>,
    #[rename = "lead-days"]
    #[min = 0]
    #[max = 365]
    lead_days: Option<i64>,
    #[rename = "posting-schedule"]
    #[autocomplete = "posting_schedules"]
    posting_schedule: Option<String>,
    #[autocomplete = "compositions"] composition: Option<String>,
    #[max_length = 200] name: Option<String>,
    #[channel_types("Text")] channel: Option<serenity::PartialChannel>,
    #[rename = "officials-channel"]
    #[channel_types("Text")]
    officials_channel: Option<serenity::PartialChannel>,
    language: Option<Spoken>,
    #[autocomplete = "zones"] zone: Option<String>,
    #[autocomplete = "last_days"] until: Option<String>,
    #[autocomplete = "mandates"]
    #[max_length = 1000]
    mandate: Option<String>,
    #[rename = "public-calendar"] public_calendar: Option<bool>,
    page: Option<Opened>,
    #[rename = "notes-channel"]
    #[channel_types("Text")]
    notes_channel: Option<serenity::PartialChannel>,
    #[rename = "notes-on-page"] notes_on_page: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let request = SettingsRequest {
            name,
            channel: maybe_channel(&ctx, &call, channel.as_ref()).await,
            officials_channel: maybe_channel(&ctx, &call, officials_channel.as_ref()).await,
            language: language.map(Into::into),
            zone,
            lead_days,
            posting_schedule,
            to: until,
            mandate,
            composition,
            official: official.as_ref().map(picked_person),
            deputy: deputy.as_ref().map(picked_person),
            public_calendar,
            page: page.map(Into::into),
            notes_channel: maybe_channel(&ctx, &call, notes_channel.as_ref()).await,
            notes_on_page,
        };
        set_or_hand_over(&call, group, request, hand_over_to.as_ref().map(picked_person)).await
    })
    .await;
    Ok(())
}

async fn maybe_channel(
    ctx: &Ctx<'_>,
    call: &Call<'_>,
    picked: Option<&serenity::PartialChannel>,
) -> Option<PickedChannel> {
    Some(picked_channel(ctx, call, picked?).await)
}

/// Handing over goes alone.
async fn set_or_hand_over(
    call: &Call<'_>,
    group: GroupId,
    request: SettingsRequest,
    hand_over_to: Option<Picked>,
) -> Result<Message, ActionError> {
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let Some(to) = hand_over_to else {
        // Everybody on the internet is asked for once more, with what follows from it. What has ended is opened to
        // nobody, which is said at once.
        let public = request.page.filter(|page| *page == PageVisibility::Public);
        let page = request.page.filter(|page| *page != PageVisibility::Public);
        let request = SettingsRequest { page, ..request };
        let shown = actions::change(store, caller, group, request, now).await?;
        if public.is_some() && shown.page != PageVisibility::Public {
            if shown.group.term.is_over(shown.group.day_of(now)) {
                let request = SettingsRequest { page: public, ..SettingsRequest::default() };
                actions::change(store, caller, group, request, now).await?;
            }
            return Ok(render::really_public(call.reader, &shown));
        }
        return Ok(render::settings(call.reader, &shown));
    };
    if request != SettingsRequest::default() {
        return Err(RegisterRefusal::HandOverAlone.into());
    }
    let moved = officials::hand_over(store, caller, group, &to, now).await?;
    Ok(render::handed_over(call.reader, &moved))
}
