//! What was understood of days that were typed in people's own words: it is always said, so that a day that was meant
//! otherwise is seen at once. A meeting's own time its answer tells.

use poise::serenity_prelude as serenity;
use serde_json::json;

use super::answer::Call;
use super::command_data::given;
use crate::actions::choices;
use crate::domain::local_time::wall;
use crate::domain::typed_when::{Asked, When, parse_when};
use crate::render::answers;
use crate::render::reader::Reader;

/// The options in which a day is typed.
const DAYS: [&str; 4] = ["from", "until", "last", "date"];

/// A line for the days that a group's command was given; `None` where there are none.
pub async fn days(call: &Call<'_>, command: &serenity::CommandInteraction) -> Option<String> {
    if command.data.name != "group" {
        return None;
    }
    let (reader, meant) = meant(call, command).await?;
    let said: Vec<(&str, When)> =
        meant.iter().map(|(_, typed, when)| (typed.as_str(), *when)).collect();
    answers::understood(reader, &said)
}

/// The days that a command was given, each by its option, as it was typed, and what was meant where that is clear.
pub async fn each(
    call: &Call<'_>,
    command: &serenity::CommandInteraction,
) -> Vec<(String, String, When)> {
    meant(call, command).await.map(|(_, found)| found).unwrap_or_default()
}

async fn meant(
    call: &Call<'_>,
    command: &serenity::CommandInteraction,
) -> Option<(Reader, Vec<(String, String, When)>)> {
    let data = json!(command.data);
    let typed = |name: &str| {
        let found = given(&data).iter().find(|option| option["name"] == name)?;
        found["value"].as_str().map(str::to_owned)
    };
    let days: Vec<(&str, String)> =
        DAYS.iter().filter_map(|name| Some((*name, typed(name)?))).collect();
    if days.is_empty() {
        return None;
    }
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let group = typed("group").unwrap_or_default();
    let zone = choices::zone(store, call.caller, &group, now).await.ok()?;
    let asked = Asked { today: wall(zone, now).date(), language: call.reader.language };
    let clear =
        days.into_iter().filter_map(|(name, typed)| match parse_when(&typed, asked).as_deref() {
            Ok([when]) => Some((name.to_owned(), typed, *when)),
            _ => None,
        });
    Some((call.reader.in_zone(zone), clear.collect()))
}
