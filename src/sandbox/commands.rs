//! Registered commands: what Discord checks of them, and how they are listed.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::errors::ApiError;
use super::form::Form;
use super::world::permissions::ADMINISTRATOR;

const MOST_OPTIONS: usize = 25;
const MOST_CHOICES: usize = 25;
const MOST_CHARACTERS: usize = 8000;

/// The command type of slash commands.
const CHAT_INPUT: u64 = 1;

/// Interaction contexts.
const GUILD: u64 = 0;
const BOT_DM: u64 = 1;

/// Option types (documentation, "Application Command Option Type").
pub const SUB_COMMAND: u64 = 1;
pub const SUB_COMMAND_GROUP: u64 = 2;
const STRING: u64 = 3;
const INTEGER: u64 = 4;
const NUMBER: u64 = 10;

/// What is kept of an option and of a choice.
const OF_AN_OPTION: [&str; 15] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
    "value",
];
/// What is kept of a command.
const OF_A_COMMAND: [&str; 12] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "nsfw",
    "contexts",
    "integration_types",
    "handler",
];

/// Checks a command as Discord does.
pub fn check(command: &Value) -> Result<(), ApiError> {
    let mut form = Form::default();
    check_into(command, &mut form);
    form.check()
}

/// Checks commands that are registered together: what is wrong is told by their numbers.
pub fn check_all(commands: &[Value]) -> Result<(), ApiError> {
    let mut together = Form::default();
    let mut names = HashSet::new();
    for (index, command) in commands.iter().enumerate() {
        let mut form = Form::default();
        check_into(command, &mut form);
        if !names.insert((command["type"].as_u64().unwrap_or(1), command["name"].to_string())) {
            let message = "Application command names must be unique";
            form.add("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
        together.append(&index.to_string(), form);
    }
    together.check()
}

fn check_into(command: &Value, form: &mut Form) {
    if !form.is_object("_", command) {
        return;
    }
    let kind = form.integer("type", &command["type"], 1..=4).unwrap_or(CHAT_INPUT);
    for (key, most) in [("contexts", 2), ("integration_types", 1)] {
        for (at, one) in form.items(key, &command[key], 0..=3) {
            form.integer(at, one, 0..=most);
        }
    }
    let needed = &command["default_member_permissions"];
    let bits = needed.as_u64().or_else(|| needed.as_str()?.parse().ok());
    if !needed.is_null() && bits.is_none() {
        let message = "Could not interpret as a bit set of permissions.";
        form.add("default_member_permissions", "BITFIELD_TYPE_PARSE", message);
    }
    form.truth("dm_permission", &command["dm_permission"]);
    form.truth("nsfw", &command["nsfw"]);
    if kind == CHAT_INPUT {
        check_named(command, "", form);
        check_options(&command["options"], "options", 0, form);
        if size(command) > MOST_CHARACTERS {
            let message = "Command exceeds maximum size (8000)";
            form.add("_", "APPLICATION_COMMAND_TOO_LARGE", message);
        }
    } else {
        form.required_text("name", &command["name"], 1..=32);
    }
}

fn check_named(value: &Value, path: &str, form: &mut Form) {
    let at = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    localised("name", value, path, form);
    localised("description", value, path, form);
    for (key, name) in texts(value, "name") {
        if !is_command_name(&name) {
            form.add(at(&key), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
    }
    for (key, description) in texts(value, "description") {
        form.length(at(&key), &description, 1..=100);
    }
}

/// Notes localisations that are none: they are texts by locale.
fn localised(key: &str, value: &Value, path: &str, form: &mut Form) {
    let key = format!("{key}_localizations");
    let at = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
    if value[&key].is_null() || !form.is_object(&at, &value[&key]) {
        return;
    }
    for (locale, text) in value[&key].as_object().into_iter().flatten() {
        if is_locale(locale) {
            form.required_text(&format!("{at}.{locale}"), text, 1..=100);
        } else {
            form.add(&at, "INVALID_LOCALE", "A key is none of Discord's locales.");
        }
    }
}

/// Whether a text has the form of Discord's locales: `sv-SE`, `fi`, `es-419`.
fn is_locale(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (2..=6).contains(&text.len()) && text.chars().all(fits)
}

/// The default and every localisation of a text, with their paths.
fn texts(value: &Value, key: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let localised = value[format!("{key}_localizations")].as_object().into_iter().flatten();
    let localised = localised.filter(|(locale, _)| is_locale(locale));
    let localised =
        localised.map(|(locale, value)| (format!("{key}_localizations.{locale}"), text(value)));
    std::iter::once((key.to_owned(), text(&value[key]))).chain(localised).collect()
}

/// All names, descriptions and values together; of each text the longest language counts.
fn size(value: &Value) -> usize {
    let longest = |key| texts(value, key).iter().map(|(_, text)| text.chars().count()).max();
    let own = longest("name").unwrap_or(0) + longest("description").unwrap_or(0);
    let given = value["value"].as_str().map_or(0, |text| text.chars().count());
    let below = ["options", "choices"].into_iter().filter_map(|key| value[key].as_array());
    own + given + below.flatten().map(size).sum::<usize>()
}

/// `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, lower case.
fn is_command_name(name: &str) -> bool {
    (1..=32).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''))
        && name == name.to_lowercase()
}

fn check_options(value: &Value, path: &str, depth: usize, form: &mut Form) {
    let mut names = HashSet::new();
    let mut optional_seen = false;
    for (at, option) in form.objects(path, value, 0..=MOST_OPTIONS) {
        check_named(option, &at, form);
        if !names.insert(option["name"].to_string()) {
            let message = "Option names must be unique";
            form.add(format!("{at}.name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", message);
        }
        let required = form.truth(format!("{at}.required"), &option["required"]).unwrap_or(false);
        if required && optional_seen {
            let message = "Required options must be placed before non-required options";
            form.add(&at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        match option["type"].as_u64() {
            // A group stands at the top and holds subcommands; a subcommand holds values.
            Some(SUB_COMMAND_GROUP) if depth == 0 => {
                check_options(&option["options"], &format!("{at}.options"), 1, form);
            }
            Some(SUB_COMMAND) if depth < 2 => {
                check_options(&option["options"], &format!("{at}.options"), 2, form);
            }
            Some(SUB_COMMAND | SUB_COMMAND_GROUP) => {
                let message = "Sub-command and sub-command group option types are not allowed here";
                form.add(format!("{at}.type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            }
            Some(3..=11) => {
                optional_seen |= !required;
                check_values(option, &at, form);
            }
            _ => form.choice(format!("{at}.type"), "1, …, 11"),
        }
    }
}

/// What an option takes: choices, bounds, kinds of channels.
fn check_values(option: &Value, at: &str, form: &mut Form) {
    let completes = form.truth(format!("{at}.autocomplete"), &option["autocomplete"]);
    if completes == Some(true) && option["choices"].as_array().is_some_and(|all| !all.is_empty()) {
        let message = "autocomplete may not be set to true if choices are present.";
        form.add(format!("{at}.autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message);
    }
    form.integer(format!("{at}.min_length"), &option["min_length"], 0..=6000);
    form.integer(format!("{at}.max_length"), &option["max_length"], 1..=6000);
    for key in ["min_value", "max_value"] {
        if !option[key].is_null() && !is_number(option, &option[key]) {
            form.add(format!("{at}.{key}"), "NUMBER_TYPE_COERCE", "Value is not a number.");
        }
    }
    for (at, kind) in form.items(&format!("{at}.channel_types"), &option["channel_types"], 0..=25) {
        form.integer(at, kind, 0..=16);
    }
    let choices = form.objects(&format!("{at}.choices"), &option["choices"], 0..=MOST_CHOICES);
    for (at, choice) in choices {
        form.required_text(&format!("{at}.name"), &choice["name"], 1..=100);
        localised("name", choice, &at, form);
        if is_number(option, &choice["value"]) {
            continue;
        }
        if option["type"] == STRING {
            form.required_text(&format!("{at}.value"), &choice["value"], 0..=100);
        } else {
            form.add(
                format!("{at}.value"),
                "UNION_TYPE_CHOICES",
                "Value is none of this option's.",
            );
        }
    }
}

/// Whether a value is a number as a numeric option takes it.
fn is_number(option: &Value, value: &Value) -> bool {
    match option["type"].as_u64() {
        Some(INTEGER) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some(NUMBER) => value.is_number(),
        _ => false,
    }
}

/// Whether a client offers a command to somebody with these permissions, in a guild or a direct
/// channel (documentation, "Application Command Permissions", "Interaction Contexts").
pub fn is_offered(command: &Value, held: u64, direct: bool) -> bool {
    let in_context = |wanted: u64| {
        command["contexts"].as_array().is_none_or(|all| all.iter().any(|one| *one == wanted))
    };
    if direct {
        let in_direct = command["dm_permission"] != false && command["guild_id"].is_null();
        return in_direct && in_context(BOT_DM);
    }
    let needed = command["default_member_permissions"].as_str();
    let needed = needed.and_then(|digits| digits.parse::<u64>().ok());
    // "0" is for administrators alone.
    let enough = match needed {
        None => true,
        Some(0) => held & ADMINISTRATOR != 0,
        Some(needed) => held & needed == needed,
    };
    enough && in_context(GUILD)
}

/// A command as it is kept and listed: with its ids, its version and Discord's defaults.
pub fn kept(
    command: &Value,
    (id, application): (u64, u64),
    version: u64,
    guild: Option<u64>,
) -> Value {
    let known =
        |key: &&str| (!command[*key].is_null()).then(|| ((*key).to_owned(), command[*key].clone()));
    let mut kept = Value::Object(OF_A_COMMAND.iter().filter_map(known).collect());
    kept["options"] = known_options(&command["options"]);
    if let Some(bits) = command["default_member_permissions"].as_u64() {
        kept["default_member_permissions"] = json!(bits.to_string());
    }
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
        if kept.get(key).is_none_or(Value::is_null) {
            kept[key] = value.clone();
        }
    }
    kept["id"] = json!(id.to_string());
    kept["application_id"] = json!(application.to_string());
    kept["version"] = json!(version.to_string());
    if let Some(guild) = guild {
        kept["guild_id"] = json!(guild.to_string());
    }
    kept
}

/// Options as Discord keeps them: what it knows of them, and nothing where nothing was said.
fn known_options(options: &Value) -> Value {
    match options {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, value)| !value.is_null() && OF_AN_OPTION.contains(&key.as_str()))
            .map(|(key, value)| match key.as_str() {
                "options" | "choices" => (key.clone(), known_options(value)),
                _ => (key.clone(), value.clone()),
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(known_options).collect(),
        other => other.clone(),
    }
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
