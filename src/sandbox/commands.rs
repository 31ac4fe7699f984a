//! Registered commands: what Discord checks of them, and how they are listed.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::errors::{ApiError, FormErrors};

const MOST_OPTIONS: usize = 25;
const MOST_CHOICES: usize = 25;

/// Option types (documentation, "Application Command Option Type").
pub const SUB_COMMAND: u64 = 1;
pub const SUB_COMMAND_GROUP: u64 = 2;

/// Checks a chat command as Discord does.
pub fn check(command: &Value) -> Result<(), ApiError> {
    let mut errors = FormErrors::default();
    let kind = command["type"].as_u64().unwrap_or(1);
    if kind == 1 {
        check_named(command, "", &mut errors);
        check_options(&command["options"], "options", &mut errors);
    } else {
        errors.length("name", command["name"].as_str().unwrap_or_default(), 1, 32);
    }
    errors.check()
}

fn check_named(value: &Value, path: &str, errors: &mut FormErrors) {
    let at = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    for (key, name) in texts(value, "name") {
        if !is_command_name(&name) {
            errors.add(at(&key), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
    }
    for (key, description) in texts(value, "description") {
        errors.length(at(&key), &description, 1, 100);
    }
}

/// The default and every localisation of a text, with their paths.
fn texts(value: &Value, key: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let localised = value[format!("{key}_localizations")].as_object().into_iter().flatten();
    let localised =
        localised.map(|(locale, value)| (format!("{key}_localizations.{locale}"), text(value)));
    std::iter::once((key.to_owned(), text(&value[key]))).chain(localised).collect()
}

/// `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, lower case.
fn is_command_name(name: &str) -> bool {
    (1..=32).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''))
        && name == name.to_lowercase()
}

fn check_options(value: &Value, path: &str, errors: &mut FormErrors) {
    let options = value.as_array().cloned().unwrap_or_default();
    if options.len() > MOST_OPTIONS {
        errors.add(
            path,
            "BASE_TYPE_BAD_LENGTH",
            format!("Must be between 0 and {MOST_OPTIONS} in length."),
        );
    }
    let mut names = HashSet::new();
    let mut optional_seen = false;
    for (index, option) in options.iter().enumerate() {
        let at = format!("{path}.{index}");
        check_named(option, &at, errors);
        if !names.insert(option["name"].to_string()) {
            errors.add(
                format!("{at}.name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
                "Option names must be unique",
            );
        }
        let required = option["required"].as_bool().unwrap_or(false);
        if required && optional_seen {
            errors.add(
                &at,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            );
        }
        match option["type"].as_u64() {
            Some(SUB_COMMAND | SUB_COMMAND_GROUP) => {
                check_options(&option["options"], &format!("{at}.options"), errors);
            }
            Some(3..=11) => optional_seen |= !required,
            _ => errors.add(
                format!("{at}.type"),
                "BASE_TYPE_CHOICES",
                "Value must be one of {1, …, 11}.",
            ),
        }
        if option["choices"].as_array().is_some_and(|choices| choices.len() > MOST_CHOICES) {
            errors.add(
                format!("{at}.choices"),
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between 0 and {MOST_CHOICES} in length."),
            );
        }
    }
}

/// A command as it is kept and listed: with its ids and Discord's defaults.
pub fn kept(command: &Value, (id, application): (u64, u64), guild: Option<u64>) -> Value {
    let mut kept = command.clone();
    let defaults = json!({
        "type": 1,
        "description": "",
        "name_localizations": null,
        "description_localizations": null,
        "default_member_permissions": null,
        "nsfw": false,
        "options": [],
        "contexts": null,
        "integration_types": [0],
        "dm_permission": true,
    });
    for (key, value) in defaults.as_object().into_iter().flatten() {
        if kept.get(key).is_none() {
            kept[key] = value.clone();
        }
    }
    kept["id"] = json!(id.to_string());
    kept["application_id"] = json!(application.to_string());
    kept["version"] = json!(id.to_string());
    if let Some(guild) = guild {
        kept["guild_id"] = json!(guild.to_string());
    }
    kept
}

/// A command as it is listed to whoever does not ask for localisations.
pub fn without_localisations(command: &Value) -> Value {
    match command {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !key.ends_with("_localizations"))
            .map(|(key, value)| (key.clone(), without_localisations(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(without_localisations).collect(),
        other => other.clone(),
    }
}

/// Finds a command by words such as `meeting schedule`, in its default names or those of any
/// language. Returns the command and the chain of subcommand options below it.
pub fn find<'a>(commands: &'a [Value], words: &str) -> Option<(&'a Value, Vec<&'a Value>)> {
    let mut words = words.trim_start_matches('/').split_whitespace();
    let first = words.next()?;
    let command = commands.iter().find(|command| is_called(command, first))?;
    let mut chain = Vec::new();
    let mut at = command;
    for word in words {
        at = at["options"]
            .as_array()?
            .iter()
            .find(|option| is_called(option, word) && is_below(option))?;
        chain.push(at);
    }
    let unfinished = at["options"].as_array().is_some_and(|options| options.iter().any(is_below));
    (!unfinished).then_some((command, chain))
}

fn is_below(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(SUB_COMMAND | SUB_COMMAND_GROUP))
}

/// Whether a command or option has this name in some language.
pub fn is_called(value: &Value, name: &str) -> bool {
    texts(value, "name").iter().any(|(_, text)| text == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_its_names_in_any_language() {
        let command = json!({
            "name": "meeting", "name_localizations": { "sv-SE": "möte" }, "description": "x",
            "options": [{ "name": "schedule", "name_localizations": { "sv-SE": "boka" }, "type": 1, "description": "x" }]
        });
        check(&command).expect("in order");
        let commands = [command];
        assert!(find(&commands, "meeting schedule").is_some());
        assert!(find(&commands, "/möte boka").is_some());
        assert!(find(&commands, "meeting").is_none(), "a subcommand is needed");
        assert!(find(&commands, "meeting move").is_none());
    }

    #[test]
    fn discords_rules_for_commands_are_kept() {
        let with = |name: &str, options: Value| json!({ "name": name, "description": "x", "options": options });
        assert!(check(&with("ställ-in", json!([]))).is_ok());
        assert!(check(&with("Boka", json!([]))).is_err());
        assert!(check(&with("boka möte", json!([]))).is_err());
        let option = |name: &str, required: bool| json!({ "name": name, "description": "x", "type": 3, "required": required });
        assert!(check(&with("a", json!([option("x", true), option("y", false)]))).is_ok());
        assert!(check(&with("a", json!([option("x", false), option("y", true)]))).is_err());
        assert!(check(&with("a", json!([option("x", true), option("x", true)]))).is_err());
    }
}
