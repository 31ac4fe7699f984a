//! What people have written, on a page: text, and the addresses in it as links.

use crate::domain::link::Link;

/// A part of a text; one with an address is a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Empty for what leads nowhere.
    pub href: String,
}

/// What may follow an address in a sentence, and is none of it.
const BEHIND: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '>', '"', '\''];

/// A text in pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let Some((before, link, behind)) = address_in(word) else {
            plain.push_str(word);
            continue;
        };
        plain.push_str(before);
        if !plain.is_empty() {
            pieces.push(Piece { text: std::mem::take(&mut plain), href: String::new() });
        }
        pieces.push(Piece { text: link.as_str().to_owned(), href: link.to_string() });
        plain.push_str(behind);
    }
    if !plain.is_empty() {
        pieces.push(Piece { text: plain, href: String::new() });
    }
    pieces
}

/// The same with `instead` where an address stands: whoever has that can take part.
pub(super) fn without_addresses(text: &str, instead: &str) -> Vec<Piece> {
    let told = pieces(text).into_iter().map(|piece| match piece.href.is_empty() {
        true => piece,
        false => Piece { text: instead.to_owned(), href: String::new() },
    });
    told.collect()
}

fn address_in(word: &str) -> Option<(&str, Link, &str)> {
    let at = ["https://", "http://"].iter().filter_map(|scheme| word.find(scheme)).min()?;
    let (before, from) = word.split_at(at);
    let address = from.trim_end_matches(char::is_whitespace).trim_end_matches(BEHIND);
    Some((before, Link::parse(address)?, &from[address.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<(String, String)> {
        pieces(text).into_iter().map(|piece| (piece.text, piece.href)).collect()
    }

    #[test]
    fn an_address_in_a_sentence_is_a_link_and_nothing_else_is() {
        let plain = |text: &str| (text.to_owned(), String::new());
        let link = |text: &str| (text.to_owned(), text.to_owned());
        assert_eq!(told("Rum 3"), [plain("Rum 3")]);
        assert_eq!(
            told("Se (https://a.example/x?y=1). Och mer"),
            [plain("Se ("), link("https://a.example/x?y=1"), plain("). Och mer")]
        );
        for harmless in ["javascript:alert(1)", "data:text/html,x", "www.a.example", "https://", ""]
        {
            assert!(told(harmless).iter().all(|(_, href)| href.is_empty()), "{harmless}");
        }
    }

    #[test]
    fn where_everybody_reads_it_an_address_is_not_shown() {
        let told = without_addresses("Zoom https://zoom.example/j/1?pwd=a eller rum 3", "(länk)");
        let told: String = told.into_iter().map(|piece| piece.text).collect();
        assert_eq!(told, "Zoom (länk) eller rum 3");
    }

    proptest! {
        #[test]
        fn no_text_is_lost_and_no_link_runs_anything(text in "[ -~åäö\\n]{0,20}(https?://[ -~]{0,20})?[ -~]{0,20}") {
            let pieces = pieces(&text);
            for piece in &pieces {
                prop_assert!(piece.href.is_empty() || piece.href.starts_with("http"));
            }
            if pieces.iter().all(|piece| piece.href.is_empty()) {
                let all: String = pieces.into_iter().map(|piece| piece.text).collect();
                prop_assert_eq!(all, text);
            }
        }
    }
}
