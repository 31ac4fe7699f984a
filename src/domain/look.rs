//! What a name looks like. Two that look alike pass for each other, whatever letters they are made of: Unicode's
//! skeletons (UTS 39, "Confusable Detection"), in whatever case they are written.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_security::confusable_detection::skeleton;

use super::wording::is_unseen;

/// The program's own words, in every language: for whoever has erased themselves, for whoever runs it, and for
/// itself. Nobody is called so.
pub const RESERVED: [&str; 7] = [
    "tidigare ledamot",
    "former member",
    "en tidigare administratör",
    "a former administrator",
    "den som sköter tjänsten",
    "whoever runs the service",
    "Kallelse",
];

/// The looks of a name: as it is written, and in small letters. Capitals and small letters look like others.
pub type Looks = [String; 2];

/// What a name looks like.
pub fn looks(name: &str) -> Looks {
    let name: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    let as_written: String = skeleton(&name).collect();
    let lower: String = skeleton(&name.to_lowercase()).collect();
    // The one is not held against the other: a capital I looks like a small l, and Iina not like Lina.
    [format!("={as_written}"), format!("~{lower}")]
}

/// Whether one name passes for another.
pub fn passes_for(one: &str, other: &str) -> bool {
    let other = looks(other);
    looks(one).iter().any(|look| other.contains(look))
}

/// Whether a name passes for the program's own words.
pub fn is_reserved(name: &str) -> bool {
    static LOOKS: LazyLock<HashSet<String>> =
        LazyLock::new(|| RESERVED.iter().flat_map(|word| looks(word)).collect());
    looks(name).iter().any(|look| LOOKS.contains(look))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_passes_for_each_other() {
        for other in [
            "anna alm",
            "ANNA ALM",
            "\u{410}nna \u{410}lm", // Cyrillic
            "\u{391}nna Alm",       // Greek
            "Ann\u{251} Alm",       // Latin alpha
            "\u{ff21}nna Alm",      // full width
            "\u{1d400}nna Alm",     // mathematical bold
            "Anna A1m",
            "Anna AIm",
            "Anna A|m",
            "Anna Alrn",
            "An\u{200d}na Alm",
        ] {
            assert!(passes_for("Anna Alm", other), "{other}: {:?}", looks(other));
        }
        assert!(passes_for("Ida", "lda") && passes_for("Olle", "0lle"));
    }

    #[test]
    fn names_that_people_tell_apart_are_apart() {
        let names = [
            "Anna Alm",
            "Anna Ålm",
            "Anna Älm",
            "Anna Ölm",
            "Anna Holm",
            "Ann Alm",
            "Arne Alm",
            "Bo Öberg",
            "Bo Oberg",
            "Bo Åberg",
            "Hanna Alm",
            "Sara",
            "Zara",
            "Karl",
            "Carl",
            "Kári",
            "Iina",
            "Lina",
            "Iida",
            "Lida",
        ];
        for (at, one) in names.iter().enumerate() {
            for other in &names[at + 1..] {
                assert!(!passes_for(one, other), "{one} and {other}");
            }
        }
    }

    #[test]
    fn nobody_is_called_as_the_program_calls_others() {
        for name in
            ["Tidigare ledamot", "tidigare 1edamot", "K\u{430}llelse", "KALLELSE", "Former Member"]
        {
            assert!(is_reserved(name), "{name}");
        }
        assert!(!is_reserved("Kalle Elsén") && !is_reserved("Tidigare Ledamotsson"));
    }
}
