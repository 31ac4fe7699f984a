//! Names of people, groups and places, and what people have written, harmless wherever they are shown.

use super::reader::{Reader, Surface};
use crate::domain::link::address_in;
use crate::domain::person::Person;
use crate::domain::seat::{Office, Seat};

impl Reader {
    /// A name of a group, an organisation, an appointer: on Discord without anything that its Markdown would
    /// act upon, and nothing in it that can be pressed.
    pub fn label(self, name: &str) -> String {
        match self.surface {
            Surface::Discord => unlinked(&plain(name)),
            Surface::Page | Surface::File | Surface::Ics => name.to_owned(),
        }
    }

    /// What somebody has written: a place, a reason, a mandate. An address in it works.
    pub fn words(self, words: &str) -> String {
        match self.surface {
            Surface::Discord => plain_but_addresses(words),
            Surface::Page | Surface::File | Surface::Ics => words.to_owned(),
        }
    }

    /// A person's name; of who has erased themselves that they were a member.
    pub fn name(self, person: &Person) -> String {
        self.name_or_former(&person.name)
    }

    /// A name as it is kept; of who has erased themselves that they were a member.
    pub fn name_or_former(self, name: &str) -> String {
        if name.is_empty() { self.text("former", &[]) } else { self.label(name) }
    }

    /// The name of whoever sits there, or that nobody does.
    pub fn name_or_nobody(self, person: Option<&Person>) -> String {
        person.map_or_else(|| self.text("nobody", &[]), |person| self.name(person))
    }

    /// A mention of a person with an account, where there are mentions; otherwise the name.
    pub fn mention(self, person: &Person) -> String {
        match (self.surface, person.account) {
            (Surface::Discord, Some(account)) => self.account(account),
            _ => self.name(person),
        }
    }

    /// What a seat is called: its appointer, and its office where that is more than a member's.
    pub fn seat(self, seat: &Seat) -> String {
        let key = match seat.office {
            Office::Chair => "seat-chair",
            Office::ViceChair => "seat-vice-chair",
            Office::Member => "seat",
        };
        self.text(key, &[("appointer", self.label(&seat.appointer_name).into())])
    }
}

/// Words with all that Discord's Markdown would act upon made plain: emphasis, links, mentions,
/// headings, spoilers.
fn plain(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
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

/// Words made plain but for the addresses in them, in which a backslash would lead elsewhere.
fn plain_but_addresses(words: &str) -> String {
    let (mut safe, mut rest) = (String::with_capacity(words.len()), words);
    while let Some((at, scheme)) = address_in(rest) {
        let (before, from) = rest.split_at(at);
        let ends = from.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
        let (address, after) = from.split_at(ends.unwrap_or(from.len()));
        safe.push_str(&plain(before));
        // In capitals, Discord would make no link of it.
        let (scheme, address) = address.split_at(scheme);
        safe.push_str(&scheme.to_ascii_lowercase());
        safe.push_str(&encoded(address));
        // What is escaped must not be taken for the address's end.
        if after.starts_with(['<', '>']) {
            safe.push(' ');
        }
        rest = after;
    }
    safe + &plain(rest)
}

/// An address without what Discord may act upon in it: of some of its own addresses it takes a part for the
/// link, and the rest for text. Encoded, they mean the same (RFC 3986, 2.1).
fn encoded(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '[' => safe.push_str("%5B"),
            ']' => safe.push_str("%5D"),
            '|' => safe.push_str("%7C"),
            '`' => safe.push_str("%60"),
            '\\' => safe.push_str("%5C"),
            other => safe.push(other),
        }
    }
    safe
}

