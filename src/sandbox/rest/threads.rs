//! Threads: opened, changed, and who is in them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::channels::allowed;
use super::payload::Payload;
use super::{Answer, Api, Bot, Done, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::{Channel, DM, GUILD_TEXT, PUBLIC_THREAD, World, objects, permissions};

/// After how many minutes a thread may go to sleep.
const AUTO_ARCHIVE: [u64; 4] = [60, 1440, 4320, 10_080];

type Opened = Result<(StatusCode, Json<Value>), ApiError>;

/// Opens a thread under a message; it takes the message's id.
pub async fn open_under(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, message)): Path<(String, String)>,
    Payload { body, .. }: Payload,
) -> Opened {
    let under = snowflake(&message, "message_id")?;
    opened(&shared, &bot, &channel, Some(under), &body)
}

/// Opens a thread by itself. Only public ones are known here.
pub async fn open(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Payload { body, .. }: Payload,
) -> Opened {
    let mut form = Form::default();
    let kind = form.integer("type", &body["type"], 0..=u64::MAX);
    form.check()?;
    match kind {
        Some(kind) if kind == u64::from(PUBLIC_THREAD) => {
            opened(&shared, &bot, &channel, None, &body)
        }
        _ => Err(Form::fault("type", "BASE_TYPE_CHOICES", "Value must be one of {11}.")),
    }
}

fn opened(shared: &Api, bot: &Bot, channel: &str, under: Option<u64>, body: &Value) -> Opened {
    let id = snowflake(channel, "channel_id")?;
    let mut form = Form::default();
    let name = form.required_text("name", &body["name"], 1..=100);
    let sleeps = auto_archive(&body["auto_archive_duration"], &mut form);
    form.check()?;
    let mut world = shared.world();
    match allowed(&world, bot, id, 0)?.kind {
        GUILD_TEXT => {}
        DM => return Err(ApiError::NOT_IN_A_DM),
        _ => return Err(ApiError::WRONG_CHANNEL_TYPE),
    }
    allowed(&world, bot, id, permissions::CREATE_PUBLIC_THREADS)?;
    let thread = world.open_thread(id, under, name, bot.user, shared.time.now())?;
    let thread = world.channels.get_mut(&thread).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    if let Some(sleeps) = sleeps {
        thread.thread.auto_archive = sleeps;
    }
    let id = thread.id;
    let Json(mut object) = shown(&world, id)?;
    if let Some(thread) = world.channels.get(&id) {
        object["member"] = objects::thread_member(thread, bot.user, thread.created);
    }
    Ok((StatusCode::CREATED, Json(object)))
}

fn auto_archive(value: &Value, form: &mut Form) -> Option<u64> {
    let minutes = form.integer("auto_archive_duration", value, 0..=u64::MAX)?;
    if !AUTO_ARCHIVE.contains(&minutes) {
        form.choice("auto_archive_duration", "60, 1440, 4320, 10080");
    }
    Some(minutes)
}

