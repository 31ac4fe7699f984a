//! Short texts that people type: trimmed, one line, within a length.

use std::fmt;

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
        #[derive(Clone, Debug, PartialEq, Eq)]
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
}

fn one_line(text: &str, max: usize) -> Result<String, BadWording> {
    let folded = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match folded.chars().count() {
        0 => Err(BadWording::Empty),
        length if length > max => Err(BadWording::TooLong(max)),
        _ => Ok(folded),
    }
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
}
