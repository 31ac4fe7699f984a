//! Notes as they are being written: what is written and what is not, a form for each section, and how it will look.

use super::document::heading;
use super::title;
use crate::actions::notes::Draft;
use crate::actions::notes::attach::Understood;
use crate::actions::notes::publish::Published;
use crate::actions::notes::write::Saved;
use crate::domain::account::UserId;
use crate::domain::id::FormId;
use crate::domain::notes::{Clash, MOST_IN_INPUT, MOST_POSTS, Meant, Section, in_parts, posts};
use crate::domain::wording::{BadWording, Prose};
use crate::render::button::{ButtonId, NotesStep, Page, RegisterStep};
use crate::render::card::{MOST_LISTED, field, shortened, shortened_to};
use crate::render::notices::notes::card;
use crate::render::reader::{Reader, Surface};
use crate::render::{Button, Card, Message, Select, SelectOption, Tone, Weight};

/// How many sections one select offers (Discord's documentation, "String Select").
const MOST_TO_PICK: usize = 25;
/// How many characters of a section are shown beside its heading.
const MOST_TOLD: usize = 90;
/// How many characters of a text two have written are shown.
const MOST_OF_TEXT: usize = 900;

/// A draft: its sections, with what is written, and what can be done next.
pub fn draft(reader: Reader, draft: &Draft, first: usize) -> Message {
    let view = draft.view();
    let options: Vec<SelectOption> = draft
        .sections
        .iter()
        .enumerate()
        .flat_map(|(at, one)| options(reader, draft, (at, one)))
        .collect();
    let first = first.min(options.len().saturating_sub(1)) / MOST_TO_PICK * MOST_TO_PICK;
    let all = options.len();
    let page: Vec<SelectOption> = options.into_iter().skip(first).take(MOST_TO_PICK).collect();
    let select = (!page.is_empty())
        .then(|| Select { placeholder: reader.text("notes-pick", &[]), options: page });
    let lines: Vec<String> =
        draft.sections.iter().enumerate().map(|one| line(reader, draft, one)).collect();
    let listed = shortened(reader, &lines, MOST_LISTED, "\n");
    let state = match (&draft.published, draft.is_news()) {
        (None, _) => reader.text("notes-draft", &[]),
        (Some(one), false) => reader.text("notes-as-published", &[("number", one.number.into())]),
        (Some(one), true) => {
            reader.text("notes-unpublished-changes", &[("number", one.number.into())])
        }
    };
    let card = Card {
        title: title(reader, draft.head.number, view),
        body: format!("{}\n{state}\n\n{listed}", reader.when(&view.group, &view.meeting)),
        footer: reader.text("notes-draft-footer", &[]),
        ..Card::default()
    };
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Notes(view.meeting.id, step), label, weight)
    };
    let mut buttons = Vec::new();
    if let Some(next) = draft.next() {
        let id = ButtonId::Notes(view.meeting.id, NotesStep::Section(next.of, 0));
        let plain = reader.on(Surface::Page);
        let next = plain.label(next.heading.as_str());
        let label = reader.text("button-notes-next", &[("title", shortened_to(&next, 60).into())]);
        buttons.push(Button { id, label, weight: Weight::Main });
    }
    buttons.push(step(NotesStep::Add, "button-notes-add", Weight::Plain));
    let register = ButtonId::Register(view.meeting.id, RegisterStep::List(Page::Open));
    buttons.push(Button::new(reader, register, "button-register", Weight::Plain));
    buttons.push(step(NotesStep::Preview(0), "button-notes-preview", Weight::Plain));
    if first > 0 {
        let before = NotesStep::Draft(Page::At(first - MOST_TO_PICK));
        buttons.push(step(before, "button-previous-page", Weight::Plain));
    }
    if first + MOST_TO_PICK < all {
        let after = NotesStep::Draft(Page::At(first + MOST_TO_PICK));
        buttons.push(step(after, "button-next-page", Weight::Plain));
    }
    Message { card: Some(card), select, buttons, ..Message::default() }
}

/// What was written is kept, or two have written.
pub fn saved(reader: Reader, saved: &Saved, kept: Option<FormId>) -> Message {
    match saved {
        Saved::Kept(kept, of) => {
            let section = of.and_then(|of| kept.section(of));
            let text = match section {
                Some(section) => {
                    let what = reader.label(section.heading.as_str());
                    reader.text("notes-saved", &[("what", what.into())])
                }
                None => reader.text("notes-section-removed", &[]),
            };
            Message { text, ..draft(reader, kept, 0) }
        }
        Saved::Clash(draft, clash, why) => clashing(reader, draft, (clash, why.as_ref()), kept),
    }
}

