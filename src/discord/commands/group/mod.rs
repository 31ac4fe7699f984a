//! `/group create · end · settings · check · roster · seat · import · export · log`

mod create;
mod files;
mod seat;
mod settings;
mod shown;

use chrono::{DateTime, Utc};
use poise::serenity_prelude as serenity;

use super::{Ctx, Outcome, picked_person};
use crate::actions::registry::channels::PickedChannel;
use crate::actions::{ActionError, Caller, Missing, choices};
use crate::discord::answer::{Call, number};
use crate::discord::presence;
use crate::domain::account::{ChannelId, UserId};
use crate::domain::id::GroupId;
use crate::domain::language::Language;
use crate::store::Store;
use create::{create, end};
use files::{export, import};
use seat::seat;
use settings::settings;
use shown::{check, log, roster};

// Shown to those who may manage events: officials are given that, members have it not. Whoever is
// shown it is asked for their rights all the same.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    default_member_permissions = "MANAGE_EVENTS",
    subcommands("create", "end", "settings", "check", "roster", "seat", "import", "export", "log")
)]
pub async fn group(_ctx: Ctx<'_>) -> Outcome {
    Ok(())
}

/// The languages that a group may be spoken to in.
#[derive(Clone, Copy, poise::ChoiceParameter)]
enum Spoken {
    #[name = "sv"]
    Swedish,
    #[name = "en"]
    English,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::Swedish => Self::Swedish,
            Spoken::English => Self::English,
        }
    }
}

/// The group that was picked or typed.
async fn meant(
    store: &Store,
    caller: Caller,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<GroupId, ActionError> {
    let group = choices::group_meant(store, caller, typed, now).await?;
    group.ok_or(ActionError::NotFound(Missing::Group))
}

/// A channel with what whoever picked it may do there, as the interaction says, and what the bot may.
pub async fn picked_channel(
    ctx: &Ctx<'_>,
    call: &Call<'_>,
    picked: &serenity::PartialChannel,
) -> PickedChannel {
    let channel = ChannelId(number(picked.id.get()));
    let sees = serenity::Permissions::VIEW_CHANNEL | serenity::Permissions::ADMINISTRATOR;
    let is_seen = picked.permissions.is_some_and(|may| may.intersects(sees));
    let bot = UserId(number(ctx.framework().bot_id.get()));
    let is_open = match call.caller.guild {
        Some(guild) => presence::may_write(&call.edge.sender, (guild, bot), channel).await,
        None => Ok(false),
    };
    if let Err(error) = &is_open {
        tracing::warn!(%error, channel = channel.0, "whether the channel is open is not known");
    }
    PickedChannel { channel, is_seen, is_open: is_open.ok() }
}
