//! Names of people, groups and places, harmless wherever they are shown.

use crate::domain::language::Language;
use crate::domain::person::Person;
use crate::domain::seat::{Office, Seat};

use super::texts::text;

/// A name with all that Discord's Markdown would act upon made plain: emphasis, links, mentions,
/// headings, spoilers.
pub fn plain(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '~' | '|' | '`' | '>' | '<' | '#' | '[' | ']' | '(' | ')' | '@'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    // Discord highlights the word even when nobody is pinged: part it, invisibly.
    safe.replace("\\@", "@\u{200b}")
}

/// Where words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// In a message, where names must be harmless.
    Message,
    /// In a file, where they stand as they are.
    File,
}

impl Surface {
    /// Words of somebody's.
    pub fn words(self, words: &str) -> String {
        match self {
            Self::Message => plain(words),
            Self::File => words.to_owned(),
        }
    }

    /// A person's name; of who has erased themselves that they were a member.
    pub fn name(self, language: Language, person: &Person) -> String {
        match self {
            Self::File if !person.is_erased() => person.name.clone(),
            _ => name(language, person),
        }
    }
}

/// A person's name, harmless; of who has erased themselves that they were a member.
pub fn name(language: Language, person: &Person) -> String {
    if person.is_erased() { text(language, "former", &[]) } else { unlinked(&plain(&person.name)) }
}

/// A name as it is kept, harmless; of who has erased themselves that they were a member.
pub fn name_or_former(language: Language, name: &str) -> String {
    if name.is_empty() { text(language, "former", &[]) } else { plain(name) }
}

/// A name in which no address can be pressed.
fn unlinked(name: &str) -> String {
    name.replace("://", ":\u{200b}//").replace("www.", "www\u{200b}.")
}

/// A mention of a person with an account, the name of one without.
pub fn mention(language: Language, person: &Person) -> String {
    match person.account {
        Some(account) => format!("<@{account}>"),
        None => name(language, person),
    }
}

/// What a seat is called: its appointer, and its office where that is more than a member's.
pub fn seat_name(language: Language, seat: &Seat) -> String {
    let key = match seat.office {
        Office::Chair => "seat-chair",
        Office::ViceChair => "seat-vice-chair",
        Office::Member => "seat",
    };
    text(language, key, &[("appointer", plain(&seat.appointer_name).into())])
}

/// The name of whoever sits there, or that nobody does.
pub fn name_or_nobody(language: Language, person: Option<&Person>) -> String {
    person.map_or_else(|| text(language, "nobody", &[]), |person| name(language, person))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_ping_or_format() {
        assert_eq!(plain("Anna **fet** <@1>"), "Anna \\*\\*fet\\*\\* \\<@\u{200b}1\\>");
        assert_eq!(plain("@everyone"), "@\u{200b}everyone");
        assert_eq!(plain("Åsa-Lill, Köping"), "Åsa-Lill, Köping");
        let person = Person {
            id: crate::domain::id::PersonId(1),
            name: "https://x.example".into(),
            account: None,
        };
        assert_eq!(name(Language::English, &person), "https:\u{200b}//x.example");
    }
}
