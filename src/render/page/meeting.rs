//! A meeting with its agenda and documents.

use askama::Template;

use super::address::{Address, What};
use super::calendar::{instant, place, state, told, zone};
use super::text::{Piece, pieces};
use super::{Frame, Link, Visit, prose, written};
use crate::actions::agenda::AgendaItem;
use crate::actions::calendar::pages::{MeetingPage, NotesOnPage, Query};
use crate::domain::agenda::Document;
use crate::domain::meeting::MeetingState;
use crate::domain::notes::Chapter;
use crate::render::agenda::clock;
use crate::render::agenda::item::what;
use crate::render::notes::document::heading;
use crate::render::reader::Reader;

#[derive(Template)]
#[template(path = "meeting.html", config = "src/render/page/askama.toml")]
struct MeetingHtml<'a> {
    frame: Frame<'a>,
    /// Where all meetings are.
    back: String,
    group: String,
    lang_of_group: Option<&'static str>,
    state: Option<String>,
    when: String,
    starts: String,
    zone: Option<String>,
    place: Vec<Piece>,
    /// The meeting for a calendar program.
    file: Option<String>,
    items: Vec<ItemShown>,
    notes: Option<NotesShown>,
}

/// What was noted: its title, that it is published or approved, and its chapters.
struct NotesShown {
    title: String,
    state: String,
    chapters: Vec<ChapterShown>,
}

struct ChapterShown {
    heading: String,
    /// HTML of our own.
    said: String,
    agreed: String,
}

struct ItemShown {
    title: String,
    at: String,
    clock: String,
    what: String,
    is_preliminary: bool,
    background: Vec<Vec<Piece>>,
    facts: Vec<(String, String)>,
    documents: Vec<Link>,
}

/// A meeting at an address, as a page.
pub fn meeting(visit: Visit<'_>, address: &Address, page: &MeetingPage) -> String {
    let reader = visit.reader();
    let MeetingPage { scope, group, meeting, agenda, notes } = page;
    let when = reader.when(group, meeting);
    // Whoever has the address of a meeting can take part.
    let in_call = reader.text("page-address-in-call", &[]);
    let instead = scope.is_public.then_some(&*in_call);
    let item = |(one, at): (&AgendaItem, chrono::DateTime<chrono::Utc>)| {
        let background = one.item.background.as_ref().map(|text| text.as_str());
        let lines = background.unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
        ItemShown {
            title: told(instead, one.item.title.as_str()),
            at: instant(group, at),
            clock: clock(group, at),
            what: what(reader, one),
            is_preliminary: one.item.is_preliminary(Some(meeting)),
            background: lines.map(|line| pieces(&reader.words(line))).collect(),
            facts: facts(reader, one),
            documents: one
                .documents
                .iter()
                .map(|document| to_document(visit, (address, page), document))
                .collect(),
        }
    };
    let title = format!("{} – {when}", reader.label(&group.name));
    let is_on = meeting.state != MeetingState::Cancelled;
    let file = || visit.to(&address.with(What::File(meeting.id)));
    written(&MeetingHtml {
        frame: Frame::of(visit, address, scope, title),
        back: visit.to(&address.with(What::Calendar(Query::default()))),
        group: reader.label(&group.name),
        lang_of_group: visit.lang_of(group),
        state: state(reader, meeting),
        when,
        starts: instant(group, meeting.starts),
        zone: zone(&scope.organisation, group),
        place: place(instead, meeting),
        file: is_on.then(file),
        items: agenda.items.iter().zip(agenda.times(meeting)).map(item).collect(),
        notes: notes.as_ref().map(|notes| noted(reader, instead, notes)),
    })
}

/// What was noted, as it stands on the page.
fn noted(reader: Reader, instead: Option<&str>, notes: &NotesOnPage) -> NotesShown {
    let number = notes.number.map(|number| number.to_string()).unwrap_or_default();
    let day = [("day", reader.day(notes.published).into())];
    let published = reader.text("notes-published-on", &day);
    let approved = if notes.is_approved { "page-notes-approved" } else { "notes-not-approved" };
    let html = |text: Option<&String>| {
        text.map(|text| prose::written(&told(instead, text))).unwrap_or_default()
    };
    let chapter = |one: &Chapter| ChapterShown {
        heading: told(instead, &heading(reader, one)),
        said: html(one.said.as_ref()),
        agreed: html(one.agreed.as_ref()),
    };
    NotesShown {
        title: reader.text("page-notes", &[("number", number.into())]),
        state: format!("{published} · {}", reader.text(approved, &[])),
        chapters: notes.chapters.iter().map(chapter).collect(),
    }
}

fn facts(reader: Reader, one: &AgendaItem) -> Vec<(String, String)> {
    let names = |all: Vec<String>| (!all.is_empty()).then(|| all.join(", "));
    let concerns = one.concerns.iter().map(|(_, name)| reader.label(name)).collect();
    let topics = one.topics.iter().map(|topic| reader.label(&topic.name)).collect();
    let both = [("field-concerns", names(concerns)), ("field-topics", names(topics))];
    let told = both.into_iter().filter_map(|(key, text)| Some((reader.text(key, &[]), text?)));
    told.collect()
}

fn to_document(
    visit: Visit<'_>,
    (address, page): (&Address, &MeetingPage),
    document: &Document,
) -> Link {
    let reader = visit.reader();
    let name = reader.label(&document.name);
    match &document.link {
        Some(link) => Link::to(link.to_string(), name),
        None => {
            let what = What::Document(page.meeting.id, document.id);
            let kilobytes = (document.size + 1023).div_euclid(1024);
            let args = [("what", name.into()), ("count", kilobytes.into())];
            Link::to(visit.to(&address.with(what)), reader.text("item-file", &args))
        }
    }
}
