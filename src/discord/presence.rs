//! Who is on a server and sees a channel, and whether the bot can write there. It takes no privileged intent: members are asked for one by one.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use poise::serenity_prelude as serenity;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer::number;
use super::response::unreadable;
use super::send::{SendError, Sender, code};
use crate::actions::reach::{Lookout, Seen};
use crate::domain::account::{ChannelId, GuildId, UserId};

/// Those who were asked for: members of the server, or not.
type Members = BTreeMap<UserId, Option<serenity::Member>>;

/// How many members are asked for at once: messages go out meanwhile.
const AT_ONCE: usize = 4;

/// Asks Discord for everybody who is looked for.
///
/// # Errors
/// What Discord said, where it did not tell.
pub async fn look(sender: &Sender, lookout: &Lookout) -> Result<Seen, SendError> {
    let guild = lookout.guild;
    let server: serenity::PartialGuild = read(sender.get(&format!("guilds/{guild}")).await?)?;
    let wanted: BTreeSet<UserId> =
        lookout.members.iter().chain(&lookout.officials).copied().collect();
    let asked: Vec<_> =
        wanted.into_iter().map(|user| member(sender, guild, user).boxed()).collect();
    let members: Members = stream::iter(asked).buffer_unordered(AT_ONCE).try_collect().await?;
    let [channel, officials] = lookout.channels();
    let is_gone =
        |(user, member): (&UserId, &Option<serenity::Member>)| member.is_none().then_some(*user);
    let is_open = seen(sender, channel).await?.map(|channel| all_see(&server, &channel));
    Ok(Seen {
        is_open,
        gone: members.iter().filter_map(is_gone).collect(),
        blind: blind(sender, &server, channel, (&lookout.members, &members)).await?,
        blind_officials: blind(sender, &server, officials, (&lookout.officials, &members)).await?,
        may_attach: None,
    })
}

/// Whether everybody on a server sees a channel of it; `None` where the bot does not see it itself.
///
/// # Errors
/// What Discord said, where it did not tell.
pub async fn is_open_to_all(
    sender: &Sender,
    guild: GuildId,
    channel: ChannelId,
) -> Result<Option<bool>, SendError> {
    let Some(channel) = seen(sender, channel).await? else { return Ok(None) };
    let server: serenity::PartialGuild = read(sender.get(&format!("guilds/{guild}")).await?)?;
    Ok(Some(all_see(&server, &channel)))
}

/// Whether everybody sees a channel: by the role that all have, whose number is the server's, and what the channel says of
/// it (documentation, "Permission Overwrites").
fn all_see(server: &serenity::PartialGuild, channel: &serenity::GuildChannel) -> bool {
    let everyone = serenity::RoleId::new(server.id.get());
    let base = server.roles.get(&everyone).map(|role| role.permissions).unwrap_or_default();
    let of_role = serenity::PermissionOverwriteType::Role(everyone);
    let own = channel.permission_overwrites.iter().find(|one| one.kind == of_role);
    let may = own.map_or(base, |own| (base & !own.deny) | own.allow);
    may.contains(serenity::Permissions::VIEW_CHANNEL)
}

/// Whether the bot may attach files in a channel of a server; `None` where it does not see that.
///
/// # Errors
/// What Discord said, where it did not tell.
pub async fn may_attach(
    sender: &Sender,
    guild: GuildId,
    channel: ChannelId,
) -> Result<Option<bool>, SendError> {
    let Some(channel) = seen(sender, channel).await? else { return Ok(None) };
    let server: serenity::PartialGuild = read(sender.get(&format!("guilds/{guild}")).await?)?;
    let bot: serenity::CurrentUser = read(sender.get("users/@me").await?)?;
    let (_, itself) = member(sender, guild, UserId(number(bot.id.get()))).await?;
    let needed = serenity::Permissions::ATTACH_FILES;
    Ok(itself.map(|bot| server.user_permissions_in(&channel, &bot).contains(needed)))
}

/// Whether the bot can write in a channel of a server.
///
/// # Errors
/// What Discord said, where it did not tell.
pub async fn may_write(
    sender: &Sender,
    (guild, bot): (GuildId, UserId),
    channel: ChannelId,
) -> Result<bool, SendError> {
    let Some(channel) = seen(sender, channel).await? else { return Ok(false) };
    let server: serenity::PartialGuild = read(sender.get(&format!("guilds/{guild}")).await?)?;
    let (_, itself) = member(sender, guild, bot).await?;
    let needed = serenity::Permissions::VIEW_CHANNEL | serenity::Permissions::SEND_MESSAGES;
    Ok(itself.is_some_and(|bot| server.user_permissions_in(&channel, &bot).contains(needed)))
}

/// A channel; `None` where the bot may not see it, or there is none.
async fn seen(
    sender: &Sender,
    channel: ChannelId,
) -> Result<Option<serenity::GuildChannel>, SendError> {
    match sender.get(&format!("channels/{channel}")).await {
        Ok(found) => Ok(Some(read(found)?)),
        Err(SendError::Refused { code, .. }) if code != 0 => Ok(None),
        Err(error) => Err(error),
    }
}

/// Of some accounts those that are on the server and do not see a channel. `None` where the bot may not see it
/// itself.
async fn blind(
    sender: &Sender,
    server: &serenity::PartialGuild,
    channel: ChannelId,
    (wanted, members): (&[UserId], &Members),
) -> Result<Option<Vec<UserId>>, SendError> {
    let Some(channel) = seen(sender, channel).await? else { return Ok(None) };
    let is_blind = |user: &&UserId| {
        let member = members.get(user).and_then(Option::as_ref);
        member.is_some_and(|member| {
            let may = server.user_permissions_in(&channel, member);
            !may.contains(serenity::Permissions::VIEW_CHANNEL)
        })
    };
    Ok(Some(wanted.iter().filter(is_blind).copied().collect()))
}

/// A member of a server, if the account is one.
async fn member(
    sender: &Sender,
    guild: GuildId,
    user: UserId,
) -> Result<(UserId, Option<serenity::Member>), SendError> {
    match sender.get(&format!("guilds/{guild}/members/{user}")).await {
        Ok(mut found) => {
            // The library wants to know of which server; Discord leaves out what was asked.
            found["guild_id"] = json!(guild.to_string());
            Ok((user, Some(read(found)?)))
        }
        Err(error) if error.has_code(&[code::UNKNOWN_MEMBER, code::UNKNOWN_USER]) => {
            Ok((user, None))
        }
        Err(error) => Err(error),
    }
}

fn read<T: DeserializeOwned>(found: Value) -> Result<T, SendError> {
    serde_json::from_value(found).map_err(|error| unreadable(&error))
}
