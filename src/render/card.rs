//! The parts that cards share: when and where, the tally, who covers for whom.

use crate::actions::view::{MeetingView, SeatView};
use crate::domain::account::UserId;
use crate::domain::cover::Cover;
use crate::domain::person::Person;
use crate::domain::reach::Unreached;

use super::reader::{Reader, Surface};
use super::{Card, Field, File, Tone};

/// Discord takes at most 1,024 characters in a field; the rest is for saying how many more.
const MOST_IN_FIELD: usize = 900;
/// How many Discord takes ("Embed Limits").
const FIELD_LIMIT: usize = 1024;

/// A field with a title by key.
pub fn field(reader: Reader, title: &str, text_: String) -> Field {
    Field { title: reader.text(title, &[]), text: shortened_to(&text_, FIELD_LIMIT) }
}

/// "When" and "Where" of a meeting.
pub fn when_and_where(reader: Reader, view: &MeetingView) -> Vec<Field> {
    let when = reader.when(&view.group, &view.meeting);
    let counted = reader.counted_to(view.meeting.starts);
    let counted = counted.map(|counted| format!(" ({counted})")).unwrap_or_default();
    let mut fields = vec![
        field(reader, "field-when", format!("{when}{counted}")),
        field(reader, "field-where", reader.words(view.meeting.place.as_str())),
    ];
    let link = view.meeting.link.as_ref().map(|link| ("field-link", link.as_str()));
    let remark = view.meeting.remark.as_ref().map(|remark| ("field-remark", remark.as_str()));
    let told = [link, remark].into_iter().flatten();
    fields.extend(told.map(|(title, words)| field(reader, title, reader.words(words))));
    fields
}

/// The tally in words, one line a count; of a meeting that has begun it says who was to come.
pub fn tally(reader: Reader, view: &MeetingView) -> String {
    let tally = view.tally();
    let key = if view.has_begun() { "tally-past" } else { "tally" };
    let mut lines = vec![
        reader.text(key, &[("expected", tally.expected.into()), ("seats", tally.seats.into())]),
    ];
    let counts = [
        ("tally-confirmed", tally.confirmed),
        ("tally-substituted", tally.substituted),
        ("tally-awaiting", tally.awaiting),
        ("tally-vacant", tally.vacant),
    ];
    lines.extend(
        counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| reader.text(key, &[("count", count.into())])),
    );
    lines.join("\n")
}

/// A line for each seat that somebody else covers or nobody does; `None` when there is none.
pub fn covers(reader: Reader, view: &MeetingView) -> Option<Field> {
    let lines: Vec<String> =
        view.seats.iter().filter_map(|seat| cover_line(reader, view, seat)).collect();
    let shown = || shortened(reader, &lines, MOST_IN_FIELD, "\n");
    (!lines.is_empty()).then(|| field(reader, "field-covers", shown()))
}

/// Those who are expected and whom the invitation does not reach, with why; `None` when it reaches all.
pub fn not_reached(reader: Reader, view: &MeetingView) -> Option<Field> {
    let line = |(person, why): (&Person, Unreached)| {
        let key = match why {
            Unreached::NoAccount => "not-reached-no-account",
            Unreached::NotMember => "not-reached-not-member",
            Unreached::CannotSee => "not-reached-cannot-see",
        };
        reader.text(key, &[("person", reader.name(person).into())])
    };
    let lines: Vec<String> = view.unreached().map(line).collect();
    let shown = || shortened(reader, &lines, MOST_IN_FIELD, "\n");
    (!lines.is_empty()).then(|| field(reader, "field-not-reached", shown()))
}

/// How many characters of a list a card's body may hold, of Discord's 4,096: the rest is for what stands
/// above it.
pub const MOST_LISTED: usize = 3600;

/// How many characters of a list a file beside it may hold: Discord takes 10 MiB.
const MOST_IN_FILE: usize = 4_000_000;

/// How many of the parts, each with `between` behind it, fit into `most` characters.
pub fn fitting(parts: &[String], most: usize, between: &str) -> usize {
    let mut length = 0;
    let fits = |part: &&String| {
        length += part.chars().count() + between.len();
        length <= most
    };
    parts.iter().take_while(fits).count()
}

/// The parts of many things that fit into `most` characters: the others are not even made.
fn some<T>(things: &[T], most: usize, between: &str, part: impl Fn(&T) -> String) -> Vec<String> {
    let mut length = 0;
    let parts = things.iter().map(part);
    let fits = |part: &String| {
        length += part.chars().count() + between.len();
        length <= most
    };
    parts.take_while(fits).collect()
}

