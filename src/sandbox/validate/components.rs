//! What Discord checks of a message's components (documentation, "Component Reference").

use std::collections::HashSet;

use serde_json::Value;

use super::web_address;
use crate::sandbox::form::Form;

const ACTION_ROW: u64 = 1;
const BUTTON: u64 = 2;
const SECTION: u64 = 9;
const TEXT_DISPLAY: u64 = 10;
const THUMBNAIL: u64 = 11;
const MEDIA_GALLERY: u64 = 12;
const FILE: u64 = 13;
const SEPARATOR: u64 = 14;
const CONTAINER: u64 = 17;

const MAX_ROWS: usize = 5;
/// With the flag for components, so many in all, those in others too.
const MAX_PARTS: usize = 40;

/// Looks through a message's components, and remembers what may be there only once.
struct Check<'a> {
    form: &'a mut Form,
    ids: HashSet<String>,
    parts: usize,
    v2: bool,
}

/// Checks a message's components; `v2` where the message consists of nothing else.
pub fn check(value: &Value, v2: bool, form: &mut Form) {
    let most = if v2 { MAX_PARTS } else { MAX_ROWS };
    let top = form.objects("components", value, 0..=most);
    let mut check = Check { form, ids: HashSet::new(), parts: 0, v2 };
    for (at, part) in top {
        check.part(part, &at, true);
    }
    if check.parts > MAX_PARTS {
        let message = format!("Must be between 1 and {MAX_PARTS} in length.");
        check.form.add("components", "BASE_TYPE_BAD_LENGTH", message);
    }
}

