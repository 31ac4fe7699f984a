//! The register of attendance: who was at a meeting, to be looked at and corrected.

use chrono::{DateTime, Utc};

use super::button::{ButtonId, Page, PlaceStep, RegisterStep};
use super::card::{MOST_LISTED, shortened, titled};
use super::reader::{Reader, Surface};
use super::{Button, Card, File, Message, Select, SelectOption, Tone, Weight};
use crate::actions::presence::{Count, PlaceShown, Register};
use crate::domain::agenda::Participant;
use crate::domain::id::ItemId;
use crate::domain::local_time::wall;
use crate::domain::meeting::MeetingState;
use crate::domain::presence::{Absence, Bound, Mode, Part, Presence, RegisterPlace, Spell, Was};

/// How many places one select offers (Discord's documentation, "String Select").
const MOST_TO_PICK: usize = 25;

/// A meeting's register, from one of its places on: to be corrected as long as the meeting is not closed.
pub fn register(reader: Reader, register: &Register, first: usize) -> Message {
    let view = &register.view;
    let is_closed = view.meeting.state == MeetingState::Held;
    let first = first.min(register.places.len().saturating_sub(1)) / MOST_TO_PICK * MOST_TO_PICK;
    let page = || register.places.iter().skip(first).take(MOST_TO_PICK);
    let lines: Vec<String> = page().map(|one| line(reader, register, one)).collect();
    let listed = shortened(reader, &lines, MOST_LISTED, "\n");
    let footer = if is_closed { "register-closed" } else { "register-open" };
    let card = Card {
        body: format!(
            "{}\n{}\n\n{listed}",
            reader.when(&view.group, &view.meeting),
            counted(reader, register.count())
        ),
        footer: reader.text(footer, &[]),
        ..titled(reader, "register-title", view, if is_closed { Tone::Past } else { Tone::Calm })
    };
    let select = (!is_closed && page().next().is_some()).then(|| Select {
        placeholder: reader.text("register-pick", &[]),
        options: page().map(|one| option(reader, register, one)).collect(),
    });
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Register(view.meeting.id, step), label, weight)
    };
    let mut buttons = Vec::new();
    if is_closed {
        buttons.push(step(RegisterStep::Files, "button-register-files", Weight::Plain));
        buttons.push(step(RegisterStep::Reopen, "button-reopen-meeting", Weight::Plain));
    } else {
        buttons.push(step(RegisterStep::Close, "button-close", Weight::Main));
        buttons.push(step(RegisterStep::Add, "button-add-guest", Weight::Plain));
        buttons.push(step(RegisterStep::Files, "button-register-files", Weight::Plain));
    }
    let at = |first| RegisterStep::List(Page::At(first));
    if first > 0 {
        buttons.push(step(at(first - MOST_TO_PICK), "button-previous-page", Weight::Plain));
    }
    if first + MOST_TO_PICK < register.places.len() {
        buttons.push(step(at(first + MOST_TO_PICK), "button-next-page", Weight::Plain));
    }
    Message { card: Some(card), select, buttons, ..Message::default() }
}

/// The register with what was said of a place just now.
pub fn corrected(reader: Reader, shown: &Register, place: RegisterPlace) -> Message {
    let at = shown.places.iter().position(|one| one.place == place);
    let text = match at.map(|at| &shown.places[at]) {
        Some(one) => {
            let what = line(reader, shown, one);
            reader.text("register-corrected", &[("what", what.into())])
        }
        None => reader.text("register-removed", &[]),
    };
    Message { text, ..register(reader, shown, at.unwrap_or(0)) }
}

/// The register with somebody more in it.
pub fn added(reader: Reader, shown: &Register) -> Message {
    let last = shown.places.len().saturating_sub(1);
    let text = shown.places.last().map(|one| {
        let what = line(reader, shown, one);
        reader.text("register-added", &[("what", what.into())])
    });
    Message { text: text.unwrap_or_default(), ..register(reader, shown, last) }
}

