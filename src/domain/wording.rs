//! Short texts that people type: trimmed, one line, within a length, and the same signs for the
//! same letters (Unicode's composed form), however the keyboard or the file made them.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// Why a typed text was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadWording {
    Empty,
    /// The greatest number of characters that is allowed.
    TooLong(usize),
}

/// Declares a text type with its greatest length in characters.
macro_rules! wordings {
    ($($(#[$doc:meta])* $name:ident <= $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name(String);

        impl $name {
            pub const MAX: usize = $max;

            /// Folds white space and takes a text of 1 to `MAX` characters.
            pub fn parse(text: &str) -> Result<Self, BadWording> {
                one_line(text, Self::MAX).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

wordings! {
    /// Where a meeting is held: a room, an address or a link.
    Place <= 200;
    /// Why somebody cannot come, or why a meeting is cancelled.
    Reason <= 300;
    /// The name of an organisation, a group, an appointer or a person.
    Name <= 200;
    /// What a group is there for.
    Mandate <= 1000;
}

fn one_line(text: &str, max: usize) -> Result<String, BadWording> {
    let text: String = text.chars().filter(|c| !is_unseen(*c)).nfc().collect();
    let folded = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match folded.chars().count() {
        _ if folded.chars().all(shows_nothing) => Err(BadWording::Empty),
        length if length > max => Err(BadWording::TooLong(max)),
        _ => Ok(folded),
    }
}

/// Signs that nobody sees. Those that turn the direction of the text around them (Unicode,
/// "Bidirectional Algorithm") would turn the rest of a line around, and letters written from right to
/// left need none; the others would make two names of one.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{00ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{180e}')
}

/// Signs that show nothing by themselves: the joiners and selectors of emoji and of Persian, fillers.
const fn shows_nothing(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{115f}' | '\u{1160}')
        || matches!(c, '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_lengths_are_kept() {
        assert_eq!(Place::parse("  Sal\n 3 ").map(|p| p.to_string()), Ok("Sal 3".into()));
        assert_eq!(Place::parse(" \t "), Err(BadWording::Empty));
        assert_eq!(Place::parse(&"å".repeat(200)).map(|p| p.as_str().len()), Ok(400));
        assert_eq!(Place::parse(&"å".repeat(201)), Err(BadWording::TooLong(200)));
    }

    #[test]
    fn letters_of_every_direction_stay_and_marks_that_turn_a_line_around_go() {
        let kept = |text: &str| Name::parse(text).map(|name| name.to_string());
        assert_eq!(kept("فاطمة 👩\u{200d}🦰"), Ok("فاطمة 👩\u{200d}🦰".into()));
        assert_eq!(kept("An\u{202e}na"), Ok("Anna".into()));
        assert_eq!(kept("\u{202e}\u{2066}"), Err(BadWording::Empty));
        assert_eq!(kept("\u{3164}\u{200d}"), Err(BadWording::Empty));
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        let kept = |text: &str| Name::parse(text).map(|name| name.to_string());
        assert_eq!(kept("A\u{30a}sa O\u{308}berg"), Ok("Åsa Öberg".into()));
        assert_eq!(kept("\u{feff}Åsa\u{200b} Ö\u{ad}berg"), Ok("Åsa Öberg".into()));
    }
}
