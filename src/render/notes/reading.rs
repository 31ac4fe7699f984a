//! Notes as they are read: a page at a time, beside the revision before, and as they are found.

use super::document::document;
use super::{approved, footer, title};
use crate::actions::notes::search::{A_PAGE, Hit, Hits};
use crate::actions::notes::show::{Compared, ListedNotes, NotesShown};
use crate::domain::group::Group;
use crate::domain::id::FormId;
use crate::domain::notes::{Line, MOST_POSTS, Revision, difference, posts};
use crate::render::button::{ButtonId, NotesStep, Page};
use crate::render::card::{listed_with_file, shortened_to};
use crate::render::choices::{Choice, matching_named};
use crate::render::notices::notes::{card, file_name};
use crate::render::reader::{Reader, Surface};
use crate::render::{Button, Card, File, Message, Select, SelectOption, Weight};

/// A page of notes.
pub fn shown(reader: Reader, shown: &NotesShown, page: usize) -> Message {
    let (view, revision) = (&shown.view, &shown.revision);
    let count = posts(&revision.content).len().clamp(1, MOST_POSTS);
    let page = page.min(count - 1);
    let card = card(reader, (shown.head.number, view), &revision.content, page);
    let mut card = card.unwrap_or_default();
    card.footer = footer(reader, view, (revision, shown.approved.as_ref()));
    for (from, words) in &shown.words {
        let from = from.as_ref().map_or_else(|| reader.text("former", &[]), |one| reader.name(one));
        let title = reader.text("hand-over-from", &[("person", from.into())]);
        card.fields.push(crate::render::Field { title, text: reader.words(words.as_str()) });
    }
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Notes(view.meeting.id, step), label, weight)
    };
    let at = |page| NotesStep::Show(revision.number, Page::At(page));
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(step(at(page - 1), "button-previous-page", Weight::Plain));
    }
    if page + 1 < count {
        buttons.push(step(at(page + 1), "button-next-page", Weight::Main));
    }
    if shown.may_approve {
        buttons.push(step(
            NotesStep::Approve(revision.number),
            "button-notes-approve",
            Weight::Main,
        ));
    }
    buttons.push(step(NotesStep::File(revision.number), "button-register-files", Weight::Plain));
    if revision.number > 1 {
        let compare = NotesStep::Compare(revision.number);
        buttons.push(step(compare, "button-notes-compare", Weight::Plain));
        let before = NotesStep::Show(revision.number - 1, Page::At(0));
        buttons.push(step(before, "button-notes-earlier", Weight::Plain));
    }
    if revision.number < shown.newest {
        let newest = NotesStep::Show(0, Page::At(0));
        buttons.push(step(newest, "button-notes-newest", Weight::Plain));
    }
    let text = match revision.number < shown.newest {
        true => reader.text("notes-is-older", &[("number", revision.number.into())]),
        false => String::new(),
    };
    Message { card: Some(card), buttons, ..Message::text(text) }
}

/// Notes were approved.
pub fn approved_now(reader: Reader, shown_: &NotesShown) -> Message {
    let text = shown_.approved.as_ref().map(|by| approved(reader, &shown_.view, by));
    let args = [("what", text.unwrap_or_default().into())];
    Message { text: reader.text("notes-approved-now", &args), ..shown(reader, shown_, 0) }
}

/// Notes as a file.
pub fn file(reader: Reader, shown: &NotesShown) -> Message {
    let text = whole(reader, shown, &shown.revision);
    let name = file_name(reader, shown.head.number, &shown.view);
    let files = vec![File { name, bytes: text.into_bytes() }];
    let what = title(reader, shown.head.number, &shown.view);
    Message { files, ..Message::text(reader.text("notes-as-file", &[("what", what.into())])) }
}

fn whole(reader: Reader, shown: &NotesShown, revision: &Revision) -> String {
    // Whether it is approved is known of the revision that is shown.
    let approved = shown.approved.as_ref().filter(|_| revision.number == shown.revision.number);
    let footer = footer(reader.on(Surface::File), &shown.view, (revision, approved));
    document(reader, (shown.head.number, &shown.view), &revision.content, &footer)
}

/// How many characters of a line that is another are shown; the file has all of it.
const MOST_OF_LINE: usize = 500;