/// A meeting is closed.
pub fn closed(reader: Reader, shown: &Register) -> Message {
    let args = [("group", reader.label(&shown.view.group.name).into())];
    Message { text: reader.text("meeting-closed", &args), ..register(reader, shown, 0) }
}

/// A meeting is open again.
pub fn reopened(reader: Reader, shown: &Register) -> Message {
    Message { text: reader.text("meeting-reopened", &[]), ..register(reader, shown, 0) }
}

/// One place of the register, with all that can be said of it.
pub fn place(reader: Reader, register: &Register, shown: &PlaceShown) -> Message {
    let view = &register.view;
    let body =
        format!("{}\n\n{}", reader.when(&view.group, &view.meeting), told(reader, register, shown));
    let title = label(reader, shown);
    let step = |step, label, weight| {
        let id = RegisterStep::Place(shown.place, step);
        Button::new(reader, ButtonId::Register(view.meeting.id, id), label, weight)
    };
    let is_seat = matches!(shown.place, RegisterPlace::Seat(_));
    let first = shown.lines.iter().find(|line| Some(&line.who) == shown.expected.first.as_ref());
    let there = shown.lines.iter().any(|line| line.spell().is_some());
    let by = shown.lines.iter().find_map(Presence::spell).map(|spell| spell.mode);
    let is_whole = first
        .and_then(Presence::spell)
        .is_some_and(|spell| (spell.from, spell.to) == (None, None) && !shown.is_substituted());
    let away = |how| first.is_some_and(|line| line.was == Was::Away(how));
    let mut buttons = Vec::new();
    let mut offer = |wanted: bool, id, label, weight| {
        buttons.extend(wanted.then(|| step(id, label, weight)));
    };
    let has_member = shown.expected.first.is_some();
    offer(has_member && !is_whole, PlaceStep::Came, "button-was-there", Weight::Plain);
    if is_seat {
        let (excused, without) = (away(Absence::Excused), away(Absence::WithoutNotice));
        offer(has_member && !excused, PlaceStep::Excused, "button-excused", Weight::Plain);
        offer(
            has_member && !without,
            PlaceStep::WithoutNotice,
            "button-without-notice",
            Weight::Plain,
        );
        let has_second = shown.expected.second.is_some();
        let comes = shown.is_substituted();
        offer(has_second && !comes, PlaceStep::Substitute, "button-substitute-came", Weight::Plain);
        offer(comes, PlaceStep::NoSubstitute, "button-substitute-away", Weight::Plain);
    } else {
        offer(there, PlaceStep::Excused, "button-was-not-there", Weight::Plain);
    }
    offer(there, PlaceStep::Late, "button-came-late", Weight::Plain);
    offer(there, PlaceStep::Left, "button-left-early", Weight::Plain);
    offer(by == Some(Mode::Room), PlaceStep::Distance, "button-at-a-distance", Weight::Plain);
    offer(by == Some(Mode::Distance), PlaceStep::Room, "button-in-the-room", Weight::Plain);
    let at = register.places.iter().position(|one| one.place == shown.place).unwrap_or(0);
    let back = ButtonId::Register(view.meeting.id, RegisterStep::List(Page::At(at)));
    buttons.push(Button::new(reader, back, "button-to-the-list", Weight::Plain));
    let card = Card { title, body, ..Card::default() };
    Message { card: Some(card), buttons, ..Message::default() }
}

/// The register as files.
pub fn files(reader: Reader, register: &Register, files: Vec<File>) -> Message {
    let args = [
        ("group", reader.label(&register.view.group.name).into()),
        ("when", reader.when(&register.view.group, &register.view.meeting).into()),
    ];
    Message { files, ..Message::text(reader.text("register-files", &args)) }
}

/// What such a file is called, without its ending.
pub fn file_stem(reader: Reader, register: &Register) -> String {
    let view = &register.view;
    let day = wall(view.group.rule.zone, view.meeting.starts).date();
    format!("{}-{}-{day}", reader.text("register-file", &[]), view.group.name)
}

