//! A command's options as the client would send them, checked against what was registered.

use serde_json::{Map, Value, json};

use super::Refused;
use crate::sandbox::commands;
use crate::sandbox::form::id_of;
use crate::sandbox::world::{Channel, World, objects};

/// Option types (documentation, "Application Command Option Type").
const INTEGER: u64 = 4;
const BOOLEAN: u64 = 5;
const USER: u64 = 6;
const CHANNEL: u64 = 7;
const ROLE: u64 = 8;
const MENTIONABLE: u64 = 9;
const NUMBER: u64 = 10;
const ATTACHMENT: u64 = 11;

/// The values of a command's options. While somebody types in `focused`, what is missing is not
/// missed.
pub fn fill(command: &Value, given: &Value, focused: Option<&str>) -> Result<Value, Refused> {
    let empty = Map::new();
    let given = given.as_object().unwrap_or(&empty);
    let registered = command["options"].as_array().map_or(&[][..], Vec::as_slice);
    for name in given.keys() {
        if !registered.iter().any(|option| commands::is_called(option, name)) {
            return Err(format!("the command has no option {name:?}"));
        }
    }
    let mut filled = Vec::new();
    for option in registered {
        let named = |(name, _): &(&String, &Value)| commands::is_called(option, name);
        let value = given.iter().find(named).map(|(_, value)| value);
        let is_focused = focused.is_some_and(|name| commands::is_called(option, name));
        let mut entry = json!({ "name": option["name"], "type": option["type"] });
        match value {
            _ if is_focused => {
                let typed = value.and_then(Value::as_str).unwrap_or_default();
                entry["value"] = json!(typed);
                entry["focused"] = json!(true);
            }
            Some(value) if focused.is_some() => entry["value"] = value.clone(),
            Some(value) => entry["value"] = checked(option, value)?,
            None if option["required"] == true && focused.is_none() => {
                return Err(format!("the option {} is required", option["name"]));
            }
            None => continue,
        }
        filled.push(entry);
    }
    Ok(Value::Array(filled))
}

/// A value as the option takes it.
fn checked(option: &Value, value: &Value) -> Result<Value, Refused> {
    let name = &option["name"];
    let wrong = |what: &str| Err(format!("the option {name} must be {what}"));
    let number = || value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    // What JSON and Discord keep exactly.
    let number = || number().filter(|number: &f64| number.abs() <= 9_007_199_254_740_992.0);
    let value = match option["type"].as_u64() {
        Some(INTEGER) => match number().filter(|number| number.fract() == 0.0) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a whole number within what JSON keeps exactly"
            )]
            Some(number) => json!(number as i64),
            None => return wrong("a whole number"),
        },
        Some(NUMBER) => match number() {
            Some(number) => json!(number),
            None => return wrong("a number"),
        },
        Some(BOOLEAN) => match value.as_bool().or_else(|| value.as_str()?.parse().ok()) {
            Some(truth) => json!(truth),
            None => return wrong("true or false"),
        },
        Some(USER | CHANNEL | ROLE | MENTIONABLE | ATTACHMENT) => match id_of(value) {
            Some(id) => return Ok(json!(id.to_string())),
            None => return wrong("an id"),
        },
        _ => match value.as_str() {
            Some(text) => json!(text),
            None => return wrong("a text"),
        },
    };
    within(option, &value)?;
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    if choices.is_some_and(|choices| !choices.iter().any(|choice| choice["value"] == value)) {
        return wrong("one of its choices");
    }
    Ok(value)
}

fn within(option: &Value, value: &Value) -> Result<(), Refused> {
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let (size, least, most) = match value {
        Value::String(text) => (f64::from(length(text)), "min_length", "max_length"),
        other => (other.as_f64().unwrap_or_default(), "min_value", "max_value"),
    };
    let too_small = option[least].as_f64().is_some_and(|least| size < least);
    let too_great = option[most].as_f64().is_some_and(|most| size > most);
    if too_small || too_great {
        return Err(format!("the option {} must be within its limits", option["name"]));
    }
    Ok(())
}

impl World {
    /// The objects that options, or the values of a select, refer to by their ids; channels with what
    /// the one who chose them may do there.
    ///
    /// # Errors
    /// There is no such user, channel, role or file.
    pub(super) fn resolved(
        &self,
        channel: &Channel,
        by: u64,
        ids: &[(u64, u64)],
    ) -> Result<Value, Refused> {
        let mut resolved = json!({});
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        let mut put = |kind: &str, id: u64, object: Value| resolved[kind][id.to_string()] = object;
        for &(kind, id) in ids {
            let user = self.users.get(&id);
            let role = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == id));
            match (kind, user, role) {
                (USER | MENTIONABLE, Some(user), _) => {
                    put("users", id, objects::user(user));
                    if let Some(member) = guild.and_then(|guild| guild.members.get(&id)) {
                        let mut member = objects::member_without_user(member);
                        member["permissions"] = json!(self.permissions(channel, id).to_string());
                        put("members", id, member);
                    }
                }
                (ROLE | MENTIONABLE, _, Some(role)) => put("roles", id, objects::role(role, 1)),
                (CHANNEL, ..) => {
                    let known = self.channels.get(&id).filter(|one| one.guild == channel.guild);
                    let known = known.ok_or_else(|| format!("there is no channel {id}"))?;
                    put("channels", id, objects::partial_channel(self, known, by));
                }
                (ATTACHMENT, ..) => {
                    let file =
                        self.files.get(&id).ok_or_else(|| format!("there is no file {id}"))?;
                    put("attachments", id, objects::attachment(self, file));
                }
                _ => return Err(format!("there is no user or role {id}")),
            }
        }
        Ok(resolved)
    }
}

/// The ids in a command's options, each with the type of its option.
pub fn ids_in(options: &Value) -> Vec<(u64, u64)> {
    let mut ids = Vec::new();
    for option in options.as_array().into_iter().flatten() {
        let kind = option["type"].as_u64().unwrap_or_default();
        match (kind, id_of(&option["value"])) {
            (USER | CHANNEL | ROLE | MENTIONABLE | ATTACHMENT, Some(id)) => ids.push((kind, id)),
            _ => ids.extend(ids_in(&option["options"])),
        }
    }
    ids
}

/// The ids that were chosen in a select of this component type.
pub fn ids_chosen(component_type: u64, values: &Value) -> Vec<(u64, u64)> {
    let kind = match component_type {
        5 => USER,
        6 => ROLE,
        7 => MENTIONABLE,
        8 => CHANNEL,
        _ => return Vec::new(),
    };
    values.as_array().into_iter().flatten().filter_map(id_of).map(|id| (kind, id)).collect()
}

/// What was chosen in a select, checked as the client checks it.
pub fn chosen(select: &Value, values: &Value) -> Result<Value, Refused> {
    let chosen = values.as_array().ok_or("a select needs a list of values")?;
    let count = u64::try_from(chosen.len()).unwrap_or(u64::MAX);
    let least = select["min_values"].as_u64().unwrap_or(1);
    let most = select["max_values"].as_u64().unwrap_or(1);
    if !(least..=most).contains(&count) {
        return Err(format!("between {least} and {most} values must be chosen"));
    }
    let listed = select["options"].as_array().filter(|_| select["type"] == 3);
    let known = |value: &Value| {
        listed.is_none_or(|listed| listed.iter().any(|option| option["value"] == *value))
    };
    if chosen.iter().all(known) {
        Ok(values.clone())
    } else {
        Err("the select has no such value".into())
    }
}