/// A name in which no address can be pressed.
fn unlinked(name: &str) -> String {
    let mut parted = String::with_capacity(name.len());
    let lower = name.to_ascii_lowercase();
    for (at, c) in name.char_indices() {
        // Discord shows what an address of its own invites to, with a scheme or without one.
        let invites = |host: &str| lower[at..].starts_with('.') && lower[..at].ends_with(host);
        let is_host = c == '.' && ["www", "discord", "discordapp"].iter().any(|host| invites(host));
        if is_host || lower[at..].starts_with("://") {
            let after = if c == ':' { ":\u{200b}" } else { "\u{200b}." };
            parted.push_str(after);
        } else {
            parted.push(c);
        }
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::UserId;
    use crate::domain::id::PersonId;
    use crate::domain::language::Language;
    use proptest::prelude::*;

    const HERE: Reader = Reader::on_discord(Language::Swedish);

    #[test]
    fn markdown_in_a_name_is_shown_and_not_obeyed() {
        assert_eq!(HERE.label("Anna **fet** <@1>"), "Anna \\*\\*fet\\*\\* \\<@\u{200b}1\\>");
        assert_eq!(HERE.label("@everyone"), "@\u{200b}everyone");
        assert_eq!(HERE.label("Åsa-Lill, Köping"), "Åsa-Lill, Köping");
    }

    #[test]
    fn an_address_in_a_name_cannot_be_pressed() {
        let name =
            |name: &str| HERE.name(&Person { id: PersonId(1), name: name.into(), account: None });
        assert_eq!(name("Anna https://ond.example"), "Anna https:\u{200b}//ond.example");
        assert_eq!(name("Anna www.ond.example"), "Anna www\u{200b}.ond.example");
        assert_eq!(
            name("Anna HTTPS://WWW.ond.example"),
            "Anna HTTPS:\u{200b}//WWW\u{200b}.ond.example"
        );
        assert_eq!(name("Anna discord.gg/ond"), "Anna discord\u{200b}.gg/ond");
        assert_eq!(HERE.label("Äldre https://ond.example"), "Äldre https:\u{200b}//ond.example");
    }

    #[test]
    fn an_address_in_a_place_works() {
        let zoom = "https://us02web.zoom.us/j/1?pwd=a_b*c~d(e)f@h";
        assert_eq!(HERE.words(zoom), zoom);
        let both = HERE.words("Rum *A*, http://a.example/x_y eller https://b.example/_ (b_)");
        assert_eq!(both, "Rum \\*A\\*, http://a.example/x_y eller https://b.example/_ \\(b\\_\\)");
        // As mail programs write it.
        assert_eq!(HERE.words("<https://a.example/1>"), "\\<https://a.example/1 \\>");
    }

    #[test]
    fn an_address_brings_no_markdown_along() {
        assert_eq!(HERE.words("https://a.example/<@1>"), "https://a.example/ \\<@\u{200b}1\\>");
        assert_eq!(HERE.words("[här](https://ond.example)"), "\\[här\\]\\(https://ond.example)");
        // Of an address of its own Discord takes what it knows, and would make a link of the rest.
        let own =
            HERE.words("https://discord.com/channels/1/2/3[Dagordning](https://ond.example)||`x`");
        assert_eq!(
            own,
            "https://discord.com/channels/1/2/3%5BDagordning%5D(https://ond.example)%7C%7C%60x%60"
        );
        let capitals = HERE.words("HTTPS://x[Anslut](https://ond.example)");
        assert_eq!(capitals, "https://x%5BAnslut%5D(https://ond.example)");
        // A phone begins with a capital.
        assert_eq!(HERE.words("Https://a.example/x_y"), "https://a.example/x_y");
    }

    proptest! {
        /// Neither a backslash nor a mention stands anywhere but on Discord.
        #[test]
        fn beside_discord_words_stand_as_they_are(words in ".{0,40}", account in 1..99i64) {
            let account = Some(UserId(account));
            let person = Person { id: PersonId(1), name: format!("x{words}"), account };
            for surface in [Surface::Page, Surface::File, Surface::Ics] {
                let there = HERE.on(surface);
                prop_assert_eq!(there.label(&words), &*words);
                prop_assert_eq!(there.words(&words), &*words);
                prop_assert_eq!(there.mention(&person), &*person.name);
            }
        }

        /// An address is never changed, whatever stands around it.
        #[test]
        fn an_address_is_never_escaped(
            before in "[^:<]{0,9}", tail in "[^\\s<>\\[\\]|`\\\\]{1,60}", after in ".{0,9}"
        ) {
            let address = format!("https://x.example/{tail}");
            let written = HERE.words(&format!("{before} {address} {after}"));
            prop_assert!(written.contains(&format!(" {address} ")), "{}", written);
        }
    }
}
