//! The steps that lead a newcomer through the demonstration, and what to do now.

use crate::render::reader::Reader;

/// A step of the story, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoryStep {
    Schedule,
    NextEvent,
    Absent,
    Substitute,
    Official,
    Calendar,
    Publish,
    Find,
}

impl StoryStep {
    pub const ALL: [Self; 8] = [
        Self::Schedule,
        Self::NextEvent,
        Self::Absent,
        Self::Substitute,
        Self::Official,
        Self::Calendar,
        Self::Publish,
        Self::Find,
    ];
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
    SeeWhatComes,
    /// The meeting has not been yet.
    AdvanceToMeeting,
    WriteNotes,
    FindNotes,
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
    /// Whose meeting has been, and can be written about; with the group's channel.
    pub writer: Option<(String, String)>,
}

/// A step in the list of all, in Discord's Markdown.
pub fn step(reader: Reader, step: StoryStep, cast: &Cast) -> String {
    let doing = match step {
        StoryStep::Schedule => Now::Book,
        StoryStep::NextEvent => Now::Advance,
        StoryStep::Absent => Now::BeAbsent,
        StoryStep::Substitute => Now::Answer,
        StoryStep::Official => Now::Read,
        StoryStep::Calendar => Now::SeeWhatComes,
        StoryStep::Publish => Now::WriteNotes,
        StoryStep::Find => Now::FindNotes,
    };
    now(reader, doing, cast, "")
}

/// What leads to the calendar as a page.
pub fn to_page(reader: Reader) -> String {
    reader.text("guide-page", &[])
}

/// What to do now, in Discord's Markdown, for whoever is called `me`: nobody switches to themselves.
pub fn now(reader: Reader, now: Now, cast: &Cast, me: &str) -> String {
    let (who, unknown, key, here) = match now {
        Now::Advance => return reader.text("guide-next-event", &[]),
        Now::AdvanceToMeeting => return reader.text("guide-after-meeting", &[]),
        Now::FindNotes => return reader.text("guide-find", &[]),
        Now::SeeWhatComes => {
            let channel = [("channel", reader.label(&cast.channel).into())];
            return reader.text("guide-calendar", &channel);
        }
        Now::Book => (Some(&cast.chair), "guide-a-member", "guide-book", "guide-book-here"),
        Now::BookAgain => {
            (Some(&cast.chair), "guide-a-member", "guide-book-again", "guide-book-again-here")
        }
        Now::BeAbsent => {
            (cast.member.as_ref(), "guide-a-member", "guide-absent", "guide-absent-here")
        }
        Now::BeAbsentAgain => (
            cast.member.as_ref(),
            "guide-a-member",
            "guide-absent-again",
            "guide-absent-again-here",
        ),
        Now::Answer => {
            (cast.substitute.as_ref(), "guide-the-substitute", "guide-answer", "guide-answer-here")
        }
        Now::WriteNotes => {
            let writer = cast.writer.as_ref().map(|(name, _)| name);
            (writer, "guide-the-official", "guide-notes", "guide-notes-here")
        }
        Now::Read => {
            let official = cast.official.as_ref().map(|(name, _)| name);
            (official, "guide-the-official", "guide-read", "guide-read-here")
        }
    };
    let key = if who.is_some_and(|name| name == me) { here } else { key };
    let name = who.map_or_else(|| reader.text(unknown, &[]), |name| reader.label(name));
    let channel = match (now, &cast.official, &cast.writer) {
        (Now::Read, Some((_, channel)), _) | (Now::WriteNotes, _, Some((_, channel))) => {
            reader.label(channel)
        }
        (Now::Read, None, _) => reader.text("guide-their-channel", &[]),
        _ => reader.label(&cast.channel),
    };
    reader.text(key, &[("person", name.into()), ("channel", channel.into())])
}
