//! A command's data as Discord sends it: its words, and the options that were filled in, however deep they stand.

use serde_json::{Value, json};

/// Discord's types of options.
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;
pub const STRING: u64 = 3;

/// The options of a subcommand, by its definition.
pub fn defined<'a>(definition: &'a Value, path: &[&str]) -> Option<&'a Vec<Value>> {
    let options = definition["options"].as_array()?;
    match path {
        [] => Some(options),
        [first, rest @ ..] => {
            defined(options.iter().find(|option| option["name"] == *first)?, rest)
        }
    }
}

/// The words of a command: "meeting", "schedule".
pub fn path_of(data: &Value) -> Vec<&str> {
    let mut path = Vec::from_iter(data["name"].as_str());
    let mut here = data;
    while let Some(below) = below(here) {
        path.extend(below["name"].as_str());
        here = below;
    }
    path
}

fn below(data: &Value) -> Option<&Value> {
    let first = data["options"].as_array()?.first()?;
    let kind = first["type"].as_u64()?;
    matches!(kind, SUB_COMMAND | SUB_COMMAND_GROUP).then_some(first)
}

/// The options that were filled in.
pub fn given(data: &Value) -> &[Value] {
    let mut here = data;
    while let Some(below) = below(here) {
        here = below;
    }
    here["options"].as_array().map_or(&[], Vec::as_slice)
}

/// The same, to be changed.
pub fn given_mut(data: &mut Value) -> Option<&mut Vec<Value>> {
    if below(data).is_some() {
        return given_mut(data["options"].as_array_mut()?.first_mut()?);
    }
    if data["options"].is_null() {
        data["options"] = json!([]);
    }
    data["options"].as_array_mut()
}
