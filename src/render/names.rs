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

/// A mention of a person with an account, the name of one without.
pub fn mention(person: &Person) -> String {
    match person.account {
        Some(account) => format!("<@{account}>"),
        None => plain(&person.name),
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
    person.map_or_else(|| text(language, "nobody", &[]), |person| plain(&person.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_ping_or_format() {
        assert_eq!(plain("Anna **fet** <@1>"), "Anna \\*\\*fet\\*\\* \\<@\u{200b}1\\>");
        assert_eq!(plain("@everyone"), "@\u{200b}everyone");
        assert_eq!(plain("Åsa-Lill, Köping"), "Åsa-Lill, Köping");
    }
}
