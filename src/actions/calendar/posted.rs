//! The calendar as it stands in channels: of each group in its own, and of those that allow it in the organisation's. It is
//! parted over as few messages as hold it.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::ToCome;
use crate::actions::ActionError;
use crate::actions::agenda::AgendaItem;
use crate::actions::notices::group::about_group;
use crate::domain::account::ChannelId;
use crate::domain::calendar::{parted, width};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, OrganisationId};
use crate::domain::meeting::Meeting;
use crate::domain::notice::{Destination, GroupNotice, Owed};
use crate::store::{Connection, calendar, groups};

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
    Item(Meeting, Box<AgendaItem>),
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
    /// Whether something else does not fit.
    pub is_cut: bool,
    /// The channel that it stands in, if it is to stand there still.
    pub channel: Option<ChannelId>,
}

impl CalendarPart {
    /// A part of a group's calendar as it is at `now`. It has no lines where the calendar is shorter.
    pub(in crate::actions) async fn read(
        db: &mut Connection,
        owed: &Owed,
        group: Group,
        now: DateTime<Utc>,
    ) -> Result<Self, ActionError> {
        let organisation = owed.organisation;
        let part = usize::try_from(owed.occasion).unwrap_or(0);
        let channel = place(db, owed, &group).await?;
        let all = ToCome::of_groups(db, organisation, vec![group.clone()], now).await?.pop();
        let lines = all.map(|all| lines(&all)).unwrap_or_default();
        let mut parts = parted(lines, MOST_IN_PART);
        let beyond: Vec<&PostedLine> = parts.iter().skip(MOST_PARTS).flatten().collect();
        let is_meeting = |line: &&&PostedLine| matches!(line, PostedLine::Meeting(..));
        let (more, is_cut) = (beyond.iter().filter(is_meeting).count(), !beyond.is_empty());
        parts.truncate(MOST_PARTS);
        let count = parts.len();
        let is_last = part + 1 == count;
        let lines = parts.into_iter().nth(part).unwrap_or_default();
        let (more, is_cut) = if is_last { (more, is_cut) } else { (0, false) };
        Ok(Self { group, part, parts: count, lines, more, is_cut, channel })
    }

    /// Whether it stands in the channel: the first part always does, and says when there is nothing to come.
    pub fn is_wanted(&self, now: DateTime<Utc>) -> bool {
        let is_over = self.group.term.is_over(self.group.day_of(now));
        self.channel.is_some() && !is_over && (self.part == 0 || !self.lines.is_empty())
    }
}

/// The channel that a calendar stands in, if it is to stand there still.
async fn place(
    db: &mut Connection,
    owed: &Owed,
    group: &Group,
) -> Result<Option<ChannelId>, ActionError> {
    let channel = match owed.destination {
        Destination::Calendar => {
            let public = calendar::public_groups(db, owed.organisation).await?;
            let channel = calendar::channel_of(db, owed.organisation).await?;
            channel.filter(|_| public.contains(&group.id))
        }
        Destination::Channel
        | Destination::Thread
        | Destination::Notes
        | Destination::Direct
        | Destination::Officials => Some(group.channel),
    };
    Ok(channel.filter(|channel| owed.again == Some(channel.0)))
}

/// The notices that a group's calendar is made of: as many in each place as it may ever have parts. Where it
/// stands makes them others: in a new channel it is posted anew.
pub async fn owed(
    db: &mut Connection,
    (organisation, group): (OrganisationId, GroupId),
    now: DateTime<Utc>,
) -> Result<Vec<Owed>, ActionError> {
    let Some(group) = groups::group(db, organisation, group).await? else { return Ok(Vec::new()) };
    let mut places = vec![(Destination::Channel, group.channel)];
    let public = calendar::channel_of(db, organisation).await?;
    places.extend(public.map(|channel| (Destination::Calendar, channel)));
    let parts =
        places.into_iter().flat_map(|place| (0..).take(MOST_PARTS).map(move |at| (place, at)));
    let owed = parts.map(|((destination, channel), part)| Owed {
        again: Some(channel.0),
        ..about_group(&group, GroupNotice::Calendar, destination, part, now)
    });
    Ok(owed.collect())
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
        lines.extend(agenda.items.iter().map(|one| {
            (PostedLine::Item(meeting.clone(), Box::new(one.clone())), item_width(one))
        }));
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
