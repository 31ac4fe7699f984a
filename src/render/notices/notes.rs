//! The texts of notices about notes: the posts in which a group reads them, a line in the thread, a word from the other of a
//! pair.

use super::{above, with_names};
use crate::actions::notices::Address;
use crate::actions::notices::notes::{MENTIONS_IN_POST, NotesFacts, NotesPost, Word, readers};
use crate::actions::presence::{PlaceShown, Register};
use crate::actions::view::MeetingView;
use crate::domain::notes::{Content, MOST_POSTS, NotesNumber, Passage, ReadAs, posts};
use crate::domain::notice::NotesNotice;
use crate::domain::person::Person;
use crate::render::button::{ButtonId, NotesStep, Page};
use crate::render::card::{accounts, field, shortened};
use crate::render::notes::document::{absent, approved_here, document, gap, heading, present};
use crate::render::notes::{footer, title};
use crate::render::reader::Reader;
use crate::render::{Button, Card, Field, File, Message, Tone, Weight};

/// How many characters of a card may name those who were there, those who were not, and what was approved: a card
/// holds 6,000 in all.
const MOST_NAMED: [usize; 3] = [1000, 500, 300];

/// What such a message was about, in a word or two.
pub const fn word(kind: NotesNotice) -> &'static str {
    match kind {
        NotesNotice::Post | NotesNotice::Line => "own-message-notes",
        NotesNotice::Word => "own-message-hand-over",
        NotesNotice::Ask => "own-message-hand-over-asked",
    }
}

pub(super) fn message(reader: Reader, to: &Address, facts: &NotesFacts) -> Message {
    match facts {
        NotesFacts::Post(post) => self::post(reader, post),
        NotesFacts::Line(post) => line(reader, post),
        NotesFacts::Word(word) => self::word_left(reader, to, word),
        NotesFacts::Ask(register) => ask(reader, register),
    }
}

/// One of the posts. The first says what it is and names those whom it is for; what is edited pings nobody anew.
fn post(reader: Reader, post: &NotesPost) -> Message {
    let view = &post.register.view;
    let first = post.part == 0;
    let key = if first { "notes-text" } else { "notes-rest" };
    let text = reader.text(key, &about(reader, view));
    let named: Vec<&Person> = readers(&post.register)
        .into_iter()
        .skip(post.part * MENTIONS_IN_POST)
        .take(MENTIONS_IN_POST)
        .collect();
    let message = with_names(reader, text, &named);
    let footer = footer(reader, view, (&post.revision, post.approved.as_ref()));
    let card = card(reader, (post.head.number, view), &post.revision.content, post.part);
    let card = card.map(|card| Card { footer: footer.clone(), ..card });
    let number = post.head.number;
    let whole = || document(reader, (number, view), &post.revision.content, &footer);
    let files =
        first.then(|| File { name: file_name(reader, number, view), bytes: whole().into_bytes() });
    let buttons = vec![read(reader, view)];
    Message { card, buttons, files: files.into_iter().collect(), ..message }
}

/// What stands in one of the posts; `None` where nothing is left for it.
pub fn card(
    reader: Reader,
    (number, view): (Option<NotesNumber>, &MeetingView),
    content: &Content,
    part: usize,
) -> Option<Card> {
    let all = posts(content);
    let passages = all.get(part).filter(|_| part < MOST_POSTS);
    if passages.is_none() && part > 0 {
        return None;
    }
    let mut body = passages.map_or_else(String::new, |passages| text(reader, content, passages));
    if part + 1 == MOST_POSTS && all.len() > MOST_POSTS {
        body = format!("{body}\n\n{}", reader.text("notes-goes-on", &[]));
    }
    let fields = if part == 0 { named(reader, content) } else { Vec::new() };
    let title = title(reader, number, view);
    Some(Card { title, body, fields, tone: Tone::Calm, ..Card::default() })
}

/// The passages of a post as text.
fn text(reader: Reader, content: &Content, passages: &[Passage]) -> String {
    let mut text = String::new();
    let same =
        |one: &Passage, next: &Passage| (one.chapter, one.read_as) == (next.chapter, next.read_as);
    for run in passages.chunk_by(same) {
        let Some(first) = run.first() else { continue };
        let Some(chapter) = content.chapters.get(first.chapter) else { continue };
        if first.opens {
            let gap = if text.is_empty() { "" } else { "\n\n" };
            text.push_str(&format!("{gap}**{}**", heading(reader, chapter)));
        }
        let written: String = run.iter().map(|passage| passage.text.as_str()).collect();
        if written.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        if first.read_as == Some(ReadAs::Agreed) && first.is_first {
            let gap = if gap(&written) == " " { " " } else { "\n" };
            text.push_str(&format!("__{}__{gap}", reader.text("notes-agreed", &[])));
        }
        text.push_str(&reader.prose(written.trim_end()));
    }
    text
}

