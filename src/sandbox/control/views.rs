//! What people see: guilds, channels, messages, and who was pinged where.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Control, Refused, id, known_user};
use crate::sandbox::guide::Guidance;
use crate::sandbox::world::{Channel, DM, Guild, Message, World, objects, permissions};

pub(super) async fn state(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let users = world.users.values().map(|user| {
        json!({ "id": user.id.to_string(), "name": user.name, "bot": user.bot, "locale": user.locale, "dms_closed": user.dms_closed })
    });
    let now = shared.time.now();
    let guilds = world.guilds.values().map(|guild| told_guild(&world, guild, now));
    let commands = world.applications.iter().flat_map(|application| {
        let of_guilds = application.guild_commands.values().flatten();
        application.global_commands.iter().chain(of_guilds).cloned()
    });
    let connected =
        world.applications.iter().any(|application| world.sessions.is_connected(application.id));
    Json(json!({
        "now": shared.time.now().to_rfc3339(),
        "structure": world.structure,
        "users": users.collect::<Vec<_>>(),
        "guilds": guilds.collect::<Vec<_>>(),
        "commands": commands.collect::<Vec<_>>(),
        "bot_connected": connected,
    }))
}

fn told_guild(world: &World, guild: &Guild, now: DateTime<Utc>) -> Value {
    let threads = world.threads_of(guild.id);
    let channels = guild.channels.iter().filter_map(|id| world.channels.get(id)).chain(threads);
    let members = guild.members.iter().map(|(id, member)| {
        let roles: Vec<String> = member.roles.iter().map(ToString::to_string).collect();
        json!({ "user_id": id.to_string(), "roles": roles })
    });
    let open = guild.events.values().filter(|event| event.is_open(now));
    json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "channels": channels.map(brief).collect::<Vec<_>>(),
        "members": members.collect::<Vec<_>>(),
        "roles": objects::roles(guild),
        "events": open.map(|event| objects::scheduled_event(world, event)).collect::<Vec<_>>(),
    })
}

pub(super) fn brief(channel: &Channel) -> Value {
    json!({
        "id": channel.id.to_string(),
        "name": channel.name,
        "type": channel.kind,
        "parent_id": channel.parent.map(|id| id.to_string()),
    })
}

/// A message as a user sees it: with whom it pinged, and whom it names and did not ping.
pub(super) fn seen(world: &World, message: &Message) -> Value {
    let ids = |ids: Vec<u64>| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut object = objects::message(world, message);
    object["pinged"] = json!(ids(message.pinged.clone()));
    object["unheard"] = json!(ids(message.unheard()));
    if let Some(answer) = message.answers {
        object["answers"] = json!(answer.by.to_string());
    }
    object
}

#[derive(Deserialize)]
pub(super) struct As {
    r#as: String,
    /// The newest so many; all, when it is left out.
    limit: Option<usize>,
    /// Only older ones than this.
    before: Option<String>,
    /// Only pinned ones.
    #[serde(default)]
    pinned: bool,
}

/// Of messages, newest first, those that a user sees; at most so many, and oldest first.
fn oldest_first<'a>(
    world: &World,
    newest_first: impl Iterator<Item = &'a Message>,
    user: u64,
    limit: usize,
) -> Vec<Value> {
    let visible = newest_first.filter(|message| message.is_for(user)).take(limit);
    let mut listed: Vec<Value> = visible.map(|message| seen(world, message)).collect();
    listed.reverse();
    listed
}

pub(super) async fn messages(
    State(shared): State<Control>,
    Path(channel): Path<String>,
    Query(who): Query<As>,
) -> Answer {
    let before = who.before.as_deref().map_or(Ok(u64::MAX), |text| id(text, "message"))?;
    let world = shared.world();
    let user = known_user(&world, &who.r#as)?;
    let channel = visible(&world, &channel, user)?;
    let listed = channel.messages.range(..before).rev().map(|(_, message)| message);
    let listed = listed.filter(|message| !who.pinned || message.pinned.is_some());
    let limit = who.limit.unwrap_or(usize::MAX);
    Ok(Json(Value::Array(oldest_first(&world, listed, user, limit))))
}

/// A channel that a user sees.
fn visible<'a>(world: &'a World, channel: &str, user: u64) -> Result<&'a Channel, Refused> {
    let known = world.channels.get(&id(channel, "channel")?);
    let channel = known.ok_or_else(|| Refused::missing("channel"))?;
    if world.sees(channel, user) {
        return Ok(channel);
    }
    Err(Refused(StatusCode::FORBIDDEN, "the user does not see that channel".into()))
}

