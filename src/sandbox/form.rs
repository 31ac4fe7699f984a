//! A body read field by field. What is wrong is noted where it stands, so that whoever sent it is
//! told everything at once, as Discord does.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike as _, NaiveDateTime, Utc};
use serde_json::{Map, Value, json};

use super::errors::ApiError;

/// What is wrong with a form, by the path of the field.
#[derive(Clone, Debug, Default)]
pub struct Form(Vec<(String, &'static str, String)>);

impl Form {
    /// Notes a fault at a path such as `embeds.0.title`.
    pub fn add(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push((path.into(), code, message.into()));
    }

    /// A form with one fault.
    pub fn fault(path: &str, code: &'static str, message: impl Into<String>) -> ApiError {
        let mut form = Self::default();
        form.add(path, code, message);
        ApiError::invalid_form(form.into_tree())
    }

    pub fn required(&mut self, path: impl Into<String>) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// Notes a value that is none of those that there are.
    pub fn choice(&mut self, path: impl Into<String>, choices: &str) {
        self.add(path, "BASE_TYPE_CHOICES", format!("Value must be one of {{{choices}}}."));
    }

    /// Notes a text outside its length, in characters.
    pub fn length(&mut self, path: impl Into<String>, text: &str, within: RangeInclusive<usize>) {
        let (length, least, most) = (text.chars().count(), within.start(), within.end());
        if length > *most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        } else if length < *least {
            self.add(path, "BASE_TYPE_MIN_LENGTH", format!("Must be {least} or more in length."));
        }
    }

    /// A text, if there is one. Its length is counted in characters.
    pub fn text<'a>(
        &mut self,
        path: impl Into<String>,
        value: &'a Value,
        within: RangeInclusive<usize>,
    ) -> Option<&'a str> {
        match value {
            Value::Null => None,
            Value::String(text) => {
                self.length(path, text, within);
                Some(text)
            }
            _ => {
                self.add(path, "BASE_TYPE_BAD_TYPE", "Could not interpret as string.");
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required_text<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        within: RangeInclusive<usize>,
    ) -> &'a str {
        if value.is_null() {
            self.required(path);
        }
        self.text(path, value, within).unwrap_or_default()
    }

    /// A whole number, if there is one.
    pub fn integer(
        &mut self,
        path: impl Into<String>,
        value: &Value,
        within: RangeInclusive<u64>,
    ) -> Option<u64> {
        if value.is_null() {
            return None;
        }
        match value.as_u64() {
            Some(number) if within.contains(&number) => Some(number),
            Some(_) => {
                let (least, most) = within.into_inner();
                self.add(
                    path,
                    "NUMBER_TYPE_MAX",
                    format!("int value should be between {least} and {most}."),
                );
                None
            }
            None => {
                self.add(path, "NUMBER_TYPE_COERCE", format!("Value {value} is not int."));
                None
            }
        }
    }

    /// A truth value, if there is one.
    pub fn truth(&mut self, path: impl Into<String>, value: &Value) -> Option<bool> {
        if !value.is_null() && !value.is_boolean() {
            self.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        }
        value.as_bool()
    }

    /// An id, if there is one: a string of digits, or a number.
    pub fn snowflake(&mut self, path: impl Into<String>, value: &Value) -> Option<u64> {
        if value.is_null() {
            return None;
        }
        let id = id_of(value);
        if id.is_none() {
            self.add(path, "NUMBER_TYPE_COERCE", format!("Value {value} is not snowflake."));
        }
        id
    }

    /// An instant by ISO 8601, if there is one.
    pub fn instant(&mut self, path: impl Into<String>, value: &Value) -> Option<DateTime<Utc>> {
        if value.is_null() {
            return None;
        }
        let at = value.as_str().and_then(instant);
        if at.is_none() {
            let message = format!("Could not parse {value}. Should be ISO8601.");
            self.add(path, "DATE_TIME_TYPE_PARSE", message);
        }
        at
    }

    /// The items of a list, with their paths; none where there is no list.
    pub fn items<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        within: RangeInclusive<usize>,
    ) -> Vec<(String, &'a Value)> {
        let list = match value {
            Value::Null => return Vec::new(),
            Value::Array(list) => list,
            _ => {
                self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
                return Vec::new();
            }
        };
        if !within.contains(&list.len()) {
            let (least, most) = within.into_inner();
            let message = format!("Must be between {least} and {most} in length.");
            self.add(path, "BASE_TYPE_BAD_LENGTH", message);
            // Whoever sends far too many is not told of each.
            return Vec::new();
        }
        list.iter().enumerate().map(|(index, item)| (format!("{path}.{index}"), item)).collect()
    }

    /// As [`items`](Self::items), of objects alone.
    pub fn objects<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        within: RangeInclusive<usize>,
    ) -> Vec<(String, &'a Value)> {
        let mut objects = self.items(path, value, within);
        objects.retain(|(at, item)| self.is_object(at, item));
        objects
    }

    /// Whether a value is an object; noted where it is not.
    pub fn is_object(&mut self, path: &str, value: &Value) -> bool {
        if !value.is_object() {
            let message = "Only dictionaries may be used in a ModelType";
            self.add(path, "MODEL_TYPE_CONVERT", message);
        }
        value.is_object()
    }

    /// Takes over what is wrong with a part of this form.
    pub fn append(&mut self, path: &str, part: Self) {
        self.0.extend(
            part.0.into_iter().map(|(at, code, message)| (format!("{path}.{at}"), code, message)),
        );
    }

    /// The error, if there is any.
    pub fn check(self) -> Result<(), ApiError> {
        if self.0.is_empty() { Ok(()) } else { Err(ApiError::invalid_form(self.into_tree())) }
    }

    /// What is wrong, as Discord shows it: a tree by the steps of the paths, which are names of fields
    /// and indices, never what somebody sent.
    fn into_tree(self) -> Value {
        let mut tree = Value::Object(Map::new());
        for (path, code, message) in self.0 {
            let mut place = &mut tree;
            for step in path.split('.') {
                place = &mut place[step];
            }
            match place["_errors"].as_array_mut() {
                Some(list) => list.push(json!({ "code": code, "message": message })),
                None => place["_errors"] = json!([{ "code": code, "message": message }]),
            }
        }
        tree
    }
}

/// An id: a string of digits or a number, since libraries send both.
pub fn id_of(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// An instant as every reader of ISO 8601 understands it: no leap seconds, no years of five digits.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let with_zone = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    let naive =
        || NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|at| at.and_utc());
    let at = with_zone.or_else(|_| naive()).ok()?;
    let is_leap = at.timestamp_subsec_nanos() >= 1_000_000_000;
    (!is_leap && (1..=9999).contains(&at.year())).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_one_that_everybody_can_read() {
        assert!(instant("2027-03-11T09:00:00+01:00").is_some());
        assert!(instant("2027-03-11T09:00:00").is_some());
        for odd in ["2016-12-31T23:59:60Z", "2027-1-1T1:2:3Z", "+12345-01-01T00:00:00Z", "soon"] {
            assert_eq!(instant(odd), None, "{odd}");
        }
    }

    #[test]
    fn far_too_many_items_are_one_fault() {
        let mut form = Form::default();
        let list = Value::from(vec![0; 1000]);
        assert!(form.objects("embeds", &list, 0..=10).is_empty());
        assert_eq!(form.0.len(), 1);
    }
}
