//! Modals: what Discord checks of one that a bot opens, and of what a person fills in
//! (documentation, "Modal", "Text Input", "Label").

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Refused;
use super::options::{chosen, ids_chosen};
use crate::sandbox::errors::ApiError;
use crate::sandbox::form::Form;
use crate::sandbox::validate::select;

/// Component types that a modal may hold.
const ACTION_ROW: u64 = 1;
const TEXT_INPUT: u64 = 4;
const TEXT_DISPLAY: u64 = 10;
const LABEL: u64 = 18;

/// The longest text that an input takes.
const MOST_TYPED: u64 = 4000;

/// Checks a modal.
pub fn check(data: &Value) -> Result<(), ApiError> {
    let mut form = Form::default();
    form.required_text("data.title", &data["title"], 1..=45);
    form.required_text("data.custom_id", &data["custom_id"], 1..=100);
    if data["components"].is_null() {
        form.required("data.components");
    }
    let mut ids = HashSet::new();
    for (at, part) in form.objects("data.components", &data["components"], 1..=5) {
        match part["type"].as_u64() {
            Some(ACTION_ROW) => {
                for (at, inner) in
                    form.objects(&format!("{at}.components"), &part["components"], 1..=1)
                {
                    form.required_text(&format!("{at}.label"), &inner["label"], 1..=45);
                    check_field(inner, &at, &[TEXT_INPUT], &mut form, &mut ids);
                }
            }
            Some(LABEL) => {
                form.required_text(&format!("{at}.label"), &part["label"], 1..=45);
                form.text(format!("{at}.description"), &part["description"], 1..=100);
                let fields = [TEXT_INPUT, 3, 5, 6, 7, 8];
                let at = format!("{at}.component");
                check_field(&part["component"], &at, &fields, &mut form, &mut ids);
            }
            Some(TEXT_DISPLAY) => {
                form.required_text(&format!("{at}.content"), &part["content"], 1..=4000);
            }
            _ => form.choice(format!("{at}.type"), "1, 10, 18"),
        }
    }
    form.check()
}

fn check_field(field: &Value, at: &str, kinds: &[u64], form: &mut Form, ids: &mut HashSet<String>) {
    let kind = field["type"].as_u64().filter(|kind| kinds.contains(kind));
    let Some(kind) = kind else { return form.choice(format!("{at}.type"), "4, 3, 5, 6, 7, 8") };
    let id = form.required_text(&format!("{at}.custom_id"), &field["custom_id"], 1..=100);
    if !ids.insert(id.to_owned()) {
        let message = "Component custom id cannot be duplicated";
        form.add(format!("{at}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
    form.truth(format!("{at}.required"), &field["required"]);
    if kind != TEXT_INPUT {
        return select(field, at, form);
    }
    if !matches!(field["style"].as_u64(), Some(1 | 2)) {
        form.choice(format!("{at}.style"), "1, 2");
    }
    form.integer(format!("{at}.min_length"), &field["min_length"], 0..=MOST_TYPED);
    form.integer(format!("{at}.max_length"), &field["max_length"], 1..=MOST_TYPED);
    form.text(format!("{at}.placeholder"), &field["placeholder"], 0..=100);
    form.text(format!("{at}.value"), &field["value"], 0..=4000);
}

/// A modal's parts as they are submitted, checked as Discord's client checks them.
pub fn filled(modal: &Value, fields: &Value) -> Result<Value, Refused> {
    let parts = modal["components"].as_array().into_iter().flatten();
    let parts = parts.filter(|part| part["type"] != TEXT_DISPLAY);
    parts
        .map(|part| {
            if part["type"] == LABEL {
                let inner = filled_field(&part["component"], &part["label"], fields)?;
                return Ok(json!({ "type": LABEL, "id": part["id"], "component": inner }));
            }
            let inner = part["components"].as_array().into_iter().flatten();
            let inner = inner.map(|field| filled_field(field, &field["label"], fields));
            let inner = inner.collect::<Result<Vec<_>, _>>()?;
            Ok(json!({ "type": ACTION_ROW, "id": part["id"], "components": inner }))
        })
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

/// The ids that were chosen in a modal's selects, each with its type.
pub fn ids_in(components: &Value) -> Vec<(u64, u64)> {
    let parts = components.as_array().into_iter().flatten().map(|part| &part["component"]);
    let chosen = parts
        .flat_map(|field| ids_chosen(field["type"].as_u64().unwrap_or_default(), &field["values"]));
    chosen.collect()
}

fn filled_field(field: &Value, label: &Value, fields: &Value) -> Result<Value, Refused> {
    let id = field["custom_id"].as_str().unwrap_or_default();
    let label = label.as_str().unwrap_or(id);
    let required = field["required"] != false;
    let given = &fields[id];
    if field["type"] != TEXT_INPUT {
        let values = match given {
            Value::Array(values) => values.clone(),
            Value::Null => Vec::new(),
            one => vec![one.clone()],
        };
        if required && values.is_empty() {
            return Err(format!("{label}: something must be chosen"));
        }
        let values = Value::Array(values);
        if required || values != json!([]) {
            chosen(field, &values).map_err(|why| format!("{label}: {why}"))?;
        }
        return Ok(
            json!({ "type": field["type"], "id": field["id"], "custom_id": id, "values": values }),
        );
    }
    let text = given.as_str().unwrap_or_default();
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let least = field["min_length"].as_u64().unwrap_or(0).max(u64::from(required));
    let most = field["max_length"].as_u64().unwrap_or(MOST_TYPED);
    if (required || length > 0) && length < least {
        return Err(format!("{label}: at least {least} characters are needed"));
    }
    if length > most {
        return Err(format!("{label}: at most {most} characters are allowed"));
    }
    Ok(json!({ "type": TEXT_INPUT, "id": field["id"], "custom_id": id, "value": text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modal(parts: Value) -> Value {
        json!({ "title": "T", "custom_id": "m", "components": parts })
    }

    fn input(id: &str) -> Value {
        json!({ "type": 4, "custom_id": id, "style": 1, "label": "L", "max_length": 5 })
    }

    #[test]
    fn a_modal_has_one_to_five_fields_with_ids_of_their_own() {
        let row = |field: Value| json!({ "type": 1, "components": [field] });
        let label = |field: Value| json!({ "type": 18, "label": "L", "component": field });
        assert!(check(&modal(json!([row(input("a")), label(input("b"))]))).is_ok());
        assert!(check(&modal(json!([row(input("a")), row(input("a"))]))).is_err());
        assert!(check(&modal(json!([]))).is_err());
        assert!(check(&modal(json!([row(json!({ "type": 2 }))]))).is_err());
        assert!(check(&json!({ "title": "x".repeat(46), "custom_id": "m" })).is_err());
        assert!(check(&Value::Null).is_err());
    }

    #[test]
    fn what_is_required_must_be_filled_in() {
        let modal = modal(json!([{ "type": 1, "components": [input("a")] }]));
        assert!(filled(&modal, &json!({})).is_err());
        assert!(filled(&modal, &json!({ "a": "123456" })).is_err());
        let sent = filled(&modal, &json!({ "a": "12345" })).expect("in order");
        assert_eq!(sent[0]["components"][0]["value"], "12345");
    }
}
