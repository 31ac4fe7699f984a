//! Who is pinged by a message: those whom its text names, as far as `allowed_mentions` lets them
//! be (documentation, "Allowed Mentions Object").

use serde_json::Value;

/// The accounts that a text names, each once, in order.
pub fn named(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("<@") {
        let rest = text[at + 2..].trim_start_matches('!');
        let id = rest.split_once('>').and_then(|(digits, _)| digits.parse().ok());
        if let Some(id) = id.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    }
    found
}

/// Those of the named whom `allowed_mentions` lets be pinged; all of them where it is not set.
pub fn pinged(text: &str, allowed: &Value) -> Vec<u64> {
    let named = named(text);
    if allowed.is_null() {
        return named;
    }
    let all_users =
        allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "users"));
    let listed: Vec<u64> = allowed["users"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect();
    named.into_iter().filter(|id| all_users || listed.contains(id)).collect()
}

/// Whether everybody is pinged.
pub fn pings_everyone(text: &str, allowed: &Value) -> bool {
    let names_all = text.contains("@everyone") || text.contains("@here");
    let parse = allowed["parse"].as_array();
    names_all
        && (allowed.is_null()
            || parse.is_some_and(|kinds| kinds.iter().any(|kind| kind == "everyone")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_ping_needs_both_the_name_and_the_permission() {
        let text = "Hej <@1> och <@!2>, inte <@x> eller <@3";
        assert_eq!(named(text), [1, 2]);
        assert_eq!(pinged(text, &Value::Null), [1, 2]);
        assert_eq!(pinged(text, &json!({ "parse": ["users"] })), [1, 2]);
        assert_eq!(pinged(text, &json!({ "parse": [], "users": ["2", "9"] })), [2]);
        assert_eq!(pinged(text, &json!({ "parse": [] })), [] as [u64; 0]);
        assert!(!pings_everyone("@everyone", &json!({ "parse": [] })));
    }
}
