//! What is another in a revision than in the one before.

use similar::{ChangeTag, TextDiff};

/// A line of a text that was compared with an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Same(String),
    Added(String),
    Removed(String),
}

/// A text compared with an earlier one, line by line. Of what is the same, what stands next to a change is kept.
pub fn difference(before: &str, after: &str) -> Vec<Line> {
    let compared = TextDiff::from_lines(before, after);
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
    }
}