/// Who was there, who was not, and what was approved, each where there is any.
fn named(reader: Reader, content: &Content) -> Vec<Field> {
    let named = [
        ("notes-present", present(reader, content)),
        ("notes-absent", absent(reader, content)),
        ("notes-approved-here", approved_here(reader, &content.approved)),
    ];
    let named = named.into_iter().zip(MOST_NAMED).filter(|((_, names), _)| !names.is_empty());
    named
        .map(|((key, names), most)| field(reader, key, shortened(reader, &names, most, ", ")))
        .collect()
}

/// What the notes are called as a file.
pub fn file_name(reader: Reader, number: Option<NotesNumber>, view: &MeetingView) -> String {
    let word = reader.text("notes-file", &[]);
    let group: String = view
        .group
        .name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    match number {
        Some(number) => format!("{word}-{group}-{}-{}.md", number.year, number.number),
        None => format!("{word}-{group}.md"),
    }
}

/// In the meeting's thread: that they are published, or that they are revised.
fn line(reader: Reader, post: &NotesPost) -> Message {
    let view = &post.register.view;
    let is_first = post.revision.number == 1;
    let key = if is_first { "notes-line" } else { "notes-line-revised" };
    let args = [("number", post.revision.number.into())];
    let mut buttons = vec![read(reader, view)];
    if !is_first {
        let id = ButtonId::Notes(view.meeting.id, NotesStep::Compare(post.revision.number));
        buttons.push(Button::new(reader, id, "button-notes-compare", Weight::Plain));
    }
    Message { buttons, ..Message::text(reader.text(key, &args)) }
}

/// A word from the other of a pair.
fn word_left(reader: Reader, to: &Address, word: &Word) -> Message {
    let view = &word.view;
    let from = word.from.as_ref();
    let from = from.map_or_else(|| reader.text("former", &[]), |person| reader.name(person));
    let mut args = about(reader, view);
    args.push(("person", from.into()));
    let text = reader.text("hand-over-text", &args);
    let card = Card {
        title: reader.text("hand-over-title", &args),
        body: reader.words(word.words.as_str()),
        ..Card::default()
    };
    let pings = accounts(to.person.iter());
    Message { card: Some(card), buttons: vec![read(reader, view)], pings, ..Message::text(text) }
}

/// Whoever attended is asked for a word to the other of their pair: those who came in somebody's place are pinged.
fn ask(reader: Reader, register: &Register) -> Message {
    let stood_in = register.places.iter().filter(|one| one.is_substituted());
    let lines = stood_in.flat_map(|one: &PlaceShown| {
        one.lines.iter().filter(|line| one.stands_in(line)).collect::<Vec<_>>()
    });
    let people: Vec<&Person> = lines
        .filter_map(|line| match line.who {
            crate::domain::agenda::Participant::Person(person) => register.person(person),
            crate::domain::agenda::Participant::Named(_) => None,
        })
        .take(MENTIONS_IN_POST)
        .collect();
    let text = reader.text("hand-over-ask", &[]);
    let names: Vec<String> = people.iter().map(|person| reader.mention(person)).collect();
    let id = ButtonId::Notes(register.view.meeting.id, NotesStep::Word);
    let buttons = vec![Button::new(reader, id, "button-hand-over", Weight::Plain)];
    let pings = accounts(people);
    Message { buttons, pings, ..Message::text(above(&text, &names.join(" "))) }
}

fn about(reader: Reader, view: &MeetingView) -> Vec<crate::render::texts::Arg<'static>> {
    vec![
        ("group", reader.label(&view.group.name).into()),
        ("when", reader.shortly(&view.group, &view.meeting).into()),
    ]
}

fn read(reader: Reader, view: &MeetingView) -> Button {
    let id = ButtonId::Notes(view.meeting.id, NotesStep::Show(0, Page::Open));
    Button::new(reader, id, "button-notes-read", Weight::Main)
}
