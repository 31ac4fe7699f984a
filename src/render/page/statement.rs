//! The accessibility statement, which public bodies in Sweden must give (SFS 2018:1937, section 13).

use askama::Template;
use chrono::NaiveDate;

use super::address::short;
use super::{Frame, Link, STATEMENT_PATH, Visit, written};

/// What whoever runs the bot says of its pages' accessibility.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Who answers for the pages.
    pub publisher: Option<String>,
    /// An e-mail address, or the address of a page: where faults are told of.
    pub contact: Option<String>,
    /// What is known not to be accessible.
    pub faults: Option<String>,
    /// When the pages were gone through last.
    pub reviewed: Option<NaiveDate>,
}

type Section = (String, Vec<(&'static str, String)>);

#[derive(Template)]
#[template(path = "statement.html", config = "src/render/page/askama.toml")]
struct StatementHtml<'a> {
    frame: Frame<'a>,
    about: String,
    /// Each a heading and lines, each with the language that it is in.
    sections: Vec<Section>,
    contact: Option<Link>,
    reviewed: Option<String>,
}

/// The statement, as a page.
pub fn statement(visit: Visit<'_>, says: &Statement) -> String {
    let reader = visit.reader();
    let say = |key: &str| reader.text(key, &[]);
    let about = match &says.publisher {
        Some(name) => reader.text("statement-about-of", &[("name", reader.label(name).into())]),
        None => say("statement-about"),
    };
    let line = |key: &str| (short(reader.language), say(key));
    let how = match &says.faults {
        // It stands in Swedish in the settings.
        Some(faults) => vec![line("statement-partly"), ("sv", reader.words(faults))],
        None => vec![line("statement-built"), line("statement-no-faults")],
    };
    let tell = match &says.contact {
        Some(_) => "statement-tell",
        None => "statement-tell-official",
    };
    let sections = vec![
        (say("statement-how"), [how, vec![line("statement-documents")]].concat()),
        (say("statement-tested"), vec![line("statement-tests")]),
        (say("statement-supervision"), vec![line("statement-complain")]),
        (say("statement-missing"), vec![line(tell)]),
    ];
    let contact = says.contact.as_ref().map(|contact| {
        let is_page = contact.starts_with("https://") || contact.starts_with("http://");
        let href = if is_page { contact.clone() } else { format!("mailto:{contact}") };
        Link::to(href, contact.clone())
    });
    let reviewed = says
        .reviewed
        .map(|day| reader.text("statement-reviewed", &[("date", reader.day(day).into())]));
    let frame = Frame::of_all(visit, say("page-accessibility"), Some(STATEMENT_PATH));
    written(&StatementHtml { frame, about, sections, contact, reviewed })
}