/// Two have written: both texts, and a button for each that may become of them.
fn clashing(
    reader: Reader,
    draft: &Draft,
    (clash, why): (&Clash, Option<&BadWording>),
    kept: Option<FormId>,
) -> Message {
    let what = reader.label(clash.theirs.heading.as_str());
    let text = match why {
        Some(_) => reader.text("notes-clash-too-long", &[("what", what.into())]),
        None => reader.text("notes-clash", &[("what", what.into())]),
    };
    let whole = |section: &Section| {
        let texts = [&section.said, &section.agreed].into_iter().flatten().map(Prose::as_str);
        texts.collect::<Vec<_>>().join("\n\n")
    };
    let same = in_common(&whole(&clash.theirs), &whole(&clash.mine));
    let told = |section: &Section| {
        let text = whole(section);
        let from = same.saturating_sub(BEFORE_DIFFERENCE);
        let told: String = text.chars().skip(from).collect();
        let told = if from > 0 { format!("… {told}") } else { told };
        reader.prose(&shortened_to(&told, MOST_OF_TEXT / 2))
    };
    let fields = vec![
        field(reader, "notes-clash-theirs", told(&clash.theirs)),
        field(reader, "notes-clash-mine", told(&clash.mine)),
    ];
    let card = Card { fields, tone: Tone::Waiting, ..Card::default() };
    let meeting = draft.view().meeting.id;
    let step =
        |step, label, weight| Button::new(reader, ButtonId::Notes(meeting, step), label, weight);
    let mut buttons = Vec::new();
    if let Some(form) = kept {
        let chosen = |meant| NotesStep::Clash(form, meant, clash.theirs.version);
        if why.is_none() {
            buttons.push(step(chosen(Meant::Both), "button-notes-both", Weight::Main));
        }
        if !clash.is_part {
            buttons.push(step(chosen(Meant::Mine), "button-notes-mine", Weight::Plain));
        }
        // All of what they wrote, to be shortened or copied.
        let again = ButtonId::Reopen(form);
        buttons.push(Button::new(reader, again, "button-reopen", Weight::Plain));
    }
    let theirs = NotesStep::Draft(Page::At(0));
    buttons.push(step(theirs, "button-notes-theirs", Weight::Plain));
    Message { card: Some(card), buttons, ..Message::text(text) }
}

/// How many characters of what is the same in both stand before what is not.
const BEFORE_DIFFERENCE: usize = 60;

/// With how many characters both texts begin.
fn in_common(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

/// What was understood of a file.
pub fn understood(reader: Reader, understood: &Understood) -> Message {
    let Understood { draft, file, attached, clashes } = understood;
    let count = |text: &Prose| ("count", text.as_str().chars().count().into());
    let found = attached.found.iter().map(|(_, heading, text)| {
        let args = [("title", reader.label(heading.as_str()).into()), count(text)];
        reader.text("notes-file-found", &args)
    });
    let new = attached.new.iter().map(|(heading, text)| {
        let args = [("title", reader.label(heading.as_str()).into()), count(text)];
        reader.text("notes-file-new", &args)
    });
    let before =
        attached.before.iter().map(|text| reader.text("notes-file-before", &[count(text)]));
    let lines: Vec<String> = found.chain(before).chain(new).collect();
    let mut body = shortened(reader, &lines, MOST_LISTED, "\n");
    if *clashes > 0 {
        let more = reader.text("notes-file-clashes", &[("count", (*clashes).into())]);
        body = format!("{body}\n\n{more}");
    }
    let view = draft.view();
    let card = Card {
        title: title(reader, draft.head.number, view),
        body,
        footer: reader.text("notes-file-footer", &[]),
        ..Card::default()
    };
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Notes(view.meeting.id, step), label, weight)
    };
    let mut buttons = Vec::new();
    if *clashes > 0 {
        let both = NotesStep::Take(*file, Meant::Both, draft.mark());
        buttons.push(step(both, "button-notes-file-both", Weight::Main));
        let mine = NotesStep::Take(*file, Meant::Mine, draft.mark());
        buttons.push(step(mine, "button-notes-file-mine", Weight::Grave));
    } else {
        let take = NotesStep::Take(*file, Meant::Both, draft.mark());
        buttons.push(step(take, "button-notes-file-take", Weight::Main));
    }
    buttons.push(step(NotesStep::Drop(*file), "button-notes-file-drop", Weight::Plain));
    let text = reader.text("notes-file-understood", &[]);
    Message { card: Some(card), buttons, ..Message::text(text) }
}

/// A file was taken into the draft.
pub fn taken_in(reader: Reader, now: &Draft) -> Message {
    Message { text: reader.text("notes-file-taken", &[]), ..draft(reader, now, 0) }
}

/// What somebody looked at has moved on meanwhile: it is shown again as it is now.
pub fn moved(reader: Reader, again: Message) -> Message {
    let said = reader.text("notes-moved", &[]);
    let text = match again.text.is_empty() {
        true => said,
        false => format!("{said}\n\n{}", again.text),
    };
    Message { text, ..again }
}

