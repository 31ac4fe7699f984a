//! What is published, as facts: in which words, whoever reads it decides.

use serde::{Deserialize, Serialize};

use super::NotesNumber;
use crate::domain::agenda::Purpose;
use crate::domain::presence::Mode;
use crate::domain::seat::Office;

/// Notes of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub attendees: Vec<Attendee>,
    pub chapters: Vec<Chapter>,
    /// Notes of earlier meetings that were approved at this one.
    #[serde(default)]
    pub approved: Vec<PriorApproval>,
}

/// Somebody who was there, or not. Their name as it was: it stays, as all of published notes does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    pub name: String,
    /// By whom the seat is appointed; `None` for a guest.
    pub appointer: Option<String>,
    #[serde(default)]
    pub office: Option<Office>,
    /// For whom they came.
    #[serde(default)]
    pub instead_of: Option<String>,
    /// Why, and whether they had said so, is nobody's business but the register's.
    #[serde(default)]
    pub is_absent: bool,
    #[serde(default)]
    pub mode: Option<Mode>,
    /// From and to when on the wall, where that was not all the time.
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
}

/// What was said and agreed about one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Its number on the agenda.
    pub number: Option<usize>,
    pub heading: String,
    pub purpose: Option<Purpose>,
    /// Markdown.
    pub said: Option<String>,
    pub agreed: Option<String>,
}

impl Chapter {
    /// What was said and agreed, in one line, without what makes it Markdown.
    pub fn text(&self) -> String {
        let parts = [&self.said, &self.agreed].into_iter().flatten();
        parts.map(|text| bare(text)).collect::<Vec<_>>().join(" ")
    }
}

/// Notes that were approved at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorApproval {
    pub number: NotesNumber,
    pub by: String,
}

/// As what a part of a chapter is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    Said,
    Agreed,
}

impl Content {
    /// All words in which somebody may look for something, a chapter a line, without what makes them Markdown.
    pub fn words(&self) -> String {
        let chapter = |one: &Chapter| {
            let parts = [one.heading.clone(), one.text()];
            parts.join(" ").trim_end().to_owned()
        };
        self.chapters.iter().map(chapter).collect::<Vec<_>>().join("\n")
    }
}

/// A text in one line, without the signs that make lists, headings and what is bold.
fn bare(text: &str) -> String {
    let line = |line: &str| {
        let begun = line.trim().trim_start_matches(['#', '>', '-', '*', '+', ' ']);
        begun.replace("**", "").replace("__", "").replace('`', "")
    };
    text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_through_is_what_is_read() {
        let chapter = |said: &str| Chapter {
            number: Some(1),
            heading: "Fiber".into(),
            purpose: None,
            said: Some(said.into()),
            agreed: Some("Ja.".into()),
        };
        let said = "Vi talade om:\n\n- **Kö**ping är klar\n* 2 * 3 = 6\n## Sala";
        let content =
            Content { chapters: vec![chapter(said), chapter("Mer.")], ..Content::default() };
        let words = "Fiber Vi talade om: Köping är klar 2 * 3 = 6 Sala Ja.\nFiber Mer. Ja.";
        assert_eq!(content.words(), words);
    }
}
