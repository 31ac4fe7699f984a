//! Embeds and components as Discord keeps and shows them: what it knows of them and nothing else,
//! with its defaults, and every component numbered.

use serde_json::{Map, Value, json};

use super::{File, World};

/// The fields that are kept of an object, if they were said.
fn only(value: &Value, keys: &[&str]) -> Map<String, Value> {
    let said = |key: &&str| {
        let field = &value[*key];
        (!field.is_null()).then(|| ((*key).to_owned(), field.clone()))
    };
    keys.iter().filter_map(said).collect()
}

/// As [`only`], with what stands where nothing was said.
fn with_defaults(value: &Value, keys: &[&str], defaults: &Value) -> Value {
    let mut kept = only(value, keys);
    for (key, default) in defaults.as_object().into_iter().flatten() {
        kept.entry(key.clone()).or_insert_with(|| default.clone());
    }
    Value::Object(kept)
}

impl World {
    /// A message's embeds, with uploads by their addresses.
    pub(super) fn shown_embeds(&self, embeds: &Value, attachments: &[u64]) -> Value {
        let files: Vec<&File> = attachments.iter().filter_map(|id| self.files.get(id)).collect();
        let address = |url: &Value| {
            let name = url.as_str().and_then(|url| url.strip_prefix("attachment://"));
            let file = name.and_then(|name| files.iter().find(|file| file.filename == name));
            file.map_or_else(|| url.clone(), |file| json!(format!("{}{}", self.base, file.path())))
        };
        let shown = |embed: &Value| {
            let texts = ["title", "description", "url", "timestamp", "color"];
            let mut shown = with_defaults(embed, &texts, &json!({ "type": "rich" }));
            for (part, keys) in
                [("footer", &["text", "icon_url"][..]), ("author", &["name", "url", "icon_url"])]
            {
                if embed[part].is_object() {
                    shown[part] = Value::Object(only(&embed[part], keys));
                }
            }
            for part in ["image", "thumbnail"] {
                if embed[part].is_object() {
                    shown[part] = json!({ "url": address(&embed[part]["url"]) });
                }
            }
            if let Some(fields) = embed["fields"].as_array() {
                let field = |field| {
                    with_defaults(field, &["name", "value", "inline"], &json!({ "inline": false }))
                };
                shown["fields"] = fields.iter().map(field).collect();
            }
            shown
        };
        embeds.as_array().into_iter().flatten().map(shown).collect()
    }
}

/// Components, those in others too.
pub fn shown_components(components: &Value) -> Value {
    let mut next = 0;
    list(components, &mut next)
}

fn list(components: &Value, next: &mut u64) -> Value {
    components.as_array().into_iter().flatten().map(|part| component(part, next)).collect()
}

/// What is kept of a component of each type, and Discord's defaults (documentation, "Component
/// Reference").
fn known(kind: u64) -> (&'static [&'static str], Value) {
    let select: &[&str] = &[
        "custom_id",
        "placeholder",
        "disabled",
        "min_values",
        "max_values",
        "channel_types",
        "default_values",
        "required",
    ];
    let one = json!({ "min_values": 1, "max_values": 1 });
    match kind {
        2 => (&["style", "label", "custom_id", "url", "disabled", "emoji"], json!({})),
        3 | 5..=8 => (select, one),
        4 => (
            &[
                "custom_id",
                "style",
                "label",
                "min_length",
                "max_length",
                "placeholder",
                "value",
                "required",
            ],
            json!({ "min_length": 0, "max_length": 4000 }),
        ),
        10 => (&["content"], json!({})),
        11 => (&["description", "spoiler"], json!({ "description": null, "spoiler": false })),
        13 => (&["spoiler"], json!({ "spoiler": false })),
        14 => (&["spacing", "divider"], json!({ "spacing": 1, "divider": true })),
        17 => (&["accent_color", "spoiler"], json!({ "accent_color": null, "spoiler": false })),
        18 => (&["label", "description"], json!({})),
        _ => (&[], json!({})),
    }
}

fn component(part: &Value, next: &mut u64) -> Value {
    *next += 1;
    let kind = part["type"].as_u64().unwrap_or_default();
    let (keys, defaults) = known(kind);
    let mut shown = with_defaults(part, keys, &defaults);
    shown["type"] = json!(kind);
    shown["id"] = json!(*next);
    if part["components"].is_array() {
        shown["components"] = list(&part["components"], next);
    }
    for inner in ["accessory", "component"] {
        if part[inner].is_object() {
            shown[inner] = component(&part[inner], next);
        }
    }
    match kind {
        3 => {
            let options = part["options"].as_array().into_iter().flatten();
            let keys = ["label", "value", "description", "emoji", "default"];
            shown["options"] = options.map(|option| Value::Object(only(option, &keys))).collect();
        }
        11 => shown["media"] = media(&part["media"]),
        12 => {
            let items = part["items"].as_array().into_iter().flatten();
            let item = |item: &Value| {
                let defaults = json!({ "description": null, "spoiler": false });
                let mut shown = with_defaults(item, &["description", "spoiler"], &defaults);
                shown["media"] = media(&item["media"]);
                shown
            };
            shown["items"] = items.map(item).collect();
        }
        13 => {
            let url = part["file"]["url"].as_str().unwrap_or_default();
            shown["file"] = media(&part["file"]);
            shown["name"] = json!(url.rsplit('/').next());
            shown["size"] = json!(0);
        }
        _ => {}
    }
    shown
}

fn media(media: &Value) -> Value {
    json!({ "id": "0", "url": media["url"], "proxy_url": media["url"] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_numbered_have_their_defaults_and_nothing_unknown() {
        let option = json!({ "label": "l", "value": "v", "colour": "red" });
        let select = json!({ "type": 3, "custom_id": "s", "options": [option], "odd": 1 });
        let shown = shown_components(&json!([{ "type": 1, "components": [select] }]));
        let expected = json!({
            "type": 3, "id": 2, "custom_id": "s", "min_values": 1, "max_values": 1,
            "options": [{ "label": "l", "value": "v" }],
        });
        assert_eq!(shown, json!([{ "type": 1, "id": 1, "components": [expected] }]));
    }
}
