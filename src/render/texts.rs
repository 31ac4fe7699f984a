//! The texts of `locales/`, by Fluent.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};

use crate::domain::language::Language;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en-US",
        // The marks that keep a name's direction apart would be shown as boxes on some phones.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static IDENTIFIERS: LazyLock<[LanguageIdentifier; 2]> =
    LazyLock::new(|| Language::ALL.map(|language| language.tag().parse().unwrap_or_default()));

/// A value that a text has a place for.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// The text with this key, its places filled in. An attribute is written `key.attribute`.
pub fn text(language: Language, key: &str, args: &[Arg<'_>]) -> String {
    maybe_text(language, key, args).unwrap_or_else(|| {
        tracing::error!(key, language = language.tag(), "no such text");
        #[cfg(test)]
        panic!("there is no text {key}");
        #[cfg(not(test))]
        key.to_owned()
    })
}

/// The text with this key, if there is one in this language.
pub fn maybe_text(language: Language, key: &str, args: &[Arg<'_>]) -> Option<String> {
    let identifier = match language {
        Language::Swedish => &IDENTIFIERS[0],
        Language::English => &IDENTIFIERS[1],
    };
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), shown(language, value))).collect();
    LOCALES.try_lookup_with_args(identifier, key, &args)
}

/// A value as it is shown: large numbers with their thousands apart, as the language does it.
fn shown<'a>(language: Language, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::Number(number) if number.value >= 10_000.0 => {
            let apart = match language {
                Language::Swedish => '\u{a0}',
                Language::English => ',',
            };
            grouped(&number.as_string(), apart).into()
        }
        other => other.clone(),
    }
}

fn grouped(digits: &str, apart: char) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (digit, left) in digits.chars().zip((1..=digits.len()).rev()) {
        grouped.push(digit);
        if left % 3 == 1 && left > 1 {
            grouped.push(apart);
        }
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The keys and attributes of a language, as they stand in its files.
    fn keys(language: Language) -> BTreeSet<String> {
        let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
        let mut keys = BTreeSet::new();
        for file in std::fs::read_dir(folder).expect("the folder of the language") {
            let path = file.expect("an entry").path();
            let mut message = String::new();
            for line in std::fs::read_to_string(path).expect("a text file").lines() {
                let Some((name, _)) = line.split_once(" =") else { continue };
                if let Some(attribute) = line.trim().strip_prefix('.') {
                    let attribute = attribute.split(' ').next().unwrap_or_default();
                    keys.insert(format!("{message}.{attribute}"));
                } else if !line.starts_with([' ', '#']) {
                    message = name.to_owned();
                    keys.insert(message.clone());
                }
            }
        }
        keys
    }

    #[test]
    fn every_key_stands_in_every_language_and_can_be_read() {
        let swedish = keys(Language::Swedish);
        assert!(swedish.len() > 100, "only {} keys were found", swedish.len());
        assert_eq!(swedish, keys(Language::English));
        // Every place that any text has, filled in: a text with a place left empty cannot be read.
        let places = [
            "account",
            "after",
            "answer",
            "appointer",
            "because",
            "before",
            "by",
            "capacity",
            "changed",
            "channel",
            "check",
            "code",
            "column",
            "comes",
            "command",
            "count",
            "date",
            "day",
            "days",
            "erase",
            "expected",
            "export",
            "from",
            "goes",
            "group",
            "home",
            "holiday",
            "held",
            "max",
            "meeting",
            "month",
            "moved",
            "number",
            "one",
            "ordinary",
            "organisation",
            "other",
            "part",
            "parts",
            "people",
            "link",
            "report",
            "address",
            "name",
            "made",
            "used",
            "percent",
            "period",
            "field",
            "groups",
            "kind",
            "language",
            "person",
            "place",
            "places",
            "publish",
            "reason",
            "reference",
            "revision",
            "row",
            "rows",
            "seat",
            "seats",
            "setting",
            "show",
            "substitute",
            "time",
            "title",
            "topics",
            "to",
            "typed",
            "until-date",
            "weekday",
            "week",
            "what",
            "when",
            "who",
            "why",
            "write",
            "year",
            "zone",
        ];
        let filled: Vec<Arg<'_>> = places.iter().map(|place| (*place, 1.into())).collect();
        for language in Language::ALL {
            for key in &swedish {
                assert!(
                    maybe_text(language, key, &filled).is_some(),
                    "{key} in {}",
                    language.tag()
                );
            }
        }
    }

    #[test]
    fn nobody_can_be_called_as_others_are_called_here() {
        use crate::domain::look::RESERVED;
        for language in Language::ALL {
            for key in ["former", "log-by-former", "log-by-operator"] {
                let word = text(language, key, &[]);
                assert!(RESERVED.contains(&word.as_str()), "{word}");
            }
        }
    }

    #[test]
    fn large_numbers_have_their_thousands_apart() {
        let rows = |language, rows: i64| text(language, "log-imported", &[("rows", rows.into())]);
        assert!(rows(Language::Swedish, 10_000).ends_with("10\u{a0}000 rader"));
        assert!(rows(Language::English, 1_234_567).ends_with("1,234,567 rows"));
        assert!(rows(Language::Swedish, 9999).ends_with("9999 rader"));
        assert!(rows(Language::Swedish, 1).ends_with("1 rad"));
    }

    #[test]
    fn every_key_is_used() {
        let mut source = String::new();
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).expect("a folder") {
                let path = file.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "rs" || end == "html") {
                    source += &std::fs::read_to_string(path).expect("source text");
                }
            }
        }
        let unused: Vec<_> = keys(Language::English)
            .into_iter()
            // Commands and their options are looked up by the names that they have in the code.
            .filter(|key| !key.starts_with("command-") && !source.contains(&format!("\"{key}\"")))
            .collect();
        assert!(unused.is_empty(), "nobody says {unused:?}");
    }
}
