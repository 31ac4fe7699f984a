//! What was understood of days that were typed in people's own words: it is always said, so that a day that was meant
//! otherwise is seen at once. A meeting's own time its answer tells.

use poise::serenity_prelude as serenity;
use serde_json::json;

use super::answer::Call;
use super::command_data::given;
use crate::actions::choices;
use crate::domain::local_time::wall;
use crate::domain::typed_when::{Asked, When, parse_days};
use crate::render::answers;

/// The options of a group's commands in which a day is typed.
const DAYS: [&str; 4] = ["from", "until", "last", "date"];

/// A line for the days that were typed and not picked; `None` where there are none.
pub async fn days(call: &Call<'_>, command: &serenity::CommandInteraction) -> Option<String> {
    if command.data.name != "group" {
        return None;
    }
    let data = json!(command.data);
    let typed = |name: &str| {
        let found = given(&data).iter().find(|option| option["name"] == name)?;
        found["value"].as_str().map(str::to_owned)
    };
    let is_picked = |typed: &String| typed.parse::<chrono::NaiveDate>().is_ok();
    let typed_days: Vec<String> =
        DAYS.iter().filter_map(|name| typed(name)).filter(|typed| !is_picked(typed)).collect();
    if typed_days.is_empty() {
        return None;
    }
    let (store, now) = (&call.edge.store, call.edge.clock.now());
    let group = typed("group").unwrap_or_default();
    let zone = choices::zone(store, call.caller, &group, now).await.ok()?;
    let asked = Asked { today: wall(zone, now).date(), language: call.reader.language };
    let meant = typed_days.iter().filter_map(|typed| match parse_days(typed, asked).as_deref() {
        Ok([day]) => Some((typed.as_str(), When { day: Some(*day), time: None })),
        _ => None,
    });
    answers::understood(call.reader.in_zone(zone), &meant.collect::<Vec<_>>())
}
