//! What stands in the lists that people pick from when they work with an agenda.

use super::attending;
use crate::actions::agenda::choices::{Attendable, GroupWithMeetings, ItemAt};
use crate::actions::agenda::{GuestShown, Where};
use crate::actions::choices::MOST;
use crate::domain::agenda::{Document, GuestOf, ItemState, Topic};
use crate::domain::id::ItemId;
use crate::domain::link::Link;
use crate::domain::local_time::wall;
use crate::domain::seat::{Appointer, Occupied};
use crate::render::choices::{Choice, matching};
use crate::render::reader::{Reader, Surface};

/// First on an agenda.
pub const FIRST: &str = "first";

/// Coming meetings, soonest first, and what waits in each group.
pub fn places(reader: Reader, groups: &[GroupWithMeetings], typed: &str) -> Vec<Choice> {
    let mut meetings: Vec<_> = groups
        .iter()
        .flat_map(|(group, meetings)| meetings.iter().map(move |meeting| (group, meeting)))
        .collect();
    meetings.sort_by_key(|(_, meeting)| meeting.starts);
    let meetings = meetings.into_iter().map(|(group, meeting)| {
        let at = reader.short(wall(group.rule.zone, meeting.starts));
        (format!("{}, {at}", group.name), Where::Meeting(meeting.id).to_string())
    });
    let waiting: Vec<(String, String)> = groups
        .iter()
        .map(|(group, _)| {
            let name = reader.text("place-waiting", &[("group", group.name.clone().into())]);
            (name, Where::Waiting(group.id).to_string())
        })
        .collect();
    let waiting = matching(waiting.into_iter(), typed);
    // However many meetings there are, what waits is offered as well.
    let mut found = matching(meetings, typed);
    found.truncate(MOST.saturating_sub(waiting.len()));
    found.into_iter().chain(waiting).take(MOST).collect()
}

/// Items by meeting and title.
pub fn items(reader: Reader, items: &[ItemAt], typed: &str) -> Vec<Choice> {
    let lines = items.iter().map(|(group, meeting, item)| {
        let place = match (meeting, item.state) {
            (_, ItemState::Proposed) => reader.text("item-choice-proposed", &[]),
            (None, _) => reader.text("item-choice-waiting", &[]),
            (Some(meeting), _) => reader.short(wall(group.rule.zone, meeting.starts)),
        };
        (format!("{} – {}, {place}", item.title, group.name), item.id.to_string())
    });
    matching(lines, typed)
}

/// Coming meetings as a whole, each before its items, and what waits.
pub fn attended(reader: Reader, found: &Attendable, typed: &str) -> Vec<Choice> {
    let coming = found.meetings.iter().flat_map(|(group, meeting, items)| {
        let at = reader.short(wall(group.rule.zone, meeting.starts));
        let place = format!("{}, {at}", group.name);
        let whole = reader.text("attend-meeting", &[("meeting", place.clone().into())]);
        let items = items
            .iter()
            .map(move |item| (format!("{} – {place}", item.title), GuestOf::Item(item.id)));
        [(whole, GuestOf::Meeting(meeting.id))].into_iter().chain(items)
    });
    let waits = reader.text("item-choice-waiting", &[]);
    let waiting = found.waiting.iter().map(|(group, item)| {
        (format!("{} – {}, {waits}", item.title, group.name), GuestOf::Item(item.id))
    });
    matching(coming.chain(waiting).map(|(name, of)| (name, of.to_string())), typed)
}

/// Those who are co-opted, by name.
pub fn guests(reader: Reader, guests: &[GuestShown], typed: &str) -> Vec<Choice> {
    let reader = reader.on(Surface::File);
    let names = attending::names(reader, guests).into_iter();
    matching(names.map(|name| (name.clone(), name)), typed)
}