/// The register as a table: a row a line, and one for each seat for which nobody stands in it.
pub fn table(reader: Reader, register: &Register) -> Vec<Vec<String>> {
    let reader = reader.by_clock_of(&register.view.group).on(Surface::File);
    const HEADER: [&str; 8] = [
        "register-column-seat",
        "register-column-name",
        "register-column-as",
        "register-column-was",
        "register-column-from",
        "register-column-to",
        "register-column-mode",
        "register-column-part",
    ];
    let header = HEADER.map(|key| reader.text(key, &[])).to_vec();
    let rows = register.places.iter().flat_map(|one| {
        let lines = one.lines.iter().map(|line| row(reader, register, one, line));
        let nobody = one.lines.is_empty().then(|| {
            let mut row = vec![String::new(); HEADER.len()];
            row[0] = label(reader, one);
            row[3] = reader.text("register-nobody", &[]);
            row
        });
        lines.chain(nobody).collect::<Vec<_>>()
    });
    std::iter::once(header).chain(rows).collect()
}

fn row(reader: Reader, register: &Register, shown: &PlaceShown, line: &Presence) -> Vec<String> {
    let key = match shown.place {
        RegisterPlace::Seat(_) if shown.stands_in(line) => "register-as-substitute",
        RegisterPlace::Seat(_) => "register-as-ordinary",
        RegisterPlace::Guest(_) | RegisterPlace::Added(_) => "attendance-guest",
    };
    let (was, spell) = match line.was {
        Was::There(spell) => ("register-was-there", Some(spell)),
        Was::Away(Absence::Excused) => ("register-was-excused", None),
        Was::Away(Absence::WithoutNotice) => ("register-was-without-notice", None),
    };
    let meeting = &register.view.meeting;
    let bound = |bound: Option<Bound>, otherwise: DateTime<Utc>| match bound {
        None => clock(reader, otherwise),
        Some(Bound::At(at)) => clock(reader, at),
        Some(Bound::Item(item)) => title(reader, register, item),
    };
    let of = |key: &str| reader.text(key, &[]);
    let told = |spell: Spell| {
        let mode = match spell.mode {
            Mode::Room => "register-mode-room",
            Mode::Distance => "register-mode-distance",
        };
        let part = match spell.part {
            Part::Serving => "register-part-serving",
            Part::Present => "register-part-present",
        };
        [bound(spell.from, meeting.starts), bound(spell.to, meeting.ends), of(mode), of(part)]
    };
    let spell = spell.map(told).unwrap_or_default();
    let first = [label(reader, shown), name(reader, register, &line.who), of(key), of(was)];
    first.into_iter().chain(spell).collect()
}

/// How many were there, in a few words.
pub fn counted(reader: Reader, count: Count) -> String {
    let filled = [("count", count.filled.into()), ("seats", count.seats.into())];
    let counts = [
        ("register-substituted", count.substituted),
        ("register-excused", count.excused),
        ("register-without-notice", count.without_notice),
        ("register-guests", count.guests),
    ];
    let more = counts.into_iter().filter(|(_, count)| *count > 0);
    let more = more.map(|(key, count)| reader.text(key, &[("count", count.into())]));
    let all: Vec<String> =
        std::iter::once(reader.text("register-filled", &filled)).chain(more).collect();
    all.join(" · ")
}

fn option(reader: Reader, register: &Register, shown: &PlaceShown) -> SelectOption {
    // Nothing in a select is Markdown.
    let reader = reader.on(Surface::Page);
    let step = RegisterStep::Place(shown.place, PlaceStep::Show);
    let place = label(reader, shown);
    let (who, note) = (shown.expected.first.as_ref(), told(reader, register, shown));
    let who = who.map(|who| name(reader, register, who));
    // Whose name says it all was there all the time.
    let is_told = who.as_ref() == Some(&note);
    let label = who.map(|who| {
        reader.text("register-line", &[("seat", place.clone().into()), ("what", who.into())])
    });
    SelectOption {
        id: ButtonId::Register(register.view.meeting.id, step),
        label: label.unwrap_or(place),
        note: if is_told { reader.text("register-was-there", &[]) } else { note },
    }
}

