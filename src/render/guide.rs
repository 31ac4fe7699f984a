//! The steps that lead a newcomer through the demonstration.

use super::texts::text;
use crate::domain::language::Language;

/// A step of the story, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Schedule,
    NextEvent,
    Absent,
    Substitute,
    Official,
}

impl Step {
    pub const ALL: [Self; 5] =
        [Self::Schedule, Self::NextEvent, Self::Absent, Self::Substitute, Self::Official];
}

/// What to do, in Discord's Markdown.
pub fn step(language: Language, step: Step) -> String {
    let key = match step {
        Step::Schedule => "guide-schedule",
        Step::NextEvent => "guide-next-event",
        Step::Absent => "guide-absent",
        Step::Substitute => "guide-substitute",
        Step::Official => "guide-official",
    };
    text(language, key, &[])
}
