//! Answers about files: what one would change, that it is done, and a group as a file.

use crate::actions::registry::export::Exported;
use crate::actions::registry::import::Planned;
use crate::domain::language::Language;
use crate::domain::roster::Change;

use super::button::ButtonId;
use super::card::listed;
use super::changes::{line, line_on};
use super::commands::typed;
use super::groups::titled;
use super::log;
use super::names::{Surface, plain};
use super::texts::text;
use super::{Button, Card, File, Message, Weight};

/// What a file would change, with a button that carries it out.
pub fn planned(language: Language, planned: &Planned) -> Message {
    let rows = planned.rows;
    let title = titled(language, "import-title", &planned.group);
    let Some(import) = planned.import else {
        let body = text(language, "import-nothing", &[("rows", rows.into())]);
        return Message { card: Some(Card { body, ..title }), ..Message::default() };
    };
    // What nobody may overlook stands first: what is asked, and then who goes.
    let mut changes: Vec<&Change> = planned.difference.changes.iter().collect();
    changes.sort_by_key(|change| (!is_asked(change), !takes_away(change)));
    let lines: Vec<String> = changes.iter().map(|change| line(language, change)).collect();
    let in_file = || changes.iter().map(|one| line_on(Surface::File, language, one)).collect();
    let (listed, files) = listed(language, &lines, "import-whole-file", in_file);
    let body = format!(
        "{}\n**{}**\n{}",
        text(language, "import-planned", &[("rows", rows.into())]),
        counts(language, planned),
        listed
    );
    let buttons = vec![
        Button::new(language, ButtonId::CarryOut(import), "button-import", Weight::Main),
        Button::new(language, ButtonId::Discard(import), "button-cancel", Weight::Plain),
    ];
    Message { card: Some(Card { body, ..title }), buttons, files, ..Message::default() }
}

const fn is_asked(change: &Change) -> bool {
    matches!(change, Change::Linked { doubtful: Some(_), .. })
}

const fn takes_away(change: &Change) -> bool {
    matches!(change, Change::Goes { .. } | Change::ComesNot { .. } | Change::SeatGone(..))
}

fn counts(language: Language, planned: &Planned) -> String {
    let count = |wanted: fn(&Change) -> bool| {
        planned.difference.changes.iter().filter(|change| wanted(change)).count()
    };
    let args = [
        ("seats", count(|one| matches!(one, Change::NewSeat(_))).into()),
        ("comes", count(|one| matches!(one, Change::Comes { .. })).into()),
        ("goes", count(takes_away).into()),
        (
            "changed",
            count(|one| {
                matches!(
                    one,
                    Change::Redated { .. }
                        | Change::SeatBecomes(..)
                        | Change::SeatUntil(..)
                        | Change::Linked { .. }
                )
            })
            .into(),
        ),
    ];
    text(language, "import-counts", &args)
}

/// A file was carried out.
pub fn done(language: Language, planned: &Planned) -> Message {
    let args = [("rows", planned.rows.into()), ("group", plain(&planned.group.name).into())];
    let words = format!("{}\n{}", text(language, "import-done", &args), counts(language, planned));
    Message::text(words)
}

/// While a file is being read.
pub fn reading(language: Language) -> Message {
    Message::text(text(language, "import-reading", &[]))
}

/// While a file is being carried out: how far it is, in percent.
pub fn carrying_out(language: Language, percent: usize) -> Message {
    Message::text(text(language, "import-carrying-out", &[("percent", percent.into())]))
}

/// A group as a file, with the log of its changes beside it.
pub fn exported(language: Language, exported: &Exported, files: Vec<File>) -> Message {
    let args = [
        ("group", plain(&exported.group.name).into()),
        ("command", typed(language, "group-import").into()),
    ];
    Message { files, ..Message::text(text(language, "export-done", &args)) }
}

/// The names of a workbook's sheets: the group, and the log.
pub fn sheet_names(language: Language) -> (String, String) {
    (text(language, "export-group-sheet", &[]), text(language, "export-log-sheet", &[]))
}

/// The log of a group as a table of text, the header first.
pub fn log_table(language: Language, exported: &Exported) -> Vec<Vec<String>> {
    let header = ["log-column-at", "log-column-by", "log-column-what", "log-column-about"];
    let header = header.map(|key| text(language, key, &[])).to_vec();
    let zone = exported.group.rule.zone;
    let lines = exported.log.iter().map(|line| log::cells(language, zone, line));
    std::iter::once(header).chain(lines).collect()
}