fn shown(world: &World, id: u64) -> Answer {
    let channel = world.channels.get(&id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    Ok(Json(objects::channel(world, channel)))
}

/// Changes a thread's name and state. Other channels are made with the guild and stay as they are.
pub async fn edit(
    State(shared): State<Api>,
    bot: Bot,
    Path(channel): Path<String>,
    Payload { body, .. }: Payload,
) -> Answer {
    let id = snowflake(&channel, "channel_id")?;
    let mut form = Form::default();
    let name = form.text("name", &body["name"], 1..=100);
    let archived = form.truth("archived", &body["archived"]);
    let locked = form.truth("locked", &body["locked"]);
    let sleeps = auto_archive(&body["auto_archive_duration"], &mut form);
    form.check()?;
    let mut world = shared.world();
    let channel = allowed(&world, &bot, id, 0)?;
    if !channel.is_thread() {
        return Err(ApiError::WRONG_CHANNEL_TYPE);
    }
    let manages = world.permissions(channel, bot.user) & permissions::MANAGE_THREADS != 0;
    if !manages && (locked.is_some() || channel.owner != Some(bot.user)) {
        return Err(ApiError::MISSING_PERMISSIONS);
    }
    let thread = world.channels.get_mut(&id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    thread.name = name.map_or_else(|| thread.name.clone(), str::to_owned);
    thread.thread.archived = archived.unwrap_or(thread.thread.archived);
    thread.thread.locked = locked.unwrap_or(thread.thread.locked);
    thread.thread.auto_archive = sleeps.unwrap_or(thread.thread.auto_archive);
    world.structure += 1;
    world.announce_thread("THREAD_UPDATE", id, false);
    shown(&world, id)
}

/// Takes a thread away. Other channels stay with their guild.
pub async fn delete(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Answer {
    let id = snowflake(&channel, "channel_id")?;
    let mut world = shared.world();
    let channel = allowed(&world, &bot, id, permissions::MANAGE_THREADS)?;
    if !channel.is_thread() {
        return Err(ApiError::WRONG_CHANNEL_TYPE);
    }
    let object = objects::channel(&world, channel);
    world.announce_thread("THREAD_DELETE", id, false);
    world.close_thread(id);
    Ok(Json(object))
}

/// The threads of a guild that are awake and that the bot sees.
pub async fn active(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    let guild = super::guilds::own(&world, &bot, &guild)?.id;
    let awake = world.threads_of(guild).filter(|one| !one.thread.archived);
    let awake: Vec<&Channel> = awake.filter(|one| world.sees(one, bot.user)).collect();
    let joined = awake.iter().filter_map(|thread| {
        let since = thread.thread.members.get(&bot.user)?;
        Some(objects::thread_member(thread, bot.user, *since))
    });
    Ok(Json(json!({
        "threads": awake.iter().map(|one| objects::channel(&world, one)).collect::<Vec<_>>(),
        "members": joined.collect::<Vec<_>>(),
        "has_more": false,
    })))
}

fn thread<'a>(world: &'a World, bot: &Bot, channel: &str) -> Result<&'a Channel, ApiError> {
    let channel = allowed(world, bot, snowflake(channel, "channel_id")?, 0)?;
    if channel.is_thread() { Ok(channel) } else { Err(ApiError::WRONG_CHANNEL_TYPE) }
}

pub async fn members(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Answer {
    let world = shared.world();
    let thread = thread(&world, &bot, &channel)?;
    let members = thread.thread.members.iter();
    Ok(Json(members.map(|(user, since)| objects::thread_member(thread, *user, *since)).collect()))
}

pub async fn member(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, user)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let thread = thread(&world, &bot, &channel)?;
    let id = snowflake(&user, "user_id")?;
    let since = thread.thread.members.get(&id).ok_or(ApiError::UNKNOWN_MEMBER)?;
    Ok(Json(objects::thread_member(thread, id, *since)))
}

/// Puts a user into a thread, or takes them out.
fn set_member(shared: &Api, bot: &Bot, channel: &str, user: u64, inside: bool) -> Done {
    let mut world = shared.world();
    let thread = thread(&world, bot, channel)?;
    if !world.sees(thread, user) {
        return Err(ApiError::UNKNOWN_MEMBER);
    }
    let id = thread.id;
    let manages = world.permissions(thread, bot.user) & permissions::MANAGE_THREADS != 0;
    if !inside && user != bot.user && !manages {
        return Err(ApiError::MISSING_PERMISSIONS);
    }
    let thread = world.channels.get_mut(&id).ok_or(ApiError::UNKNOWN_CHANNEL)?;
    let now = shared.time.now();
    let members = &mut thread.thread.members;
    let changed = members.contains_key(&user) != inside;
    if inside {
        members.entry(user).or_insert(now);
    } else {
        members.remove(&user);
    }
    if changed {
        world.announce_thread_members(id, user, inside);
    }
    Ok(StatusCode::NO_CONTENT)
}

pub async fn join(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Done {
    set_member(&shared, &bot, &channel, bot.user, true)
}

pub async fn leave(State(shared): State<Api>, bot: Bot, Path(channel): Path<String>) -> Done {
    set_member(&shared, &bot, &channel, bot.user, false)
}

pub async fn add(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, user)): Path<(String, String)>,
) -> Done {
    set_member(&shared, &bot, &channel, snowflake(&user, "user_id")?, true)
}

pub async fn remove(
    State(shared): State<Api>,
    bot: Bot,
    Path((channel, user)): Path<(String, String)>,
) -> Done {
    set_member(&shared, &bot, &channel, snowflake(&user, "user_id")?, false)
}