pub(super) async fn dms(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let own = world
        .channels
        .values()
        .filter(|channel| channel.kind == DM && channel.recipients.contains(&user));
    let listed = own.map(|channel| {
        let mut object = objects::channel(&world, channel);
        let messages = channel.messages.values().rev();
        object["messages"] = Value::Array(oldest_first(&world, messages, user, usize::MAX));
        object
    });
    Ok(Json(listed.collect()))
}

/// The channels that a user sees, with what is new there.
pub(super) async fn channels(State(shared): State<Control>, Path(user): Path<String>) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let visible = world.channels.values().filter(|channel| world.sees(channel, user));
    let listed = visible.map(|channel| {
        let newest = channel.newest_for(user).map(|message| message.id);
        let read = world.read_state(user, channel.id);
        let other = channel.recipients.iter().find(|id| **id != user);
        let mut object = brief(channel);
        object["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
        object["with"] = json!(other.map(ToString::to_string));
        object["last_message_id"] = json!(newest.map(|id| id.to_string()));
        object["unread"] = json!(newest.is_some_and(|newest| newest > read.last_read));
        object["mentions"] = json!(read.mentions);
        object["can_send"] = json!(can_say(&world, channel, user));
        object
    });
    Ok(Json(listed.collect()))
}

/// How many pings wait for each user who has any: `{user: count}`.
pub(super) async fn news(State(shared): State<Control>) -> Json<Value> {
    let world = shared.world();
    let waiting = world.reads.iter().filter_map(|(user, own)| {
        let count: u32 = own.values().map(|state| state.mentions).sum();
        (count > 0).then(|| (user.to_string(), json!(count)))
    });
    Json(Value::Object(waiting.collect()))
}

#[derive(Deserialize)]
pub(super) struct Here {
    channel_id: String,
}

/// The commands that a user is offered in a channel.
pub(super) async fn commands(
    State(shared): State<Control>,
    Path(user): Path<String>,
    Query(here): Query<Here>,
) -> Answer {
    let world = shared.world();
    let user = known_user(&world, &user)?;
    let channel = visible(&world, &here.channel_id, user)?;
    let offered = world.commands_for(channel, user).into_iter();
    Ok(Json(offered.map(|(_, one)| one.clone()).collect()))
}

#[derive(Deserialize)]
pub(super) struct GuideAsked {
    locale: String,
    /// The id of whoever looks.
    #[serde(rename = "as", default)]
    by: String,
}

/// The steps of the guide, with those ticked off that have been taken, and what to do now.
pub(super) async fn guide(
    State(shared): State<Control>,
    Query(asked): Query<GuideAsked>,
) -> Json<Value> {
    let (guide, me) = {
        let world = shared.world();
        let me = asked.by.parse().ok().and_then(|id: u64| world.users.get(&id));
        (world.guide.clone(), me.map(|user| user.name.clone()).unwrap_or_default())
    };
    let told = match guide {
        Some(guide) => guide.told(&asked.locale, &me).await,
        None => Guidance::default(),
    };
    let steps: Vec<Value> =
        told.steps.iter().map(|step| json!({ "text": step.text, "done": step.done })).collect();
    let links: Vec<Value> = told
        .links
        .iter()
        .map(|link| json!({ "text": link.text, "address": link.address }))
        .collect();
    Json(json!({ "steps": steps, "now": told.now, "links": links }))
}

/// Begins the guide from its first step.
pub(super) async fn restart_guide(State(shared): State<Control>) -> Json<Value> {
    if let Some(guide) = &shared.world().guide {
        guide.restart();
    }
    shared.changed();
    Json(json!({}))
}

pub(super) fn can_say(world: &World, channel: &Channel, user: u64) -> bool {
    world.permissions(channel, user) & permissions::to_send_in(channel) != 0
}
