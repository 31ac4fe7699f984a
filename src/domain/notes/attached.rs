//! A file that somebody has written notes in: headings are matched to the sections that there are.

use super::{Section, SectionOf};
use crate::domain::notes::folded;
use crate::domain::wording::{BadWording, Prose, Title};

/// The largest file that is taken, in bytes.
pub const LARGEST_FILE: usize = 256 * 1024;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// Larger than [`LARGEST_FILE`].
    TooLarge,
    /// No text: a picture, a document of a word processor, a wrong encoding.
    NotText,
    Empty,
    /// A part of it is longer than a section may be.
    TooLong(usize),
}

/// What was understood of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Sections that there are already, each with what the file says of it.
    pub found: Vec<(SectionOf, Title, Prose)>,
    /// What the file says of something else, by its heading.
    pub new: Vec<(Title, Prose)>,
    /// What stands before the first heading.
    pub before: Option<Prose>,
}

/// Reads a file: Markdown or plain text in UTF-8, with or without a byte order mark.
///
/// # Errors
/// What is no text, or too much of it.
pub fn attached(bytes: &[u8], sections: &[Section]) -> Result<Attached, FileRefusal> {
    if bytes.len() > LARGEST_FILE {
        return Err(FileRefusal::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| FileRefusal::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    let is_binary = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if text.chars().any(is_binary) {
        return Err(FileRefusal::NotText);
    }
    let titles: Vec<String> = sections.iter().map(|one| folded(one.heading.as_str())).collect();
    let deepest = level_of_sections(text, &titles);
    let mut parts: Vec<(Option<&str>, String)> = vec![(None, String::new())];
    for line in text.lines() {
        match heading(line).filter(|(level, _)| *level <= deepest) {
            Some((_, heading)) => parts.push((Some(heading), String::new())),
            None => {
                if let Some((_, written)) = parts.last_mut() {
                    written.push_str(line);
                    written.push('\n');
                }
            }
        }
    }
    let mut all = Attached { found: Vec::new(), new: Vec::new(), before: None };
    for (heading, written) in parts {
        let written = match Prose::parse(&written) {
            Ok(text) => text,
            Err(BadWording::Empty) => continue,
            Err(BadWording::TooLong(most)) => return Err(FileRefusal::TooLong(most)),
        };
        let title: String = heading.unwrap_or_default().chars().take(Title::MAX).collect();
        let section = heading.and_then(|heading| matching(heading, &titles));
        match (section.and_then(|at| sections.get(at)), Title::parse(&title)) {
            (Some(section), _) => match all.found.iter_mut().find(|(of, ..)| *of == section.of) {
                Some((.., said)) => *said = behind(said, &written)?,
                None => all.found.push((section.of, section.heading.clone(), written)),
            },
            (None, Ok(title)) => match all.new.iter_mut().find(|(known, _)| *known == title) {
                Some((_, said)) => *said = behind(said, &written)?,
                None => all.new.push((title, written)),
            },
            (None, Err(_)) => {
                all.before = Some(match &all.before {
                    Some(before) => behind(before, &written)?,
                    None => written,
                });
            }
        }
    }
    let is_empty = all.found.is_empty() && all.new.is_empty() && all.before.is_none();
    if is_empty { Err(FileRefusal::Empty) } else { Ok(all) }
}

/// How deep the headings lie that open a section: as deep as those that mean one; where none does, as the highest that
/// come more than once. What lies deeper stands in the text.
fn level_of_sections(text: &str, titles: &[String]) -> usize {
    let headings: Vec<(usize, &str)> = text.lines().filter_map(heading).collect();
    let meant = headings.iter().filter(|(_, heading)| matching(heading, titles).is_some());
    if let Some(deepest) = meant.map(|(level, _)| *level).max() {
        return deepest;
    }
    let often = |level: &usize| headings.iter().filter(|(one, _)| one == level).count() > 1;
    let highest = headings.iter().map(|(level, _)| *level).min();
    (1..=DEEPEST).find(often).or(highest).unwrap_or(DEEPEST)
}

/// A text with another behind it.
fn behind(text: &Prose, more: &Prose) -> Result<Prose, FileRefusal> {
    Prose::parse(&format!("{text}\n\n{more}")).map_err(|_| FileRefusal::TooLong(Prose::MAX))
}

/// How deep a heading can lie (CommonMark, "ATX headings").
const DEEPEST: usize = 6;

/// The heading that a line is, and how deep it lies: of one to six signs (CommonMark, "ATX headings").
fn heading(line: &str) -> Option<(usize, &str)> {
    let marks = line.trim_start().trim_start_matches('#');
    let count = line.trim_start().len() - marks.len();
    let is_heading = (1..=DEEPEST).contains(&count) && marks.starts_with([' ', '\t']);
    is_heading
        .then(|| (count, marks.trim().trim_end_matches('#').trim_end()))
        .filter(|(_, text)| !text.is_empty())
}

/// Which section a heading means: by its title, folded as it is, whatever number or purpose stands beside it.
fn matching(heading: &str, titles: &[String]) -> Option<usize> {
    let bare = heading.trim_start_matches(|c: char| c.is_ascii_digit() || "§.): ".contains(c));
    let (whole, bare) = (folded(heading), folded(bare));
    let same = titles.iter().position(|title| *title == whole || *title == bare);
    let begins = || {
        let mut alike = titles.iter().enumerate().filter(|(_, title)| {
            !title.is_empty()
                && bare
                    .strip_prefix(title.as_str())
                    .is_some_and(|rest| rest.starts_with([' ', ',', ':', '(', '–', '-']))
        });
        // Where two could be meant, none is.
        alike.next().filter(|_| alike.next().is_none()).map(|(at, _)| at)
    };
    same.or_else(begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ItemId;

    fn sections() -> Vec<Section> {
        let titles = ["Bredband", "Ungas psykiska hälsa", "Övriga frågor"];
        let section = |(id, title): (i64, &str)| Section {
            of: SectionOf::Item(ItemId(id)),
            heading: Title::parse(title).expect("a title"),
            said: None,
            agreed: None,
            version: 0,
            by: None,
            changed: None,
        };
        (1..).zip(titles).map(section).collect()
    }

    fn read(text: &str) -> Attached {
        attached(text.as_bytes(), &sections()).expect("it can be read")
    }

    #[test]
    fn headings_are_matched_however_they_are_written() {
        let file = "\u{feff}Inledning.\r\n# 1. BREDBAND (beslut)\r\nVi sa ja.\r\n\r\n## § 2 Ungas psykiska halsa\nNej.\n\
                    ## Ungas psykiska hälsa – information\nMycket.\n### Detaljer\nMer.\n## Parkering ##\nNytt.\n#inget\n#  \n";
        let all = read(file);
        let found: Vec<(SectionOf, String)> =
            all.found.iter().map(|(of, _, text)| (*of, text.to_string())).collect();
        let of = |id| SectionOf::Item(ItemId(id));
        assert_eq!(
            found,
            [(of(1), "Vi sa ja.".into()), (of(2), "Mycket.\n### Detaljer\nMer.".into())]
        );
        let new: Vec<(String, String)> =
            all.new.iter().map(|(title, text)| (title.to_string(), text.to_string())).collect();
        // Halsa is no hälsa.
        assert_eq!(new[0], ("§ 2 Ungas psykiska halsa".into(), "Nej.".into()));
        assert_eq!(new[1].0, "Parkering");
        assert_eq!(all.before.map(|text| text.to_string()).as_deref(), Some("Inledning."));
    }

    #[test]
    fn what_a_file_says_twice_of_one_thing_stands_together() {
        let all = read(
            "Före.\n# Bredband\nEtt.\n## Beslut\nJa.\n# bredband\nTvå.\n# Nytt\nA.\n# Nytt\nB.\n",
        );
        let said: Vec<&str> = all.found.iter().map(|(.., text)| text.as_str()).collect();
        assert_eq!(said, ["Ett.\n## Beslut\nJa.\n\nTvå."]);
        let new: Vec<&str> = all.new.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(new, ["A.\n\nB."]);
        // A title over all of it, of which nothing is said, does not make sections of what lies below.
        let all = read("# Anteckningar\n## Fiber\nKöping.\n## Skola\nSala.\n");
        let new: Vec<&str> = all.new.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(new, ["Fiber", "Skola"]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused = |bytes: &[u8]| attached(bytes, &sections()).expect_err("refused");
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0"), FileRefusal::NotText);
        assert_eq!(
            refused("Hälsa".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()),
            FileRefusal::NotText
        );
        assert_eq!(refused(b"PK\x03\x04 docx"), FileRefusal::NotText);
        assert_eq!(refused(b" \n\n# Bredband\n"), FileRefusal::Empty);
        assert_eq!(refused(&vec![b'a'; LARGEST_FILE + 1]), FileRefusal::TooLarge);
        assert_eq!(refused("a\n".repeat(30_000).as_bytes()), FileRefusal::TooLong(Prose::MAX));
    }
}
