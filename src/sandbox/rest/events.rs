//! A guild's scheduled events. Those somewhere else are known here: they need no voice channel.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::guilds::own;
use super::payload::Payload;
use super::{Answer, Api, Bot, Done, snowflake};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::world::{EventStatus, Guild, ScheduledEvent, World, objects, permissions};

/// Discord keeps at most so many events that are not over.
const MOST_OPEN: usize = 100;

fn found<'a>(guild: &'a Guild, event: &str) -> Result<&'a ScheduledEvent, ApiError> {
    let id = snowflake(event, "guild_scheduled_event_id")?;
    guild.events.get(&id).ok_or(ApiError::UNKNOWN_EVENT)
}

pub async fn list(State(shared): State<Api>, bot: Bot, Path(guild): Path<String>) -> Answer {
    let world = shared.world();
    let now = shared.time.now();
    let open = own(&world, &bot, &guild)?.events.values().filter(|one| one.is_open(now));
    Ok(Json(open.map(|event| objects::scheduled_event(&world, event)).collect()))
}

pub async fn one(
    State(shared): State<Api>,
    bot: Bot,
    Path((guild, event)): Path<(String, String)>,
) -> Answer {
    let world = shared.world();
    let event = found(own(&world, &bot, &guild)?, &event)?;
    Ok(Json(objects::scheduled_event(&world, event)))
}

/// The place of an event somewhere else.
fn location<'a>(body: &'a Value, form: &mut Form) -> Option<&'a str> {
    let metadata = &body["entity_metadata"];
    if metadata.is_null() || !form.is_object("entity_metadata", metadata) {
        return None;
    }
    form.text("entity_metadata.location", &metadata["location"], 1..=100)
}

/// Notes an event that begins before now, or ends before it begins.
fn check_times(
    starts: DateTime<Utc>,
    is_new: bool,
    ends: DateTime<Utc>,
    now: DateTime<Utc>,
    form: &mut Form,
) {
    if is_new && starts <= now {
        let message = "Cannot schedule event in the past.";
        form.add("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", message);
    }
    if ends <= starts {
        let message = "Cannot schedule the end of the event before its start.";
        form.add("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", message);
    }
}

pub async fn create(
    State(shared): State<Api>,
    bot: Bot,
    Path(guild): Path<String>,
    Payload { body, .. }: Payload,
) -> Answer {
    let now = shared.time.now();
    let mut form = Form::default();
    let name = form.required_text("name", &body["name"], 1..=100);
    let description = form.text("description", &body["description"], 0..=1000);
    let place = location(&body, &mut form);
    let starts = form.instant("scheduled_start_time", &body["scheduled_start_time"]);
    let ends = form.instant("scheduled_end_time", &body["scheduled_end_time"]);
    if body["privacy_level"] != 2 {
        form.choice("privacy_level", "2");
    }
    if body["entity_type"] != 3 {
        form.choice("entity_type", "3");
    }
    for (missing, path) in [
        (place.is_none(), "entity_metadata.location"),
        (starts.is_none(), "scheduled_start_time"),
        (ends.is_none(), "scheduled_end_time"),
    ] {
        if missing {
            form.required(path);
        }
    }
    let (starts, ends) = (starts.unwrap_or(now), ends.unwrap_or(now));
    check_times(starts, true, ends, now, &mut form);
    form.check()?;
    let mut world = shared.world();
    let own = own(&world, &bot, &guild)?;
    let guild = own.id;
    if permissions::in_guild(own, bot.user) & permissions::CREATE_EVENTS == 0 {
        return Err(ApiError::MISSING_PERMISSIONS);
    }
    if own.events.values().filter(|event| event.is_open(now)).count() >= MOST_OPEN {
        return Err(ApiError::TOO_MANY_EVENTS);
    }
    let event = ScheduledEvent {
        id: world.next_id(now),
        guild,
        creator: bot.user,
        name: name.to_owned(),
        description: description.map(str::to_owned),
        location: place.unwrap_or_default().to_owned(),
        starts,
        ends,
        status: EventStatus::Scheduled,
    };
    put(&mut world, event, "GUILD_SCHEDULED_EVENT_CREATE")
}

/// Keeps an event and tells of it.
fn put(world: &mut World, event: ScheduledEvent, told: &str) -> Answer {
    let object = objects::scheduled_event(world, &event);
    let guild = event.guild;
    world.guilds.entry(guild).and_modify(|guild| {
        guild.events.insert(event.id, event);
    });
    world.structure += 1;
    world.announce_event(told, guild, &object);
    Ok(Json(object))
}

/// The event of a guild that the bot may change: its own, or any with the permission.
fn changeable(
    world: &World,
    bot: &Bot,
    guild: &str,
    event: &str,
) -> Result<ScheduledEvent, ApiError> {
    let guild = own(world, bot, guild)?;
    let event = found(guild, event)?;
    let manages = permissions::in_guild(guild, bot.user) & permissions::MANAGE_EVENTS != 0;
    let may = event.creator == bot.user || manages;
    if may { Ok(event.clone()) } else { Err(ApiError::MISSING_PERMISSIONS) }
}

pub async fn edit(
    State(shared): State<Api>,
    bot: Bot,
    Path((guild, event)): Path<(String, String)>,
    Payload { body, .. }: Payload,
) -> Answer {
    let mut form = Form::default();
    let name = form.text("name", &body["name"], 1..=100);
    let description = form.text("description", &body["description"], 0..=1000);
    let place = location(&body, &mut form);
    let starts = form.instant("scheduled_start_time", &body["scheduled_start_time"]);
    let ends = form.instant("scheduled_end_time", &body["scheduled_end_time"]);
    let status = form.integer("status", &body["status"], 1..=4).and_then(EventStatus::from_number);
    let mut world = shared.world();
    let known = changeable(&world, &bot, &guild, &event)?;
    if known.status.is_over() {
        return Err(ApiError::EVENT_IS_OVER);
    }
    let status = status.unwrap_or(known.status);
    if !known.status.may_become(status) {
        form.choice("status", "the states that follow this one");
    }
    let changed = ScheduledEvent {
        name: name.map_or(known.name, str::to_owned),
        description: match body.get("description") {
            Some(_) => description.map(str::to_owned),
            None => known.description,
        },
        location: place.map_or(known.location, str::to_owned),
        starts: starts.unwrap_or(known.starts),
        ends: ends.unwrap_or(known.ends),
        status,
        ..known
    };
    if starts.is_some() || ends.is_some() {
        let now = shared.time.now();
        check_times(changed.starts, starts.is_some(), changed.ends, now, &mut form);
    }
    form.check()?;
    put(&mut world, changed, "GUILD_SCHEDULED_EVENT_UPDATE")
}

pub async fn delete(
    State(shared): State<Api>,
    bot: Bot,
    Path((guild, event)): Path<(String, String)>,
) -> Done {
    let mut world = shared.world();
    let gone = changeable(&world, &bot, &guild, &event)?;
    let object = objects::scheduled_event(&world, &gone);
    world.guilds.entry(gone.guild).and_modify(|guild| {
        guild.events.remove(&gone.id);
    });
    world.structure += 1;
    world.announce_event("GUILD_SCHEDULED_EVENT_DELETE", gone.guild, &object);
    Ok(StatusCode::NO_CONTENT)
}
