//! A group as a file: CSV as spreadsheets write it, and XLSX. One row a seat; what the columns mean
//! stands in `docs/FILES.md`.
//!
//! Reads and writes bytes, knows nothing of where they come from. Everything that is wrong is told
//! at once, by row and column.

mod csv;
mod rows;
mod xlsx;

use crate::domain::language::Language;
use crate::domain::roster::{Reading, Row, Unread};

/// The most rows that are read.
pub const MOST_ROWS: usize = 20_000;
/// The most columns that are read: far more than a group's file has.
const MOST_COLUMNS: usize = 40;
/// The most bytes of text that a table may hold: a long file of a group has a quarter of it.
const MOST_TEXT: usize = 16 * 1024 * 1024;
/// The largest file that is read, in bytes.
pub const LARGEST: usize = 8 * 1024 * 1024;
/// What is told of a larger one.
pub const TOO_LARGE: Unread = Unread::Size(LARGEST / (1024 * 1024));
const TOO_MANY_ROWS: Unread = Unread::Rows(MOST_ROWS);
const TOO_MANY_COLUMNS: Unread = Unread::Columns(MOST_COLUMNS);

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// The end of a file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Cells, a line each; the first is the header.
type Table = Vec<Vec<Cell>>;

/// A cell as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    text: String,
    /// Whether the file keeps it as a number: a spreadsheet leaves 15 digits of one, and zeros.
    is_number: bool,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: false }
    }

    fn number(text: String) -> Self {
        Self { text, is_number: true }
    }
}

/// Reads a group's rows, whatever the format: XLSX is known by its first bytes.
///
/// # Errors
/// A file that cannot be read at all. What is wrong in one that can stands beside its rows.
pub fn read(bytes: &[u8]) -> Result<Reading, Unread> {
    if bytes.len() > LARGEST {
        return Err(TOO_LARGE);
    }
    let table =
        if bytes.starts_with(b"PK\x03\x04") { xlsx::read(bytes)? } else { csv::read(bytes)? };
    Ok(rows::read(&table))
}

/// Writes a group's rows, with the header in this language.
///
/// # Errors
/// A cell that the format cannot hold, in words.
pub fn write(format: Format, language: Language, rows: &[Row]) -> Result<Vec<u8>, String> {
    write_tables(format, language, &[("", &rows::write(language, rows))])
}

/// Writes tables of text: XLSX holds them all as sheets by their names, CSV the first.
///
/// # Errors
/// A cell that the format cannot hold, in words.
pub fn write_tables(
    format: Format,
    language: Language,
    tables: &[(&str, &[Vec<String>])],
) -> Result<Vec<u8>, String> {
    match format {
        Format::Csv => csv::write(language, tables.first().map_or(&[], |(_, table)| table)),
        Format::Xlsx => xlsx::write(tables).map_err(|error| error.to_string()),
    }
}

/// A group's rows as a table, with the header in this language.
pub fn table(language: Language, rows: &[Row]) -> Vec<Vec<String>> {
    rows::write(language, rows)
}
