//! XLSX, by crates that read and write it. A file is a packed one: what it would become is counted first, so that a
//! small one cannot fill the memory.

use std::io::{self, Cursor, Read as _};

use calamine::{
    Data, DataRef, DataType as _, Reader as _, SheetVisible, Xlsx, open_workbook_from_rs,
};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{
    Cell, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, TOO_LARGE, TOO_MANY_COLUMNS, TOO_MANY_ROWS, Table,
};
use crate::domain::roster::Unread;

/// The most bytes that a file may unpack to: a group's longest, as a spreadsheet writes it, has 20 MB.
const MOST_UNPACKED: usize = 32 * 1024 * 1024;
/// The most parts of shared texts, and of all that is kept whole: styles, names of sheets and ranges, what refers to
/// what. Of those a workbook has a few thousand. Cells are read one by one: of them there may be as many as fit in.
const MOST_OF_TEXTS: usize = 1_500_000;
const MOST_OF_OTHERS: usize = 50_000;
/// How texts of two bytes a letter begin, which no spreadsheet writes: their elements could not be counted.
const WIDE: [[u8; 2]; 4] = [[0xff, 0xfe], [0xfe, 0xff], [b'<', 0], [0, b'<']];
/// The longest element of which copies are made, in bytes.
const LONGEST_COPIED: usize = 1000;
/// The most attributes that an element may have.
const MOST_ATTRIBUTES: usize = 2000;
/// The most parts that a workbook may have.
const MOST_PARTS: usize = 2000;
/// What a part begins with in the list of all of them (ZIP application note, 4.3.12).
const LISTED: &[u8] = b"PK\x01\x02";
/// Whole numbers from here on are no account and no seat: they are left as they look (2⁶³).
const GREATEST: f64 = 9_223_372_036_854_775_808.0;
/// How wide a column is drawn, in characters.
const WIDEST: usize = 40;

/// Reads the first sheet that a workbook shows: cell by cell, since one in a far corner would make a
/// table of billions. Cells without text are none.
pub fn read(bytes: &[u8]) -> Result<Table, Unread> {
    is_within_bounds(bytes)?;
    let unread = |_| Unread::Kind;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(unread)?;
    let sheets = book.sheets_metadata().iter();
    let name = sheets.clone().find(|sheet| sheet.visible == SheetVisible::Visible);
    let name = name.or(sheets.clone().next()).ok_or(Unread::Kind)?.name.clone();
    let mut cells = book.worksheet_cells_reader(&name).map_err(unread)?;
    let mut table = Table::new();
    // A long text that many cells share stands in the file once, and here as often.
    let mut left = MOST_TEXT;
    while let Some(cell) = cells.next_cell().map_err(unread)? {
        let (row, column) = cell.get_position();
        let (row, column) = (to_usize(row), to_usize(column));
        let value = read_cell(cell.get_value());
        if value.text.is_empty() {
            continue;
        }
        if row > MOST_ROWS {
            return Err(TOO_MANY_ROWS);
        }
        if column >= MOST_COLUMNS {
            return Err(TOO_MANY_COLUMNS);
        }
        left = left.checked_sub(value.text.len()).ok_or(TOO_LARGE)?;
        if table.len() <= row {
            table.resize(row + 1, Vec::new());
        }
        if table[row].len() <= column {
            table[row].resize(column + 1, Cell::default());
        }
        table[row][column] = value;
    }
    Ok(table)
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Refuses what would become too much, whatever it is as bytes: what a file says of its own size need not be true,
/// and a thousand bytes may hold a million elements of which each is kept.
fn is_within_bounds(bytes: &[u8]) -> Result<(), Unread> {
    if bytes.windows(LISTED.len()).filter(|some| *some == LISTED).count() > MOST_PARTS {
        return Err(TOO_LARGE);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Kind)?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| Unread::Kind)?;
        let mut counted = Counted { left, ..Counted::default() };
        let mut first = [0; 2];
        let read = part.read(&mut first).map_err(|_| Unread::Kind)?;
        if WIDE.contains(&first) {
            return Err(Unread::Kind);
        }
        io::Write::write_all(&mut counted, &first[..read]).map_err(|_| TOO_LARGE)?;
        let within = io::copy(&mut part.take(to_u64(left) + 1), &mut counted);
        within.map_err(|_| if counted.is_too_much { TOO_LARGE } else { Unread::Kind })?;
        left = counted.left;
    }
    Ok(())
}

/// Counts what passes of a part, whatever it is called and wherever it lies: that the file says itself.
#[derive(Default)]
struct Counted {
    /// How many bytes may come.
    left: usize,
    texts: usize,
    others: usize,
    /// The name of the element that has begun, while it is read and then; without what stands before a colon.
    name: Vec<u8>,
    is_named: bool,
    /// Bytes, signs of attributes and digits in a row since it has begun.
    length: usize,
    equals: usize,
    digits: usize,
    is_too_much: bool,
}