/// Seats with the substitute who could take an item.
pub fn pairs(reader: Reader, pairs: &[Occupied], typed: &str) -> Vec<Choice> {
    let reader = reader.on(Surface::File);
    let lines = pairs.iter().map(|one| {
        let args = [
            ("substitute", reader.name_or_nobody(one.substitute.as_ref()).into()),
            ("ordinary", reader.name_or_nobody(one.ordinary.as_ref()).into()),
        ];
        let who = reader.text("plan-instead", &args);
        (format!("{}: {who}", one.seat.appointer_name), one.seat.id.to_string())
    });
    matching(lines, typed)
}

/// First, or behind one of the items of the same agenda.
pub fn placed_behind(
    reader: Reader,
    items: &[ItemAt],
    of: Option<ItemId>,
    typed: &str,
) -> Vec<Choice> {
    let at = items.iter().find(|(.., item)| Some(item.id) == of);
    let same = items.iter().filter(|(group, _, item)| {
        at.is_some_and(|(own, _, one)| {
            (own.id, one.meeting) == (group.id, item.meeting) && one.id != item.id
        })
    });
    let first = (reader.text("place-first", &[]), FIRST.to_owned());
    let behind = same.map(|(.., item)| {
        let name = reader.text("place-behind", &[("title", item.title.to_string().into())]);
        (name, item.id.to_string())
    });
    matching([first].into_iter().chain(behind), typed)
}

/// Documents by name.
pub fn document_choices(documents: &[Document], typed: &str) -> Vec<Choice> {
    let lines = documents.iter().map(|one| {
        let name = one.link.as_ref().map_or(one.name.as_str(), Link::as_str);
        (name.to_owned(), one.id.to_string())
    });
    matching(lines, typed)
}

/// Topics by name.
pub fn one_topic(topics: &[Topic], typed: &str) -> Vec<Choice> {
    matching(topics.iter().map(|topic| (topic.name.clone(), topic.id.to_string())), typed)
}

/// Topics, as a list with commas between them: the last part is the one that is being typed.
pub fn topics(topics: &[Topic], typed: &str) -> Vec<Choice> {
    listed(topics.iter().map(|topic| topic.name.as_str()), typed)
}

/// Appointers, as a list with commas between them.
pub fn appointers(appointers: &[Appointer], typed: &str) -> Vec<Choice> {
    listed(appointers.iter().map(|one| one.name.as_str()), typed)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>, typed: &str) -> Vec<Choice> {
    let (before, last) =
        typed.rsplit_once(',').map_or(("", typed), |(before, last)| (before, last));
    let before: Vec<&str> =
        before.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let has = |name: &str| before.iter().any(|one| one.to_lowercase() == name.to_lowercase());
    let last = last.trim().to_lowercase();
    let with = |name: &str| {
        let all: Vec<&str> = before.iter().copied().chain([name]).collect();
        all.join(", ")
    };
    let known = names.filter(|name| !has(name) && name.to_lowercase().contains(&last)).map(with);
    let typed = Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty());
    let mut found: Vec<String> = Vec::new();
    for one in typed.into_iter().chain(known) {
        let is_new = !found.iter().any(|known| known.to_lowercase() == one.to_lowercase());
        if is_new && one.chars().count() <= 100 {
            found.push(one);
        }
    }
    found.into_iter().take(MOST).map(|one| Choice { name: one.clone(), value: one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::TopicId;

    #[test]
    fn a_list_is_completed_at_its_end() {
        let known = ["BUP", "Kultur", "Kulturskola"];
        let known: Vec<Topic> = (1..)
            .zip(known)
            .map(|(id, name)| Topic { id: TopicId(id), name: name.to_owned() })
            .collect();
        let offered = |typed| -> Vec<String> {
            topics(&known, typed).into_iter().map(|choice| choice.value).collect()
        };
        assert_eq!(offered(""), ["BUP", "Kultur", "Kulturskola"]);
        assert_eq!(offered("kul"), ["kul", "Kultur", "Kulturskola"]);
        assert_eq!(offered("BUP, kul"), ["BUP, kul", "BUP, Kultur", "BUP, Kulturskola"]);
        assert_eq!(offered("bup, "), ["bup,", "bup, Kultur", "bup, Kulturskola"]);
        assert_eq!(offered("idrott"), ["idrott"], "a new one");
    }
}
