//! Answers about files: what one would change, that it is done, and a group as a file.

use crate::actions::registry::export::Exported;
use crate::actions::registry::import::Planned;
use crate::domain::roster::Change;

use super::button::ButtonId;
use super::card::{listed, listed_with_file};
use super::changes::line;
use super::groups::titled;
use super::log;
use super::reader::{Reader, Surface};
use super::seats::newcomers;
use super::{Button, Card, File, Message, Weight};

/// What a file would change, with a button that carries it out.
pub fn planned(reader: Reader, planned: &Planned) -> Message {
    let rows = planned.rows;
    let title = titled(reader, "import-title", &planned.group);
    let Some(import) = planned.import else {
        let body = reader.text("import-nothing", &[("rows", rows.into())]);
        return Message { card: Some(Card { body, ..title }), ..Message::default() };
    };
    // What nobody may overlook stands first: what is asked, and then who goes.
    let mut changes: Vec<&Change> = planned.difference.changes.iter().collect();
    changes.sort_by_key(|change| (!is_asked(change), !takes_away(change)));
    let told = |reader: Reader, change: &&Change| line(reader, change);
    let (body, files) = listed_with_file(reader, &changes, "import-whole-file", told);
    let body = format!(
        "{}\n**{}**\n{}",
        reader.text("import-planned", &[("rows", rows.into())]),
        counts(reader, planned),
        body
    );
    let newcomers = newcomers(reader, &planned.newcomers);
    let of_others = (!newcomers.is_empty()).then(|| listed(reader, "import-newcomers", &newcomers));
    let fields = of_others.into_iter().collect();
    let buttons = vec![
        Button::new(reader, ButtonId::CarryOut(import), "button-import", Weight::Main),
        Button::new(reader, ButtonId::Discard(import), "button-cancel", Weight::Plain),
    ];
    Message { card: Some(Card { body, fields, ..title }), buttons, files, ..Message::default() }
}

const fn is_asked(change: &Change) -> bool {
    matches!(change, Change::Linked { doubtful: Some(_), .. })
}

const fn takes_away(change: &Change) -> bool {
    matches!(change, Change::Goes { .. } | Change::ComesNot { .. } | Change::SeatGone(..))
}

fn counts(reader: Reader, planned: &Planned) -> String {
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
                        | Change::SeatBecomes { .. }
                        | Change::SeatUntil(..)
                        | Change::Linked { .. }
                )
            })
            .into(),
        ),
    ];
    reader.text("import-counts", &args)
}

/// A file was carried out.
pub fn done(reader: Reader, planned: &Planned) -> Message {
    let args = [("rows", planned.rows.into()), ("group", reader.label(&planned.group.name).into())];
    let words = format!("{}\n{}", reader.text("import-done", &args), counts(reader, planned));
    Message::text(words)
}

/// While a file is being read.
pub fn reading(reader: Reader) -> Message {
    Message::text(reader.text("import-reading", &[]))
}

/// While a file is being carried out: how far it is, in percent.
pub fn carrying_out(reader: Reader, percent: usize) -> Message {
    Message::text(reader.text("import-carrying-out", &[("percent", percent.into())]))
}

/// A group as a file, with the log of its changes beside it.
pub fn exported(reader: Reader, exported: &Exported, files: Vec<File>) -> Message {
    let args = [
        ("group", reader.label(&exported.group.name).into()),
        ("command", reader.command("group-import").into()),
    ];
    Message { files, ..Message::text(reader.text("export-done", &args)) }
}

/// The names of a workbook's sheets: the group, and the log.
pub fn sheet_names(reader: Reader) -> (String, String) {
    (reader.text("export-group-sheet", &[]), reader.text("export-log-sheet", &[]))
}

/// The log of a group as a table of text, the header first.
pub fn log_table(reader: Reader, exported: &Exported) -> Vec<Vec<String>> {
    let header = ["log-column-at", "log-column-by", "log-column-what", "log-column-about"];
    let header = header.map(|key| reader.text(key, &[])).to_vec();
    let reader = reader.by_clock_of(&exported.group).on(Surface::File);
    let lines = exported.log.iter().map(|line| log::cells(reader, line));
    std::iter::once(header).chain(lines).collect()
}