/// What stands before the first heading of a file, as a heading of its own.
pub fn intro(reader: Reader) -> String {
    reader.text("notes-intro", &[])
}

/// How it will look, in the group's language: a post at a time, with what publishing it brings about. `own` is the account of
/// whoever looks.
pub fn preview(reader: Reader, draft: &Draft, (part, own): (usize, UserId)) -> Message {
    let view = draft.view();
    let count = posts(&draft.content).len().clamp(1, MOST_POSTS);
    let part = part.min(count - 1);
    let card = card(Reader::of(&view.group), (Some(draft.number), view), &draft.content, part);
    let step = |step, label, weight| {
        Button::new(reader, ButtonId::Notes(view.meeting.id, step), label, weight)
    };
    let readers = crate::actions::notices::notes::readers(&draft.register);
    // Nobody is notified of what they do themselves.
    let told = readers.iter().filter_map(|person| person.account).filter(|one| *one != own).count();
    let key = match (&draft.published, draft.is_empty(), draft.is_news()) {
        (_, true, _) => "notes-preview-empty",
        (None, ..) => "notes-preview",
        (Some(_), _, true) => "notes-preview-revision",
        (Some(_), _, false) => "notes-preview-same",
    };
    let args = [("count", told.into()), ("part", (part + 1).into()), ("parts", count.into())];
    let mut buttons = Vec::new();
    if !draft.is_empty() && draft.is_news() {
        let key =
            if draft.published.is_none() { "button-notes-publish" } else { "button-notes-revise" };
        buttons.push(step(NotesStep::Publish(draft.mark()), key, Weight::Main));
    }
    buttons.push(step(NotesStep::Draft(Page::At(0)), "button-notes-back", Weight::Plain));
    if part > 0 {
        buttons.push(step(NotesStep::Preview(part - 1), "button-previous-page", Weight::Plain));
    }
    if part + 1 < count {
        buttons.push(step(NotesStep::Preview(part + 1), "button-next-page", Weight::Plain));
    }
    Message { card, buttons, ..Message::text(reader.text(key, &args)) }
}

/// Notes are published.
pub fn published(reader: Reader, published: &Published) -> Message {
    let view = published.draft.view();
    let args = [
        ("number", published.draft.number.to_string().into()),
        ("group", reader.label(&view.group.name).into()),
        ("revision", published.revision.number.into()),
        ("command", reader.command("notes-approve").into()),
    ];
    let key = if published.revision.number == 1 { "notes-published" } else { "notes-revised" };
    let mut lines = vec![reader.text(key, &args)];
    lines.extend(published.was_open.then(|| reader.text("notes-closed-meeting", &[])));
    lines.push(reader.text("notes-approve-later", &args));
    let id = ButtonId::Notes(view.meeting.id, NotesStep::Show(0, Page::Open));
    let buttons = vec![Button::new(reader, id, "button-notes-read", Weight::Plain)];
    Message { buttons, ..Message::text(lines.join("\n")) }
}

/// "✅ 1. Bredband".
fn line(reader: Reader, draft: &Draft, (at, section): (usize, &Section)) -> String {
    let mark = if section.is_empty() { "▫️" } else { "✅" };
    let heading = draft.content.chapters.get(at).map(|chapter| heading(reader, chapter));
    format!("{mark} {}", heading.unwrap_or_else(|| reader.label(section.heading.as_str())))
}

/// A section as something to pick; of one that is too long for a form, each of its parts.
fn options(reader: Reader, draft: &Draft, (at, section): (usize, &Section)) -> Vec<SelectOption> {
    let plain = reader.on(Surface::Page);
    let heading = draft.content.chapters.get(at).map(|chapter| heading(plain, chapter));
    let heading = heading.unwrap_or_else(|| section.heading.to_string());
    let text = section.said.as_ref().or(section.agreed.as_ref()).map_or("", Prose::as_str);
    let mut parts = in_parts(text, MOST_IN_INPUT);
    if parts.is_empty() {
        parts.push(String::new());
    }
    let many = parts.len() > 1;
    let one = |(part, text): (usize, String)| {
        let label = if many {
            let number = (part + 1).into();
            reader.text("notes-part", &[("title", heading.clone().into()), ("number", number)])
        } else {
            heading.clone()
        };
        let told = text.replace('\n', " ");
        let note = if told.is_empty() {
            reader.text("notes-nothing-yet", &[])
        } else {
            shortened_to(&told, MOST_TOLD)
        };
        let step = NotesStep::Section(section.of, part);
        SelectOption { id: ButtonId::Notes(draft.view().meeting.id, step), label, note }
    };
    parts.into_iter().enumerate().map(one).collect()
}
