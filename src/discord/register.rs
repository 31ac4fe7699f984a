//! Registering the commands: only when they differ from what is registered, since Discord allows
//! 200 creations a day.

use serde_json::Value;

use super::commands;
use super::send::{SendError, Sender};

/// What of a command is ours to say; the rest is Discord's.
const OURS: [&str; 17] = [
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "type",
    "required",
    "choices",
    "value",
    "channel_types",
    "autocomplete",
    "min_length",
    "max_length",
    "min_value",
    "max_value",
    "default_member_permissions",
    "contexts",
];

/// Brings the registered commands in line with ours. Returns whether anything had to be changed.
pub async fn register(sender: &Sender, application: &str) -> Result<bool, SendError> {
    let ours = Value::Array(commands::definitions());
    let path = format!("applications/{application}/commands");
    let theirs = sender.get(&format!("{path}?with_localizations=true")).await?;
    if by_name(&essence(&ours)) == by_name(&essence(&theirs)) {
        return Ok(false);
    }
    sender.put(&path, &ours).await?;
    Ok(true)
}

/// What commands say, without what Discord adds and without what says nothing: null, false, empty.
fn essence(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(essence).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, value)| is_ours(name) && !says_nothing(name, value))
            .map(|(name, value)| (name.clone(), essence(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        // Discord returns 1 where we may have sent 1.0.
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        other => other.clone(),
    }
}

fn is_ours(name: &str) -> bool {
    // The keys of localisations are locales.
    OURS.contains(&name) || name.contains('-')
}

fn says_nothing(name: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        // The type of a chat command, which is the default.
        Value::Number(number) => name == "type" && number.as_f64() == Some(1.0),
        _ => false,
    }
}

/// The commands in the order of their names: Discord returns them in its own.
fn by_name(commands: &Value) -> Vec<Value> {
    let mut commands = commands.as_array().cloned().unwrap_or_default();
    commands.sort_by_key(|command| command["name"].to_string());
    commands
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_discord_adds_is_no_change_and_what_we_change_is() {
        let ours = Value::Array(commands::definitions());
        let mut theirs = ours.clone();
        for command in theirs.as_array_mut().expect("a list") {
            command["id"] = json!("1");
            command["version"] = json!("2");
            command["nsfw"] = json!(false);
            if command["default_member_permissions"].is_null() {
                command["default_member_permissions"] = Value::Null;
            }
        }
        assert_eq!(by_name(&essence(&ours)), by_name(&essence(&theirs)));
        theirs[0]["options"][0]["description"] = json!("something else");
        assert_ne!(by_name(&essence(&ours)), by_name(&essence(&theirs)));
    }

    /// No one types an id: what exists already is picked, and only what is new is typed.
    #[test]
    fn nobody_types_what_can_be_picked() {
        const TEXT: u8 = 3;
        fn typed(path: &str, value: &Value, found: &mut Vec<String>) {
            let path = format!("{path} {}", value["name"].as_str().unwrap_or_default());
            let is_picked = value["autocomplete"] == true
                || value["choices"].as_array().is_some_and(|all| !all.is_empty());
            if value["type"] == TEXT && !is_picked {
                found.push(path.trim().to_owned());
            }
            let below = value["options"].as_array().into_iter().flatten();
            below.for_each(|option| typed(&path, option, found));
        }
        let mut found = Vec::new();
        commands::definitions().iter().for_each(|command| typed("", command, &mut found));
        found.sort();
        let wanted = [
            "absence report reason",
            "agenda add background",
            "agenda add link",
            "agenda add title",
            "agenda edit background",
            "agenda edit link",
            "agenda edit title",
            "group create mandate",
            "group create name",
            "group settings name",
            "me link code",
            "me link name",
            "meeting call reason",
            "meeting cancel reason",
            "meeting edit link",
            "meeting edit place",
            "meeting edit text",
            "meeting schedule link",
            "meeting schedule place",
            "meeting schedule reason",
            "meeting schedule text",
            "notes search words",
        ];
        assert_eq!(found, wanted);
    }

    /// Discord's own limits on names and descriptions (documentation, "Application Commands").
    #[test]
    fn names_and_descriptions_are_within_discords_limits() {
        fn check(value: &Value) {
            let texts = |key: &str| -> Vec<String> {
                let localised =
                    value[format!("{key}_localizations")].as_object().cloned().unwrap_or_default();
                let all = localised.values().cloned().chain([value[key].clone()]);
                all.filter_map(|text| text.as_str().map(str::to_owned)).collect()
            };
            for name in texts("name") {
                assert!((1..=32).contains(&name.chars().count()), "{name}");
                assert!(name.chars().all(|c| c.is_alphanumeric() || "-_'".contains(c)), "{name}");
                assert_eq!(name, name.to_lowercase());
            }
            assert_eq!(texts("name").len(), 2, "{} has no Swedish name", value["name"]);
            assert_eq!(
                texts("description").len(),
                2,
                "{} has no Swedish description",
                value["name"]
            );
            for description in texts("description") {
                assert!((1..=100).contains(&description.chars().count()), "{description}");
            }
            value["options"].as_array().into_iter().flatten().for_each(check);
        }
        let definitions = commands::definitions();
        assert_eq!(definitions.len(), 9);
        definitions.iter().for_each(check);
    }
}
