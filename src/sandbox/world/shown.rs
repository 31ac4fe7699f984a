//! Embeds and components as Discord keeps and shows them: what it knows of them and nothing else,
//! with its defaults, and every component numbered.

use serde_json::{Map, Value, json};

use super::objects::timestamp;
use super::{File, World};
use crate::sandbox::form::instant;

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
    /// The uploads of a message, as embeds and components may refer to them.
    fn uploads_of(&self, attachments: &[u64]) -> Uploads<'_> {
        let files = attachments.iter().filter_map(|id| self.files.get(id)).collect();
        Uploads { base: &self.base, files }
    }

    /// A message's components.
    pub(super) fn shown_components(&self, components: &Value, attachments: &[u64]) -> Value {
        list(components, &self.uploads_of(attachments), &mut 0)
    }

    /// A message's embeds.
    pub(super) fn shown_embeds(&self, embeds: &Value, attachments: &[u64]) -> Value {
        let uploads = self.uploads_of(attachments);
        let shown = |embed: &Value| {
            let texts = ["title", "description", "url", "color"];
            let mut shown = with_defaults(embed, &texts, &json!({ "type": "rich" }));
            if let Some(at) = embed["timestamp"].as_str().and_then(instant) {
                shown["timestamp"] = json!(timestamp(at));
            }
            for (part, keys) in
                [("footer", &["text", "icon_url"][..]), ("author", &["name", "url", "icon_url"])]
            {
                if embed[part].is_object() {
                    shown[part] = Value::Object(only(&embed[part], keys));
                }
            }
            for part in ["image", "thumbnail"] {
                if embed[part].is_object() {
                    shown[part] = json!({ "url": uploads.address(&embed[part]["url"]) });
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

/// What was sent with a message.
struct Uploads<'a> {
    base: &'a str,
    files: Vec<&'a File>,
}

impl Uploads<'_> {
    fn named(&self, url: &Value) -> Option<&File> {
        let name = url.as_str()?.strip_prefix("attachment://")?;
        self.files.iter().find(|file| file.filename == name).copied()
    }

    /// An address; that of the file, where one is meant.
    fn address(&self, url: &Value) -> Value {
        let file = self.named(url);
        file.map_or_else(|| url.clone(), |file| json!(format!("{}{}", self.base, file.path())))
    }

    fn media(&self, media: &Value) -> Value {
        let url = self.address(&media["url"]);
        json!({ "id": "0", "url": url, "proxy_url": url })
    }
}

/// The components of a modal, those in others too.
pub fn shown_components(components: &Value) -> Value {
    list(components, &Uploads { base: "", files: Vec::new() }, &mut 0)
}

fn list(components: &Value, uploads: &Uploads<'_>, next: &mut u64) -> Value {
    let parts = components.as_array().into_iter().flatten();
    parts.map(|part| component(part, uploads, next)).collect()
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

fn component(part: &Value, uploads: &Uploads<'_>, next: &mut u64) -> Value {
    *next += 1;
    let kind = part["type"].as_u64().unwrap_or_default();
    let (keys, defaults) = known(kind);
    let mut shown = with_defaults(part, keys, &defaults);
    shown["type"] = json!(kind);
    shown["id"] = match &part["id"] {
        Value::Number(own) if own.as_u64().is_some_and(|own| own > 0) => json!(own),
        _ => json!(*next),
    };
    if part["components"].is_array() {
        shown["components"] = list(&part["components"], uploads, next);
    }
    for inner in ["accessory", "component"] {
        if part[inner].is_object() {
            shown[inner] = component(&part[inner], uploads, next);
        }
    }
    match kind {
        3 => {
            let options = part["options"].as_array().into_iter().flatten();
            let keys = ["label", "value", "description", "emoji", "default"];
            shown["options"] = options.map(|option| Value::Object(only(option, &keys))).collect();
        }
        11 => shown["media"] = uploads.media(&part["media"]),
        12 => {
            let items = part["items"].as_array().into_iter().flatten();
            let item = |item: &Value| {
                let defaults = json!({ "description": null, "spoiler": false });
                let mut shown = with_defaults(item, &["description", "spoiler"], &defaults);
                shown["media"] = uploads.media(&item["media"]);
                shown
            };
            shown["items"] = items.map(item).collect();
        }
        13 => {
            let file = uploads.named(&part["file"]["url"]);
            shown["file"] = uploads.media(&part["file"]);
            shown["name"] = json!(file.map_or("", |file| file.filename.as_str()));
            shown["size"] = json!(file.map_or(0, |file| file.bytes.len()));
        }
        _ => {}
    }
    shown
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