impl Check<'_> {
    fn part(&mut self, part: &Value, at: &str, may_contain: bool) {
        self.parts += 1;
        let kind = part["type"].as_u64();
        match kind {
            Some(ACTION_ROW) => self.row(part, at),
            Some(TEXT_DISPLAY) if self.v2 => {
                self.form.required_text(&format!("{at}.content"), &part["content"], 1..=4000);
            }
            Some(SECTION) if self.v2 => {
                for (at, inner) in self.inner(part, at, 1..=3) {
                    self.only(inner, &at, &[TEXT_DISPLAY]);
                }
                let at = format!("{at}.accessory");
                self.only(&part["accessory"], &at, &[BUTTON, THUMBNAIL]);
            }
            Some(MEDIA_GALLERY) if self.v2 => {
                let items = self.form.objects(&format!("{at}.items"), &part["items"], 1..=10);
                for (at, item) in items {
                    self.media(&item["media"], &format!("{at}.media"));
                    self.described(item, &at);
                }
            }
            Some(FILE) if self.v2 => {
                self.media(&part["file"], &format!("{at}.file"));
                self.described(part, at);
            }
            Some(SEPARATOR) if self.v2 => {
                self.form.integer(format!("{at}.spacing"), &part["spacing"], 1..=2);
                self.form.truth(format!("{at}.divider"), &part["divider"]);
            }
            Some(CONTAINER) if self.v2 && may_contain => {
                self.form.integer(
                    format!("{at}.accent_color"),
                    &part["accent_color"],
                    0..=0xFF_FF_FF,
                );
                self.described(part, at);
                for (at, inner) in self.inner(part, at, 1..=MAX_PARTS) {
                    self.part(inner, &at, false);
                }
            }
            _ => self.form.choice(
                format!("{at}.type"),
                if self.v2 { "1, 9, 10, 12, 13, 14, 17" } else { "1" },
            ),
        }
    }

    fn inner<'v>(
        &mut self,
        part: &'v Value,
        at: &str,
        within: std::ops::RangeInclusive<usize>,
    ) -> Vec<(String, &'v Value)> {
        let at = format!("{at}.components");
        if part["components"].is_null() {
            self.form.required(&at);
        }
        self.form.objects(&at, &part["components"], within)
    }

    fn only(&mut self, part: &Value, at: &str, kinds: &[u64]) {
        match part["type"].as_u64().filter(|kind| kinds.contains(kind)) {
            Some(BUTTON) => self.interactive(part, at),
            Some(THUMBNAIL) => {
                self.media(&part["media"], &format!("{at}.media"));
                self.described(part, at);
            }
            Some(_) => self.part(part, at, false),
            None => self.form.choice(format!("{at}.type"), "2, 10, 11"),
        }
    }

    /// A picture or a file by its address.
    fn media(&mut self, media: &Value, at: &str) {
        if self.form.is_object(at, media) {
            if media["url"].is_null() {
                self.form.required(format!("{at}.url"));
            }
            web_address(&media["url"], &format!("{at}.url"), true, self.form);
        }
    }

    /// What may be said of a picture, a file or a container.
    fn described(&mut self, part: &Value, at: &str) {
        self.form.text(format!("{at}.description"), &part["description"], 0..=1024);
        self.form.truth(format!("{at}.spoiler"), &part["spoiler"]);
    }

    /// A row holds five buttons, or one select.
    fn row(&mut self, row: &Value, at: &str) {
        let parts = self.inner(row, at, 1..=5);
        let selects = parts.iter().filter(|(_, part)| part["type"] != BUTTON).count();
        if selects > 0 && parts.len() > 1 {
            let message = "Select menus cannot share an action row";
            self.form.add(at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (at, part) in parts {
            self.parts += 1;
            self.interactive(part, &at);
        }
    }

    fn interactive(&mut self, part: &Value, at: &str) {
        self.form.truth(format!("{at}.disabled"), &part["disabled"]);
        match part["type"].as_u64() {
            Some(BUTTON) => {
                let style = self.form.integer(format!("{at}.style"), &part["style"], 1..=6);
                self.form.text(format!("{at}.label"), &part["label"], 0..=80);
                emoji(&part["emoji"], &format!("{at}.emoji"), self.form);
                if part["label"].is_null() && part["emoji"].is_null() && style != Some(6) {
                    self.form.required(format!("{at}.label"));
                }
                match style {
                    Some(5) => {
                        return web_address(&part["url"], &format!("{at}.url"), false, self.form);
                    }
                    Some(_) => {}
                    None => self.form.required(format!("{at}.style")),
                }
            }
            Some(3 | 5..=8) => select(part, at, self.form),
            _ => return self.form.choice(format!("{at}.type"), "2, 3, 5, 6, 7, 8"),
        }
        let id = self.form.required_text(&format!("{at}.custom_id"), &part["custom_id"], 1..=100);
        if !id.is_empty() && !self.ids.insert(id.to_owned()) {
            let message = "Component custom id cannot be duplicated";
            self.form.add(format!("{at}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }
}

/// Checks an emoji: a name of its own, or one of Unicode's.
fn emoji(value: &Value, at: &str, form: &mut Form) {
    if value.is_null() || !form.is_object(at, value) {
        return;
    }
    form.required_text(&format!("{at}.name"), &value["name"], 1..=32);
    form.snowflake(format!("{at}.id"), &value["id"]);
    form.truth(format!("{at}.animated"), &value["animated"]);
}

/// Checks a select's own fields.
pub fn select(part: &Value, at: &str, form: &mut Form) {
    form.text(format!("{at}.placeholder"), &part["placeholder"], 0..=150);
    let least = form.integer(format!("{at}.min_values"), &part["min_values"], 0..=25);
    let most = form.integer(format!("{at}.max_values"), &part["max_values"], 1..=25);
    if least.unwrap_or(1) > most.unwrap_or(1) {
        let message = "Min values cannot be greater than max values";
        form.add(format!("{at}.min_values"), "SELECT_COMPONENT_MIN_VALUES_INVALID", message);
    }
    for (at, kind) in form.items(&format!("{at}.channel_types"), &part["channel_types"], 0..=25) {
        form.integer(at, kind, 0..=16);
    }
    let defaults = format!("{at}.default_values");
    for (at, one) in form.objects(&defaults, &part["default_values"], 0..=25) {
        form.snowflake(format!("{at}.id"), &one["id"]);
        form.required_text(&format!("{at}.type"), &one["type"], 1..=20);
    }
    if part["type"] != 3 {
        return;
    }
    let mut values = HashSet::new();
    let options = format!("{at}.options");
    if part["options"].is_null() {
        form.required(&options);
    }
    for (at, option) in form.objects(&options, &part["options"], 1..=25) {
        form.required_text(&format!("{at}.label"), &option["label"], 1..=100);
        form.text(format!("{at}.description"), &option["description"], 0..=100);
        form.truth(format!("{at}.default"), &option["default"]);
        emoji(&option["emoji"], &format!("{at}.emoji"), form);
        let value = form.required_text(&format!("{at}.value"), &option["value"], 1..=100);
        if !values.insert(value.to_owned()) {
            let message = "The specified option value is already used";
            form.add(format!("{at}.value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fits(components: Value, v2: bool) -> bool {
        let mut form = Form::default();
        check(&components, v2, &mut form);
        form.check().is_ok()
    }

    #[test]
    fn a_row_holds_five_buttons_or_one_select() {
        let button = |id: &str| json!({ "type": 2, "style": 1, "label": "a", "custom_id": id });
        let row = |parts: Value| json!([{ "type": 1, "components": parts }]);
        let option = json!({ "label": "l", "value": "v" });
        let select = json!({ "type": 3, "custom_id": "s", "options": [option] });
        assert!(fits(row(json!([button("a"), button("b")])), false));
        assert!(!fits(row(json!([button("a"), button("a")])), false), "the same id");
        assert!(!fits(row(json!([])), false));
        assert!(fits(row(json!([select])), false));
        assert!(!fits(row(json!([select, button("a")])), false));
        let twice = json!({ "type": 3, "custom_id": "s", "options": [option, option] });
        assert!(!fits(row(json!([twice])), false), "the same value");
        assert!(
            !fits(row(json!([{ "type": 2, "style": 1, "custom_id": "x" }])), false),
            "no label"
        );
    }

    #[test]
    fn text_and_containers_need_the_flag() {
        let text = json!({ "type": 10, "content": "x" });
        let box_of = |inner: Value| json!([{ "type": 17, "components": inner }]);
        assert!(fits(box_of(json!([text])), true));
        assert!(!fits(box_of(json!([text])), false));
        assert!(!fits(box_of(box_of(json!([text]))), true), "no box in a box");
        let button = json!({ "type": 2, "style": 1, "label": "a", "custom_id": "a" });
        let section = json!([{ "type": 9, "components": [text], "accessory": button }]);
        assert!(fits(section, true));
    }
}
