//! Offices and kinds of appointers as people type them and read them in files, in Swedish and
//! English.

use super::language::Language;
use super::seat::{AppointerKind, Office};

/// A value with its words in one language: the first is the one that we write.
type Words<T> = (T, Language, &'static [&'static str]);

const OFFICES: [Words<Office>; 6] = [
    (Office::Chair, Language::English, &["chair", "chairman", "chairperson"]),
    (Office::Chair, Language::Swedish, &["ordförande", "ordf", "ordf."]),
    (Office::ViceChair, Language::English, &["vice-chair", "vice chair", "vice chairman"]),
    (Office::ViceChair, Language::Swedish, &["vice ordförande", "vice-ordförande", "vice ordf"]),
    (Office::Member, Language::English, &["member"]),
    (Office::Member, Language::Swedish, &["ledamot", "ledamöter"]),
];

const KINDS: [Words<AppointerKind>; 8] = [
    (AppointerKind::Municipality, Language::English, &["municipality", "municipalities"]),
    (AppointerKind::Municipality, Language::Swedish, &["kommun", "kommunen", "kommuner"]),
    (AppointerKind::Region, Language::English, &["region", "the region"]),
    (AppointerKind::Region, Language::Swedish, &["region", "regionen"]),
    (AppointerKind::Opposition, Language::English, &["opposition", "the opposition"]),
    (AppointerKind::Opposition, Language::Swedish, &["opposition", "oppositionen"]),
    (AppointerKind::Other, Language::English, &["other"]),
    (AppointerKind::Other, Language::Swedish, &["annan", "övrig", "övriga"]),
];

/// Reads an office in any language.
pub fn parse_office(typed: &str) -> Option<Office> {
    meant(&OFFICES, typed)
}

/// Reads a kind of appointer in any language.
pub fn parse_kind(typed: &str) -> Option<AppointerKind> {
    meant(&KINDS, typed)
}

/// The word for an office.
pub fn office(language: Language, office: Office) -> &'static str {
    written(&OFFICES, language, office).unwrap_or(office.word())
}

/// The word for a kind of appointer.
pub fn kind(language: Language, kind: AppointerKind) -> &'static str {
    written(&KINDS, language, kind).unwrap_or(kind.word())
}

fn meant<T: Copy>(words: &[Words<T>], typed: &str) -> Option<T> {
    let typed = typed.trim().to_lowercase();
    words.iter().find(|(_, _, words)| words.contains(&typed.as_str())).map(|(value, ..)| *value)
}

fn written<T: Copy + PartialEq>(
    words: &[Words<T>],
    language: Language,
    value: T,
) -> Option<&'static str> {
    let found = words.iter().find(|(own, spoken, _)| *own == value && *spoken == language);
    found.and_then(|(_, _, words)| words.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_in_every_language() {
        for language in Language::ALL {
            for one in [Office::Chair, Office::ViceChair, Office::Member] {
                assert_eq!(parse_office(office(language, one)), Some(one));
                assert_eq!(parse_office(one.word()), Some(one));
            }
            for one in [
                AppointerKind::Municipality,
                AppointerKind::Region,
                AppointerKind::Opposition,
                AppointerKind::Other,
            ] {
                assert_eq!(parse_kind(kind(language, one)), Some(one));
                assert_eq!(parse_kind(one.word()), Some(one));
            }
        }
        assert_eq!(parse_office(" Vice Ordförande "), Some(Office::ViceChair));
        assert_eq!(parse_office("kassör"), None);
    }
}
