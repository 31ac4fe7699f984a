//! Words as they are looked for: in whatever case and with whatever marks they are written.
//!
//! é is looked for as e and ü as u, since keyboards differ; å, ä and ö are letters of their own.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A text as it is compared: composed, in lower case, without accents, its white space folded.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' | 'ö' => folded.push(c),
            c if c.is_whitespace() || c.is_control() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    folded.trim().to_owned()
}

/// How many characters stand before what was found.
const BEFORE: usize = 60;
/// How many a passage has.
const LONG: usize = 200;

/// The passage of a text in which something is found, with what stands around it; its beginning where the words
/// are not found together. `wanted` is folded.
pub fn passage(text: &str, wanted: &str) -> String {
    let line = text.replace('\n', " ");
    let signs: Vec<char> = line.chars().collect();
    // A sign may be folded to none or to several: where each comes to lie is counted.
    let mut compared = String::new();
    let mut lies = Vec::new();
    for (at, c) in signs.iter().enumerate() {
        let one = match c {
            c if c.is_whitespace() => " ".to_owned(),
            c => folded(&c.to_string()),
        };
        lies.extend(std::iter::repeat_n(at, one.len()));
        compared.push_str(&one);
    }
    let found = compared.find(wanted).and_then(|at| lies.get(at).copied()).unwrap_or(0);
    let mut from = found.saturating_sub(BEFORE);
    // From a word's beginning on.
    while from > 0 && from < found && !signs[from - 1].is_whitespace() {
        from += 1;
    }
    let to = (from + LONG).min(signs.len());
    let middle: String = signs[from..to].iter().collect();
    let before = if from > 0 { "…" } else { "" };
    let after = if to < signs.len() { "…" } else { "" };
    format!("{before}{}{after}", middle.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_fold_and_swedish_letters_stay() {
        assert_eq!(folded("Café  MÜLLER\nÅÄÖ"), "cafe muller åäö");
        assert_eq!(folded("A\u{30a}rsmo\u{308}te"), "årsmöte");
        assert_ne!(folded("får"), folded("far"));
    }

    #[test]
    fn a_passage_shows_what_was_found_with_what_stands_around_it() {
        let text = format!(
            "{}\nHär fattades beslut om Café Linné i Köping. {}",
            "ord ".repeat(60),
            "mer ".repeat(60)
        );
        let found = passage(&text, &folded("café linne"));
        assert!(found.contains("Café Linné"), "{found}");
        assert!(found.starts_with('…') && found.ends_with('…'), "{found}");
        assert!(found.chars().count() <= LONG + 2);
        assert_eq!(passage("Kort.", "finns inte"), "Kort.");
    }

    proptest! {
        #[test]
        fn what_is_folded_is_folded(text in "\\PC{0,60}") {
            prop_assert_eq!(folded(&folded(&text)), folded(&text));
        }

        #[test]
        fn any_word_of_a_text_is_found_in_it(words in prop::collection::vec("[a-zA-ZåäöéüÅÄÖ]{1,9}", 1..60), at in 0..60usize) {
            let text = words.join(" ");
            let word = &words[at % words.len()];
            let found = passage(&text, &folded(word));
            prop_assert!(folded(&found).contains(&folded(word)), "{word} in {found}");
        }
    }
}