/// "✅ Arboga: Anna Alm".
fn line(reader: Reader, register: &Register, shown: &PlaceShown) -> String {
    let is_there = shown.lines.iter().any(|line| line.spell().is_some());
    let without = shown.lines.iter().any(|line| line.was == Was::Away(Absence::WithoutNotice));
    let mark = match (is_there, shown.is_substituted(), without) {
        (true, false, _) => "✅",
        (true, true, _) => "🔁",
        (false, _, true) => "❗",
        (false, _, false) => "➖",
    };
    let args =
        [("seat", label(reader, shown).into()), ("what", told(reader, register, shown).into())];
    format!("{mark} {}", reader.text("register-line", &args))
}

/// What the place is called: the seat, or that it is a guest's.
fn label(reader: Reader, shown: &PlaceShown) -> String {
    match &shown.seat {
        Some(seat) => reader.seat(seat),
        None => reader.text("attendance-guest", &[]),
    }
}

/// "Anna Alm hade förhinder, Bo Berg kom i stället (från 10:15)".
fn told(reader: Reader, register: &Register, shown: &PlaceShown) -> String {
    let one = |line: &Presence| {
        let is_guest = !matches!(shown.place, RegisterPlace::Seat(_));
        let key = match line.was {
            Was::There(_) if shown.stands_in(line) => "register-came-instead",
            Was::There(_) => "register-came",
            Was::Away(_) if is_guest => "register-guest-away",
            Was::Away(Absence::Excused) => "register-had-excused",
            Was::Away(Absence::WithoutNotice) => "register-stayed-away",
        };
        let said = reader.text(key, &[("person", name(reader, register, &line.who).into())]);
        let details = line.spell().map(|spell| details(reader, register, spell));
        match details.filter(|details| !details.is_empty()) {
            Some(details) => format!("{said} ({})", details.join(", ")),
            None => said,
        }
    };
    if shown.lines.is_empty() {
        return reader.text("register-nobody", &[]);
    }
    shown.lines.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn details(reader: Reader, register: &Register, spell: Spell) -> Vec<String> {
    let reader = reader.by_clock_of(&register.view.group);
    let at = |key: &str, time: String| Some(reader.text(key, &[("time", time.into())]));
    let mut details: Vec<String> = match (spell.from, spell.to) {
        (Some(Bound::Item(from)), Some(Bound::Item(to))) if from == to => {
            at("register-at-item", title(reader, register, from)).into_iter().collect()
        }
        (from, to) => {
            let bound = |key, bound: Option<Bound>| match bound? {
                Bound::At(time) => at(key, clock(reader, time)),
                Bound::Item(item) => at(key, title(reader, register, item)),
            };
            [bound("register-from", from), bound("register-to", to)].into_iter().flatten().collect()
        }
    };
    details
        .extend((spell.mode == Mode::Distance).then(|| reader.text("register-mode-distance", &[])));
    details
}

fn clock(reader: Reader, at: DateTime<Utc>) -> String {
    wall(reader.zone, at).format("%H:%M").to_string()
}

fn title(reader: Reader, register: &Register, item: ItemId) -> String {
    let found = register.view.agenda.items.iter().find(|one| one.item.id == item);
    found.map_or_else(|| "–".to_owned(), |one| reader.label(one.item.title.as_str()))
}

fn name(reader: Reader, register: &Register, who: &Participant) -> String {
    match who {
        Participant::Person(person) => match register.person(*person) {
            Some(person) => reader.name(person),
            None => reader.text("former", &[]),
        },
        Participant::Named(name) => reader.label(name.as_str()),
    }
}
