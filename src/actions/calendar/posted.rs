//! The calendar as it stands in channels: of each group in its own, and of those that allow it in the organisation's. It is
//! parted over as few messages as hold it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::ToCome;
use crate::actions::ActionError;
use crate::actions::agenda::AgendaItem;
use crate::domain::calendar::{parted, width};
use crate::domain::group::Group;
use crate::domain::id::OrganisationId;
use crate::domain::meeting::Meeting;
use crate::store::Connection;

/// In how many messages a group's calendar may stand: what one change edits is no more than that.
pub const MOST_PARTS: usize = 3;
/// How much of the lines a message holds, of the 2,000 characters that Discord takes: the rest is for its heading, for
/// the meeting whose items go on from the message before, and for how much more there is.
const MOST_IN_PART: usize = 1600;
/// How wide a line is, beside what people have written in it: a month, a meeting, an item.
const MONTH: usize = 30;
const MEETING: usize = 60;
const ITEM: usize = 60;

/// A line of the calendar.
#[derive(Clone, Debug)]
pub enum PostedLine {
    /// A meeting, and the month that it opens.
    Meeting(Meeting, Option<NaiveDate>),
    /// An item of a meeting.
    Item(Meeting, AgendaItem),
    /// What waits for a meeting begins.
    Waits,
    Waiting(AgendaItem),
}

/// A part of a group's calendar.
#[derive(Clone, Debug)]
pub struct CalendarPart {
    pub group: Group,
    /// Which part, from 0 on, of how many.
    pub part: usize,
    pub parts: usize,
    pub lines: Vec<PostedLine>,
    /// How many meetings there are beyond the last part.
    pub more: usize,
}

impl CalendarPart {
    /// A part of a group's calendar as it is at `now`. It has no lines where the calendar is shorter.
    pub async fn read(
        db: &mut Connection,
        (organisation, group): (OrganisationId, Group),
        part: usize,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let all = ToCome::of_groups(db, organisation, vec![group.clone()], now).await?.pop();
        let lines = all.map(|all| lines(&all)).unwrap_or_default();
        let mut parts = parted(lines, MOST_IN_PART);
        let beyond = parts.iter().skip(MOST_PARTS).flatten();
        let is_meeting = |line: &&PostedLine| matches!(line, PostedLine::Meeting(..));
        let more = beyond.filter(is_meeting).count();
        parts.truncate(MOST_PARTS);
        let count = parts.len();
        let is_last = part + 1 == count;
        let lines = parts.into_iter().nth(part).unwrap_or_default();
        Ok(Self { group, part, parts: count, lines, more: if is_last { more } else { 0 } })
    }

    /// Whether it stands in the channel: the first part always does, and says when there is nothing to come.
    pub const fn is_wanted(&self) -> bool {
        self.part == 0 || !self.lines.is_empty()
    }
}

/// The lines of a group's calendar, each with how wide it may be.
fn lines(all: &ToCome) -> Vec<(PostedLine, usize)> {
    let mut lines = Vec::new();
    let mut month = None;
    for (meeting, agenda) in &all.meetings {
        let day = all.group.day_of(meeting.starts);
        let of = day.with_day(1);
        let opens = of.filter(|_| of != month);
        month = of;
        let heading = if opens.is_some() { MONTH } else { 0 };
        let wide = heading + MEETING + width(meeting.place.as_str());
        lines.push((PostedLine::Meeting(meeting.clone(), opens), wide));
        lines.extend(
            agenda
                .items
                .iter()
                .map(|one| (PostedLine::Item(meeting.clone(), one.clone()), item_width(one))),
        );
    }
    if !all.waiting.items.is_empty() {
        lines.push((PostedLine::Waits, MONTH));
        lines.extend(
            all.waiting.items.iter().map(|one| (PostedLine::Waiting(one.clone()), item_width(one))),
        );
    }
    lines
}

fn item_width(one: &AgendaItem) -> usize {
    let topics: usize = one.topics.iter().map(|topic| width(&topic.name) + 2).sum();
    ITEM + width(one.item.title.as_str()) + topics
}
