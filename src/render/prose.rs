//! What people write in Markdown, harmless wherever it is shown: lists, headings and what is bold stay; nothing pings, nothing
//! hides where it leads, and nothing of it reaches what stands behind it.

use super::reader::{Reader, Surface};

impl Reader {
    /// A text that somebody has written in Markdown.
    pub fn prose(self, text: &str) -> String {
        match self.surface {
            Surface::Discord => {
                text.lines().map(|line| self.prose_line(line)).collect::<Vec<_>>().join("\n")
            }
            Surface::Page | Surface::File | Surface::Ics => text.to_owned(),
        }
    }

    fn prose_line(self, line: &str) -> String {
        let (mark, rest) = marked(line);
        let rest = unhidden(rest);
        match mark {
            Mark::Heading => format!("**{}**", self.words(&rest.replace('*', ""))),
            Mark::Item(indent) => format!("{}- {}", " ".repeat(indent), self.bold(&rest)),
            Mark::Numbered(number) => format!("{number}. {}", self.bold(&rest)),
            Mark::Quote => format!("> {}", self.bold(&rest)),
            Mark::None => self.bold(&rest),
        }
    }

    /// A line in which what is bold stays so, where it begins and ends there.
    fn bold(self, line: &str) -> String {
        let parts: Vec<&str> = line.split("**").collect();
        if parts.len().is_multiple_of(2) {
            return self.words(line);
        }
        let parts: Vec<String> = parts.into_iter().map(|part| self.words(part)).collect();
        let closes_empty = parts.iter().skip(1).step_by(2).any(|part| part.trim().is_empty());
        if closes_empty { self.words(line) } else { parts.join("**") }
    }
}

/// What the beginning of a line makes of it.
enum Mark {
    None,
    Heading,
    /// How far it is indented.
    Item(usize),
    Numbered(u32),
    Quote,
}

fn marked(line: &str) -> (Mark, &str) {
    let bare = line.trim_start();
    let indent = (line.len() - bare.len()).min(6) / 2 * 2;
    let heading = bare.trim_start_matches('#');
    let marks = bare.len() - heading.len();
    if (1..=6).contains(&marks) && heading.starts_with(' ') {
        return (Mark::Heading, heading.trim());
    }
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)) {
        return (Mark::Item(indent), rest.trim_start());
    }
    if let Some(rest) = bare.strip_prefix('>') {
        return (Mark::Quote, rest.trim_start());
    }
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let (1..=3, Some(rest)) = (digits, bare.get(digits..))
        && let Some(rest) = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
        && let Ok(number) = bare[..digits].parse()
    {
        return (Mark::Numbered(number), rest.trim_start());
    }
    (Mark::None, line)
}

/// A line in which every link says where it leads: `[here](https://a.example)` becomes `here – https://a.example`.
fn unhidden(line: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(line.len()), line);
    while let Some((before, label, target, after)) = link(rest) {
        shown.push_str(before.strip_suffix('!').unwrap_or(before));
        if label.trim().is_empty() || label.trim() == target {
            shown.push_str(target);
        } else {
            shown.push_str(label.trim());
            shown.push_str(" – ");
            shown.push_str(target);
        }
        // What follows is no part of the address.
        if after.starts_with(|c: char| !c.is_whitespace()) {
            shown.push(' ');
        }
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// The first link of a line: what stands before it, what it shows, where it leads, what stands behind it.
fn link(line: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = line.find("](")?;
    let open = line[..middle].rfind('[')?;
    let target = &line[middle + 2..];
    let close = target.find(')')?;
    let address = target[..close].split_whitespace().next().unwrap_or_default();
    Some((&line[..open], &line[open + 1..middle], address, &target[close + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use proptest::prelude::*;

    const HERE: Reader = Reader::on_discord(Language::Swedish);

    #[test]
    fn what_markdown_is_for_stays_and_the_rest_is_shown_as_it_is() {
        let shown = |text: &str| HERE.prose(text);
        assert_eq!(shown("# Beslut"), "**Beslut**");
        assert_eq!(shown("- ett\n  * två\n3) tre"), "- ett\n  - två\n3. tre");
        assert_eq!(shown("Vi sa **ja** till det."), "Vi sa **ja** till det.");
        assert_eq!(shown("Två ** stjärnor"), "Två \\*\\* stjärnor");
        assert_eq!(
            shown("@everyone <@1> <#2> ||hemligt||"),
            "@\u{200b}everyone \\<@\u{200b}1\\> \\<\\#2\\> \\|\\|hemligt\\|\\|"
        );
        assert_eq!(shown("[banken](https://ond.example)"), "banken – https://ond.example");
        assert_eq!(
            shown("![bild](https://a.example/b.png)!"),
            "bild – https://a.example/b.png \\!".replace("\\!", "!")
        );
        assert_eq!(shown("<script>alert(1)</script>"), "\\<script\\>alert\\(1\\)\\</script\\>");
        assert_eq!(shown("`kod` och ```"), "\\`kod\\` och \\`\\`\\`");
        assert_eq!(HERE.on(Surface::File).prose("[a](b) **c**"), "[a](b) **c**");
    }

    proptest! {
        /// Whatever somebody writes: no mention, no block of code and no spoiler begins in it, and every line of its own
        /// closes what it makes bold.
        #[test]
        fn nothing_reaches_out_of_a_text(text in "[\\[\\]()*_|`<>@#!a-z /:.\n0-9-]{0,80}") {
            let shown = HERE.prose(&text);
            for line in shown.lines() {
                let bare = line.replace("\\*", "");
                prop_assert!(bare.matches("**").count().is_multiple_of(2), "{line}");
            }
            let signs: Vec<char> = shown.chars().collect();
            for (at, c) in signs.iter().enumerate() {
                let escaped = at > 0 && signs[at - 1] == '\\';
                prop_assert!(escaped || !matches!(c, '`' | '|' | '<'), "{shown}");
            }
        }
    }
}
