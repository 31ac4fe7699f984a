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
    /// All words in which somebody may look for something, a chapter a line.
    pub fn words(&self) -> String {
        let chapter = |one: &Chapter| {
            let parts = [Some(&one.heading), one.said.as_ref(), one.agreed.as_ref()];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            parts.join(" ").replace('\n', " ")
        };
        self.chapters.iter().map(chapter).collect::<Vec<_>>().join("\n")
    }
}
