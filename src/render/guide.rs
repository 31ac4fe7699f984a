//! The steps that lead a newcomer through the demonstration, and what to do now.

use super::names::plain;
use super::texts::{Arg, text};
use crate::domain::language::Language;

/// A step of the story, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// What leads on, as things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    Book,
    /// There is no meeting to go on with.
    BookAgain,
    Advance,
    BeAbsent,
    /// Nobody is asked any more.
    BeAbsentAgain,
    Answer,
    Read,
}

/// Who plays a part, as far as that is known yet.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    pub chair: String,
    pub channel: String,
    pub member: Option<String>,
    pub substitute: Option<String>,
    /// With their channel.
    pub official: Option<(String, String)>,
}

/// A step in the list of all, in Discord's Markdown.
pub fn step(language: Language, step: Step, cast: &Cast) -> String {
    let doing = match step {
        Step::Schedule => Now::Book,
        Step::NextEvent => Now::Advance,
        Step::Absent => Now::BeAbsent,
        Step::Substitute => Now::Answer,
        Step::Official => Now::Read,
    };
    now(language, doing, cast)
}

/// What to do now, in Discord's Markdown.
pub fn now(language: Language, now: Now, cast: &Cast) -> String {
    let say = |key, args: &[Arg<'_>]| text(language, key, args);
    let person = |known: Option<&str>, unknown| {
        let name = known.map_or_else(|| text(language, unknown, &[]), plain);
        ("person", name.into())
    };
    match now {
        Now::Book => {
            let channel = ("channel", plain(&cast.channel).into());
            say("guide-book", &[person(Some(&cast.chair), "guide-a-member"), channel])
        }
        Now::BookAgain => say("guide-book-again", &[person(Some(&cast.chair), "guide-a-member")]),
        Now::Advance => say("guide-next-event", &[]),
        Now::BeAbsent => say("guide-absent", &[person(cast.member.as_deref(), "guide-a-member")]),
        Now::BeAbsentAgain => {
            say("guide-absent-again", &[person(cast.member.as_deref(), "guide-a-member")])
        }
        Now::Answer => {
            say("guide-answer", &[person(cast.substitute.as_deref(), "guide-the-substitute")])
        }
        Now::Read => {
            let official = cast.official.as_ref();
            let channel = official.map_or_else(
                || text(language, "guide-their-channel", &[]),
                |(_, channel)| plain(channel),
            );
            let person = person(official.map(|(name, _)| name.as_str()), "guide-the-official");
            say("guide-read", &[person, ("channel", channel.into())])
        }
    }
}
