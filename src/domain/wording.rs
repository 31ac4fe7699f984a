//! Texts that people type: trimmed, in one line or in paragraphs, within a length, and the same signs for the
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
    ($($(#[$doc:meta])* $name:ident <= $max:literal in $fold:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name(String);

        impl $name {
            pub const MAX: usize = $max;

            /// Folds white space and takes a text of 1 to `MAX` characters.
            pub fn parse(text: &str) -> Result<Self, BadWording> {
                within($fold(text), Self::MAX).map(Self)
            }

            /// A text that was taken once, by whatever rules there were then.
            pub const fn kept(text: String) -> Self {
                Self(text)
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
    Place <= 500 in one_line;
    /// A word to those who are called to a meeting.
    Remark <= 500 in paragraphs;
    /// Why somebody cannot come, or why a meeting is cancelled.
    Reason <= 300 in one_line;
    /// The name of an organisation, a group, an appointer or a person.
    Name <= 200 in one_line;
    /// What a group is there for.
    Mandate <= 1000 in one_line;
    /// What a topic is called.
    TopicName <= 60 in one_line;
    /// What an agenda item is called.
    Title <= 150 in one_line;
    /// What was said or agreed about something, in Markdown.
    Prose <= 40_000 in markdown;
    /// What there is to know about an agenda item, in paragraphs.
    Background <= 1500 in paragraphs;
}

fn within(text: String, max: usize) -> Result<String, BadWording> {
    match text.chars().count() {
        0 => Err(BadWording::Empty),
        length if length > max => Err(BadWording::TooLong(max)),
        _ => Ok(text),
    }
}

/// A text whose words have a space between them.
fn one_line(text: &str) -> String {
    let text: String = seen(text).nfc().collect();
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text of lines, with at most one empty line between two of them.
fn paragraphs(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in text.lines().map(one_line) {
        let is_another_gap = line.is_empty() && kept.last().is_none_or(String::is_empty);
        if !is_another_gap {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// A text of lines as Markdown has them: what stands before a line's first word says what it is, and stays.
fn markdown(text: &str) -> String {
    let composed: String = seen(text).nfc().collect();
    let mut kept: Vec<String> = Vec::new();
    for line in composed.lines() {
        let line = line.replace('\t', "    ");
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let line = line.trim_end();
        let is_another_gap = line.is_empty() && kept.last().is_none_or(String::is_empty);
        if !is_another_gap {
            kept.push(line.to_owned());
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// A text without the signs that nobody sees: they would make two names of one, and those that turn the direction
/// of the text around them would turn the rest of a line around. What joins letters or emoji stays where it does.
fn seen(text: &str) -> impl Iterator<Item = char> {
    let signs: Vec<char> = text.chars().collect();
    let shows = |at: usize, c: char| {
        let before = at.checked_sub(1).and_then(|at| signs.get(at)).copied();
        !is_unseen(c) || joins(before, c, signs.get(at + 1).copied())
    };
    let shown: Vec<char> =
        signs.iter().enumerate().filter(|(at, c)| shows(*at, **c)).map(|(_, c)| *c).collect();
    shown.into_iter()
}

/// Signs that show nothing: Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and the blank
/// of Braille.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a sign that shows nothing does something to its neighbours: a joiner or non-joiner within a word of a
/// script whose letters join (Arabic and its kin, those of India), or what makes one emoji of several.
fn joins(before: Option<char>, c: char, after: Option<char>) -> bool {
    let of_joining_script = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '\u{600}'..='\u{dff}') && c.is_alphabetic())
    };
    let of_emoji = |c: Option<char>| {
        let picture = |c: char| matches!(c, '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}');
        c.is_some_and(|c| picture(c) && !c.is_alphanumeric() && c != '\u{2800}')
    };
    match c {
        '\u{200c}' => of_joining_script(before) && of_joining_script(after),
        '\u{200d}' => {
            let emoji = (of_emoji(before) || before == Some('\u{fe0f}')) && of_emoji(after);
            emoji || (of_joining_script(before) && of_joining_script(after))
        }
        '\u{fe0f}' => of_emoji(before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_folded_and_lengths_are_kept() {
        assert_eq!(Place::parse("  Sal\n 3 ").map(|p| p.to_string()), Ok("Sal 3".into()));
        assert_eq!(Place::parse(" \t "), Err(BadWording::Empty));
        assert_eq!(Place::parse(&"å".repeat(500)).map(|p| p.as_str().len()), Ok(1000));
        assert_eq!(Place::parse(&"å".repeat(501)), Err(BadWording::TooLong(500)));
    }

    #[test]
    fn paragraphs_keep_their_lines_and_nothing_more() {
        let kept = |text: &str| Background::parse(text).map(|text| text.to_string());
        assert_eq!(
            kept("\n\n  Ett  stycke.\r\n\n \n\nEtt\ttill. \n\n"),
            Ok("Ett stycke.\n\nEtt till.".into())
        );
        assert_eq!(kept(" \n\t\n"), Err(BadWording::Empty));
        assert_eq!(kept(&"a\n".repeat(751)), Err(BadWording::TooLong(1500)));
    }

    #[test]
    fn letters_of_every_direction_stay_and_marks_that_turn_a_line_around_go() {
        let kept = |text: &str| Name::parse(text).map(|name| name.to_string());
        assert_eq!(kept("فاطمة 👩\u{200d}🦰"), Ok("فاطمة 👩\u{200d}🦰".into()));
        assert_eq!(kept("An\u{202e}na"), Ok("Anna".into()));
        assert_eq!(kept("\u{202e}\u{2066}"), Err(BadWording::Empty));
        assert_eq!(kept("\u{3164}\u{200d}"), Err(BadWording::Empty));
        // A name of Persia's keeps what parts its letters.
        assert_eq!(kept("علی\u{200c}رضا"), Ok("علی\u{200c}رضا".into()));
    }

    #[test]
    fn no_sign_that_nobody_sees_makes_another_name() {
        let unseen = "\u{ad}\u{34f}\u{115f}\u{1160}\u{180e}\u{200b}\u{200c}\u{200d}\u{2060}\u{2062}\u{206a}\u{2800}\u{3164}\u{fe00}\u{fe0f}\u{feff}\u{ffa0}\u{e0001}\u{e0041}\u{e0100}";
        for sign in unseen.chars() {
            for text in [
                format!("An{sign}na Alm"),
                format!("Anna{sign} Alm{sign}"),
                format!("{sign}Anna Alm"),
            ] {
                let kept = Name::parse(&text).map(|name| name.to_string());
                assert_eq!(kept, Ok("Anna Alm".into()), "{:x}", u32::from(sign));
            }
        }
        assert_eq!(Name::parse(unseen), Err(BadWording::Empty));
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        let kept = |text: &str| Name::parse(text).map(|name| name.to_string());
        assert_eq!(kept("A\u{30a}sa O\u{308}berg"), Ok("Åsa Öberg".into()));
        assert_eq!(kept("\u{feff}Åsa\u{200b} Ö\u{ad}berg"), Ok("Åsa Öberg".into()));
    }
}