impl Counted {
    fn take(&mut self, byte: u8) {
        if byte == b'<' {
            self.name.clear();
            (self.is_named, self.length, self.equals) = (false, 0, 0);
            return;
        }
        self.length += 1;
        self.equals += usize::from(byte == b'=');
        self.digits = if byte.is_ascii_digit() { self.digits + 1 } else { 0 };
        match byte {
            _ if self.is_named => {}
            b':' => self.name.clear(),
            // Longer ones are none of those that are told from others.
            _ if byte.is_ascii_alphanumeric() && self.name.len() < 16 => self.name.push(byte),
            _ => {
                self.is_named = true;
                match self.name.as_slice() {
                    // Letters of two bytes: of those nothing can be told.
                    b"" if byte == 0 => self.others += 1,
                    // The end of one, a declaration, a comment.
                    b"" | b"c" | b"v" | b"f" | b"row" => {}
                    b"si" | b"t" | b"r" | b"is" => self.texts += 1,
                    _ => self.others += 1,
                }
            }
        }
        let is_copied = || matches!(self.name.as_slice(), b"numFmt" | b"Relationship");
        self.is_too_much |= self.texts > MOST_OF_TEXTS
            || self.others > MOST_OF_OTHERS
            || self.equals > MOST_ATTRIBUTES
            || (self.length > LONGEST_COPIED && is_copied())
            // The number of texts: room is made for as many before there are any.
            || (self.digits > 6 && self.name == b"sst");
    }
}

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len()) {
            Some(left) => self.left = left,
            None => self.is_too_much = true,
        }
        bytes.iter().for_each(|byte| self.take(*byte));
        if self.is_too_much { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// A cell as text: dates as `YYYY-MM-DD`, whole numbers without a decimal point.
fn read_cell(cell: &DataRef<'_>) -> Cell {
    match cell {
        DataRef::Int(number) => Cell::number(number.to_string()),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < GREATEST => {
            // As few digits as tell it from its neighbours: as it was typed, as far as it was kept.
            Cell::number(number.to_string())
        }
        DataRef::Float(number) => Cell::number(format!("{number:E}")),
        other => Cell::text(text(other)),
    }
}

fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) => cell
            .as_datetime()
            .map(|at| at.date())
            .map_or_else(|| Data::from(cell.clone()).to_string(), |date| date.to_string()),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::String(text) => text.trim().to_owned(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// Writes tables as sheets. Every cell is text: nothing is taken for a formula, and no number is
/// rounded.
pub fn write(tables: &[(&str, &[Vec<String>])]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (name, table) in tables {
        let sheet = book.add_worksheet();
        if !name.is_empty() {
            sheet.set_name(*name)?;
        }
        write_sheet(sheet, table)?;
    }
    book.save_to_buffer()
}

fn write_sheet(sheet: &mut Worksheet, table: &[Vec<String>]) -> Result<(), XlsxError> {
    let (bold, plain) =
        (Format::new().set_bold().set_num_format("@"), Format::new().set_num_format("@"));
    for (row, cells) in (0..).zip(table) {
        for (column, cell) in (0..).zip(cells) {
            let format = if row == 0 { &bold } else { &plain };
            sheet.write_string_with_format(row, column, cell, format)?;
        }
    }
    for (column, _) in (0..).zip(table.first().into_iter().flatten()) {
        let widest = table.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = widest.map(|cell| cell.chars().count()).max().unwrap_or(0).min(WIDEST);
        let width = u32::try_from(widest + 2).map_or(10.0, f64::from);
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(table: &[Vec<String>]) -> Table {
        table.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let table = vec![
            vec!["seat".into(), "ordinary".into(), "ordinary_account".into()],
            vec!["1".into(), "=HYPERLINK(\"x\")".into(), "1234567890123456789".into()],
            vec!["2".into(), "Åsa 👩\u{200d}🦰 فاطمة".into(), "2".into()],
        ];
        let written = write(&[("Group", &table), ("Log", &[])]).expect("written");
        assert_eq!(read(&written), Ok(texts(&table)));
    }

    #[test]
    fn dates_and_numbers_are_read_as_a_spreadsheet_shows_them() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number(0, 0, 7.0).expect("written");
        sheet.write_number_with_format(0, 1, 46_457.0, &day).expect("written");
        sheet.write_number(0, 2, 1.234_567_890_123_456_8e17).expect("written");
        let bytes = book.save_to_buffer().expect("a file");
        let read = read(&bytes).expect("read");
        // What was a number is known as one: of the last, digits are gone.
        let number = |text: &str| Cell::number(text.to_owned());
        let wanted = [number("7"), Cell::text("2027-03-11"), number("123456789012345680")];
        assert_eq!(read[0], wanted);
    }

    #[test]
    fn a_cell_in_a_far_corner_fills_no_memory() {
        let corner = |row, column, text: &str| {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            sheet.write_string(0, 0, "plats").expect("written");
            sheet.write_string(row, column, text).expect("written");
            read(&book.save_to_buffer().expect("a file"))
        };
        // A stray space is nothing; what says something is told of.
        assert_eq!(corner(1_048_575, 16_383, " "), Ok(vec![vec![Cell::text("plats")]]));
        assert_eq!(corner(1_048_575, 0, "x"), Err(TOO_MANY_ROWS));
        assert_eq!(corner(19_999, 16_383, "x"), Err(TOO_MANY_COLUMNS));
        assert_eq!(corner(20_000, 39, "x").map(|table| table.len()), Ok(20_001));
    }

    #[test]
    fn a_text_that_many_cells_share_fills_no_memory() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..3000 {
            sheet.write_string(row, 0, "å".repeat(16_000)).expect("written");
        }
        let bytes = book.save_to_buffer().expect("a file");
        assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
        assert_eq!(read(&bytes), Err(TOO_LARGE));
    }

    #[test]
    fn the_sheet_that_is_shown_is_read() {
        let mut book = Workbook::new();
        book.add_worksheet().set_hidden(true).write_string(0, 0, "dold").expect("written");
        book.add_worksheet().set_active(true).write_string(0, 0, "synlig").expect("written");
        let bytes = book.save_to_buffer().expect("a file");
        assert_eq!(read(&bytes), Ok(vec![vec![Cell::text("synlig")]]));
    }

    /// A workbook that has another part instead of one of its own, or beside them.
    fn with_part(name: &str, text: &str) -> Vec<u8> {
        use std::io::Write as _;
        let own = write(&[("Group", &[vec!["plats".to_owned()]])]).expect("written");
        let mut own = zip::ZipArchive::new(Cursor::new(own)).expect("a workbook");
        let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..own.len() {
            let mut part = own.by_index(at).expect("a part");
            let kept = part.name().expect("a name").into_owned();
            if kept != name {
                made.start_file(kept, zip::write::SimpleFileOptions::default()).expect("begun");
                io::copy(&mut part, &mut made).expect("copied");
            }
        }
        made.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        made.write_all(text.as_bytes()).expect("written");
        made.finish().expect("finished").into_inner()
    }

    #[test]
    fn a_small_file_of_a_million_elements_fills_no_memory() {
        // What is told of its own number of texts is not believed.
        let sst = |count: &str| {
            with_part(
                "xl/sharedStrings.xml",
                &format!("<sst count=\"1\" uniqueCount=\"{count}\"></sst>"),
            )
        };
        assert_eq!(read(&sst("300000000000000")), Err(TOO_LARGE));
        let styles = |count: usize| {
            format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(count))
        };
        let wanted = Ok(vec![vec![Cell::text("plats")]]);
        assert_eq!(read(&with_part("xl/styles.xml", &styles(40_000))), wanted);
        let texts = format!("<sst>{}</sst>", "<si/>".repeat(MOST_OF_TEXTS + 1));
        let format = format!(
            "<styleSheet><numFmts><numFmt formatCode=\"{}\"/></numFmts></styleSheet>",
            "0".repeat(2000)
        );
        let target = format!(
            "<Relationships><Relationship Target=\"{}\"/></Relationships>",
            "a".repeat(2000)
        );
        let names = "<definedName name=\"a\">A</definedName>".repeat(MOST_OF_OTHERS);
        for (name, text) in [
            ("xl/styles.xml", styles(200_000)),
            // A file says itself in which folder they are.
            ("xl/worksheets/styles.xml", styles(200_000)),
            ("XL/Styles.XML", styles(200_000)),
            ("xl/other.bin", styles(200_000).replace("xf", "x:sheet")),
            ("xl/styles.xml", format),
            ("xl/_rels/workbook.xml.rels", target),
            ("xl/sharedStrings.xml", texts),
            ("xl/workbook.xml", format!("<workbook>{names}</workbook>")),
            ("xl/worksheets/sheet1.xml", format!("<worksheet {}/>", "a=\"\" ".repeat(3000))),
        ] {
            let file = with_part(name, &text);
            assert!(file.len() < 100_000, "{name}: {}", file.len());
            assert_eq!(read(&file), Err(TOO_LARGE), "{name}");
        }
    }

    #[test]
    fn a_file_of_thousands_of_parts_fills_no_memory() {
        let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..=MOST_PARTS {
            let options = zip::write::SimpleFileOptions::default();
            made.start_file(at.to_string(), options).expect("begun");
        }
        assert_eq!(read(&made.finish().expect("finished").into_inner()), Err(TOO_LARGE));
    }

    #[test]
    fn what_is_no_workbook_or_unpacks_to_too_much_is_refused() {
        use std::io::Write as _;
        assert_eq!(read(b"PK\x03\x04rubbish"), Err(Unread::Kind));
        let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        bomb.start_file("xl/worksheets/sheet1.xml", options).expect("begun");
        let zeros = vec![0; 1024 * 1024];
        for _ in 0..40 {
            bomb.write_all(&zeros).expect("written");
        }
        let bytes = bomb.finish().expect("finished").into_inner();
        assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
        assert_eq!(read(&bytes), Err(TOO_LARGE));
    }
}