/// What is another in a revision than in the one before.
pub fn compared(reader: Reader, compared: &Compared) -> Message {
    let Compared { shown, before } = compared;
    let text = |revision: &Revision| {
        document(reader, (shown.head.number, &shown.view), &revision.content, "")
    };
    let line = |reader: Reader, line: &Line| {
        let words = |text: &str| match reader.surface {
            Surface::File => text.to_owned(),
            _ => reader.words(&shortened_to(text, MOST_OF_LINE)),
        };
        match line {
            Line::Same(text) => format!("  {}", words(text)),
            Line::Added(text) => format!("➕ {}", words(text)),
            Line::Removed(text) => format!("➖ {}", words(text)),
        }
    };
    let lines = difference(&text(before), &text(&shown.revision));
    let (body, files) = match lines.is_empty() {
        true => (reader.text("notes-no-difference", &[]), Vec::new()),
        false => listed_with_file(reader, &lines, "notes-compared-file", line),
    };
    let args = [("number", shown.revision.number.into()), ("before", before.number.into())];
    let card = Card {
        title: title(reader, shown.head.number, &shown.view),
        body,
        footer: reader.text("notes-compared", &args),
        ..Card::default()
    };
    let step = |step, label| {
        Button::new(reader, ButtonId::Notes(shown.view.meeting.id, step), label, Weight::Plain)
    };
    let now = NotesStep::Show(shown.revision.number, Page::Open);
    let then = NotesStep::Show(before.number, Page::Open);
    let buttons = vec![step(now, "button-notes-read"), step(then, "button-notes-earlier")];
    Message { card: Some(card), buttons, files, ..Message::default() }
}

/// What was found, a few at a time. `kept` is by which the next are asked for.
pub fn found(reader: Reader, hits: &Hits, kept: Option<FormId>) -> Message {
    let query = reader.label(&hits.query);
    if hits.all == 0 {
        return Message::text(reader.text("notes-found-nothing", &[("what", query.into())]));
    }
    let fields = hits.hits.iter().map(|hit| crate::render::Field {
        title: hit_title(reader, hit),
        text: format!("**{}**\n{}", reader.label(&hit.heading), reader.words(&hit.passage)),
    });
    let args = [("what", query.into()), ("count", hits.all.into())];
    let card = Card {
        title: reader.text("notes-found-title", &args),
        fields: fields.collect(),
        ..Card::default()
    };
    let option = |hit: &Hit| {
        let plain = reader.on(Surface::Page);
        let step = NotesStep::Show(0, Page::Open);
        SelectOption {
            id: ButtonId::Notes(hit.found.meeting.id, step),
            label: hit_title(plain, hit),
            note: hit.heading.clone(),
        }
    };
    let options: Vec<SelectOption> = hits.hits.iter().map(option).collect();
    let select = (!options.is_empty())
        .then(|| Select { placeholder: reader.text("notes-found-open", &[]), options });
    let mut buttons = Vec::new();
    if let Some(form) = kept {
        let at = |first| ButtonId::NotesSearch(form, first);
        if hits.first > 0 {
            let before = at(hits.first.saturating_sub(A_PAGE));
            buttons.push(Button::new(reader, before, "button-previous-page", Weight::Plain));
        }
        if hits.first + A_PAGE < hits.all {
            let after = at(hits.first + A_PAGE);
            buttons.push(Button::new(reader, after, "button-next-page", Weight::Main));
        }
    }
    Message { card: Some(card), select, buttons, ..Message::default() }
}

fn hit_title(reader: Reader, hit: &Hit) -> String {
    let number = hit.found.head.number.map(|number| number.to_string()).unwrap_or_default();
    let args = [
        ("group", reader.label(&hit.group.name).into()),
        ("when", reader.shortly(&hit.group, &hit.found.meeting).into()),
        ("number", number.into()),
    ];
    reader.text("notes-found-line", &args)
}

/// Published notes, to pick one.
pub fn choices(reader: Reader, listed: &[(Group, ListedNotes)], typed: &str) -> Vec<Choice> {
    let lines = listed.iter().map(|(group, one)| {
        let number = one.head.number.map(|number| number.to_string()).unwrap_or_default();
        let when = reader.shortly(group, &one.meeting);
        let line = move |name: &str| {
            let (when, number) = (when.as_str().into(), number.as_str().into());
            let args = [("group", name.into()), ("when", when), ("number", number)];
            reader.text("notes-found-line", &args)
        };
        (group.name.as_str(), one.meeting.id.to_string(), line)
    });
    matching_named(lines, typed)
}

/// Whom a word can be left to, and that it is kept.
pub fn word_kept(reader: Reader, other: &str, is_published: bool) -> Message {
    let key = if is_published { "hand-over-sent" } else { "hand-over-kept" };
    Message::text(reader.text(key, &[("person", reader.label(other).into())]))
}
