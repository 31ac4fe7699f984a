//! What people have written, on a page: text, and the addresses in it as links.

use crate::domain::link::{self, Link};

/// A part of a text; one with an address is a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Empty for what leads nowhere.
    pub href: String,
}

/// What may follow an address in a sentence, and is none of it.
const BEHIND: &[char] =
    &['.', ',', ';', ':', '!', '?', '>', '"', '\'', '”', '’', '»', '…', '›', '“'];

/// What is opened and closed.
const BRACKETS: [[char; 2]; 2] = [['(', ')'], ['[', ']']];

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

/// A text with `instead` where an address stands, or anything that may be one: whoever has that can take part.
pub(in crate::render) fn without_addresses(text: &str, instead: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_end();
        let behind = &word[bare.len()..];
        match may_lead_somewhere(bare) {
            true => format!("{instead}{behind}"),
            false => word.to_owned(),
        }
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// How programs that one calls or meets by are named in addresses.
const SCHEMES: [&str; 9] =
    ["sip:", "sips:", "tel:", "mailto:", "callto:", "msteams:", "skype:", "zoommtg:", "http"];

/// Whether a word may be an address or a part of one, in whatever way it is written: of a page, of a meeting, of a
/// mailbox. Rather a word too many is held back than one that lets somebody in.
fn may_lead_somewhere(word: &str) -> bool {
    let lower = word.to_lowercase().replace('\\', "/");
    let is_called = lower.contains("://")
        || lower.contains('@')
        || SCHEMES.iter().any(|scheme| lower.contains(scheme));
    // "j/1?pwd=x", parted from what stood before it.
    let asks = lower.split_once('?').is_some_and(|(_, behind)| behind.contains('='));
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '.');
    is_called || asks || parts.into_iter().any(is_host)
}

/// "zoom.us": a name of two signs or more, a dot, and letters.
fn is_host(part: &str) -> bool {
    let labels: Vec<&str> = part.trim_matches('.').split('.').collect();
    let [.., name, top] = labels[..] else { return false };
    name.chars().count() >= 2 && top.chars().count() >= 2 && top.chars().all(char::is_alphabetic)
}

fn address_in(word: &str) -> Option<(&str, Link, &str)> {
    let (at, _) = link::address_in(word)?;
    let (before, from) = word.split_at(at);
    let mut address = from.trim_end_matches(char::is_whitespace).trim_end_matches(BEHIND);
    // A bracket that was opened before the address is none of it.
    while let Some(shorter) = BRACKETS.into_iter().find_map(|[open, close]| {
        let is_open = address.matches(close).count() > address.matches(open).count();
        address.strip_suffix(close).filter(|_| is_open)
    }) {
        address = shorter.trim_end_matches(BEHIND);
    }
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
        let film = "https://sv.wikipedia.org/wiki/Kultur_(film)";
        assert_eq!(told(&format!("({film})")), [plain("("), link(film), plain(")")]);
        assert_eq!(
            told("”https://a.example/plan”."),
            [plain("”"), link("https://a.example/plan"), plain("”.")]
        );
        for harmless in ["javascript:alert(1)", "data:text/html,x", "www.a.example", "https://", ""]
        {
            assert!(told(harmless).iter().all(|(_, href)| href.is_empty()), "{harmless}");
        }
    }

    #[test]
    fn where_everybody_reads_it_nothing_that_may_be_an_address_is_shown() {
        for address in [
            "https://zoom.example/j/1?pwd=a",
            "HTTPS://ZOOM.example/j/1",
            "zoom.us/j/123?pwd=x",
            "www.zoom.us/j/1",
            "https://user:pw@meet.example/x",
            "https://meet/abc",
            "(https://meet.example)",
            "sip:room@example",
            "rum@video.example",
            "tel:+46211",
            "msteams://l/meetup-join/1",
            "msteams:/l/meetup-join/1",
            "https//zoom.us/j/1?pwd=x",
            "https:/zoom.us/j/1",
            "https:\\\\zoom.us\\j\\1",
            "Teams/zoom.us/j/1?pwd=x",
            "zoom.us?confno=1&pwd=x",
            "zoom.us",
            "skype:a?call",
            "j/1?pwd=x",
        ] {
            let told = without_addresses(&format!("Zoom {address} eller rum 3"), "(länk)");
            assert_eq!(told, "Zoom (länk) eller rum 3", "{address}");
        }
        for place in [
            "Regionhuset, sal 3",
            "Rum A/B, plan 2",
            "Storgatan 1, Västerås",
            "kl. 9.30",
            "bl.a. sal 2",
            "09.30/10.30",
            "rum 2.1/2.2?",
        ] {
            assert_eq!(without_addresses(place, "(länk)"), place);
        }
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
