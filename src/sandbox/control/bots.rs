//! Bots beside the first one: each with a token of its own.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::{Answer, Control, Refused, id};
use crate::sandbox::world::Application;

fn told(bot: &Application) -> Value {
    json!({
        "id": bot.id.to_string(),
        "token": bot.token,
        "privileged_intents": bot.privileged_intents,
    })
}

/// Makes a bot. It joins the guilds that are made after it.
pub(super) async fn make(State(shared): State<Control>, Json(body): Json<Value>) -> Answer {
    let name = body["name"].as_str().filter(|name| (1..=80).contains(&name.chars().count()));
    let name =
        name.ok_or_else(|| Refused::from("a name of 1 to 80 characters is needed".to_owned()))?;
    let mut world = shared.world();
    let made = world.make_bot(name, shared.time.now());
    let bot = world.application_mut(made).ok_or_else(|| Refused::missing("bot"))?;
    bot.privileged_intents = body["privileged_intents"].as_bool().unwrap_or(true);
    Ok(Json(told(bot)))
}

/// Switches a bot's privileged intents on or off.
pub(super) async fn change(
    State(shared): State<Control>,
    Path(bot): Path<String>,
    Json(body): Json<Value>,
) -> Answer {
    let wanted = body["privileged_intents"].as_bool();
    let wanted =
        wanted.ok_or_else(|| Refused::from("privileged_intents is true or false".to_owned()))?;
    let mut world = shared.world();
    let bot = world.application_mut(id(&bot, "bot")?).ok_or_else(|| Refused::missing("bot"))?;
    bot.privileged_intents = wanted;
    Ok(Json(told(bot)))
}
