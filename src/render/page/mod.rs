//! The calendar as pages: HTML that needs no script, in the reader's language, made from templates beside this file.
//!
//! What people have written is text there and nothing else: the templates escape it, its direction ends with it, and
//! of the addresses in it those alone become links that a browser opens and that run nothing.

pub mod address;
mod attendance;
mod calendar;
mod meeting;
mod prose;
mod statement;
mod text;

use askama::Template;

use super::reader::{Reader, Surface};
use crate::actions::calendar::pages::{Query, Scope};
use crate::domain::group::{Group, Organisation};
use crate::domain::language::Language;
use address::{Address, What, short};

pub use attendance::attendance;
pub use calendar::calendar;
pub use meeting::meeting;
pub use statement::{Statement, statement};
pub(super) use text::without_addresses;

/// What makes the pages look as they do, as it is served.
pub const STYLE: &str = include_str!("style.css");
/// What stands beside a page's name in a browser (SVG).
pub const ICON: &str = include_str!("icon.svg");
/// Where the accessibility statement is: Swedish authorities have it there.
pub const STATEMENT_PATH: &str = "/tillganglighet";

/// Somebody who looks at something.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    pub language: Language,
    /// Whether they asked for that language, and their browser for none.
    pub is_chosen: bool,
    /// What stands before every path: empty, or the path that all pages lie below.
    pub base: &'a str,
}

impl Visit<'_> {
    const fn reader(&self) -> Reader {
        Reader::on_discord(self.language).on(Surface::Page)
    }

    fn to(&self, address: &Address) -> String {
        format!("{}{}", self.base, address.written())
    }

    /// The same path in the other language.
    fn in_other(&self, written: impl Fn(Language) -> String) -> (&'static str, String) {
        let other = match self.language {
            Language::Swedish => Language::English,
            Language::English => Language::Swedish,
        };
        (short(other), format!("{}{}", self.base, written(other)))
    }

    /// The language of what a group has written, where that is not the page's.
    fn lang_of(&self, group: &Group) -> Option<&'static str> {
        (group.language != self.language).then(|| short(group.language))
    }
}

/// A link, and whether it leads to what is looked at.
struct Link {
    href: String,
    text: String,
    is_current: bool,
}

impl Link {
    const fn to(href: String, text: String) -> Self {
        Self { href, text, is_current: false }
    }
}

/// What stands on every page.
struct Frame<'a> {
    visit: Visit<'a>,
    title: String,
    is_public: bool,
    base: &'a str,
    /// Where the whole calendar is.
    home: Option<Link>,
    /// The same in the other language.
    other: Option<(&'static str, String)>,
}

impl<'a> Frame<'a> {
    /// Around what is at an address.
    fn of(visit: Visit<'a>, address: &Address, scope: &Scope, title: String) -> Self {
        let in_language = |language| Address { language: Some(language), ..address.clone() };
        let home = address.with(What::Calendar(Query::default()));
        Self {
            visit,
            title,
            is_public: scope.is_public,
            base: visit.base,
            home: Some(Link::to(visit.to(&home), scope.organisation.name.clone())),
            other: Some(visit.in_other(|language| in_language(language).written())),
        }
    }

    /// Around what belongs to no calendar.
    fn of_all(visit: Visit<'a>, title: String, path: Option<&str>) -> Self {
        let other = path.map(|path| visit.in_other(|other| path_in(path, other)));
        Self { visit, title, is_public: path.is_some(), base: visit.base, home: None, other }
    }

    const fn lang(&self) -> &'static str {
        short(self.visit.language)
    }

    fn say(&self, key: &str) -> String {
        self.visit.reader().text(key, &[])
    }

    /// Where the accessibility statement is.
    fn statement(&self) -> String {
        let path = match self.visit.is_chosen {
            true => path_in(STATEMENT_PATH, self.visit.language),
            false => STATEMENT_PATH.to_owned(),
        };
        format!("{}{path}", self.base)
    }
}

/// The path of a page that is nobody's, in a language.
fn path_in(path: &str, language: Language) -> String {
    format!("{path}?lang={}", short(language))
}

#[derive(Template)]
#[template(path = "front.html", config = "src/render/page/askama.toml")]
struct Front<'a> {
    frame: Frame<'a>,
    organisations: Vec<Link>,
}

/// Which calendars everybody may look at.
pub fn front(visit: Visit<'_>, organisations: &[Organisation]) -> String {
    use crate::actions::calendar::pages::PagePlace;
    let reader = visit.reader();
    let link = |one: &Organisation| {
        let address = Address::calendar(PagePlace::Public(one.id, None));
        let language = visit.is_chosen.then_some(visit.language);
        Link::to(visit.to(&Address { language, ..address }), reader.label(&one.name))
    };
    let frame = Frame::of_all(visit, reader.text("page-front", &[]), Some("/"));
    written(&Front { frame, organisations: organisations.iter().map(link).collect() })
}

#[derive(Template)]
#[template(path = "nothing.html", config = "src/render/page/askama.toml")]
struct Nothing<'a> {
    frame: Frame<'a>,
    lines: Vec<String>,
}

/// What is said of everything that is not there, and of everything that was.
pub fn nothing(visit: Visit<'_>) -> String {
    told(visit, "page-nothing", &["page-nothing-why", "page-nothing-do"])
}

/// That it does not work right now.
pub fn later(visit: Visit<'_>) -> String {
    told(visit, "page-later", &["page-later-do"])
}

/// That somebody asks for too much.
pub fn too_many(visit: Visit<'_>) -> String {
    told(visit, "page-too-many", &["page-too-many-do"])
}

fn told(visit: Visit<'_>, title: &str, lines: &[&str]) -> String {
    let reader = visit.reader();
    let frame = Frame::of_all(visit, reader.text(title, &[]), None);
    written(&Nothing { frame, lines: lines.iter().map(|key| reader.text(key, &[])).collect() })
}

/// A template filled in. Nothing in one fails: they write into memory.
fn written(template: &impl Template) -> String {
    template.render().unwrap_or_else(|error| {
        tracing::error!(%error, "a page could not be written");
        String::new()
    })
}