/// As [`shortened`], of things whose parts are made as they are needed.
fn listed_of<T>(
    reader: Reader,
    things: &[T],
    (most, between): (usize, &str),
    part: impl Fn(&T) -> String,
) -> (String, usize) {
    let mut shown = some(things, most, between, part);
    let more = things.len() - shown.len();
    if more > 0 {
        shown.push(reader.text("covers-more", &[("count", more.into())]));
    }
    (shown.join(between), more)
}

/// As many parts as fit into `most` characters, and how many more there are.
pub fn shortened(reader: Reader, parts: &[String], most: usize, between: &str) -> String {
    let mut shown: Vec<String> = parts[..fitting(parts, most, between)].to_vec();
    let more = parts.len() - shown.len();
    if more > 0 {
        shown.push(reader.text("covers-more", &[("count", more.into())]));
    }
    shown.join(between)
}

/// A list as a card's body, and all of it in a file beside it where it does not fit. `name` is the
/// text by which the file is called; `line` tells one thing, on Discord and in the file.
pub fn listed_with_file<T>(
    reader: Reader,
    things: &[T],
    name: &str,
    line: impl Fn(Reader, &T) -> String,
) -> (String, Vec<File>) {
    let (body, more) = listed_of(reader, things, (MOST_LISTED, "\n"), |one| line(reader, one));
    if more == 0 {
        return (body, Vec::new());
    }
    let name = format!("{}.txt", reader.text(name, &[]));
    let of_file = reader.on(Surface::File);
    let (all, _) = listed_of(reader, things, (MOST_IN_FILE, "\r\n"), |one| line(of_file, one));
    let bytes = all.into_bytes();
    let where_all_is = reader.text("whole-file", &[("what", name.clone().into())]);
    (format!("{body}\n{where_all_is}"), vec![File { name, bytes }])
}

/// A text within so many characters.
pub fn shortened_to(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A line with a name in it, of at most so many characters: it is the name that is cut short, and not what tells it from others.
pub fn shortened_by_name(name: &str, most: usize, line: impl Fn(&str) -> String) -> String {
    let whole = line(name);
    match whole.chars().count().saturating_sub(most) {
        0 => whole,
        over => line(&shortened_to(name, name.chars().count().saturating_sub(over).max(1))),
    }
}

/// "Title: lines" as a field, at most what Discord takes.
pub fn listed(reader: Reader, title: &str, lines: &[String]) -> Field {
    field(reader, title, shortened(reader, lines, MOST_IN_FIELD, "\n"))
}

fn cover_line(reader: Reader, view: &MeetingView, seat: &SeatView) -> Option<String> {
    let key = match seat.cover {
        Cover::Presumed | Cover::Confirmed => return None,
        Cover::Substituted | Cover::StandIn => "cover-substituted",
        Cover::Awaiting if is_asked_by_others(view, seat) => "cover-unlinked",
        Cover::Awaiting => "cover-awaiting",
        Cover::Vacant => "cover-vacant",
    };
    let comes = seat.expected().or(seat.occupied.substitute.as_ref());
    let substitute = reader.name_or_nobody(comes);
    let seat = reader.seat(&seat.occupied.seat);
    Some(reader.text(key, &[("seat", seat.into()), ("substitute", substitute.into())]))
}

/// "Seat" and "Ordinary member" of a seat.
pub fn seat_and_member(reader: Reader, seat: &SeatView) -> Vec<Field> {
    vec![
        field(reader, "field-seat", reader.seat(&seat.occupied.seat)),
        field(reader, "field-ordinary", reader.name_or_nobody(seat.occupied.ordinary.as_ref())),
    ]
}

/// A title by key that names the group.
pub fn titled(reader: Reader, key: &str, view: &MeetingView, tone: Tone) -> Card {
    let title = reader.text(key, &[("group", reader.label(&view.group.name).into())]);
    Card { title, tone, ..Card::default() }
}

/// Whether the substitute cannot be asked here, so that the officials do it.
pub fn is_asked_by_others(view: &MeetingView, seat: &SeatView) -> bool {
    seat.occupied.substitute.as_ref().is_some_and(|person| !view.can_be_asked(person))
}

/// The card of a cancelled meeting.
pub fn cancelled(reader: Reader, view: &MeetingView) -> Card {
    let mut fields = when_and_where(reader, view);
    if let Some(because) = &view.meeting.cancelled_because {
        fields.push(field(reader, "field-cancelled-because", reader.words(because.as_str())));
    }
    let body = reader.text("cancellation-body", &[]);
    Card { body, fields, ..titled(reader, "cancelled-title", view, Tone::Past) }
}

/// The accounts of those who have one, each once: Discord refuses a message that names one twice.
pub fn accounts<'a>(people: impl IntoIterator<Item = &'a Person>) -> Vec<UserId> {
    let mut accounts: Vec<UserId> =
        people.into_iter().filter_map(|person| person.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}
