//! Slash commands, a file each: parse → action → render → reply.

mod absence;
mod agenda;
mod calendar;
mod group;
mod help;
mod localise;
mod me;
mod meeting;
mod notes;
mod organisation;
mod suggest;

pub use self::suggest::suggest;

use poise::serenity_prelude as serenity;
use serde_json::Value;

use super::Edge;
use super::again::Again;
use super::answer::{Call, number};
use crate::actions::absence::About;
use crate::actions::registry::Picked;
use crate::actions::reply::Spoken;
use crate::actions::{ActionError, Missing};
use crate::domain::account::UserId;
use crate::domain::id::{MeetingId, SeatId};
use crate::render::trouble;

type Ctx<'a> = poise::ApplicationContext<'a, Edge, ActionError>;
type Command = poise::Command<Edge, ActionError>;
type Outcome = Result<(), ActionError>;

/// poise's options with all commands, named in every language.
pub fn options() -> poise::FrameworkOptions<Edge, ActionError> {
    let mut commands = vec![
        meeting::meeting(),
        absence::absence(),
        agenda::agenda(),
        notes::all(),
        calendar::calendar(),
        group::group(),
        organisation::organisation(),
        me::me(),
        help::help(),
    ];
    localise::name_all(&mut commands);
    poise::FrameworkOptions {
        commands,
        manual_cooldowns: true,
        initialize_owners: false,
        on_error: |error| Box::pin(unreadable(error)),
        ..poise::FrameworkOptions::default()
    }
}

/// Tells a person that their command could not be read: commands answer for all else themselves.
async fn unreadable(error: poise::FrameworkError<'_, Edge, ActionError>) {
    tracing::warn!(%error, "a command could not be read");
    if let Some(poise::Context::Application(ctx)) = error.ctx() {
        let call = call(&ctx);
        call.answer(async { Ok(trouble::bad_command(call.reader)) }).await;
    }
}

fn call<'a>(ctx: &Ctx<'a>) -> Call<'a> {
    let again = ctx.invocation_data.try_lock().ok();
    let again = again.and_then(|data| data.downcast_ref::<Again>().copied());
    Call::of_command(ctx.framework.user_data, ctx.interaction, again.unwrap_or_default())
}

/// The commands as Discord registers them.
pub fn definitions() -> Vec<Value> {
    options()
        .commands
        .iter()
        .filter_map(poise::Command::create_as_slash_command)
        .filter_map(|command| serde_json::to_value(command).ok())
        .collect()
}

/// Carries a command out.
pub async fn run(
    framework: poise::FrameworkContext<'_, Edge, ActionError>,
    interaction: &serenity::CommandInteraction,
    again: Again,
) {
    let responded = std::sync::atomic::AtomicBool::new(false);
    let invocation = tokio::sync::Mutex::new(Box::new(again) as _);
    let options = interaction.data.options();
    let mut tree = Vec::new();
    let ran = poise::dispatch_interaction(
        framework,
        interaction,
        &responded,
        &invocation,
        &options,
        &mut tree,
    );
    if let Err(error) = ran.await {
        error.handle(framework.options).await;
    }
}

/// Somebody who was picked among the members of the chat server.
fn picked_person(user: &serenity::User) -> Picked {
    let name = user.global_name.clone().unwrap_or_else(|| user.name.clone());
    Picked { account: UserId(number(user.id.get())), name, username: user.name.clone() }
}

/// The meeting that was picked and, if one was, the member.
fn picked(meeting: &str, member: Option<&str>) -> Result<About, ActionError> {
    Ok(About { spoken: Spoken::now(picked_meeting(meeting)?), seat: picked_seat(member)? })
}

/// The meeting that was picked from the list.
fn picked_meeting(value: &str) -> Result<MeetingId, ActionError> {
    value.trim().parse().map_err(|_| ActionError::NotFound(Missing::Meeting))
}

/// The member's seat that was picked from the list, if one was.
fn picked_seat(value: Option<&str>) -> Result<Option<SeatId>, ActionError> {
    value
        .map(|seat| seat.trim().parse().map_err(|_| ActionError::NotFound(Missing::Member)))
        .transpose()
}
