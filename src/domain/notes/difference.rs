//! What is another in a revision than in the one before.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

/// A line of a text that was compared with an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Same(String),
    Added(String),
    Removed(String),
}

/// How many characters of a line are compared as one.
const LONG: usize = 160;
/// For how long a shorter difference is looked for: longer ones are right too.
const PATIENCE: Duration = Duration::from_millis(200);

/// A text compared with an earlier one, line by line, and long lines sentence by sentence. Of what is the same, what
/// stands next to a change is kept.
pub fn difference(before: &str, after: &str) -> Vec<Line> {
    let (before, after) = (sentences(before), sentences(after));
    let compared = TextDiff::configure().timeout(PATIENCE).diff_slices(&before, &after);
    let line = |text: &str| text.trim_end_matches(['\n', '\r']).to_owned();
    let groups = compared.grouped_ops(1);
    let changes = groups.iter().flatten().flat_map(|op| compared.iter_changes(op));
    changes
        .map(|change| match change.tag() {
            ChangeTag::Equal => Line::Same(line(change.value())),
            ChangeTag::Insert => Line::Added(line(change.value())),
            ChangeTag::Delete => Line::Removed(line(change.value())),
        })
        .collect()
}

/// The lines of a text; long ones parted behind what ends a sentence.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.len() <= LONG {
            parts.push(line);
            continue;
        }
        parts.extend(line.split_inclusive(". "));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_what_came_and_what_went() {
        let before = "Ett\nTvå\nTre\nFyra\nFem\n";
        let after = "Ett\nTvå\nTre och en halv\nFyra\nFem\n";
        let said = difference(before, after);
        let expected = [
            Line::Same("Två".into()),
            Line::Removed("Tre".into()),
            Line::Added("Tre och en halv".into()),
            Line::Same("Fyra".into()),
        ];
        assert_eq!(said, expected);
        assert_eq!(difference(before, before), []);
        // Of a long paragraph the sentence is told that is another.
        let sentence = |n: usize| format!("Det här är mening nummer {n} av många i stycket. ");
        let long: String = (0..20).map(sentence).collect();
        let said = difference(&long, &long.replace("nummer 9 ", "nummer nio "));
        assert_eq!(said.len(), 4, "{said:?}");
        let changed = Line::Added("Det här är mening nummer nio av många i stycket. ".into());
        assert!(said.contains(&changed), "{said:?}");
    }
}
