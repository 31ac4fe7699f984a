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
    let mut parts: Vec<(Option<&str>, String)> = vec![(None, String::new())];
    for line in text.lines() {
        match heading(line) {
            Some(heading) => parts.push((Some(heading), String::new())),
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
        let Some(heading) = heading else {
            all.before = Some(written);
            continue;
        };
        let title: String = heading.chars().take(Title::MAX).collect();
        match (matching(heading, sections), Title::parse(&title)) {
            (Some(section), _) => all.found.push((section.of, section.heading.clone(), written)),
            (None, Ok(title)) => all.new.push((title, written)),
            (None, Err(_)) => all.before = Some(written),
        }
    }
    let is_empty = all.found.is_empty() && all.new.is_empty() && all.before.is_none();
    if is_empty { Err(FileRefusal::Empty) } else { Ok(all) }
}

/// The heading that a line is: of one to six signs (CommonMark, "ATX headings").
fn heading(line: &str) -> Option<&str> {
    let marks = line.trim_start().trim_start_matches('#');
    let count = line.trim_start().len() - marks.len();
    let is_heading = (1..=6).contains(&count) && marks.starts_with([' ', '\t']);
    is_heading
        .then(|| marks.trim().trim_end_matches('#').trim_end())
        .filter(|text| !text.is_empty())
}

/// The section that a heading means: by its title, whatever number or purpose stands beside it.
fn matching<'s>(heading: &str, sections: &'s [Section]) -> Option<&'s Section> {
    let bare = heading.trim_start_matches(|c: char| c.is_ascii_digit() || "§.): ".contains(c));
    let (whole, bare) = (folded(heading), folded(bare));
    let title = |section: &Section| folded(section.heading.as_str());
    let same = sections.iter().find(|one| title(one) == whole || title(one) == bare);
    let begins = || {
        let mut alike = sections.iter().filter(|one| {
            let title = title(one);
            !title.is_empty()
                && bare
                    .strip_prefix(&title)
                    .is_some_and(|rest| rest.starts_with([' ', ',', ':', '(', '–', '-']))
        });
        // Where two could be meant, none is.
        alike.next().filter(|_| alike.next().is_none())
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
                    ## Ungas psykiska hälsa – information\nMycket.\n### Parkering ###\nNytt.\n#inget\n#  \n";
        let all = read(file);
        let found: Vec<(SectionOf, String)> =
            all.found.iter().map(|(of, _, text)| (*of, text.to_string())).collect();
        let of = |id| SectionOf::Item(ItemId(id));
        assert_eq!(found, [(of(1), "Vi sa ja.".into()), (of(2), "Mycket.".into())]);
        let new: Vec<(String, String)> =
            all.new.iter().map(|(title, text)| (title.to_string(), text.to_string())).collect();
        // Halsa is no hälsa.
        assert_eq!(new[0], ("§ 2 Ungas psykiska halsa".into(), "Nej.".into()));
        assert_eq!(new[1].0, "Parkering");
        assert_eq!(all.before.map(|text| text.to_string()).as_deref(), Some("Inledning."));
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
