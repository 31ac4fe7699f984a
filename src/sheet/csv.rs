//! CSV as spreadsheets write and read it: semicolons, commas or tabs, UTF-8 with or without a mark,
//! UTF-16, or Windows-1252 ("Latin-1").

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use super::{Cell, MOST_COLUMNS, MOST_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Table};
use crate::domain::language::Language;
use crate::domain::roster::Unread;

/// What a spreadsheet takes for the beginning of a formula, and our own mark for it.
const FORMULA: [char; 5] = ['=', '+', '-', '@', '\''];

/// The most cells that a table may have, empty ones too.
const MOST_CELLS: usize = MOST_ROWS * MOST_COLUMNS;

/// Reads a table.
pub fn read(bytes: &[u8]) -> Result<Table, Unread> {
    let text = decoded(bytes);
    // What no encoding of ours writes, such as some of the letters of MS-DOS.
    if text.contains(|c| c == '\0' || ('\u{80}'..='\u{9f}').contains(&c)) {
        return Err(Unread::Kind);
    }
    let delimiter = delimiter(&text);
    // A line is read whole, however many cells it has.
    if text.bytes().filter(|sign| *sign == delimiter).count() > MOST_CELLS {
        return Err(TOO_MANY_COLUMNS);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut table = Table::new();
    let lines = Lines::of(&text);
    for record in reader.records() {
        let record = record.map_err(|_| Unread::Kind)?;
        // The reader leaves empty lines out; a spreadsheet counts them as rows.
        let rows = MOST_ROWS.saturating_sub(table.len());
        let empty = record.position().map_or(0, |before| lines.empty_at(before.byte()));
        table.extend(std::iter::repeat_n(Vec::new(), empty.min(rows)));
        if table.len() > MOST_ROWS {
            return Err(TOO_MANY_ROWS);
        }
        let used = record.iter().zip(1..).filter(|(cell, _)| !cell.trim().is_empty());
        let used = used.last().map_or(0, |(_, used)| used);
        if used > MOST_COLUMNS {
            return Err(TOO_MANY_COLUMNS);
        }
        table
            .push(record.iter().take(used).map(|cell| Cell::text(unmarked(cell.trim()))).collect());
    }
    Ok(table)
}

/// How the lines of a text end: asked once, since it takes the whole text to know.
struct Lines<'a> {
    text: &'a str,
    has_returns: bool,
    end: u8,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let end = if text.contains('\n') { b'\n' } else { b'\r' };
        Self { text, has_returns: text.contains('\r'), end }
    }

    /// How many empty lines stand at a place.
    fn empty_at(&self, at: u64) -> usize {
        let rest = usize::try_from(at).ok().and_then(|at| self.text.get(at..)).unwrap_or_default();
        // The reader stops between the two signs of a line's end.
        let rest = rest.strip_prefix('\n').filter(|_| at > 0 && self.has_returns).unwrap_or(rest);
        let breaks = rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        breaks.filter(|byte| *byte == self.end).count()
    }
}

/// The text of a file, by its mark; without one it is UTF-8 if it can be, and else what Excel writes on
/// Windows, or on a Macintosh, whose lines end otherwise.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if bytes.contains(&b'\r') && !bytes.contains(&b'\n') => {
            MACINTOSH.decode_without_bom_handling(bytes).0.into_owned()
        }
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// What parts the cells: the sign that stands most often in the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| header.bytes().filter(|byte| *byte == sign).count();
    [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// A cell without the mark that keeps it from being a formula.
fn unmarked(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA));
    rest.unwrap_or(cell)
}

/// Writes a table: with a mark, so that spreadsheets read the letters right, and parted as the
/// language's own spreadsheets expect. What would be taken for a formula is marked as text.
pub fn write(language: Language, table: &[Vec<String>]) -> Result<Vec<u8>, String> {
    let delimiter = match language {
        Language::Swedish => b';',
        Language::English => b',',
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    for row in table {
        let cells = row
            .iter()
            .map(|cell| if cell.starts_with(FORMULA) { format!("'{cell}") } else { cell.clone() });
        writer.write_record(cells).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        rows.iter().map(|row| row.iter().map(|cell| Cell::text(*cell)).collect()).collect()
    }

    #[test]
    fn a_macintosh_is_read_and_ms_dos_is_refused() {
        let mac = b"plats;ers\x8attare\r\r1;\x81sa \x85berg\r";
        let wanted = table(&[&["plats", "ersättare"], &[], &["1", "Åsa Öberg"]]);
        assert_eq!(read(mac), Ok(wanted));
        assert_eq!(read(b"plats;ers\x84ttare\r\n1;\x8fsa\r\n"), Err(Unread::Kind));
    }

    #[test]
    fn whatever_a_spreadsheet_writes_is_read() {
        let wanted = table(&[&["plats", "ordinarie"], &["1", "Åsa Öberg, Köping"]]);
        let utf8 = "plats;ordinarie\r\n1;\"Åsa Öberg, Köping\"\r\n";
        let latin1 = WINDOWS_1252.encode(utf8).0.into_owned();
        let marked = [b"\xEF\xBB\xBF".to_vec(), utf8.into()].concat();
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(utf8.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let commas = utf8.replace(';', ",").into_bytes();
        for bytes in [utf8.into(), latin1, marked, utf16, commas] {
            assert_eq!(read(&bytes).as_ref(), Ok(&wanted));
        }
        assert_eq!(read(b"PDF\0\0"), Err(Unread::Kind));
    }

    #[test]
    fn a_formula_is_text_and_comes_back_as_it_was() {
        let names = ["=1+1", "@everyone", "'=x", "-", "'s-Gravenhage", "O'Neill"];
        for language in Language::ALL {
            let lines = [names.map(str::to_owned).to_vec()];
            let written = write(language, &lines).expect("written");
            let text = String::from_utf8(written.clone()).expect("UTF-8");
            assert!(
                text.contains("'=1+1") && !text.contains(";=") && !text.contains(",@"),
                "{text}"
            );
            assert_eq!(read(&written), Ok(table(&[&names])));
        }
    }

    #[test]
    fn a_line_of_millions_of_cells_fills_no_memory() {
        let long = "a;".repeat(MOST_CELLS + 1);
        assert_eq!(read(long.as_bytes()), Err(TOO_MANY_COLUMNS));
        let over_many_lines = "a;\"\n\";".repeat(MOST_CELLS / 2 + 1);
        assert_eq!(read(over_many_lines.as_bytes()), Err(TOO_MANY_COLUMNS));
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        for end in ["\n", "\r\n"] {
            let text = "seat,office|1,\"a|chair\"|||2,member|".replace('|', end);
            let read = read(text.as_bytes()).expect("read");
            assert_eq!(read[4], [Cell::text("2"), Cell::text("member")], "{read:?}");
        }
    }
}
